"""What a text claims of its writer's exams: which, when, how often, with what result, and what is booked."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeGuard

from soapwriter.claims.attachment import is_for
from soapwriter.claims.extraction import SentenceExtractor
from soapwriter.claims.mentions import Mentions
from soapwriter.claims.values import Claims, Located, PracticeMention, only_exam
from soapwriter.facts import find_aamc_ids
from soapwriter.text import Span

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from soapwriter.claims.entities import Mention
    from soapwriter.claims.values import PracticeResult, Sitting
    from soapwriter.nlp import ParsedDocument

# "Step 2 CK prep" names an exam as well: a text that speaks of two exams leaves "I passed" in doubt.
_EXAMS = ("exam", "field")


def read_claims(parsed: ParsedDocument) -> Claims:
    """
    Return what a text claims in its writer's own voice.

    Quotations and questions claim nothing, and what the grammar leaves in doubt is left out.
    """
    sittings: list[Sitting] = []
    results: list[PracticeResult] = []
    practice: list[PracticeMention] = []
    exams: set[str] = set()
    reader = Mentions(parsed)
    for number in reader.sentences():
        mentions = list(reader.of(number))
        exams |= {mention.name for mention in mentions if _is_exam(mention)}
        extractor = SentenceExtractor(parsed, number, mentions)
        extractor.read()
        for sitting in extractor.sittings:
            sittings.append(_resolved(sitting, sittings, exams))
        results += extractor.practice_results
        practice += _practice_mentions(parsed, mentions)
    kept = tuple(filter(_is_checkable, sittings))
    return Claims(kept, tuple(results), tuple(practice), tuple(_aamc_ids(parsed)), frozenset(exams))


def _aamc_ids(parsed: ParsedDocument) -> Iterator[Located[str]]:
    for found in find_aamc_ids(parsed.document.prose):
        yield Located(found.digits, Span(found.start, found.end))


def _is_exam(mention: Mention | None) -> TypeGuard[Mention]:
    return mention is not None and mention.kind in _EXAMS


def _practice_mentions(parsed: ParsedDocument, mentions: Sequence[Mention]) -> Iterator[PracticeMention]:
    """Yield the practice tests that are named, each with the exam next to it: "Step 1 CBSE", "CBSE for Step 1"."""
    neighbours = zip((None, *mentions), mentions, (*mentions[1:], None), strict=False)
    for before, mention, after in neighbours:
        if mention.kind == "test" and mention.name:
            exam = _exam_of_test(parsed, before, mention, after)
            yield PracticeMention(mention.name, mention.form, exam, parsed.span(mention.first, mention.last))


def _exam_of_test(parsed: ParsedDocument, before: Mention | None, test: Mention, after: Mention | None) -> str:
    if _is_exam(before) and before.last == test.first:
        return before.name
    if _is_exam(after) and is_for(parsed.doc, test.last, after.first):
        return after.name
    return ""


def _is_checkable(sitting: Sitting) -> bool:
    """Return whether a sitting says anything that can be checked: a coming one has to say its day."""
    if sitting.outcome in ("coming", "wish"):
        return sitting.outcome == "coming" and sitting.date is not None
    return bool(sitting.outcome or sitting.score or sitting.count)


def _resolved(sitting: Sitting, earlier: Sequence[Sitting], exams: Collection[str]) -> Sitting:
    """Return a sitting with the exam that it must be of, where the text so far leaves only one."""
    if sitting.exam == "?":
        return replace(sitting, outcome="", score=None, count=None)
    if sitting.exam or not sitting.outcome:
        return sitting
    implied = only_exam(exams) or _exam_of_same_sentence(sitting, earlier) or _retaken_exam(sitting, earlier, exams)
    return replace(sitting, exam=implied)


def _exam_of_same_sentence(sitting: Sitting, earlier: Sequence[Sitting]) -> str:
    return earlier[-1].exam if earlier and earlier[-1].sentence == sitting.sentence else ""


def _retaken_exam(sitting: Sitting, earlier: Sequence[Sitting], exams: Collection[str]) -> str:
    """Return the one exam that was failed and not passed yet, for a pass or a booking after it; else ""."""
    if sitting.outcome not in ("passed", "coming") or "?" in exams:
        return ""
    return only_exam(_exams_with("failed", earlier) - _exams_with("passed", earlier))


def _exams_with(outcome: str, sittings: Sequence[Sitting]) -> set[str]:
    return {sitting.exam for sitting in sittings if sitting.outcome == outcome}
