"""What is wrong with a facts file that is not TOML, in a student's words."""

import pytest

from soapwriter.data import NotToml, parse_toml
from soapwriter.text.toml_trouble import toml_trouble

TROUBLES = {
    '[applicant]\nname = "A\n': 'line 2: the quotation mark at the end of the name is missing: name = "A"',
    'name = "Dylan "DK" Kowalczyk"\n': (
        "line 1: put the name in single quotes, since it contains double quotes: name = 'Dylan \"DK\" Kowalczyk'"
    ),
    'name = "Dylan "DK" O\'Neil"\n': (
        "line 1: write a backslash before each double quote and backslash inside the name: "
        'name = "Dylan \\"DK\\" O\'Neil"'
    ),
    "name = Dylan K\n": 'line 1: put the name in quotes, since it is text: name = "Dylan K"',
    "name = “Dylan”\n": 'line 1: the quotation marks around the name are curly; use straight ones: name = "Dylan"',
    "cause = 'I didn't study'\n": (
        'line 1: put the cause in double quotes, since it contains an apostrophe: cause = "I didn\'t study"'
    ),
    'cause = "C:\\Users"\n': "line 1: put the cause in single quotes, since it contains a backslash: cause = 'C:\\Users'",
    "name: Ann Lee\n": 'line 1: write = in place of the colon, and the text in quotes: name = "Ann Lee"',
    "[[exams]\n": "line 1: a header has as many brackets after its name as before it: [[exams]]",
    "[story\n": "line 1: a header has as many brackets after its name as before it: [story]",
    "date = 2026-6-4\n": 'line 1: put the date in quotes: date = "2026-6-4"',
    "aamc_id = 01234567\n": "line 1: put 'aamc_id' in quotes: aamc_id = \"01234567\"",
    "applied = True\n": "line 1: write true in small letters: applied = true",
    "name =\n": 'line 1: there is nothing after the =; for no answer write two quotation marks: name = ""',
    'cause = "x"\ncause = "y"\n': "line 2: this key is there twice in its part of the file; keep one of the two.",
    '[exams]\nexam = "x"\n[exams]\n': (
        "line 3: the header [exams] is there twice; put its lines under one header, "
        "or write [[exams]] each time where these are entries of their own."
    ),
    'changes = [\n  "a"\n  "b",\n]\n': "line 2: a comma is missing at the end of this entry of the list.",
    'changes = [\n  "a",\nplan = "x"\n': "line 1: the list that begins here has no ] at its end.",
    'changes = ["a",\n\n[school]\n': "line 1: the list that begins here has no ] at its end.",
    'changes = [\n  "a",\n': "line 1: the list that begins here has no ] at its end.",
    'changes = ["a", b]\n': "line 1: each entry of this list needs quotes around it, and a comma after it.",
    'changes = [\n  "He said "hi" to me",\n]\n': (
        "line 2: put this entry in single quotes, since it contains double quotes: 'He said \"hi\" to me'"
    ),
    'cause = "I did\nnot study"\nplan = ""\n': (
        'line 1: an answer is one line, however long; join these: cause = "I did not study"'
    ),
    'name = "A" B\n': 'line 1: the quotation mark at the end of the name belongs at the end of the line: name = "A B"',
    'exam = "Step 1" date = "2026"\n': "line 1: two answers are on this line; give each a line of its own.",
    "I studied alone.\n": (
        'line 1: this is neither an answer (key = "text") nor a header; a note of your own begins with #.'
    ),
    'name = """A\n': "end of document: this is not TOML: Unterminated string.",
}


@pytest.mark.parametrize(("text", "trouble"), TROUBLES.items())
def test_what_is_wrong(text, trouble):
    """
    What is wrong is said in words, with the line, and with the line as it would be right.
    """
    with pytest.raises(NotToml) as caught:
        parse_toml(text)

    assert trouble == toml_trouble(text, caught.value)


@pytest.mark.parametrize("trouble", [each for each in TROUBLES.values() if " = " in each and each[-1] in "\"'e"])
def test_the_better_line_is_toml(trouble):
    """
    A line that is suggested can be copied as it is.
    """
    better = trouble.rpartition(": ")[2]

    assert 1 == len(parse_toml(better))
