"""program.py: runs the program over texts, for the tests beside it."""
import json, os, subprocess

BUILD = os.environ.get('BUILD', 'build')
PROGRAM = os.path.join(BUILD, 'whosaid')


def analyze(texts, *options, program=PROGRAM, **how):
    """The records of [(id, text)], in order. `how` goes to subprocess.run (cwd, env)."""
    lines = ''.join(json.dumps({'id': name, 'text': text}, ensure_ascii=False) + '\n' for name, text in texts)
    command = [program, '--from', 'jsonl', '--to', 'jsonl', *options]
    done = subprocess.run(command, input=lines.encode(), stdout=subprocess.PIPE, check=True, **how)
    records = [json.loads(line) for line in done.stdout.decode().splitlines()]
    if [record['id'] for record in records] != [name for name, _ in texts]: raise SystemExit('records do not answer the texts one by one')
    return records
