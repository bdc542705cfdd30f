"""`soapwriter export`: a text as the application form, an email or an adviser takes it."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from soapwriter.cli import gate, one_text
from soapwriter.cli.one_text import LintedText
from soapwriter.cli.output import screen, show, show_bytes
from soapwriter.deliver import copy
from soapwriter.errors import ExitStatus, command_line
from soapwriter.finding import Report, Severity
from soapwriter.render import display_name, own_words
from soapwriter.text import FORCE, refuse_existing, save

if TYPE_CHECKING:
    from soapwriter.deliver import Made
    from soapwriter.kinds import Kind

_TARGETS = ("eras", "email", "docx")
_MOST_SHOWN = 8
_EXAMPLES = """\b
Examples:
  soapwriter export failure.txt --to eras
  soapwriter export statement-neurology.txt --to eras --out neurology-form.txt
  soapwriter export failure.txt --to eras --copy
  soapwriter export thank-you.txt --to email --program "Pinewater Family Medicine" --copy
  soapwriter export failure.txt --to docx --out failure.docx
\b
Where it goes:
  eras   the application form: plain characters, a paragraph a line
  email  the text alone, without comments
  docx   a Word file for an adviser to comment in, finished or not
\b
Exit status:
  0  it is written
  1  something in the text is open, and nothing is written (docx: it is written)
  2  it could not be read or written, or the call was wrong
  3  it may not be sent yet, and nothing is written (docx: it is written)"""


@click.command(epilog=_EXAMPLES)
@click.argument("path", metavar="FILE | -")
@click.option("--to", type=click.Choice(_TARGETS), default="eras", show_default=True, help="Where it goes.")
@one_text.options
@click.option("--out", type=click.Path(path_type=Path), help="Write to this file, readable by you alone.")
@click.option("--force", is_flag=True, help="Write over a file that exists.")
@click.option("--copy", "to_clipboard", is_flag=True, help="Put it on the clipboard.")
@click.option("--at", metavar="TIME", help="Ask whether it may be sent at this time, Eastern unless it has a zone.")
@click.option("--override", metavar="REASON", help="Go on in spite of a block; the reason is written above the text.")
def export(
    path: str,
    to: str,
    out: Path | None,
    force: bool,
    to_clipboard: bool,
    at: str | None,
    override: str | None,
    **given: Any,
) -> ExitStatus:
    """
    Write a FILE as the application form takes it (--to eras), as an email (--to email), or for an adviser (--to docx).

    A placeholder, an open error of lint, or a message that may not be sent yet stops it, and nothing is written.
    """
    _refuse(path, to, out, force=force, to_clipboard=to_clipboard)
    text = one_text.lint_one(path, **given)
    from soapwriter.kinds import find_kind

    kind = find_kind(text.document.kind)
    asked = _asked(text, kind, at=at, override=override)
    gate.tell(asked)
    status = asked.status if asked else ExitStatus.OK
    if to == "docx":
        return _review(text, kind, asked, out, force=force)
    if status:
        _say(f"Nothing is written. The whole answer: {command_line('send', kind.id)}")
        return status
    _refuse_kind(kind, to)
    made = _made(text, to)
    found = list(_open(text.report))
    if stops := sorted({*found, *((each.line, each.message) for each in made.troubles)}):
        _stop(text, stops, lint=bool(found))
        return ExitStatus.INCOMPLETE
    if to_clipboard:
        copy(made.text)
    _tell(text, made, to)
    _deliver(made.text, asked, out, force=force, to_clipboard=to_clipboard)
    return ExitStatus.OK


def _refuse(path: str, to: str, out: Path | None, *, force: bool, to_clipboard: bool) -> None:
    """
    Do nothing where a call can be answered.

    Raises:
        UsageError: a Word file has no file to go to, or would go to the clipboard; or the text would replace itself.
        Unwritable: the file exists, or its folder cannot be written.
    """
    if to == "docx" and to_clipboard:
        raise click.UsageError("A Word file does not go to the clipboard: leave --copy out.")
    if to == "docx" and out is None:
        raise click.UsageError("A Word file needs a name: give --out FILE.docx.")
    if out is not None and out.exists() and Path(path).exists() and out.samefile(path):
        raise click.UsageError(f"{out} is the text itself, which would lose its comments: name another file.")
    if out is not None:
        refuse_existing(out, force=force, way_out=FORCE)


def _refuse_kind(kind: "Kind", to: str) -> None:
    """Do nothing where a kind of document goes to such a place."""
    if to == "eras" and not kind.application:
        instead = "--to email" if kind.email else "--to docx"
        raise click.UsageError(f"A text of the kind '{kind.id}' does not go into the application form: give {instead}.")
    if to == "email" and not kind.email:
        raise click.UsageError(f"A text of the kind '{kind.id}' is no email: give --to eras or --to docx.")


def _asked(text: LintedText, kind: "Kind", *, at: str | None, override: str | None) -> gate.Gate | None:
    """Return what the gate says of a text to the program that it is for."""
    from soapwriter.facts import load_facts

    # A text whose program nobody knows is held for one to a program that has not written.
    facts = load_facts(text.facts) if text.facts and text.report.program else None
    return gate.gate(kind, facts, text.report.program or None, at=at, override=override)


def _made(text: LintedText, to: str) -> "Made":
    from soapwriter.deliver import export

    return export.for_form(text.document) if to == "eras" else export.for_email(text.document)


def _open(report: Report) -> Iterator[tuple[int, str]]:
    """Yield the line of each thing that is still open in a text, and what it is: its errors, and every placeholder."""
    for finding in report.findings:
        if finding.severity is Severity.ERROR or finding.category == "placeholder":
            yield finding.line, f"{finding.message} ({finding.rule})"


def _stop(text: LintedText, stops: Sequence[tuple[int, str]], *, lint: bool) -> None:
    """Say what stands in the way, and the command that shows it."""
    count = "one thing is" if len(stops) == 1 else f"{len(stops)} things are"
    _say(f"Nothing is written: {count} still open in {display_name(text.document.path)}.")
    for line, message in stops[:_MOST_SHOWN]:
        _say(f"line {line}: {message}", indent=2)
    if len(stops) > _MOST_SHOWN:
        _say(f"and {len(stops) - _MOST_SHOWN} more", indent=2)
    if lint:
        _say(f"To see them in their place: {_lint_command(text)}")


def _lint_command(text: LintedText) -> str:
    document = text.document
    kind = ["--kind", document.kind] if document.kind_from == "option" else []
    facts = ["--facts", text.facts] if text.facts else []
    return command_line("lint", document.path, *kind, *facts)


def _tell(text: LintedText, made: "Made", to: str) -> None:
    """Say on standard error what was changed, how long it is, what else is open, and what holds of own work."""
    for note in made.notes:
        _say(f"Note: {note}")
    if left := [each for each in text.report.findings if each.severity is Severity.WARNING]:
        many = "1 warning is" if len(left) == 1 else f"{len(left)} warnings are"
        _say(f"Note: {many} still open; each is yours to decide: {_lint_command(text)}")
    if to == "eras":
        _remind(text.report, made.text)


def _remind(report: Report, text: str) -> None:
    """Say how long a text is by the form's measure, and what holds of own work: whose word that is, and how sure."""
    from soapwriter.deliver import form

    table = form()
    length = len(text.rstrip("\n"))
    page = f"a page is about {table.box.page:,}" + (", and this is longer" if length > table.box.page else "")
    _say(f"{length:,} of {table.box.characters:,} characters; {page}. {report.counts.spoken_seconds} seconds aloud.")
    _say("")
    _say(f"Before you paste it (checked {table.checked}):")
    for line in own_words([report]):
        _say(f"- {line}", hanging=2)
    for each in table.own_work:
        _say(f"- {each.says} ({each.source}; {each.applies})", hanging=2)


def _deliver(text: str, asked: gate.Gate | None, out: Path | None, *, force: bool, to_clipboard: bool) -> None:
    """Write or print a text that is not only on the clipboard; an override stands above it."""
    head = asked.header if asked else ""
    if to_clipboard:
        _say("It is on the clipboard.")
    if out is not None:
        save(out, head + text, force=force, way_out=FORCE)
        _say(f"Wrote {out}")
    if out is None and not to_clipboard:
        _print(head + text)


def _print(text: str) -> None:
    if sys.stdout.isatty():
        show([text.removesuffix("\n")])
    else:
        show_bytes(text.encode("utf-8"))


def _review(text: LintedText, kind: "Kind", asked: gate.Gate | None, out: Path | None, *, force: bool) -> ExitStatus:
    """Write a Word file for an adviser, also where something in the text is open or blocked."""
    from soapwriter.deliver import word_file
    from soapwriter.text import split_blocks

    assert out is not None
    above = asked.banner if asked else ""
    save(out, word_file(split_blocks(text.document), keep_lines=kind.email or kind.lines, above=above), force=force)
    _say(f"Wrote {out}")
    stops = list(_open(text.report))
    if stops:
        _say(f"Still open, for your adviser to know: {len(stops)}. To see it: {_lint_command(text)}")
    return max(asked.status if asked else ExitStatus.OK, ExitStatus.INCOMPLETE if stops else ExitStatus.OK)


def _say(text: str, *, indent: int = 0, hanging: int | None = None) -> None:
    show(screen().wrap(text, indent=indent, hanging=hanging) or [""], aside=True)
