"""Who may be in SOAP, as things stand: each person is told the one thing that matters first, and nothing untrue."""

import json
from datetime import datetime

import pytest

from soapwriter.errors import BadFacts
from soapwriter.facts import Facts, load_facts, origin
from soapwriter.soap import Verdict, ask, find_standing, match_week

JANUARY, FEBRUARY = datetime(2027, 1, 20, 12), datetime(2027, 2, 20, 12)
MARCH, MONDAY, TUESDAY = datetime(2027, 3, 5, 12), datetime(2027, 3, 15, 12), datetime(2027, 3, 16, 12)
FRIDAY = datetime(2027, 3, 19, 12)


def exam(name, day, outcome):
    return {"exam": name, "date": day, "outcome": outcome}


FAILED = exam("Step 2 CK", "2026-06-24", "failed")
PASSED_LATE = exam("Step 2 CK", "2027-02-25", "passed")
RETAKE = exam("Step 2 CK", "2027-02-24", "scheduled")
LEVEL_2 = exam("Level 2-CE", "2026-06-24", "failed")
LEVEL_2_AGAIN = exam("Level 2-CE", "2027-02-24", "pending")


def person(*exams, degree="", **eligibility):
    """Return the facts of somebody with a degree, exams and answers on eligibility."""
    return Facts.model_validate({"applicant": {"degree": degree}, "exams": exams, "eligibility": eligibility})


def stands(facts, now):
    """Return where somebody stands at a moment, by the name of the line."""
    found = find_standing(facts, week=match_week(now), now=now)
    return found and found.id


IMG = person(FAILED, degree="MBBS")
CASES = [
    # An international graduate without the pass.
    (IMG, JANUARY, "img-before"),
    (IMG, MARCH, "img"),
    (IMG, MONDAY, "img"),
    (IMG, FRIDAY, None),
    (person(FAILED, RETAKE, degree="MBBS"), FEBRUARY, "img-late"),
    (person(FAILED, RETAKE, degree="MBBS"), MONDAY, "img"),
    (person(FAILED, exam("Step 2 CK", "2027-02-01", "pending"), degree="MBBS"), FEBRUARY, "img-before"),
    (person(FAILED, PASSED_LATE, degree="MBBS"), MONDAY, "img"),
    (person(FAILED, exam("Step 2 CK", "2026-11-02", "passed"), degree="MBBS"), MONDAY, None),
    (person(degree="MBBS", pathway="no"), FEBRUARY, "img-before"),
    (person(degree="MBBS", pathway="no"), MONDAY, "img"),
    (person(degree="MBBS", pathway="yes", ecfmg="no"), MONDAY, None),
    (person(FAILED, degree="MD", ecfmg="no"), MONDAY, "img"),
    (person(FAILED, degree="MD", ecfmg="no", country="United States"), MONDAY, "doubt"),
    (person(FAILED, degree="MD", country="India"), MONDAY, "img"),
    # Canada: an international graduate since July 2025.
    (person(FAILED, degree="MD", country="Canada"), MONDAY, "img"),
    (person(FAILED, degree="MD", country="Canada", graduates="2027-05"), MONDAY, "img"),
    (person(FAILED, degree="MD", country="Canada", graduates="2025-06-30"), MONDAY, "doubt"),
    # Osteopathic and MD schools.
    (person(LEVEL_2, LEVEL_2_AGAIN, degree="DO"), FEBRUARY, "doubt-result"),
    (person(LEVEL_2, LEVEL_2_AGAIN, degree="DO", verified_july_1="yes"), MONDAY, None),
    (person(LEVEL_2, degree="D.O."), MONDAY, "doubt"),
    (person(LEVEL_2, degree="DO", ecfmg="no"), MONDAY, "doubt"),
    (person(exam("Level 3", "2026-06", "failed"), degree="DO"), MONDAY, None),
    (person(FAILED, degree="MD"), MONDAY, "doubt"),
    (person(FAILED), MONDAY, None),
    # Registration, verification, a partial match, an acceptance.
    (person(registered="no"), JANUARY, "unregistered-before"),
    (person(registered="no"), MONDAY, "unregistered"),
    (person(registered="yes"), MONDAY, None),
    (person(verified_july_1="no"), JANUARY, "unverified-before"),
    (person(verified_july_1="no"), MONDAY, "unverified"),
    (person(partly_matched="preliminary"), TUESDAY, "partly-preliminary"),
    (person(partly_matched="advanced"), TUESDAY, "partly-advanced"),
    (person(partly_matched="no"), TUESDAY, None),
    (person(accepted="Pinewater"), TUESDAY, "accepted"),
    (person(accepted="Pinewater"), FRIDAY, "accepted"),
    (person(accepted="no"), TUESDAY, None),
    (person(), TUESDAY, None),
]


@pytest.mark.parametrize(("facts", "now", "line"), CASES)
def test_where_a_person_stands(facts, now, line):
    """
    Each person has the line of the table that is true of them at the moment, and most have none.
    """
    assert line == stands(facts, now)


SENTENCES = [
    (IMG, FEBRUARY, ("you will not be in SOAP", "a pass of Step 2 CK", "Wednesday, March 3, 2027, 9:00 p.m.", "ECFMG today")),
    (IMG, MONDAY, ("you are not in SOAP", "withdraws", "Ask ECFMG and NRMP today")),
    (IMG, MARCH, ("you will not be in SOAP",)),
    (person(LEVEL_2, LEVEL_2_AGAIN, degree="DO"), FEBRUARY,
     ("March 24 to April 7, 2027, after SOAP", "your dean's office today")),
    (person(FAILED, degree="MD", ecfmg="no"), MONDAY, ("If your school is in the United States, leave ecfmg empty",)),
    (person(accepted="Pinewater"), TUESDAY, ("of Pinewater: it is binding", "answer Pinewater, and nobody else")),
    (person(accepted="yes"), TUESDAY, ("accepted an offer: it is binding", "answer that program")),
    (person(degree="MBBS", verified_july_1="no"), MONDAY, ("ECFMG has not verified", "Ask ECFMG today")),
]  # fmt: skip


@pytest.mark.parametrize(("facts", "now", "parts"), SENTENCES)
def test_the_line_says_why_and_whom_to_ask(facts, now, parts):
    """
    A line names what is missing, the deadline, and whom to ask today.
    """
    found = find_standing(facts, week=match_week(now), now=now)

    assert [] == [part for part in parts if part not in found.text]
    assert found.source.title


def test_where_the_clock_does_not_know_the_season():
    """
    Without a clock the deadline has no day, and the line is still true.
    """
    found = find_standing(IMG, week=None, now=datetime(2028, 3, 14, 12))

    assert "by the rank order list deadline" in found.text


@pytest.mark.parametrize(
    ("facts", "where"),
    [
        (person(degree="MBChB"), "abroad"),
        (person(degree="M.B.B.S."), "abroad"),
        (person(degree="MD"), "home"),
        (person(degree="MD", ecfmg="yes"), "perhaps abroad"),
        (person(degree="MBBS", country="USA"), "home"),
        (person(degree="DO", ecfmg="no"), "home"),
        (person(), "home"),
    ],
)
def test_who_is_an_international_graduate(facts, where):
    """
    The country of the school decides, then the degree, then an answer on ECFMG, which alone leaves it open.
    """
    assert where == origin(facts)


CONTRADICTIONS = [
    ('[applicant]\ndegree = "MBBS"\n[eligibility]\nverified_july_1 = "yes"', "verified_july_1", "[[exams]]"),
    ('[applicant]\ndegree = "MBBS"\n[eligibility]\necfmg = "yes"', "ecfmg", "[[exams]]"),
    ('[eligibility]\nregistered = "no"\npartly_matched = "advanced"', "partly_matched", "(registered)"),
    ('[eligibility]\nregistered = "no"\naccepted = "Pinewater"', "accepted", "registered"),
    ('[eligibility]\nverified_july_1 = "no"\naccepted = "Pinewater"', "accepted", "verified_july_1"),
]


@pytest.mark.parametrize(("text", "key", "other"), CONTRADICTIONS)
def test_a_contradiction_is_named_with_both_keys(text, key, other, tmp_path):
    """
    Two answers that cannot both be true are refused in one line that names both.
    """
    path = tmp_path / "me.toml"
    path.write_text(text + '\n[[exams]]\nexam = "Step 2 CK"\noutcome = "failed"\n', encoding="utf-8")

    with pytest.raises(BadFacts) as caught:
        load_facts(path)

    assert 1 == len(caught.value.messages)
    assert f"eligibility, {key}: " in caught.value.messages[0]
    assert other in caught.value.messages[0]


def test_facts_of_before_are_not_contradicted(tmp_path):
    """
    The same answers are no contradiction for a US graduate, or once the exam is passed.
    """
    path = tmp_path / "me.toml"
    fail, passed = (f'\n[[exams]]\nexam = "Step 2 CK"\noutcome = "{each}"\n' for each in ("failed", "passed"))
    for text in (
        f'[applicant]\ndegree = "MD"\n[eligibility]\nverified_july_1 = "yes"{fail}',
        f'[applicant]\ndegree = "MBBS"\n[eligibility]\nverified_july_1 = "yes"{fail}{passed}',
    ):
        path.write_text(text, encoding="utf-8")

        assert load_facts(path).failures


MBBS = '[applicant]\ndegree = "MBBS"\n[[exams]]\nexam = "Step 2 CK"\ndate = "2026-06-24"\noutcome = "failed"\n'
PROGRAMS = '[[programs]]\nname = "Pinewater"\n[[programs]]\nname = "Great Bend"\nspecialty = "family medicine"\n'


@pytest.mark.parametrize(
    "command", [("week", "--now"), ("targets", "--at"), ("send", "interest", "--program", "Pinewater", "--at")]
)
def test_it_is_the_first_line(command, run, tmp_path, monkeypatch):
    """
    `week`, `targets` and `send` say it first, and none of them that applications can go out.
    """
    monkeypatch.chdir(tmp_path)
    (tmp_path / "me.toml").write_text(MBBS + PROGRAMS, encoding="utf-8")
    told = " ".join(run(*command, "2027-03-15 12:00", "--facts", "me.toml").stdout.split())

    assert told.startswith("As things stand you are not in SOAP, because NRMP withdraws")
    assert "Applications can go out" not in told


def test_it_is_the_first_line_of_a_kit(run, tmp_path, monkeypatch):
    """
    The index of a kit says it before everything else.
    """
    monkeypatch.chdir(tmp_path)
    (tmp_path / "me.toml").write_text(MBBS + PROGRAMS, encoding="utf-8")
    told = run("kit", "week", "--facts", "me.toml", "--now", "2027-03-15 12:00")
    index = (tmp_path / "week" / "index.md").read_text(encoding="utf-8")

    assert told.stdout.startswith("As things stand you are not in SOAP")
    assert index.startswith("# Your documents\n\nAs things stand you are not in SOAP")


def test_who_is_not_in_soap_writes_to_no_program():
    """
    Whatever a program did, somebody who is not in SOAP is to send nothing until it ends.
    """
    program = {"name": "Pinewater", "contacted_first": True, "contacted_at": "2027-03-16 09:00", "applied": "yes"}
    facts = person(degree="MD", verified_july_1="no").model_copy(
        update={"programs": Facts.model_validate({"programs": [program]}).programs}
    )
    answer = ask("reply", facts.programs[0], now=TUESDAY, facts=facts)

    assert (Verdict.BLOCK, "ineligible") == (answer.verdict, answer.stage)
    assert "From" not in answer.reason
    assert Verdict.OK is answer.then


def test_a_partial_match_shows_only_the_part_that_is_missing(run, tmp_path):
    """
    Somebody who lacks the first year sees fields with such a year, and is told of a program that SOAP does not show.
    """
    (tmp_path / "me.toml").write_text(
        '[eligibility]\npartly_matched = "preliminary"\n'
        '[[programs]]\nname = "Great Bend"\nnrmp_code = "9002120C0"\n'
        '[[programs]]\nname = "Elm Hill"\nspecialty = "preliminary medicine"\n',
        encoding="utf-8",
    )
    told = " ".join(run("targets", "--facts", tmp_path / "me.toml", "--at", "2027-03-15 12:00").stdout.split())

    assert told.startswith("You are partly matched, without a first year")
    assert "pediatrics: in" not in told
    assert "transitional year: " in told
    assert 1 == told.count("SOAP does not show you positions of its kind")


@pytest.mark.parametrize("now", ["2026-12-01 12:00", "2027-02-20 12:00", "2027-03-03 20:59"])
def test_the_deadline_is_said_until_it_is_over(now, run, tmp_path, monkeypatch):
    """
    Until the rank order list deadline `week` names it, with what hangs on it; afterward it does not.
    """
    monkeypatch.chdir(tmp_path)
    before, after = (" ".join(run("week", "--now", each).stdout.split()) for each in (now, "2027-03-03 21:00"))

    assert "Next: Rank order list deadline" in before
    assert "register for the Match (later nobody can, and without it there is no SOAP)" in before
    assert "Rank order list deadline" not in after


@pytest.mark.parametrize(
    ("facts", "steps"),
    [
        (MBBS, {"school", "statement", "explain"}),
        ('[eligibility]\naccepted = "Pinewater"\n', set()),
        ('[eligibility]\nverified_july_1 = "yes"\n', {"school", "list", "statement", "explain", "apply", "decide"}),
    ],
)
def test_nobody_is_hurried_into_what_is_not_for_them(facts, steps, run, tmp_path):
    """
    Whoever is not in SOAP, or has accepted an offer, is never told to apply, to choose programs or to answer offers.
    """
    (tmp_path / "me.toml").write_text(facts, encoding="utf-8")
    call = ("week", "--facts", tmp_path / "me.toml", "--no-lint", "--now", "2027-03-15 15:30")
    record = json.loads(run(*call, "--format", "json").stdout)

    assert steps == {step["id"] for step in record["steps"] if step["state"] == "ready"}
    assert ("Send all that you mean to send" in run(*call).stdout) is ("apply" in steps)


def test_a_first_attempt_that_is_to_come_is_no_pass(run, tmp_path):
    """
    An international graduate who has only booked an exam is told first that it is missing, and not to send anything.
    """
    path = tmp_path / "me.toml"
    path.write_text(
        '[applicant]\ndegree = "MBBS"\n\n[[exams]]\nexam = "Step 1"\ndate = "2024-07"\noutcome = "passed"\n\n'
        '[[exams]]\nexam = "Step 2 CK"\ndate = "2027-05-02"\noutcome = "scheduled"\n\n[eligibility]\necfmg = "no"\n'
    )
    told = run("week", "--facts", str(path), "--now", "2027-03-15 12:00").stdout

    assert told.startswith("As things stand you are not in SOAP")
    assert "a pass of Step 2 CK" in " ".join(told.split())
