"""The marks that cues leave on the clauses of a text."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from soapwriter.judge.cues import cues

if TYPE_CHECKING:
    from soapwriter.judge.cues import Cue
    from soapwriter.nlp import Clause, Hit, ParsedDocument, Sentence

# Marks of something done, or being done, about the failure.
DOING = ("done", "habit", "did", "scores")
# What the phrases of some rules say of a clause: it lays the blame elsewhere, claims a change without a measure of it,
# or serves none of the four parts.
_STRAYS = ("begging", "drama", "generic", "pressure", "defensive")
_MARKS_OF_RULES = {"blame": "blamed", "changes": "claim"} | dict.fromkeys(_STRAYS, "stray")


@dataclass(frozen=True)
class Marked:
    """A clause with the marks that cues left on it, each with its hits in order."""

    number: int
    clause: Clause
    sentence: Sentence
    marks: dict[str, list[Hit]]

    def has(self, *names: str) -> bool:
        """Tell whether any of these marks is on the clause."""
        return not self.marks.keys().isdisjoint(names)


def marked_clauses(parsed: ParsedDocument) -> list[Marked]:
    """Return the clauses of a text in order, with their marks."""
    starts = [clause.first for clause in parsed.clauses]
    found: list[dict[str, list[Hit]]] = [defaultdict(list) for _ in starts]
    for mark, hit in (*_of_cues(parsed), *_of_rules(parsed)):
        # The last token tells the clause: "and passed" begins in the one before.
        found[bisect_right(starts, hit.end - 1) - 1][mark].append(hit)
    return [
        Marked(at, clause, parsed.sentences[clause.sentence], dict(marks))
        for at, (clause, marks) in enumerate(zip(parsed.clauses, found, strict=True))
    ]


def _of_cues(parsed: ParsedDocument) -> Iterator[tuple[str, Hit]]:
    for cue in cues():
        hits = parsed.hits.get(f"cue {cue.mark}", ())
        void = parsed.hits.get(f"cue {cue.mark} unless", ()) if hits else ()
        for hit in hits:
            if cue.denied == "drop" and parsed.denied(hit):
                continue
            if not _is_quoted(parsed, hit) and not any(_voids(hit, other, cue) for other in void):
                yield cue.mark, hit


def _of_rules(parsed: ParsedDocument) -> Iterator[tuple[str, Hit]]:
    for owner in parsed.hits:
        mark = _mark_of(owner)
        if not mark:
            continue
        void = {other.sentence for other in parsed.hits.get(f"{owner} unless", ())}
        yield from (
            (mark, hit)
            for hit in parsed.hits[owner]
            if hit.sentence not in void and not parsed.denied(hit) and not _is_quoted(parsed, hit)
        )


@cache
def _mark_of(owner: str) -> str:
    """Return the mark that an owner's phrases leave; "" where they leave none."""
    sort, _, rule = owner.partition(" ")
    return _MARKS_OF_RULES.get(rule.partition("/")[0], "") if sort == "rule" and " " not in rule else ""


def _is_quoted(parsed: ParsedDocument, hit: Hit) -> bool:
    return bool(parsed.quotes) and parsed.quoted(parsed.span(hit.start, hit.end))


def _voids(hit: Hit, other: Hit, cue: Cue) -> bool:
    if hit.sentence != other.sentence:
        return False
    return cue.unless_scope == "sentence" or (other.start <= hit.end and hit.start <= other.end)
