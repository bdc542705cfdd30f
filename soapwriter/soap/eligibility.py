"""
What to be sure of before anything is sent: a start on July 1, and what a failed exam without a pass may mean for it.

It asks, and says what may follow; whether somebody is eligible it never says. The words, with their sources, are in
`lint_rules/reference/eligibility.toml`.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cache
from types import MappingProxyType
from typing import Literal, NamedTuple

from pydantic import model_validator

from soapwriter import assets
from soapwriter.data import FrozenModel, read_model
from soapwriter.errors import unknown
from soapwriter.facts import Attempt, Facts, When
from soapwriter.tables import Cited

Mark = Literal["ask", "look", "known"]
_OSTEOPATHIC = "DO"
_LEVELS = ("Level 1", "Level 2-CE", "Level 3")
_CERTIFIED = ("Step 1", "Step 2 CK")
_YES = {True: "yes", False: "no", None: "unknown"}


class Point(NamedTuple):
    """One thing to be sure of: a question, something to look at or something known, with where that comes from."""

    id: str
    mark: Mark
    text: str
    source: Cited


class _Words(FrozenModel):
    mark: Mark
    text: str
    source: str


class _Table(FrozenModel):
    checked: date
    results: tuple[int, int]
    sources: dict[str, Cited]
    answers: dict[str, _Words]

    @model_validator(mode="after")
    def _sourced(self) -> "_Table":
        if missing := sorted({each.source for each in self.answers.values()} - self.sources.keys()):
            raise ValueError(unknown("source", missing[0], self.sources))
        return self


class _Said(NamedTuple):
    """Which of the table's answers is given, with its slots."""

    id: str
    slots: Mapping[str, str] = MappingProxyType({})


class Window(NamedTuple):
    """Between which days a result usually comes."""

    first: date
    last: date


def points(facts: Facts, *, today: date, ends: date | None) -> tuple[Point, ...]:
    """Return what to be sure of on a day; `ends` is the day on which SOAP ends, None where that is not known."""
    july, results = _july(facts, today=today, ends=ends), _results(facts, today=today, ends=ends)
    return tuple(map(_point, (*july, *_open(facts), *_by(facts), *results, *_resend(facts))))


def result_window(taken: When) -> Window:
    """Return between which days the result of an exam usually comes, two to four weeks after it was taken."""
    soonest, latest = _table().results
    return Window(taken.first + timedelta(days=soonest), taken.last + timedelta(days=latest))


def _point(said: _Said) -> Point:
    words = _table().answers[said.id]
    return Point(said.id, words.mark, words.text.format(**said.slots), _table().sources[words.source])


def _july(facts: Facts, *, today: date, ends: date | None) -> Iterator[_Said]:
    entered = facts.eligibility
    yield _Said(f"july-{_YES[entered.verified_july_1]}")
    if entered.ecfmg is not None:
        yield _Said(f"ecfmg-{_YES[entered.ecfmg]}")
    if (day := entered.graduates) is not None and day.last >= today:
        begins = date(ends.year if ends else day.year, 7, 1)
        yield _Said("graduates-later" if day.first > begins else "graduates", {"day": day.in_words})


def _open(facts: Facts) -> Iterator[_Said]:
    """Yield for each failed exam without a pass what may follow from that."""
    for exam in facts.open_exams:
        yield _Said(f"open-{_asker(facts, exam)}", {"exam": exam})


def _asker(facts: Facts, exam: str) -> str:
    """Return who may ask for a pass of an exam: an osteopathic school, ECFMG, an MD school, or nobody known."""
    degree = (facts.applicant.degree or "").upper().replace(".", "")
    if degree == _OSTEOPATHIC and exam in _LEVELS:
        return "osteopathic"
    if exam in _CERTIFIED and facts.eligibility.ecfmg is not None:
        return "ecfmg"
    return "md" if degree == "MD" else "unknown"


def _by(facts: Facts) -> Iterator[_Said]:
    """Yield how the day by which one must have passed stands to the day on which the result usually comes."""
    by = facts.eligibility.pass_needed_by
    if facts.open_exams and by is None:
        yield _Said("by-unknown")
    if by is None:
        return
    for exam in facts.open_exams:
        sat = next((each for each in reversed(facts.attempts_of(exam)) if each in facts.coming), None)
        if sat is None or sat.date is None:
            yield _Said("by-no-retake", {"exam": exam, "by": by.in_words})
            continue
        yield _Said(f"by-{_against(by, result_window(sat.date))}", {"by": by.in_words, **_slots(sat)})


def _against(by: When, window: Window) -> str:
    if window.last <= by.first:
        return "in-time"
    return "later" if window.first > by.last else "close"


def _results(facts: Facts, *, today: date, ends: date | None) -> Iterator[_Said]:
    """Yield what can be expected of results this week."""
    for sat in facts.coming:
        if sat.date is None:
            continue
        window = result_window(sat.date)
        if window.last < today:
            yield _Said("result-due", _slots(sat))
        elif ends is not None:
            yield _Said("result-after" if window.first > ends else "result-open", _slots(sat))


def _resend(facts: Facts) -> Iterator[_Said]:
    if facts.passes or any(each.outcome == "pending" for each in facts.coming):
        yield _Said("resend")


def _slots(sat: Attempt) -> dict[str, str]:
    if sat.date is None:
        return {"exam": sat.exam or ""}
    first, last = result_window(sat.date)
    return {"exam": sat.exam or "", "first": _words(first), "last": _words(last)}


def _words(day: date) -> str:
    return When(day.year, day.month, day.day).in_words


@cache
def _table() -> _Table:
    return read_model(assets.table_path("eligibility"), _Table)
