"""Numbers that stand like scores: alone, counting nothing, bounding nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from soapwriter.claims.exam_names import class_of

if TYPE_CHECKING:
    from soapwriter.claims.exam_names import Names
    from soapwriter.nlp import Sentence

_SCORE = re.compile(r"[1-9]\d{1,2}(?:\.\d)?")
_JOINED_BEFORE = ("-", "–", "/", "#", "$", ".", "+", "~")
_JOINED_BEHIND = ("-", "–", "/", "+", "x")
# How a number stands, by the word before it.
_SLOTS = {
    "with": "with", "was": "is", "is": "is", "were": "is", "are": "is", "'s": "is", "at": "is",
    ",": "mark", "(": "mark", ":": "mark", "-": "mark", "=": "mark", "[": "mark",
}  # fmt: skip


class Figure(NamedTuple):
    """
    A number that may be a score: the token behind it, its value, whether it is a percentage.

    `slot` says how it stands: "with" (a 209), "scored" (209), "is" (was a 209), "mark" (behind a comma, colon or
    bracket) or "bare".
    """

    last: int
    value: float
    percent: bool
    slot: str


def figure(names: Names, at: int, sentence: Sentence) -> Figure | None:
    """Return what stands at a token, if it is a number that may be a score."""
    text = names.doc[at].text
    if not _SCORE.fullmatch(text):
        return None
    percent = names.norm(at + 1, sentence) in ("%", "percent", "pct")
    last = at + 1 + percent
    before = _before(names, at, sentence)
    points = len(text) > 2 and names.norm(last, sentence) in ("points", "pts")
    if (not points and _counts(names, last, sentence)) or _is_joined(names, at, last):
        return None
    if names.norm(before, sentence) in class_of("bounding") or _is_wished(names, before, sentence):
        return None
    return Figure(last, float(text), percent, _slot(names, before, sentence))


def _counts(names: Names, last: int, sentence: Sentence) -> bool:
    """Tell whether what follows a number is what it counts."""
    if last >= sentence.last or last in names.dates or last in names.exams:
        return False
    token = names.doc[last]
    named = token.pos_ in ("NOUN", "ADJ", "PROPN", "NUM") and token.norm_ not in class_of("behind_score")
    return named or token.norm_ == "of" or token.norm_ in class_of("practised")


def _is_joined(names: Names, at: int, last: int) -> bool:
    """Tell whether a number is part of something longer: "220-225", "#12", "3/4"."""
    doc = names.doc
    before = at > 0 and not doc[at - 1].whitespace_ and doc[at - 1].text in _JOINED_BEFORE
    return before or (last < len(doc) and not doc[last - 1].whitespace_ and doc[last].text in _JOINED_BEHIND)


def _before(names: Names, at: int, sentence: Sentence) -> int:
    """Return the token that brings a number, past "a" and "only a three-digit"."""
    before = at - 1
    while names.norm(before, sentence) in class_of("before_score") or _is_in_three_digit(names, before, sentence):
        before -= 1
    return before


def _is_wished(names: Names, before: int, sentence: Sentence) -> bool:
    """Tell whether a number is wanted, not had: "aimed for a 240"."""
    brought = before - (names.norm(before, sentence) in ("for", "of", "was", "at", "to"))
    return names.norm(brought, sentence) in class_of("aiming")


def _is_in_three_digit(names: Names, at: int, sentence: Sentence) -> bool:
    return names.norm(at, sentence) == "-" and names.norm(at - 1, sentence) == "three"


def _slot(names: Names, before: int, sentence: Sentence) -> str:
    norm = names.norm(before, sentence)
    brought = norm == "of" and names.norm(before - 1, sentence) in class_of("scoreword")
    return "scored" if brought or norm in class_of("scoring") else _SLOTS.get(norm, "bare")
