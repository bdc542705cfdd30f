"""The exam record: the order of its attempts, and what in it cannot be true."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations
from typing import NamedTuple

from soapwriter.facts.dates import When
from soapwriter.facts.schema import Attempt
from soapwriter.tables import (
    PassLine,
    attempt_limits,
    attempts_in_a_year,
    end_of_attempts,
    exams,
    is_confirmed,
    pass_lines,
)

_TAKEN = ("passed", "failed", "pending")
_OPEN = ("pending", "scheduled")
_GRADED = ("passed", "failed")
_YEAR = timedelta(days=365)


class Mistake(NamedTuple):
    """What is wrong at one place of the facts: table, entry (from 0; None in a table of one), key, and a message."""

    table: str
    entry: int | None
    key: str
    message: str

    @property
    def place(self) -> tuple[int | str, ...]:
        """The table, the entry where there are several, and the key."""
        return tuple(part for part in self[:3] if part is not None)


class _Dated(NamedTuple):
    """An attempt whose exam and date are known, and its place in the record (from 0)."""

    entry: int
    exam: str
    when: When
    outcome: str | None


def by_date(attempts: tuple[Attempt, ...]) -> tuple[Attempt, ...]:
    """Return attempts by date, or as they were entered where a date is not known."""
    # One unknown date leaves the place of every attempt open, and people enter them in order.
    if any(attempt.date is None for attempt in attempts):
        return attempts
    return tuple(sorted(attempts, key=_first_day))


def contradictions(attempts: tuple[Attempt, ...], *, now: date | None) -> Iterator[Mistake]:
    """Yield everything in the record that cannot be true, by attempt; `now` also excludes results of later days."""
    mistakes = [
        *_impossible_scores(attempts),
        *(_future_results(attempts, now) if now else ()),
        *_impossible_pairs(attempts),
    ]
    yield from sorted(mistakes, key=lambda mistake: mistake.entry or 0)


def doubts_of(attempt: Attempt) -> Iterator[str]:
    """Yield why a score and its outcome may not go together, where no line that is beyond doubt says so."""
    exam, when, score = attempt.exam, attempt.date, attempt.score
    if exam is None or score is None:
        return
    if when is None:
        yield from _about_undated_score(exam, score)
        return
    lines = pass_lines(exam, when.first, when.last)
    if not lines:
        yield f"{score} for {exam} {when.on} could not be checked: no pass line is known for that day."
    elif len(lines) == 1 and not is_confirmed(lines[0], when.last):
        for message in _against(lines[0], exam, score, when, attempt.outcome):
            yield f"{message}, the last that is known here. Confirm it on {exams()[exam].site}."


def interval_doubts(attempts: tuple[Attempt, ...]) -> Iterator[str]:
    """Yield attempts that are closer together than the exams allow, and fails after which nothing is allowed."""
    for exam in exams():
        own = [attempt for attempt in attempts if attempt.exam == exam]
        yield from _too_close(exam, [attempt.date for attempt in own if attempt.date])
        yield from _all_failed(exam, sum(attempt.outcome == "failed" for attempt in own))


def _all_failed(exam: str, failed: int) -> Iterator[str]:
    if end_of_attempts(exam) and failed >= attempt_limits(exam)[-1].most:
        yield f"Your facts have {failed} fails of {exam}. {end_of_attempts(exam)}"


def _too_close(exam: str, days: list[When]) -> Iterator[str]:
    limit = attempts_in_a_year(exam)
    if limit is None:
        return
    ordered = sorted(days, key=lambda day: day.first)
    for first, later in zip(ordered, ordered[limit.most :], strict=False):
        if later.last - first.first < _YEAR:
            yield (
                f"More than {limit.most} attempts of {exam} lie within twelve months, the last {later.on}: "
                f"{limit.then}. Look at the days again, and ask before you count on that one."
            )


def _about_undated_score(exam: str, score: int) -> Iterator[str]:
    latest = exams()[exam].lines[-1]
    if latest.least is None:
        yield f"{score} for {exam} has no date: since {latest.since:%B %Y} the exam reports no number."


def _first_day(attempt: Attempt) -> date:
    return attempt.date.first if attempt.date else date.min


def _impossible_scores(attempts: tuple[Attempt, ...]) -> Iterator[Mistake]:
    for entry, attempt in enumerate(attempts):
        if attempt.exam and attempt.score is not None:
            for message in _about_score(attempt.exam, attempt.score, attempt):
                yield Mistake("exams", entry, "score", message)


def _about_score(exam: str, score: int, attempt: Attempt) -> Iterator[str]:
    if attempt.outcome in _OPEN:
        yield f"an attempt that is {attempt.outcome} has no score yet"
    least, most = exams()[exam].scale
    if not least <= score <= most:
        yield f"{score} is off the scale of {exam}, which runs from {least} to {most}"
    elif attempt.date:
        yield from _against_pass_line(exam, score, attempt.date, attempt.outcome)


def _against_pass_line(exam: str, score: int, when: When, outcome: str | None) -> Iterator[str]:
    lines = pass_lines(exam, when.first, when.last)
    # A month in which the line changed leaves open which one holds, and what one source says is no reason to refuse.
    if len(lines) == 1 and is_confirmed(lines[0], when.last):
        yield from _against(lines[0], exam, score, when, outcome)


def _against(line: PassLine, exam: str, score: int, when: When, outcome: str | None) -> Iterator[str]:
    """Yield how a score or its outcome contradicts a line."""
    least = line.least
    if least is None:
        yield f"{exam} {when.on} was reported as pass or fail without a number; leave the score out"
    elif outcome == "passed" and score < least:
        yield f"{score} was not a pass of {exam} {when.on}: the line was {least}"
    elif outcome == "failed" and score >= least:
        yield f"{score} was a pass of {exam} {when.on}: the line was {least}"


def _future_results(attempts: tuple[Attempt, ...], now: date) -> Iterator[Mistake]:
    for entry, attempt in enumerate(attempts):
        if attempt.date and attempt.outcome in _TAKEN and attempt.date.first > now:
            yield Mistake(
                "exams",
                entry,
                "date",
                f"{attempt.date.in_words} is still to come, and the attempt is {attempt.outcome}; "
                "a coming attempt is 'scheduled'",
            )


def _impossible_pairs(attempts: tuple[Attempt, ...]) -> Iterator[Mistake]:
    for one, other in combinations(_dated(attempts), 2):
        if one.exam == other.exam:
            for message in _about_pair(one, other):
                yield Mistake("exams", other.entry, "date", message)


def _dated(attempts: tuple[Attempt, ...]) -> Iterator[_Dated]:
    for entry, attempt in enumerate(attempts):
        if attempt.exam and attempt.date:
            yield _Dated(entry, attempt.exam, attempt.date, attempt.outcome)


def _about_pair(one: _Dated, other: _Dated) -> Iterator[str]:
    # Two attempts of one month may be on different days; of one day they may not.
    if one.when[:3] == other.when[:3] and one.when.day is not None:
        yield _on_one_day(one, other)
        return
    first, second = sorted((one, other), key=lambda attempt: attempt.when.first)
    # Where a month overlaps a day, the order is not known.
    if first.when.last < second.when.first:
        yield from _out_of_order(first, second)


def _on_one_day(one: _Dated, other: _Dated) -> str:
    same = f"two attempts of {one.exam} {one.when.on}"
    return same if one.outcome == other.outcome else f"{same}, one {one.outcome} and one {other.outcome}"


def _out_of_order(first: _Dated, second: _Dated) -> Iterator[str]:
    """Yield why one attempt cannot come before another."""
    if first.outcome == "passed":
        yield f"{first.exam} was passed {first.when.on}, so there is no attempt {second.when.on}: a pass is not retaken"
    if first.outcome in _OPEN and second.outcome in _GRADED:
        later = f"the attempt that was {second.outcome} {second.when.on}"
        yield f"{first.exam} is {first.outcome} for {first.when.in_words}, before {later}"
