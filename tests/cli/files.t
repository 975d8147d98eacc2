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

A file that is no text is told by what it is, and what makes a text of it
  $ mkdir d; printf '%%PDF-1.7\n\342\343\n' > d/a.pdf; printf 'PK\003\004\024\0\010[Content_Types].xml \0 word/document.xml' > d/b.docx; printf '\320\317\021\340\241\261\032\341\0' > d/c.doc
  $ printf 'PK\003\004\024\0mimetypeapplication/vnd.oasis.opendocument.text' > d/d.odt; printf 'PK\003\004\024\0mimetypeapplication/epub+zip' > d/e.epub; printf 'PK\003\004\024\0xl/workbook.xml' > d/f.xlsx
  $ printf 'PK\003\004\024\0a.txt' > d/g.zip; printf '\211PNG\r\n\032\n\0' > d/h.png; printf '\377\330\377\340\0\020JFIF' > d/i.html; printf '{\\rtf1 Hello.}' > d/j.rtf; printf 'BZh91AY&SY\263' > d/k.txt.bz2
  $ echo 'Hello.' > d/l.txt; tar -cf d/m.tar d/l.txt; tar -czf d/n.tgz d/l.txt; printf 'SQLite format 3\0' > d/o.csv; printf 'H\0i\0.\0' > d/p.txt; printf '\0H\0i\0.' > d/q.txt
  $ whosaid d | jq -r '[.id, .error.code, .error.message] | join(": ")'
  whosaid: 16 documents could not be analysed (16 not-text); see the error records
  whosaid: 1 document, …
  a: not-text: this is a PDF; make a text of it (pdftotext FILE, of poppler-utils)
  b: not-text: this is a Word document; make a text of it (pandoc -t plain FILE, or libreoffice --convert-to txt FILE)
  c: not-text: this is an old Word or Office document; make a text of it (libreoffice --convert-to txt FILE)
  d: not-text: this is an OpenDocument text; make a text of it (pandoc -t plain FILE, or libreoffice --convert-to txt FILE)
  e: not-text: this is an e-book (EPUB); make a text of it (pandoc -t plain FILE)
  f: not-text: this is a spreadsheet; save it as CSV
  g: not-text: this is a ZIP archive; unpack it and give the folder
  h: not-text: this is a picture; make a text of it (tesseract FILE)
  i: not-text: this is a picture; make a text of it (tesseract FILE)
  j: not-text: this is a Rich Text document; make a text of it (pandoc -t plain FILE, or libreoffice --convert-to txt FILE)
  k.txt: not-text: this is packed with bzip2; unpack it, or pack it with gzip or zstd
  l: : 
  m: not-text: this is a tar archive; unpack it and give the folder
  n: not-text: this is a tar archive; unpack it and give the folder
  o: not-text: this is a SQLite database; export its texts as CSV
  p: not-text: this is UTF-16 without a byte order mark; convert it to UTF-8 (iconv -f UTF-16LE -t UTF-8 FILE)
  q: not-text: this is UTF-16 without a byte order mark; convert it to UTF-8 (iconv -f UTF-16BE -t UTF-8 FILE)
  $ whosaid -q < d/a.pdf | show id error; whosaid -q --from text d/b.docx | show id error; head -c 300000 /dev/zero | cat d/a.pdf - | whosaid -q --max-document 1K | show id error
  stdin not-text
  b not-text
  stdin not-text
  $ cp d/b.docx b.jsonl; whosaid -q b.jsonl | show id error; gzip d/a.pdf; whosaid -q d/a.pdf.gz | show id error
  b not-text
  a not-text

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
