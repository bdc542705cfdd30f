"""Sentences as a person writes them: told apart, mended at both ends, and joined."""

import re
from collections.abc import Iterable, Sequence
from hashlib import sha256

from soapwriter.text.sentences import split_sentences

# Closed classes of grammar, not phrases: a line that begins with one of these is a whole sentence in lower case.
_STARTS = frozenset(
    "i i've i'm i'd i'll my me we our he she they their his her it its the a an this that these those there here every "
    "each all both most some no now today then since after before during in on at with without from for by to of "
    "until when while because as if so and but or once twice one two three four five six dr dr. prof prof.".split()
)
_ENDED = re.compile(r"(?:[.!?\u2026][\"'\u201d\u2019)]*|\]\])$")
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")


def mend(sentence: str, *, stem: str = "") -> str:
    """
    Return a sentence with a capital and one full stop.

    A line that goes on from a stem ("done 400 questions" after "I have") is put behind it.
    """
    text = _whole(" ".join(sentence.split()), stem=stem)
    text = re.sub(r"(?<!\.)\.\.$", ".", text.rstrip(" ,;:"))
    return text if _ENDED.search(text) else f"{text}."


def told(texts: Iterable[str], *, stem: str = "") -> tuple[str, ...]:
    """Return every sentence of some texts, mended."""
    return tuple(mend(sentence, stem=stem) for text in texts for sentence in split_sentences(text))


def clause(sentence: str) -> str:
    """Return a sentence without its full stop, for going on after it."""
    return re.sub(r"\.$", "", sentence.strip())


def inside(sentence: str) -> str:
    """Return a sentence's words as they stand after a colon: a small first letter where grammar allows it."""
    first, _, rest = sentence.partition(" ")
    small = first.lower() in _STARTS and not first.startswith(("I", "Dr", "Prof"))
    return f"{first.lower()} {rest}" if small else sentence


def listed(items: Sequence[str]) -> str:
    """Return items as a person lists them: "A", "A and B", "A, B and C"."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} and {items[-1]}"


def ordinal(number: int) -> str:
    """Return "first" for 1, and so on."""
    return _ORDINALS[number - 1] if number <= len(_ORDINALS) else f"{number}th"


def words(text: str) -> int:
    """Return how many words a text has."""
    return len(text.split())


def pick(wordings: Sequence[str], *, by: str) -> str:
    """Return one of several wordings, always the same one for the same key."""
    return wordings[int(sha256(by.encode("utf-8", "replace")).hexdigest(), 16) % len(wordings)]


def _whole(text: str, *, stem: str) -> str:
    first = text.partition(" ")[0]
    # A name such as "mRNA" or "iPad" keeps its own letters.
    if not first[:1].islower() or any(char.isupper() for char in first):
        return text
    if stem and first.rstrip(",").lower() not in _STARTS:
        return f"{stem} {text}"
    return text[:1].upper() + text[1:]
