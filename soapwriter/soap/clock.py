"""
The clock of Match Week: which week a moment belongs to, and what happens when.

The times are in `lint_rules/reference/clock.toml`. A year that is not there is unknown, and nothing is guessed.
"""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from itertools import pairwise
from zoneinfo import ZoneInfo

from pydantic import Field, model_validator

from soapwriter import assets
from soapwriter.data import CheckedTable, Confidence, FrozenModel, read_model
from soapwriter.errors import UnknownName
from soapwriter.text import listed


# The file has times as a person reads them from the calendar; the zone is added when they are used.
class Event(FrozenModel):
    """
    An event of the season; `at` and `until` are Eastern times without a zone, `until` only where it lasts.

    `hangs` says what hangs on it, and `source` is given where it is another than the week's.
    """

    id: str
    at: datetime
    until: datetime | None = None
    title: str
    confidence: Confidence
    hangs: str = ""
    source: str = ""

    @property
    def begins(self) -> datetime:
        """When it begins, in Eastern time."""
        return eastern(self.at)

    @property
    def ends(self) -> datetime | None:
        """When it ends, in Eastern time; None where it does not last."""
        return eastern(self.until) if self.until else None

    @property
    def over(self) -> datetime:
        """When it is over: at its end, or as soon as it begins."""
        return self.ends or self.begins

    def has_ended(self, now: datetime) -> bool:
        """Return whether it lasts, and has ended."""
        return self.ends is not None and self.ends <= now


class Stretch(FrozenModel):
    """A stretch of time; `since` (included) and `until` (excluded) are Eastern times without a zone."""

    since: datetime = Field(alias="from")
    until: datetime

    @property
    def begins(self) -> datetime:
        """When it begins, in Eastern time."""
        return eastern(self.since)

    @property
    def ends(self) -> datetime:
        """When it ends, in Eastern time."""
        return eastern(self.until)

    def has(self, moment: datetime) -> bool:
        """Return whether a moment lies in it."""
        return self.begins <= eastern(moment) < self.ends


class Week(FrozenModel):
    """
    One year's Match Week: its season, when contact is restricted, what happens when, and how far that is confirmed.

    A season ends when the list of unfilled programs closes, and the next season begins. `deadlines` are before the
    week, and decide who is in it.
    """

    year: int
    season: Stretch
    soap: Stretch
    checked: date
    confidence: Confidence
    source: str
    deadlines: tuple[Event, ...] = ()
    events: tuple[Event, ...]

    @property
    def is_confirmed(self) -> bool:
        """Whether more than one source confirms the times."""
        return self.confidence == "H"

    @property
    def caution(self) -> str:
        """A sentence on times that are not confirmed; "" for confirmed ones."""
        if self.is_confirmed:
            return ""
        return f"The {self.year} times have one source (checked {self.checked}): confirm them on nrmp.org."

    @property
    def review(self) -> datetime:
        """When programs begin to read applications: before it no program can have one."""
        event = self.event("review")
        return event.begins if event else self.soap.begins

    def event(self, name: str) -> Event | None:
        """Return the event of an id, or None where the week has none."""
        return next((event for event in (*self.deadlines, *self.events) if event.id == name), None)

    @model_validator(mode="after")
    def _in_order(self) -> Week:
        times = [event.at for event in (*self.deadlines, *self.events)]
        bounds = [self.season.since, self.soap.since, self.soap.until, self.season.until]
        if times != sorted(times) or bounds != sorted(set(bounds)):
            raise ValueError(f"the times of {self.year} are not in order")
        return self

    @model_validator(mode="after")
    def _in_year(self) -> Week:
        for event in (*self.deadlines, *self.events):
            if event.at.year != self.year:
                raise ValueError(f"{event.id}: {event.at} is of another year than {self.year}")
            if event.until and event.until <= event.at:
                raise ValueError(f"{event.id}: it ends before it begins")
        return self


class Clock(CheckedTable):
    """All weeks that are known, in order of time, and the time zone of their times."""

    zone: str
    weeks: tuple[Week, ...]

    @model_validator(mode="after")
    def _apart(self) -> Clock:
        for week, following in pairwise(self.weeks):
            if week.season.until > following.season.since:
                raise ValueError(f"the seasons of {week.year} and {following.year} overlap")
        return self


@cache
def clock() -> Clock:
    """
    Return the shipped clock.

    Raises:
        BadData: its times are not in order, or two of its seasons overlap.
    """
    return read_model(assets.table_path("clock"), Clock)


def match_week(now: datetime) -> Week:
    """
    Return the Match Week of the season that a moment lies in; a moment without a zone is read as Eastern time.

    Raises:
        UnknownName: the clock does not know that season.
    """
    # A moment belongs to one season or to none: the seasons do not overlap.
    for week in clock().weeks:
        if week.season.has(now):
            return week
    years = listed(str(week.year) for week in clock().weeks)
    raise UnknownName(
        f"The clock does not know the Match Week that belongs to {eastern(now):%Y-%m-%d}, only those of {years}. "
        "See nrmp.org for its times."
    )


def eastern(moment: datetime) -> datetime:
    """Return a moment in Eastern time; one without a zone is read as Eastern."""
    zone = ZoneInfo(clock().zone)
    return moment.replace(tzinfo=zone) if moment.tzinfo is None else moment.astimezone(zone)
