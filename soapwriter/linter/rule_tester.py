"""Rules tested by their own examples: for the tests, and for authors of rules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from soapwriter.errors import BadData, UnknownName
from soapwriter.facts import Applicant, Attempt, Audience, Facts, Program, When, find_audience
from soapwriter.linter.linter import Linter, Request
from soapwriter.text import Document, Span, apply_edits, overlap

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from soapwriter.linter.context import Match
    from soapwriter.linter.rule import Example, Rule


@dataclass(frozen=True)
class Failure:
    """An example that does not hold: its rule and number from 1, its text, and what is wrong."""

    rule: str
    number: int
    text: str
    problem: str

    def __str__(self) -> str:
        """Return it in one line."""
        return f"{self.rule}: example {self.number} {self.problem}: {self.text!r}"


class _Case(NamedTuple):
    """One example of a rule, by its number from 1, and the text that is linted: the example's own, or the fixed one."""

    rule: Rule
    number: int
    example: Example
    text: str

    def failure(self, problem: str) -> Failure:
        return Failure(self.rule.id, self.number, self.example.text, problem)

    def quotes(self, matches: Iterable[Match]) -> tuple[str, ...]:
        """Return the words of matches in the text."""
        return tuple(self.text[match.span.start : match.span.end] for match in matches)

    def is_kept_by(self, matches: Sequence[Match]) -> bool:
        """Return whether matches are what the example promises: its words, or at least some of each of them."""
        if self.rule.check.exact or not self.example.finds:
            return self.quotes(matches) == self.example.finds
        return all(any(overlap(place, match.span) for match in matches) for place in self._promised())

    def _promised(self) -> list[Span]:
        starts = [(self.text.find(words), words) for words in self.example.finds]
        return [Span(start, start + len(words)) for start, words in starts if start >= 0]

    def fixed(self, matches: Iterable[Match]) -> _Case:
        """Return the case with the text after the rule's edits, whatever their safety."""
        fixes = (self.rule.fix_for(match, self.text) for match in matches)
        return self._replace(text=apply_edits(self.text, filter(None, fixes)).text)


def check_examples(rules: Sequence[Rule], *, linter: Linter | None = None) -> tuple[Failure, ...]:
    """
    Return every example that does not hold, in order of rules and of examples.

    Only the rule's own matches count, so that another rule of its category cannot hide them. Where the rule has a fix,
    the fixed example must read as promised and have no match. `linter` must have been given these rules; without it,
    one is made that compiles all their phrases.

    Raises:
        BadData: an example is for an unknown specialty or program, or a rule cannot be compiled.
    """
    linter = linter or Linter(rules, lazy=False)
    cases = [
        _Case(rule, number, example, example.text) for rule in rules for number, example in enumerate(rule.examples, 1)
    ]
    order = {rule.id: at for at, rule in enumerate(rules)}
    return tuple(sorted(_failures(cases, linter), key=lambda failure: (order[failure.rule], failure.number)))


def _failures(cases: Sequence[_Case], linter: Linter) -> Iterator[Failure]:
    """Yield the examples with other matches than they say, then those that their rule does not fix."""
    fixed: list[_Case] = []
    for case, matches in _matches(cases, linter):
        found = case.quotes(matches)
        if not case.is_kept_by(matches):
            yield case.failure(f"promises {list(case.example.finds)} but finds {list(found)}")
        elif case.rule.fix and found:
            fixed.append(case.fixed(matches))
    yield from _unfixed(fixed, linter)


def _unfixed(cases: Sequence[_Case], linter: Linter) -> Iterator[Failure]:
    """Yield the fixed examples that do not read as promised, or that still have a match."""
    for case, matches in _matches(cases, linter):
        if case.example.fixed not in (None, case.text):
            yield case.failure(f"is fixed to {case.text!r}, not to {case.example.fixed!r}")
        elif matches:
            yield case.failure(f"is fixed to {case.text!r}, which still has {list(case.quotes(matches))}")


def _matches(cases: Sequence[_Case], linter: Linter) -> Iterator[tuple[_Case, list[Match]]]:
    """Yield each case with the matches of its own rule in its text."""
    invented = _invented()
    found = linter.matches_of(_request(case, invented) for case in cases)
    for case, matches in zip(cases, found, strict=True):
        yield case, matches[case.rule.id]


def _request(case: _Case, invented: Facts) -> Request:
    example = case.example
    audience = _audience(case.rule, example, invented)
    document = Document(f"{case.rule.id}:{case.number}", case.text, example.kind, form=example.form, audience=audience)
    return Request(document, invented if example.facts is None else example.facts, example.now)


def _audience(rule: Rule, example: Example, facts: Facts) -> Audience | None:
    """Return whom an example is for, where it says so."""
    named = {"specialty": example.specialty or None, "program": example.program or None}
    if not any(named.values()):
        return None
    try:
        return find_audience(**named, facts=facts, by="--for")
    except UnknownName as error:
        raise BadData(f"{rule.path}: examples: {error}") from error


def _invented() -> Facts:
    """
    Return the invented applicant of examples that have no facts of their own.

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
