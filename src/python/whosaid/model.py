"""A model, and texts -> documents."""
from __future__ import annotations

import collections
import ctypes
import itertools
import json
import os
import weakref
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, Callable, Iterable, Iterator, Literal, Mapping, Sequence, Union, overload

from .document import Document
from .library import CODE_POINTS, Error as ErrorStructure, RecordOptions, Write, library


class Error(Exception):
    """What went wrong: `code` ("invalid-utf8", "nul-character", "no-data", …), `offset` in code points of the text where there is one."""

    def __init__(self, code: str, message: str, offset: int | None = None):
        super().__init__(message)
        self.code, self.message, self.offset = code, message, offset

    def __reduce__(self) -> tuple[Any, ...]:
        return Error, (self.code, self.message, self.offset)


def version() -> str:
    """Of the C library."""
    return str(library.whosaid_version(), 'ascii')


def _code(status: int) -> str:
    return str(library.whosaid_status_name(status), 'ascii')


def _failure(status: int, error: ErrorStructure, text: str | None = None) -> Error:
    offset = None
    if text is not None and _code(status) in ('nul-character', 'invalid-utf8'):
        offset = len(text.encode()[:error.offset].decode(errors='ignore'))
    return Error(_code(status), error.message.decode(errors='replace'), offset)


def _encode(text: str) -> bytes:
    if not isinstance(text, str): raise TypeError(f'text must be a str, not {type(text).__name__}')
    try: return text.encode()
    except UnicodeEncodeError as wrong:
        raise Error('invalid-utf8', f'character {wrong.start} is half of a surrogate pair, which is no text; take it out', wrong.start) from None


Path = Union[str, 'os.PathLike[str]']
Text = Union[str, 'tuple[str, str]']


def load(data: Path | None = None, gazetteers: Sequence[Path] | Path = ()) -> Model:
    """Opens the lists, rules and weights: those of the package, or of the directory `data`. `gazetteers` names directories of your own
    lists and rules, which win over the others. Raises Error when one cannot be read."""
    return Model(data, gazetteers)


class Model:
    """Reads texts. Never changes; may be used by any number of threads, and be pickled (as the names of its directories)."""

    def __init__(self, data: Path | None = None, gazetteers: Sequence[Path] | Path = ()):
        if isinstance(gazetteers, (str, os.PathLike)): gazetteers = [gazetteers]
        self._made_of = (None if data is None else os.fspath(data), tuple(os.fspath(folder) for folder in gazetteers))
        folders = [os.fsencode(folder) for folder in self._made_of[1]]
        handle, error = ctypes.c_void_p(), ErrorStructure()
        status = library.whosaid_model_open(None if data is None else os.fsencode(data), (ctypes.c_char_p * len(folders))(*folders),
                                            len(folders), ctypes.byref(handle), ctypes.byref(error))
        if status: raise _failure(status, error)
        self._handle = handle
        weakref.finalize(self, library.whosaid_model_free, handle).atexit = False

    def __reduce__(self) -> tuple[Any, ...]:
        return Model, self._made_of

    def __repr__(self) -> str:
        return f'<whosaid.Model {version()}>'

    def analyze(self, text: str, id: str = '', meta: Mapping[str, Any] | None = None) -> Document:
        """One text -> who is in it and who said what. Raises Error for a text that cannot be read (U+0000, half a surrogate pair, too long)."""
        return Document.from_record(json.loads(self.record(text, id, meta)), text)

    def record(self, text: str, id: str = '', meta: Mapping[str, Any] | None = None, with_text: bool = False) -> str:
        """The same as one line of JSON (whosaid.document/1), as the command writes it."""
        if not isinstance(id, str): raise TypeError(f'id must be a str, not {type(id).__name__}')
        options = RecordOptions(offsets=CODE_POINTS, with_text=with_text, id=json.dumps(id).encode(), id_is_json=1,
                                meta=json.dumps(dict(meta or {}), ensure_ascii=False, allow_nan=False).encode())
        return self._write(text, lambda document, write, error: library.whosaid_write_record(document, ctypes.byref(options), write, None, error))

    def explain(self, text: str) -> str:
        """For each name and quote, in plain text, the evidence that made it and what it won against."""
        return self._write(text, lambda document, write, error: library.whosaid_write_explanation(document, write, None, error))

    def _write(self, text: str, how: Callable[[Any, Any, Any], int]) -> str:
        encoded, handle, error = _encode(text), ctypes.c_void_p(), ErrorStructure()
        pieces: list[bytes] = []

        def take(_: Any, bytes: Any, length: int) -> int:
            pieces.append(bytes[:length])
            return 0

        status = library.whosaid_analyze(self._handle, encoded, len(encoded), ctypes.byref(handle), ctypes.byref(error))
        if status: raise _failure(status, error, text)
        try: status = how(handle, Write(take), ctypes.byref(error))
        finally: library.whosaid_document_free(handle)
        if status: raise _failure(status, error)
        return b''.join(pieces).decode()

    @overload
    def pipe(self, texts: Iterable[Text], threads: int = ..., on_error: Literal['raise'] = ...) -> Iterator[Document]: ...
    @overload
    def pipe(self, texts: Iterable[Text], threads: int = ..., on_error: Literal['give'] = ...) -> Iterator[Document | Error]: ...

    def pipe(self, texts: Iterable[Text], threads: int = 1, on_error: str = 'raise') -> Iterator[Document | Error]:
        """Documents of many texts, or pairs of an id and a text, in their order, read ahead a little: memory does not grow with their number.
        A text that cannot be read raises its Error, or with on_error="give" gives it in the place of the document."""
        if on_error not in ('raise', 'give'): raise ValueError(f'on_error is "raise" or "give", not {on_error!r}')
        if threads < 1: raise ValueError(f'threads must be at least 1, not {threads}')
        return self._pipe(texts, threads, on_error)

    def _analyze_one(self, text: Text) -> Document:
        return self.analyze(text[1], text[0]) if isinstance(text, tuple) and len(text) == 2 else self.analyze(text)

    def _analyze_or_give(self, text: Text) -> Document | Error:
        try: return self._analyze_one(text)
        except Error as error: return error

    def _pipe(self, texts: Iterable[Text], threads: int, on_error: str) -> Iterator[Document | Error]:
        work = self._analyze_one if on_error == 'raise' else self._analyze_or_give
        if threads == 1:
            yield from map(work, texts)
            return
        waiting: collections.deque[Future[Document | Error]] = collections.deque()
        texts = iter(texts)
        with ThreadPoolExecutor(threads) as pool:
            try:
                waiting.extend(pool.submit(work, text) for text in itertools.islice(texts, 4 * threads))
                while waiting:
                    done = waiting.popleft().result()
                    waiting.extend(pool.submit(work, text) for text in itertools.islice(texts, 1))
                    yield done
            finally:
                for future in waiting: future.cancel()
