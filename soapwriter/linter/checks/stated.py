"""What a text states about the exams themselves: their pass lines and policies, the days of results and of attempts."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, ClassVar, Literal, NamedTuple

from soapwriter.claims import exam_named, find_dates
from soapwriter.data import TextLines
from soapwriter.finding import Severity
from soapwriter.linter.checks.table_checks import bounds_of
from soapwriter.linter.context import Check, Context, Match
from soapwriter.tables import attempts_in_a_year, exams, is_confirmed, pass_lines
from soapwriter.text import Span, listed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from soapwriter.claims import Sitting
    from soapwriter.nlp import Sentence
    from soapwriter.tables import PassLine

# A sitting that is over, with a result or without.
_OVER = ("failed", "passed", "")
_YEAR = timedelta(days=365)
# Between the name of a line and its number: "passing score for Step 2 CK was then 209".
_BETWEEN = r"(?:\W{1,3}[a-z0-9-]+){0,6}?\W{1,3}"
_NUMBER = r"(?P<{}>\d{{3}})(?![\d%]|[.,]\d)"


class StatedCheck(Check):
    """
    Compare what a text states about the exams with the dated tables.

    `what` says what is compared: "line" (a pass line, by one of the `phrases` that name one), "policy" (an exam with a
    number that is called pass or fail, by one of the `phrases`), "early-result" (a result expected before it can exist,
    by one of the `phrases`), "interval" (more attempts within twelve months than are allowed). A sentence with one of
    `unless` is about something else.
    """

    message_words: ClassVar[frozenset[str]] = frozenset({"said", "exam", "line", "when"})

    type: Literal["stated"]
    what: Literal["line", "policy", "early-result", "interval"]
    phrases: TextLines = ()
    unless: TextLines = ()

    def find(self, context: Context, rule: str) -> Iterator[Match]:  # noqa: ARG002
        """Yield what the tables contradict."""
        for match in _FINDERS[self.what](self, context):
            yield Match(match.span, {**dict.fromkeys(self.message_words, ""), **match.words}, most=match.most)

    def sentences(self, context: Context) -> Iterator[tuple[int, Sentence, str]]:
        """Yield the sentences that the rule may speak of, each with its number and its prose."""
        for number, sentence in enumerate(context.parsed.sentences):
            prose = context.parsed.document.prose[slice(*sentence.span)]
            if not (self.unless and _any_of(self.unless).search(prose)):
                yield number, sentence, prose


def _stated_lines(check: StatedCheck, context: Context) -> Iterator[Match]:
    for number, sentence, prose in check.sentences(context):
        for found in _line_pattern(check.phrases).finditer(prose):
            group = "after" if found["after"] else "before"
            exam = "" if _is_quoted(context, sentence, found) else _exam_near(context, sentence, found.start(group))
            if exam and not _is_own_score(context, number, exam, prose[: found.start()]):
                span = Span(*(sentence.span.start + offset for offset in found.span(group)))
                yield from _line_match(context, number, exam, int(found[group]), span)


def _is_own_score(context: Context, number: int, exam: str, before: str) -> bool:
    """Return whether "my passing score", or "a passing score" beside a pass, is the writer's own score and no line."""
    words = before.lower().split()[-1:]
    passed = any(
        (each.exam, each.outcome, each.sentence) == (exam, "passed", number) for each in context.claims.sittings
    )
    return words == ["my"] or (words == ["a"] and passed)


def _line_match(context: Context, number: int, exam: str, said: int, span: Span) -> Iterator[Match]:
    """Yield a stated line that is not the line of the day; where no day is known, one that never was the line."""
    bounds = _bounds_near(context, number, exam)
    least = _numeric_lines(exam, bounds)
    if not least or said in {line.least for line in least}:
        return
    sure = bounds is not None and all(is_confirmed(line, bounds[1]) for line in least)
    words = {"said": str(said), "exam": exam, "line": _in_words(least), "when": _day_in_words(bounds)}
    yield Match(span, words, most=Severity.ERROR if sure else Severity.WARNING)


def _numeric_lines(exam: str, bounds: tuple[date, date] | None) -> list[PassLine]:
    lines = pass_lines(exam, *bounds) if bounds else exams()[exam].lines
    return [line for line in lines if line.least is not None]


def _in_words(lines: Sequence[PassLine]) -> str:
    return listed((f"{line.least} from {line.since.day} {line.since:%B %Y}" for line in lines), last="and")


def _day_in_words(bounds: tuple[date, date] | None) -> str:
    return f" on the day of your test ({bounds[1]:%B %Y})" if bounds else ""


def _bounds_near(context: Context, number: int, exam: str) -> tuple[date, date] | None:
    """Return when the sitting was that a sentence speaks of: one of that sentence, else the only dated one."""
    sittings = [each for each in context.claims.sittings if (each.exam, each.outcome in _OVER) == (exam, True)]
    near = [each for each in sittings if each.sentence == number]
    found = {bounds_of(context, sitting) for sitting in near or sittings} - {None}
    found = found or _recorded_bounds(context, exam)
    return found.pop() if len(found) == 1 else None


def _recorded_bounds(context: Context, exam: str) -> set[tuple[date, date] | None]:
    """Return when the exam was failed by the facts."""
    attempts = context.facts.attempts_of(exam) if context.facts is not None else ()
    return {(each.date.first, each.date.last) for each in attempts if each.outcome == "failed" and each.date}


def _exam_near(context: Context, sentence: Sentence, offset: int) -> str:
    """Return the exam that a sentence names nearest to a place in it, else the only one of the text; "" for none."""
    place = sentence.span.start + offset
    named = [
        (abs(context.parsed.span(entity.start, entity.end).start - place), exam_named(entity.text))
        for entity in context.parsed.doc.ents
        if entity.label_ == "exam"
        and sentence.span.start <= context.parsed.span(entity.start, entity.end).start < sentence.span.end
    ]
    known = [(far, exam) for far, exam in named if exam in exams()]
    return min(known)[1] if known else context.claims.only_exam


def _is_quoted(context: Context, sentence: Sentence, found: re.Match[str]) -> bool:
    place = sentence.span.start + found.start()
    return any(start <= place < end for start, end in context.parsed.quotes)


def _stated_policies(check: StatedCheck, context: Context) -> Iterator[Match]:
    pattern = _any_of(check.phrases)
    for entity in context.parsed.doc.ents:
        exam = exam_named(entity.text) if entity.label_ == "exam" else ""
        # An exam that never lost its number is never pass or fail only.
        if exam not in exams() or any(line.least is None for line in exams()[exam].lines):
            continue
        span = context.parsed.span(entity.start, entity.end)
        found = pattern.match(context.parsed.document.prose, span.end + 1)
        if found and not any(start <= span.start < end for start, end in context.parsed.quotes):
            line = exams()[exam].lines[-1]
            yield Match(Span(span.start, found.end()), {"said": found.group(), "exam": exam, "line": str(line.least)})


def _early_results(check: StatedCheck, context: Context) -> Iterator[Match]:
    """Yield the days by which a text expects a result that cannot be there yet."""
    for sitting in context.claims.sittings:
        taken = _day_of(context, sitting) if sitting.outcome in ("coming", "") else None
        if taken is None or sitting.exam not in exams():
            continue
        for number, sentence, prose in check.sentences(context):
            if 0 <= number - sitting.sentence <= 1:
                yield from _early_days(sitting, taken, sentence, _any_of(check.phrases), prose)


def _early_days(
    sitting: Sitting, taken: date, sentence: Sentence, pattern: re.Pattern[str], prose: str
) -> Iterator[Match]:
    from soapwriter.facts import When
    from soapwriter.soap import result_window

    word = pattern.search(prose)
    window = result_window(sitting.exam, When(taken.year, taken.month, taken.day))
    for found in find_dates(prose) if word else ():
        day = found.date._replace(year=found.date.year or taken.year)
        # The day of the test itself, and one before it, is not that of the result.
        if found.date.month and day.last and word and found.start > word.start() and taken < day.last < window.first:
            words = {
                "said": prose[found.start : found.end],
                "exam": sitting.exam,
                "when": f"{window.first:%B} {window.first.day}",
            }
            yield Match(Span(sentence.span.start + found.start, sentence.span.start + found.end), words)


def _day_of(context: Context, sitting: Sitting) -> date | None:
    """Return the first day on which a sitting can be, by its text or the facts."""
    if sitting.date is not None:
        said = sitting.date.value
        year = said.year or _year_of_facts(context, sitting)
        return said._replace(year=year).first if said.month else None
    bounds = bounds_of(context, sitting)
    return bounds[0] if bounds else None


def _year_of_facts(context: Context, sitting: Sitting) -> int | None:
    days = [each.date for each in context.facts.coming if each.exam == sitting.exam] if context.facts else []
    years = {day.year for day in days if day is not None}
    if len(years) == 1:
        return years.pop()
    return context.now.year if context.now else None


class _Dated(NamedTuple):
    first: date
    last: date
    span: Span


def _crowded_sittings(_check: StatedCheck, context: Context) -> Iterator[Match]:
    """Yield the attempt of an exam that is one too many within twelve months."""
    for exam, days in _days_by_exam(context).items():
        limit = attempts_in_a_year(exam)
        if limit is None:
            continue
        for first, later in zip(days, days[limit.most :], strict=False):
            if later.last - first.first < _YEAR:
                said = context.parsed.document.quote(later.span)
                yield Match(later.span, {"said": said, "exam": exam, "line": str(limit.most), "when": limit.then})


def _days_by_exam(context: Context) -> dict[str, list[_Dated]]:
    """Return the days of each exam's sittings in order of time, each day once."""
    by_exam: dict[str, dict[tuple[date, date], _Dated]] = defaultdict(dict)
    for sitting in context.claims.sittings:
        bounds = bounds_of(context, sitting) if sitting.date is not None else None
        if bounds and sitting.date is not None:
            by_exam[sitting.exam][bounds] = _Dated(*bounds, sitting.date.span)
    return {exam: sorted(days.values()) for exam, days in by_exam.items()}


@cache
def _any_of(phrases: tuple[str, ...]) -> re.Pattern[str]:
    words = (re.escape(phrase).replace(r"\ ", r"[\s-]+") for phrase in sorted(phrases, key=len, reverse=True))
    return re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE)


@cache
def _line_pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """Return what finds the name of a line with its number after it ("cutoff 209") or before it ("the 209 cutoff")."""
    name = _any_of(phrases).pattern
    after, before = _NUMBER.format("after"), _NUMBER.format("before")
    return re.compile(rf"{name}{_BETWEEN}{after}|(?<![\d.,]){before}\s+{name}", re.IGNORECASE)


_FINDERS: dict[str, Callable[[StatedCheck, Context], Iterator[Match]]] = {
    "line": _stated_lines,
    "policy": _stated_policies,
    "early-result": _early_results,
    "interval": _crowded_sittings,
}
