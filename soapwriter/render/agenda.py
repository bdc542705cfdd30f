"""The week as text: what matters now first, and in short no more than a screen."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from typing import NamedTuple

from soapwriter.render.inventory import documents, statements
from soapwriter.render.permits import permits
from soapwriter.render.screen import Screen
from soapwriter.render.todo import every_step, opened, ready
from soapwriter.soap import Event, Overview, hours

_SCREEN = 45
_LEAST_CLOCK = 3
_ALL = 10**6
# So soon a day of the week says enough.
_SOON = timedelta(days=6)
_MORE = "Every step and message, with its rule and source: soapwriter week --all"
_NO_FACTS = "Without your facts it is not known who contacted you, what is done, or what is open for July 1."

Section = list[str]


class Extent(NamedTuple):
    """How many entries each section may have."""

    steps: int
    points: int
    documents: int
    programs: int
    groups: int


# The first that fits on the screen is taken.
_EXTENTS = (
    Extent(steps=6, points=4, documents=4, programs=3, groups=4),
    Extent(steps=6, points=3, documents=3, programs=2, groups=3),
    Extent(steps=5, points=2, documents=2, programs=2, groups=3),
    Extent(steps=4, points=2, documents=1, programs=1, groups=2),
    Extent(steps=3, points=1, documents=1, programs=1, groups=2),
    Extent(steps=3, points=1, documents=0, programs=1, groups=2),
    Extent(steps=2, points=1, documents=0, programs=1, groups=1),
)


def render_short(week: Overview, on: Screen, *, notes: Sequence[str] = ()) -> Iterator[str]:
    """Yield what matters now, in at most 45 lines of 80 columns; `notes` are said at the end."""
    last = [*_wrapped(_doubts(week, notes), on), *_wrapped([_MORE], on)]
    for extent in _EXTENTS:
        sections = _short_sections(week, on, extent)
        room = _SCREEN - sum(len(section) + 1 for section in sections if section) - len(last) - 1
        if room >= _LEAST_CLOCK:
            break
    yield from _apart(
        [*sections, _clock(_after_next(week), on, title="After that", room=max(room, _LEAST_CLOCK)), last]
    )


def render_whole(week: Overview, on: Screen, *, notes: Sequence[str] = ()) -> Iterator[str]:
    """Yield everything that is known of the week, each rule with its source; `notes` are said at the end."""
    yield from _apart(
        [
            _head(week, on),
            opened(on, cited=True) if week.has_ended else [],
            list(permits(week, on, most=_ALL, groups=_ALL, reasons=True)),
            every_step(week, on),
            _points(week, on, most=_ALL, known=True),
            documents(week, on, most=_ALL, clean=True),
            statements(week, on, most=_ALL, titled=True),
            _clock(week.coming, on, title="The clock", room=_ALL),
            _wrapped(_doubts(week, notes), on),
        ]
    )


def _short_sections(week: Overview, on: Screen, extent: Extent) -> list[Section]:
    first = [_head(week, on), opened(on, cited=False) if week.has_ended else ready(week, on, most=extent.steps)]
    first.append(list(permits(week, on, most=extent.programs, groups=extent.groups, reasons=False)))
    if week.has_ended:
        return first
    return [
        *first,
        _points(week, on, most=extent.points, known=False) if week.has_facts else [],
        documents(week, on, most=extent.documents, clean=False),
        statements(week, on, most=extent.documents, titled=False) if week.documents and extent.documents else [],
    ]


def _apart(sections: Iterable[Section]) -> Iterator[str]:
    """Yield sections with an empty line between them."""
    for number, section in enumerate(section for section in sections if section):
        yield from [""] * bool(number)
        yield from section


def _wrapped(texts: Iterable[str], on: Screen) -> Section:
    return [line for text in texts for line in on.wrap(text, hanging=2)]


def _head(week: Overview, on: Screen) -> Section:
    """Return when it is, what this stretch is for, and what comes next."""
    lines = [on.paint(each, "bold") for each in on.wrap(hours.said(week.now), hanging=2)]
    lines += on.wrap(week.unknown) if week.unknown else []
    lines += on.wrap(week.phase)
    if week.running and week.running.ends:
        ends = week.running.ends
        told = f"Now: {week.running.title}, until {hours.said_soon(ends)}: {hours.left(week.now, ends)} left."
        lines += on.wrap(told, hanging=5)
    if week.next:
        lines += on.wrap(f"Next: {week.next.title}: {_when(week, week.next)}.", hanging=6)
    return lines


def _when(week: Overview, event: Event) -> str:
    """Return when something begins, and how long it is until then."""
    begins = event.begins
    said = hours.said_soon(begins) if begins - week.now < _SOON else hours.said(begins)
    return f"{said}, in {hours.left(week.now, begins)}"


def _points(week: Overview, on: Screen, *, most: int, known: bool) -> Section:
    """Return what to be sure of before July 1, questions first; what is `known` only where all is told."""
    shown = [each for each in week.points if known or each.mark != "known"]
    lines = [on.paint("Before July 1: ask your school or ECFMG", "bold")] if shown else []
    for each in sorted(shown, key=lambda point: point.mark != "ask")[:most]:
        lines += on.wrap(f"{'?' if each.mark == 'ask' else '-'} {each.text}", indent=2, hanging=4)
        if known:
            lines += [on.paint(line, "dim") for line in on.wrap(str(each.source), indent=4, hanging=6)]
    return lines


def _after_next(week: Overview) -> Sequence[Event]:
    """Return what comes after what is told at the top."""
    return tuple(each for each in week.coming if each not in (week.running, week.next))


def _clock(coming: Sequence[Event], on: Screen, *, title: str, room: int) -> Section:
    """Return times of the clock, as many as there is room for."""
    own = any(hours.differs(each.begins) for each in coming)
    lines = [on.paint(f"{title}, Eastern" + (" and where you are" if own else ""), "bold")]
    for each in coming:
        told = _timed(each, on, own=own)
        if len(lines) + len(told) > room:
            break
        lines += told
    return lines if len(lines) > 1 else []


def _timed(event: Event, on: Screen, *, own: bool) -> Section:
    """Return a row of the clock; on a narrow screen as a sentence."""
    begins, ends = event.begins, event.ends
    here = f"{hours.hours(begins, ends, own=True):<21}" if own else ""
    row = f"{begins:%a %b} {begins.day:<3} {hours.hours(begins, ends):<17}{here}"
    if len(row) + 22 > on.width:
        return on.wrap(f"{row} {event.title}", indent=2, hanging=4)
    first, *more = on.wrap(event.title, indent=len(row) + 2)
    return [f"  {row}{first.lstrip()}", *more]


def _doubts(week: Overview, notes: Sequence[str]) -> Iterator[str]:
    yield from notes
    if week.week and week.week.caution:
        yield week.week.caution
    if not week.has_facts:
        yield _NO_FACTS
