"""What the table of practice tests and the calendar say of practice scores."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from soapwriter.claims import longest_between
from soapwriter.finding import Severity
from soapwriter.linter.checks.applicant_facts import tests_like
from soapwriter.linter.context import Context, Match
from soapwriter.tables import practice, reference
from soapwriter.text import listed

if TYPE_CHECKING:
    from soapwriter.claims import PracticeResult
    from soapwriter.tables import Test, UnitLine

_MOST_PERCENT = 100
_STEEP = 40
_SOON = timedelta(weeks=4)


def units(context: Context) -> Iterator[Match]:
    """Yield the scores that are in another unit than their test's."""
    for result, test, lines, sure in _judged(context):
        wrong = [line for line in lines if (line.unit == "percent") != _is_percent(result)]
        if wrong and len(wrong) == len(lines):
            place = _place(result, test, "percent" if lines[-1].unit == "percent" else "three digits", lines[-1])
            yield Match(place.span, place.words, sure=sure, most=place.most)
        elif wrong and wrong[-1] is lines[-1]:
            place = _place(result, test, "percent" if lines[-1].unit == "percent" else "three digits", lines[-1])
            yield Match(place.span, place.words, sure=False)


def ranges(context: Context) -> Iterator[Match]:
    """Yield the scores that no form of their test can give, in the right unit."""
    for result, test, lines, _ in _judged(context):
        line = lines[-1]
        least, most = line.range
        fits = (line.unit == "percent") == _is_percent(result)
        if (fits or result.score.value.percent) and not least <= result.score.value.value <= max(most, _MOST_PERCENT):
            place = _place(result, test, f"{least} to {most}", line)
            yield Match(place.span, place.words, most=Severity.WARNING)


def other_exams(context: Context) -> Iterator[Match]:
    """Yield the tests that are made for another exam than the one they are named for."""
    for trial in context.claims.practice_mentions:
        test = practice.tests()[trial.test]
        exam = trial.exam or context.claims.only_exam
        made_for = (test.phases[trial.form],) if trial.form in test.phases else test.exams
        if exam in reference.exams() and made_for and exam not in made_for:
            words = {"said": test.name, "exam": exam, "line": listed(made_for, last="or"), "when": ""}
            yield Match(trial.span, words, sure=bool(trial.exam))


def gains(context: Context) -> Iterator[Match]:
    """Yield the later of two results of which it rose by more than 40 points in less than four weeks."""
    scored = [each for each in context.claims.practice_results if not _is_percent(each)]
    for one, two in pairwise(scored):
        same = (one.sentence, one.test) == (two.sentence, two.test) or (one.date is not None and two.date is not None)
        rise = two.score.value.value - one.score.value.value
        if not same or rise <= _STEEP or rise > 2 * _STEEP:
            continue
        if _days_between(context, one, two):
            yield Match(two.score.span, {"said": str(two.score.value), "exam": "", "line": f"{rise:g}", "when": ""})


def _days_between(context: Context, one: PracticeResult, two: PracticeResult) -> bool:
    """Tell whether less than four weeks lie between two results: by their days, or as the sentence says."""
    if one.date is not None and two.date is not None:
        year = one.date.value.year or two.date.value.year
        first, second = (each.value._replace(year=each.value.year or year) for each in (one.date, two.date))
        apart = longest_between(first, second)
        return apart is not None and apart < _SOON
    return _says_weeks(context, two)


def _says_weeks(context: Context, result: PracticeResult) -> bool:
    """Tell whether a sentence says "in three weeks"."""
    sentence = context.parsed.sentences[result.sentence]
    tokens = list(context.parsed.tokens(sentence))
    counts = {word: at for at, word in enumerate("one two three".split(), 1)} | {str(at): at for at in range(1, 28)}
    for before, count, unit in zip(tokens, tokens[1:], tokens[2:], strict=False):
        number = counts.get(count.norm_, 99)
        short = number <= 3 if unit.norm_ in ("week", "weeks") else unit.norm_ in ("day", "days") and number < 28
        if before.norm_ in ("in", "within", "over") and short:
            return True
    return False


def told_as_since(context: Context) -> Iterator[Match]:
    """Yield the days of practice tests that are told as after the failure, and were before it."""
    failed = [each for each in context.claims.sittings if each.outcome == "failed" and each.exam]
    if not failed:
        return
    for result in context.claims.practice_results:
        if not _is_since(context, result):
            continue
        day = _day_of(context, result)
        sat = _day_failed(context)
        if day is not None and sat is not None and day < sat:
            span = result.date.span if result.date is not None else result.score.span
            yield Match(
                span,
                {"said": _quoted(context, result), "exam": failed[0].exam, "line": "", "when": f"{sat:%B} {sat.year}"},
            )


def _is_since(context: Context, result: PracticeResult) -> bool:
    """Tell whether a sentence begins what came after: "since then"."""
    sentence = context.parsed.sentences[result.sentence]
    norms = [token.norm_ for token in context.parsed.tokens(sentence)]
    return any(
        one == "since" and two in ("then", "that", "i", "failing", "my", ",") for one, two in pairwise(norms)
    ) or ("afterwards" in norms or "afterward" in norms)


def _day_of(context: Context, result: PracticeResult) -> date | None:
    """Return the last day on which a practice test can have been taken."""
    if result.date is not None and result.date.value.last is not None:
        return result.date.value.last
    tests = tests_like(context.facts, result) if context.facts is not None else ()
    known = [test.date.last for test in tests if test.date is not None and test.score == result.score.value]
    return known[0] if len(known) == 1 else None


def _day_failed(context: Context) -> date | None:
    """Return the first day on which the exam can have been failed, where only one failure is told or on record."""
    failed = [each for each in context.claims.sittings if each.outcome == "failed"]
    told = [each.date.value.first for each in failed if each.date is not None and each.date.value.first is not None]
    if told:
        return min(told)
    known = (
        [each.date.first for each in context.facts.failures if each.date is not None]
        if context.facts is not None
        else []
    )
    return min(known) if known else None


def _judged(context: Context) -> Iterator[tuple[PracticeResult, Test, tuple[UnitLine, ...], bool]]:
    """Yield each result of a test with a known unit, the lines that can hold for it, and whether its exam is said."""
    for result in context.claims.practice_results:
        exam = result.exam or context.claims.only_exam
        test = practice.meant(practice.Named(result.test, result.form, 0, 0), exam)
        if test is None or not test.lines:
            continue
        day = _day_about(context, result)
        held = reference.held(test.lines, day, checked=date.max) if day is not None else None
        yield result, test, (held,) if held else test.lines, held is not None or len(test.lines) == 1


def _day_about(context: Context, result: PracticeResult) -> date | None:
    """Return a day near which a practice test was taken: its own, or that of the only exam told."""
    if result.date is not None and result.date.value.first is not None:
        return result.date.value.first
    told = [
        each.date.value.first for each in context.claims.sittings if each.date is not None and each.date.value.first
    ]
    if told:
        return min(told)
    known = (
        [each.date.first for each in context.facts.exams if each.date is not None] if context.facts is not None else []
    )
    return min(known) if known else None


def _is_percent(result: PracticeResult) -> bool:
    return result.score.value.percent or result.score.value.value <= _MOST_PERCENT


def _place(result: PracticeResult, test: Test, line: str, held: UnitLine) -> Match:
    most = Severity.ERROR if held.confidence == "H" else Severity.WARNING if held.confidence == "M" else Severity.NOTE
    return Match(
        result.score.span, {"said": str(result.score.value), "exam": test.name, "line": line, "when": ""}, most=most
    )


def _quoted(context: Context, result: PracticeResult) -> str:
    span = result.date.span if result.date is not None else result.score.span
    return " ".join(context.parsed.document.text[span.start : span.end].split())
