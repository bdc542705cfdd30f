"""The dated tables: in order, sourced, and silent about days outside them."""

from datetime import date, timedelta

import pytest

from soapwriter import reference
from soapwriter.errors import UnknownName


@pytest.mark.parametrize("exam", reference.exams().values(), ids=lambda exam: exam.name)
def test_every_line_is_sourced(exam):
    """
    Every pass line has its source, and lies on the exam's scale.
    """
    least, most = exam.scale

    assert all(line.source.startswith("http") for line in exam.lines)
    assert all(line.least is None or least < line.least < most for line in exam.lines)


@pytest.mark.parametrize("exam", reference.exams())
def test_nothing_is_guessed(exam):
    """
    Before the first line and after the day of the last check, nothing is said.
    """
    first = reference.exams()[exam].lines[0].since

    assert reference.pass_line(exam, first - timedelta(days=1)) is None
    assert reference.pass_line(exam, reference.checked() + timedelta(days=1)) is None
    assert reference.pass_line(exam, reference.checked()) is not None


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
        ("Level 3", date(2025, 1, 1), 350),
    ],
)
def test_the_line_of_the_day(exam, on, least):
    """
    A score is judged by the line of its test date.
    """
    assert least == reference.pass_line(exam, on).least


@pytest.mark.parametrize(
    ("written", "name"),
    [("IM", "internal-medicine"), ("Family Medicine", "family-medicine"), ("PM&R", "pmr"), ("TY", "transitional-year")],
)
def test_specialties(written, name):
    """
    A specialty has one id, however it was written.
    """
    assert name == reference.specialty_id(written)


def test_unknown_names():
    """
    An unknown name is told with the nearest.
    """
    with pytest.raises(UnknownName, match="Did you mean 'psychiatry'"):
        reference.specialty_id("psychiatri")


def test_a_specialty_that_is_not_there():
    """
    A table that speaks of a specialty that it has not is refused.
    """
    row = {"id": "a", "name": "a", "doctor": "b", "positions": ["categorical"], "kin": ["c"]}
    about = {"checked": date(2026, 1, 1), "source": "x", "confidence": "M"}

    with pytest.raises(ValueError, match="there is no specialty c"):
        reference._Specialties.model_validate({**about, "specialties": {"a": row}})


def test_a_long_list_is_left_out_beside_a_hint():
    """
    With a hint the thirty specialties are not told beside it; without one they are the way out.
    """
    with pytest.raises(UnknownName) as near:
        reference.specialty_id("neurologgy")
    with pytest.raises(UnknownName, match="There are: internal-medicine, "):
        reference.specialty_id("klingon")

    assert "There is no specialty 'neurologgy'. Did you mean 'neurology'?" == str(near.value)
