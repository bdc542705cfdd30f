"""Rules: one TOML file each, with its message, its reasons and the examples that prove it."""

from __future__ import annotations

import string
import tomllib
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from soapwriter import assets
from soapwriter.checks import AnyCheck
from soapwriter.errors import BadData, unknown
from soapwriter.finding import Severity
from soapwriter.kind import kinds

# Folders of `lint_rules/` that hold no rules.
NOT_RULES = ("words", "outline", "reference")


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Example(_Data):
    """A text, and the exact words that the rule must point at in it, in order; none for a clean one."""

    text: str
    finds: tuple[str, ...]
    kind: str = "failure"


class Source(_Data):
    """Where a rule comes from: kind of evidence, address, date and confidence (H, M or L)."""

    evidence: Literal["article", "quoted", "inferred", "official", "corpus"]
    url: str | None = None
    date: str | None = None
    confidence: Literal["H", "M", "L"] = "M"


class Rule(_Data):
    """
    One rule.

    `severity_by` sets another severity for some kinds of document; `kinds` keeps the rule to some; `when` keeps it to
    texts whose parts stand so. `note` says where advisers disagree.
    """

    id: str
    summary: str
    why: str
    severity: Severity
    severity_by: dict[str, Severity] = {}
    kinds: tuple[str, ...] = ()
    when: dict[Literal["ownership", "cause", "changes", "plan"], tuple[str, ...]] = {}
    message: str
    instead: str
    note: str | None = None
    source: Source
    check: AnyCheck
    examples: tuple[Example, ...]
    path: Path = Field(exclude=True)

    @property
    def category(self) -> str:
        """The rule's folder."""
        return self.id.rpartition("/")[0]

    def severity_for(self, kind: str) -> Severity:
        """Return the severity in documents of a kind."""
        return self.severity_by.get(kind, self.severity)

    def applies_to(self, kind: str) -> bool:
        """Tell whether the rule looks at documents of a kind."""
        return not self.kinds or kind in self.kinds

    @model_validator(mode="after")
    def _lawful(self) -> Rule:
        """Hold a rule to the laws of the data."""
        if not any(example.finds for example in self.examples):
            raise ValueError('examples: one that is flagged is missing (finds = ["…"])')
        if all(example.finds for example in self.examples):
            raise ValueError("examples: one that is clean is missing (finds = [])")
        spare = _fields(self.message) - self.check.message_words
        if spare:
            known = ", ".join(sorted(self.check.message_words)) or "none"
            raise ValueError(f"message: the check does not supply {{{min(spare)}}}; it supplies: {known}")
        for kind in (*self.kinds, *self.severity_by, *(example.kind for example in self.examples)):
            if kind not in kinds():
                raise ValueError(unknown("kind", kind, kinds()))
        return self


def load_rules(*folders: Path) -> tuple[Rule, ...]:
    """
    Return the shipped rules and those of further folders, in order of ids; a later folder's rule replaces an earlier.

    Raises:
        BadData: a rule file breaks the laws of the data; every trouble is named with file and key.
    """
    found: dict[str, Rule] = {}
    troubles: list[str] = []
    for folder in (assets.folder("lint_rules"), *folders):
        for path in sorted(folder.rglob("*.toml")):
            identity = path.relative_to(folder).with_suffix("").as_posix()
            if identity.split("/")[0] in NOT_RULES:
                continue
            try:
                found[identity] = _read(path, identity)
            except BadData as error:
                troubles.extend(error.messages)
    if troubles:
        raise BadData(*troubles)
    return tuple(found[identity] for identity in sorted(found))


def _read(path: Path, identity: str) -> Rule:
    if "/" not in identity:
        raise BadData(f"{path}: a rule belongs in a folder, which is its category.")
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
        return Rule.model_validate({**raw, "id": identity, "path": path})
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadData(f"{path}: {error}") from error
    except ValidationError as error:
        raise BadData(*(f"{path}: {_said(each)}" for each in error.errors())) from error
    except BadData as error:
        raise BadData(f"{path}: {error}") from error


def _said(error: Any) -> str:
    """Return one of pydantic's complaints as a person would say it: the key, then the trouble."""
    key = ".".join(str(part) for part in error["loc"])
    trouble = error["msg"].removeprefix("Value error, ")
    if error["type"] == "extra_forbidden":
        trouble = "there is no such key"
    return f"{key}: {trouble}" if key else trouble


def _fields(message: str) -> set[str]:
    try:
        return {name for _, name, _, _ in string.Formatter().parse(message) if name is not None}
    except ValueError as error:
        raise ValueError(f"message: {error}") from error
