"""
What may be sent to a program, and when: the contact rules of Match Week.

The table is `lint_rules/reference/contact.toml`, the times are in `clock.toml`. Contact before contact bars people from
SOAP, so what is not known for sure is never called "ok".
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from itertools import pairwise
from typing import Literal, NamedTuple, get_args
from zoneinfo import ZoneInfo

from pydantic import ConfigDict, model_validator

from soapwriter import assets
from soapwriter.data import FrozenModel, read_model
from soapwriter.errors import BadData, UnknownName, unknown

Stage = Literal["before", "silent", "contacted", "after"]


class Verdict(StrEnum):
    """Whether a message may be sent: yes; read the reason and decide; no."""

    OK = "ok"
    CAUTION = "caution"
    BLOCK = "block"


class Event(FrozenModel):
    """One thing of the week: when it begins, and when it ends if it lasts; Eastern time."""

    id: str
    at: datetime
    until: datetime | None = None
    title: str
    confidence: Literal["H", "M", "L"]


class Stretch(FrozenModel):
    """From one moment until another, Eastern time; the key "from" is a word of Python's."""

    model_config = ConfigDict(populate_by_name=True)

    since: datetime
    until: datetime

    @model_validator(mode="before")
    @classmethod
    def _named(cls, value: object) -> object:
        return (
            {("since" if key == "from" else key): each for key, each in value.items()}
            if isinstance(value, dict)
            else value
        )


class Week(FrozenModel):
    """
    One year's Match Week: its season, when contact is restricted, what happens when, and how far that is confirmed.

    The season ends when the list of unfilled programs closes, and the next begins.
    """

    year: int
    season: Stretch
    soap: Stretch
    checked: date
    confidence: Literal["H", "M", "L"]
    source: str
    events: tuple[Event, ...]

    @model_validator(mode="after")
    def _in_order(self) -> Week:
        times = [event.at for event in self.events]
        bounds = [self.season.since, self.soap.since, self.soap.until, self.season.until]
        if times != sorted(times) or bounds != sorted(set(bounds)):
            raise ValueError(f"the times of {self.year} are not in order")
        if any(event.at.year != self.year or (event.until and event.until <= event.at) for event in self.events):
            raise ValueError(f"a time of {self.year} is of another year, or ends before it begins")
        return self


class _Clock(FrozenModel):
    zone: str
    weeks: tuple[Week, ...]

    @model_validator(mode="after")
    def _apart(self) -> _Clock:
        for one, other in pairwise(self.weeks):
            if one.season.until > other.season.since:
                raise ValueError(f"the seasons of {one.year} and {other.year} overlap")
        return self


class Source(FrozenModel):
    """Where a rule comes from."""

    title: str
    url: str | None = None
    confidence: Literal["H", "M", "L"]


class _Cell(FrozenModel):
    verdict: Verdict
    reason: str
    source: str


class Message(FrozenModel):
    """One sort of message, with what holds for it at each stage."""

    title: str
    before: _Cell
    silent: _Cell
    contacted: _Cell
    after: _Cell

    def at(self, stage: Stage) -> _Cell:
        """Return what holds at a stage."""
        cell: _Cell = getattr(self, stage)
        return cell


class _Contact(FrozenModel):
    checked: date
    sources: dict[str, Source]
    messages: dict[str, Message]


class Answer(NamedTuple):
    """
    Whether a message may be sent: the verdict, its reason, source and date, and when the answer will change.

    `stage` is where in the week it was asked; `changes_at` and `changes_to` are None where nothing later changes it or
    where the clock does not know. `doubts` are what could not be known, each a sentence.
    """

    verdict: Verdict
    reason: str
    source: Source
    checked: date
    stage: Stage
    changes_at: datetime | None = None
    changes_to: Verdict | None = None
    doubts: tuple[str, ...] = ()


def zone() -> ZoneInfo:
    """Return the zone of the week's times: US Eastern."""
    return ZoneInfo(_clock().zone)


def match_week(now: datetime) -> Week:
    """
    Return the Match Week of the season that a moment lies in.

    Raises:
        UnknownName: the clock does not know that season; nothing is guessed.
    """
    for each in _clock().weeks:
        if eastern(each.season.since) <= eastern(now) < eastern(each.season.until):
            return each
    years = " and ".join(str(each.year) for each in _clock().weeks)
    raise UnknownName(
        f"The clock does not know the Match Week that belongs to {eastern(now):%Y-%m-%d}, only those of {years}. "
        "See nrmp.org for its times."
    )


def moments(of: Week) -> Iterator[tuple[Event, datetime, datetime | None]]:
    """Yield each event of a week with its beginning and its end (None where it has none), as times with a zone."""
    for event in of.events:
        yield event, eastern(event.at), eastern(event.until) if event.until else None


def eastern(moment: datetime) -> datetime:
    """Return a moment in Eastern time; one without a zone is taken as Eastern."""
    return moment.replace(tzinfo=zone()) if moment.tzinfo is None else moment.astimezone(zone())


def messages() -> dict[str, Message]:
    """Return every sort of message by its id."""
    return _table().messages


def may_send(
    message: str, *, now: datetime, contacted_first: bool = False, contacted_at: datetime | None = None
) -> Answer:
    """
    Return whether a message may be sent to a program at a moment.

    `now` and `contacted_at` are read as Eastern time where they have no zone. `contacted_first` and `contacted_at` say
    whether and when the program made contact; only contact in the same SOAP, not after `now`, counts.

    Raises:
        UnknownName: there is no such message, or the clock does not know the year.
    """
    if message not in messages():
        raise UnknownName(unknown("message", message, messages()))
    now = eastern(now)
    of = match_week(now)
    began, ended = eastern(of.soap.since), eastern(of.soap.until)
    counts, doubts = _contact(of, now, contacted_first=contacted_first, contacted_at=contacted_at)
    stage = _stage(now, began, ended, counts=counts)
    cell = messages()[message].at(stage)
    verdict = _careful(cell.verdict, doubts)
    later = _later(message, verdict, now, (began, ended), counts=counts)
    if of.confidence != "H":
        doubts = (
            *doubts,
            f"The times of {of.year} are from one source (checked {of.checked}): confirm them on nrmp.org.",
        )
    table = _table()
    return Answer(verdict, cell.reason, table.sources[cell.source], table.checked, stage, *later, doubts)


def _stage(now: datetime, began: datetime, ended: datetime, *, counts: bool) -> Stage:
    if now < began:
        return "before"
    if now >= ended:
        return "after"
    return "contacted" if counts else "silent"


def _contact(
    of: Week, now: datetime, *, contacted_first: bool, contacted_at: datetime | None
) -> tuple[bool, tuple[str, ...]]:
    """Tell whether the program's contact counts in this SOAP, and what is doubtful about it."""
    if not contacted_first:
        return False, ()
    if contacted_at is None:
        return True, ("Your facts say that the program made contact first, but not when: enter contacted_at.",)
    at = eastern(contacted_at)
    if at > now:
        return False, (
            f"Your facts say that the program will make contact on {at:%B} {at.day}: that is still to come.",
        )
    if at < eastern(of.soap.since):
        return False, ("The program's contact was before SOAP began, and does not count in it.",)
    review = next((eastern(event.at) for event in of.events if event.id == "review"), None)
    if review and at < review:
        return True, ("The program made contact before it could read applications: ask your dean's office first.",)
    return True, ()


def _careful(verdict: Verdict, doubts: tuple[str, ...]) -> Verdict:
    """Return a verdict with what is doubtful held against it: no doubt is ever called "ok"."""
    return Verdict.CAUTION if doubts and verdict is Verdict.OK else verdict


def _later(
    message: str, verdict: Verdict, now: datetime, bounds: tuple[datetime, datetime], *, counts: bool
) -> tuple[datetime | None, Verdict | None]:
    """Return when the answer will next be another, and which, if nothing but time goes by."""
    for moment in bounds:
        if moment > now:
            then = messages()[message].at(_stage(moment, *bounds, counts=counts)).verdict
            if then is not verdict:
                return moment, then
    return None, None


@cache
def _clock() -> _Clock:
    return read_model(assets.table_path("clock"), _Clock)


@cache
def _table() -> _Contact:
    table = read_model(assets.table_path("contact"), _Contact)
    for name, message in table.messages.items():
        for stage in get_args(Stage):
            source = message.at(stage).source
            if source not in table.sources:
                raise BadData(f"contact.toml: messages.{name}.{stage}: {unknown('source', source, table.sources)}")
    return table
