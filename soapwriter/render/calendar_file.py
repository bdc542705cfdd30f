"""The clock of a Match Week as a calendar file: without anybody's facts, and with the same bytes each time."""

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from soapwriter.soap import Event as WeekEvent
from soapwriter.soap import Week

if TYPE_CHECKING:
    from icalendar import Alarm, Event

_BEFORE = timedelta(minutes=15)
_ROUND = "round"
_CONFIRMED = {
    "H": "confirmed by more than one source",
    "M": "from one source, confirm it on nrmp.org",
    "L": "not confirmed",
}


def calendar(week: Week) -> str:
    """
    Return a week's clock as an iCalendar file, with an alarm 15 minutes before each round of offers.

    Every event keeps its identity from one file to the next, so that a calendar takes a newer file as an update.
    Nothing in it is the applicant's, and a shared calendar shows only that the time is taken.
    """
    # Only this command needs it.
    from icalendar import Calendar

    made = Calendar()
    made.add("prodid", "-//soapwriter//Match Week//EN")
    made.add("version", "2.0")
    made.add("x-wr-calname", f"Match Week {week.year}")
    for event in (*week.deadlines, *week.events):
        made.add_component(_event(event, week))
    made.add_missing_timezones(first_date=date(week.year, 1, 1), last_date=date(week.year + 1, 1, 1))
    data: bytes = made.to_ical()
    return data.decode("utf-8")


def _event(event: WeekEvent, week: Week) -> "Event":
    from icalendar import Event

    stamp = datetime.combine(week.checked, time(), tzinfo=UTC)
    made = Event()
    made.add("uid", f"{event.id}-{week.year}@soapwriter.invalid")
    made.add("dtstamp", stamp)
    made.add("last-modified", stamp)
    # A calendar keeps the newer of two by this number: the table's last check, as days since 1970.
    made.add("sequence", (week.checked - date(1970, 1, 1)).days)
    made.add("class", "PRIVATE")
    made.add("summary", event.title)
    made.add("dtstart", event.begins)
    if event.ends is not None:
        made.add("dtend", event.ends)
    if event.id.startswith(_ROUND):
        made.add_component(_alarm(event.title))
    how = f"Times of {week.year}: {_CONFIRMED[event.confidence]} (checked {week.checked})."
    made.add("description", f"{event.title}. {how}")
    return made


def _alarm(title: str) -> "Alarm":
    from icalendar import Alarm

    made = Alarm()
    made.add("action", "DISPLAY")
    made.add("description", f"{title} begins in 15 minutes")
    made.add("trigger", -_BEFORE)
    return made
