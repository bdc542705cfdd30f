"""What a program offers: its specialty, its kind of position, and the service that takes its applications."""

from datetime import date
from typing import NamedTuple

from soapwriter.facts import Program, audience_from_program
from soapwriter.tables import Specialty, specialties

ERAS = "ERAS"
# The letter of an NRMP program code that marks a kind of position of its own.
_POSITIONS = {"M": "primary-care", "R": "reserved"}
_LETTER = 7


class Offer(NamedTuple):
    """
    A program's specialty (an id), position and service, each "" where it is not known.

    `position` is a key of `positions` in the table of targets; `service_from` is what the service is known from.
    """

    specialty: str
    position: str
    service: str
    service_from: str

    @property
    def field(self) -> Specialty | None:
        """The specialty, where it is known."""
        return specialties()[self.specialty] if self.specialty else None


def offer_of(program: Program, *, on: date) -> Offer:
    """Return what a program offers on a day, by its entry, its NRMP code and the tables."""
    audience = audience_from_program(program, by="")
    letter = program.nrmp_code[_LETTER] if program.nrmp_code else ""
    usual = usual_service(audience.specialty, on=on)
    # A program may take applications elsewhere than its field does: the applicant has seen its page.
    service = (program.service, "your facts") if program.service else usual
    return Offer(audience.specialty, _POSITIONS.get(letter, audience.position), *service)


def usual_service(specialty: str, *, on: date) -> tuple[str, str]:
    """Return where applications in a specialty are made on a day, and what that is known from; ("", "") for ""."""
    if not specialty:
        return "", ""
    special = specialties()[specialty].service
    if special and special.since <= on:
        return special.name, f"the whole field since {special.since:%B %Y}"
    return ERAS, "no other service is known for the field"
