"""What a text must not tell, and whether it says anything that only its reader has."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from soapwriter.linter.context import Context, FormCheck, Match
from soapwriter.reader import load_card


class ToldCheck(FormCheck):
    """
    Point at the first sentence that serves a part, in a text that should tell none of it.

    With `opening` only the first sentence of the body counts.
    """

    type: Literal["told"]
    part: Literal["ownership", "cause", "changes", "plan"]
    opening: bool = False

    def find(self, context: Context, rule: str) -> Iterator[Match]:  # noqa: ARG002
        """Yield that sentence."""
        served = context.explanation.of(self.part)
        if not served or not self.is_for(context):
            return
        if not self.opening or served[0] == context.body()[0]:
            yield Match(served[0].span, sure=context.explanation.label("ownership") != "missing")


class DetailsCheck(FormCheck):
    """Point at the end of a text that says nothing that could not be said to any other program."""

    type: Literal["details"]

    def find(self, context: Context, rule: str) -> Iterator[Match]:  # noqa: ARG002
        """Yield the last sentence."""
        likely = context.reading.email["specific_detail"]
        if self.is_for(context) and context.body() and likely < load_card().email["specific_detail"]:
            yield Match(context.body()[-1].span)
