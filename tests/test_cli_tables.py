"""`soapwriter tables`: every row with its source, date and confidence, and what is due for a check."""

import json

import pytest

from soapwriter import assets
from soapwriter.data import CheckedTable
from soapwriter.tables import register

ROWS = register.rows()
DATED = sorted(
    {path.stem for path in assets.table_path("x").parent.glob("*.toml") if "review_by" in path.read_text("utf-8")}
)


def test_every_dated_table_is_there():
    """
    Each file with a day of its next check has rows, each with a source and a confidence.
    """
    assert {*DATED} == {row.table for row in ROWS}
    assert {"H", "M", "L"} >= {row.confidence for row in ROWS}
    assert [] == [row for row in ROWS if not row.source]


@pytest.mark.parametrize("name", [path.stem for path in assets.table_path("x").parent.glob("*.toml")])
def test_a_table_that_was_checked_says_when_to_check_it_again(name):
    """
    No table has the day of a check without the day of the next one.
    """
    text = assets.table_path(name).read_text("utf-8")

    assert ("\nchecked = " in text) is ("\nreview_by = " in text)
    assert {"checked", "review_by"} == {*CheckedTable.model_fields}


@pytest.mark.parametrize(
    ("table", "place", "confidence"),
    [
        ("exams", "exams Step 2 CK lines 2025-07-01", "H"),
        ("exams", "exams Level 3 lines 2017-01-01", "M"),
        ("clock", "weeks 2027", "M"),
        ("clock", "weeks 2027 deadlines rank-list", "M"),
        ("contact", "sources core", "H"),
        ("targets", "supply 2025", "M"),
        ("eras", "box page", "M"),
    ],
)
def test_rows_are_named_by_their_place(table, place, confidence):
    """
    A row is named by where it is in its file, and has its own confidence.
    """
    assert confidence in [row.confidence for row in ROWS if (row.table, row.place) == (table, place)]


def test_the_list_has_sources_and_what_is_due(run):
    """
    Each row is a line with its confidence and source, and the end says what is due before Match Week.
    """
    told = run("tables", "exams", "--at", "2026-12-01 12:00")
    text = " ".join(told.stdout.split())

    assert 0 == told.exit_code
    assert "exams, checked 2026-11-30, again by 2027-02-15" in text
    assert "H exams Step 2 CK lines 2025-07-01: https://acemedboards.com/usmle-step-2-passing-score" in text
    assert text.endswith("To be checked before Match Week (Monday, March 15, 2027): exams.")


@pytest.mark.parametrize(("at", "status"), [("2027-02-15 12:00", 0), ("2027-02-16 12:00", 1)])
def test_stale_rows_exit_with_1(at, status, run):
    """
    `--stale` exits with 1 from the day after a row's `review_by` on, and shows those rows alone.
    """
    told = run("tables", "--stale", "--at", at)

    assert status == told.exit_code
    assert ("To be checked now" in told.stdout) is bool(status)


def test_as_a_record(run):
    """
    The JSON record has every row with its days, and whether it is stale.
    """
    record = json.loads(run("tables", "--format", "json", "--at", "2026-12-01 12:00").stdout)

    assert (1, "2027-03-15") == (record["schema"], record["match_week"])
    assert len(ROWS) == len(record["rows"])
    assert {False} == {row["stale"] for row in record["rows"]}
    assert {True, False} == {row["due_before_match_week"] for row in record["rows"]}


def test_an_unknown_table_is_named(run):
    """
    A table that is not there is refused with the nearest.
    """
    told = run("tables", "exam")

    assert (2, True) == (told.exit_code, "Did you mean 'exams'?" in told.stderr)
