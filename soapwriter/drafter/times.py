"""Whether a time that is to be confirmed is complete: a day, a clock time and a time zone, and all of them true."""

import re
from datetime import date

from soapwriter.facts import MONTHS

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_CLOCK = re.compile(r"\b\d{1,2}(?::\d{2})\b|\b\d{1,2}\s*(?:a\.?m\b|p\.?m\b)|\bnoon\b|\bmidnight\b", re.I)
_ZONE = re.compile(
    r"\b(?:(?i:Eastern|Central|Mountain|Pacific|Alaska|Hawaii|local time|your time)"
    r"|[ECMP][SD]?T|AKST|AKDT|HST|GMT|UTC)\b"
)
_DATE = re.compile(rf"\b(?P<month>{'|'.join(name[:3] for name in MONTHS)})[a-z]*\.?\s+(?P<day>\d{{1,2}})\b", re.I)
_NUMERIC = re.compile(r"\b(?P<month>\d{1,2})/(?P<day>\d{1,2})\b")


def lacking(time: str, *, year: int | None) -> str:
    """Return what a time lacks ("its date and its time zone"), or what is wrong with it; "" for nothing."""
    day = _DATE.search(time) or _NUMERIC.search(time)
    parts = {"its date": day, "its hour": _CLOCK.search(time), "its time zone": _ZONE.search(time)}
    missing = [name for name, found in parts.items() if not found]
    if missing:
        return f"needs {' and '.join(missing)}"
    # A message of this year may name a time of the next one.
    problems = [_wrong_weekday(time, day, each) for each in (year, year + 1)] if day and year else [""]
    return problems[0] if all(problems) else ""


def _wrong_weekday(time: str, day: "re.Match[str]", year: int) -> str:
    named = next((name for name in _DAYS if re.search(rf"\b{name[:3]}", time, re.I)), "")
    month = int(day["month"]) if day["month"].isdigit() else _month(day["month"])
    try:
        true = _DAYS[date(year, month, int(day["day"])).weekday()]
    except ValueError:
        return "has a day that is not in the calendar"
    return f"names a {named}, and that day is a {true}" if named and named != true else ""


def _month(name: str) -> int:
    return next(number for number, month in enumerate(MONTHS, start=1) if month.lower().startswith(name[:3].lower()))
