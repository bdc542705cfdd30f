"""Printing: the screen, the encoding, and the messages on standard error."""

import json
import os
import shutil
import sys
from collections.abc import Iterable, Mapping

import click

from soapwriter.render import Screen, display_name, escaped, harmless, one_line


def screen() -> Screen:
    """Return what standard output can show: as wide as the terminal (or COLUMNS), colours unless NO_COLOR is set."""
    # Narrower screens would break words and bars; a terminal wraps such lines itself.
    return Screen(width=max(shutil.get_terminal_size().columns, 40), colour=_colours(), unicode=_unicode())


def show(lines: Iterable[str], *, aside: bool = False) -> None:
    """
    Print lines as they come, or, with `aside`, on standard error.

    A character that the encoding of standard output does not have becomes a question mark.
    """
    _keep_going("replace")
    # `screen` has decided whether there are colours, so Click must not strip them.
    for line in lines:
        click.echo(harmless(line), color=True, err=aside)


def say(message: str, *, aside: bool = True) -> None:
    """Print a message on one line, on standard error or on standard output; what controls a terminal is left out."""
    _keep_going("replace")
    click.echo(one_line(message), err=aside)


def show_exactly(lines: Iterable[str]) -> None:
    """Print lines with their own line ends, in UTF-8 where a program reads them."""
    if not sys.stdout.isatty():
        show_bytes("".join(lines).encode("utf-8", "replace"))
        return
    _keep_going("replace")
    for line in lines:
        click.echo(harmless(line), nl=False, color=True)


def show_bytes(data: bytes, *, encoding: str = "utf-8") -> None:
    """Print the bytes of a text as they are; on a terminal, the text without what controls it."""
    if sys.stdout.isatty():
        show_exactly([data.decode(encoding, "replace")])
        return
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def show_record(lines: Iterable[str]) -> None:
    """Print JSON that is a string already, in UTF-8 on every system."""
    # JSON is UTF-8 by its standard; a lone surrogate from a file name has no bytes in it.
    _keep_going("backslashreplace", encoding="utf-8")
    for line in lines:
        click.echo(escaped(line))


def show_json(record: Mapping[str, object]) -> None:
    """Print a record as JSON, in UTF-8 on every system."""
    show_record([json.dumps(record, indent=2, ensure_ascii=False)])


def print_messages(messages: Mapping[str, str], *, lead: str) -> None:
    """Print the messages on paths on standard error, every line of them after the `lead` and the path."""
    for path, message in messages.items():
        for line in message.splitlines():
            say(f"{lead}: {display_name(path)}: {line}")


def _colours() -> bool:
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or (sys.stdout.isatty() and os.environ.get("TERM") != "dumb")


def _unicode() -> bool:
    # "utf-8", "UTF8", "utf_16" and the others whose names begin so have every character.
    return (sys.stdout.encoding or "ascii").lower().replace("-", "").replace("_", "").startswith("utf")


def _keep_going(errors: str, *, encoding: str | None = None) -> None:
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors=errors, encoding=encoding or sys.stdout.encoding)
