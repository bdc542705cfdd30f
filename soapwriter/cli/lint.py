"""`soapwriter lint`: texts in, findings out."""

import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from soapwriter.cli import names, settings
from soapwriter.cli.accepted import accepted, let_stand
from soapwriter.cli.output import screen, show, show_record, tell
from soapwriter.finding import Report, Severity
from soapwriter.renderers import RENDERERS

if TYPE_CHECKING:
    from soapwriter.profile import Profile
    from soapwriter.sources import Batch

STANDARD_INPUT = "-"
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
@settings.options
@click.option("--name", metavar="NAME", help="What to call standard input; its kind may be known by it.")
def lint(
    paths: tuple[str, ...],
    kind: str | None,
    form: str | None,
    facts: str | None,
    format_: str,
    name: str | None,
    update_baseline: bool,
    show_settings: bool,
    **given: Any,
) -> int:
    """
    Say what to mend in each PATH (.txt, .md or a folder of them; - for standard input).

    The kind of a document is taken from --kind, else its front matter, else its file's name, else its words.

    Settings are read from the nearest soapwriter.toml, in this folder or above; an option goes before them.
    """
    profile = settings.settled(facts=facts, **given)
    if show_settings:
        settings.show_settings(profile, as_json=format_ == "json")
        return 0
    known = accepted(profile.baseline, update=update_baseline)
    paths = _asked(paths, name=name)
    # What reads and lints is imported here, so that help and completion need not wait for it.
    from soapwriter.kind import find_kind
    from soapwriter.sources import read

    batch = read(paths, kind=None if kind is None else find_kind(kind).id, form=form, name=name)
    tell(batch.notes, lead="Note")
    tell(batch.errors, lead="Error")
    reports, errors = _linted(batch, profile)
    reports = let_stand(reports, known, profile.baseline, update=update_baseline, whole=not errors)
    print_them = show_record if format_ == "json" else show
    print_them(RENDERERS[format_](reports, errors, screen()))
    return _status(reports, fail_on=profile.fail_on, unread=bool(errors))


def _linted(batch: "Batch", profile: "Profile") -> tuple[Sequence[Report], Mapping[str, str]]:
    """Return a report on each document, and by path why there is none on the rest."""
    if not batch.documents:
        return (), batch.errors
    from soapwriter.cli.linting import reports_on

    linted = reports_on(batch.documents, profile=profile)
    tell(linted.errors, lead="Error")
    return linted.reports, {**batch.errors, **linted.errors}


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
    return int(fail_on != settings.NEVER and any(report.fails(Severity(fail_on)) for report in reports))
