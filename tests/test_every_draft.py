"""Whoever the applicant is: a draft from complete facts has no error, invents nothing, and stays in its limits."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from soapwriter.drafter import layout
from soapwriter.drafter.drafter import draft
from soapwriter.facts import MONTHS, Facts, load_facts
from soapwriter.finding import Severity
from soapwriter.kinds.kind import find_kind, kinds
from soapwriter.linter import Linter
from soapwriter.text import count_words
from soapwriter.text.document import Document

SAMPLES = Path(__file__).parents[1] / "samples"
MAREN, TEODOR = (load_facts(SAMPLES / f"{name}.toml") for name in ("facts", "facts-passed"))
NAMES = st.sampled_from(["Ana Ruiz", "Noor Haddad", "Ifeoma Okafor-Lind", "Zoë O'Neil", "Li Wei", "Jean Paul van Dam"])
PLACES = st.sampled_from(["Elm Hill Hospital", "County Medical Center", "St. Anne's", "Tri-Lakes Family Health"])
DOCTORS = st.sampled_from(["Dr. Cho", "Ms. Abara", "Dr. van Dam", "Prof. O'Neil"])
TIMES = st.sampled_from(["Tuesday, March 16, at 9:00 a.m. Eastern", "Wednesday, March 17, at 1:30 p.m. Central"])
DAYS = st.dates(date(2026, 7, 2), date(2026, 9, 30))
EXAMS = {"Step 2 CK": ((150, 213), (218, 290)), "Level 2-CE": ((200, 399), (400, 700))}
ORDERS = [
    (kind.id, variant, form)
    for kind in kinds().values()
    if kind.id != "statement"
    for variant in kind.variants
    for form in kind.forms_of(variant)
]


@pytest.fixture(scope="module")
def linter():
    """All rules, compiled once."""
    return Linter()


@st.composite
def records(draw):
    """Draw a licensing record: failures, and a retake that is booked or passed, with the practice between."""
    exam = draw(st.sampled_from(sorted(EXAMS)))
    (low, below), (line, high) = EXAMS[exam]
    first = draw(DAYS)
    failed = {"exam": exam, "date": first, "outcome": "failed", "score": draw(st.integers(low, below))}
    again = {"exam": exam, "date": first + timedelta(draw(st.integers(150, 240)))}
    passed = draw(st.booleans())
    again |= {"outcome": "passed", "score": draw(st.integers(line, high))} if passed else {"outcome": "scheduled"}
    practice = [
        {"name": f"practice form {number}", "exam": exam, "date": first + timedelta(30 * number), "score": score}
        for number, score in enumerate(draw(st.lists(st.integers(line, high), min_size=1, max_size=4)), start=1)
    ]
    return {"exams": [failed, again], "practice": practice}


@st.composite
def complete_facts(draw):
    """Draw the complete facts of one person: a record, names and days of their own, sentences of either sample."""
    base = draw(st.sampled_from([MAREN, TEODOR]))
    program = draw(st.sampled_from(base.programs))
    drawn = {
        "name": draw(PLACES),
        "writer": draw(DOCTORS),
        "interviewer": draw(DOCTORS),
        "interview_date": draw(DAYS),
        "contacted_at": f"{draw(DAYS)} 14:05",
        "times": draw(st.lists(TIMES, min_size=1, max_size=2, unique=True)),
        "reasons": program.reasons[: draw(st.integers(2, 3))],
    }
    clinical = draw(st.sampled_from([MAREN, TEODOR])).clinical.model_dump()
    grades = draw(st.lists(st.sampled_from(clinical["grades"]), min_size=1, max_size=30))
    record = draw(records())
    story = base.story.model_dump()
    # The story's own plan and limit name the sample's exam and day; a person's own would name theirs.
    story |= {
        "plan": "My school has kept four weeks free of rotations for it.",
        "limit": "No new result will come this week.",
    }
    return Facts.model_validate(
        {
            **base.model_dump(exclude={"targets", "eligibility", "week"}),  # which no draft has
            **record,
            "story": story,
            "applicant": {"name": draw(NAMES), "school": "Elmwood College of Medicine", "aamc_id": "10203040"},
            "programs": [program.model_dump() | drawn],
            "school": {"contact": draw(DOCTORS), "others": draw(st.lists(DOCTORS, min_size=1, max_size=5))},
            "clinical": clinical | {"grades": grades},
        }
    )


def said(facts):
    """Return the numbers, names and months that some facts hold, as a reader sees them."""
    text = " ".join(_texts(facts.model_dump()))
    dates = [attempt.date for attempt in (*facts.exams, *facts.practice) if attempt.date]
    dates += [each.interview_date for each in facts.programs if each.interview_date]
    wrote = [each.contacted_at for each in facts.programs if each.contacted_at]
    months = {MONTHS[each.month - 1] for each in (*dates, *wrote)}
    days = {str(each.day) for each in (*dates, *wrote)} | {str(each.year) for each in dates}
    return text, months | days


def _texts(value):
    if isinstance(value, dict):
        return [text for each in value.values() for text in _texts(each)]
    if isinstance(value, list | tuple):
        return [text for each in value for text in _texts(each)]
    return [] if value is None else [str(value)]


def foreign(text, facts, kind):
    """Return the numbers and names of a draft that neither the facts nor the kind's own words have."""
    known, dated = said(facts)
    own = " ".join(path.read_text(encoding="utf-8") for path in kind.folder.iterdir())
    own += " ".join(each for wordings in find_kind("failure").joins.values() for each in wordings)
    named = re.findall(r"\d+|(?<=[a-z,:] )[A-Z][\w'-]+", text)
    exams = "COMLEX-USA Level 2-CE Step 2 CK USMLE AAMC ID"
    return [each for each in named if each not in known and each not in dated and each not in f"{own} {exams}"]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(facts=complete_facts(), order=st.sampled_from(ORDERS))
def test_every_draft_may_go_out(facts, order, linter):
    """
    Every draft of every kind and variant from complete facts is whole, has no error, names no number or person that
    was not given, and stays inside its limits.
    """
    name, variant, form = order
    kind = find_kind(name)
    variant = facts.record_state if kind.variant_from == "standing" else variant
    specialty = facts.specialties[0].specialty
    made = draft(name, facts, variant=variant, form=form, specialty=specialty)
    limits = kind.limits_in(form or "")
    report = linter.lint(Document("-", made.text, name, form=form or ""), facts=facts)

    assert [] == [(each.rule, each.quote) for each in report.findings if each.severity is Severity.ERROR]
    assert [] == foreign(re.sub(r"\[\[.*?\]\]", "", made.text), facts, kind)
    assert not layout.over(made.text, limits), f"{count_words(made.text)} words"
    assert not layout.under(made.text, limits) or made.missing
    assert not made.missing or all(kind.short or kind.forms for _ in made.missing)
