"""What can be counted: how the parts stand, their shares and order, length, and the parts of an email."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import ClassVar, Literal

from soapwriter.errors import unknown
from soapwriter.finding import PARTS
from soapwriter.linter.context import Check, Context, Match
from soapwriter.text import Span, page_lines

Part = Literal["ownership", "cause", "changes", "plan"]

_BLANK_LINE = re.compile(r"\n[ \t\r]*\n")

# The labels that each part can have; the report format says what they mean.
STANDINGS = {
    "ownership": ("present", "hedged", "missing", "n/a"),
    "cause": ("present", "excuse", "missing", "n/a"),
    "changes": ("concrete", "vague", "future-only", "missing", "n/a"),
    "plan": ("present", "missing", "n/a"),
}


class StandingCheck(Check):
    """
    Point at a part that stands as one of these labels (see the report format), at the place where it is lacking.

    `mentioned` keeps to texts that do (or do not) speak of a retake. Where the outline leaves room for doubt, the place
    is not sure.
    """

    message_words: ClassVar[frozenset[str]] = frozenset({"standing"})

    type: Literal["standing"]
    part: Part
    standings: tuple[str, ...]
    mentioned: bool | None = None

    def model_post_init(self, _context: object) -> None:
        """Refuse a label that the part cannot have."""
        for label in self.standings:
            if label not in STANDINGS[self.part]:
                raise ValueError(f"standings: {unknown('standing', label, STANDINGS[self.part])}")

    def find(self, context: Context, rule: str) -> Iterator[Match]:  # noqa: ARG002
        """Yield the part's sentences, or where they should have been."""
        standing = context.structure.label(self.part)
        if standing not in self.standings:
            return
        retakes = context.outline.marked("retake")
        if self.mentioned is not None and self.mentioned is not bool(retakes):
            return
        place = retakes[-1].sentence.span if self.mentioned else _place_of(context, self.part)
        yield Match(place, {"standing": standing}, sure=context.outline.is_sure_of(self.part))


class UnnamedCheck(Check):
    """Point at the sentence that owns a failure in a text that names no exam at all."""

    type: Literal["unnamed"]

    def find(self, context: Context, rule: str) -> Iterator[Match]:  # noqa: ARG002
        """Yield the first such sentence."""
        owned = context.outline.marked("owned")
        if owned and not context.outline.marked("exam", "neighbour"):
            yield Match(owned[0].sentence.span)


class ShareCheck(Check):
    """
    Point at a part whose share of the words is under `least` or over `most` percent.

    `behind` asks that it be no smaller than these parts, and `ahead_of` that it be no larger, in words. Texts of fewer
    than `from_words` words are left alone.
    """

    message_words: ClassVar[frozenset[str]] = frozenset({"share", "words", "other"})

    type: Literal["share"]
    part: Part
    least: int | None = None
    most: int | None = None
    behind: tuple[Part, ...] = ()
    ahead_of: tuple[Part, ...] = ()
    from_words: int = 0

    def find(self, context: Context, rule: str) -> Iterator[Match]:  # noqa: ARG002
        """Yield the part's sentences when its share is out of proportion."""
        words = context.structure.words()
        total, own = sum(words.values()), words[self.part]
        if total < max(self.from_words, 1) or not own:
            return
        share = round(100 * own / total)
        larger = [part for part in self.behind if words[part] > own]
        smaller = [part for part in self.ahead_of if words[part] < own]
        beyond = (self.least or 0) > share or (self.most is not None and share > self.most)
        if self._broken(beyond=beyond, rivals=[*larger, *smaller]):
            other = next(iter((*larger, *smaller)), "")
            yield Match(_place_of(context, self.part), {"share": str(share), "words": str(own), "other": other})

    def _broken(self, *, beyond: bool, rivals: list[str]) -> bool:
        """Tell whether every test that the rule sets is failed."""
        tests = []
        if self.least is not None or self.most is not None:
            tests.append(beyond)
        if self.behind or self.ahead_of:
            tests.append(bool(rivals))
        return all(tests)


class OrderCheck(Check):
    """Point at a part that comes before one that should precede it."""

    message_words: ClassVar[frozenset[str]] = frozenset({"part", "before"})

    type: Literal["order"]
    part: Part

    def find(self, context: Context, rule: str) -> Iterator[Match]:  # noqa: ARG002
        """Yield the part's first passage when an earlier part is first told after it."""
        told = [passage for passage in context.structure.parts if passage.part in PARTS]
        firsts = {part: next((each for each in told if each.part == part), None) for part in PARTS}
        own = firsts[self.part]
        if own is None:
            return
        earlier = (firsts[part] for part in PARTS[: PARTS.index(self.part)])
        late = next((passage for passage in earlier if passage is not None and passage.start > own.start), None)
        if late is not None:
            yield Match(Span(own.start, own.end), {"part": self.part, "before": late.part})


class LateCheck(Check):
    """Point at the sentence that first owns the failure, when `after` sentences or more stand before it."""

    type: Literal["late"]
    after: int

    def find(self, context: Context, rule: str) -> Iterator[Match]:  # noqa: ARG002
        """Yield that sentence."""
        owned = context.outline.marked("owned")
        if owned and sum(each.span.end <= owned[0].sentence.span.start for each in context.body()) >= self.after:
            yield Match(owned[0].sentence.span)


class LengthCheck(Check):
    """
    Point past the limit that the document's kind sets, or at the whole body when it is too short.

    `limit` sets one of the rule's own; `from_words` leaves texts of fewer words alone. `lines` are those of a printed
    page, and `paragraphs` those of the body. The bound "exact" allows neither more nor less than the least.
    """

    message_words: ClassVar[frozenset[str]] = frozenset({"count", "limit"})

    type: Literal["length"]
    measure: Literal["words", "sentences", "characters", "seconds", "lines", "paragraphs"]
    bound: Literal["least", "most", "exact"]
    from_words: int = 0
    limit: int | None = None

    def find(self, context: Context, rule: str) -> Iterator[Match]:  # noqa: ARG002
        """Yield the last sentence."""
        limits = self._limits(context)
        if limits is None or context.counts.words < self.from_words or not context.body():
            return
        count = self._count(context)
        limit = limits[1] if self.bound == "most" else limits[0]
        broken = {"least": count < limit, "most": count > limit, "exact": count != limit}
        if broken[self.bound]:
            yield Match(context.body()[-1].span, {"count": f"{count:,}", "limit": f"{limit:,}"})

    def _limits(self, context: Context) -> tuple[int, int] | None:
        if self.limit:
            return self.limit, self.limit
        return getattr(context.kind.limits_in(context.parsed.document.form), self.measure, None)

    def _count(self, context: Context) -> int:
        counts = context.counts
        counted = {
            "words": counts.words,
            "sentences": counts.sentences,
            "characters": counts.characters,
            "seconds": counts.spoken_seconds,
            "lines": page_lines(context.parsed.document.body),
            "paragraphs": _paragraphs(context),
        }
        return counted[self.measure]


class EmailCheck(Check):
    """Point at the place where a part of an email is missing."""

    type: Literal["email"]
    part: Literal["subject", "greeting", "specific_detail", "interest", "signoff", "aamc_id"]

    def find(self, context: Context, rule: str) -> Iterator[Match]:  # noqa: ARG002
        """Yield the first line for what belongs on top, else the last."""
        if context.email is None or getattr(context.email, self.part) or not context.parsed.sentences:
            return
        top = self.part in ("subject", "greeting")
        body = context.body() or context.parsed.sentences
        if self.part in ("specific_detail", "interest"):
            yield Match(body[-1 if self.part == "interest" else 0].span)
        else:
            yield Match(context.parsed.sentences[0 if top else -1].span)


def _paragraphs(context: Context) -> int:
    """Return how many paragraphs the body has: what blank lines part, without subject, greeting and closing."""
    text = context.parsed.document.text
    spans = [sentence.span for sentence in context.body()]
    return 1 + sum(bool(_BLANK_LINE.search(text[one.end : other.start])) for one, other in pairwise(spans))


def _place_of(context: Context, part: str) -> Span:
    """Return where a part stands, or else the sentence beside which it is missing."""
    own = context.outline.of(part)
    if own:
        return own[0].span
    scope = [marked.sentence for marked in context.outline.scope] or context.parsed.sentences
    return (scope[0] if part == "ownership" else scope[-1]).span
