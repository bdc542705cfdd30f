"""Documents mended as far as that is safe: every safe edit made, and made again until none is left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from soapwriter.finding import Report
from soapwriter.text import Document, mend

# An edit may make room for another, as a tab that becomes a space for a doubled one. Rules of one's own may go in a
# circle: they are stopped here, and what they still point at is reported.
_ROUNDS = 10

Lint = Callable[[Sequence[Document]], Iterable[Report]]


@dataclass(frozen=True)
class Fixed:
    """
    A document as it was read and its report, and both after every safe edit.

    `made` says how many edits were made for each rule.
    """

    before: Document
    found: Report
    document: Document
    report: Report
    made: Mapping[str, int] = field(default_factory=dict)

    @property
    def changed(self) -> bool:
        """Tell whether the text is another now."""
        return self.document.text != self.before.text


def fix_all(documents: Sequence[Document], lint: Lint) -> tuple[Fixed, ...]:
    """Return each document mended; only those that an edit has changed are linted again."""
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
    mended = mend(fixed.document.text, rules)
    made = Counter(fixed.made) + Counter(rules[fix] for fix in mended.made)
    return replace(fixed, document=replace(fixed.document, text=mended.text), made=dict(made))
