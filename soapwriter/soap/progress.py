"""How each step of the week stands, and what shows that it is done: nothing is guessed as done."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Literal, NamedTuple

from soapwriter.facts import Facts, Program
from soapwriter.soap.clock import eastern
from soapwriter.soap.documents import Written
from soapwriter.tables import Fact, Shown, Step, steps

State = Literal["done", "ready", "later", "earlier", "idle", "dropped"]


class Known(NamedTuple):
    """What is known when it is asked: facts, documents, the beginning of each event, when SOAP begins, and the time."""

    facts: Facts
    documents: Sequence[Written]
    times: Mapping[str, datetime]
    began: datetime | None
    now: datetime


class Standing(NamedTuple):
    """
    How a step stands: done, ready to be done, later, earlier and not ticked, idle or dropped.

    `by` says what shows that it is done: "ticked", "passed", "facts" or "documents"; "" where nothing does. An idle
    step waits for something that has not happened yet. `since` and `until` are its times, None where it has none.
    """

    step: Step
    state: State
    by: str = ""
    since: datetime | None = None
    until: datetime | None = None


def standings(known: Known) -> tuple[Standing, ...]:
    """Return how each step stands, in the order of the table."""
    return tuple(_standing(step, known) for step in steps.table().steps)


def _standing(step: Step, known: Known) -> Standing:
    since, until = known.times.get(step.since), known.times.get(step.until)
    if step.dropped:
        return Standing(step, "dropped")
    if by := _shown_by(step, known):
        return Standing(step, "done", by, since, until)
    return Standing(step, _open_state(step, known, since=since, until=until), "", since, until)


def _open_state(step: Step, known: Known, *, since: datetime | None, until: datetime | None) -> State:
    """Return how a step stands that is not done; one whose beginning is not known is later."""
    if step.since and (since is None or known.now < since):
        return "later"
    if until and known.now >= until:
        return "earlier"
    return "ready" if all(_FACTS[fact](known) for fact in step.needs) else "idle"


def _shown_by(step: Step, known: Known) -> str:
    proof = step.done
    if step.id in known.facts.week.done:
        return "ticked"
    if proof.passed in known.times and known.times[proof.passed] <= known.now:
        return "passed"
    if proof.facts and all(_FACTS[fact](known) for fact in proof.facts):
        return "facts"
    if proof.documents and all(_has(shown, known) for shown in proof.documents):
        return "documents"
    return ""


def _has(shown: Shown, known: Known) -> bool:
    """Tell whether the documents that show a step to be done are there, each without an error."""
    clean = [
        each for each in known.documents if each.kind == shown.kind and each.is_clean and shown.form in ("", each.form)
    ]
    if shown.each == "specialty":
        wanted = {each.specialty for each in known.facts.specialties}
        return bool(wanted) and wanted <= {each.specialty for each in clean}
    if shown.each == "interview":
        spoken = _interviewed(known)
        return bool(spoken) and all(any(each.program == program for each in clean) for program in spoken)
    return bool(clean)


def _contacted(known: Known) -> list[Program]:
    """Return the programs that have made contact first, in this SOAP and with its time entered."""
    return [each for each in known.facts.programs if each.contacted_first and _counts(each.contacted_at, known)]


def _counts(contact: datetime | None, known: Known) -> bool:
    if contact is None or known.began is None:
        return False
    return known.began <= eastern(contact) <= known.now


def _interviewed(known: Known) -> list[Program]:
    """Return the programs that have spoken with the applicant by now, in this SOAP."""
    if known.began is None:
        return []
    first, last = known.began.date(), known.now.date()
    return [each for each in known.facts.programs if each.interview_date and first <= each.interview_date.last <= last]


def _answered(known: Known) -> bool:
    """Tell whether every program that made contact has spoken with the applicant, and none has asked for papers."""
    contacted, spoken = _contacted(known), _interviewed(known)
    return bool(contacted) and all(program in spoken and not program.documents for program in contacted)


_FACTS: Mapping[Fact, Callable[[Known], object]] = {
    "failures": lambda known: known.facts.failures,
    "story.status": lambda known: known.facts.story.status,
    "story.limit": lambda known: known.facts.story.limit,
    "contacted": _contacted,
    "interviewed": _interviewed,
    "answered": _answered,
}
