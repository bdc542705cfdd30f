"""Whom a text is for: by name, code, program or facts."""

import pytest

from soapwriter.errors import UnknownName
from soapwriter.facts import Facts, Program, SpecialtyFacts, audience_from_facts, find_audience

CLINIC = Program(
    name="Pinewater Family Medicine", city="Dunmore, OH", specialty="family-medicine", nrmp_code="9001120C0"
)
WARD = Program(name="Great Bend Medical Center", city="Arlen, MI", nrmp_code="9002140P0")
BARE = Program(name="Marlow State Hospital")
FACTS = Facts(programs=(CLINIC, WARD, BARE))

ASKED = [
    ({"specialty": "FM"}, "family-medicine", "categorical", True),
    ({"specialty": "neuro"}, "neurology", "", True),
    ({"specialty": "TY"}, "transitional-year", "preliminary", True),
    ({"specialty": "1234180A0"}, "neurology", "advanced", False),
    ({"program": "Pinewater Family Medicine"}, "family-medicine", "categorical", True),
    ({"program": "9001120c0"}, "family-medicine", "categorical", True),
    ({"program": "great bend medical center"}, "preliminary-medicine", "preliminary", True),
    ({"program": "Marlow State Hospital"}, "", "", True),
    ({"program": "1234400C0"}, "psychiatry", "categorical", False),
    ({"specialty": "IM", "program": "Great Bend Medical Center"}, "internal-medicine", "categorical", True),
    ({"specialty": "psychiatry", "program": "Marlow State Hospital"}, "psychiatry", "categorical", True),
]


@pytest.mark.parametrize(("asked", "specialty", "position", "sure"), ASKED, ids=[str(case[0]) for case in ASKED])
def test_asked(asked, specialty, position, sure):
    """
    A name, a code and a program of the facts each give the specialty and, where they can, the position.
    """
    found = find_audience(**asked, facts=FACTS)

    assert (specialty, position, sure) == (found.specialty, found.position, found.sure)


WRONG = [
    ({"specialty": "neurologgy"}, "There is no specialty 'neurologgy'. Did you mean 'neurology'?"),
    ({"program": "Pinewatter"}, "There is no program 'Pinewatter'. Did you mean 'Pinewater Family Medicine'?"),
    ({"specialty": "psychiatry", "program": "Pinewater Family Medicine"}, "'Pinewater Family Medicine' is in family medicine, and not in psychiatry: give one."),
]  # fmt: skip


@pytest.mark.parametrize(("asked", "told"), WRONG, ids=[str(asked) for asked, _ in WRONG])
def test_wrong_names(asked, told):
    """
    An unknown name has its nearest, and two that do not go together are both named.
    """
    with pytest.raises(UnknownName) as trouble:
        find_audience(**asked, facts=FACTS)

    assert str(trouble.value).startswith(told)


def test_a_program_needs_facts():
    """
    A program's name is looked up in facts, and its code needs no facts.
    """
    with pytest.raises(UnknownName, match="give --facts, or its NRMP code"):
        find_audience(program="Pinewater Family Medicine")

    assert "internal-medicine" == find_audience(program="1234140C0").specialty


FM, PSYCH = SpecialtyFacts(specialty="family-medicine"), SpecialtyFacts(specialty="psychiatry")
LEFT = [
    (Facts(specialties=(FM,)), False, "family-medicine", None),
    (Facts(specialties=(FM, PSYCH)), False, None, None),
    (Facts(programs=(CLINIC,)), True, "family-medicine", "Pinewater Family Medicine"),
    (Facts(programs=(CLINIC,)), False, "family-medicine", "Pinewater Family Medicine"),
    (Facts(specialties=(PSYCH,), programs=(CLINIC,)), False, "psychiatry", None),
    (Facts(specialties=(PSYCH,), programs=(CLINIC,)), True, "family-medicine", "Pinewater Family Medicine"),
    (Facts(programs=(CLINIC, WARD)), True, None, None),
    (Facts(), False, None, None),
    (Facts(), True, None, None),
]


@pytest.mark.parametrize(("facts", "email", "specialty", "program"), LEFT)
def test_facts_that_leave_no_choice(facts, email, specialty, program):
    """
    Facts with one specialty say for whom a statement is, facts with one program for whom an email is; more say nothing.
    """
    found = audience_from_facts(facts, email=email)

    assert specialty == (found and found.specialty)
    assert program == (found and found.program and found.program.name)


def test_says_whom_and_what_says_so():
    """
    A target is said in a line: the specialty, the program, what says so, and a doubt where there is one.
    """
    assert "family medicine at Pinewater Family Medicine (--program)" == str(
        find_audience(program="9001120C0", facts=FACTS, by="--program")
    )
    assert "neurology (--for, by a number that is not confirmed)" == str(
        find_audience(specialty="1234180A0", by="--for")
    )
