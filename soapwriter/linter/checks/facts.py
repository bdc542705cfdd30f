"""What the applicant's own facts say against a text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal

from soapwriter.claims import exam_named
from soapwriter.linter.checks import applicant_facts
from soapwriter.linter.context import Check, Context, Match
from soapwriter.text import counted, listed, ordinal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from soapwriter.claims import Located, PartialDate, PracticeResult, Sitting
    from soapwriter.facts import Attempt, Facts, Practice, Score, When
    from soapwriter.text import Span

_COMING = ("scheduled", "pending")


class FactsCheck(Check):
    """
    Compare a text with the applicant's facts, where there are any.

    `what` says which claims are compared: of a sitting its "score", "outcome", "failed-exam" (a failure that is not on
    record), "exam" (one that is to come, on another one's day), "date" and "attempts"; a "practice" score; "unnamed" (a
    failure on record that an explanation leaves out); "aamc-id", "signature", "person" (a name that is nearly one of
    the facts), "interview-day"; and "number", any number that the facts do not have.
    """

    message_words: ClassVar[frozenset[str]] = frozenset({"said", "known", "exam"})

    type: Literal["facts"]
    what: Literal[
        "score", "outcome", "failed-exam", "exam", "date", "attempts", "practice", "unnamed", "aamc-id", "signature",
        "person", "interview-day", "number",
    ]  # fmt: skip

    def is_decidable(self, context: Context) -> bool:
        """Return whether the facts are known."""
        return context.facts is not None

    def find(self, context: Context, rule: str) -> Iterator[Match]:  # noqa: ARG002
        """Yield what the facts contradict; nothing without facts."""
        if context.facts is not None:
            yield from _FINDERS[self.what](context, context.facts)


def matching(facts: Facts, sitting: Sitting) -> tuple[Attempt, ...]:
    """Return the attempts on record that a claim can be about: of its exam, outcome and date."""
    attempts = facts.attempts_of(sitting.exam) if sitting.exam else ()
    if sitting.outcome:
        attempts = tuple(attempt for attempt in attempts if attempt.outcome in _recorded_outcomes(sitting))
    on_date = tuple(attempt for attempt in attempts if _may_be_on(sitting.date, attempt))
    return on_date or attempts


def _recorded_outcomes(sitting: Sitting) -> tuple[str, ...]:
    """Return the outcomes that a record can have for a sitting with this outcome."""
    return _COMING if sitting.outcome == "coming" else (sitting.outcome,)


def _may_be_on(date: Located[PartialDate] | None, attempt: Attempt) -> bool:
    return date is None or attempt.date is None or date.value.may_be(attempt.date)


def _wrong_scores(context: Context, facts: Facts) -> Iterator[Match]:
    for sitting in context.claims.sittings:
        known = {attempt.score for attempt in matching(facts, sitting) if attempt.score is not None}
        if sitting.score is not None and known and sitting.score.value.value not in known:
            yield _match(sitting.score.span, str(sitting.score.value), map(str, sorted(known)), sitting.exam)


def _wrong_outcomes(context: Context, facts: Facts) -> Iterator[Match]:
    """Yield the outcomes that no attempt of the exam had; one without an outcome on record may have had any."""
    for sitting in context.claims.sittings:
        attempts = facts.attempts_of(sitting.exam) if sitting.outcome in ("failed", "passed") else ()
        if attempts and {sitting.outcome, None}.isdisjoint(attempt.outcome for attempt in attempts):
            yield _match(sitting.span, sitting.outcome, map(_record_of, attempts), sitting.exam)


def _record_of(attempt: Attempt) -> str:
    return f"{attempt.outcome} {attempt.date.on}" if attempt.date else str(attempt.outcome)


def _unrecorded_failures(context: Context, facts: Facts) -> Iterator[Match]:
    failed = (each for each in context.claims.sittings if each.outcome == "failed" and each.exam)
    for sitting in failed if facts.failures else ():
        if not facts.attempts_of(sitting.exam):
            yield _match(sitting.span, "failed", list(facts.sittings), sitting.exam)


def _swapped_exams(context: Context, facts: Facts) -> Iterator[Match]:
    """Yield the exams that are not booked by the facts, on the very day of another one that is."""
    booked = {attempt.exam for attempt in facts.coming}
    coming = (sitting for sitting in context.claims.sittings if sitting.outcome == "coming")
    for sitting in coming:
        exams = _booked_on(sitting.date, facts) if sitting.exam not in ("", *booked) else []
        if sitting.date is not None and exams:
            yield _match(sitting.span, context.parsed.document.quote(sitting.date.span), exams, sitting.exam)


def _booked_on(date: Located[PartialDate] | None, facts: Facts) -> list[str]:
    """Return the exams that are booked for the very day of a date."""
    return [attempt.exam or "" for attempt in facts.coming if date is not None and _is_day_of(date, attempt)]


def _is_day_of(date: Located[PartialDate], attempt: Attempt) -> bool:
    return bool(date.value.day) and attempt.date is not None and date.value.may_be(attempt.date)


def _wrong_dates(context: Context, facts: Facts) -> Iterator[Match]:
    """Yield the days that no attempt can have been on, and those of practice tests that were on another."""
    for sitting in context.claims.sittings:
        days = _days_of(matching(facts, sitting))
        if sitting.date is None or not days:
            continue
        said = sitting.date.value.seen_from(context.now)
        if not any(map(said.may_be, days)):
            quote = context.parsed.document.quote(sitting.date.span)
            yield _match(sitting.date.span, quote, (day.in_words for day in days), sitting.exam)
    for result in context.claims.practice_results:
        yield from _wrong_practice_date(context, facts, result)


def _days_of(attempts: Sequence[Attempt]) -> list[When]:
    """Return the days of attempts; none where one of them has no day on record and may have been on any."""
    days = [attempt.date for attempt in attempts if attempt.date is not None]
    return days if len(days) == len(attempts) else []


def _wrong_practice_date(context: Context, facts: Facts, result: PracticeResult) -> Iterator[Match]:
    tests = applicant_facts.tests_like(facts, result)
    if len(tests) > 1:
        tests = tuple(test for test in tests if test.score == result.score.value)
    days = [test.date for test in tests if test.date is not None]
    if result.date is not None and len(days) == 1 and not result.date.value.may_be(days[0]):
        quote = context.parsed.document.quote(result.date.span)
        yield _match(result.date.span, quote, [days[0].in_words], tests[0].name)


def _wrong_attempts(context: Context, facts: Facts) -> Iterator[Match]:
    for sitting in context.claims.sittings:
        attempts = facts.attempts_of(sitting.exam)
        if attempts:
            yield from _wrong_ordinal(context, sitting, attempts)
            yield from _wrong_count(context, sitting, attempts)


def _wrong_ordinal(context: Context, sitting: Sitting, attempts: Sequence[Attempt]) -> Iterator[Match]:
    if sitting.ordinal is None or not sitting.outcome:
        return
    outcomes = _recorded_outcomes(sitting)
    known = [number for number, attempt in enumerate(attempts, 1) if attempt.outcome in outcomes]
    if known and sitting.ordinal.value not in known:
        quote = context.parsed.document.quote(sitting.ordinal.span)
        yield _match(sitting.ordinal.span, quote, (f"the {ordinal(number)} attempt" for number in known), sitting.exam)


def _wrong_count(context: Context, sitting: Sitting, attempts: Sequence[Attempt]) -> Iterator[Match]:
    known = _possible_counts(attempts, sitting)
    if sitting.count is not None and sitting.count.value not in known:
        quote = context.parsed.document.quote(sitting.count.span)
        yield _match(sitting.count.span, quote, [counted(max(known), "attempt")], sitting.exam)


def _possible_counts(attempts: Sequence[Attempt], sitting: Sitting) -> set[int]:
    """Return what a count can rightly be: of the failures, of all that are over, or with those to come."""
    failed = sum(attempt.outcome == "failed" for attempt in attempts)
    over = sum(attempt.outcome not in _COMING for attempt in attempts)
    return {failed} if sitting.outcome == "failed" else {failed, over, len(attempts)}


def _wrong_practice_scores(context: Context, facts: Facts) -> Iterator[Match]:
    """Yield the scores next to the name of one test on record, which are not that test's."""
    for result in context.claims.practice_results:
        tests = applicant_facts.tests_like(facts, result)
        known = _scores_of(tests)
        if known and result.score.value.value not in {score.value for score in known}:
            yield _match(result.score.span, str(result.score.value), map(str, known), tests[0].name)


def _scores_of(tests: Sequence[Practice]) -> list[Score]:
    return [test.score for test in tests if test.score is not None]


def _unnamed_failures(context: Context, facts: Facts) -> Iterator[Match]:
    """Yield the failures that an explanation leaves out: they are hidden, whether that was meant or not."""
    if context.structure.ownership == "n/a" or not context.body():
        return
    named = {exam_named(entity.text) for entity in context.parsed.doc.ents if entity.label_ == "exam"}
    # "The boards" may be any of them.
    for exam in () if "" in named else facts.sittings:
        if exam not in named:
            yield Match(context.body()[0].span, {"said": "", "known": "failed", "exam": exam})


def _wrong_ids(context: Context, facts: Facts) -> Iterator[Match]:
    known = facts.applicant.aamc_id
    for said in context.claims.aamc_ids:
        if known and said.value != known:
            yield _match(said.span, said.value, [known], "")


def _match(span: Span, said: str, known: Iterable[str], exam: str | None) -> Match:
    return Match(span, {"said": said, "known": listed(dict.fromkeys(known), last="or"), "exam": exam or "it"})


_FINDERS: dict[str, Callable[[Context, Facts], Iterator[Match]]] = {
    "score": _wrong_scores,
    "outcome": _wrong_outcomes,
    "failed-exam": _unrecorded_failures,
    "exam": _swapped_exams,
    "date": _wrong_dates,
    "attempts": _wrong_attempts,
    "practice": _wrong_practice_scores,
    "unnamed": _unnamed_failures,
    "aamc-id": _wrong_ids,
    "signature": applicant_facts.wrong_signatures,
    "person": applicant_facts.near_names,
    "interview-day": applicant_facts.wrong_interview_days,
    "number": applicant_facts.unknown_numbers,
}
