"""`soapwriter tables`: every row of the dated tables, its source, and what is due for a check."""

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import click

from soapwriter.cli.moment import read_moment
from soapwriter.cli.output import screen, show, show_record
from soapwriter.errors import ExitStatus, UnknownName, unknown
from soapwriter.soap import eastern, match_week

if TYPE_CHECKING:
    from soapwriter.tables import Row

_EXAMPLES = """\b
Examples:
  soapwriter tables
  soapwriter tables clock exams
  soapwriter tables --stale
  soapwriter tables --format json
\b
Exit status:
  0  shown
  1  with --stale: a row is older than its 'review_by'
  2  there is no such table, or the call was wrong"""


@click.command(epilog=_EXAMPLES)
@click.argument("names", nargs=-1, metavar="[TABLE...]")
@click.option("--stale", is_flag=True, help="Show only the rows that are older than their 'review_by'.")
@click.option("--at", metavar="TIME", help="Ask for another day: a day and a time, Eastern unless it has a zone.")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", help="How to print it.")
def tables(names: tuple[str, ...], stale: bool, at: str | None, format_: str) -> ExitStatus:
    """
    List what the program takes from the world: each row with its source, date and confidence (H, M or L).

    TABLE is the name of a table, such as "exams"; without one, all of them. At the end is what is due for a check
    before Match Week.
    """
    from soapwriter.render import tables as page

    now = eastern(read_moment(at) if at else datetime.now(UTC))
    shown = [row for row in _rows(names) if not stale or row.is_stale(now.date())]
    week = _monday(now)
    if format_ == "json":
        show_record([page.record(shown, on=now.date(), week=week)])
    else:
        show(page.render(shown, screen(), on=now.date(), week=week))
    return ExitStatus.FINDINGS if stale and shown else ExitStatus.OK


def _rows(names: tuple[str, ...]) -> "list[Row]":
    """
    Return the rows of these tables, or of every table where none is named.

    Raises:
        UnknownName: there is no such table; the message names the nearest.
    """
    from soapwriter.tables import register

    known = list(dict.fromkeys(row.table for row in register.rows()))
    for name in names:
        if name not in known:
            raise UnknownName(unknown("table", name, known))
    return [row for row in register.rows() if row.table in (names or known)]


def _monday(now: datetime) -> date | None:
    """Return the Monday of the coming Match Week; None where it is over or not known."""
    try:
        begins = match_week(now).soap.begins
    except UnknownName:
        return None
    return begins.date() if now < begins else None
