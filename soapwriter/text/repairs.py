"""
Damaged characters: what is left of one that was read in another encoding, and words that something unseen divides.

A repaired text is as long as the damaged one, so that a place in one is a place in the other: a word that becomes
shorter is followed by blanks.
"""

import html
import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import NamedTuple

from soapwriter.text.dictionary import further_words

# Any of these is in a word that may be damaged; most texts have none.
_SUSPICIOUS = re.compile(
    "[&\x80-\x9f\u00ad\u00c2\u00c3\u00e2\u00ed\u00d5\u00d4\u00d2\u00d3\u00ec\u00ee\u0300-\u036f\u200b-\u200d\u2060\ufeff]"
)
_RUN = re.compile(r"\S+")
_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff]|(?<=[A-Za-z])[\u200c\u200d](?=[A-Za-z])")
_ENTITY = re.compile(r"&(?:#\d{2,6}|#[xX][0-9a-fA-F]{2,5}|[A-Za-z]{2,8}\d{0,2});")
# UTF-8 that was read as Windows-1252: "â€™", "Ã±", "Â ".
_MOJIBAKE = re.compile(
    "\u00e2\u20ac[\u0153\u009d\u201c\u201d\u02dc\u2122\u00a6\u00a2\u201a\u017e]|\u00c3[\u0080-\u00bf\u0152-\u2122]|\u00c2[\u0080-\u00bf]"
)
# Windows-1252 that was read as Latin-1: control characters in the place of marks.
_CONTROL = re.compile("[\x80\x82-\x8c\x8e\x91-\x9c\x9e\x9f]")
# A Windows text that was read as one of a Mac: an apostrophe became "í". Spanish and Portuguese words may end so too.
_MAC_APOSTROPHE = re.compile(
    r"(?<=\bI)\u00ed(?=(?:m|ve|d|ll)\b)|(?<=[A-Za-z]n)\u00ed(?=t\b)|(?<=[a-z])\u00ed(?=(?:ve|re|ll)\b)"
    r"|(?<=[a-z]{3}s)\u00ed(?![\w])|(?<=[a-z]{2})\u00ed(?=s\b)"
)
_NAMES = re.compile(r"(?i)(?:lu|sol|as|par|pa|in|den|val|mar|ru|mo)\u00eds\b")
# A Mac text that was read as one of Windows: the apostrophe became "Õ", quotation marks "Ò" and "Ó".
_WINDOWS_APOSTROPHE = re.compile(r"(?<=[a-zI])\u00d5(?=[a-z]|\W|\Z)")
_WINDOWS_QUOTES = re.compile(r"\u00d2(?=[A-Za-z][^\u00d2\u00d3\n]{0,200}\u00d3)|(?<=[a-z.,!?])\u00d3(?!\w)")
_MARKS = {"\u00d2": "\u201c", "\u00d3": "\u201d"}
_ACCENTED = re.compile("[A-Za-z][\u0300-\u036f]+")
_DIVIDED = re.compile(r"(?<![\w-])([A-Za-z]{2,})-[ \t]*(\r?\n[ \t]*)([a-z]{2,})(?![\w-])(\S*)")
_ENDINGS = ("s", "es", "d", "ed", "ing", "ly", "n")


class Damage(NamedTuple):
    """A place in a text, in characters, and what was meant there."""

    start: int
    end: int
    meant: str


class Repair(NamedTuple):
    """A run without blanks that was repaired, in characters, and how many characters shorter it became."""

    start: int
    end: int
    removed: int


class Repaired(NamedTuple):
    """A text with its words whole, as long as before, and where that changed something."""

    text: str
    repairs: tuple[Repair, ...]


def repaired(text: str) -> Repaired:
    """Return a text with the characters that were meant, each word whole, at the same length."""
    text = _DIVIDED.sub(_joined, text)
    if not _SUSPICIOUS.search(text):
        return Repaired(text, ())
    pieces: list[str] = []
    repairs: list[Repair] = []
    at = 0
    for run in _RUN.finditer(text):
        whole = _whole(run.group()) if _SUSPICIOUS.search(run.group()) else run.group()
        if whole != run.group() and len(whole) <= len(run.group()):
            repairs.append(Repair(*run.span(), len(run.group()) - len(whole)))
            pieces += text[at : run.start()], whole.ljust(len(run.group()))
            at = run.end()
    return Repaired("".join((*pieces, text[at:])), tuple(repairs))


def damages(text: str) -> Iterator[Damage]:
    """Yield what is left of characters that were read in another encoding, in order."""
    found = [Damage(*match.span(), meant(match)) for pattern, meant in _DAMAGE for match in pattern.finditer(text)]
    end = 0
    for damage in sorted(found):
        if damage.start >= end and damage.meant != text[damage.start : damage.end]:
            yield damage
            end = damage.end


def loose_accents(text: str) -> Iterator[Damage]:
    """Yield the letters whose accents are characters of their own, where one character has both."""
    for match in _ACCENTED.finditer(text):
        letter = unicodedata.normalize("NFC", match.group())
        if letter != match.group():
            yield Damage(*match.span(), letter)


def rejoined(before: str, after: str) -> str | None:
    """Return a word that was divided at the end of a line, given its halves; None where its hyphen is its own."""
    joined = f"{before}{after}".lower()
    stems = [joined, *(joined.removesuffix(ending) for ending in _ENDINGS if joined.endswith(ending))]
    return f"{before}{after}" if not further_words().isdisjoint(stems) else None


def _joined(match: re.Match[str]) -> str:
    word = rejoined(match[1], match[3])
    # The line ends after the word instead.
    return match.group() if word is None else f"{word}{match[4]}{match[2]}".ljust(len(match.group()))


def _whole(run: str) -> str:
    pieces: list[str] = []
    at = 0
    for damage in damages(run):
        pieces += run[at : damage.start], damage.meant
        at = damage.end
    bare = _UNSEEN.sub("", "".join((*pieces, run[at:])))
    return unicodedata.normalize("NFC", bare)


def _entity(match: re.Match[str]) -> str:
    meant = html.unescape(match.group())
    return " " if meant == "\u00a0" else meant if len(meant) == 1 and meant.isprintable() else match.group()


def _mojibake(match: re.Match[str]) -> str:
    try:
        return match.group().encode("cp1252").decode("utf-8").replace("\u00a0", " ")
    except UnicodeError:
        # Windows-1252 has no sign for some bytes, which come as control characters.
        data = b"".join(char.encode("latin-1" if ord(char) < 256 else "cp1252", "replace") for char in match.group())
        return data.decode("utf-8", "replace").replace("\ufffd", "") or match.group()


def _apostrophe(match: re.Match[str]) -> str:
    word = match.string[max(0, match.start() - 4) : match.end() + 1]
    return match.group() if _NAMES.search(word) else "\u2019"


_DAMAGE: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (_ENTITY, _entity),
    (_MOJIBAKE, _mojibake),
    (_CONTROL, lambda match: match.group().encode("latin-1").decode("cp1252")),
    (_MAC_APOSTROPHE, _apostrophe),
    (_WINDOWS_APOSTROPHE, lambda _: "\u2019"),
    (_WINDOWS_QUOTES, lambda match: _MARKS[match.group()]),
)
