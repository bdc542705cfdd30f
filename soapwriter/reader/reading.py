"""What the reader says of one text, as plain values: labels, spans, parts of sentences, email parts, kinds."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from itertools import product
from typing import TYPE_CHECKING, Any, NamedTuple

from soapwriter.text import overlap

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from soapwriter.reader.card import Card, FaultCard, LabelCard
    from soapwriter.reader.encoder import Encoded

# What the model can be told of a text's kind before it; the last is for one that nobody has named.
KIND_WORDS = ("explanation", "statement", "thanks", "interest", "document")
UNNAMED = "document"
LABELS = ("ownership", "cause", "changes", "plan")
# The values of labels that find no fault.
_FAULTLESS = ("present", "concrete", "n/a")
# A piece that is half as likely as one that is shown still belongs to the same words.
_FAINT = 0.5
# Up to so many pieces between two runs are part of one span: "a lot" in "they did not, a lot, care".
_GAP = 2
# Fewer words than these are a shred of what is meant, and are pointed at with their sentence.
_FEW_WORDS = 4
# Of two faults in the same words the lesser one is shown where it is at least so likely, beside the likelier one.
_BESIDE = 0.7
_ENDS_IN_WORD = re.compile(r"[^\W_'’]['’\w]*\Z")
_BEGINS_WORD = re.compile(r"[\w'’]+")
_MARKS_BEFORE, _MARKS_AFTER = " \t\r\n,;:.!?)-–—'’", " \t\r\n,;:(-–—'‘"
# The layers of the encoder that `theme_of` takes.
_LAYERS = 3
# The guide's one law: who names the cause outside the writer does not own the failure.
_NEVER = ("present", "excuse")


class TextToRead(NamedTuple):
    """A text, one of `KIND_WORDS`, and where its sentences are (characters, end exclusive)."""

    text: str
    kind: str
    sentences: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class FoundSpan:
    """Words of a category, in characters, end exclusive; `vector` is what they are about, as `theme_of` gives it."""

    category: str
    start: int
    end: int
    probability: float
    vector: Any = field(repr=False, compare=False)


class Part(NamedTuple):
    """A part that a sentence serves, and the probability of that."""

    name: str
    probability: float


@dataclass(frozen=True)
class Reading:
    """
    What the reader says of one text; every number is a probability.

    `labels` has each value of each label, `faults` that something is wrong with the part of each label, `sentences`
    each part's for every sentence, `email` each email part's,
    `kinds` each kind's. `sound` is how likely an adviser would send the text as it is. `spans` are in text order, and
    do not overlap. `vectors` are what the sentences are like, each of length 1.
    """

    labels: Mapping[str, Mapping[str, float]]
    faults: Mapping[str, float]
    spans: tuple[FoundSpan, ...]
    sentences: tuple[Mapping[str, float], ...]
    email: Mapping[str, float]
    kinds: Mapping[str, float]
    sound: float
    vectors: tuple[Any, ...] = field(default=(), repr=False, compare=False)

    def label(self, name: str) -> str:
        """Return the likeliest value of a label, such as "present"."""
        return self._likeliest[name]

    def probability(self, name: str) -> float:
        """Return the probability of a label's likeliest value."""
        return self.labels[name][self.label(name)]

    @property
    def _likeliest(self) -> dict[str, str]:
        best = {name: max(values, key=lambda value: values[value]) for name, values in self.labels.items()}
        if (best["ownership"], best["cause"]) == _NEVER:
            best["ownership"], best["cause"] = _likeliest_pair(self.labels)
        return best


def _likeliest_pair(labels: Mapping[str, Mapping[str, float]]) -> tuple[str, str]:
    """Return the likeliest values of ownership and cause that go together."""
    ownership, cause = labels["ownership"], labels["cause"]
    pairs = (pair for pair in product(ownership, cause) if pair != _NEVER)
    return max(pairs, key=lambda pair: ownership[pair[0]] * cause[pair[1]])


def reading_of(given: TextToRead, encoded: Encoded, card: Card) -> Reading:
    """Return what raw answers say of a text."""
    names = card.names
    sound = float(_sigmoid(encoded.text["clean"].min(0))[0])
    labels = {name: _label(name, encoded, card) for name in LABELS}
    sentences = [_pieces_in(encoded.places, place) for place in given.sentences]
    kinds = _softmax(encoded.text["kind"].mean(0))
    return Reading(
        labels=labels,
        faults={name: _fault(values, sound, card.labels[name]) for name, values in labels.items()},
        spans=tuple(_without_overlaps(_spans(given, sentences, encoded, card, sound), card.verdict.warning)),
        sentences=tuple(_parts(encoded, pieces, names["parts"]) for pieces in sentences),
        email=_named(names["email"], _sigmoid(encoded.text["email"].max(0))),
        kinds=_named(names["kinds"], kinds),
        sound=sound,
        vectors=tuple(vector_of(encoded, place) for place in given.sentences),
    )


def _label(name: str, encoded: Encoded, card: Card) -> dict[str, float]:
    """Return a label's probabilities: those of the window that is likeliest to answer the question at all."""
    how, values = card.labels[name], card.names[name]
    rows = [_softmax(row / how.temperature) for row in encoded.text[name]]
    return _named(values, min(rows, key=lambda row: float(row[values.index("n/a")])))


def _parts(encoded: Encoded, pieces: tuple[int, int], names: Sequence[str]) -> dict[str, float]:
    first, last = pieces
    if first >= last:
        return dict.fromkeys(names, 0.0)
    return _named(names, _sigmoid(encoded.pieces["sentence"][first:last].mean(0)))


def _spans(
    given: TextToRead, sentences: Sequence[tuple[int, int]], encoded: Encoded, card: Card, sound: float
) -> Iterator[FoundSpan]:
    """Yield the spans of every category, sentence by sentence."""
    import numpy as np

    present = _sigmoid(encoded.text["present"].max(0))
    scores = np.sqrt(_sigmoid(encoded.pieces["tokens"]) * present)
    for at, category in enumerate(card.names["categories"]):
        how, shown = card.categories[category], card.verdict.note
        if scores.size == 0:
            continue
        likely = calibrated(scores[:, at], sound, how)
        if likely.max() < shown:
            continue
        for first, last in sentences:
            for start, end in _runs(likely[first:last], shown):
                place = _words(given.text, encoded.places[first + start][0], encoded.places[first + end - 1][1])
                place = _whole(given, place)
                likelihood = float(likely[first + start : first + end].max())
                yield FoundSpan(category, *place, likelihood, theme_of(encoded, place))


def _fault(values: Mapping[str, float], sound: float, how: LabelCard) -> float:
    """Return the probability that something is wrong with a part, given its label's probabilities."""
    return float(calibrated(1 - sum(values.get(value, 0.0) for value in _FAULTLESS), sound, how))


def calibrated(score: Any, sound: float, how: FaultCard) -> Any:
    """Return raw scores, from 0 to 1, as probabilities of a fault, in a text that is sound with a probability."""
    return _sigmoid(how.slope * _odds(score) + how.unsound * _odds(1 - sound) + how.offset)


def _odds(value: Any) -> Any:
    """Return the log odds of probabilities; of 0 and 1 nearly so."""
    import numpy as np

    safe = np.clip(value, 1e-6, 1 - 1e-6)
    return np.log(safe / (1 - safe))


def _runs(likely: Any, shown: float) -> Iterator[tuple[int, int]]:
    """Yield the runs of pieces that belong together and of which one is likely enough to be shown."""
    faint = [at for at, value in enumerate(likely) if value >= shown * _FAINT]
    groups: list[list[int]] = []
    for at in faint:
        if groups and at - groups[-1][-1] <= _GAP + 1:
            groups[-1].append(at)
        else:
            groups.append([at])
    for group in groups:
        if max(likely[at] for at in group) >= shown:
            yield group[0], group[-1] + 1


def _words(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a place widened to whole words, without blanks and marks at its ends."""
    before, after = _ENDS_IN_WORD.search(text[:start]), _BEGINS_WORD.match(text, end)
    if before and text[start].isalnum():
        start = before.start()
    if after and text[end - 1].isalnum():
        end = after.end()
    trimmed = text[start:end].rstrip(_MARKS_AFTER)
    bare = trimmed.lstrip(_MARKS_BEFORE)
    return (start + len(trimmed) - len(bare), start + len(trimmed)) if bare else (start, end)


def _whole(given: TextToRead, place: tuple[int, int]) -> tuple[int, int]:
    """Return a place, or its sentence where the place is too few words to be understood by themselves."""
    start, end = place
    if len(given.text[start:end].split()) >= _FEW_WORDS:
        return place
    return next((whole for whole in given.sentences if whole[0] <= start and end <= whole[1]), place)


def _without_overlaps(spans: Iterable[FoundSpan], sure: float) -> list[FoundSpan]:
    """Return spans in text order; of two that overlap the less likely stays only where it is `sure` enough itself."""
    kept: list[FoundSpan] = []
    for span in sorted(spans, key=lambda each: -each.probability):
        rivals = [other.probability for other in kept if overlap(span, other)]
        least = max(sure, _BESIDE * max(rivals)) if rivals else 0.0
        same = any(other.category == span.category and overlap(span, other) for other in kept)
        if not same and span.probability >= least:
            kept.append(span)
    return sorted(kept, key=lambda span: (span.start, span.end))


def _pieces_in(places: Sequence[tuple[int, int]], place: tuple[int, int]) -> tuple[int, int]:
    """Return the pieces that lie in a place: the first, and the one after the last."""
    first = bisect_left(places, (place[0], 0))
    return first, max(first, bisect_left(places, (place[1], 0)))


def vector_of(encoded: Encoded, place: tuple[int, int]) -> Any:
    """Return what the words of a place (characters, end exclusive) are like: a vector of length 1."""
    first, last = _pieces_in(encoded.places, place)
    states = encoded.pieces["states"]
    return unit(states[first:last].mean(0) if first < last else states.sum(0))


def theme_of(encoded: Encoded, place: tuple[int, int]) -> Any:
    """Return what the words of a place are about: the first, the middle and the last layer, each of length 1."""
    import numpy as np

    first, last = _pieces_in(encoded.places, place)
    layers = np.concatenate([encoded.pieces["early"], encoded.pieces["states"]], axis=-1)
    mean = layers[first:last].mean(0) if first < last else layers.sum(0)
    return np.concatenate([unit(part) for part in np.split(mean, _LAYERS)])


def unit(vector: Any) -> Any:
    """Return a vector with length 1."""
    import numpy as np

    length = float(np.linalg.norm(vector))
    return vector / length if length else vector


def _named(names: Sequence[str], values: Any) -> dict[str, float]:
    return {name: float(value) for name, value in zip(names, values, strict=True)}


def _sigmoid(values: Any) -> Any:
    import numpy as np

    return 1 / (1 + np.exp(-values))


def _softmax(values: Any) -> Any:
    import numpy as np

    raised = np.exp(values - values.max())
    return raised / raised.sum()
