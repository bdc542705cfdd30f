"""A day or a month as a person writes it, and in the words of a sentence."""

import re
from calendar import monthrange
from datetime import date, datetime, time
from typing import NamedTuple
from zoneinfo import ZoneInfo

from soapwriter.errors import quoted

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December")  # fmt: skip
_YEAR = r"(?P<year>\d{4}|['\u2019]\d{2})"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_MONTH = r"(?P<month>[A-Za-z]{3,9})\.?"
_ISO = re.compile(r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})(?:[-/.](?P<day>\d{1,2}))?")
_DAY_FIRST = re.compile(rf"(?:the )?{_DAY}[\s-]+(?:of )?{_MONTH},?[\s-]+{_YEAR}", re.IGNORECASE)
_MONTH_FIRST = re.compile(rf"{_MONTH}(?:[\s-]+(?:the )?{_DAY})?,?[\s-]+(?:of )?{_YEAR}", re.IGNORECASE)
_NUMBERS = re.compile(r"(?P<one>\d{1,2})[-/.](?P<two>\d{1,2})[-/.](?P<year>\d{4}|\d{2})")
_MONTH_NUMBER = re.compile(r"(?P<month>\d{1,2})[-/.](?P<year>\d{4})(?P<day>)")
_NO_YEAR = re.compile(r"[a-z]{3,9}\.? \d{1,2}(?:st|nd|rd|th)?|\d{1,2}(?:st|nd|rd|th)? [a-z]{3,9}", re.IGNORECASE)
# What people write before a date: "on", "in", the day of the week.
_BEFORE = re.compile(r"(?:(?:on|in|since|until|by) )?(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*[.,]* )?", re.IGNORECASE)
_TIME = re.compile(
    r"(?:(?:at|@|,)\s*)?(?<![\d/.-])(?P<hour>\d{1,2})(?::(?P<minute>\d{2})(?::\d{2})?)?\s*(?:(?P<half>[ap])\.?m\.?)?(?![\w:])",
    re.IGNORECASE,
)
_ZONE = re.compile(r"\b(?P<zone>eastern|central|mountain|pacific|[ecmp][sd]?t)(?: time)?\s*$", re.IGNORECASE)
_ZONES = {"c": "America/Chicago", "m": "America/Denver", "p": "America/Los_Angeles"}
# Nobody who matches was born before these years or graduates after them, and at the edges of Python's calendar a day
# has no day before or after it.
_YEARS = range(1900, 2200)
_MOMENT_FORM = 'write it as "2027-03-16 14:05"'
_DATE_FORMS = 'write it as "2026-06-24", or as "2026-06" when only the month is known'


class When(NamedTuple):
    """A day, or a month when `day` is None; `day_first` keeps the writer's habit of "24 June 2026"."""

    year: int
    month: int
    day: int | None = None
    day_first: bool = False

    @property
    def first(self) -> date:
        """The earliest day that this can be."""
        return date(self.year, self.month, self.day or 1)

    @property
    def last(self) -> date:
        """The latest day that this can be."""
        if self.day is not None:
            return self.first
        return date(self.year, self.month, monthrange(self.year, self.month)[1])

    @property
    def in_month(self) -> str:
        """The month in words, such as "June 2026"."""
        return f"{MONTHS[self.month - 1]} {self.year}"

    @property
    def in_words(self) -> str:
        """The day in words as its writer would write it, or the month where no day is known."""
        if self.day is None:
            return self.in_month
        return f"{self._day} {self.year}" if self.day_first else f"{self._day}, {self.year}"

    @property
    def on(self) -> str:
        """The date with its preposition: "on June 24, 2026" or "in June 2026"."""
        return f"{'in' if self.day is None else 'on'} {self.in_words}"

    @property
    def on_day(self) -> str:
        """The day without its year, with its preposition: "on June 24" or "in June"."""
        return f"{'in' if self.day is None else 'on'} {self._day}"

    @property
    def _day(self) -> str:
        month = MONTHS[self.month - 1]
        if self.day is None:
            return month
        return f"{self.day} {month}" if self.day_first else f"{month} {self.day}"


def is_in_reach(year: int) -> bool:
    """Return whether a year may be meant: one in three centuries, away from the edges of the calendar."""
    return year in _YEARS


def read_when(value: object) -> When | None:
    """
    Return the date that a person wrote, or None for nothing.

    Raises:
        ValueError: the value is not a date, or is an ambiguous one such as 06/07/2026.
    """
    if value is None or value == "":
        return None
    if isinstance(value, When):
        return value
    if isinstance(value, date):
        return _in_reach(When(value.year, value.month, value.day))
    return _read_words(" ".join(str(value).split()))


def read_moment(value: object) -> datetime | None:
    """
    Return the day and time that a person wrote, or None for nothing; without a zone it is Eastern, and has none.

    Raises:
        ValueError: the value is not a day with a time.
    """
    if value is None or value == "":
        return None
    text = " ".join(str(value).split())
    moment = value if isinstance(value, datetime) else _from_text(text)
    if not is_in_reach(moment.year):
        raise ValueError(f"the year {moment.year:04} is not one of this century or its neighbors; {_MOMENT_FORM}")
    return moment


def _from_text(text: str) -> datetime:
    try:
        # A day alone is midnight to Python.
        return datetime.fromisoformat(text) if ":" in text else _moment(text)
    except ValueError:
        return _moment(text)


def _moment(text: str) -> datetime:
    words, zone = _without_zone(text)
    found = _clock_time(words)
    rest = f"{words[: found.start()]} {words[found.end() :]}" if found else ""
    day = read_when(" ".join(rest.split()).removesuffix(" on").strip(" ,"))
    if found is None or day is None or day.day is None:
        raise ValueError(f"{quoted(text)} is not a date and time; {_MOMENT_FORM}")
    return datetime.combine(day.first, _time(found), zone)


def _without_zone(text: str) -> tuple[str, ZoneInfo | None]:
    """Return a time without its zone, and the zone where it is not Eastern."""
    zone = _ZONE.search(text)
    if zone is None:
        return text, None
    place = _ZONES.get(zone["zone"][0].lower())
    return text[: zone.start()].strip(), ZoneInfo(place) if place else None


def _clock_time(words: str) -> re.Match[str] | None:
    """Return the first time of the clock, which has minutes, or says which half of the day."""
    return next((found for found in _TIME.finditer(words) if found["minute"] or found["half"]), None)


def _time(found: re.Match[str]) -> time:
    hour, half = int(found["hour"]), (found["half"] or "").lower()
    if hour > 23 or (half and not 1 <= hour <= 12):
        raise ValueError(f"{quoted(found.group())} is not a time; write it as 14:05 or 2:05 pm")
    return time(hour % 12 + 12 * (half == "p") if half else hour, int(found["minute"] or 0))


class UnclearDate(ValueError):
    """A date that lacks its year, or that can be read in two ways."""


def _read_words(text: str) -> When:
    when = _in_numbers(text) or _in_words(text[_BEFORE.match(text).end() :])  # type: ignore[union-attr]
    if when is None:
        if _NO_YEAR.fullmatch(text):
            raise UnclearDate(f"{quoted(text)} has no year; add it, as in 'June 24, 2026'")
        raise ValueError(f"{quoted(text)} is not a date; {_DATE_FORMS}")
    try:
        date(when.year, when.month, when.day or 1)
    except ValueError:
        raise ValueError(f"{quoted(text)} is not in the calendar; {_DATE_FORMS}") from None
    return _in_reach(when)


def _in_reach(when: When) -> When:
    if not is_in_reach(when.year):
        raise ValueError(f"the year {when.year:04} is not one of this century or its neighbors; {_DATE_FORMS}")
    return when


def _in_words(text: str) -> When | None:
    patterns = (_ISO, _MONTH_NUMBER, _DAY_FIRST, _MONTH_FIRST)
    match = next(filter(None, (pattern.fullmatch(text) for pattern in patterns)), None)
    if match is None:
        return None
    day = int(match["day"]) if match["day"] else None
    return When(_year(match["year"]), _month(match["month"]), day, match.re is _DAY_FIRST)


def _in_numbers(text: str) -> When | None:
    """Return the date of "6/24/2026" or "24.06.2026"; where both numbers can be the month, it is refused."""
    match = _NUMBERS.fullmatch(text)
    if match is None:
        return None
    one, two, year = int(match["one"]), int(match["two"]), _year(match["year"])
    if one != two and 0 < min(one, two) and max(one, two) <= len(MONTHS):
        ways = " or ".join(quoted(When(year, *pair).in_words) for pair in ((one, two), (two, one)))
        raise UnclearDate(f"{quoted(text)} can be read in two ways; write {ways}")
    return When(year, two, one, day_first=True) if one > len(MONTHS) else When(year, one, two)


def _year(text: str) -> int:
    """Return a year; two digits are of this century."""
    digits = text.strip("'\u2019")
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def _month(name: str) -> int:
    """Return the number of a month, of its name or of the beginning of its name; 0 for an unknown name."""
    if name.isdigit():
        return int(name)
    beginning = name.lower()
    return next((number for number, month in enumerate(MONTHS, start=1) if month.lower().startswith(beginning)), 0)
