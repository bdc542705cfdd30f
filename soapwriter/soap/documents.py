"""The documents that exist: the status of each, and which statement goes to which program."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from soapwriter.errors import UnknownName
from soapwriter.facts import Program, audience_from_program
from soapwriter.soap.offer import ERAS, usual_service
from soapwriter.tables import Specialty, read_code, specialties, steps

STATEMENT = "statement"


@dataclass(frozen=True)
class DocumentStatus:
    """
    One document: its kind, for whom it is ("" and None where that is not known), and what lint finds in it.

    `errors` and `warnings` are None for a document that was not linted; `trouble` says why it cannot be read.
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
class Assignment:
    """
    The statement that goes to one program; more than one where that is not decided, none where there is none.

    `specialty` is an id or "", `service` where to apply ("" where that is not known), and `remarks` say what is to be
    decided.
    """

    program: Program
    specialty: str
    service: str
    statements: tuple[DocumentStatus, ...]
    remarks: tuple[str, ...]


class _Remark(NamedTuple):
    """A sentence of the table, by its key, and the values of its slots."""

    key: str
    slots: dict[str, object]

    def __str__(self) -> str:
        return steps.table().statements[self.key].format(**self.slots)


def assign_statements(
    programs: Iterable[Program], documents: Sequence[DocumentStatus], *, on: date
) -> tuple[Assignment, ...]:
    """Return for each program its statement and its application service, as they are on a day."""
    return tuple(_assign(program, documents, on=on) for program in programs)


def named_in(text: str, programs: Sequence[Program]) -> Program | None:
    """Return the program that a text names, where it names one of them and no other; its city decides between two."""
    named = [program for program in programs if _names(text, program.name)]
    # Hospitals of one name are common ("County Medical Center"); a text that names two programs is for neither.
    if len(named) > 1:
        named = [program for program in named if _names(text, program.city)]
    return named[0] if len(named) == 1 else None


def _names(text: str, name: str | None) -> bool:
    return bool(name) and _even(name or "") in _even(text)


def _even(text: str) -> str:
    return " ".join(text.casefold().split())


def _assign(program: Program, documents: Sequence[DocumentStatus], *, on: date) -> Assignment:
    audience = audience_from_program(program, by="your facts")
    service, _ = usual_service(audience.specialty, on=on)
    statements = _statements(program, audience.specialty, documents)
    if audience.field is None:
        remarks = [_Remark("no-specialty", {})]
    else:
        remarks = [
            *_about_code(program, audience.field, sure=audience.sure),
            *_about_service(service),
            *_about_number(len(statements), audience.field),
        ]
    return Assignment(program, audience.specialty, service, statements, tuple(map(str, remarks)))


def _statements(program: Program, specialty: str, documents: Sequence[DocumentStatus]) -> tuple[DocumentStatus, ...]:
    """Return the statements for a program: those that name it, else those of its specialty that name none."""
    if not specialty:
        return ()
    fitting = [document for document in documents if (document.kind, document.specialty) == (STATEMENT, specialty)]
    # A statement that names a program goes to no other.
    return _for_program(fitting, program) or _for_program(fitting, None)


def _for_program(documents: Sequence[DocumentStatus], program: Program | None) -> tuple[DocumentStatus, ...]:
    return tuple(document for document in documents if document.program == program)


def _about_code(program: Program, field: Specialty, *, sure: bool) -> Iterator[_Remark]:
    if program.specialty:
        coded = _coded(program)
        if coded and coded.id not in (field.id, *field.kin):
            yield _Remark("other-code", {"coded": coded.name, "field": field.name})
    elif not sure:
        yield _Remark("unsure-code", {})


def _about_service(service: str) -> Iterator[_Remark]:
    if service != ERAS:
        yield _Remark("other-service", {"service": service})


def _about_number(count: int, field: Specialty) -> Iterator[_Remark]:
    if count != 1:
        yield _Remark("several" if count else "none", {"count": count, "field": field.name})


def _coded(program: Program) -> Specialty | None:
    """Return the specialty that a program's code names, or None where the table does not know it."""
    try:
        code = read_code(program.nrmp_code) if program.nrmp_code else None
    except UnknownName:
        return None
    return specialties()[code.specialty] if code else None
