"""Editing a facts file: one answer changes, and everything else stays as its writer has it."""

import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from soapwriter.facts import Facts, FactsFile, Place, blank_facts

MINE = """# mine
[applicant]
name = "Ann" # as on the application

[[exams]]
exam = "Step 1"
# still to add: the date

# what I practised
[[practice]]
name = "NBME 10"

[story]
changes = [
  "I did 400 questions.", # all of UWorld
  "I asked for help.",
]
"""
TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1)


@pytest.mark.parametrize(
    ("place", "answer", "old", "new"),
    [
        (Place("applicant", 0, "name"), 'A "B"', '"Ann" #', r'"A \"B\"" #'),
        (Place("applicant", 0, "school"), "S", "application\n", 'application\nschool = "S"\n'),
        (Place("exams", 0, "date"), "2026-05", "the date\n", 'the date\ndate = "2026-05"\n'),
        (Place("exams", 1, "exam"), "Step 3", "the date\n", 'the date\n\n[[exams]]\nexam = "Step 3"\n'),
        (Place("practice", 1, "name"), "UWSA", '"NBME 10"\n', '"NBME 10"\n\n[[practice]]\nname = "UWSA"\n'),
        (Place("story", 0, "changes"), ("I did 500.", "I asked for help."), "I did 400 questions.", "I did 500."),
        (Place("school", 0, "contact"), "Dean", 'help.",\n]\n', 'help.",\n]\n\n[school]\ncontact = "Dean"\n'),
    ],
)
def test_one_answer_changes(place, answer, old, new):
    """
    An answer is set where it belongs, before the comments of the next part, and no other line changes.
    """
    file = FactsFile(MINE)
    file.put(place, answer)

    assert MINE.replace(old, new) == file.text


def test_skipped_and_unsure():
    """
    What was passed over and what was doubted is noted next to it, until there is another answer.
    """
    place = Place("applicant", 0, "school")
    file = FactsFile(MINE)
    file.skip(place, "")
    assert file.is_skipped(place)
    assert 'school = "" # skipped\n' in file.text

    file.put(place, "S", unsure=True)
    assert not file.is_skipped(place)
    assert 'school = "S" # you were not sure: check it\n' in file.text

    file.put(place, "S")
    assert 'school = "S"\n' in file.text


@pytest.mark.parametrize(
    ("text", "count"),
    [(blank_facts(), 0), (MINE, 1), ("", 0), ("[[exams]]\n", 0), ('exams = [{exam = "Step 1"}]', 1)],
)
def test_count(text, count):
    """
    An entry counts when something in it is answered, however the file writes it.
    """
    assert count == FactsFile(text).count("exams")


@pytest.mark.parametrize("text", ["", 'exams = [{exam = "Step 1"}]\nstory = {cause = "c"}', "# only a note", MINE])
def test_every_way_to_write_a_table(text):
    """
    Whatever way a file has its tables, an answer can be added to each.
    """
    file = FactsFile(text)
    file.put(Place("exams", file.count("exams"), "exam"), "Step 3")
    file.put(Place("story", 0, "plan"), "I retake it.")
    values = tomllib.loads(file.text)

    assert ("Step 3", "I retake it.") == (values["exams"][-1]["exam"], values["story"]["plan"])


@pytest.mark.parametrize("text", [blank_facts(), MINE])
def test_an_entry_goes_as_it_came(text):
    """
    An entry that is removed again leaves the answers as they were.
    """
    file = FactsFile(text)
    place = Place("practice", file.count("practice"), "name")
    file.put(place, "UWSA 2")
    file.remove_entry(place)

    assert tomllib.loads(text) == tomllib.loads(file.text)


@settings(deadline=None)
@given(name=TEXT, changes=st.lists(TEXT, max_size=3), again=st.lists(TEXT, max_size=3))
def test_any_text_survives(name, changes, again):
    """
    Whatever characters an answer has, the file is TOML that gives them back, also after a change.
    """
    file = FactsFile(MINE)
    file.put(Place("applicant", 0, "name"), name)
    file.put(Place("story", 0, "changes"), tuple(changes))
    file.put(Place("story", 0, "changes"), tuple(again))
    facts = Facts.model_validate(tomllib.loads(file.text))

    assert (" ".join(name.split()) or None) == facts.applicant.name
    assert tuple(filter(None, (" ".join(each.split()) for each in again))) == facts.story.changes
