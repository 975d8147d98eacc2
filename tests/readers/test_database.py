"""test_database.py: the database as SQLite sees it."""
import json, os, shutil, sqlite3
import samples


def open_database(path):
    base = sqlite3.connect(path)
    base.row_factory = sqlite3.Row
    return base


def counts(base):
    return {table: base.execute(f'SELECT count(*) FROM {table}').fetchone()[0] for table in ('documents', 'entities', 'mentions', 'quotes', 'quote_mentions')}


def wanted_counts(records):
    return {'documents': len(records), **{name: sum(len(record[name]) for record in records) for name in ('entities', 'mentions', 'quotes')},
            'quote_mentions': sum(len(said['mentions']) for record in records for said in record['quotes'])}


def sound(base):
    assert [tuple(row) for row in base.execute('PRAGMA integrity_check')] == [('ok',)]
    assert not base.execute('PRAGMA foreign_key_check').fetchall()
    base.execute("INSERT INTO quote_search(quote_search, rank) VALUES('integrity-check', 1)")


def test_database_holds_what_the_records_hold(folder, expected):
    base = open_database(folder.path('out.sqlite'))
    sound(base)
    assert counts(base) == wanted_counts(expected.records)
    assert {row['key'] for row in base.execute('SELECT key FROM documents')} == set(expected.documents)
    assert {row['iri'] for row in base.execute('SELECT iri FROM entities')} == set(expected.entities)
    for iri, (record, envelope) in expected.documents.items():
        document, = base.execute('SELECT * FROM documents WHERE key = ?', [iri])
        assert document['length'] == record['length'] and json.loads(document['meta']) == record['meta'] and document['id'] == str(record['id'])
        rows = base.execute('SELECT * FROM quotes WHERE document = ? ORDER BY number', [document['document']]).fetchall()
        for row, said in zip(rows, record['quotes'], strict=True):
            speaker = said['speaker'] or {}
            assert (row['text'], row['type'], row['start'], row['end'], bool(row['negated']), row['score']) == \
                   (samples.spoken(said, envelope['text']), said['type'], said['start'], said['end'], said['negated'], said['score'])
            assert (row['speaker'], row['speaker_text'], row['how']) == (speaker.get('name'), speaker.get('text'), speaker.get('how'))
            assert row['entity'] == (int(speaker['entity'][1:]) if speaker.get('entity') else None)
        for row, entity in zip(base.execute('SELECT * FROM entities WHERE document = ? ORDER BY entity', [document['document']]), record['entities'], strict=True):
            assert (row['name'], row['type'], json.loads(row['aliases']), json.loads(row['ids'])) == (entity['name'], entity['type'], entity['aliases'], entity['ids'])


def test_view_is_the_table(folder, expected):
    import csv, io
    rows = csv.DictReader(io.StringIO(folder.read('out.csv').decode(), newline=''))
    base = open_database(folder.path('out.sqlite'))
    view = base.execute('SELECT * FROM who_said_what').fetchall()
    shared = ['document', 'quote', 'type', 'speaker', 'speaker_text', 'speaker_type', 'cue', 'cue_lemma', 'start', 'end', 'words', 'mentioned', 'before', 'after', 'quote_key']
    cell = lambda value: '' if value is None else str(value)
    compared = 0
    # A mention without an entity has a type in the table that the view does not know.
    for row, other in zip(rows, view, strict=True):
        assert [row[name] for name in shared if name != 'speaker_type' or other[name]] == [cell(other[name]) for name in shared if name != 'speaker_type' or other[name]]
        compared += 1
    assert compared == len(expected.quotes)


def test_words_are_found_in_quotes(folder, expected):
    base = open_database(folder.path('out.sqlite'))
    found = base.execute("SELECT q.text FROM quote_search s JOIN quotes q ON q.quote = s.rowid WHERE quote_search MATCH 'backslash'").fetchall()
    assert [row['text'] for row in found] == [said['spoken'] for said in expected.quotes.values() if 'backslash' in said['text'].replace('backslashes', '')]


def test_a_second_run_replaces_the_documents(folder, expected):
    path = folder.path('again.sqlite')
    shutil.copy(folder.path('out.sqlite'), path)
    samples.run('--to', 'sqlite', '-o', path, folder.path('in.jsonl'))
    base = open_database(path)
    sound(base)
    assert counts(base) == wanted_counts(expected.records)
    assert base.execute('PRAGMA journal_mode').fetchone()[0] == 'wal'


def test_a_changed_document_replaces_itself_and_a_failed_one_leaves_its_error(folder, expected):
    path = folder.path('changed.sqlite')
    for text in ('“One,” said Anna Smith. “Two,” said Anna Smith.', '“Three,” said Jane Brown.'):
        line = json.dumps({'id': 'same', 'text': text}) + '\n' + json.dumps({'id': 'bad', 'text': 5}) + '\n'
        samples.run('-q', '--from', 'jsonl', '--to', 'sqlite', '-o', path, input=line.encode())
    base = open_database(path)
    sound(base)
    assert [row['text'].strip(',') for row in base.execute('SELECT text FROM quotes')] == ['Three']
    assert [(row['id'], row['error_code']) for row in base.execute('SELECT * FROM documents ORDER BY id')] == [('bad', 'bad-argument'), ('same', None)]


def test_the_text_is_kept_when_asked_for(folder, expected):
    path = folder.path('text.sqlite')
    samples.run('--to', 'sqlite', '--with-text', '-o', path, folder.path('in.jsonl'))
    base = open_database(path)
    assert {row['key']: row['text'] for row in base.execute('SELECT key, text FROM documents')} == \
           {iri: envelope['text'] for iri, (_, envelope) in expected.documents.items()}
