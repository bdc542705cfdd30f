"""
The steps of the week: what the article advises, corrected by the rules of SOAP, and what shows that a step is done.

The table is `lint_rules/reference/week.toml`. Its rules were checked on the day in `checked`; each has its source.
"""

from functools import cache
from typing import Literal

from pydantic import Field, model_validator

from soapwriter import assets
from soapwriter.data import CheckedTable, Confidence, FrozenModel, read_model
from soapwriter.errors import UnknownName, unknown

# What a step may ask of the facts; `progress` says when each is there.
Fact = Literal["failures", "story.status", "story.limit", "contacted", "interviewed", "answered"]


class Cited(FrozenModel):
    """Where a statement comes from, of when that is, and how sure it is."""

    title: str
    url: str = ""
    date: str
    confidence: Confidence

    def __str__(self) -> str:
        """Say it in one sentence."""
        return f"Source: {self.title} ({self.date}; confidence {self.confidence})."


class Phase(FrozenModel):
    """What a part of the week is for, by the events with which it begins."""

    events: tuple[str, ...]
    text: str


class Shown(FrozenModel):
    """A document that shows a step to be done: its kind and form, and whether one is needed for each of something."""

    kind: str
    form: str = ""
    each: Literal["", "specialty", "interview"] = ""


class Proof(FrozenModel):
    """What shows that a step is done: facts that are there, documents without an error, an event that has passed."""

    facts: tuple[Fact, ...] = ()
    documents: tuple[Shown, ...] = ()
    passed: str = ""


class Step(FrozenModel):
    """
    One step: what it is now, what the article advised, the rule that corrected it and where that comes from.

    `since` and `until` are events of the clock ("" for no bound), `needs` facts without which there is nothing to do,
    `how` a command for it. A dropped step is not to be done.
    """

    id: str
    article: int
    advice: str
    title: str
    rule: str
    source: str
    since: str = Field(default="", alias="from")
    until: str = ""
    needs: tuple[Fact, ...] = ()
    how: str = ""
    done: Proof = Proof()
    dropped: bool = False


class Opening(FrozenModel):
    """Something that is allowed once SOAP has ended, with a command for it."""

    text: str
    source: str
    how: str


class Steps(CheckedTable):
    """The whole table, and the days of the last check and of the next."""

    sources: dict[str, Cited]
    phases: tuple[Phase, ...]
    steps: tuple[Step, ...]
    opens: tuple[Opening, ...]
    short: dict[str, str]
    statements: dict[str, str]

    @model_validator(mode="after")
    def _sourced(self) -> "Steps":
        named = {step.source for step in self.steps} | {opening.source for opening in self.opens}
        if missing := sorted(named - self.sources.keys()):
            raise ValueError(unknown("source", missing[0], self.sources))
        return self

    @model_validator(mode="after")
    def _whole(self) -> "Steps":
        numbers = sorted(step.article for step in self.steps)
        if numbers != list(range(1, len(numbers) + 1)) or len({step.id for step in self.steps}) < len(numbers):
            raise ValueError("every step of the article has one entry here, with a name of its own")
        return self

    def phase(self, event: str) -> str:
        """Return what the part of the week is for that begins with an event; "" where the table does not say."""
        return next((phase.text for phase in self.phases if event in phase.events), "")


@cache
def table() -> Steps:
    """
    Return the shipped table.

    Raises:
        BadData: it breaks its shape, or names a source that is not there.
    """
    return read_model(assets.table_path("week"), Steps)


def step_id(name: str) -> str:
    """
    Return a step's id, in whatever case it was written.

    Raises:
        UnknownName: there is no such step that can be done; the message names the nearest.
    """
    known = [step.id for step in table().steps if not step.dropped]
    if name.strip().lower() not in known:
        raise UnknownName(unknown("step", name, known))
    return name.strip().lower()
