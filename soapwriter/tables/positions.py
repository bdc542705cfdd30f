"""
What is known of fields and places in SOAP: an adviser's opinion, how many places there were, the rules of applying.

The table is `lint_rules/reference/targets.toml`. A year or a field that is in no row is not known, and never guessed.
"""

from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Literal, NamedTuple

from pydantic import Field, model_validator

from soapwriter import assets
from soapwriter.data import FrozenModel, read_model
from soapwriter.errors import unknown
from soapwriter.tables import reference

Reason = Literal["history", "places", "second_chances"]


class Source(FrozenModel):
    """Where something comes from: its title, address, date and confidence (H, M or L)."""

    title: str
    url: str | None = None
    date: str | None = None
    confidence: Literal["H", "M", "L"]
    evidence: Literal["article"] | None = None


class Judgement(FrozenModel):
    """One adviser's opinion of some fields with a failed exam, and why."""

    id: str
    said: str
    why: str = ""
    fields: tuple[str, ...]


class _Opinions(FrozenModel):
    source: Source
    judgements: tuple[Judgement, ...]


class _Count(Source):
    """The places of one year: unfilled before SOAP, or filled through it; `later` ones begin in the second year."""

    year: int
    stage: Literal["before", "through"]
    places: dict[str, int]
    later: dict[str, int] = Field(default_factory=dict)


class Rule(Source):
    """One rule of applying."""

    text: str


class Service(Source):
    """Where applications are made, and what has to be known of it."""

    about: str


class Position(FrozenModel):
    """What a sort of position is called, and what it means."""

    name: str
    about: str


class _Positions(FrozenModel):
    source: Source
    categorical: Position
    preliminary: Position
    advanced: Position
    primary_care: Position
    reserved: Position

    @model_validator(mode="before")
    @classmethod
    def _named(cls, value: object) -> object:
        return {key.replace("-", "_"): each for key, each in value.items()} if isinstance(value, dict) else value


class Cluster(FrozenModel):
    """One group of programs: its letter, the fact that puts a program there, and what to enter where there is none."""

    id: Literal["A", "B", "C"]
    title: str
    because: Reason
    ask: str


class _Unknown(FrozenModel):
    texts: tuple[str, ...]


class Words(FrozenModel):
    """What is said on the screen besides; slots in braces."""

    opinion: str
    no_failure: str
    passed_since: str
    way_on: str
    entered: str
    no_programs: str
    no_group: str
    no_requirements: str
    usual_service: str
    no_letters: str
    drop: str
    sent_over: str


class _Targets(FrozenModel):
    """The whole table, and the day on which it was looked over."""

    checked: date
    most: int
    opinions: _Opinions
    notes: dict[str, str]
    supply: tuple[_Count, ...]
    services: dict[str, Service]
    positions: _Positions
    clusters: tuple[Cluster, ...]
    rules: tuple[Rule, ...]
    keep: Rule
    unknown: _Unknown
    words: Words
    states: dict[str, str]

    @model_validator(mode="after")
    def _known(self) -> "_Targets":
        judged = [field for each in self.opinions.judgements for field in each.fields]
        counted = [field for each in self.supply for field in (*each.places, *each.later)]
        for field in (*judged, *counted, *self.notes):
            if field not in reference.specialties():
                raise ValueError(unknown("specialty", field, reference.specialties()))
        if twice := sorted({field for field in judged if judged.count(field) > 1}):
            raise ValueError(f"there are two opinions of {', '.join(twice)}")
        return self


class Places(NamedTuple):
    """How many places of a field there were in one year, at one stage; `later` ones begin in the second year."""

    year: int
    stage: Literal["before", "through"]
    first: int | None
    later: int | None


def checked() -> date:
    """Return the day on which the table was last looked over."""
    return _table().checked


def most() -> int:
    """Return how many applications each service takes in SOAP."""
    return _table().most


def judgements() -> tuple[Judgement, ...]:
    """Return the adviser's opinions, in the order in which they are shown."""
    return _table().opinions.judgements


def judgement(specialty: str) -> Judgement | None:
    """Return the adviser's opinion of a field, or None where there is none."""
    return next((each for each in judgements() if specialty in each.fields), None)


def is_closed(specialty: str) -> bool:
    """Tell whether the adviser takes a field off the table."""
    judged = judgement(specialty)
    return judged is not None and judged.id == "off"


def opinion_source() -> Source:
    """Return whose opinion it is."""
    return _table().opinions.source


def note(specialty: str) -> str:
    """Return what the counts say of a field beside the opinion; "" where there is nothing to say."""
    return _table().notes.get(specialty, "")


def places(specialty: str) -> tuple[Places, ...]:
    """Return what is known of a field's places, the latest year first."""
    rows = (Places(row.year, row.stage, row.places.get(specialty), row.later.get(specialty)) for row in _counts())
    return tuple(row for row in rows if row.first is not None or row.later is not None)


def fullest(*, without: frozenset[str]) -> Iterator[tuple[str, int, int]]:
    """Yield the fields with the most open first-year places, with the year: of the latest year that has many fields."""
    row = max((each for each in _counts() if each.stage == "before"), key=lambda each: len(each.places))
    for specialty, count in sorted(row.places.items(), key=lambda each: -each[1]):
        if specialty not in without:
            yield specialty, count, row.year


def count_sources() -> tuple[tuple[int, Source], ...]:
    """Return where the counts come from, each with its year, the latest first."""
    return tuple((row.year, row) for row in _counts())


def services() -> dict[str, Service]:
    """Return the services by name."""
    return _table().services


def position(name: str) -> Position | None:
    """Return what a sort of position means ("categorical", "primary-care", …), or None for an unknown one."""
    found: Position | None = getattr(_table().positions, name.replace("-", "_"), None) if name else None
    return found


def position_source() -> Source:
    """Return where the sorts of position are described."""
    return _table().positions.source


def clusters() -> tuple[Cluster, ...]:
    """Return the groups of programs, in their order."""
    return _table().clusters


def rules() -> tuple[Rule, ...]:
    """Return the rules of applying."""
    return _table().rules


def keep() -> Rule:
    """Return the rule on sharing the list."""
    return _table().keep


def not_known() -> tuple[str, ...]:
    """Return what neither facts nor tables can tell, each a sentence."""
    return _table().unknown.texts


def words() -> Words:
    """Return what is said on the screen besides."""
    return _table().words


def is_in(city: str, place: str) -> bool:
    """
    Tell whether a city ("Dunmore, OH") lies in a place as a person names it ("Ohio", "OH", "Dunmore", "Dunmore, OH").

    Names are compared whole, and the short form of a state is never a city: "WA" is not in "Washington, DC".
    """
    lies, named = _parts(city), _parts(place)
    if place.strip().upper() in _table().states:
        lies = lies[1:]
    return bool(named) and all(part in lies for part in named)


def _parts(text: str) -> list[str]:
    """Return the parts of a place in lower case, states by their whole name."""
    states = {short.lower(): name.lower() for short, name in _table().states.items()}
    parts = [" ".join(part.replace(".", "").split()).lower() for part in text.split(",")]
    return [states.get(part, part) for part in parts if part]


def _counts() -> tuple[_Count, ...]:
    return tuple(sorted(_table().supply, key=lambda row: (-row.year, row.stage)))


@cache
def _table() -> _Targets:
    return read_model(assets.table_path("targets"), _Targets)
