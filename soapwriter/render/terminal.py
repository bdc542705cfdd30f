"""Reports for a person at a terminal, or in a pipe: what to fix, why, what to write instead, and the structure."""

import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from soapwriter.errors import quoted
from soapwriter.finding import PARTS, EmailParts, Finding, Report, Safety, Severity
from soapwriter.render.excerpt import excerpt
from soapwriter.render.screen import Screen, display_name, one_line, visible
from soapwriter.render.structure import bars
from soapwriter.text import Lines, counted

_ADVICE = {
    Severity.ERROR: "do not send yet",
    Severity.WARNING: "fix it, or have a reason not to",
    Severity.NOTE: "worth a look",
}
_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.NOTE: "bold cyan"}
_KIND_FROM = {
    "option": "from --kind",
    "front matter": "from its front matter",
    "file name": "from the file name",
    "content": "from its words",
    "default": "the default; --kind changes it",
}
_EMAIL = {
    "subject": "subject",
    "greeting": "greeting",
    "specific_detail": "a detail of theirs",
    "interest": "interest",
    "signoff": "sign-off",
    "aamc_id": "AAMC ID",
}
_FIXES = {
    Safety.SAFE: "--fix replaces {old} with {new}.",
    Safety.UNSAFE: "If you agree, replace {old} with {new}.",
    Safety.SHOWN: "Perhaps you mean {new}.",
}
_INDENT = 4
# Six places fit one line of 80 columns; --fix finds the others by itself.
_MOST_PLACES = 6
# Two faults of the four parts, or one with two others: more than a last touch.
_HEAVY = 4
# Unicode's categories of blanks and of characters without a shape.
_UNSEEN = "CZ"
_NAMES = {"\t": "tab"}


class FindingGroup(NamedTuple):
    """A finding, and the later ones of its rule if `lint --fix` fixes them all."""

    finding: Finding
    others: tuple[Finding, ...] = ()


def render(reports: Sequence[Report], errors: Mapping[str, str], screen: Screen) -> Iterator[str]:
    """Yield every document's findings, structure and counts, then one paragraph on the whole."""
    for report in reports:
        yield from _document(report, screen)
        yield ""
    if reports:
        yield from _summary(reports, len(errors), screen)


def _document(report: Report, screen: Screen) -> Iterator[str]:
    yield from heading(report, screen)
    lines = Lines(report.text)
    before: Finding | None = None
    for group in group_fixes(report.findings):
        yield ""
        yield from _finding(group, lines, screen, again=_is_again(group.finding, before))
        before = group.finding
    yield ""
    if not report.findings:
        yield f"No {_other(report.suppressed)}errors or warnings."
    if report.suppressed:
        yield f"{counted(report.suppressed, 'finding')} suppressed."
    yield from bars(report.structure, screen)
    if report.email:
        yield from _email(report.email, screen)
    yield from counts_line(report, screen)


def heading(report: Report, screen: Screen) -> Iterator[str]:
    """Yield which text it is, its kind and where that is from, and whom it is for."""
    yield screen.paint(screen.plain(one_line(display_name(report.path))), "bold underline")
    origin = _KIND_FROM.get(report.kind_from, report.kind_from)
    yield from screen.wrap(f"Document kind: {report.kind} ({origin})")
    if report.audience:
        yield from screen.wrap(f"For: {report.audience}")


def group_fixes(findings: Sequence[Finding]) -> Iterator[FindingGroup]:
    """Yield the findings in order, those of one rule with a safe fix together with the first of them."""
    grouped: set[str] = set()
    for at, finding in enumerate(findings):
        if finding.safe_fix is None:
            yield FindingGroup(finding)
        elif finding.rule not in grouped:
            grouped.add(finding.rule)
            later = (other for other in findings[at + 1 :] if other.rule == finding.rule and other.safe_fix)
            yield FindingGroup(finding, tuple(later))


def _is_again(finding: Finding, before: Finding | None) -> bool:
    """Return whether a finding is on the very words of the one before it, and as severe."""
    same = ("start", "end", "severity")
    return before is not None and all(getattr(finding, name) == getattr(before, name) for name in same)


def _finding(group: FindingGroup, lines: Lines, screen: Screen, *, again: bool) -> Iterator[str]:
    """Yield one finding: its place and severity, the words unless shown `again`, the message, the fix, the rule."""
    finding = group.finding
    if not again:
        yield from _place_and_severity(finding, screen)
        yield from _quotation(finding, lines, screen)
    yield from screen.wrap(finding.message, indent=_INDENT)
    # The fix is what to write instead, more exactly than the rule can say it.
    if finding.fix:
        yield from screen.wrap(describe_fix(finding, screen), indent=_INDENT)
        yield from screen.wrap(_other_places(group.others), indent=_INDENT)
    elif finding.instead:
        yield from _labelled(f"Instead: {finding.instead}", "Instead:", screen, style="bold", indent=_INDENT)
    yield " " * _INDENT + screen.paint(finding.rule, "dim")


def _place_and_severity(finding: Finding, screen: Screen) -> Iterator[str]:
    place = f"{finding.line}:{finding.column}  "
    severity = finding.severity
    first, *others = _labelled(
        f"{severity}: {_ADVICE[severity]}", severity.value, screen, style=_STYLES[severity], indent=len(place)
    )
    yield place + first[len(place) :]
    yield from others


def _quotation(finding: Finding, lines: Lines, screen: Screen) -> Iterator[str]:
    """Yield the line and its carets; nothing where the line is blank, as at the end of a text that lacks something."""
    shown = excerpt(finding, lines, screen=screen, width=screen.width - _INDENT)
    if not "".join(shown).strip():
        return
    margin = " " * _INDENT
    yield f"{margin}{shown.before}{screen.paint(shown.meant, _STYLES[finding.severity])}{shown.after}"
    yield f"{margin}{screen.paint(shown.carets, _STYLES[finding.severity])}"


def describe_fix(finding: Finding, screen: Screen) -> str:
    """Return what a finding's fix would change; "" for a finding without one."""
    if finding.fix is None:
        return ""
    old, new = (_named(text, screen) for text in (finding.quote, finding.fix.text))
    return _FIXES[finding.fix.safety].format(old=old, new=new)


def _other_places(others: Sequence[Finding]) -> str:
    """Return where the others are, the first few of them by line and column; "" for none."""
    if not others:
        return ""
    places = ", ".join(f"{other.line}:{other.column}" for other in others[:_MOST_PLACES])
    more = " and so on" if len(others) > _MOST_PLACES else ""
    return f"{len(others):,} more like it: {places}{more}"


def _named(text: str, screen: Screen) -> str:
    """Return a text in quotation marks, or by its name if nobody could see it or the screen cannot show it."""
    if not text:
        return "nothing"
    if all(unicodedata.category(character)[0] in _UNSEEN for character in text):
        return _unseen(text)
    bare = " ".join(visible(text).split())
    if len(bare) == 1 and screen.plain(bare) != bare:
        return _with_article(_name(bare))
    return quoted(bare)


def _unseen(text: str) -> str:
    if len(set(text)) > 1:
        return f"{len(text)} blanks"
    return _with_article(_name(text)) if len(text) == 1 else f"{len(text)} {_name(text[0])}s"


def _name(character: str) -> str:
    """Return the name of a character, such as "no-break space"; "unseen character" where Unicode has none."""
    return _NAMES.get(character) or unicodedata.name(character, "unseen character").lower()


def _with_article(name: str) -> str:
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"


def _email(email: EmailParts, screen: Screen) -> Iterator[str]:
    """Yield which parts of an email are present, and which are missing."""
    present = [name for key, name in _EMAIL.items() if getattr(email, key)]
    missing = [name for key, name in _EMAIL.items() if not getattr(email, key)]
    yield screen.paint("Email", "bold")
    yield from screen.wrap(f"present: {', '.join(present) or 'nothing'}", indent=2, hanging=11)
    if missing:
        yield from _labelled(f"missing: {', '.join(missing)}", "missing:", screen, style="red", indent=2, hanging=11)


def counts_line(report: Report, screen: Screen) -> Iterator[str]:
    """Yield the counts on one line, or as many as the screen needs."""
    counts = report.counts
    figures = (
        counted(counts.words, "word"),
        counted(counts.characters, "character"),
        counted(counts.sentences, "sentence"),
        f"{counted(counts.spoken_seconds, 'second')} aloud",
        f"grade level {counts.grade:.1f}",
    )
    yield from _labelled(f"Counts {', '.join(figures)}", "Counts", screen, style="bold", hanging=2)


def _labelled(
    text: str, label: str, screen: Screen, *, style: str, indent: int = 0, hanging: int | None = None
) -> Iterator[str]:
    """Yield a text with the label at its beginning in a style, which is put on last: wrapping would count its codes."""
    first, *others = screen.wrap(text, indent=indent, hanging=hanging)
    yield first.replace(label, screen.paint(label, style), 1)
    yield from others


def _summary(reports: Sequence[Report], unread: int, screen: Screen) -> Iterator[str]:
    """Yield what to do now."""
    findings = [finding for report in reports for finding in report.findings]
    suppressed = sum(report.suppressed for report in reports)
    sentences = (
        *_scope(len(reports), unread, suppressed),
        _verdict(findings, suppressed),
        *_first(reports),
        *own_words(reports),
    )
    yield from screen.wrap(" ".join(sentences))
    for hint in _hints(findings):
        yield from (screen.paint(line, "dim") for line in screen.wrap(hint))


def _hints(findings: Sequence[Finding]) -> Iterator[str]:
    """Yield the commands that help with findings."""
    if findings:
        yield "To learn why: soapwriter explain RULE"
    if safe := sum(finding.safe_fix is not None for finding in findings):
        yield f"To fix {'one' if safe == 1 else f'{safe:,}'} of these: soapwriter lint --fix FILE"


def _scope(texts: int, unread: int, suppressed: int) -> Iterator[str]:
    if texts > 1:
        yield f"{texts} texts."
    if unread:
        yield f"{counted(unread, 'input')} could not be linted."
    if texts > 1 and suppressed:
        yield f"{counted(suppressed, 'finding')} suppressed."


def own_words(reports: Sequence[Report]) -> Iterator[str]:
    """Yield how many sentences are a template's or an example's, if any are."""
    borrowed = sum(report.borrowed for report in reports)
    if borrowed:
        every = counted(sum(report.counts.sentences for report in reports), "sentence")
        yield f"{borrowed:,} of {every} {'is' if borrowed == 1 else 'are'} not yet in your own words."


def _verdict(findings: Sequence[Finding], suppressed: int) -> str:
    found = Counter(finding.severity for finding in findings)
    counts = [counted(found[severity], severity.value) for severity in Severity if found[severity]]
    if found[Severity.ERROR]:
        return f"Do not send yet: {', '.join(counts)}."
    if sum(map(_weight, findings)) >= _HEAVY:
        return f"Not ready yet: no errors, {', '.join(counts)}."
    if found[Severity.WARNING]:
        return f"Nearly ready: no errors, {', '.join(counts)}."
    clean = ", ".join((f"no {_other(suppressed)}errors or warnings", *counts))
    return f"Ready: {clean}. Read it aloud once, then send it."


def _weight(finding: Finding) -> int:
    """Return how much a finding weighs in the verdict: a note nothing, a fault of one of the four parts twice."""
    if finding.severity is Severity.NOTE:
        return 0
    return 2 if finding.category in PARTS else 1


def _first(reports: Sequence[Report]) -> Iterator[str]:
    """Yield where to begin in a single text with more than one thing to fix: what weighs most, the first of equals."""
    loud = [each for report in reports for each in report.findings if each.severity is not Severity.NOTE]
    if len(reports) == 1 and len(loud) > 1:
        most = max(loud, key=lambda finding: (finding.severity.rank, _weight(finding)))
        yield f"Begin with line {most.line}, {most.rule}."


def _other(suppressed: int) -> str:
    """Return "other " where findings are suppressed, for these may be errors."""
    return "other " if suppressed else ""
