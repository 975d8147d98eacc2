"""Who is in a news article, and who said what.

>>> import whosaid
>>> model = whosaid.load()
>>> document = model.analyze("“We will rebuild,” Volodymyr Zelensky said in Kyiv.", id="kyiv")
>>> for quote in document.quotes:
...     print(quote.speaker.name, quote.cue.lemma, quote.text)
Volodymyr Zelensky say We will rebuild,
>>> [(entity.name, entity.type) for entity in document.entities]
[('Volodymyr Zelensky', 'person'), ('Kyiv', 'place')]

Offsets count code points, so that they cut the text: every `start` and `end` is 0-based and half-open.

>>> mention = document.mentions[0]
>>> document.text[mention.start:mention.end]
'Volodymyr Zelensky'

A model never changes; any number of threads may use one. Many texts at once, in order, with the interpreter lock released:

>>> [len(document.quotes) for document in model.pipe(["“Yes,” said Anna Lind.", "Nobody spoke."], threads=2)]
[1, 0]
"""
from .document import (Cue, Document, Entity, Mention, Part, Quote, Sentence, Speaker, Warning)
from .model import Error, Model, load, version

__all__ = ['Cue', 'Document', 'Entity', 'Error', 'Mention', 'Model', 'Part', 'Quote', 'Sentence', 'Speaker', 'Warning', 'load', 'version']
__version__ = version()
