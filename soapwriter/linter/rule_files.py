"""Rule files: one TOML file a rule, in a folder that is its category."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from soapwriter import assets
from soapwriter.data import at_key, describe_mistake, read_toml, validate
from soapwriter.errors import BadData, unknown
from soapwriter.linter.checks import check_classes
from soapwriter.linter.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic_core import ErrorDetails

# Folders of `lint_rules/` that hold tables instead of rules.
_TABLES = frozenset(("words", "reference", "dictionary"))


def load_rules(*folders: Path, examples: bool = True) -> tuple[Rule, ...]:
    """
    Return the shipped rules and those of other folders, in order of ids; a later folder's rule replaces an earlier one.

    Linting needs no examples: without them the shipped rules are read in half the time.

    Raises:
        BadData: rule files are wrong; each message names the file and the key.
    """
    shipped = assets.folder("lint_rules")
    found: dict[str, Rule] = {}
    # An author with many mistakes gets all of them from one run.
    errors: list[str] = []
    for folder in (shipped, *folders):
        for identity, path in _rule_files(folder):
            try:
                # Nobody has tested a user's rules yet, so that these must have their examples.
                found[identity] = _read_rule(path, identity, examples=examples or folder is not shipped)
            except BadData as error:
                errors.extend(error.messages)
    if errors:
        raise BadData(*errors)
    return tuple(found[identity] for identity in sorted(found))


def with_examples(rule: Rule) -> Rule:
    """
    Return a rule with its examples, which linting leaves unread.

    Raises:
        BadData: the rule file is wrong; each message names the file and the key.
    """
    return rule if rule.examples else _read_rule(rule.path, rule.id, examples=True)


def is_shipped(rule: Rule) -> bool:
    """Return whether a rule is one of the program's own, and not of a user's folder."""
    return rule.path.is_relative_to(assets.folder("lint_rules"))


def _rule_files(folder: Path) -> Iterator[tuple[str, Path]]:
    """
    Yield the rule files of a folder in order, each after its rule's id.

    Raises:
        BadData: the folder, or one inside it, cannot be listed.
    """
    try:
        # Path.rglob passes over a folder that it cannot list.
        found = [Path(place, name) for place, _, names in os.walk(folder, onerror=_raise) for name in names]
    except OSError as error:
        raise BadData(f"{error.filename}: This folder of rules cannot be read: {error.strerror}.") from error
    for path in sorted(path for path in found if path.suffix == ".toml"):
        relative = path.relative_to(folder).with_suffix("")
        if relative.parts[0] not in _TABLES:
            yield relative.as_posix(), path


def _raise(error: OSError) -> None:
    raise error


def _read_rule(path: Path, identity: str, *, examples: bool) -> Rule:
    if "/" not in identity:
        raise BadData(f"{path}: a rule belongs in a folder, which is its category.")
    raw = read_toml(path, until=None if examples else "[[examples]]")
    if own := {"id", "path"} & raw.keys():
        raise BadData(f"{path}: {min(own)}: there is no such key; a rule's id is its path")
    values = {**raw, "id": identity, "path": path}
    context = None if examples else {"unread": "examples"}
    return validate(Rule, values, path=path, context=context, describe=_describe)


def _describe(error: ErrorDetails) -> str:
    """Return the key of one of pydantic's errors, and what is wrong with it."""
    key = error["loc"]
    # After "check" pydantic says which check it took this for, which is not a key of the file.
    error["loc"] = (key[0], *key[2:]) if key[:1] == ("check",) else key
    if error["type"] == "union_tag_invalid":
        return at_key(error["loc"], unknown("check", error["ctx"]["tag"], check_classes()))
    if error["type"] == "union_tag_not_found":
        return at_key(error["loc"], f"type is missing; there are: {', '.join(check_classes())}")
    return describe_mistake(error)
