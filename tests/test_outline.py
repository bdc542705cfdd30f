"""How the four parts stand, on texts that the corpus does not have."""

from itertools import pairwise

import pytest

from soapwriter.document import Document
from soapwriter.linter import Linter

A = "I failed Step 1. I crammed in two weeks."
B = "Since June I have done 1,900 timed questions with a tutor."
C = "I retake it on May 4."

# text, ownership, cause, changes, plan
TABLE = [
    (f"{A} {B} {C}", "present", "present", "concrete", "present"),
    (f"Step 1 was not passed. Too little was practiced. {B} {C}", "hedged", "present", "concrete", "present"),
    (f"I did not pass COMLEX Level 1. I left OMM for the last night. {B} {C}", "present", "present", "concrete", "present"),
    (f"My first attempt at Step 2 CK fell nine points short of the line. I had done a third of the bank. {B} {C}", "present", "present", "concrete", "present"),
    ("Step 3 took me two attempts. I had never opened a CCS case. For the second I ran 60 of them with a friend and passed.", "present", "present", "concrete", "n/a"),
    (f"As you may see, things did not go to plan for me in the exam season. {C}", "missing", "missing", "missing", "present"),
    (f"{A} I will study harder and get a tutor. {C}", "present", "present", "future-only", "present"),
    (f"{A} I have improved my habits. {C}", "present", "present", "vague", "present"),
    (f"{A} {C}", "present", "present", "missing", "present"),
    (f"{A} {B}", "present", "present", "concrete", "missing"),
    (f"{A} {B} I will retake it as soon as I can.", "present", "present", "concrete", "missing"),
    (f"{A} {B} My seat is for the 4th of May.", "present", "present", "concrete", "present"),
    (f"{A} {B} My permit runs from May to July.", "present", "present", "concrete", "present"),
    (f"I failed Step 1 for personal reasons. {B} {C}", "present", "missing", "concrete", "present"),
    (f"I failed Step 1 because my school gave us no time to study. {B} {C}", "hedged", "excuse", "concrete", "present"),
    (f"I failed Step 1. I do not blame my school; I never timed myself. {B} {C}", "present", "present", "concrete", "present"),
    ("i failed step 1. i crammed in two weeks. since june i have done 1,900 timed questions with a tutor. i retake it on may 4.", "present", "present", "concrete", "present"),
    ("I failed Step 1. I revised from lecture notes alone. I have since practised 40 questions a day. I resit on 4 May.", "present", "present", "concrete", "present"),
    (f"{A} My last three forms were 221, 226 and 231. {C}", "present", "present", "concrete", "present"),
    (f"{A} I now keep six to eight every morning for questions and meet Dr. Example on Fridays. {C}", "present", "present", "concrete", "present"),
    ("I failed Step 1 and passed on my second attempt.", "present", "missing", "vague", "n/a"),
    ("I failed Step 1, which I had crammed for. I rebuilt my plan with a tutor, did 3,000 questions, and passed.", "present", "present", "concrete", "n/a"),
    ("My uncle had heart failure, and I sat with him. The nurses taught me to listen.", "n/a", "n/a", "n/a", "n/a"),
    ("My sister failed the bar exam twice, and I typed her outlines.", "n/a", "n/a", "n/a", "n/a"),
]  # fmt: skip


@pytest.fixture(scope="module")
def linter():
    """A linter without rules: the outline alone."""
    return Linter([])


@pytest.mark.parametrize(("text", "ownership", "cause", "changes", "plan"), TABLE)
def test_labels(text, ownership, cause, changes, plan, linter):
    """
    The four labels are those that an adviser would give.
    """
    found = linter.lint(Document("-", text, "failure")).structure

    assert (ownership, cause, changes, plan) == (found.ownership, found.cause, found.changes, found.plan)


def test_passages_cover_the_text_in_order(linter):
    """
    The runs of sentences stand in text order, do not overlap, and hold all of the words.
    """
    report = linter.lint(Document("-", f"{A} {B} {C}", "failure"))
    parts = report.structure.parts

    assert ["ownership", "cause", "changes", "plan"] == [passage.part for passage in parts]
    assert all(one.end <= other.start for one, other in pairwise(parts))
    assert report.counts.words == sum(passage.words for passage in parts) == sum(report.structure.words().values())


@pytest.mark.parametrize("kind", ["statement", "interest", "thank-you"])
def test_a_letter_without_a_failure_needs_no_parts(kind, linter):
    """
    A kind that need not explain anything is "n/a" unless it speaks of a failed exam.
    """
    report = linter.lint(Document("-", "I like the ward at night. I read on each of my patients.", kind))

    assert {"n/a"} == {report.structure.standing(part) for part in ("ownership", "cause", "changes", "plan")}
