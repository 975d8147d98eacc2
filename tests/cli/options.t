# Options, exit statuses, where output goes.

Help and version
  $ whosaid --help | head -2
  Usage: whosaid [OPTION]... [FILE|DIRECTORY|-]...
  Reads news articles and writes who is in them (people, places, organizations) and who said what.
  $ whosaid --version
  whosaid …
  $ whosaid --help | awk 'length > 120'

An unknown option or value says what is known
  $ whosaid --frm text
  whosaid: --frm: no such option; known are --from …; see whosaid --help
  [2]
  $ whosaid --from pdf
  whosaid: --from pdf: not known; known are auto text html jsonl json csv warc
  [2]
  $ whosaid --to
  whosaid: --to: its argument is missing; see whosaid --help
  [2]
  $ whosaid -x
  whosaid: -x: no such option; known are …
  [2]
  $ whosaid -j many
  whosaid: --jobs many: must be a number from 0 to 1024; 0 is one for each processor
  [2]
  $ whosaid --quiet=1
  whosaid: --quiet=1: takes no argument; see whosaid --help
  [2]
  $ whosaid --off utf8
  whosaid: --offsets utf8: not known; known are codepoint byte utf16
  [2]
  $ whosaid --o x
  whosaid: --o: short for several options: --offsets --output; see whosaid --help
  [2]

With --strict a failed document changes the exit status, not the output
  $ printf 'x\n{"text":""}\n' > a.jsonl; whosaid -q --strict a.jsonl | show error
  invalid-json at 0
  fine
  $ whosaid -q --strict a.jsonl > /dev/null
  [3]
  $ whosaid -q a.jsonl > /dev/null
  $ whosaid -q --strict a.jsonl missing.jsonl > /dev/null
  whosaid: missing.jsonl: No such file or directory; check the name
  [1]

A data directory that is not there is told
  $ whosaid --data nowhere /dev/null
  whosaid: …nowhere…
  [1]
  $ WHOSAID_DATA=nowhere whosaid /dev/null
  whosaid: …nowhere…
  [1]
  $ whosaid --gazetteers nowhere /dev/null
  whosaid: …nowhere…
  [1]

A folder without lists is told, and so is what is not read in one
  $ mkdir bare mine; whosaid --check bare
  whosaid: bare: no list (.tsv) and no rules (.rules) in it; a list has a type in its head and a name a line
  [1]
  $ whosaid --gazetteers bare /dev/null
  whosaid: bare: no list (.tsv) …
  [1]
  $ echo 'Ann Lee' > mine/names.txt; whosaid --check mine
  mine/names.txt: not read; the name of a list ends in .tsv (columns parted by TABs), that of rules in .rules
  whosaid: mine: no list …
  [1]
  $ printf '# type: person\nAnn Leeson\n' > mine/people.tsv; echo notes > mine/README.md; whosaid --check mine
  mine/names.txt: not read; …
  [1]
  $ rm mine/names.txt; whosaid --check mine

Without a file on a terminal it says what it waits for
  $ python3 -c 'import os, pty, subprocess; leader, follower = pty.openpty(); done = subprocess.Popen(["whosaid"], stdin=follower, stdout=subprocess.PIPE, stderr=subprocess.PIPE); os.write(leader, b"\x04"); out, said = done.communicate(timeout=20); print(said.decode(), out.decode()[:28])'
  whosaid: reads a text from the terminal, to its end (Ctrl-D); see whosaid --help
   {"schema":"whosaid.document/

A reader that closes the pipe ends the run quietly
  $ yes '{"text":"x"}' | head -100000 | whosaid --from jsonl | head -1 | show id
  1
  $ yes '{"text":"x"}' | head -100000 | whosaid -j3 --from jsonl | head -1 | show id
  1

A closed pipe or a full disk is told where it does not end the program
  $ yes '{"text":"x"}' | head -100000 > a.jsonl; (trap '' PIPE; whosaid a.jsonl; echo "status $?" >&2) | head -c 0
  whosaid: standard output: Broken pipe; the output is not complete
  status 1
  $ echo x | whosaid > /dev/full
  whosaid: standard output: No space left on device; the output is not complete
  [1]
  $ echo x | whosaid -j2 > /dev/full
  whosaid: standard output: No space left on device; the output is not complete
  [1]
  $ whosaid --help > /dev/full
  whosaid: standard output: No space left on device…
  [1]

An output file appears when all is done
  $ echo old > out; printf '{"text":"x"}\n' | whosaid --from jsonl -o out; show id < out; ls
  1
  out
  $ umask 027; printf '{"text":"x"}\n' | whosaid --from jsonl -o new; stat -c %a new
  640
  $ whosaid -o nowhere/out < /dev/null
  whosaid: nowhere/out: No such file or directory
  [1]

A pipe, a device or a link is written to, not replaced
  $ ln -s target link; printf '{"text":"x"}\n' | whosaid --from jsonl -o link; stat -c %F link; show id < target
  symbolic link
  1
  $ printf '{"text":"x"}\n' | whosaid --from jsonl -o /dev/stdout | show id; stat -c %F /dev/null
  1
  character special file

An error record does not keep the output file from appearing, an unfinished run does
  $ printf 'x\n' | whosaid -q --from jsonl -o out; show error < out
  invalid-json at 0

The same bytes on any number of threads
  $ python3 -c '
  > import json
  > for i in range(3000): print(json.dumps({"id": i, "text": f"Anna Smith said number {i} is “fine”. " * (i % 40)}) if i % 7 else "broken")' > a.jsonl
  $ for j in 1 2 3 8 0; do whosaid -q -j $j a.jsonl | md5sum; done | uniq | wc -l
  1
  $ whosaid -q -j 3 a.jsonl a.jsonl | wc -l
  6000

An explanation tells what spoke for and against each name, and who is taken to speak
  $ echo '“It is over,” said President Emmanuel Macron of France.' | whosaid --explain
  == "stdin"
    “It is over,” said President Emmanuel Macron of France.
                                 └─m1──────────┘    └─m2─┘
     ╘═q1══════╛
      m1 Emmanuel Macron: person, …, by …
        entity   e1 Emmanuel Macron
  …
        before   President: title in language/titles…
  …
        for      Emmanuel: given-name in person/given-names…
  …
      m2 France: place, …, by …
  …
        for      France: place in place/countries, country, FR
  …
      q1 It is over,: direct, …, by …
        cue      said (say)
        seam     … | said President Emmanuel Macron
        speaker  Emmanuel Macron → e1 Emmanuel Macron, by name
  …

An explanation of a document that failed is its error
  $ printf '{"id":"a","text":""}\nx\n' | whosaid -q --explain --from jsonl
  == "a"
  …
  == "2": invalid-json: no opening brace at byte 0 of the line; each line must be one JSON object
