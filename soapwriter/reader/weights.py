"""Which words a label hangs on: what its probability loses when they are left out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from soapwriter.reader.reading import reading_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from soapwriter.reader.encoder import Encoder
    from soapwriter.reader.reading import TextToRead

_WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")
# Words are tried in the sentences that weigh most: each try is one run of the model.
_SENTENCES = 2
_SHOWN = 5
# A smaller loss of probability says nothing about a word.
_LEAST = 0.01


class Weight(NamedTuple):
    """A place in characters (end exclusive), and what the label's probability loses without its words."""

    start: int
    end: int
    loss: float


def weights(encoder: Encoder, given: TextToRead, name: str) -> tuple[tuple[Weight, ...], tuple[Weight, ...]]:
    """Return the sentences and the words that weigh most for the likeliest value of a label, the heaviest first."""
    encoded = encoder.encode(given.text, given.kind)
    reading = reading_of(given, encoded, encoder.card)
    value = reading.label(name)
    before = reading.labels[name][value]

    def lost(places: Sequence[tuple[int, int]]) -> list[Weight]:
        found = (Weight(*place, before - _probability(encoder, given, place, name, value)) for place in places)
        return sorted((each for each in found if each.loss >= _LEAST), key=lambda each: -each.loss)

    sentences = lost(given.sentences)
    chosen = sentences[:_SENTENCES] or [Weight(*place, 0.0) for place in given.sentences[:_SENTENCES]]
    words = lost([word for sentence in chosen for word in _words(given.text, sentence)])
    return tuple(sentences[:_SHOWN]), tuple(words[:_SHOWN])


def _words(text: str, sentence: Weight) -> Iterator[tuple[int, int]]:
    yield from (match.span() for match in _WORD.finditer(text, sentence.start, sentence.end))


def _probability(encoder: Encoder, given: TextToRead, place: tuple[int, int], name: str, value: str) -> float:
    """Return the probability of a label's value where the words of a place are left out."""
    start, end = place
    text = f"{given.text[:start]}{' ' * (end - start)}{given.text[end:]}"
    read = given._replace(text=text)
    return reading_of(read, encoder.encode(text, given.kind), encoder.card).labels[name][value]
