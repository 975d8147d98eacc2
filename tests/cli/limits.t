# limits.t: what could go on without end has one.

A rule that would try for ever is named, and the run goes on
  $ mkdir lists && cat > lists/slow.rules <<'END'
  > rule person/slow
  > trigger capital
  > pattern \G(?<person>(?:\p{L}+ ?)+)!
  > score 0.9
  > yes [Ada]!
  > no Ada.
  > END
  $ printf '{"id": "slow", "text": "Abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz. No!"}\n{"id": "quick", "text": "Ada!"}\n' > in.jsonl
  $ whosaid -q --gazetteers lists in.jsonl | jq -r 'if .error then .error.code, .error.message else .mentions[].text end'
  limit
  rule person/slow (lists/slow.rules:1) ran into its match limit at offset 0; make its pattern simpler
  Ada
