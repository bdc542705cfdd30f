"""The programs of the facts, found in a text: by name, by city, and by the people whom the facts know there."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import chain, takewhile
from typing import TYPE_CHECKING, NamedTuple

from soapwriter.facts import Program
from soapwriter.nlp import any_of
from soapwriter.text import Places, Span

if TYPE_CHECKING:
    from soapwriter.facts import Facts

# Yields the regular expressions by which a program can be found.
ProgramPatterns = Callable[[Program], Iterator[str]]

TITLE = r"(?:Drs?|Prof|Professor|Mr|Ms|Mrs)\.?"
_TITLED = re.compile(rf"^{TITLE}\s+")
_NOT_AFTER_DOCTOR = r"(?<!\w)(?<!Dr\.\s)(?<!Dr\s)"
# Characters of a short name: a shorter one, as "St" of "St Mary Hospital", is found everywhere.
_SHORTEST_NAME = 4


class ProgramMention(NamedTuple):
    """Where a text names a program, or somebody or something of it."""

    span: Span
    program: Program


def find_programs(prose: str, facts: Facts | None, patterns: ProgramPatterns) -> list[ProgramMention]:
    """Return where the patterns of any program match, in order of position; of two that overlap, the longer."""
    programs = facts.programs if facts else ()
    found = chain.from_iterable(_mentions(prose, program, patterns) for program in programs)
    kept: list[ProgramMention] = []
    places: Places[Span] = Places()
    for mention in sorted(found, key=_length, reverse=True):
        if not any(places.overlapping(mention.span)):
            kept.append(mention)
            places.add(mention.span)
    return sorted(kept, key=lambda mention: mention.span)


def _mentions(prose: str, program: Program, patterns: ProgramPatterns) -> Iterator[ProgramMention]:
    for pattern in patterns(program):
        for found in re.finditer(pattern, prose):
            yield ProgramMention(Span(*found.span()), program)


def _length(mention: ProgramMention) -> int:
    return mention.span.end - mention.span.start


def inferred_program(prose: str, facts: Facts) -> Program | None:
    """Return the one program of the facts that a text names, or one of whose people it names; else None."""
    mentions = [*find_programs(prose, facts, name_patterns), *find_programs(prose, facts, person_patterns)]
    programs = {mention.program.name: mention.program for mention in mentions}
    return next(iter(programs.values())) if len(programs) == 1 else None


def name_patterns(program: Program) -> Iterator[str]:
    """Yield how a program may be named: in full, or by the words that are its own; never after a doctor's title."""
    name = program.name or ""
    short = _short_name(name)
    if name:
        yield rf"(?i)(?<!\w){_spaced(name)}(?!\w)"
    if short not in ("", name):
        yield rf"{_NOT_AFTER_DOCTOR}{_spaced(short)}(?!\w)"


def city_patterns(program: Program) -> Iterator[str]:
    """Yield how a program's city may be named."""
    city = (program.city or "").partition(",")[0].strip()
    if city:
        yield rf"{_NOT_AFTER_DOCTOR}{_spaced(city)}(?!\w)"


def person_patterns(program: Program) -> Iterator[str]:
    """Yield how a program's people may be named: by title and surname, or by first name and surname."""
    for person in people_of(program):
        name = _untitled(person)
        yield rf"(?<!\w){TITLE}\s+(?:[^\W\d_][\w'\u2019-]*\.?\s+){{0,2}}{re.escape(surname(person))}(?!\w)"
        if len(name.split()) > 1:
            yield rf"(?<!\w){_spaced(name)}(?!\w)"


def people_of(program: Program) -> list[str]:
    """Return the people of a program that the facts name, each once."""
    named = (*program.people, program.interviewer or "", program.writer or "")
    return [person for person in dict.fromkeys(named) if surname(person)]


def bare_name(person: str) -> str:
    """Return a person without an office: "Dr. Ilse Castellane" of "Dr. Ilse Castellane, program director"."""
    return re.split(r",|\(|;| - ", person)[0].strip()


def surname(person: str) -> str:
    """Return the last name of a person, without title and office; "" where nothing is left."""
    return "".join(_untitled(person).split()[-1:])


def _untitled(person: str) -> str:
    return _TITLED.sub("", bare_name(person))


def _short_name(name: str) -> str:
    """Return the words of a program's name before the first that any program may have, or "" where these are few."""
    own = takewhile(lambda word: not _is_common(word), name.split())
    short = " ".join(own).rstrip(",'\u2019")
    return short if len(short) >= _SHORTEST_NAME else ""


def _is_common(word: str) -> bool:
    return word.lower().strip(",.") in any_of("program_word")


def _spaced(text: str) -> str:
    return r"\s+".join(map(re.escape, text.split()))
