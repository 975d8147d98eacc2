"""What a text holds: the record of records (whosaid.document/1) as typed, unchangeable objects.

>>> import whosaid
>>> document = whosaid.load().analyze("“It was late,” said Carla Rossi, the mayor of Turin.")
>>> document.quotes[0].speaker.name, document.entity(document.quotes[0].speaker.entity).description
('Carla Rossi', 'the mayor of Turin')
>>> document.to_dict()["quotes"][0]["type"]
'direct'
"""
from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    import pandas
    import spacy.tokens

Type = Literal['person', 'place', 'organization']


@dataclass(frozen=True, slots=True)
class Sentence:
    start: int
    end: int
    paragraph: int
    section: Literal['headline', 'caption', 'body', 'boilerplate']


@dataclass(frozen=True, slots=True)
class Entity:
    """Someone or something that mentions refer to; `ids` by scheme, {} when not linked."""
    id: str
    type: Type
    name: str
    aliases: tuple[str, ...]
    description: str | None
    gender: Literal['male', 'female'] | None
    ids: dict[str, str]
    mentions: int


@dataclass(frozen=True, slots=True)
class Mention:
    id: str
    entity: str | None
    type: Type | None
    form: Literal['name', 'nominal', 'pronoun']
    text: str
    start: int
    end: int
    sentence: int
    quote: str | None
    score: float
    source: str | None


@dataclass(frozen=True, slots=True)
class Part:
    start: int
    end: int
    quoted: bool


@dataclass(frozen=True, slots=True)
class Cue:
    """The reporting words ("has repeatedly denied") and their verb ("deny")."""
    text: str
    lemma: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Speaker:
    """`text`, `start`, `end` as printed, None for a quote that continues an earlier speaker's."""
    entity: str | None
    name: str
    mention: str | None
    text: str | None
    start: int | None
    end: int | None
    how: Literal['name', 'nominal', 'pronoun', 'continuation']


@dataclass(frozen=True, slots=True)
class Quote:
    """`speaker` and `cue` are None when there is none; several `parts` when it is split or runs over paragraphs;
    `modal` when it is not said for certain or not yet ("would say that …")."""
    id: str
    type: Literal['direct', 'indirect', 'mixed']
    text: str
    start: int
    end: int
    parts: tuple[Part, ...]
    cue: Cue | None
    speaker: Speaker | None
    mentions: tuple[str, ...]
    sentence: int
    negated: bool
    score: float
    source: str | None
    modal: bool = False


@dataclass(frozen=True, slots=True)
class Warning:
    """What a reader should know, "unclosed-quote"; never a reason to drop a document."""
    code: str
    start: int


QUOTE_COLUMNS = ('document', 'url', 'title', 'published', 'quote', 'type', 'speaker', 'speaker_text', 'speaker_type', 'speaker_description',
                 'speaker_id', 'cue', 'cue_lemma', 'negated', 'score', 'source', 'start', 'end', 'sentence', 'mentioned')


def _need(package: str) -> ModuleNotFoundError:
    return ModuleNotFoundError(f'{package} is not installed here: pip install {package}', name=package)


def _read_quote(record: dict[str, Any]) -> Quote:
    made = {'parts': tuple(Part(**part) for part in record['parts']), 'mentions': tuple(record['mentions']),
            'cue': record['cue'] and Cue(**record['cue']), 'speaker': record['speaker'] and Speaker(**record['speaker'])}
    return Quote(**{**record, **made})


@dataclass(frozen=True, slots=True)
class Document:
    text: str
    id: str
    meta: dict[str, Any]
    sentences: tuple[Sentence, ...]
    entities: tuple[Entity, ...]
    mentions: tuple[Mention, ...]
    quotes: tuple[Quote, ...]
    warnings: tuple[Warning, ...]
    _record: dict[str, Any] = field(repr=False, compare=False)

    @classmethod
    def from_record(cls, record: dict[str, Any], text: str) -> Document:
        """From a record with offsets in code points, and its text."""
        return cls(text=text, id=record['id'], meta=record['meta'], _record=record,
                   sentences=tuple(Sentence(**sentence) for sentence in record['sentences']),
                   entities=tuple(Entity(**{**entity, 'aliases': tuple(entity['aliases'])}) for entity in record['entities']),
                   mentions=tuple(Mention(**mention) for mention in record['mentions']),
                   quotes=tuple(map(_read_quote, record['quotes'])),
                   warnings=tuple(Warning(**warning) for warning in record['warnings']))

    def entity(self, id: str | None) -> Entity | None:
        """The entity of an id ("e1") as mentions and speakers give it."""
        return self.entities[int(id[1:]) - 1] if id else None

    def mention(self, id: str | None) -> Mention | None:
        """The mention of an id ("m1") as quotes and speakers give it."""
        return self.mentions[int(id[1:]) - 1] if id else None

    def to_dict(self) -> dict[str, Any]:
        """The record, as the command writes it."""
        return self._record

    def spoken(self, quote: Quote) -> str:
        """The quote without the paper's words between its parts: “It leaks,” he said. “It always did.” -> It leaks, … It always did."""
        opening, closing, words, before = r'["\'“‘«„]', r'["\'”’»“]', '', None
        for part in quote.parts:
            between = self.text[before.end:part.start] if before else ''
            if broken := re.search(r'[^\W_]', between): words += self._mark(quote, before, before.end, closing) + ' … '
            else: words += between
            if broken or not before: words += self._mark(quote, part, part.start - 1, opening)
            words += self.text[part.start:part.end]
            before = part
        return words + self._mark(quote, before, before.end, closing)

    def _mark(self, quote: Quote, part: Part, at: int, marks: str) -> str:
        """The mark at words that are quoted within reported ones: she called the cuts “shameful”."""
        mark = self.text[at:at + 1] if at >= 0 else ''
        return mark if quote.type == 'mixed' and part.quoted and re.match(marks, mark) else ''

    def _headline(self) -> str | None:
        """With which the text starts, on one line."""
        first = [sentence for sentence in self.sentences if sentence.paragraph == self.sentences[0].paragraph]
        run = list(itertools.takewhile(lambda sentence: sentence.section == 'headline', first))
        return re.sub(r'[\n\r\t]', ' ', self.text[run[0].start:run[-1].end]) if run else None

    def _quote_row(self, quote: Quote) -> dict[str, Any]:
        speaker, cue = quote.speaker, quote.cue
        entity, mention = (self.entity(speaker.entity), self.mention(speaker.mention)) if speaker else (None, None)
        typed = entity or mention
        mentioned = (self.entity(mention.entity) for mention in map(self.mention, quote.mentions) if mention)
        cells = {'url': self.meta.get('url'), 'title': self.meta.get('title') or self._headline(), 'published': self.meta.get('published')}
        cells |= {name: getattr(quote, name) for name in ('type', 'negated', 'score', 'source', 'start', 'end', 'sentence')}
        cells |= {'document': self.id, 'quote': self.spoken(quote), 'speaker': speaker and speaker.name, 'speaker_text': speaker and speaker.text,
                  'speaker_type': typed and typed.type, 'speaker_description': entity and entity.description,
                  'speaker_id': entity and ';'.join(f'{scheme}={value}' for scheme, value in entity.ids.items()) or None,
                  'cue': cue and cue.text, 'cue_lemma': cue and cue.lemma,
                  'mentioned': ';'.join(dict.fromkeys(entity.name for entity in mentioned if entity))}
        return cells

    def to_dataframe(self, of: Literal['quotes', 'mentions', 'entities'] = 'quotes') -> pandas.DataFrame:
        """A row for each quote (who said what, with the columns of the command's CSV), mention or entity. Needs pandas."""
        kinds = {'quotes': Quote, 'mentions': Mention, 'entities': Entity}
        if of not in kinds: raise ValueError(f'of is "quotes", "mentions" or "entities", not {of!r}')
        try: import pandas
        except ModuleNotFoundError: raise _need('pandas') from None
        if of == 'quotes': return pandas.DataFrame(map(self._quote_row, self.quotes), columns=QUOTE_COLUMNS)
        columns = ['document', *(column.name for column in fields(kinds[of]))]
        return pandas.DataFrame([{'document': self.id, **row} for row in self._record[of]], columns=columns)

    def to_spacy(self, doc: spacy.tokens.Doc) -> spacy.tokens.Doc:
        """Sets doc.ents (PERSON, GPE, ORG) and doc.spans["quotes"] (labels direct, indirect, mixed; the speaker's name as kb_id) of a spaCy
        document of the same text, and gives it back. Where spaCy cuts words otherwise, spans grow to its tokens; of names that then overlap
        the longer one stays."""
        try: from spacy.util import filter_spans
        except ModuleNotFoundError: raise _need('spacy') from None
        if doc.text != self.text: raise ValueError('the spaCy document is of another text')
        labels = {'person': 'PERSON', 'place': 'GPE', 'organization': 'ORG'}
        names = [doc.char_span(mention.start, mention.end, labels[mention.type], alignment_mode='expand')
                 for mention in self.mentions if mention.form == 'name' and mention.type]
        doc.ents = filter_spans([span for span in names if span])
        quotes = [doc.char_span(quote.start, quote.end, quote.type, quote.speaker.name if quote.speaker else '', alignment_mode='expand')
                  for quote in self.quotes]
        doc.spans['quotes'] = [span for span in quotes if span]
        return doc
