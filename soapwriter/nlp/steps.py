"""One pattern, tried around the token under which it is filed: its steps, and how far they reach to both sides."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

# What a token is: a key for the value of each attribute. A test says whether a token is what a pattern wants there.
Row = frozenset[int] | set[int]
Test: TypeAlias = "Callable[[Row], bool]"

# No place: the one before the first token by two, since -1 is where a match that begins there ends on its way back.
_NOWHERE = -2
_FARTHEST: dict[int, Callable[..., int]] = {1: max, -1: min}


class Step(NamedTuple):
    """One token of a pattern: its test, and how often at least and at most it is met in a row."""

    test: Test
    least: int
    most: int


class Entry(NamedTuple):
    """
    A pattern filed under one of its tokens: its phrase, the steps before (nearest first), that token, and after.

    `next_before` and `next_after` are the tests of the neighbours, where these are required, and `also` the words of
    which one more must be in the sentence: most tries end with them.
    """

    phrase: str
    before: tuple[Step, ...]
    here: Test
    after: tuple[Step, ...]
    next_before: Test | None
    next_after: Test | None
    also: frozenset[int]


def matches(
    entries: Iterable[Entry], rows: Sequence[Row], at: int, present: set[int]
) -> Iterator[tuple[Sequence[str], int, int]]:
    """Yield (phrases, start, end) of each entry that matches around the token under which it is filed."""
    for entry in entries:
        if entry.also and entry.also.isdisjoint(present):
            continue
        # The neighbours first: they are cheap to test, and nearly always missing.
        if entry.here(rows[at]) and _has_neighbours(entry, rows, at) and (span := _longest(entry, rows, at)):
            yield (entry.phrase,), *span


def _longest(entry: Entry, rows: Sequence[Row], at: int) -> tuple[int, int] | None:
    """Return the first token and the last (exclusive) of the longest match of an entry around a token, if any."""
    end = _farthest(entry.after, 0, rows, at + 1, 1)
    before = _farthest(entry.before, 0, rows, at - 1, -1) if end != _NOWHERE else _NOWHERE
    return (before + 1, end) if before != _NOWHERE else None


def _has_neighbours(entry: Entry, rows: Sequence[Row], at: int) -> bool:
    """Return whether the neighbours that a match requires are there."""
    after, before = entry.next_after, entry.next_before
    if after is not None and (at + 1 >= len(rows) or not after(rows[at + 1])):
        return False
    return before is None or (at > 0 and before(rows[at - 1]))


def _farthest(steps: Sequence[Step], number: int, rows: Sequence[Row], at: int, way: Literal[1, -1]) -> int:
    """
    Return the place past the longest match of the steps from `number` on that begins at a place, or `_NOWHERE`.

    `way` is 1 to go forwards and -1 to go backwards; the place before the first token is -1.
    """
    number, at = _through(steps, number, rows, at, way)
    if at == _NOWHERE or number == len(steps):
        return at
    places = _reachable(steps[number], rows, at, way)
    ends = [end for place in places if (end := _farthest(steps, number + 1, rows, place, way)) != _NOWHERE]
    return _FARTHEST[way](ends, default=_NOWHERE)


def _through(steps: Sequence[Step], number: int, rows: Sequence[Row], at: int, way: int) -> tuple[int, int]:
    """Return the first step from `number` on that can take more or fewer than one token, and the place before it."""
    size = len(rows)
    for test, least, most in steps[number:]:
        if not least == most == 1:
            break
        if not (0 <= at < size and test(rows[at])):
            return number, _NOWHERE
        number, at = number + 1, at + way
    return number, at


def _reachable(step: Step, rows: Sequence[Row], at: int, way: int) -> list[int]:
    """Return the places past a step, nearest first: one for each number of tokens that it can take."""
    test, least, most = step
    places = [at]
    while len(places) <= most and 0 <= at < len(rows) and test(rows[at]):
        at += way
        places.append(at)
    return places[least:]


def holds(key: int) -> Test:
    """Return the test for a token that has this key."""
    return lambda row: key in row


def holds_any(keys: frozenset[int]) -> Test:
    """Return the test for a token that has one of these keys."""
    return lambda row: not keys.isdisjoint(row)


def all_of(tests: Sequence[Test]) -> Test:
    """Return one test of many; a token without any is any token."""
    if len(tests) == 1:
        return tests[0]
    return lambda row: all(test(row) for test in tests)
