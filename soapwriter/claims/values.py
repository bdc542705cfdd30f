"""What can be claimed of exams, as plain values, each with the span of characters that states it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Collection

    from soapwriter.claims.dates import PartialDate
    from soapwriter.facts import Score
    from soapwriter.text import Span

_T = TypeVar("_T")


class Located(NamedTuple, Generic[_T]):
    """A value and the span of characters that states it."""

    value: _T
    span: Span


@dataclass(frozen=True, slots=True)
class Sitting:
    """
    One sitting of an exam, or a statement about all sittings of one.

    `exam` is "" where the text does not say which. `outcome` is "failed", "passed", "coming" (booked or intended) or
    "". `sentence` is the sentence's number from 0. `ordinal` is the attempt's number from 1; `count` is how often.
    """

    exam: str
    outcome: str
    sentence: int
    span: Span
    score: Located[Score] | None = None
    date: Located[PartialDate] | None = None
    ordinal: Located[int] | None = None
    count: Located[int] | None = None


@dataclass(frozen=True, slots=True)
class PracticeResult:
    """
    One result of a practice test.

    `test` is an id of the table or "", `form` its number or "", `exam` the exam that it is said to be for or "";
    `sentence` is the sentence's number from 0, and `name` the span that names the test.
    """

    test: str
    form: str
    exam: str
    sentence: int
    score: Located[Score]
    date: Located[PartialDate] | None = None
    name: Span | None = None

    @property
    def end(self) -> int:
        """The character after the score and the name."""
        return max(self.score.span.end, self.name.end if self.name else 0)


@dataclass(frozen=True, slots=True)
class PracticeMention:
    """A practice test that a text names, with or without a result; `exam` is what it is said to be for, or ""."""

    test: str
    form: str
    exam: str
    span: Span


@dataclass(frozen=True, slots=True)
class Claims:
    """
    All that a text claims, in order of position.

    `exams` are the names of all exams that it mentions: "" for one that could be any of them, "?" for one of no table.
    """

    sittings: tuple[Sitting, ...]
    practice_results: tuple[PracticeResult, ...]
    practice_mentions: tuple[PracticeMention, ...]
    aamc_ids: tuple[Located[str], ...]
    exams: frozenset[str]

    @property
    def only_exam(self) -> str:
        """The exam, where the text mentions exactly one; else ""."""
        return only_exam(self.exams)


def only_exam(exams: Collection[str]) -> str:
    """Return the one exam of the table among some names, or "" where there are none, or more, or one of no table."""
    known = set(exams) - {""}
    return known.pop() if len(known) == 1 and "?" not in known else ""
