"""Places in a text: offsets in characters from 0, end exclusive; lines and columns from 1."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Generic, NamedTuple, Protocol, TypeVar

# As long as a sentence: most findings lie in one or two such parts of a text.
_PART = 128


class Span(NamedTuple):
    """A stretch of a text, from `start` up to but without `end`, in characters."""

    start: int
    end: int


class Stretch(Protocol):
    """Anything from a start up to but without an end: a span in characters, a hit in tokens."""

    @property
    def start(self) -> int:
        """The first character or token, from 0."""

    @property
    def end(self) -> int:
        """The character or token after the last."""


AnyStretch = TypeVar("AnyStretch", bound=Stretch)


def overlap(one: Stretch, other: Stretch) -> bool:
    """Return whether two stretches, counted in the same unit, have anything in common."""
    return one.start < other.end and other.start < one.end


class Places(Generic[AnyStretch]):
    """Stretches by where they are, so that finding those in one place takes no longer for more of them."""

    def __init__(self, stretches: Iterable[AnyStretch] = ()) -> None:
        self._parts: dict[int, list[AnyStretch]] = {}
        for stretch in stretches:
            self.add(stretch)

    def add(self, stretch: AnyStretch) -> None:
        """Add a stretch."""
        for part in _parts(stretch):
            self._parts.setdefault(part, []).append(stretch)

    def overlapping(self, stretch: Stretch) -> Iterator[AnyStretch]:
        """Yield the stretches that have anything in common with one; a long one perhaps more than once."""
        near = chain.from_iterable(self._parts.get(part, ()) for part in _parts(stretch))
        return (other for other in near if overlap(stretch, other))


def _parts(stretch: Stretch) -> range:
    return range(stretch.start // _PART, stretch.end // _PART + 1)


class Position(NamedTuple):
    """A place as a person counts it: line and column, both from 1."""

    line: int
    column: int


class Lines:
    """The lines of one text, for turning offsets into positions."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = [0, *(at + 1 for at, char in enumerate(text) if char == "\n")]

    def position(self, offset: int) -> Position:
        """Return the line and column of an offset."""
        line = bisect_right(self._starts, offset)
        return Position(line, offset - self._starts[line - 1] + 1)

    def line(self, number: int) -> str:
        """Return a line's text, without its end, by its number from 1."""
        end = self._starts[number] - 1 if number < len(self._starts) else len(self._text)
        return self._text[self._starts[number - 1] : end].rstrip("\r")

    def start(self, number: int) -> int:
        """Return the offset at which a line begins, by its number from 1."""
        return self._starts[number - 1]
