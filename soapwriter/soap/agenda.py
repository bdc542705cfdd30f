"""The week at one moment: what it is for, what comes next, which steps are done, and what the documents lack."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from soapwriter.errors import UnknownName
from soapwriter.facts import Facts
from soapwriter.soap.clock import Event, Week, eastern, match_week
from soapwriter.soap.documents import Assignment, DocumentStatus, assign_statements
from soapwriter.soap.eligibility import Point, points
from soapwriter.soap.moments import in_words_soon
from soapwriter.soap.permission import Permissions, permissions
from soapwriter.soap.standing import Standing, find_standing
from soapwriter.soap.steps import Evidence, StepStatus, step_statuses
from soapwriter.tables import steps


@dataclass(frozen=True)
class Overview:
    """
    The week at one moment, as far as it is known.

    `week` is None where the clock does not know it, and `unknown` then says so. `coming` are the events that are not
    over, `permissions` what may be sent. `has_facts` is false where there were no facts to read. `standing` is what
    comes first: why the applicant is not in SOAP, or may not be. `now` is in Eastern time.
    """

    now: datetime
    week: Week | None
    unknown: str
    phase: str
    coming: tuple[Event, ...]
    permissions: tuple[Permissions, ...]
    steps: tuple[StepStatus, ...]
    documents: tuple[DocumentStatus, ...]
    assignments: tuple[Assignment, ...]
    points: tuple[Point, ...]
    has_facts: bool
    standing: Standing | None = None

    @property
    def has_ended(self) -> bool:
        """Whether SOAP has ended."""
        return self.week is not None and self.now >= self.week.soap.ends

    @property
    def running(self) -> Event | None:
        """The event that has begun and is not over."""
        return next((event for event in self.coming if event.begins <= self.now), None)

    @property
    def next(self) -> Event | None:
        """The event that begins next."""
        return next((event for event in self.coming if event.begins > self.now), None)


def overview(facts: Facts | None, documents: Sequence[DocumentStatus] = (), *, now: datetime) -> Overview:
    """
    Return the week at one moment.

    Args:
        facts: the applicant's facts; None where there are none.
        documents: the documents that exist.
        now: the moment; without a zone it is read as Eastern time.
    """
    entered, now = facts or Facts(), eastern(now)
    week, unknown = _known_week(now)
    events = week.events if week else ()
    times = {event.id: event.begins for event in events}
    first = find_standing(entered, week=week, now=now)
    return Overview(
        now=now,
        week=week,
        unknown=unknown,
        phase=_phase(events, first, now=now),
        coming=_not_over((*week.deadlines, *events) if week else (), now),
        permissions=permissions(entered.programs, now=now, facts=facts) if week else (),
        standing=first,
        steps=_steps(Evidence(entered, documents, times, week.soap.begins if week else None, now), first),
        documents=tuple(documents),
        assignments=assign_statements(entered.programs, documents, on=now.date()),
        points=_points(entered, first, today=now.date(), ends=_last_day(week, now)),
        has_facts=facts is not None,
    )


def _steps(evidence: Evidence, first: Standing | None) -> tuple[StepStatus, ...]:
    """Return the status of each step; one that is not for somebody who stands there is idle."""
    left_out = first.not_for if first else ()
    return tuple(
        each._replace(state="idle") if each.step.id in left_out and each.state in ("ready", "earlier") else each
        for each in step_statuses(evidence)
    )


def _points(facts: Facts, first: Standing | None, *, today: date, ends: date | None) -> tuple[Point, ...]:
    """Return what to be sure of, without what the standing says already."""
    found = points(facts, today=today, ends=ends)
    return tuple(point for point in found if first is None or point.id not in first.replaces)


def _known_week(now: datetime) -> tuple[Week | None, str]:
    """Return the week of a moment, or None and why it is not known."""
    try:
        return match_week(now), ""
    except UnknownName as error:
        return None, str(error)


def _not_over(events: Sequence[Event], now: datetime) -> tuple[Event, ...]:
    return tuple(event for event in events if event.over > now)


def _last_day(week: Week | None, now: datetime) -> date | None:
    """Return the day on which SOAP ends; None where it has ended or is not known."""
    return week.soap.ends.date() if week and now < week.soap.ends else None


def _phase(events: Sequence[Event], first: Standing | None, *, now: datetime) -> str:
    """Return what this stretch of the week is for; nothing for somebody for whom it is not."""
    stretch = _stretch(events, now)
    if first and first.not_for and stretch not in ("before", "morning", "unknown"):
        return ""
    times = {event.id: in_words_soon(event.begins) for event in events}
    return steps.table().phase(stretch).format_map(times)


def _stretch(events: Sequence[Event], now: datetime) -> str:
    """Return the key of a stretch of the week: the last event that has begun, and "-over" where it has ended."""
    if not events:
        return "unknown"
    # On the Monday itself nothing has begun yet, but the words of "before" would speak of another day.
    begun = [event for event in events if event.begins <= now]
    if not begun:
        return "morning" if now.date() == events[0].begins.date() else "before"
    return f"{begun[-1].id}-over" if begun[-1].has_ended(now) else begun[-1].id
