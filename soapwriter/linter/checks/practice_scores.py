"""What the table of practice tests and the calendar say of practice scores."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import filterfalse, pairwise
from typing import TYPE_CHECKING, NamedTuple

from soapwriter.claims import longest_between
from soapwriter.finding import Severity
from soapwriter.linter.checks.applicant_facts import tests_like
from soapwriter.linter.context import Context, Match
from soapwriter.tables import exams, line_on, practice
from soapwriter.text import listed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from soapwriter.claims import PartialDate, PracticeResult, Sitting
    from soapwriter.facts import Attempt
    from soapwriter.tables import Test, UnitLine
    from soapwriter.text import Span

_MOST_PERCENT = 100
# Points in less than four weeks that a reader doubts. Twice as many are more likely of two tests with two scales, and
# are passed over.
_STEEP_RISE = 40
_SOON = timedelta(weeks=4)
_DAYS = {"day": 1, "days": 1, "week": 7, "weeks": 7}
_COUNTS = {word: at for at, word in enumerate("one two three".split(), 1)} | {str(at): at for at in range(1, 28)}
_UNIT_WORDS = {"percent": "percent", "three-digit": "three digits"}
# What the table's confidence in a line allows a finding to be.
_GRAVEST = {"H": Severity.ERROR, "M": Severity.WARNING, "L": Severity.NOTE}


class _Scored(NamedTuple):
    """A practice result, its test, the lines of the table that can hold for it, and whether the right one is known."""

    result: PracticeResult
    test: Test
    lines: tuple[UnitLine, ...]
    sure: bool


def wrong_units(context: Context) -> Iterator[Match]:
    """Yield the scores that are in another unit than their test's."""
    for result, test, lines, sure in _scored(context):
        latest = lines[-1]
        if not _has_unit_of(result, latest):
            never = not any(_has_unit_of(result, line) for line in lines)
            yield replace(_match(result, test, latest, expected=_UNIT_WORDS[latest.unit]), sure=sure and never)


def impossible_scores(context: Context) -> Iterator[Match]:
    """Yield the scores that no form of their test can give, in the right unit."""
    for result, test, lines, _ in _scored(context):
        latest = lines[-1]
        if _is_out_of_range(result, latest) and (result.score.value.percent or _has_unit_of(result, latest)):
            least, most = latest.range
            # The ranges are of plausible results: one beyond may be rare and not wrong.
            yield replace(_match(result, test, latest, expected=f"{least} to {most}"), most=Severity.WARNING)


def _is_out_of_range(result: PracticeResult, line: UnitLine) -> bool:
    least, most = line.range
    return not least <= result.score.value.value <= max(most, _MOST_PERCENT)


def tests_for_other_exams(context: Context) -> Iterator[Match]:
    """Yield the tests that are made for another exam than the one they are named for."""
    for mention in context.claims.practice_mentions:
        test = practice.tests()[mention.test]
        exam = mention.exam or context.claims.only_exam
        made_for = _exams_of(test, mention.form)
        if made_for and exam in exams() and exam not in made_for:
            words = {"said": test.name, "exam": exam, "line": listed(made_for, last="or"), "when": ""}
            yield Match(mention.span, words, sure=bool(mention.exam))


def _exams_of(test: Test, form: str) -> tuple[str, ...]:
    return (test.phases[form],) if form in test.phases else test.exams


def steep_rises(context: Context) -> Iterator[Match]:
    """Yield the later of two results of which it rose by more than 40 points in less than four weeks."""
    points = filterfalse(_is_percent, context.claims.practice_results)
    for earlier, later in pairwise(points):
        rise = later.score.value.value - earlier.score.value.value
        if _is_steep(rise) and _are_close(context, earlier, later):
            words = {"said": str(later.score.value), "exam": "", "line": f"{rise:g}", "when": ""}
            yield Match(later.score.span, words)


def _is_steep(rise: float) -> bool:
    return _STEEP_RISE < rise <= 2 * _STEEP_RISE


def _are_close(context: Context, earlier: PracticeResult, later: PracticeResult) -> bool:
    """Return whether less than four weeks lie between two results: by their days, or as their sentence says."""
    if earlier.date is not None and later.date is not None:
        apart = _time_between(earlier.date.value, later.date.value)
        return apart is not None and apart < _SOON
    return (earlier.sentence, earlier.test) == (later.sentence, later.test) and _says_soon(context, later)


def _time_between(earlier: PartialDate, later: PartialDate) -> timedelta | None:
    """Return the longest time between two dates; a year that only one of them has is the other's too."""
    year = earlier.year or later.year
    return longest_between(earlier._replace(year=earlier.year or year), later._replace(year=later.year or year))


def _says_soon(context: Context, result: PracticeResult) -> bool:
    """Return whether a result's sentence says "in three weeks"."""
    norms = _norms(context, result)
    return any(_is_short_time(*words) for words in zip(norms, norms[1:], norms[2:], strict=False))


def _is_short_time(lead: str, count: str, unit: str) -> bool:
    if lead not in ("in", "within", "over") or count not in _COUNTS or unit not in _DAYS:
        return False
    return timedelta(days=_COUNTS[count] * _DAYS[unit]) < _SOON


def _norms(context: Context, result: PracticeResult) -> list[str]:
    sentence = context.parsed.sentences[result.sentence]
    return [token.norm_ for token in context.parsed.tokens(sentence)]


def results_before_failure(context: Context) -> Iterator[Match]:
    """Yield the days of practice tests that are said to be after the failure, and were before it."""
    failed = [sitting for sitting in context.claims.sittings if sitting.outcome == "failed"]
    exam = next((sitting.exam for sitting in failed if sitting.exam), "")
    first = _first_day(failed, context.facts.failures if context.facts else ())
    if not exam or first is None:
        return
    for span in _dates_since(context, before=first):
        words = {"said": context.parsed.document.quote(span), "exam": exam, "line": ""}
        yield Match(span, {**words, "when": f"{first:%B} {first.year}"})


def _dates_since(context: Context, *, before: date) -> Iterator[Span]:
    """Yield the dates, or else scores, of results that a text has after the failure and that were before a day."""
    for result in context.claims.practice_results:
        last = _last_day(context, result) if _is_since(context, result) else None
        if last is not None and last < before:
            yield (result.date or result.score).span


def _is_since(context: Context, result: PracticeResult) -> bool:
    """Return whether a result's sentence is about the time after the failure: "since then"."""
    norms = _norms(context, result)
    since = {after for before, after in pairwise(norms) if before == "since"}
    said_afterwards = not {"afterwards", "afterward"}.isdisjoint(norms)
    return said_afterwards or not since.isdisjoint(("then", "that", "i", "failing", "my", ","))


def _last_day(context: Context, result: PracticeResult) -> date | None:
    """Return the last day on which a practice test can have been taken, or None where nothing says."""
    if result.date is not None and result.date.value.last is not None:
        return result.date.value.last
    known = _recorded_days(context, result)
    return known[0] if len(known) == 1 else None


def _recorded_days(context: Context, result: PracticeResult) -> list[date]:
    """Return the last days of the practice tests on record with this score."""
    tests = tests_like(context.facts, result) if context.facts else ()
    return [test.date.last for test in tests if test.date is not None and test.score == result.score.value]


def _scored(context: Context) -> Iterator[_Scored]:
    """Yield the results of tests with a known unit."""
    for result in context.claims.practice_results:
        test = practice.test_for(result.test, result.exam or context.claims.only_exam)
        if test is None or not test.lines or _may_be_another(result, test):
            continue
        day = _day_near(context, result)
        held = line_on(test.lines, day) if day is not None else None
        lines = (held,) if held else test.lines
        yield _Scored(result, test, lines, sure=len(lines) == 1)


def _may_be_another(result: PracticeResult, test: Test) -> bool:
    """Return whether a bare "NBME" with a percentage may be one of its subject exams or forms."""
    return test.id != result.test and result.score.value.percent


def _day_near(context: Context, result: PracticeResult) -> date | None:
    """Return a day near which a practice test was taken: its own, or that of the first exam."""
    if result.date is not None and result.date.value.first is not None:
        return result.date.value.first
    return _first_day(context.claims.sittings, context.facts.exams if context.facts else ())


def _first_day(sittings: Iterable[Sitting], attempts: Iterable[Attempt]) -> date | None:
    """Return the first day of sittings as the text says, else of attempts on record, or None where neither does."""
    said = [_first(sitting) for sitting in sittings]
    known = [attempt.date.first for attempt in attempts if attempt.date is not None]
    return min((day for day in said if day), default=None) or min(known, default=None)


def _first(sitting: Sitting) -> date | None:
    return sitting.date.value.first if sitting.date is not None else None


def _is_percent(result: PracticeResult) -> bool:
    return result.score.value.percent or result.score.value.value <= _MOST_PERCENT


def _has_unit_of(result: PracticeResult, line: UnitLine) -> bool:
    return (line.unit == "percent") == _is_percent(result)


def _match(result: PracticeResult, test: Test, line: UnitLine, *, expected: str) -> Match:
    words = {"said": str(result.score.value), "exam": test.name, "line": expected, "when": ""}
    return Match(result.score.span, words, most=_GRAVEST[line.confidence])
