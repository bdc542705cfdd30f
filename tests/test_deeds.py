"""What the writer did or left undone in the cause, and where the cause ends."""

import pytest

from soapwriter.judge.deeds import Deeds
from soapwriter.linter import Linter
from soapwriter.text.document import Document


@pytest.fixture(scope="module")
def context():
    """`context("I failed …")`: a text as the checks of all shipped rules see it."""
    linter = Linter(spelling=False)
    return lambda text: linter.read(Document("-", text, "failure"))


OWNED = [
    ("I failed Step 1. The school moved our block, and I did not change my plan.", [1]),
    ("I failed Step 1. The school moved our block. I ignored three forms.", [2]),
    ("I failed Step 1. I should have moved the date.", [1]),
    ("I failed Step 1. I sat it anyway.", [1]),
    ("I failed Step 1. I took five of the weeks as a holiday.", [1]),
    ("I failed Step 1, by my own choice.", [0]),
    ("I failed Step 1. I asked the dean for more time.", []),
    ("I failed Step 1. I could not concentrate.", []),
    ("I failed Step 1. I was sent home twice.", []),
    ("I failed Step 1. I never got back into it.", []),
    ("I failed Step 1. They made sure that I never left before eight.", []),
    ("I failed Step 1. The dean lost my form.", []),
]


@pytest.mark.parametrize(("text", "owned"), OWNED, ids=[text for text, _ in OWNED])
def test_a_deed_is_what_the_writer_did_or_left_undone(context, text, owned):
    """
    What the writer bore, asked for or could not do is none; sitting the exam is one only where it was done anyway.
    """
    assert owned == sorted(Deeds(context(text).outline).owned)


ACCOUNTS = [
    ("I failed Step 1. The dean lost my form. I have done 2,000 questions since.", range(2)),
    ("I failed Step 1. The dean lost my form. Today I do 60 questions a day.", range(2)),
    ("I failed Step 1. The dean lost my form.", range(2)),
    ("The committee met and turned him down. It was a hard day for the ward.", range(0)),
]


@pytest.mark.parametrize(("text", "told"), ACCOUNTS, ids=[text for text, _ in ACCOUNTS])
def test_the_account_ends_where_the_writer_turns_to_what_came_after(context, text, told):
    """
    What is done since, done now or planned ends it; a text that speaks of no exam has none.
    """
    assert told == Deeds(context(text).outline).account
