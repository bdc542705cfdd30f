"""The dated tables that facts and rules are checked against; they refuse to guess outside their dates."""

import re
import tomllib
from datetime import date
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from soapwriter import assets
from soapwriter.errors import BadData, UnknownName


class _Row(BaseModel):
    """A value read from a table: frozen, and strict about its keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class PassLine(_Row):
    """What counted as a pass from one test date on; `least` is None where no score is reported."""

    since: date = Field(alias="from")
    least: int | None = Field(default=None, alias="pass")
    source: str
    confidence: Literal["H", "M", "L"]


class Exam(_Row):
    """A licensing exam: how it is called, its scale and its pass lines in order of time."""

    name: str
    full: str
    said: str
    aliases: tuple[str, ...]
    scale: tuple[int, int]
    lines: tuple[PassLine, ...]

    @model_validator(mode="after")
    def _in_order(self) -> "Exam":
        days = [line.since for line in self.lines]
        if days != sorted(set(days)):
            raise ValueError(f"the lines of {self.name} are not in order of time")
        return self


class Writing(_Row):
    """
    One way in which texts name an exam; the table says what the keys mean.

    `sort` is "miswritten", "mixed" (words of two exams), "half" (could be another exam) or "ended".
    """

    sort: Literal["miswritten", "mixed", "half", "ended"]
    right: str
    forms: tuple[str, ...]
    bodies: tuple[str, ...] = ()
    alone: bool = True
    capital: bool = False
    then: bool = False
    ended: date | None = None
    source: str | None = None
    confidence: Literal["H", "M", "L"] = "H"


class Naming(_Row):
    """How texts name exams, and the words by which it is told that an exam is meant."""

    bodies: dict[str, str]
    before: frozenset[str]
    between: frozenset[str]
    after: frozenset[str]
    never_then: frozenset[str]
    then: frozenset[str]
    writings: tuple[Writing, ...]


class Specialty(_Row):
    """A field of residency: how it is written in a sentence, and who practises it."""

    id: str
    name: str
    doctor: str
    aliases: tuple[str, ...] = ()


class _Exams(_Row):
    """The whole table of exams, and the day up to which it was confirmed."""

    checked: date
    exams: tuple[Exam, ...]
    naming: Naming


@cache
def exams() -> dict[str, Exam]:
    """Return every exam by its name."""
    return {exam.name: exam for exam in _exam_table().exams}


def naming() -> Naming:
    """Return how texts name exams."""
    return _exam_table().naming


@cache
def specialties() -> dict[str, Specialty]:
    """Return every specialty by its id."""
    path = _table("specialties")
    try:
        rows = tomllib.loads(path.read_text(encoding="utf-8"))
        return {name: Specialty.model_validate({**row, "id": name}) for name, row in rows.items()}
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise BadData(f"{path}: {error}") from error


def checked() -> date:
    """Return the last test date for which the pass lines are confirmed."""
    return _exam_table().checked


def pass_line(exam: str, on: date) -> PassLine | None:
    """Return what counted as a pass of an exam on a test date, or None where the table does not know."""
    if on > checked():
        return None
    held = [line for line in exams()[exam].lines if line.since <= on]
    return held[-1] if held else None


def exam_name(text: str) -> str:
    """
    Return an exam's name as the tables have it, however it is written.

    Raises:
        UnknownName: there is no such exam; the message names the nearest.
    """
    names = {_key(alias): exam.name for exam in exams().values() for alias in (exam.name, exam.full, *exam.aliases)}
    return _find("exam", text, names=names, known=list(exams()))


def specialty_id(text: str) -> str:
    """
    Return a specialty's id, however it is written.

    Raises:
        UnknownName: there is no such specialty; the message names the nearest.
    """
    names = {_key(alias): row.id for row in specialties().values() for alias in (row.id, row.name, *row.aliases)}
    return _find("specialty", text, names=names, known=list(specialties()))


def _find(what: str, text: str, *, names: dict[str, str], known: list[str]) -> str:
    if _key(text) in names:
        return names[_key(text)]
    near = get_close_matches(_key(text), names, n=1, cutoff=0.6)
    hint = f" Did you mean '{names[near[0]]}'?" if near else ""
    raise UnknownName(f"There is no {what} '{text}'.{hint} There are: {', '.join(known)}.")


def _key(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.lower())


def _table(name: str) -> Path:
    return assets.folder("lint_rules") / "reference" / f"{name}.toml"


@cache
def _exam_table() -> _Exams:
    path = _table("exams")
    try:
        return _Exams.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise BadData(f"{path}: {error}") from error
