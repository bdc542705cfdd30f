"""What the dated tables and the calendar say against a text, with or without its writer's facts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar, Literal

from soapwriter.finding import Severity
from soapwriter.linter.checks import practice_scores
from soapwriter.linter.checks.facts import matching
from soapwriter.linter.context import Check, Context, Match
from soapwriter.tables import attempt_limits, exams, is_confirmed, is_last_known, line_on, pass_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from soapwriter.claims import Located, Sitting
    from soapwriter.tables import AttemptLimit, PassLine
    from soapwriter.text import Span

    # Returns, of the pass lines that can hold for a sitting or of the table, the one that its score contradicts.
    _Contradicted = Callable[[Context, Sitting, Sequence[PassLine]], PassLine | None]

# Whoever applied under the old limit may have sat the exam within a year.
_ELIGIBLE = timedelta(days=365)


class TableCheck(Check):
    """
    Compare a text with the dated tables and the calendar.

    `what` says which claims are compared: "number" (a score of an exam that reports none), "undated-number" (the same,
    where the text does not say when), "scale", "percent", "fail-above", "pass-below", "undated-line" (a result that
    only some pass lines allow, and no year), "attempts", "retake-past", "retake-before"; and of practice tests "unit",
    "range", "other-exam", "gain" and "since".
    """

    message_words: ClassVar[frozenset[str]] = frozenset({"said", "exam", "line", "when", "confirm"})

    type: Literal["world"]
    what: Literal[
        "number", "undated-number", "scale", "percent", "fail-above", "pass-below", "undated-line", "attempts",
        "retake-past", "retake-before", "unit", "range", "other-exam", "gain", "since",
    ]  # fmt: skip

    def find(self, context: Context, rule: str) -> Iterator[Match]:  # noqa: ARG002
        """Yield what cannot be, or cannot be checked."""
        if self.what in _CONTRADICTED_LINES:
            yield from _contradictions(context, _CONTRADICTED_LINES[self.what])
        else:
            yield from _FINDERS[self.what](context)


def _contradictions(context: Context, contradicted: _Contradicted) -> Iterator[Match]:
    """Yield the scores that contradict a line of the table, with that line."""
    for sitting, lines in _scored(context):
        line = contradicted(context, sitting, lines)
        if line is not None and not _is_off_scale(sitting):
            yield _match(sitting, line=line, last=_last_day(context, sitting))


def _number(_context: Context, _sitting: Sitting, lines: Sequence[PassLine]) -> PassLine | None:
    """Return the line of an exam that reported no number on the day."""
    return lines[0] if lines and all(line.least is None for line in lines) else None


def _undated_number(context: Context, sitting: Sitting, lines: Sequence[PassLine]) -> PassLine | None:
    """Return the line of an exam that reports no numbers, for one of no day in the table: it is old, or wrong."""
    latest = _latest_line(sitting)
    if lines or latest.least is not None or bounds_of(context, sitting) is not None:
        return None
    return latest


def _last_day(context: Context, sitting: Sitting) -> date | None:
    """Return the last day on which a sitting can have been, or None where nothing says."""
    bounds = bounds_of(context, sitting)
    return None if bounds is None else bounds[1]


def _fail_above(_context: Context, sitting: Sitting, lines: Sequence[PassLine]) -> PassLine | None:
    return _contradicted_by_all(sitting, lines) if sitting.outcome == "failed" else None


def _pass_below(_context: Context, sitting: Sitting, lines: Sequence[PassLine]) -> PassLine | None:
    return _contradicted_by_all(sitting, lines) if sitting.outcome == "passed" else None


def _contradicted_by_all(sitting: Sitting, lines: Sequence[PassLine]) -> PassLine | None:
    """Return the last of the lines that can have held, if a result contradicts every one of them."""
    return lines[-1] if lines and all(_contradicts(sitting, line) for line in lines) else None


def _undated_line(_context: Context, sitting: Sitting, lines: Sequence[PassLine]) -> PassLine | None:
    """Return the latest line, where a result of no known day contradicts it: another line may have held."""
    latest = _latest_line(sitting)
    return latest if not lines and _contradicts(sitting, latest) else None


def _contradicts(sitting: Sitting, line: PassLine) -> bool:
    if sitting.outcome == "failed":
        return _is_pass(sitting, line)
    return sitting.outcome == "passed" and _is_fail(sitting, line)


def _scores_off_scale(context: Context) -> Iterator[Match]:
    for sitting, _ in _scored(context):
        if _is_off_scale(sitting):
            least, most = exams()[sitting.exam].scale
            yield _match(sitting, expected=f"{least} to {most}")


def _is_off_scale(sitting: Sitting) -> bool:
    """Return whether no report of the exam can have a score: nothing else is to be said of it."""
    least, most = exams()[sitting.exam].scale
    return not least <= _score(sitting) <= most


def _percents(context: Context) -> Iterator[Match]:
    for sitting in context.claims.sittings:
        if sitting.score is not None and sitting.score.value.percent and sitting.exam in exams():
            yield _match(sitting)


def _is_pass(sitting: Sitting, line: PassLine) -> bool:
    return line.least is not None and _score(sitting) >= line.least


def _is_fail(sitting: Sitting, line: PassLine) -> bool:
    return line.least is not None and _score(sitting) < line.least


def _score(sitting: Sitting) -> float:
    assert sitting.score is not None
    return sitting.score.value.value


def _latest_line(sitting: Sitting) -> PassLine:
    return exams()[sitting.exam].lines[-1]


def _scored(context: Context) -> Iterator[tuple[Sitting, tuple[PassLine, ...]]]:
    """
    Yield the sittings with a three-digit score, each with the pass lines that can hold for it.

    There are none where the table does not know that day, or the text does not say which it was.
    """
    for sitting in context.claims.sittings:
        if sitting.exam in exams() and sitting.score is not None and not sitting.score.value.percent:
            yield sitting, _lines(context, sitting)


def _lines(context: Context, sitting: Sitting) -> tuple[PassLine, ...]:
    bounds = bounds_of(context, sitting)
    return () if bounds is None else pass_lines(sitting.exam, *bounds)


def bounds_of(context: Context, sitting: Sitting) -> tuple[date, date] | None:
    """Return the first and last day on which a sitting can have been: by its text, else by the facts."""
    return _bounds_by_text(context, sitting) or _bounds_by_facts(context, sitting)


def _bounds_by_text(context: Context, sitting: Sitting) -> tuple[date, date] | None:
    said = sitting.date.value.seen_from(context.now) if sitting.date is not None else None
    if said is None or said.first is None or said.last is None:
        return None
    return said.first, said.last


def _bounds_by_facts(context: Context, sitting: Sitting) -> tuple[date, date] | None:
    attempts = matching(context.facts, sitting) if context.facts is not None else ()
    day = attempts[0].date if len(attempts) == 1 else None
    return None if day is None else (day.first, day.last)


def _attempts_above_limit(context: Context) -> Iterator[Match]:
    """Yield more attempts than an application can have been granted; more than today's limit where no day is known."""
    for sitting in context.claims.sittings:
        said, limits = _attempts_said(sitting), attempt_limits(sitting.exam)
        if said is None or not limits:
            continue
        allowed, sure = _allowed(bounds_of(context, sitting), limits, count=said.value)
        if said.value > allowed:
            words = {"line": str(limits[-1].most), "when": _in_words(limits[-1].since)}
            yield Match(said.span, {**_words(said.span, sitting, context), **words}, sure=sure)


def _attempts_said(sitting: Sitting) -> Located[int] | None:
    return sitting.ordinal or sitting.count


def _allowed(bounds: tuple[date, date] | None, limits: tuple[AttemptLimit, ...], *, count: int) -> tuple[int, bool]:
    """Return how many attempts were allowed, and whether that is known."""
    newest = limits[-1]
    if bounds is None:
        return newest.most, _is_above_all(limits, count)
    if bounds[1] < newest.since:
        held = line_on(limits, bounds[1])
        return (held.most if held else count), True
    if bounds[0] - _ELIGIBLE >= newest.since:
        return newest.most, newest.confidence == "H"
    return newest.most, _is_above_all(limits, count)


def _is_above_all(limits: tuple[AttemptLimit, ...], count: int) -> bool:
    """Return whether a count is above each of two or more limits: whichever held, it was broken."""
    return len(limits) > 1 and count > max(limit.most for limit in limits)


def _retakes_in_the_past(context: Context) -> Iterator[Match]:
    """
    Yield the days of retakes that are to come by the text, and have passed.

    Sure only where the facts have them too: a text may be an old one, read again.
    """
    for sitting, span, last in _coming(context):
        if context.now is not None and last < context.now:
            sure = _is_past_on_record(context, sitting, context.now)
            if sure or not _is_told_passed(context, sitting):
                yield Match(span, _words(span, sitting, context), sure=sure)


def _is_told_passed(context: Context, sitting: Sitting) -> bool:
    """Return whether the text says of an exam that it was passed, so that nothing of it is to come."""
    return any(each.outcome == "passed" and each.exam in ("", sitting.exam) for each in context.claims.sittings)


def _is_past_on_record(context: Context, sitting: Sitting, now: date) -> bool:
    booked = matching(context.facts, sitting) if context.facts is not None else ()
    return any(attempt.date is not None and attempt.date.last < now for attempt in booked)


def _retakes_before_failure(context: Context) -> Iterator[Match]:
    """Yield the days of retakes that are before the exam was failed."""
    for sitting, span, last in _coming(context):
        if sitting.exam and _is_before_failures(context, sitting.exam, last):
            yield Match(span, _words(span, sitting, context))


def _is_before_failures(context: Context, exam: str, day: date) -> bool:
    """Return whether a day is before every failure of an exam that the text claims, and there is one."""
    failed = [each for each in context.claims.sittings if (each.exam, each.outcome) == (exam, "failed")]
    return bool(failed) and all(_is_before(day, bounds_of(context, sitting)) for sitting in failed)


def _is_before(day: date, bounds: tuple[date, date] | None) -> bool:
    return bounds is not None and day < bounds[0]


def _coming(context: Context) -> Iterator[tuple[Sitting, Span, date]]:
    """Yield the sittings that are to come, each with the span of its date and the last day that this can be."""
    for sitting in context.claims.sittings:
        last = sitting.date.value.last if sitting.date is not None else None
        if sitting.outcome == "coming" and sitting.date is not None and last is not None:
            yield sitting, sitting.date.span, last


def _match(sitting: Sitting, *, line: PassLine | None = None, last: date | None = None, expected: str = "") -> Match:
    assert sitting.score is not None
    words = {"said": str(sitting.score.value), "exam": sitting.exam, "line": expected, "when": "", "confirm": ""}
    if line is None:
        return Match(sitting.score.span, words)
    words |= {"line": str(line.least or ""), "when": _in_words(line.since)}
    if last is not None and is_last_known(line, last):
        words["confirm"] = f" That is the last known line: confirm it on {exams()[sitting.exam].site}."
    is_sure = line.confidence == "H" if last is None else is_confirmed(line, last)
    return Match(sitting.score.span, words, most=Severity.ERROR if is_sure else Severity.WARNING)


def _words(span: Span, sitting: Sitting, context: Context) -> dict[str, str]:
    quote = context.parsed.document.quote(span)
    return {"said": quote, "exam": sitting.exam or "the exam", "line": "", "when": "", "confirm": ""}


def _in_words(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"


_CONTRADICTED_LINES: dict[str, _Contradicted] = {
    "number": _number,
    "undated-number": _undated_number,
    "fail-above": _fail_above,
    "pass-below": _pass_below,
    "undated-line": _undated_line,
}
_FINDERS: dict[str, Callable[[Context], Iterator[Match]]] = {
    "scale": _scores_off_scale,
    "percent": _percents,
    "attempts": _attempts_above_limit,
    "retake-past": _retakes_in_the_past,
    "retake-before": _retakes_before_failure,
    "unit": practice_scores.wrong_units,
    "range": practice_scores.impossible_scores,
    "other-exam": practice_scores.tests_for_other_exams,
    "gain": practice_scores.steep_rises,
    "since": practice_scores.results_before_failure,
}
