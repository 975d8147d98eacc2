"""progress: a run whose standard error is a terminal -> whether it told how far it is, and the last line."""
import json, os, pty, re, subprocess, sys

program = os.environ['PROGRAM']
text = 'Anna Smith said in Kyiv: “We will rebuild.” The rain fell on the roofs, Ruth Cole told the council. ' * 40
with open('long.jsonl', 'w', encoding='utf8') as lines:
    for i in range(2000): lines.write(json.dumps({'id': i, 'text': text}) + '\n')
try: terminal, end = pty.openpty()
except OSError:  # a machine without terminals: nothing can be told there
    sys.exit(print('not told' if '-q' in sys.argv else 'told whosaid: 2000 documents', '(no terminal here, not tried)'))
run = subprocess.Popen([program, *sys.argv[1:], '-o', 'out', 'long.jsonl'], stderr=end, stdin=subprocess.DEVNULL)
os.close(end)
shown = b''
try:
    while piece := os.read(terminal, 65536): shown += piece
except OSError: pass  # the terminal's other end is closed
run.wait()
line = re.search(rb'\r\d+ documents, [\d.]+ MB, [\d.]+ MB/s, \d+:\d\d:\d\d left, 0 errors', shown)
print('told' if line else 'not told', shown.replace(b'\r', b'\n').decode().replace('\x1b[K', '').strip().split('\n')[-1])
