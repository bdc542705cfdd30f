"""Whether the exam record meets what a program requires; what the facts do not say is not known, and never met."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from itertools import chain
from typing import Literal, NamedTuple

from soapwriter.facts import Attempt, Facts, When
from soapwriter.soap.requirements import BODIES, Check, Requirement, read_requirement
from soapwriter.tables import exams

Status = Literal["met", "not met", "not known"]
Attempts = tuple[Attempt, ...]

_GRADED = ("passed", "failed")
# The status of exams together: the worst of all, or the best where one of them is enough.
_WORST_FIRST: tuple[Status, ...] = ("not met", "not known", "met")
_BEST_FIRST: tuple[Status, ...] = ("met", "not known", "not met")
_NOT_READ = "These words are not read here: hold them against your record yourself."
_NO_GRADUATION = "Your facts do not say when you graduate ([eligibility] graduates)."


class Checked(NamedTuple):
    """A requirement as it was entered, whether the record meets it, and the fact that says so."""

    text: str
    status: Status
    fact: str


class _Answer(NamedTuple):
    """Whether the record meets a requirement for one exam, and the fact that says so."""

    status: Status
    fact: str


def check_requirement(text: str, facts: Facts, *, on: date) -> Checked:
    """Return whether a record meets a requirement on a day; not known where the facts or the forms do not say."""
    return Checked(text, *_check(read_requirement(text), facts, on=on))


def _check(requirement: Requirement | None, facts: Facts, *, on: date) -> _Answer:
    if requirement is None:
        return _Answer("not known", _NOT_READ)
    if requirement.check in ("since", "within"):
        return _graduation(requirement, facts.eligibility.graduates, on=on)
    return _check_exams(requirement, facts)


def _check_exams(requirement: Requirement, facts: Facts) -> _Answer:
    names = _exam_names(requirement, facts)
    if not names:
        of = f" of {', '.join(requirement.exams)}" if requirement.exams else ""
        return _Answer("not known", f"Your facts have no exam{of}.")
    check = _CHECKS[requirement.check]
    return _together(
        [check(exam, facts.attempts_of(exam), requirement.number) for exam in names], either=requirement.either
    )


def _exam_names(requirement: Requirement, facts: Facts) -> tuple[str, ...]:
    """Return the exams that a requirement is about; where it names none, or a body, those on record."""
    entered = tuple(dict.fromkeys(attempt.exam for attempt in facts.attempts_by_date if attempt.exam))
    if not requirement.exams:
        return entered
    named = [_of_body(name, entered) if name in BODIES else (name,) for name in requirement.exams]
    return tuple(dict.fromkeys(chain.from_iterable(named)))


def _of_body(body: str, entered: Sequence[str]) -> tuple[str, ...]:
    return tuple(exam for exam in entered if exams()[exam].full.startswith(body))


def _together(answers: Sequence[_Answer], *, either: bool) -> _Answer:
    """Return the answer for exams together: the worst, or the best where one of them is enough."""
    order = _BEST_FIRST if either else _WORST_FIRST
    status = min((answer.status for answer in answers), key=order.index)
    # Where none of a choice is met, the person wants to see them all.
    shown = set(order) if either and status != "met" else {status}
    return _Answer(status, " ".join(dict.fromkeys(answer.fact for answer in answers if answer.status in shown)))


def _passed_first(exam: str, attempts: Attempts, _: int) -> _Answer:
    if not attempts:
        return _not_entered(exam)
    statuses: Mapping[str | None, Status] = {"passed": "met", "failed": "not met"}
    return _Answer(statuses.get(attempts[0].outcome, "not known"), attempt_in_words(attempts[0]))


def _passed(exam: str, attempts: Attempts, _: int) -> _Answer:
    if not attempts:
        return _not_entered(exam)
    if passed := _with_outcome(attempts, "passed"):
        return _Answer("met", attempt_in_words(passed[0]))
    # A result that is awaited may still be a pass; a booked attempt cannot be one yet.
    if waiting := _with_outcome(attempts, "pending", None):
        return _Answer("not known", attempt_in_words(waiting[0]))
    return _Answer("not met", _in_words(attempts))


def _no_failure(exam: str, attempts: Attempts, _: int) -> _Answer:
    return _most_failures(exam, attempts, 0)


def _most_failures(exam: str, attempts: Attempts, most: int) -> _Answer:
    failed = _with_outcome(attempts, "failed")
    if len(failed) > most:
        return _Answer("not met", _in_words(failed))
    return _within_limit(exam, attempts)


def _most_attempts(exam: str, attempts: Attempts, most: int) -> _Answer:
    taken = _taken(attempts)
    if len(taken) > most:
        return _Answer("not met", _in_words(taken))
    # After a failure there is one more attempt to come, booked or not.
    if len(taken) == most > 0 and _with_outcome(taken, "failed") == taken:
        return _Answer("not met", f"{_in_words(attempts)} The retake is attempt {most + 1}.")
    return _within_limit(exam, attempts)


def _within_limit(exam: str, attempts: Attempts) -> _Answer:
    """Return that a limit is kept so far, where every attempt has its result."""
    if not attempts:
        return _not_entered(exam)
    taken = _taken(attempts)
    if not taken:
        return _Answer("not known", _in_words(attempts))
    if waiting := _with_outcome(taken, "pending", None):
        return _Answer("not known", attempt_in_words(waiting[0]))
    return _Answer("met", _in_words(taken))


def _least_score(exam: str, attempts: Attempts, least: int) -> _Answer:
    if not attempts:
        return _not_entered(exam)
    lowest, highest = exams()[exam].scale
    if not lowest <= least <= highest:
        off = f"{least} is off the scale of {exam} ({lowest} to {highest}): look at the page again."
        return _Answer("not known", off)
    if enough := _with_score(attempts, least):
        return _reached(enough)
    return _Answer("not known" if _is_score_open(attempts) else "not met", _in_words(attempts))


def _with_score(attempts: Attempts, least: int) -> Attempts:
    return tuple(attempt for attempt in attempts if attempt.score is not None and attempt.score >= least)


def _reached(enough: Attempts) -> _Answer:
    """Return what attempts with a score that is high enough show; a failed one may not count."""
    if passed := _with_outcome(enough, "passed"):
        return _Answer("met", attempt_in_words(passed[0]))
    return _Answer("not known", f"{attempt_in_words(enough[0])} Ask whether the score of a failed attempt counts.")


def _is_score_open(attempts: Attempts) -> bool:
    """Return whether a score is still to come, or was not entered."""
    if _with_outcome(attempts, "pending", None):
        return True
    passed = _with_outcome(attempts, "passed")
    return len(_scored(passed)) < len(passed) or not _scored(_with_outcome(attempts, *_GRADED))


def _scored(attempts: Attempts) -> Attempts:
    return tuple(attempt for attempt in attempts if attempt.score is not None)


def _score_over(exam: str, attempts: Attempts, under: int) -> _Answer:
    return _least_score(exam, attempts, under + 1)


_CHECKS: Mapping[Check, Callable[[str, Attempts, int], _Answer]] = {
    "first": _passed_first,
    "passed": _passed,
    "clean": _no_failure,
    "failures": _most_failures,
    "attempts": _most_attempts,
    "least": _least_score,
    "over": _score_over,
}


def _graduation(requirement: Requirement, graduation: When | None, *, on: date) -> _Answer:
    if graduation is None:
        return _Answer("not known", _NO_GRADUATION)
    month = graduation.in_month
    fact = f"You graduate in {month}." if graduation.first > on else f"{month}."
    if requirement.check == "since":
        return _Answer("met" if graduation.year >= requirement.number else "not met", fact)
    years = on.year - graduation.year
    # Programs count the years up to different days, so that a graduation near the limit may be on either side of it.
    if years in (requirement.number, requirement.number + 1):
        return _Answer("not known", f"{fact} That is near the limit, and programs count it in different ways: ask.")
    return _Answer("met" if years < requirement.number else "not met", fact)


def _with_outcome(attempts: Attempts, *outcomes: str | None) -> Attempts:
    return tuple(attempt for attempt in attempts if attempt.outcome in outcomes)


def _taken(attempts: Attempts) -> Attempts:
    return tuple(attempt for attempt in attempts if attempt.outcome != "scheduled")


def _not_entered(exam: str) -> _Answer:
    return _Answer("not known", f"Your facts have no attempt of {exam}.")


def _in_words(attempts: Sequence[Attempt]) -> str:
    return " ".join(map(attempt_in_words, attempts))


def attempt_in_words(attempt: Attempt) -> str:
    """Return an attempt as one sentence: "Step 2 CK failed on June 24, 2026, with a 209."."""
    when = f" {attempt.date.on}" if attempt.date else " (no date entered)"
    booked = f"for {attempt.date.in_words}" if attempt.date else "(no date entered)"
    score = f", with {_article(attempt.score)} {attempt.score}" if attempt.score is not None else ""
    states = {
        "passed": f"passed{when}{score}",
        "failed": f"failed{when}{score}",
        "pending": f"was taken{when}, with no result yet",
        "scheduled": f"is booked {booked}",
        None: f"has no outcome entered{when}",
    }
    return f"{attempt.exam} {states[attempt.outcome]}."


def _article(score: int) -> str:
    return "an" if str(score).startswith("8") or score in (11, 18) else "a"
