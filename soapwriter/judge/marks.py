"""The marks that cues leave on the clauses of a text."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from soapwriter.judge.cues import cues
from soapwriter.nlp import Source

if TYPE_CHECKING:
    from soapwriter.judge.cues import Cue
    from soapwriter.nlp import Clause, Hit, ParsedDocument, PatternId, Sentence

# Marks of something done, or being done, about the failure.
DOING = ("done", "habit", "did", "scores")
# What the phrases of rules of these categories say of a clause: it lays the blame elsewhere, claims a change without a
# measure of it, or serves none of the four parts.
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
        """Return whether any of these marks is on the clause."""
        return not self.marks.keys().isdisjoint(names)


def marked_clauses(parsed: ParsedDocument) -> list[Marked]:
    """Return the clauses of a text in order, with their marks."""
    starts = [clause.first for clause in parsed.clauses]
    found: list[dict[str, list[Hit]]] = [defaultdict(list) for _ in starts]
    for mark, hit in (*_of_cues(parsed), *_of_rules(parsed)):
        # The last token decides the clause: "and passed" begins in the one before.
        found[bisect_right(starts, hit.end - 1) - 1][mark].append(hit)
    return [
        Marked(at, clause, parsed.sentences[clause.sentence], dict(marks))
        for at, (clause, marks) in enumerate(zip(parsed.clauses, found, strict=True))
    ]


def _of_cues(parsed: ParsedDocument) -> Iterator[tuple[str, Hit]]:
    for cue in cues():
        hits = parsed.hits.get(cue.pattern_id, ())
        void = parsed.hits.get(cue.pattern_id.unless, ()) if hits else ()
        for hit in hits:
            if cue.denied == "drop" and parsed.denied(hit):
                continue
            if not _is_quoted(parsed, hit) and not any(_voids(hit, other, cue) for other in void):
                yield cue.mark, hit


def _of_rules(parsed: ParsedDocument) -> Iterator[tuple[str, Hit]]:
    for category, pattern_id in informing(parsed):
        if category not in _MARKS_OF_RULES:
            continue
        void = {other.sentence for other in parsed.hits.get(pattern_id.unless, ())}
        yield from (
            (_MARKS_OF_RULES[category], hit)
            for hit in parsed.hits[pattern_id]
            if hit.sentence not in void and not parsed.denied(hit) and not _is_quoted(parsed, hit)
        )


# The one place where the judgement sees the rules: every phrase of an informing rule is a feature of the outline (and,
# in `generic`, of an email's details), so adding one to a rule file can change how an unrelated text is judged. Rules
# with `informs = false` are not seen. The tie goes when this package goes.
def informing(parsed: ParsedDocument) -> Iterator[tuple[str, PatternId]]:
    """Yield the rules with a hit that inform the outline, as (category, pattern id)."""
    for pattern_id in parsed.hits:
        if pattern_id.source is Source.INFORMING_RULE and not pattern_id.slot:
            yield pattern_id.name.partition("/")[0], pattern_id


def _is_quoted(parsed: ParsedDocument, hit: Hit) -> bool:
    return bool(parsed.quotes) and parsed.quoted(parsed.span(hit.start, hit.end))


def _voids(hit: Hit, other: Hit, cue: Cue) -> bool:
    if hit.sentence != other.sentence:
        return False
    return cue.unless_scope == "sentence" or (other.start <= hit.end and hit.start <= other.end)
