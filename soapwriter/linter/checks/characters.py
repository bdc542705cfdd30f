"""Characters that do not arrive as they were typed, and their replacements in plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import ClassVar, Literal

from soapwriter.linter.context import Check, Context, Match
from soapwriter.text import Span


class CharactersCheck(Check):
    """
    Find some characters, or runs of them, in what is shown of a text; the longest run goes first.

    `plain` gives the replacement of each in plain text, and {plain} gives it to the rule's [fix].
    """

    message_words: ClassVar[frozenset[str]] = frozenset({"match", "plain"})

    type: Literal["characters"]
    plain: dict[str, str]

    def model_post_init(self, _context: object) -> None:
        """Refuse to look for nothing, and replacements that would be found again."""
        if not self.plain or "" in self.plain:
            raise ValueError("plain: it names no character")
        again = next((one for one in self.plain if any(one in other for other in self.plain.values())), None)
        if again is not None:
            raise ValueError(f"plain: {again!r} is in a replacement, so that a fix would put it in again")

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        longest_first = sorted(self.plain, key=lambda characters: (-len(characters), characters))
        return re.compile("|".join(map(re.escape, longest_first)))

    def find(self, context: Context, rule: str) -> Iterator[Match]:  # noqa: ARG002
        """Yield each of them."""
        shown = context.parsed.document.shown
        # Nearly every text has none, and looking for them one by one is the fastest way to know.
        if not any(characters in shown for characters in self.plain):
            return
        # A line end that replaces something is one of the kind that the text has.
        line_end = "\r\n" if "\r\n" in context.parsed.document.text else "\n"
        for found in self._pattern.finditer(shown):
            plain = self.plain[found.group()].replace("\n", line_end)
            yield Match(Span(*found.span()), {"match": found.group(), "plain": plain})
