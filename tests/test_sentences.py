"""Where a sentence ends: one decision and one list of abbreviations, for drafts and for linting."""

import pytest

from soapwriter.kinds import kinds
from soapwriter.text import begins_sentence, counted, listed, seconds_aloud, split_sentences

SPLIT = [
    ("I failed. I passed.", ["I failed.", "I passed."]),
    ('He said "No." She left.', ['He said "No."', "She left."]),
    ("I asked why… Then I knew!", ["I asked why…", "Then I knew!"]),
    ("Dr. Cho vs. Step 1, e.g. Dr. J. Smith.", ["Dr. Cho vs. Step 1, e.g. Dr. J. Smith."]),
    ("From 8 a.m. to 5 p.m. I read.", ["From 8 a.m. to 5 p.m.", "I read."]),
    ("Call at 5 p.m. Eastern, no. 3.", ["Call at 5 p.m. Eastern, no. 3."]),
    ("So did I. Then I sat it.", ["So did I.", "Then I sat it."]),
    ("I read vol. two of it.", ["I read vol. two of it."]),
    ("i failed. i passed.", ["i failed.", "i passed."]),
    ("A line without an end", ["A line without an end"]),
    (" \n", []),
]


@pytest.mark.parametrize(("text", "expected"), SPLIT)
def test_splits_what_a_person_enters(text, expected):
    """
    A sentence ends at its mark unless that belongs to an abbreviation or initials.
    """
    assert expected == split_sentences(text)


@pytest.mark.parametrize(
    ("word", "after", "marks", "begins"),
    [
        ("then", "exam.", {}, True),
        ("then", "exam.", {"small_letter": False}, False),
        ("then", "exam.", {"closed": True}, False),
        ("Then", "exam.", {"closed": True}, True),
        ("Smith", "J.", {"joined": True}, False),
        ("The", "M.D.", {"joined": True}, True),
        ("Then", "exam,", {}, False),
        ("Monday", "p.m.", {}, False),
    ],
)
def test_a_small_letter_begins_a_sentence_only_in_a_letter(word, after, marks, begins):
    """
    The decision is the same for characters and tokens but for a small letter, which says so.
    """
    assert begins is begins_sentence(word, after=after, **marks)


@pytest.mark.parametrize(
    ("items", "expected"),
    [([], ""), (["A"], "A"), (["A", "B"], "A or B"), (["A", "B", "C"], "A, B or C")],
)
def test_lists_items_as_a_person_does(items, expected):
    """
    Items are joined by commas and one "or" or "and".
    """
    assert expected == listed(items, last="or")
    assert expected.replace(" or ", " and ") == listed(iter(items))


def test_counts_with_a_noun():
    """
    A number has its noun in the plural unless it is 1, and a comma in thousands.
    """
    assert ["0 words", "1 word", "2,000 words"] == [counted(number, "word") for number in (0, 1, 2000)]


@pytest.mark.parametrize(
    ("kind", "limits"),
    [
        (kind.id, each)
        for kind in kinds().values()
        for each in (kind.limits, *(form.limits for form in kind.forms.values()))
        if each.words and each.seconds
    ],
)
def test_words_and_seconds_are_the_same_length(kind, limits):
    """
    Where a kind limits both, its fewest and most words take as long aloud as it says, to two seconds.
    """
    aloud = [seconds_aloud(words) for words in limits.words]

    assert list(limits.seconds) == pytest.approx(aloud, abs=2), kind
