"""NRMP program codes: which specialty and which type of position a code such as 1234140C0 names."""

import re
from functools import cache
from typing import Literal, NamedTuple

from soapwriter import assets
from soapwriter.data import CheckedTable, Confidence, FrozenModel, read_model
from soapwriter.errors import UnknownName, quoted
from soapwriter.tables.specialty_table import specialties

# Four digits of the institution, three of the specialty, a letter of the type, and a last one of the track.
_CODE = re.compile(r"\d{4}(\d{3})([A-Z])[A-Z0-9]")


class ProgramCode(NamedTuple):
    """What a code says: the specialty's id, the type of position, and whether the table is sure of the specialty."""

    specialty: str
    position: str
    sure: bool


class _Row(FrozenModel):
    confidence: Confidence


class _Type(_Row):
    position: Literal["categorical", "preliminary", "advanced"]


class _Number(_Row):
    specialty: str


class _Codes(CheckedTable):
    """The table of codes, and the day on which it was last looked over."""

    source: str
    types: dict[str, _Type]
    numbers: dict[str, _Number]


def is_code(text: str) -> bool:
    """Return whether a text has the form of a program code."""
    return bool(_CODE.fullmatch(text.strip().upper()))


def read_code(text: str) -> ProgramCode:
    """
    Return what a program code says.

    Raises:
        UnknownName: it does not have the form of a code, or its specialty or type is not in the table.
    """
    match = _CODE.fullmatch(text.strip().upper())
    if match is None:
        raise UnknownName(f"{quoted(text)} is not an NRMP program code, which looks like 1234140C0.")
    number, letter = match.groups()
    table = _codes()
    if number not in table.numbers or letter not in table.types:
        part = f"specialty {number}" if number not in table.numbers else f"type {letter}"
        raise UnknownName(f"The {part} of the program code {quoted(text)} is not known; name the specialty instead.")
    row, position = table.numbers[number], table.types[letter].position
    specialty = specialties()[row.specialty]
    # The preliminary year of a specialty is a specialty of its own.
    chosen = specialty.year if position == "preliminary" and specialty.year else specialty.id
    return ProgramCode(chosen, position, row.confidence == "H")


@cache
def _codes() -> _Codes:
    return read_model(assets.table_path("program-codes"), _Codes)
