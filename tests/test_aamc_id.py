"""The AAMC ID: what counts as one, in the facts and in a text."""

import pytest

from soapwriter.facts.aamc_id import find_aamc_ids, read_aamc_id


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("12345678", "12345678"),
        ("1234 5678", "12345678"),
        ("1234-5678", "12345678"),
        ("1234567", None),
        ("123456789", None),
        ("12-34-56-78", None),
        ("N1234567", None),
        ("00000000", None),
        ("١٢٣٤٥٦٧٨", None),
    ],
)
def test_eight_digits_are_an_id(text, digits):
    """
    Eight digits in a row, or in two groups of four, are an AAMC ID; a placeholder of zeros is not.
    """
    assert digits == read_aamc_id(text)


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("Ana Invented\nAAMC ID 12345678", ["12345678"]),
        ("Ana Invented (AAMC: 12345678)", ["12345678"]),
        ("SOAP applicant Ana Invented, 12345678", ["12345678"]),
        ("AAMC ID: 1234-5678", ["12345678"]),
        ("AAMC ID 1234 5678, Tel. 617 555 0134", ["12345678"]),
        ("my ID12345678", ["12345678"]),
        ("aamcid 12345678", ["12345678"]),
        ("_12345678_", ["12345678"]),
        ("AAMC ID 12345678 / AAMC ID 12345687", ["12345678", "12345687"]),
    ],
)
def test_an_id_is_found(text, digits):
    """
    An ID is found with or without its label; in two groups only after the label.
    """
    assert digits == [found.digits for found in find_aamc_ids(text)]


@pytest.mark.parametrize(
    "text",
    [
        "AAMC ID 00000000",
        "I studied there 2019-2023 and 2023 2024.",
        "The AAMC 2019-2023 survey says so.",
        "Tel. 617 555 0134 or 6175550134",
        "Tel. +65 91234567",
        "USMLE ID 52345678",
        "USMLE/ECFMG ID: 01234567",
        "NRMP ID N01234567",
        "Program 1234140C0",
        "1234567 and 123456789",
    ],
)
def test_another_number_is_not_an_id(text):
    """
    Years, telephone numbers, other IDs, program codes and placeholders are not an AAMC ID.
    """
    assert [] == list(find_aamc_ids(text))


@pytest.mark.parametrize("number", ["1234567", "123456789"])
def test_a_mistyped_id_is_found_after_its_label(number):
    """
    After "AAMC ID", a number with a digit too few or too many is a mistyped ID; its place is that of its digits.
    """
    (found,) = find_aamc_ids(f"AAMC ID {number}")

    assert (number, 8, 8 + len(number), False) == (*found, found.is_complete)
