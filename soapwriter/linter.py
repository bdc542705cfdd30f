"""Documents in, reports out."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from soapwriter import assets, cues, language
from soapwriter.checks import Look
from soapwriter.document import Document
from soapwriter.errors import BadData
from soapwriter.finding import Finding, Report, Severity
from soapwriter.kind import find_kind
from soapwriter.phrase import BadPhrase, PhraseBook
from soapwriter.reading import read_all
from soapwriter.rule import load_rules
from soapwriter.text import Lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from soapwriter.checks import Place
    from soapwriter.facts import Facts
    from soapwriter.matching import Pattern
    from soapwriter.rule import Rule
    from soapwriter.text import Span


class Case(NamedTuple):
    """A document, and what is known when it is read: the applicant's facts, and the day."""

    document: Document
    facts: Facts | None
    now: date | None


class Linter:
    """Lints documents by a set of rules, compiled once."""

    def __init__(self, rules: Sequence[Rule] | None = None, *, trusting: bool = True) -> None:
        """
        Take these rules, or all that are shipped, and load the language model.

        The phrases of shipped rules and cues are compiled when one of their words is met, unless `trusting` is off:
        then all are compiled now.

        Raises:
            BadData: a rule's phrases cannot be compiled.
        """
        self.rules = tuple(load_rules(examples=False) if rules is None else rules)
        self._nlp = language.load()
        phrases = {rule.id: rule.check.phrases_by_owner(rule.id) for rule in self.rules}
        # A rule of phrases need not be asked where none of them stands.
        self._phrased = {next(iter(phrases[rule.id])): rule for rule in self.rules if phrases[rule.id]}
        self._lone = {rule.id: rule.lone_is_note for rule in self.rules}
        self._always = [rule for rule in self.rules if not phrases[rule.id]]
        owners: dict[str, tuple[str | Pattern, ...]] = dict(cues.owners())
        for each in phrases.values():
            owners |= each
        try:
            self._book = PhraseBook(self._nlp, owners, proven=self._proven(owners) if trusting else ())
        except BadPhrase as error:
            raise BadData(f"{self._place_of(error.owner)}: {error}") from error

    def _proven(self, owners: Iterable[str]) -> set[str]:
        """Return the owners whose phrases are shipped: `proof` has compiled them all."""
        shipped = assets.folder("lint_rules")
        foreign = {rule.id for rule in self.rules if not rule.path.is_relative_to(shipped)}
        return {owner for owner in owners if owner.split(" ")[1] not in foreign}

    def _place_of(self, owner: str) -> str:
        """Return the file and the key of an owner's phrases."""
        sort, _, name = owner.partition(" ")
        name, _, void = name.partition(" ")
        if sort == "cue":
            return f"{assets.folder('lint_rules') / 'outline' / name}.toml: {void or 'phrases'}"
        rule = next(rule for rule in self.rules if rule.id == name)
        return f"{rule.path}: check.{void or 'any'}"

    def lint(self, document: Document, *, facts: Facts | None = None, now: date | None = None) -> Report:
        """
        Return one document's report, held against the applicant's facts where they are given.

        `now` is the day on which it is read: without it nothing is said of days that may have passed.
        """
        return next(self.lint_all([document], facts=facts, now=now))

    def lint_all(
        self, documents: Iterable[Document], *, facts: Facts | None = None, now: date | None = None
    ) -> Iterator[Report]:
        """Yield each document's report, in order, parsing them in batches."""
        for reading in read_all(self._nlp, self._book, documents):
            yield self._report(Look(reading, find_kind(reading.document.kind), facts, now))

    def places(self, cases: Sequence[Case]) -> Iterator[dict[str, list[Span]]]:
        """Yield, for each document, where each rule alone points: nothing is dropped for another rule's sake."""
        readings = read_all(self._nlp, self._book, (case.document for case in cases))
        for reading, case in zip(readings, cases, strict=True):
            look = Look(reading, find_kind(reading.document.kind), case.facts, case.now)
            yield {
                rule.id: sorted(place.span for place in rule.check.find(look, rule.id)) if _asks(rule, look) else []
                for rule in self.rules
            }

    def _doubted(self, findings: list[Finding], look: Look) -> list[Finding]:
        """Return the findings, those that are alone in their category as notes where their rule asks for the doubt."""
        grounds = {look.kind.id, "sound"} if look.outline.is_sound else {look.kind.id}
        loud = Counter(finding.category for finding in findings if finding.severity is not Severity.NOTE)
        return [
            replace(finding, severity=Severity.NOTE)
            if loud[finding.category] == 1 and not grounds.isdisjoint(self._lone[finding.rule])
            else finding
            for finding in findings
        ]

    def _report(self, look: Look) -> Report:
        document = look.reading.document
        lines = Lines(document.text)
        found = [
            _finding(rule, place, document, lines)
            for rule in (
                *self._always,
                *(self._phrased[owner] for owner in look.reading.hits if owner in self._phrased),
            )
            if _asks(rule, look)
            for place in rule.check.find(look, rule.id)
        ]
        return Report(
            path=document.path,
            text=document.text,
            kind=document.kind,
            kind_from=document.kind_from,
            counts=look.counts,
            structure=look.structure,
            email=look.email,
            findings=tuple(self._doubted(_one_a_place(found), look)),
        )


def lint(text: str | Document, *, kind: str = "failure", facts: Facts | None = None, now: date | None = None) -> Report:
    """
    Return the report of one text by the shipped rules, held against the applicant's facts where they are given.

    `now` is the day on which it is read: without it nothing is said of days that may have passed.

    Raises:
        UnknownName: there is no such kind.
    """
    document = text if isinstance(text, Document) else Document("-", text, find_kind(kind).id)
    return _linter().lint(document, facts=facts, now=now)


@cache
def _linter() -> Linter:
    return Linter()


def _asks(rule: Rule, look: Look) -> bool:
    """Tell whether a rule is for documents of this kind whose parts stand like this."""
    if not rule.applies_to(look.kind.id):
        return False
    return all(look.structure.standing(part) in labels for part, labels in rule.when.items())


def _finding(rule: Rule, place: Place, document: Document, lines: Lines) -> Finding:
    start, end = place.span
    first, last = lines.position(start), lines.position(end)
    return Finding(
        rule=rule.id,
        severity=_severity(rule, place, document),
        message=rule.message.format(**place.words),
        instead=rule.instead,
        start=start,
        end=end,
        line=first.line,
        column=first.column,
        end_line=last.line,
        end_column=last.column,
        quote=document.text[start:end],
    )


def _severity(rule: Rule, place: Place, document: Document) -> Severity:
    """Return how grave a finding is: what its rule says, or less where its place is in doubt."""
    limits = (rule.severity_for(document.kind), place.most, Severity.ERROR if place.sure else Severity.NOTE)
    return min(limits, key=lambda severity: severity.rank)


def _one_a_place(found: list[Finding]) -> list[Finding]:
    """Return the findings in order of place; of two of one category that overlap, the graver and longer stays."""
    kept: list[Finding] = []
    for finding in sorted(found, key=lambda each: (-each.severity.rank, each.start - each.end, each.start, each.rule)):
        rivals = (other for other in kept if other.category == finding.category)
        if all(finding.end <= other.start or other.end <= finding.start for other in rivals):
            kept.append(finding)
    return sorted(kept, key=lambda each: (each.start, each.end, each.rule))
