"""`soapwriter lint`: texts in, findings out."""

import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from soapwriter.cli import fixing, names, settings
from soapwriter.cli.baselines import accepted, let_stand
from soapwriter.cli.output import screen, show, show_record, tell
from soapwriter.errors import ExitStatus
from soapwriter.finding import Report, Severity
from soapwriter.render import RENDERERS

if TYPE_CHECKING:
    from soapwriter.cli.linting import Prepared
    from soapwriter.linter import Baseline, Fixed, Profile
    from soapwriter.text import Batch

STANDARD_INPUT = "-"
_EXAMPLES = """\b
Examples:
  soapwriter lint failure.txt
  soapwriter lint letters/ --facts me.toml
  soapwriter lint ps.txt --kind statement --for "family medicine"
  soapwriter lint - --kind thank-you < email.txt
  soapwriter lint letters/ --format concise --fail-on warning
  soapwriter lint failure.txt --ignore generic,length/sentences
  soapwriter lint failure.txt --diff
  soapwriter lint failure.txt --fix
\b
Exit status:
  0  nothing reaches the failing severity; with --diff, nothing would change
  1  something does
  2  an input could not be read or written, or the call was wrong"""


@click.command(epilog=_EXAMPLES)
@click.argument("paths", nargs=-1, type=click.Path(), metavar="PATH... | -")
@click.option(
    "--kind", metavar="KIND", shell_complete=names.kinds, help="The kind of document; see 'soapwriter kinds'."
)
@click.option("--form", metavar="FORM", help="The form of its kind, with a length of its own: spoken, brief.")
@click.option("--facts", type=click.Path(), metavar="FILE", help="Your facts, to check the text against.")
@click.option(
    "--for",
    "specialty",
    metavar="SPECIALTY",
    shell_complete=names.specialties,
    help="The specialty that the texts are for, or its NRMP program code.",
)
@click.option("--program", metavar="NAME", help="The program of your facts that the texts are for, or its NRMP code.")
@click.option(
    "--format", "format_", type=click.Choice(list(RENDERERS)), default="text", show_default=True, help="How to print."
)
@settings.options
@click.option("--no-spelling", is_flag=True, help="Leave spelling and grammar alone; the same as --ignore spelling.")
@click.option(
    "--now",
    metavar="DAY",
    type=click.DateTime(["%Y-%m-%d"]),
    hidden=True,
    help="The day on which the text is read, as 2027-03-15; today unless you say otherwise.",
)
@click.option("--name", metavar="NAME", help="What to call standard input; its kind may be known by it.")
@click.option(
    "--fix", is_flag=True, help="Mend what is safe to mend unasked, in the file itself; with -, print the mended text."
)
@click.option("--diff", is_flag=True, help="Show what --fix would change, and write nothing.")
def lint(
    paths: tuple[str, ...],
    kind: str | None,
    form: str | None,
    facts: str | None,
    specialty: str | None,
    program: str | None,
    format_: str,
    no_spelling: bool,
    now: datetime | None,
    name: str | None,
    update_baseline: bool,
    show_settings: bool,
    fix: bool,
    diff: bool,
    **given: Any,
) -> ExitStatus:
    """
    Say what to mend in each PATH (.txt, .md or a folder of them; - for standard input).

    The kind of a document is taken from --kind, else its front matter, else its file's name, else its words; whom
    it is for from --for or --program, else its front matter (for:, program:), else your facts.

    Settings are read from the nearest soapwriter.toml, in this folder or above; an option goes before them.
    """
    profile = settings.settled(facts=facts, **given)
    if show_settings:
        settings.show_settings(profile, as_json=format_ == "json")
        return ExitStatus.OK
    known = accepted(profile.baseline, update=update_baseline)
    paths = _asked(paths, name=name)
    if no_spelling and any(each.startswith("spelling") for each in given["select"]):
        raise click.UsageError("--no-spelling leaves out what --select asks for: give one of the two.")
    if fix or diff:
        fixing.refuse(paths, diff=diff, format_=format_)
    # What reads and lints is imported here, so that help and completion need not wait for it.
    from soapwriter.cli.audience import aimed
    from soapwriter.kinds import find_kind
    from soapwriter.text import read

    batch = read(paths, kind=None if kind is None else find_kind(kind).id, form=form, name=name)
    batch = aimed(batch, specialty=specialty, program=program, facts=profile.facts)
    tell(batch.notes, lead="Note")
    tell(batch.errors, lead="Error")
    day = now.date() if now else date.today()  # noqa: DTZ011 - the day on the writer's own calendar
    ready = _ready(batch, profile, now=day, spelling=not no_spelling)
    if diff:
        return fixing.show_diff(_fixed(ready, known), unread=bool(ready.errors))
    linted, errors = fixing.write(_fixed(ready, known), batch, ready.errors) if fix else ready.linted()
    reports = let_stand(linted, known, profile.baseline, update=update_baseline, whole=not errors)
    # Standard output is for the mended text, where that is no file's.
    aside = fix and STANDARD_INPUT in paths
    print_them = show_record if format_ == "json" else partial(show, aside=aside)
    print_them(RENDERERS[format_](reports, errors, replace(screen(), colour=False) if aside else screen()))
    return _status(reports, fail_on=profile.fail_on, unread=bool(errors))


def _ready(batch: "Batch", profile: "Profile", *, now: date, spelling: bool) -> "Prepared":
    """Return what can be linted and what lints it, with all that could not be read or linted told."""
    from soapwriter.cli.linting import Prepared, prepared

    if not batch.documents:
        return Prepared((), batch.errors, lambda _: ())
    ready = prepared(batch.documents, profile=profile, now=now, spelling=spelling)
    tell(ready.errors, lead="Error")
    return ready._replace(errors={**batch.errors, **ready.errors})


def _fixed(ready: "Prepared", known: "Baseline | None") -> "Sequence[Fixed]":
    """Return each document mended as far as that is safe; what the baseline lets stand is left as it is."""
    from soapwriter.linter import apply_fixes

    if known is None:
        return apply_fixes(ready.documents, ready.lint)
    return apply_fixes(ready.documents, lambda some: tuple(map(known.suppress, ready.lint(some))))


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


def _status(reports: Iterable[Report], *, fail_on: str, unread: bool) -> ExitStatus:
    if unread:
        return ExitStatus.ERROR
    fails = fail_on != settings.NEVER and any(report.fails(Severity(fail_on)) for report in reports)
    return ExitStatus.FINDINGS if fails else ExitStatus.OK
