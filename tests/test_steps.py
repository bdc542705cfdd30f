"""The table of the week's steps: whole, sourced, and in the words of the rules."""

from datetime import date

import pytest

from soapwriter.assets import table_path
from soapwriter.data import read_model
from soapwriter.errors import BadData, UnknownName
from soapwriter.kinds.kind import kinds
from soapwriter.soap import messages
from soapwriter.soap.clock import clock
from soapwriter.tables import steps

TABLE = steps.table()
EVENTS = {event.id for week in clock().weeks for event in week.events}
ARTICLE = range(1, 15)


def test_every_step_of_the_article_is_there():
    """
    Each of the article's fourteen steps has one entry, and the one that the rules forbid is dropped.
    """
    assert [*ARTICLE] == sorted(step.article for step in TABLE.steps)
    assert ["follow-up"] == [step.id for step in TABLE.steps if step.dropped]


@pytest.mark.parametrize("step", TABLE.steps, ids=lambda step: step.id)
def test_a_step_is_whole(step):
    """
    A step has a rule with its source, times that the clock knows, and documents of kinds and forms that there are.
    """
    source = TABLE.sources[step.source]

    assert all((step.title, step.rule, step.advice, source.title, source.date, source.confidence))
    assert {step.since, step.until, step.done.passed} <= {"", *EVENTS}
    for shown in step.done.documents:
        assert shown.form in ("", *kinds()[shown.kind].forms)


def test_every_stretch_of_the_week_has_its_words():
    """
    Before, on the morning, from each event on and after each round: something is said, and after what is unknown too.
    """
    rounds = [f"round-{number}-over" for number in range(1, 5)]

    assert all(map(TABLE.phase, ["before", "morning", "unknown", *EVENTS, *rounds]))


def test_every_message_to_a_program_has_its_words():
    """
    A message of the contact table that goes to a program is said in few words.
    """
    assert set() == set(messages()) - {"school"} - set(TABLE.short)


def test_no_step_nudges_into_contact():
    """
    What helps with a step is never a first message to a program.
    """
    assert not [step.how for step in TABLE.steps if "draft interest" in step.how or "next-cycle" in step.how]


def test_a_step_is_known_by_its_name():
    """
    A step is found in any case; an unknown one is refused with the nearest, and so is one that is not to be done.
    """
    assert "school" == steps.step_id(" School ")
    with pytest.raises(UnknownName, match="Did you mean 'school'"):
        steps.step_id("scool")
    with pytest.raises(UnknownName):
        steps.step_id("follow-up")


def test_the_table_is_dated():
    """
    The table says on which day its rules were last checked.
    """
    assert date(2026, 11, 30) == TABLE.checked


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('source = "eligible"', 'source = "elligible"', "no source 'elligible'. Did you mean 'eligible'"),
        ("article = 14", "article = 13", "one entry here"),
        ('id = "unused"', 'id = "offers"', "one entry here"),
        ('facts = ["answered"]', 'facts = ["anything"]', "facts"),
        ("dropped = true", "droped = true", "droped"),
    ],
)
def test_a_broken_table_is_refused(tmp_path, old, new, message):
    """
    A table with an unknown source, key or fact, or with a step of the article missing, is refused.
    """
    text = table_path("week").read_text(encoding="utf-8")
    path = tmp_path / "week.toml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")

    with pytest.raises(BadData, match=message):
        read_model(path, steps.Steps)
