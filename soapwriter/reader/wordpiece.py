"""
The encoder's vocabulary: a text as word pieces, each with its place in characters.

This is the WordPiece of BERT's uncased models, done here because the libraries that do it bring a downloader along,
and this program opens no network. `training/export.py` holds it against the library that the encoder was trained with.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# WordPiece drops line ends; this sign keeps them, and being one character too it keeps every offset.
LINE_END = "\u00b6"
_UNKNOWN, _FIRST, _BETWEEN = "[UNK]", "[CLS]", "[SEP]"
_GOES_ON = "##"
# BERT takes a longer word as unknown.
_LONGEST_WORD = 100
# In ASCII, letters and digits form words and every other sign is a word of its own.
_ASCII_WORD = re.compile(r"[a-z0-9]+|[!-/:-@\[-`{-~]")
_ASCII_SIGNS = frozenset(map(chr, (*range(33, 48), *range(58, 65), *range(91, 97), *range(123, 127))))
# The blocks of Chinese characters that BERT takes as words of their own.
_IDEOGRAPHS = (
    (0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0x20000, 0x2A6DF), (0x2A700, 0x2B73F), (0x2B740, 0x2B81F),
    (0x2B820, 0x2CEAF), (0xF900, 0xFAFF), (0x2F800, 0x2FA1F),
)  # fmt: skip


class Pieces(NamedTuple):
    """The pieces of a text by their numbers in the vocabulary, and each one's place (characters, end exclusive)."""

    ids: list[int]
    places: list[tuple[int, int]]


class WordPiece:
    """Cuts texts into the pieces of a vocabulary."""

    def __init__(self, vocabulary: str) -> None:
        """Take a vocabulary: one piece a line, numbered from 0."""
        pieces = vocabulary.split("\n")
        self._numbers = {piece: number for number, piece in enumerate(pieces) if piece}
        self._pieces_of = lru_cache(maxsize=16384)(self._cut)

    @cached_property
    def first(self) -> int:
        """The number of the piece that begins every input."""
        return self._numbers[_FIRST]

    @cached_property
    def between(self) -> int:
        """The number of the piece that ends each part of an input."""
        return self._numbers[_BETWEEN]

    def word(self, word: str) -> int:
        """Return the number of a word that is one piece."""
        return self._numbers[word]

    def pieces(self, text: str) -> Pieces:
        """Return a text's pieces."""
        found = Pieces([], [])
        for word, places in _words(re.sub(r"\r\n?|\n", _line_end, text)):
            before = 0
            for number, length in self._pieces_of(word):
                found.ids.append(number)
                found.places.append((places[before], places[before + length - 1] + 1))
                before += length
        return found

    def _cut(self, word: str) -> tuple[tuple[int, int], ...]:
        """Return the longest pieces that a word is made of, each with its length; one unknown piece where none fits."""
        whole = ((self._numbers[_UNKNOWN], len(word)),)
        if len(word) > _LONGEST_WORD:
            return whole
        found: list[tuple[int, int]] = []
        at = 0
        while at < len(word):
            end = len(word)
            while end > at and self._piece(word, at, end) not in self._numbers:
                end -= 1
            if end == at:
                return whole
            found.append((self._numbers[self._piece(word, at, end)], end - at))
            at = end
        return tuple(found)

    @staticmethod
    def _piece(word: str, start: int, end: int) -> str:
        return f"{_GOES_ON if start else ''}{word[start:end]}"


def _line_end(match: re.Match[str]) -> str:
    return LINE_END.ljust(len(match.group()))


def _words(text: str) -> Iterator[tuple[str, Sequence[int]]]:
    """Yield each word in small letters, and the places of its letters."""
    if text.isascii():
        found = _ASCII_WORD.finditer(text.lower())
        yield from ((match.group(), range(match.start(), match.end())) for match in found)
        return
    letters: list[str] = []
    places: list[int] = []
    for at, character in enumerate(f"{text} "):
        kind = _kind(character)
        if kind in ("blank", "sign") and letters:
            yield "".join(letters), places
            letters, places = [], []
        if kind in ("sign", "letter"):
            plain = _without_accents(character)
            letters.extend(plain)
            places.extend([at] * len(plain))
        if kind == "sign" and letters:
            yield "".join(letters), places
            letters, places = [], []


@lru_cache(maxsize=4096)
def _without_accents(character: str) -> str:
    decomposed = unicodedata.normalize("NFD", character)
    return "".join(each for each in decomposed if unicodedata.category(each) != "Mn").lower()


@lru_cache(maxsize=4096)
def _kind(character: str) -> str:
    """Return whether a character is a "blank", a "sign" that is a word of its own, a "letter", or "nothing"."""
    category = unicodedata.category(character)
    if character in "\t\n\r" or category[0] == "Z":
        return "blank"
    if category in ("Cc", "Cf", "Cs", "Co") or character == "\ufffd":
        return "nothing"
    if character in _ASCII_SIGNS or category[0] == "P" or _is_ideograph(character):
        return "sign"
    return "letter"


def _is_ideograph(character: str) -> bool:
    return any(first <= ord(character) <= last for first, last in _IDEOGRAPHS)
