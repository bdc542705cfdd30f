"""What the applicant's own facts say against a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal

from soapwriter import reference
from soapwriter.checks.look import Check, Look, Place
from soapwriter.errors import UnknownName
from soapwriter.text import Span

if TYPE_CHECKING:
    from soapwriter.facts import Facts

_AAMC_ID = re.compile(r"(?<!\d)\d{8}(?!\d)")
_SCORE = re.compile(r"[1-9]\d\d")


class FactsCheck(Check):
    """
    Hold a text against the applicant's facts, where there are any.

    `what` is "aamc-id" (another number than theirs), "score" (a failed exam with a score that is not on record) or
    "unnamed" (a failure on record that an explanation does not name).
    """

    message_words: ClassVar[frozenset[str]] = frozenset({"said", "known", "exam"})

    type: Literal["facts"]
    what: Literal["aamc-id", "score", "unnamed"]

    def can_tell(self, look: Look) -> bool:
        """Tell whether there are facts."""
        return look.facts is not None

    def find(self, look: Look, rule: str) -> Iterator[Place]:  # noqa: ARG002
        """Yield what the facts contradict; nothing without facts."""
        if look.facts is None:
            return
        finders = {"aamc-id": _other_ids, "score": _other_scores, "unnamed": _unnamed}
        yield from finders[self.what](look, look.facts)


def _other_ids(look: Look, facts: Facts) -> Iterator[Place]:
    known = facts.applicant.aamc_id
    for match in _AAMC_ID.finditer(look.reading.document.prose):
        if known and match.group() != known:
            yield Place(Span(*match.span()), {"said": match.group(), "known": known, "exam": ""})


def _other_scores(look: Look, facts: Facts) -> Iterator[Place]:
    """A three-digit number in the clause that owns a failed exam is that exam's score."""
    for marked in look.outline.marked("owned"):
        first, last = marked.clause.first, marked.clause.last
        exam = _exam_of(look, first, last)
        known = {str(attempt.score) for attempt in facts.attempts_of(exam) if attempt.score} if exam else set()
        for token in look.reading.doc[first:last]:
            counts = token.i + 1 < last and look.reading.doc[token.i + 1].pos_ in ("NOUN", "ADJ")
            if known and _SCORE.fullmatch(token.text) and token.text not in known and not counts:
                place = look.reading.span(token.i, token.i + 1)
                yield Place(place, {"said": token.text, "known": " or ".join(sorted(known)), "exam": exam})


def _unnamed(look: Look, facts: Facts) -> Iterator[Place]:
    """A failure that an explanation leaves out is hidden, whether it was meant so or not."""
    if look.structure.ownership == "n/a" or not look.body():
        return
    named = {_normal(entity.text) for entity in look.reading.doc.ents if entity.label_ == "exam"}
    for exam in facts.sittings:
        if exam not in named and "" not in named:
            yield Place(look.body()[0].span, {"said": "", "known": "failed", "exam": exam})


def _exam_of(look: Look, first: int, last: int) -> str:
    exams = (ent.text for ent in look.reading.doc.ents if ent.label_ == "exam" and first <= ent.start < last)
    return next((name for name in map(_normal, exams) if name), "")


def _normal(text: str) -> str:
    """Return an exam's usual name; nothing for one that could be several ("the boards")."""
    try:
        return reference.exam_name(" ".join(text.split()))
    except UnknownName:
        return ""
