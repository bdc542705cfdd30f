"""Sentences that are still a template's, or copied from an example."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

from soapwriter.linter.context import Check, Context, Match


class ResidueCheck(Check):
    """
    Point at each sentence that is ours: a "template" one, or one of an "example" (a sample, or what a rule suggests).

    A draft has them by nature, so that there they are no more than a doubt.
    """

    message_words: ClassVar[frozenset[str]] = frozenset({"origin"})

    type: Literal["residue"]
    of: Literal["template", "example"]

    def find(self, context: Context, rule: str) -> Iterator[Match]:  # noqa: ARG002 - every finder is called alike
        """Yield each sentence of ours, with where it comes from."""
        if not context.kind.own_words:
            return
        sure = not context.parsed.document.draft
        for span, line in context.borrowed:
            if line.template == (self.of == "template"):
                yield Match(span, {"origin": line.origin}, sure)
