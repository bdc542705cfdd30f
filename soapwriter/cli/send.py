"""`soapwriter send`: whether a message may be sent to a program now."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from soapwriter.cli.facts_option import facts_option
from soapwriter.cli.moment import how_read, read_moment
from soapwriter.cli.output import screen, show, show_record
from soapwriter.errors import ExitStatus, UnknownName, quoted, unknown
from soapwriter.kinds import kinds
from soapwriter.soap import SCHOOL, Verdict, ask, first_line, messages

if TYPE_CHECKING:
    from soapwriter.facts import Facts, Program

_EXAMPLES = """\b
Examples:
  soapwriter send thank-you --program "Pinewater Family Medicine"
  soapwriter send interest --program "Great Bend Medical Center" --at "2027-03-16 09:30"
  soapwriter send status --program "Great Bend Medical Center" --format json
\b
Exit status:
  0  ok, or caution
  2  the question could not be answered
  3  block"""


@click.command(epilog=_EXAMPLES)
@click.argument("kind", metavar="KIND")
@click.option("--program", metavar="NAME", help="Which program of your facts; with its city where two have one name.")
@facts_option
@click.option("--at", metavar="TIME", help="When: a day and a time, Eastern unless it has a zone. Now, if left out.")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", help="How to print it.")
def send(kind: str, program: str | None, facts: Path, at: str | None, format_: str) -> ExitStatus:
    """
    Say whether a message of a KIND may be sent to a program now, why, and when that will change.

    KIND is a kind of document that is sent (thank-you, interest), or a kind of message: status, on-behalf, correction,
    acceptance.
    """
    from soapwriter.render import permission as page

    message = _message(kind)
    now = read_moment(at) if at else datetime.now(UTC)
    to, entered = (None, None) if message == SCHOOL else _program(program, facts)
    permission = ask(message, to, now=now, facts=entered)
    if format_ == "json":
        show_record([page.record(permission)])
    else:
        show(page.render(permission, screen(), first=first_line(entered, now), notes=how_read(at)))
    return ExitStatus.BLOCKED if permission.verdict is Verdict.BLOCK else ExitStatus.OK


def _message(kind: str) -> str:
    """
    Return the message of the contact table that a kind belongs to.

    Raises:
        UnknownName: there is no such kind or message, or the kind is not sent by itself.
    """
    if kind in messages():
        return kind
    known = {*messages(), *(each.id for each in kinds().values() if each.message)}
    if kind not in kinds():
        raise UnknownName(unknown("kind that is sent", kind, known))
    if message := kinds()[kind].message:
        return message
    raise UnknownName(f"{quoted(kind)} is not sent to a program by itself. There are: {', '.join(sorted(known))}.")


def _program(name: str | None, facts: Path) -> "tuple[Program, Facts]":
    """
    Return the named program, or the only one of the facts, and the facts.

    Raises:
        UnknownName: the facts have no such program, or no name is given and they do not have exactly one.
    """
    from soapwriter.facts import load_facts

    entered = load_facts(facts)
    if name is not None:
        return entered.program(name), entered
    if len(entered.programs) == 1:
        return entered.programs[0], entered
    if not entered.programs:
        raise UnknownName(f"{facts}: The facts name no program. Add one under [[programs]], with its name.")
    raise UnknownName(f"Which program? Name it with --program: {entered.program_names}.")
