"""Characters that do not arrive as they were typed, and what stands for them in plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import ClassVar, Literal

from soapwriter.linter.context import Check, Context, Match
from soapwriter.text import Span


class CharactersCheck(Check):
    """
    Point at each of some characters, or runs of them, in what is shown of a text; the longest goes first.

    `plain` says what stands for each in plain text, and {plain} gives it to the rule's [fix].
    """

    message_words: ClassVar[frozenset[str]] = frozenset({"match", "plain"})

    type: Literal["characters"]
    plain: dict[str, str]

    def model_post_init(self, _context: object) -> None:
        """Refuse to look for nothing, and what is no change."""
        if not self.plain or "" in self.plain:
            raise ValueError("plain: it names no character")
        if again := [one for one in self.plain if any(one in other for other in self.plain.values())]:
            raise ValueError(f"plain: {again[0]!r} is put in again")

    @cached_property
    def _any(self) -> re.Pattern[str]:
        return re.compile("|".join(map(re.escape, sorted(self.plain, key=lambda each: (-len(each), each)))))

    def find(self, context: Context, rule: str) -> Iterator[Match]:  # noqa: ARG002
        """Yield each of them."""
        shown = context.parsed.document.shown
        # Nearly every text has none, and looking for them one by one is the quickest way to know.
        if not any(characters in shown for characters in self.plain):
            return
        for match in self._any.finditer(shown):
            yield Match(Span(*match.span()), {"match": match.group(), "plain": self.plain[match.group()]})
