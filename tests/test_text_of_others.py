"""What a text brings along that is not its writer's words: quoted mail, markup, damaged characters, divided words."""

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from soapwriter.deliver.export import email_lines, for_email, for_form
from soapwriter.text import Document, Span, damages

OWN = "Subject: Monday\n\nDear Ms. Abara,\n\nThank you. I confirm Wednesday.\n\nKind regards,\nIlse Marchetti\nAAMC ID 15550123\n"
THREADS = {
    "marked": "\nOn Tue, Mar 16, 2027 at 2:05 PM Ruth Abara <r@p.example> wrote:\n> Dear applicant,\n>\n> Please answer.\n",
    "two lines": "\nOn Tue, Mar 16, 2027 at 2:05 PM Ruth Abara\n<r@p.example> wrote:\n\n> Please answer.\n",
    "twice": "\n> > Please answer.\n> I did.\n",
    "unmarked": "\nOn March 16, 2027, Ruth Abara wrote:\n\nPlease answer.\n",
    "Outlook": "\nFrom: Ruth Abara <r@p.example>\nSent: Tuesday, March 16, 2027 2:05 PM\nTo: Ilse Marchetti\nSubject: Interview\n\nPlease answer.\n",
    "Outlook's line": "\n________________________________\nFrom: Ruth Abara\nSent: Tuesday\n\nPlease answer.\n",
    "original message": "\n-----Original Message-----\nFrom: Ruth Abara\n\nPlease answer.\n",
    "Apple": "\n> On Mar 16, 2027, at 2:05 PM, Ruth Abara <r@p.example> wrote:\n> \n> Please answer.\n",
}
NO_THREADS = {
    "scores": "My forms were\n> 220 in May and\n> 230 in June.\n",
    "one sign": "I failed Step 1.\n> This is what I have changed since.\n",
    "a header of one's own": "From: Ilse Marchetti\nSent: Thursday\nTo: Dr. Lee\nSubject: Thank you\n\nDear Dr. Lee,\n\nThank you.\n",
    "wrote": "On Monday I sat down and wrote: I failed. I said so on Tuesday, and my dean wrote back.\n",
    "all": "> I failed Step 1.\n> I retake it in May.\n",
    "from": "From: my first week on, I kept a log.\nI timed each block.\n",
}


@pytest.mark.parametrize("thread", THREADS.values(), ids=THREADS)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_quoted_mail_is_not_the_writers(thread, line_end):
    """
    The mail that a reply quotes is neither read nor exported; the reply is as it was.
    """
    document = Document("r.txt", f"{OWN}{thread}".replace("\n", line_end), "reply")

    assert "answer" not in document.prose
    assert "answer" not in document.shown
    assert document.prose.split() == OWN.split()
    assert email_lines(document) == OWN
    assert ("The mail that yours quotes is left out.",) == for_email(document).notes


@pytest.mark.parametrize("text", NO_THREADS.values(), ids=NO_THREADS)
def test_what_only_looks_quoted_is_the_writers(text):
    """
    Scores above a number, a header at the top and a text that is quoted whole are the writer's.
    """
    assert () == Document("r.txt", text, "failure").quoted


def test_an_answer_below_the_quotation_is_the_writers():
    """
    A reply between and below marked lines stays.
    """
    text = "> Can you come on Monday?\n> Please answer.\n\nI can come on Monday.\n\n> And Tuesday?\n\nNot on Tuesday.\n"

    assert "I can come on Monday. Not on Tuesday." == " ".join(Document("r.txt", text, "reply").prose.split())


READ = {
    "soft hyphens": (
        "I did forty ques\u00adtions and a self-as\u00adsess\u00adment.",
        "I did forty questions and a self-assessment.",
    ),
    "zero width": ("I fail\u200bed Step 1.", "I failed Step 1."),
    "decomposed": ("Dr. Pen\u0303a and Jose\u0301 know.", "Dr. Pe\u00f1a and Jos\u00e9 know."),
    "entities": ("I didn&#8217;t pass on March&nbsp;30, in R&amp;D.", "I didn\u2019t pass on March 30, in R&D."),
    "C1": ("I couldn\x92t, \x93again\x94.", "I couldn\u2019t, \u201cagain\u201d."),
    "Mac": (
        "I didn\u00edt, and I\u00edve seen Dr. Amsel\u00eds list.",
        "I didn\u2019t, and I\u2019ve seen Dr. Amsel\u2019s list.",
    ),
    "UTF-8": ("I didn\u00e2\u20ac\u2122t, Dr. Pe\u00c3\u00b1a.", "I didn\u2019t, Dr. Pe\u00f1a."),
    "divided": ("I sat the exami-\nnation in my self-\nstudy year.", "I sat the examination in my self- study year."),
    "divided, at the end": ("I passed the ques-\r\ntions. I timed it.", "I passed the questions. I timed it."),
    "names": (
        "Luis Sol\u00eds and Lu\u00eds of Par\u00eds, \u00d3scar, Mej\u00eda",
        "Luis Sol\u00eds and Lu\u00eds of Par\u00eds, \u00d3scar, Mej\u00eda",
    ),
    "Persian": ("My name is \u0645\u06cc\u200c\u0631.", "My name is \u0645\u06cc\u200c\u0631."),
    "tags": ("<p>I <b>beg</b> you.</p><p>I failed.<br>Now</p>", "I beg you. I failed. Now"),
    "link": ("I used [my bank](https://a.example/b) daily.", "I used my bank daily."),
    "table": ("| What | Cause |\n|---|---|\n| Time | none |\n", "What Cause Time none"),
    "no tag": ("My score < 214 and > 200; <Hospital Name>.", "My score < 214 and > 200; <Hospital Name>."),
}


@pytest.mark.parametrize(("text", "read"), READ.values(), ids=READ)
def test_words_are_read_whole(text, read):
    """
    A word is read as it was meant, at the place where it is in the text.
    """
    prose = Document("t.txt", text, "failure").prose

    assert (read, len(text)) == (" ".join(prose.split()), len(prose))


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                *"ab .\n>&;<|-",
                "\u00ad",
                "\u0301",
                "&#8217;",
                "<p>",
                "[a](b)",
                "\x92",
                "\u00ed",
                "<!--",
                "-->",
                "wrote:\n",
                "On 1:00 ",
            ]
        ),
        max_size=40,
    ).map("".join)
)
def test_a_place_in_the_prose_is_a_place_in_the_text(text):
    """
    Whatever is taken out or repaired, the prose is as long as the text, and a place in it lies in the text.
    """
    document = Document("t.txt", text, "failure")

    assert len(text) == len(document.prose) == len(document.shown) == len(document.as_sent)
    for match in re.finditer(r"\S+", document.prose):
        start, end = document.whole(Span(*match.span()))
        assert match.start() == start < match.end() <= end <= len(text)


def test_a_damaged_word_is_quoted_whole(linter):
    """
    A finding on a word that was repaired covers the word as it is in the text.
    """
    report = linter.lint(Document("t.txt", "I failed Step 1. I be\u00adg yo\u00adu for a chance.", "failure"))

    assert "I be\u00adg yo\u00adu" in [finding.quote for finding in report.findings if finding.rule == "begging/plead"]


def test_a_divided_word_is_exported_whole():
    """
    A word that was divided at a line's end is one word in the form, and a compound keeps its hyphen.
    """
    exported = for_form(
        Document("t.txt", "I sat the exami-\nnation after my self-\nassessment in two-\nhour blocks.", "failure")
    )

    assert "I sat the examination after my self-assessment in two-hour blocks.\n" == exported.text


def test_damages_do_not_overlap():
    """
    Each damaged place is reported once.
    """
    found = list(damages("&#8217;&rsquo;\u00e2\u20ac\u2122\x92"))

    assert ["\u2019"] * 4 == [damage.meant for damage in found]
    assert all(one.end <= other.start for one, other in pairwise(found))
