"""test_records.py: records against the schema; the numbers of all formats."""
import csv, io, json, os, sqlite3
import jsonschema
import samples

VALIDATOR = jsonschema.Draft7Validator(json.load(open(os.path.join(samples.ROOT, 'include/whosaid.schema.json'), encoding='utf8')))


def check(records):
    for record in records:
        for error in VALIDATOR.iter_errors(record): raise AssertionError(f'{error.message} at {list(error.absolute_path)}')


def test_records_follow_the_schema(folder, expected):
    check(expected.records)
    check(json.loads(line) for line in samples.run('--with-text', '--select', 'quotes', folder.path('in.jsonl')).decode().split('\n')[:-1])


def test_selected_parts_are_those_of_the_whole_record(folder, expected):
    for select, keys in (('quotes', ['quotes']), ('names', ['entities', 'mentions']), ('warnings,sentences', ['sentences', 'warnings'])):
        lines = samples.run('--select', select, folder.path('in.jsonl')).decode().split('\n')[:-1]
        for line, record in zip(lines, expected.records, strict=True):
            found = json.loads(line)
            assert list(found) == ['schema', 'id', 'offsets', 'length', 'meta', *keys]
            assert all(found[key] == record[key] for key in found)


def test_the_text_is_repeated_when_asked_for(folder, expected):
    lines = samples.run('--with-text', folder.path('in.jsonl')).decode().split('\n')[:-1]
    for line, envelope in zip(lines, expected.envelopes, strict=True): assert json.loads(line)['text'] == envelope['text']


def test_pretty_records_are_the_same(folder, expected):
    decoder, text, at, records = json.JSONDecoder(), samples.run('--to', 'json', folder.path('in.jsonl')).decode(), 0, []
    while at < len(text):
        record, at = decoder.raw_decode(text, at)
        records.append(record)
        at += len(text[at:]) - len(text[at:].lstrip())
    assert records == expected.records


def test_output_is_the_same_on_any_number_of_threads(folder, expected):
    for name in ('csv', 'nquads', 'jsonld', 'graphml', 'table', 'markdown'):
        assert samples.run('--to', name, '-j3', folder.path('in.jsonl')) == samples.run('--to', name, folder.path('in.jsonl')), name


def test_no_document_gives_a_whole_empty_output(folder, expected):
    from rdflib import Dataset
    import networkx
    assert samples.run('--from', 'jsonl', input=b'') == b''
    assert samples.run('--from', 'jsonl', '--to', 'nquads', input=b'') == b''
    assert len(list(csv.reader(io.StringIO(samples.run('--from', 'jsonl', '--to', 'csv', input=b'').decode())))) == 1
    assert not len(Dataset().parse(data=samples.run('--from', 'jsonl', '--to', 'jsonld', input=b''), format='json-ld'))
    assert not networkx.parse_graphml(samples.run('--from', 'jsonl', '--to', 'graphml', input=b''))
    samples.run('--from', 'jsonl', '--to', 'sqlite', '-o', folder.path('empty.sqlite'), input=b'')
    assert sqlite3.connect(folder.path('empty.sqlite')).execute('SELECT count(*) FROM who_said_what').fetchone() == (0,)
