"""Lines of a table that hold from one day until another; what no line says is not known, and never guessed."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import TypeVar

from pydantic import Field

from soapwriter.data import Confidence, FrozenModel


class Line(FrozenModel):
    """What holds from one day on, until another day or until it is changed."""

    since: date = Field(alias="from")
    until: date | None = None
    source: str
    confidence: Confidence


Dated = TypeVar("Dated", bound=Line)


def line_on(lines: Sequence[Dated], on: date) -> Dated | None:
    """Return the line that holds on a day, the last one until it is changed; None before the first."""
    begun = [line for line in lines if line.since <= on]
    return begun[-1] if begun else None


def refuse_gaps(name: str, lines: Sequence[Line]) -> None:
    """
    Refuse lines between which a day belongs to none or to two.

    Raises:
        ValueError: two lines leave a gap, overlap, or do not say until when the first holds.
    """
    for line, later in pairwise(lines):
        if line.until is None:
            raise ValueError(f"{name}: the line from {line.since} needs its 'until', since another one follows it")
        if later.since <= max(line.until, line.since):
            raise ValueError(f"{name}: the lines from {line.since} and from {later.since} overlap in time")
        if later.since > line.until + timedelta(days=1):
            raise ValueError(f"{name}: there is a gap between {line.until} and {later.since}, for which no line holds")
    if lines and lines[-1].until is not None:
        raise ValueError(f"{name}: the last line, from {lines[-1].since}, holds until it is changed: no 'until'")
