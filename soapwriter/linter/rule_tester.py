"""What a rule's own examples say against it; for the tests and for authors of rules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from soapwriter.errors import BadData, UnknownName
from soapwriter.facts import Applicant, Attempt, Audience, Facts, Program, When, find_audience
from soapwriter.linter.linter import Linter, Request
from soapwriter.text import Document, mend

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from soapwriter.linter.context import Match
    from soapwriter.linter.rule import Example, Rule


@dataclass(frozen=True)
class Failure:
    """An example that does not hold: its rule and number from 1, its text, and what is wrong with it."""

    rule: str
    number: int
    text: str
    trouble: str

    def __str__(self) -> str:
        """Say it in one line."""
        return f"{self.rule}: example {self.number} {self.trouble}: {self.text!r}"


class Case(NamedTuple):
    """One example of a rule, by its number from 1, and the text that is looked at: the example's own, or mended."""

    rule: Rule
    number: int
    example: Example
    text: str

    def failure(self, trouble: str) -> Failure:
        """Return what is wrong with the example."""
        return Failure(self.rule.id, self.number, self.example.text, trouble)


def prove(rules: Sequence[Rule], *, linter: Linter | None = None) -> tuple[Failure, ...]:
    """
    Return every example that does not hold, in order of rules.

    Each rule is judged by its own findings alone, so that another of its category cannot stand before it. Where a rule
    says how a finding is mended, the mended example must read as promised, and be clean.

    Raises:
        BadData: an example is for a specialty or a program that is not known.
    """
    cases = [
        Case(rule, number, example, example.text) for rule in rules for number, example in enumerate(rule.examples, 1)
    ]
    found = _failures(cases, linter or Linter(rules, trusting=False))
    order = {rule.id: at for at, rule in enumerate(rules)}
    return tuple(sorted(found, key=lambda failure: (order[failure.rule], failure.number)))


def _invented() -> Facts:
    """
    Return the invented applicant of whom examples speak that have no facts of their own.

    AAMC ID 12345678; failed Step 2 CK in August 2026 with a 209; two programs have spoken with her.
    """
    applicant = Applicant(name="Ana Invented", aamc_id="12345678")
    attempt = Attempt(exam="Step 2 CK", date=When(2026, 8, 3), outcome="failed", score=209)
    return Facts(applicant=applicant, exams=(attempt,), programs=_PROGRAMS)


_PROGRAMS = (
    Program(
        name="Cedar Hollow Family Medicine",
        city="Cedar Hollow, OH",
        specialty="family-medicine",
        people=("Dr. Ilse Marchbanks, program director",),
        interviewer="Dr. Marchbanks",
    ),
    Program(
        name="Great Fork Medical Center",
        city="Arlen, MI",
        specialty="internal-medicine",
        people=("Dr. Tomas Wielicki, associate program director",),
        interviewer="Dr. Wielicki",
    ),
)


def _target(rule: Rule, example: Example) -> Audience | None:
    """Return whom an example is for, where it says so."""
    if not example.specialty and not example.program:
        return None
    try:
        return find_audience(
            specialty=example.specialty or None, program=example.program or None, facts=_invented(), by="--for"
        )
    except UnknownName as error:
        raise BadData(f"{rule.path}: examples: {error}") from error


def _failures(cases: Sequence[Case], linter: Linter) -> Iterator[Failure]:
    mended: list[Case] = []
    for case, places in _places(cases, linter):
        found = _quotes(case, places)
        if found != case.example.finds:
            yield case.failure(f"promises {list(case.example.finds)} but finds {list(found)}")
        elif case.rule.fix and found:
            fixes = filter(None, (case.rule.fix_at(place, case.text) for place in places))
            mended.append(case._replace(text=mend(case.text, fixes).text))
    for case, places in _places(mended, linter):
        if case.example.fixed not in (None, case.text):
            yield case.failure(f"is mended to {case.text!r}, not to {case.example.fixed!r}")
        elif places:
            yield case.failure(f"is mended to {case.text!r}, which still has {list(_quotes(case, places))}")


def _places(cases: Sequence[Case], linter: Linter) -> Iterator[tuple[Case, list[Match]]]:
    """Yield each case with the places at which its own rule points in its text."""
    ana = _invented()
    requests = (
        Request(
            Document(
                f"{case.rule.id}:{case.number}",
                case.text,
                case.example.kind,
                form=case.example.form,
                audience=_target(case.rule, case.example),
            ),
            ana if case.example.facts is None else case.example.facts,
            case.example.now,
        )
        for case in cases
    )
    for case, places in zip(cases, linter.places(requests), strict=True):
        yield case, places[case.rule.id]


def _quotes(case: Case, places: Sequence[Match]) -> tuple[str, ...]:
    return tuple(case.text[place.span.start : place.span.end] for place in places)
