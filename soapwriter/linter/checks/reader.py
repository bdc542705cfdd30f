"""What the trained reader finds: the words of a category, each spoken of by the rule with the nearest example."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import ClassVar, Literal

from soapwriter.linter.context import Check, Context, Match
from soapwriter.reader import FoundSpan, is_warning, load_card
from soapwriter.text import Span, overlap

# With fewer examples nearness is chance: of eight sentences on one subject each is nearer to the others than to
# sentences on anything else.
_FEW = 8


# A message quotes so many words of a long sentence: enough to know it by, and the report shows the rest.
_QUOTED = 8
# Lines of formulas, which say nothing of their writer.
_FRAME = ("greeting", "closing")


class ReaderCheck(Check):
    """
    Find the words of a category of which this rule has the nearest example.

    The `general` rule of a category speaks of words that are near no example. A category that the reader was not
    taught is decided by examples alone, sentence by sentence.
    """

    message_words: ClassVar[frozenset[str]] = frozenset({"match"})
    exact: ClassVar[bool] = False

    type: Literal["reader"]
    category: str
    general: bool = False

    @property
    def is_taught(self) -> bool:
        """Whether the reader was trained to find this category."""
        return self.category in load_card().names["categories"]

    @property
    def least_examples(self) -> int:
        """How many examples a rule of this check needs, flagged ones and clean ones each."""
        return 1 if self.is_taught else _FEW

    def find(self, context: Context, rule: str) -> Iterator[Match]:
        """Yield each span that this rule speaks of; one that is not likely enough for a warning is not sure."""
        if context.parsed.is_english:
            yield from self._taught(context, rule) if self.is_taught else self._own(context, rule)

    def _taught(self, context: Context, rule: str) -> Iterator[Match]:
        card = load_card()
        for found in filter(partial(self._is_told, context), context.reading.spans):
            if context.speakers is not None and context.speakers.rule_of(found) == rule:
                sure = is_warning(card, card.categories[self.category], found.probability, context.reading.sound)
                span = Span(found.start, found.end)
                yield _match(context, span, round(found.probability, 3), sure=sure)

    def _is_told(self, context: Context, found: FoundSpan) -> bool:
        """Return whether words are of this category, and the writer's own, in a line that is no formula."""
        span = Span(found.start, found.end)
        if found.category != self.category or context.parsed.quoted(span):
            return False
        return any(overlap(span, each.span) for each in context.parsed.sentences if each.role not in _FRAME)

    def _own(self, context: Context, rule: str) -> Iterator[Match]:
        if context.speakers is None:
            return
        for sentence, vector in zip(context.parsed.sentences, context.reading.vectors, strict=True):
            if sentence.role not in ("text", "item"):
                continue
            if context.speakers.own_rule_of(self.category, context.parsed.document.text, vector) == rule:
                yield _match(context, sentence.span, None, sure=True)


def _match(context: Context, span: Span, probability: float | None, *, sure: bool) -> Match:
    return Match(span, {"match": _in_brief(context.parsed.document.quote(span))}, sure=sure, probability=probability)


def _in_brief(words: str) -> str:
    """Return the first few of many words."""
    first = words.split()[:_QUOTED]
    # A cut that saves one word or two only hides them.
    return f"{' '.join(first)} …" if len(words.split()) > _QUOTED + 2 else words
