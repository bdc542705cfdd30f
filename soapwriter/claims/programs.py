"""The programs of the facts, found in a text: by name, by city, by the people whom the facts know there."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from soapwriter.facts import Program
from soapwriter.nlp import words
from soapwriter.text import Span

if TYPE_CHECKING:
    from soapwriter.facts import Facts

Patterns = Callable[[Program], Iterator[str]]

TITLE = r"(?:Drs?|Prof|Professor|Mr|Ms|Mrs)\.?"
_TITLED = re.compile(rf"^{TITLE}\s+")
_SHORTEST = 4


class Named(NamedTuple):
    """Where a text names a program, or somebody or something of it."""

    span: Span
    program: Program


def find_programs(prose: str, facts: Facts | None, patterns: Patterns) -> list[Named]:
    """Return where the patterns of every program match, in order of place; of two that overlap, the longer."""
    found: list[Named] = []
    for program in facts.programs if facts else ():
        for pattern in patterns(program):
            matches = re.finditer(pattern, prose)
            found.extend(Named(Span(*match.span()), program) for match in matches)
    kept: list[Named] = []
    for named in sorted(found, key=lambda each: each.span.start - each.span.end):
        if all(named.span.end <= each.span.start or each.span.end <= named.span.start for each in kept):
            kept.append(named)
    return sorted(kept, key=lambda each: each.span)


def inferred_program(prose: str, facts: Facts) -> Program | None:
    """Return the one program of the facts that a text names, or one of whose people it greets; else nothing."""
    found = [*find_programs(prose, facts, name_patterns), *find_programs(prose, facts, person_patterns)]
    programs = {each.program.name: each.program for each in found}
    return next(iter(programs.values())) if len(programs) == 1 and facts.programs else None


def name_patterns(program: Program) -> Iterator[str]:
    """Yield how a program may be named: whole, or by what is its own of its name; never behind a doctor's title."""
    name = program.name or ""
    short = _short(name)
    if name:
        yield rf"(?i)(?<!\w){_spaced(name)}(?!\w)"
    if short and short != name:
        yield rf"(?<!\w)(?<!Dr\.\s)(?<!Dr\s){_spaced(short)}(?!\w)"


def city_patterns(program: Program) -> Iterator[str]:
    """Yield how a program's city may be named."""
    city = (program.city or "").partition(",")[0].strip()
    if city:
        yield rf"(?<!\w)(?<!Dr\.\s)(?<!Dr\s){_spaced(city)}(?!\w)"


def person_patterns(program: Program) -> Iterator[str]:
    """Yield how a program's people may be named: by title and surname, perhaps with a first name, or by both names."""
    for person in people_of(program):
        bare = bare_name(person)
        name = _TITLED.sub("", bare)
        yield rf"(?<!\w){TITLE}\s+(?:[^\W\d_][\w'\u2019-]*\.?\s+){{0,2}}{re.escape(surname(person))}(?!\w)"
        if len(name.split()) > 1:
            yield rf"(?<!\w){_spaced(name)}(?!\w)"


def people_of(program: Program) -> list[str]:
    """Return the people of a program that the facts name, each once."""
    told = (*program.people, program.interviewer or "", program.writer or "")
    return [person for person in dict.fromkeys(told) if surname(person)]


def bare_name(person: str) -> str:
    """Return a person without an office: "Dr. Ilse Castellane" of "Dr. Ilse Castellane, program director"."""
    return re.split(r",|\(|;| - ", person)[0].strip()


def surname(person: str) -> str:
    """Return the last name of a person, without title and office."""
    name = _TITLED.sub("", bare_name(person)).split()
    return name[-1] if name else ""


def _short(name: str) -> str:
    """Return the words of a program's name before the first that any program's may have; "" where that is none."""
    common = words().classes["program_word"]
    kept: list[str] = []
    for word in name.split():
        if word.lower().strip(",.") in common:
            break
        kept.append(word)
    short = " ".join(kept).rstrip(",'\u2019")
    return short if len(short) >= _SHORTEST else ""


def _spaced(text: str) -> str:
    return r"\s+".join(map(re.escape, text.split()))
