"""The gate of a draft and an export: whether the message may be sent, printed first and written above the text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from textwrap import wrap
from typing import TYPE_CHECKING

import click

from soapwriter.cli.moment import how_read, read_moment
from soapwriter.cli.output import screen, show
from soapwriter.errors import ExitStatus, quoted
from soapwriter.soap import Permission, Verdict, ask_or_caution, in_words

if TYPE_CHECKING:
    from soapwriter.facts import Facts, Program
    from soapwriter.kinds import Kind

_LEADS = {
    Verdict.OK: "It may be sent now.",
    Verdict.CAUTION: "Caution: read this before you send it.",
    Verdict.BLOCK: "Block: do not send it yet.",
}
_NOT_NEEDED = "Note: nothing blocks it, so --override was not needed and is not written down."
# As wide as our own lines, so that the comment is read without scrolling.
_WIDTH = 100
# In a comment, lint would read brackets as a placeholder, and two hyphens may end the comment.
_BRACKETS = str.maketrans("[]{}<>\u00ab\u00bb", "()()()()")


@dataclass(frozen=True)
class Gate:
    """
    Whether one document may be sent to a program.

    `notes` are sentences on how the time was read. `override` is the reason of a person who goes on in spite of a
    block; "" where nobody does.
    """

    permission: Permission
    notes: tuple[str, ...] = ()
    override: str = ""

    @property
    def blocks(self) -> bool:
        """Whether the document may not be sent, overridden or not."""
        return self.permission.verdict is Verdict.BLOCK

    @property
    def status(self) -> ExitStatus:
        """The exit status: blocked where nobody overrides a block."""
        return ExitStatus.BLOCKED if self.blocks and not self.override else ExitStatus.OK

    @property
    def paragraph(self) -> str:
        """The verdict in a few sentences: its reason, when it changes, what is not certain, its source and date."""
        lead = _LEADS[self.permission.verdict]
        return " ".join(
            (lead, *self._reason(), *self.permission.warnings, *self.notes, *self._source(), *self._overridden())
        )

    @property
    def banner(self) -> str:
        """What is written above a text that may not be sent, with the reason of an override; "" for any other."""
        if not self.blocks:
            return ""
        program, until = self.permission.program, self.permission.until
        when = f" until {in_words(until)}" if until else ""
        to = f" to {program.name}" if program else ""
        return " ".join((f"Blocked{when}: do not send this{to}. {self.permission.reason}", *self._overridden()))

    @property
    def header(self) -> str:
        """The banner as a comment and a blank line, which lint does not read as prose; "" where nothing blocks."""
        lines = wrap(f"<!-- {_in_comment(self.banner)} -->", _WIDTH, break_long_words=False)
        return "\n".join(lines) + "\n\n" if self.banner else ""

    def _reason(self) -> Iterator[str]:
        if not self.permission.reason:
            return
        program, until = self.permission.program, self.permission.until
        when = in_words(self.permission.now)
        yield f"To {program.name}, on {when}:" if program else f"On {when}:"
        yield self.permission.reason
        if until:
            yield f"From {in_words(until)} on the answer is {quoted(self.permission.then)}."

    def _source(self) -> Iterator[str]:
        if self.permission.source:
            yield f"Source: {self.permission.source}."

    def _overridden(self) -> Iterator[str]:
        if self.override and self.blocks:
            yield f"Overridden on {in_words(self.permission.now)}, with this reason: {_ended(self.override)}"


def print_answer(gate: Gate | None) -> None:
    """Print the verdict on standard error; nothing for a document that is not sent to programs."""
    if gate is None:
        return
    show(screen().wrap(gate.paragraph), aside=True)
    if gate.override and not gate.blocks:
        show(screen().wrap(_NOT_NEEDED), aside=True)


def options() -> list[click.Option]:
    """Return the options of the gate, for a command that writes what may be sent."""
    return [
        click.Option(
            ["--at"], metavar="TIME", help="Ask whether it may be sent at this time, Eastern unless it has a zone."
        ),
        click.Option(
            ["--override"], metavar="REASON", help="Go on in spite of a block; the reason is written above the text."
        ),
    ]


def gate(
    kind: "Kind",
    facts: "Facts | None",
    program: str | None = None,
    *,
    variant: str = "",
    at: str | None,
    override: str | None,
) -> Gate | None:
    """
    Return whether a document may be sent to a program, or None for a kind that is not sent to programs.

    Args:
        kind: the document's kind.
        facts: the applicant's facts, None where there are none.
        program: a name in the facts; without one, the only program of the facts, else unknown.
        variant: the kind's variant, which may be another message than its other variants.
        at: the time as a person wrote it; None is now.
        override: the reason to go on in spite of a block; None where nobody does.

    Raises:
        UnknownName: the facts have no such program, or more than one of that name.
        UsageError: the override has no reason.
        BadParameter: the time cannot be read.
    """
    if override is not None and not override.strip():
        raise click.UsageError(
            '--override needs your reason in words: --override "My dean\'s office has agreed to it".'
        )
    if not kind.to_programs:
        return None
    now = read_moment(at) if at else datetime.now(UTC)
    permission = ask_or_caution(kind.message_of(variant), _program(facts, program), now=now, facts=facts)
    return Gate(permission, how_read(at), " ".join((override or "").split()))


def _program(facts: "Facts | None", name: str | None) -> "Program | None":
    if facts is None:
        return None
    if name is not None:
        return facts.program(name)
    return facts.programs[0] if len(facts.programs) == 1 else None


def _in_comment(text: str) -> str:
    return re.sub(r"-{2,}", "-", text.translate(_BRACKETS))


def _ended(reason: str) -> str:
    return reason if reason.endswith((".", "!", "?")) else f"{reason}."
