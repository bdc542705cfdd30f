"""`soapwriter lint`: texts in, findings out."""

import sys
from collections.abc import Iterable
from datetime import date, datetime

import click

from soapwriter.cli import names
from soapwriter.cli.output import screen, show, show_record, tell
from soapwriter.finding import Report, Severity
from soapwriter.renderers import RENDERERS

STANDARD_INPUT = "-"
_NEVER = "never"
_EXAMPLES = """\b
Examples:
  soapwriter lint failure.txt
  soapwriter lint letters/ --facts me.toml
  soapwriter lint - --kind thank-you < email.txt
  soapwriter lint letters/ --format concise --fail-on warning
  soapwriter lint failure.txt --ignore generic,length/sentences
\b
Exit status:
  0  nothing reaches the failing severity
  1  something does
  2  an input could not be read, or the call was wrong"""


def _listed(ctx: click.Context, param: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names of an option that may be repeated and may hold several, with commas between."""
    named = tuple(name.strip() for part in value for name in part.split(",") if name.strip())
    if value and not named:
        raise click.UsageError(f"{param.opts[0]} names no rule and no category.", ctx)
    return named


@click.command(epilog=_EXAMPLES)
@click.argument("paths", nargs=-1, type=click.Path(), metavar="PATH... | -")
@click.option(
    "--kind", metavar="KIND", shell_complete=names.kinds, help="The kind of document; see 'soapwriter kinds'."
)
@click.option("--form", metavar="FORM", help="The form of its kind, with a length of its own: spoken, brief.")
@click.option("--facts", type=click.Path(), metavar="FILE", help="Your facts, to check the text against.")
@click.option(
    "--format", "format_", type=click.Choice(list(RENDERERS)), default="text", show_default=True, help="How to print."
)
@click.option(
    "--fail-on",
    metavar="SEVERITY",
    type=click.Choice([*(severity.value for severity in Severity), _NEVER]),
    default=Severity.ERROR.value,
    show_default=True,
    help="The least severity that ends with status 1: error, warning, note or never.",
)
@click.option(
    "--select",
    multiple=True,
    shell_complete=names.rules,
    callback=_listed,
    metavar="RULE",
    help="Only these rules or categories.",
)
@click.option(
    "--ignore",
    multiple=True,
    shell_complete=names.rules,
    callback=_listed,
    metavar="RULE",
    help="Not these rules or categories.",
)
@click.option(
    "--rules",
    "folders",
    multiple=True,
    type=names.FOLDER,
    metavar="DIR",
    help="A folder of rules of your own, besides ours.",
)
@click.option(
    "--now",
    metavar="DAY",
    type=click.DateTime(["%Y-%m-%d"]),
    hidden=True,
    help="The day on which the text is read, as 2027-03-15; today unless you say otherwise.",
)
@click.option("--name", metavar="NAME", help="What to call standard input; its kind may be known by it.")
def lint(
    paths: tuple[str, ...],
    kind: str | None,
    form: str | None,
    facts: str | None,
    format_: str,
    fail_on: str,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    folders: tuple[str, ...],
    now: datetime | None,
    name: str | None,
) -> int:
    """
    Say what to mend in each PATH (.txt, .md or a folder of them; - for standard input).

    The kind of a document is taken from --kind, else its front matter, else its file's name, else its words.
    """
    paths = _asked(paths, name=name)
    # What reads and lints is imported here, so that help and completion need not wait for it.
    from soapwriter.kind import find_kind
    from soapwriter.sources import read

    batch = read(paths, kind=None if kind is None else find_kind(kind).id, form=form, name=name)
    tell(batch.notes, lead="Note")
    tell(batch.errors, lead="Error")
    reports: tuple[Report, ...] = ()
    if batch.documents:
        from soapwriter.cli.linting import reports_on

        day = now.date() if now else date.today()  # noqa: DTZ011 - the day on the writer's own calendar
        reports = reports_on(batch.documents, facts=facts, now=day, select=select, ignore=ignore, folders=folders)
    print_them = show_record if format_ == "json" else show
    print_them(RENDERERS[format_](reports, batch.errors, screen()))
    return _status(reports, fail_on=fail_on, unread=bool(batch.errors))


def _asked(paths: tuple[str, ...], *, name: str | None) -> tuple[str, ...]:
    """
    Return what to read: what is piped in, when no path is given; at a terminal, say how a pasted text is ended.

    Raises:
        UsageError: a person at a terminal has given no path, or a name is given that nothing could have.
    """
    by_hand = sys.stdin.isatty()
    if not paths and by_hand:
        raise click.UsageError("Give a file or a folder, or - to paste a text and end it with Ctrl-D.")
    paths = paths or (STANDARD_INPUT,)
    if name is not None and STANDARD_INPUT not in paths:
        raise click.UsageError("--name is for standard input (-); a file has its own.")
    if STANDARD_INPUT in paths and by_hand:
        click.echo("Paste your text, then press Enter and Ctrl-D (on Windows Ctrl-Z and Enter).", err=True)
    return paths


def _status(reports: Iterable[Report], *, fail_on: str, unread: bool) -> int:
    """Return the exit status: 2 before 1 before 0."""
    if unread:
        return 2
    return int(fail_on != _NEVER and any(report.fails(Severity(fail_on)) for report in reports))
