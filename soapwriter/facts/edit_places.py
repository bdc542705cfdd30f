"""The answers that a person means by "cause", "exams 2 date" or "programs": what `init --edit` changes."""

import re
from collections.abc import Iterator
from itertools import filterfalse

from soapwriter.errors import UnknownName, did_you_mean, nearest, quoted
from soapwriter.facts.interview import Interview
from soapwriter.facts.questions import Place

_PIECE = re.compile(r"[^\W\d]\w*|\d+")


def answered_places(interview: Interview) -> list[Place]:
    """Return every place that has an answer, in the order of the questions."""
    return list(filter(interview.has_answer, _places(interview)))


def places_named(interview: Interview, text: str) -> list[Place]:
    """
    Return the places of a key ("cause"), a table ("programs") or both ("exams.date"), perhaps with a number from 1.

    Of a repeated table, the place of one more entry is among them.

    Raises:
        UnknownName: there is no such key, table or entry.
    """
    pieces = _PIECE.findall(text.lower())
    every, names = list(_places(interview)), set(filterfalse(str.isdigit, pieces))
    _refuse_unknown(names, every, text)
    numbers = [int(piece) - 1 for piece in pieces if piece.isdigit()] or range(len(every))
    found = [place for place in every if names <= set(place) and place.entry in numbers]
    if not found:
        raise UnknownName(f"There is no {quoted(text)}: the file has fewer of them.")
    return _meant(interview, found, names)


def _meant(interview: Interview, found: list[Place], names: set[str]) -> list[Place]:
    """Return those of some places that are named by their key and answered, or else all of them."""
    # "name" may be anybody's; whoever has answered one of them means that one.
    return [place for place in found if place.key in names and interview.has_answer(place)] or found


def _refuse_unknown(names: set[str], places: list[Place], text: str) -> None:
    """
    Do nothing where every name is that of a table or of a key.

    Raises:
        UnknownName: one is not, or there is none.
    """
    known = {*(place.table for place in places), *(place.key for place in places)}
    strange = sorted(names - known) or ([] if names else [text])
    if strange:
        near = did_you_mean(nearest(strange[0], known))
        lists = "'soapwriter init FILE --edit' lists what you have answered."
        raise UnknownName(f"There is no key {quoted(strange[0])}.{near} {lists}")


def _places(interview: Interview) -> Iterator[Place]:
    for table in interview.questions.tables:
        for entry in range(max(1, interview.file.count(table.name))):
            yield from (Place(table.name, entry, question.key) for question in table.questions)
        if table.repeated and interview.file.count(table.name):
            yield Place(table.name, interview.file.count(table.name), table.questions[0].key)
