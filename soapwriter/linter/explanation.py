"""The explanation in a text: which sentences serve which of the four parts, and the label of each part."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from soapwriter.finding import PARTS, Passage, ReportedSentence, Structure
from soapwriter.reader import Part, is_warning, load_card

if TYPE_CHECKING:
    from collections.abc import Sequence

    from soapwriter.kinds import Kind
    from soapwriter.nlp import ParsedDocument, Sentence

OTHER = "other"
# A part with one of these labels is somewhere in the text: the likeliest sentence serves it, however faintly.
_ABSENT = ("missing", "n/a")
# What may be said against each part.
FAULTS = {
    "ownership": ("hedged", "missing"),
    "cause": ("excuse", "missing"),
    "changes": ("vague", "future-only", "missing"),
    "plan": ("missing",),
}


class Served(NamedTuple):
    """A sentence with the parts that it serves, in the order of PARTS, and how many of its words each has."""

    sentence: Sentence
    parts: tuple[Part, ...]
    words: tuple[int, ...]


class Explanation:
    """
    What one document says of a failed exam.

    A kind that asks for no explanation, or a text that the reader takes for none, is "n/a" throughout.
    """

    def __init__(self, parsed: ParsedDocument, kind: Kind) -> None:
        self._parsed = parsed
        self._kind = kind
        self._card = load_card()

    @cached_property
    def is_asked(self) -> bool:
        """Whether the text must have the four parts: it is of a kind that may explain, and speaks of a failed exam."""
        told = any(sentence.role in ("text", "item") for sentence in self._parsed.sentences)
        may_explain = told and self._kind.may_explain(self._parsed.document.form) and self._parsed.is_english
        return may_explain and self._parsed.reading.label("ownership") != "n/a"

    @cached_property
    def served(self) -> tuple[Served, ...]:
        """Every sentence with the parts that it serves; none outside the body, or where no explanation is asked."""
        chosen = [self._parts_of(number) for number in range(len(self._parsed.sentences))]
        for part in PARTS:
            self._place(part, chosen)
        pairs = zip(self._parsed.sentences, chosen, strict=True)
        return tuple(_served(sentence, parts) for sentence, parts in pairs)

    def _parts_of(self, number: int) -> list[Part]:
        if not self._may_serve(number):
            return []
        likely = self._parsed.reading.sentences[number]
        return [Part(part, likely[part]) for part in PARTS if likely[part] >= self._card.part]

    def _may_serve(self, number: int) -> bool:
        return self.is_asked and self._parsed.sentences[number].role in ("text", "item")

    def _place(self, part: str, chosen: list[list[Part]]) -> None:
        """Have the likeliest sentence serve a part that is in the text, where no sentence does."""
        numbers = [number for number in range(len(chosen)) if self._may_serve(number)]
        is_placed = any(each.name == part for parts in chosen for each in parts)
        if not numbers or is_placed or self._parsed.reading.label(part) in _ABSENT:
            return
        likely = self._parsed.reading.sentences
        best = max(numbers, key=lambda number: likely[number][part])
        chosen[best] = sorted([*chosen[best], Part(part, likely[best][part])], key=lambda each: PARTS.index(each.name))

    def of(self, part: str) -> list[Sentence]:
        """Return the sentences that serve a part, in order."""
        return [each.sentence for each in self.served if any(part == name for name, _ in each.parts)]

    def likeliest(self, part: str) -> Sentence | None:
        """Return the sentence that most likely serves a part, of those that do; None where none does."""
        likely = [
            (each.probability, -number)
            for number, served in enumerate(self.served)
            for each in served.parts
            if each.name == part
        ]
        return self.served[-max(likely)[1]].sentence if likely else None

    @cached_property
    def scope(self) -> list[Sentence]:
        """The sentences of the explanation: all of the body in a kind that is one, else those that serve a part."""
        if not self.is_asked:
            return []
        whole = self._kind.parts == "required"
        return [
            each.sentence for each in self.served if each.parts or (whole and each.sentence.role in ("text", "item"))
        ]

    def is_sure_of(self, part: str) -> bool:
        """Return whether the label that finds fault with a part is likely enough for a warning."""
        reading = self._parsed.reading
        likely = is_warning(self._card, self._card.labels[part], reading.faults[part], reading.sound)
        return likely and self.label(part) in FAULTS[part]

    def is_certain_of(self, part: str) -> bool:
        """Return whether a part is missing beyond doubt."""
        return self.label(part) == "missing" and self.probability(part) >= self._card.missing_error

    def label(self, part: str) -> str:
        """Return a part's label."""
        return self._parsed.reading.label(part) if self.is_asked else "n/a"

    def probability(self, part: str) -> float:
        """Return the probability of a part's label."""
        return self._parsed.reading.labels[part][self._parsed.reading.label(part)]

    @cached_property
    def structure(self) -> Structure:
        """The labels of the four parts, their probabilities, and the runs of sentences that serve them."""
        probabilities = self._parsed.reading.labels
        ownership, cause, changes, plan = map(self.label, PARTS)
        return Structure(ownership, cause, changes, plan, self._passages(), probabilities)

    def _passages(self) -> tuple[Passage, ...]:
        inside = frozenset(self.scope)
        told = [each for each in self.served if each.sentence in inside]
        runs = groupby(told, key=lambda each: [part.name for part in each.parts])
        return tuple(passage for names, run in runs for passage in _passages(names, list(run)))

    @cached_property
    def reported_sentences(self) -> tuple[ReportedSentence, ...]:
        """Every sentence, with the words that it has for each part."""
        inside = frozenset(self.scope)
        return tuple(_reported(each, told=each.sentence in inside) for each in self.served)


def _served(sentence: Sentence, parts: Sequence[Part]) -> Served:
    return Served(sentence, tuple(parts), _shared(sentence.words, [part.probability for part in parts]))


def _shared(words: int, weights: Sequence[float]) -> tuple[int, ...]:
    """
    Return a number of words shared out by weights, to whole words that add up to it.

    Each has at least one word where there are enough.
    """
    if not weights:
        return ()
    total = sum(weights) or 1
    found = [max(1, int(words * weight / total)) if words >= len(weights) else 0 for weight in weights]
    # What is lost to rounding goes to the first parts in turn, and what is too much is taken from the largest.
    for at in range(max(0, words - sum(found))):
        found[at % len(found)] += 1
    found[found.index(max(found))] -= max(0, sum(found) - words)
    return tuple(found)


def _passages(names: list[str], run: Sequence[Served]) -> list[Passage]:
    """Return a passage for each part that a run of sentences serves, or one for none."""
    start, end = run[0].sentence.span.start, run[-1].sentence.span.end
    if not names:
        return [Passage(OTHER, start, end, sum(each.sentence.words for each in run))]
    return [
        Passage(
            name,
            start,
            end,
            sum(each.words[at] for each in run),
            round(max(each.parts[at].probability for each in run), 3),
        )
        for at, name in enumerate(names)
    ]


def _reported(each: Served, *, told: bool) -> ReportedSentence:
    sentence, words = each.sentence, Counter[str]()
    for part, count in zip(each.parts, each.words, strict=True):
        words[part.name] += count
    if told and not each.parts:
        words[OTHER] = sentence.words
    return ReportedSentence(sentence.role, *sentence.span, sentence.words, tuple(words.items()))
