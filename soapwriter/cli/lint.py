"""`soapwriter lint`: texts in, findings out."""

import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import click

from soapwriter.cli import fixing, settings
from soapwriter.cli.baselines import load_baseline, suppress_known
from soapwriter.cli.linting import LintOptions, check_input, prepare, read_texts, text_options
from soapwriter.cli.output import print_messages, screen, show, show_record
from soapwriter.errors import ExitStatus
from soapwriter.finding import Report, Severity
from soapwriter.render import RENDERERS, STANDARD_INPUT

if TYPE_CHECKING:
    from soapwriter.cli.linting import Prepared
    from soapwriter.linter import Baseline, Fixed, Profile
    from soapwriter.text import Batch

_EXAMPLES = """\b
Examples:
  soapwriter lint failure.txt
  soapwriter lint letters/ --facts me.toml
  soapwriter lint ps.txt --kind statement --for "family medicine"
  soapwriter lint - --kind thank-you < email.txt
  soapwriter lint letters/ --format concise --fail-on warning
  soapwriter lint failure.txt --ignore generic,length/sentences
  soapwriter lint failure.txt --diff
  soapwriter lint failure.txt --fix
\b
Exit status:
  0  no finding reaches the failing severity; with --diff, nothing would change
  1  a finding does, or something would change
  2  an input could not be read or written, or the call was wrong"""


@click.command(epilog=_EXAMPLES)
@click.argument("paths", nargs=-1, type=click.Path(), metavar="PATH... | -")
@text_options
@click.option("--facts", type=click.Path(), metavar="FILE", help="Your facts, to check the text against.")
@click.option(
    "--format", "format_", type=click.Choice(list(RENDERERS)), default="text", show_default=True, help="How to print."
)
@settings.options
@click.option("--no-spelling", is_flag=True, help="Do not check spelling and grammar; the same as --ignore spelling.")
@click.option(
    "--now",
    metavar="DAY",
    type=click.DateTime(["%Y-%m-%d"]),
    hidden=True,
    help="The day on which the text is read, such as 2027-03-15; by default today.",
)
@click.option(
    "--fix",
    is_flag=True,
    help="Apply every safe fix, in the file itself; with -, print the fixed text.",
)
@click.option("--diff", is_flag=True, help="Show what --fix would change, and write nothing.")
def lint(
    paths: tuple[str, ...],
    format_: str,
    update_baseline: bool,
    show_settings: bool,
    fix: bool,
    diff: bool,
    **given: Any,
) -> ExitStatus:
    """
    Report what to fix in each PATH (.txt, .md or a folder of them; - for standard input).

    The kind of a document is taken from --kind, else its front matter, else its file's name, else its words. Whom
    it is for is taken from --for or --program, else its front matter (for:, program:), else your facts.

    Settings are read from the nearest soapwriter.toml, in this folder or above; options take precedence.
    """
    options = _options(**given)
    if show_settings:
        settings.show_settings(options.profile, as_json=format_ == "json")
        return ExitStatus.OK
    baseline = load_baseline(options.profile.baseline, update=update_baseline)
    paths = _input_paths(paths, name=options.name)
    _refuse_spelling_twice(options, given["select"])
    if fix or diff:
        fixing.refuse(paths, diff=diff, format_=format_, update_baseline=update_baseline)
    batch = read_texts(paths, options)
    print_messages(batch.errors, lead="Error")
    ready = _prepare(batch, options)
    if diff:
        return fixing.show_diff(_apply_fixes(ready, baseline), unread=bool(ready.errors))
    if fix:
        found, errors = fixing.write(_apply_fixes(ready, baseline), batch, ready.errors)
    else:
        found, errors = ready.reports(), ready.errors
    path = options.profile.baseline
    reports = suppress_known(found, baseline, path, update=update_baseline, complete=not errors)
    # Standard output takes the fixed text where no file does.
    _print(reports, errors, format_, aside=fix and STANDARD_INPUT in paths)
    return _status(reports, options.profile, unread=bool(errors))


def _options(*, now: datetime | None, no_spelling: bool, **given: Any) -> LintOptions:
    of_texts = {name: given.pop(name) for name in ("kind", "form", "specialty", "program", "name")}
    # The day on the writer's own calendar.
    day = _day(now) if now else date.today()  # noqa: DTZ011
    return LintOptions(profile=settings.load_profile(**given), now=day, spelling=not no_spelling, **of_texts)


def _day(now: datetime) -> date:
    # Few calls name a day, and help need not wait for the clock.
    from soapwriter.cli.moment import in_reach

    return in_reach(now, str(now.date())).date()


def _input_paths(paths: tuple[str, ...], *, name: str | None) -> tuple[str, ...]:
    """
    Return what to read; without a path, what is piped in.

    Raises:
        UsageError: a person at a terminal has given no path, or a name is given that no input can have.
    """
    if not paths and sys.stdin.isatty():
        raise click.UsageError("Give a file or a folder, or - to paste a text and end it with Ctrl-D.")
    paths = paths or (STANDARD_INPUT,)
    check_input(paths, name=name)
    return paths


def _refuse_spelling_twice(options: LintOptions, selected: Sequence[str]) -> None:
    if not options.spelling and any(name.startswith("spelling") for name in selected):
        raise click.UsageError("--no-spelling leaves out what --select requests: give one of the two.")


def _prepare(batch: "Batch", options: LintOptions) -> "Prepared":
    """Return what can be linted, with every error so far; print the new errors."""
    ready = prepare(batch.documents, options)
    print_messages(ready.errors, lead="Error")
    return ready._replace(errors={**batch.errors, **ready.errors})


def _apply_fixes(ready: "Prepared", baseline: "Baseline | None") -> "Sequence[Fixed]":
    """Return each document after every safe fix; findings in the baseline are left as they are."""
    from soapwriter.linter import apply_fixes

    if baseline is None:
        return apply_fixes(ready.documents, ready.lint)
    return apply_fixes(ready.documents, lambda documents: tuple(map(baseline.suppress, ready.lint(documents))))


def _print(reports: Sequence[Report], errors: Mapping[str, str], format_: str, *, aside: bool) -> None:
    """Print the reports, `aside` on standard error and without colours."""
    on = replace(screen(), colour=False) if aside else screen()
    lines = RENDERERS[format_](reports, errors, on)
    if format_ == "json":
        show_record(lines)
    else:
        show(lines, aside=aside)


def _status(reports: Iterable[Report], profile: "Profile", *, unread: bool) -> ExitStatus:
    if unread:
        return ExitStatus.ERROR
    if profile.fail_on == settings.NEVER:
        return ExitStatus.OK
    fails = any(report.fails(Severity(profile.fail_on)) for report in reports)
    return ExitStatus.FINDINGS if fails else ExitStatus.OK
