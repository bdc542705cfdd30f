"""Words in a sentence: lists, numbers and ordinals; and how long words take to say, or to print."""

from collections.abc import Iterable
from hashlib import sha256

# 140 to 150 words a minute are usual in interviews.
_WORDS_A_MINUTE = 145
# In characters: A4 or Letter with the usual margins and a font of 11 points.
_PAGE_WIDTH = 90
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")


def listed(items: Iterable[str], *, last: str = "and") -> str:
    """Return items as a person lists them: "", "A", "A and B", "A, B and C"; `last` is "and" or "or"."""
    *others, end = tuple(items) or ("",)
    return f"{', '.join(others)} {last} {end}" if others else end


def counted(number: int, noun: str) -> str:
    """Return a number with its noun: "1 error", "2,000 errors"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def ordinal(number: int) -> str:
    """Return "first" for 1, and so on."""
    return _ORDINALS[number - 1] if number <= len(_ORDINALS) else f"{number}th"


def count_words(text: str) -> int:
    """Return how many words a text has, between blanks."""
    return len(text.split())


def seconds_aloud(words: int) -> int:
    """Return how many seconds it takes to say so many words, at 145 a minute."""
    return round(words * 60 / _WORDS_A_MINUTE)


def page_lines(text: str) -> int:
    """Return how many lines a text takes on a printed page, at 90 characters a line; blank lines count."""
    return sum(max(1, -(-len(line) // _PAGE_WIDTH)) for line in text.strip().splitlines())


def number_of(text: str) -> int:
    """Return a number that is always the same for the same text, and by chance another for another one."""
    # A hash of Python's own differs from run to run; a lone surrogate of a file's name has no bytes of its own.
    return int(sha256(text.encode("utf-8", "replace")).hexdigest(), 16)
