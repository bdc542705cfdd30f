"""What can be claimed of exams, as plain values: sittings, practice results, and the places where they are told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

if TYPE_CHECKING:
    from soapwriter.claims.dates import Dated
    from soapwriter.facts import Score
    from soapwriter.text import Span

_T = TypeVar("_T")


class Said(NamedTuple, Generic[_T]):
    """A value and its place in characters."""

    value: _T
    span: Span


@dataclass(frozen=True, slots=True)
class Sitting:
    """
    One sitting of an exam, or what is said of several at once.

    `exam` is "" where the text does not say which. `outcome` is "failed", "passed", "coming" (booked or meant) or "".
    `nth` counts attempts from 1; `times` says how often.
    """

    exam: str
    outcome: str
    sentence: int
    span: Span
    score: Said[Score] | None = None
    date: Said[Dated] | None = None
    nth: Said[int] | None = None
    times: Said[int] | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """One result of a practice test: `test` is an id of the table or "", `form` its number or "", `exam` as said."""

    test: str
    form: str
    exam: str
    sentence: int
    score: Said[Score]
    date: Said[Dated] | None = None
    name: Span | None = None


@dataclass(frozen=True, slots=True)
class Trial:
    """A practice test that is named, and the exam that it is said to be for ("" where nothing is said)."""

    test: str
    form: str
    exam: str
    span: Span


@dataclass(frozen=True, slots=True)
class Claims:
    """All that a text claims, in order of place; `exams` are those that it names at all."""

    sittings: tuple[Sitting, ...]
    results: tuple[Result, ...]
    trials: tuple[Trial, ...]
    ids: tuple[Said[str], ...]
    exams: frozenset[str]

    @property
    def only_exam(self) -> str:
        """The exam of which alone a text speaks, or nothing."""
        named = self.exams - {""}
        return next(iter(named)) if len(named) == 1 and "?" not in named else ""
