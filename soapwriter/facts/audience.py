"""For whom a text is written: the specialty, the sort of position and the program that it goes to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from soapwriter.errors import UnknownName
from soapwriter.tables import is_code, program_codes, read_code, reference
from soapwriter.text import Addressee

# A text without facts need not wait for their models.
if TYPE_CHECKING:
    from soapwriter.facts.facts import Facts
    from soapwriter.facts.schema import Program
    from soapwriter.text import Document


@dataclass(frozen=True)
class Audience(Addressee):
    """
    Whom a text is for, as far as it is known.

    `specialty` is an id, `position` one of "categorical", "preliminary" and "advanced"; "" where it is not known. `by`
    says what tells it ("--for", "the front matter", "your facts"), and `sure` whether the table
    of codes is, where it rests on that alone.
    """

    specialty: str = ""
    position: str = ""
    program: Program | None = None
    by: str = ""
    sure: bool = True

    @property
    def field(self) -> reference.Specialty | None:
        """The specialty, where it is known."""
        return reference.specialties()[self.specialty] if self.specialty else None

    def __str__(self) -> str:
        """Say whom it is for, and what says so: "family medicine at Pinewater Family Medicine (--program)"."""
        name = self.program.name if self.program else None
        parts = [self.field.name if self.field else "", name or ""]
        doubt = "" if self.sure else ", by a number that is not confirmed"
        return f"{' at '.join(part for part in parts if part)} ({self.by}{doubt})"


def find_audience(
    *, specialty: str | None = None, program: str | None = None, facts: Facts | None = None, by: str = ""
) -> Audience:
    """
    Return whom a text is for, by a specialty's name, a program's name in the facts, an NRMP program code, or both.

    Raises:
        UnknownName: a name or code is not known, or the two do not go together.
    """
    by_program = Audience() if program is None else _of_program(program, facts)
    by_name = Audience() if specialty is None else _of_specialty(specialty)
    if by_program.field and by_name.field and not agree(by_program.field, by_name.field):
        raise UnknownName(f"'{program}' is in {by_program.field.name}, and not in {by_name.field.name}: give one.")
    chosen = by_name if by_name.specialty else by_program
    return replace(
        chosen,
        position=by_name.position or by_program.position,
        program=by_program.program,
        by=by,
    )


def audience_of(document: Document) -> Audience | None:
    """Return whom a document itself says that it is for; None where it does not say."""
    return document.audience if isinstance(document.audience, Audience) else None


def audience_from_facts(facts: Facts, *, email: bool) -> Audience | None:
    """Return whom a text must be for, where the facts leave no choice: an email by its program, others by specialty."""
    if email and len(facts.programs) == 1:
        return audience_from_program(facts.programs[0], by="your facts")
    named = {each.specialty for each in facts.specialties} or {each.specialty for each in facts.programs}
    (only, *others) = sorted(each or "" for each in named) or [""]
    if others or not only:
        return None
    program = facts.programs[0] if len(facts.programs) == 1 and facts.programs[0].specialty in (only, None) else None
    return replace(_of_specialty(only), program=program, by="your facts")


def audience_from_program(program: Program, *, by: str) -> Audience:
    """Return the target that a program of the facts is, its position by its code where it has one."""
    coded = _coded(program.nrmp_code) if program.nrmp_code else None
    if program.specialty:
        return replace(_of_specialty(program.specialty, coded), program=program, by=by)
    if coded is None:
        return Audience(program=program, by=by)
    return Audience(coded.specialty, coded.position, program, by, coded.sure)


def _of_program(name: str, facts: Facts | None) -> Audience:
    if facts is not None and facts.programs and not (is_code(name) and not _has(facts, name)):
        return audience_from_program(facts.program(name), by="")
    if is_code(name):
        return _of_specialty(name)
    raise UnknownName(f"'{name}' is looked up among the programs of your facts: give --facts, or its NRMP code.")


def _has(facts: Facts, code: str) -> bool:
    return any(program.nrmp_code == code.upper() for program in facts.programs)


def _of_specialty(name: str, coded: program_codes.ProgramCode | None = None) -> Audience:
    """Return the target of a specialty's name or of a code; a code beside it tells the position."""
    if is_code(name):
        coded = read_code(name)
        return Audience(coded.specialty, coded.position, sure=coded.sure)
    row = reference.specialties()[reference.specialty_id(name)]
    if coded and not row.is_year and agree(row, reference.specialties()[coded.specialty]):
        return Audience(coded.specialty if coded.specialty == row.year else row.id, coded.position)
    return Audience(row.id, row.positions[0] if len(row.positions) == 1 else "")


def _coded(code: str) -> program_codes.ProgramCode | None:
    """Return what a program's code says; nothing where the table does not know it."""
    try:
        return read_code(code)
    except UnknownName:
        return None


def agree(one: reference.Specialty, other: reference.Specialty) -> bool:
    """Tell whether two specialties are one, or go by the same names."""
    return one.id == other.id or one.id in other.kin or other.id in one.kin
