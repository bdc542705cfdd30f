"""What is printed: on which screen, in which encoding, and the lines beside it on standard error."""

import os
import shutil
import sys
from collections.abc import Iterable, Mapping

import click

from soapwriter.renderers.screen import Screen, one_line


def screen() -> Screen:
    """Return what standard output can show: as wide as the terminal (or COLUMNS), colours as NO_COLOR allows."""
    return Screen(width=max(shutil.get_terminal_size().columns, 40), colour=_colours(), unicode=_unicode())


def show(lines: Iterable[str]) -> None:
    """Print lines as they come; a character that standard output does not have becomes a question mark."""
    _keep_going("replace")
    # Whether there are colours has been decided by `screen`, so Click must not decide again.
    for line in lines:
        click.echo(line, color=True)


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
