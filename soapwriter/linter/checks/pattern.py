"""Shapes of characters: brackets, blanks, runs of marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar, Literal

from soapwriter.linter.context import Check, Context, Match
from soapwriter.text import Span

_WHERE = {"prose": "prose", "shown": "shown", "text": "body"}


class PatternCheck(Check):
    """
    Point at each match of a regular expression.

    It is looked for in the `prose` (without markup), in what is `shown` (markup and all, without front matter, comments
    and addresses), or in the whole `text` below its front matter. A group called "place" narrows a match to it, and a
    match without that group is passed over: so the innocent is matched first.
    """

    message_words: ClassVar[frozenset[str]] = frozenset({"match"})

    type: Literal["pattern"]
    regex: str
    where: Literal["prose", "shown", "text"] = "prose"
    ignore_case: bool = True

    def model_post_init(self, _context: object) -> None:
        """Refuse a regular expression that cannot be compiled."""
        try:
            re.compile(self.regex)
        except re.error as error:
            raise ValueError(f"regex: {self.regex!r} is broken: {error}") from error

    def find(self, context: Context, rule: str) -> Iterator[Match]:  # noqa: ARG002 - the rule's name is for pattern ids
        """Yield each match."""
        document = context.parsed.document
        for match in re.finditer(self.regex, getattr(document, _WHERE[self.where]), re.IGNORECASE * self.ignore_case):
            start, end = match.span("place") if "place" in match.re.groupindex else match.span()
            if start < end:
                yield Match(Span(start, end), {"match": " ".join(document.text[start:end].split())})
