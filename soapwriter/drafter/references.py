"""What a sentence need not say again because one before it has: the year of a date."""

import re

from soapwriter.facts import MONTHS, When

# Two private characters hold what may go once the whole text is known; nobody types them, and no facts file may.
_OPEN, _CLOSE = "\ue000", "\ue001"
_YEAR = re.compile(rf"{_OPEN}(?P<comma>,?) (?P<year>\d+){_CLOSE}|(?<!\d)(?P<said>(?:19|20)\d\d)(?!\d)")


def month(when: When) -> str:
    """Return "August 2026", whose year goes where the text has just said it."""
    return f"{MONTHS[when.month - 1]}{_OPEN} {when.year}{_CLOSE}"


def on_day(when: When) -> str:
    """Return "on April 14, 2027" or "in April 2027", whose year goes where the text has just said it."""
    if when.day is None:
        return f"in {month(when)}"
    comma = "" if when.day_first else ","
    return f"{when.on_day}{_OPEN}{comma} {when.year}{_CLOSE}"


def without_repeated_years(text: str) -> str:
    """Return a text in which a date that was put in by a draft drops its year after the same year."""
    last = ""

    def said_once(match: re.Match[str]) -> str:
        nonlocal last
        year, before = match["year"] or match["said"], last
        last = year
        if match["said"]:
            return year
        return "" if year == before else f"{match['comma']} {year}"

    return _YEAR.sub(said_once, text)
