"""
The contact rules of Match Week: what holds for each message, at each stage of the week.

The table is `lint_rules/reference/contact.toml`; `permission` applies it to a program and a moment.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from functools import cache
from typing import Literal, get_args

from pydantic import model_validator

from soapwriter import assets
from soapwriter.data import Confidence, FrozenModel, read_model
from soapwriter.errors import unknown

Stage = Literal["before", "silent", "contacted", "after"]

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
    """One kind of message, and what holds for it at each stage."""

    title: str
    before: Rule
    silent: Rule
    contacted: Rule
    after: Rule

    def at(self, stage: Stage) -> Rule:
        """Return what holds at a stage."""
        rule: Rule = getattr(self, stage)
        return rule


class ContactTable(FrozenModel):
    """Every message and every source by id, and the day on which they were last checked."""

    checked: date
    sources: dict[str, Origin]
    messages: dict[str, Message]

    # A verdict without a source could not be checked by the person who has to trust it.
    @model_validator(mode="after")
    def _sourced(self) -> ContactTable:
        for name, message in self.messages.items():
            for stage in get_args(Stage):
                source = message.at(stage).source
                if source not in self.sources:
                    raise ValueError(f"messages.{name}.{stage}: {unknown('source', source, self.sources)}")
        return self


@cache
def contact_table() -> ContactTable:
    """
    Return the shipped contact rules.

    Raises:
        BadData: the table breaks its shape, or names a source that is not there.
    """
    return read_model(assets.table_path("contact"), ContactTable)


def messages() -> dict[str, Message]:
    """Return every kind of message by its id."""
    return contact_table().messages
