"""The week as text: what matters now comes first, and the short form fits on one screen."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from typing import NamedTuple

from soapwriter.render.agenda_sections import (
    Section,
    after_soap,
    dim,
    documents,
    every_step,
    next_steps,
    shields,
    statements,
    what_to_send,
)
from soapwriter.render.screen import Screen
from soapwriter.soap import Event, Overview, in_words, in_words_soon, is_elsewhere, time_left, time_range

# More lines would push what matters now off the top of a terminal window.
_SCREEN = 45
_LEAST_CLOCK = 3
_ALL = 10**6
# Within six days the name of a day is enough: it comes only once.
_SOON = timedelta(days=6)
# With less room for the title, an event of the clock is a sentence and not a row.
_TITLE = 22
_MARKS = {"ask": "?", "look": "-", "known": "-"}
_MORE = "Every step and message, with its rule and source: soapwriter week --all"
_NO_FACTS = "Without your facts it is not known who contacted you, what is done, or what is open for July 1."


class Extent(NamedTuple):
    """How many entries each section may have."""

    steps: int
    points: int
    documents: int
    programs: int
    groups: int


# The first that fits on the screen is taken: steps and points are given up last.
_EXTENTS = (
    Extent(steps=6, points=4, documents=4, programs=3, groups=4),
    Extent(steps=6, points=3, documents=3, programs=2, groups=3),
    Extent(steps=5, points=2, documents=2, programs=2, groups=3),
    Extent(steps=4, points=2, documents=1, programs=1, groups=2),
    Extent(steps=3, points=1, documents=1, programs=1, groups=2),
    Extent(steps=2, points=1, documents=1, programs=1, groups=2),
    Extent(steps=2, points=0, documents=1, programs=1, groups=2),
    Extent(steps=3, points=1, documents=0, programs=1, groups=2),
    Extent(steps=2, points=1, documents=0, programs=1, groups=1),
    Extent(steps=1, points=0, documents=0, programs=1, groups=1),
    Extent(steps=1, points=0, documents=0, programs=1, groups=0),
)


def render_short(week: Overview, screen: Screen, *, notes: Sequence[str] = ()) -> Iterator[str]:
    """Yield what matters now, in at most 45 lines of 80 columns; `notes` come at the end."""
    last = [*_notes(week, notes, screen), *screen.wrap(_MORE, hanging=2)]
    for extent in _EXTENTS:
        sections = _short_sections(week, screen, extent)
        room = _SCREEN - sum(len(section) + 1 for section in sections if section) - len(last) - 1
        if room >= _LEAST_CLOCK:
            break
    events = tuple(event for event in week.coming if event not in (week.running, week.next))
    clock = _clock(events, screen, title="After that", room=max(room, _LEAST_CLOCK))
    yield from _separated([*sections, clock, last])


def render_whole(week: Overview, screen: Screen, *, notes: Sequence[str] = ()) -> Iterator[str]:
    """Yield everything that is known of the week, each rule with its source; `notes` come at the end."""
    yield from _separated(
        [
            _head(week, screen),
            _standing_source(week, screen),
            after_soap(screen, sources=True) if week.has_ended else [],
            what_to_send(week, screen, names=_ALL, groups=_ALL, reasons=True),
            every_step(week, screen),
            shields(week, screen),
            _points(week, screen, most=_ALL, known=True),
            documents(week, screen, most=_ALL, clean=True),
            statements(week, screen, most=_ALL, naming=True),
            _clock(week.coming, screen, title="The clock", room=_ALL),
            _notes(week, notes, screen),
        ]
    )


def _short_sections(week: Overview, screen: Screen, extent: Extent) -> list[Section]:
    steps = after_soap(screen, sources=False) if week.has_ended else next_steps(week, screen, most=extent.steps)
    send = what_to_send(week, screen, names=extent.programs, groups=extent.groups, reasons=False)
    first = [_head(week, screen), steps, send]
    return first if week.has_ended else [*first, *_before_the_end(week, screen, extent)]


def _before_the_end(week: Overview, screen: Screen, extent: Extent) -> Iterator[Section]:
    """Yield the sections that matter until SOAP ends."""
    if week.has_facts:
        yield _points(week, screen, most=extent.points, known=False)
    yield documents(week, screen, most=extent.documents, clean=False)
    if week.documents and extent.documents:
        yield statements(week, screen, most=extent.documents, naming=False)


def _separated(sections: Iterable[Section]) -> Iterator[str]:
    """Yield the lines of sections, with an empty line between two sections."""
    for number, section in enumerate(filter(None, sections)):
        if number:
            yield ""
        yield from section


def _head(week: Overview, screen: Screen) -> Section:
    """Return whether the applicant is in SOAP, when it is, what this stretch of the week is for, and what is next."""
    lines = screen.wrap(week.standing.text) if week.standing else []
    lines += [screen.paint(line, "bold") for line in screen.wrap(in_words(week.now), hanging=2)]
    lines += screen.wrap(week.unknown) if week.unknown else []
    lines += screen.wrap(week.phase) if week.phase else []
    return [*lines, *_running(week, screen), *_next(week, screen)]


def _standing_source(week: Overview, screen: Screen) -> Section:
    return dim(str(week.standing.source), screen, indent=2) if week.standing else []


def _running(week: Overview, screen: Screen) -> Section:
    event = week.running
    if event is None or event.ends is None:
        return []
    left = time_left(week.now, event.ends)
    return screen.wrap(f"Now: {event.title}, until {in_words_soon(event.ends)}: {left} left.", hanging=5)


def _next(week: Overview, screen: Screen) -> Section:
    event = week.next
    if event is None:
        return []
    when = in_words_soon(event.begins) if event.begins - week.now < _SOON else in_words(event.begins)
    lines = screen.wrap(f"Next: {event.title}: {when}, in {time_left(week.now, event.begins)}.", hanging=6)
    return [*lines, *screen.wrap(event.hangs, indent=6)] if event.hangs else lines


def _points(week: Overview, screen: Screen, *, most: int, known: bool) -> Section:
    """Return what to be sure of before July 1, questions first; with `known`, also what is known, and the sources."""
    marks = _MARKS if known else ("ask", "look")
    shown = sorted((point for point in week.points if point.mark in marks), key=lambda point: point.mark != "ask")
    lines = [screen.paint("Before July 1: ask your school or ECFMG", "bold")] if shown else []
    for point in shown[:most]:
        lines += screen.wrap(f"{_MARKS[point.mark]} {point.text}", indent=2, hanging=4)
        lines += dim(str(point.source), screen, indent=4) if known else ()
    return lines


def _clock(coming: Sequence[Event], screen: Screen, *, title: str, room: int) -> Section:
    """Return events of the clock, as many as there is room for; nothing where there is room for none."""
    local = any(is_elsewhere(event.begins) for event in coming)
    lines = [screen.paint(f"{title}, Eastern{' and where you are' if local else ''}", "bold")]
    for event in coming:
        row = _row(event, screen, local=local)
        if len(lines) + len(row) > room:
            break
        lines += row
    return lines if len(lines) > 1 else []


def _row(event: Event, screen: Screen, *, local: bool) -> Section:
    """Return an event as a row of the clock; on a narrow screen as a sentence."""
    begins, ends = event.begins, event.ends
    there = f"{begins:%a %b} {begins.day:<3} {time_range(begins, ends):<16} "
    row = f"{there}{time_range(begins, ends, local=True):<20} " if local else there
    if len(row) + _TITLE > screen.width:
        return screen.wrap(f"{row} {event.title}", indent=2, hanging=4)
    first, *more = screen.wrap(event.title, indent=len(row) + 2)
    return [f"  {row}{first.lstrip()}", *more]


def _notes(week: Overview, notes: Sequence[str], screen: Screen) -> Section:
    """Return what to know about the output: the notes, times that are not confirmed, and facts that are missing."""
    caution = week.week.caution if week.week else ""
    texts = filter(None, (*notes, caution, "" if week.has_facts else _NO_FACTS))
    return [line for text in texts for line in screen.wrap(text, hanging=2)]
