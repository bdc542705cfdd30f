"""Rules compiled for linting: their phrases, their examples, and the spelling library with their lints."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import filterfalse
from typing import TYPE_CHECKING

from soapwriter.errors import BadData, did_you_mean, nearest, quoted
from soapwriter.linter.checks.spelling import SpellingCheck
from soapwriter.linter.checks.unused import UnusedCheck
from soapwriter.linter.rule_files import is_shipped
from soapwriter.linter.speakers import Speakers
from soapwriter.nlp import Speller

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from soapwriter.linter.rule import Rule


@dataclass(frozen=True)
class CompiledRules:
    """Rules ready to lint by, and which of them speaks of what the reader finds."""

    rules: tuple[Rule, ...]
    speakers: Speakers

    @cached_property
    def unused(self) -> Rule | None:
        """The rule about suppressions that are not needed, if it is among them."""
        return next((rule for rule in self.rules if isinstance(rule.check, UnusedCheck)), None)


def compile_rules(rules: Sequence[Rule], known: Sequence[Rule], *, lazy: bool) -> CompiledRules:
    """
    Return rules compiled; of `known` rules, the one with the nearest example speaks, whether it is linted by or not.

    With `lazy`, the phrases of shipped rules are compiled when a text is first read: the tests have compiled them all.

    Raises:
        BadData: a phrase cannot be compiled; the message names the file.
    """
    for rule in rules:
        if not lazy or not is_shipped(rule):
            _compile(rule)
    return CompiledRules(tuple(rules), Speakers(known))


def _compile(rule: Rule) -> None:
    try:
        rule.check.compile()
    except BadData as error:
        raise BadData(f"{rule.path}: check: {error}") from error


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


def _named_lints(rules: Iterable[Rule]) -> list[tuple[Rule, str]]:
    return [(rule, lint) for rule in rules if isinstance(rule.check, SpellingCheck) for lint in rule.check.lints]


def _unknown_lints(named: Iterable[tuple[Rule, str]], known: Collection[str]) -> Iterator[str]:
    """Yield a sentence on each lint that is not known, with the file and the key of its rule."""
    for rule, lint in named:
        if lint not in known:
            hint = did_you_mean(nearest(lint, known))
            yield f"{rule.path}: check.lints: The spelling library has no lint {quoted(lint)}.{hint}"
