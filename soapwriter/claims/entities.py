"""The exams, practice tests and dates of a document by token, and what can be mentioned of them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, NamedTuple

from soapwriter.claims.dates import find_dates
from soapwriter.errors import UnknownName
from soapwriter.nlp import Hit
from soapwriter.tables import exam_name, find_tests

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from soapwriter.claims.dates import PartialDate
    from soapwriter.nlp import ParsedDocument


@dataclass(frozen=True, slots=True)
class Mention:
    """
    One thing that a sentence speaks of: tokens from 0, end exclusive, and the number of its clause from 0.

    `kind` says what it is: "exam" (`name`; "" for one that could be any, "?" for one of no table), "field" (an exam
    named for what is practised for it), "test" (a practice test: `name`, `form`), "score" (`number`, `percent`, and
    `cue` for how it is introduced), "date", "ordinal" and "count" (`number`), "failed" and "passed" (the writer's own),
    "tested", "wish", "coming", and "other" (somebody else's, or not a fact).
    """

    kind: str
    first: int
    last: int
    clause: int
    name: str = ""
    form: str = ""
    number: float = 0
    percent: bool = False
    cue: str = ""
    date: PartialDate | None = None


class NamedTest(NamedTuple):
    """A practice test: the token after it, its id in the table or "", and the number of its form or ""."""

    last: int
    id: str
    form: str


class Entities:
    """The exams, practice tests and dates of one document, each by the token at which it begins."""

    def __init__(self, parsed: ParsedDocument) -> None:
        self.parsed = parsed
        self.doc = parsed.doc
        self.norms: list[str] = [token.norm_ for token in self.doc]
        self.exams = {entity.start: entity for entity in self.doc.ents if entity.label_ == "exam"}
        self._clauses = [clause.first for clause in parsed.clauses]

    @cached_property
    def dates(self) -> dict[int, tuple[int, PartialDate]]:
        """The dates: the token after each, and the date."""
        found = find_dates(self.parsed.document.prose)
        return {self._token_at(match.start): (self._token_after(match.end), match.date) for match in found}

    @cached_property
    def ends_of_dates(self) -> frozenset[int]:
        """The last token of each date."""
        return frozenset(last - 1 for last, _ in self.dates.values())

    @cached_property
    def tests(self) -> dict[int, NamedTest]:
        """The practice tests."""
        found = find_tests(self.parsed.document.prose)
        return {
            self._token_at(name.start): NamedTest(self._token_after(name.end), name.id, name.form) for name in found
        }

    def clause_of(self, at: int) -> int:
        """Return the number of a token's clause."""
        return bisect_right(self._clauses, at) - 1

    def clause_start(self, at: int) -> int:
        """Return the first token of a token's clause."""
        return self._clauses[self.clause_of(at)]

    def _token_at(self, offset: int) -> int:
        return bisect_right(self.parsed.offsets, offset) - 1

    def _token_after(self, offset: int) -> int:
        return bisect_left(self.parsed.offsets, offset)


class SentenceTokens:
    """The tokens of one sentence, numbered as in the document: `first` up to but without `last`."""

    def __init__(self, entities: Entities, number: int) -> None:
        self.entities = entities
        self.doc = entities.doc
        self.number = number
        self.first = entities.parsed.sentences[number].first
        self.last = entities.parsed.sentences[number].last

    def norm(self, at: int) -> str:
        """Return the norm of a token of the sentence, or "" outside it."""
        return self.entities.norms[at] if self.first <= at < self.last else ""

    def norms_before(self, at: int, reach: int) -> list[str]:
        """Return the norms of the tokens before one, in its sentence and at most `reach` tokens away."""
        return self.entities.norms[max(self.first, at - reach) : at]

    def clause_before(self, at: int, reach: int) -> list[str]:
        """Return the norms of the tokens before one, in its clause and at most `reach` tokens away."""
        return self.entities.norms[max(self.entities.clause_start(at), at - reach) : at]

    def is_denied(self, at: int) -> bool:
        """Return whether a negator denies a token."""
        return self.entities.parsed.denied(Hit(self.number, at, at + 1))

    def mention(self, kind: str, first: int, last: int) -> Mention:
        """Return a mention of the tokens `first`:`last`."""
        return Mention(kind, first, last, self.entities.clause_of(first))


def first_mention(
    readers: Iterable[Callable[[SentenceTokens, int], Mention | None]], tokens: SentenceTokens, at: int
) -> Mention | None:
    """Return what the first reader that knows a token says of it, or None where none does."""
    return next(filter(None, (read(tokens, at) for read in readers)), None)


@cache
def exam_named(text: str) -> str:
    """Return the usual name of an exam; "" where it could be any of them ("the boards"), "?" for one of no table."""
    try:
        return exam_name(" ".join(text.split()))
    except UnknownName:
        return _unlisted_exam(text.lower())


def _unlisted_exam(text: str) -> str:
    if text == "ck":
        return "Step 2 CK"
    return "?" if re.search(r"\d|\b(?:cs|pe)\b", text) else ""
