"""Where the phrases of data files occur in a text, by the entry of the data file that lists them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import IntEnum
from typing import NamedTuple, TypeVar

_Default = TypeVar("_Default")


# Not a plain Enum: its hash is a Python function, and one text takes thousands of look-ups by pattern id.
class Source(IntEnum):
    """Which data file lists a phrase: a rule, a rule whose hits also inform the outline, or a cue of the outline."""

    RULE = 1
    INFORMING_RULE = 2
    CUE = 3


class PatternId(NamedTuple):
    """
    What lists phrases: the rule or cue by name, and the slot in it.

    `slot` is "" for what is looked for, "unless" for what makes a sentence innocent, and otherwise the part of a frame
    or meeting, as the keys of the data file: "frames.1.who", "meetings.2.all.0".
    """

    source: Source
    name: str
    slot: str = ""

    def at(self, slot: str) -> PatternId:
        """Return the id of another slot of the same rule or cue."""
        return PatternId(self.source, self.name, slot)

    @property
    def unless(self) -> PatternId:
        """The id of the phrases that make a sentence innocent."""
        return self.at("unless")


class Hit(NamedTuple):
    """Where a phrase was found: the sentence's number, and its tokens from 0, end exclusive."""

    sentence: int
    start: int
    end: int


class Hits(Mapping[PatternId, list[Hit]]):
    """
    The hits of each pattern id, in order of place; ids without a hit are left out.

    Many ids share one phrase and most are never looked up, so the hits of an id are merged on first use.
    """

    def __init__(self, found: Mapping[str, list[Hit]], listed: Mapping[str, Sequence[PatternId]]) -> None:
        """Take the hits of each phrase, and the ids that list each phrase."""
        self._found: dict[PatternId, list[list[Hit]]] = {}
        for phrase, hits in found.items():
            for pattern_id in listed[phrase]:
                self._found.setdefault(pattern_id, []).append(hits)
        self._merged: dict[PatternId, list[Hit]] = {}

    def __getitem__(self, pattern_id: PatternId) -> list[Hit]:
        merged = self._merged.get(pattern_id)
        if merged is None:
            merged = self._merged[pattern_id] = sorted({hit for hits in self._found[pattern_id] for hit in hits})
        return merged

    def get(self, pattern_id: PatternId, default: list[Hit] | _Default = None) -> list[Hit] | _Default:  # type: ignore[assignment]
        """Return the hits of a pattern id, or the default where it has none."""
        return self[pattern_id] if pattern_id in self._found else default

    def __contains__(self, pattern_id: object) -> bool:
        return pattern_id in self._found

    def __iter__(self) -> Iterator[PatternId]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)

    def has_all(self, pattern_ids: frozenset[PatternId]) -> bool:
        """Return whether each of these ids has a hit."""
        return self._found.keys() >= pattern_ids

    def add(self, pattern_id: PatternId, hits: Iterable[Hit]) -> None:
        """Add to the hits of a pattern id."""
        self._found.setdefault(pattern_id, []).append(list(hits))
        self._merged.pop(pattern_id, None)
