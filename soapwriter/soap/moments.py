"""A moment in words: in Eastern time, in the person's own time where that differs, and how long it is until then."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from soapwriter.soap.clock import eastern
from soapwriter.text import counted, listed

_DAY = timedelta(days=1)
_HOUR = timedelta(hours=1)
_MINUTE = timedelta(minutes=1)
# Four days or more away, the hours no longer help anybody to plan.
_FAR = timedelta(days=4)


def in_words(moment: datetime) -> str:
    """Return "Thursday, March 18, 2027, 9:00 p.m. Eastern", with local time in brackets where it differs."""
    return _with_local_time(moment, _date)


def in_words_soon(moment: datetime) -> str:
    """Return a moment of the coming days without its date: "Thursday, 9:00 a.m. Eastern"."""
    return _with_local_time(moment, lambda day: f"{day:%A}")


def _with_local_time(moment: datetime, day_in_words: Callable[[datetime], str]) -> str:
    """Return a moment in Eastern time, then in local time where that differs, with its day where the day differs."""
    there, here = eastern(moment), _local(moment)
    words = f"{day_in_words(there)}, {time_of_day(there)} Eastern"
    if not is_elsewhere(moment):
        return words
    day = "" if there.date() == here.date() else f"{day_in_words(here)}, "
    return f"{words} ({day}{time_of_day(here)} where you are)"


def is_elsewhere(moment: datetime) -> bool:
    """Return whether the person's own clock shows another time than Eastern time."""
    return eastern(moment).utcoffset() != _local(moment).utcoffset()


def time_of_day(moment: datetime) -> str:
    """Return a moment's time of day: "9:00 a.m.", "12:00 noon"."""
    if moment.hour % 12 == 0 and moment.minute == 0:
        return "12:00 noon" if moment.hour else "12:00 midnight"
    return f"{moment.hour % 12 or 12}:{moment:%M} {_half(moment)}"


def time_range(begins: datetime, ends: datetime | None, *, local: bool = False) -> str:
    """
    Return from when until when something lasts: "9:00-11:00 a.m.", in Eastern or in local time.

    In local time, a day that is not the Eastern one comes first: "Fri 6:30 a.m.".
    """
    place = _local if local else eastern
    first = place(begins)
    day = f"{first:%a} " if first.date() != eastern(begins).date() else ""
    if ends is None:
        return f"{day}{time_of_day(first)}"
    last = place(ends)
    # The half of the day is written once where both have it.
    start = time_of_day(first) if _half(first) != _half(last) else time_of_day(first).partition(" ")[0]
    return f"{day}{start}-{time_of_day(last)}"


def time_left(now: datetime, until: datetime) -> str:
    """Return how long it is from one moment until a later one: "1 hour and 5 minutes", "109 days"."""
    # In UTC, since two Eastern times may have a change of the clocks between them.
    rest = until.astimezone(UTC) - now.astimezone(UTC)
    if rest >= _FAR:
        return counted((eastern(until).date() - eastern(now).date()).days, "day")
    if rest < _MINUTE:
        return "less than a minute"
    days, hours, minutes = rest // _DAY, rest % _DAY // _HOUR, rest % _HOUR // _MINUTE
    counts = {"day": days, "hour": hours} if days else {"hour": hours, "minute": minutes}
    return listed(counted(number, noun) for noun, number in counts.items() if number)


def _local(moment: datetime) -> datetime:
    return eastern(moment).astimezone()


def _date(moment: datetime) -> str:
    return f"{moment:%A, %B} {moment.day}, {moment.year}"


def _half(moment: datetime) -> str:
    return "a.m." if moment.hour < 12 else "p.m."
