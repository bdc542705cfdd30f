"""What the facts know of programs, found in a text: their names, cities and people."""

from __future__ import annotations

import re
from itertools import combinations
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
from soapwriter.text import Places, Span, listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from soapwriter.claims import ProgramPatterns
    from soapwriter.facts import Facts, Program

_GREETED = re.compile(rf"{TITLE}\s+((?:[^\W\d_][\w'\u2019-]*\.?\s+)*[^\W\d_][\w'\u2019-]*)")


def other_programs(context: Context) -> Iterator[Match]:
    """Yield the names of other programs than the one that the text is for."""
    for mention in _of_others(context, name_patterns):
        yield _match(context, mention)


def other_cities(context: Context) -> Iterator[Match]:
    """Yield the cities of other programs, outside any program's name."""
    names = Places(name.span for name in _mentions(context, name_patterns))
    for mention in _of_others(context, city_patterns):
        if not any(names.overlapping(mention.span)):
            yield _match(context, mention)


def other_people(context: Context) -> Iterator[Match]:
    """Yield the people of other programs; and where the audience is unknown, a greeting of another program's people."""
    for mention in _of_others(context, person_patterns):
        yield _match(context, mention)
    if context.audience is None and context.kind.email:
        yield from _greeting_of_another(context)


def _greeting_of_another(context: Context) -> Iterator[Match]:
    """Yield a person who is greeted in an email that names only other programs than theirs."""
    greeted, named = _greeted(context), _mentions(context, name_patterns)
    if greeted and named and _program_names(greeted).isdisjoint(_program_names(named)):
        words = {"known": "its own words", "wanted": named[0].program.name or ""}
        yield Match(greeted[0].span, {**_words(context, greeted[0]), **words})


def _greeted(context: Context) -> list[ProgramMention]:
    return [mention for mention in _mentions(context, person_patterns) if _is_greeted(context, mention.span)]


def _program_names(mentions: list[ProgramMention]) -> set[str | None]:
    return {mention.program.name for mention in mentions}


def _is_greeted(context: Context, span: Span) -> bool:
    return any(greeting.start <= span.start < greeting.end for greeting in _greetings(context))


def _greetings(context: Context) -> list[Span]:
    return [sentence.span for sentence in context.parsed.sentences if sentence.role == "greeting"]


def unknown_people(context: Context) -> Iterator[Match]:
    """Yield who is greeted and not in the facts; in doubt where these do not say who the interviewer is."""
    program = _program_of(context)
    if context.facts is None or program is None or not people_of(program):
        return
    known = _surnames(context.facts)
    for found in _greeted_names(context):
        if known.isdisjoint(map(str.lower, re.findall(r"[\w'\u2019-]+", found.group(1)))):
            wanted = listed(map(bare_name, people_of(program)), last="or")
            words = {"match": found.group(), "known": program.name or "", "wanted": wanted}
            yield Match(Span(*found.span()), words, sure=program.interviewer is not None)


def _surnames(facts: Facts) -> set[str]:
    return {surname(person).lower() for program in facts.programs for person in people_of(program)}


def _greeted_names(context: Context) -> Iterator[re.Match[str]]:
    for start, end in _greetings(context):
        yield from _GREETED.finditer(context.parsed.document.prose, start, end)


def _of_others(context: Context, patterns: ProgramPatterns) -> Iterator[ProgramMention]:
    """Yield the mentions of other programs, except of what the audience's program, or the writer, has as well."""
    program = _program_of(context)
    if context.facts is None or program is None:
        return
    mentions = _mentions(context, patterns)
    own_words = _own_words(context.facts, program)
    own_spans = _spans_of(program, mentions)
    for mention in mentions:
        said = context.parsed.document.prose[mention.span.start : mention.span.end].lower()
        if said not in own_words and not _is_inside(mention.span, own_spans):
            yield mention


def _spans_of(program: Program, mentions: list[ProgramMention]) -> list[Span]:
    return [mention.span for mention in mentions if mention.program == program]


def _program_of(context: Context) -> Program | None:
    """Return the program that a text is for, where it is known."""
    return context.audience.program if context.audience else None


def _is_inside(span: Span, others: list[Span]) -> bool:
    return any(other.start <= span.start and span.end <= other.end for other in others)


def _mentions(context: Context, patterns: ProgramPatterns) -> list[ProgramMention]:
    return find_programs(context.parsed.document.prose, context.facts, patterns)


def _own_words(facts: Facts, program: Program) -> set[str]:
    """Return the words, in small letters and in every run, of the names of a program and of the writer."""
    names = [program.name, program.city, facts.applicant.school, facts.applicant.name, *people_of(program)]
    return {run for name in names if name for run in _runs(name.lower())}


def _runs(name: str) -> Iterator[str]:
    """Yield every run of neighbouring words."""
    words = re.findall(r"[\w.'\u2019-]+", name)
    return (" ".join(words[start:end]) for start, end in combinations(range(len(words) + 1), 2))


def _match(context: Context, mention: ProgramMention) -> Match:
    audience, program = context.audience, _program_of(context)
    assert audience is not None
    assert program is not None
    words = {"known": audience.by, "wanted": program.name or ""}
    return Match(mention.span, {**_words(context, mention), **words}, audience.sure)


def _words(context: Context, mention: ProgramMention) -> dict[str, str]:
    return {"match": context.parsed.document.quote(mention.span), "said": mention.program.name or ""}
