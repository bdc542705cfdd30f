"""What can be counted: how the parts stand, their shares and order, length, and the parts of an email."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

from pydantic import model_validator

from soapwriter.checks.look import Check, Look, Place
from soapwriter.finding import PARTS
from soapwriter.text import Span

Part = Literal["ownership", "cause", "changes", "plan"]


class StandingCheck(Check):
    """Point at a part that stands as one of these labels (see the report format), at the place where it is lacking."""

    message_words: ClassVar[frozenset[str]] = frozenset({"standing"})

    type: Literal["standing"]
    part: Part
    standings: tuple[str, ...]

    def find(self, look: Look, rule: str) -> Iterator[Place]:  # noqa: ARG002
        """Yield the part's sentences, or where they should have been."""
        standing = look.structure.standing(self.part)
        if standing in self.standings:
            yield Place(_place_of(look, self.part), {"standing": standing})


class ShareCheck(Check):
    """
    Point at a part whose share of the words is under `least` or over `most` percent.

    `behind` asks that it be no smaller than these parts. Texts of fewer than `from_words` words are left alone.
    """

    message_words: ClassVar[frozenset[str]] = frozenset({"share", "words", "other"})

    type: Literal["share"]
    part: Part
    least: int | None = None
    most: int | None = None
    behind: tuple[Part, ...] = ()
    from_words: int = 0

    def find(self, look: Look, rule: str) -> Iterator[Place]:  # noqa: ARG002
        """Yield the part's sentences when its share is out of proportion."""
        words = look.structure.words()
        total = sum(words.values())
        if total < max(self.from_words, 1) or not words[self.part]:
            return
        share = round(100 * words[self.part] / total)
        ahead = [part for part in self.behind if words[part] > words[self.part]]
        if (self.least and share < self.least) or (self.most and share > self.most) or ahead:
            other = ahead[0] if ahead else ""
            yield Place(_place_of(look, self.part), {"share": str(share), "words": str(words[self.part]), "other": other})


class OrderCheck(Check):
    """Point at the first part that comes before one that should precede it."""

    message_words: ClassVar[frozenset[str]] = frozenset({"part", "before"})

    type: Literal["order"]
    part: Part
    first_sentence: int | None = None

    def find(self, look: Look, rule: str) -> Iterator[Place]:  # noqa: ARG002
        """Yield the passage of this part when an earlier part is first told after it, or when it comes too late."""
        told = [passage for passage in look.structure.parts if passage.part in PARTS]
        firsts = [next((p for p in told if p.part == part), None) for part in PARTS]
        own = firsts[PARTS.index(self.part)]
        if own is None:
            return
        later = [p for p in firsts[: PARTS.index(self.part)] if p is not None and p.start > own.start]
        if self.first_sentence is not None:
            before = [each for each in look.body() if each.span.end <= own.start]
            if len(before) < self.first_sentence:
                return
        elif not later:
            return
        yield Place(Span(own.start, own.end), {"part": self.part, "before": later[0].part if later else ""})


class LengthCheck(Check):
    """
    Point past the limit that the document's kind sets, or at the whole body when it is too short.

    `from_words` leaves texts of fewer words alone.
    """

    message_words: ClassVar[frozenset[str]] = frozenset({"count", "limit"})

    type: Literal["length"]
    measure: Literal["words", "sentences", "characters", "seconds"]
    bound: Literal["least", "most"]
    from_words: int = 0

    def find(self, look: Look, rule: str) -> Iterator[Place]:  # noqa: ARG002
        """Yield the sentence at which the limit is passed."""
        limits = getattr(look.kind.limits, self.measure)
        counts = look.counts
        if limits is None or counts.words < self.from_words or not look.body():
            return
        count = counts.spoken_seconds if self.measure == "seconds" else getattr(counts, self.measure)
        limit = limits[0] if self.bound == "least" else limits[1]
        if (count < limit) if self.bound == "least" else (count > limit):
            yield Place(look.body()[-1].span, {"count": f"{count:,}", "limit": f"{limit:,}"})


class EmailCheck(Check):
    """Point at the place where a part of an email is missing."""

    type: Literal["email"]
    part: Literal["subject", "greeting", "specific_detail", "interest", "signoff", "aamc_id"]

    def find(self, look: Look, rule: str) -> Iterator[Place]:  # noqa: ARG002
        """Yield the first line for what belongs on top, else the last."""
        if look.email is None or getattr(look.email, self.part) or not look.reading.sentences:
            return
        top = self.part in ("subject", "greeting")
        body = look.body() or look.reading.sentences
        if self.part in ("specific_detail", "interest"):
            yield Place(body[-1 if self.part == "interest" else 0].span)
        else:
            yield Place(look.reading.sentences[0 if top else -1].span)

    @model_validator(mode="after")
    def _known(self) -> EmailCheck:
        return self


def _place_of(look: Look, part: str) -> Span:
    """Return where a part stands, or else the sentence beside which it is missing."""
    own = look.outline.of(part)
    if own:
        return own[0].span
    scope = [marked.sentence for marked in look.outline.scope] or look.reading.sentences
    return (scope[0] if part == "ownership" else scope[-1]).span
