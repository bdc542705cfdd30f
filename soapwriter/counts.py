"""How long a text is and how hard to read; the reading grade is textstat's."""

from __future__ import annotations

import sys
from functools import cache
from importlib.util import LazyLoader, find_spec, module_from_spec
from typing import TYPE_CHECKING

from soapwriter.finding import Counts

if TYPE_CHECKING:
    from collections.abc import Callable

    from soapwriter.reading import Reading

WORDS_A_MINUTE = 145


def count(reading: Reading) -> Counts:
    """Return a document's counts; sentences are those of the body, without greeting, subject and closing."""
    body = [sentence for sentence in reading.sentences if sentence.role in ("text", "item")]
    words = sum(sentence.words for sentence in reading.sentences)
    prose = " ".join(reading.document.prose[sentence.span.start : sentence.span.end] for sentence in body)
    return Counts(
        characters=len(reading.document.text),
        words=words,
        sentences=len(body),
        spoken_seconds=seconds_aloud(words),
        grade=round(max(_grade()(prose), 0.0), 1) if prose else 0.0,
    )


def seconds_aloud(words: int) -> int:
    """Return how many seconds it takes to say so many words, at 145 a minute (140 to 150 are usual in interviews)."""
    return round(words * 60 / WORDS_A_MINUTE)


@cache
def _grade() -> Callable[[str], float]:
    """
    Return textstat's Coleman-Liau index, which counts letters.

    textstat's other grades count syllables with a dictionary that nltk would fetch over the network when it is absent.
    nltk is therefore only ever prepared, never run: a lazy module costs nothing and opens nothing.
    """
    if "nltk" not in sys.modules:
        _prepare_lazily("nltk")
    import textstat

    grade: Callable[[str], float] = textstat.coleman_liau_index
    return grade


def _prepare_lazily(name: str) -> None:
    spec = find_spec(name)
    if spec is None or spec.loader is None:
        return
    spec.loader = LazyLoader(spec.loader)
    module = module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
