"""Everything that one call asks to be read: the documents, and beside them what could not be read."""

import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from soapwriter.errors import SoapwriterError, Unreadable
from soapwriter.kinds import find_kind
from soapwriter.text import folder, refused
from soapwriter.text.decoding import Encoding, decode
from soapwriter.text.document import Document
from soapwriter.text.recognise import recognise, recognise_form
from soapwriter.text.wording import listed

STANDARD_INPUT = "-"
LIMIT = 1_000_000


@dataclass(frozen=True)
class Batch:
    """
    What was read, in the order asked for; why something was not, and what should be known, by path.

    `encodings` says by path how each document was encoded, so that it can be written back; `piped` is the path of the
    one that came from standard input, which is no file whatever it is called.
    """

    documents: tuple[Document, ...]
    errors: Mapping[str, str]
    notes: Mapping[str, str]
    encodings: Mapping[str, Encoding]
    piped: str | None = None


class Outcome(NamedTuple):
    """What came of reading one place: a document, perhaps with a note, or an error."""

    path: str
    document: Document | None = None
    note: str | None = None
    error: str | None = None
    encoding: Encoding = Encoding()


def read(paths: Iterable[str], *, kind: str | None = None, form: str | None = None, name: str | None = None) -> Batch:
    """Read files, folders of texts and "-" (standard input, called `name`), each once, as `kind` and `form` say."""
    asked = tuple(paths)
    places = dict.fromkeys(place for path in asked for place in _places(path))
    outcomes = [
        _outcome(place, called=(place == STANDARD_INPUT and name) or place, kind=kind, form=form) for place in places
    ]
    return Batch(
        documents=tuple(outcome.document for outcome in outcomes if outcome.document),
        errors={outcome.path: outcome.error for outcome in outcomes if outcome.error},
        notes=_passed_over(asked) | {outcome.path: outcome.note for outcome in outcomes if outcome.note},
        encodings={outcome.path: outcome.encoding for outcome in outcomes if outcome.document},
        piped=(name or STANDARD_INPUT) if STANDARD_INPUT in places else None,
    )


def _places(path: str) -> tuple[str, ...]:
    """Return the texts of a folder; of anything else, and of a folder that has none, the path itself."""
    return tuple(str(file) for file in _files(path) if folder.is_text(file)) or (path,)


def _passed_over(paths: Iterable[str]) -> dict[str, str]:
    """Return a note on each file of a folder that looks like a letter in a format that is not read yet."""
    told = f"Not read: only {listed(folder.SUFFIXES)} files of a folder are."
    return {str(file): told for path in paths for file in _files(path) if refused.is_refused(file)}


def _files(path: str) -> tuple[Path, ...]:
    """Return a folder's files; none of anything else, whose trouble, if it has one, is told when it is read."""
    try:
        return folder.files(Path(path)) if path not in ("", STANDARD_INPUT) and Path(path).is_dir() else ()
    except OSError:
        return ()


def _outcome(path: str, *, called: str, kind: str | None, form: str | None) -> Outcome:
    """Return what comes of reading one place."""
    try:
        text, encoding, note = decode(_bytes(path))
        known, by = (kind, "option") if kind else recognise(text, path=called)
        told = form or recognise_form(text, path=called, kind=find_kind(known))
        find_kind(known).limits_in(told)
    except OSError as error:
        return Outcome(called, error=f"It cannot be read: {error.strerror or error}.")
    except SoapwriterError as error:
        return Outcome(called, error=" ".join(error.messages))
    return Outcome(called, Document(called, text, known, by, told), note, encoding=encoding)


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
    if place.is_dir() and not any(map(folder.is_text, folder.files(place))):
        raise Unreadable(f"The folder has no texts in it ({listed(folder.SUFFIXES, last='or')}).")
    refused.by_name(place)
    with place.open("rb") as file:
        return _checked(file.read(LIMIT + 1))


def _checked(data: bytes) -> bytes:
    if len(data) > LIMIT:
        raise Unreadable("It is over 1 MB, which no letter is. Give the one text that is meant.")
    return data
