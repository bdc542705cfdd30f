"""Data files: TOML, read once into frozen models; a mistake is one sentence with the file, the line and the key."""

import re
import tomllib
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError
from pydantic_core import ErrorDetails

from soapwriter.errors import BadData, Unreadable
from soapwriter.files import read_bytes

# No file of ours or of a user's has more than a quarter of these. Deeper ones take tomllib the square of their depth in
# time, and Python's stack.
_DEEPEST = 64
_LARGEST = 5_000_000
# What brackets and dots mean nothing in: texts and comments.
_OPAQUE = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*+(?:"""|\Z)|'
    r"'''(?:[^']|'(?!''))*+(?:'''|\Z)|"
    r'"(?:[^"\\\n]|\\.)*+"?|\'[^\'\n]*+\'?|#[^\n]*',
    re.DOTALL,
)
_BRACKET = re.compile(r"[\[\]{}]")
_PARTS = re.compile(rf"(?:[^.\n=,{{]*+\.){{{_DEEPEST}}}")


class FrozenModel(BaseModel):
    """A value read from a file: it cannot be changed, and an unknown key is a mistake."""

    # Most commands use a few of the models: each builds its validator when it first validates something.
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class CheckedTable(FrozenModel):
    """A dated table: the day on which its sources were last checked, and the day by which to check them again."""

    checked: date
    review_by: date


Model = TypeVar("Model", bound=BaseModel)

# How sure a source is: H for an official body or sources that agree, M for one good source, L for a weak one.
Confidence = Literal["H", "M", "L"]


def _split_lines(value: object) -> object:
    return tuple(line.strip() for line in value.splitlines() if line.strip()) if isinstance(value, str) else value


def _split_words(value: object) -> object:
    return tuple(value.split()) if isinstance(value, str) else value


# Phrases and words of a data file: a text with one on each line, or between blanks; or a list.
# tomllib reads such a text many times faster than a list.
TextLines = Annotated[tuple[str, ...], BeforeValidator(_split_lines)]
TextWords = Annotated[tuple[str, ...], BeforeValidator(_split_words)]
WordSet = Annotated[frozenset[str], BeforeValidator(_split_words)]


class NotToml(ValueError):
    """A text that is not TOML; its message begins with the line and column, and has no full stop."""


def parse_toml(text: str) -> dict[str, Any]:
    """
    Return the values of a TOML text.

    Raises:
        NotToml: the text is not TOML.
    """
    if (line := _too_deep(text)) is not None:
        raise NotToml(f"line {line}: this is nested more than {_DEEPEST} deep")
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        trouble, _, place = str(error).partition(" (at ")
        raise NotToml(f"{place.rstrip(')') or 'the end'}: this is not TOML: {trouble}") from error
    except (ValueError, RecursionError) as error:
        # Python refuses whole numbers of thousands of digits, and says nothing of where they are.
        raise NotToml("this is not TOML that can be read: a number or a list in it is far too long") from error


def _too_deep(text: str) -> int | None:
    """Return the first line, from 1, that is nested too deep; None for none."""
    # Nearly every file has too few brackets and dots, which is known much faster than where they are.
    dots = max((line.count(".") for line in text.splitlines()), default=0)
    if dots < _DEEPEST >= text.count("[") + text.count("{"):
        return None
    # Texts have line ends too, which keep the count of lines right.
    bare = _OPAQUE.sub(lambda match: "\n" * match.group().count("\n"), text)
    places = [*_deep_brackets(bare), *(match.start() for match in _PARTS.finditer(bare))]
    return bare.count("\n", 0, min(places)) + 1 if places else None


def _deep_brackets(bare: str) -> Iterator[int]:
    """Yield where brackets open that are inside too many others, in a text without strings and comments."""
    depth = 0
    for match in _BRACKET.finditer(bare):
        depth += 1 if match.group() in "[{" else -1
        if depth > _DEEPEST:
            yield match.start()
            return


def read_toml(path: Path, *, until: str | None = None) -> dict[str, Any]:
    """
    Return the values of a data file, or of its part before the first line `until`.

    Raises:
        BadData: the file cannot be read, is too large, not UTF-8 or not TOML.
    """
    try:
        text = read_bytes(path, most=_LARGEST, what="rule or table").decode("utf-8").replace("\r\n", "\n")
        return parse_toml(text.partition(f"\n{until}")[0] if until else text)
    except UnicodeDecodeError as error:
        raise BadData(f"{path}: It is not UTF-8 (byte offset {error.start}). Save it again as UTF-8.") from error
    except OSError as error:
        raise BadData(f"{path}: {error.strerror or error}.") from error
    except (NotToml, Unreadable) as error:
        raise BadData(f"{path}: {str(error).rstrip('.')}.") from error


def read_model(path: Path, model: type[Model]) -> Model:
    """
    Return a data file as a model.

    Raises:
        BadData: the file is not UTF-8, is not TOML, or does not fit the model; one message for each mistake.
    """
    return validate(model, read_toml(path), path=path)


def validate(
    model: type[Model],
    values: object,
    *,
    path: Path,
    context: dict[str, Any] | None = None,
    describe: Callable[[ErrorDetails], str] | None = None,
) -> Model:
    """
    Return the values of a data file as a model; `describe` says one mistake as "key: trouble".

    Raises:
        BadData: they do not fit the model; one message for each mistake.
    """
    describe = describe or describe_mistake
    try:
        return model.model_validate(values, context=context)
    except ValidationError as error:
        raise BadData(*(f"{path}: {describe(each).rstrip('.')}." for each in error.errors())) from error


def describe_mistake(error: ErrorDetails) -> str:
    """Return one of pydantic's complaints as "key: trouble"."""
    return at_key(error["loc"], _TROUBLES.get(error["type"]) or error["msg"].removeprefix("Value error, "))


def at_key(place: Sequence[int | str], trouble: str) -> str:
    """Return a trouble with its key before it, the entries of a list counted from 1: "lines.2.from: trouble"."""
    key = ".".join(str(part + 1 if isinstance(part, int) else part) for part in place)
    return f"{key}: {trouble}" if key else trouble


_TROUBLES = {
    "extra_forbidden": "there is no such key",
    "missing": "this is missing",
    "tuple_type": "this must be a list",
    "string_too_short": "this is empty",
}
