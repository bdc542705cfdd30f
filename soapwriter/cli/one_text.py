"""One text, read as `lint` reads it: its kind, whom it is for, and what lints it."""

import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from soapwriter.cli import names
from soapwriter.cli.baselines import accepted
from soapwriter.cli.output import tell
from soapwriter.errors import Unreadable

if TYPE_CHECKING:
    from soapwriter.finding import Report
    from soapwriter.linter import Profile
    from soapwriter.text import Document

STANDARD_INPUT = "-"
FACTS_FILE = "me.toml"
_OPTIONS = (
    click.option("--kind", metavar="KIND", shell_complete=names.kinds, help="The kind of document, as with lint."),
    click.option("--form", metavar="FORM", help="The form of its kind: spoken, brief."),
    click.option(
        "--facts",
        type=click.Path(),
        metavar="FILE",
        help="Your facts, to check the text against.  [default: me.toml, if it is there]",
    ),
    click.option(
        "--for", "specialty", metavar="SPECIALTY", shell_complete=names.specialties, help="The specialty it is for."
    ),
    click.option("--program", metavar="NAME", help="The program of your facts that it is for, or its NRMP code."),
    click.option("--name", metavar="NAME", help="What to call standard input; its kind may be known by it."),
    click.option("--no-config", is_flag=True, help="Do as if there were no soapwriter.toml."),
)


class Single(NamedTuple):
    """One text, its report, and the facts file that it was held against, where there is one."""

    document: "Document"
    report: "Report"
    facts: str | None


def options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options by which one text is read."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def linted(
    path: str,
    *,
    kind: str | None,
    form: str | None,
    facts: str | None,
    specialty: str | None,
    program: str | None,
    name: str | None,
    no_config: bool,
    spelling: bool = True,
) -> Single:
    """
    Return one text with its report, by the settings and facts that `lint` would take.

    Raises:
        UsageError: the path is a folder, or a name is given to a file.
        Unreadable: the text cannot be read or linted; the message begins with its path.
    """
    _refuse(path, name=name)
    # What reads and lints is imported here, so that help need not wait for it.
    from soapwriter.cli.audience import aimed
    from soapwriter.cli.linting import prepared
    from soapwriter.kinds import find_kind
    from soapwriter.text import read

    profile = _profile(facts, no_config=no_config)
    known = accepted(profile.baseline, update=False)
    batch = read([path], kind=None if kind is None else find_kind(kind).id, form=form, name=name)
    batch = aimed(batch, specialty=specialty, program=program, facts=profile.facts)
    tell(batch.notes, lead="Note")
    _raise(batch.errors)
    today = date.today()  # noqa: DTZ011 - the day on the writer's own calendar
    ready = prepared(batch.documents, profile=profile, now=today, spelling=spelling)
    _raise(ready.errors)
    (report,) = ready.lint(ready.documents)
    return Single(batch.documents[0], report if known is None else known.suppress(report), profile.facts)


def _refuse(path: str, *, name: str | None) -> None:
    if path != STANDARD_INPUT and Path(path).is_dir():
        raise click.UsageError(f"{path} is a folder: give the one text that is meant.")
    if name is not None and path != STANDARD_INPUT:
        raise click.UsageError("--name is for standard input (-); a file has its own.")
    if path == STANDARD_INPUT and sys.stdin.isatty():
        click.echo("Paste your text, then press Enter and Ctrl-D (on Windows Ctrl-Z and Enter).", err=True)


def _profile(facts: str | None, *, no_config: bool) -> "Profile":
    """Return the settings, with the facts that are given, or are set, or lie where `init` puts them."""
    from soapwriter.linter import find_settings, settle

    profile = settle(None if no_config else find_settings(), facts=facts)
    if profile.facts is None and Path(FACTS_FILE).is_file():
        return replace(profile, facts=FACTS_FILE)
    return profile


def _raise(errors: Mapping[str, str]) -> None:
    """Raise what could not be read or linted, each with its path."""
    told = [(called(path), line) for path, message in errors.items() for line in message.splitlines()]
    if told:
        raise Unreadable(*(f"{path}: {line}" for path, line in told))


def called(path: str) -> str:
    """Return how a path is called when it is spoken of."""
    return "standard input" if path == STANDARD_INPUT else path
