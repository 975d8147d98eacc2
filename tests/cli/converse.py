"""converse.py: sends the program a line, waits for its answer, sends the next one. Arguments: the program's options."""
import json, os, signal, subprocess, sys

signal.alarm(60)
program = subprocess.Popen([os.environ['PROGRAM'], *sys.argv[1:]], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
answers = 0
for number in range(100):
    program.stdin.write(b'{"id":%d,"text":"Hello."}\n' % number)
    program.stdin.flush()
    answers += json.loads(program.stdout.readline())['id'] == number
program.stdin.close()
status = program.wait()
print(f'100 lines, {answers} answers')
sys.exit(status)
