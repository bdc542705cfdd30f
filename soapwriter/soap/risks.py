"""
How a program sees a failed exam: three risks, and what in the applicant's own facts speaks for or against each.

The words are in `lint_rules/reference/risks.toml`; nothing is said that the facts do not carry.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cache
from itertools import chain
from typing import NamedTuple

from pydantic import model_validator

from soapwriter import assets
from soapwriter.data import CheckedTable, FrozenModel, read_model
from soapwriter.errors import unknown
from soapwriter.facts import Attempt, Facts, Practice, audience_from_program
from soapwriter.tables import Cited, specialties

# In points: a rise of fewer is the noise of one test.
_RISE = 5


class Risk(FrozenModel):
    """One risk that a program sees: what it asks itself, and what to enter where the facts say nothing of it."""

    id: str
    title: str
    asks: str
    enter: str


class _Modifier(FrozenModel):
    when: str
    risk: str
    helps: bool
    reads: str
    do: str


class _Table(CheckedTable):
    kinds: dict[str, tuple[str, ...]]
    good_grades: tuple[str, ...]
    source: Cited
    risks: tuple[Risk, ...]
    modifiers: tuple[_Modifier, ...]

    @model_validator(mode="after")
    def _known(self) -> "_Table":
        for modifier in self.modifiers:
            if modifier.when not in _FACTS:
                raise ValueError(unknown("fact", modifier.when, _FACTS))
            if modifier.risk not in {risk.id for risk in self.risks}:
                raise ValueError(unknown("risk", modifier.risk, [risk.id for risk in self.risks]))
        return self


class Modifier(NamedTuple):
    """What of the facts helps or hurts with a risk: the facts in words, how they read, and the one thing to do."""

    id: str
    helps: bool
    facts: tuple[str, ...]
    reads: str
    do: str


class SeenRisk(NamedTuple):
    """A risk, and what of the applicant's facts moves it, the helpful first; nothing where the facts have nothing."""

    risk: Risk
    modifiers: tuple[Modifier, ...]


def seen_risks(facts: Facts) -> tuple[SeenRisk, ...]:
    """Return each risk with what of the facts moves it."""
    return tuple(SeenRisk(risk, tuple(_modifiers(risk.id, facts))) for risk in _table().risks)


def source() -> Cited:
    """Return where the risks come from."""
    return _table().source


def helpful_beside(kind: str, facts: Facts) -> tuple[str, ...]:
    """Return what helps with the risks that a kind of document answers, each a sentence with the fact."""
    wanted = _table().kinds.get(kind, ())
    found = (each for seen in seen_risks(facts) if seen.risk.id in wanted for each in seen.modifiers if each.helps)
    return tuple(f"{each.reads} Your facts: {each.facts[0]} {each.do}" for each in found)


def _modifiers(risk: str, facts: Facts) -> Iterator[Modifier]:
    for row in sorted(_table().modifiers, key=lambda each: not each.helps):
        found = tuple(_FACTS[row.when](facts)) if row.risk == risk else ()
        if found:
            yield Modifier(row.when, row.helps, found, row.reads, row.do)


def _passed_since(facts: Facts) -> Iterator[str]:
    return map(_in_words, facts.passes)


def _passed_first(facts: Facts) -> Iterator[str]:
    failed = facts.sittings
    return (_in_words(each) for each in facts.attempts_by_date if each.outcome == "passed" and each.exam not in failed)


def _practice_rise(facts: Facts) -> Iterator[str]:
    """Yield the first and the last dated practice score of each failed exam, where both have one unit and it rose."""
    for exam in facts.sittings:
        first, *later = _dated_practice(exam, facts) or (None,)
        if first and later and _rise(first, later[-1]) >= _RISE:
            yield f"{_scored(first)}, then {_scored(later[-1])}."


def _rise(first: Practice, last: Practice) -> float:
    """Return by how much a score rose; 0 where the two are in different units."""
    if first.score is None or last.score is None or first.score.percent != last.score.percent:
        return 0
    return last.score.value - first.score.value


def _dated_practice(exam: str, facts: Facts) -> list[Practice]:
    """Return the practice tests with a score and a day that are for an exam, in order of time."""
    # A test that names no exam is for the only one that was failed.
    names = (exam, None) if len(facts.sittings) == 1 else (exam,)
    own = [each for each in facts.practice if each.score and each.date and each.exam in names]
    return sorted(own, key=lambda each: each.date.first if each.date else date.min)


def _scored(test: Practice) -> str:
    when = f" {test.date.on}" if test.date else ""
    return f"{test.score} on {test.name}{when}" if test.name else f"{test.score}{when}"


def _in_training_plan(facts: Facts) -> Iterator[str]:
    return iter(facts.interview.in_training)


def _open_exams(facts: Facts) -> Iterator[str]:
    for exam in facts.open_exams:
        coming = [each for each in facts.coming if each.exam == exam and each.date]
        day = f" It is booked for {coming[-1].date.in_words}." if coming and coming[-1].date else ""
        yield f"No pass of {exam} yet.{day}"


def _no_practice(facts: Facts) -> Iterator[str]:
    for exam in facts.open_exams:
        if not _dated_practice(exam, facts):
            yield f"No dated practice score for {exam}."


def _several_failures(facts: Facts) -> Iterator[str]:
    return map(_in_words, facts.failures if len(facts.failures) > 1 else ())


def _grades(facts: Facts) -> Iterator[str]:
    good = (each for each in facts.clinical.grades if any(word in each.lower() for word in _table().good_grades))
    return chain(good, facts.clinical.honors)


def _changes(facts: Facts) -> Iterator[str]:
    return (words for each in facts.every_change if (words := each.text or each.what))


def _no_cause(facts: Facts) -> Iterator[str]:
    if facts.failures and not facts.story.cause and not any(each.cause for each in facts.failures):
        yield "Your facts do not say what led to the failure."


def _evidence(facts: Facts) -> Iterator[str]:
    for each in facts.specialties:
        if each.specialty and each.evidence:
            yield f"{specialties()[each.specialty].name}: {each.evidence[0]}"


def _letters(facts: Facts) -> Iterator[str]:
    for letter in facts.targets.letters:
        yield f"{specialties()[letter.name].name}{f': {letter.words}' if letter.words else ''}."


def _no_history(facts: Facts) -> Iterator[str]:
    """Yield the fields of the programs for which the facts have neither evidence nor a letter."""
    backed = {each.specialty for each in facts.specialties if each.evidence}
    backed |= {letter.name for letter in facts.targets.letters}
    fields = {audience_from_program(program, by="").specialty for program in facts.programs}
    for name in sorted(fields - {""}):
        if backed.isdisjoint((name, *specialties()[name].kin, *specialties()[name].parts)):
            yield f"{specialties()[name].name}: for a program of yours, with no evidence and no letter in your facts."


def _in_words(attempt: Attempt) -> str:
    when = f" {attempt.date.on}" if attempt.date else ""
    score = f", with a {attempt.score}" if attempt.score else ""
    return f"{attempt.exam} {attempt.outcome}{when}{score}."


_FACTS: Mapping[str, Callable[[Facts], Iterator[str]]] = {
    "passed-since": _passed_since,
    "passed-first": _passed_first,
    "practice-rise": _practice_rise,
    "in-training-plan": _in_training_plan,
    "open-exam": _open_exams,
    "no-practice": _no_practice,
    "several-failures": _several_failures,
    "comments": lambda facts: iter(facts.clinical.comments),
    "grades": _grades,
    "changes": _changes,
    "support": lambda facts: iter(facts.retake.support),
    "no-cause": _no_cause,
    "evidence": _evidence,
    "letters": _letters,
    "no-history": _no_history,
}


@cache
def _table() -> _Table:
    return read_model(assets.table_path("risks"), _Table)
