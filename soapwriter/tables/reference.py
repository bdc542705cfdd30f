"""The dated tables that facts and rules are checked against; they refuse to guess outside their dates."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from typing import Literal, TypeVar

from pydantic import Field, model_validator

from soapwriter import assets
from soapwriter.data import FrozenModel, read_model, read_toml, validate
from soapwriter.errors import UnknownName, did_you_mean, nearest, quoted

# With a hint, no more names than these are told beside it.
_FEW = 12


class Line(FrozenModel):
    """What holds from one day on, until another day or up to the day of the table's last check."""

    since: date = Field(alias="from")
    until: date | None = None
    source: str
    confidence: Literal["H", "M", "L"]


class PassLine(Line):
    """What counted as a pass from one test date on; `least` is None where no score is reported."""

    least: int | None = Field(default=None, alias="pass")


class AttemptLimit(Line):
    """How many attempts of an exam were allowed in all."""

    most: int


Held = TypeVar("Held", bound=Line)


class Exam(FrozenModel):
    """A licensing exam: how it is called, its scale and its pass lines in order of time."""

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


class Naming(FrozenModel):
    """How texts name exams, and the words by which it is told that an exam is meant."""

    bodies: dict[str, str]
    before: frozenset[str]
    between: frozenset[str]
    after: frozenset[str]
    never_then: frozenset[str]
    then: frozenset[str]
    writings: tuple[Writing, ...]


class Service(FrozenModel):
    """Where a specialty's applications are made, from a day on."""

    name: str
    since: date
    confidence: Literal["H", "M", "L"]


class Specialty(FrozenModel):
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


class _Specialties(FrozenModel):
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


def naming() -> Naming:
    """Return how texts name exams."""
    return _exam_table().naming


@cache
def specialties() -> dict[str, Specialty]:
    """Return every specialty by its id."""
    path = assets.table_path("specialties")
    raw = read_toml(path)
    rows = {name: {**row, "id": name} for name, row in raw.items() if isinstance(row, dict)}
    about = {name: value for name, value in raw.items() if name not in rows}
    return validate(_Specialties, {**about, "specialties": rows}, path=path).specialties


def checked() -> date:
    """Return the last test date for which the pass lines are confirmed."""
    return _exam_table().checked


def pass_line(exam: str, on: date) -> PassLine | None:
    """Return what counted as a pass of an exam on a test date, or None where the table does not know."""
    return held(exams()[exam].lines, on, checked=checked())


def attempt_limits(exam: str) -> tuple[AttemptLimit, ...]:
    """Return how many attempts of an exam were allowed, in order of time."""
    return next((body.lines for body in _attempts().bodies if exam in body.exams), ())


def held(lines: Sequence[Held], on: date, *, checked: date) -> Held | None:
    """Return the line that held on a day, or None before the first and after the day of the last check."""
    if on > checked:
        return None
    begun = [line for line in lines if line.since <= on]
    return begun[-1] if begun else None


def refuse_gaps(name: str, lines: Sequence[Line]) -> None:
    """
    Refuse lines between which a day belongs to none or to two.

    Raises:
        ValueError: two lines leave a gap, overlap, or do not say until when the first holds.
    """
    for line, later in pairwise(lines):
        if line.until is None:
            raise ValueError(f"{name}: the line from {line.since} needs its 'until', since another one follows it")
        if later.since <= max(line.until, line.since):
            raise ValueError(f"{name}: the lines from {line.since} and from {later.since} overlap in time")
        if later.since > line.until + timedelta(days=1):
            raise ValueError(f"{name}: there is a gap between {line.until} and {later.since}, for which no line holds")
    if lines and lines[-1].until is not None:
        raise ValueError(
            f"{name}: the last line, from {lines[-1].since}, holds up to the table's 'checked': no 'until'"
        )


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
    near = names.get(nearest(_key(text), names), "")
    every = "" if near and len(known) > _FEW else f" There are: {', '.join(known)}."
    raise UnknownName(f"There is no {what} {quoted(text)}.{did_you_mean(near)}{every}")


def _key(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.lower())


@cache
def _exam_table() -> Exams:
    return read_model(assets.table_path("exams"), Exams)


@cache
def _attempts() -> _Bodies:
    return read_model(assets.table_path("attempts"), _Bodies)
