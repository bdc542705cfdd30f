"""The gate before a message to a program: whether it may be sent, said first and kept above what is written."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from textwrap import wrap
from typing import TYPE_CHECKING

import click

from soapwriter.cli.moment import how_read, read_moment, said
from soapwriter.cli.output import screen, show
from soapwriter.errors import ExitStatus, UnknownName
from soapwriter.soap import Answer, Verdict, may_send

if TYPE_CHECKING:
    from soapwriter.facts import Facts, Program
    from soapwriter.kinds import Kind

_LEADS = {
    Verdict.OK: "It may be sent now.",
    Verdict.CAUTION: "Caution: read this before you send it.",
    Verdict.BLOCK: "Block: do not send it yet.",
}
_UNKNOWN_PROGRAM = "It is not known which program it goes to, so it was taken for one that has not contacted you."
_WIDTH = 100
# Brackets in a comment would be taken for a placeholder, and two hyphens for its end.
_BRACKETS = str.maketrans("[]{}<>\u00ab\u00bb", "()()()()")


@dataclass(frozen=True)
class Gate:
    """
    What is known of sending one document to a program: to whom, when it was asked, and the answer.

    `answer` is None where the clock does not know the year, which `doubts` then say. `override` is the reason of a
    person who sends it all the same; "" where nobody does.
    """

    program: "Program | None"
    asked: datetime
    answer: Answer | None
    doubts: tuple[str, ...]
    override: str = ""

    @property
    def verdict(self) -> Verdict:
        """Whether it may be sent: what is not known is never called "ok"."""
        verdict = self.answer.verdict if self.answer else Verdict.CAUTION
        return Verdict.CAUTION if verdict is Verdict.OK and self.program is None else verdict

    @property
    def blocks(self) -> bool:
        """Whether it may not be sent, whatever a person says to that."""
        return self.verdict is Verdict.BLOCK

    @property
    def status(self) -> ExitStatus:
        """BLOCKED for a block that nobody overrides, else OK."""
        return ExitStatus.BLOCKED if self.blocks and not self.override else ExitStatus.OK

    @property
    def paragraph(self) -> str:
        """The verdict in a few sentences: its reason, when it changes, what is doubtful, its source and date."""
        return " ".join((_LEADS[self.verdict], *self._reason(), *self.doubts, *self._source(), *self._overridden()))

    @property
    def banner(self) -> str:
        """What stands above a text that may not be sent, with the reason of an override; "" for any other."""
        if not self.blocks or self.answer is None:
            return ""
        until = f" until {said(self.answer.changes_at)}" if self.answer.changes_at else ""
        to = f" to {self.program.name}" if self.program else ""
        return " ".join((f"Blocked{until}: do not send this{to}. {self.answer.reason}", *self._overridden()))

    @property
    def header(self) -> str:
        """The banner as a comment with a blank line below it, which our own lint reads as no prose."""
        lines = wrap(f"<!-- {_in_comment(self.banner)} -->", _WIDTH, break_long_words=False)
        return "\n".join(lines) + "\n\n" if self.banner else ""

    def _reason(self) -> tuple[str, ...]:
        if self.answer is None:
            return ()
        to = f"To {self.program.name}, on {said(self.asked)}:" if self.program else f"On {said(self.asked)}:"
        if self.answer.changes_at is None:
            return to, self.answer.reason
        return (
            to,
            self.answer.reason,
            f"From {said(self.answer.changes_at)} on the answer is '{self.answer.changes_to}'.",
        )

    def _source(self) -> tuple[str, ...]:
        if self.answer is None:
            return ()
        return (f"Source: {self.answer.source.title} (checked {self.answer.checked}).",)

    def _overridden(self) -> tuple[str, ...]:
        if not self.override or not self.blocks:
            return ()
        return (f"Overridden on {said(self.asked)}, with this reason: {_ended(self.override)}",)


def tell(asked: Gate | None) -> None:
    """Print what the gate says, before anything else, on standard error."""
    if asked is None:
        return
    show(screen().wrap(asked.paragraph), aside=True)
    if asked.override and not asked.blocks:
        show(
            screen().wrap("Note: nothing blocks it, so --override was not needed and is not written down."), aside=True
        )


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
    Return whether a document of a kind may be sent to a program `at` a time (now, if None); None for one that is not.

    The program is the one that is named, else the only one of the facts, else unknown.

    Raises:
        UnknownName: the facts have no such program, or several of that name.
        UsageError: the override has no reason.
        BadParameter: the time is none.
    """
    if override is not None and not override.strip():
        raise click.UsageError(
            '--override needs your reason in words: --override "My dean\'s office has agreed to it".'
        )
    if not kind.to_programs:
        return None
    now = read_moment(at) if at else datetime.now(UTC)
    to = _program(facts, program)
    doubts = (*(() if to else (_UNKNOWN_PROGRAM,)), *how_read(at))
    reason = " ".join((override or "").split())
    try:
        answer = may_send(
            kind.message_of(variant),
            now=now,
            contacted_first=bool(to and to.contacted_first),
            contacted_at=to.contacted_at if to else None,
        )
    except UnknownName as error:
        return Gate(to, now, None, (str(error), *doubts), reason)
    return Gate(to, now, answer, (*answer.doubts, *doubts), reason)


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
