"""`soapwriter check-application`: the form against the facts and the texts, a last time before it goes out."""

import json

import pytest

FACTS = """
[applicant]
name = "Ana Invented"
aamc_id = "12345679"

[[exams]]
exam = "Step 1"
date = "2024-05"
outcome = "passed"

[[exams]]
exam = "Step 2 CK"
date = "2026-06-24"
outcome = "failed"

[[specialties]]
specialty = "family medicine"

[[specialties]]
specialty = "psychiatry"

[[programs]]
name = "Pinewater"
specialty = "family medicine"

[[programs]]
name = "Elm Hill"
specialty = "psychiatry"
"""
FORM = """
name = "Ana Invented"
aamc_id = "12345679"
certified = "yes"

[[exams]]
exam = "Step 1"
date = "2024-05-14"
outcome = "passed"

[[exams]]
exam = "Step 2 CK"
date = "2026-06-24"
outcome = "failed"

[[experiences]]
title = "Free clinic"
entered = "yes"

[[statements]]
title = "FM statement"
specialty = "family medicine"
file = "fm.txt"

[[statements]]
title = "Psych statement"
specialty = "psychiatry"
file = "psych.txt"

[[programs]]
name = "Pinewater"
statement = "FM statement"

[[programs]]
name = "Elm Hill"
statement = "Psych statement"
"""
TEXTS = {
    "fm.txt": "I want to train in family medicine because I like to know the household and the patient.\n",
    "psych.txt": "I want to train in psychiatry because I like to ask the second question and to wait.\n",
}


@pytest.fixture
def check(run, tmp_path, monkeypatch):
    """
    Check a form that has one thing changed; what is open is a list of sentences.
    """
    monkeypatch.chdir(tmp_path)

    def check(old="", new="", texts=None):
        (tmp_path / "me.toml").write_text(FACTS, encoding="utf-8")
        assert old in FORM
        (tmp_path / "form.toml").write_text(FORM.replace(old, new, 1) if old else FORM, encoding="utf-8")
        for name, text in (TEXTS | (texts or {})).items():
            (tmp_path / name).write_text(text, encoding="utf-8")
        told = run("check-application", "form.toml", "--format", "json")
        found = [each["text"] for each in json.loads(told.stdout)["open"]]
        assert bool(found) is bool(told.exit_code)
        return found

    return check


def test_nothing_is_open(check):
    """
    A form that goes with the facts, each program with a statement of its field, has nothing open and exits with 0.
    """
    assert [] == check()


OPEN = [
    (
        'outcome = "failed"',
        'outcome = ""',
        "The form does not show Step 2 CK failed on June 24, 2026, which your facts have. Mark it",
    ),
    ('outcome = "failed"', 'outcome = "passed"', "The form has Step 2 CK passed on June 24, 2026, and your facts do not"),
    ('date = "2026-06-24"', 'date = "2026-05-24"', "The form does not show Step 2 CK failed on June 24, 2026"),
    ('aamc_id = "12345679"', 'aamc_id = "12345697"', "The form has the AAMC ID '12345697', your facts '12345679'"),
    ('name = "Ana Invented"', 'name = "Ana Invnted"', "The form has the name 'Ana Invnted'"),
    ('certified = "yes"', 'certified = "no"', "It is not signed yet"),
    ('entered = "yes"', 'entered = "no"', "'Free clinic' is not in the form."),
    ('title = "Free clinic"', 'title = ""', "Which experiences does the form have?"),
    ('statement = "FM statement"', 'statement = ""', "Pinewater has no statement."),
    ('statement = "FM statement"', 'statement = "Surgery"', "Pinewater has the statement 'Surgery', which is not in your list."),
    (
        'statement = "FM statement"',
        'statement = "Psych statement"',
        "Pinewater is in family medicine, and its statement 'Psych statement' is for psychiatry: assign another.",
    ),
    ('file = "fm.txt"', 'file = ""', "'FM statement' has no file, so that its text was not checked"),
    ('file = "fm.txt"', 'file = "nowhere.txt"', "nowhere.txt: "),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "text"), OPEN)
def test_each_fault_is_open(check, old, new, text):
    """
    Each fault of a form is one sentence that says what to do about it.
    """
    found = check(old, new)

    assert [True] == [each.startswith(text) for each in found if each.startswith(text)]


def test_the_texts_are_read_too(check):
    """
    A typo and an open placeholder in a statement are open, each with its file.
    """
    found = check(texts={"fm.txt": "I want to train in famliy medicine in [city], because I know the household.\n"})

    assert [each for each in found if each.startswith("fm.txt: may be typos: ") and "famliy" in each]
    assert [each for each in found if each.startswith("fm.txt: line 1: ")]


def test_a_blank_has_an_entry_for_each_thing_of_the_facts(run, tmp_path, monkeypatch):
    """
    The blank has the exams, statements and programs of the facts with empty answers; unanswered, all of it is open.
    """
    monkeypatch.chdir(tmp_path)
    (tmp_path / "me.toml").write_text(FACTS, encoding="utf-8")
    wrote, told = run("check-application", "--blank", "form.toml"), run("check-application", "form.toml")
    text = (tmp_path / "form.toml").read_text(encoding="utf-8")

    assert (0, 1) == (wrote.exit_code, told.exit_code)
    assert (2, 2, 2) == tuple(text.count(f"[[{name}]]") for name in ("exams", "statements", "programs"))
    assert "12345679" not in text
    assert "Open: 10" in told.stdout
    assert 45 >= len(told.stdout.splitlines())
    assert 2 == run("check-application", "--blank", "form.toml").exit_code


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('aamc_id = "12"\n', "an AAMC ID has 8 digits"),
        ('certified = "maybe"\n', "'maybe' is not an answer"),
        ("exams = [\n", "the list that begins here has no ] at its end"),
    ],
)
def test_a_mistake_is_one_line(text, message, run, tmp_path, monkeypatch):
    """
    A form that cannot be read is one line with its place, and exits with status 2.
    """
    monkeypatch.chdir(tmp_path)
    (tmp_path / "me.toml").write_text(FACTS, encoding="utf-8")
    (tmp_path / "form.toml").write_text(text, encoding="utf-8")
    told = run("check-application", "form.toml")

    assert (2, True, 1) == (told.exit_code, message in told.stderr, told.stderr.count("\n"))


def test_a_form_that_is_not_there_says_how_to_write_one(run, tmp_path, monkeypatch):
    """
    Without a form it is said how to write a blank one.
    """
    monkeypatch.chdir(tmp_path)
    (tmp_path / "me.toml").write_text(FACTS, encoding="utf-8")
    told = run("check-application", "form.toml")

    assert (2, True) == (told.exit_code, "soapwriter check-application --blank form.toml" in told.stderr)
