"""The week at one moment: what it is for, what comes next, which steps are done, and what the documents lack."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from soapwriter.errors import UnknownName
from soapwriter.facts import Facts
from soapwriter.soap.clock import Event, Week, eastern, match_week
from soapwriter.soap.documents import Assigned, Written, assigned
from soapwriter.soap.eligibility import Point, points
from soapwriter.soap.hours import said_soon
from soapwriter.soap.permission import Permissions, permissions
from soapwriter.soap.progress import Known, Standing, standings
from soapwriter.tables import steps


@dataclass(frozen=True)
class Overview:
    """
    The week at one moment, as far as it is known.

    `week` is None where the clock does not know it, and `unknown` says so. `coming` are what is going on and what
    comes, `permissions` what may be sent. `has_facts` is off where there were none to read.
    """

    now: datetime
    week: Week | None
    unknown: str
    phase: str
    coming: tuple[Event, ...]
    permissions: tuple[Permissions, ...]
    steps: tuple[Standing, ...]
    documents: tuple[Written, ...]
    assigned: tuple[Assigned, ...]
    points: tuple[Point, ...]
    has_facts: bool

    @property
    def has_ended(self) -> bool:
        """Whether SOAP has ended."""
        return self.week is not None and self.now >= self.week.soap.ends

    @property
    def running(self) -> Event | None:
        """What is going on now and has an end."""
        return next((each for each in self.coming if each.begins <= self.now), None)

    @property
    def next(self) -> Event | None:
        """What begins next."""
        return next((each for each in self.coming if each.begins > self.now), None)


def overview(facts: Facts | None, documents: Sequence[Written] = (), *, now: datetime) -> Overview:
    """Return the week at a moment, for these facts (None where there are none) and the documents that exist."""
    entered, now = facts or Facts(), eastern(now)
    week, unknown = _week(now)
    clock = week.events if week else ()
    began, ends = (week.soap.begins, week.soap.ends) if week else (None, None)
    known = Known(entered, documents, {each.id: each.begins for each in clock}, began, now)
    return Overview(
        now=now,
        week=week,
        unknown=unknown,
        phase=_phase(clock, now=now),
        coming=tuple(each for each in clock if each.over > now),
        permissions=permissions(entered.programs, now=now) if week else (),
        steps=standings(known),
        documents=tuple(documents),
        assigned=assigned(entered.programs, documents, on=now.date()),
        points=points(entered, today=now.date(), ends=ends.date() if ends and now < ends else None),
        has_facts=facts is not None,
    )


def _week(now: datetime) -> tuple[Week | None, str]:
    """Return the week of a moment, or why it is not known."""
    try:
        return match_week(now), ""
    except UnknownName as error:
        return None, str(error)


def _phase(clock: Sequence[Event], *, now: datetime) -> str:
    """Return what this stretch of the week is for."""
    table = steps.table()
    if not clock:
        return table.phase("unknown")
    begun = [each for each in clock if each.begins <= now]
    if not begun:
        event = "morning" if now.date() == clock[0].begins.date() else "before"
    else:
        event = f"{begun[-1].id}-over" if begun[-1].ends and begun[-1].ends <= now else begun[-1].id
    return table.phase(event).format_map({each.id: said_soon(each.begins) for each in clock})
