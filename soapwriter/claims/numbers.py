"""Numbers that count attempts, and numbers that may be scores: alone, neither counting nor bounding anything."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from soapwriter.claims.entities import first_mention
from soapwriter.nlp import any_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from soapwriter.claims.entities import Mention, SentenceTokens

_ORDINALS = {
    word: number
    for number, words in enumerate(
        ("first 1st initial", "second 2nd", "third 3rd", "fourth 4th", "fifth 5th", "sixth 6th", "seventh 7th"), 1
    )
    for word in words.split()
}
_COUNTS = {word: number for number, word in enumerate("one two three four five six seven eight".split(), 1)} | {
    str(number): number for number in range(1, 9)
}
_ADVERBS = {"once": 1, "twice": 2}
NUMBER_WORDS = frozenset({*_ORDINALS, *_COUNTS, *_ADVERBS})

# Two or three digits: one digit is a count, four are a year or a number of questions.
_SCORE = re.compile(r"[1-9]\d{1,2}(?:\.\d)?")
_PERCENT = ("%", "percent", "pct")
_POINTS = ("points", "pts")
_JOINED_BEFORE = ("-", "–", "/", "#", "$", ".", "+", "~")
_JOINED_AFTER = ("-", "–", "/", "+", "x")
# A word of these kinds after a number is what it counts: "200 timed questions".
_COUNTED_TAGS = ("NOUN", "ADJ", "PROPN", "NUM")
# How a number is introduced, by the word before it.
_CUES = {
    "with": "with", "was": "is", "is": "is", "were": "is", "are": "is", "'s": "is", "at": "is",
    ",": "mark", "(": "mark", ":": "mark", "-": "mark", "=": "mark", "[": "mark",
}  # fmt: skip


def attempts_at(tokens: SentenceTokens, at: int) -> Mention | None:
    """Return what a token begins to say of attempts: "first attempt", "attempt 2", "twice", "three attempts"."""
    return first_mention((_adverb, _ordinal, _numbered_attempt, _count), tokens, at)


def score_at(tokens: SentenceTokens, at: int) -> Mention | None:
    """
    Return the score that a token may be, or None.

    Its `cue` says how it is introduced: "with" (a 209), "scored" (209), "is" (was a 209), "mark" (after a comma, colon
    or bracket) or "bare".
    """
    text = tokens.doc[at].text
    if not _SCORE.fullmatch(text):
        return None
    percent = tokens.norm(at + 1) in _PERCENT
    last, lead = at + 1 + percent, _lead(tokens, at)
    if _counts_something(tokens, at, last) or _is_joined(tokens.doc, at, last) or _is_no_result(tokens, lead):
        return None
    return replace(tokens.mention("score", at, last), number=float(text), percent=percent, cue=_cue(tokens, lead))


def _adverb(tokens: SentenceTokens, at: int) -> Mention | None:
    number = _ADVERBS.get(tokens.norm(at))
    return replace(tokens.mention("count", at, at + 1), number=number) if number else None


def _ordinal(tokens: SentenceTokens, at: int) -> Mention | None:
    number, attempt = _ORDINALS.get(tokens.norm(at)), _attempt_after(tokens, at)
    if number is None or (attempt == at and not _means_attempt(tokens, at)):
        return None
    return replace(tokens.mention("ordinal", at, attempt + 1), number=number)


def _numbered_attempt(tokens: SentenceTokens, at: int) -> Mention | None:
    number = _COUNTS.get(tokens.norm(at + 1))
    if number is None or not _is_attempt(tokens, at):
        return None
    return replace(tokens.mention("ordinal", at, at + 2), number=number)


def _count(tokens: SentenceTokens, at: int) -> Mention | None:
    number, attempt = _COUNTS.get(tokens.norm(at), 0), _attempt_after(tokens, at)
    if number < 2 or attempt == at or not tokens.norm(attempt).endswith("s"):
        return None
    return replace(tokens.mention("count", at, attempt + 1), number=number)


def _attempt_after(tokens: SentenceTokens, at: int) -> int:
    """Return the word for an attempt after a number, at most one word away: "two failed attempts"; else the number."""
    return next((each for each in (at + 1, at + 2) if _is_attempt(tokens, each)), at)


def _is_attempt(tokens: SentenceTokens, at: int) -> bool:
    return tokens.norm(at) in any_of("attemptword")


def _means_attempt(tokens: SentenceTokens, at: int) -> bool:
    """Return whether an ordinal alone means an attempt: "passed on my second"."""
    after = tokens.norm(at + 1)
    if after.isalnum() and after not in ("and", "but", "with", "in"):
        return False
    return tokens.norm(at - 1) in ("my", "the") and tokens.norm(at - 2) == "on"


def _lead(tokens: SentenceTokens, at: int) -> int:
    """Return the token that introduces a number, past "a" and "only a three-digit"."""
    before = at - 1
    while tokens.norm(before) in any_of("before_score") or _is_hyphen_of_three_digit(tokens, before):
        before -= 1
    return before


def _is_hyphen_of_three_digit(tokens: SentenceTokens, at: int) -> bool:
    return tokens.norm(at) == "-" and tokens.norm(at - 1) == "three"


def _counts_something(tokens: SentenceTokens, at: int, last: int) -> bool:
    """Return whether what follows a number is what it counts."""
    entities = tokens.entities
    if last >= tokens.last or last in entities.dates or last in entities.exams:
        return False
    return not _has_points(tokens, at, last) and _is_counted(tokens.doc[last])


def _has_points(tokens: SentenceTokens, at: int, last: int) -> bool:
    # "12 points" is a difference, "212 points" a score.
    return len(tokens.doc[at].text) > 2 and tokens.norm(last) in _POINTS


def _is_counted(token: Token) -> bool:
    if token.norm_ == "of" or token.norm_ in any_of("practised"):
        return True
    return token.pos_ in _COUNTED_TAGS and token.norm_ not in any_of("behind_score")


def _is_joined(doc: Doc, at: int, last: int) -> bool:
    """Return whether a number is part of something longer: "220-225", "#12", "3/4"."""
    return _is_joined_before(doc, at) or _is_joined_after(doc, last)


def _is_joined_before(doc: Doc, at: int) -> bool:
    return at > 0 and not doc[at - 1].whitespace_ and doc[at - 1].text in _JOINED_BEFORE


def _is_joined_after(doc: Doc, last: int) -> bool:
    return last < len(doc) and not doc[last - 1].whitespace_ and doc[last].text in _JOINED_AFTER


def _is_no_result(tokens: SentenceTokens, lead: int) -> bool:
    """Return whether a number is a bound, or wanted and not reached: "below 240", "aimed for a 240"."""
    verb = lead - (tokens.norm(lead) in ("for", "of", "was", "at", "to"))
    return tokens.norm(lead) in any_of("bounding") or tokens.norm(verb) in any_of("aiming")


def _cue(tokens: SentenceTokens, lead: int) -> str:
    norm = tokens.norm(lead)
    is_of_score = norm == "of" and tokens.norm(lead - 1) in any_of("scoreword")
    return "scored" if is_of_score or norm in any_of("scoring") else _CUES.get(norm, "bare")
