"""The status of each step of the week, and what shows that it is done: nothing is guessed as done."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Literal, NamedTuple

from soapwriter.facts import Facts, Program, SpecialtyFacts
from soapwriter.soap.clock import eastern
from soapwriter.soap.documents import DocumentStatus
from soapwriter.tables import Fact, Shown, Step, steps

State = Literal["done", "ready", "later", "earlier", "idle", "dropped"]


class Evidence(NamedTuple):
    """What can show a step to be done: facts, documents, when each event and SOAP itself begin, and the time now."""

    facts: Facts
    documents: Sequence[DocumentStatus]
    times: Mapping[str, datetime]
    began: datetime | None
    now: datetime


class StepStatus(NamedTuple):
    """
    Whether a step is done, ready to be done, later, earlier and not ticked, idle, or dropped from the week.

    `by` is what shows that it is done: "ticked", "passed", "facts" or "documents"; "" where nothing does. An idle step
    waits for something that has not happened yet. `since` and `until` are its times, None where it has none.
    """

    step: Step
    state: State
    by: str = ""
    since: datetime | None = None
    until: datetime | None = None


def step_statuses(evidence: Evidence) -> tuple[StepStatus, ...]:
    """Return the status of each step, in the order of the table."""
    return tuple(_status(step, evidence) for step in steps.table().steps)


def _status(step: Step, evidence: Evidence) -> StepStatus:
    if step.dropped:
        return StepStatus(step, "dropped")
    by = next((name for name, shows in _PROOFS.items() if shows(step, evidence)), "")
    state = "done" if by else _open_state(step, evidence)
    return StepStatus(step, state, by, evidence.times.get(step.since), evidence.times.get(step.until))


def _open_state(step: Step, evidence: Evidence) -> State:
    """Return the state of a step that is not done; one whose beginning is not known is later."""
    # Before its time nobody is to be hurried into a step, least of all into contact.
    if step.since and not _has_begun(step.since, evidence):
        return "later"
    if _has_begun(step.until, evidence):
        return "earlier"
    return "ready" if all(_FACTS[fact](evidence) for fact in step.needs) else "idle"


def _has_begun(event: str, evidence: Evidence) -> bool:
    """Return whether an event has begun; not where the clock does not know it."""
    return event in evidence.times and evidence.times[event] <= evidence.now


def _is_ticked(step: Step, evidence: Evidence) -> bool:
    return step.id in evidence.facts.week.done


def _has_passed(step: Step, evidence: Evidence) -> bool:
    return _has_begun(step.done.passed, evidence)


def _is_in_facts(step: Step, evidence: Evidence) -> bool:
    return bool(step.done.facts) and all(_FACTS[fact](evidence) for fact in step.done.facts)


def _is_in_documents(step: Step, evidence: Evidence) -> bool:
    return bool(step.done.documents) and all(_is_shown(shown, evidence) for shown in step.done.documents)


# What shows a step to be done, by its name in the output; the first that does is named.
_PROOFS: Mapping[str, Callable[[Step, Evidence], bool]] = {
    "ticked": _is_ticked,
    "passed": _has_passed,
    "facts": _is_in_facts,
    "documents": _is_in_documents,
}


def _is_shown(shown: Shown, evidence: Evidence) -> bool:
    """Return whether the documents that show a step to be done exist, each without an error."""
    clean = [document for document in evidence.documents if document.is_clean and _fits(document, shown)]
    if shown.each == "specialty":
        return _covers(_specialties(evidence.facts.specialties), _specialties(clean))
    if shown.each == "interview":
        return _covers(_interviewed(evidence), [document.program for document in clean])
    return bool(clean)


def _specialties(entries: Sequence[SpecialtyFacts] | Sequence[DocumentStatus]) -> set[str | None]:
    return {entry.specialty for entry in entries}


def _fits(document: DocumentStatus, shown: Shown) -> bool:
    return document.kind == shown.kind and shown.form in ("", document.form)


def _covers(wanted: Collection[object], available: Collection[object]) -> bool:
    """Return whether anything is wanted, and everything wanted is available."""
    return bool(wanted) and all(each in available for each in wanted)


def _contacted(evidence: Evidence) -> list[Program]:
    """Return the programs whose contact counts: made first, after programs have the applications, with its time."""
    # Contact without its time may have been too early, and shows nothing to be done.
    return [program for program in evidence.facts.programs if program.contacted_first and _counts(program, evidence)]


def _counts(program: Program, evidence: Evidence) -> bool:
    review = evidence.times.get("review")
    if program.contacted_at is None or review is None or program.applied is False:
        return False
    return review <= eastern(program.contacted_at) <= evidence.now


def _interviewed(evidence: Evidence) -> list[Program]:
    """Return the programs that have interviewed the applicant by now, in this SOAP."""
    # Without the clock it is not known which interviews are of this SOAP: those of the season are entered too.
    if evidence.began is None:
        return []
    first, last = evidence.began.date(), evidence.now.date()
    return [program for program in evidence.facts.programs if _is_interviewed(program, first, last)]


def _is_interviewed(program: Program, first: date, last: date) -> bool:
    """Return whether a program's interview is entered, and was between two days."""
    return program.interview_date is not None and first <= program.interview_date.last <= last


def _answered(evidence: Evidence) -> bool:
    """Return whether every program that made contact has interviewed the applicant and requests no documents."""
    contacted, interviewed = _contacted(evidence), _interviewed(evidence)
    return _covers(contacted, interviewed) and not any(program.documents for program in contacted)


_FACTS: Mapping[Fact, Callable[[Evidence], object]] = {
    "failures": lambda evidence: evidence.facts.failures,
    "story.status": lambda evidence: evidence.facts.story.status,
    "story.limit": lambda evidence: evidence.facts.story.limit,
    "contacted": _contacted,
    "interviewed": _interviewed,
    "answered": _answered,
}
