"""Where the phrases of data files stand in a text, by whoever asks for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeVar

_Other = TypeVar("_Other")


class Hit(NamedTuple):
    """Where a phrase was found: the sentence's number, and its tokens from 0, end exclusive."""

    sentence: int
    start: int
    end: int


class Hits(Mapping[str, list[Hit]]):
    """
    Each owner's hits, in order of place; owners without a hit are left out.

    Many owners ask for one phrase and most are never asked again, so an owner's hits are put together when wanted.
    """

    def __init__(self, found: Mapping[str, list[Hit]], owners: Mapping[str, Sequence[str]]) -> None:
        """Take where each phrase stands, and whose it is."""
        self._found: dict[str, list[list[Hit]]] = {}
        for phrase, hits in found.items():
            for owner in owners[phrase]:
                self._found.setdefault(owner, []).append(hits)
        self._made: dict[str, list[Hit]] = {}

    def __getitem__(self, owner: str) -> list[Hit]:
        made = self._made.get(owner)
        if made is None:
            made = self._made[owner] = sorted({hit for hits in self._found[owner] for hit in hits})
        return made

    def get(self, owner: str, default: list[Hit] | _Other = None) -> list[Hit] | _Other:  # type: ignore[assignment]
        """Return an owner's hits, or another thing where it has none."""
        return self[owner] if owner in self._found else default

    def __contains__(self, owner: object) -> bool:
        return owner in self._found

    def __iter__(self) -> Iterator[str]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)

    def has_all(self, owners: frozenset[str]) -> bool:
        """Tell whether each of these owners has a hit."""
        return self._found.keys() >= owners

    def add(self, owner: str, hits: Iterable[Hit]) -> None:
        """Add to an owner's hits."""
        self._found.setdefault(owner, []).append(list(hits))
        self._made.pop(owner, None)
