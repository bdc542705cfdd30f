"""`soapwriter risks`: how programs see a failed exam, by one's own facts."""

from datetime import date
from pathlib import Path

import click

from soapwriter.cli.facts_option import facts_option
from soapwriter.cli.output import screen, show, show_record
from soapwriter.errors import ExitStatus

_EXAMPLES = """\b
Examples:
  soapwriter risks
  soapwriter risks --facts me.toml --format json
\b
Exit status:
  0  shown
  2  the facts could not be read"""


@click.command(epilog=_EXAMPLES)
@facts_option
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", help="How to print it.")
def risks(facts: Path, format_: str) -> ExitStatus:
    """
    Show how programs see your failed exam: three risks, and what in your facts helps or hurts with each.

    Each fact of yours comes with how it reads, and the one thing to do or write about it. Nothing is said that your
    facts do not carry.
    """
    from soapwriter.facts import load_facts
    from soapwriter.render import risks as page
    from soapwriter.soap import risks as seen

    entered = load_facts(facts, now=date.today())  # noqa: DTZ011 - the day on the writer's own calendar
    found = seen.seen_risks(entered)
    if format_ == "json":
        show_record([page.record(found, source=seen.source())])
    else:
        show(page.render(found, screen(), source=seen.source()))
    return ExitStatus.OK
