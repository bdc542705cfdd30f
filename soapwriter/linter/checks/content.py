"""What a text must not tell, what it must carry, and whether it says anything that only this reader has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from soapwriter.judge import detailed
from soapwriter.linter.context import Check, Context, Match


class _InForms(Check):
    """A check that may be kept to some forms of a document."""

    forms: tuple[str, ...] = ()

    def is_for(self, context: Context) -> bool:
        """Tell whether a text is in one of these forms; every text is where none is named."""
        return not self.forms or context.parsed.document.form in self.forms


class MarkedCheck(_InForms):
    """
    Point at the first sentence with a clause on which a cue has left one of these marks.

    One of the marks of `beside` must stand somewhere in the text. `unless` names marks that make a sentence innocent:
    somebody else's exam, an organ that fails.
    """

    type: Literal["marked"]
    marks: tuple[str, ...]
    beside: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()

    def find(self, context: Context, rule: str) -> Iterator[Match]:  # noqa: ARG002
        """Yield that sentence."""
        clauses = context.outline.clauses
        if not self.is_for(context) or (self.beside and not any(each.has(*self.beside) for each in clauses)):
            return
        innocent = {each.clause.sentence for each in clauses if each.has(*self.unless)}
        found = (each for each in clauses if each.has(*self.marks) and each.clause.sentence not in innocent)
        first = next(found, None)
        if first is not None:
            yield Match(first.sentence.span)


class LacksCheck(_InForms):
    """Point at the first line of a text in which a regular expression matches nothing."""

    type: Literal["lacks"]
    regex: str

    def model_post_init(self, _context: object) -> None:
        """Refuse a regular expression that cannot be compiled."""
        try:
            re.compile(self.regex)
        except re.error as error:
            raise ValueError(f"regex: {self.regex!r} is broken: {error}") from error

    def find(self, context: Context, rule: str) -> Iterator[Match]:  # noqa: ARG002
        """Yield that line's first sentence."""
        sentences = context.parsed.sentences
        if (
            self.is_for(context)
            and sentences
            and not re.search(self.regex, context.parsed.document.prose, re.IGNORECASE)
        ):
            yield Match(sentences[0].span)


class DetailsCheck(_InForms):
    """Point at the end of a text with fewer than `least` sentences that could not be said to any other program."""

    type: Literal["details"]
    least: int

    def find(self, context: Context, rule: str) -> Iterator[Match]:  # noqa: ARG002
        """Yield the last sentence."""
        if self.is_for(context) and context.body() and len(detailed(context.outline)) < self.least:
            yield Match(context.body()[-1].span)
