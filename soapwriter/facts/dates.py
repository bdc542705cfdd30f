"""A day or a month as a person writes it, and as it is said in a sentence."""

import re
from datetime import date, timedelta
from typing import NamedTuple

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December")  # fmt: skip
_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})(?:-(?P<day>\d{1,2}))?")
_DAY_FIRST = re.compile(r"(?P<day>\d{1,2})(?:st|nd|rd|th)?\s+(?P<name>[A-Za-z]{3,9})\.?,?\s+(?P<year>\d{4})")
_MONTH_FIRST = re.compile(r"(?P<name>[A-Za-z]{3,9})\.?(?:\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?)?,?\s+(?P<year>\d{4})")
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
        """The day in words as its writer would say it, or the month where no day is known."""
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
        ValueError: it is no date, or an ambiguous one.
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
        raise ValueError(f"'{text}' is no date; {_DATE_FORMS}")
    parts = match.groupdict()
    month = int(parts["month"]) if "month" in parts else _month(parts["name"].lower())
    day = int(parts["day"]) if parts["day"] else None
    try:
        date(int(parts["year"]), month, day or 1)
    except ValueError:
        raise ValueError(f"'{text}' is not in the calendar; {_DATE_FORMS}") from None
    return When(int(parts["year"]), month, day, match.re is _DAY_FIRST)


def _month(name: str) -> int:
    """Return the number of a month's name or of its beginning, or 0."""
    numbers = (number for number, month in enumerate(MONTHS, start=1) if month.lower().startswith(name))
    return 9 if name == "sept" else next(numbers, 0)
