"""The hundred families of phrases: each has its rule, and a saying of it is found."""

import tomllib
from pathlib import Path

import pytest

from soapwriter.linter import load_rules
from soapwriter.text.document import Document

FAMILIES = tomllib.loads((Path(__file__).parent / "families.toml").read_text(encoding="utf-8"))
RULES = {rule.id: rule for rule in load_rules()}

# A saying of some families, in words that are no rule's example, with the category that has to speak.
SAYINGS = [
    (1, "failure", "I failed Step 1. You are my last hope of becoming a doctor."),
    (5, "interest", "Dear Dr. Cho,\n\nI beg you, please, please read my file.\n\nSincerely,\nAna Invented"),
    (13, "failure", "Mistakes were made, and Step 1 was not passed."),
    (22, "failure", "I failed Level 1. The exam was unfair and the questions were badly written."),
    (23, "failure", "I failed Step 2 CK because my school did not prepare us and never answered my emails."),
    (34, "failure", "I have always been bad at standardized tests, and I failed Step 1."),
    (44, "failure", "I failed Step 1. I sobbed all night and could not get out of bed."),
    (52, "failure", "I was devastated when I failed Step 2 CK."),
    (58, "interest", "Dear Dr. Cho,\n\nI will rank you number one.\n\nSincerely,\nAna Invented"),
    (
        60,
        "thank-you",
        "Dear Dr. Cho,\n\nThank you. Could you tell me where I am on your list?\n\nSincerely,\nAna Invented",
    ),
    (71, "interest", "Dear Dr. Cho,\n\nYour esteemed program is renowned.\n\nSincerely,\nAna Invented"),
    (81, "thank-you", "Dear Dr. [Name],\n\nThank you for your time.\n\nSincerely,\nAna Invented"),
    (91, "statement", "Ever since I was a child I have always wanted to help people."),
]


def test_every_family_is_named():
    """
    The table has every family from 1 to 100, in order.
    """
    assert [str(number) for number in range(1, 101)] == list(FAMILIES)


@pytest.mark.parametrize(("number", "rule"), FAMILIES.items())
def test_every_family_has_its_rule(number, rule):
    """
    A family's rule is there, with its reason, its source, and at least three examples on each side.
    """
    found = RULES[rule]

    assert found.why
    assert found.source.evidence
    assert 3 <= sum(bool(example.finds) for example in found.examples)
    assert 3 <= sum(not example.finds for example in found.examples)


@pytest.mark.parametrize(("number", "kind", "text"), SAYINGS, ids=[str(number) for number, _, _ in SAYINGS])
def test_a_saying_of_the_family_is_found(number, kind, text, linter):
    """
    What advisers warn of is found in a text that no rule has seen.
    """
    category = FAMILIES[str(number)].partition("/")[0]

    assert category in {finding.category for finding in linter.lint(Document("-", text, kind)).findings}
