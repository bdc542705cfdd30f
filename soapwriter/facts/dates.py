"""A day or a month as a person writes it, and in the words of a sentence."""

import re
from datetime import date, timedelta
from typing import NamedTuple

from soapwriter.errors import quoted

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December")  # fmt: skip
_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})(?:-(?P<day>\d{1,2}))?")
_DAY_FIRST = re.compile(r"(?P<day>\d{1,2})(?:st|nd|rd|th)?\s+(?P<month>[A-Za-z]{3,9})\.?,?\s+(?P<year>\d{4})")
_MONTH_FIRST = re.compile(r"(?P<month>[A-Za-z]{3,9})\.?(?:\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?)?,?\s+(?P<year>\d{4})")
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
        return (self.first + timedelta(days=31)).replace(day=1) - timedelta(days=1)

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
        return When(value.year, value.month, value.day)
    return _read_words(" ".join(str(value).split()))


def _read_words(text: str) -> When:
    match = _ISO.fullmatch(text) or _DAY_FIRST.fullmatch(text) or _MONTH_FIRST.fullmatch(text)
    if match is None:
        raise ValueError(f"{quoted(text)} is not a date; {_DATE_FORMS}")
    day = int(match["day"]) if match["day"] else None
    when = When(int(match["year"]), _month(match["month"]), day, match.re is _DAY_FIRST)
    try:
        date(when.year, when.month, day or 1)
    except ValueError:
        raise ValueError(f"{quoted(text)} is not in the calendar; {_DATE_FORMS}") from None
    return when


def _month(name: str) -> int:
    """Return the number of a month, of its name or of the beginning of its name; 0 for an unknown name."""
    if name.isdigit():
        return int(name)
    beginning = name.lower()
    return next((number for number, month in enumerate(MONTHS, start=1) if month.lower().startswith(beginning)), 0)
