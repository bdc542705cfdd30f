"""What a text says of the applicant's own: their name, the people whom they name, their practice tests and numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from soapwriter.claims import find_dates
from soapwriter.linter.context import Context, Match
from soapwriter.nlp import any_of
from soapwriter.tables import practice
from soapwriter.text import Places, Span

if TYPE_CHECKING:
    from soapwriter.claims import PartialDate, PracticeResult
    from soapwriter.facts import Facts, Practice, Program, When
    from soapwriter.nlp import Sentence
    from soapwriter.text import Stretch

_TITLED = re.compile(
    r"\b(?:Dr|Prof|Professor|Mr|Mrs|Ms|Dean)\b\.?\s+(?:[A-Z][\w'\u2019-]*\.?\s+)??(?P<name>[A-Z][\w'\u2019-]{3,})"
)
# Two to four words: a first name alone may be anybody's, and more are a sentence.
_NAME = re.compile(r"[^\W\d_][\w'\u2019.-]*(?:[ \t]+[^\W\d_][\w'\u2019.-]*){1,3}")
# Thousands have a comma, a blank or a full stop between them, or a "k" behind: 2,600 and 2 600 and 2.600 and 2.6k.
_DIGITS = re.compile(
    r"(?:\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+(?!\d)|\d{1,3}(?:\.\d{3})+(?![\d.])|\d+(?:,\d{3})*(?:\.\d+)?)(?:[kK]\b)?"
)
_NUMBER = re.compile(rf"(?<![\w.,/:$#-]){_DIGITS.pattern}(?![\w/:-]|[.,]\d|\s*[ap]\.?m\b)")
# What is to be filled in is no statement yet.
_PLACEHOLDER = re.compile(r"\[\[.*?\]\]", re.DOTALL)
# What programs require and have open is not a number of the applicant's.
_OF_OTHERS: Any = {"targets": True, "programs": {"__all__": {"requires", "history", "unfilled"}}}
# difflib's ratio from which two surnames count as one with a slip: a letter more or less in a name of six has .92, two
# letters of five have .8, and below that different names meet.
_SIMILAR = 0.8
# Smaller numbers ("two blocks", "8 weeks") are in every story and in few facts files.
_SMALLEST_NUMBER = 10


class _Recorded(NamedTuple):
    """A practice test on record, and what its name there says: an id of the table or "", a form or ""."""

    practice: Practice
    id: str
    form: str


def tests_like(facts: Facts, result: PracticeResult) -> tuple[Practice, ...]:
    """Return the practice tests on record that a result names beyond doubt, by test and form."""
    if not result.test and not result.form:
        return ()
    alike = _recorded_as(_id_for(result.test, result.exam or _practised_exam(facts)), facts)
    # A result without a form can be of any form on record.
    if not result.form and any(test.form for test in alike):
        return ()
    return tuple(test.practice for test in alike if test.form == result.form)


def _practised_exam(facts: Facts) -> str:
    return next((test.exam for test in facts.practice if test.exam), "")


def _recorded_as(name: str, facts: Facts) -> list[_Recorded]:
    """Return the practice tests on record with this id, or with any where it is ""."""
    return [test for test in _recorded(facts) if test.id and name in ("", test.id)]


def _recorded(facts: Facts) -> Iterator[_Recorded]:
    first_failed = next(iter(facts.sittings), "")
    for test in facts.practice:
        found = practice.find_tests(test.name or "")
        if found:
            yield _Recorded(test, _id_for(found[0].id, test.exam or first_failed), found[0].form)


def _id_for(name: str, exam: str) -> str:
    test = practice.test_for(name, exam)
    return test.id if test else ""


def unknown_numbers(context: Context, facts: Facts) -> Iterator[Match]:
    """Yield the numbers of the explanation that the facts do not have, each once."""
    known = _known_numbers(facts)
    for found in _numbers_of_explanation(context):
        values = _values(found.group())
        if max(values) >= _SMALLEST_NUMBER and values.isdisjoint(known):
            known |= values
            yield Match(Span(*found.span()), {"said": found.group(), "known": "", "exam": ""})


def _known_numbers(facts: Facts) -> set[float]:
    texts = _texts(facts.model_dump(mode="json", exclude=_OF_OTHERS))
    return {value for text in texts for number in _DIGITS.findall(text) for value in _values(number)}


def _values(number: str) -> set[float]:
    """Return what a number may mean: "2.500" is two and a half in one country, and two thousand in another."""
    digits, factor = (number[:-1], 1000) if number[-1] in "kK" else (number, 1)
    digits = re.sub(r"[,\s]", "", digits)
    parts = digits.split(".")
    grouped = len(parts) > 1 and all(len(part) == 3 for part in parts[1:])
    meant = {float("".join(parts))} if grouped else set()
    return {value * factor for value in (meant | {float(digits)} if len(parts) < 3 else meant)}


def _texts(value: Any) -> Iterator[str]:
    """Yield every text and number of the facts, as JSON has them."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple):
        yield from chain.from_iterable(map(_texts, value))
    elif value is not None:
        yield str(value)


def _numbers_of_explanation(context: Context) -> Iterator[re.Match[str]]:
    taken = Places(_spans_with_numbers(context))
    for sentence in context.explanation.scope:
        for found in _NUMBER.finditer(context.parsed.document.prose, *sentence.span):
            if not any(taken.overlapping(Span(*found.span()))):
                yield found


def _spans_with_numbers(context: Context) -> list[Stretch]:
    """Return the spans in which a number is part of something else: a date, a name, an ID, a placeholder."""
    prose, parsed = context.parsed.document.prose, context.parsed
    entities = (parsed.span(entity.start, entity.end) for entity in parsed.doc.ents)
    placeholders = (Span(*found.span()) for found in _PLACEHOLDER.finditer(prose))
    ids = (said.span for said in context.claims.aamc_ids)
    return [*find_dates(prose), *practice.find_tests(prose), *entities, *placeholders, *ids]


def wrong_signatures(context: Context, facts: Facts) -> Iterator[Match]:
    """Yield the name under an email whose last name is not the applicant's."""
    known = (facts.applicant.name or "").split()
    span = _signature(context) if known and context.kind.email else None
    if span is None:
        return
    name = context.parsed.document.prose[span.start : span.end]
    if known[-1].lower() not in name.lower().split():
        yield Match(span, {"said": name, "known": " ".join(known), "exam": ""})


def _signature(context: Context) -> Span | None:
    """Return the first line of the closing that is a name."""
    prose = context.parsed.document.prose
    closings = [sentence.span for sentence in context.parsed.sentences if sentence.role == "closing"]
    lines = _lines(prose, closings[0].start, closings[-1].end) if closings else iter(())
    return next((span for span in lines if _is_name(prose[span.start : span.end])), None)


def _lines(prose: str, start: int, end: int) -> Iterator[Span]:
    """Yield each line of a stretch up to its first comma, without the white space around it."""
    for line in prose[start:end].splitlines(keepends=True):
        words = line.partition(",")[0].strip()
        first = start + line.index(words)
        yield Span(first, first + len(words))
        start += len(line)


def _is_name(words: str) -> bool:
    return bool(_NAME.fullmatch(words)) and words.istitle() and words.lower() not in any_of("closing")


def near_names(context: Context, facts: Facts) -> Iterator[Match]:
    """Yield the names after a title that are nearly, and not quite, those of the facts."""
    known = _surnames(facts)
    for found in _TITLED.finditer(context.parsed.document.prose):
        name, start = _without_possessive(found["name"]), found.start("name")
        near = "" if name in known else _nearest(name, known)
        # A slip is rarely in the first letter; another initial is another name.
        if near.startswith(name[0]):
            yield Match(Span(start, start + len(name)), {"said": name, "known": near, "exam": ""})


def _nearest(name: str, known: set[str]) -> str:
    return next(iter(get_close_matches(name, known, n=1, cutoff=_SIMILAR)), "")


def _surnames(facts: Facts) -> set[str]:
    """Return the last names of all who are named in the facts."""
    titled = (found["name"] for text in _texts(facts.model_dump(mode="json")) for found in _TITLED.finditer(text))
    return set(map(_without_possessive, chain(titled, _surnames_of_people(facts))))


def _surnames_of_people(facts: Facts) -> Iterator[str]:
    people = chain.from_iterable((*program.people, program.interviewer or "") for program in facts.programs)
    for person in people:
        yield from person.partition(",")[0].split()[-1:]


def _without_possessive(name: str) -> str:
    return name.removesuffix("'s").removesuffix("\u2019s")


def wrong_interview_days(context: Context, facts: Facts) -> Iterator[Match]:
    """Yield the first wrong day of an interview, where the text leaves no doubt with which program it was."""
    program = _program_of(context, facts)
    if program is None or program.interview_date is None:
        return
    span = _other_day(context, program.interview_date)
    if span is not None:
        said, known = context.parsed.document.prose[span.start : span.end], program.interview_date.in_words
        yield Match(span, {"said": said, "known": known, "exam": program.name or ""})


def _other_day(context: Context, known: When) -> Span | None:
    days = _interview_days(context)
    return next((span for date, span in days if date.month and not date.may_be(known)), None)


def _interview_days(context: Context) -> Iterator[tuple[PartialDate, Span]]:
    """Yield the dates in the sentences of the body that tell of an interview."""
    for sentence in context.body():
        if _is_about_interview(context, sentence):
            start = sentence.span.start
            for match in find_dates(context.parsed.document.prose[start : sentence.span.end]):
                yield match.date, Span(start + match.start, start + match.end)


def _is_about_interview(context: Context, sentence: Sentence) -> bool:
    norms = {token.norm_ for token in context.parsed.tokens(sentence)}
    return "on" in norms and not norms.isdisjoint(any_of("talking"))


def _program_of(context: Context, facts: Facts) -> Program | None:
    """Return the one program whose name, or whose interviewer's, is in an email."""
    if not context.kind.email:
        return None
    named = [program for program in facts.programs if _is_named(program, context.parsed.document.prose)]
    return named[0] if len(named) == 1 else None


def _is_named(program: Program, prose: str) -> bool:
    return any(name in prose for name in (program.name, program.interviewer) if name)
