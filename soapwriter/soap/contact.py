"""
The contact rules of Match Week: what holds for each message, at each stage of the week.

The table is `lint_rules/reference/contact.toml`; `permission` applies it to a program and a moment.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from itertools import product
from typing import Literal, get_args

from pydantic import model_validator

from soapwriter import assets
from soapwriter.data import CheckedTable, Confidence, FrozenModel, read_model
from soapwriter.errors import unknown

Stage = Literal[
    "before", "silent", "contacted", "after", "early", "uninvited", "ineligible", "accepted", "joined",
]  # fmt: skip

# The message to one's own school. It goes to no program, and may be sent at any time.
SCHOOL = "school"


class Verdict(StrEnum):
    """Whether a message may be sent: yes; read the reason and decide; no."""

    OK = "ok"
    CAUTION = "caution"
    BLOCK = "block"


class Origin(FrozenModel):
    """Where a contact rule comes from."""

    title: str
    url: str | None = None
    confidence: Confidence


class Rule(FrozenModel):
    """What holds for one message at one stage; `source` is a key of the table's sources."""

    verdict: Verdict
    reason: str
    source: str


class Message(FrozenModel):
    """One kind of message, and what holds for it at each stage; `every` is for the stages without a rule."""

    title: str
    before: Rule | None = None
    silent: Rule | None = None
    contacted: Rule | None = None
    after: Rule | None = None
    early: Rule | None = None
    uninvited: Rule | None = None
    ineligible: Rule | None = None
    accepted: Rule | None = None
    joined: Rule | None = None
    every: Rule | None = None

    def at(self, stage: Stage) -> Rule | None:
        """Return the message's own rule for a stage, or None where the table has one for all messages."""
        rule: Rule | None = getattr(self, stage)
        return rule or self.every


class Penalty(FrozenModel):
    """What a first contact can cost, in a sentence; `source` is a key of the table's sources."""

    text: str
    source: str


class ContactTable(CheckedTable):
    """Every message and source by id, the rules that hold for every message, and the days of the checks."""

    penalty: Penalty
    sources: dict[str, Origin]
    stages: dict[Stage, Rule]
    messages: dict[str, Message]

    # A verdict without a source could not be checked by the person who has to trust it.
    @model_validator(mode="after")
    def _sourced(self) -> ContactTable:
        for name, stage in product(self.messages, get_args(Stage)):
            source = self.rule(name, stage).source
            if source not in self.sources:
                raise ValueError(f"messages.{name}.{stage}: {unknown('source', source, self.sources)}")
        return self

    def rule(self, message: str, stage: Stage) -> Rule:
        """Return what holds for a message at a stage."""
        rule = self.messages[message].at(stage) or self.stages.get(stage)
        if rule is None:
            raise ValueError(f"messages.{message}.{stage}: this is missing")
        return rule.model_copy(update={"reason": rule.reason.replace("{penalty}", self.penalty.text)})


@cache
def contact_table() -> ContactTable:
    """
    Return the shipped contact rules.

    Raises:
        BadData: the table breaks its shape, or names a source that is not there.
    """
    return read_model(assets.table_path("contact"), ContactTable)


def penalty() -> str:
    """Return what a first contact can cost, in a sentence."""
    return contact_table().penalty.text


def messages() -> dict[str, Message]:
    """Return every kind of message by its id."""
    return contact_table().messages
