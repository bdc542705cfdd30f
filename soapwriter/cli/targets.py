"""`soapwriter targets`: where to apply, by one's own facts."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from soapwriter.cli.facts_option import facts_option
from soapwriter.cli.moment import how_read, read_moment
from soapwriter.cli.output import screen, show, show_record
from soapwriter.errors import ExitStatus
from soapwriter.soap import eastern

if TYPE_CHECKING:
    from soapwriter.soap import Plan, ProgramFit

_NO_GROUP = "none"
_EXAMPLES = """\b
Groups: a program is in the first whose reason your facts give.
  A  your school has been there: its entry has a 'history'
  B  a place that you chose: its city lies in one of your [targets] 'places'
  C  second chances: its 'second_chances' is "yes"
\b
What a program asks for ('requires') is compared with your exams if it reads like
  Step 2 CK pass | Step 1 passed on first attempt | no failed attempt
  at most 2 attempts | Step 2 CK at least 220 | graduated since 2022
\b
Examples:
  soapwriter targets
  soapwriter targets --facts me.toml --specialty "family medicine"
  soapwriter targets --cluster A
  soapwriter targets --format json
\b
Exit status:
  0  shown
  1  more than 45 programs for one service
  2  the question could not be answered"""


@click.command(epilog=_EXAMPLES)
@facts_option
@click.option("--specialty", metavar="NAME", help="Only this field, and its programs.")
@click.option(
    "--cluster",
    type=click.Choice(["A", "B", "C", _NO_GROUP], case_sensitive=False),
    metavar="[A|B|C|none]",
    help="Only the programs of this group.",
)
@click.option("--at", metavar="TIME", help="When: a day and a time, Eastern unless it has a zone. Now, if left out.")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", help="How to print it.")
def targets(facts: Path, specialty: str | None, cluster: str | None, at: str | None, format_: str) -> ExitStatus:
    """
    Say where you could apply in SOAP: what is off the table, where places were, and your programs in groups.

    Everything comes from your facts and from dated tables, each with its source. Nothing is a chance or a score. The
    list of programs is yours alone: no text for others has it, and it may not be shared.
    """
    now = read_moment(at) if at else datetime.now(UTC)
    from soapwriter.facts import load_facts
    from soapwriter.render.program_list import render
    from soapwriter.render.program_list_record import record
    from soapwriter.soap import Plan
    from soapwriter.tables import specialty_id

    field = specialty_id(specialty) if specialty is not None else ""
    today = eastern(now).date()
    plan = Plan(load_facts(facts, now=None if at else today), on=today)
    fits = _chosen(plan, field, cluster)
    if format_ == "json":
        show_record([record(plan, fits, specialty=field, now=now)])
    else:
        with_fields = bool(field) or cluster is None
        show(render(plan, fits, screen(), now=now, specialty=field, with_fields=with_fields, notes=how_read(at)))
    return ExitStatus.FINDINGS if any(tally.over for tally in plan.tallies) else ExitStatus.OK


def _chosen(plan: "Plan", field: str, cluster: str | None) -> "list[ProgramFit]":
    """Return the programs of a field ("" for every one) and of a group (None for every one)."""
    fits = [fit for fit in plan.fits if field in ("", fit.offer.specialty)]
    return [fit for fit in fits if cluster in (None, fit.cluster or _NO_GROUP)]
