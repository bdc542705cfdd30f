"""The specialties: how they are written, who practises them, and how applications to them are made."""

from datetime import date
from functools import cache
from typing import Literal

from pydantic import model_validator

from soapwriter import assets
from soapwriter.data import CheckedTable, Confidence, FrozenModel, read_toml, validate
from soapwriter.tables.name_search import find_name, name_key


class Service(FrozenModel):
    """Where a specialty's applications are made, from a day on."""

    name: str
    since: date
    confidence: Confidence


class Specialty(FrozenModel):
    """
    A field of residency: how it is written in a sentence, and who practises it.

    `aliases` are other ways to enter it; `called`, `short` and `titles` are how a text may name it and its doctors.
    `positions` are the types that it offers ("categorical", "preliminary", "advanced"), `year` the id of its
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


class _Specialties(CheckedTable):
    """The whole table of specialties: when it was last looked over, whence, and how sure that is."""

    source: str
    confidence: Confidence
    specialties: dict[str, Specialty]

    @model_validator(mode="after")
    def _known(self) -> "_Specialties":
        named = {each for row in self.specialties.values() for each in (*row.kin, *row.parts, row.year) if each}
        if unknown := named - self.specialties.keys():
            raise ValueError(f"there is no specialty {', '.join(sorted(unknown))}")
        return self


@cache
def specialties() -> dict[str, Specialty]:
    """Return every specialty by its id."""
    path = assets.table_path("specialties")
    raw = read_toml(path)
    # Each specialty is a table at the file's top level, so that its header is its id.
    rows = {name: {**row, "id": name} for name, row in raw.items() if isinstance(row, dict)}
    about = {name: value for name, value in raw.items() if name not in rows}
    return validate(_Specialties, {**about, "specialties": rows}, path=path).specialties


def specialty_id(text: str) -> str:
    """
    Return a specialty's id, however it is written.

    Raises:
        UnknownName: there is no such specialty; the message names the nearest.
    """
    names = {name_key(alias): row.id for row in specialties().values() for alias in (row.id, row.name, *row.aliases)}
    return find_name(text, names=names, what="specialty", known=list(specialties()))
