"""How long a text is and how hard to read; the reading grade is textstat's."""

from __future__ import annotations

import sys
from functools import cache
from types import ModuleType
from typing import TYPE_CHECKING

from soapwriter.finding import Counts
from soapwriter.text import seconds_aloud

if TYPE_CHECKING:
    from collections.abc import Callable

    from soapwriter.nlp import ParsedDocument


def count(parsed: ParsedDocument) -> Counts:
    """Return a document's counts; sentences are those of the body, without greeting, subject and closing."""
    body = [sentence for sentence in parsed.sentences if sentence.role in ("text", "item")]
    words = sum(sentence.words for sentence in parsed.sentences)
    prose = " ".join(parsed.document.prose[sentence.span.start : sentence.span.end] for sentence in body)
    return Counts(
        characters=len(parsed.document.text),
        words=words,
        sentences=len(body),
        spoken_seconds=seconds_aloud(words),
        grade=round(max(_grade()(prose), 0.0), 1) if prose else 0.0,
    )


@cache
def _grade() -> Callable[[str], float]:
    """
    Return textstat's Coleman-Liau index, which counts letters.

    textstat's other grades count syllables with a dictionary that nltk fetches over the network when it is absent. So
    textstat is imported with an empty nltk in its place: nothing of it is wanted, nothing can be fetched, and a third
    of a second is saved.
    """
    missing = "nltk" not in sys.modules
    if missing:
        sys.modules["nltk"] = ModuleType("nltk")
    try:
        import textstat
    finally:
        if missing:
            del sys.modules["nltk"]
    grade: Callable[[str], float] = textstat.coleman_liau_index
    return grade
