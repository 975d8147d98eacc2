# What comes in: pages, web archives, tables, arrays, packed or not, whole or damaged.

The same article gives the same entities and quotes in every format
  $ python3 "$TESTS/../input/formats.py" . && ls
  a.csv
  a.csv.zst
  a.html
  a.html.gz
  a.json
  a.jsonl
  a.jsonl.gz
  a.txt
  a.txt.zst
  a.warc
  a.warc.gz
  latin.html
  wide.txt
  $ for f in a.* latin.html wide.txt; do whosaid -q $f | jq -c '[[.sentences[].section], [.entities[] | [.type, .name, .aliases, .mentions]], [.quotes[] | [.type, .text, .speaker.name, .cue.lemma]]]'; done | sort | uniq -c | awk '{print $1}'
  13

All of a directory, or of a list of files
  $ mkdir d; printf 'One.' > d/b.txt; printf '<html><p>Two was a page with some words in it.</p></html>' > d/a.html; printf 'id,text\nx,Three.\n' | gzip > d/c.csv.gz
  $ whosaid -q d | show id
  a
  b
  x
  $ printf 'd/b.txt\n\nd/c.csv.gz\r\n' > list; whosaid -q --files-from list | show id
  b
  x
  $ printf 'd/a.html\n' | whosaid -q --files-from - d/b.txt | show id
  b
  a
  $ whosaid --files-from missing
  whosaid: missing: No such file or directory; give a file with one path a line
  [1]

Fields of JSON by name, also within others; what is left is kept under meta
  $ echo '{"doc":{"body":"Hello.","n":1.10,"deep":{"x":[1]}},"key":"k","id":7}' | whosaid -q --from jsonl --text-field doc.body --id-field key | cut -d, -f2,5-8
  "id":"k","meta":{"doc":{"n":1.10,"deep":{"x":[1]}},"id":7},"sentences":[{"start":0
  $ echo '{"a":{"id":"x"},"b.c":"Hello."}' | whosaid -q --from jsonl --text-field b.c --id-field a.id | cut -d, -f2,5
  "id":"x","meta":{"a":{}}
  $ echo '{"body":"Hello."}' | whosaid -q --from jsonl | grep -o '"message":.*'
  "message":"there is no field \"text\"; there is body: say which has the text, like --text-field body","offset":null}}
  $ echo '{"id":1,"url":"http://example.org/a-long-address","article":{"head":"Hi","body":"The bridge is shut, and the ferry runs from Kyiv instead.","n":{"x":"y"}},"tags":["a"]}' | whosaid -q --from jsonl | grep -o '"message":.*'
  "message":"there is no field \"text\"; there are url, article.head, article.body, article.n.x, tags: say which has the text, like --text-field article.body","offset":null}}
  $ echo '{"id":1}' | whosaid -q --from jsonl | grep -o '"message":.*'
  "message":"there is no field \"text\", and no other one","offset":null}}
  $ echo '{"headline":"A"}' | whosaid -q --from jsonl | grep -o 'there is headline: .*--text-field.*headline'; printf 'id,heading\n1,a\n' | whosaid -q --from csv | grep -o 'there is heading: .*--text-field.*heading'
  there is headline: say which has the text, like --text-field headline
  there is heading: say which has the text, like --text-field heading
  $ python3 -c 'import json; print(json.dumps({f"field {i}": i for i in range(500)}))' | whosaid -q --from jsonl | grep -o '"message":.*'
  "message":"there is no field \"text\"; there are field 0, field 1, …, …: say which has the text with --text-field","offset":null}}

Arrays of objects, and objects laid out over many lines
  $ printf ' [ {"id":1,"text":"a [{"},\n{"id":2,\n"text":"b"} ,{"id":"3","text":"c"}]\n' | whosaid -q | show id length
  1 4
  2 1
  3 1
  $ printf '{\n  "id": "a",\n  "text": "b"\n}\n{\n "text": "c"}' | whosaid -q | show id
  a
  2
  $ printf '[{"id":1,"text":"a"}, {"id":2,"text":"b"' | whosaid -q | show id error
  1 fine
  2 invalid-json at 22
  $ printf '[{"id":1,"text":"a"} {"id":2,"text":"b"}]' | whosaid -q | show id error
  1 fine
  2 invalid-json at 21
  $ printf '[{"id":1,"text":"a"}' | whosaid -q | grep -o '"message":.*'
  "message":"an end of the file inside an array or object at byte 20 of the file; it must be one array of objects, or objects; the rest of the file is left out","offset":20}}

Tables with quotes, line breaks, semicolons and tabs
  $ printf '\357\273\277text;id;who\r\n"a ""b""; c\nd";x;"Ann"\r\n\r\n e ;y;\r\n' > t.csv; whosaid -q --with-text t.csv | cut -d, -f2,5-6
  "id":"x","meta":{"who":"Ann"},"text":"a \"b\"; c\nd"
  "id":"y","meta":{"who":""},"text":" e "
  $ printf 'n\tbody\n1\tOne.\n2\tTwo.' > t.tsv; whosaid -q --text-field body t.tsv | show id meta length
  2 {"n": "1"} 4
  3 {"n": "2"} 4

What is wrong with a table is told by its row
  $ printf 'id,text\n1,a,b\n2\n3,"a"b\n4,ok\n5,caf\351\n6,"x\n7,y\n' > t.csv; whosaid -q t.csv | jq -r '[.id, .line, .error.code, .error.offset, .error.message] | @tsv'
  1	2	invalid-csv	4	the row has more fields than there are columns, the first one too many at byte 4 of the row; …
  2	3	invalid-csv	1	the row has fewer fields than there are columns, and ends at byte 1 of the row; …
  3	4	invalid-csv	5	something follows a closing quote at byte 5 of the row; …
  4				
  6	6	invalid-utf8	5	byte 0xE9 at byte 5 of the row is not UTF-8; convert the input to UTF-8 (iconv -f WINDOWS-1252 -t UTF-8 FILE for most Western ones)
  7	7	invalid-csv	35	a quote in the row at byte 35 of the file is never closed; quotes within a field are doubled; the rest of the file is left out
  $ printf 'id,body\n1,a\n' > t.csv; whosaid -q t.csv | grep -o '"message":.*'
  "message":"there is no column \"text\"; there is body: say which has the text, like --text-field body","offset":null}}

A headline is a title where there is none
  $ printf '%s\n' '{"headline":"Rain \u00e9","text":""}' '{"title":"T","headline":"H","text":""}' '{"heading":"G","n":{"headline":"no"},"text":""}' '{"headline":["x"],"text":""}' | whosaid -q --from jsonl | jq -c .meta
  {"headline":"Rain é","title":"Rain é"}
  {"title":"T","headline":"H"}
  {"heading":"G","n":{"headline":"no"},"title":"G"}
  {"headline":["x"]}
  $ printf 'id,headline,text\n1,Rain,“No.”\n2,"Ann ""Lee""",Ann Lee said: “No.”\n' > t.csv; whosaid -q t.csv | jq -c .meta; whosaid -q --to tsv --columns title,speaker t.csv
  {"headline":"Rain","title":"Rain"}
  {"headline":"Ann \"Lee\"","title":"Ann \"Lee\""}
  title	speaker
  Ann "Lee"	Ann Lee

Packed files in several members, and packed files that are cut or damaged
  $ { printf '{"id":1,"text":"a"}\n{"id"' | gzip; printf ':2,"text":"b"}\n' | gzip; } > m.jsonl.gz; whosaid -q m.jsonl.gz | show id error
  1 fine
  2 fine
  $ { printf '{"id":1,"text":"a"}\n' | zstd -q; printf '{"id":2,"text":"b"}\n' | zstd -q; } > m.zst; whosaid -q m.zst | show id error
  1 fine
  2 fine
  $ seq 1 9999 | sed 's/.*/{"id":&,"text":"&"}/' | gzip > long.gz; head -c 20000 long.gz > cut.jsonl.gz; whosaid -q cut.jsonl.gz | tail -1 | grep -o '"error":.*'
  "error":{"code":"damaged-compression","message":"the compressed data is cut off at byte 20000 of the file; get the file again","offset":20000}}
  $ seq 1 9999 | zstd -q | head -c 9000 > cut.zst; whosaid -q cut.zst | show id error
  cut damaged-compression at 9000
  $ { head -c 9000 long.gz; printf 'XXXXXXXX'; tail -c +9009 long.gz; } > bad.gz; whosaid -q bad.gz | tail -1 | grep -o '"code":"[^"]*","message":"[a-z ]*at byte'
  "code":"damaged-compression","message":"the compressed data is damaged at byte
  $ { echo Hello. | gzip; echo junk; } > tail.txt.gz; whosaid -q tail.txt.gz | show id error
  tail damaged-compression at …

A bomb is stopped at the limit
  $ head -c 100000000 /dev/zero | tr '\0' ' ' | gzip > bomb.txt.gz; whosaid -q bomb.txt.gz | show id error
  bomb too-long
  $ printf 'Hello.' > a.txt; whosaid -q --max-document 5 a.txt | show id error
  a too-long
  $ printf '{"text":"Hello."}\n{"text":"Hi."}\n' | whosaid -q --from jsonl --max-document 5 | grep -o '"message":.*'
  "message":"the text has 6 bytes and the limit is 5; split it into articles","offset":null}}
  $ whosaid --max-document 2G
  whosaid: --max-document 2G: must be a number of bytes from 1 to 1G, like 64M
  [2]

Fields beyond the limit, and elements deeper than it
  $ python3 -c 'import json; print(json.dumps({"text": "", **{str(i): i for i in range(1001)}}))' | whosaid -q --from jsonl | grep -o '"error":.*'
  "error":{"code":"limit","message":"more than the limit of 1000 fields beside the text; leave some out","offset":null}}
  $ python3 -c 'print("<html>" + "<div>" * 600 + "deep")' > deep.html; whosaid -q deep.html | grep -o '"error":.*'
  "error":{"code":"limit","message":"elements within elements are deeper than the limit of 512; mend the page's markup","offset":null}}
  $ python3 -c 'print("<html>" + "<div>" * 200000)' > deep.html; timeout 20 whosaid -q deep.html | show error
  limit

Encodings by mark and by declaration; others are refused with their place
  $ printf '<html><meta charset=iso-8859-1><p>caf\351 \223no\224</p>' > a.html; whosaid -q --with-text a.html | grep -o '"text":"[^"]*","sent'
  "text":"café “no”","sent
  $ printf '<html><p>caf\351</p>' > b.html; whosaid -q b.html | show error
  invalid-utf8 at 12
  $ printf '<html><meta charset=windows-1252><p>\201</p>' > c.html; whosaid -q c.html | grep -o '"error":.*'
  "error":{"code":"invalid-encoding","message":"byte 0x81 at offset 36 is not windows-1252, which was declared; convert it to UTF-8","offset":36}}
  $ printf '<html><meta charset=nonsense><p>\351</p>' > d.html; whosaid -q d.html | grep -o '"message":"[^"]*"'
  "message":"the declared encoding nonsense is not known; convert it to UTF-8"
  $ printf '\377\376H\0i\0.\0' > e.txt; printf '\376\377\0H\0i\0.' > f.txt; printf '\357\273\277Hi.' > g.txt; whosaid -q e.txt f.txt g.txt | show id length
  e 3
  f 3
  g 3
  $ printf '\377\376H\0\0\330' > h.txt; whosaid -q h.txt | show error
  invalid-encoding at 4

Text that was once read in a wrong encoding is left alone, with a warning
  $ printf 'It was the cafÃ© of Anna Smith, she saidâ€™.' | whosaid -q | jq -c .warnings
  [{"code":"mojibake","start":14}]

Web archives: what is left out is counted, what is damaged is told
  $ python3 "$TESTS/../input/formats.py" . ; whosaid a.warc.gz 2>&1 >/dev/null
  whosaid: records left out of web archives: 1 warcinfo, 1 request, 1 image/png, 1 status 404
  $ head -c 700 a.warc > cut.warc; whosaid -q cut.warc | grep -o '"message":.*'
  "message":"the file ends inside the record that starts at byte … of the file, uncompressed; get the file again","offset":…}}
  $ { printf 'WARC/1.0\r\nWARC-Type: response\r\n\r\n'; cat a.warc; } > b.warc; whosaid -q b.warc | show id error
  1 invalid-warc at 0
  urn:uuid:4 fine
  $ python3 "$TESTS/../input/formats.py" --answers . ; whosaid -q answers.warc | jq -r '[.id, .length, .error.message] | @tsv'
  urn:uuid:0	21	
  urn:uuid:1	21	
  urn:uuid:2	21	
  urn:uuid:3	21	
  urn:uuid:4	21	
  urn:uuid:5		the packed answer is damaged or cut off at byte … of the record; fetch the page again
  urn:uuid:6		a chunk of the answer is cut off at byte … of the record; fetch the page again
  urn:uuid:7		the answer is packed with br, which is not read; fetch the page with gzip
  urn:uuid:8		the answer, unpacked, is longer than the limit of 67108864 bytes; raise it with --max-document
  urn:uuid:9	9	

Boilerplate and photo credits make no entities unless they are asked for
  $ printf 'Bridge closed by flood\n\nA ferry leaves Kyiv on Monday. Anna Schmidt/Getty Images\n\nThe bridge stays shut, the council said, and the ferry runs from Kyiv instead.\n\nFollow The Herald on Twitter and Facebook.\n\nEmail: news@example.org\n' > a.txt
  $ whosaid -q a.txt | jq -c '[[.sentences[].section], [.entities[].name]]'
  [["headline","caption","caption","body","boilerplate","boilerplate"],["Kyiv"]]
  $ whosaid -q --keep-boilerplate a.txt | jq -c '.entities[] | select(.boilerplate) | .name'
  "Anna Schmidt"
  "Getty Images"
  …

What failed is told where it can be seen
  $ printf 'id,text\n1,“No.”,\n' > t.csv; for format in jsonl json sqlite html csv explanation; do echo $format; whosaid --to $format -o out.$format t.csv 2>&1 | grep -v ' 1 error'; done
  jsonl
  whosaid: 1 document could not be analysed (1 invalid-csv); see the error records
  json
  whosaid: 1 document could not be analysed (1 invalid-csv); see the error records
  sqlite
  whosaid: 1 document could not be analysed (1 invalid-csv); see error_message in the table documents
  html
  whosaid: 1 document could not be analysed (1 invalid-csv); see the list of articles in the page
  csv
  whosaid: 1: the row has more fields …
  whosaid: 1 document could not be analysed (1 invalid-csv)
  explanation
  whosaid: 1 document could not be analysed (1 invalid-csv); see its place in the output

A summary at the end, unless it is not wanted
  $ printf '{"text":"“No,” said Anna Smith."}\nx\n' | whosaid --from jsonl 2>&1 >/dev/null
  whosaid: 1 document could not be analysed (1 invalid-json); see the error records
  whosaid: 1 document, 1 entity, 1 quote, 1 error; 0.000 MB in …
  $ printf 'x\n' | whosaid -q --strict --from jsonl 2>&1 >/dev/null
  [3]

An output that is gone on with: what is there stays, a torn line is mended, anything else is refused
  $ printf '{"id":1,"text":"a"}\n{"id":"1","text":"b"}\n{"id":2,"text":"c"}\n' > in.jsonl; whosaid -q -o whole in.jsonl; head -c 300 whole > out
  $ whosaid --resume -o out in.jsonl; cmp whole out
  whosaid: 1 document was there already
  whosaid: 2 documents, …
  $ whosaid -q --resume -o out in.jsonl; cmp whole out
  $ mkdir a b; echo 'One.' > a/1.txt; echo 'Two is longer.' > b/1.txt; printf 'a\0b' > b/2.txt; whosaid -q -o texts a
  $ whosaid -q --resume -o texts b; whosaid -q --resume -o texts b; show id length error < texts
  1 5 fine
  1 15 fine
  2 null nul-character at 1
  $ echo Mended. > b/2.txt; whosaid -q --resume -o texts b; show id length error < texts | tail -1
  2 8 fine
  $ echo 'One, in é other words.' > a/1.txt; whosaid -q --resume -o texts a; whosaid --resume --offsets byte -o texts a; show id length error < texts | tail -1
  whosaid: 1 document was there already
  1 23 fine
  $ printf '{"text":"a"}\n' > in.jsonl; whosaid -q -o lines in.jsonl; printf '{"text":"a"}\n{"text":"b","id":"1"}\n' > in.jsonl; whosaid -q --resume -o lines in.jsonl; show id length < lines
  1 1
  1 1
  $ printf 'notes' > mine; whosaid --resume -o mine in.jsonl; cat mine; echo
  whosaid: mine: line 1 is no record of whosaid; --resume goes on with a file of records alone
  notes
  $ whosaid --resume in.jsonl
  whosaid: --resume: --to jsonl goes on with a file; name it with -o
  [2]

On a terminal a long run tells how far it is
  $ python3 "$TESTS/../input/progress.py"
  told whosaid: 2000 documents, …
  $ python3 "$TESTS/../input/progress.py" -q -j2
  not told …

A run that waits for more is ended at once, with what was answered
  $ { echo '{"id":1,"text":"a"}'; sleep 4; } | { timeout -s TERM 1 whosaid --from jsonl; echo $?; } 2>&1 | sed 's/^{.*/answered/'
  answered
  whosaid: ended before all was read; what was answered is written
  124
