"""The calendar: the clock's times and nothing of anybody's."""

from datetime import datetime, timedelta

import pytest
from icalendar import Calendar

from soapwriter.render.calendar_file import calendar
from soapwriter.soap import eastern, match_week

WEEK = match_week(datetime(2027, 3, 1))


@pytest.fixture(scope="module")
def read():
    """
    The calendar of 2027, as a calendar program reads it.
    """
    return Calendar.from_ical(calendar(WEEK))


def test_every_event_of_the_clock(read):
    """
    Each event is at its time, in the zone America/New_York, which the file brings along.
    """
    told = [(str(each["SUMMARY"]), each.start, "DTEND" in each) for each in read.events]

    assert [(event.title, event.begins, event.ends is not None) for event in (*WEEK.deadlines, *WEEK.events)] == told
    assert {"America/New_York"} == {each["DTSTART"].params["TZID"] for each in read.events}
    assert ["America/New_York"] == [each.tz_name for each in read.timezones]


def test_an_alarm_before_each_round(read):
    """
    A quarter of an hour before each round there is an alarm, and before nothing else.
    """
    alarms = {str(each["UID"]): [part["TRIGGER"].dt for part in each.walk("VALARM")] for each in read.events}
    told = {name: triggers for name, triggers in alarms.items() if triggers}

    assert {f"round-{number}-2027@soapwriter.invalid": [-timedelta(minutes=15)] for number in range(1, 5)} == told


def test_the_same_bytes_each_time():
    """
    The file of a year is the same whenever and however often it is made.
    """
    assert calendar(WEEK) == calendar(match_week(eastern(datetime(2027, 3, 18, 22))))


def test_an_event_keeps_its_identity():
    """
    When a time is corrected, the event has the same UID and a higher number, so that a calendar replaces it.
    """
    later = WEEK.model_copy(update={"checked": WEEK.checked + timedelta(days=200)})
    first, second = (Calendar.from_ical(calendar(each)).events for each in (WEEK, later))

    assert [each["UID"] for each in first] == [each["UID"] for each in second]
    assert len(first) == len({each["UID"] for each in first})
    assert all(one["SEQUENCE"] < other["SEQUENCE"] for one, other in zip(first, second, strict=True))


def test_lines_are_as_the_format_wants_them():
    """
    Each line ends in CR and LF and have at most 75 bytes.
    """
    lines = calendar(WEEK).encode().split(b"\r\n")

    assert not [line for line in lines if b"\n" in line or len(line) > 75]
