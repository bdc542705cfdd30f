"""`soapwriter lint --fix` and `--diff`: what can be mended unasked, written or only shown."""

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from soapwriter.cli.output import screen, show_bytes, show_exactly, tell
from soapwriter.errors import ExitStatus, Unwritable
from soapwriter.finding import Report, Severity
from soapwriter.render.difference import difference
from soapwriter.text import counted, rewrite

if TYPE_CHECKING:
    from soapwriter.linter import Fixed
    from soapwriter.text import Batch

STANDARD_INPUT = "-"


class Written(NamedTuple):
    """What came of writing: a report on each document as it now is, and by path why one could not be written."""

    reports: tuple[Report, ...]
    errors: Mapping[str, str]


def refuse(paths: Sequence[str], *, diff: bool, format_: str) -> None:
    """
    Do nothing when a call can be answered.

    Raises:
        UsageError: a mended text and something else would go to standard output.
    """
    if diff and format_ != "text":
        raise click.UsageError(f"--diff prints a diff and no report, so --format {format_} has nothing to say.")
    if diff or STANDARD_INPUT not in paths:
        return
    if len(set(paths)) > 1:
        raise click.UsageError("--fix prints the mended text of standard input (-), so it takes no other path with it.")
    if format_ == "json":
        raise click.UsageError("--fix prints the mended text of standard input (-), so it cannot print JSON as well.")


def show_diff(fixed: "Sequence[Fixed]", *, unread: bool) -> ExitStatus:
    """Print what `--fix` would change and write nothing; a change is a finding, an unread input an error."""
    on, exact = screen(), not sys.stdout.isatty()
    for each in fixed:
        name = "standard input" if each.before.path == STANDARD_INPUT else each.before.path
        show_exactly(difference(each.before.text, each.document.text, name=name, screen=on, exact=exact))
    tell({each.before.path: _would_make(each) for each in fixed}, lead="Note")
    if unread:
        return ExitStatus.ERROR
    return ExitStatus.FINDINGS if any(each.changed for each in fixed) else ExitStatus.OK


def write(fixed: "Sequence[Fixed]", batch: "Batch", unread: Mapping[str, str]) -> Written:
    """
    Write each mended file in its place, and say on standard error how many edits were made.

    What was read from standard input is no file, whatever it is called: its mended text is printed, in its encoding.
    """
    troubles = {each.before.path: _put(each, batch) for each in fixed}
    errors = {path: trouble for path, trouble in troubles.items() if trouble}
    tell(errors, lead="Error")
    tell({each.before.path: _made(each) for each in fixed if each.before.path not in errors}, lead="Note")
    # What was left as it is has the report that it had.
    reports = tuple(each.found if each.before.path in errors else each.report for each in fixed)
    return Written(reports, {**unread, **errors})


def _put(each: "Fixed", batch: "Batch") -> str | None:
    """Return why a mended text could not be put in its place; None where it was, or is as it was."""
    path = each.before.path
    try:
        old, new = (_bytes(text, path, batch) for text in (each.before.text, each.document.text))
        if path == batch.piped:
            show_bytes(new)
        elif each.changed:
            rewrite(Path(path), old, new)
    except Unwritable as error:
        return str(error)
    return None


def _bytes(text: str, path: str, batch: "Batch") -> bytes:
    try:
        return batch.encodings[path].bytes_of(text)
    except UnicodeEncodeError as error:
        raise Unwritable(
            f"Its encoding has no '{text[error.start]}', so it was left as it is. Save it as UTF-8 first."
        ) from error


def _made(each: "Fixed") -> str:
    left = {severity: each.report.count(severity) for severity in Severity}
    told = ", ".join(counted(count, severity.value) for severity, count in left.items() if count) or "nothing"
    return f"{_mended(each, 'mended')} Left: {told}."


def _would_make(each: "Fixed") -> str:
    return _mended(each, "would be mended by --fix")


def _mended(each: "Fixed", done: str) -> str:
    """Return how many places were mended, and for which rules, the most first."""
    if not each.made:
        return "Nothing in it can be mended unasked."
    counts = sorted(each.made.items(), key=lambda pair: (-pair[1], pair[0]))
    rules = ", ".join(f"{rule} {count:,}" for rule, count in counts)
    return f"{counted(sum(each.made.values()), 'place')} {done} ({rules})."
