"""Rules: one TOML file each, with its message, its reasons and the examples that prove it."""

from __future__ import annotations

import re
import string
from collections.abc import Collection, Iterable
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import (
    Field,
    StringConstraints,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_core import ErrorDetails

from soapwriter import assets
from soapwriter.data import FrozenModel, at_key, describe_mistake, read_toml, validate
from soapwriter.errors import BadData, did_you_mean, nearest, quoted, unknown
from soapwriter.finding import Fix, Safety, Severity
from soapwriter.kinds import kinds
from soapwriter.linter.checks import AnyCheck, check_classes
from soapwriter.linter.checks.measure import STANDINGS
from soapwriter.linter.context import Match
from soapwriter.nlp import words

# Folders of `lint_rules/` that hold no rules.
NOT_RULES = ("words", "outline", "reference", "standing", "dictionary")


# In these categories a denial is the commonest clean text, so that each rule shows one that it leaves alone.
_DENIED = ("blame", "begging", "ownership")

Said = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class Example(FrozenModel):
    """
    A text of some kind and form, and the exact words that the rule must point at in it, in order; none if clean.

    `fixed` is the text after every edit of the rule, whatever its safety.
    `for` and `program` say whom it is for, as the options of linting do; the programs are those of `proof`.
    `facts` are the applicant's, in the shape of a facts file (`{}` for nothing known, left out for the invented
    applicant of `proof`); `now` is the day on which the text is read.
    """

    text: str
    finds: tuple[str, ...]
    fixed: str | None = None
    kind: str = "failure"
    form: str = ""
    specialty: str = Field(default="", alias="for")
    program: str = ""
    facts: Any = None
    now: date | None = None

    @field_validator("facts")
    @classmethod
    def _read_facts(cls, value: Any) -> Any:
        # Only proofs read examples, and only these need what reads facts.
        from soapwriter.facts import Facts

        return None if value is None else Facts.model_validate(value)


class Source(FrozenModel):
    """Where a rule comes from: kind of evidence, address, date and confidence (H, M or L)."""

    evidence: Literal["article", "quoted", "inferred", "official", "corpus"]
    url: str | None = None
    date: str | None = None
    confidence: Literal["H", "M", "L"] = "M"


class Edit(FrozenModel):
    """
    How what a rule points at is mended: put `text` in its place, in which {…} are the words of the check.

    `safety` is "safe" where nothing that the writer says can change: `lint --fix` makes it. "unsafe" is whole but for
    the writer to decide, and "shown" is a likely reading, to be shown and never made.
    """

    safety: Safety
    text: str


class Rule(FrozenModel):
    """
    One rule.

    `severity_by` sets another severity for some kinds of document; `kinds` keeps the rule to some; `when` keeps it to
    texts whose parts stand so. `note` says where advisers disagree. `fix` says how a finding is mended.
    `lone_is_note` gives the benefit of the doubt: a finding that is alone in its category is a note in these kinds, and
    where "sound" is among them in texts that own the failure, name its cause and show concrete changes. Such texts
    rarely blame or argue, and a single phrase is more often misread (on texts not seen before: 2 right, 13 wrong; two
    or more: all right); a statement tells of patients, whose troubles are not the writer's.
    """

    id: str
    summary: Said
    why: Said
    severity: Severity
    severity_by: dict[str, Severity] = {}
    kinds: tuple[str, ...] = ()
    lone_is_note: tuple[str, ...] = ()
    when: dict[Literal["ownership", "cause", "changes", "plan"], tuple[str, ...]] = {}
    message: Said
    instead: Said
    note: str | None = None
    source: Source
    check: AnyCheck
    fix: Edit | None = None
    examples: tuple[Example, ...] = ()
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

    def fix_at(self, place: Match, text: str) -> Fix | None:
        """Return how a place in a text is mended; None where the rule does not say, or would change nothing."""
        if self.fix is None:
            return None
        start, end = place.span
        mended = self.fix.text.format(**place.words)
        if mended == text[start:end]:
            return None
        return Fix(start, end, mended, self.fix.safety if place.sure else Safety.SHOWN)

    @model_validator(mode="after")
    def _known(self) -> Rule:
        """Refuse names that nothing answers to."""
        self._refuse_unsupplied("message", self.message)
        if self.fix:
            self._refuse_unsupplied("fix.text", self.fix.text)
        elif any(example.fixed is not None for example in self.examples):
            raise ValueError("examples: fixed needs a rule with a [fix]")
        _refuse_unknown("kinds", "kind", self.kinds, kinds())
        _refuse_unknown("severity_by", "kind", self.severity_by, kinds())
        _refuse_unknown("examples", "kind", (example.kind for example in self.examples), kinds())
        for part, labels in self.when.items():
            _refuse_unknown(f"when.{part}", "standing", labels, STANDINGS[part])
        return self

    @model_validator(mode="after")
    def _proven(self, info: ValidationInfo) -> Rule:
        """Ask for examples on both sides, unless they were left unread."""
        if info.context:
            return self
        if not any(example.finds for example in self.examples):
            raise ValueError('examples: one that is flagged is missing (finds = ["…"])')
        if all(example.finds for example in self.examples):
            raise ValueError("examples: one that is clean is missing (finds = [])")
        if self.fix and not any(example.finds and example.fixed is not None for example in self.examples):
            raise ValueError('examples: one that is mended is missing (fixed = "…")')
        if self.category in _DENIED and not any(map(_denies, self.examples)):
            raise ValueError(f"examples: a rule of '{self.category}' needs a clean one that denies (\"I do not …\")")
        return self

    def _refuse_unsupplied(self, key: str, template: str) -> None:
        """Refuse a text with a word that the check does not supply."""
        if spare := _fields(key, template) - self.check.message_words:
            known = ", ".join(sorted(self.check.message_words)) or "none"
            raise ValueError(f"{key}: the check does not supply {{{min(spare)}}}; it supplies: {known}")


def load_rules(*folders: Path, examples: bool = True) -> tuple[Rule, ...]:
    """
    Return the shipped rules and those of further folders, in order of ids; a later folder's rule replaces an earlier.

    Linting needs no examples: without them the shipped rules are read in half the time.

    Raises:
        BadData: a rule file breaks the laws of the data; every trouble is named with file and key.
    """
    found: dict[str, Rule] = {}
    troubles: list[str] = []
    shipped = assets.folder("lint_rules")
    for folder in (shipped, *folders):
        for path in sorted(folder.rglob("*.toml")):
            identity = path.relative_to(folder).with_suffix("").as_posix()
            if identity.split("/")[0] in NOT_RULES:
                continue
            try:
                found[identity] = _read(path, identity, examples=examples or folder is not shipped)
            except BadData as error:
                troubles.extend(error.messages)
    if troubles:
        raise BadData(*troubles)
    return tuple(found[identity] for identity in sorted(found))


def names_of(rules: Iterable[Rule]) -> frozenset[str]:
    """Return the names by which rules can be asked for: every id and every category."""
    return frozenset(name for rule in rules for name in (rule.id, rule.category))


def no_such(name: str, known: Iterable[str], *, what: str = "rule or category") -> str:
    """Return one sentence that says that no rule has this name, and which is the nearest."""
    # An id is longer than what people remember of it: "plead" is meant for "begging/plead".
    hint = did_you_mean(nearest(name, known, alike=0.5))
    return f"There is no {what} {quoted(name)}.{hint} 'soapwriter rules' lists them all."


def _read(path: Path, identity: str, *, examples: bool) -> Rule:
    if "/" not in identity:
        raise BadData(f"{path}: a rule belongs in a folder, which is its category.")
    raw = read_toml(path, until=None if examples else "[[examples]]")
    if own := {"id", "path"} & raw.keys():
        raise BadData(f"{path}: {min(own)}: there is no such key; a rule's id is its path")
    values = {**raw, "id": identity, "path": path}
    context = None if examples else {"unread": "examples"}
    return validate(Rule, values, path=path, context=context, describe=_describe)


def _describe(error: ErrorDetails) -> str:
    """Return one of pydantic's complaints as "key: trouble"."""
    # After "check" pydantic names the class that it took the check for, which is not a key of the file.
    check, place = error["loc"][:1], error["loc"]
    error["loc"] = (*check, *place[2:]) if check == ("check",) else place
    if error["type"] == "union_tag_invalid":
        return at_key(error["loc"], unknown("check", error["ctx"]["tag"], check_classes()))
    if error["type"] == "union_tag_not_found":
        return at_key(error["loc"], f"type is missing; there are: {', '.join(check_classes())}")
    return describe_mistake(error)


def _refuse_unknown(key: str, what: str, names: Iterable[str], known: Collection[str]) -> None:
    for name in names:
        if name not in known:
            raise ValueError(f"{key}: {unknown(what, name, known)}")


def _denies(example: Example) -> bool:
    """Tell whether a clean example has a word that denies."""
    said = example.text.lower().replace("’", "'").replace("n't", " not")
    return not example.finds and not set(re.findall(r"[a-z]+", said)).isdisjoint(words().classes["negator"])


def _fields(key: str, template: str) -> set[str]:
    try:
        parsed = list(string.Formatter().parse(template))
    except ValueError as error:
        raise ValueError(f"{key}: {error}") from error
    if any(form or conversion for _, _, form, conversion in parsed):
        raise ValueError(f"{key}: a word goes in plainly, as {{match}}")
    return {name for _, name, _, _ in parsed if name is not None}
