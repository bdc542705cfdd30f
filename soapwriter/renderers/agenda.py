"""The week as text: what matters now first, and in short no more than a screen."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from itertools import islice
from typing import NamedTuple

from soapwriter import hours
from soapwriter.renderers.inventory import documents, statements
from soapwriter.renderers.permits import permits
from soapwriter.renderers.screen import Screen
from soapwriter.renderers.todo import every_step, opened, ready
from soapwriter.week import Moment, Overview

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


_EXTENTS = (Extent(6, 4, 4, 3), Extent(5, 3, 2, 2), Extent(4, 2, 1, 1))


def render_short(week: Overview, on: Screen, *, notes: Sequence[str] = ()) -> Iterator[str]:
    """Yield what matters now, in at most 45 lines of 80 columns; `notes` are said at the end."""
    last = [*_wrapped(_doubts(week, notes), on), *_wrapped([_MORE], on)]
    for extent in _EXTENTS:
        sections = _short_sections(week, on, extent)
        room = _SCREEN - sum(len(section) + 1 for section in sections if section) - len(last) - 1
        if room >= _LEAST_CLOCK:
            break
    yield from _apart([*sections, _clock(week, on, room=max(room, _LEAST_CLOCK)), last])


def render_whole(week: Overview, on: Screen, *, notes: Sequence[str] = ()) -> Iterator[str]:
    """Yield everything that is known of the week, each rule with its source; `notes` are said at the end."""
    yield from _apart(
        [
            _head(week, on),
            opened(on, cited=True) if week.has_ended else [],
            list(permits(week, on, most=_ALL, reasons=True)),
            every_step(week, on),
            _points(week, on, most=_ALL, known=True),
            documents(week, on, most=_ALL, clean=True),
            statements(week, on, most=_ALL),
            _clock(week, on, room=_ALL),
            _wrapped(_doubts(week, notes), on),
        ]
    )


def _short_sections(week: Overview, on: Screen, extent: Extent) -> list[Section]:
    first = [_head(week, on), opened(on, cited=False) if week.has_ended else ready(week, on, most=extent.steps)]
    first.append(list(permits(week, on, most=extent.programs, reasons=False)))
    if week.has_ended:
        return first
    return [
        *first,
        _points(week, on, most=extent.points, known=False) if week.has_facts else [],
        documents(week, on, most=extent.documents, clean=False),
        statements(week, on, most=extent.documents) if week.documents else [],
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


def _when(week: Overview, moment: Moment) -> str:
    """Return when something begins, and how long it is until then."""
    begins = moment.begins
    said = hours.said_soon(begins) if begins - week.now < _SOON else hours.said(begins)
    return f"{said}, in {hours.left(week.now, begins)}"


def _points(week: Overview, on: Screen, *, most: int, known: bool) -> Section:
    """Return what to be sure of before July 1, questions first; what is `known` only where all is told."""
    shown = [each for each in week.points if known or each.mark != "known"]
    lines = [on.paint("Before July 1: to ask your school, or ECFMG", "bold")] if shown else []
    for each in sorted(shown, key=lambda point: point.mark != "ask")[:most]:
        lines += on.wrap(f"{'?' if each.mark == 'ask' else '-'} {each.text}", indent=2, hanging=4)
        if known:
            lines += [on.paint(line, "dim") for line in on.wrap(str(each.source), indent=4, hanging=6)]
    return lines


def _clock(week: Overview, on: Screen, *, room: int) -> Section:
    """Return the rest of the clock, in no more lines than there is room for."""
    if not week.coming:
        return []
    own = any(hours.differs(each.begins) for each in week.coming)
    title = "The clock, Eastern" + (" and where you are" if own else "")
    return [on.paint(title, "bold"), *islice(_events(week.coming, on, own=own), room - 1)]


def _events(coming: Sequence[Moment], on: Screen, *, own: bool) -> Iterator[str]:
    for each in coming:
        here = f"{hours.hours(each.begins, each.ends, own=True):<21}" if own else ""
        row = f"{each.begins:%a %b} {each.begins.day:<3} {hours.hours(each.begins, each.ends):<17}{here}"
        if len(row) + 22 > on.width:
            yield from on.wrap(f"{row} {each.title}", indent=2, hanging=4)
            continue
        first, *more = on.wrap(each.title, indent=len(row) + 2)
        yield f"  {row}{first.lstrip()}"
        yield from more


def _doubts(week: Overview, notes: Sequence[str]) -> Iterator[str]:
    yield from notes
    if week.week and week.week.confidence != "H":
        yield f"Times of {week.week.year}: from one source (checked {week.week.checked}). Confirm them on nrmp.org."
    if not week.has_facts:
        yield _NO_FACTS
