"""What a rule's own examples say against it; for the tests and for authors of rules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from soapwriter.document import Document
from soapwriter.facts import Applicant, Facts
from soapwriter.linter import Case, Linter
from soapwriter.record import Attempt
from soapwriter.when import When

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from soapwriter.rule import Rule


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
    """
    return tuple(_failures(rules, linter or Linter(rules, trusting=False)))


def _invented() -> Facts:
    """
    Return the invented applicant of whom examples speak that have no facts of their own.

    AAMC ID 12345678; failed Step 2 CK in August 2026 with a 209.
    """
    applicant = Applicant(name="Ana Invented", aamc_id="12345678")
    attempt = Attempt(exam="Step 2 CK", date=When(2026, 8, 3), outcome="failed", score=209)
    return Facts(applicant=applicant, exams=(attempt,))


def _failures(rules: Sequence[Rule], linter: Linter) -> Iterator[Failure]:
    cases = [(rule, number, example) for rule in rules for number, example in enumerate(rule.examples, 1)]
    ana = _invented()
    looks = [
        Case(
            Document(f"{rule.id}:{number}", example.text, example.kind, form=example.form),
            ana if example.facts is None else example.facts,
            example.now,
        )
        for rule, number, example in cases
    ]
    for (rule, number, example), places in zip(cases, linter.places(looks), strict=True):
        found = tuple(example.text[start:end] for start, end in places[rule.id])
        if found != example.finds:
            yield Failure(rule.id, number, example.text, example.finds, found)
