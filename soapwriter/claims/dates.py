"""Dates as a text gives them: often without a day or a year, sometimes only a season."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import product
from typing import NamedTuple

from soapwriter.facts import MONTHS, When
from soapwriter.text import Places, Span

# The months that a writer may mean by a season or a part of a year. The sets are generous, because nobody counts from
# the solstice, and a wrong finding costs more than a missed one.
_SEASONS = {
    "spring": (2, 3, 4, 5, 6), "summer": (5, 6, 7, 8, 9), "fall": (8, 9, 10, 11, 12), "autumn": (8, 9, 10, 11, 12),
    "winter": (11, 12, 1, 2, 3), "early": (1, 2, 3, 4, 5), "mid": (4, 5, 6, 7, 8, 9), "late": (8, 9, 10, 11, 12),
}  # fmt: skip
_PARTS_OF_YEAR = {"end": "late", "beginning": "early", "start": "early", "middle": "mid"}
_MONTH_NUMBERS = {month[:length].lower(): at for at, month in enumerate(MONTHS, 1) for length in (3, len(month))} | {
    "sept": 9
}
_DAY_NUMBERS = {
    word: at for at, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
        "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split(), 1)
}  # fmt: skip

_MONTH = rf"(?P<month>(?:{'|'.join(MONTHS)})\b|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b\.?)"
_DAY = rf"(?:(?P<day>[0-3]?\d)(?:st|nd|rd|th)?(?![\d:%]|[,.]\d)|(?P<nth>{'|'.join(_DAY_NUMBERS)}))"
_YEAR = r"(?P<year>20[0-4]\d)(?![\d%]|[,.]\d)"
_LEAD = r"(?P<lead>(?:this|that|last|past|next|coming|following|same)\s+)?"
_PART = r"(?:(?P<part>early|mid|late)[\s-]+|(?:the\s+)?(?P<end>end|beginning|start|middle)\s+of\s+)?"
# "2024 questions" is a count and not a year.
_COUNTED = r"(?!\s+(?:\w+\s+)?(?:questions?|items?|cases?|cards?|flashcards?|hours?|words?|pages?|patients?|blocks?))"
# The fuller forms come first: a form that overlaps what an earlier one matched is dropped.
_FORMS = tuple(
    re.compile(rf"(?<![\w/$#.-]){form}(?!\w)", re.IGNORECASE)
    for form in (
        r"(?P<year>20[0-4]\d)-(?P<number>[01]?\d)(?:-(?P<day>[0-3]?\d))?(?![-/\d])",
        r"(?P<year>20[0-4]\d)/(?P<number>[01]?\d)/(?P<day>[0-3]?\d)(?![-/\d])",
        # In America the month comes first; where that is in no calendar, and with full stops or hyphens, the day does.
        r"(?P<number>[01]?\d)/(?P<day>[0-3]?\d)/(?P<year>20[0-4]\d)(?![-/\d])",
        r"(?P<number>[01]?\d)/(?P<day>[0-3]?\d)/(?P<short>[2-4]\d)(?![-/\d%])",
        r"(?P<day>[0-3]?\d)(?P<mark>[/.-])(?P<number>[01]?\d)(?P=mark)(?P<year>20[0-4]\d)(?![-/\d]|\.\d)",
        r"(?P<day>[0-3]?\d)/(?P<number>[01]?\d)/(?P<short>[2-4]\d)(?![-/\d%])",
        rf"(?P<day>[0-3]?\d)(?:-|\.\s?){_MONTH}(?:-|,?\s){_YEAR}",
        rf"(?:the\s+)?(?P<day>[0-3]?\d)(?:st|nd|rd|th)\.\s+{_MONTH}(?:,?\s+{_YEAR})?",
        rf"(?:the\s+)?{_DAY}\s+(?:of\s+)?{_MONTH}(?:,?\s+(?:of\s+)?{_YEAR})?",
        rf"{_LEAD}{_MONTH}\s+(?:the\s+)?{_DAY}(?:,?\s+{_YEAR})?",
        rf"{_PART}{_LEAD}{_MONTH},?\s+(?:of\s+)?{_YEAR}",
        rf"{_PART}{_LEAD}(?P<season>spring|summer|autumn|fall|winter),?\s+(?:of\s+)?{_YEAR}",
        rf"{_PART}{_LEAD}{_MONTH}(?!['\u2019-])",
        rf"{_LEAD}(?P<season>spring|summer|autumn|fall|winter)(?!['\u2019-])",
        rf"{_PART}{_YEAR}{_COUNTED}",
    )
)
_SIGNS = re.compile(
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|spring|summer|autumn|fall|winter|20[0-4]\d|\d{1,2}/\d{1,2}/)"
)
# Characters that are searched on each side of a sign. The longest lead, "the beginning of following ", has 27; a wider
# window makes nine regular expressions read more of the text.
_WINDOW = 32

_BEFORE_MONTH = re.compile(
    r"(?:\b(?:in|on|of|by|for|since|until|till|from|to|through|during|before|after|and|between|every|around)|[,(:;/\u2013-])\s*$",
    re.IGNORECASE,
)
_THE = re.compile(r"\bthe\s+$", re.IGNORECASE)
# Characters before a lone word that are searched for a preposition: the longest, "between", and white space.
_PREPOSITION = 12
# Months that are verbs or people's names as well: alone, even with a capital, they are no evidence of a date.
_NAMESAKES = ("may", "march", "mar", "jan", "june", "april")
# Any leap year: 29 February without a year is a day of the calendar.
_LEAP_YEAR = 2024


class PartialDate(NamedTuple):
    """
    A date as far as a text gives it.

    `season` is a season or "early", "mid" or "late" in the year; `lead` the word before it that says which one is
    meant ("last", "this", "next", ...). `either` says that day and month may be the other way around: "5/6/2026".
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    season: str = ""
    lead: str = ""
    either: bool = False

    @property
    def months(self) -> tuple[int, ...]:
        """Every month that this may be."""
        return (self.month,) if self.month else _SEASONS.get(self.season, tuple(range(1, 13)))

    @property
    def first(self) -> date | None:
        """The earliest day that this can be, or None where no year is known."""
        if self.year is None:
            return None
        if self.season == "winter":
            return date(self.year - 1, 11, 1)
        return date(self.year, min(self.months), self.day or 1)

    @property
    def last(self) -> date | None:
        """The latest day that this can be, or None where no year is known."""
        if self.year is None:
            return None
        if self.season == "winter":
            return date(self.year + 1, 3, 31)
        return self.first if self.day else When(self.year, max(self.months)).last

    def may_be(self, when: When) -> bool:
        """Return whether a known date can be the one that is meant."""
        turned = self._replace(month=self.day, day=self.month) if self.either else self
        return self.is_read_as(when) or turned.is_read_as(when)

    def is_read_as(self, when: When) -> bool:
        """Return whether a known date can be meant, where the month is where America puts it."""
        if when.month not in self.months:
            return False
        # The winter of 2024 is in 2023, 2024 or 2025.
        if self.season == "winter" and self.first and self.last:
            return self.first <= when.last and when.first <= self.last
        return self.year in (None, when.year) and self._may_be_day(when.day)

    def _may_be_day(self, day: int | None) -> bool:
        return not self.day or not day or self.day == day

    def seen_from(self, now: date | None) -> "PartialDate":
        """
        Return the date with its year, where "last June" said on that day leaves no doubt; else as it is.

        "Last June" said in November may be this year's: then the year stays unknown.
        """
        if now is None or not self.month or not self._says_last or self.month <= now.month:
            return self
        return self._replace(year=now.year - 1)

    @property
    def _says_last(self) -> bool:
        return self.year is None and self.lead == "last"


class DateMatch(NamedTuple):
    """A date and its position in a text: characters from 0, end exclusive."""

    date: PartialDate
    start: int
    end: int


def find_dates(text: str) -> list[DateMatch]:
    """Return every date of a text in order of position; of those that overlap, the fuller one."""
    kept: list[DateMatch] = []
    places: Places[DateMatch] = Places()
    for match in _matches(text):
        if not any(places.overlapping(match)):
            kept.append(match)
            places.add(match)
    return sorted(kept, key=lambda match: match.start)


def longest_between(one: PartialDate, other: PartialDate) -> timedelta | None:
    """Return the longest time that can lie between two dates, or None where a year is not known."""
    days = [one.first, one.last, other.first, other.last]
    known = [day for day in days if day is not None]
    return max(known) - min(known) if len(known) == len(days) else None


def _matches(text: str) -> Iterator[DateMatch]:
    """Yield what each form matches, form by form."""
    windows = _windows(text)
    for form, window in product(_FORMS, windows):
        yield from _matches_of(form, text, window)


def _windows(text: str) -> list[Span]:
    """Return the parts of a text around its months, seasons and years; no date is outside them."""
    windows: list[Span] = []
    for sign in _SIGNS.finditer(text.lower()):
        start, end = max(0, sign.start() - _WINDOW), sign.end() + _WINDOW
        if windows and start <= windows[-1].end:
            start = windows.pop().start
        windows.append(Span(start, end))
    return windows


def _matches_of(form: re.Pattern[str], text: str, window: Span) -> Iterator[DateMatch]:
    for found in form.finditer(text, *window):
        groups = _groups(found)
        read = _read(groups)
        if read is not None and _is_date(found, groups, text):
            yield DateMatch(read, found.start(), found.end())


def _groups(found: re.Match[str]) -> dict[str, str]:
    """Return the groups that matched something."""
    return {name: value for name, value in found.groupdict().items() if value}


def _read(groups: dict[str, str]) -> PartialDate | None:
    """Return the date of a match's groups; None for a day that is in no calendar."""
    year = _year(groups)
    month, day = _month(groups), _day(groups)
    if not _is_in_calendar(year, month, day):
        return None
    season = "" if month else _season(groups)
    # "5/6/2026" is in June for many who learned English elsewhere.
    either = "number" in groups and groups.get("mark", "/") == "/" and day is not None and day <= len(MONTHS)
    return PartialDate(year, month, day, season, groups.get("lead", "").strip().lower(), either)


def _year(groups: dict[str, str]) -> int | None:
    if "short" in groups:
        return 2000 + int(groups["short"])
    return int(groups["year"]) if "year" in groups else None


def _month(groups: dict[str, str]) -> int | None:
    if "number" in groups:
        return int(groups["number"])
    return _MONTH_NUMBERS.get(groups.get("month", "").lower().rstrip("."))


def _day(groups: dict[str, str]) -> int | None:
    if "day" in groups:
        return int(groups["day"])
    return _DAY_NUMBERS.get(groups.get("nth", "").lower())


def _season(groups: dict[str, str]) -> str:
    part = _PARTS_OF_YEAR.get(groups.get("end", "").lower(), "")
    return groups.get("season", groups.get("part", part)).lower()


def _is_in_calendar(year: int | None, month: int | None, day: int | None) -> bool:
    try:
        date(year or _LEAP_YEAR, month or 1, day or 1)
    except ValueError:
        return False
    return True


def _is_date(found: re.Match[str], groups: dict[str, str], text: str) -> bool:
    """Return whether a match is a date: "may", "march" and "fall" alone are words of other kinds too."""
    if any(map(str.isdigit, found.group())) or not groups.keys().isdisjoint(("lead", "nth")):
        return True
    before = text[max(0, found.start() - _PREPOSITION) : found.start()]
    if _BEFORE_MONTH.search(before):
        return True
    if "season" in groups:
        return _THE.search(before) is not None
    return _is_month_name(found.group())


def _is_month_name(word: str) -> bool:
    return word[0].isupper() and word.lower().rstrip(".") not in _NAMESAKES
