"""What is printed: on which screen, in which encoding, and the lines beside it on standard error."""

import os
import shutil
import sys
from collections.abc import Iterable, Mapping

import click

from soapwriter.render import Screen, one_line


def screen() -> Screen:
    """Return what standard output can show: as wide as the terminal (or COLUMNS), colours as NO_COLOR allows."""
    return Screen(width=max(shutil.get_terminal_size().columns, 40), colour=_colours(), unicode=_unicode())


def show(lines: Iterable[str], *, aside: bool = False) -> None:
    """
    Print lines as they come, `aside` on standard error.

    A character that standard output does not have becomes a question mark.
    """
    _keep_going("replace")
    # Whether there are colours has been decided by `screen`, so Click must not decide again.
    for line in lines:
        click.echo(line, color=True, err=aside)


def show_exactly(lines: Iterable[str]) -> None:
    """Print lines with the ends that they have, in UTF-8 where a program reads them."""
    if not sys.stdout.isatty():
        show_bytes("".join(lines).encode("utf-8", "replace"))
        return
    _keep_going("replace")
    for line in lines:
        click.echo(line, nl=False, color=True)


def show_bytes(data: bytes) -> None:
    """Print bytes as they are."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def show_record(lines: Iterable[str]) -> None:
    """Print a JSON record, which is UTF-8 wherever it goes."""
    _keep_going("backslashreplace", encoding="utf-8")
    for line in lines:
        click.echo(line)


def tell(messages: Mapping[str, str], *, lead: str) -> None:
    """Print what is to be said of each path on standard error, each line of it with the path before it."""
    for path, message in messages.items():
        name = "standard input" if path == "-" else path
        for line in message.splitlines():
            click.echo(f"{lead}: {one_line(f'{name}: {line}')}", err=True)


def _colours() -> bool:
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or (sys.stdout.isatty() and os.environ.get("TERM") != "dumb")


def _unicode() -> bool:
    return (sys.stdout.encoding or "ascii").lower().replace("-", "").replace("_", "").startswith("utf")


def _keep_going(errors: str, *, encoding: str | None = None) -> None:
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors=errors, encoding=encoding or sys.stdout.encoding)
