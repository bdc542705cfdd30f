"""Practice tests: found by their names, told from their forms, and known by the exam that they stand beside."""

from datetime import date

import pytest

from soapwriter.tables import practice
from soapwriter.tables.dated_lines import line_on
from soapwriter.tables.exam_table import exams


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("NBME form 12 at 227", [("NBME", "12", "NBME form 12")]),
        ("NBME 12, 214", [("NBME", "12", "NBME 12")]),
        ("NBME 65", [("NBME", "", "NBME")]),
        ("two NBMEs (54% and 56%)", [("NBME", "", "NBMEs")]),
        ("NBME 26 to 31 went 54, 58", [("NBME", "26", "NBME 26 to 31")]),
        ("UWSA2 238", [("UWSA", "2", "UWSA2")]),
        ("UWSA 224", [("UWSA", "", "UWSA")]),
        ("COMSAE Phase 2 480", [("COMSAE", "2", "COMSAE Phase 2")]),
        ("COMSAE 120 is at 474", [("COMSAE", "120", "COMSAE 120")]),
        ("COMSAE 398, then 452", [("COMSAE", "", "COMSAE")]),
        ("Free 120: 74%", [("Free 120", "", "Free 120")]),
        ("on form 14 that was worth 24 points", [("", "14", "form 14")]),
        ("last form 224 with minutes to spare", []),
        ("forms 221, 225, 231", []),
        ("I filled in forms and formed habits", []),
        ("the boards", []),
    ],
)
def test_finds_tests(text, named):
    """
    A test is found with its form; a number that no form has is left to be a score.
    """
    found = practice.find_tests(text)

    assert named == [(each.id, each.form, text[each.start : each.end]) for each in found]


@pytest.mark.parametrize(
    ("exam", "test"), [("Step 1", "CBSSA"), ("Step 2 CK", "CCSSA"), ("Step 3", "CCMSA"), ("", "NBME")]
)
def test_one_name_for_several(exam, test):
    """
    "NBME" is the test of the exam that it stands beside.
    """
    meant = practice.test_for("NBME", exam)

    assert meant is not None
    assert test == meant.id


@pytest.mark.parametrize("test", practice.tests().values(), ids=lambda test: test.id)
def test_every_line_is_sourced_and_plausible(test):
    """
    Every line has its source and a range that its unit allows, and every exam and test that is named exists.
    """
    assert all(line.source.startswith("http") for line in test.lines)
    assert all(line.range[1] == 100 for line in test.lines if line.unit == "percent")
    assert {*test.exams, *test.phases.values(), *test.stands_for} <= set(exams())
    assert set(test.stands_for.values()) <= set(practice.tests())


@pytest.mark.parametrize(
    ("test", "on", "unit"),
    [
        ("CBSSA", date(2021, 5, 1), "three-digit"),
        ("CBSSA", date(2022, 1, 25), "three-digit"),
        ("CBSSA", date(2022, 1, 26), "percent"),
        ("CCSSA", date(2025, 5, 1), "three-digit"),
        ("COMSAE", date(2025, 5, 1), "three-digit"),
        ("Free 120", date(2025, 5, 1), "percent"),
    ],
)
def test_the_unit_of_the_day(test, on, unit):
    """
    A score is judged by the unit of its day.
    """
    held = line_on(practice.tests()[test].lines, on)

    assert held is not None
    assert unit == held.unit


def test_no_unit_before_the_first_line():
    """
    Of a day before the first line nothing is said.
    """
    assert line_on(practice.tests()["CBSSA"].lines, date(2015, 1, 1)) is None
