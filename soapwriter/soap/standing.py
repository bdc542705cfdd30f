"""
Whether somebody can be in SOAP at all, as things stand: the one thing to know before everything else.

The sentences are in `lint_rules/reference/standing.toml`. Nothing is said where the facts give no reason to.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import NamedTuple

from soapwriter.errors import UnknownName
from soapwriter.facts import CERTIFIED, Facts, origin
from soapwriter.soap.clock import Week, eastern, match_week
from soapwriter.soap.eligibility import Window, day_in_words, last_coming, result_window, who_requires
from soapwriter.soap.moments import in_words
from soapwriter.tables import Cited, State, standing_table
from soapwriter.text import listed

_DEADLINE = "rank-list"


class Standing(NamedTuple):
    """
    Whether somebody is in SOAP, by their facts: a line of the table, its sentence and its source.

    `state` is "out" (not in SOAP), "soon" (will not be, unless something happens by the deadline), "doubt", "partly"
    (partly matched) or "accepted" (accepted an offer). `replaces` are the points on eligibility that it says already.
    """

    id: str
    state: State
    text: str
    source: Cited
    replaces: tuple[str, ...] = ()

    @property
    def is_out(self) -> bool:
        """Whether the person is not in SOAP, by the facts."""
        return self.state == "out"

    @property
    def not_for(self) -> tuple[str, ...]:
        """The steps of the week that are not for somebody who stands there."""
        return standing_table.table().not_for.get(self.state, ())

    @property
    def is_urgent(self) -> bool:
        """Whether it comes before every other answer: not in SOAP, not in it soon, or done with it."""
        return self.state in ("out", "soon", "accepted")


class _Chosen(NamedTuple):
    """Which line of the table is given, the values of its slots, and a sentence to add."""

    id: str
    slots: Mapping[str, str] = MappingProxyType({})
    end: str = ""


class _At(NamedTuple):
    """The facts, the season (None where the clock does not know it) and the moment, in Eastern time."""

    facts: Facts
    week: Week | None
    now: datetime

    @property
    def deadline(self) -> datetime | None:
        """When rank order lists are due; None where that is not known."""
        event = self.week.event(_DEADLINE) if self.week else None
        return event.begins if event else None

    @property
    def is_before_deadline(self) -> bool:
        """Whether the deadline is still to come; where its day is not known, until Match Week begins."""
        if self.deadline is not None:
            return self.now < self.deadline
        return self.week is None or self.now < self.week.soap.begins

    @property
    def slots(self) -> dict[str, str]:
        """The slots that every line may have."""
        abroad = origin(self.facts) == "abroad"
        begun = self.week is not None and self.now >= self.week.soap.begins
        return {
            "are": "are not" if begun else "will not be",
            "who": "ECFMG" if abroad else "your school",
            "whom": "ECFMG" if abroad else "your dean's office",
            "deadline": in_words(self.deadline) if self.deadline else standing_table.table().words["deadline"],
        }


def find_standing(facts: Facts, *, week: Week | None, now: datetime) -> Standing | None:
    """
    Return what comes first for an applicant: why they are not in SOAP, or may not be; None where nothing speaks for it.

    Args:
        facts: the applicant's facts.
        week: the season; None where the clock does not know it.
        now: the moment; without a zone it is read as Eastern time.
    """
    at = _At(facts, week, eastern(now))
    if facts.eligibility.accepted:
        return _line(_accepted(facts), at)
    if week is not None and at.now >= week.soap.ends:
        return None
    chosen = next(_reasons(at), None)
    return _line(chosen, at) if chosen else None


def first_line(facts: Facts | None, now: datetime) -> str:
    """Return the sentence that comes before every other answer at a moment; "" where there is none as urgent."""
    try:
        week = match_week(now)
    except UnknownName:
        week = None
    found = find_standing(facts, week=week, now=now) if facts else None
    return found.text if found and found.is_urgent else ""


def _line(chosen: _Chosen, at: _At) -> Standing:
    table = standing_table.table()
    line = table.lines[chosen.id]
    text = line.text.format(**{**at.slots, **chosen.slots})
    return Standing(chosen.id, line.state, f"{text}{chosen.end}", table.sources[line.source], line.replaces)


def _reasons(at: _At) -> Iterator[_Chosen]:
    """Yield everything that speaks against a place in SOAP, or limits it, the gravest first."""
    yield from _registration(at)
    yield from _certification(at)
    yield from _verification(at)
    if part := at.facts.eligibility.partly_matched:
        yield _Chosen(f"partly-{part}")
    yield from _doubts(at)


def _accepted(facts: Facts) -> _Chosen:
    name = facts.eligibility.accepted or ""
    is_named = name.lower() not in ("yes", "true")
    return _Chosen("accepted", {"of": f" of {name}" if is_named else "", "whom": name if is_named else "that program"})


def _registration(at: _At) -> Iterator[_Chosen]:
    if at.facts.eligibility.registered is False:
        yield _Chosen("unregistered-before" if at.is_before_deadline else "unregistered")


def _certification(at: _At) -> Iterator[_Chosen]:
    """Yield what ECFMG does not have of an international graduate, and whether it still can have it in time."""
    where = origin(at.facts)
    missing = listed(_missing(at)) if where != "home" and not at.facts.eligibility.ecfmg else ""
    if not missing:
        return
    chosen = _Chosen("img-before" if at.is_before_deadline else "img", {"missing": missing})
    if at.is_before_deadline:
        chosen = next(_late_results(at), chosen)
    yield chosen._replace(end=standing_table.table().words["unsure"] if where == "perhaps abroad" else "")


def _missing(at: _At) -> Iterator[str]:
    for exam in CERTIFIED:
        if _is_unpassed(exam, at) or _is_passed_late(exam, at):
            yield f"a pass of {exam}"
    if at.facts.eligibility.pathway is False:
        yield "your Pathway"


def _is_unpassed(exam: str, at: _At) -> bool:
    """Return whether an exam has been sat or booked, and not passed: a first attempt that is to come counts too."""
    attempts = at.facts.attempts_of(exam)
    return bool(attempts) and all(attempt.outcome != "passed" for attempt in attempts)


def _is_passed_late(exam: str, at: _At) -> bool:
    """Return whether the only pass of an exam was taken so late that its result came after the deadline."""
    windows = [
        result_window(exam, attempt.date)
        for attempt in at.facts.attempts_of(exam)
        if attempt.outcome == "passed" and attempt.date
    ]
    return bool(windows) and all(_is_after_deadline(window, at) for window in windows)


def _late_results(at: _At) -> Iterator[_Chosen]:
    """Yield the exams whose result is awaited, or booked, and usually comes after the deadline."""
    for exam in CERTIFIED:
        window = _coming_window(exam, at.facts)
        if window and _is_after_deadline(window, at):
            yield _Chosen("img-late", {"exam": exam, **_days(window)})


def _is_after_deadline(window: Window, at: _At) -> bool:
    return at.deadline is not None and window.first > at.deadline.date()


def _verification(at: _At) -> Iterator[_Chosen]:
    if at.facts.eligibility.verified_july_1 is False:
        yield _Chosen("unverified-before" if at.is_before_deadline else "unverified")


def _doubts(at: _At) -> Iterator[_Chosen]:
    """Yield the failed exams without a pass that may keep a school from verifying, unless it has verified already."""
    if at.facts.eligibility.verified_july_1:
        return
    for exam in at.facts.open_exams:
        requires = standing_table.table().words.get(f"requires-{who_requires(exam, at.facts)}")
        if requires:
            yield _doubt(exam, requires.format(exam=exam), at)


def _doubt(exam: str, requires: str, at: _At) -> _Chosen:
    window = _coming_window(exam, at.facts)
    if window is None:
        return _Chosen("doubt", {"requires": requires, "exam": exam})
    is_after = at.week is not None and window.first > at.week.soap.ends.date()
    after = standing_table.table().words["after-soap"] if is_after else ""
    return _Chosen("doubt-result", {"requires": requires, "exam": exam, "after": after, **_days(window)})


def _coming_window(exam: str, facts: Facts) -> Window | None:
    """Return when the result of the attempt that is booked or awaited usually comes; None where no day is known."""
    attempt = last_coming(exam, facts)
    return result_window(exam, attempt.date) if attempt and attempt.date else None


def _days(window: Window) -> dict[str, str]:
    last = day_in_words(window.last)
    # The year is written once where both days have it.
    first = day_in_words(window.first).removesuffix(f", {window.last.year}")
    return {"first": first, "last": last}
