"""What is the applicant's own in a text: their name, the people whom they name, their practice tests and numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from soapwriter.claims import find_dates
from soapwriter.linter.context import Context, Match
from soapwriter.nlp import words
from soapwriter.tables import practice
from soapwriter.text import Span

if TYPE_CHECKING:
    from soapwriter.claims import PracticeResult
    from soapwriter.facts import Facts, Practice, Program
    from soapwriter.nlp import Sentence

_TITLED = re.compile(
    r"\b(?:Dr|Prof|Professor|Mr|Mrs|Ms|Dean)\b\.?\s+(?:[A-Z][\w'\u2019-]*\.?\s+)??(?P<name>[A-Z][\w'\u2019-]{3,})"
)
_NAME = re.compile(r"[^\W\d_][\w'\u2019.-]*(?:[ \t]+[^\W\d_][\w'\u2019.-]*){1,3}")
_NUMBER = re.compile(r"(?<![\w.,/:$#-])\d+(?:,\d{3})*(?:\.\d+)?(?![\w/:-]|[.,]\d|\s*[ap]\.?m\b)")
_DIGITS = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_PLACEHOLDER = re.compile(r"\[\[.*?\]\]", re.DOTALL)
# What programs ask for and have open is no number of the applicant's.
_OF_OTHERS: Any = {"targets": True, "programs": {"__all__": {"requires", "history", "unfilled"}}}
_ALIKE = 0.8
_SMALL = 10


def tests_like(facts: Facts, result: PracticeResult) -> tuple[Practice, ...]:
    """Return the practice tests on record that a result names beyond doubt: by test and form."""
    if not result.test and not result.form:
        return ()
    named = [(test, _named(test, facts)) for test in facts.practice]
    exam = next((test.exam for test in facts.practice if test.exam), "") or ""
    asked = practice.Named(result.test, result.form, 0, 0)
    meant = practice.meant(asked, result.exam or exam)
    identity = meant.id if meant else ""
    alike = [(test, form) for test, (known, form) in named if (not identity or known == identity) and known]
    exact = tuple(test for test, form in alike if form == result.form)
    return exact if result.form or all(not form for _, form in alike) else ()


def _named(test: Practice, facts: Facts) -> tuple[str, str]:
    """Return a practice test's id and form, by its name on record."""
    found = practice.find_tests(test.name or "")
    if not found:
        return "", ""
    exam = test.exam or next(iter(facts.sittings), "")
    meant = practice.meant(found[0], exam)
    return (meant.id if meant else ""), found[0].form


def unknown_numbers(context: Context, facts: Facts) -> Iterator[Match]:
    """Yield the numbers of the explanation that stand nowhere in the facts, each once."""
    document = context.parsed.document
    told = facts.model_dump(mode="json", exclude=_OF_OTHERS)
    known = {_value(number) for text in _texts(told) for number in _DIGITS.findall(text)}
    taken = _other_places(context)
    for clause in context.outline.scope:
        span = context.parsed.span(clause.clause.first, clause.clause.last)
        for match in _NUMBER.finditer(document.prose, span.start, span.end):
            value = _value(match.group())
            free = all(match.end() <= start or end <= match.start() for start, end in taken)
            if value >= _SMALL and value not in known and free:
                known.add(value)
                yield Match(Span(*match.span()), {"said": match.group(), "known": "", "exam": ""})


def _value(number: str) -> float:
    return float(number.replace(",", ""))


def _texts(value: Any) -> Iterator[str]:
    """Yield every text and number of the facts."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple):
        for each in value:
            yield from _texts(each)
    elif value is not None:
        yield str(value)


def _other_places(context: Context) -> list[tuple[int, int]]:
    """Return the places of numbers that are no claim of their own: in dates, names, IDs and placeholders."""
    prose, parsed = context.parsed.document.prose, context.parsed
    spans = [(place.start, place.end) for place in find_dates(prose)]
    spans += [(name.start, name.end) for name in practice.find_tests(prose)]
    spans += [parsed.span(entity.start, entity.end) for entity in parsed.doc.ents]
    spans += [match.span() for match in _PLACEHOLDER.finditer(prose)]
    return spans + [said.span for said in context.claims.aamc_ids]


def signatures(context: Context, facts: Facts) -> Iterator[Match]:
    """Yield the name under an email whose last name is not the applicant's."""
    known = (facts.applicant.name or "").split()
    if not known or not context.kind.email:
        return
    for span, name in _signed(context):
        if known[-1].lower() not in name.lower().split():
            yield Match(span, {"said": name, "known": " ".join(known), "exam": ""})


def _signed(context: Context) -> Iterator[tuple[Span, str]]:
    """Yield the line that is a name behind the words that take leave."""
    document = context.parsed.document
    leave = set(words().classes["closing"])
    closings = [sentence.span for sentence in context.parsed.sentences if sentence.role == "closing"]
    if not closings:
        return
    at = closings[0].start
    for line in document.prose[at : closings[-1].end].splitlines(keepends=True):
        name = line.split(",")[0].strip()
        if _NAME.fullmatch(name) and name.istitle() and name.lower() not in leave:
            start = at + line.index(name)
            yield Span(start, start + len(name)), name
            return
        at += len(line)


def near_names(context: Context, facts: Facts) -> Iterator[Match]:
    """Yield the names behind a title that are nearly, and not quite, those of the facts."""
    known = _people(facts)
    for match in _TITLED.finditer(context.parsed.document.prose):
        name = match["name"].removesuffix("'s").removesuffix("\u2019s")
        if name in known:
            continue
        near = [each for each in get_close_matches(name, known, n=1, cutoff=_ALIKE) if each[0] == name[0]]
        if near:
            start = match.start("name")
            yield Match(Span(start, start + len(name)), {"said": name, "known": near[0], "exam": ""})


def _people(facts: Facts) -> set[str]:
    """Return the last names of all who are named in the facts."""
    dump = facts.model_dump(mode="json")
    found = {match["name"] for text in _texts(dump) for match in _TITLED.finditer(text)}
    people = [person for program in facts.programs for person in (*program.people, program.interviewer or "")]
    found |= {person.split(",")[0].split()[-1] for person in people if person.split(",")[0].split()}
    return {name.removesuffix("'s").removesuffix("\u2019s") for name in found}


def interview_days(context: Context, facts: Facts) -> Iterator[Match]:
    """Yield the day of a talk that was on another, where the text leaves no doubt with which program it was."""
    program = _program_of(context, facts)
    if not context.kind.email or program is None or program.interview_date is None:
        return
    for sentence in context.body():
        if not _tells_of_talk(context, sentence):
            continue
        prose = context.parsed.document.prose
        for place in find_dates(prose[sentence.span.start : sentence.span.end]):
            if place.date.month and not place.date.may_be(program.interview_date):
                start, end = (sentence.span.start + at for at in (place.start, place.end))
                said = {"said": prose[start:end], "known": program.interview_date.in_words, "exam": program.name or ""}
                yield Match(Span(start, end), said)
                return


def _program_of(context: Context, facts: Facts) -> Program | None:
    """Return the one program whose name, or whose interviewer's, stands in the text."""
    text = context.parsed.document.prose
    named = [each for each in facts.programs if any(name and name in text for name in (each.name, each.interviewer))]
    return named[0] if len(named) == 1 else None


def _tells_of_talk(context: Context, sentence: Sentence) -> bool:
    talking = set(words().classes["talking"])
    tokens = context.parsed.tokens(sentence)
    return any(token.norm_ in talking for token in tokens) and any(token.norm_ == "on" for token in tokens)
