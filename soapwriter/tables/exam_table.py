"""The licensing exams: what they are called, what counted as a pass when, and how many attempts were allowed."""

from datetime import date
from functools import cache
from typing import Literal

from pydantic import Field, model_validator

from soapwriter import assets
from soapwriter.data import Confidence, FrozenModel, read_model
from soapwriter.tables.dated_lines import Line, line_on, refuse_gaps
from soapwriter.tables.name_search import find_name, name_key


class PassLine(Line):
    """What counted as a pass from one test date on; `least` is None where no score is reported."""

    least: int | None = Field(default=None, alias="pass")


class AttemptLimit(Line):
    """How many attempts of an exam were allowed in all."""

    most: int


class Exam(FrozenModel):
    """A licensing exam: its names, its scale (lowest and highest score) and its pass lines in order of time."""

    name: str
    full: str
    said: str
    aliases: tuple[str, ...]
    scale: tuple[int, int]
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


class Exams(FrozenModel):
    """The whole table of exams, and the day up to which it was confirmed."""

    checked: date
    exams: tuple[Exam, ...]
    naming: Naming


class _Body(FrozenModel):
    """Those who give some exams, and how often each may be tried."""

    name: str
    exams: tuple[str, ...]
    lines: tuple[AttemptLimit, ...]

    @model_validator(mode="after")
    def _without_gaps(self) -> "_Body":
        refuse_gaps(self.name, self.lines)
        return self


class _Bodies(FrozenModel):
    """The whole table of attempts, and the day up to which it was confirmed."""

    checked: date
    bodies: tuple[_Body, ...]


@cache
def exams() -> dict[str, Exam]:
    """Return every exam by its name."""
    return {exam.name: exam for exam in _exam_table().exams}


def exam_naming() -> Naming:
    """Return how texts name exams."""
    return _exam_table().naming


def exams_checked() -> date:
    """Return the last test date for which the pass lines are confirmed."""
    return _exam_table().checked


def pass_line(exam: str, on: date) -> PassLine | None:
    """Return what counted as a pass of an exam on a test date, or None where the table does not know."""
    return line_on(exams()[exam].lines, on, checked=exams_checked())


def attempt_limits(exam: str) -> tuple[AttemptLimit, ...]:
    """Return how many attempts of an exam were allowed, in order of time; nothing for an unknown exam."""
    return next((body.lines for body in _attempts().bodies if exam in body.exams), ())


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
