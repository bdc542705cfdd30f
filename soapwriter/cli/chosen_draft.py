"""Which of the different drafts from the same facts is written, and how they are listed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from textwrap import shorten
from typing import Any

import click

from soapwriter.drafter import LEFT_OUT, Choices, Draft
from soapwriter.drafter import draft as draft_text
from soapwriter.drafter import drafts as drafts_of
from soapwriter.errors import ExitStatus, UnknownName
from soapwriter.facts import Facts
from soapwriter.kinds import Kind
from soapwriter.text import counted

# So many characters of a draft tell it from the others.
_SHOWN = 220


def chosen_draft(kind: Kind, facts: Facts, chosen: Choices, out: Path | None, choices: Mapping[str, Any]) -> Draft:
    """
    Return the draft that the facts choose, or another one where that is asked for.

    Raises:
        UnknownName: there are fewer different drafts than the number that is asked for.
    """
    if not choices["another"] and choices["number"] is None:
        return draft_text(kind.id, facts, **chosen)
    different = drafts_of(kind.id, facts, **chosen)
    # After the last one comes the first again.
    number: int = choices["number"] or _number_in(out, different) % len(different) + 1
    if number > len(different):
        raise UnknownName(f"There are {counted(len(different), 'different draft')} from these facts; see --list.")
    return different[number - 1]


def _number_in(out: Path | None, different: Sequence[Draft]) -> int:
    """Return which draft a file has, from 1; the first where there is no file, or another text in it."""
    try:
        written = out.read_text("utf-8") if out and out.is_file() else ""
    except (OSError, UnicodeDecodeError):
        written = ""
    return next((number for number, made in enumerate(different, start=1) if written.endswith(made.text)), 1)


def list_drafts(kind: Kind, facts: Facts, requests: Mapping[str, Choices]) -> ExitStatus:
    """Print the different drafts by number, each with the first line of its text."""
    for name, chosen in requests.items():
        if len(requests) > 1:
            click.echo(name)
        for number, made in enumerate(drafts_of(kind.id, facts, **chosen), start=1):
            click.echo(f"{number}. {_first_line(made.text)}")
    return ExitStatus.OK


def _first_line(text: str) -> str:
    """Return the beginning of a draft, after the subject and the greeting, which are the same in most."""
    lines = [line for line in text.splitlines() if line and not line.startswith(("Subject:", "Dear "))]
    return shorten(lines[0], _SHOWN, placeholder=" …") if lines else ""


def ways_to_keep(drafts: Iterable[Draft]) -> Iterator[str]:
    """Yield how a sentence that was left out of one of some drafts is kept."""
    if any(note.startswith(LEFT_OUT) for made in drafts for note in made.notes):
        yield 'To keep one of these: --keep "some of its words"; to leave out another: --drop "some of its words".'
