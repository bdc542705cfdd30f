"""Dates as people write them: found, read as far as they go, and never guessed."""

from datetime import date

import pytest

from soapwriter.claims.dates import PartialDate, find_dates, longest_between
from soapwriter.facts import When


@pytest.mark.parametrize(
    ("text", "words", "read"),
    [
        ("I failed on June 24, 2026.", "June 24, 2026", PartialDate(2026, 6, 24)),
        ("I failed on 24 June 2026.", "24 June 2026", PartialDate(2026, 6, 24)),
        ("on the 28th of April", "the 28th of April", PartialDate(None, 4, 28)),
        ("on the twelfth of May", "the twelfth of May", PartialDate(None, 5, 12)),
        ("My seat is April 14.", "April 14", PartialDate(None, 4, 14)),
        ("Retake: 2027-03-30.", "2027-03-30", PartialDate(2027, 3, 30)),
        ("again on 1/22/2027", "1/22/2027", PartialDate(2027, 1, 22)),
        ("Failed, Aug. 2025, 209", "Aug. 2025", PartialDate(2025, 8)),
        ("in may i sat it", "may", PartialDate(None, 5)),
        ("in the summer of 2024", "summer of 2024", PartialDate(2024, None, None, "summer")),
        ("in late 2023", "late 2023", PartialDate(2023, None, None, "late")),
        ("by the end of 2023", "the end of 2023", PartialDate(2023, None, None, "late")),
        ("I failed in 2022.", "2022", PartialDate(2022)),
        ("I failed it last June.", "last June", PartialDate(None, 6, None, "", "last")),
        ("in early March 2024", "early March 2024", PartialDate(2024, 3)),
    ],
)
def test_reads_a_date(text, words, read):
    """
    A date is found with its words, and read as far as it is given.
    """
    found = find_dates(text)

    assert [(words, read)] == [(text[match.start : match.end], match.date) for match in found]


@pytest.mark.parametrize(
    "text",
    [
        "I may pass.", "I march on.", "I fall asleep.", "In 2,024 items", "I did 2000 questions.",         "at 9-12", "Dr. May sat down.", "", "3/4 of it", "form 12",
    ],
)  # fmt: skip
def test_leaves_other_words_alone(text):
    """
    A verb, a count, a name and a day of no calendar are no dates.
    """
    assert [] == find_dates(text)


@pytest.mark.parametrize(
    ("said", "when", "can"),
    [
        (PartialDate(None, 6), When(2026, 6, 24), True),
        (PartialDate(None, 7), When(2026, 6, 24), False),
        (PartialDate(2026), When(2026, 6, 24), True),
        (PartialDate(2025, 6), When(2026, 6, 24), False),
        (PartialDate(None, 6, 24), When(2026, 6), True),
        (PartialDate(None, 6, 23), When(2026, 6, 24), False),
        (PartialDate(2026, None, None, "summer"), When(2026, 9, 2), True),
        (PartialDate(2026, None, None, "winter"), When(2025, 12, 2), True),
        (PartialDate(2026, None, None, "winter"), When(2026, 6, 24), False),
        (PartialDate(None, None, None, "spring"), When(2026, 10), False),
    ],
)
def test_may_be(said, when, can):
    """
    What a date leaves open contradicts nothing; seasons are taken generously.
    """
    assert can == said.may_be(when)


@pytest.mark.parametrize(
    ("lead", "now", "year"),
    [
        ("last", date(2027, 3, 15), 2026),
        ("last", date(2026, 11, 25), None),
        ("last", None, None),
        ("", date(2027, 3, 15), None),
        ("next", date(2027, 3, 15), None),
    ],
)
def test_last_june(lead, now, year):
    """
    "Last June" has a year only where the day of reading leaves no doubt: in November it may be this year's.
    """
    assert year == PartialDate(None, 6, None, "", lead).seen_from(now).year


def test_how_long_between():
    """
    The time between two dates is the longest that it can be, and unknown where a year is.
    """
    longest = longest_between(PartialDate(2026, 9, 5), PartialDate(2026, 9))

    assert longest is not None
    assert 29 == longest.days
    assert longest_between(PartialDate(2026, 9, 5), PartialDate(None, 9, 26)) is None
