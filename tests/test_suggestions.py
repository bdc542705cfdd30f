"""What to write instead, from the applicant's own facts: never a stock deed, and never what the text has already."""

import pytest

from soapwriter.facts import Facts, suggestion

FACTS = Facts.model_validate(
    {
        "exams": [
            {"exam": "Step 2 CK", "date": "2026-06-24", "outcome": "failed", "score": 209},
            {"exam": "Step 2 CK", "date": "2027-03-30", "outcome": "scheduled"},
        ],
        "story": {
            "cause": "I put off timed questions. I told nobody.",
            "changes": ["rebuilt my 2 schedules", "I meet Dr. Ek.", "I have done 2,600 timed questions."],
            "plan": "My school has kept four weeks free for it.",
        },
    }
)


@pytest.mark.parametrize(
    ("subject", "text", "offered"),
    [
        ("ownership", "Something happened.", "I failed Step 2 CK on June 24, 2026."),
        ("cause", "I was not myself.", "I put off timed questions."),
        ("changes", "I study harder now.", "I have done 2,600 timed questions."),
        ("changes", "I have done 2,600 timed questions, and I study harder.", "I meet Dr. Ek."),
        ("plan", "I will pass.", "I retake Step 2 CK on March 30, 2027."),
        ("plan", "I retake Step 2 CK on March 30, 2027.", "My school has kept four weeks free for it."),
    ],
)
def test_what_the_facts_offer(subject, text, offered):
    """
    The facts' own sentence on the part is offered, one with a figure first, unless the text has it.
    """
    assert offered == suggestion(FACTS, subject, text)


def test_facts_without_it_offer_nothing():
    """
    Nothing is made up for facts that say nothing.
    """
    assert {""} == {suggestion(Facts(), subject, "x") for subject in ("ownership", "cause", "changes", "plan")}


def test_a_finding_shows_it(linter):
    """
    A finding that asks the facts shows their sentence in the place of its own advice; without facts the advice stays.
    """
    from soapwriter.text.document import Document

    text = "I failed Step 2 CK on June 24, 2026. I did not test myself at all, and read. I study harder now."
    document = Document("-", text, "failure")
    found = {each.rule: each.instead for each in linter.lint(document, facts=FACTS).findings}
    alone = {each.rule: each.instead for each in linter.lint(document).findings}

    assert 'Your facts say: "I retake Step 2 CK on March 30, 2027."' == found["plan/absent"]
    assert "facts" not in alone["plan/absent"]
