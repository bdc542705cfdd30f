"""Which rules are meant on the command line: by folder, by id, or by category for all of its rules."""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from pathlib import Path

from soapwriter.errors import BadData, UnknownName
from soapwriter.rule import Rule, load_rules


def rules_with(*folders: str, examples: bool = True) -> tuple[Rule, ...]:
    """
    Return the shipped rules, with their examples or without, and those of the user's folders.

    Raises:
        BadData: a folder is none, or a rule file breaks the laws of rules.
    """
    if missing := [folder for folder in folders if not Path(folder).is_dir()]:
        raise BadData(*(f"{folder}: There is no such folder of rules." for folder in missing))
    return load_rules(*map(Path, folders), examples=examples)


def rules_in(folder: str) -> tuple[Rule, ...]:
    """
    Return the rules of one of the user's folders alone.

    Raises:
        BadData: it is no folder, has no rules, or a rule file breaks the laws of rules.
    """
    place = Path(folder).resolve()
    found = tuple(rule for rule in rules_with(folder) if rule.path.resolve().is_relative_to(place))
    if not found:
        raise BadData(f"{folder}: There are no rules in it; a rule is a file CATEGORY/NAME.toml.")
    return found


def choose(rules: Sequence[Rule], *, select: Sequence[str], ignore: Sequence[str]) -> tuple[Rule, ...]:
    """
    Return the selected rules (all, if none is named) without the ignored ones.

    Raises:
        UnknownName: a name is neither a rule nor a category; each such name has its sentence.
    """
    known = {name for rule in rules for name in (rule.id, rule.category)}
    if unknown := [name for name in (*select, *ignore) if name not in known]:
        raise UnknownName(*(_unknown("rule or category", name, known) for name in unknown))
    return tuple(rule for rule in rules if (not select or _named(rule, select)) and not _named(rule, ignore))


def find_rule(name: str, rules: Sequence[Rule]) -> Rule:
    """
    Return the rule with an id.

    Raises:
        UnknownName: there is none; the sentence names the nearest.
    """
    known = {rule.id: rule for rule in rules}
    if name not in known:
        raise UnknownName(_unknown("rule", name, known))
    return known[name]


def _named(rule: Rule, names: Iterable[str]) -> bool:
    return rule.id in names or rule.category in names


def _unknown(what: str, name: str, known: Iterable[str]) -> str:
    near = get_close_matches(name.lower(), sorted(known), n=1, cutoff=0.5)
    hint = f" Did you mean '{near[0]}'?" if near else ""
    return f"There is no {what} '{name}'.{hint} 'soapwriter rules' lists them all."
