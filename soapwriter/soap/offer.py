"""What a program offers: its field, its sort of position, and the service that takes its applications."""

from datetime import date
from typing import NamedTuple

from soapwriter.facts import Program, audience_from_program
from soapwriter.tables import Specialty, specialties

_LETTERS = {"M": "primary-care", "R": "reserved"}


class Offer(NamedTuple):
    """
    A program's field, position and service, each "" where it is not known.

    `position` is a key of `positions` in the table of targets; `service_from` says what tells the service.
    """

    specialty: str
    position: str
    service: str
    service_from: str

    @property
    def field(self) -> Specialty | None:
        """The specialty, where it is known."""
        return specialties()[self.specialty] if self.specialty else None


def offer_of(program: Program, *, now: date) -> Offer:
    """Return what a program offers, by its entry, its NRMP code and the tables, on a day."""
    audience = audience_from_program(program, by="")
    letter = program.nrmp_code[7] if program.nrmp_code else ""
    usual = usual_service(audience.specialty, now=now)
    service = (program.service, "your facts") if program.service else usual
    return Offer(audience.specialty, _LETTERS.get(letter, audience.position), *service)


def usual_service(specialty: str, *, now: date) -> tuple[str, str]:
    """Return where a field's applications are made on a day, and what tells it; ("", "") for no field."""
    if not specialty:
        return "", ""
    special = specialties()[specialty].service
    if special and special.since <= now:
        return special.name, f"the whole field since {special.since:%B %Y}"
    return "ERAS", "no other service is known for the field"
