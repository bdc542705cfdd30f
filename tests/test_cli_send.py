"""`soapwriter send` as a person uses it."""

import json

import pytest

from soapwriter.kinds.kind import kinds
from soapwriter.soap import messages

FACTS = """
[[programs]]
name = "Pinewater Family Medicine"
applied = "yes"
contacted_first = true
contacted_at = 2027-03-16T14:05:00

[[programs]]
name = "Great Bend Medical Center"
"""


@pytest.fixture
def send(run, tmp_path):
    """Ask about a message to one of two invented programs."""
    facts = tmp_path / "me.toml"
    facts.write_text(FACTS, encoding="utf-8")
    return lambda *options: run("send", *options, "--facts", str(facts))


PINEWATER = ("--program", "Pinewater Family Medicine")
GREAT_BEND = ("--program", "Great Bend Medical Center")

VERDICTS = [
    (("interest", *GREAT_BEND), "2027-03-15 09:59", 0, "ok"),
    (("interest", *GREAT_BEND), "2027-03-16 09:30", 3, "block"),
    (("interest", *GREAT_BEND), "2027-03-18 21:00", 0, "ok"),
    (("reply", *PINEWATER), "2027-03-17 09:00", 0, "ok"),
    (("reply", *PINEWATER), "2027-03-16 14:00", 3, "block"),
    (("thank-you", *PINEWATER), "2027-03-17 09:00", 0, "caution"),
    (("status", *PINEWATER), "2027-03-17 09:00", 3, "block"),
    (("interest", *GREAT_BEND), "2027-03-18 18:00 America/Los_Angeles", 0, "ok"),
    (("interest", *GREAT_BEND), "2027-03-18T17:59:00-07:00", 3, "block"),
    (("school",), "2027-03-16 09:30", 0, "ok"),
]


@pytest.mark.parametrize(("asked", "at", "status", "verdict"), VERDICTS)
def test_answers_with_its_status(send, asked, at, status, verdict):
    """
    "ok" and "caution" exit with status 0, "block" with 3; a zone after the time is respected.
    """
    run = send(*asked, "--at", at, "--format", "json")

    assert (status, verdict) == (run.exit_code, json.loads(run.stdout)["verdict"])


def test_as_a_record(send):
    """
    The JSON record begins with its schema number, and has the verdict, its change and its source.
    """
    record = json.loads(send("interest", *GREAT_BEND, "--at", "2027-03-16 09:30", "--format", "json").stdout)

    assert [
        "schema", "message", "program", "at", "verdict", "stage", "reason", "changes_at", "changes_to", "doubts", "source",
    ] == list(record)  # fmt: skip
    assert (1, "2027-03-16T09:30:00-04:00") == (record["schema"], record["at"])
    assert ("2027-03-18T21:00:00-04:00", "ok") == (record["changes_at"], record["changes_to"])
    assert ["title", "url", "confidence", "checked"] == list(record["source"])


def test_says_why_and_until_when(send):
    """
    A block says why, from when on it is another, the source with its date, and how a bare time was read.
    """
    told = " ".join(send("interest", *GREAT_BEND, "--at", "2027-03-16 09:30").stdout.split())

    assert told.startswith("block: do not send it Interest in a program, to Great Bend Medical Center, on Tuesday")
    assert "This program has not contacted you." in told
    assert "From Thursday, March 18, 2027, 9:00 p.m. Eastern" in told
    assert "The time has no zone, and was read as Eastern." in told
    assert "(checked 2026-11-30)" in told


MISTAKES = [
    (("interest",), "Which program? Name it with --program: Pinewater Family Medicine, Great Bend Medical Center."),
    (("interest", "--program", "Pinewatr"), "Did you mean 'Pinewater Family Medicine'?"),
    (("failure", *PINEWATER), "'failure' is not sent to a program by itself."),
    (("thankyou", *PINEWATER), "Did you mean 'thank-you'?"),
    (("interest", *PINEWATER, "--at", "tomorrow"), "'tomorrow' is not a day and time"),
    (("interest", *PINEWATER, "--at", "2027-03-16"), "'2027-03-16' is not a day and time"),
    (("interest", *PINEWATER, "--at", "2031-03-16 09:30"), "does not know the Match Week"),
]


@pytest.mark.parametrize(("asked", "message"), MISTAKES)
def test_a_mistake_is_one_line(send, asked, message):
    """
    What cannot be answered is one line that names the way out, and the exit status is 2.
    """
    run = send(*asked)

    assert 2 == run.exit_code
    assert message in run.stderr
    assert 1 == len(run.stderr.strip().splitlines())


def test_facts_without_programs(run, tmp_path):
    """
    Facts that name no program are said to, with what to add.
    """
    (tmp_path / "me.toml").write_text('[applicant]\nname = "Ana Invented"\n', encoding="utf-8")
    told = run("send", "interest", "--facts", str(tmp_path / "me.toml"))

    assert (2, True) == (told.exit_code, "Add one under [[programs]]" in told.stderr)


def test_every_kind_that_is_sent_has_its_row():
    """
    A kind file names a message that the contact table has, or none.
    """
    named = {kind.message_of(variant) for kind in kinds().values() for variant in kind.variants}

    assert set() == named - {""} - set(messages())


@pytest.mark.parametrize(
    ("at", "said"),
    [
        ("2027-03-14 02:30", "there is no such time; 3:30 a.m. was taken"),
        ("2026-11-01 01:30", "the time comes twice; the first one was taken"),
        ("2027-03-14 02:30 UTC", None),
    ],
)
def test_an_hour_that_the_clocks_change_is_said(send, at, said):
    """
    A time that does not exist, or comes twice, is read one way, and that is said; one with a zone is plain.
    """
    text = " ".join(send("interest", *PINEWATER, "--at", at).stdout.split())

    assert (said or "confirm them") in text
    assert (said is None) is ("The clocks go" not in text)


def test_a_message_to_the_school_goes_to_no_program(send):
    """
    A program that is named too does not matter: a message to one's own school may always be sent.
    """
    result = send("loop-in", *PINEWATER, "--at", "2027-03-15 12:00")

    assert 0 == result.exit_code
    assert result.stdout.startswith("ok")
    assert "Pinewater" not in result.stdout
