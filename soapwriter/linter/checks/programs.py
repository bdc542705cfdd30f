"""What the facts know of programs, found in a text: their names, cities and people."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from soapwriter.claims import (
    TITLE,
    Named,
    bare_name,
    city_patterns,
    find_programs,
    name_patterns,
    people_of,
    person_patterns,
    surname,
)
from soapwriter.linter.look import Look, Place
from soapwriter.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from soapwriter.claims import Patterns
    from soapwriter.facts import Facts, Program


_GREETED = re.compile(rf"{TITLE}\s+((?:[^\W\d_][\w'\u2019-]*\.?\s+)*[^\W\d_][\w'\u2019-]*)")


def names(look: Look) -> Iterator[Place]:
    """Yield the names of other programs than the reader's."""
    for named in _others(look, name_patterns):
        yield _place(look, named)


def cities(look: Look) -> Iterator[Place]:
    """Yield the cities of other programs, outside any program's name."""
    covered = [named.span for named in _found(look, name_patterns)]
    for named in _others(look, city_patterns):
        if all(named.span.end <= start or end <= named.span.start for start, end in covered):
            yield _place(look, named)


def people(look: Look) -> Iterator[Place]:
    """Yield the people of other programs; where no reader is known, who is greeted beside another program's name."""
    for named in _others(look, person_patterns):
        yield _place(look, named)
    if look.target is None and look.kind.email:
        greeted = [each for each in _found(look, person_patterns) if _role(look, each.span) == "greeting"]
        named_too = _found(look, name_patterns)
        programs = {each.program.name for each in greeted}
        if greeted and named_too and not programs & {each.program.name for each in named_too}:
            yield _place(look, greeted[0], known="its own words", wanted=named_too[0].program.name)


def greeted(look: Look) -> Iterator[Place]:
    """Yield who is greeted and is nobody that the facts know; doubted where they do not say who the interviewer is."""
    program = look.target.program if look.target else None
    if look.facts is None or program is None or not (known := people_of(program)):
        return
    everybody = {surname(person).lower() for each in look.facts.programs for person in people_of(each)}
    for sentence in look.reading.sentences:
        if sentence.role == "greeting":
            start, end = sentence.span
            for match in _GREETED.finditer(look.reading.document.prose, start, end):
                if everybody.isdisjoint(word.lower() for word in re.findall(r"[\w'\u2019-]+", match.group(1))):
                    span = Span(*match.span())
                    wanted = " or ".join(bare_name(each) for each in known)
                    told = {"match": match.group(), "known": program.name or "", "wanted": wanted}
                    yield Place(span, told, sure=program.interviewer is not None)


def _others(look: Look, patterns: Patterns) -> Iterator[Named]:
    """Yield where what is of other programs stands, save what is of the reader's, or the writer's own, as well."""
    target = look.target
    if look.facts is None or target is None or target.program is None:
        return
    own = _own(look.facts, target.program)
    ours = [named.span for named in _found(look, patterns) if named.program == target.program]
    for named in _found(look, patterns):
        text = look.reading.document.prose[named.span.start : named.span.end]
        inside = any(start <= named.span.start and named.span.end <= end for start, end in ours)
        if named.program != target.program and not inside and text.lower() not in own:
            yield named


def _found(look: Look, patterns: Patterns) -> list[Named]:
    return find_programs(look.reading.document.prose, look.facts, patterns)


def _own(facts: Facts, program: Program) -> set[str]:
    """Return the names, in small letters, that are the reader's or the writer's own too."""
    said = [program.name, program.city, facts.applicant.school, facts.applicant.name, *people_of(program)]
    texts = [text.lower() for text in said if text]
    return {" ".join(run) for text in texts for run in _runs(re.findall(r"[\w.'\u2019-]+", text))}


def _runs(found: list[str]) -> Iterable[list[str]]:
    """Return every run of neighbouring words."""
    return (found[start:end] for start in range(len(found)) for end in range(start + 1, len(found) + 1))


def _role(look: Look, span: Span) -> str:
    return next((each.role for each in look.reading.sentences if each.span.start <= span.start < each.span.end), "")


def _place(look: Look, named: Named, *, known: str = "", wanted: str | None = None) -> Place:
    said = " ".join(look.reading.document.text[named.span.start : named.span.end].split())
    target = look.target
    by, program = (target.by, target.program) if target else ("", None)
    wanted = wanted or (program.name if program else "") or ""
    told = {"match": said, "said": named.program.name or "", "known": known or by, "wanted": wanted}
    return Place(named.span, told, target.sure if target else True)
