"""The documents that exist: how each stands, and which statement goes to which program."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from soapwriter.errors import UnknownName
from soapwriter.facts import Program, audience_from_program
from soapwriter.tables import Specialty, read_code, specialties, steps

STATEMENT = "statement"
_USUAL_SERVICE = "ERAS"


@dataclass(frozen=True)
class Written:
    """
    One document that exists: what it is and for whom ("" and None where that is not known), and how it stands.

    `errors` and `warnings` are None for one that was not linted; `trouble` says why it could not be.
    """

    path: str
    kind: str = ""
    form: str = ""
    specialty: str = ""
    program: Program | None = None
    errors: int | None = None
    warnings: int | None = None
    trouble: str = ""

    @property
    def is_clean(self) -> bool:
        """Whether it was linted and has no error."""
        return self.errors == 0


@dataclass(frozen=True)
class Assigned:
    """
    One program, the statement that goes to it (several where it is not settled, none where there is none).

    `specialty` is an id or "", `service` where it is applied to ("" where that is not known), and `remarks` say what is
    to be settled.
    """

    program: Program
    specialty: str
    service: str
    statements: tuple[Written, ...]
    remarks: tuple[str, ...]


def assigned(programs: Iterable[Program], documents: Sequence[Written], *, on: date) -> tuple[Assigned, ...]:
    """Return for each program its statement and its application service, as they are on a day."""
    return tuple(_assigned(program, documents, on=on) for program in programs)


def service(specialty: str, *, on: date) -> str:
    """Return where a specialty's applications are made on a day."""
    row = specialties()[specialty].service
    return row.name if row and row.since <= on else _USUAL_SERVICE


def named_in(text: str, programs: Sequence[Program]) -> Program | None:
    """Return the program that a text names, where it names one of them and no other."""
    words = " ".join(text.casefold().split())
    found = [each for each in programs if each.name and " ".join(each.name.casefold().split()) in words]
    if len(found) > 1:
        found = [each for each in found if each.city and each.city.casefold() in words]
    return found[0] if len(found) == 1 else None


def _assigned(program: Program, documents: Sequence[Written], *, on: date) -> Assigned:
    audience = audience_from_program(program, by="your facts")
    fitting = tuple(
        each
        for each in documents
        if each.kind == STATEMENT and audience.specialty and each.specialty == audience.specialty
    )
    own = tuple(each for each in fitting if each.program == program)
    general = tuple(each for each in fitting if each.program is None)
    chosen = own or general
    where = service(audience.specialty, on=on) if audience.specialty else ""
    words = steps.table().statements
    return Assigned(
        program=program,
        specialty=audience.specialty,
        service=where,
        statements=chosen,
        remarks=tuple(
            words[key].format(**slots)
            for key, slots in _remarks(program, audience.specialty, where, count=len(chosen), sure=audience.sure)
        ),
    )


def _remarks(
    program: Program, specialty: str, where: str, *, count: int, sure: bool
) -> Iterator[tuple[str, dict[str, object]]]:
    if not specialty:
        yield "no-specialty", {}
        return
    field = specialties()[specialty]
    coded = _coded(program)
    if program.specialty and coded and coded.id != field.id and coded.id not in field.kin:
        yield "other-code", {"coded": coded.name, "field": field.name}
    if not program.specialty and not sure:
        yield "unsure-code", {}
    if where != _USUAL_SERVICE:
        yield "other-service", {"service": where}
    if count != 1:
        yield "several" if count else "none", {"count": count, "field": field.name}


def _coded(program: Program) -> Specialty | None:
    """Return the specialty that a program's code names, where the table is sure of it."""
    try:
        code = read_code(program.nrmp_code) if program.nrmp_code else None
    except UnknownName:
        return None
    return specialties()[code.specialty] if code else None
