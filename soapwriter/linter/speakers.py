"""Which rule of a category speaks: the one whose examples are about the same, so that its message fits the words."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from soapwriter.linter.checks.reader import ReaderCheck
from soapwriter.linter.example_vectors import load_themes, vectors_of_sentences
from soapwriter.reader import Example, Nearness, load_card

if TYPE_CHECKING:
    from collections.abc import Iterable

    from soapwriter.linter.rule import Rule
    from soapwriter.reader import FoundSpan, Near


# One example may be near by chance; three are near by what they say.
_NEIGHBOURS = 3
# So near are the same words in two texts.
_SAME = 0.95


# More spans than one text has, and few enough to keep.
_REMEMBERED = 1000


class Speaker(NamedTuple):
    """The rule that speaks of some words, and its example that they are nearest to."""

    rule: str
    near: Near | None


class Speakers:
    """The reader rules, by category."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        """Take rules; those of other checks are passed over."""
        self._rules: dict[str, list[Rule]] = defaultdict(list)
        for rule in rules:
            if isinstance(rule.check, ReaderCheck):
                self._rules[rule.check.category].append(rule)
        self._nearness: dict[str, Nearness] = {}
        self._decided: dict[int, tuple[FoundSpan, Speaker]] = {}

    def speaker(self, span: FoundSpan) -> Speaker:
        """Return which rule speaks of a span; decided once, since every rule of a category asks."""
        span_of_id, decided = self._decided.get(id(span), (None, None))
        if decided is not None and span_of_id is span:
            return decided
        if len(self._decided) > _REMEMBERED:
            self._decided.clear()
        decided = self._decide(span)
        self._decided[id(span)] = (span, decided)
        return decided

    def _decide(self, span: FoundSpan) -> Speaker:
        """Return which rule speaks of a span; the category's general rule where two rules are about as near."""
        rules = self._rules.get(span.category, [])
        if not rules:
            return Speaker("", None)
        vector = load_themes().measured(span.category, span.vector)
        near = self._near(span.category, vector)
        # The words of an example, or nearly so, are its rule's, whatever they are about.
        if near and near.cosine >= _SAME:
            return Speaker(near.example.rule, near)
        rule = self._clearly_nearest(span.category, vector) or next(filter(_is_general, rules), rules[0]).id
        return Speaker(rule, Nearness(self._examples(span.category, rule)).nearest(vector))

    def rule_of(self, span: FoundSpan) -> str:
        """Return the id of the rule that speaks of a span; "" for none."""
        return self.speaker(span).rule

    def example_of(self, span: FoundSpan) -> str:
        """Return the words of the example that a span is nearest to; "" for none."""
        near = self.speaker(span).near
        return near.example.words if near else ""

    def own_rule_of(self, category: str, text: str, vector: Any) -> str:
        """Return the id of the rule of a user's own category that speaks of a sentence in a text; "" for none."""
        own = next((each for each in self.own if each.category == category), None)
        speaker = own.speaker(text, vector) if own else None
        return speaker.rule if speaker else ""

    def _near(self, category: str, vector: Any) -> Near | None:
        if category not in self._nearness:
            self._nearness[category] = Nearness(self._examples(category))
        return self._nearness[category].nearest(vector)

    def _examples(self, category: str, rule: str = "") -> list[Example]:
        """Return the examples of a category's rules, or of one of them."""
        themes = load_themes()
        rules = [each for each in self._rules[category] if rule in ("", each.id)]
        return [example for each in rules for example in themes.examples_of(each, category)]

    def _clearly_nearest(self, category: str, vector: Any) -> str:
        """Return the rule whose center is nearest to a measured span; "" where another one is about as near."""
        centers = {rule.id: load_themes().center_of(rule, category) for rule in self._rules[category]}
        near = sorted((float(center @ vector), rule) for rule, center in centers.items() if center is not None)
        if not near:
            return ""
        lead = near[-1][0] - near[-2][0] if near[1:] else 1.0
        return near[-1][1] if lead >= load_card().nearness["lead"] else ""

    @cached_property
    def own(self) -> tuple[OwnCategory, ...]:
        """The categories that the reader was not taught, which a user's examples decide."""
        known = load_card().names["categories"]
        return tuple(OwnCategory(category, rules) for category, rules in self._rules.items() if category not in known)


class OwnCategory:
    """A category of a user's own, decided by the nearest example, flagged or clean, of a sentence."""

    def __init__(self, category: str, rules: list[Rule]) -> None:
        self.category = category
        self._flagged = [each for rule in rules for each in vectors_of_sentences(rule, rule.flagged)]
        self._clean = [each for rule in rules for each in vectors_of_sentences(rule, rule.clean)]

    def speaker(self, text: str, vector: Any) -> Speaker | None:
        """
        Return which rule speaks of a sentence, None where clean examples are nearer or none is near enough.

        An example is never decided by itself, so that the examples prove something.
        """
        flagged = Nearness([each for each in self._flagged if each.words != text])
        clean = Nearness([each for each in self._clean if each.words != text])
        near, likeness = flagged.nearest(vector), flagged.mean_of_nearest(vector, _NEIGHBOURS)
        if near is None or likeness < load_card().nearness["own"]:
            return None
        is_clean = clean.mean_of_nearest(vector, _NEIGHBOURS) >= likeness
        return None if is_clean else Speaker(near.example.rule, near)


def _is_general(rule: Rule) -> bool:
    return isinstance(rule.check, ReaderCheck) and rule.check.general
