"""From the places that rules point at to a report's findings: how grave each is, and which one stays of several."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from soapwriter.finding import Finding, Severity

if TYPE_CHECKING:
    from soapwriter.linter.context import Context, Match
    from soapwriter.linter.rule import Rule
    from soapwriter.text import Document, Lines

SPELLING = "spelling"


def asks(rule: Rule, context: Context) -> bool:
    """Tell whether a rule is for documents of this kind whose parts stand like this."""
    if not rule.applies_to(context.kind.id):
        return False
    return all(context.structure.standing(part) in labels for part, labels in rule.when.items())


def places(rule: Rule, context: Context) -> list[Match]:
    """Return where a rule points, in order of place; nowhere if it is not for this text."""
    return sorted(rule.check.find(context, rule.id), key=lambda place: place.span) if asks(rule, context) else []


def finding_at(rule: Rule, place: Match, document: Document, lines: Lines) -> Finding:
    """Return what a rule has to say of one place of a document."""
    start, end = place.span
    first, last = lines.position(start), lines.position(end)
    return Finding(
        rule=rule.id,
        severity=_severity(rule, place, document),
        message=rule.message.format(**place.words),
        instead=place.instead or rule.instead,
        start=start,
        end=end,
        line=first.line,
        column=first.column,
        end_line=last.line,
        end_column=last.column,
        quote=document.text[start:end],
        fix=rule.fix_at(place, document.text),
    )


def _rivals(finding: Finding, other: Finding) -> bool:
    return other.category == finding.category and bool(other.safe_fix) is bool(finding.safe_fix)


def _echoes(finding: Finding, other: Finding) -> bool:
    return finding.category == SPELLING and (finding.start, finding.end) == (other.start, other.end)


def _severity(rule: Rule, place: Match, document: Document) -> Severity:
    """Return how grave a finding is: what its rule says, or less where its place is in doubt."""
    limits = (rule.severity_for(document.kind), place.most, Severity.ERROR if place.sure else Severity.NOTE)
    return min(limits, key=lambda severity: severity.rank)


def one_a_place(found: Collection[Finding]) -> list[Finding]:
    """
    Return the findings in order of place; of two of one category that overlap, the graver and longer stays.

    What can be mended unasked is no rival of what has to be thought about; what another category says of a word is not
    said again by spelling.
    """
    kept: list[Finding] = []
    for finding in sorted(found, key=lambda each: (-each.severity.rank, each.start - each.end, each.start, each.rule)):
        rivals = (other for other in kept if _rivals(finding, other) or _echoes(finding, other))
        if all(finding.end <= other.start or other.end <= finding.start for other in rivals):
            kept.append(finding)
    return sorted(kept, key=lambda each: (each.start, each.end, each.rule))


def doubted(findings: list[Finding], context: Context, lone: Mapping[str, Collection[str]]) -> list[Finding]:
    """
    Return the findings, those that are alone in their category as notes where their rule asks for the doubt.

    `lone` says for each rule in which kinds of text, or in a "sound" explanation, it asks for that.
    """
    grounds = {context.kind.id, "sound"} if context.outline.is_sound else {context.kind.id}
    loud = Counter(finding.category for finding in findings if finding.severity is not Severity.NOTE)
    return [
        replace(finding, severity=Severity.NOTE)
        if loud[finding.category] == 1 and not grounds.isdisjoint(lone[finding.rule])
        else finding
        for finding in findings
    ]
