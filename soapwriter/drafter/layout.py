"""A draft on paper: its lines and paragraphs, how long it is, and what was left out of it."""

import re
from collections.abc import Collection

from soapwriter.kinds import Limits, template_sentences_in
from soapwriter.text import count_words, page_lines, seconds_aloud, split_sentences


def laid_out(text: str, *, keep_lines: bool) -> str:
    """Return a rendered template with paragraphs where it has a line of "¶", and one space between words."""
    glue = "\n" if keep_lines else " "
    lines = [" ".join(line.split()) for line in text.splitlines()]
    paragraphs = "\n".join(line for line in lines if line).split("\n¶\n")
    return "\n\n".join(paragraph.strip("¶\n").replace("\n", glue) for paragraph in paragraphs) + "\n"


def _measures(text: str, limits: Limits, *, words: int) -> list[tuple[int, tuple[int, int], str]]:
    """Return each count that has a limit, with the limit and its name."""
    counts = {
        "words": words,
        "sentences": len(_sentences(text)),
        "characters": len(text),
        "seconds": seconds_aloud(words),
        "lines": page_lines(text),
    }
    return [(counts[name], span, name) for name in counts if (span := getattr(limits, name))]


def _sentences(text: str) -> list[str]:
    """Return the sentences of a draft; each line of a list is one."""
    return [sentence for line in text.splitlines() for sentence in split_sentences(line)]


def _most_words(text: str) -> int:
    """Return how many words a reader may count at most: the parts of "full-length" are two to some."""
    return len(re.findall(r"[^\W_]+(?:[.,:'’][^\W_]+)*", text))


def over(text: str, limits: Limits) -> bool:
    """Tell whether a draft is longer than it may be."""
    return any(count > most for count, (_, most), _ in _measures(text, limits, words=_most_words(text)))


def under(text: str, limits: Limits) -> bool:
    """Tell whether a draft is shorter than it may be."""
    return any(count < least for count, (least, _), _ in _measures(text, limits, words=count_words(text)))


def notes(whole: str, text: str, limits: Limits, *, own_words: Collection[str] = ()) -> tuple[str, ...]:
    """
    Return what was left out of the whole for its length, and what is still too long.

    And, where `own_words` names kinds, which sentences are still their templates'.
    """
    kept = dict.fromkeys(_sentences(text))
    dropped = [each for each in _sentences(whole) if each not in kept and "[[" not in each]
    over = [
        f"The draft has {count} {name}, and at most {most} are wanted: shorten your longest answers."
        for count, (_, most), name in _measures(text, limits, words=_most_words(text))
        if count > most
    ]
    borrowed = template_sentences_in(kept, *own_words) if own_words else []
    still = [f"Still the template's, so say it in your own words: {each}" for each in borrowed]
    return (*(f"Left out for length: {sentence}" for sentence in dropped), *over, *still)
