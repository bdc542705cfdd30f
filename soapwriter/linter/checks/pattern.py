"""Shapes of characters that should not be in a text, or that it lacks: brackets, blanks, runs of marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator

from soapwriter.linter.context import Check, Context, FormCheck, Match
from soapwriter.text import Span

_ATTRIBUTES = {"prose": "prose", "shown": "shown", "text": "written"}


def _compilable(regex: str) -> str:
    """Return a regular expression that can be compiled, and refuse another."""
    try:
        re.compile(regex)
    except re.error as error:
        raise ValueError(f"{regex!r} is broken: {error}") from error
    return regex


Regex = Annotated[str, AfterValidator(_compilable)]


class PatternCheck(Check):
    """
    Find each match of a regular expression.

    It is looked for in the `prose` (without markup), in what is `shown` (markup and all, without front matter,
    comments, quoted mail and addresses), or in the whole `text` below its front matter, without quoted mail. With
    `once`, only the first is reported. A group called "place" narrows a match to it, and a match without that group is
    passed over: so the innocent is matched first.
    """

    message_words: ClassVar[frozenset[str]] = frozenset({"match"})

    type: Literal["pattern"]
    regex: Regex
    where: Literal["prose", "shown", "text"] = "prose"
    ignore_case: bool = True
    once: bool = False

    def find(self, context: Context, rule: str) -> Iterator[Match]:  # noqa: ARG002 - the rule's name is for pattern ids
        """Yield each match."""
        document = context.parsed.document
        text: str = getattr(document, _ATTRIBUTES[self.where])
        for found in re.finditer(self.regex, text, re.IGNORECASE * self.ignore_case):
            span = Span(*found.span("place" if "place" in found.re.groupindex else 0))
            if span.start < span.end:
                yield Match(span, {"match": document.quote(span)})
                if self.once:
                    return


class LacksCheck(FormCheck):
    """Point at the first line of a text in which a regular expression matches nothing."""

    type: Literal["lacks"]
    regex: Regex

    def find(self, context: Context, rule: str) -> Iterator[Match]:  # noqa: ARG002
        """Yield that line's first sentence."""
        sentences = context.parsed.sentences
        if not self.is_for(context) or not sentences:
            return
        if not re.search(self.regex, context.parsed.document.prose, re.IGNORECASE):
            yield Match(sentences[0].span)
