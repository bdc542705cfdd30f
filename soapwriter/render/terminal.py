"""Reports for a person at a terminal, or in a pipe: what to mend, why, what to write instead, and the structure."""

from collections.abc import Iterator, Mapping, Sequence

from soapwriter.finding import EmailParts, Finding, Report, Severity
from soapwriter.render.edits import Told, edit, elsewhere, told_once
from soapwriter.render.excerpt import excerpt
from soapwriter.render.screen import Screen, one_line
from soapwriter.render.structure import bars
from soapwriter.text import Lines, counted

_ADVICE = {
    Severity.ERROR: "do not send yet",
    Severity.WARNING: "mend it, or know why not",
    Severity.NOTE: "worth a look",
}
_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.NOTE: "bold cyan"}
_KNOWN_BY = {
    "option": "as --kind says",
    "front matter": "as its front matter says",
    "file name": "by its file name",
    "content": "by its words",
    "default": "by default; --kind names another",
}
_EMAIL = {
    "subject": "subject",
    "greeting": "greeting",
    "specific_detail": "a detail of theirs",
    "interest": "interest",
    "signoff": "sign-off",
    "aamc_id": "AAMC ID",
}
_INDENT = 4


def render(reports: Sequence[Report], errors: Mapping[str, str], screen: Screen) -> Iterator[str]:
    """Yield every document's findings, structure and counts, then one sentence on the whole."""
    for report in reports:
        yield from _document(report, screen)
        yield ""
    if reports:
        yield from _summary(reports, len(errors), screen)


def _document(report: Report, screen: Screen) -> Iterator[str]:
    """Yield one report."""
    yield from headed(report, screen)
    lines = Lines(report.text)
    for told in told_once(report.findings):
        yield ""
        yield from _finding(told, lines, screen)
    yield ""
    if not report.findings:
        yield "Nothing else to mend here." if report.suppressed else "Nothing to mend here."
    if report.suppressed:
        yield from screen.wrap(f"{counted(report.suppressed, 'finding')} kept quiet, as you asked.")
    yield from bars(report.structure, screen)
    if report.email:
        yield from _email(report.email, screen)
    yield from counts_line(report, screen)


def headed(report: Report, screen: Screen) -> Iterator[str]:
    """Yield which text it is, as what it was read, and for whom."""
    name = "standard input" if report.path == "-" else one_line(report.path)
    yield screen.paint(screen.plain(name), "bold underline")
    yield from screen.wrap(f"Read as: {report.kind}, {_KNOWN_BY.get(report.kind_from, report.kind_from)}")
    if report.reader:
        yield from screen.wrap(f"For: {report.reader}")


def _finding(told: Told, lines: Lines, screen: Screen) -> Iterator[str]:
    """Yield one finding: where, how grave, the words, the reason, the way out, the rule."""
    finding = told.finding
    severity = screen.paint(finding.severity.value, _STYLES[finding.severity])
    yield f"{finding.line}:{finding.column}  {severity}: {_ADVICE[finding.severity]}"
    yield from _quotation(finding, lines, screen)
    yield from screen.wrap(finding.message, indent=_INDENT)
    if finding.fix:
        yield from screen.wrap(edit(finding, screen), indent=_INDENT)
        yield from screen.wrap(elsewhere(told.others), indent=_INDENT)
    elif finding.instead:
        first, *others = screen.wrap(f"Instead: {finding.instead}", indent=_INDENT)
        yield first.replace("Instead:", screen.paint("Instead:", "bold"), 1)
        yield from others
    yield " " * _INDENT + screen.paint(finding.rule, "dim")


def _quotation(finding: Finding, lines: Lines, screen: Screen) -> Iterator[str]:
    """Yield the line and its carets; nothing where the line is blank, as at the end of a text that lacks something."""
    shown = excerpt(finding, lines, screen=screen, width=screen.width - _INDENT)
    if not "".join(shown).strip():
        return
    margin = " " * _INDENT
    yield f"{margin}{shown.before}{screen.paint(shown.meant, _STYLES[finding.severity])}{shown.after}"
    yield f"{margin}{screen.paint(shown.carets, _STYLES[finding.severity])}"


def _email(email: EmailParts, screen: Screen) -> Iterator[str]:
    """Yield which parts of an email are there, and which are not."""
    there = [name for key, name in _EMAIL.items() if getattr(email, key)]
    missing = [name for key, name in _EMAIL.items() if not getattr(email, key)]
    yield screen.paint("Email", "bold")
    yield from screen.wrap(f"there: {', '.join(there) or 'nothing'}", indent=2, hanging=9)
    if missing:
        first, *others = screen.wrap(f"missing: {', '.join(missing)}", indent=2, hanging=11)
        yield first.replace("missing:", screen.paint("missing:", "red"), 1)
        yield from others


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
    first, *others = screen.wrap(f"Counts {', '.join(figures)}", hanging=2)
    yield first.replace("Counts", screen.paint("Counts", "bold"), 1)
    yield from others


def _summary(reports: Sequence[Report], unread: int, screen: Screen) -> Iterator[str]:
    """Yield what to do now."""
    found = {severity: sum(report.count(severity) for report in reports) for severity in Severity}
    quiet = sum(report.suppressed for report in reports)
    told = (*_scope(len(reports), unread, quiet), _verdict(found, quiet), *own_words(reports))
    yield from screen.wrap(" ".join(told))
    if any(found.values()):
        yield from (screen.paint(line, "dim") for line in screen.wrap("To learn why: soapwriter explain RULE"))
    if safe := sum(finding.safe_fix is not None for report in reports for finding in report.findings):
        mended = f"To mend {'one' if safe == 1 else f'{safe:,}'} of these: soapwriter lint --fix FILE"
        yield from (screen.paint(line, "dim") for line in screen.wrap(mended))


def _scope(texts: int, unread: int, quiet: int) -> Iterator[str]:
    if texts > 1:
        yield f"{texts} texts."
    if unread:
        yield f"{counted(unread, 'input')} could not be linted."
    if texts > 1 and quiet:
        yield f"{counted(quiet, 'finding')} kept quiet."


def own_words(reports: Sequence[Report]) -> Iterator[str]:
    """Yield how many sentences are a template's or an example's, where any is."""
    borrowed = sum(report.borrowed for report in reports)
    if borrowed:
        every = counted(sum(report.counts.sentences for report in reports), "sentence")
        yield f"{borrowed:,} of {every} {'is' if borrowed == 1 else 'are'} not yet in your own words."


def _verdict(found: Mapping[Severity, int], quiet: int) -> str:
    told = ", ".join(counted(count, severity.value) for severity, count in found.items() if count)
    if found[Severity.ERROR]:
        return f"Do not send yet: {told}."
    if found[Severity.WARNING]:
        return f"Nearly there, no errors: {told}."
    if found[Severity.NOTE]:
        return f"Nothing that must be mended: {told} worth a look."
    return f"Nothing {'else ' if quiet else ''}to mend. Read it aloud once, then send it."
