"""Which words a label of a text hangs on."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from soapwriter.reader import load_encoder, weights
from soapwriter.text import Span

if TYPE_CHECKING:
    from soapwriter.linter.context import Context
    from soapwriter.reader import Weight


class Weighed(NamedTuple):
    """The sentences and the words that weigh most for a label, the heaviest first."""

    sentences: tuple[Weight, ...]
    words: tuple[Weight, ...]


def weigh(context: Context, label: str) -> Weighed:
    """
    Return what weighs most for a label: each loss is what its probability (0 to 1) loses without the words.

    `label` is a name of PARTS.
    """
    return Weighed(*weights(load_encoder(), context.parsed.source, label))


class Spoken(NamedTuple):
    """Words that a rule speaks of, their probability (0 to 1), and the words of the nearest example."""

    words: str
    probability: float
    example: str


def spoken(context: Context, rule: str) -> tuple[Spoken, ...]:
    """Return what the reader found of which a rule, by its id, speaks."""
    choice = context.speakers
    if choice is None:
        return ()
    return tuple(
        Spoken(context.parsed.document.quote(Span(span.start, span.end)), span.probability, choice.example_of(span))
        for span in context.reading.spans
        if choice.rule_of(span) == rule
    )
