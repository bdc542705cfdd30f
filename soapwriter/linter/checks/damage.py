"""Characters that a text lost on its way: what is left of them, and what was meant."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

from soapwriter.linter.context import Check, Context, Match
from soapwriter.text import Span, damages, loose_accents

_FIND = {"encoding": damages, "accents": loose_accents}
# What a plain box takes in the place of a word processor's marks.
_PLAIN = str.maketrans(
    {
        "\u2018": "'", "\u2019": "'", "\u201a": "'", "\u201c": '"', "\u201d": '"', "\u201e": '"', "\u2013": "-",
        "\u2014": " - ", "\u2026": "...", "\u2022": "-", "\u00a0": " ",
    }
)  # fmt: skip


class DamageCheck(Check):
    """
    Find what is left of characters in what is shown of a text; {plain} gives what was meant to the rule's [fix].

    `what` is "encoding" for text that was read in another encoding than it was written in, or "accents" for letters
    whose accents are characters of their own.
    """

    message_words: ClassVar[frozenset[str]] = frozenset({"match", "plain"})

    type: Literal["damage"]
    what: Literal["encoding", "accents"]

    def find(self, context: Context, rule: str) -> Iterator[Match]:  # noqa: ARG002
        """Yield each of them."""
        shown = context.parsed.document.shown
        for start, end, meant in _FIND[self.what](shown):
            yield Match(Span(start, end), {"match": shown[start:end], "plain": meant.translate(_PLAIN)})
