"""A draft on paper: lines, length, and what was left out."""

import pytest

from soapwriter.drafter import layout
from soapwriter.kinds.kind import Limits

LIST = "Grades\n\n- Medicine: honors\n- Surgery: pass\n"


@pytest.mark.parametrize(
    ("keep_lines", "text"),
    [(True, "Dear Ana,\n\n- one\n- two\n"), (False, "Dear Ana,\n\n- one - two\n")],
)
def test_lines_are_kept_where_they_are_wanted(keep_lines, text):
    """
    A line of "¶" parts paragraphs; other line ends stay in an email and a list, and are blanks elsewhere.
    """
    assert text == layout.laid_out("Dear  Ana,\n¶\n- one\n\n- two", keep_lines=keep_lines)


@pytest.mark.parametrize(
    ("limits", "over", "under"),
    [
        (Limits(words=(1, 6)), False, False),
        (Limits(words=(1, 4)), True, False),
        (Limits(words=(20, 30)), False, True),
        (Limits(lines=(1, 3)), True, False),
        (Limits(lines=(1, 4)), False, False),
        (Limits(sentences=(3, 3)), False, False),
    ],
)
def test_limits(limits, over, under):
    """
    Words, sentences and the lines of a page are held against their limits, each line of a list being a sentence.
    """
    assert (over, under) == (layout.over(LIST, limits), layout.under(LIST, limits))


def test_joined_words_may_be_counted_apart():
    """
    A draft stays inside its limit also for a reader who counts "full-length" as two words.
    """
    assert layout.over("A full-length test.", Limits(words=(1, 3)))
    assert layout.under("A full-length test.", Limits(words=(4, 9)))


def test_a_line_of_a_list_that_is_left_out_is_named_alone():
    """
    What goes from a list is said line by line, and what stays is not.
    """
    assert ("Left out for length: - Surgery: pass",) == layout.notes(LIST, LIST[:-16], Limits())
