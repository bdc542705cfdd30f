"""What the applicant's own facts say against a text."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
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

# A text may call an exam coming that was sat and has no result yet.
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
            yield from filter(None, self._matches(context, context.facts))

    def _matches(self, context: Context, facts: Facts) -> Iterator[Match | None]:
        claims = context.claims
        for find_sitting, sitting in product(_OF_SITTINGS.get(self.what, ()), claims.sittings):
            yield find_sitting(context, facts, sitting)
        for find_result, result in product(_OF_RESULTS.get(self.what, ()), claims.practice_results):
            yield find_result(context, facts, result)
        if self.what in _OF_TEXT:
            yield from _OF_TEXT[self.what](context, facts)


def matching(facts: Facts, sitting: Sitting) -> tuple[Attempt, ...]:
    """Return the attempts on record that a claim can be about: of its exam, outcome and date."""
    attempts = tuple(attempt for attempt in facts.attempts_of(sitting.exam) if _may_have_outcome(sitting, attempt))
    on_date = tuple(attempt for attempt in attempts if _may_be_on(sitting.date, attempt))
    return on_date or attempts


def _may_have_outcome(sitting: Sitting, attempt: Attempt) -> bool:
    return not sitting.outcome or attempt.outcome in _recorded_outcomes(sitting)


def _recorded_outcomes(sitting: Sitting) -> tuple[str, ...]:
    """Return the outcomes that a record can have for a sitting with this outcome."""
    return _COMING if sitting.outcome == "coming" else (sitting.outcome,)


def _may_be_on(date: Located[PartialDate] | None, attempt: Attempt) -> bool:
    return date is None or attempt.date is None or date.value.may_be(attempt.date)


def _wrong_score(_context: Context, facts: Facts, sitting: Sitting) -> Match | None:
    known = {attempt.score for attempt in matching(facts, sitting) if attempt.score is not None}
    if sitting.score is None or not known or sitting.score.value.value in known:
        return None
    return _match(sitting.score.span, str(sitting.score.value), map(str, sorted(known)), sitting.exam)


def _wrong_outcome(_context: Context, facts: Facts, sitting: Sitting) -> Match | None:
    """Return an outcome that no attempt of the exam had; one without an outcome on record may have had any."""
    attempts = facts.attempts_of(sitting.exam) if sitting.outcome in ("failed", "passed") else ()
    if not attempts or not {sitting.outcome, None}.isdisjoint(attempt.outcome for attempt in attempts):
        return None
    return _match(sitting.span, sitting.outcome, map(_record_of, attempts), sitting.exam)


def _record_of(attempt: Attempt) -> str:
    return f"{attempt.outcome} {attempt.date.on}" if attempt.date else str(attempt.outcome)


def _unrecorded_failure(_context: Context, facts: Facts, sitting: Sitting) -> Match | None:
    if sitting.outcome != "failed" or not sitting.exam:
        return None
    is_other = bool(facts.failures) and not facts.attempts_of(sitting.exam)
    return _match(sitting.span, "failed", list(facts.sittings), sitting.exam) if is_other else None


def _swapped_exam(context: Context, facts: Facts, sitting: Sitting) -> Match | None:
    """Return an exam that is not booked by the facts, on the very day of another one that is."""
    if sitting.outcome != "coming" or sitting.date is None or sitting.exam in ("", *_booked_exams(facts)):
        return None
    exams = [attempt.exam or "" for attempt in facts.coming if _is_day_of(sitting.date, attempt)]
    return (
        _match(sitting.span, context.parsed.document.quote(sitting.date.span), exams, sitting.exam) if exams else None
    )


def _booked_exams(facts: Facts) -> set[str | None]:
    return {attempt.exam for attempt in facts.coming}


def _is_day_of(date: Located[PartialDate], attempt: Attempt) -> bool:
    return bool(date.value.day) and attempt.date is not None and date.value.may_be(attempt.date)


def _wrong_date(context: Context, facts: Facts, sitting: Sitting) -> Match | None:
    """Return a day that no attempt can have been on."""
    days = _days_of(matching(facts, sitting))
    if sitting.date is None or not days:
        return None
    if any(map(sitting.date.value.seen_from(context.now).may_be, days)):
        return None
    quote = context.parsed.document.quote(sitting.date.span)
    return _match(sitting.date.span, quote, (day.in_words for day in days), sitting.exam)


def _days_of(attempts: Sequence[Attempt]) -> list[When]:
    """Return the days of attempts; none where one of them has no day on record and may have been on any."""
    days = [attempt.date for attempt in attempts if attempt.date is not None]
    return days if len(days) == len(attempts) else []


def _wrong_practice_date(context: Context, facts: Facts, result: PracticeResult) -> Match | None:
    """Return the day of a practice test that was on another."""
    test = _test_of(facts, result)
    if result.date is None or test is None or test.date is None or result.date.value.may_be(test.date):
        return None
    return _match(result.date.span, context.parsed.document.quote(result.date.span), [test.date.in_words], test.name)


def _test_of(facts: Facts, result: PracticeResult) -> Practice | None:
    """Return the one practice test with a day on record that a result can be of."""
    tests = applicant_facts.tests_like(facts, result)
    if len(tests) > 1:
        tests = tuple(test for test in tests if test.score == result.score.value)
    dated = [test for test in tests if test.date is not None]
    return dated[0] if len(dated) == 1 else None


def _wrong_ordinal(context: Context, facts: Facts, sitting: Sitting) -> Match | None:
    if sitting.ordinal is None or not sitting.outcome:
        return None
    known = _numbers_with(_recorded_outcomes(sitting), facts.attempts_of(sitting.exam))
    if not known or sitting.ordinal.value in known:
        return None
    quote = context.parsed.document.quote(sitting.ordinal.span)
    return _match(sitting.ordinal.span, quote, map(_attempt_in_words, known), sitting.exam)


def _attempt_in_words(number: int) -> str:
    return f"the {ordinal(number)} attempt"


def _numbers_with(outcomes: Sequence[str], attempts: Sequence[Attempt]) -> list[int]:
    return [number for number, attempt in enumerate(attempts, 1) if attempt.outcome in outcomes]


def _wrong_count(context: Context, facts: Facts, sitting: Sitting) -> Match | None:
    attempts = facts.attempts_of(sitting.exam)
    known = _possible_counts(attempts, sitting)
    if sitting.count is None or not attempts or sitting.count.value in known:
        return None
    quote = context.parsed.document.quote(sitting.count.span)
    return _match(sitting.count.span, quote, [counted(max(known), "attempt")], sitting.exam)


def _possible_counts(attempts: Sequence[Attempt], sitting: Sitting) -> set[int]:
    """Return what a count can rightly be: of the failures, of all that are over, or with those to come."""
    failed = sum(attempt.outcome == "failed" for attempt in attempts)
    over = sum(attempt.outcome not in _COMING for attempt in attempts)
    return {failed} if sitting.outcome == "failed" else {failed, over, len(attempts)}


def _wrong_practice_score(_context: Context, facts: Facts, result: PracticeResult) -> Match | None:
    """Return a score next to the name of one test on record, which is not that test's."""
    tests = applicant_facts.tests_like(facts, result)
    known = _scores_of(tests)
    if not known or result.score.value.value in {score.value for score in known}:
        return None
    return _match(result.score.span, str(result.score.value), map(str, known), tests[0].name)


def _scores_of(tests: Sequence[Practice]) -> list[Score]:
    return [test.score for test in tests if test.score is not None]


def _unnamed_failures(context: Context, facts: Facts) -> Iterator[Match]:
    """Yield the failures that an explanation leaves out: they are hidden, whether that was meant or not."""
    if context.structure.ownership == "n/a" or not context.body():
        return
    named = {exam_named(entity.text) for entity in context.parsed.doc.ents if entity.label_ == "exam"}
    # "The boards" may be any of them.
    left_out = [exam for exam in facts.sittings if named.isdisjoint(("", exam))]
    for exam in left_out:
        yield Match(context.body()[0].span, {"said": "", "known": "failed", "exam": exam})


def _wrong_ids(context: Context, facts: Facts) -> Iterator[Match]:
    known = facts.applicant.aamc_id
    for said in context.claims.aamc_ids:
        if known and said.value != known:
            yield _match(said.span, said.value, [known], "")


def _match(span: Span, said: str, known: Iterable[str], exam: str | None) -> Match:
    return Match(span, {"said": said, "known": listed(dict.fromkeys(known), last="or"), "exam": exam or "it"})


_OF_SITTINGS: dict[str, tuple[Callable[[Context, Facts, Sitting], Match | None], ...]] = {
    "score": (_wrong_score,),
    "outcome": (_wrong_outcome,),
    "failed-exam": (_unrecorded_failure,),
    "exam": (_swapped_exam,),
    "date": (_wrong_date,),
    "attempts": (_wrong_ordinal, _wrong_count),
}
_OF_RESULTS: dict[str, tuple[Callable[[Context, Facts, PracticeResult], Match | None], ...]] = {
    "date": (_wrong_practice_date,),
    "practice": (_wrong_practice_score,),
}
_OF_TEXT: dict[str, Callable[[Context, Facts], Iterator[Match]]] = {
    "unnamed": _unnamed_failures,
    "aamc-id": _wrong_ids,
    "signature": applicant_facts.wrong_signatures,
    "person": applicant_facts.near_names,
    "interview-day": applicant_facts.wrong_interview_days,
    "number": applicant_facts.unknown_numbers,
}
