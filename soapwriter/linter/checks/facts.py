"""What the applicant's own facts say against a text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal

from soapwriter.claims import exam_named
from soapwriter.linter.checks import applicant_facts
from soapwriter.linter.context import Check, Context, Match
from soapwriter.text import listed, ordinal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from soapwriter.claims import Sitting
    from soapwriter.facts import Attempt, Facts, Practice
    from soapwriter.text import Span

_COMING = ("scheduled", "pending")


class FactsCheck(Check):
    """
    Hold a text against the applicant's facts, where there are any.

    `what` says which claims are looked at: of a sitting its "score", "outcome", "failed-exam" (a failure that is not on
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
        if context.facts is None:
            return
        finders = {
            "score": _scores, "outcome": _outcomes, "failed-exam": _failed_exams, "exam": _other_exams, "date": _dates,
            "attempts": _attempts, "practice": _practices, "unnamed": _unnamed, "aamc-id": _other_ids,
            "signature": applicant_facts.signatures, "person": applicant_facts.near_names,
            "interview-day": applicant_facts.interview_days,
            "number": applicant_facts.unknown_numbers,
        }  # fmt: skip
        yield from finders[self.what](context, context.facts)


def matching(facts: Facts, sitting: Sitting) -> tuple[Attempt, ...]:
    """Return the attempts on record that a claim can be about: of its exam, outcome, number and date."""
    attempts = facts.attempts_of(sitting.exam) if sitting.exam else ()
    if sitting.outcome:
        outcomes = _COMING if sitting.outcome == "coming" else (sitting.outcome,)
        attempts = tuple(attempt for attempt in attempts if attempt.outcome in outcomes)
    if sitting.date is None:
        return attempts
    fitting = tuple(each for each in attempts if each.date is None or sitting.date.value.may_be(each.date))
    return fitting or attempts


def _scores(context: Context, facts: Facts) -> Iterator[Match]:
    for sitting in context.claims.sittings:
        known = {attempt.score for attempt in matching(facts, sitting) if attempt.score is not None}
        if sitting.score is not None and known and sitting.score.value.value not in known:
            yield _place(sitting.score.span, str(sitting.score.value), map(str, sorted(known)), sitting.exam)


def _outcomes(context: Context, facts: Facts) -> Iterator[Match]:
    """An outcome that no attempt of the exam had; one without an outcome on record may have had any."""
    for sitting in context.claims.sittings:
        attempts = facts.attempts_of(sitting.exam)
        outcomes = {attempt.outcome for attempt in attempts}
        if sitting.outcome in ("failed", "passed") and attempts and not {sitting.outcome, None} & outcomes:
            yield _place(sitting.span, sitting.outcome, map(_told, attempts), sitting.exam)


def _failed_exams(context: Context, facts: Facts) -> Iterator[Match]:
    for sitting in context.claims.sittings:
        if sitting.outcome == "failed" and sitting.exam and facts.failures and not facts.attempts_of(sitting.exam):
            yield _place(sitting.span, "failed", list(facts.sittings), sitting.exam)


def _other_exams(context: Context, facts: Facts) -> Iterator[Match]:
    """An exam that is not booked by the facts, on the very day of another one that is."""
    for sitting in context.claims.sittings:
        known = any(attempt.exam == sitting.exam for attempt in facts.coming)
        if sitting.outcome != "coming" or sitting.date is None or not sitting.exam or known:
            continue
        said = sitting.date.value
        same = [each for each in facts.coming if each.date is not None and said.day and said.may_be(each.date)]
        if same:
            exams = [each.exam or "" for each in same]
            yield _place(sitting.span, _quoted(context, sitting.date.span), exams, sitting.exam)


def _dates(context: Context, facts: Facts) -> Iterator[Match]:
    """A day that none of the attempts can have been on, and one of a practice test that was on another."""
    for sitting in context.claims.sittings:
        attempts = matching(facts, sitting)
        days = [attempt.date for attempt in attempts if attempt.date is not None]
        if sitting.date is None or not days or len(days) < len(attempts):
            continue
        said = sitting.date.value.seen_from(context.now)
        if not any(said.may_be(day) for day in days):
            words = _quoted(context, sitting.date.span)
            yield _place(sitting.date.span, words, (day.in_words for day in days), sitting.exam)
    yield from _practice_dates(context, facts)


def _practice_dates(context: Context, facts: Facts) -> Iterator[Match]:
    for result in context.claims.practice_results:
        alike = applicant_facts.tests_like(facts, result)
        tests = [test for test in alike if len(alike) == 1 or test.score == result.score.value]
        days = [test.date for test in tests if test.date is not None]
        if result.date is not None and len(days) == 1 and not result.date.value.may_be(days[0]):
            words = _quoted(context, result.date.span)
            yield _place(result.date.span, words, [days[0].in_words], tests[0].name)


def _attempts(context: Context, facts: Facts) -> Iterator[Match]:
    for sitting in context.claims.sittings:
        attempts = facts.attempts_of(sitting.exam)
        if sitting.ordinal is not None and attempts and sitting.outcome:
            outcomes = _COMING if sitting.outcome == "coming" else (sitting.outcome,)
            known = [number for number, each in enumerate(attempts, 1) if each.outcome in outcomes]
            if known and sitting.ordinal.value not in known:
                ordinals = (f"the {ordinal(number)} attempt" for number in known)
                yield _place(sitting.ordinal.span, _quoted(context, sitting.ordinal.span), ordinals, sitting.exam)
        if sitting.count is not None and attempts and sitting.count.value not in _counts(attempts, sitting):
            known_count = max(_counts(attempts, sitting))
            counted = f"{known_count} {'attempt' if known_count == 1 else 'attempts'}"
            yield _place(sitting.count.span, _quoted(context, sitting.count.span), [counted], sitting.exam)


def _counts(attempts: Sequence[Attempt], sitting: Sitting) -> set[int]:
    """Return what a count can rightly be: of the failures, of all that are over, or with those to come."""
    failed = sum(attempt.outcome == "failed" for attempt in attempts)
    over = sum(attempt.outcome not in _COMING for attempt in attempts)
    return {failed} if sitting.outcome == "failed" else {failed, over, len(attempts)}


def _practices(context: Context, facts: Facts) -> Iterator[Match]:
    """A score beside the name of one test on record, which is not that test's."""
    for result in context.claims.practice_results:
        tests = applicant_facts.tests_like(facts, result)
        known = {test.score.value for test in tests if test.score is not None}
        if known and result.score.value.value not in known:
            yield _place(result.score.span, str(result.score.value), _scores_of(tests), tests[0].name)


def _scores_of(tests: Sequence[Practice]) -> list[str]:
    return [str(test.score) for test in tests if test.score is not None]


def _unnamed(context: Context, facts: Facts) -> Iterator[Match]:
    """A failure that an explanation leaves out is hidden, whether it was meant so or not."""
    if context.structure.ownership == "n/a" or not context.body():
        return
    named = {exam_named(entity.text) for entity in context.parsed.doc.ents if entity.label_ == "exam"}
    for exam in facts.sittings:
        if exam not in named and "" not in named:
            yield Match(context.body()[0].span, {"said": "", "known": "failed", "exam": exam})


def _other_ids(context: Context, facts: Facts) -> Iterator[Match]:
    known = facts.applicant.aamc_id
    for said in context.claims.aamc_ids:
        if known and said.value != known:
            yield _place(said.span, said.value, [known], "")


def _place(span: Span, said: str, known: Iterator[str] | Sequence[str], exam: str | None) -> Match:
    return Match(span, {"said": said, "known": listed(dict.fromkeys(known), last="or"), "exam": exam or "it"})


def _told(attempt: Attempt) -> str:
    return f"{attempt.outcome} {attempt.date.on}" if attempt.date else str(attempt.outcome)


def _quoted(context: Context, span: Span) -> str:
    return " ".join(context.parsed.document.text[span.start : span.end].split())
