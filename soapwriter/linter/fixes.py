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
    reports = lint(documents)
    fixed = [Fixed(document, report, document, report) for document, report in zip(documents, reports, strict=True)]
    for _ in range(_ROUNDS):
        if not any(map(_is_fixable, fixed)):
            break
        fixed = _next_round(fixed, lint)
    return tuple(fixed)


def _is_fixable(fixed: Fixed) -> bool:
    return any(finding.safe_fix for finding in fixed.report.findings)


def _next_round(fixed: Sequence[Fixed], lint: Lint) -> list[Fixed]:
    """Return the documents after the safe fixes of their last reports, with new reports on those that have changed."""
    edited = {at: _edited(each) for at, each in enumerate(fixed) if _is_fixable(each)}
    reports = lint([each.document for each in edited.values()])
    linted = (replace(each, report=report) for each, report in zip(edited.values(), reports, strict=True))
    changed = dict(zip(edited, linted, strict=True))
    return [changed.get(at, each) for at, each in enumerate(fixed)]


def _edited(fixed: Fixed) -> Fixed:
    """Return a document after the edits of one round; its report is still that of the text before."""
    rules = {finding.safe_fix: finding.rule for finding in fixed.report.findings if finding.safe_fix}
    edited = apply_edits(fixed.document.text, rules)
    made = Counter(fixed.made) + Counter(rules[fix] for fix in edited.made)
    return replace(fixed, document=replace(fixed.document, text=edited.text), made=dict(made))
