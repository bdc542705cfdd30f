"""What should not be said in the writer's own voice: phrases, who does what, and words that should not meet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from soapwriter.judge import Sayings
from soapwriter.linter.context import Check, Context, Match
from soapwriter.nlp import PatternId, Phrases, Source
from soapwriter.text import overlap

if TYPE_CHECKING:
    from soapwriter.nlp import Hit, ParsedDocument, Pattern


class PhraseCheck(Check):
    """
    Find each of `any`, unless one of `unless` is in the same sentence, near it, in the next one or in the text.

    A phrase that is denied or quoted is passed over unless these are "keep". `parts` keeps to sentences of these
    parts, `explaining` to the explanation: a statement's and an email's other paragraphs may be about anybody.
    `more_than` allows so many hits in a document before the first is a finding, with `once` only the first is one.
    `roles` says which lines count. `informs` gives the hits to the outline (blame is not a cause of one's own); off
    for phrases too broad for that. `fewer_scores_than` passes over texts that have so many practice scores.
    `owned` says what becomes of a hit near which, up to two sentences before or one after, the writer owns an action;
    `account` keeps to the sentences before the writer turns to the time after the exam.
    """

    message_words: ClassVar[frozenset[str]] = frozenset({"match"})

    type: Literal["phrase"]
    any: Sayings
    unless: Phrases = Phrases()
    unless_scope: Literal["near", "sentence", "next", "text"] = "sentence"
    denied: Literal["drop", "keep"] = "drop"
    quoted: Literal["drop", "keep"] = "drop"
    parts: tuple[Literal["ownership", "cause", "changes", "plan", "other"], ...] = ()
    roles: tuple[Literal["text", "item", "subject", "greeting", "closing"], ...] = ("text", "item")
    explaining: bool = False
    more_than: int = Field(default=0, ge=0)
    once: bool = False
    informs: bool = True
    fewer_scores_than: int = Field(default=0, ge=0)
    owned: Literal["keep", "note", "drop"] = "keep"
    account: bool = False

    def model_post_init(self, _context: object) -> None:
        """Refuse to look for nothing."""
        if self.any.is_empty:
            raise ValueError("any: there are no phrases, tokens, frames or meetings in it")

    def phrases_by_id(self, rule: str) -> dict[PatternId, tuple[str | Pattern, ...]]:
        """Return the rule's phrases, and those that void them."""
        pattern_id = self._id(rule)
        return {pattern_id: self.any.all(), pattern_id.unless: self.unless.all(), **self.any.slots(pattern_id)}

    def composed(self, rule: str) -> Iterable[frozenset[PatternId]]:
        """Return the ids of the phrases that each of the rule's frames and meetings needs."""
        return self.any.needs(self._id(rule))

    def resolve(self, parsed: ParsedDocument, rule: str) -> None:
        """Add to a document's hits where the rule's frames and meetings occur."""
        pattern_id = self._id(rule)
        if made := self.any.made(parsed, pattern_id):
            parsed.hits.add(pattern_id, made)

    def _id(self, rule: str) -> PatternId:
        return PatternId(Source.INFORMING_RULE if self.informs else Source.RULE, rule)

    def find(self, context: Context, rule: str) -> Iterator[Match]:
        """Yield each phrase found, longest first where two overlap."""
        hits = [hit for hit in context.parsed.hits.get(self._id(rule), []) if self._counts(context, hit, rule)]
        if len(hits) <= self.more_than or self._has_enough_scores(context):
            return
        shown = 1 if self.more_than or self.once else None
        for hit in _longest(hits)[:shown]:
            yield from self._match(context, hit)

    def _match(self, context: Context, hit: Hit) -> Iterator[Match]:
        is_owned = self.owned != "keep" and _is_near_owned(context, hit)
        if not is_owned or self.owned == "note":
            span = context.parsed.span(hit.start, hit.end)
            yield Match(span, {"match": context.parsed.document.quote(span)}, sure=not is_owned)

    def _has_enough_scores(self, context: Context) -> bool:
        return bool(self.fewer_scores_than) and len(context.claims.practice_results) >= self.fewer_scores_than

    def _counts(self, context: Context, hit: Hit, rule: str) -> bool:
        if not self._is_in_place(context, hit) or self._is_spared(context.parsed, hit):
            return False
        return not any(self._voids(hit, other) for other in context.parsed.hits.get(self._id(rule).unless, []))

    def _is_spared(self, parsed: ParsedDocument, hit: Hit) -> bool:
        """Return whether a hit is denied or quoted, and these are not kept."""
        if self.denied == "drop" and parsed.denied(hit):
            return True
        return self.quoted == "drop" and parsed.quoted(parsed.span(hit.start, hit.end))

    def _is_in_place(self, context: Context, hit: Hit) -> bool:
        """Return whether a hit is in the part of the text that the rule is for."""
        if context.parsed.sentences[hit.sentence].role not in self.roles:
            return False
        if self.parts and context.outline.sentence_parts[hit.sentence] not in self.parts:
            return False
        if self.explaining and hit.sentence not in context.outline.told:
            return False
        return not self.account or hit.sentence in context.deeds.account

    def _voids(self, hit: Hit, other: Hit) -> bool:
        if self.unless_scope == "text":
            return True
        if self.unless_scope == "next":
            return 0 <= other.sentence - hit.sentence <= 1
        if hit.sentence != other.sentence:
            return False
        return self.unless_scope == "sentence" or (other.start <= hit.end and hit.start <= other.end)


def _is_near_owned(context: Context, hit: Hit) -> bool:
    return not context.deeds.owned.isdisjoint(range(hit.sentence - 2, hit.sentence + 2))


def _longest(hits: list[Hit]) -> list[Hit]:
    """Return the hits without those that overlap a longer one, in order of position."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda each: (each.start - each.end, each.start)):
        if not any(overlap(hit, other) for other in kept):
            kept.append(hit)
    return sorted(kept)
