"""Rules compiled for linting: their phrases in one phrase book, and the spelling library with their lints."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import filterfalse
from typing import TYPE_CHECKING

from soapwriter import assets
from soapwriter.errors import BadData, did_you_mean, nearest, quoted
from soapwriter.judge import cue_phrases
from soapwriter.linter.checks.spelling import SpellingCheck
from soapwriter.linter.checks.unused import UnusedCheck
from soapwriter.linter.rule_files import is_shipped
from soapwriter.nlp import BadPhrase, PhraseBook, Source, Speller

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from spacy.language import Language

    from soapwriter.linter.rule import Rule
    from soapwriter.nlp import ParsedDocument, Pattern, PatternId


@dataclass(frozen=True)
class CompiledRules:
    """Rules with the phrase book in which all their phrases, and those of the outline, are compiled."""

    rules: tuple[Rule, ...]
    book: PhraseBook

    def candidates(self, parsed: ParsedDocument) -> Iterator[Rule]:
        """Yield the rules that may find something in a document: a rule whose phrases have no hit in it cannot."""
        yield from self._ungated
        yield from (self._gated[pattern_id] for pattern_id in parsed.hits if pattern_id in self._gated)

    def resolve(self, parsed: ParsedDocument) -> None:
        """Add to a document's hits those that rules compose of other hits, such as frames."""
        # `resolve` makes everything that a rule composes, so it is called once a rule.
        composed = {rule.id: rule for needed, rule in self._composed if parsed.hits.has_all(needed)}
        for rule in composed.values():
            rule.check.resolve(parsed, rule.id)

    @cached_property
    def unused(self) -> Rule | None:
        """The rule about suppressions that are not needed, if it is among them."""
        return next((rule for rule in self.rules if isinstance(rule.check, UnusedCheck)), None)

    @cached_property
    def lone(self) -> Mapping[str, tuple[str, ...]]:
        """For each rule, by id, where a finding that is alone in its category is a note."""
        return {rule.id: rule.lone_is_note for rule in self.rules}

    @cached_property
    def _gates(self) -> list[tuple[PatternId | None, Rule]]:
        return [(rule.check.gate(rule.id), rule) for rule in self.rules]

    @cached_property
    def _ungated(self) -> list[Rule]:
        return [rule for gate, rule in self._gates if gate is None]

    @cached_property
    def _gated(self) -> Mapping[PatternId, Rule]:
        return {gate: rule for gate, rule in self._gates if gate is not None}

    @cached_property
    def _composed(self) -> list[tuple[frozenset[PatternId], Rule]]:
        return [(needed, rule) for rule in self.rules for needed in rule.check.composed(rule.id)]


def compile_rules(rules: Sequence[Rule], nlp: Language, *, lazy: bool) -> CompiledRules:
    """
    Return rules compiled for a language model.

    With `lazy`, a phrase of a shipped rule or of the outline is compiled when one of its words is met: the tests have
    compiled them all, and a text has the words of few.

    Raises:
        BadData: a phrase cannot be compiled; the message names the file and the key.
    """
    phrases: dict[PatternId, tuple[str | Pattern, ...]] = dict(cue_phrases())
    for rule in rules:
        phrases |= rule.check.phrases_by_id(rule.id)
    proven = _proven(phrases, rules) if lazy else ()
    try:
        return CompiledRules(tuple(rules), PhraseBook(nlp, phrases, proven=proven))
    except BadPhrase as error:
        raise BadData(f"{_place_of(error.pattern_id, rules)}: {error}") from error


def load_speller(rules: Iterable[Rule]) -> Speller | None:
    """Start loading the spelling library with the lints that rules name; return None where they name none."""
    named = [lint for _, lint in _named_lints(rules)]
    return Speller(named) if named else None


def refuse_unknown_lints(rules: Iterable[Rule], speller: Speller | None, *, lazy: bool) -> None:
    """
    Do nothing where the spelling library has every lint that rules name.

    With `lazy`, only user rules are checked: most calls have none, and need not wait until the library is loaded.

    Raises:
        BadData: it does not have one; each message names the file and the key.
    """
    named = _named_lints(filterfalse(is_shipped, rules) if lazy else rules)
    if speller is None or not named:
        return
    if mistakes := tuple(_unknown_lints(named, speller.lints)):
        raise BadData(*mistakes)


def _proven(pattern_ids: Iterable[PatternId], rules: Iterable[Rule]) -> set[PatternId]:
    """Return the ids of phrases that are shipped."""
    foreign = {rule.id for rule in rules if not is_shipped(rule)}
    return {pattern_id for pattern_id in pattern_ids if pattern_id.name not in foreign}


def _named_lints(rules: Iterable[Rule]) -> list[tuple[Rule, str]]:
    return [(rule, lint) for rule in rules if isinstance(rule.check, SpellingCheck) for lint in rule.check.lints]


def _unknown_lints(named: Iterable[tuple[Rule, str]], known: Collection[str]) -> Iterator[str]:
    """Yield a sentence on each lint that is not known, with the file and the key of its rule."""
    for rule, lint in named:
        if lint not in known:
            hint = did_you_mean(nearest(lint, known))
            yield f"{rule.path}: check.lints: The spelling library has no lint {quoted(lint)}.{hint}"


def _place_of(pattern_id: PatternId, rules: Iterable[Rule]) -> str:
    """Return the file and the key of phrases."""
    source, name, slot = pattern_id
    if source is Source.CUE:
        return f"{assets.folder('lint_rules') / 'outline' / name}.toml: {slot or 'phrases'}"
    rule = next(rule for rule in rules if rule.id == name)
    return f"{rule.path}: check.{_key(slot)}"


def _key(slot: str) -> str:
    """Return the key, below "check", of a slot of a rule."""
    return slot if slot == "unless" else f"any.{slot}".rstrip(".")
