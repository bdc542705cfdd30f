"""Answers as sentences: a whole one passes, a part gets what it lacks, and what is neither is never joined."""

import pytest

from soapwriter.drafter.addressee import to_reader
from soapwriter.drafter.answers import sentences_of
from soapwriter.drafter.changes import in_a_clause
from soapwriter.drafter.references import month, on_day, without_repeated_years
from soapwriter.drafter.times import lacking
from soapwriter.facts import Change
from soapwriter.facts.dates import When

# stem, answer, sentence; "" where no sentence can be made without asking.
FIELDS = [
    ("I have", "took two practice tests", "I took two practice tests."),
    ("I have", "did UWorld twice", "I did UWorld twice."),
    ("I have", "was captain of the rowing team", "I was captain of the rowing team."),
    ("I have", "done 1,200 questions", "I have done 1,200 questions."),
    ("I have", "have done 1,200 questions", "I have done 1,200 questions."),
    ("I have", "doing 40 questions a day", "I am doing 40 questions a day."),
    ("I have", "never missed a shift", "I never missed a shift."),
    ("I have", "Rebuilt my schedule", "I rebuilt my schedule."),
    ("I have", "Four years of nights at a district hospital.", "I spent four years of nights at a district hospital."),
    ("I have", "grew up in Findlay, rowed in college", "I grew up in Findlay, and rowed in college."),
    ("I have", "met w/ Dr. Ek every monday in october", "I met with Dr. Ek every Monday in October."),
    ("I have", "study group w my roommate", ""),
    ("I have", "40 questions a day, timed", ""),
    ("I have", "UWorld twice through, timed", ""),
    ("I have", "tutor twice a week", ""),
    ("I have", "be better at time", ""),
    ("I have", "since March I meet Dr. Ek weekly", "Since March I meet Dr. Ek weekly."),
    ("I have", "my tutor meets me on Mondays", "My tutor meets me on Mondays."),
    ("I", "scheduled it between two rotations", "I scheduled it between two rotations."),
    ("I", "didn't sleep", "I didn't sleep."),
    ("I", "overconfidence", ""),
    ("I", "not enough questions", ""),
    ("I will", "be ready on July 1", "I will be ready on July 1."),
    ("I will", "retake it on April 14", "I will retake it on April 14."),
    ("I will", "hope to retake it in May", "I hope to retake it in May."),
    ("I will", "I retake it on April 14", "I retake it on April 14."),
    ("I cannot", "apply again to orthopedics", "I cannot apply again to orthopedics."),
    ("I am", "unmatched", "I am unmatched."),
    ("I chose pediatrics because", "Because i like children.", "I chose pediatrics because I like children."),
    ("I chose pediatrics because", "pediatrics because children play", "I chose pediatrics because children play."),
    ("I chose pediatrics because", "surgery because it is quick", ""),
    ("I chose pediatrics because", "it is where I was happy", "Pediatrics is where I was happy."),
    ("", "half your patients speak Somali", "Half your patients speak Somali."),
    ("", "the van on second shift", ""),
    ("", "", ""),
    ("I have", "😀 👍", ""),
]


@pytest.mark.parametrize(("stem", "answer", "sentence"), FIELDS, ids=[answer for _, answer, _ in FIELDS])
def test_answers(stem, answer, sentence):
    """
    A whole sentence stays, a part goes after the words that make it one, and what is neither is not joined blindly.
    """
    assert (sentence,) * bool(sentence) == sentences_of(answer, stem=stem, subject="pediatrics")


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        ("the van that goes to the plant", "I have kept thinking about the van that goes to the plant."),
        ("your point about rounds", "I have kept thinking about your point about rounds."),
        ("we talked about rowing", "We talked about rowing."),
    ],
)
def test_a_thing_that_was_talked_about(answer, sentence):
    """
    A detail without a verb goes after words that take one; a sentence stays.
    """
    assert (sentence,) == sentences_of(answer, noun_stem="I have kept thinking about")


def test_later_sentences_stay():
    """
    Only the first sentence goes on from a stem, and a small "i" is a capital everywhere.
    """
    written = "I studied alone. i never asked, and i'm sorry that i did not."

    assert ("I studied alone.", "I never asked, and I'm sorry that I did not.") == sentences_of(written, stem="I")


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        (
            {"what": "timed questions", "count": "2,600", "resource": "UWorld", "person": "Dr. P.", "since": "2026-07"},
            "I have done 2,600 timed questions in UWorld with Dr. P., since July 2026.",
        ),
        ({"what": "met with a tutor", "schedule": "Every Sunday"}, "I met with a tutor every Sunday."),
        (
            {"what": "practice blocks", "count": "40", "since": "2026-07", "until": "2026-09"},
            "I did 40 practice blocks, from July to September 2026.",
        ),
        ({"what": "meeting Dr. Ek", "schedule": "weekly"}, "I have been meeting Dr. Ek weekly."),
    ],
)
def test_changes_in_parts(parts, sentence):
    """
    A change in parts is one sentence: what is over in the past, what goes on in the perfect.
    """
    told = without_repeated_years(in_a_clause(Change.model_validate(parts)))

    assert sentence.replace(" 2026 to", " to") == told.replace("July 2026 to September", "July to September 2026")


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("Dr. Garza told me about the vans.", "You told me about the vans."),
        ("I liked what Dr. Garza says of rounds.", "I liked what you say of rounds."),
        ("Dr. Ana Garza's clinic is near my home.", "Your clinic is near my home."),
        ("Dr. Garza has a choir, and Dr. Lee sings.", "You have a choir, and Dr. Lee sings."),
    ],
)
def test_the_reader_is_you(sentence, told):
    """
    Whoever is written to is "you", with the verb that "you" takes.
    """
    assert (told,) == to_reader([sentence], "Dr. Ana Garza")


def test_two_readers_stay_names():
    """
    A letter to two people names them, since "you" would be both.
    """
    assert ("Dr. Garza told me.",) == to_reader(["Dr. Garza told me."], "Dr. Garza and Dr. Osei")


@pytest.mark.parametrize(
    ("time", "problem"),
    [
        ("Thursday, March 18, at 8:00 a.m. Central", ""),
        ("3/18 at 2 pm ET", ""),
        ("Tuesday March 16 3:30 pm Central", ""),
        ("Wednesday at 9", "needs its date and its hour and its time zone"),
        ("Wednesday, March 17, at 9 a.m.", "needs its time zone"),
        ("Monday, March 18, at 9 a.m. ET", "names a Monday, and that day is a Thursday"),
        ("February 30 at 9 a.m. ET", "has a day that is not in the calendar"),
    ],
)
def test_a_time_that_is_confirmed(time, problem):
    """
    A time is confirmed with its date, hour and zone, and only where the weekday is that date's.
    """
    assert problem == lacking(time, year=2027)


def test_a_year_is_said_once():
    """
    A date that a draft puts in drops its year after the same year, also one that the writer named.
    """
    text = f"In {month(When(2026, 8))} I failed. Since November 2026 I study; I retake it {on_day(When(2027, 4, 14))}, "
    text += f"after a test in {month(When(2027, 3))}."

    assert "In August 2026" in without_repeated_years(text)
    assert without_repeated_years(text).endswith("on April 14, 2027, after a test in March.")
