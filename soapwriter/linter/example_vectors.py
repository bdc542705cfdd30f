"""What the examples of rules are about: as they ship with the reader, and for rules that are new."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from soapwriter.kinds import find_kind
from soapwriter.linter.rule_files import with_examples
from soapwriter.reader import Example, load_encoder, theme_of, vector_of
from soapwriter.reader.card import FOLDER, BadReader
from soapwriter.reader.reading import unit
from soapwriter.text import split_sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from soapwriter.linter.rule import Example as RuleExample
    from soapwriter.linter.rule import Rule

FILE = "themes.npz"


class Themes:
    """
    What spans of the reader are about, measured so that spans of one rule are near each other.

    The measure is learned from the shipped rules' examples and from spans of the training texts (linear discriminant
    analysis); a rule that is new is measured by the same.
    """

    def __init__(self, folder: Path = FOLDER) -> None:
        """
        Read the measure, and the centers and examples of the shipped rules.

        Raises:
            BadReader: the file is not there, or is not one of the shipped ones.
        """
        import numpy as np

        path = folder / FILE
        if not path.is_file():
            raise BadReader(path, "This file of the trained reader is missing.")
        with np.load(path, allow_pickle=False) as file:
            values = {name: file[name].astype(np.float32) for name in ("metric", "means", "centers", "vectors")}
            names = {name: [str(each) for each in file[name]] for name in ("categories", "ruled", "rules", "words")}
        self._metric = values["metric"]
        self._means = dict(zip(names["categories"], values["means"], strict=True))
        self.centers = dict(zip(names["ruled"], values["centers"], strict=True))
        self.examples: dict[str, list[Example]] = {}
        for rule, words, vector in zip(names["rules"], names["words"], values["vectors"], strict=True):
            self.examples.setdefault(rule, []).append(Example(rule, words, vector))

    def measured(self, category: str, vector: Any) -> Any:
        """Return a span's vector, as `theme_of` gives it, in the measure and of length 1."""
        return unit((vector - self._means[category]) @ self._metric)

    def examples_of(self, rule: Rule, category: str) -> list[Example]:
        """Return the words that a rule must find in its examples, each measured; those of a new rule are read now."""
        if rule.id in self.examples:
            return self.examples[rule.id]
        spans = vectors_of_spans(with_examples(rule))
        return [each._replace(vector=self.measured(category, each.vector)) for each in spans]

    def center_of(self, rule: Rule, category: str) -> Any:
        """Return the middle of what a rule speaks of, of length 1; None for a rule without examples."""
        if rule.id in self.centers:
            return self.centers[rule.id]
        examples = self.examples_of(rule, category)
        return unit(sum(each.vector for each in examples)) if examples else None


@cache
def load_themes() -> Themes:
    """Return the shipped themes, read once."""
    return Themes()


def vectors_of_spans(rule: Rule) -> list[Example]:
    """Return the words that a rule must find in its examples, each with its vector as `theme_of` gives it."""
    return [each for example in rule.flagged for each in _spans_of(rule, example)]


def vectors_of_sentences(rule: Rule, examples: Iterable[RuleExample]) -> list[Example]:
    """Return the sentences of examples with words to find, or all of those without; `words` is the whole text."""
    return [each for example in examples for each in _sentences_of(rule, example)]


def _spans_of(rule: Rule, example: RuleExample) -> Iterator[Example]:
    encoded = load_encoder().encode(example.text, find_kind(example.kind).reads_as)
    for words in example.finds:
        start = example.text.index(words)
        yield Example(rule.id, words, theme_of(encoded, (start, start + len(words))))


def _sentences_of(rule: Rule, example: RuleExample) -> Iterator[Example]:
    encoded = load_encoder().encode(example.text, find_kind(example.kind).reads_as)
    at = 0
    for sentence in split_sentences(example.text):
        start = example.text.index(sentence, at)
        at = start + len(sentence)
        if not example.finds or any(words in sentence or sentence in words for words in example.finds):
            yield Example(rule.id, example.text, vector_of(encoded, (start, at)))
