"""Texts from files, folders and standard input: what could be read, and what could not."""

import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, TypeVar

from soapwriter.errors import SoapwriterError, Unreadable, command_line, quoted
from soapwriter.files import limited, read_bytes
from soapwriter.kinds import find_kind
from soapwriter.text.decoding import Encoding, decode, is_unsupported, refuse_unsupported
from soapwriter.text.document import Document
from soapwriter.text.recognise import recognise, recognise_form
from soapwriter.text.wording import listed

STANDARD_INPUT = "-"
# In bytes. A statement or letter has some thousands: a file of this size is the wrong file, and takes long to judge.
LIMIT = 100_000
_WHAT = "letter"
# What a kit calls its own two files; a folder that has the first is a kit.
STATE = ".soapwriter.json"
INDEX = "index.md"

_SUFFIXES = (".txt", ".md")
# A header that only a facts file has, on a line of its own, and a key below it.
_FACTS = re.compile(
    r"^\[(?:applicant|story|\[(?:exams|programs|specialties)\])\][ \t]*(?:#.*)?\r?\n(?:.*\n)*?\w+ *=", re.MULTILINE
)

Value = TypeVar("Value")


@dataclass(frozen=True)
class Batch:
    """
    What was read, in the order of the paths; what was not and why, and notes, by path.

    `encodings` says by path how each document was encoded, so that it can be written back; `piped` is the path of the
    one that came from standard input, which is not a file whatever it is called.
    """

    documents: tuple[Document, ...]
    errors: Mapping[str, str]
    notes: Mapping[str, str]
    encodings: Mapping[str, Encoding]
    piped: str | None = None


class _Outcome(NamedTuple):
    """What came of reading one path: a document, perhaps with a note, or an error."""

    path: str
    document: Document | None = None
    note: str | None = None
    error: str | None = None
    encoding: Encoding | None = None


@dataclass(frozen=True)
class _Reader:
    """How texts are read: as a `kind` and a `form`, where these are given; `name` is what standard input is called."""

    kind: str | None
    form: str | None
    name: str | None

    def outcome(self, path: str) -> _Outcome:
        """Return what comes of reading one path."""
        called = (path == STANDARD_INPUT and self.name) or path
        try:
            text, encoding, note = decode(_bytes(path))
            _refuse_facts(text, path)
            document = self._document(text, called)
        except OSError as error:
            return _Outcome(called, error=f"It cannot be read: {error.strerror or error}.")
        except SoapwriterError as error:
            return _Outcome(called, error=" ".join(error.messages))
        return _Outcome(called, document, note, encoding=encoding)

    def _document(self, text: str, called: str) -> Document:
        kind, by = (self.kind, "option") if self.kind else recognise(text, path=called)
        form = self.form or recognise_form(text, path=called, kind=find_kind(kind))
        find_kind(kind).limits_in(form)  # refuses a form that the kind does not have
        return Document(called, text, kind, by, form)


def read(paths: Iterable[str], *, kind: str | None = None, form: str | None = None, name: str | None = None) -> Batch:
    """
    Read files, folders of texts and "-" (standard input, called `name`), each once.

    `kind` is a kind's id and `form` one of its forms; where they are None, each text says or shows its own. What cannot
    be read is among the batch's errors.
    """
    given = tuple(paths)
    # A file that is given twice, or also by its folder, is one text.
    files = dict.fromkeys(file for path in given for file in _texts(path))
    outcomes = list(map(_Reader(kind, form, name).outcome, files))
    return Batch(
        documents=tuple(outcome.document for outcome in outcomes if outcome.document),
        errors=_by_path(outcomes, lambda outcome: outcome.error),
        notes=_unread(given) | _by_path(outcomes, lambda outcome: outcome.note),
        encodings=_by_path(outcomes, lambda outcome: outcome.encoding),
        piped=(name or STANDARD_INPUT) if STANDARD_INPUT in files else None,
    )


def _by_path(outcomes: Iterable[_Outcome], value: Callable[[_Outcome], Value | None]) -> dict[str, Value]:
    """Return a value of each outcome that has it, by path."""
    values = ((outcome.path, value(outcome)) for outcome in outcomes)
    return {path: each for path, each in values if each is not None}


def files_in(folder: Path) -> tuple[Path, ...]:
    """
    Return every visible file under a folder, sorted by path, without the index of a kit, which is about its texts.

    Raises:
        OSError: the folder, or one inside it, cannot be listed.
    """
    return tuple(sorted(_visible(folder)))


def is_text(path: Path) -> bool:
    """Return whether a file's name says that it is a text."""
    return path.suffix.lower() in _SUFFIXES


def _visible(folder: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder, onerror=_raise):
        folders[:] = filter(_is_visible, folders)
        index = {INDEX} if STATE in names else set()
        yield from (Path(place, name) for name in filter(_is_visible, names) if name not in index)


def _is_visible(name: str) -> bool:
    return not name.startswith(".")


def _raise(error: OSError) -> None:
    # Without this, os.walk passes over a folder that it cannot list.
    raise error


def _texts(path: str) -> tuple[str, ...]:
    """Return the texts of a folder; of anything else, and of a folder that has none, the path itself."""
    return tuple(map(str, filter(is_text, _files(path)))) or (path,)


def _unread(paths: Iterable[str]) -> dict[str, str]:
    """Return a note on each file of a folder that may be a letter, in a format that is not read."""
    note = f"Not read: only {listed(_SUFFIXES)} files of a folder are."
    return {str(file): note for path in paths for file in _files(path) if is_unsupported(file)}


def _files(path: str) -> tuple[Path, ...]:
    """Return a folder's files; none of anything else, and none where reading the path will say what is wrong."""
    try:
        return files_in(Path(path)) if path not in ("", STANDARD_INPUT) and Path(path).is_dir() else ()
    except OSError:
        return ()


def _bytes(path: str) -> bytes:
    """
    Return the bytes of a file or of standard input.

    Raises:
        Unreadable: the file is not there, is too large, or in a format that is not read.
    """
    if path == STANDARD_INPUT:
        return limited(sys.stdin.buffer.read(LIMIT + 1), most=LIMIT, what=_WHAT)
    place = Path(path)
    if not path or not place.exists():
        raise Unreadable("There is no such file or folder.")
    if place.is_dir() and not any(map(is_text, files_in(place))):
        raise Unreadable(f"The folder has no texts in it ({listed(_SUFFIXES, last='or')}).")
    refuse_unsupported(place)
    return read_bytes(place, most=LIMIT, what=_WHAT)


def _refuse_facts(text: str, path: str) -> None:
    """
    Do nothing for a text that is not a facts file.

    Raises:
        Unreadable: it is one; the message says what to do with it.
    """
    if _FACTS.search(text) is None:
        return
    file = "FILE" if path == STANDARD_INPUT else path
    drafted, linted = command_line("draft", "failure", "--facts", file), command_line("lint", "TEXT", "--facts", file)
    raise Unreadable(
        f"This is a facts file, not a text. {quoted(drafted)} writes a text from it, "
        f"and {quoted(linted)} checks a text against it."
    )
