"""Lines between `init` and a person: prompts, commands such as "back", and words that fit the width of the screen."""

import select
import sys
import textwrap
from collections.abc import Iterable
from contextlib import suppress
from enum import Enum, auto
from shutil import get_terminal_size

import click

from soapwriter.cli.output import screen, show

_PROMPT = "> "
# Lines are read most easily up to here, however wide the screen is.
_WIDEST = 80


class Command(Enum):
    """What a person may type in place of an answer."""

    BACK = auto()
    HELP = auto()
    SKIP = auto()


class Quit(Exception):
    """The person has had enough for now, or the piped input is at its end."""


_COMMANDS = {
    "back": Command.BACK,
    "previous": Command.BACK,
    "?": Command.HELP,
    "help": Command.HELP,
    "": Command.SKIP,
    "skip": Command.SKIP,
}
_QUIT = ("quit", "exit", "stop")


def say(text: str = "", *, bold: bool = False, dim: bool = False, indent: int = 0) -> None:
    """Print a text, wrapped to the screen; every line of it begins after `indent` blanks."""
    width = max(min(get_terminal_size().columns, _WIDEST) - 1, 30)
    space = " " * indent
    wrapped = (textwrap.fill(line, width, initial_indent=space, subsequent_indent=space) for line in text.split("\n"))
    styled = (bold or dim) and screen().colour
    show(click.style(line, bold=bold, dim=dim) if styled else line for line in wrapped)


def say_command(command: str) -> None:
    """Print a command in one line, so that it can be copied."""
    show([f"  {command}"])


def say_choices(choices: Iterable[str]) -> None:
    """Print a numbered list."""
    for number, choice in enumerate(choices, start=1):
        say(f"{number}  {choice}", indent=2)


def read_answer(*, paste: bool = False) -> str | Command:
    """
    Return what a person types: an answer, or a command; with `paste`, lines that are pasted at once are one answer.

    Raises:
        Quit: they want to stop, or there is no more input.
        KeyboardInterrupt: they pressed Ctrl-C.
    """
    line = _read_line(_PROMPT).strip()
    if line.lower() in _QUIT:
        raise Quit
    if line.lower() in _COMMANDS:
        return _COMMANDS[line.lower()]
    # Lines that are already waiting are the rest of a pasted answer, and not the answers to the next questions.
    while paste and sys.stdin.isatty() and _is_waiting():
        line = f"{line} {_read_line('').strip()}"
    return line.strip()


def _read_line(prompt: str) -> str:
    if sys.stdin.isatty():
        _edit_lines()
        try:
            return input(prompt)
        except EOFError:
            click.echo()
            raise Quit from None
    line = sys.stdin.buffer.readline().decode("utf-8", "replace")
    # A pipe shows nothing of what is typed, so that the answer is printed after its prompt.
    show([f"{prompt}{line}".rstrip()])
    if not line:
        raise Quit
    return line


def _edit_lines() -> None:
    """Let a person move in a line; without this, a terminal also cuts an answer off after 4,095 characters."""
    # Windows has no readline, and its terminal needs none.
    with suppress(ImportError):
        import readline

        readline.set_auto_history(False)


def _is_waiting() -> bool:
    """Return whether more has been typed than was read; false where the terminal cannot be polled."""
    try:
        # Long enough for the next line of a paste, and too short for a person to notice.
        return bool(select.select([sys.stdin], [], [], 0.02)[0])
    except (OSError, ValueError):
        return False
