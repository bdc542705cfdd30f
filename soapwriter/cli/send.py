"""`soapwriter send`: whether a message may be sent to a program now."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from soapwriter.cli.moment import how_read, read_moment, said
from soapwriter.cli.output import screen, show, show_record
from soapwriter.errors import ExitStatus, UnknownName, unknown
from soapwriter.kinds import kinds
from soapwriter.soap import Answer, Verdict, may_send, messages

if TYPE_CHECKING:
    from soapwriter.facts import Program
    from soapwriter.render import Screen

_COLOURS = {Verdict.OK: "green", Verdict.CAUTION: "yellow", Verdict.BLOCK: "red"}
_SAID = {
    Verdict.OK: "ok: it may be sent",
    Verdict.CAUTION: "caution: read this first, then decide",
    Verdict.BLOCK: "block: do not send it",
}
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
@click.option("--facts", type=click.Path(path_type=Path), default="me.toml", show_default=True, help="Your facts.")
@click.option("--at", metavar="TIME", help="When: a day and a time, Eastern unless it has a zone. Now, if left out.")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", help="How to print it.")
def send(kind: str, program: str | None, facts: Path, at: str | None, format_: str) -> ExitStatus:
    """
    Say whether a message of a KIND may be sent to a program now, why, and when that will change.

    KIND is a kind of document that is sent (thank-you, interest), or a sort of message: status, on-behalf, correction,
    acceptance.
    """
    message = _message(kind)
    now = read_moment(at) if at else datetime.now(UTC)
    to = None if message == "school" else _program(program, facts)
    answer = may_send(
        message,
        now=now,
        contacted_first=bool(to and to.contacted_first),
        contacted_at=to.contacted_at if to else None,
    )
    if format_ == "json":
        show_record([json.dumps(_record(answer, message=message, to=to, now=now), indent=2, ensure_ascii=False)])
    else:
        show(_lines(answer, message=message, to=to, now=now, on=screen(), read_as=how_read(at)))
    return ExitStatus.BLOCKED if answer.verdict is Verdict.BLOCK else ExitStatus.OK


def _message(kind: str) -> str:
    """
    Return the row of the contact table that a kind belongs to.

    Raises:
        UnknownName: there is no such kind or message, or the kind is not sent by itself.
    """
    sent = {each.id: each.message for each in kinds().values()}
    if kind in messages():
        return kind
    if kind not in sent:
        raise UnknownName(unknown("kind that is sent", kind, {*messages(), *(name for name in sent if sent[name])}))
    if not sent[kind]:
        known = ", ".join(sorted({*messages(), *(name for name in sent if sent[name])}))
        raise UnknownName(f"'{kind}' is not sent to a program by itself. There are: {known}.")
    return sent[kind]


def _program(name: str | None, facts: Path) -> "Program":
    """
    Return the program that is meant: the one that is named, or the only one of the facts.

    Raises:
        UnknownName: the facts have no such program, or none or several and none is named.
    """
    from soapwriter.facts import load_facts

    entered = load_facts(facts)
    if name is not None:
        return entered.program(name)
    if len(entered.programs) == 1:
        return entered.programs[0]
    if not entered.programs:
        raise UnknownName(f"{facts}: The facts name no program. Add one under [[programs]], with its name.")
    raise UnknownName(f"Which program? Name it with --program: {entered.program_names}.")


def _lines(
    answer: Answer, *, message: str, to: "Program | None", now: datetime, on: "Screen", read_as: tuple[str, ...]
) -> Iterator[str]:
    title = messages()[message].title
    asked = f"{title[0].upper()}{title[1:]}{f', to {to.name}' if to else ''}, on {said(now)}."
    yield on.paint(_SAID[answer.verdict], f"bold {_COLOURS[answer.verdict]}")
    yield from on.wrap(asked, indent=2)
    yield from on.wrap(answer.reason, indent=2)
    if answer.changes_at and answer.changes_to:
        yield from on.wrap(f"From {said(answer.changes_at)} on: {answer.changes_to}.", indent=2)
    for doubt in (*answer.doubts, *read_as):
        yield from on.wrap(doubt, indent=2)
    yield from on.wrap(f"Source: {answer.source.title} (checked {answer.checked}).", indent=2, hanging=4)
    if answer.source.url:
        yield from on.wrap(answer.source.url, indent=4)


def _record(answer: Answer, *, message: str, to: "Program | None", now: datetime) -> dict[str, Any]:
    return {
        "message": message,
        "program": to.name if to else None,
        "at": now.isoformat(),
        "verdict": answer.verdict.value,
        "stage": answer.stage,
        "reason": answer.reason,
        "changes_at": answer.changes_at.isoformat() if answer.changes_at else None,
        "changes_to": answer.changes_to.value if answer.changes_to else None,
        "doubts": list(answer.doubts),
        "source": {**answer.source.model_dump(), "checked": answer.checked.isoformat()},
    }
