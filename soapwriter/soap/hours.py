"""A moment as it is said: in Eastern time, in the person's own where that differs, and how long it is until then."""

from datetime import UTC, datetime, timedelta

from soapwriter.soap.clock import eastern
from soapwriter.text import counted, listed

_DAY = timedelta(days=1)
_HOUR = timedelta(hours=1)
_MINUTE = timedelta(minutes=1)
# Further off than this, hours say nothing.
_FAR = timedelta(days=4)


def said(moment: datetime) -> str:
    """Return a moment as a person says it: Eastern, and local time in brackets where that is another."""
    there, here = eastern(moment), _own(moment)
    if not differs(moment):
        return f"{day(there)}, {there.year}, {hour(there)} Eastern"
    own_day = "" if there.date() == here.date() else f"{day(here)}, {here.year}, "
    return f"{day(there)}, {there.year}, {hour(there)} Eastern ({own_day}{hour(here)} where you are)"


def said_soon(moment: datetime) -> str:
    """Return a moment of the week that it is asked in, without its date: "Thursday, 9:00 a.m. Eastern"."""
    there, here = eastern(moment), _own(moment)
    if not differs(moment):
        return f"{there:%A}, {hour(there)} Eastern"
    own_day = "" if there.date() == here.date() else f"{here:%A}, "
    return f"{there:%A}, {hour(there)} Eastern ({own_day}{hour(here)} where you are)"


def differs(moment: datetime) -> bool:
    """Tell whether the clock on the person's wall shows another time than Eastern."""
    return eastern(moment).utcoffset() != _own(moment).utcoffset()


def day(moment: datetime) -> str:
    """Return a moment's day without its year: "Thursday, March 18"."""
    return f"{moment:%A, %B} {moment.day}"


def hour(moment: datetime) -> str:
    """Return a moment's time of day: "9:00 a.m.", "12:00 noon"."""
    if moment.hour % 12 == 0 and moment.minute == 0:
        return "12:00 noon" if moment.hour else "12:00 midnight"
    return f"{moment.hour % 12 or 12}:{moment:%M} {_half(moment)}"


def hours(begins: datetime, ends: datetime | None, *, own: bool = False) -> str:
    """
    Return from when until when something is: "9:00-11:00 a.m.", Eastern or by the person's `own` clock.

    By their own clock, a day that is another than the Eastern one stands before it: "Fri 6:30 a.m.".
    """
    first = _own(begins) if own else eastern(begins)
    other = f"{first:%a} " if first.date() != eastern(begins).date() else ""
    if ends is None:
        return f"{other}{hour(first)}"
    last = _own(ends) if own else eastern(ends)
    start = hour(first) if _half(first) != _half(last) else hour(first).partition(" ")[0]
    return f"{other}{start}-{hour(last)}"


def left(now: datetime, until: datetime) -> str:
    """Return how long it is from one moment until a later one, as it is said: "1 hour and 5 minutes", "109 days"."""
    rest = until.astimezone(UTC) - now.astimezone(UTC)
    if rest >= _FAR:
        return counted((eastern(until).date() - eastern(now).date()).days, "day")
    days, hours, minutes = rest // _DAY, rest % _DAY // _HOUR, rest % _HOUR // _MINUTE
    if rest < _MINUTE:
        return "less than a minute"
    counts = {"day": days, "hour": hours} if days else {"hour": hours, "minute": minutes}
    return listed(counted(number, noun) for noun, number in counts.items() if number)


def _own(moment: datetime) -> datetime:
    return eastern(moment).astimezone()


def _half(moment: datetime) -> str:
    return "a.m." if moment.hour < 12 else "p.m."
