"""`soapwriter export`: a text as the application form, an email or an adviser takes it."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from soapwriter.cli import one_text
from soapwriter.cli.gate import Gate, print_answer
from soapwriter.cli.gate import gate as gate_for
from soapwriter.cli.one_text import LintedText
from soapwriter.cli.output import screen, show, show_bytes
from soapwriter.errors import ExitStatus, command_line, quoted
from soapwriter.finding import Report, Severity
from soapwriter.render import display_name, own_words
from soapwriter.text import FORCE, counted, refuse_existing, save

if TYPE_CHECKING:
    from soapwriter.deliver import Exported
    from soapwriter.kinds import Kind

_TARGETS = ("eras", "email", "docx")
# As many as fit on a screen with the sentences around them.
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
  1  something in the text is open, and nothing is written (docx: it is)
  2  a file could not be read or written, or the call was wrong
  3  it may not be sent yet, and nothing is written (docx: it is)"""

# The line of the writer's text, and what is still open on it.
_Open = tuple[int, str]


class _Output(NamedTuple):
    """Where a text goes: the application form, an email or a Word file, and there to a file or the clipboard."""

    to: str
    out: Path | None
    force: bool
    to_clipboard: bool


@click.command(epilog=_EXAMPLES)
@click.argument("path", metavar="FILE | -")
@click.option("--to", type=click.Choice(_TARGETS), default="eras", show_default=True, help="Where it goes.")
@one_text.options
@click.option("--out", type=click.Path(path_type=Path), help="Write to this file, readable by you alone.")
@click.option("--force", is_flag=True, help="Write over a file that exists.")
@click.option("--copy", "to_clipboard", is_flag=True, help="Copy it to the clipboard.")
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

    Nothing is written where the text has a placeholder or an error, or where it may not be sent yet.
    """
    output = _Output(to, out, force, to_clipboard)
    _refuse(path, output)
    text = one_text.lint_one(path, **given)
    # Imported after the call was checked, so that help and wrong calls need not wait for it.
    from soapwriter.kinds import find_kind

    kind = find_kind(text.document.kind)
    gate = _gate(text, kind, at=at, override=override)
    print_answer(gate)
    if to == "docx":
        return _write_review(text, kind, gate, output)
    if gate and gate.status is not ExitStatus.OK:
        _say(f"Nothing is written. The whole answer: {command_line('send', kind.id)}")
        return gate.status
    _refuse_kind(kind, to)
    return _export(text, output, header=gate.header if gate else "")


def _refuse(path: str, output: _Output) -> None:
    """
    Do nothing where a call makes sense.

    Raises:
        UsageError: a Word file has no file to go to, or would go to the clipboard; or the text would replace itself.
        Unwritable: the file exists, or its folder cannot be written.
    """
    out = output.out
    if output.to == "docx" and output.to_clipboard:
        raise click.UsageError("A Word file does not go to the clipboard: leave --copy out.")
    if output.to == "docx" and out is None:
        raise click.UsageError("A Word file needs a name: give --out FILE.docx.")
    if out is None:
        return
    if _is_same_file(out, Path(path)):
        raise click.UsageError(f"{out} is the text itself, which would lose its comments: name another file.")
    refuse_existing(out, force=output.force, way_out=FORCE)


def _is_same_file(one: Path, other: Path) -> bool:
    return one.exists() and other.exists() and one.samefile(other)


def _refuse_kind(kind: "Kind", to: str) -> None:
    """
    Do nothing where a kind of document is written for such a place.

    Raises:
        UsageError: it is not; the message names the places that it is for.
    """
    if to == "eras" and not kind.application:
        instead = "--to email" if kind.email else "--to docx"
        raise click.UsageError(
            f"A text of the kind {quoted(kind.id)} does not go into the application form: give {instead}."
        )
    if to == "email" and not kind.email:
        raise click.UsageError(f"A text of the kind {quoted(kind.id)} is not an email: give --to eras or --to docx.")


def _gate(text: LintedText, kind: "Kind", *, at: str | None, override: str | None) -> Gate | None:
    """Return whether a text may be sent to the program that it is for."""
    from soapwriter.facts import load_facts

    # Where the program is not known, the gate treats it as one that has not made contact.
    facts = load_facts(text.facts) if text.facts and text.report.program else None
    return gate_for(kind, facts, text.report.program or None, at=at, override=override)


def _export(text: LintedText, output: _Output, *, header: str) -> ExitStatus:
    """Export a text, unless something in it is open; `header` is what an override writes above it."""
    from soapwriter.deliver import copy, for_email, for_form

    exported = for_form(text.document) if output.to == "eras" else for_email(text.document)
    linted = list(_open(text.report))
    problems = sorted({*linted, *((each.line, each.message) for each in exported.problems)})
    if problems:
        _say_open(text, problems, lint=bool(linted))
        return ExitStatus.INCOMPLETE
    # First what can fail, then what is said about it.
    if output.to_clipboard:
        copy(exported.text)
    _say_notes(text, exported)
    if output.to == "eras":
        _say_reminders(text.report, exported.text)
    _deliver(header + exported.text, output)
    return ExitStatus.OK


def _open(report: Report) -> Iterator[_Open]:
    """Yield what is still open in a text by lint: its errors, and every placeholder."""
    for finding in report.findings:
        if finding.severity is Severity.ERROR or finding.category == "placeholder":
            yield finding.line, f"{finding.message} ({finding.rule})"


def _say_open(text: LintedText, problems: Sequence[_Open], *, lint: bool) -> None:
    """Say what is open, and the command that shows it where `lint` does."""
    count = "one thing is" if len(problems) == 1 else f"{len(problems)} things are"
    _say(f"Nothing is written: {count} still open in {display_name(text.document.path)}.")
    for line, message in problems[:_MOST_SHOWN]:
        _say(f"line {line}: {message}", indent=2)
    if len(problems) > _MOST_SHOWN:
        _say(f"and {len(problems) - _MOST_SHOWN} more", indent=2)
    if lint:
        _say(f"To see them in their place: {_lint_command(text)}")


def _lint_command(text: LintedText) -> str:
    document = text.document
    kind = ["--kind", document.kind] if document.kind_from == "option" else []
    facts = ["--facts", text.facts] if text.facts else []
    return command_line("lint", document.path, *kind, *facts)


def _say_notes(text: LintedText, exported: "Exported") -> None:
    """Say what was changed, and how many warnings are open."""
    for note in exported.notes:
        _say(f"Note: {note}")
    if count := text.report.count(Severity.WARNING):
        warnings = f"{counted(count, 'warning')} {'is' if count == 1 else 'are'}"
        _say(f"Note: {warnings} still open; each is yours to decide: {_lint_command(text)}")


def _say_reminders(report: Report, text: str) -> None:
    """Say how long a text is by the form's measure, and what is known about own work: who says it, for which season."""
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


def _deliver(text: str, output: _Output) -> None:
    """Write a text to its file; print it where it goes neither to a file nor to the clipboard."""
    if output.to_clipboard:
        _say("It is on the clipboard.")
    if output.out is not None:
        save(output.out, text, force=output.force, way_out=FORCE)
        _say(f"Wrote {output.out}")
    elif not output.to_clipboard:
        _print(text)


def _print(text: str) -> None:
    # A program that reads the text gets the very bytes that a file would have.
    if sys.stdout.isatty():
        show([text.removesuffix("\n")])
    else:
        show_bytes(text.encode("utf-8"))


def _write_review(text: LintedText, kind: "Kind", gate: Gate | None, output: _Output) -> ExitStatus:
    """Write a Word file for an adviser, also where something in the text is open or blocked."""
    from soapwriter.deliver import word_file
    from soapwriter.text import split_blocks

    assert output.out is not None
    above = gate.banner if gate else ""
    data = word_file(split_blocks(text.document), keep_lines=kind.email or kind.lines, above=above)
    save(output.out, data, force=output.force)
    _say(f"Wrote {output.out}")
    status = gate.status if gate else ExitStatus.OK
    if count := len(list(_open(text.report))):
        _say(f"Still open, for your adviser to know: {count}. To see it: {_lint_command(text)}")
        return max(status, ExitStatus.INCOMPLETE)
    return status


def _say(text: str, *, indent: int = 0, hanging: int | None = None) -> None:
    """Print a text on standard error, in lines of the screen's width."""
    show(screen().wrap(text, indent=indent, hanging=hanging) or [""], aside=True)
