"""The right reader: what was written for another specialty, position, program or person, and what only looks so."""

import tomllib
from pathlib import Path

import pytest

from soapwriter.document import Document
from soapwriter.facts import load_facts
from soapwriter.finding import Severity
from soapwriter.target import target

ROOT = Path(__file__).parents[1]
FACTS = load_facts(ROOT / "samples" / "facts.toml")
TEXTS = tomllib.loads((ROOT / "tests" / "readers" / "texts.toml").read_text(encoding="utf-8"))["texts"]


def told(linter, *, text, kind="statement", specialty=None, program=None, facts=None):
    """Return the rules of the category that speak of a text above a note."""
    said = {"specialty": specialty, "program": program}
    reader = target(**said, facts=FACTS, by="--for") if specialty or program else None
    report = linter.lint(Document("-", text, kind, target=reader), facts=facts)
    loud = [each for each in report.findings if each.severity is not Severity.NOTE]
    return sorted({each.rule for each in loud if each.category == "specialty"})


@pytest.mark.parametrize("case", TEXTS, ids=lambda case: case["name"])
def test_tells_the_right_reader(case, linter):
    """
    A text with another reader's label, words or names is told by the rule for it; one that compares is left alone.
    """
    facts = FACTS if "program" in case or "alone" in case["name"] else None
    found = told(
        linter,
        text=case["text"],
        kind=case.get("kind", "statement"),
        specialty=case.get("for"),
        program=case.get("program"),
        facts=facts,
    )

    assert sorted(case.get("loud", [])) == found
