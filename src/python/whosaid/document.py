"""What a text holds: the record of records (whosaid.document/1) as typed, unchangeable objects.

>>> import whosaid
>>> document = whosaid.load().analyze("“It was late,” said Carla Rossi, the mayor of Turin.")
>>> document.quotes[0].speaker.name, document.entity(document.quotes[0].speaker.entity).description
('Carla Rossi', 'the mayor of Turin')
>>> document.to_dict()["quotes"][0]["type"]
'direct'
"""
from __future__ import annotations

from dataclasses import dataclass, field
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

    def _quote_row(self, quote: Quote) -> dict[str, Any]:
        speaker, entity = quote.speaker, self.entity(quote.speaker.entity) if quote.speaker else None
        mentioned = (self.entity(mention.entity) for mention in map(self.mention, quote.mentions) if mention)
        return {'document': self.id, 'quote': quote.text, 'type': quote.type, 'speaker': speaker and speaker.name,
                'speaker_as_printed': speaker and speaker.text, 'speaker_type': entity and entity.type,
                'speaker_description': entity and entity.description, 'cue': quote.cue and quote.cue.text,
                'cue_lemma': quote.cue and quote.cue.lemma, 'negated': quote.negated, 'score': quote.score, 'source': quote.source,
                'start': quote.start, 'end': quote.end, 'sentence': quote.sentence,
                'mentioned': '; '.join(dict.fromkeys(entity.name for entity in mentioned if entity))}

    def to_dataframe(self, of: Literal['quotes', 'mentions', 'entities'] = 'quotes') -> pandas.DataFrame:
        """A row for each quote (who said what), mention or entity. Needs pandas."""
        import pandas
        if of == 'quotes': rows = [self._quote_row(quote) for quote in self.quotes]
        elif of in ('mentions', 'entities'): rows = [{'document': self.id, **row} for row in self._record[of]]
        else: raise ValueError(f'of is "quotes", "mentions" or "entities", not {of!r}')
        return pandas.DataFrame(rows)

    def to_spacy(self, doc: spacy.tokens.Doc) -> spacy.tokens.Doc:
        """Sets doc.ents (PERSON, GPE, ORG) and doc.spans["quotes"] (labels direct, indirect, mixed; the speaker's name as kb_id) of a spaCy
        document of the same text, and gives it back. Where spaCy cuts words otherwise, spans grow to its tokens; of names that then overlap
        the longer one stays."""
        from spacy.util import filter_spans
        if doc.text != self.text: raise ValueError('the spaCy document is of another text')
        labels = {'person': 'PERSON', 'place': 'GPE', 'organization': 'ORG'}
        names = [doc.char_span(mention.start, mention.end, labels[mention.type], alignment_mode='expand')
                 for mention in self.mentions if mention.form == 'name' and mention.type]
        doc.ents = filter_spans([span for span in names if span])
        quotes = [doc.char_span(quote.start, quote.end, quote.type, quote.speaker.name if quote.speaker else '', alignment_mode='expand')
                  for quote in self.quotes]
        doc.spans['quotes'] = [span for span in quotes if span]
        return doc
