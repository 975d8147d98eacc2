# What goes out: formats, where they go, what is told when they cannot.

A format that is not known, or an option that means nothing to one, is told
  $ whosaid --to excel
  whosaid: --to excel: not known; known are jsonl json table csv tsv markdown sqlite nquads jsonld neo4j graphml html …
  [2]
  $ whosaid --to csv --with-text
  whosaid: --with-text: --to csv has no use for it
  [2]
  $ whosaid --columns speaker
  whosaid: --columns: --to jsonl has no use for it
  [2]
  $ whosaid --to csv --columns speaker,words,mood
  whosaid: --columns: "mood" is no column; known are document url title …
  [2]
  $ whosaid --select quotes,moods
  whosaid: --select moods: not known; known are names sentences entities mentions quotes warnings
  [2]
  $ whosaid --to nquads --merge id
  whosaid: --merge id: not known; known are name
  [2]
  $ whosaid --to sqlite
  whosaid: -o: --to sqlite needs a file to write to
  [2]
  $ whosaid --to neo4j
  whosaid: -o: --to neo4j needs a folder to write to
  [2]

A document that failed is told where the output has no place for it, in order
  $ printf '{"id":"a","text":1}\n{"text":"x"}\nbad\n' | whosaid --from jsonl --to tsv --columns document
  whosaid: a: "text" must be a string
  whosaid: 3: no opening brace…
  document
  whosaid: 2 documents could not be analysed…

A row a quote, and why
  $ echo '“It is =over,” said President Emmanuel Macron of France.' | whosaid --to tsv --columns speaker,speaker_type,cue,quote,words,quote_key
  speaker	speaker_type	cue	quote	words	quote_key
  Emmanuel Macron	person	said	It is =over,	3	it is over
  $ echo '“=1,” said Ann Lee.' | whosaid --to tsv --spreadsheet --columns quote | tail -1
  '=1,

A quote broken by its cue is shown without the paper's words; its offsets are those of the whole
  $ printf '“It leaks,” he said. “It always did.”\n\nAnna Lind said: “The river came first and took the bridge.\n\n“Then came the mud.”\n' > a.txt
  $ whosaid --to csv --columns quote,start,end,words a.txt | tail -n +2 | tr -d '\r'
  "It leaks, … It always did.",1,36,5
  "The river came first and took the bridge.
  
  “Then came the mud.",56,118,12
  $ whosaid --to tsv --columns quote a.txt | head -2; whosaid --to markdown --columns quote a.txt | sed -n 3p; whosaid --to table --columns quote a.txt | sed -n 2p
  quote
  It leaks, … It always did.
  | It leaks, … It always did. |
    It leaks, … It always did.
  $ whosaid --to sqlite -o a.sqlite a.txt; sqlite3 a.sqlite 'SELECT quote FROM who_said_what LIMIT 1'
  It leaks, … It always did.
  $ whosaid --to nquads a.txt | grep -o '\(exact\|text\)> "It.*" '
  text> "It leaks, … It always did." 
  exact> "It leaks,” he said. “It always did." 
  $ whosaid -q a.txt | jq -r '.quotes[0].text'
  It leaks,” he said. “It always did.

Words in marks at the end or start of reported ones have both of their marks
  $ printf 'Anna Lind said the cuts were "shameful and stupid". Carl Moe said “nobody” had asked him.\n' > a.txt; whosaid --to tsv --columns type,quote a.txt
  type	quote
  mixed	the cuts were "shameful and stupid"
  mixed	“nobody” had asked him

The title of a text is its headline
  $ printf 'Bridge closed by flood\n\nThe bridge of Turin is shut, said Anna Lind, who runs it.\n' > a.txt; whosaid --to tsv --columns title,speaker a.txt; whosaid --to table a.txt | sed -n 2p; whosaid -q a.txt | jq -c .meta
  title	speaker
  Bridge closed by flood	Anna Lind
  a  Bridge closed by flood
  {}

An unfinished output leaves nothing behind, in any format
  $ python3 -c '
  > import json
  > for i in range(600): print(json.dumps({"id": i, "text": f"“Number {i} is late,” said Anna Smith of Acme {i} Ltd. in Paris."}))' > a.jsonl
  $ for format in jsonl csv table html nquads jsonld graphml sqlite neo4j; do
  >   (ulimit -f 32; trap '' XFSZ; SQLITE_TMPDIR=. whosaid --to $format -o out a.jsonl; echo "$format $?"); ls
  > done
  whosaid: out: File too large; the output is not complete
  jsonl 1
  a.jsonl
  whosaid: out: File too large; the output is not complete
  csv 1
  a.jsonl
  whosaid: out: File too large; the output is not complete
  table 1
  a.jsonl
  whosaid: out: File too large; the output is not complete
  html 1
  a.jsonl
  whosaid: out: File too large; the output is not complete
  nquads 1
  a.jsonl
  whosaid: out: File too large; the output is not complete
  jsonld 1
  a.jsonl
  whosaid: out: File too large; the output is not complete
  graphml 1
  a.jsonl
  whosaid: out: …; the output is not complete
  sqlite 1
  a.jsonl
  whosaid: out: ….csv: File too large; the output is not complete
  neo4j 1
  a.jsonl

A database that is there keeps what it holds when a later run cannot finish
  $ printf '{"id":"first","text":"“One,” said Anna Smith."}\n' | whosaid --from jsonl --to sqlite -o out
  $ python3 -c '
  > import json
  > for i in range(1500): print(json.dumps({"id": i, "text": f"“Number {i} is late,” said Anna Smith of Acme {i} Ltd. in Paris."}))' > a.jsonl
  $ (ulimit -f 256; trap '' XFSZ; whosaid --to sqlite -o out a.jsonl)
  whosaid: out: …; the output is not complete
  [1]
  $ python3 -c '
  > import sqlite3; base = sqlite3.connect("out")
  > print(base.execute("SELECT quote, speaker FROM who_said_what WHERE document = ?", ["first"]).fetchall(), base.execute("PRAGMA integrity_check").fetchone())'
  [('One,', 'Anna Smith')] ('ok',)

Full disk and closed pipe are told in every stream
  $ for format in json csv tsv markdown table nquads jsonld graphml html explanation; do echo 'Ann Lee said: “No.”' | whosaid --to $format > /dev/full; done
  whosaid: standard output: No space left on device; the output is not complete
  whosaid: standard output: No space left on device; the output is not complete
  whosaid: standard output: No space left on device; the output is not complete
  whosaid: standard output: No space left on device; the output is not complete
  whosaid: standard output: No space left on device; the output is not complete
  whosaid: standard output: No space left on device; the output is not complete
  whosaid: standard output: No space left on device; the output is not complete
  whosaid: standard output: No space left on device; the output is not complete
  whosaid: standard output: No space left on device; the output is not complete
  whosaid: standard output: No space left on device; the output is not complete
  [1]
  $ yes '{"text":"Ann Lee said: “No.”"}' | head -3000 > a.jsonl; (trap '' PIPE; whosaid --to csv a.jsonl; echo "status $?" >&2) | head -1 > /dev/null
  whosaid: standard output: Broken pipe; the output is not complete
  status 1

A folder replaces one of its own kind, and nothing else
  $ echo 'Ann Lee said: “No.”' > a.txt; whosaid --to neo4j -o graph a.txt; whosaid --to neo4j -o graph/ a.txt; ls . graph
  .:
  a.txt
  graph
  
  graph:
  documents.csv
  entities.csv
  in.csv
  load.cypher
  mentions.csv
  quotation_mentions.csv
  quotations.csv
  said.csv
  $ mkdir mine; echo dear > mine/letter; whosaid --to neo4j -o mine a.txt
  whosaid: mine: Directory not empty
  [1]
  $ ls . mine; umask 027; whosaid --to neo4j -o private a.txt; stat -c %a private
  .:
  a.txt
  graph
  mine
  
  mine:
  letter
  750

A database of another program is left alone
  $ python3 -c 'import sqlite3; sqlite3.connect("theirs").execute("CREATE TABLE t(a)")'; echo 'Ann Lee said: “No.”' > a.txt; whosaid --to sqlite -o theirs a.txt
  whosaid: theirs: the database there is not one of whosaid; choose another name; the output is not complete
  [1]
  $ echo text > theirs; whosaid --to sqlite -o theirs a.txt
  whosaid: theirs: file is not a database; the output is not complete
  [1]
  $ cat theirs; umask 027; whosaid --to sqlite -o private a.txt; stat -c %a private; ls
  text
  640
  a.txt
  private
  theirs

What goes out is not read
  $ mkdir d; cd d; echo '“No,” said Anna Lind.' > a.txt; (ulimit -f 100; timeout 5 whosaid . > records.jsonl; timeout 5 whosaid . >> records.jsonl); show id < records.jsonl
  a
  a
  $ for o in jsonl csv html sqlite graphml; do mkdir $o; cp d/a.txt $o; (cd $o; whosaid -o a.out.$o .; whosaid -o a.out.$o .; ls | tr '\n' ' '); done 2>&1
  a.out.jsonl a.txt a.out.csv a.txt a.out.html a.txt a.out.sqlite a.txt a.out.graphml a.txt …
  $ mkdir g; cp d/a.txt g; cd g; whosaid --to neo4j -o graph .; whosaid --to neo4j -o graph .; wc -l < graph/documents.csv
  2
  $ echo '{"text":"x"}' > e.jsonl; (ulimit -f 100; timeout 5 whosaid e.jsonl >> e.jsonl); wc -l < e.jsonl
  whosaid: e.jsonl: is what is written to; it is left out
  1
  $ whosaid -o e.jsonl e.jsonl; show id < e.jsonl; whosaid e.jsonl | jq -r .error.message
  1
  whosaid: 1 document could not be analysed (1 bad-argument); see the error records
  this is a record of whosaid, not a document to read

The ending of the output's name says its format, unless --to does
  $ echo '“Yes,” said Anna Lind.' > a.txt
  $ whosaid -o a.csv --columns quote a.txt; whosaid -o a.html a.txt; whosaid --to jsonl -o b.csv a.txt; whosaid -o a.other a.txt
  $ head -c 5 a.csv; echo; head -c 15 a.html; echo; cut -c2-9 b.csv; cut -c2-9 a.other
  quote
  <!DOCTYPE html>
  "schema"
  "schema"
  $ whosaid -o a.xlsx a.txt; ls a.xlsx 2>/dev/null; whosaid -o a.parquet a.txt
  whosaid: -o a.xlsx: no format has this ending; --to csv --spreadsheet makes a file that Excel opens
  whosaid: -o a.parquet: no format has this ending; whosaid-spark writes it, and DuckDB makes it of csv
  [2]
