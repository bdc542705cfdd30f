"""What programs ask for: read from many wordings, held against the record, and never taken for met when not read."""

from datetime import date

import pytest

from soapwriter.facts import Facts
from soapwriter.soap.requirement_checks import check_requirement
from soapwriter.soap.requirements import Requirement, read_requirement

NOW = date(2026, 11, 25)
CK = ("Step 2 CK",)

READ = [
    ("Step 2 CK pass", Requirement("passed", CK, False, 0)),
    ("Step 2CK must be passed", Requirement("passed", CK, False, 0)),
    ("Passing score on USMLE Step 2 CK required.", Requirement("passed", CK, False, 0)),
    ("a pass of Step 1 and Step 2 CK", Requirement("passed", ("Step 1", *CK), False, 0)),
    ("Step 2 CK or Level 2-CE pass", Requirement("passed", (*CK, "Level 2-CE"), True, 0)),
    ("COMLEX Level 2/Step 2 CK passed", Requirement("passed", ("Level 2-CE", *CK), True, 0)),
    ("No failed attempts", Requirement("clean", (), False, 0)),
    ("no failed attempt on Step 2 CK", Requirement("clean", CK, False, 0)),
    ("No USMLE failures", Requirement("clean", ("USMLE",), False, 0)),
    ("Step 1 passed on the first attempt", Requirement("first", ("Step 1",), False, 0)),
    ("pass all exams on first try", Requirement("first", (), False, 0)),
    ("at most one failed attempt", Requirement("failures", (), False, 1)),
    ("max 2 attempts on Step 2 CK", Requirement("attempts", CK, False, 2)),
    ("No more than two attempts per Step", Requirement("attempts", (), False, 2)),
    ("Step 2 CK passed within 2 attempts", Requirement("attempts", CK, False, 2)),
    ("Step 2 CK at least 220", Requirement("least", CK, False, 220)),
    ("minimum score of 220 on Step 2 CK", Requirement("least", CK, False, 220)),
    ("Step 2 CK \u2265 220", Requirement("least", CK, False, 220)),
    ("220+ on step 2 ck", Requirement("least", CK, False, 220)),
    ("Step 2 CK 220 or above", Requirement("least", CK, False, 220)),
    ("Step 2 CK above 220", Requirement("over", CK, False, 220)),
    ("graduated since 2022", Requirement("since", (), False, 2022)),
    ("Graduation year 2022 or later", Requirement("since", (), False, 2022)),
    ("graduated within the last 5 years", Requirement("within", (), False, 5)),
    ("No more than 3 years since graduation", Requirement("within", (), False, 3)),
]
UNREAD = [
    "US clinical experience", "Step 2 CK pass by the rank list deadline", "One failed attempt on Step 2 CK is accepted", "USMLE passed",
    "no red flags", "no visa sponsorship", "Step 2 CK 220", "Step 2 CK at least 220 or Level 2-CE at least 500", "COMLEX accepted",
    "failed attempts are considered", "Step 2 CK pass preferred", "", "\u00a7",
]  # fmt: skip


@pytest.mark.parametrize(("text", "asked"), READ, ids=[text for text, _ in READ])
def test_reads(text, asked):
    """
    One thing is asked for in many wordings.
    """
    assert asked == read_requirement(text)


@pytest.mark.parametrize("text", UNREAD)
def test_does_not_read(text):
    """
    Words that no form has all of are not read, and so never met.
    """
    assert read_requirement(text) is None
    assert ("not known", "These words are not read here: hold them against your record yourself.") == check_requirement(
        text, Facts(), on=NOW
    )[1:]


def facts(*attempts, graduation=None):
    """Return facts with some attempts (exam, date, outcome, score)."""
    rows = [dict(zip(("exam", "date", "outcome", "score"), attempt, strict=False)) for attempt in attempts]
    return Facts.model_validate({"exams": rows, "eligibility": {"graduates": graduation}})


STEP_1 = ("Step 1", "2024-05", "passed")
FAILED = ("Step 2 CK", "2026-06-24", "failed", 209)
BOOKED = ("Step 2 CK", "2027-03-30", "scheduled")
TAKEN = ("Step 2 CK", "2026-11-20", "pending")
PASSED = ("Step 2 CK", "2026-10-20", "passed", 231)
NO_SCORE = ("Step 2 CK", "2026-10-20", "passed")

HELD = [
    ("Step 2 CK pass", (FAILED, BOOKED), "not met", "Step 2 CK failed on June 24, 2026, with a 209. Step 2 CK is booked for March 30, 2027."),
    ("Step 2 CK pass", (FAILED, PASSED), "met", "Step 2 CK passed on October 20, 2026, with a 231."),
    ("Step 2 CK pass", (FAILED, TAKEN), "not known", "Step 2 CK was taken on November 20, 2026, with no result yet."),
    ("Step 2 CK pass", (STEP_1,), "not known", "Your facts have no attempt of Step 2 CK."),
    ("Step 1 and Step 2 CK pass", (STEP_1, FAILED), "not met", "Step 2 CK failed on June 24, 2026, with a 209."),
    ("Step 2 CK or Level 2-CE pass", (FAILED,), "not known", "Step 2 CK failed on June 24, 2026, with a 209. Your facts have no attempt of Level 2-CE."),
    ("Step 2 CK or Step 1 pass", (STEP_1, FAILED), "met", "Step 1 passed in May 2024."),
    ("no failed attempt", (STEP_1, FAILED, PASSED), "not met", "Step 2 CK failed on June 24, 2026, with a 209."),
    ("no failed attempt", (STEP_1,), "met", "Step 1 passed in May 2024."),
    ("no failed attempt", (STEP_1, TAKEN), "not known", "Step 2 CK was taken on November 20, 2026, with no result yet."),
    ("no failed attempt", (), "not known", "Your facts have no exam."),
    ("no COMLEX failures", (STEP_1,), "not known", "Your facts have no exam of COMLEX."),
    ("no USMLE failures", (FAILED,), "not met", "Step 2 CK failed on June 24, 2026, with a 209."),
    ("Step 1 passed on first attempt", (STEP_1, FAILED), "met", "Step 1 passed in May 2024."),
    ("passed on first attempt", (STEP_1, FAILED, PASSED), "not met", "Step 2 CK failed on June 24, 2026, with a 209."),
    ("at most one failed attempt", (FAILED, PASSED), "met", "Step 2 CK failed on June 24, 2026, with a 209. Step 2 CK passed on October 20, 2026, with a 231."),
    ("at most 1 attempt of Step 2 CK", (FAILED, BOOKED), "not met", "Step 2 CK failed on June 24, 2026, with a 209. Step 2 CK is booked for March 30, 2027. The retake is attempt 2."),
    ("at most 2 attempts of Step 2 CK", (FAILED, BOOKED), "met", "Step 2 CK failed on June 24, 2026, with a 209."),
    ("at most 1 attempt of Step 2 CK", (FAILED, PASSED), "not met", "Step 2 CK failed on June 24, 2026, with a 209. Step 2 CK passed on October 20, 2026, with a 231."),
    ("Step 2 CK at least 231", (FAILED, PASSED), "met", "Step 2 CK passed on October 20, 2026, with a 231."),
    ("Step 2 CK above 231", (FAILED, PASSED), "not met", "Step 2 CK failed on June 24, 2026, with a 209. Step 2 CK passed on October 20, 2026, with a 231."),
    ("Step 2 CK at least 200", (FAILED,), "not known", "Step 2 CK failed on June 24, 2026, with a 209. Ask whether the score of a failed attempt counts."),
    ("Step 2 CK at least 220", (FAILED, NO_SCORE), "not known", "Step 2 CK failed on June 24, 2026, with a 209. Step 2 CK passed on October 20, 2026."),
    ("Step 2 CK at least 220", (FAILED, TAKEN), "not known", "Step 2 CK failed on June 24, 2026, with a 209. Step 2 CK was taken on November 20, 2026, with no result yet."),
    ("Step 2 CK at least 999", (PASSED,), "not known", "999 is off the scale of Step 2 CK (1 to 300): look at the page again."),
    ("Step 1 at least 220", (STEP_1,), "not known", "Step 1 passed in May 2024."),
    ("Step 3 pass", (("Step 3", None, None),), "not known", "Step 3 has no outcome entered (no date entered)."),
]  # fmt: skip


@pytest.mark.parametrize(("text", "record", "status", "fact"), HELD)
def test_holds(text, record, status, fact):
    """
    A requirement is met, not met or not known, with the facts that say so.
    """
    assert (text, status, fact) == check_requirement(text, facts(*record), on=NOW)


GRADUATION = [
    ("graduated since 2022", "2027-05", "met", "You graduate in May 2027."),
    ("graduated since 2022", "2021-05", "not met", "May 2021."),
    ("graduated since 2022", None, "not known", "Your facts do not say when you graduate ([eligibility] graduates)."),
    ("graduated within 5 years", "2024-05", "met", "May 2024."),
    ("graduated within 5 years", "2021-05", "not known", "May 2021. That is near the limit, and programs count it in different ways: ask."),
    ("graduated within 5 years", "2015-05", "not met", "May 2015."),
]  # fmt: skip


@pytest.mark.parametrize(("text", "graduation", "status", "fact"), GRADUATION)
def test_graduation(text, graduation, status, fact):
    """
    A year of graduation is held against the facts; near a limit in years it is not known.
    """
    assert (text, status, fact) == check_requirement(text, facts(graduation=graduation), on=NOW)
