"""Dates as a text gives them: often without a day or a year, sometimes only a season."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from soapwriter.facts import MONTHS, When

# Which months a person may mean by a season, or by a part of a year: generous, since nobody counts from the solstice.
_SEASONS = {
    "spring": (2, 3, 4, 5, 6), "summer": (5, 6, 7, 8, 9), "fall": (8, 9, 10, 11, 12), "autumn": (8, 9, 10, 11, 12),
    "winter": (11, 12, 1, 2, 3), "early": (1, 2, 3, 4, 5), "mid": (4, 5, 6, 7, 8, 9), "late": (8, 9, 10, 11, 12),
}  # fmt: skip
_NUMBERS = {month[:length].lower(): at for at, month in enumerate(MONTHS, 1) for length in (3, len(month))} | {
    "sept": 9
}
_DAYS = {
    word: at for at, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
        "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split(), 1)
}  # fmt: skip

_MONTH = rf"(?P<month>(?:{'|'.join(MONTHS)})\b|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b\.?)"
_DAY = rf"(?:(?P<day>[0-3]?\d)(?:st|nd|rd|th)?(?![\d:%]|[,.]\d)|(?P<nth>{'|'.join(_DAYS)}))"
_YEAR = r"(?P<year>20[0-4]\d)(?![\d%]|[,.]\d)"
_LEAD = r"(?P<lead>(?:this|that|last|past|next|coming|following|same)\s+)?"
_PART = r"(?:(?P<part>early|mid|late)[\s-]+|(?:the\s+)?(?P<end>end|beginning|start|middle)\s+of\s+)?"
_COUNTED = r"(?!\s+(?:\w+\s+)?(?:questions?|items?|cases?|cards?|flashcards?|hours?|words?|pages?|patients?|blocks?))"
_FORMS = tuple(
    re.compile(rf"(?<![\w/$#.-]){form}(?!\w)", re.IGNORECASE)
    for form in (
        r"(?P<year>20[0-4]\d)-(?P<number>[01]?\d)(?:-(?P<day>[0-3]?\d))?(?![-/\d])",
        r"(?P<number>[01]?\d)/(?P<day>[0-3]?\d)/(?P<year>20[0-4]\d)(?![-/\d])",
        rf"(?:the\s+)?{_DAY}\s+(?:of\s+)?{_MONTH}(?:,?\s+(?:of\s+)?{_YEAR})?",
        rf"{_LEAD}{_MONTH}\s+(?:the\s+)?{_DAY}(?:,?\s+{_YEAR})?",
        rf"{_PART}{_LEAD}{_MONTH},?\s+(?:of\s+)?{_YEAR}",
        rf"{_PART}{_LEAD}(?P<season>spring|summer|autumn|fall|winter),?\s+(?:of\s+)?{_YEAR}",
        rf"{_PART}{_LEAD}{_MONTH}(?!['\u2019-])",
        rf"{_LEAD}(?P<season>spring|summer|autumn|fall|winter)(?!['\u2019-])",
        rf"{_PART}{_YEAR}{_COUNTED}",
    )
)
_SIGNS = re.compile(r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|spring|summer|autumn|fall|winter|20[0-4]\d)")
_AROUND = 32
_PARTS = {"end": "late", "beginning": "early", "start": "early", "middle": "mid"}


class Dated(NamedTuple):
    """
    A date as far as a text gives it.

    `season` is a season or "early", "mid" or "late" in the year; `lead` the word before it that says which one is
    meant ("last", "this", "next", ...).
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    season: str = ""
    lead: str = ""

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
        if self.day:
            return self.first
        return When(self.year, max(self.months)).last

    def may_be(self, when: When) -> bool:
        """Tell whether a known date can be what is meant here."""
        if self.season == "winter" and self.first is not None and self.last is not None:
            return when.month in self.months and when.last >= self.first and when.first <= self.last
        if self.year not in (None, when.year) or when.month not in self.months:
            return False
        return not self.day or not when.day or self.day == when.day

    def seen_from(self, now: date | None) -> "Dated":
        """
        Return the date with its year, where "last June" said on that day leaves no doubt; else as it is.

        "Last June" said in November may be this year's: then nothing is known.
        """
        if now is None or self.year is not None or self.lead != "last" or not self.month:
            return self
        return self._replace(year=now.year - 1) if self.month > now.month else self


class Place(NamedTuple):
    """A date and where it stands: offsets in characters, end exclusive."""

    date: Dated
    start: int
    end: int


def find_dates(text: str) -> list[Place]:
    """Return every date of a text in order of place; of those that overlap, the fuller one."""
    found: list[Place] = []
    stretches = _stretches(text)
    for form in _FORMS if stretches else ():
        for start, end in stretches:
            for place in _of_form(form, text, start, end):
                if all(place.end <= other.start or other.end <= place.start for other in found):
                    found.append(place)
    return sorted(found, key=lambda place: place.start)


def _stretches(text: str) -> list[tuple[int, int]]:
    """Return the parts of a text around its months, seasons and years: nothing else is worth a look."""
    found: list[tuple[int, int]] = []
    for match in _SIGNS.finditer(text.lower()):
        start, end = max(0, match.start() - _AROUND), match.end() + _AROUND
        if found and start <= found[-1][1]:
            start, _ = found.pop()
        found.append((start, end))
    return found


def _of_form(form: re.Pattern[str], text: str, start: int, end: int) -> Iterator[Place]:
    for match in form.finditer(text, start, end):
        read = _read({name: value for name, value in match.groupdict().items() if value})
        if read is not None and _is_meant(match, text):
            yield Place(read, match.start(), match.end())


def _read(parts: dict[str, str]) -> Dated | None:
    """Return the date of a match's groups; None for a day that is in no calendar."""
    month = int(parts["number"]) if "number" in parts else _NUMBERS.get(parts.get("month", "").lower().rstrip("."))
    day = int(parts["day"]) if "day" in parts else _DAYS.get(parts.get("nth", "").lower())
    year = int(parts["year"]) if "year" in parts else None
    season = parts.get("season", parts.get("part", _PARTS.get(parts.get("end", "").lower(), ""))).lower()
    try:
        date(year or 2024, month or 1, day or 1)
    except ValueError:
        return None
    return Dated(year, month, day, "" if month else season, parts.get("lead", "").strip().lower())


_BEFORE_MONTH = re.compile(
    r"(?:\b(?:in|on|of|by|for|since|until|till|from|to|through|during|before|after|and|between|every|around)|[,(:;/\u2013-])\s*$",
    re.IGNORECASE,
)


def _is_meant(match: re.Match[str], text: str) -> bool:
    """Tell whether a lone word is a date: "may" and "march" are words of another kind too, and so is "fall"."""
    word = match.group()
    if any(map(str.isdigit, word)) or match.groupdict().get("lead") or match.groupdict().get("nth"):
        return True
    before = text[max(0, match.start() - 12) : match.start()]
    if _BEFORE_MONTH.search(before):
        return True
    the = re.search(r"\bthe\s+$", before, re.IGNORECASE)
    if match.groupdict().get("season"):
        return bool(the)
    return word[0].isupper() and word.lower().rstrip(".") not in ("may", "march", "mar", "jan", "june", "april")


def between(one: Dated, other: Dated) -> timedelta | None:
    """Return the longest time that can lie between two dates, or None where a year is not known."""
    days = [day for dated in (one, other) for day in (dated.first, dated.last)]
    known = [day for day in days if day is not None]
    return max(known) - min(known) if len(known) == len(days) else None
