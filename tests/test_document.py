"""A text and its prose: what is markup becomes spaces, and every place stays where it was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soapwriter.text.document import Document, front_matter
from soapwriter.text.span import Lines, Position, Span, overlap

# Text and prose; "·" stands for a blank that was markup.
BLANKED = {
    "plain": ("I failed.", "I failed."),
    "front matter": ("---\nkind: failure\n---\nI failed.", "···\n·············\n···\nI failed."),
    "front matter, Windows": ("---\r\na: b\r\n---\r\nI failed.", "···\r\n····\r\n···\r\nI failed."),
    "a rule in the middle": ("I failed.\n\n---\n\nI rose.", "I failed.\n\n---\n\nI rose."),
    "comment": ("I <!-- really? --> failed.", "I ················ failed."),
    "comment over lines": ("I <!-- a\nb --> failed.", "I ······\n····· failed."),
    "comment without an end": ("I <!-- failed.", "I <!-- failed."),
    "address": ("See https://example.org/a now.", "See ····················· now."),
    "address without a scheme": ("See www.example.org now.", "See ··············· now."),
    "heading": ("# My exam\nI failed.", "··My exam\nI failed."),
    "no heading": ("I was #1 of 9.", "I was #1 of 9."),
    "bullet": ("- met a tutor\n* slept", "··met a tutor\n··slept"),
    "numbers": ("1. met a tutor\n2) slept", "···met a tutor\n···slept"),
    "no bullet": ("2026 was hard.\n-5 points", "2026 was hard.\n-5 points"),
    "emphasis": ("I **really** failed __it__.", "I ··really·· failed ··it··."),
    "no emphasis": ("2 ** 3 and ____ and **", "2 ** 3 and ____ and **"),
}
PIECES = st.sampled_from(
    ["---\n", "kind: failure\n", "<!-- ", " -->", "https://a.b/c ", "# ", "\n- ", "\n1. ", "**", "__", "I failed", " ", "\n", "\r\n", "\t", "😀", "é", "“", "["]
)  # fmt: skip
# What damages a word is repaired, and has tests of its own.
SOUND = st.characters(exclude_categories=("Cc", "Cf", "Cs", "Mn"))
TEXTS = st.lists(PIECES, max_size=30).map("".join) | st.text(SOUND, max_size=80)


@pytest.mark.parametrize(("text", "prose"), BLANKED.values(), ids=BLANKED)
def test_markup_becomes_blanks(text, prose):
    """
    Front matter, comments, addresses, headings, bullets and emphasis are blanked out; what only looks like them is not.
    """
    assert prose.replace("·", " ") == Document("-", text, "failure").prose


@given(TEXTS)
def test_prose_is_as_long_as_the_text(text):
    """
    Every character of the prose is that of the text at the same place, or a blank; line ends all stay.
    """
    prose = Document("-", text, "failure").prose

    assert len(text) == len(prose)
    assert all(made in (written, " ") for written, made in zip(text, prose, strict=True))
    assert [at for at, char in enumerate(text) if char in "\r\n"] == [
        at for at, char in enumerate(prose) if char in "\r\n"
    ]


SHOWN = {
    "plain": ("I  “failed”.", "I  “failed”."),
    "front matter": ("---\na: b\n---\nI failed.", "¶¶¶¶¶¶¶¶¶¶¶¶¶I failed."),
    "comment": ("I <!-- a\nb --> failed.", "I ¶¶¶¶¶¶¶¶¶¶¶¶ failed."),
    "address": ("See https://a.b/c now.", "See ¶¶¶¶¶¶¶¶¶¶¶¶¶ now."),
    "markup stays": ("# My\n- **exam**", "# My¶- **exam**"),
}


@pytest.mark.parametrize(("text", "shown"), SHOWN.values(), ids=SHOWN)
def test_what_is_not_shown_is_line_ends(text, shown):
    """
    Front matter, comments and addresses become line ends, and markup stays.
    """
    assert shown.replace("¶", "\n") == Document("-", text, "failure").shown


@given(TEXTS)
def test_what_is_shown_is_as_long_as_the_text(text):
    """
    Every character of what is shown is that of the text at the same place, or a line end.
    """
    shown = Document("-", text, "failure").shown

    assert len(text) == len(shown)
    assert all(made in (written, "\n") for written, made in zip(text, shown, strict=True))


@given(TEXTS)
def test_bullets_are_places_in_the_text(text):
    """
    The words of a list item begin after its mark.
    """
    bullets = Document("-", text, "failure").bullets

    assert all(0 < offset <= len(text) and text[offset - 1] in " \t" for offset in bullets)


@pytest.mark.parametrize(
    ("text", "comments"),
    [
        ("I <!-- a --> failed <!-- b\n-->.", ["<!-- a -->", "<!-- b\n-->"]),
        ("---\nnote: <!--\n---\nI <!-- a --> failed.", ["<!-- a -->"]),
        ("I <!-- failed.", []),
    ],
)
def test_comments(text, comments):
    """
    Comments are found with their marks, and what front matter says opens none.
    """
    document = Document("-", text, "failure")

    assert comments == [text[start:end] for start, end in document.comments]
    assert len(text) == len(document.body)


FRONT = [
    ("I failed.", {}),
    ("---\nkind: failure\n---\nI failed.", {"kind": "failure"}),
    ("---\nKind : 'thank-you'\r\nnote: a: b\n---\n", {"kind": "thank-you", "note": "a: b"}),
    ("\ufeff---\nkind: failure\n---\n", {"kind": "failure"}),
    ("---\nno pair\n---\n", {}),
    ("---\nkind: failure\nI failed.", {}),
    ("\n---\nkind: failure\n---\n", {}),
]


@pytest.mark.parametrize(("text", "pairs"), FRONT)
def test_front_matter(text, pairs):
    """
    Front matter stands at the very top between two lines of three hyphens, and is pairs with a colon.
    """
    assert pairs == front_matter(text)


POSITIONS = [
    ("I failed.\nI rose.", 0, (1, 1)),
    ("I failed.\nI rose.", 9, (1, 10)),
    ("I failed.\nI rose.", 10, (2, 1)),
    ("I failed.\r\nI rose.", 11, (2, 1)),
    ("\tI 😀 failed.", 3, (1, 4)),
    ("\tI 😀 failed.", 5, (1, 6)),
    ("a\n", 2, (2, 1)),
    ("", 0, (1, 1)),
]


@pytest.mark.parametrize(("text", "offset", "place"), POSITIONS)
def test_positions_are_counted_as_a_person_does(text, offset, place):
    """
    Lines and columns count from 1; an emoji and a tab are one column each.
    """
    assert Position(*place) == Lines(text).position(offset)


@given(st.text(alphabet="ab\t😀\r\n", max_size=40), st.data())
def test_positions_and_offsets_agree(text, data):
    """
    The start of a position's line and its column lead back to the offset.
    """
    offset = data.draw(st.integers(0, len(text)))
    lines = Lines(text)
    line, column = lines.position(offset)

    assert offset == lines.start(line) + column - 1
    assert text[:offset].count("\n") == line - 1
    assert "\n" not in lines.line(line)


@pytest.mark.parametrize(
    ("other", "expected"),
    [(Span(0, 3), False), (Span(2, 4), True), (Span(4, 5), True), (Span(3, 9), True), (Span(6, 9), False)],
)
def test_spans_that_touch_do_not_overlap(other, expected):
    """
    Two spans overlap when they share a character: the end of one may be the start of the next.
    """
    assert expected == overlap(Span(3, 6), other)
    assert expected == overlap(other, Span(3, 6))


def test_a_quote_is_one_line():
    """
    What a message quotes of a text has no line ends and no runs of spaces.
    """
    text = "I failed\r\n  Step 1."

    assert "I failed Step 1." == Document("-", text, "failure").quote(Span(0, len(text)))
