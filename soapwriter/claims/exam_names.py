"""Where a reading names exams, practice tests and days, by tokens."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cache, cached_property
from typing import TYPE_CHECKING

from soapwriter.claims.dates import find_dates
from soapwriter.errors import UnknownName
from soapwriter.nlp import words
from soapwriter.tables import find_tests, reference

if TYPE_CHECKING:
    from soapwriter.claims.dates import Dated
    from soapwriter.nlp import ParsedDocument, Sentence


class Names:
    """The names and days of one reading; each is found by the token at which it begins."""

    def __init__(self, parsed: ParsedDocument) -> None:
        self.parsed = parsed
        self.doc = parsed.doc
        self.norms: list[str] = [token.norm_ for token in self.doc]
        self.exams = {entity.start: entity for entity in self.doc.ents if entity.label_ == "exam"}
        self._clauses = [clause.first for clause in parsed.clauses]
        self._sentences = [sentence.first for sentence in parsed.sentences]

    @cached_property
    def dates(self) -> dict[int, tuple[int, Dated]]:
        """The days: the token behind each, and the date."""
        found = find_dates(self.parsed.document.prose)
        return {self._token(place.start): (self._behind(place.end), place.date) for place in found}

    @cached_property
    def ends_of_dates(self) -> frozenset[int]:
        """The last token of each day."""
        return frozenset(last - 1 for last, _ in self.dates.values())

    @cached_property
    def tests(self) -> dict[int, tuple[int, str, str]]:
        """The practice tests: the token behind each, its id and its form."""
        found = find_tests(self.parsed.document.prose)
        return {self._token(name.start): (self._behind(name.end), name.id, name.form) for name in found}

    def clause_of(self, at: int) -> int:
        """Return the number of a token's clause."""
        return bisect_right(self._clauses, at) - 1

    def opening(self, clause: int) -> int:
        """Return a clause's first token."""
        return self._clauses[clause]

    def number_of(self, sentence: Sentence) -> int:
        """Return a sentence's number."""
        return bisect_right(self._sentences, sentence.first) - 1

    def norm(self, at: int, sentence: Sentence) -> str:
        """Return the norm of a token of a sentence, or nothing outside it."""
        return self.norms[at] if sentence.first <= at < sentence.last else ""

    def _token(self, offset: int) -> int:
        return bisect_right(self.parsed.offsets, offset) - 1

    def _behind(self, offset: int) -> int:
        return bisect_left(self.parsed.offsets, offset)


@cache
def exam_named(text: str) -> str:
    """Return the usual name of an exam; "" where it could be several ("the boards"), "?" for one of no table."""
    try:
        return reference.exam_name(" ".join(text.split()))
    except UnknownName:
        if text.lower() == "ck":
            return "Step 2 CK"
        return "?" if re.search(r"\d|\b(?:cs|pe)\b", text.lower()) else ""


@cache
def class_of(name: str) -> frozenset[str]:
    """Return a word class."""
    return frozenset(words().classes[name])
