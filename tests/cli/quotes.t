# Reporting verbs and patterns of quotes that a user adds.

A verb of the user's with its inflections is a cue like any other
  $ mkdir lists; printf '# type: reporting-verb\n# columns: name\tkind\tflags\nhonk|honks|honked|honking\tspeech\tclause,direct\n' > lists/verbs.tsv
  $ whosaid --check lists
  $ printf '“The bridge is safe,” honked Ann Lee. Bob Hill honks that it fell.\n\nAnn Lee crossed it anyway, honking that nobody had told her.\n' > a.txt
  $ whosaid --gazetteers lists a.txt | show said
  Ann Lee: The bridge is safe, (honked, evidence:quote/verb)
  Bob Hill: that it fell (honks, evidence:quote/verb)
  Ann Lee: that nobody had told her (honking, evidence:quote/verb)

A pattern of the user's wins over what is weighed, and its name is the source
  $ mkdir rules; cat > rules/via.rules <<'END'
  > rule quote/via
  > trigger paragraph word via
  > pattern (?<content>[^\n]+?) \(via (?<speaker>[^\n()]+)\)$
  > yes [The bridge is safe.] (via [Ann Lee])
  > no They came via Leeds (the long way).
  > END
  $ cat > rules/line.rules <<'END'
  > rule quote/line
  > trigger word mayor
  > pattern (?<speaker>mayor), (?<cue>on the line from \p{Lu}\w+): “(?<content>[^\n”]+)”
  > yes The [mayor], [on the line from Leeds]: “[It is safe.]”
  > no The mayor, on the line, said nothing.
  > END
  $ whosaid --check rules
  $ printf 'Ann Lee said the bridge was safe, wrote Bob Hill. It was not. (via Carl Wood)\n\nThe mayor, on the line from Leeds: “It fell.”\n' > b.txt
  $ whosaid --gazetteers rules b.txt | show said
  Carl Wood: Ann Lee said the bridge was safe, wrote Bob Hill. It was not. (None, rule:quote/via)
  mayor: It fell. (on the line from Leeds, rule:quote/line)

An example of a pattern for quotes that does not hold is told, and so is a pattern without content
  $ mkdir bad; printf 'rule quote/a\ntrigger word via\npattern via (?<speaker>\w+): (?<content>\w+)\nyes [via] Ann: [fell]\n' > bad/a.rules
  $ whosaid --check bad
  bad/a.rules:4: the rule does not mark exactly this: "[via] Ann: [fell]"
  [1]
  $ printf 'rule quote/b\ntrigger word via\npattern via (?<speaker>\w+)\n' > bad/a.rules; whosaid --check bad
  bad/a.rules:3: rule quote/b marks no content: name a group (?<content>…)
  [1]

What is not said is flagged as negated, what is not said for certain as modal
  $ cat > a.txt <<'END'
  > Anna Lind said that the bridge was safe. Anna Lind did not say that the bridge was safe. Carl Moe denied that he knew.
  > 
  > Anna Lind would say that the bridge was safe. Carl Moe could not say whether the road would open.
  > END
  $ whosaid -q a.txt | jq -c '.quotes[] | [.speaker.name, .negated, .modal]'
  ["Anna Lind",false,null]
  ["Anna Lind",true,null]
  ["Carl Moe",true,null]
  ["Anna Lind",false,true]
  ["Carl Moe",true,true]
