"""Moments as they are said, here and in Eastern time."""

import time
from datetime import UTC, datetime

import pytest

from soapwriter.soap import eastern, moments

ROUND = eastern(datetime(2027, 3, 18, 9)), eastern(datetime(2027, 3, 18, 11))
END = eastern(datetime(2027, 3, 18, 21))


@pytest.fixture
def at(monkeypatch):
    """
    Live in a zone.
    """

    def live(zone):
        monkeypatch.setenv("TZ", zone)
        time.tzset()

    yield live
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize(
    ("zone", "said", "soon"),
    [
        ("America/New_York", "Thursday, March 18, 2027, 9:00 p.m. Eastern", "Thursday, 9:00 p.m. Eastern"),
        (
            "America/Los_Angeles",
            "Thursday, March 18, 2027, 9:00 p.m. Eastern (6:00 p.m. where you are)",
            "Thursday, 9:00 p.m. Eastern (6:00 p.m. where you are)",
        ),
        (
            "Asia/Kolkata",
            "Thursday, March 18, 2027, 9:00 p.m. Eastern (Friday, March 19, 2027, 6:30 a.m. where you are)",
            "Thursday, 9:00 p.m. Eastern (Friday, 6:30 a.m. where you are)",
        ),
    ],
)
def test_own_time_stands_beside_eastern(at, zone, said, soon):
    """
    A moment is said in Eastern time, and in one's own where the clock on the wall shows another.
    """
    at(zone)

    assert (said, soon) == (moments.in_words(END), moments.in_words_soon(END))


@pytest.mark.parametrize(
    ("zone", "begins", "ends", "own"),
    [
        ("America/Los_Angeles", *ROUND, "6:00-8:00 a.m."),
        ("Europe/London", *ROUND, "1:00-3:00 p.m."),
        ("Asia/Kolkata", *ROUND, "6:30-8:30 p.m."),
        ("Asia/Tokyo", *ROUND, "10:00 p.m.-12:00 midnight"),
        ("Pacific/Auckland", *ROUND, "Fri 2:00-4:00 a.m."),
        ("Asia/Kolkata", END, None, "Fri 6:30 a.m."),
    ],
)
def test_from_until(at, zone, begins, ends, own):
    """
    By one's own clock another day is said, and one half of the day only once.
    """
    at(zone)

    assert own == moments.time_range(begins, ends, local=True)


@pytest.mark.parametrize(
    ("then", "left"),
    [
        (datetime(2027, 3, 15, 11, 0), "55 minutes"),
        (datetime(2027, 3, 15, 10, 6), "1 minute"),
        (datetime(2027, 3, 15, 10, 5, 30), "less than a minute"),
        (datetime(2027, 3, 15, 11, 5), "1 hour"),
        (datetime(2027, 3, 15, 12, 6), "2 hours and 1 minute"),
        (datetime(2027, 3, 17, 10, 5), "2 days"),
        (datetime(2027, 3, 16, 11, 59), "1 day and 1 hour"),
        (datetime(2027, 3, 25, 9, 0), "10 days"),
    ],
)
def test_how_long_it_is(then, left):
    """
    How long it is until then is said in the two largest units, and in days alone where it is far.
    """
    assert left == moments.time_left(eastern(datetime(2027, 3, 15, 10, 5)), eastern(then))


def test_a_day_with_a_changed_clock_has_the_hours_that_it_has():
    """
    On the night in which the clocks go forward, from 1:00 until 4:00 it is two hours.
    """
    assert "2 hours" == moments.time_left(eastern(datetime(2027, 3, 14, 1)), eastern(datetime(2027, 3, 14, 4)))


def test_noon_and_midnight_are_said():
    """
    12:00 is noon or midnight, whichever it is.
    """
    assert ("12:00 noon", "12:00 midnight", "12:30 p.m.") == tuple(
        map(
            moments.time_of_day,
            (datetime(2027, 3, 15, 12), datetime(2027, 3, 15), datetime(2027, 3, 15, 12, 30, tzinfo=UTC)),
        )
    )
