"""Which rule of a category speaks: the one with the nearest example, so that its message fits these words."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from soapwriter.linter.checks.reader import ReaderCheck
from soapwriter.linter.example_vectors import shipped_vectors, vectors_of_sentences, vectors_of_spans
from soapwriter.linter.rule_files import with_examples
from soapwriter.reader import Example, Nearness, load_card

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from soapwriter.linter.rule import Rule
    from soapwriter.reader import FoundSpan, Near


# One example may be near by chance; three are near by what they say.
_NEIGHBOURS = 3


class Speaker(NamedTuple):
    """The rule that speaks of some words, and the example that they are nearest to."""

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

    def speaker(self, span: FoundSpan) -> Speaker:
        """Return which rule speaks of a span; the category's general rule where no example is near enough."""
        rules = self._rules.get(span.category, [])
        if not rules:
            return Speaker("", None)
        near = self._near(span.category, span.vector)
        if near and near.cosine >= load_card().nearness["rule"]:
            return Speaker(near.example.rule, near)
        return Speaker(next(filter(_is_general, rules), rules[0]).id, near)

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
            self._nearness[category] = Nearness(list(_examples(self._rules[category])))
        return self._nearness[category].nearest(vector)

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


def _examples(rules: Iterable[Rule]) -> Iterator[Example]:
    shipped = shipped_vectors()
    for rule in rules:
        yield from shipped.get(rule.id) or vectors_of_spans(with_examples(rule))
