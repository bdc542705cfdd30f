"""The shipped rules: every example holds, and each rule keeps the laws that its readers rely on."""

import pytest

from soapwriter.linter import check_examples, load_rules
from soapwriter.text.document import Document

RULES = load_rules()
CASES = [(rule.id, number) for rule in RULES for number in range(1, len(rule.examples) + 1)]
CATEGORIES = {
    "begging", "blame", "cause", "changes", "defensive", "drama", "email", "evasive", "facts", "generic", "interview", "language", "length",
    "order", "overshare", "ownership", "placeholder", "plaintext", "plan", "pressure", "residue", "sheet", "specialty",
    "spelling", "suppression", "world",
}  # fmt: skip
PHRASED = [rule for rule in RULES if rule.check.type in ("phrase", "facts", "world")]


@pytest.fixture(scope="module")
def failures(linter):
    """Every example that does not hold, by rule and number."""
    return {(failure.rule, failure.number): failure for failure in check_examples(RULES, linter=linter)}


@pytest.mark.parametrize(("rule", "number"), CASES, ids=[f"{rule}:{number}" for rule, number in CASES])
def test_example_holds(rule, number, failures):
    """
    A rule points at exactly the words that its example promises, and at nothing in a clean one.
    """
    assert (rule, number) not in failures, str(failures[rule, number])


def test_every_category_has_rules():
    """
    The folders are the categories, and each has at least one rule.
    """
    assert {rule.category for rule in RULES} == CATEGORIES


@pytest.mark.parametrize("rule", RULES, ids=[rule.id for rule in RULES])
def test_speaks_calmly_and_says_what_to_write(rule):
    """
    A rule says why it is there and what to write instead, in whole sentences and without shouting.
    """
    assert rule.why.strip().endswith((".", "?", ")", "'", "’"))
    assert rule.instead.strip()
    assert not {"!", "MUST", "NEVER", "stupid", "lazy"} & set(f"{rule.message} {rule.why}".split())
    assert "!" not in rule.message.replace("!!", "")


@pytest.mark.parametrize("rule", PHRASED, ids=[rule.id for rule in PHRASED])
def test_phrases_are_proven_three_times(rule):
    """
    A rule of phrases or of truth has at least three examples that it finds and three that it leaves alone, all different.
    """
    flagged = {example.text for example in rule.examples if example.finds}
    clean = {example.text for example in rule.examples if not example.finds}

    assert len(flagged) >= 3
    assert len(clean) >= 3


def test_messages_can_be_shown(linter):
    """
    Every rule's message takes the words that its check supplies: what its own example finds can be reported.
    """
    documents = [
        Document(rule.id, example.text, example.kind, form=example.form)
        for rule in RULES
        for example in rule.examples
        if example.finds
    ]

    for report in linter.lint_all(documents):
        for finding in report.findings:
            assert "{" not in finding.message.replace(finding.quote, "").replace("'{", "")
            assert finding.quote == report.text[finding.start : finding.end]
