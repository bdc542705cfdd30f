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

# With a hint, no more names than these are told beside it.
_FEW = 12


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


class Service(_Row):
    """Where a specialty's applications are made, from a day on."""

    name: str
    since: date
    confidence: Literal["H", "M", "L"]


class Specialty(_Row):
    """
    A field of residency: how it is written in a sentence, and who practises it.

    `aliases` are other ways to enter it; `called`, `short` and `titles` are how a text may name it and its doctors.
    `positions` are the sorts that it offers ("categorical", "preliminary", "advanced"), `year` the id of its
    preliminary year, `kin` the fields that go by the same names, and `parts` those that it takes in.
    """

    id: str
    name: str
    doctor: str
    aliases: tuple[str, ...] = ()
    called: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    positions: tuple[Literal["categorical", "preliminary", "advanced"], ...]
    year: str = ""
    kin: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    service: Service | None = None

    @property
    def is_year(self) -> bool:
        """Whether it is one year of work: preliminary or transitional."""
        return self.positions == ("preliminary",)


class _Specialties(_Row):
    """The whole table of specialties: when it was last looked over, whence, and how sure that is."""

    checked: date
    source: str
    confidence: Literal["H", "M", "L"]
    specialties: dict[str, Specialty]

    @model_validator(mode="after")
    def _known(self) -> "_Specialties":
        named = {each for row in self.specialties.values() for each in (*row.kin, *row.parts, row.year) if each}
        if unknown := named - self.specialties.keys():
            raise ValueError(f"there is no specialty {', '.join(sorted(unknown))}")
        return self


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
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
        rows = {name: {**row, "id": name} for name, row in raw.items() if isinstance(row, dict)}
        about = {name: value for name, value in raw.items() if name not in rows}
        return _Specialties.model_validate({**about, "specialties": rows}).specialties
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
    every = "" if near and len(known) > _FEW else f" There are: {', '.join(known)}."
    raise UnknownName(f"There is no {what} '{text}'.{hint}{every}")


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
