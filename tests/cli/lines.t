# One line out for each line in: `whosaid --from jsonl`.

Nothing in, nothing out
  $ printf '' | whosaid --from jsonl

Each line is answered in order with its id
  $ printf '{"id":"a","text":"x"}\n{"text":"y","id":"b"}\n' | whosaid --from jsonl | show schema id length
  whosaid.document/1 a 1
  whosaid.document/1 b 1

The last line needs no line end
  $ printf '{"id":"a","text":""}\n{"id":"b","text":""}' | whosaid --from jsonl | show id
  a
  b

Lines may end as on Windows, and a file may start with a byte order mark
  $ printf '\357\273\277{"id":"a","text":""}\r\n{"id":"b","text":""}\r\n' | whosaid --from jsonl | show id error
  a fine
  b fine

An id is echoed as it is written: long numbers, decimals, escapes, the empty string
  $ printf '%s\n' '{"id":12345678901234567890,"text":""}' '{"id":1.50,"text":""}' '{"id":"\u00e9\/","text":""}' '{"id":"","text":""}' |
  >   whosaid --from jsonl | cut -d, -f2
  "id":12345678901234567890
  "id":1.50
  "id":"\u00e9\/"
  "id":""

A line without an id gets its number
  $ printf '{"id":"a","text":""}\n{"text":""}\n{"id":null,"text":""}\n' | whosaid --from jsonl | show id
  a
  2
  3

Other fields go to meta, unchanged but for white space between them
  $ echo '{"url":"http://x","id":"a","n":1.10,"big":9007199254740993,"text":"","deep":{"a": [1, {"b": "c  d"}], "n":null}}' |
  >   whosaid --from jsonl | grep -o '"meta":.*,"sentences"'
  "meta":{"url":"http://x","n":1.10,"big":9007199254740993,"deep":{"a":[1,{"b":"c  d"}],"n":null}},"sentences"

A line that is no JSON gives an error record with its place, and the next line is answered
  $ printf 'nope\n{"id":"a","text":""}\n' | whosaid --from jsonl
  {"schema":"whosaid.error/1","id":"1","line":1,"error":{"code":"invalid-json","message":"no opening brace at byte 0 of the line; each line must be one JSON object","offset":0}}
  {"schema":"whosaid.document/1","id":"a","offsets":"codepoint","length":0,"meta":{},"sentences":[],"entities":[],"mentions":[],"quotes":[],"warnings":[]}
  whosaid: 1 document could not be analysed (1 …); see the error records

A blank line is answered too
  $ printf '\n{"id":"a","text":""}\n  \n' | whosaid -q --from jsonl | show id line error
  1 1 invalid-json at 0
  a null fine
  3 3 invalid-json at 2

What is almost JSON is refused where it goes wrong
  $ printf '%s\n' '[1]' '{"id":"a","text":"x"' '{"id":"a","text":"x",}' '{"id":"a" "text":"x"}' '{"id":"a","text":"x"} x' '{"id":01,"text":""}' \
  >   '{"id":"a","n":1.,"text":""}' '{"id":"a","n":-,"text":""}' '{"id":"a","n":1e,"text":""}' '{"id":"a","text":"x' '{"id":"a","n":[1,2,"text":"x"}' \
  >   '{"n":tru,"text":"x"}' '{"text":"x","n":tru}' '{"text":"\x"}' '{"text":"\u12g4"}' '{"n":"\x","text":""}' "{'text':1}" '{"text":"x","n":NaN}' \
  >   '{"n":,"text":""}' '{"text"}' '{,}' | whosaid -q --from jsonl | show line error
  1 invalid-json at 0
  2 invalid-json at 20
  3 invalid-json at 21
  4 invalid-json at 10
  5 invalid-json at 22
  6 invalid-json at 6
  7 invalid-json at 14
  8 invalid-json at 14
  9 invalid-json at 14
  10 invalid-json at 17
  11 invalid-json at …
  12 invalid-json at 5
  13 invalid-json at 16
  14 invalid-json at 9
  15 invalid-json at 9
  16 invalid-json at …
  17 invalid-json at 1
  18 invalid-json at 16
  19 invalid-json at 5
  20 invalid-json at 7
  21 invalid-json at 1

A line without a text, or with one that is no string, and an id that is neither string nor number
  $ printf '%s\n' '{}' '{"id":"a"}' '{"id":"b","text":null}' '{"id":"c","text":["x"]}' '{"id":[1],"text":"x"}' '{"id":true,"text":"x"}' |
  >   whosaid -q --from jsonl | show id error
  1 bad-argument
  a bad-argument
  b bad-argument
  c bad-argument
  5 bad-argument
  6 bad-argument

Escapes in the text are read, and offsets count what they stand for
  $ echo '{"id":"a","text":"\u0022\\\/\b\f\n\r\t\u00e9\u201c\ud83d\ude00"}' | whosaid --from jsonl --with-text | grep -o '"length.*,"sent'
  "length":11,"meta":{},"text":"\"\\/\b\f\n\r\té“😀","sent

U+0000 in the text is named by its place in the line
  $ printf '%s\n' '{"id":"a","text":"x\u0000y"}' '{"id":"b","text":""}' | whosaid --from jsonl -q
  {"schema":"whosaid.error/1","id":"a","line":1,"error":{"code":"nul-character","message":"the text holds U+0000 at byte 19 of the line; remove it","offset":19}}
  {"schema":"whosaid.document/1","id":"b",…

U+0000 elsewhere does not cut anything
  $ printf '%s\n' '{"id":"a\u0000b","text":"","k":"v\u0000w"}' | whosaid --from jsonl | cut -d, -f2,5
  "id":"a\u0000b","meta":{"k":"v\u0000w"}

The byte NUL is no JSON
  $ printf '{"id":"a","text":"x\0y"}\n{"id":"b",\0"text":"x"}\n' | whosaid -q --from jsonl | show error
  invalid-json at 19
  invalid-json at 10

Half of a surrogate pair is refused
  $ printf '%s\n' '{"text":"\ud83d"}' '{"text":"\ude00"}' '{"text":"\ud83dx"}' '{"text":"\ud83d\u0041"}' | whosaid -q --from jsonl | show error
  invalid-json at 9
  invalid-json at 9
  invalid-json at 9
  invalid-json at 9

Bytes that are not UTF-8 are named by their place in the line
  $ printf '{"id":"a","text":"x\377y"}\n{"id":"\300\257","text":"x"}\n{"id":"c","text":"\355\240\200"}\n{"id":"d","text":"\342\202"}\n{"id":"e","text":"ok"}\n' |
  >   whosaid -q --from jsonl | show line error
  1 invalid-utf8 at 19
  2 invalid-utf8 at 7
  3 invalid-utf8 at 18
  4 invalid-utf8 at 18
  null fine

Control characters that are not escaped are refused
  $ printf '{"text":"a\tb"}\n{"text":"a\001b"}\n{\001"text":"ab"}\n' | whosaid -q --from jsonl | show error
  invalid-json at 10
  invalid-json at 10
  invalid-json at 1

A deep nest is no trouble
  $ python3 -c 'print("{\"text\":\"\",\"n\":" + "[" * 100000 + "]" * 100000 + "}")' | whosaid -q --from jsonl | show error
  invalid-json at …
  $ python3 -c 'print("{\"text\":\"\",\"n\":" + "[" * 900 + "]" * 900 + "}")' | whosaid -q --from jsonl | grep -c 'whosaid.document/1'
  1

Characters that end lines in some programs are escaped in the record
  $ python3 -c 'print("{\"id\":\"a\u2028\",\"text\":\"b\x85c\u2029\x7f\",\"k\":\"d\u2028\"}")' | whosaid --from jsonl --with-text | cut -d, -f2,5,6
  "id":"a\u2028","meta":{"k":"d\u2028"},"text":"b\u0085c\u2029\u007f"

A line too long for any text is skipped to its end, and the next one answered
  $ python3 -c 'print("{\"text\":\"x\"}\n{\"text\":\"" + "\\u0020" * (65 << 20) + "\"}\n{\"text\":\"y\"}")' | whosaid -q --from jsonl | show id error
  1 fine
  2 too-long
  3 fine

A text as long as the limit is answered, a longer one refused, the next one answered
  $ python3 -c 'print("{\"text\":\"" + " " * (64 << 20) + "\"}\n{\"text\":\"" + " " * ((64 << 20) + 1) + "\"}\n{\"text\":\"x\"}")' |
  >   whosaid -q --from jsonl | show id length error
  1 67108864 fine
  2 null too-long
  3 1 fine

Each line is answered before the next one is sent
  $ python3 "$TESTS/converse.py" -j1 --from jsonl
  100 lines, 100 answers
  $ python3 "$TESTS/converse.py" -j3 --from jsonl
  100 lines, 100 answers
