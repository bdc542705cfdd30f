"""People who do not exist, in every shape of facts: whatever they entered, their drafts may go out."""

import pytest
from generated import CAUSES, orders, person, problems

from soapwriter.drafter import draft
from soapwriter.linter import Linter
from soapwriter.text import split_sentences

# `python tests/generated.py 300` takes some three minutes; these few show any fault of a kind.
PEOPLE = 12


@pytest.fixture(scope="module")
def linter():
    """All rules, compiled once."""
    return Linter()


@pytest.mark.parametrize("number", range(PEOPLE))
def test_every_draft_of_a_person(number, linter):
    """
    No error and no warning by our own rules, no sentence joined badly or told twice, no number that was not given.
    """
    facts = person(number)

    assert [] == [problem for order in orders(facts) for problem in problems(facts, *order, linter)]


def test_fifty_with_one_story():
    """
    Of fifty people with one story and other dates, scores and names no two share a sentence that is ours.
    """
    base = person(0)
    own = {*CAUSES, *base.story.changes, base.story.plan or ""}
    told = []
    for number in range(50):
        other = person(number + 100)
        facts = base.model_copy(update={"applicant": other.applicant, "exams": other.exams, "practice": other.practice})
        sentences = set(split_sentences(draft("failure", facts).text))
        told.append({each for each in sentences if not any(_same(part, each) for part in own if part)})
    shared = [one & other for at, one in enumerate(told) for other in told[at + 1 :] if one & other]

    assert [] == shared


def _same(answer, sentence):
    """Return whether a sentence is an answer, or a part of one, and nothing else."""
    return any(part.rstrip(".")[2:] in sentence or sentence.rstrip(".") in answer for part in split_sentences(answer))
