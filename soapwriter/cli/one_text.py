"""One text, read and linted as `lint` does it, for commands that work on its report."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from soapwriter.cli.baselines import load_baseline
from soapwriter.cli.facts_option import FACTS_FILE
from soapwriter.cli.linting import LintOptions, check_input, prepare, read_texts, text_options
from soapwriter.errors import Unreadable
from soapwriter.render import STANDARD_INPUT, display_name

if TYPE_CHECKING:
    from soapwriter.finding import Report
    from soapwriter.linter import Profile
    from soapwriter.text import Document

_OPTIONS = (
    text_options,
    click.option(
        "--facts",
        type=click.Path(),
        metavar="FILE",
        help="Your facts, to check the text against.  [default: me.toml, if it exists]",
    ),
    click.option("--no-config", is_flag=True, help="Ignore soapwriter.toml."),
)


class LintedText(NamedTuple):
    """A text with its report, and the facts file that it was checked against; None for none."""

    document: "Document"
    report: "Report"
    facts: str | None


def options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options by which one text is read and linted."""
    # Click lists the option that was added last first.
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def lint_one(path: str, *, facts: str | None, no_config: bool, spelling: bool = True, **of_text: Any) -> LintedText:
    """
    Return one text with its report, by the settings and facts that `lint` would take.

    `of_text` are the options of `text_options`.

    Raises:
        UsageError: the path is a folder, or a name is given to a file.
        Unreadable: the text cannot be read or linted; the message begins with its path.
    """
    if path != STANDARD_INPUT and Path(path).is_dir():
        raise click.UsageError(f"{path} is a folder: give one text.")
    check_input([path], name=of_text["name"])
    profile = _profile(facts, no_config=no_config)
    # The day on the writer's own calendar.
    today = date.today()  # noqa: DTZ011
    lint_options = LintOptions(profile=profile, now=today, spelling=spelling, **of_text)
    baseline = load_baseline(profile.baseline)
    batch = read_texts([path], lint_options)
    _raise(batch.errors)
    ready = prepare(batch.documents, lint_options)
    _raise(ready.errors)
    (report,) = ready.reports()
    return LintedText(batch.documents[0], baseline.suppress(report) if baseline else report, profile.facts)


def _profile(facts: str | None, *, no_config: bool) -> "Profile":
    """Return the settings, with the facts that are given or set, or that are where `init` writes them."""
    from soapwriter.cli.settings import load_profile

    profile = load_profile(no_config=no_config, facts=facts)
    if profile.facts is None and Path(FACTS_FILE).is_file():
        return replace(profile, facts=FACTS_FILE)
    return profile


def _raise(errors: Mapping[str, str]) -> None:
    """Raise every error of a path as a line of its own."""
    lines = [f"{display_name(path)}: {line}" for path, message in errors.items() for line in message.splitlines()]
    if lines:
        raise Unreadable(*lines)
