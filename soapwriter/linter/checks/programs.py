"""What the facts know of programs, found in a text: their names, cities and people."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from soapwriter.claims import (
    TITLE,
    ProgramMention,
    bare_name,
    city_patterns,
    find_programs,
    name_patterns,
    people_of,
    person_patterns,
    surname,
)
from soapwriter.linter.context import Context, Match
from soapwriter.text import Span, listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from soapwriter.claims import ProgramPatterns
    from soapwriter.facts import Facts, Program


_GREETED = re.compile(rf"{TITLE}\s+((?:[^\W\d_][\w'\u2019-]*\.?\s+)*[^\W\d_][\w'\u2019-]*)")


def names(context: Context) -> Iterator[Match]:
    """Yield the names of other programs than the reader's."""
    for named in _others(context, name_patterns):
        yield _place(context, named)


def cities(context: Context) -> Iterator[Match]:
    """Yield the cities of other programs, outside any program's name."""
    covered = [named.span for named in _found(context, name_patterns)]
    for named in _others(context, city_patterns):
        if all(named.span.end <= start or end <= named.span.start for start, end in covered):
            yield _place(context, named)


def people(context: Context) -> Iterator[Match]:
    """Yield the people of other programs; where no reader is known, who is greeted beside another program's name."""
    for named in _others(context, person_patterns):
        yield _place(context, named)
    if context.audience is None and context.kind.email:
        greeted = [each for each in _found(context, person_patterns) if _role(context, each.span) == "greeting"]
        named_too = _found(context, name_patterns)
        programs = {each.program.name for each in greeted}
        if greeted and named_too and not programs & {each.program.name for each in named_too}:
            yield _place(context, greeted[0], known="its own words", wanted=named_too[0].program.name)


def greeted(context: Context) -> Iterator[Match]:
    """Yield who is greeted and is nobody that the facts know; doubted where they do not say who the interviewer is."""
    program = context.audience.program if context.audience else None
    if context.facts is None or program is None or not (known := people_of(program)):
        return
    everybody = {surname(person).lower() for each in context.facts.programs for person in people_of(each)}
    for sentence in context.parsed.sentences:
        if sentence.role == "greeting":
            start, end = sentence.span
            for match in _GREETED.finditer(context.parsed.document.prose, start, end):
                if everybody.isdisjoint(word.lower() for word in re.findall(r"[\w'\u2019-]+", match.group(1))):
                    span = Span(*match.span())
                    wanted = listed(map(bare_name, known), last="or")
                    told = {"match": match.group(), "known": program.name or "", "wanted": wanted}
                    yield Match(span, told, sure=program.interviewer is not None)


def _others(context: Context, patterns: ProgramPatterns) -> Iterator[ProgramMention]:
    """Yield where what is of other programs stands, save what is of the reader's, or the writer's own, as well."""
    audience = context.audience
    if context.facts is None or audience is None or audience.program is None:
        return
    own = _own(context.facts, audience.program)
    ours = [named.span for named in _found(context, patterns) if named.program == audience.program]
    for named in _found(context, patterns):
        text = context.parsed.document.prose[named.span.start : named.span.end]
        inside = any(start <= named.span.start and named.span.end <= end for start, end in ours)
        if named.program != audience.program and not inside and text.lower() not in own:
            yield named


def _found(context: Context, patterns: ProgramPatterns) -> list[ProgramMention]:
    return find_programs(context.parsed.document.prose, context.facts, patterns)


def _own(facts: Facts, program: Program) -> set[str]:
    """Return the names, in small letters, that are the reader's or the writer's own too."""
    said = [program.name, program.city, facts.applicant.school, facts.applicant.name, *people_of(program)]
    texts = [text.lower() for text in said if text]
    return {" ".join(run) for text in texts for run in _runs(re.findall(r"[\w.'\u2019-]+", text))}


def _runs(found: list[str]) -> Iterable[list[str]]:
    """Return every run of neighbouring words."""
    return (found[start:end] for start in range(len(found)) for end in range(start + 1, len(found) + 1))


def _role(context: Context, span: Span) -> str:
    return next((each.role for each in context.parsed.sentences if each.span.start <= span.start < each.span.end), "")


def _place(context: Context, named: ProgramMention, *, known: str = "", wanted: str | None = None) -> Match:
    said = " ".join(context.parsed.document.text[named.span.start : named.span.end].split())
    audience = context.audience
    by, program = (audience.by, audience.program) if audience else ("", None)
    wanted = wanted or (program.name if program else "") or ""
    told = {"match": said, "said": named.program.name or "", "known": known or by, "wanted": wanted}
    return Match(named.span, told, audience.sure if audience else True)
