"""The licensing exams: what they are called, what counted as a pass when, and how many attempts were allowed."""

from datetime import date
from functools import cache
from typing import Literal

from pydantic import Field, model_validator

from soapwriter import assets
from soapwriter.data import CheckedTable, Confidence, FrozenModel, read_model
from soapwriter.tables.dated_lines import Line, line_on, refuse_gaps
from soapwriter.tables.name_search import find_name, name_key


class PassLine(Line):
    """What counted as a pass from one test date on; `least` is None where no score is reported."""

    least: int | None = Field(default=None, alias="pass")


class AttemptLimit(Line):
    """How many attempts of an exam were allowed in all."""

    most: int


class YearLimit(FrozenModel):
    """How many attempts of an exam may lie within twelve months, and what holds for one more."""

    most: int
    then: str
    source: str
    confidence: Confidence


class Exam(FrozenModel):
    """
    A licensing exam: its names, its scale (lowest and highest score) and its pass lines in order of time.

    `site` is where a line is confirmed.
    """

    name: str
    full: str
    said: str
    aliases: tuple[str, ...]
    scale: tuple[int, int]
    site: str
    lines: tuple[PassLine, ...]

    @model_validator(mode="after")
    def _without_gaps(self) -> "Exam":
        refuse_gaps(self.name, self.lines)
        return self


class Writing(FrozenModel):
    """
    One way in which texts name an exam; the table says what the keys mean.

    `kind` is "miswritten", "mixed" (words of two exams), "half" (could be another exam) or "ended".
    """

    kind: Literal["miswritten", "mixed", "half", "ended"] = Field(alias="sort")
    right: str
    forms: tuple[str, ...]
    bodies: tuple[str, ...] = ()
    alone: bool = True
    capital: bool = False
    then: bool = False
    ended: date | None = None
    source: str | None = None
    confidence: Confidence = "H"


class Naming(FrozenModel):
    """How texts name exams, and the words by which an exam is distinguished from what else its name could mean."""

    bodies: dict[str, str]
    before: frozenset[str]
    between: frozenset[str]
    after: frozenset[str]
    never_then: frozenset[str]
    then: frozenset[str]
    writings: tuple[Writing, ...]


class Exams(CheckedTable):
    """The whole table of exams, the days of its checks, and the last test date that its newest sources speak of."""

    known_to: date
    exams: tuple[Exam, ...]
    naming: Naming


class _Body(FrozenModel):
    """Those who give some exams, how often each may be tried, and what as many fails of one mean for the others."""

    name: str
    exams: tuple[str, ...]
    year: YearLimit
    ends: str = ""
    lines: tuple[AttemptLimit, ...]

    @model_validator(mode="after")
    def _without_gaps(self) -> "_Body":
        refuse_gaps(self.name, self.lines)
        return self


class _Bodies(CheckedTable):
    """The whole table of attempts, and the days of its last check and of the next."""

    bodies: tuple[_Body, ...]


@cache
def exams() -> dict[str, Exam]:
    """Return every exam by its name."""
    return {exam.name: exam for exam in _exam_table().exams}


def exam_naming() -> Naming:
    """Return how texts name exams."""
    return _exam_table().naming


def exams_known_to() -> date:
    """Return the last test date that the newest sources of the pass lines speak of."""
    return _exam_table().known_to


def pass_line(exam: str, on: date) -> PassLine | None:
    """Return what counted as a pass of an exam on a test date, or None before the first line."""
    return line_on(exams()[exam].lines, on)


def pass_lines(exam: str, first: date, last: date) -> tuple[PassLine, ...]:
    """Return the lines that can have held between two test dates; none where one of them is before the first line."""
    held, latest = pass_line(exam, first), pass_line(exam, last)
    if held is None or latest is None:
        return ()
    return tuple(line for line in exams()[exam].lines if held.since <= line.since <= latest.since)


def is_last_known(line: PassLine, last: date) -> bool:
    """Return whether a test date is so late that a numeric line is only the last known one."""
    # That an exam reports no number is a policy, and not a line that is set anew every few years.
    return line.least is not None and last > exams_known_to()


def is_confirmed(line: PassLine, last: date) -> bool:
    """Return whether a line is beyond doubt for a test date: from good sources, and not merely the last known one."""
    return line.confidence == "H" and not is_last_known(line, last)


def attempt_limits(exam: str) -> tuple[AttemptLimit, ...]:
    """Return how many attempts of an exam were allowed, in order of time; nothing for an unknown exam."""
    return next((body.lines for body in _attempts().bodies if exam in body.exams), ())


def attempts_in_a_year(exam: str) -> YearLimit | None:
    """Return how many attempts of an exam may lie within twelve months, or None for an unknown exam."""
    return next((body.year for body in _attempts().bodies if exam in body.exams), None)


def end_of_attempts(exam: str) -> str:
    """Return what the last fail that is allowed means beyond its exam, in a sentence; "" where nothing is known."""
    return next((body.ends for body in _attempts().bodies if exam in body.exams), "")


def exam_name(text: str) -> str:
    """
    Return an exam's name as the tables have it, however it is written.

    Raises:
        UnknownName: there is no such exam; the message names the nearest.
    """
    names = {name_key(alias): exam.name for exam in exams().values() for alias in (exam.name, exam.full, *exam.aliases)}
    return find_name(text, names=names, what="exam", known=list(exams()))


@cache
def _exam_table() -> Exams:
    return read_model(assets.table_path("exams"), Exams)


@cache
def _attempts() -> _Bodies:
    return read_model(assets.table_path("attempts"), _Bodies)
