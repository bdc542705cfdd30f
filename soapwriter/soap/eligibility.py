"""
What to be sure of before anything is sent: a start on July 1, and what a failed exam without a pass may mean for it.

It asks, and says what may follow; `standing` says whether somebody can be in SOAP at all. The sentences and their
sources are in `lint_rules/reference/eligibility.toml`.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cache
from itertools import combinations
from types import MappingProxyType
from typing import Literal, NamedTuple

from pydantic import model_validator

from soapwriter import assets
from soapwriter.data import CheckedTable, FrozenModel, read_model
from soapwriter.errors import unknown
from soapwriter.facts import CERTIFIED, Attempt, Facts, When, degree_of, origin
from soapwriter.tables import Cited, exams, standing_table

Mark = Literal["ask", "look", "known"]

# Osteopathic schools require these before graduation; Level 3 and Step 3 are taken after it.
OSTEOPATHIC = ("Level 1", "Level 2-CE")
_AFTER_GRADUATION = ("Level 3", "Step 3")
# The source of a sentence about a result is that of the exam's own row.
_RESULTS = "results"
_YEAR = timedelta(days=365.25)
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


class _Results(FrozenModel):
    """After how many days results of one body's exams usually come, at the least and at the most; a note to add."""

    body: str
    days: tuple[int, int]
    note: str
    source: str


class _Table(CheckedTable):
    """Every sentence, when results usually come, and the days of the last check and of the next."""

    results: tuple[_Results, ...]
    sources: dict[str, Cited]
    answers: dict[str, _Sentence]

    @model_validator(mode="after")
    def _sourced(self) -> "_Table":
        named = {each.source for each in self.answers.values()} | {each.source for each in self.results}
        if missing := sorted(named - {_RESULTS} - self.sources.keys()):
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
        *_seven_years(facts),
        *_about_person(facts),
    )
    return tuple(map(_point, chosen))


def result_window(exam: str, taken: When) -> Window:
    """Return between which days the result of an exam usually comes, by the day on which it was taken."""
    soonest, latest = _results_of(exam).days
    return Window(taken.first + timedelta(days=soonest), taken.last + timedelta(days=latest))


def who_requires(exam: str, facts: Facts) -> Literal["osteopathic", "ecfmg", "md", "unknown", "none"]:
    """Return who may require a pass of an exam: an osteopathic school, ECFMG, an MD school, nobody, or "unknown"."""
    if exam in _AFTER_GRADUATION:
        return "none"
    degree = degree_of(facts)
    if degree == "DO" and exam in OSTEOPATHIC:
        return "osteopathic"
    if exam in CERTIFIED and origin(facts) != "home":
        return "ecfmg"
    return "md" if degree == "MD" else "unknown"


def _point(chosen: _Chosen) -> Point:
    sentence = _table().answers[chosen.id]
    text, source = sentence.text.format(**chosen.slots), sentence.source
    if source == _RESULTS:
        results = _results_of(chosen.slots["exam"])
        text, source = f"{text}{results.note}", results.source
    return Point(chosen.id, sentence.mark, text, _table().sources[source])


def _results_of(exam: str) -> _Results:
    """Return when results of an exam come; as for the USMLE where the exam is not known."""
    full = exams()[exam].full if exam in exams() else ""
    return next((each for each in _table().results if full.startswith(each.body)), _table().results[0])


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
        yield _Chosen(f"open-{who_requires(exam, facts)}", {"exam": exam})


def _needed(facts: Facts) -> tuple[str, ...]:
    """Return the failed exams without a pass that somebody may require before July 1."""
    return tuple(exam for exam in facts.open_exams if who_requires(exam, facts) != "none")


def _deadline(facts: Facts) -> Iterator[_Chosen]:
    """Yield for each open exam whether its result comes before the day by which a pass is needed."""
    by = facts.eligibility.pass_needed_by
    if by is None:
        yield from [_Chosen("by-unknown")] if _needed(facts) else []
        return
    for exam in _needed(facts):
        yield _against_deadline(by, exam, last_coming(exam, facts))


def last_coming(exam: str, facts: Facts) -> Attempt | None:
    """Return the last attempt of an exam that is booked or without a result, or None."""
    coming = [attempt for attempt in facts.attempts_of(exam) if attempt in facts.coming]
    return coming[-1] if coming else None


def _against_deadline(by: When, exam: str, retake: Attempt | None) -> _Chosen:
    if retake is None or retake.date is None:
        return _Chosen("by-no-retake", {"exam": exam, "by": by.in_words})
    window = result_window(exam, retake.date)
    return _Chosen(f"by-{_order(window, by)}", {"by": by.in_words, **_slots(exam, window)})


def _order(window: Window, by: When) -> str:
    if window.last <= by.first:
        return "in-time"
    return "later" if window.first > by.last else "close"


def _results(facts: Facts, *, today: date, ends: date | None) -> Iterator[_Chosen]:
    """Yield which results can be expected this week."""
    for attempt in facts.coming:
        if attempt.date is not None:
            window = result_window(attempt.exam or "", attempt.date)
            yield from _result(_slots(attempt.exam or "", window), window, today=today, ends=ends)


def _result(slots: dict[str, str], window: Window, *, today: date, ends: date | None) -> Iterator[_Chosen]:
    if window.last < today:
        yield _Chosen("result-due", slots)
    elif ends is not None:
        yield _Chosen("result-after" if window.first > ends else "result-open", slots)


def _resend(facts: Facts) -> Iterator[_Chosen]:
    if facts.passes or any(attempt.outcome == "pending" for attempt in facts.coming):
        yield _Chosen("resend")


def _seven_years(facts: Facts) -> Iterator[_Chosen]:
    """Yield, for an international graduate, two passes that are further apart than ECFMG takes."""
    if origin(facts) == "home" or facts.eligibility.ecfmg:
        return
    passed = [attempt for attempt in facts.attempts_by_date if _is_dated_pass(attempt)]
    for first, second in combinations(passed, 2):
        if first.date and second.date and second.date.first - first.date.last > standing_table.table().years * _YEAR:
            yield _Chosen("seven-years", {"exam": str(first.exam), "other": str(second.exam)})


def _is_dated_pass(attempt: Attempt) -> bool:
    return attempt.exam in CERTIFIED and attempt.outcome == "passed" and attempt.date is not None


def _about_person(facts: Facts) -> Iterator[_Chosen]:
    """Yield what holds for a couple, and for who needs a visa."""
    if facts.eligibility.visa:
        yield _Chosen("visa", {"visa": facts.eligibility.visa})
    if facts.eligibility.couples:
        yield _Chosen("couples")


def _slots(exam: str, window: Window) -> dict[str, str]:
    return {"exam": exam, "first": day_in_words(window.first), "last": day_in_words(window.last)}


def day_in_words(day: date) -> str:
    """Return a day as a sentence has it: "March 30, 2027"."""
    return When(day.year, day.month, day.day).in_words


@cache
def _table() -> _Table:
    return read_model(assets.table_path("eligibility"), _Table)
