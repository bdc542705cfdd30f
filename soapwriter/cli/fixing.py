"""`soapwriter lint --fix` and `--diff`: safe fixes, written or only shown."""

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from soapwriter.cli.output import print_messages, screen, show_bytes, show_exactly
from soapwriter.errors import ExitStatus, Unwritable
from soapwriter.finding import Report, Severity
from soapwriter.render import STANDARD_INPUT, display_name
from soapwriter.render.difference import difference
from soapwriter.text import counted, rewrite

if TYPE_CHECKING:
    from soapwriter.linter import Fixed
    from soapwriter.text import Batch


class Written(NamedTuple):
    """The result of writing: a report on each document as it is now, and by path why one could not be written."""

    reports: tuple[Report, ...]
    errors: Mapping[str, str]


def refuse(paths: Sequence[str], *, diff: bool, format_: str, update_baseline: bool) -> None:
    """
    Do nothing when a call can be answered.

    Raises:
        UsageError: a fixed text and something else would go to standard output, or a baseline would be written from
            findings of which the known ones are left out.
    """
    if update_baseline:
        raise click.UsageError("--update-baseline records what is found now: run --fix or --diff first, without it.")
    if diff and format_ != "text":
        raise click.UsageError(f"--diff prints a diff and no report, so --format {format_} has no effect.")
    if not diff and STANDARD_INPUT in paths:
        _refuse_more_output(paths, format_=format_)


def _refuse_more_output(paths: Sequence[str], *, format_: str) -> None:
    if len(set(paths)) > 1:
        raise click.UsageError("--fix prints the fixed text of standard input (-), so it takes no other path with it.")
    if format_ == "json":
        raise click.UsageError("--fix prints the fixed text of standard input (-), so it cannot print JSON as well.")


def show_diff(fixed: "Sequence[Fixed]", *, unread: bool) -> ExitStatus:
    """Print what `--fix` would change and write nothing; a change is a finding, an unread input an error."""
    on, exact = screen(), not sys.stdout.isatty()
    for each in fixed:
        name = display_name(each.before.path)
        show_exactly(difference(each.before.text, each.document.text, name=name, screen=on, exact=exact))
    print_messages({each.before.path: _fixes(each, "would be fixed by --fix") for each in fixed}, lead="Note")
    if unread:
        return ExitStatus.ERROR
    return ExitStatus.FINDINGS if any(each.changed for each in fixed) else ExitStatus.OK


def write(fixed: "Sequence[Fixed]", batch: "Batch", unread: Mapping[str, str]) -> Written:
    """
    Write each fixed text to its file, and print on standard error how many fixes were applied.

    The text from standard input is printed, in its encoding, whatever name it was given: it has no file.
    """
    outcomes = [(each, _write_one(each, batch)) for each in fixed]
    errors = {each.before.path: error for each, error in outcomes if error}
    print_messages(errors, lead="Error")
    print_messages({each.before.path: _summary(each) for each, error in outcomes if not error}, lead="Note")
    # A text that could not be written is unchanged, and so is its report.
    reports = tuple(each.found if error else each.report for each, error in outcomes)
    return Written(reports, {**unread, **errors})


def _write_one(each: "Fixed", batch: "Batch") -> str | None:
    """Return why a fixed text could not be written; None where it was, or where nothing has changed."""
    path = each.before.path
    try:
        # Both are encoded before anything is written: a character without a code leaves the file as it was.
        old, new = (_encoded(text, path, batch) for text in (each.before.text, each.document.text))
        if path == batch.piped:
            show_bytes(new, encoding=batch.encodings[path].codec)
        elif each.changed:
            rewrite(Path(path), old, new)
    except Unwritable as error:
        return str(error)
    return None


def _encoded(text: str, path: str, batch: "Batch") -> bytes:
    try:
        return batch.encodings[path].bytes_of(text)
    except UnicodeEncodeError as error:
        raise Unwritable(
            f"Its encoding has no '{text[error.start]}', so it is unchanged. Save it as UTF-8 first."
        ) from error


def _summary(each: "Fixed") -> str:
    left = {severity: each.report.count(severity) for severity in Severity}
    counts = ", ".join(counted(count, severity.value) for severity, count in left.items() if count) or "nothing"
    return f"{_fixes(each, 'fixed')} Left: {counts}."


def _fixes(each: "Fixed", done: str) -> str:
    """Return how many places were fixed, and for which rules, the most first."""
    if not each.made:
        return "No finding in it has a safe fix."
    counts = sorted(each.made.items(), key=lambda pair: (-pair[1], pair[0]))
    rules = ", ".join(f"{rule} {count:,}" for rule, count in counts)
    return f"{counted(sum(each.made.values()), 'place')} {done} ({rules})."
