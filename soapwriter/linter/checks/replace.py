"""Turns that are wrong wherever they are, each with what to write instead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, Literal

from soapwriter.linter.checks.pattern import Regex
from soapwriter.linter.context import Check, Context, Match
from soapwriter.text import Places, Span

if TYPE_CHECKING:
    from soapwriter.text import Document


class ReplaceCheck(Check):
    """
    Find each match of a regular expression of the `pairs` in the prose; in quotations only where `quoted` is "keep".

    The second of a pair is what to write instead, with the groups of the match in it, and {plain} gives it to
    the rule's [fix]. A group called "place" narrows a match to it, and a match without that group is passed over: so
    the innocent is matched first. Of two that overlap, that of the earlier pair stays. A prose without a match of
    `only_if`, which every pair has, is not searched.
    """

    message_words: ClassVar[frozenset[str]] = frozenset({"match", "plain"})

    type: Literal["replace"]
    pairs: tuple[tuple[Regex, str], ...]
    only_if: Regex | None = None
    quoted: Literal["drop", "keep"] = "drop"

    @cached_property
    def _compiled(self) -> tuple[tuple[re.Pattern[str], str], ...]:
        return tuple((re.compile(regex), instead) for regex, instead in self.pairs)

    def find(self, context: Context, rule: str) -> Iterator[Match]:  # noqa: ARG002
        """Yield each match, with what to write instead."""
        document = context.parsed.document
        if self.only_if and re.search(self.only_if, document.prose) is None:
            return
        taken: Places[Span] = Places()
        for span, found, instead in self._found(document):
            is_quoted = self.quoted == "drop" and context.parsed.quoted(span)
            if not is_quoted and not any(taken.overlapping(span)):
                taken.add(span)
                yield Match(span, {"match": document.quote(span), "plain": found.expand(instead)})

    def _found(self, document: Document) -> Iterator[tuple[Span, re.Match[str], str]]:
        """Yield the place of every match of every pair, the match, and what to write instead."""
        for pattern, instead in self._compiled:
            group = "place" if "place" in pattern.groupindex else 0
            for found in pattern.finditer(document.prose):
                span = Span(*found.span(group))
                # Where the words are not as they were typed, they cannot be replaced.
                is_typed = document.text[span.start : span.end] == found.string[span.start : span.end]
                if is_typed and span.end > span.start:
                    yield span, found, instead
