"""What every check is given, and what it answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from pydantic import BaseModel, ConfigDict

from soapwriter.claims import Claims, read_claims
from soapwriter.counts import count
from soapwriter.finding import Severity
from soapwriter.letter import email_parts
from soapwriter.outline import Outline

if TYPE_CHECKING:
    from datetime import date

    from soapwriter.facts import Facts
    from soapwriter.finding import Counts, EmailParts, Structure
    from soapwriter.kind import Kind
    from soapwriter.matching import Pattern
    from soapwriter.reading import Reading, Sentence
    from soapwriter.text import Span


@dataclass(frozen=True)
class Place:
    """
    Where a rule is broken: offsets in characters, and the words that its message may use.

    A place that is not `sure` is shown as a note, whatever the rule's severity, and none graver than `most`.
    """

    span: Span
    words: Mapping[str, str] = field(default_factory=dict)
    sure: bool = True
    most: Severity = Severity.ERROR


class Look:
    """
    One document as checks see it: its reading, outline, claims, counts and email parts.

    `now` is the day on which it is read; None where nothing is to be said of what has passed.
    """

    def __init__(self, reading: Reading, kind: Kind, facts: Facts | None = None, now: date | None = None) -> None:
        self.reading = reading
        self.kind = kind
        self.facts = facts
        self.now = now
        self.outline = Outline(reading, kind)

    @property
    def structure(self) -> Structure:
        """The labels of the four parts."""
        return self.outline.structure

    @cached_property
    def claims(self) -> Claims:
        """What the text claims of its writer's exams."""
        return read_claims(self.reading)

    @cached_property
    def counts(self) -> Counts:
        """How long the document is."""
        return count(self.reading)

    @cached_property
    def email(self) -> EmailParts | None:
        """Which parts of an email are there; None for a kind that is no email."""
        return email_parts(self.outline) if self.kind.email else None

    def body(self) -> list[Sentence]:
        """Return the sentences of the body: no subject, greeting or closing."""
        return [sentence for sentence in self.reading.sentences if sentence.role in ("text", "item")]


class Check(BaseModel):
    """A mechanism with the data of one rule; frozen, and strict about its keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    message_words: ClassVar[frozenset[str]] = frozenset()

    def phrases_by_owner(self, rule: str) -> dict[str, tuple[str | Pattern, ...]]:  # noqa: ARG002 - most need none
        """
        Return the phrases that must be looked up before this check can answer, by owner.

        The first owner's are those that break the rule: where none of them stands, the check is not asked.
        """
        return {}

    def find(self, look: Look, rule: str) -> Iterator[Place]:
        """Yield every place where the rule is broken, in no particular order."""
        raise NotImplementedError
