"""samples.py: texts that are hard to carry, what the program says of them in each format, and what the records hold."""
import csv, glob, itertools, json, os, re, subprocess, sys
from urllib.parse import quote

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.join(HERE, '..', '..')
PROGRAM = os.path.abspath(os.path.join(os.environ.get('BUILD', 'build'), 'whosaid'))
SAYS = ' Anna Smith said in Paris on Monday. “Nobody from Berlin came,” said Jane Brown of Acme Corp.'
csv.field_size_limit(sys.maxsize)  # one quote is long
CONTROLS = ''.join(chr(code) for code in range(1, 0x20) if chr(code) not in '\t\n\r')

HOSTILE = {  # id: text
    'a "quoted", id;': '“He said "no" twice, and then \'maybe\'; he did,”' + SAYS,
    'new\nline': '“The first paragraph does not end here, she said to the crowd.\n\n“The second one, with a\nline break, does,”' + SAYS,
    '=1+1': '“=HYPERLINK("http://example.org","click")”' + SAYS + ' “@SUM(A1:A9) is what we see,” said Jane Brown. “-2+3 is one,” said Jane Brown.',
    '<script>alert(1)</script>': '“</script><script>alert(1)</script> & <b>bold</b> | *stars* `ticks` [x](y),”' + SAYS,
    'controls': f'“Before {CONTROLS} \x7f \x85 \u2028 \u2029 \ufffe \uffff after,”' + SAYS,
    'bidi \u202e': '“\u202eright \u2066to\u2069 left \u200f שלום,”' + SAYS,
    'wide 世界': '“世界 is wide, e\u0301 is narrow, 😀 is both, \ttabs\tand\\backslashes\\n are not,”' + SAYS,
    'long': '“' + 'We will go on and on and nobody will stop us. ' * 3000 + 'Done,”' + SAYS,
    'trailing\\': '“This ends in a backslash\\”' + SAYS + ' A spokesman said it was late. It was over, he said.',
    '': '“The id of this one is empty,”' + SAYS,
    'http://example.org/a?b=c&d=%20': '“My id is an address,”' + SAYS,
    'http://example.org/a#part': '“My id has a part,”' + SAYS,
    'http://example.org/<bad>': '“My id is no address,”' + SAYS,
    'nothing': 'There is nothing here.',
    'no text': '',
}


def articles():
    for path in sorted(glob.glob(os.path.join(ROOT, 'tests/articles/*/article.txt'))):
        yield os.path.basename(os.path.dirname(path)), open(path, encoding='utf8', newline='').read()


def documents():
    """(envelope) of each document: the last ones have no id of their own."""
    meta = {'url': 'https://example.org/?a=1&b="2"', 'title': 'A, "title"\nof two lines', 'published': '2022-11-09', 'other': [1, {'a': None}]}
    for name, text in [*HOSTILE.items(), *articles()]: yield {'id': name, 'text': text, **meta}
    yield {'id': 17, 'text': '“A number is my id,”' + SAYS}
    yield {'text': '“I have no id,”' + SAYS}


def write_input(path):
    with open(path, 'w', encoding='utf8') as out:
        for document in documents(): out.write(json.dumps(document) + '\n')


def run(*arguments, **how):
    done = subprocess.run([PROGRAM, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, **how)
    if done.returncode: raise AssertionError(f'whosaid {arguments}: status {done.returncode}: {done.stderr.decode()}')
    return done.stdout


# ---- What the formats must say, from the records ----

SCHEMES = {'wikidata': 'http://www.wikidata.org/entity/{}', 'geonames': 'https://sws.geonames.org/{}/'}


def document_iri(record, envelope):
    import hashlib
    if 'id' not in envelope: return 'urn:whosaid:sha256:' + hashlib.sha256(envelope['text'].encode()).hexdigest()
    name = str(envelope['id'])
    return name if name.startswith('http://') and '<' not in name else 'urn:whosaid:document:' + quote(name, safe='-._~')


def part(iri, name): return iri + ('/' if '#' in iri else '#') + name


def entity_iri(iri, entity, merge=False):
    for scheme, pattern in SCHEMES.items():
        if scheme in entity['ids']: return pattern.format(entity['ids'][scheme])
    for scheme, value in entity['ids'].items(): return f'urn:whosaid:id:{quote(scheme, safe="-._~")}:{quote(value, safe="-._~")}'
    if merge and entity['type'] != 'place': return f'urn:whosaid:{entity["type"]}:{quote(entity["name"], safe="-._~")}'
    return part(iri, entity['id'])


def headline(record, text):
    """The title of a record that came with none."""
    run = [s for s in itertools.takewhile(lambda s: s['section'] == 'headline' and s['paragraph'] == record['sentences'][0]['paragraph'], record['sentences'])]
    return re.sub('[\\n\\r\\t]', ' ', text[run[0]['start']:run[-1]['end']]) if run else ''


def spoken(said, text):
    """A quote without the paper's words between its parts, from its record and the text."""
    words, end = '', None
    for piece in said['parts']:
        between = '' if end is None else text[end:piece['start']]
        words += (' … ' if re.search(r'[^\W_]', between) else between) + text[piece['start']:piece['end']]
        end = piece['end']
    if said['type'] != 'mixed': return words
    first, last = said['parts'][0], said['parts'][-1]
    return (text[first['start'] - 1] if first['quoted'] else '') + words + (text[last['end']] if last['quoted'] else '')


class Expected:
    """Nodes and edges as sets of what they are called, from records and the texts they are of."""

    def __init__(self, records, envelopes, merge=False):
        self.records, self.envelopes = records, envelopes
        self.documents, self.entities, self.quotes, self.said, self.mentions, self.within = {}, {}, {}, set(), set(), set()
        self.met, self.about = {}, {}
        for record, envelope in zip(records, envelopes):
            iri = document_iri(record, envelope)
            names = {entity['id']: entity_iri(iri, entity, merge) for entity in record['entities']}
            mentions = {mention['id']: names.get(mention['entity']) for mention in record['mentions']}
            self.documents[iri] = (record, envelope)
            for entity in record['entities']: self.entities.setdefault(names[entity['id']], entity)
            self.mentions |= {(iri, name) for name in names.values()}
            self.meet(record, mentions)
            for said in record['quotes']:
                node = part(iri, said['id'])
                self.quotes[node] = {**said, 'spoken': spoken(said, envelope['text'])}
                inside = {mentions[mention] for mention in said['mentions']} - {None}
                self.within |= {(node, name) for name in inside}
                speaker = said['speaker'] and names.get(said['speaker']['entity'])
                if not speaker: continue
                self.said.add((speaker, node))
                for name in inside - {speaker}: self.about[speaker, name] = self.about.get((speaker, name), 0) + 1

    def meet(self, record, mentions):
        sentences = {}
        for mention in record['mentions']:
            if mentions[mention['id']]: sentences.setdefault(mention['sentence'], set()).add(mentions[mention['id']])
        for names in sentences.values():
            for pair in ((a, b) for a in names for b in names if a < b): self.met[pair] = self.met.get(pair, 0) + 1
