"""How long a text is, how long it takes to say, and how hard it is to read."""

import subprocess
import sys

import pytest

from soapwriter.text import Document, seconds_aloud

# Text, words, sentences.
COUNTED = [
    ("I failed Step 1.", 4, 1),
    ("I didn't pass. I’d crammed.", 5, 2),
    ("I failed — twice — in May.", 5, 1),
    ("I did 2,400 timed questions (40 a day).", 8, 1),
    ("A self-made plan fell apart at 7 a.m. I rose.", 11, 2),
    ("See https://example.org/a/b?c=d for it.", 3, 1),
    ("**I failed** Step 1. <!-- say more? -->", 4, 1),
    ("# My exam\n\nI failed.", 4, 2),
    ("Since then:\n\n- 40 questions a day\n- a tutor", 8, 3),
    ("---\nkind: failure\n---\nI failed.", 2, 1),
    ("😀 I failed. 😀", 2, None),
    ("... --- !!", 0, None),
]
SPOKEN = [(0, 0), (1, 0), (29, 12), (145, 60), (150, 62), (290, 120)]


@pytest.mark.parametrize(("text", "words", "sentences"), COUNTED)
def test_counts_as_a_person_does(text, words, sentences, linter):
    """
    Words are what a person reads aloud: no marks, markup, addresses or comments, and a contraction is one.
    """
    counts = linter.lint(Document("-", text, "failure")).counts

    assert (words, len(text)) == (counts.words, counts.characters)
    assert sentences in (counts.sentences, None)


def test_sentences_of_an_email_are_those_of_its_body(linter):
    """
    Subject, greeting and closing are words to be read, but no sentences.
    """
    text = "Subject: Monday\n\nDear Dr. Cho,\n\nThank you for your time. I liked it.\n\nSincerely,\nAna Invented"
    counts = linter.lint(Document("-", text, "thank-you")).counts

    assert (16, 2) == (counts.words, counts.sentences)


@pytest.mark.parametrize(("words", "seconds"), SPOKEN)
def test_seconds_aloud(words, seconds):
    """
    145 words are said in a minute.
    """
    assert seconds == seconds_aloud(words)


def test_grade_is_textstats(linter):
    """
    The grade is textstat's Coleman-Liau index of the body, to one decimal.
    """
    import textstat

    text = (
        "I failed Step 1 in March. My preparation concentrated on recognition instead of retrieval. I sleep better now."
    )
    grade = linter.lint(Document("-", text, "failure")).counts.grade

    assert round(textstat.coleman_liau_index(text), 1) == grade
    assert grade > 5


@pytest.mark.parametrize("text", ["...", "A.", "I."])
def test_grade_is_never_below_nought(text, linter):
    """
    What is too short or too plain to be graded has the grade 0.
    """
    assert 0.0 == linter.lint(Document("-", text, "failure")).counts.grade


def test_neither_counting_nor_linting_loads_nltk():
    """
    nltk, which would fetch a dictionary over the network, is never loaded; importing the context alone loads no textstat.
    """
    code = (
        "import sys; import soapwriter.linter.context; before = 'textstat' in sys.modules\n"
        "from soapwriter.linter import lint; grade = lint('My preparation concentrated on recognition.').counts.grade\n"
        "print(before, grade > 0, [name for name in sys.modules if name.partition('.')[0] == 'nltk'])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert "False True []" == run.stdout.strip()


def test_a_user_of_textstat_gets_it_whole():
    """
    After linting, whoever imports textstat in the same process gets the real one, with the real nltk.
    """
    code = (
        "import sys; import soapwriter; soapwriter.lint('I failed Step 1.')\n"
        "left = [name for name in sys.modules if name.partition('.')[0] in ('nltk', 'textstat')]\n"
        "import textstat, nltk\n"
        "from textstat.backend.utils import _get_cmudict\n"
        "print(left, _get_cmudict.nltk is nltk, callable(nltk.download), textstat.coleman_liau_index('I failed.') < 0)\n"
        "nltk.download = lambda *args, **options: False\n"
        "try: print(textstat.flesch_reading_ease('I failed.') > 0)\n"
        "except LookupError: print(True)"  # the dictionary is not on this machine
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert ["[] True True True", "True"] == run.stdout.splitlines()


def test_a_textstat_that_is_loaded_already_is_used():
    """
    Linting uses the textstat that is there, and leaves it there.
    """
    code = (
        "import textstat, sys; before = sys.modules['textstat'], sys.modules['nltk']\n"
        "import soapwriter; soapwriter.lint('I failed Step 1.')\n"
        "print((sys.modules['textstat'], sys.modules['nltk']) == before)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert "True" == run.stdout.strip()
