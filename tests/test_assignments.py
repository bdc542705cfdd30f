"""Which statement goes to which program, and where it is applied to."""

from datetime import date

import pytest

from soapwriter.facts import Program
from soapwriter.soap import DocumentStatus, named_in
from soapwriter.soap.documents import assign_statements
from soapwriter.soap.offer import usual_service

TODAY = date(2027, 3, 15)
FAMILY = DocumentStatus("fm.txt", kind="statement", specialty="family-medicine", errors=0)
OTHER = DocumentStatus("fm-2.txt", kind="statement", specialty="family-medicine", errors=0)
LETTER = DocumentStatus("thanks.txt", kind="thank-you", specialty="family-medicine", errors=0)


def program(**facts):
    return Program.model_validate({"name": "Pinewater"} | facts)


CASES = [
    ({"specialty": "family medicine"}, (FAMILY, LETTER), ["fm.txt"], ""),
    ({"nrmp_code": "9001120C0"}, (FAMILY,), ["fm.txt"], "is not confirmed"),
    ({"specialty": "pediatrics"}, (FAMILY,), [], "None of these documents is a statement for pediatrics."),
    ({"specialty": "family medicine"}, (FAMILY, OTHER), ["fm.txt", "fm-2.txt"], "2 statements for family medicine"),
    ({}, (FAMILY,), [], "Its specialty is not in your facts"),
    ({"specialty": "family medicine", "nrmp_code": "9001140C0"}, (FAMILY,), ["fm.txt"], "one of the two is wrong"),
    ({"specialty": "preliminary medicine", "nrmp_code": "9001140P0"}, (), [], "None of these documents"),
    ({"specialty": "emergency medicine"}, (), [], "ResidencyCAS takes nothing over from ERAS"),
    ({"specialty": "family medicine", "nrmp_code": "9001999X0"}, (FAMILY,), ["fm.txt"], ""),
]


@pytest.mark.parametrize(("facts", "documents", "paths", "remark"), CASES)
def test_which_statement(facts, documents, paths, remark):
    """
    A program's statement is the one of its specialty; none, several or a code that contradicts are said.
    """
    (one,) = assign_statements([program(**facts)], documents, on=TODAY)

    assert paths == [each.path for each in one.statements]
    assert remark in " ".join(one.remarks)
    assert bool(remark) == bool(one.remarks)


def test_a_statement_of_its_own_goes_before_the_common_one():
    """
    A statement that names one program is that program's, and no other's.
    """
    first, second = program(specialty="family medicine"), program(name="Great Bend", specialty="family medicine")
    own = DocumentStatus("own.txt", kind="statement", specialty="family-medicine", program=first, errors=0)
    told = assign_statements([first, second], (FAMILY, own), on=TODAY)

    assert [["own.txt"], ["fm.txt"]] == [[each.path for each in one.statements] for one in told]


@pytest.mark.parametrize(
    ("specialty", "on", "name"),
    [
        ("family-medicine", TODAY, "ERAS"),
        ("emergency-medicine", TODAY, "ResidencyCAS"),
        ("emergency-medicine", date(2025, 3, 17), "ERAS"),
    ],
)
def test_where_it_is_applied_to(specialty, on, name):
    """
    A specialty's service is the one of that season.
    """
    assert name == usual_service(specialty, on=on)[0]


TWO = (program(city="Dunmore, OH"), program(city="Arlen, MI"), program(name="Great Bend"))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("I liked Great  Bend.", TWO[2]),
        ("I liked Pinewater.", None),
        ("I liked Pinewater in Arlen, MI.", TWO[1]),
        ("Pinewater and Great Bend", None),
        ("I liked it.", None),
    ],
)
def test_the_program_that_a_text_names(text, found):
    """
    A text is a program's where it names that one and no other; of two with one name, by the city.
    """
    assert found == named_in(text, TWO)
