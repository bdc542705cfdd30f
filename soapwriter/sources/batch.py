"""Everything that one call asks to be read: the documents, and beside them what could not be read."""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from soapwriter.document import Document
from soapwriter.errors import SoapwriterError, Unreadable
from soapwriter.sources import folder, refused
from soapwriter.sources.plain import decode
from soapwriter.sources.recognise import recognise

STANDARD_INPUT = "-"
LIMIT = 1_000_000


@dataclass
class Batch:
    """What was read, in the order asked for; `errors` and `notes` by path."""

    documents: list[Document] = field(default_factory=list)
    errors: dict[str, str] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)


def read(paths: Iterable[str], *, kind: str | None = None, name: str | None = None) -> Batch:
    """Read files, folders of texts and "-" (standard input, called `name`), each once, and as `kind` if given."""
    batch = Batch()
    for path in _places(paths, batch):
        _add(batch, path, called=name or path if path == STANDARD_INPUT else path, kind=kind)
    return batch


def _places(paths: Iterable[str], batch: Batch) -> tuple[str, ...]:
    """Return every file asked for, once, with the texts of a folder in its place."""
    places: dict[str, None] = {}
    for path in paths:
        if path not in ("", STANDARD_INPUT) and Path(path).is_dir():
            places.update(dict.fromkeys(_texts(path, batch)))
        else:
            places[path] = None
    return tuple(places)


def _texts(path: str, batch: Batch) -> Iterator[str]:
    """Yield a folder's texts; what looks like a letter in another format is noted, not passed over in silence."""
    try:
        found = folder.files(Path(path))
    except OSError as error:
        batch.errors[path] = f"The folder cannot be listed: {error.strerror or error}."
        return
    for file in filter(refused.is_refused, found):
        batch.notes[str(file)] = f"Not read: only {' and '.join(folder.SUFFIXES)} files of a folder are."
    texts = [str(file) for file in found if folder.is_text(file)]
    if not texts:
        batch.errors[path] = f"The folder has no texts in it ({' or '.join(folder.SUFFIXES)})."
    yield from texts


def _add(batch: Batch, path: str, *, called: str, kind: str | None) -> None:
    """Put what stands at a place into the batch: a document, or why there is none."""
    try:
        decoded = decode(_bytes(path))
        known, by = (kind, "option") if kind else recognise(decoded.text, path=called)
    except OSError as error:
        batch.errors[called] = f"It cannot be read: {error.strerror or error}."
    except SoapwriterError as error:
        batch.errors[called] = " ".join(error.messages)
    else:
        batch.documents.append(Document(called, decoded.text, known, by))
        if decoded.note:
            batch.notes[called] = decoded.note


def _bytes(path: str) -> bytes:
    """
    Return what a place holds, never more than the limit.

    Raises:
        Unreadable: there is nothing, too much, or a format that is not read yet.
    """
    if path == STANDARD_INPUT:
        return _checked(sys.stdin.buffer.read(LIMIT + 1))
    place = Path(path)
    if not path or not place.exists():
        raise Unreadable("There is no such file or folder.")
    refused.by_name(place)
    with place.open("rb") as file:
        return _checked(file.read(LIMIT + 1))


def _checked(data: bytes) -> bytes:
    if len(data) > LIMIT:
        raise Unreadable("It is over 1 MB, which no letter is. Give the one text that is meant.")
    return data
