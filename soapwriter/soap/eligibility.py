"""
What to be sure of before anything is sent: a start on July 1, and what a failed exam without a pass may mean for it.

It asks, and says what may follow; it never says whether somebody is eligible. The sentences and their sources are in
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

# Who requires which exams: osteopathic schools the COMLEX levels, ECFMG two Steps for its certificate.
_OSTEOPATHIC = ("DO", ("Level 1", "Level 2-CE", "Level 3"))
_CERTIFIED = ("Step 1", "Step 2 CK")
_YES_OR_NO = {True: "yes", False: "no", None: "unknown"}


class Point(NamedTuple):
    """One thing to be sure of: a question, something to look at or something known, and its source."""

    id: str
    mark: Mark
    text: str
    source: Cited


class _Sentence(FrozenModel):
    mark: Mark
    text: str
    source: str


class _Table(FrozenModel):
    """Every sentence, and after how many days the result of an exam usually comes (at the least and at the most)."""

    checked: date
    results: tuple[int, int]
    sources: dict[str, Cited]
    answers: dict[str, _Sentence]

    @model_validator(mode="after")
    def _sourced(self) -> "_Table":
        if missing := sorted({each.source for each in self.answers.values()} - self.sources.keys()):
            raise ValueError(unknown("source", missing[0], self.sources))
        return self


class _Chosen(NamedTuple):
    """Which sentence of the table is given, and the values of its slots."""

    id: str
    slots: Mapping[str, str] = MappingProxyType({})


class Window(NamedTuple):
    """The first and the last day on which a result usually comes."""

    first: date
    last: date


def points(facts: Facts, *, today: date, ends: date | None) -> tuple[Point, ...]:
    """
    Return what to be sure of.

    Args:
        facts: the applicant's facts.
        today: the day.
        ends: the day on which SOAP ends; None where that is not known or over.
    """
    chosen = (
        *_start(facts, today=today, ends=ends),
        *_open_exams(facts),
        *_deadline(facts),
        *_results(facts, today=today, ends=ends),
        *_resend(facts),
    )
    return tuple(map(_point, chosen))


def result_window(taken: When) -> Window:
    """Return between which days the result of an exam usually comes, two to four weeks after it was taken."""
    soonest, latest = _table().results
    return Window(taken.first + timedelta(days=soonest), taken.last + timedelta(days=latest))


def _point(chosen: _Chosen) -> Point:
    sentence = _table().answers[chosen.id]
    return Point(chosen.id, sentence.mark, sentence.text.format(**chosen.slots), _table().sources[sentence.source])


def _start(facts: Facts, *, today: date, ends: date | None) -> Iterator[_Chosen]:
    """Yield what is known of a start on July 1."""
    entered = facts.eligibility
    yield _Chosen(f"july-{_YES_OR_NO[entered.verified_july_1]}")
    if entered.ecfmg is not None:
        yield _Chosen(f"ecfmg-{_YES_OR_NO[entered.ecfmg]}")
    if entered.graduates and entered.graduates.last >= today:
        yield _graduation(entered.graduates, ends=ends)


def _graduation(day: When, *, ends: date | None) -> _Chosen:
    july = date(ends.year if ends else day.year, 7, 1)
    return _Chosen("graduates-later" if day.first > july else "graduates", {"day": day.in_words})


def _open_exams(facts: Facts) -> Iterator[_Chosen]:
    """Yield for each failed exam without a pass what may follow from that."""
    for exam in facts.open_exams:
        yield _Chosen(f"open-{_who_requires(exam, facts)}", {"exam": exam})


def _who_requires(exam: str, facts: Facts) -> str:
    """Return who may require a pass of an exam: an osteopathic school, ECFMG, an MD school, or "unknown"."""
    degree = (facts.applicant.degree or "").upper().replace(".", "")
    osteopathic, levels = _OSTEOPATHIC
    if degree == osteopathic and exam in levels:
        return "osteopathic"
    if exam in _CERTIFIED and facts.eligibility.ecfmg is not None:
        return "ecfmg"
    return "md" if degree == "MD" else "unknown"


def _deadline(facts: Facts) -> Iterator[_Chosen]:
    """Yield for each open exam whether its result comes before the day by which a pass is needed."""
    by = facts.eligibility.pass_needed_by
    if by is None:
        yield from [_Chosen("by-unknown")] if facts.open_exams else []
        return
    for exam in facts.open_exams:
        yield _against_deadline(by, exam, _last_coming(exam, facts))


def _last_coming(exam: str, facts: Facts) -> Attempt | None:
    coming = [attempt for attempt in facts.attempts_of(exam) if attempt in facts.coming]
    return coming[-1] if coming else None


def _against_deadline(by: When, exam: str, retake: Attempt | None) -> _Chosen:
    if retake is None or retake.date is None:
        return _Chosen("by-no-retake", {"exam": exam, "by": by.in_words})
    window = result_window(retake.date)
    return _Chosen(f"by-{_order(window, by)}", {"by": by.in_words, **_slots(exam, window)})


def _order(window: Window, by: When) -> str:
    if window.last <= by.first:
        return "in-time"
    return "later" if window.first > by.last else "close"


def _results(facts: Facts, *, today: date, ends: date | None) -> Iterator[_Chosen]:
    """Yield which results can be expected this week."""
    for attempt in facts.coming:
        if attempt.date is not None:
            window = result_window(attempt.date)
            yield from _result(_slots(attempt.exam or "", window), window, today=today, ends=ends)


def _result(slots: dict[str, str], window: Window, *, today: date, ends: date | None) -> Iterator[_Chosen]:
    if window.last < today:
        yield _Chosen("result-due", slots)
    elif ends is not None:
        yield _Chosen("result-after" if window.first > ends else "result-open", slots)


def _resend(facts: Facts) -> Iterator[_Chosen]:
    if facts.passes or any(attempt.outcome == "pending" for attempt in facts.coming):
        yield _Chosen("resend")


def _slots(exam: str, window: Window) -> dict[str, str]:
    return {"exam": exam, "first": _in_words(window.first), "last": _in_words(window.last)}


def _in_words(day: date) -> str:
    return When(day.year, day.month, day.day).in_words


@cache
def _table() -> _Table:
    return read_model(assets.table_path("eligibility"), _Table)
