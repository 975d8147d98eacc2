"""formats: one article in every format that is read.

  formats.py FOLDER              a.txt a.html a.jsonl … in FOLDER
  formats.py --answers FOLDER    answers.warc: answers of servers, in chunks, packed, damaged
"""
import gzip, html, io, csv, json, os, subprocess, sys, zlib

HEADLINE = 'Mayor of Leeds promises a new bridge'
CAPTION = 'Traffic waits at the river on Monday (Picture: Reuters)'
BODY = ['The old bridge in Leeds will be replaced within two years, the mayor, Helen Ward, said on Tuesday.',
        '“We have waited long enough,” she told reporters in the town hall. “Nobody should need an hour to cross a river.”',
        'James Okoro of the Northern Rail Authority said the plan was “brave but late”, and that the money would have to come from London.',
        'According to the council, the works will cost £40 million. Ward denied that taxes would rise.',
        'Follow the Leeds Courier on Twitter and Facebook.']
TEXT = '\n\n'.join([HEADLINE, CAPTION, *BODY]) + '\n'
PAGE = f'''<!DOCTYPE html><html><head><meta charset="{{charset}}"><title>{HEADLINE} | Leeds Courier</title></head><body><nav><a href="/">Home</a></nav><article><h1>{HEADLINE}</h1>
<figure><img src="x.jpg"><figcaption>{CAPTION}</figcaption></figure>{''.join(f'<p>{html.escape(p, quote=False)}</p>' for p in BODY)}</article><footer><p>All rights reserved by nobody at all in this town.</p></footer></body></html>'''


def zstd(data): return subprocess.run(['zstd', '-q', '-c'], input=data, stdout=subprocess.PIPE, check=True).stdout


def record(kind, content_type, block, number):
    head = f'WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{number}>\r\nWARC-Date: 2022-11-09T10:00:00Z\r\nWARC-Target-URI: https://courier.example/{number}\r\n'
    return f'{head}Content-Type: {content_type}\r\nContent-Length: {len(block)}\r\n\r\n'.encode() + block + b'\r\n\r\n'


def answer(body, *fields, status='200 OK', kind='text/html; charset=utf-8'):
    return '\r\n'.join([f'HTTP/1.1 {status}', f'Content-Type: {kind}', *fields, '', '']).encode() + body


def response(number, *arguments, **named): return record('response', 'application/http; msgtype=response', answer(*arguments, **named), number)


def chunked(data, size=7): return b''.join(b'%x\r\n%s\r\n' % (len(data[i:i + size]), data[i:i + size]) for i in range(0, len(data), size)) + b'0\r\n\r\n'


def write_formats(folder):
    page = PAGE.format(charset='utf-8').encode()
    table = io.StringIO()
    csv.writer(table).writerows([['id', 'text', 'year'], ['a', TEXT, '2022']])
    packed = gzip.compress(page)
    records = [record('warcinfo', 'application/warc-fields', b'software: none\r\n', 1), record('request', 'application/http; msgtype=request', b'GET / HTTP/1.1\r\n\r\n', 2),
               response(3, b'\x89PNG', kind='image/png'), response(4, chunked(packed, 200), 'Transfer-Encoding: chunked', 'Content-Encoding: gzip'), response(5, b'gone', status='404 Not Found')]
    files = {'a.txt': TEXT.encode(), 'a.html': page, 'a.jsonl': json.dumps({'id': 'a', 'text': TEXT}).encode() + b'\n', 'a.json': json.dumps([{'id': 'a', 'text': TEXT}], indent=1).encode(),
             'a.csv': table.getvalue().encode(), 'a.warc': b''.join(records), 'a.warc.gz': b''.join(map(gzip.compress, records)),
             'latin.html': PAGE.format(charset='windows-1252').encode('cp1252'), 'wide.txt': TEXT.encode('utf-16')}
    files |= {'a.html.gz': packed, 'a.jsonl.gz': gzip.compress(files['a.jsonl']), 'a.txt.zst': zstd(files['a.txt']), 'a.csv.zst': zstd(files['a.csv'])}
    for name, data in files.items(): open(os.path.join(folder, name), 'wb').write(data)


def write_answers(folder):
    page = b'<html><body><p>Anna Smith said this.</p></body></html>'
    bare = zlib.compressobj(9, zlib.DEFLATED, -15)
    deflated = bare.compress(page) + bare.flush()
    records = [response(0, page), response(1, chunked(gzip.compress(page)), 'Transfer-Encoding: chunked', 'Content-Encoding: gzip'), response(2, zlib.compress(page), 'Content-Encoding: deflate'),
               response(3, deflated, 'content-encoding: deflate'), response(4, page, 'Transfer-Encoding: chunked', 'Content-Encoding: gzip'),  # fields that the archive kept
               response(5, gzip.compress(page)[:-20], 'Content-Encoding: gzip'), response(6, chunked(page)[:-30], 'Transfer-Encoding: chunked'),
               response(7, b'\x1b\x02', 'Content-Encoding: br'), response(8, gzip.compress(b' ' * (65 << 20)), 'Content-Encoding: gzip'), record('conversion', 'text/plain', b'She said.', 9)]
    open(os.path.join(folder, 'answers.warc'), 'wb').write(b''.join(records))


if __name__ == '__main__': (write_answers if sys.argv[1] == '--answers' else write_formats)(sys.argv[-1])
