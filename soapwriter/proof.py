"""What a rule's own examples say against it; for the tests and for authors of rules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from soapwriter.document import Document
from soapwriter.errors import BadData, UnknownName
from soapwriter.facts import Applicant, Facts, Program
from soapwriter.linter import Linter
from soapwriter.record import Attempt
from soapwriter.target import Target, target
from soapwriter.when import When

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from soapwriter.rule import Example, Rule


@dataclass(frozen=True)
class Failure:
    """An example that does not hold: its rule and number from 1, the words it promised and those that were found."""

    rule: str
    number: int
    text: str
    promised: tuple[str, ...]
    found: tuple[str, ...]

    def __str__(self) -> str:
        """Say it in one line."""
        told = f"promises {list(self.promised)} but finds {list(self.found)}"
        return f"{self.rule}: example {self.number} {told}: {self.text!r}"


def prove(rules: Sequence[Rule], *, linter: Linter | None = None) -> tuple[Failure, ...]:
    """
    Return every example that does not hold, in order of rules.

    Each rule is judged by its own findings alone, so that another of its category cannot stand before it.

    Raises:
        BadData: an example is for a specialty or a program that is not known.
    """
    return tuple(_failures(rules, linter or Linter(rules, trusting=False)))


def _invented() -> Facts:
    """
    Return the invented applicant that examples of facts rules speak of.

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


def _target(rule: Rule, example: Example) -> Target | None:
    """Return whom an example is for, where it says so."""
    if not example.specialty and not example.program:
        return None
    try:
        return target(
            specialty=example.specialty or None, program=example.program or None, facts=_invented(), by="--for"
        )
    except UnknownName as error:
        raise BadData(f"{rule.path}: examples: {error}") from error


def _failures(rules: Sequence[Rule], linter: Linter) -> Iterator[Failure]:
    cases = [(rule, number, example) for rule in rules for number, example in enumerate(rule.examples, 1)]
    documents = (
        Document(f"{rule.id}:{number}", example.text, example.kind, form=example.form, target=_target(rule, example))
        for rule, number, example in cases
    )
    for (rule, number, example), places in zip(cases, linter.places(documents, facts=_invented()), strict=True):
        found = tuple(example.text[start:end] for start, end in places[rule.id])
        if found != example.finds:
            yield Failure(rule.id, number, example.text, example.finds, found)
