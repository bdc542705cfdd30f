"""Which rules speak, how gravely, and what fails a run: the defaults, then `soapwriter.toml`, then options."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, get_args

from pydantic import Field

from soapwriter.data import FrozenModel
from soapwriter.errors import BadSettings, UnknownName, unknown
from soapwriter.finding import Severity
from soapwriter.linter.rule import Rule, names_of, no_such_rule
from soapwriter.text import TomlFile, read_toml_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pydantic_core import ErrorDetails

FILE = "soapwriter.toml"
DEFAULT = "default"
FailOn = Literal["error", "warning", "note", "never"]

_WITHOUT = "Fix that, or lint with --no-config."
_UNQUOTED = re.compile(r"^[ \t]*([\w-]+/[\w/-]+)[ \t]*=", re.M)


Name = Annotated[str, Field(min_length=1, pattern=r"^[^\x00-\x1f]*$")]


class _Said(FrozenModel):
    """What a settings file may say; `rules`, `facts` and `baseline` are paths as seen from the file."""

    select: Annotated[tuple[Name, ...], Field(min_length=1)] = ()
    ignore: tuple[Name, ...] = ()
    severity: dict[str, Severity] = {}
    fail_on: Annotated[FailOn, Field(alias="fail-on")] = "error"
    rules: tuple[Name, ...] = ()
    facts: Name | None = None
    baseline: Name | None = None


_KEYS = tuple(each.alias or name for name, each in _Said.model_fields.items())


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

    def trouble(self, *key: str, message: str) -> str:
        """Return one sentence on a mistake, with the file, the line and the key."""
        return self.file.mistake(*key, message=message)


@dataclass(frozen=True)
class Profile:
    """
    What was settled for a run of the linter.

    `select` (all when it is empty) and `ignore` are rules or categories; `severity` is by rule or category, and a rule
    goes before its category; `rules` are folders. `file` is the settings file, and `given` says which option gave what.
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

    def chosen(self, rules: Sequence[Rule]) -> tuple[Rule, ...]:
        """
        Return the rules that are to speak, each with the severity that it is to have.

        Raises:
            UnknownName: a name is neither a rule nor a category, each with its sentence; or no rule is left.
        """
        if wrong := tuple(self._misnamed(names_of(rules))):
            raise UnknownName(*wrong)
        kept = [rule for rule in rules if self._selects(rule)]
        if not kept:
            raise UnknownName("No rule is left to lint by: all that are selected are also ignored.")
        return tuple(map(self._graded, kept))

    def _selects(self, rule: Rule) -> bool:
        named = {rule.id, rule.category}
        return (not self.select or not named.isdisjoint(self.select)) and named.isdisjoint(self.ignore)

    def _graded(self, rule: Rule) -> Rule:
        """Return a rule with the severity that was asked for, in every kind; what is doubted is still a note."""
        asked = self.severity.get(rule.id, self.severity.get(rule.category))
        return rule.model_copy(update={"severity": asked, "severity_by": {}}) if asked else rule

    def _misnamed(self, known: frozenset[str]) -> Iterator[str]:
        """Yield a sentence on each name that is neither a rule nor a category."""
        asked = {"select": self.select, "ignore": self.ignore, "severity": tuple(self.severity)}
        for key, names in asked.items():
            for name in names:
                if name not in known:
                    yield self._said(key, name, no_such_rule(name, known))

    def _said(self, key: str, name: str, message: str) -> str:
        """Return a sentence on a name, with its place if it stands in the settings file."""
        if key in self.given or self.file is None:
            return message
        if key != "severity":
            return self.file.trouble(key, message=message)
        if name in _KEYS:
            message = f"'{name}' is a setting, not a rule: it belongs above [severity]"
        return self.file.trouble(key, name, message=message)


def settle(file: SettingsFile | None = None, **given: Any) -> Profile:
    """
    Return what holds: an option's value where one is `given` (nor None nor empty), else the file's, else the default.

    Rules that are selected by option are not ignored by the file.

    Raises:
        BadSettings: the file names a folder of rules or a facts file that is not there.
    """
    options = {key.replace("_", "-"): value for key, value in given.items() if value}
    names = {key: f"--{key}" for key in options}
    said = dict(file.values) if file else {}
    if "select" in options and "ignore" not in options and "ignore" in said:
        names["ignore"] = "--select, which lays the file's aside"
        del said["ignore"]
    values = said | options
    if file and (missing := tuple(_missing(file, set(said) - set(options)))):
        raise BadSettings(*missing)
    return Profile(**{key.replace("-", "_"): value for key, value in values.items()}, file=file, given=names)


def find_settings() -> SettingsFile | None:
    """
    Return the settings file of the working directory, else of the nearest folder above it that has one; or None.

    Raises:
        BadSettings: it cannot be read, or says what it may not.
    """
    try:
        here = Path.cwd()
    except OSError:
        return None
    path = next((folder / FILE for folder in (here, *here.parents) if _is_file(folder / FILE)), None)
    return read_settings(Path(os.path.relpath(path, here))) if path else None


def read_settings(path: Path) -> SettingsFile:
    """
    Return the settings of a file.

    Raises:
        BadSettings: it cannot be read, or says what it may not; every mistake has a sentence.
    """
    file = read_toml_file(path, what="settings file", error=BadSettings, way_out=_WITHOUT)
    said = file.model(_Said, describe=_describe, hint=_quotes(file.text))
    return SettingsFile(file, _values(said, path.parent))


def _values(said: _Said, folder: Path) -> dict[str, Any]:
    """Return what a file sets, by key; its paths as seen from the working directory."""
    values = said.model_dump(by_alias=True, exclude_unset=True)
    values |= {key: _seen(values[key], folder) for key in ("facts", "baseline") if key in values}
    if "rules" in values:
        values["rules"] = tuple(_seen(each, folder) for each in values["rules"])
    return values


def _seen(path: str, folder: Path) -> str:
    return str(folder / os.path.expanduser(path))  # noqa: PTH111 - where there is no home, "~" stays what it is


def _missing(file: SettingsFile, keys: Iterable[str]) -> Iterator[str]:
    """Yield a sentence on each path of a file that leads nowhere; a baseline may be yet to come."""
    if "rules" in keys:
        for folder in file.values["rules"]:
            if not Path(folder).is_dir():
                yield file.trouble("rules", message=f"There is no folder {folder}")
    if "facts" in keys and not Path(file.values["facts"]).is_file():
        yield file.trouble("facts", message=f"There is no file {file.values['facts']}")


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        # A folder above that may not be looked into has no settings for us.
        return False


def _quotes(text: str) -> str:
    """Return the way out for the commonest mistake."""
    match = _UNQUOTED.search(text)
    return f' A rule\'s name stands in quotes: "{match.group(1)}" = …' if match else ""


def _describe(error: ErrorDetails) -> str:
    """Return one of pydantic's complaints as a person would say it."""
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
    "string_type": "this stands in quotes",
    "string_too_short": "this is empty",
    "string_pattern_mismatch": "no name has such characters",
    "dict_type": 'write a table: [severity], and below it generic = "note"',
    "enum": 'a rule\'s name stands in quotes: "begging/plead" = "note"',
}
