"""Own words: which sentences are ours, however little they were changed, and which anybody would write."""

import re

import pytest
from own_words import TABLE, table

from soapwriter.facts import Applicant, Facts
from soapwriter.finding import Severity
from soapwriter.kinds.template_sentences import KnownSentence, KnownSentences, known_sentences, template_sentences_in
from soapwriter.text.document import Document

SAID = "The van came late on Tuesdays, and I wrote down the time of every one of them in a green book."
LINES = KnownSentences(
    [KnownSentence("a book", (tuple(SAID.lower().replace(",", "").rstrip(".").split()),), by="Ana Invented")]
)

NEAR = [
    ("as it is", SAID, True),
    ("in capitals", SAID.upper(), True),
    ("with other words in two places", SAID.replace("Tuesdays", "Fridays").replace("green", "blue"), True),
    ("with a word at its beginning", f"Often {SAID}", True),
    ("half of it, in a longer sentence", "The van came late on Tuesdays, and so did the nurse, the bread, the post and everything else that we had been promised.", False),
    ("its words in another order", "I wrote in a green book, on Tuesdays, every time that the van was late, and the time of them.", False),
    ("a short run of it", "The van came late on Tuesdays, and I slept.", False),
    ("nothing", "", False),
]  # fmt: skip


@pytest.mark.parametrize(("text", "found"), [case[1:] for case in NEAR], ids=[case[0] for case in NEAR])
def test_how_near_is_a_copy(text, found):
    """
    A sentence is ours when runs of our words make up most of it; a few words in common are nobody's.
    """
    assert found == (LINES.source_of(text) is not None)


def test_nobody_copies_themselves():
    """
    The applicant whose facts have a sentence may send it.
    """
    assert LINES.source_of(SAID, applicant="Ana Invented") is None
    assert LINES.source_of(SAID, applicant="Ana Other") is not None


ANYBODY = """
I failed Step 2 CK on my first attempt.
I failed Step 2 CK on my first attempt, in June 2026, with a 209.
I failed COMLEX-USA Level 2-CE in January 2026, on my first attempt, with a score of 371.
I have since passed Step 1 and Step 2 CK.
My practice scores were 214 on NBME form 12 in August and 231 on UWSA 2 in October 2026.
I retake the exam on April 24, 2027.
My retake of Step 2 CK is booked for March 30, 2027.
I took Step 2 CK again on May 2, and the result is still to come.
Sincerely,
AAMC ID 14820736
I remain very interested in the position.
I remain very interested in training at Pinewater.
I would be very glad to train with you.
I would be glad to speak with you at any time this week.
Thank you for speaking with me on March 17 about the family medicine position at Pinewater Family Medicine.
Since then I have done 2,300 timed questions and met my tutor every Thursday, which I had not done before.
I want to train in family medicine because of the people who come back.
""".strip().splitlines()


@pytest.mark.parametrize("text", ANYBODY)
def test_what_anybody_would_write(text, linter):
    """
    Short, honest sentences are no copies, whoever else has them: neither a template's nor an example's.
    """
    report = linter.lint(Document("-", text, "failure"))

    assert [] == [finding for finding in report.findings if finding.category == "residue"]
    assert [] == template_sentences_in([text])


def test_says_where_a_sentence_comes_from(linter):
    """
    The template's kind and the sample are each named.
    """
    text = (
        "At the second he let me check his feet, and I found an ulcer that he had been covering with duct tape. "
        "I want to keep doing that work as a resident in "
        "neurology."
    )
    found = [
        each.message for each in linter.lint(Document("-", text, "statement")).findings if each.category == "residue"
    ]

    assert ["samples/facts.toml", "the statement template"] == [
        re.search(r"(?:is in|comes from) (.*?),", message).group(1) for message in found
    ]


@pytest.mark.parametrize(
    ("kind", "draft", "severity"),
    [
        ("statement", False, Severity.NOTE),
        ("statement", True, Severity.NOTE),
    ],
)
def test_a_draft_has_them_by_nature(kind, draft, severity, linter):
    """
    A template's sentence is a note, in a draft and in a text to send: the program does not blame what it wrote.
    """
    text = "That is the kind of resident I hope to be in psychiatry, and nowhere else."
    report = linter.lint(Document("-", text, kind, draft=draft))

    assert [severity] == [each.severity for each in report.findings if each.category == "residue"]


def test_the_sample_applicant_is_known_by_name(linter):
    """
    Whose facts say that they are the sample's applicant may send the sample's sentences; anybody else may not.
    """
    text = "I like work in which knowing the household is part of knowing the patient, and in which I can act on both."
    rules = {
        name: [each.rule for each in linter.lint(Document("-", text, "statement"), facts=Facts(applicant=Applicant(name=name))).findings if each.category == "residue"]
        for name in ("Maren Oduya", "Ana Invented")
    }  # fmt: skip

    assert {"Maren Oduya": [], "Ana Invented": ["residue/example"]} == rules


def test_which_rules_are_asked_makes_no_difference():
    """
    What any rule suggests is known, though only the rules of this category are run.
    """
    from soapwriter.linter import Linter, load_rules

    every = load_rules(examples=False)
    few = Linter([rule for rule in every if rule.category == "residue"], known=every)
    text = "Keep it for the statement or the CV; here, go on to what changed."

    assert ["residue/example"] == [each.rule for each in few.lint(Document("-", text, "failure")).findings]


def test_the_table_of_samples_is_up_to_date():
    """
    `python tests/own_words.py --write` would change nothing.
    """
    assert TABLE.read_text(encoding="utf-8") == table()


def test_a_broken_table_is_told(tmp_path, monkeypatch):
    """
    A table of samples that breaks its shape is one line with the file.
    """
    from soapwriter.errors import BadData
    from soapwriter.kinds import template_sentences

    (tmp_path / "reference").mkdir()
    path = tmp_path / "reference" / "samples.toml"
    monkeypatch.setattr("soapwriter.kinds.template_sentences.assets.folder", lambda _name: tmp_path)
    for broken in ('[a]\norigin = "x"\nwords = "y"\n', "[a\n"):
        path.write_text(broken, encoding="utf-8")
        with pytest.raises(BadData, match=r"samples\.toml: "):
            list(template_sentences._of_samples())


def test_asking_twice_gathers_once():
    """
    The sentences are gathered on first use, and kept.
    """
    assert known_sentences(()) is known_sentences(())
