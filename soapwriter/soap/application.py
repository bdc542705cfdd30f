"""
The application form, checked a last time: what it says against the facts, and which statement goes where.

What the form says is typed from its screen into a small file; nothing is sent, and nothing is taken from ERAS.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from pydantic_core import ErrorDetails

from soapwriter.data import FrozenModel
from soapwriter.errors import BadFacts, command_line, quoted
from soapwriter.facts import Attempt, Facts, Program, agree, audience_from_program
from soapwriter.facts.answers import AamcNumber, SpecialtyId, Text, YesOrNo
from soapwriter.tables import specialties
from soapwriter.text import read_toml_file

# The application has room for so many experiences (medschoolcoach.com/eras-experiences-section, H).
_MOST_EXPERIENCES = 10
_TAKEN = ("passed", "failed", "pending")
_OPENING = """\
# What your application form says. Type it from the screen of the form, and not from memory or from your facts: the two
# are compared. Then: soapwriter check-application {name}

name = ""
aamc_id = ""
# Have you read and signed it? yes or no
certified = ""
"""
_EXAM = """\
[[exams]]
exam = {exam}
date = ""
# passed, failed or pending
outcome = ""
"""
_EXPERIENCE = """\
[[experiences]]
title = ""
# Is it in the form? yes or no
entered = ""
"""
_STATEMENT = """\
[[statements]]
# Its title in the form
title = ""
specialty = {specialty}
# The file with its text, beside this one
file = ""
"""
_PROGRAM = """\
[[programs]]
name = {name}
# The title of its statement
statement = ""
"""


class _Experience(FrozenModel):
    title: Text = None
    entered: YesOrNo = None


class Statement(FrozenModel):
    """A statement in the form: its title there, the specialty that it is for, and the file with its text."""

    title: Text = None
    specialty: SpecialtyId = None
    file: Text = None


class _Assigned(FrozenModel):
    name: Text = None
    statement: Text = None


class Application(FrozenModel):
    """What an application form says, as somebody typed it from the screen."""

    name: Text = None
    aamc_id: AamcNumber = None
    certified: YesOrNo = None
    exams: tuple[Attempt, ...] = ()
    experiences: tuple[_Experience, ...] = ()
    statements: tuple[Statement, ...] = ()
    programs: tuple[_Assigned, ...] = ()


class Open(NamedTuple):
    """Something that is open: what it is about ("exams", "statements"), and a sentence."""

    about: str
    text: str


def load_application(path: Path) -> Application:
    """
    Return what an application form says.

    Raises:
        BadFacts: the file cannot be read, or has an answer that is none; one message for each mistake.
    """
    way_out = f"{quoted(command_line('check-application', '--blank', str(path)))} writes one to fill in."
    file = read_toml_file(path, what="application", error=BadFacts, way_out=way_out)
    return file.model(Application, describe=_describe)


def blank_application(facts: Facts, *, name: str) -> str:
    """Return a file to fill in: one entry for each attempt, statement and program of the facts, its answers empty."""
    statements = [_STATEMENT.format(specialty=_toml(each.specialty)) for each in facts.specialties]
    programs = [_PROGRAM.format(name=_toml(program.name)) for program in facts.programs]
    exams = [_EXAM.format(exam=_toml(attempt.exam)) for attempt in facts.exams if attempt.outcome in _TAKEN]
    return "\n".join((_OPENING.format(name=name), *exams, _EXPERIENCE, *statements, *programs))


def open_points(application: Application, facts: Facts) -> tuple[Open, ...]:
    """Return everything that is open in a form, by the facts."""
    return (
        *_about_person(application, facts),
        *_about_exams(application, facts),
        *_about_experiences(application),
        *_about_statements(application),
        *_about_programs(application, facts),
    )


def _about_person(application: Application, facts: Facts) -> Iterator[Open]:
    for key, words in (("name", "name"), ("aamc_id", "AAMC ID")):
        said, known = getattr(application, key), getattr(facts.applicant, key)
        if said is None:
            yield Open("form", f"What {words} does the form have? ({key})")
        elif known and said.casefold() != known.casefold():
            yield Open("form", f"The form has the {words} {quoted(said)}, your facts {quoted(known)}: one is wrong.")
    if not application.certified:
        yield Open("form", "It is not signed yet: read the screen that you certify, and sign it (certified).")


def _about_exams(application: Application, facts: Facts) -> Iterator[Open]:
    shown, known = _taken(application.exams), _taken(facts.exams)
    for attempt in _not_in(shown, known):
        yield Open("exams", _missing(attempt))
    for attempt in _not_in(known, shown):
        yield Open("exams", f"The form has {_in_words(attempt)}, and your facts do not: look which is right.")


def _taken(attempts: Sequence[Attempt]) -> list[Attempt]:
    return [attempt for attempt in attempts if attempt.exam and attempt.outcome in _TAKEN]


def _not_in(others: Sequence[Attempt], attempts: Sequence[Attempt]) -> Iterator[Attempt]:
    """Yield the attempts that others have not."""
    return (attempt for attempt in attempts if not any(_is_same(attempt, each) for each in others))


def _missing(attempt: Attempt) -> str:
    words = f"The form does not show {_in_words(attempt)}, which your facts have."
    # To leave out a failed attempt ends careers: it is said in so many words.
    return f"{words} Mark it: programs see every attempt on the transcript." if attempt.outcome == "failed" else words


def _in_words(attempt: Attempt) -> str:
    return f"{attempt.exam} {attempt.outcome}{f' {attempt.date.on}' if attempt.date else ''}"


def _is_same(one: Attempt, other: Attempt) -> bool:
    if (one.exam, one.outcome) != (other.exam, other.outcome):
        return False
    if one.date is None or other.date is None:
        return True
    return one.date.first <= other.date.last and other.date.first <= one.date.last


def _about_experiences(application: Application) -> Iterator[Open]:
    named = [each for each in application.experiences if each.title]
    yield from (Open("experiences", f"{quoted(each.title)} is not in the form.") for each in named if not each.entered)
    if not named:
        yield Open("experiences", "Which experiences does the form have? List each that you mean to have in it.")
    if len(named) > _MOST_EXPERIENCES:
        yield Open("experiences", f"{len(named)} experiences are listed, and the form takes {_MOST_EXPERIENCES}.")


def _about_statements(application: Application) -> Iterator[Open]:
    for each in application.statements:
        if each.title is None or each.specialty is None:
            about = quoted(each.title) if each.title else "a statement"
            yield Open("statements", f"Say of {about} its title in the form and its specialty.")
        elif each.file is None:
            yield Open("statements", f"{quoted(each.title)} has no file, so that its text was not checked (file).")


def _about_programs(application: Application, facts: Facts) -> Iterator[Open]:
    assigned = {_key(each.name): each.statement for each in application.programs}
    titles = {_key(each.title): each for each in application.statements if each.title}
    for program in facts.programs:
        yield from _about_program(program, assigned.get(_key(program.name)), titles)


def _about_program(program: Program, title: str | None, titles: Mapping[str, Statement]) -> Iterator[Open]:
    if title is None:
        yield Open("programs", f"{program.name} has no statement.")
    elif _key(title) in titles:
        yield from _wrong_field(program, titles[_key(title)])
    else:
        yield Open("programs", f"{program.name} has the statement {quoted(title)}, which is not in your list.")


def _key(name: str | None) -> str:
    return (name or "").casefold()


def _wrong_field(program: Program, statement: Statement) -> Iterator[Open]:
    field = audience_from_program(program, by="").field
    own = specialties()[statement.specialty] if statement.specialty else None
    if field and own and not agree(field, own):
        wrong = f"its statement {quoted(statement.title)} is for {own.name}: assign another."
        yield Open("programs", f"{program.name} is in {field.name}, and {wrong}")


def _describe(error: ErrorDetails) -> str:
    return str(error.get("ctx", {}).get("error", error["msg"]))


def _toml(text: str | None) -> str:
    return json.dumps(text or "", ensure_ascii=False)


def files_of(application: Application) -> Sequence[tuple[str, Statement]]:
    """Return the files of the statements, each with its statement."""
    return [(each.file, each) for each in application.statements if each.file]
