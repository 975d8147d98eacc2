"""markup.py: texts with their names, quotes and sentence ends marked in place.

A file's head says what its cases show, `show: names` or several of names, entities, quotes, sentences. Then case after case:

  === title ===                   or  === title === known   for a failure that is known and only counted
  The marked text.

The marks:

  [Kyiv/place]                    a name: person, place or organization
  [Putin/person=Vladimir Putin]   and the entity's name where the text has another (in files that say `show: entities`)
  {We won|Jane Roe|said}          a quote, its speaker and its cue; either may be empty
  {It rained|Jane Roe (she)|said} the speaker's words where they are not the name; (…) when the quote continues an earlier speaker
  {But not now|+}                 a further part of the quote before it
  {he won|Jane Roe|denied|not}    words at the end: `not` for a negated one; direct, indirect or mixed where the marks tell otherwise
  The end.¶                       a sentence ends; ¶headline¶, ¶caption¶ or ¶boilerplate¶ when it is not in the body
  \\[                              a bracket, brace, bar or backslash that is text
"""
import os, re

SPECIAL = re.compile(r'([\[\]{}|¶\\])')
NAME = re.compile(r'\[((?:[^\[\]\\]|\\.)*)/(person|place|organization)(?:=((?:[^\[\]\\]|\\.)*))?\]')
SECTION = re.compile(r'¶(?:(headline|caption|boilerplate)¶)?')
MARKS = '“”"‘’\'«»„`'
TITLE = re.compile(r'^=== (.+?) ===( known)?$', re.M)


def read_cases(path):
    """(title, known, marked text, show) of each case in a file."""
    head, *blocks = TITLE.split(open(path, encoding='utf8').read())
    show = set(re.search(r'^show: (.+)$', head, re.M)[1].split())
    name = os.path.splitext(os.path.basename(path))[0]
    for title, known, marked in zip(blocks[::3], blocks[1::3], blocks[2::3]):
        yield f'{name}: {title}', bool(known), marked.strip('\n'), show


def escape(text): return SPECIAL.sub(r'\\\1', text)


def plain(marked):
    """The text without its marks."""
    out, i = [], 0
    while i < len(marked):
        c = marked[i]
        if c == '\\': out.append(marked[i + 1]); i += 2
        elif name := NAME.match(marked, i): out.append(re.sub(r'\\(.)', r'\1', name[1])); i = name.end()
        elif c == '{': i += 1
        elif c == '|': i = marked.index('}', i) + 1
        elif section := SECTION.match(marked, i): i = section.end()
        elif c in '[]}': raise ValueError(f'a lone {c} in: …{marked[max(0, i - 30):i + 20]}…')
        else: out.append(c); i += 1
    return ''.join(out)


def render(record, text, show):
    """The text marked with what the record has of `show`: a set of names, entities, quotes, sentences."""
    spans = []  # (start, end, depth, opening mark, closing mark)
    if 'sentences' in show: spans += mark_sentences(record)
    if 'quotes' in show: spans += mark_quotes(record, text)
    if show & {'names', 'entities'}: spans += mark_names(record, 'entities' in show)
    opens, closes = {}, {}
    for start, end, depth, opening, closing in sorted(spans, key=lambda span: (-span[1], span[2])): opens.setdefault(start, []).append(opening)
    for start, end, depth, opening, closing in sorted(spans, key=lambda span: (-span[0], -span[2])): closes.setdefault(end, []).append(closing)
    return ''.join(''.join(closes.get(i, []) + opens.get(i, [])) + escape(text[i:i + 1]) for i in range(len(text) + 1))


def mark_sentences(record):
    for sentence in record['sentences']:
        yield sentence['start'], sentence['end'], 0, '', '¶' if sentence['section'] == 'body' else f'¶{sentence["section"]}¶'


def mark_quotes(record, text):
    for quote in record['quotes']:
        for i, (start, end) in enumerate(pieces(quote)):
            yield start, end, 1, '{', '|+}' if i else describe(quote, text) + '}'


def mark_names(record, with_entities):
    entities = {entity['id']: entity for entity in record['entities']}
    for mention in record['mentions']:
        if mention['form'] != 'name': continue
        name = entities[mention['entity']]['name'] if with_entities and mention['entity'] else mention['text']
        entity = '' if name == mention['text'] else f'={name}'
        yield mention['start'], mention['end'], 2, '[', f'/{mention["type"]}{entity}]'


def pieces(quote):
    """Its parts, a mixed quote's joined where only marks and blanks stand between."""
    spans = [[part['start'], part['end']] for part in quote.get('parts') or [quote]]
    joined = spans[:1]
    for start, end in spans[1:]:
        if quote['type'] == 'mixed' and start - joined[-1][1] <= 2: joined[-1][1] = end
        else: joined.append([start, end])
    return joined


def describe(quote, text):
    speaker, cue = quote['speaker'], quote['cue']
    who = speaker['name'] if speaker else ''
    if speaker and speaker['text'] is None: who += ' (…)'
    elif speaker and speaker['text'] != who: who += f' ({speaker["text"]})'
    words = [] if quote['type'] == type_by_marks(quote, text) else [quote['type']]
    if quote['negated']: words.append('not')
    return f'|{who}|{cue["text"] if cue else ""}' + ('|' + ' '.join(words) if words else '')


def type_by_marks(quote, text):
    start, end = pieces(quote)[0]
    if start and text[start - 1] in MARKS and end < len(text) and text[end] in MARKS: return 'direct'
    within = re.sub(r"\b['’]\b", '', text[quote['start']:quote['end']])
    return 'mixed' if any(mark in within for mark in MARKS) else 'indirect'
