"""A rule: its message, its reasons, its check, and the examples that it is tested by."""

from __future__ import annotations

import re
import string
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints, ValidationInfo, field_validator, model_validator

from soapwriter.data import Confidence, FrozenModel
from soapwriter.errors import did_you_mean, nearest, quoted, unknown
from soapwriter.finding import Fix, Safety, Severity
from soapwriter.kinds import kinds
from soapwriter.linter.checks import AnyCheck
from soapwriter.linter.checks.measure import LABELS
from soapwriter.linter.context import Match
from soapwriter.nlp import any_of

# In these categories the commonest clean text denies ("I do not blame my school"), so each rule shows that it leaves
# such a text alone.
_DENIED = ("blame", "begging", "ownership")

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class Example(FrozenModel):
    """
    A text of some kind and form, and the exact words that the rule must find in it, in order; none if it is clean.

    `fixed` is the text after every edit of the rule, whatever its safety.
    `for` and `program` say whom it is for, like the options of `lint`; the programs are those of `rule_tester`.
    `facts` are the applicant's, in the shape of a facts file: `{}` for nothing known, left out for the invented
    applicant of `rule_tester`. `now` is the day on which the text is read.
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
        # Linting reads no examples, so it does not wait for the import of what reads facts.
        from soapwriter.facts import Facts

        return None if value is None else Facts.model_validate(value)


class Source(FrozenModel):
    """Where a rule comes from: kind of evidence, address, date, and confidence (high, medium or low)."""

    evidence: Literal["article", "quoted", "inferred", "official", "corpus"]
    url: str | None = None
    date: str | None = None
    confidence: Confidence = "M"


class Edit(FrozenModel):
    """
    How to fix what a rule finds: put `text` in its place, with the check's words in {…}.

    `safety` is "safe" where the edit cannot change what the writer says: `lint --fix` applies it. "unsafe" is a
    complete edit that the writer has to decide on, and "shown" a likely meaning, which is shown and never applied.
    """

    safety: Safety
    text: str


class Rule(FrozenModel):
    """
    One rule.

    `severity_by` sets another severity for some kinds of document; `kinds` limits the rule to some; `when` limits it
    to texts with these labels of the four parts. `from_facts` is what the facts are asked for, before `instead`.
    `note` says where advisers disagree. `fix` says how to fix a finding.
    """

    id: str
    summary: Text
    why: Text
    severity: Severity
    severity_by: dict[str, Severity] = {}
    kinds: tuple[str, ...] = ()
    when: dict[Literal["ownership", "cause", "changes", "plan"], tuple[str, ...]] = {}
    message: Text
    instead: Text
    from_facts: Literal["ownership", "cause", "changes", "plan"] | None = None
    note: str | None = None
    source: Source
    check: AnyCheck
    fix: Edit | None = None
    examples: tuple[Example, ...] = ()
    # Where the file is says something about the user's computer, and nothing about the rule: no output has it.
    path: Path = Field(exclude=True)

    @property
    def category(self) -> str:
        """The rule's folder."""
        return self.id.rpartition("/")[0]

    def severity_for(self, kind: str) -> Severity:
        """Return the severity in documents of a kind, given by its id."""
        return self.severity_by.get(kind, self.severity)

    def applies_to(self, kind: str) -> bool:
        """Return whether the rule is for documents of a kind, given by its id."""
        return not self.kinds or kind in self.kinds

    def fix_for(self, match: Match, text: str) -> Fix | None:
        """Return the edit that fixes a match in a text; None where the rule has none, or it would change nothing."""
        if self.fix is None:
            return None
        start, end = match.span
        fixed = self.fix.text.format(**match.words)
        # `lint --fix` repeats until no fix is left, so a fix that changes nothing would never end.
        if fixed == text[start:end]:
            return None
        return Fix(start, end, fixed, self.fix.safety if match.sure else Safety.SHOWN)

    @model_validator(mode="after")
    def _check_names(self) -> Rule:
        """Refuse a kind, a label or a message word that does not exist."""
        self._refuse_unsupplied("message", self.message)
        if self.fix:
            self._refuse_unsupplied("fix.text", self.fix.text)
        elif any(example.fixed is not None for example in self.examples):
            raise ValueError("examples: fixed needs a rule with a [fix]")
        _refuse_unknown("kinds", "kind", self.kinds, kinds())
        _refuse_unknown("severity_by", "kind", self.severity_by, kinds())
        _refuse_unknown("examples", "kind", (example.kind for example in self.examples), kinds())
        for part, labels in self.when.items():
            _refuse_unknown(f"when.{part}", "label", labels, LABELS[part])
        return self

    @model_validator(mode="after")
    def _check_examples(self, info: ValidationInfo) -> Rule:
        """Require the examples that every rule needs, unless the context says that they were left unread."""
        # Pydantic hands a validator no other arguments than its context.
        if info.context:
            return self
        if missing := next(self._missing_examples(), ""):
            raise ValueError(f"examples: {missing}")
        return self

    def _missing_examples(self) -> Iterator[str]:
        """Yield a sentence on each kind of example that is missing."""
        if not self.flagged:
            yield 'one that is flagged is missing (finds = ["…"])'
        if not self.clean:
            yield "one that is clean is missing (finds = [])"
        if min(len(self.flagged), len(self.clean)) < self.check.least_examples:
            yield (
                f"a category that the reader was not taught needs {self.check.least_examples} that are flagged and as "
                f"many that are clean; there are {len(self.flagged)} and {len(self.clean)}"
            )
        if self.fix and all(example.fixed is None for example in self.flagged):
            yield 'one that is fixed is missing (fixed = "…")'
        if self.category in _DENIED and not any(map(_denies, self.clean)):
            yield f'a rule of {quoted(self.category)} needs a clean one that denies ("I do not …")'

    @property
    def flagged(self) -> list[Example]:
        """The examples in which the rule finds something."""
        return [example for example in self.examples if example.finds]

    @property
    def clean(self) -> list[Example]:
        """The examples in which the rule finds nothing."""
        return [example for example in self.examples if not example.finds]

    def _refuse_unsupplied(self, key: str, template: str) -> None:
        """Refuse a template with a word that the check does not supply."""
        if spare := _fields(key, template) - self.check.message_words:
            known = ", ".join(sorted(self.check.message_words)) or "none"
            raise ValueError(f"{key}: the check does not supply {{{min(spare)}}}; it supplies: {known}")


def names_of(rules: Iterable[Rule]) -> frozenset[str]:
    """Return the names by which rules can be selected: every id and every category."""
    return frozenset(name for rule in rules for name in (rule.id, rule.category))


def no_such_rule(name: str, known: Iterable[str], *, what: str = "rule or category") -> str:
    """Return one sentence: no rule has this name, and which name is the nearest."""
    # An id is longer than what people remember of it: "plead" is meant for "begging/plead".
    hint = did_you_mean(nearest(name, known, alike=0.5))
    return f"There is no {what} {quoted(name)}.{hint} 'soapwriter rules' lists them all."


def _refuse_unknown(key: str, what: str, names: Iterable[str], known: Collection[str]) -> None:
    for name in names:
        if name not in known:
            raise ValueError(f"{key}: {unknown(what, name, known)}")


def _denies(example: Example) -> bool:
    """Return whether an example has a word that denies, such as "not"."""
    plain = example.text.lower().replace("’", "'").replace("n't", " not")
    return not any_of("negator").isdisjoint(re.findall(r"[a-z]+", plain))


def _fields(key: str, template: str) -> set[str]:
    """Return the names in {…} of a template."""
    try:
        fields = [field for field in string.Formatter().parse(template) if field[1] is not None]
    except ValueError as error:
        raise ValueError(f"{key}: {error}") from error
    if any(form or conversion for _, _, form, conversion in fields):
        raise ValueError(f"{key}: a word takes no format: write {{match}}")
    return {str(name) for _, name, _, _ in fields}
