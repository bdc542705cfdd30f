"""From the matches of rules to a report's findings: which severity each has, and which one stays where two overlap."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from soapwriter.finding import Finding, Severity
from soapwriter.reader import load_card
from soapwriter.text import Places

if TYPE_CHECKING:
    from soapwriter.facts import Facts
    from soapwriter.linter.context import Context, Match
    from soapwriter.linter.rule import Rule
    from soapwriter.text import Document, Lines

SPELLING = "spelling"
# The category of the rules on single characters.
PLAIN = "plaintext"
_LACKS = "email"


def applies(rule: Rule, context: Context) -> bool:
    """Return whether a rule is for documents of this kind, with these labels of the four parts."""
    if not rule.applies_to(context.kind.id):
        return False
    return all(context.structure.label(part) in labels for part, labels in rule.when.items())


def matches(rule: Rule, context: Context) -> list[Match]:
    """Return the matches of a rule in text order; none where the rule does not apply."""
    if not applies(rule, context):
        return []
    return sorted(rule.check.find(context, rule.id), key=lambda match: match.span)


def finding_of(match: Match, rule: Rule, document: Document, lines: Lines, facts: Facts | None = None) -> Finding:
    """Return the finding of one match of a rule; the facts say what to write where the rule asks them."""
    # A fix of a damaged word would be put in the wrong place; the rules on characters look at them as they are.
    start, end = document.whole(match.span) if rule.category != PLAIN else match.span
    is_whole = (start, end) == match.span
    first, last = lines.position(start), lines.position(end)
    return Finding(
        rule=rule.id,
        severity=_severity(match, rule, document),
        message=rule.message.format(**match.words),
        instead=match.instead or _from_facts(rule, document, facts) or rule.instead,
        start=start,
        end=end,
        line=first.line,
        column=first.column,
        end_line=last.line,
        end_column=last.column,
        quote=document.text[start:end],
        fix=rule.fix_for(match, document.text) if is_whole else None,
        probability=match.probability,
    )


def _from_facts(rule: Rule, document: Document, facts: Facts | None) -> str:
    """Return what the facts offer in the place of what a rule finds; "" where the rule or they have nothing."""
    if facts is None or rule.from_facts is None:
        return ""
    # A text without facts need not wait for them.
    from soapwriter.facts import suggestion

    found = suggestion(facts, rule.from_facts, document.text)
    return f'Your facts say: "{found}"' if found else ""


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings in the order of every report: by start, end and rule, which no two findings of one text share."""
    return sorted(findings, key=lambda finding: (finding.start, finding.end, finding.rule))


def without_overlaps(findings: Iterable[Finding]) -> list[Finding]:
    """
    Return the findings in order, and of two rivals that overlap only the stronger.

    Rivals are of one category, and both have a safe fix or neither has: an edit that is applied unasked says nothing
    about what the writer has to think about. A spelling finding gives way to any other on the same words.
    """
    kept: list[Finding] = []
    places: Places[Finding] = Places()
    for finding in sorted(findings, key=_strength):
        if not any(_rivals(finding, other) for other in places.overlapping(finding)):
            kept.append(finding)
            places.add(finding)
    return in_order(kept)


def promote_likeliest(findings: list[Finding], context: Context) -> list[Finding]:
    """
    Return the findings, with the likeliest note of the reader as a warning where the text is almost surely not sound.

    An adviser would not send such a text; what is not sure is only which of its faults weighs most.
    """
    likeliest = max(filter(_is_doubt, findings), key=lambda each: each.probability or 0, default=None)
    is_quiet = all(finding.severity is Severity.NOTE for finding in findings)
    if likeliest is None or not is_quiet or context.reading.sound >= load_card().verdict.unsound:
        return findings
    return [replace(each, severity=Severity.WARNING) if each is likeliest else each for each in findings]


def _is_doubt(finding: Finding) -> bool:
    return finding.probability is not None and finding.severity is Severity.NOTE


def _severity(match: Match, rule: Rule, document: Document) -> Severity:
    """Return the severity that the rule has in this kind of document, or less where the match is in doubt."""
    limits = (rule.severity_for(document.kind), match.most, Severity.ERROR if match.sure else Severity.NOTE)
    # Each of these only ever takes away: nothing makes a finding graver than its rule says.
    return min(limits, key=lambda severity: severity.rank)


def _strength(finding: Finding) -> tuple[int, int, int, str]:
    """Return a key that puts the graver finding first, then the longer; the rest only makes the order total."""
    return (-finding.severity.rank, finding.start - finding.end, finding.start, finding.rule)


def _rivals(finding: Finding, other: Finding) -> bool:
    """Return whether only one of two findings may stay where they overlap; the other one is in the report already."""
    same_words = (finding.start, finding.end) == (other.start, other.end)
    if finding.category == SPELLING and same_words:
        return True
    # What an email lacks is said at its end, and says nothing of the words there: it may lack two things.
    if finding.category == other.category == _LACKS:
        return finding.rule == other.rule
    return other.category == finding.category and bool(other.safe_fix) is bool(finding.safe_fix)
