"""Sentences: where one ends, in characters or in tokens, and how what somebody enters becomes a whole one."""

import re
from functools import cache
from typing import NamedTuple

from soapwriter import assets
from soapwriter.data import read_toml

# Marks that end a sentence and closing marks, a blank, opening marks, and the next word.
_BOUNDARY = re.compile(r"(?P<marks>[.!?\u2026]+)[\"'\u201d\u2019)]*\s+(?=[\"'\u201c\u2018(\[]*(?P<next>[^\W_]+))")
_OPENERS = "(\"'\u201c\u2018["
# "J." and "U.S." are written in one; "I." is the pronoun at the end of a sentence.
_INITIALS = re.compile(r"(?!i\.$)(?:[^\W\d_]\.)+", re.IGNORECASE)
# "23rd. May": some put a stop after an ordinal.
_ORDINAL = re.compile(r"[0-3]?\d(?:st|nd|rd|th)\.", re.IGNORECASE)
_ENDED = re.compile(r"(?:[.!?\u2026][\"'\u201d\u2019)]*|\]\])$")


class _Words(NamedTuple):
    """Words by which a full stop is judged, in lower case; abbreviations with their full stops."""

    abbreviations: frozenset[str]
    abbreviations_at_end: frozenset[str]
    after_time: frozenset[str]
    starts: frozenset[str]
    months: frozenset[str]


def split_sentences(text: str) -> list[str]:
    """Return the sentences of a text, each as it was written; a small letter goes on with the sentence before it."""
    found, start = [], 0
    for match in _BOUNDARY.finditer(text):
        word = text[start : match.end("marks")].rsplit(maxsplit=1)[-1].lstrip(_OPENERS)
        if begins_sentence(match["next"], after=word, joined=bool(_INITIALS.fullmatch(word)), small_letter=False):
            found.append(text[start : match.end()].strip())
            start = match.end()
    return [*found, text[start:].strip()] if text[start:].strip() else found


def begins_sentence(
    word: str, *, after: str, joined: bool = False, closed: bool = False, small_letter: bool = True
) -> bool:
    """
    Return whether a word begins a sentence.

    `after` is the word before it with its marks ("exam.", "p.m.", "J."), `joined` says that the two are one token, as
    in initials, and `closed` that a closing quotation mark or bracket follows them. `small_letter` says whether a word
    in small letters may begin a sentence: in a whole letter it may, since some write so; in a line that somebody
    entered it goes on, since such lines are short and full of abbreviations that no list has.
    """
    if not after.endswith((".", "!", "?", "\u2026")):
        return False
    words = _words()
    if after.lower() in words.abbreviations_at_end:
        return _has_capital(word) and word.lower() not in words.after_time
    if _goes_on(word, after):
        return False
    if joined:
        return _follows_initials(word, after)
    return not word[0].islower() or _has_capital(word) or (small_letter and not closed)


def _goes_on(word: str, after: str) -> bool:
    """Return whether a full stop is that of an abbreviation, or of an ordinal before a month."""
    if after.lower() in _words().abbreviations:
        return True
    return word.lower() in _words().months and _ORDINAL.fullmatch(after) is not None


def _follows_initials(word: str, initials: str) -> bool:
    """Return whether a word begins a sentence after "Ph.D." or "J.": the second is more often the first of a name."""
    return _has_capital(word) and (initials[-2:-1].islower() or word.lower() in _words().starts)


def _has_capital(word: str) -> bool:
    # Some write "i" for "I" in every sentence.
    return word[0].isupper() or word == "i"


def complete_sentence(sentence: str) -> str:
    """Return a sentence with a capital and one full stop."""
    text = _with_capital(" ".join(sentence.split()))
    text = re.sub(r"(?<!\.)\.\.$", ".", text.rstrip(" ,;:"))
    return text if _ENDED.search(text) else f"{text}."


def without_full_stop(sentence: str) -> str:
    """Return a sentence without its full stop, so that more can follow."""
    return re.sub(r"\.$", "", sentence.strip())


def _with_capital(text: str) -> str:
    first = text.partition(" ")[0]
    # A name such as "mRNA" or "iPad" keeps its own letters.
    return text[:1].upper() + text[1:] if first == first.lower() else text


@cache
def _words() -> _Words:
    """Return the shipped words; of `lint_rules/words/` only the two files that have them, for the sake of `draft`."""
    folder = assets.folder("lint_rules") / "words"
    reading, time = read_toml(folder / "reading.toml"), read_toml(folder / "time.toml")
    return _Words(
        frozenset(reading["abbreviation"]),
        frozenset(reading["abbreviation_at_end"]),
        frozenset((*reading["after_time"], *time["month"], *time["weekday"])),
        frozenset(reading["sentence_start"]),
        frozenset(time["month"]),
    )
