"""A draft as it is read: its lines and paragraphs, how long it is, and what was left out of it."""

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

from soapwriter.kinds import Limits, template_sentences_in
from soapwriter.text import count_words, page_lines, seconds_aloud, split_sentences, without_full_stop

LEFT_OUT = "Left out for length"


class _Measure(NamedTuple):
    unit: str
    size: int
    least: int
    most: int


def laid_out(text: str, *, keep_lines: bool) -> str:
    """
    Return a rendered template in paragraphs, with one space between words.

    A line of "¶" separates paragraphs. With `keep_lines` other line ends stay; without it they become spaces.
    """
    glue = "\n" if keep_lines else " "
    lines = filter(None, (" ".join(line.split()) for line in text.splitlines()))
    paragraphs = "\n".join(lines).split("\n¶\n")
    return "\n\n".join(paragraph.strip("¶\n").replace("\n", glue) for paragraph in paragraphs) + "\n"


def over(text: str, limits: Limits) -> bool:
    """Return whether a draft is longer than it may be, however its words are counted."""
    return any(_excesses(text, limits))


def under(text: str, limits: Limits) -> bool:
    """Return whether a draft is shorter than it may be."""
    return any(measure.size < measure.least for measure in _measures(text, limits, words=count_words(text)))


def notes(whole: str, text: str, limits: Limits, *, own_words: Collection[str] = ()) -> tuple[str, ...]:
    """
    Return in sentences what a person should know about a draft.

    Args:
        whole: the draft with all of the facts.
        text: the draft with as much of them as the limits allow.
        limits: how long it may be.
        own_words: the ids of kinds whose own sentences are named where they are still in the text; for none, nothing.
    """
    kept = dict.fromkeys(_sentences(text))
    borrowed = template_sentences_in(kept, *own_words) if own_words else []
    return (
        *(f"{LEFT_OUT}: {sentence}" for sentence in _left_out(whole, text)),
        *_excesses(text, limits),
        *(f"Still the template's, so say it in your own words: {sentence}" for sentence in borrowed),
    )


def _left_out(whole: str, text: str) -> Iterator[str]:
    """Yield the sentences that were not kept, alone or joined to another, without those that have a placeholder."""
    kept = text.lower()
    for sentence in _sentences(whole):
        if without_full_stop(sentence).lower() not in kept and "[[" not in sentence:
            yield sentence


def _excesses(text: str, limits: Limits) -> Iterator[str]:
    """Yield a sentence for each limit that a draft exceeds."""
    for unit, size, _, most in _measures(text, limits, words=_most_words(text)):
        if size > most:
            yield f"The draft has {size} {unit}, and at most {most} are wanted: shorten your longest answers."


def _measures(text: str, limits: Limits, *, words: int) -> Iterator[_Measure]:
    """Yield each size that has a limit."""
    sizes = {
        "words": words,
        "sentences": len(_sentences(text)),
        "characters": len(text),
        "seconds": seconds_aloud(words),
        "lines": page_lines(text),
    }
    for unit, size in sizes.items():
        if span := getattr(limits, unit):
            yield _Measure(unit, size, *span)


def _sentences(text: str) -> list[str]:
    """Return the sentences of a draft; each line of a list is one."""
    return [sentence for line in text.splitlines() for sentence in split_sentences(line)]


def _most_words(text: str) -> int:
    """Return how many words a reader may count at most: for some, "full-length" is two."""
    return len(re.findall(r"[^\W_]+(?:[.,:'’][^\W_]+)*", text))
