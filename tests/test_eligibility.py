"""What is to be asked before July 1: questions, and never a verdict."""

from datetime import date

import pytest

from soapwriter.assets import table_path
from soapwriter.data import read_model
from soapwriter.errors import BadData
from soapwriter.facts import Facts, read_when
from soapwriter.soap.eligibility import points, result_window

TODAY, ENDS = date(2027, 3, 15), date(2027, 3, 18)


def exam(name, day, outcome):
    return {"exam": name, "date": day, "outcome": outcome}


FAILED = exam("Step 2 CK", "2026-06-24", "failed")
RETAKE = exam("Step 2 CK", "2027-03-30", "scheduled")


def told(*exams, today=TODAY, ends=ENDS, degree="", **eligibility):
    """Return what is said, by its name in the table."""
    facts = {"exams": exams, "eligibility": eligibility, "applicant": {"degree": degree}}
    return {each.id: each for each in points(Facts.model_validate(facts), today=today, ends=ends)}


CASES = [
    ((), {}, ["july-unknown"]),
    ((), {"verified_july_1": "yes"}, ["july-yes"]),
    ((), {"verified_july_1": False}, ["july-no"]),
    ((), {"verified_july_1": "not yet"}, ["july-no"]),
    ((), {"verified_july_1": ""}, ["july-unknown"]),
    ((), {"graduates": "2027-05-21"}, ["july-unknown", "graduates"]),
    ((), {"graduates": "2027-08-21"}, ["july-unknown", "graduates-later"]),
    ((), {"graduates": "2025-05-21"}, ["july-unknown"]),
    ((), {"ecfmg": "no"}, ["july-unknown", "ecfmg-no"]),
    ((FAILED,), {}, ["july-unknown", "open-unknown", "by-unknown"]),
    ((FAILED,), {"degree": "MD"}, ["july-unknown", "open-md", "by-unknown"]),
    ((FAILED,), {"degree": "MBBS", "ecfmg": "yes"}, ["july-unknown", "ecfmg-yes", "open-ecfmg", "by-unknown"]),
    (
        (exam("Level 2-CE", "2026-06", "failed"),),
        {"degree": "D.O."},
        ["july-unknown", "open-osteopathic", "by-unknown"],
    ),
    ((FAILED, exam("Step 2 CK", "2026-12-01", "passed")), {}, ["july-unknown", "resend"]),
    ((FAILED,), {"pass_needed_by": "2027-05-01"}, ["july-unknown", "open-unknown", "by-no-retake"]),
    ((FAILED, RETAKE), {}, ["july-unknown", "open-unknown", "by-unknown", "result-after"]),
    (
        (FAILED, RETAKE),
        {"pass_needed_by": "2027-05-01"},
        ["july-unknown", "open-unknown", "by-in-time", "result-after"],
    ),
    ((FAILED, RETAKE), {"pass_needed_by": "2027-04-20"}, ["july-unknown", "open-unknown", "by-close", "result-after"]),
    ((FAILED, RETAKE), {"pass_needed_by": "2027-04-01"}, ["july-unknown", "open-unknown", "by-later", "result-after"]),
    (
        (FAILED, exam("Step 2 CK", "2027-02-26", "pending")),
        {},
        ["july-unknown", "open-unknown", "by-unknown", "result-open", "resend"],
    ),
    (
        (FAILED, exam("Step 2 CK", "2027-01-12", "pending")),
        {},
        ["july-unknown", "open-unknown", "by-unknown", "result-due", "resend"],
    ),
]


@pytest.mark.parametrize(("exams", "facts", "answers"), CASES)
def test_what_is_said(exams, facts, answers):
    """
    Each thing that is known, or not, has its sentence.
    """
    assert answers == list(told(*exams, **facts))


def test_a_sentence_names_exam_and_days():
    """
    The days of the result are two and four weeks after the test, and the exam is named.
    """
    said = told(FAILED, RETAKE, pass_needed_by="2027-04-20")["by-close"].text

    assert all(part in said for part in ("Step 2 CK", "April 13, 2027", "April 27, 2027", "April 20, 2027"))


def test_never_a_verdict():
    """
    Nobody is told that they are, or are not, eligible: the words are not in the table.
    """
    text = table_path("eligibility").read_text(encoding="utf-8")
    said = [line for line in text.splitlines() if line.startswith("text = ")]

    assert not [line for line in said if "eligible" in line or "will pass" in line]


def test_every_sentence_has_its_source():
    """
    A sentence says where it comes from, of when that is, and how sure it is.
    """
    for each in told(FAILED, RETAKE, pass_needed_by="2027-04-20").values():
        assert all((each.source.title, each.source.date, each.source.confidence))


def test_a_month_alone_makes_the_window_wider():
    """
    Of a month alone the result comes between two weeks after its first and four after its last day.
    """
    assert (date(2027, 3, 15), date(2027, 4, 28)) == result_window("Step 2 CK", read_when("2027-03"))


def test_comlex_results_take_longer():
    """
    A result of COMLEX-USA comes four to six weeks after the test, and the sentence says where its day is published.
    """
    failed, booked = exam("Level 2-CE", "2026-06", "failed"), exam("Level 2-CE", "2027-02-24", "pending")
    said = told(failed, booked, degree="DO")["result-after"]

    assert (date(2027, 3, 24), date(2027, 4, 7)) == result_window("Level 2-CE", read_when("2027-02-24"))
    assert "between March 24, 2027 and April 7, 2027, after Match Week" in said.text
    assert "NBOME publishes the release date of each test window" in said.text
    assert "M" == said.source.confidence


@pytest.mark.parametrize("name", ["Level 3", "Step 3"])
def test_what_is_taken_after_graduation_is_never_asked_for(name):
    """
    No school asks for Level 3 or Step 3 before July 1, whatever the degree.
    """
    for degree in ("DO", "MD", ""):
        said = told(exam(name, "2026-06", "failed"), degree=degree, graduates="2025-05")

        assert ["july-unknown", "open-none"] == list(said)
        assert "known" == said["open-none"].mark


def test_a_pass_that_is_too_old_for_ecfmg():
    """
    An international graduate whose two passes are more than seven years apart is told to ask; a US graduate is not.
    """
    passes = exam("Step 1", "2018-05", "passed"), exam("Step 2 CK", "2026-05", "passed")

    assert "seven-years" in told(*passes, degree="MBBS")
    assert "seven-years" not in told(*passes, degree="MD")
    assert "seven-years" not in told(exam("Step 1", "2020-05", "passed"), passes[1], degree="MBBS")


def test_couples_and_visas():
    """
    A couple and a visa have their sentence, and the visa is quoted as it was entered.
    """
    said = told(couples="yes", visa="F-1, OPT until June 2027")

    assert '"F-1, OPT until June 2027"' in said["visa"].text
    assert "alone" in said["couples"].text


def test_after_soap_nothing_is_said_of_this_week():
    """
    Where SOAP has ended, or its end is not known, no result is held against it.
    """
    assert "result-after" not in told(FAILED, RETAKE, ends=None)


def test_a_broken_table_is_refused(tmp_path):
    """
    A sentence whose source is not there is refused with the nearest.
    """
    from soapwriter.soap import eligibility

    path = tmp_path / "eligibility.toml"
    text = table_path("eligibility").read_text(encoding="utf-8")
    path.write_text(text.replace('source = "resend"', 'source = "resent"', 1), encoding="utf-8")

    with pytest.raises(BadData, match="Did you mean 'resend'"):
        read_model(path, eligibility._Table)
