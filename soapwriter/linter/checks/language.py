"""Whether a text is in the one language that the reader knows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from soapwriter.linter.context import Check, Context, Match


class LanguageCheck(Check):
    """Point at the first sentence of a text that is not in English."""

    type: Literal["language"]

    def find(self, context: Context, rule: str) -> Iterator[Match]:  # noqa: ARG002
        """Yield that sentence."""
        if not context.parsed.is_english and context.body():
            yield Match(context.body()[0].span)
