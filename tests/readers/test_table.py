"""test_table.py: the who-said-what table as Python's csv, pandas, DuckDB and a Markdown reader see it."""
import csv, io, os, pty, re, select, struct, subprocess, unicodedata
import duckdb, pandas
from markdown_it import MarkdownIt
import samples

TEXTUAL = ['document', 'quote', 'type', 'speaker', 'speaker_text', 'cue', 'cue_lemma', 'before', 'after', 'mentioned', 'quote_key']


def read_csv(data): return list(csv.DictReader(io.StringIO(data.decode('utf-8-sig'), newline='')))


def rows_of(expected):
    for record, envelope in zip(expected.records, expected.envelopes):
        title = record['meta'].get('title') or samples.headline(record, envelope['text'])
        for said in record['quotes']: yield record, {**said, 'spoken': samples.spoken(said, envelope['text']), 'title': title}


def test_csv_has_a_row_for_each_quote_of_the_records(folder, expected):
    rows = read_csv(folder.read('out.csv'))
    wanted = list(rows_of(expected))
    assert len(rows) == len(wanted) == len(expected.quotes)
    for row, (record, said) in zip(rows, wanted):
        speaker, cue = said['speaker'] or {}, said['cue'] or {}
        entity = next((entity for entity in record['entities'] if entity['id'] == speaker.get('entity')), {})
        found = {key: row[key] for key in ('quote', 'type', 'speaker', 'speaker_text', 'cue', 'cue_lemma', 'start', 'end', 'sentence', 'negated')}
        assert found == {'quote': said['spoken'], 'type': said['type'], 'speaker': speaker.get('name') or '', 'speaker_text': speaker.get('text') or '',
                         'cue': cue.get('text', ''), 'cue_lemma': cue.get('lemma', ''), 'start': str(said['start']), 'end': str(said['end']),
                         'sentence': str(said['sentence']), 'negated': str(said['negated']).lower()}
        assert float(row['score']) == said['score'] and row['source'] == said['source'] and row['document'] == str(record['id'])
        assert row['title'] == said['title'] and row['url'] == record['meta'].get('url', '')
        assert row['speaker_id'] == ';'.join(f'{scheme}={value}' for scheme, value in entity.get('ids', {}).items())
        assert int(row['words']) == len(row['quote_key'].split(' '))


def test_csv_lines_end_in_cr_lf(folder, expected):
    data = folder.read('out.csv').decode()
    assert data.endswith('\r\n')
    assert len(re.sub(r'"[^"]*"', '', data).split('\r\n')) == len(expected.quotes) + 2


def test_context_is_what_stands_around_the_quote(folder, expected):
    texts = {str(record['id']): envelope['text'] for record, envelope in expected.documents.values()}
    for row in read_csv(folder.read('out.csv')):
        text, start, end = texts[row['document']], int(row['start']), int(row['end'])
        before, after = (re.sub(r'[\s\x85]+', ' ', part) for part in (text[max(0, start - 100):start], text[end:end + 100]))
        plain = lambda words: re.sub(r'[\s\x1c-\x1f\x85]+', ' ', words)
        assert plain(row['before']) == plain(before) and plain(row['after']) == plain(after), row['document']


def test_tsv_holds_the_same_cells(folder, expected):
    lines = folder.read('out.tsv').decode().split('\n')[:-1]
    unescape = lambda cell: re.sub(r'\\(.)', lambda found: {'t': '\t', 'n': '\n', 'r': '\r', '\\': '\\'}[found[1]], cell)
    cells = [[unescape(cell) for cell in line.split('\t')] for line in lines]
    assert cells == list(csv.reader(io.StringIO(folder.read('out.csv').decode(), newline='')))


def test_pandas_and_duckdb_read_the_same_cells(folder, expected):
    wanted = read_csv(folder.read('out.csv'))
    frame = pandas.read_csv(folder.path('out.csv'), dtype=str, keep_default_na=False)
    assert frame.to_dict('records') == wanted
    typed = pandas.read_csv(folder.path('out.csv'))
    assert typed['score'].between(0, 1).all() and typed['start'].dtype.kind == 'i' and typed['negated'].dtype == bool
    relation = duckdb.read_csv(folder.path('out.csv'), all_varchar=True)
    assert [dict(zip(relation.columns, ('' if cell is None else cell for cell in row))) for row in relation.fetchall()] == wanted


def test_a_spreadsheet_gets_no_formula(folder, expected):
    data = samples.run('--to', 'csv', '--spreadsheet', folder.path('in.jsonl'))
    assert data.startswith(b'\xef\xbb\xbf')
    rows, plain = read_csv(data), read_csv(folder.read('out.csv'))
    marked = 0
    for row, other in zip(rows, plain):
        for name, cell in row.items():
            assert cell[:1] not in set('=+-@\t\r\n'), cell
            marked += cell != other[name]
            assert cell in (other[name], "'" + other[name]), (name, cell, other[name])
    assert marked >= 3


def test_columns_are_chosen_and_ordered(folder, expected):
    for name in ('csv', 'tsv', 'markdown'):
        first = samples.run('--to', name, '--columns', 'score,speaker', folder.path('in.jsonl')).decode().split('\n')[0].strip('| \r')
        assert re.split(r'[,\t]| \| ', first) == ['score', 'speaker']


def test_markdown_is_one_table_without_markup_in_it(folder, expected):
    tokens = MarkdownIt('commonmark').enable(['table', 'strikethrough']).parse(folder.read('out.markdown').decode())
    assert [token.type for token in tokens if token.level == 0] == ['table_open', 'table_close']
    inline = [token for token in tokens if token.type == 'inline']
    kinds = {child.type for token in inline for child in token.children}
    assert kinds <= {'text', 'text_special', 'html_inline'} - {'html_inline'}, kinds
    rows = [inline[i:i + 6] for i in range(6, len(inline), 6)]
    assert len(rows) == len(expected.quotes)
    shown = [''.join(child.content for child in row[1].children) for row in rows]
    smooth = lambda text: re.sub(r'[\t\n\r]', ' ', text)
    assert [text.strip() for text in shown] == [smooth(said['spoken']).strip() for _, said in rows_of(expected)]


def on_terminal(width, *arguments, **environment):
    """What the program shows on a terminal of this width."""
    import fcntl, termios
    leader, follower = pty.openpty()
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack('HHHH', 24, width, 0, 0))
    names = {key: value for key, value in os.environ.items() if key not in ('NO_COLOR', 'TERM')}
    process = subprocess.Popen([samples.PROGRAM, *arguments], stdout=follower, env={**names, 'TERM': 'xterm', **environment})
    os.close(follower)
    shown = b''
    while True:
        try: some = os.read(leader, 65536)
        except OSError: break
        if not some: break
        shown += some
    assert process.wait() == 0
    return shown.decode().replace('\r\n', '\n')


def columns_of(line):
    return sum(0 if unicodedata.combining(c) or unicodedata.category(c) == 'Cf' else 2 if unicodedata.east_asian_width(c) in 'WF' else 1 for c in line)


def test_table_fits_the_terminal(folder, expected):
    for width in (40, 79, 80, 132):
        shown = on_terminal(width, '--to', 'table', folder.path('in.jsonl'))
        plain = re.sub('\033\\[[0-9;]*m', '', shown)
        headings = {line for line in plain.split('\n') if line and line[0] != ' '}
        for line in plain.split('\n'): assert line in headings or columns_of(line) <= width, (width, line)
        assert '\033[1m' in shown
        assert not re.search('[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]', plain)
        assert all(line == line.rstrip(' ') for line in plain.split('\n'))


def test_table_has_colour_on_a_terminal_alone(folder, expected):
    assert '\033' not in on_terminal(80, '--to', 'table', folder.path('in.jsonl'), NO_COLOR='1')
    assert '\033' in on_terminal(80, '--to', 'table', folder.path('in.jsonl'), NO_COLOR='')
    assert '\033' not in on_terminal(80, '--to', 'table', folder.path('in.jsonl'), TERM='dumb')
    assert b'\033' not in samples.run('--to', 'table', folder.path('in.jsonl'))


def test_table_says_what_the_quotes_say(folder, expected):
    shown = samples.run('--to', 'table', '--columns', 'quote', folder.path('in.jsonl')).decode()
    unsafe = '[\x00-\x1f\x7f-\x9f\u200e\u200f\u061c\u2028-\u202e\u2066-\u2069\ufffe\uffff]'
    squeeze = lambda text: re.sub(r'\s|\ufffd', '', re.sub(unsafe, '', text))
    assert squeeze(shown) == 'quote' + ''.join(squeeze(said['spoken']) for _, said in rows_of(expected))
