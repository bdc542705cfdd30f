"""Lists, counts and ordinals as a sentence has them."""

from collections.abc import Iterable, Sequence
from hashlib import sha256

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


def pick_wording(wordings: Sequence[str], *, by: str) -> str:
    """Return one of some wordings, always the same one for the same key."""
    # A hash of Python's own differs from run to run; a lone surrogate of a file's name has no bytes of its own.
    return wordings[int(sha256(by.encode("utf-8", "replace")).hexdigest(), 16) % len(wordings)]
