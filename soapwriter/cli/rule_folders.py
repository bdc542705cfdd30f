"""The rules of a call: those of a user's folders with the shipped ones, or the one with an id."""

from collections.abc import Sequence
from pathlib import Path

from soapwriter.errors import BadData, UnknownName
from soapwriter.linter import Rule, load_rules, no_such_rule


def rules_with(*folders: str, examples: bool = True) -> tuple[Rule, ...]:
    """
    Return the shipped rules, with their examples or without, and those of the user's folders.

    Raises:
        BadData: a folder does not exist, or a rule file is wrong.
    """
    if missing := [folder for folder in folders if not Path(folder).is_dir()]:
        raise BadData(*(f"{folder}: There is no such folder of rules." for folder in missing))
    return load_rules(*map(Path, folders), examples=examples)


def rules_in(folder: str) -> tuple[Rule, ...]:
    """
    Return only the rules of one of the user's folders.

    Raises:
        BadData: the folder does not exist, or has no rules, or a rule file is wrong.
    """
    root = Path(folder).resolve()
    found = tuple(rule for rule in rules_with(folder) if rule.path.resolve().is_relative_to(root))
    if not found:
        raise BadData(f"{folder}: There are no rules in it; a rule is a file CATEGORY/NAME.toml.")
    return found


def find_rule(name: str, rules: Sequence[Rule]) -> Rule:
    """
    Return the rule with an id.

    Raises:
        UnknownName: there is none; the message names the nearest.
    """
    known = {rule.id: rule for rule in rules}
    if name not in known:
        raise UnknownName(no_such_rule(name, known, what="rule"))
    return known[name]
