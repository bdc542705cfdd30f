"""Findings that the writer has seen and lets stand: the baseline that a call names, read and written."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from soapwriter.cli.output import tell
from soapwriter.finding import Report
from soapwriter.text import counted, refuse_existing, save

if TYPE_CHECKING:
    from soapwriter.linter import Baseline


def accepted(path: str | None, *, update: bool) -> "Baseline | None":
    """
    Return what the baseline lets stand before the call; None where there is none.

    Raises:
        UsageError: one is to be written, and none is named.
        BadSettings: it cannot be read as a baseline, also when it would be written anew: it may be another file.
        Unwritable: it is to be written, and cannot be.
    """
    if path is None:
        if update:
            raise click.UsageError("--update-baseline needs to know the file: give --baseline FILE.")
        return None
    from soapwriter.linter import Baseline, read_baseline

    place = Path(path)
    if update:
        refuse_existing(place, force=True)
        if not place.exists():
            return Baseline()
    return read_baseline(place)


def let_stand(
    reports: Sequence[Report], known: "Baseline | None", path: str | None, *, update: bool, whole: bool
) -> Sequence[Report]:
    """
    Return reports without what the baseline lets stand, which it holds anew if asked, and if they are the `whole`.

    Raises:
        Unwritable: it cannot be written.
    """
    if known is None or path is None:
        return reports
    if update and not whole:
        tell({path: "It stays as it was, because not all that was asked for could be linted."}, lead="Note")
    elif update:
        known = _renewed(path, known, reports)
    return [known.suppress(report) for report in reports]


def _renewed(path: str, old: "Baseline", reports: Sequence[Report]) -> "Baseline":
    """Write the findings of some reports to the baseline, say how it has changed, and return it."""
    from soapwriter.linter import baseline_of

    new = baseline_of(reports)
    save(Path(path), new.to_toml(), force=True)
    added, gone = new.count_missing_from(old), old.count_missing_from(new)
    tell({path: f"It now holds {counted(len(new), 'finding')}: {added} new, {gone} gone."}, lead="Note")
    return new
