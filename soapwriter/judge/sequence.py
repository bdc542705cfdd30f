"""Which part each clause of an explanation serves: the likeliest sequence by its marks and by how people write."""

from __future__ import annotations

from functools import cache
from operator import itemgetter
from typing import TYPE_CHECKING

from soapwriter.finding import PARTS
from soapwriter.judge.cues import weights
from soapwriter.judge.marks import DOING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from soapwriter.judge.marks import Marked

OTHER = "other"
_STATES = (*PARTS, OTHER)
# A sentence that nothing speaks for belongs to no part, unless its neighbours pull harder than this.
_SILENCE = 0.9
_STAY, _FORWARD, _BACKWARD, _ELSEWHERE = 0.4, 0.2, -1.2, 0.0
_CAUSE_FOLLOWS = 0.6
# A bare past tense can go on with the changes, but hardly open them: what comes after the admission is the cause.
_UNOPENED = {"ownership": -1.8, "cause": -0.2, "other": -1.0, "": -1.0, "plan": -0.5}
_BELIEVABLE = 1.2


def likeliest(clauses: Sequence[Marked]) -> list[str]:
    """Return the part of each clause, "other" for none: the best by what its marks say and by the order of parts."""
    totals = {"": 0.0}
    ways: list[dict[str, str]] = []
    for at, marked in enumerate(clauses):
        scores = _scores(marked)
        opens = marked.has("done", "habit", "scores", "passed") or _leads_to_a_pass(clauses, at)
        way, reached = {}, {}
        for state in _STATES:
            steps = _steps(state, opens=opens)
            froms = ((totals[before] + step, before) for before, step in steps if before in totals)
            total, way[state] = max(froms, key=itemgetter(0))
            reached[state] = total + scores[state]
        totals = reached
        ways.append(way)
    return _traced(max(totals, key=totals.__getitem__), ways)


def _traced(state: str, ways: list[dict[str, str]]) -> list[str]:
    """Return each clause's part, from the state of the last and the way that led to each."""
    parts = []
    for way in reversed(ways):
        parts.append(state)
        state = way[state]
    return parts[::-1]


def _leads_to_a_pass(clauses: Sequence[Marked], at: int) -> bool:
    """Return whether what a clause says was done ends, in the next clause, with the exam passed."""
    if at + 1 >= len(clauses) or not clauses[at].has("did", "evidence"):
        return False
    return clauses[at + 1].has("passed") and not clauses[at].has("fault")


def _scores(marked: Marked) -> dict[str, float]:
    scores = dict.fromkeys(PARTS, 0.0) | {OTHER: _SILENCE}
    for mark in marked.marks:
        for part, weight in weights().get(mark, ()):
            scores[part] += weight
    if marked.has("passed"):
        # "I passed on my second attempt" owns the first as well, but tells what came of it.
        scores["ownership"] /= 2
    if marked.has("evidence") and marked.has(*DOING):
        scores["changes"] += _BELIEVABLE
    elif marked.has("evidence") and not marked.has("past", "fault", "circumstance", "deflect", "promise"):
        scores["changes"] += _SILENCE
    return scores


@cache
def _steps(state: str, *, opens: bool) -> tuple[tuple[str, float], ...]:
    """Return every part that can come before a state, with how natural that is."""
    return tuple((before, _step(before, state, opens=opens)) for before in (*_STATES, ""))


@cache
def _step(before: str, state: str, *, opens: bool) -> float:
    """Return how natural it is to go on from one part to another; `opens` tells whether changes can begin here."""
    if before == state:
        return _STAY
    if state == "changes" and not opens:
        return _UNOPENED[before]
    if OTHER in (before, state) or not before:
        return _ELSEWHERE
    if (before, state) == ("ownership", "cause"):
        return _CAUSE_FOLLOWS
    return _FORWARD if PARTS.index(before) < PARTS.index(state) else _BACKWARD
