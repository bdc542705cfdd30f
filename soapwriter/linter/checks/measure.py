"""What can be counted: the labels of the parts, their shares and order, the length, and the parts of an email."""

from __future__ import annotations

import operator
import re
from collections.abc import Iterator, Mapping
from itertools import chain, pairwise
from typing import ClassVar, Literal

from soapwriter.errors import unknown
from soapwriter.finding import PARTS
from soapwriter.linter.context import Check, Context, Match
from soapwriter.text import Span, page_lines

Part = Literal["ownership", "cause", "changes", "plan"]

_BLANK_LINE = re.compile(r"\n[ \t\r]*\n")
_BROKEN_BY = {"least": operator.lt, "most": operator.gt, "exact": operator.ne}

# The labels that each part can have; the report format says what they mean.
STANDINGS = {
    "ownership": ("present", "hedged", "missing", "n/a"),
    "cause": ("present", "excuse", "missing", "n/a"),
    "changes": ("concrete", "vague", "future-only", "missing", "n/a"),
    "plan": ("present", "missing", "n/a"),
}


class StandingCheck(Check):
    """
    Point at a part that has one of these labels (see the report format), or at where it should be.

    `mentioned` keeps to texts that do (or do not) speak of a retake. The match is not sure where the outline leaves
    room for doubt.
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
        label = context.structure.label(self.part)
        retakes = context.outline.marked("retake")
        if label not in self.standings or self.mentioned not in (None, bool(retakes)):
            return
        span = retakes[-1].sentence.span if self.mentioned else _span_of(context, self.part)
        yield Match(span, {"standing": label}, sure=context.outline.is_sure_of(self.part))


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

    With `behind` the part must also have fewer words than one of these parts, and with `ahead_of` more. Texts of fewer
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
        share, other = round(100 * own / total), self._rival(words)
        if self._allows(share) or (other is None and (self.behind or self.ahead_of)):
            return
        message_words = {"share": str(share), "words": str(own), "other": other or ""}
        yield Match(_span_of(context, self.part), message_words)

    def _allows(self, share: int) -> bool:
        """Return whether there are limits, and a share in percent is within them."""
        if self.least is None and self.most is None:
            return False
        least, most = self.least or 0, 100 if self.most is None else self.most
        return least <= share <= most

    def _rival(self, words: Mapping[str, int]) -> str | None:
        """Return the first part that should not be larger, or smaller, and is."""
        larger = (part for part in self.behind if words[part] > words[self.part])
        smaller = (part for part in self.ahead_of if words[part] < words[self.part])
        return next(chain(larger, smaller), None)


class OrderCheck(Check):
    """Point at a part that comes before one that should precede it."""

    message_words: ClassVar[frozenset[str]] = frozenset({"part", "before"})

    type: Literal["order"]
    part: Part

    def find(self, context: Context, rule: str) -> Iterator[Match]:  # noqa: ARG002
        """Yield the part's first passage when an earlier part begins after it."""
        # In reverse, so that the first passage of each part stays.
        first = {passage.part: passage for passage in reversed(context.structure.parts)}
        own = first.get(self.part)
        if own is None:
            return
        earlier = PARTS[: PARTS.index(self.part)]
        late = next((part for part in earlier if part in first and first[part].start > own.start), None)
        if late is not None:
            yield Match(Span(own.start, own.end), {"part": self.part, "before": late})


class LateCheck(Check):
    """Point at the sentence that first owns the failure, when `after` sentences or more precede it."""

    type: Literal["late"]
    after: int

    def find(self, context: Context, rule: str) -> Iterator[Match]:  # noqa: ARG002
        """Yield that sentence."""
        owned = next((clause.sentence.span for clause in context.outline.marked("owned")), None)
        if owned is not None and sum(sentence.span.end <= owned.start for sentence in context.body()) >= self.after:
            yield Match(owned)


class LengthCheck(Check):
    """
    Point at the last sentence of a text that is longer or shorter than its kind allows.

    `limit` sets a limit of the rule's own; `from_words` leaves texts of fewer words alone. `lines` are those of a
    printed page, and `paragraphs` those of the body. The bound "exact" allows the least and nothing else.
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
        if _BROKEN_BY[self.bound](count, limit):
            yield Match(context.body()[-1].span, {"count": f"{count:,}", "limit": f"{limit:,}"})

    def _limits(self, context: Context) -> tuple[int, int] | None:
        if self.limit:
            return self.limit, self.limit
        return getattr(context.kind.limits_in(context.parsed.document.form), self.measure, None)

    def _count(self, context: Context) -> int:
        if self.measure == "lines":
            return page_lines(context.parsed.document.body)
        if self.measure == "paragraphs":
            return _paragraphs(context)
        count: int = getattr(context.counts, "spoken_seconds" if self.measure == "seconds" else self.measure)
        return count


class EmailCheck(Check):
    """Point at where a part of an email is missing."""

    type: Literal["email"]
    part: Literal["subject", "greeting", "specific_detail", "interest", "signoff", "aamc_id"]

    def find(self, context: Context, rule: str) -> Iterator[Match]:  # noqa: ARG002
        """Yield the first line for what belongs on top, else the last."""
        sentences = context.parsed.sentences
        if context.email is None or getattr(context.email, self.part) or not sentences:
            return
        if self.part in ("specific_detail", "interest"):
            sentences = context.body() or sentences
        yield Match(sentences[0 if self.part in ("subject", "greeting", "specific_detail") else -1].span)


def _paragraphs(context: Context) -> int:
    """Return how many paragraphs the body has, without subject, greeting and closing; blank lines divide them."""
    text = context.parsed.document.text
    spans = [sentence.span for sentence in context.body()]
    return 1 + sum(bool(_BLANK_LINE.search(text[one.end : other.start])) for one, other in pairwise(spans))


def _span_of(context: Context, part: str) -> Span:
    """Return a part's first sentence, or the sentence before or after which it is missing."""
    own = context.outline.of(part)
    if own:
        return own[0].span
    scope = [clause.sentence for clause in context.outline.scope] or context.parsed.sentences
    return (scope[0] if part == "ownership" else scope[-1]).span
