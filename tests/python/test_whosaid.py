"""The package as its users use it; run by `run` beside this file against the installed wheel."""
import copy, gc, json, os, pickle, random, re, subprocess, sys, threading
from pathlib import Path

import pytest
import whosaid

TEXT = ('Mayor Carla Rossi opened the bridge in Turin on Monday. “It was late,” she said, “but it stands.”\n\n'
        'Łukasz Nowak of Greenpeace said that the river 🐟 had suffered.')


@pytest.fixture(scope='module')
def model(): return whosaid.load()


@pytest.fixture(scope='module')
def document(model): return model.analyze(TEXT, id='bridge', meta={'url': 'https://example.org/bridge'})


def test_offsets_cut_the_text(document):
    assert document.mentions and document.quotes
    for mention in document.mentions: assert document.text[mention.start:mention.end] == mention.text
    for quote in document.quotes:
        assert (quote.start, quote.end) == (quote.parts[0].start, quote.parts[-1].end)
        assert document.text[quote.cue.start:quote.cue.end] == quote.cue.text
        assert document.text[quote.speaker.start:quote.speaker.end] == quote.speaker.text


def test_structures_are_those_of_the_header():
    header = (Path(__file__).parents[2] / 'include/whosaid.h').read_text(encoding='utf8')
    for name, structure in (('record_options', whosaid.library.RecordOptions), ('error', whosaid.library.Error)):
        body = re.search(rf'typedef struct whosaid_{name} \{{(.*?)\}} whosaid_{name};', header, re.S)[1]
        assert re.findall(r'(\w+)(?:\[\d+\])?;', re.sub(r'/\*.*?\*/', '', body, flags=re.S)) == [field for field, _ in structure._fields_]


def test_says_who_said_what(document):
    assert [(quote.type, quote.speaker.name, quote.cue.lemma) for quote in document.quotes] == [
        ('direct', 'Carla Rossi', 'say'), ('indirect', 'Łukasz Nowak', 'say')]
    assert len(document.quotes[0].parts) == 2 and document.quotes[0].speaker.how == 'pronoun'
    assert {(entity.name, entity.type) for entity in document.entities} >= {('Turin', 'place'), ('Greenpeace', 'organization')}


def test_ids_lead_to_what_they_name(document):
    speaker = document.quotes[0].speaker
    assert document.entity(speaker.entity).name == 'Carla Rossi'
    assert document.mention(speaker.mention).text == 'she'
    assert document.entity(None) is None and document.mention(None) is None


def test_gives_the_record_of_the_command(model, document):
    record = json.loads(model.record(TEXT, 'bridge', {'url': 'https://example.org/bridge'}))
    assert document.to_dict() == record and record['schema'] == 'whosaid.document/1'
    assert (document.id, document.meta) == ('bridge', {'url': 'https://example.org/bridge'})


def test_objects_do_not_change_and_are_equal_by_value(model, document):
    with pytest.raises(AttributeError): document.mentions[0].start = 3
    assert model.analyze(TEXT, 'bridge', document.meta) == document
    assert copy.deepcopy(document) == document == pickle.loads(pickle.dumps(document))


def test_an_empty_text_is_an_empty_document(model):
    document = model.analyze('')
    assert document.sentences == document.mentions == document.entities == document.quotes == ()
    assert document.to_dict()['length'] == 0


@pytest.mark.parametrize('text', [b'bytes', None, 7, ['a'], bytearray(b'x'), object()])
def test_what_is_no_text_is_a_type_error(model, text):
    with pytest.raises(TypeError, match='must be a str'): model.analyze(text)


@pytest.mark.parametrize('text, code, offset', [('żab\0a', 'nul-character', 3), ('ab\udc80', 'invalid-utf8', 2)])
def test_a_bad_text_is_an_error_with_its_place(model, text, code, offset):
    with pytest.raises(whosaid.Error) as caught: model.analyze(text)
    assert (caught.value.code, caught.value.offset) == (code, offset)
    assert (copied := pickle.loads(pickle.dumps(caught.value))).code == code and str(copied) == str(caught.value)


def test_bad_arguments_are_refused(model, tmp_path):
    for call in (lambda: model.analyze('a', id=3), lambda: model.analyze('a', meta=3), lambda: model.analyze('a', meta={'a': object()})):
        with pytest.raises(TypeError): call()
    with pytest.raises(ValueError): model.analyze('a', meta={'a': float('nan')})
    with pytest.raises(ValueError): model.pipe([], threads=0)
    with pytest.raises(ValueError): model.pipe([], on_error='hide')
    with pytest.raises(whosaid.Error): whosaid.load(data=tmp_path / 'none')
    with pytest.raises(whosaid.Error): whosaid.load(gazetteers=[tmp_path / 'none'])


def test_own_lists_win(tmp_path):
    (tmp_path / 'clubs.tsv').write_text('# type: organization\n# columns: name\tids\nTurin\tclub=7\n', encoding='utf8')
    os.environ['WHOSAID_CACHE'] = str(tmp_path / 'cache')
    for gazetteers in (tmp_path, str(tmp_path), [tmp_path]):
        document = whosaid.load(gazetteers=gazetteers).analyze('They met in Turin.')
        assert [(entity.type, entity.ids) for entity in document.entities] == [('organization', {'club': '7'})]


def test_pipe_keeps_the_order_with_any_number_of_threads(model):
    texts = [f'{TEXT} Number {number} was there.' for number in range(60)]
    alone = list(model.pipe(texts))
    assert [document.text for document in alone] == texts
    for threads in (2, 5): assert list(model.pipe(iter(texts), threads=threads)) == alone


def test_pipe_reads_only_a_little_ahead(model):
    taken = []
    def texts():
        for number in range(1000):
            taken.append(number)
            yield 'A text.'
    documents = model.pipe(texts(), threads=2)
    next(documents)
    assert len(taken) < 20
    documents.close()


@pytest.mark.parametrize('threads', [1, 3])
def test_pipe_raises_or_gives_errors_in_their_place(model, threads):
    texts = ['One.', 'two\0', 'Three.']
    given = list(model.pipe(texts, threads=threads, on_error='give'))
    assert [type(each) for each in given] == [whosaid.Document, whosaid.Error, whosaid.Document]
    with pytest.raises(whosaid.Error): list(model.pipe(texts, threads=threads))


def test_many_threads_share_a_model(model, document):
    wrong = []
    def work():
        for _ in range(10):
            if model.analyze(TEXT, 'bridge', document.meta) != document: wrong.append(1)
    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
    assert not wrong


def test_documents_outlive_their_model():
    document = whosaid.load().analyze(TEXT)
    gc.collect()
    assert document.quotes[0].speaker.name == 'Carla Rossi'


def test_a_model_may_go_while_a_thread_uses_it():
    for _ in range(5):
        thread = threading.Thread(target=whosaid.load().analyze, args=(TEXT * 50,))
        thread.start()
        gc.collect()
        thread.join()


def test_a_model_is_pickled_by_name(model):
    assert pickle.loads(pickle.dumps(model)).analyze(TEXT).quotes == model.analyze(TEXT).quotes


def test_survives_the_end_of_the_interpreter_with_threads_running():
    code = ('import threading, whosaid\nmodel = whosaid.load()\n'
            'def work():\n    while True: model.analyze("“Yes,” said Anna Lind in Turin. " * 200)\n'
            'for _ in range(3): threading.Thread(target=work, daemon=True).start()\n'
            'import time; time.sleep(0.2)\n')
    assert subprocess.run([sys.executable, '-c', code], env={**os.environ}).returncode == 0


def test_random_texts_do_no_harm(model):
    source = random.Random(1)
    letters = 'aeé ŁİßSZ“”‘’"\'«»., :\n\u200b\u202e🐟\u0301—said Mr'
    for _ in range(300):
        text = ''.join(source.choice(letters) for _ in range(source.randrange(200)))
        document = model.analyze(text)
        for mention in document.mentions: assert text[mention.start:mention.end] == mention.text


def test_explains(model):
    assert 'Carla Rossi' in model.explain(TEXT)


def test_data_frame(document):
    pandas = pytest.importorskip('pandas')
    table = document.to_dataframe()
    assert list(table['speaker']) == ['Carla Rossi', 'Łukasz Nowak'] and list(table['document']) == ['bridge', 'bridge']
    assert len(document.to_dataframe('mentions')) == len(document.mentions)
    assert len(document.to_dataframe('entities')) == len(document.entities)
    with pytest.raises(ValueError): document.to_dataframe('words')
    assert isinstance(whosaid.load().analyze('').to_dataframe(), pandas.DataFrame)


def test_data_frame_has_the_columns_and_cells_of_the_csv(model, document):
    pytest.importorskip('pandas')
    named = re.findall(r'^    \{"(\w+)", CELL_', (Path(__file__).parents[2] / 'src/output/row.c').read_text(encoding='utf8'), re.M)
    table = document.to_dataframe()
    assert list(table) == [name for name in named if name not in ('words', 'before', 'after', 'quote_key')]
    assert list(model.analyze('').to_dataframe()) == list(table) and 'entity' in model.analyze('').to_dataframe('mentions')
    row = table.iloc[0]
    assert row['quote'] == 'It was late, … but it stands.' and document.text[row['start']:row['end']] == document.quotes[0].text
    assert (row['url'], row['title'], row['speaker_text'], row['speaker_type']) == ('https://example.org/bridge', None, 'she', 'person')
    titled = model.analyze('Bridge closed by flood\n\nThe cuts were “shameful”, said Anna Lind. Anna Lind called Carl Moe “a disgrace to us”.').to_dataframe()
    assert list(titled['title']) == ['Bridge closed by flood'] * 2 and list(titled['quote']) == ['The cuts were “shameful”', '“a disgrace to us”']
    nobody = model.analyze('A spokeswoman said that the bridge was late.').to_dataframe().iloc[0]
    assert (nobody['speaker'], nobody['speaker_type'], nobody['speaker_id']) == ('spokeswoman', 'person', None)


def test_data_frame_without_pandas_says_what_to_install(document, monkeypatch):
    monkeypatch.setitem(sys.modules, 'pandas', None)
    with pytest.raises(ModuleNotFoundError, match='pip install pandas'): document.to_dataframe()
    monkeypatch.setitem(sys.modules, 'spacy.util', None)
    with pytest.raises(ModuleNotFoundError, match='pip install spacy'): document.to_spacy(None)


def test_pipe_takes_ids_with_the_texts(model):
    found = [document.id for document in model.pipe([('a', TEXT), ('b', 'Nobody.'), 'No id.'], threads=2)]
    assert found == ['a', 'b', '']
    with pytest.raises(TypeError, match='must be a str'): list(model.pipe([('a', TEXT, {})]))


def test_spacy(document):
    spacy = pytest.importorskip('spacy')
    doc = document.to_spacy(spacy.blank('en')(document.text))
    assert {(ent.text, ent.label_) for ent in doc.ents} >= {('Carla Rossi', 'PERSON'), ('Turin', 'GPE'), ('Greenpeace', 'ORG')}
    assert [(span.label_, span.kb_id_) for span in doc.spans['quotes']] == [('direct', 'Carla Rossi'), ('indirect', 'Łukasz Nowak')]
    assert 'It was late' in doc.spans['quotes'][0].text
    html = spacy.displacy.render(doc, style='span', options={'spans_key': 'quotes'})
    assert 'direct' in html and 'Łukasz' in spacy.displacy.render(doc, style='ent')
    with pytest.raises(ValueError): document.to_spacy(spacy.blank('en')('Another text.'))
