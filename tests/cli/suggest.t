# suggest.t: names that no list knows, as lists.

Names that no list knows come as lists, the frequent ones first
  $ cat > news.txt <<'END'
  > The utility Grünlicht Energie AG said on Monday that it would close a plant. Deputy mayor Zorblina Quastek of Turin spoke for
  > Grünlicht Energie AG. “We will pay,” Ms Quastek said.
  > END
  $ whosaid --suggest news.txt > suggested.tsv && cat suggested.tsv
  # type: person
  # columns: name	note
  Zorblina Quastek	2 times in 1 document: …[Zorblina Quastek] of Turin…
  # type: organization
  # columns: name	note
  Grünlicht Energie AG	2 times in 1 document: …[Grünlicht Energie AG]…

Capitalized words that are not taken for names come too
  $ echo 'Shops sold the new Pro Zwirbel-9 for less. Many say the Pro Zwirbel-9 is good.' | whosaid --from text --suggest
  # type: not-a-name
  # columns: name	note
  Pro Zwirbel	2 times in 1 document: …[Pro Zwirbel]-9…

What is suggested can be used as it is
  $ for i in 1 2 3; do echo "{\"id\": $i, \"text\": \"The utility Grünlicht Energie AG was sold to Grünlicht Energie AG.\"}"; done > news.jsonl
  $ mkdir lists && whosaid --suggest -j2 news.jsonl > lists/mine.tsv && cat lists/mine.tsv
  # type: organization
  # columns: name	note
  Grünlicht Energie AG	6 times in 3 documents: … | … | …
  $ whosaid --check lists
  $ whosaid --gazetteers lists --suggest news.jsonl
