"""
Positions in SOAP: an adviser's opinion of each field, how many positions there were, and the rules of applying.

The table is `lint_rules/reference/targets.toml`. A year or a field that is in no row is not known, and never guessed.
"""

from collections import Counter
from collections.abc import Iterator
from functools import cache, cached_property
from typing import Literal, NamedTuple

from pydantic import Field, model_validator

from soapwriter import assets
from soapwriter.data import CheckedTable, Confidence, FrozenModel, read_model
from soapwriter.errors import unknown
from soapwriter.tables.specialty_table import specialties

# A year is known well from so many specialties on.
_WELL_KNOWN = 10
Reason = Literal["history", "places", "second_chances"]


class Source(FrozenModel):
    """Where something comes from: its title, address, date and confidence (H, M or L)."""

    title: str
    url: str | None = None
    date: str | None = None
    confidence: Confidence
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


class YearCount(Source):
    """
    The positions of one year: unfilled before SOAP, or filled through it; `later` ones begin in the second year.

    `of` says which positions are counted; "" for all.
    """

    year: int
    stage: Literal["before", "through"]
    of: str = ""
    places: dict[str, int]
    later: dict[str, int] = Field(default_factory=dict)


class Rule(Source):
    """One rule of applying."""

    text: str


class Service(Source):
    """Where applications are made, and what has to be known of it."""

    about: str


class Position(FrozenModel):
    """What a type of position is called, and what it means."""

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
    """One group of programs: its letter, the fact that puts a program there, and what to enter where it is empty."""

    id: Literal["A", "B", "C"]
    title: str
    because: Reason
    ask: str


class _Unknown(FrozenModel):
    texts: tuple[str, ...]


class Words(FrozenModel):
    """The other sentences of the screen; slots in braces."""

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


class PositionCount(NamedTuple):
    """How many positions of a field there were in one year, at one stage (see `YearCount`)."""

    year: int
    stage: Literal["before", "through"]
    first: int | None
    later: int | None
    of: str = ""


class PositionTable(CheckedTable):
    """
    The whole table; `checked` is the day on which it was last looked over.

    `most` is how many applications each service takes. `notes` say by specialty what the counts add to the opinion.
    `rules` are those of applying, and `keep` is the one on sharing the list. `states` are names by their two letters.
    """

    most: int
    opinions: _Opinions
    notes: dict[str, str]
    supply: tuple[YearCount, ...]
    services: dict[str, Service]
    positions: _Positions
    clusters: tuple[Cluster, ...]
    rules: tuple[Rule, ...]
    keep: Rule
    unknown: _Unknown
    words: Words
    states: dict[str, str]

    @model_validator(mode="after")
    def _has_known_fields(self) -> "PositionTable":
        for field in (*self._judged, *self._counted, *self.notes):
            if field not in specialties():
                raise ValueError(unknown("specialty", field, specialties()))
        return self

    @model_validator(mode="after")
    def _has_one_opinion_each(self) -> "PositionTable":
        if twice := sorted(field for field, count in Counter(self._judged).items() if count > 1):
            raise ValueError(f"there are two opinions of {', '.join(twice)}")
        return self

    @property
    def _judged(self) -> list[str]:
        return [field for judgement in self.opinions.judgements for field in judgement.fields]

    @property
    def _counted(self) -> list[str]:
        return [field for row in self.supply for field in (*row.places, *row.later)]

    @property
    def judgements(self) -> tuple[Judgement, ...]:
        """The adviser's opinions, in the order in which they are shown."""
        return self.opinions.judgements

    def judgement(self, specialty: str) -> Judgement | None:
        """Return the adviser's opinion of a specialty (an id), or None where there is none."""
        return next((each for each in self.judgements if specialty in each.fields), None)

    def is_closed(self, specialty: str) -> bool:
        """Return whether the adviser takes a specialty (an id) off the table."""
        judgement = self.judgement(specialty)
        return judgement is not None and judgement.id == "off"

    @cached_property
    def counts(self) -> tuple[YearCount, ...]:
        """The counts, the latest year first, each with its source."""
        return tuple(sorted(self.supply, key=lambda row: (-row.year, row.stage)))

    def counts_of(self, specialty: str) -> tuple[PositionCount, ...]:
        """Return what is known of a specialty's positions, the latest year first."""
        rows = (
            PositionCount(row.year, row.stage, row.places.get(specialty), row.later.get(specialty), row.of)
            for row in self.counts
        )
        return tuple(row for row in rows if row.first is not None or row.later is not None)

    def most_open(self, *, without: frozenset[str] = frozenset()) -> Iterator[tuple[str, int, int]]:
        """Yield (specialty, open first-year positions, year), the most first, of the latest year that is known well."""
        # A year of which few specialties are known does not show which has the most.
        before = (row for row in self.counts if row.stage == "before")
        row = max(before, key=lambda each: (len(each.places) >= _WELL_KNOWN, each.year))
        for specialty, count in sorted(row.places.items(), key=lambda each: -each[1]):
            if count and specialty not in without:
                yield specialty, count, row.year

    def position(self, name: str) -> Position | None:
        """Return what a type of position means ("categorical", "primary-care", …), or None for an unknown one."""
        found: Position | None = getattr(self.positions, name.replace("-", "_"), None) if name else None
        return found

    def is_in(self, city: str, place: str) -> bool:
        """
        Return whether a city ("Dunmore, OH") is in a place as a person names it ("Ohio", "OH", "Dunmore, OH").

        Names are compared whole, and the short form of a state is never a city: "WA" is not in "Washington, DC".
        """
        of_city, of_place = self._parts(city), self._parts(place)
        if place.strip().upper() in self.states:
            of_city = of_city[1:]
        return bool(of_place) and set(of_place) <= set(of_city)

    def _parts(self, text: str) -> list[str]:
        """Return the parts of a place in lower case, states by their whole name."""
        states = {short.lower(): name.lower() for short, name in self.states.items()}
        parts = (" ".join(part.replace(".", "").split()).lower() for part in text.split(","))
        return [states.get(part, part) for part in parts if part]


@cache
def table() -> PositionTable:
    """
    Return the shipped table.

    Raises:
        BadData: it breaks its shape.
    """
    return read_model(assets.table_path("targets"), PositionTable)
