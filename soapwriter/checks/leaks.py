"""How each sort of leak is found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from soapwriter.checks import programs, specialty

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from soapwriter.checks.leak import LeakCheck
    from soapwriter.checks.look import Look, Place

    Finder = Callable[[LeakCheck, Look, str], Iterator[Place]]


def _told(find: Callable[[Look], Iterator[Place]]) -> Finder:
    """Return a finder of one that needs nothing but the text."""
    return lambda check, look, rule: find(look)  # noqa: ARG005 - all finders are called alike


FINDERS: dict[str, Finder] = {
    "name": lambda check, look, rule: specialty.names(look, check.spoken(look, rule)),
    "interest": lambda check, look, rule: specialty.interests(look, check.spoken(look, rule)),
    "dream": lambda check, look, rule: specialty.interests(look, check.spoken(look, rule), doubted=False),
    "doctor": lambda check, look, rule: specialty.doctors(look, check.spoken(look, rule)),
    "stranger": lambda check, look, rule: specialty.strangers(look, lambda place: check.excepts(look, rule, place)),
    "position": lambda check, look, rule: specialty.positions(look, check.spoken(look, rule), of=check.position),
    "vocabulary": _told(specialty.vocabulary),
    "service": _told(specialty.services),
    "short": _told(specialty.short_forms),
    "program": _told(programs.names),
    "city": _told(programs.cities),
    "person": _told(programs.people),
    "greeting": _told(programs.greeted),
}
