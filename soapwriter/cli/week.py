"""`soapwriter week`: what may be sent now, what comes next, and what is done."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click
from click.core import ParameterSource

from soapwriter.cli.facts_option import facts_option
from soapwriter.cli.moment import how_read, read_moment
from soapwriter.cli.output import print_messages, say, screen, show, show_bytes, show_record
from soapwriter.errors import BadFacts, ExitStatus
from soapwriter.soap import match_week, overview
from soapwriter.text import FORCE, refuse_existing, save

if TYPE_CHECKING:
    from soapwriter.facts import Facts
    from soapwriter.soap import DocumentStatus, Overview

_EXAMPLES = """\b
Examples:
  soapwriter week
  soapwriter week --all
  soapwriter week kit/ --facts me.toml
  soapwriter week --now "2027-03-16 09:30"
  soapwriter week --ics match-week.ics
\b
Exit status:
  0  shown
  2  the facts or a document could not be read (the rest is shown), a file could
     not be written, or the call was wrong"""


class _Entered(NamedTuple):
    """The facts (None where there are none), the path of their file, its mistakes, and what to look at again."""

    facts: "Facts | None"
    path: str | None
    mistakes: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


@click.command(epilog=_EXAMPLES)
@click.argument("paths", nargs=-1, type=click.Path(), metavar="[PATH...]")
@facts_option
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
    Show the week as it is: what may be sent now, what comes next, what to do, and what is done.

    PATH is a document, a folder of them or a kit; without one, the documents of this folder and of the kits in it.
    The calendar of --ics has the week's times and nothing of yours.
    """
    moment = (read_moment(now) if now else datetime.now(UTC)).astimezone(UTC)
    _refuse_together(paths, ics, force=force)
    if ics is not None:
        _write_calendar(ics, moment, force=force)
        return ExitStatus.OK
    is_named = ctx.get_parameter_source("facts") is not ParameterSource.DEFAULT
    entered = _entered(facts, is_named=is_named, now=moment)
    for mistake in entered.mistakes:
        say(f"Error: {mistake}")
    documents = _documents(paths, entered, moment, lint=not no_lint)
    week = overview(entered.facts, documents, now=moment)
    _show(week, whole=whole, format_=format_, notes=[*how_read(now), *entered.remarks])
    unread = {document.path: document.trouble for document in documents if document.trouble}
    print_messages(unread, lead="Error")
    return ExitStatus.ERROR if unread or entered.mistakes else ExitStatus.OK


def _refuse_together(paths: tuple[str, ...], ics: Path | None, *, force: bool) -> None:
    """
    Refuse options that do not go together.

    Raises:
        UsageError: documents are given for a calendar, or --force for something else.
    """
    if ics is not None and paths:
        raise click.UsageError("--ics writes the clock alone: leave the documents out.")
    if ics is None and force:
        raise click.UsageError("--force is for --ics, which alone writes a file.")


def _documents(
    paths: tuple[str, ...], entered: _Entered, moment: datetime, *, lint: bool
) -> "tuple[DocumentStatus, ...]":
    from soapwriter.cli.documents import documents

    today = moment.astimezone().date()
    return documents(paths, facts=entered.facts, facts_path=entered.path, now=today, linted=lint)


def _show(week: "Overview", *, whole: bool, format_: str, notes: list[str]) -> None:
    from soapwriter.render.agenda import render_short, render_whole
    from soapwriter.render.agenda_record import record

    if format_ == "json":
        show_record([record(week, notes=notes)])
    else:
        show((render_whole if whole else render_short)(week, screen(), notes=notes))


def _entered(path: Path, *, is_named: bool, now: datetime) -> _Entered:
    """Return the facts; the week is shown without them, and only a file that was named has to exist."""
    from soapwriter.facts import load_facts, remarks

    today = now.astimezone().date()
    if not is_named and not path.exists():
        return _Entered(None, None)
    try:
        facts = load_facts(path, now=today)
    except BadFacts as error:
        return _Entered(None, None, error.messages)
    notes = tuple(f"Note: {remark}" for remark in remarks(facts, now=today))
    return _Entered(facts, str(path), remarks=notes)


def _write_calendar(path: Path, now: datetime, *, force: bool) -> None:
    """
    Write the clock of the season as a calendar.

    Raises:
        UnknownName: the clock does not know the season; nothing is written.
        Unwritable: the file exists already, or the folder cannot be written.
    """
    from soapwriter.render.calendar_file import calendar

    week = match_week(now)
    if str(path) == "-":
        show_bytes(calendar(week).encode())
        return
    refuse_existing(path, force=force, way_out=FORCE)
    save(path, calendar(week), force=force, way_out=FORCE)
    times = len((*week.deadlines, *week.events))
    say(f"Wrote {path}: the {times} times of Match Week {week.year}. Open it with your calendar.")
    if week.caution:
        say(f"Note: {week.caution}")
