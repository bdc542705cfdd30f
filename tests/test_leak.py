"""The right reader: what was written for another specialty, position, program or person, and what only looks so."""

import tomllib
from pathlib import Path

import pytest

from soapwriter.drafter.drafter import draft
from soapwriter.facts import find_audience, load_facts
from soapwriter.finding import Severity
from soapwriter.text.document import Document

ROOT = Path(__file__).parents[1]
FACTS = load_facts(ROOT / "samples" / "facts.toml")
TEXTS = tomllib.loads((ROOT / "tests" / "readers" / "texts.toml").read_text(encoding="utf-8"))["texts"]


def warned(linter, *, text, kind="statement", specialty=None, program=None, facts=None):
    """Return the rules of the category that speak of a text above a note."""
    said = {"specialty": specialty, "program": program}
    reader = find_audience(**said, facts=facts or FACTS, by="--for") if specialty or program else None
    report = linter.lint(Document("-", text, kind, audience=reader), facts=facts)
    loud = [each for each in report.findings if each.severity is not Severity.NOTE]
    return sorted({each.rule for each in loud if each.category == "specialty"})


@pytest.mark.parametrize("case", TEXTS, ids=lambda case: case["name"])
def test_tells_the_right_reader(case, linter):
    """
    A text with another audience's label, words or names is found by the rule for it; one that compares is clean.
    """
    facts = FACTS if "program" in case or "alone" in case["name"] else None
    found = warned(
        linter,
        text=case["text"],
        kind=case.get("kind", "statement"),
        specialty=case.get("for"),
        program=case.get("program"),
        facts=facts,
    )

    assert sorted(case.get("loud", [])) == found


APPLICANTS = [FACTS, load_facts(ROOT / "samples" / "facts-passed.toml")]
STATEMENTS = [
    pytest.param(draft("statement", facts, specialty=each.specialty).text, each.specialty, id=each.specialty)
    for facts in APPLICANTS
    for each in facts.specialties
]


@pytest.mark.parametrize(("text", "specialty"), STATEMENTS)
def test_a_whole_statement_goes_to_its_own_field(text, specialty, linter):
    """
    A statement from full facts is clean for its own field, and found out for every other.
    """
    others = {"family-medicine", "pediatrics", "pathology", "psychiatry"} - {specialty}

    assert [] == warned(linter, text=text, specialty=specialty)
    assert all(warned(linter, text=text, specialty=other) for other in others)


@pytest.mark.parametrize("program", FACTS.programs, ids=lambda program: program.name)
def test_a_thank_you_goes_to_its_own_program(program, linter):
    """
    A thank-you is clean for its own program, named or not, and found for the other one by name and person.
    """
    text = draft("thank-you", FACTS, program=program.name).text
    (other,) = (each.name for each in FACTS.programs if each != program)

    assert [] == warned(linter, text=text, kind="thank-you", facts=FACTS)
    assert [] == warned(linter, text=text, kind="thank-you", program=program.name, facts=FACTS)
    assert {"specialty/other-name", "specialty/other-person", "specialty/other-program"} == set(
        warned(linter, text=text, kind="thank-you", program=other, facts=FACTS)
    )


def test_who_writes_for_two_programs_is_of_both(linter):
    """
    A coordinator who writes for two programs of one hospital is no stranger in the letter to either.
    """
    one, other = FACTS.programs
    shared = FACTS.model_copy(update={"programs": (one, other.model_copy(update={"writer": "Ms. Abara"}))})
    text = draft("interest", shared, variant="reply", program=other.name).text

    assert [] == warned(linter, text=text, kind="interest", program=other.name, facts=shared)


def test_what_rests_on_a_doubtful_number_is_a_note(linter):
    """
    The number of a specialty that no source confirms makes no error.
    """
    text = "I am applying in pediatrics because of a boy on a Monday."

    assert [] == warned(linter, text=text, specialty="1234400C0")
    assert ["specialty/other-name"] == warned(linter, text=text, specialty="1234140C0")
