"""Which example some words are nearest to: it names the rule that speaks, and decides categories of a user's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence


class Example(NamedTuple):
    """An example of a rule: its words, and their vector of length 1."""

    rule: str
    words: str
    vector: Any


class Near(NamedTuple):
    """An example, and how near it is: the cosine, from -1 to 1."""

    example: Example
    cosine: float


class Nearness:
    """Examples by nearness."""

    def __init__(self, examples: Sequence[Example]) -> None:
        """Take the examples."""
        import numpy as np

        self._examples = examples
        self._vectors: Any = np.array([example.vector for example in examples]) if examples else None

    def nearest(self, vector: Any) -> Near | None:
        """Return the nearest example; of equals the first, None where there is no example."""
        if self._vectors is None:
            return None
        cosines = self._vectors @ vector
        at = int(cosines.argmax())
        return Near(self._examples[at], float(cosines[at]))

    def mean_of_nearest(self, vector: Any, count: int) -> float:
        """Return the mean cosine of the nearest few examples; -1 where there is none."""
        if self._vectors is None:
            return -1.0
        cosines = self._vectors @ vector
        cosines.sort()
        return float(cosines[-count:].mean())
