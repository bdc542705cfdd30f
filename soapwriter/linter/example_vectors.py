"""What the examples of rules are like: the vectors that ship with the reader, and those of rules that are new."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from soapwriter.kinds import find_kind
from soapwriter.reader import Example, load_encoder, vector_of
from soapwriter.reader.card import FOLDER
from soapwriter.text import split_sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from soapwriter.linter.rule import Example as RuleExample
    from soapwriter.linter.rule import Rule

FILE = "examples.npz"


@cache
def shipped_vectors() -> dict[str, list[Example]]:
    """Return the examples whose vectors ship with the reader, by rule."""
    import numpy as np

    path = FOLDER / FILE
    if not path.is_file():
        return {}
    found: dict[str, list[Example]] = {}
    with np.load(path, allow_pickle=False) as file:
        for rule, words, vector in zip(file["rules"], file["words"], file["vectors"].astype(np.float32), strict=True):
            found.setdefault(str(rule), []).append(Example(str(rule), str(words), vector))
    return found


def vectors_of_spans(rule: Rule) -> list[Example]:
    """Return the words that a rule must find in its examples, each with its vector."""
    return [each for example in rule.flagged for each in _spans_of(rule, example)]


def vectors_of_sentences(rule: Rule, examples: Iterable[RuleExample]) -> list[Example]:
    """Return the sentences of examples with words to find, or all of those without; `words` is the whole text."""
    return [each for example in examples for each in _sentences_of(rule, example)]


def _spans_of(rule: Rule, example: RuleExample) -> Iterator[Example]:
    encoded = load_encoder().encode(example.text, find_kind(example.kind).reads_as)
    for words in example.finds:
        start = example.text.index(words)
        yield Example(rule.id, words, vector_of(encoded, (start, start + len(words))))


def _sentences_of(rule: Rule, example: RuleExample) -> Iterator[Example]:
    encoded = load_encoder().encode(example.text, find_kind(example.kind).reads_as)
    at = 0
    for sentence in split_sentences(example.text):
        start = example.text.index(sentence, at)
        at = start + len(sentence)
        if not example.finds or any(words in sentence or sentence in words for words in example.finds):
            yield Example(rule.id, example.text, vector_of(encoded, (start, at)))
