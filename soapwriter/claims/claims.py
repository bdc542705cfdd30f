"""What a text claims of its writer's exams: which, when, how often, with what result, and what is booked."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from soapwriter.claims.extraction import Teller
from soapwriter.claims.gaps import is_for
from soapwriter.claims.mentions import Mention, Mentions
from soapwriter.claims.values import Claims as Claims
from soapwriter.claims.values import Result as Result
from soapwriter.claims.values import Said as Said
from soapwriter.claims.values import Sitting as Sitting
from soapwriter.claims.values import Trial as Trial
from soapwriter.facts import find_aamc_ids
from soapwriter.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from soapwriter.nlp import ParsedDocument

_EXAMS = ("exam", "field")


def read_claims(parsed: ParsedDocument) -> Claims:
    """Return what a text claims in its writer's own voice; what its grammar leaves in doubt is left out."""
    sittings: list[Sitting] = []
    results: list[Result] = []
    trials: list[Trial] = []
    named: set[str] = set()
    mentions = Mentions(parsed)
    speaks = bool(mentions.names.exams or mentions.names.tests)
    for number, sentence in enumerate(parsed.sentences):
        if not speaks or sentence.role not in ("text", "item"):
            continue
        spoken = list(mentions.of(sentence))
        named |= {mention.name for mention in spoken if mention.sort in _EXAMS}
        told, scored = Teller(parsed, number, spoken).tell()
        for sitting in told:
            sittings.append(_resolved(sitting, sittings, named))
        results += scored
        trials += _trials(parsed, spoken)
    ids = (Said(found.digits, Span(found.start, found.end)) for found in find_aamc_ids(parsed.document.prose))
    kept = tuple(sitting for sitting in sittings if _says_something(sitting))
    return Claims(kept, tuple(results), tuple(trials), tuple(ids), frozenset(named))


def _trials(parsed: ParsedDocument, spoken: Sequence[Mention]) -> Iterator[Trial]:
    """Yield the practice tests that are named, each with the exam beside it: "Step 1 CBSE", "CBSE for Step 1"."""
    for before, mention, behind in zip((None, *spoken), spoken, (*spoken[1:], None), strict=False):
        if mention.sort != "test" or not mention.name:
            continue
        exam = ""
        if before is not None and before.sort in _EXAMS and before.last == mention.first:
            exam = before.name
        elif behind is not None and behind.sort in _EXAMS and is_for(parsed.doc, mention.last, behind.first):
            exam = behind.name
        yield Trial(mention.name, mention.form, exam, parsed.span(mention.first, mention.last))


def _says_something(sitting: Sitting) -> bool:
    """Tell whether a sitting can be held against anything: one that is to come needs its day, a wish is none."""
    if sitting.outcome in ("coming", "wish"):
        return sitting.outcome == "coming" and sitting.date is not None
    return bool(sitting.outcome or sitting.score or sitting.times)


def _resolved(sitting: Sitting, before: Sequence[Sitting], named: set[str]) -> Sitting:
    """Return a sitting with the exam that it must be of, where the text so far leaves only one."""
    if sitting.exam == "?":
        return replace(sitting, outcome="", score=None, times=None)
    if sitting.exam or not sitting.outcome:
        return sitting
    only = named - {""}
    if len(only) == 1 and "?" not in only:
        return replace(sitting, exam=next(iter(only)))
    if before and before[-1].exam and before[-1].sentence == sitting.sentence:
        return replace(sitting, exam=before[-1].exam)
    failed = {each.exam for each in before if each.outcome == "failed" and each.exam}
    still_open = failed - {each.exam for each in before if each.outcome == "passed"}
    if sitting.outcome in ("passed", "coming") and len(still_open) == 1 and "?" not in named:
        return replace(sitting, exam=next(iter(still_open)))
    return sitting
