"""A moment as a person writes it, and as it is said: in Eastern time, and in the person's own where that differs."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import click

from soapwriter.soap import eastern, hour
from soapwriter.soap import said as said

_FORMS = ("%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %I:%M %p", "%Y-%m-%d %I:%M%p")
_WAY_OUT = (
    'write it as "2027-03-16 09:30", with a zone behind it if it is not Eastern: "2027-03-16 06:30 America/Los_Angeles"'
)


def read_moment(text: str) -> datetime:
    """
    Return the moment that a person wrote, with a zone; without one it is Eastern.

    Raises:
        BadParameter: it is no day and time.
    """
    even = " ".join(text.split())
    moment = _with_offset(even) or _with_name(even) or _plain(even)
    if moment is None:
        raise click.BadParameter(f"'{text}' is no day and time; {_WAY_OUT}.")
    return moment


def has_zone(text: str) -> bool:
    """Tell whether a moment was given with a zone; one without is read as Eastern."""
    return _plain(" ".join(text.split())) is None


def how_read(text: str | None) -> tuple[str, ...]:
    """
    Return in sentences what a person should know of how their moment was read: without a zone, or by odd clocks.

    Nothing is said where none was given.
    """
    if text is None:
        return ()
    moment = read_moment(text)
    bare = () if has_zone(text) else ("The time has no zone, and was read as Eastern.",)
    # A moment that the clocks leave out comes back from UTC as another one.
    real = moment.astimezone(UTC).astimezone(moment.tzinfo)
    if real.replace(tzinfo=None) != moment.replace(tzinfo=None):
        return (*bare, f"The clocks go forward in that hour, so there is no such time; {hour(real)} was taken.")
    if moment.replace(fold=0).utcoffset() != moment.replace(fold=1).utcoffset():
        return (*bare, "The clocks go back in that hour, so the time comes twice; the first one was taken.")
    return bare


def _plain(text: str) -> datetime | None:
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
    return moment if moment.tzinfo and len(text) > len("2027-03-16") else None


def _with_name(text: str) -> datetime | None:
    before, _, name = text.rpartition(" ")
    try:
        zone = ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
    moment = _plain(before)
    return moment.replace(tzinfo=zone) if moment else None
