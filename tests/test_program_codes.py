"""NRMP program codes: what they say, and what nobody can read from them."""

import pytest

from soapwriter.errors import UnknownName
from soapwriter.tables.program_codes import ProgramCode, is_code, read_code
from soapwriter.tables.specialty_table import specialties

READ = [
    ("1000140C0", ProgramCode("internal-medicine", "categorical", sure=True)),
    ("1000140P0", ProgramCode("preliminary-medicine", "preliminary", sure=True)),
    ("1234440p1", ProgramCode("preliminary-surgery", "preliminary", sure=False)),
    ("1234180A0", ProgramCode("neurology", "advanced", sure=False)),
    ("1234999P0", ProgramCode("transitional-year", "preliminary", sure=False)),
    (" 1234140M0 ", ProgramCode("internal-medicine", "categorical", sure=True)),
]


@pytest.mark.parametrize(("code", "said"), READ, ids=[code for code, _ in READ])
def test_reads_specialty_and_position(code, said):
    """
    The three digits are the specialty, the letter the sort of position; only 140 is confirmed.
    """
    assert said == read_code(code)


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("1234777C0", "The specialty 777 of the program code '1234777C0' is not known; name the specialty instead."),
        ("1234140X0", "The type X of the program code '1234140X0' is not known; name the specialty instead."),
        ("140C0", "'140C0' is not an NRMP program code, which looks like 1234140C0."),
        ("", "'' is not an NRMP program code, which looks like 1234140C0."),
    ],
)
def test_says_what_it_cannot_read(code, told):
    """
    An unknown number, an unknown letter and what is no code at all are each one line with the way out.
    """
    with pytest.raises(UnknownName) as trouble:
        read_code(code)

    assert told == str(trouble.value)


def test_knows_the_form_of_a_code():
    """
    Seven digits, a letter and a track are a code; a specialty's name is none.
    """
    assert is_code("1234140c0")
    assert not any(map(is_code, ("IM", "family medicine", "12345678", "1234140C00")))


def test_every_number_is_a_specialty():
    """
    Each number of the table names a specialty that exists, so that a code can always be read.
    """
    from soapwriter.tables.program_codes import _codes

    assert {row.specialty for row in _codes().numbers.values()} <= specialties().keys()
