"""What the dated tables and the calendar say against a text, with or without its writer's facts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar, Literal

from soapwriter.finding import Severity
from soapwriter.linter.checks import practice_scores
from soapwriter.linter.checks.facts import matching
from soapwriter.linter.context import Check, Context, Match
from soapwriter.tables import reference

if TYPE_CHECKING:
    from soapwriter.claims import Sitting
    from soapwriter.tables import AttemptLimit, PassLine
    from soapwriter.text import Span

# Whoever applied under the old limit may have sat the exam within a year.
_ELIGIBLE = timedelta(days=365)


class WorldCheck(Check):
    """
    Hold a text against the dated tables and the calendar.

    `what` says which claims are looked at: "number" (a score of an exam that reports none), "undated-number" (the same,
    where the text does not say when), "scale", "percent", "fail-above", "pass-below", "undated-line" (a result that
    only some pass lines allow, and no year), "attempts", "retake-past", "retake-before"; and of practice tests "unit",
    "range", "other-exam", "gain" and "since".
    """

    message_words: ClassVar[frozenset[str]] = frozenset({"said", "exam", "line", "when"})

    type: Literal["world"]
    what: Literal[
        "number", "undated-number", "scale", "percent", "fail-above", "pass-below", "undated-line", "attempts",
        "retake-past", "retake-before", "unit", "range", "other-exam", "gain", "since",
    ]  # fmt: skip

    def find(self, context: Context, rule: str) -> Iterator[Match]:  # noqa: ARG002
        """Yield what cannot be, or could not be checked."""
        finders = {
            "number": _numbers, "undated-number": _undated_numbers, "scale": _off_scale, "percent": _percents,
            "fail-above": _fails_above, "pass-below": _passes_below, "undated-line": _undated_lines,
            "attempts": _too_many, "retake-past": _retakes_past, "retake-before": _retakes_before,
            "unit": practice_scores.units, "range": practice_scores.ranges, "other-exam": practice_scores.other_exams,
            "gain": practice_scores.gains, "since": practice_scores.told_as_since,
        }  # fmt: skip
        yield from finders[self.what](context)


def _numbers(context: Context) -> Iterator[Match]:
    for sitting, lines in _scored(context):
        if lines and all(line.least is None for line in lines):
            yield _place(sitting, line=lines[0])


def _undated_numbers(context: Context) -> Iterator[Match]:
    """A number for an exam that has reported none for years, of no day that the table knows: old, or wrong."""
    for sitting, lines in _scored(context):
        bounds = _bounds(context, sitting)
        if not lines and (bounds is None or bounds[1] > reference.checked()):
            latest = reference.exams()[sitting.exam].lines[-1]
            if latest.least is None:
                yield _place(sitting, line=latest)


def _off_scale(context: Context) -> Iterator[Match]:
    for sitting, _ in _scored(context):
        assert sitting.score is not None
        least, most = reference.exams()[sitting.exam].scale
        if not least <= sitting.score.value.value <= most:
            yield _place(sitting, said_line=f"{least} to {most}")


def _percents(context: Context) -> Iterator[Match]:
    for sitting in context.claims.sittings:
        if sitting.score is not None and sitting.score.value.percent and sitting.exam in reference.exams():
            yield _place(sitting)


def _fails_above(context: Context) -> Iterator[Match]:
    for sitting, lines in _scored(context):
        if sitting.outcome == "failed" and lines and all(_is_pass(sitting, line) for line in lines):
            yield _place(sitting, line=lines[-1])


def _passes_below(context: Context) -> Iterator[Match]:
    for sitting, lines in _scored(context):
        if sitting.outcome == "passed" and lines and all(_is_fail(sitting, line) for line in lines):
            yield _place(sitting, line=lines[-1])


def _undated_lines(context: Context) -> Iterator[Match]:
    """A result that the latest line does not allow, of no known day: another line may have held."""
    for sitting, lines in _scored(context):
        latest = reference.exams()[sitting.exam].lines[-1]
        wrong = {"failed": _is_pass, "passed": _is_fail}.get(sitting.outcome)
        if not lines and wrong is not None and wrong(sitting, latest):
            yield _place(sitting, line=latest)


def _is_pass(sitting: Sitting, line: PassLine) -> bool:
    return line.least is not None and sitting.score is not None and sitting.score.value.value >= line.least


def _is_fail(sitting: Sitting, line: PassLine) -> bool:
    return line.least is not None and sitting.score is not None and sitting.score.value.value < line.least


def _scored(context: Context) -> Iterator[tuple[Sitting, tuple[PassLine, ...]]]:
    """
    Yield the sittings with a three-digit score, each with the lines of its test date.

    There are none where the table does not know that day, or the text does not say which it was.
    """
    for sitting in context.claims.sittings:
        if sitting.exam in reference.exams() and sitting.score is not None and not sitting.score.value.percent:
            yield sitting, _lines(context, sitting)


def _lines(context: Context, sitting: Sitting) -> tuple[PassLine, ...]:
    bounds = _bounds(context, sitting)
    if bounds is None:
        return ()
    held = [reference.pass_line(sitting.exam, day) for day in bounds]
    known = [line for line in held if line is not None]
    if len(known) < len(held):
        return ()
    return tuple(
        line for line in reference.exams()[sitting.exam].lines if known[0].since <= line.since <= known[-1].since
    )


def _bounds(context: Context, sitting: Sitting) -> tuple[date, date] | None:
    """Return the first and last day on which a sitting can have been: by its text, else by the facts."""
    said = sitting.date.value.seen_from(context.now) if sitting.date is not None else None
    if said is not None and said.first is not None and said.last is not None:
        return said.first, said.last
    attempts = matching(context.facts, sitting) if context.facts is not None else ()
    days = [attempt.date for attempt in attempts if attempt.date is not None]
    return (days[0].first, days[0].last) if len(days) == 1 == len(attempts) else None


def _too_many(context: Context) -> Iterator[Match]:
    """More attempts than any application can have been granted; where the day is not known, more than today's limit."""
    for sitting in context.claims.sittings:
        said = sitting.ordinal or sitting.count
        limits = reference.attempt_limits(sitting.exam)
        if said is None or not limits:
            continue
        allowed, sure = _allowed(_bounds(context, sitting), limits, count=said.value)
        if said.value > allowed:
            words = {
                **_words(said.span, sitting, context),
                "line": str(limits[-1].most),
                "when": _day(limits[-1].since),
            }
            yield Match(said.span, words, sure=sure)


def _allowed(bounds: tuple[date, date] | None, limits: tuple[AttemptLimit, ...], *, count: int) -> tuple[int, bool]:
    """Return how many attempts were allowed, and whether that is known."""
    newest = limits[-1]
    if bounds is not None and bounds[1] < newest.since:
        held = reference.held(limits, bounds[1], checked=newest.since)
        return (held.most if held else count), True
    if bounds is not None and bounds[0] - _ELIGIBLE >= newest.since:
        return newest.most, newest.confidence == "H"
    return newest.most, len(limits) > 1 and count > max(limit.most for limit in limits)


def _retakes_past(context: Context) -> Iterator[Match]:
    """
    A day that is told as one to come, and has passed.

    Sure only where the facts have it too: a text may be an old one, read again.
    """
    for sitting in context.claims.sittings:
        last = sitting.date.value.last if sitting.date is not None else None
        if (
            sitting.outcome != "coming"
            or sitting.date is None
            or last is None
            or context.now is None
            or last >= context.now
        ):
            continue
        booked = matching(context.facts, sitting) if context.facts is not None else ()
        known = any(each.date is not None and each.date.last < context.now for each in booked)
        yield Match(sitting.date.span, _words(sitting.date.span, sitting, context), sure=known)


def _retakes_before(context: Context) -> Iterator[Match]:
    """A retake on a day before the exam was failed."""
    for coming in context.claims.sittings:
        last = coming.date.value.last if coming.date is not None else None
        if coming.outcome != "coming" or coming.date is None or last is None or not coming.exam:
            continue
        failed = [each for each in context.claims.sittings if (each.exam, each.outcome) == (coming.exam, "failed")]
        bounds = [_bounds(context, each) for each in failed]
        if bounds and all(each is not None and last < each[0] for each in bounds):
            yield Match(coming.date.span, _words(coming.date.span, coming, context))


def _place(sitting: Sitting, *, line: PassLine | None = None, said_line: str = "") -> Match:
    assert sitting.score is not None
    told = {"line": said_line, "when": ""}
    if line is not None:
        told = {"line": str(line.least or ""), "when": _day(line.since)}
    most = Severity.ERROR if line is None or line.confidence == "H" else Severity.WARNING
    words = {"said": str(sitting.score.value), "exam": sitting.exam, **told}
    return Match(sitting.score.span, words, most=most)


def _words(span: Span, sitting: Sitting, context: Context) -> dict[str, str]:
    said = " ".join(context.parsed.document.text[span.start : span.end].split())
    return {"said": said, "exam": sitting.exam or "the exam", "line": "", "when": ""}


def _day(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"
