"""What can be counted: the labels of the parts, their shares and order, the length, and the parts of an email."""

from __future__ import annotations

import operator
import re
from collections.abc import Iterator, Mapping
from itertools import chain, pairwise
from typing import ClassVar, Literal

from soapwriter.errors import unknown
from soapwriter.finding import PARTS, Severity
from soapwriter.linter.context import Check, Context, Match
from soapwriter.text import Span, page_lines

Part = Literal["ownership", "cause", "changes", "plan"]

_BLANK_LINE = re.compile(r"\n[ \t\r]*\n")
_BROKEN_BY = {"least": operator.lt, "most": operator.gt, "exact": operator.ne}

# The labels that each part can have; the report format says what they mean.
LABELS = {
    "ownership": ("present", "hedged", "missing", "n/a"),
    "cause": ("present", "excuse", "missing", "n/a"),
    "changes": ("concrete", "vague", "future-only", "missing", "n/a"),
    "plan": ("present", "missing", "n/a"),
}


class LabelCheck(Check):
    """
    Point at a part that has one of these labels (see the report format), or at where it should be.

    `told` keeps to texts in which a sentence does (or does not) serve the part. The match is not sure where the
    reader is not, and no error unless the part is missing beyond doubt.
    """

    message_words: ClassVar[frozenset[str]] = frozenset({"label"})

    type: Literal["label"]
    part: Part
    labels: tuple[str, ...]
    told: bool | None = None

    def model_post_init(self, _context: object) -> None:
        """Refuse a label that the part cannot have."""
        for label in self.labels:
            if label not in LABELS[self.part]:
                raise ValueError(f"labels: {unknown('label', label, LABELS[self.part])}")

    def find(self, context: Context, rule: str) -> Iterator[Match]:  # noqa: ARG002
        """Yield the part's first sentence, or where it should have been."""
        explanation = context.explanation
        label = explanation.label(self.part)
        if label not in self.labels or self.told not in (None, bool(explanation.of(self.part))):
            return
        yield Match(
            _span_of(context, self.part),
            {"label": label},
            sure=explanation.is_sure_of(self.part),
            most=Severity.ERROR if explanation.is_certain_of(self.part) else Severity.WARNING,
            probability=round(explanation.probability(self.part), 3),
        )


# A text that is as likely as this to be about an exam of another kind need not name one of ours.
_ELSEWHERE = 0.3


class UnnamedCheck(Check):
    """Point at the sentence that owns a failure in a text that names no exam and is about none of another kind."""

    type: Literal["unnamed"]

    def find(self, context: Context, rule: str) -> Iterator[Match]:  # noqa: ARG002
        """Yield the first such sentence."""
        owned = context.explanation.of("ownership")
        named = {entity.label_ for entity in context.parsed.doc.ents}
        if not owned or context.explanation.label("ownership") != "present" or named & {"exam", "otherexam"}:
            return
        if context.reading.kinds["other"] < _ELSEWHERE:
            yield Match(owned[0].span)


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
        yield Match(context.explanation.of(self.part)[0].span, message_words)

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
        owned = next((sentence.span for sentence in context.explanation.of("ownership")), None)
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
    """Return the sentence that most likely serves a part, or the one before or after which it is missing."""
    own = context.explanation.likeliest(part)
    if own is not None:
        return own.span
    scope = context.explanation.scope or context.parsed.sentences
    return (scope[0] if part == "ownership" else scope[-1]).span
