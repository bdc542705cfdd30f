"""A text as it is exported: paragraphs and sentences, the characters of a plain box, and what prevents an export."""

import time
from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soapwriter.deliver import word_file
from soapwriter.deliver.application_form import form
from soapwriter.deliver.export import (
    Problem,
    email_lines,
    for_email,
    for_form,
    paragraphs,
    whole_clause,
)
from soapwriter.deliver.plain_box import composed, foreign, strange
from soapwriter.kinds.kind import kinds
from soapwriter.linter import load_rules
from soapwriter.text import split_blocks
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


def made(text, kind="failure"):
    """Make a text ready for the form."""
    return for_form(Document("-", text, kind))


FIXED = [
    ("I didn’t say “no” – or so…", 'I didn\'t say "no" - or so...'),
    ("I studied alone—nobody saw\u00a0it.", "I studied alone - nobody saw it."),
    ("The \ufb01nal\tform.  Twice  over.", "The final form. Twice over."),
    ("Dr. Pe\u00c3\u00b1a and Dr. Zoe\u0308.", "Dr. Peña and Dr. Zoë."),
]


@pytest.mark.parametrize("kind", [kind.id for kind in kinds().values() if kind.application])
@pytest.mark.parametrize(("text", "expected"), FIXED)
def test_characters_are_fixed_in_every_kind_of_the_form(text, expected, kind):
    """
    What `lint --fix` would fix of a word processor's marks is fixed, in each kind that goes into the form.
    """
    assert expected == made(text, kind).text.rstrip()


def test_what_was_changed_is_said():
    """
    Places fixed, items written out and letters kept are each said.
    """
    notes = " ".join(made("I didn’t know Zoë. It was so.\n- I met her.\n- I timed it.").notes)

    assert "2 list items written out as sentences" in notes
    assert "1 place fixed for the form (plaintext/curly-quotes 1)" in notes
    assert "Kept as you wrote them: ë" in notes


LEFT = [
    ("One.\n\nI did it \U0001f60a", 3, "(plaintext/emoji)"),
    ("One.\n\nScores of 214 → 231.", 3, "The form may lose '→'."),
    ("<!-- → -->\nIt was ≥ 2.", 2, "The form may lose '≥'."),
    ("Dr. Pe\ufffda.", 1, "(plaintext/lost-characters)"),
    ("<!-- nothing -->", 1, "There is no text in it"),
    ("x" * 28_001, 1, "It has 28,001 characters, and the form takes 28,000."),
]


@pytest.mark.parametrize(("text", "line", "message"), LEFT)
def test_what_cannot_be_fixed_is_a_problem(text, line, message):
    """
    What would not arrive as it is written is a problem, with the line of the writer's own text.
    """
    problems = [each for each in made(text).problems if message in each.message]

    assert [line] == [each.line for each in problems]


def test_an_email_keeps_its_characters():
    """
    An email is not the form: its characters and lines stay.
    """
    assert "Dear Zoë,\nI didn’t.\n" == for_email(Document("-", "<!-- x -->\nDear Zoë,\nI didn’t.\n", "reply")).text


def test_the_form_in_the_rules():
    """
    The box of the table is the limit of the kind, and the rules that are for the form are for all of its kinds.
    """
    of_form = {kind.id for kind in kinds().values() if kind.application}
    narrowed = [rule.kinds for rule in load_rules(examples=False) if rule.category == "plaintext" and rule.kinds]

    assert form().box.characters == kinds()["statement"].limits.characters[1]
    assert all(of_form == set(each) for each in narrowed)


def test_own_work_has_its_sources():
    """
    Each thing said on own work has a source; what is disputed says so, and is never sure.
    """
    disputed = [each for each in form().own_work if each.disputed]

    assert all(each.url.startswith("https://") and each.source for each in form().own_work)
    assert [("L", True)] == [(each.confidence, each.says.startswith("Disputed: ")) for each in disputed]


def test_a_word_file_does_not_say_when(monkeypatch):
    """
    The same text is the same Word file whenever it is written, and no entry of it has a day of its own.
    """
    blocks = split_blocks(Document("t.txt", "I failed Step 1.\n\n- I met a tutor.", "failure"))
    first = word_file(blocks, keep_lines=False)
    later = time.time() + 40 * 24 * 3600
    monkeypatch.setattr(time, "time", lambda: later)
    again = word_file(blocks, keep_lines=False)

    assert first == again
    assert {(2000, 1, 1, 0, 0, 0)} == {entry.date_time for entry in ZipFile(BytesIO(first)).infolist()}
