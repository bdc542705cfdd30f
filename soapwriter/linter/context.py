"""What a check is given, and what it answers: one document as read, and the matches in it."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache, cached_property
from types import ModuleType
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

from soapwriter.claims import Claims, inferred_program, read_claims
from soapwriter.data import FrozenModel
from soapwriter.facts import audience_from_facts, audience_from_program, audience_of
from soapwriter.finding import Counts, Severity
from soapwriter.kinds import known_sentences
from soapwriter.linter.email_parts import email_parts
from soapwriter.linter.explanation import Explanation
from soapwriter.nlp import finder
from soapwriter.text import seconds_aloud

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from soapwriter.facts import Audience, Facts
    from soapwriter.finding import EmailParts, Structure
    from soapwriter.kinds import Kind, KnownSentence
    from soapwriter.nlp import ParsedDocument, Sentence, Slip
    from soapwriter.reader import FoundSpan, Reading
    from soapwriter.text import Span


class RuleChoice(Protocol):
    """Says which rule speaks of what the reader finds."""

    def rule_of(self, span: FoundSpan) -> str:
        """Return the id of the rule that speaks of a span; "" for none."""

    def example_of(self, span: FoundSpan) -> str:
        """Return the words of the example that a span is nearest to; "" for none."""

    def own_rule_of(self, category: str, text: str, vector: Any) -> str:
        """Return the id of the rule of a user's own category that speaks of a sentence in a text; "" for none."""


@dataclass(frozen=True)
class Match:
    """
    Where a rule is broken: offsets in characters, and the words that fill the rule's message.

    A match that is not `sure` is shown as a note, whatever the rule's severity; `most` is the gravest severity that it
    may have. `instead` is what to write here, where that depends on the match. `probability` (0 to 1) is the reader's.
    """

    span: Span
    words: Mapping[str, str] = field(default_factory=dict)
    sure: bool = True
    instead: str = ""
    most: Severity = Severity.ERROR
    probability: float | None = None


class Context:
    """
    One document as checks see it: read, with its explanation, claims, counts and email parts.

    `facts` are the applicant's, and `now` is the day on which the document is read; each is None where it is not known.
    `suggestions` are the sentences that rules say to write, each after its rule's id: these are not the writer's own
    words. `speakers` say which rule of a category speaks of some words. `slips` are what the spelling library found,
    empty where it was not used.
    """

    def __init__(
        self,
        parsed: ParsedDocument,
        kind: Kind,
        facts: Facts | None = None,
        now: date | None = None,
        *,
        suggestions: tuple[tuple[str, str], ...] = (),
        slips: tuple[Slip, ...] = (),
        speakers: RuleChoice | None = None,
    ) -> None:
        self.parsed = parsed
        self.kind = kind
        self.facts = facts
        self.now = now
        self.suggestions = suggestions
        self.slips = slips
        self.speakers = speakers
        self.explanation = Explanation(parsed, kind)

    @property
    def structure(self) -> Structure:
        """The labels of the four parts."""
        return self.explanation.structure

    @property
    def reading(self) -> Reading:
        """What the trained reader says of the document."""
        return self.parsed.reading

    # All that follows is computed on first use: few rules need claims, and a statement needs no email parts.
    @cached_property
    def claims(self) -> Claims:
        """What the text claims about its writer's exams."""
        return read_claims(self.parsed)

    @cached_property
    def counts(self) -> Counts:
        """How long the document is, and how hard to read; sentences and grade are those of the body."""
        document, body = self.parsed.document, self.body()
        words = sum(sentence.words for sentence in self.parsed.sentences)
        prose = " ".join(document.prose[slice(*sentence.span)] for sentence in body)
        return Counts(
            characters=len(document.text),
            words=words,
            sentences=len(body),
            spoken_seconds=seconds_aloud(words),
            grade=_reading_grade(prose) if prose else 0.0,
        )

    @cached_property
    def email(self) -> EmailParts | None:
        """Which parts of an email are there; None for a kind that is not an email."""
        return email_parts(self.parsed) if self.kind.email else None

    @cached_property
    def audience(self) -> Audience | None:
        """Whom the text is for: as the document says, else the program that an email names, else as the facts imply."""
        stated = audience_of(self.parsed.document)
        if stated or self.facts is None:
            return stated
        program = inferred_program(self.parsed.document.prose, self.facts) if self.kind.email else None
        if program:
            return audience_from_program(program, by="your facts")
        return audience_from_facts(self.facts, email=self.kind.email)

    @cached_property
    def borrowed(self) -> list[tuple[Span, KnownSentence]]:
        """The sentences outside quotations that are not in the writer's own words, each with the one that it is."""
        known = known_sentences(self.suggestions)
        applicant = self.facts.applicant.name if self.facts else None
        prose = self._unquoted()
        sources = ((each.span, known.source_of(prose[slice(*each.span)], applicant=applicant)) for each in self.body())
        return [(span, source) for span, source in sources if source]

    def _unquoted(self) -> str:
        """Return the prose with a space for each character of a quotation, so that offsets stay."""
        prose = self.parsed.document.prose
        for start, end in self.parsed.quotes:
            prose = prose[:start] + " " * (end - start) + prose[end:]
        return prose

    def body(self) -> list[Sentence]:
        """Return the sentences of the body, in order: no subject, greeting or closing."""
        return [sentence for sentence in self.parsed.sentences if sentence.role in ("text", "item")]


class Check(FrozenModel):
    """
    A mechanism with the data of one rule. `rule` is always the rule's id.

    A check is `exact` where it finds the very words that an example names; where a phrase starts and ends is else a
    matter of taste, and overlapping them is enough.
    """

    message_words: ClassVar[frozenset[str]] = frozenset()
    exact: ClassVar[bool] = True

    @property
    def least_examples(self) -> int:
        """How many examples a rule of this check needs, flagged ones and clean ones each."""
        return 1

    def looked_for(self) -> tuple[tuple[str, ...], ...]:
        """Return the phrases that are looked up; most checks have none."""
        return ()

    def compile(self) -> None:
        """
        Compile what the check looks for, which otherwise waits until a text is read.

        Raises:
            BadData: a phrase cannot be compiled.
        """
        for phrases in self.looked_for():
            finder(phrases)

    def is_decidable(self, context: Context) -> bool:  # noqa: ARG002 - most need only the text
        """Return whether the check knows enough to find something; if not, its silence proves nothing."""
        return True

    def find(self, context: Context, rule: str) -> Iterator[Match]:
        """Yield every match, in no particular order."""
        raise NotImplementedError


class FormCheck(Check):
    """A check that may be kept to some forms of a kind, such as "spoken"; `forms` names them, and () means all."""

    forms: tuple[str, ...] = ()

    def is_for(self, context: Context) -> bool:
        """Return whether a document is in one of these forms."""
        return not self.forms or context.parsed.document.form in self.forms


def _reading_grade(prose: str) -> float:
    """Return the school grade of a text's reading ease, to one decimal; at least 0."""
    return round(max(_coleman_liau()(prose), 0.0), 1)


@cache
def _coleman_liau() -> Callable[[str], float]:
    """Return textstat's Coleman-Liau index, which counts letters and needs no dictionary."""
    if "textstat" in sys.modules or "nltk" in sys.modules:
        return _imported_index()
    # textstat's other grades count syllables with a dictionary that nltk fetches over the network, and importing nltk
    # takes a third of a second. So textstat is imported with an empty nltk, and both are forgotten again: whoever
    # imports textstat later gets it whole, with the real nltk.
    with _forgotten("nltk", "textstat"):
        sys.modules["nltk"] = ModuleType("nltk")
        return _imported_index()


def _imported_index() -> Callable[[str], float]:
    import textstat

    index: Callable[[str], float] = textstat.coleman_liau_index
    return index


@contextmanager
def _forgotten(*packages: str) -> Iterator[None]:
    """Leave nothing of some packages in `sys.modules`; what was taken from them keeps working."""
    try:
        yield
    finally:
        for name in [name for name in sys.modules if name.partition(".")[0] in packages]:
            del sys.modules[name]
