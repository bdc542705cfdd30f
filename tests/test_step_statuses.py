"""Which steps are done, and what shows it: nothing is guessed as done."""

from datetime import datetime

import pytest

from soapwriter.facts import Facts
from soapwriter.soap import DocumentStatus, overview

TUESDAY, WEDNESDAY = datetime(2027, 3, 16, 17), datetime(2027, 3, 17, 19)
PINEWATER = {"name": "Pinewater", "contacted_first": True, "contacted_at": datetime(2027, 3, 16, 14)}
SPOKEN = PINEWATER | {"interview_date": "2027-03-17"}
FAILED = {"exam": "Step 2 CK", "date": "2026-06", "outcome": "failed"}
STATUS = {"status": "I am in SOAP.", "limit": "I cannot retake it this week."}


def clean(kind, **more):
    return DocumentStatus(f"{kind}.txt", kind=kind, errors=0, warnings=0, **more)


def states(facts=None, documents=(), *, now=TUESDAY):
    """Return each step's state, and what shows it where it is done."""
    seen = overview(Facts.model_validate(facts or {}), documents, now=now)
    return {each.step.id: each.by or each.state for each in seen.steps}


def test_without_anything_nothing_is_done():
    """
    Where nothing is known no step is done, however late it is.
    """
    told = states(now=datetime(2027, 3, 18, 9, 30))

    assert {"ready", "earlier", "idle", "later", "dropped"} >= set(told.values())


FACTS = [
    ("facts", {"exams": [FAILED], "story": STATUS}, "facts"),
    ("facts", {"exams": [FAILED], "story": {"status": "I am in SOAP."}}, "earlier"),
    ("contact", {"programs": [PINEWATER]}, "facts"),
    ("contact", {"programs": [PINEWATER | {"contacted_at": None}]}, "ready"),
    ("contact", {"programs": [PINEWATER | {"contacted_at": datetime(2027, 1, 4)}]}, "ready"),
    ("contact", {"programs": [PINEWATER | {"contacted_at": datetime(2027, 3, 17)}]}, "ready"),
    ("confirm", {"programs": []}, "idle"),
    ("confirm", {"programs": [PINEWATER]}, "ready"),
    ("confirm", {"programs": [SPOKEN]}, "ready"),
    ("school", {"week": {"done": ["School"]}}, "ticked"),
    ("apply", {"week": {"done": ["school", "list"]}}, "earlier"),
    ("decide", {"week": {"done": "decide"}}, "ticked"),
    ("follow-up", {"programs": [PINEWATER]}, "dropped"),
]


@pytest.mark.parametrize(("step", "facts", "state"), FACTS)
def test_what_facts_show(step, facts, state):
    """
    A fact or a tick shows a step to be done; contact counts only in this SOAP, with its time, and not before it came.
    """
    assert state == states(facts)[step]


def test_an_interview_that_was_held_shows_that_its_time_was_confirmed():
    """
    A program that has spoken with the applicant was answered, unless it asked for papers: then only a tick says so.
    """
    asked = SPOKEN | {"documents": ["the score report"]}

    assert "facts" == states({"programs": [SPOKEN]}, now=WEDNESDAY)["confirm"]
    assert "ready" == states({"programs": [asked]}, now=WEDNESDAY)["confirm"]


EXPLAINED = (clean("failure"), clean("failure", form="brief"), clean("interview", form="exam"))


@pytest.mark.parametrize(
    ("documents", "state"),
    [
        (EXPLAINED, "documents"),
        (EXPLAINED[:2], "ready"),
        ((*EXPLAINED[:2], DocumentStatus("x", kind="interview", form="exam", errors=1)), "ready"),
        ((*EXPLAINED[:2], DocumentStatus("x", kind="interview", form="exam")), "ready"),
        ((*EXPLAINED[:2], DocumentStatus("x", kind="interview", form="exam", trouble="It cannot be read.")), "ready"),
    ],
)
def test_documents_show_a_step_only_without_an_error(documents, state):
    """
    A document that has an error, was not linted or cannot be read shows nothing.
    """
    assert state == states(documents=documents)["explain"]


def test_a_statement_for_each_specialty_is_asked():
    """
    The statements are done when every specialty of the facts has one, and never where the facts name none.
    """
    facts = {"specialties": [{"specialty": "family medicine"}, {"specialty": "pediatrics"}]}
    both = [clean("statement", specialty=name) for name in ("family-medicine", "pediatrics")]

    assert "documents" == states(facts, both)["statement"]
    assert "earlier" == states(facts, both[:1])["statement"]
    assert "earlier" == states({}, both)["statement"]


def test_a_thank_you_for_each_interview_is_asked():
    """
    A thank-you counts for the program that it names, and those of other programs do not.
    """
    facts = Facts.model_validate({"programs": [SPOKEN, SPOKEN | {"name": "Great Bend"}]})
    notes = [clean("thank-you", program=program) for program in facts.programs]
    told = [
        {each.step.id: each.state for each in overview(facts, some, now=WEDNESDAY).steps}["thanks"]
        for some in (notes, notes[:1], [])
    ]

    assert ["done", "ready", "ready"] == told


def test_a_day_that_has_passed_shows_a_step():
    """
    Being reachable and answering offers are over when SOAP is, and not a minute before.
    """
    before, after = states(now=datetime(2027, 3, 18, 20, 59)), states(now=datetime(2027, 3, 18, 21))

    assert ("ready", "ready") == (before["reachable"], before["offers"])
    assert ("passed", "passed") == (after["reachable"], after["offers"])


def test_in_an_unknown_year_only_what_has_no_time_is_ready():
    """
    Where the clock does not know the year, a step that begins with one of its events is later.
    """
    told = states(now=datetime(2028, 3, 14))

    assert ["statement", "explain"] == [step for step, state in told.items() if state == "ready"]
