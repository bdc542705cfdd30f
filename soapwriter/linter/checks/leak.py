"""What was written for another reader: another specialty, another sort of position, another program or person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, Literal

from soapwriter.judge import Sayings
from soapwriter.linter.checks import programs, specialty
from soapwriter.linter.checks.phrases import PhraseCheck
from soapwriter.linter.context import Check, Context, Match
from soapwriter.nlp import PatternId, Phrases, Source

if TYPE_CHECKING:
    from collections.abc import Callable

    from soapwriter.nlp import Pattern

    _Finder = Callable[["LeakCheck", Context, str], Iterator[Match]]


class LeakCheck(Check):
    """
    Hold a text against whom it is for.

    `what` says in which way. "name" (a specialty said to be the one applied for; without a known reader, two that are),
    "interest", "dream" and "doctor" look at specialties and titles inside the phrases of `any`; "position" at phrases
    that speak of a sort of position, `position`; "vocabulary" counts words, "stranger" names; "service" and "short"
    look at names alone; "program", "city", "person" and "greeting" look for what the facts know of other programs.
    `unless` makes a sentence innocent.
    """

    message_words: ClassVar[frozenset[str]] = frozenset({"match", "said", "known", "wanted", "words"})

    type: Literal["leak"]
    what: Literal[
        "name",
        "interest",
        "dream",
        "doctor",
        "position",
        "vocabulary",
        "stranger",
        "service",
        "short",
        "program",
        "city",
        "person",
        "greeting",
    ]
    position: Literal["", "categorical", "preliminary", "advanced"] = ""
    any: Phrases = Phrases()
    unless: Phrases = Phrases()

    def model_post_init(self, _context: object) -> None:
        """Refuse to look for nothing, or for phrases where names are looked for."""
        spoken = self.what in ("name", "interest", "dream", "doctor", "position")
        if spoken != bool(self.any.all()):
            raise ValueError(f"any: '{self.what}' {'needs phrases' if spoken else 'looks for no phrases'}")
        if bool(self.position) != (self.what == "position"):
            raise ValueError("position: it goes with 'position', and is needed there")

    def phrases_by_id(self, rule: str) -> dict[PatternId, tuple[str | Pattern, ...]]:
        """Return the phrases in which names are looked for, and those that make a sentence innocent."""
        if self.any.all():
            return self._phrases.phrases_by_id(rule)
        return {PatternId(Source.RULE, rule).unless: self.unless.all()} if self.unless.all() else {}

    def gate(self, rule: str) -> PatternId | None:
        """Return the id of the phrases; None where names count, in subjects too, or what the facts know."""
        return super().gate(rule) if self.any.all() and self.what != "name" else None

    def find(self, context: Context, rule: str) -> Iterator[Match]:
        """Yield what was meant for somebody else; nothing where nobody can tell."""
        if context.facts is None and context.audience is None and self.what not in ("name", "short"):
            return
        for place in _FINDERS[self.what](self, context, rule):
            if not self.excepts(context, rule, place):
                yield replace(place, words={**dict.fromkeys(self.message_words, ""), **place.words})

    def spoken(self, context: Context, rule: str) -> Iterator[Match]:
        """Yield where the phrases stand in the writer's own voice."""
        return self._phrases.find(context, rule)

    @cached_property
    def _phrases(self) -> PhraseCheck:
        return PhraseCheck(
            type="phrase",
            any=Sayings(phrases=self.any.phrases, tokens=self.any.tokens),
            unless=self.unless,
            informs=False,
        )

    def excepts(self, context: Context, rule: str, place: Match) -> bool:
        """Tell whether a place is quoted, or a phrase of `unless` stands in its sentence, where none was looked for."""
        if context.parsed.quoted(place.span):
            return True
        hits = context.parsed.hits.get(PatternId(Source.RULE, rule).unless, ()) if not self.any.all() else ()
        spans = (context.parsed.sentences[hit.sentence].span for hit in hits)
        return any(span.start <= place.span.start < span.end for span in spans)


def _told(find: Callable[[Context], Iterator[Match]]) -> _Finder:
    """Return a finder of one that needs nothing but the text."""
    return lambda check, context, rule: find(context)  # noqa: ARG005 - all finders are called alike


_FINDERS: dict[str, _Finder] = {
    "name": lambda check, context, rule: specialty.names(context, check.spoken(context, rule)),
    "interest": lambda check, context, rule: specialty.interests(context, check.spoken(context, rule)),
    "dream": lambda check, context, rule: specialty.interests(context, check.spoken(context, rule), doubted=False),
    "doctor": lambda check, context, rule: specialty.doctors(context, check.spoken(context, rule)),
    "stranger": lambda check, context, rule: specialty.strangers(
        context, lambda place: check.excepts(context, rule, place)
    ),
    "position": lambda check, context, rule: specialty.positions(
        context, check.spoken(context, rule), of=check.position
    ),
    "vocabulary": _told(specialty.vocabulary),
    "service": _told(specialty.services),
    "short": _told(specialty.short_forms),
    "program": _told(programs.names),
    "city": _told(programs.cities),
    "person": _told(programs.people),
    "greeting": _told(programs.greeted),
}
