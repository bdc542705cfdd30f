"""What a text must not mention, and whether it says anything that only its reader has."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from soapwriter.judge import detailed
from soapwriter.linter.context import Context, FormCheck, Match
from soapwriter.text import Span


class MarkedCheck(FormCheck):
    """
    Point at the first sentence with a clause that has one of these marks of a cue.

    One of the marks of `beside` must be somewhere in the text. `unless` names marks that make a sentence innocent:
    somebody else's exam, an organ that fails.
    """

    type: Literal["marked"]
    marks: tuple[str, ...]
    beside: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()

    def find(self, context: Context, rule: str) -> Iterator[Match]:  # noqa: ARG002
        """Yield that sentence."""
        if not self.is_for(context) or not self._is_met(context):
            return
        innocent = _sentences_with(context, self.unless)
        first = next((span for span in _sentences_with(context, self.marks) if span not in innocent), None)
        if first is not None:
            yield Match(first)

    def _is_met(self, context: Context) -> bool:
        return not self.beside or bool(_sentences_with(context, self.beside))


def _sentences_with(context: Context, marks: tuple[str, ...]) -> list[Span]:
    """Return the sentence of each clause that has any of these marks, in order."""
    return [clause.sentence.span for clause in context.outline.clauses if clause.has(*marks)]


class DetailsCheck(FormCheck):
    """Point at the end of a text with fewer than `least` sentences that could not be said to any other program."""

    type: Literal["details"]
    least: int

    def find(self, context: Context, rule: str) -> Iterator[Match]:  # noqa: ARG002
        """Yield the last sentence."""
        if self.is_for(context) and context.body() and len(detailed(context.outline)) < self.least:
            yield Match(context.body()[-1].span)
