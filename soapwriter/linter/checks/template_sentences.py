"""Sentences that are still a template's, or copied from an example."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

from soapwriter.linter.context import Check, Context, Match


class ResidueCheck(Check):
    """
    Find each sentence that is not yet in the writer's own words.

    `of` is "template", or "example" (a sample, or what a rule suggests). In a draft of ours they are expected, and so
    are never more than notes.
    """

    message_words: ClassVar[frozenset[str]] = frozenset({"origin"})

    type: Literal["residue"]
    of: Literal["template", "example"]

    def find(self, context: Context, rule: str) -> Iterator[Match]:  # noqa: ARG002 - every finder is called alike
        """Yield each such sentence, with where it is from."""
        if not context.kind.own_words:
            return
        sure = not context.parsed.document.draft
        for span, source in context.borrowed:
            if source.is_template == (self.of == "template"):
                yield Match(span, {"origin": source.origin}, sure)
