"""Edits in a text: all that fit are made, two never in one place, and nothing else changes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soapwriter.finding import Fix
from soapwriter.text import apply_edits

TEXT = "one two three"
CASES = {
    "nothing": ([], TEXT),
    "one": ([Fix(4, 7, "2")], "one 2 three"),
    "two, in any order": ([Fix(8, 13, "3"), Fix(0, 3, "1")], "1 two 3"),
    "side by side": ([Fix(0, 3, "1"), Fix(3, 4, "-")], "1-two three"),
    "taken out": ([Fix(3, 7, "")], "one three"),
    "put in": ([Fix(3, 3, ",")], "one, two three"),
    "the same twice": ([Fix(4, 7, "2"), Fix(4, 7, "2")], "one 2 three"),
    "overlapping: the first stands": ([Fix(2, 5, "X"), Fix(4, 7, "2")], "onXwo three"),
    "one inside another: the first stands": ([Fix(0, 7, "1 2"), Fix(4, 7, "2")], "1 2 three"),
    "two in one place: one stands": ([Fix(4, 4, "a "), Fix(4, 7, "2")], "one a two three"),
    "the whole": ([Fix(0, 13, "")], ""),
}
FIXES = st.lists(
    st.tuples(st.integers(0, 12), st.integers(0, 4), st.text("xy ", max_size=3)).map(
        lambda each: Fix(each[0], min(each[0] + each[1], len(TEXT)), each[2])
    ),
    max_size=8,
)


@pytest.mark.parametrize(("fixes", "edited"), CASES.values(), ids=CASES)
def test_edits_are_made(fixes, edited):
    """
    Edits that do not meet are all made; of those that do, the first.
    """
    assert edited == apply_edits(TEXT, fixes).text


@pytest.mark.parametrize("fix", [Fix(-1, 2, ""), Fix(5, 3, ""), Fix(9, 14, "")])
def test_an_edit_outside_the_text_is_refused(fix):
    """
    An edit that lies outside its text is the program's own mistake, and is not made.
    """
    with pytest.raises(ValueError, match="an edit at"):
        apply_edits(TEXT, [fix])


@given(FIXES)
def test_what_is_not_edited_stays(fixes):
    """
    Whatever the edits: those that were made do not overlap, and every character outside them is still there, in order.
    """
    edited = apply_edits(TEXT, fixes)
    pieces, at = [], 0
    for fix in edited.made:
        assert at <= fix.start
        pieces += TEXT[at : fix.start], fix.text
        at = fix.end

    assert edited.text == "".join((*pieces, TEXT[at:]))
    assert edited == apply_edits(TEXT, reversed(fixes))
