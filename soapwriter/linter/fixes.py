"""Safe edits applied to documents, again and again until none is left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from soapwriter.finding import Report
from soapwriter.text import Document, apply_edits

# One edit may make another possible: a tab becomes a space, and then two spaces become one. Ten rounds leave room for
# long chains of edits. Rules of the user's own may undo each other's edits for ever, so the rounds must end somewhere.
_ROUNDS = 10

Lint = Callable[[Sequence[Document]], Iterable[Report]]


@dataclass(frozen=True)
class Fixed:
    """
    A document with its report, before and after every safe edit.

    `made` says how many edits were made for each rule.
    """

    before: Document
    found: Report
    document: Document
    report: Report
    made: Mapping[str, int] = field(default_factory=dict)

    @property
    def changed(self) -> bool:
        """Whether an edit has changed the text."""
        return self.document.text != self.before.text


def apply_fixes(documents: Sequence[Document], lint: Lint) -> tuple[Fixed, ...]:
    """
    Return each document after every safe edit, in order.

    `lint` returns a report for each document that it is given; it is called again only with what an edit has changed.
    """
    fixed = [
        Fixed(before=document, found=report, document=document, report=report)
        for document, report in zip(documents, lint(documents), strict=True)
    ]
    for _ in range(_ROUNDS):
        edited = {at: _edited(each) for at, each in enumerate(fixed) if _is_fixable(each.report)}
        if not edited:
            break
        again = lint([each.document for each in edited.values()])
        for (at, each), report in zip(edited.items(), again, strict=True):
            fixed[at] = replace(each, report=report)
    return tuple(fixed)


def _is_fixable(report: Report) -> bool:
    return any(finding.safe_fix for finding in report.findings)


def _edited(fixed: Fixed) -> Fixed:
    """Return a document after the edits of one round; its report is still that of the text before."""
    rules = {finding.safe_fix: finding.rule for finding in fixed.report.findings if finding.safe_fix}
    edited = apply_edits(fixed.document.text, rules)
    made = Counter(fixed.made) + Counter(rules[fix] for fix in edited.made)
    return replace(fixed, document=replace(fixed.document, text=edited.text), made=dict(made))
