"""A text made plain: its paragraphs, its lists as sentences where that is safe, and the characters of a plain box."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soapwriter.deliver.export import Problem, composed, email_lines, foreign, paragraphs, strange, whole_clause
from soapwriter.text.document import Document


def plain(text, is_clause=lambda _: True):
    """Make a text plain, with every item a clause unless said otherwise."""
    return paragraphs(Document("-", text, "failure"), is_clause)


SHAPES = {
    "lines are joined": ("I failed\nStep 1.\n", "I failed Step 1.\n"),
    "Windows line ends": ("I failed\r\nStep 1.\r\n\r\nI passed.", "I failed Step 1.\n\nI passed.\n"),
    "one blank line": ("One.\n\n\n \nTwo.", "One.\n\nTwo.\n"),
    "front matter": ("---\nkind: failure\n---\nOne.", "One.\n"),
    "a comment of its own parts nothing": ("One\n<!-- a\nnote -->\nline.", "One line.\n"),
    "a comment in a line": ("One <!-- a note -->line.", "One line.\n"),
    "a parted compound": ("A full-\nlength test.", "A full-length test.\n"),
    "a hyphen that waits": ("In two-\nand three-hour blocks.", "In two- and three-hour blocks.\n"),
    "emphasis": ("I did **all** of *it*, `twice` and ***then*** __more__.", "I did all of it, twice and then more.\n"),
    "no emphasis": ("I did 2 * 3 * 4, and #1 of 9, a_b_c.", "I did 2 * 3 * 4, and #1 of 9, a_b_c.\n"),
    "a list that ends its sentences": ("Three things.\n- I did one.\n- I did two!", "Three things. I did one. I did two!\n"),
    "full stops and capitals": ("Things changed:\n* i met her,\n* my scores rose;", "Things changed. I met her. My scores rose.\n"),
    "numbers": ("It was so.\n\n1. I met her.\n2) I timed it.", "It was so.\n\nI met her. I timed it.\n"),
    "other signs": ("So:\n▪ I met her\n– I timed it", "So. I met her. I timed it.\n"),
    "a list far below its colon": ("So it is:\n\n- I met her\n\n- I timed it\n\nThen.", "So it is. I met her. I timed it.\n\nThen.\n"),
    "items over two lines": ("- I met her\n  on Fridays\n- I timed\nit all", "I met her on Fridays. I timed it all.\n"),
    "text after a list": ("So.\n- I met her.\nI retake it.", "So. I met her. I retake it.\n"),
    "a dash that wrapped": ("I studied alone\n- nobody saw my scores.", "I studied alone - nobody saw my scores.\n"),
    "a number that wrapped": ("I retake it on March\n12. I am ready.", "I retake it on March 12. I am ready.\n"),
    "nothing": ("<!-- only this -->\n", ""),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SHAPES.values(), ids=SHAPES)
def test_paragraphs(text, expected):
    """
    Each paragraph is one line, a blank line between two, and nothing that nobody is to see is left.
    """
    made = plain(text)

    assert (expected, ()) == (made.text, made.problems)


PROBLEMS = {
    "a heading": ("One.\n\n# Why I\n", 3, "'Why I' is a heading"),
    "a line of stars": ("One.\n\n***\n\nTwo.", 3, "'***' has no words."),
    "a quotation": ("> He said so.", 1, "'> He said so.' begins with a sign"),
    "a table": ("| a | b |", 1, "'| a | b |' begins with a sign"),
    "an item that is none": (
        "---\na: b\n---\nSo.\n- nights of call",
        5,
        "'nights of call' is not a sentence by itself",
    ),
    "a lead that is none": ("Since then I have\n- met her.\n- timed it.", 1, "'Since then I have' leads to a list"),
}


@pytest.mark.parametrize(("text", "line", "message"), PROBLEMS.values(), ids=PROBLEMS)
def test_what_is_not_safe_is_told(text, line, message):
    """
    What the form has no shape for is told with its line, and nothing is guessed.
    """
    (problem,) = plain(text, is_clause=lambda words: "nights" not in words).problems

    assert line == problem.line
    assert problem.message.startswith(message)


CLAUSES = [
    ("I finished 2,400 timed questions", True),
    ("Every Sunday Dr. Petrossian goes through the list with me", True),
    ("my scores rose from 214 to 231", True),
    ("There are four weeks free before it", True),
    ("I have changed three things", True),
    ("finished 2,400 timed questions", False),
    ("2,400 timed questions in blocks of forty", False),
    ("Meeting my tutor each Friday", False),
    ("a tutor, whom I meet on Fridays", False),
    ("because I was ill", False),
    ("Since then I have", False),
    ("What I changed is", False),
    ("I sent my scores to", False),
    ("", False),
    ("...", False),
]


@pytest.mark.parametrize(("words", "expected"), CLAUSES)
def test_whole_clauses(words, expected):
    """
    Only a main clause with a subject and a finite verb, and with nothing left to come, can take a full stop.
    """
    assert expected is whole_clause(words)


def test_lines_of_an_email():
    """
    An email keeps its lines and loses its comments.
    """
    text = "---\nkind: reply\n---\n<!-- Blocked -->\n\nSubject: A\n\n\nDear Dr. Cho,\n<!-- x -->\n- one\n- two\n\nRegards,\nAna\n"

    assert "Subject: A\n\nDear Dr. Cho,\n- one\n- two\n\nRegards,\nAna\n" == email_lines(Document("-", text, "reply"))


CHARACTERS = [
    ("Zoë Øst of Łódź, 39 °C, 5 µg, ½", "", "ëØŁóź°µ½"),
    ("214 → 231, β-blocker, 3 ≥ 2, 日", "→β≥日", ""),
    ("plain - 'text' \"here\"\n", "", ""),
]


@pytest.mark.parametrize(("text", "lost", "kept"), CHARACTERS)
def test_characters(text, lost, kept):
    """
    Letters of names and the signs of Latin-1 are kept; others may be lost, and are told.
    """
    assert (lost, kept) == ("".join(strange(text)), "".join(foreign(text)))


def test_accents_are_put_together():
    """
    A letter and its accent become one character, which a form is likelier to keep.
    """
    assert "Zo\u00eb" == composed("Zoe\u0308")


@given(st.text(alphabet="aI .\n-*1#>:_\u2022\u2014\t\r<!-", max_size=60))
def test_any_text_is_paragraphs(text):
    """
    Whatever the text, the result is lines without blanks at their ends, one blank line between two, or nothing.
    """
    made = plain(text)

    assert made.text == "" or (made.text.endswith("\n") and "\n\n\n" not in made.text)
    assert all(each == each.strip(" \t") for each in made.text.splitlines())
    assert all(
        isinstance(each, Problem) and 1 <= each.line <= text.count("\n") + text.count("\r") + 1
        for each in made.problems
    )
