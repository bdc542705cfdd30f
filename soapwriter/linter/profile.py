"""Which rules to lint by, their severities, and what fails a run: defaults, then `soapwriter.toml`, then options."""

from __future__ import annotations

import itertools
import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, get_args

from pydantic import Field

from soapwriter.data import FrozenModel
from soapwriter.errors import BadSettings, UnknownName, quoted, unknown
from soapwriter.finding import Severity
from soapwriter.linter.rule import Rule, names_of, no_such_rule
from soapwriter.text import TomlFile, read_toml_file

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from pydantic_core import ErrorDetails

FILE = "soapwriter.toml"
DEFAULT = "default"
FailOn = Literal["error", "warning", "note", "never"]

_WITHOUT = "Fix that, or lint with --no-config."
_UNQUOTED = re.compile(r"^[ \t]*([\w-]+/[\w/-]+)[ \t]*=", re.M)

# A control character in a name would reach the terminal with the message that quotes it.
Name = Annotated[str, Field(min_length=1, pattern=r"^[^\x00-\x1f]*$")]


class _Settings(FrozenModel):
    """What a settings file may set; `rules`, `facts` and `baseline` are paths relative to the file."""

    select: Annotated[tuple[Name, ...], Field(min_length=1)] = ()
    ignore: tuple[Name, ...] = ()
    severity: dict[str, Severity] = {}
    fail_on: Annotated[FailOn, Field(alias="fail-on")] = "error"
    rules: tuple[Name, ...] = ()
    facts: Name | None = None
    baseline: Name | None = None


_KEYS = tuple(each.alias or name for name, each in _Settings.model_fields.items())


@dataclass(frozen=True)
class SettingsFile:
    """A settings file as it was read, and what it sets, by key."""

    file: TomlFile
    values: Mapping[str, Any]

    @property
    def path(self) -> Path:
        """Where the file is."""
        return self.file.path

    def origin(self, *key: str) -> str:
        """Return the file and the line of a key, or of a name below it."""
        line = self.file.line_of(*key)
        return f"{self.path}, line {line}" if line else str(self.path)

    def mistake(self, *key: str, message: str) -> str:
        """Return one sentence on a mistake, with the file, the line and the key."""
        return self.file.mistake(*key, message=message)


@dataclass(frozen=True)
class Profile:
    """
    The settings of a run of the linter.

    `select` (all when it is empty) and `ignore` are rules or categories; `severity` is by rule or category, and a rule
    takes precedence over its category; `rules` are folders. `file` is the settings file, and `given` says which option
    set what.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, Severity] = field(default_factory=dict)
    fail_on: FailOn = "error"
    rules: tuple[str, ...] = ()
    facts: str | None = None
    baseline: str | None = None
    file: SettingsFile | None = None
    given: Mapping[str, str] = field(default_factory=dict)

    def origin(self, key: str, *name: str) -> str:
        """Return where a setting, or one name below it, comes from: "default", an option, or a file and its line."""
        if key in self.given:
            return self.given[key]
        return self.file.origin(key, *name) if self.file and key in self.file.values else DEFAULT

    def select_from(self, rules: Sequence[Rule]) -> tuple[Rule, ...]:
        """
        Return the rules to lint by, each with the severity that the settings give it.

        Raises:
            UnknownName: names are neither a rule nor a category, each with its sentence; or no rule is left.
        """
        if mistakes := tuple(self._misnamed(names_of(rules))):
            raise UnknownName(*mistakes)
        kept = [rule for rule in rules if self._selects(rule)]
        if not kept:
            raise UnknownName("No rule is left to lint by: all that are selected are also ignored.")
        return tuple(map(self._graded, kept))

    def _selects(self, rule: Rule) -> bool:
        named = {rule.id, rule.category}
        return (not self.select or not named.isdisjoint(self.select)) and named.isdisjoint(self.ignore)

    def _graded(self, rule: Rule) -> Rule:
        """Return a rule with its severity in the settings, in every kind; a match in doubt is still a note."""
        # A severity in the settings holds in every kind, or "generic = note" would leave errors in statements.
        severity = self.severity.get(rule.id, self.severity.get(rule.category))
        return rule.model_copy(update={"severity": severity, "severity_by": {}}) if severity else rule

    def _misnamed(self, known: frozenset[str]) -> Iterator[str]:
        """Yield a sentence on each name that is neither a rule nor a category."""
        named = {"select": self.select, "ignore": self.ignore, "severity": tuple(self.severity)}
        for key, names in named.items():
            yield from (self._mistake(key, name, no_such_rule(name, known)) for name in names if name not in known)

    def _mistake(self, key: str, name: str, message: str) -> str:
        """Return a sentence on a name, with its place if it is in the settings file."""
        if key in self.given or self.file is None:
            return message
        if key != "severity":
            return self.file.mistake(key, message=message)
        if name in _KEYS:
            message = f"{quoted(name)} is a setting, not a rule: it belongs above [severity]"
        return self.file.mistake(key, name, message=message)


def make_profile(file: SettingsFile | None = None, **options: Any) -> Profile:
    """
    Return the settings that hold: an option's value unless it is None or empty, else the file's, else the default.

    Where rules are selected by option, those that the file ignores are not ignored.

    Raises:
        BadSettings: the file names a folder of rules or a facts file that does not exist.
    """
    given = {name: value for name, value in options.items() if value}
    origins = {_key(name): f"--{_key(name)}" for name in given}
    from_file = _unset(file, origins)
    # Whoever selects a rule for one call wants its findings, whatever the file ignores in general.
    if "select" in given and from_file.pop("ignore", None):
        origins["ignore"] = "--select, which overrides the file's"
    if missing := tuple(_missing(file, from_file)):
        raise BadSettings(*missing)
    return Profile(**{_name(key): value for key, value in from_file.items()}, **given, file=file, given=origins)


def _key(name: str) -> str:
    return name.replace("_", "-")


def _name(key: str) -> str:
    return key.replace("-", "_")


def _unset(file: SettingsFile | None, keys: Collection[str]) -> dict[str, Any]:
    """Return what a file sets, by key, without the keys that options set."""
    return {key: value for key, value in file.values.items() if key not in keys} if file else {}


def find_settings() -> SettingsFile | None:
    """
    Return the settings file of the working directory, else of the nearest folder above it that has one; or None.

    Raises:
        BadSettings: it cannot be read, or has a mistake.
    """
    try:
        here = Path.cwd()
    except OSError:
        return None
    path = next((folder / FILE for folder in (here, *here.parents) if _is_file(folder / FILE)), None)
    # Messages name the file as a person in this folder would.
    return read_settings(Path(os.path.relpath(path, here))) if path else None


def read_settings(path: Path) -> SettingsFile:
    """
    Return the settings of a file.

    Raises:
        BadSettings: it cannot be read, or has mistakes; every mistake has a sentence.
    """
    file = read_toml_file(path, what="settings file", error=BadSettings, way_out=_WITHOUT)
    settings = file.model(_Settings, describe=_describe, hint=_quotes_hint(file.text))
    return SettingsFile(file, _values(settings, path.parent))


def _values(settings: _Settings, folder: Path) -> dict[str, Any]:
    """Return what a file sets, by key; its paths relative to the working directory."""
    values = settings.model_dump(by_alias=True, exclude_unset=True)
    values |= {key: _from_here(values[key], folder) for key in ("facts", "baseline") if key in values}
    if "rules" in values:
        values["rules"] = tuple(_from_here(path, folder) for path in values["rules"])
    return values


def _from_here(path: str, folder: Path) -> str:
    return str(folder / os.path.expanduser(path))  # noqa: PTH111 - where there is no home, "~" stays what it is


def _missing(file: SettingsFile | None, values: Mapping[str, Any]) -> Iterator[str]:
    """Yield a sentence on each path among a file's values that does not exist; a baseline may be written later."""
    if file is None:
        return
    for folder in itertools.filterfalse(os.path.isdir, values.get("rules", ())):
        yield file.mistake("rules", message=f"There is no folder {folder}")
    if "facts" in values and not Path(values["facts"]).is_file():
        yield file.mistake("facts", message=f"There is no file {values['facts']}")


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        # The user may not be allowed to look into a folder above; it has no settings for this user.
        return False


def _quotes_hint(text: str) -> str:
    """Return how to fix the commonest mistake, a rule's name without quotes; "" for any other."""
    match = _UNQUOTED.search(text)
    return f' Put the rule\'s name in quotes: "{match.group(1)}" = …' if match else ""


def _describe(error: ErrorDetails) -> str:
    """Return what is wrong, and what to write, for one of pydantic's errors."""
    key, kind, value = str(error["loc"][0]), error["type"], error["input"]
    if kind == "extra_forbidden":
        return unknown("key", key, _KEYS)
    if kind == "literal_error":
        return unknown("severity", str(value), get_args(FailOn))
    if kind == "enum" and not isinstance(value, dict):
        return unknown("severity", str(value), Severity)
    return _FORMS.get(kind, error["msg"]).format(key=key)


_FORMS = {
    "tuple_type": 'write a list, {key} = ["…", "…"]',
    "too_short": "names no rule and no category; leave it out for all of them",
    "string_type": "put this in quotes",
    "string_too_short": "this is empty",
    "string_pattern_mismatch": "a name cannot have these characters",
    "dict_type": 'write a table: [severity], and below it generic = "note"',
    "enum": 'put the rule\'s name in quotes: "begging/plead" = "note"',
}
