"""The dated tables: in order, sourced, and silent about days outside them."""

from datetime import date, timedelta

import pytest

from soapwriter import assets
from soapwriter.data import read_model
from soapwriter.errors import BadData, UnknownName
from soapwriter.tables import practice
from soapwriter.tables.dated_lines import line_on
from soapwriter.tables.exam_table import Exams, attempt_limits, exams, exams_known_to, is_confirmed, pass_line
from soapwriter.tables.specialty_table import _Specialties, specialty_id


@pytest.mark.parametrize("exam", exams().values(), ids=lambda exam: exam.name)
def test_every_line_is_sourced(exam):
    """
    Every pass line has its source, and lies on the exam's scale.
    """
    least, most = exam.scale

    assert all(line.source.startswith("http") for line in exam.lines)
    assert all(line.least is None or least < line.least < most for line in exam.lines)


@pytest.mark.parametrize("exam", exams())
def test_nothing_is_guessed(exam):
    """
    Before the first line nothing is said; the last one holds until it is changed.
    """
    first, *_, last = exams()[exam].lines[0], *exams()[exam].lines

    assert pass_line(exam, first.since - timedelta(days=1)) is None
    assert last == pass_line(exam, exams_known_to())
    assert last == pass_line(exam, date(2031, 1, 1))


def test_a_line_of_one_source_or_of_later_days_is_not_confirmed():
    """
    A numeric line is beyond doubt where it is confirmed well and the sources speak of the day; "no number" has no end.
    """
    later = exams_known_to() + timedelta(days=1)
    number, none, single = (exams()[name].lines[-1] for name in ("Step 2 CK", "Step 1", "Level 3"))

    assert is_confirmed(number, exams_known_to())
    assert not is_confirmed(number, later)
    assert is_confirmed(none, later)
    assert not is_confirmed(single, exams_known_to())


@pytest.mark.parametrize(
    ("exam", "on", "least"),
    [
        ("Step 1", date(2022, 1, 25), 194),
        ("Step 1", date(2022, 1, 26), None),
        ("Step 2 CK", date(2022, 6, 30), 209),
        ("Step 2 CK", date(2022, 7, 1), 214),
        ("Step 2 CK", date(2025, 7, 1), 218),
        ("Step 3", date(2024, 1, 1), 200),
        ("Level 1", date(2022, 5, 9), 400),
        ("Level 1", date(2022, 5, 10), None),
        ("Level 2-CE", date(2026, 1, 1), 400),
        ("Level 2-CE", date(2019, 1, 1), 400),
        ("Level 3", date(2025, 1, 1), 350),
    ],
)
def test_the_line_of_the_day(exam, on, least):
    """
    A score is judged by the line of its test date.
    """
    assert least == pass_line(exam, on).least


@pytest.mark.parametrize(
    ("written", "name"),
    [("IM", "internal-medicine"), ("Family Medicine", "family-medicine"), ("PM&R", "pmr"), ("TY", "transitional-year")],
)
def test_specialties(written, name):
    """
    A specialty has one id, however it was written.
    """
    assert name == specialty_id(written)


def test_unknown_names():
    """
    An unknown name is told with the nearest.
    """
    with pytest.raises(UnknownName, match="Did you mean 'psychiatry'"):
        specialty_id("psychiatri")


def test_a_specialty_that_is_not_there():
    """
    A table that speaks of a specialty that it has not is refused.
    """
    row = {"id": "a", "name": "a", "doctor": "b", "positions": ["categorical"], "kin": ["c"]}
    about = {"checked": date(2026, 1, 1), "review_by": date(2027, 1, 1), "source": "x", "confidence": "M"}

    with pytest.raises(ValueError, match="there is no specialty c"):
        _Specialties.model_validate({**about, "specialties": {"a": row}})


def test_a_long_list_is_left_out_beside_a_hint():
    """
    With a hint the thirty specialties are not told beside it; without one they are the way out.
    """
    with pytest.raises(UnknownName) as near:
        specialty_id("neurologgy")
    with pytest.raises(UnknownName, match="There are: internal-medicine, "):
        specialty_id("klingon")

    assert "There is no specialty 'neurologgy'. Did you mean 'neurology'?" == str(near.value)


@pytest.mark.parametrize(
    ("exam", "on", "most"),
    [("Step 1", date(2021, 6, 30), 6), ("Step 1", date(2021, 7, 1), 4), ("Level 1", date(2022, 7, 1), 4)],
)
def test_attempts(exam, on, most):
    """
    How many attempts are allowed is known by the day.
    """
    assert most == line_on(attempt_limits(exam), on).most


def test_no_attempts_of_an_unknown_exam():
    """
    Of an exam that no body gives, and of days before the first line, nothing is said.
    """
    assert () == attempt_limits("")
    assert line_on(attempt_limits("Level 1"), date(2022, 6, 30)) is None


TABLES = {
    "a gap": ("until = 2022-06-30", "until = 2022-05-31", "there is a gap between 2022-05-31 and 2022-07-01"),
    "an overlap": ("until = 2022-06-30", "until = 2022-07-31", "the lines from 2014-07-01 and from 2022-07-01 overlap"),
    "no end": ("until = 2022-06-30, ", "", "the line from 2014-07-01 needs its 'until'"),
    "an end too many": ("from = 2025-07-01,", "from = 2025-07-01, until = 2027-01-01,", "no 'until'"),
    "an unknown key": ("pass = 214", "passs = 214", "passs: there is no such key"),
    "no TOML": ("pass = 214", "pass = ", "line "),
    "a day of no calendar": ("from = 2022-07-01", "from = 2022-02-30", "line "),
}


@pytest.mark.parametrize(("old", "new", "trouble"), TABLES.values(), ids=TABLES)
def test_a_broken_table_is_refused(old, new, trouble, tmp_path):
    """
    A gap or an overlap in time, an unknown key and what is no TOML are one line with the file.
    """
    text = assets.table_path("exams").read_text(encoding="utf-8")
    path = tmp_path / "exams.toml"
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")

    with pytest.raises(BadData) as caught:
        read_model(path, Exams)

    assert 1 == len(caught.value.messages)
    assert caught.value.messages[0].startswith(str(path))
    assert trouble in caught.value.messages[0]
    assert "\n" not in caught.value.messages[0]


def test_a_table_with_a_gap_ends_with_2(tmp_path, monkeypatch, run):
    """
    The command line says the trouble in one line, ends with 2 and prints no report.
    """
    table = (assets.table_path("practice")).read_text(encoding="utf-8")
    path = tmp_path / "practice.toml"
    path.write_text(table.replace("until = 2022-01-25", "until = 2021-12-31"), encoding="utf-8")
    shipped = assets.table_path
    monkeypatch.setattr(assets, "table_path", lambda name: path if name == "practice" else shipped(name))
    for cached in (practice._table, practice._ids, practice._names, practice.tests):
        cached.cache_clear()

    result = run("lint", "-", "--kind", "failure", input="I failed Step 1. My CBSSA was 71%.")
    for cached in (practice._table, practice._ids, practice._names, practice.tests):
        cached.cache_clear()

    assert 2 == result.exit_code
    assert "" == result.stdout
    assert [
        f"Error: {path}: tests.1: CBSSA: there is a gap between 2021-12-31 and 2022-01-26, for which no line holds."
    ] == (" ".join(result.stderr.split()).splitlines())
