"""A moment as a person writes it: in Eastern time unless it has a zone."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import click

from soapwriter.errors import quoted
from soapwriter.facts import is_in_reach
from soapwriter.soap import eastern, time_of_day

_FORMS = (
    "%Y-%m-%d %H:%M",
    "%Y-%m-%dT%H:%M",
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%dT%H:%M:%S",
    "%Y-%m-%d %I:%M %p",
    "%Y-%m-%d %I:%M%p",
)
_WAY_OUT = (
    'write it as "2027-03-16 09:30", followed by a zone if it is not Eastern: "2027-03-16 06:30 America/Los_Angeles"'
)
_DATE = "2027-03-16"


def read_moment(text: str) -> datetime:
    """
    Return the moment that a person wrote, with a zone; without one it is Eastern.

    Raises:
        BadParameter: the text is not a day and time.
    """
    even = " ".join(text.split())
    moment = _with_offset(even) or _with_zone_name(even) or _without_zone(even)
    if moment is None:
        raise click.BadParameter(f"{quoted(text)} is not a day and time; {_WAY_OUT}.")
    return in_reach(moment, text)


def in_reach(moment: datetime, text: str) -> datetime:
    """
    Return a moment of a year that may be meant, given as a text.

    Raises:
        BadParameter: the year is at an edge of the calendar.
    """
    if not is_in_reach(moment.year):
        raise click.BadParameter(f"{quoted(text)} is not of this century or its neighbors; {_WAY_OUT}.")
    return moment


def has_zone(text: str) -> bool:
    """Return whether a moment was given with a zone; one without is read as Eastern."""
    return _without_zone(" ".join(text.split())) is None


def how_read(text: str | None) -> tuple[str, ...]:
    """
    Return sentences on how a moment was read: without a zone, or in an hour in which the clocks change.

    There are none where no moment was given.
    """
    if text is None:
        return ()
    moment = read_moment(text)
    no_zone = () if has_zone(text) else ("The time has no zone, and was read as Eastern.",)
    return (*no_zone, *_about_clock_change(moment))


def _about_clock_change(moment: datetime) -> tuple[str, ...]:
    # A moment that the clocks leave out comes back from UTC as another one.
    real = moment.astimezone(UTC).astimezone(moment.tzinfo)
    if real.replace(tzinfo=None) != moment.replace(tzinfo=None):
        return (f"The clocks go forward in that hour, so there is no such time; {time_of_day(real)} was taken.",)
    if moment.replace(fold=0).utcoffset() != moment.replace(fold=1).utcoffset():
        return ("The clocks go back in that hour, so the time comes twice; the first one was taken.",)
    return ()


def _without_zone(text: str) -> datetime | None:
    for form in _FORMS:
        try:
            return eastern(datetime.strptime(text, form))  # noqa: DTZ007 - it is given its zone here
        except ValueError:
            continue
    return None


def _with_offset(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    # A day with an offset and without a time is not a moment.
    return moment if moment.tzinfo and len(text) > len(_DATE) else None


def _with_zone_name(text: str) -> datetime | None:
    before, _, name = text.rpartition(" ")
    try:
        zone = ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
    moment = _without_zone(before)
    return moment.replace(tzinfo=zone) if moment else None
