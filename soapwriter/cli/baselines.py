"""The baseline of a call: known findings, which are suppressed."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from soapwriter.cli.output import print_messages
from soapwriter.finding import Report
from soapwriter.text import counted, refuse_existing, save

if TYPE_CHECKING:
    from soapwriter.linter import Baseline


def load_baseline(path: str | None, *, update: bool = False) -> "Baseline | None":
    """
    Return the baseline as it is before the call; None where none is named.

    Raises:
        UsageError: it is to be written, and none is named.
        BadSettings: the file is not a baseline; also if it would be overwritten, for it may be another file.
        Unwritable: it is to be written, and cannot be.
    """
    if path is None:
        if update:
            raise click.UsageError("--update-baseline needs to know the file: give --baseline FILE.")
        return None
    from soapwriter.linter import Baseline, read_baseline

    file = Path(path)
    if not update:
        return read_baseline(file)
    # Found out now and not after the linting, which a person has waited for.
    refuse_existing(file, force=True)
    return read_baseline(file) if file.exists() else Baseline()


def suppress_known(
    reports: Sequence[Report], baseline: "Baseline | None", path: str | None, *, update: bool, complete: bool
) -> Sequence[Report]:
    """
    Return reports without the findings in the baseline.

    With `update`, the baseline is first replaced by the findings of these reports, if they are `complete`.

    Raises:
        Unwritable: the baseline cannot be written.
    """
    if baseline is None or path is None:
        return reports
    if update and not complete:
        print_messages({path: "It is unchanged, because not every input could be linted."}, lead="Note")
    elif update:
        baseline = _write_baseline(path, baseline, reports)
    return [baseline.suppress(report) for report in reports]


def _write_baseline(path: str, old: "Baseline", reports: Sequence[Report]) -> "Baseline":
    """Write the findings of reports as the baseline, print what has changed, and return it."""
    from soapwriter.linter import baseline_of

    new = baseline_of(reports)
    save(Path(path), new.to_toml(), force=True)
    added, gone = new.count_missing_from(old), old.count_missing_from(new)
    print_messages({path: f"It now holds {counted(len(new), 'finding')}: {added} new, {gone} gone."}, lead="Note")
    return new
