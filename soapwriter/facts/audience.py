"""For whom a text is written: the specialty, the kind of position and the program that it goes to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from soapwriter.errors import UnknownName, quoted
from soapwriter.tables import ProgramCode, Specialty, is_code, read_code, specialties, specialty_id
from soapwriter.text import Addressee

# A text without facts need not wait for their models.
if TYPE_CHECKING:
    from soapwriter.facts.facts import Facts
    from soapwriter.facts.schema import Program
    from soapwriter.text import Document


@dataclass(frozen=True)
class Audience(Addressee):
    """
    For whom a text is written, as far as it is known.

    `specialty` is an id, and `position` "categorical", "preliminary" or "advanced"; "" where it is not known. `by` is
    what says so ("--for", "the front matter", "your facts"). `sure` is false where it rests on an NRMP code alone whose
    meaning is not confirmed.
    """

    specialty: str = ""
    position: str = ""
    program: Program | None = None
    by: str = ""
    sure: bool = True

    @property
    def field(self) -> Specialty | None:
        """The specialty, where it is known."""
        return specialties()[self.specialty] if self.specialty else None

    def __str__(self) -> str:
        """Return for whom it is, and what says so: "family medicine at Pinewater Family Medicine (--program)"."""
        specialty = self.field.name if self.field else ""
        program = self.program.name if self.program else ""
        doubt = "" if self.sure else ", by a number that is not confirmed"
        return f"{' at '.join(filter(None, (specialty, program)))} ({self.by}{doubt})"


def find_audience(
    *, specialty: str | None = None, program: str | None = None, facts: Facts | None = None, by: str = ""
) -> Audience:
    """
    Return for whom a text is written.

    Args:
        specialty: a specialty's name or an NRMP program code.
        program: a program's name in the facts, or an NRMP program code.
        facts: the facts whose programs are looked up.
        by: what says so, for messages.

    Raises:
        UnknownName: a name or code is not known, or the two do not go together.
    """
    by_program = Audience() if program is None else _of_program(program, facts)
    by_name = Audience() if specialty is None else _of_specialty(specialty)
    _refuse_contradiction(by_program, by_name, program=program or "")
    chosen = by_name if by_name.specialty else by_program
    return replace(
        chosen,
        position=by_name.position or by_program.position,
        program=by_program.program,
        by=by,
    )


def audience_of(document: Document) -> Audience | None:
    """Return the audience that a document itself names, or None where it names none."""
    return document.audience if isinstance(document.audience, Audience) else None


def audience_from_facts(facts: Facts, *, email: bool) -> Audience | None:
    """
    Return the one audience that facts leave for a text, or None where they leave a choice.

    An email goes to the only program; another text is for the only specialty of the statements, else of the programs.
    """
    program = facts.programs[0] if len(facts.programs) == 1 else None
    if email and program:
        return audience_from_program(program, by="your facts")
    specialty = _only_specialty(facts)
    if not specialty:
        return None
    # The only program of another specialty is not the one that the text is for.
    fitting = program if program and program.specialty in (specialty, None) else None
    return replace(_of_specialty(specialty), program=fitting, by="your facts")


def audience_from_program(program: Program, *, by: str) -> Audience:
    """Return the audience that a program of the facts is, its position by its NRMP code where it has one."""
    coded = _coded(program.nrmp_code) if program.nrmp_code else None
    if program.specialty:
        return replace(_of_specialty(program.specialty, coded), program=program, by=by)
    if coded is None:
        return Audience(program=program, by=by)
    return Audience(coded.specialty, coded.position, program, by, coded.sure)


def agree(one: Specialty, other: Specialty) -> bool:
    """Return whether two specialties are the same, or share a name."""
    # Kin may be entered on one side only.
    return one.id == other.id or one.id in other.kin or other.id in one.kin


def _refuse_contradiction(by_program: Audience, by_name: Audience, *, program: str) -> None:
    """
    Refuse a program and a specialty that do not go together.

    Raises:
        UnknownName: they do not.
    """
    if not by_program.field or not by_name.field or agree(by_program.field, by_name.field):
        return
    raise UnknownName(f"{quoted(program)} is in {by_program.field.name}, and not in {by_name.field.name}: give one.")


def _only_specialty(facts: Facts) -> str:
    """Return the specialty of all statements, or else of all programs; "" where there is no such one."""
    named = {each.specialty for each in facts.specialties} or {program.specialty for program in facts.programs}
    return (named.pop() or "") if len(named) == 1 else ""


def _of_program(name: str, facts: Facts | None) -> Audience:
    # A code that none of the programs has is looked up in the table of codes.
    if facts is not None and _is_looked_up(name, facts):
        return audience_from_program(facts.program(name), by="")
    if is_code(name):
        return _of_specialty(name)
    raise UnknownName(f"{quoted(name)} is looked up among the programs of your facts: give --facts, or its NRMP code.")


def _is_looked_up(name: str, facts: Facts) -> bool:
    if not is_code(name):
        return bool(facts.programs)
    return any(program.nrmp_code == name.upper() for program in facts.programs)


def _of_specialty(name: str, coded: ProgramCode | None = None) -> Audience:
    """Return the audience of a specialty's name or of a code; with a name, `coded` says the position."""
    if is_code(name):
        code = read_code(name)
        return Audience(code.specialty, code.position, sure=code.sure)
    row = specialties()[specialty_id(name)]
    if coded and _is_same_field(row, coded):
        return Audience(coded.specialty if coded.specialty == row.year else row.id, coded.position)
    return Audience(row.id, row.positions[0] if len(row.positions) == 1 else "")


def _is_same_field(row: Specialty, coded: ProgramCode) -> bool:
    return not row.is_year and agree(row, specialties()[coded.specialty])


def _coded(code: str) -> ProgramCode | None:
    """Return what a program's code says, or None where the table does not know it."""
    try:
        return read_code(code)
    except UnknownName:
        return None
