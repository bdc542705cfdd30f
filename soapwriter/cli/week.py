"""`soapwriter week`: what may be sent now, what comes next, and what is done."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click
from click.core import ParameterSource

from soapwriter.cli.draft import FACTS_FILE
from soapwriter.cli.moment import how_read, read_moment
from soapwriter.cli.output import print_messages, screen, show, show_bytes, show_record
from soapwriter.errors import BadFacts, ExitStatus
from soapwriter.text import FORCE, refuse_existing, save

if TYPE_CHECKING:
    from soapwriter.facts import Facts

_EXAMPLES = """\b
Examples:
  soapwriter week
  soapwriter week --all
  soapwriter week kit/ --facts me.toml
  soapwriter week --now "2027-03-16 09:30"
  soapwriter week --ics match-week.ics
\b
Exit status:
  0  it was shown, whatever it says
  2  the facts or a document could not be read (the rest is shown), a file could
     not be written, or the call was wrong"""


class _Entered(NamedTuple):
    """The facts, where they could be read; their path; and how their reading went."""

    facts: "Facts | None"
    path: str | None
    troubles: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


@click.command(epilog=_EXAMPLES)
@click.argument("paths", nargs=-1, type=click.Path(), metavar="[PATH...]")
@click.option("--facts", type=click.Path(path_type=Path), default=FACTS_FILE, show_default=True, help="Your facts.")
@click.option("--now", metavar="TIME", help="Show another time: a day and an hour, Eastern unless it has a zone.")
@click.option("--all", "whole", is_flag=True, help="Show every step and message, with its rule and source.")
@click.option("--no-lint", is_flag=True, help="Do not look for errors in the documents; it is a second faster.")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", help="How to print it.")
@click.option("--ics", type=click.Path(path_type=Path), metavar="FILE", help="Write the clock as a calendar instead.")
@click.option("--force", is_flag=True, help="Let --ics write over a file that exists.")
@click.pass_context
def week(
    ctx: click.Context,
    paths: tuple[str, ...],
    facts: Path,
    now: str | None,
    whole: bool,
    no_lint: bool,
    format_: str,
    ics: Path | None,
    force: bool,
) -> ExitStatus:
    """
    Show the week as it stands: what may be sent now, what comes next, what to do, and what is done.

    PATH is a document, a folder of them or a kit; without one, the documents of this folder and of the kits in it.
    The calendar of --ics has the week's times and nothing of yours.
    """
    moment = (read_moment(now) if now else datetime.now(UTC)).astimezone(UTC)
    if ics is not None and paths:
        raise click.UsageError("--ics writes the clock alone: leave the documents out.")
    if ics is not None:
        _write_calendar(ics, moment, force=force)
        return ExitStatus.OK
    if force:
        raise click.UsageError("--force is for --ics, which alone writes a file.")
    named = ctx.get_parameter_source("facts") is not ParameterSource.DEFAULT
    entered = _entered(facts, named=named, now=moment)
    for trouble in entered.troubles:
        click.echo(f"Error: {trouble}", err=True)
    unread = _show(entered, paths, moment, linted=not no_lint, whole=whole, format_=format_, now=now)
    return ExitStatus.ERROR if unread or entered.troubles else ExitStatus.OK


def _show(
    entered: _Entered,
    paths: tuple[str, ...],
    moment: datetime,
    *,
    linted: bool,
    whole: bool,
    format_: str,
    now: str | None,
) -> bool:
    """Print the week, and return whether a document could not be read."""
    from soapwriter.cli.documents import documents
    from soapwriter.render.agenda import render_short, render_whole
    from soapwriter.render.agenda_record import record
    from soapwriter.soap import overview

    today = moment.astimezone().date()
    found = documents(paths, facts=entered.facts, facts_path=entered.path, now=today, linted=linted)
    seen = overview(entered.facts, found, now=moment)
    notes = [*how_read(now), *entered.remarks]
    if format_ == "json":
        show_record([record(seen, notes=notes)])
    else:
        show((render_whole if whole else render_short)(seen, screen(), notes=notes))
    unread = {each.path: each.trouble for each in found if each.trouble}
    print_messages(unread, lead="Error")
    return bool(unread)


def _entered(path: Path, *, named: bool, now: datetime) -> _Entered:
    """Return the facts; without them the week is shown all the same, and only a file that was named is missed."""
    from soapwriter.facts import load_facts, remarks

    today = now.astimezone().date()
    if not named and not path.exists():
        return _Entered(None, None)
    try:
        facts = load_facts(path, now=today)
    except BadFacts as error:
        return _Entered(None, None, error.messages)
    return _Entered(facts, str(path), remarks=tuple(_said(remarks(facts, now=today))))


def _said(remarks: Iterator[str]) -> Iterator[str]:
    return (f"Note: {each}" for each in remarks)


def _write_calendar(path: Path, now: datetime, *, force: bool) -> None:
    """
    Write the clock of the season as a calendar.

    Raises:
        UnknownName: the clock does not know the season; nothing is written.
        Unwritable: there is a file already, or the folder cannot be written.
    """
    from soapwriter.soap import match_week

    of = match_week(now)
    if str(path) == "-":
        from soapwriter.soap import calendar

        show_bytes(calendar(of).encode())
        return
    refuse_existing(path, force=force, way_out=FORCE)
    from soapwriter.soap import calendar

    save(path, calendar(of), force=force, way_out=FORCE)
    told = f"Wrote {path}: the {len(of.events)} times of Match Week {of.year}. Open it with your calendar."
    click.echo(f"{told}\nNote: {of.caution}" if of.caution else told, err=True)
