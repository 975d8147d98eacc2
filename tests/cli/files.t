# Files, directories and standard input.

A text file is one document, named like the file
  $ printf 'Hello.' > a.b.txt
  $ whosaid a.b.txt | show id length
  a.b 6

Standard input is read without a file, and for -
  $ printf 'Hello.' | whosaid | show id length
  stdin 6
  $ printf 'Hello.' > a.txt; printf 'Bye.' | whosaid a.txt - | show id length
  a 6
  stdin 4

An empty file gives an empty record
  $ : > empty.txt; whosaid empty.txt
  {"schema":"whosaid.document/1","id":"empty","offsets":"codepoint","length":0,"meta":{},"sentences":[],"entities":[],"mentions":[],"quotes":[],"warnings":[]}

The three units count what they say
  $ printf 'é😀.' > a.txt; for unit in codepoint byte utf16; do whosaid --offsets $unit a.txt | show offsets length sentences; done
  codepoint 3 [{"start": 0, "end": 3, "paragraph": 0, "section": "body"}]
  byte 7 [{"start": 0, "end": 7, "paragraph": 0, "section": "body"}]
  utf16 4 [{"start": 0, "end": 4, "paragraph": 0, "section": "body"}]

JSON Lines are told by their name or their first brace
  $ printf '\n{"id":"x","text":""}\n' > a.jsonl; printf ' {"id":"y","text":""}' > b; printf '[x]' > c.txt
  $ whosaid -q a.jsonl b c.txt | show id error
  a:1 invalid-json at 0
  x fine
  y fine
  c fine
  $ whosaid -q --from text b | show id length
  b 21
  $ whosaid -q --from jsonl c.txt | show id error
  1 invalid-json at 0

A directory is walked in order of names, hidden files left out
  $ mkdir -p d/b d/.h; for f in d/c.txt d/b/z.txt d/b/a.txt d/a.txt d/.x.txt d/.h/x.txt; do echo $f > $f; done
  $ printf '{"id":"one","text":""}\n{"id":"two","text":""}\n' > d/b/m.jsonl
  $ whosaid d | show id
  a
  b/a
  one
  two
  b/z
  c

Each file of a run has an id of its own, which says what it is called in its folder
  $ mkdir -p a/2022 b; for f in a/1.txt a/2022/1.txt b/1.txt a/2.html a/2.txt; do echo "<p>$f</p>" > $f; done
  $ whosaid a | show id
  1
  2
  a/2.txt
  2022/1
  $ whosaid a/ b | show id
  1
  2
  a/2.txt
  2022/1
  b/1.txt
  $ (cd a && whosaid . | show id | tail -1); whosaid a/1.txt b/1.txt b/1.txt | show id; printf 'a/2022/1.txt\nb\n' | whosaid --files-from - | show id
  2022/1
  1
  b/1.txt
  b/1.txt
  1
  b/1.txt

A line without an id has its number, and its file's name where there are more files
  $ mkdir d; printf '{"text":"a"}\n{"text":"b","id":"x"}\nbad\n' > d/a.jsonl; printf 'text\nc\n' > d/b.csv; printf '{"text":"e"}' > c.jsonl
  $ whosaid -q d/a.jsonl | show id; whosaid -q d c.jsonl < /dev/null | show id; cat d/a.jsonl | whosaid -q --from jsonl - c.jsonl | show id
  1
  x
  3
  a:1
  x
  a:3
  b:2
  c:1
  stdin:1
  x
  stdin:3
  c:1

Paths are answered in the order they are given
  $ echo x > b.txt; echo x > a.txt; whosaid b.txt a.txt b.txt | show id
  b
  a
  b

A missing file is told, its place kept, and the others answered
  $ echo x > a.txt; whosaid missing.txt a.txt
  whosaid: missing.txt: No such file or directory; check the name
  {"schema":"whosaid.error/1","id":"missing","line":null,"error":{"code":"read-failed","message":"the file could not be read","offset":null}}
  {"schema":"whosaid.document/1","id":"a",…
  whosaid: 1 document could not be analysed (1 …); see the error records
  [1]

Nobody knows how many lines a missing file of lines would have
  $ echo x > a.txt; whosaid missing.jsonl a.txt
  whosaid: missing.jsonl: No such file or directory; check the name
  {"schema":"whosaid.document/1","id":"a",…
  [1]

A file that cannot be read is told, and the others answered
  $ echo x > a.txt; ln -s loop.txt loop.txt; whosaid -q loop.txt a.txt | show id error
  whosaid: loop.txt: Too many levels of symbolic links; it is left out
  loop read-failed
  a fine
  $ whosaid -q /proc/self/mem a.txt | show id error
  whosaid: /proc/self/mem: Input/output error; it is left out
  mem read-failed
  a fine

A file without permission is told, and the others answered
  $ echo x > a.txt; echo x > secret.txt; chmod 0 secret.txt
  $ test "$(id -u)" = 0 && { echo 'whosaid: secret.txt: Permission denied; check its permissions'; echo secret read-failed; echo a fine; } || whosaid -q secret.txt a.txt | show id error
  whosaid: secret.txt: Permission denied; check its permissions
  secret read-failed
  a fine

Bytes that are not UTF-8 are named by their place in the file
  $ printf 'caf\351' > latin.txt; echo x > a.txt; whosaid -q latin.txt a.txt | show id error
  latin invalid-utf8 at 3
  a fine

U+0000 is named by its place in the file
  $ printf 'a\0b' > nul.txt; whosaid -q nul.txt | show error
  nul-character at 1

A file name may hold anything
  $ echo x > $'q"\\\t\377é.txt'; whosaid q* | show id
  q"\	�é

A text longer than the limit is refused and the next one answered
  $ head -c $(((64 << 20) + 1)) /dev/zero | tr '\0' ' ' > long.txt; echo x > a.txt; whosaid -q long.txt a.txt | show id error
  long too-long
  a fine

Pretty records are the same records
  $ printf 'Hello.' > a.txt; whosaid --to json a.txt a.txt > pretty; whosaid a.txt a.txt > lines
  $ python3 -c '
  > import json
  > text, decoder, records = open("pretty").read(), json.JSONDecoder(), []
  > while text.strip(): record, at = decoder.raw_decode(text); records.append(record); text = text[at:].lstrip()
  > print(records == [json.loads(line) for line in open("lines")])'
  True

Every record of the articles holds to the schema
  $ whosaid "$TESTS"/../articles/*/article.txt
  …
  $ whosaid --to json --with-text --offsets utf16 "$TESTS"/../articles/*/article.txt
  …

A folder without files is told so by the count
  $ mkdir -p bare && whosaid bare
  whosaid: 0 documents, 0 entities, 0 quotes, 0 errors; …
