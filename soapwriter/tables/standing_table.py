"""Who may be in SOAP: the sentences, and how an international graduate is recognized."""

from datetime import date
from functools import cache
from typing import Literal

from pydantic import model_validator

from soapwriter import assets
from soapwriter.data import CheckedTable, FrozenModel, read_model
from soapwriter.errors import unknown
from soapwriter.tables.name_search import name_key
from soapwriter.tables.steps import Cited

State = Literal["out", "soon", "doubt", "partly", "accepted"]


class StandingLine(FrozenModel):
    """One sentence on who may be in SOAP, its source by key, and the points of eligibility that it replaces."""

    state: State
    text: str
    source: str
    replaces: tuple[str, ...] = ()


class _Canada(FrozenModel):
    names: tuple[str, ...]
    since: date
    source: str


class StandingTable(CheckedTable):
    """The whole table of `lint_rules/reference/standing.toml`, and the day on which it was last checked."""

    foreign_degrees: tuple[str, ...]
    home: tuple[str, ...]
    canada: _Canada
    years: int
    sources: dict[str, Cited]
    lines: dict[str, StandingLine]
    words: dict[str, str]
    not_for: dict[State, tuple[str, ...]]

    @model_validator(mode="after")
    def _sourced(self) -> "StandingTable":
        if missing := sorted(
            {self.canada.source, *(line.source for line in self.lines.values())} - self.sources.keys()
        ):
            raise ValueError(unknown("source", missing[0], self.sources))
        return self

    def is_foreign_degree(self, degree: str) -> bool:
        """Return whether only schools outside the United States give a degree."""
        return name_key(degree) in map(name_key, self.foreign_degrees)

    def is_abroad(self, country: str, graduates: date | None) -> bool:
        """Return whether a graduate of a country's school, on a day (None where not known), needs ECFMG."""
        if name_key(country) in map(name_key, self.canada.names):
            return graduates is None or graduates >= self.canada.since
        return name_key(country) not in map(name_key, self.home)


@cache
def table() -> StandingTable:
    """
    Return the shipped table.

    Raises:
        BadData: it breaks its shape, or names a source that is not there.
    """
    return read_model(assets.table_path("standing"), StandingTable)
