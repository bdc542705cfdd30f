"""The exam record: attempts, practice tests, their dates, and what in them contradicts itself."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Annotated, Literal, NamedTuple

from pydantic import BeforeValidator

from soapwriter.data import FrozenModel
from soapwriter.errors import UnknownName, unknown
from soapwriter.facts.dates import When, read_when
from soapwriter.tables import reference

OUTCOMES = ("passed", "failed", "pending", "scheduled")


class Score(NamedTuple):
    """The result of a practice test: a number, or a percentage."""

    value: float
    percent: bool = False

    def __str__(self) -> str:
        return f"{self.value:g}{'%' if self.percent else ''}"


def read_score(value: object) -> Score | None:
    """
    Return the score that a person wrote, or None for nothing.

    Raises:
        ValueError: it is no score.
    """
    if value is None or value == "":
        return None
    if isinstance(value, Score):
        return value
    match = re.fullmatch(r"(\d{1,3}(?:\.\d+)?)\s*(%|percent)?", str(value).strip())
    if match is None or (match.group(2) and float(match.group(1)) > 100):
        raise ValueError(f"'{value}' is no score; write a number such as 224, or a percentage such as \"68%\"")
    return Score(float(match.group(1)), bool(match.group(2)))


def read_text(value: object) -> str | None:
    """
    Return text with its white space evened out, or None for nothing.

    Raises:
        ValueError: it is no text.
    """
    if value is None:
        return None
    if not isinstance(value, str):
        raise ValueError('must be text in quotes, such as "…"')  # noqa: TRY004 - pydantic reports a ValueError
    if re.search(r"[\x00-\x08\x0e-\x1f\x7f]", value):
        raise ValueError("has a control character in it; type it again by hand")
    return " ".join(value.split()) or None


def _read_exam(value: object) -> str | None:
    text = read_text(value)
    try:
        return None if text is None else reference.exam_name(text)
    except UnknownName as error:
        raise ValueError(str(error)) from None


def _read_outcome(value: object) -> str | None:
    text = read_text(value)
    if text is not None and text.lower() not in OUTCOMES:
        raise ValueError(unknown("outcome", text, OUTCOMES))
    return text.lower() if text else None


def _read_number(value: object) -> object:
    score = read_score(value)
    if score is None:
        return None
    if score.percent or score.value != int(score.value):
        raise ValueError(f"'{value}' is no exam score; write the whole number of the report, such as 209")
    return int(score.value)


Text = Annotated[str | None, BeforeValidator(read_text)]
Date = Annotated[When | None, BeforeValidator(read_when)]
ExamName = Annotated[str | None, BeforeValidator(_read_exam)]
Outcome = Annotated[Literal["passed", "failed", "pending", "scheduled"] | None, BeforeValidator(_read_outcome)]


class Attempt(FrozenModel):
    """One sitting of an exam, done or booked."""

    exam: ExamName = None
    date: Date = None
    outcome: Outcome = None
    score: Annotated[int | None, BeforeValidator(_read_number)] = None


class Practice(FrozenModel):
    """One practice test."""

    name: Text = None
    exam: ExamName = None
    date: Date = None
    score: Annotated[Score | None, BeforeValidator(read_score)] = None


class Trouble(NamedTuple):
    """What is wrong at one place of the facts: the table, the entry's number from 0, the key."""

    table: str
    entry: int
    key: str
    message: str


def contradictions(attempts: tuple[Attempt, ...], *, now: date | None) -> Iterator[Trouble]:
    """Yield all in the record that cannot be true; without `now`, nothing is known of the future."""
    for number, attempt in enumerate(attempts):
        for key, message in (*_of_one(attempt), *_of_time(attempt, now=now)):
            yield Trouble("exams", number, key, message)
        for earlier in attempts[:number]:
            for message in _of_two(earlier, attempt):
                yield Trouble("exams", number, "date", message)


def unconfirmed(attempt: Attempt) -> bool:
    """Tell whether an attempt has a score and a date for which the table of pass lines says nothing."""
    known = attempt.exam and attempt.date and attempt.score is not None
    return bool(known) and _lines(attempt) == set()


def _of_one(attempt: Attempt) -> Iterator[tuple[str, str]]:
    if attempt.score is None or attempt.exam is None:
        return
    if attempt.outcome in ("pending", "scheduled"):
        yield "score", f"an attempt that is {attempt.outcome} has no score yet"
    least, most = reference.exams()[attempt.exam].scale
    if not least <= attempt.score <= most:
        yield "score", f"{attempt.score} is off the scale of {attempt.exam}, which runs from {least} to {most}"
        return
    yield from (("score", message) for message in _against_line(attempt, attempt.score))


def _against_line(attempt: Attempt, score: int) -> Iterator[str]:
    lines = _lines(attempt)
    if len(lines) != 1 or attempt.date is None:
        return
    least = lines.pop()
    when = attempt.date.on
    if least is None:
        yield f"{attempt.exam} {when} was reported as pass or fail without a number; leave the score out"
    elif attempt.outcome == "passed" and score < least:
        yield f"{score} was no pass of {attempt.exam} {when}: the line was {least}"
    elif attempt.outcome == "failed" and score >= least:
        yield f"{score} was a pass of {attempt.exam} {when}: the line was {least}"


def _lines(attempt: Attempt) -> set[int | None]:
    if attempt.exam is None or attempt.date is None:
        return set()
    found = (reference.pass_line(attempt.exam, day) for day in (attempt.date.first, attempt.date.last))
    return {line.least for line in found if line is not None}


def _of_time(attempt: Attempt, *, now: date | None) -> Iterator[tuple[str, str]]:
    done = attempt.outcome in ("passed", "failed", "pending")
    if now and attempt.date and done and attempt.date.first > now:
        hint = "a coming attempt is 'scheduled'"
        yield "date", f"an attempt that is {attempt.outcome} cannot be in the future ({attempt.date.in_words}); {hint}"


def _of_two(one: Attempt, other: Attempt) -> Iterator[str]:
    if one.exam is None or one.exam != other.exam or one.date is None or other.date is None:
        return
    if one.date[:3] == other.date[:3] and one.date.day is not None:
        same = f"two attempts of {one.exam} {one.date.on}"
        yield same if one.outcome == other.outcome else f"{same}, one {one.outcome} and one {other.outcome}"
        return
    first, second = (one, other) if one.date.first <= other.date.first else (other, one)
    if first.date is None or second.date is None or first.date.last >= second.date.first:
        return
    if first.outcome == "passed":
        yield f"{one.exam} was passed {first.date.on}, so there is no attempt {second.date.on}: a pass is not retaken"
    if first.outcome in ("pending", "scheduled") and second.outcome in ("failed", "passed"):
        later = f"the attempt that was {second.outcome} {second.date.on}"
        yield f"{one.exam} is {first.outcome} for {first.date.in_words}, before {later}"


def read_moment(value: object) -> datetime | None:
    """
    Return the moment that a person wrote, or None for nothing.

    Raises:
        ValueError: it is no moment.
    """
    if value is None or value == "":
        return None
    if isinstance(value, datetime):
        return value
    text = str(value).strip()
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(f"'{text}' is no date and time; write it as \"2027-03-16 14:05\"") from None


Moment = Annotated[datetime | None, BeforeValidator(read_moment)]
