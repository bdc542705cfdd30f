"""What should not be said in the writer's own voice: phrases that are wrong beyond doubt."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

from soapwriter.data import TextLines
from soapwriter.linter.context import Check, Context, Match
from soapwriter.nlp import Hit, ParsedDocument


class PhraseCheck(Check):
    """
    Find each of `phrases`, unless one of `unless` is in the same sentence.

    A phrase that is denied or quoted is passed over unless `denied` or `quoted` is "keep". `roles` says which lines
    count.
    """

    message_words: ClassVar[frozenset[str]] = frozenset({"match"})

    type: Literal["phrase"]
    phrases: TextLines
    unless: TextLines = ()
    denied: Literal["drop", "keep"] = "drop"
    quoted: Literal["drop", "keep"] = "drop"
    roles: tuple[Literal["text", "item", "subject", "greeting", "closing"], ...] = ("text", "item")

    def model_post_init(self, _context: object) -> None:
        """Refuse to look for nothing."""
        if not self.phrases:
            raise ValueError("phrases: there are none")

    def looked_for(self) -> tuple[tuple[str, ...], ...]:
        """Return the phrases, and those that make a sentence innocent."""
        return (self.phrases, self.unless)

    def find(self, context: Context, rule: str) -> Iterator[Match]:  # noqa: ARG002
        """Yield each phrase found, longest first where two overlap."""
        parsed = context.parsed
        hits = [hit for hit in parsed.hits(self.phrases) if not self._is_spared(parsed, hit)]
        innocent = {hit.sentence for hit in parsed.hits(self.unless)} if hits and self.unless else set()
        for hit in hits:
            if hit.sentence not in innocent:
                span = parsed.span(hit.start, hit.end)
                yield Match(span, {"match": parsed.document.quote(span)})

    def _is_spared(self, parsed: ParsedDocument, hit: Hit) -> bool:
        """Return whether a hit is in another line, or denied or quoted where these are not kept."""
        if parsed.sentences[hit.sentence].role not in self.roles:
            return True
        if self.denied == "drop" and parsed.denied(hit):
            return True
        return self.quoted == "drop" and parsed.quoted(parsed.span(hit.start, hit.end))


class ForecastCheck(PhraseCheck):
    """Find each of `phrases`, as `phrase` does, in a text with fewer than `fewer_scores_than` practice scores."""

    type: Literal["forecast"]  # type: ignore[assignment]
    fewer_scores_than: int

    def find(self, context: Context, rule: str) -> Iterator[Match]:
        """Yield each phrase found."""
        if len(context.claims.practice_results) < self.fewer_scores_than:
            yield from super().find(context, rule)
