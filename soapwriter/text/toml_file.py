"""A TOML file that a person wrote: its text, its values, and where in it a mistake is."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from soapwriter.data import Model, NotToml, parse_toml
from soapwriter.errors import SoapwriterError, Unreadable
from soapwriter.files import read_bytes
from soapwriter.text.toml_trouble import toml_trouble

_HEADER = re.compile(r"\s*\[\[?\s*[\"']?([\w-]+)")
_KEY = re.compile(r"\s*(?P<quote>[\"']?)(?P<name>(?<=[\"'])[^\"'\n]+|[\w-]+)(?P=quote)\s*=")
# Nobody types so much: a file of this size is the wrong file, and is refused before it fills the memory.
_MOST_BYTES = 1_000_000


@dataclass(frozen=True)
class TomlFile:
    """
    A file as it was read.

    A key is the table, the entry of a repeated table (from 0) and the key in it: ("exams", 0, "score").
    """

    path: Path
    text: str = field(repr=False)
    error: type[SoapwriterError]

    def values(self, *, hint: str = "") -> dict[str, Any]:
        """
        Return what the file says.

        Raises:
            SoapwriterError: it is not TOML; the message ends with `hint`.
        """
        try:
            return parse_toml(self.text)
        except NotToml as error:
            raise self.error(f"{self.path}: {toml_trouble(self.text, error)}{hint}") from error

    def model(self, model: type[Model], *, describe: Callable[[ErrorDetails], str], hint: str = "") -> Model:
        """
        Return what the file says as a model; `describe` says one mistake without its place.

        Raises:
            SoapwriterError: it is not TOML, or does not fit the model; one message for each mistake.
        """
        values = self.values(hint=hint)
        try:
            return model.model_validate(values)
        except ValidationError as error:
            mistakes = (self.mistake(*each["loc"], message=describe(each)) for each in error.errors())
            raise self.error(*mistakes) from error

    def mistake(self, *key: int | str, message: str) -> str:
        """Return one sentence on a mistake, with the file, the line and the key."""
        line = self.line_of(*key)
        lines = (f"line {line}",) if line else ()
        where = ", ".join((*lines, *_in_words(key)))
        return f"{self.path}: {where}: {message.rstrip('.')}."

    def line_of(self, *key: int | str) -> int | None:
        """Return the line of a key, else of its table, from 1; None where neither is found."""
        table, entry, name = _parts(key)
        places = ((table, entry, name), (table, entry, ""), ("", 0, table))
        return next((self._lines[place] for place in places if place in self._lines), None)

    @cached_property
    def _lines(self) -> dict[tuple[str, int, str], int]:
        """The line of each key by its table and entry; a header's key is "", and so is the table of the first keys."""
        found: dict[tuple[str, int, str], int] = {}
        headers: Counter[str] = Counter()
        table = ""
        for number, line in enumerate(self.text.splitlines(), start=1):
            if header := _HEADER.match(line):
                table = header[1]
                headers[table] += 1
                found[table, headers[table] - 1, ""] = number
            elif key := _KEY.match(line):
                found.setdefault((table, max(0, headers[table] - 1), key["name"]), number)
        return found


def read_toml_file(path: Path, *, what: str, error: type[SoapwriterError], way_out: str) -> TomlFile:
    """
    Return a file that a person wrote; `what` is what it should be, `way_out` what to do without it.

    Raises:
        SoapwriterError: it cannot be read, is too large or not UTF-8; it is the `error` given.
    """
    try:
        raw = read_bytes(path, most=_MOST_BYTES, what=what)
    except OSError as cause:
        raise error(f"{path}: {cause.strerror or cause}. {way_out}") from cause
    except Unreadable as cause:
        raise error(f"{path}: {cause}") from cause
    try:
        # Notepad may write a mark before UTF-8, which tomllib refuses.
        text = raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as cause:
        raise error(f"{path}: byte {cause.start + 1} is not UTF-8; save the file as UTF-8.") from cause
    return TomlFile(path, text, error)


def _parts(key: tuple[int | str, ...]) -> tuple[str, int, str]:
    """Return the table, the entry and the name of a key, 0 and "" for what it leaves out."""
    table, *rest = key
    entry = next((part for part in rest if isinstance(part, int)), 0)
    name = next((part for part in rest if isinstance(part, str)), "")
    return str(table), entry, name


def _in_words(key: tuple[int | str, ...]) -> tuple[str, ...]:
    """Return the parts of a key as a person says them, a repeated table with its number: "exams 1", "score"."""
    table, *rest = key
    numbers = [part + 1 for part in rest if isinstance(part, int)]
    return (" ".join(map(str, (table, *numbers[:1]))), *(part for part in rest if isinstance(part, str)))
