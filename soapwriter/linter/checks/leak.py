"""What was written for another audience: another specialty, kind of position, program or person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property, partial
from typing import TYPE_CHECKING, ClassVar, Literal

from soapwriter.data import TextLines
from soapwriter.linter.checks import programs, specialty, vocabulary
from soapwriter.linter.checks.phrases import PhraseCheck
from soapwriter.linter.context import Check, Context, Match

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from soapwriter.text import Span


class LeakCheck(Check):
    """
    Compare a text with the audience that it is for.

    `what` says in which way. "name" (a specialty said to be the one applied for; without a known audience, two that
    are), "interest", "dream" and "doctor" look at specialties and titles inside the `phrases`; "position" at
    phrases that speak of a kind of position, `position`; "vocabulary" counts words, "stranger" names; "service" and
    "short" look at names alone; "program", "city", "person" and "greeting" look for what the facts know of other
    programs. A phrase of `unless` makes its sentence innocent.
    """

    message_words: ClassVar[frozenset[str]] = frozenset({"match", "said", "known", "wanted", "words"})

    type: Literal["leak"]
    what: Literal[
        "name", "interest", "dream", "doctor", "position", "vocabulary", "stranger", "service", "short", "program",
        "city", "person", "greeting",
    ]  # fmt: skip
    position: Literal["", "categorical", "preliminary", "advanced"] = ""
    phrases: TextLines = ()
    unless: TextLines = ()

    def model_post_init(self, _context: object) -> None:
        """Refuse a check without phrases that needs them, and the reverse."""
        needs_phrases = self.what == "position" or self.what in _IN_PHRASES
        if needs_phrases != bool(self.phrases):
            raise ValueError(f"phrases: '{self.what}' {'needs phrases' if needs_phrases else 'takes no phrases'}")
        if bool(self.position) != (self.what == "position"):
            raise ValueError("position: what = 'position' needs it, and nothing else takes it")

    def looked_for(self) -> tuple[tuple[str, ...], ...]:
        """Return the phrases, and those that make a sentence innocent."""
        return (self.phrases, self.unless)

    def find(self, context: Context, rule: str) -> Iterator[Match]:
        """Yield what was written for somebody else; nothing where the audience is unknown."""
        for match in self._matches(context, rule) if self._has_comparison(context) else ():
            if not self._excepts(context, match.span):
                yield replace(match, words={**dict.fromkeys(self.message_words, ""), **match.words})

    def _has_comparison(self, context: Context) -> bool:
        """Return whether there is something to compare the text with: its audience, the facts, or only itself."""
        return self.what in ("name", "short") or context.facts is not None or context.audience is not None

    def _matches(self, context: Context, rule: str) -> Iterator[Match]:
        if self.what in _IN_PHRASES:
            return _IN_PHRASES[self.what](context, self._phrases.find(context, rule))
        if self.what == "position":
            return specialty.positions(context, self._phrases.find(context, rule), of=self.position)
        if self.what == "stranger":
            return specialty.strangers(context, partial(self._excepts, context))
        return _IN_TEXT[self.what](context)

    @cached_property
    def _phrases(self) -> PhraseCheck:
        return PhraseCheck(type="phrase", phrases=self.phrases, unless=self.unless)

    def _excepts(self, context: Context, span: Span) -> bool:
        """Return whether a span is quoted, or in a sentence that a phrase of `unless` makes innocent."""
        if context.parsed.quoted(span):
            return True
        # With phrases, the phrase check has applied `unless` already.
        hits = context.parsed.hits(self.unless) if self.unless and not self.phrases else ()
        sentences = (context.parsed.sentences[hit.sentence].span for hit in hits)
        return any(sentence.start <= span.start < sentence.end for sentence in sentences)


_IN_PHRASES: dict[str, Callable[[Context, Iterable[Match]], Iterator[Match]]] = {
    "name": specialty.applied_for,
    "interest": specialty.interests,
    "dream": partial(specialty.interests, doubted=False),
    "doctor": specialty.doctors,
}
_IN_TEXT: dict[str, Callable[[Context], Iterator[Match]]] = {
    "vocabulary": vocabulary.other_vocabulary,
    "service": specialty.services,
    "short": specialty.short_forms,
    "program": programs.other_programs,
    "city": programs.other_cities,
    "person": programs.other_people,
    "greeting": programs.unknown_people,
}
