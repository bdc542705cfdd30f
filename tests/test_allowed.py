"""What may be sent to whom: programs that are alike in it stand together."""

from datetime import datetime

import pytest

from soapwriter.errors import UnknownName
from soapwriter.facts.schema import Program
from soapwriter.soap.allowed import allowed
from soapwriter.soap.contact import Verdict, eastern, messages

TUESDAY = datetime(2027, 3, 16, 17)


def program(name, contacted=None):
    """Return a program that made contact at a time, or said nothing."""
    return Program(name=name, contacted_first=contacted is not None, contacted_at=contacted)


PINEWATER = program("Pinewater", datetime(2027, 3, 16, 14))
GREAT_BEND = program("Great Bend", datetime(2027, 3, 16, 15))
SILENT = program("Silent Valley")
EARLY = program("Early Hills", datetime(2027, 1, 4, 9))
UNTIMED = Program(name="Untimed Lake", contacted_first=True)


def test_without_programs_only_silence_is_told():
    """
    To a program that has not made contact nothing may be sent until SOAP ends, and that holds for every message.
    """
    (silent,) = allowed((), now=TUESDAY)

    assert {Verdict.BLOCK} == set(silent.verdicts)
    assert eastern(datetime(2027, 3, 18, 21)) == silent.changes_at
    assert set(messages()) - {"school"} == set(silent.answers)


def test_programs_alike_stand_together():
    """
    Two programs in contact are one group; one that has not written is the first group's, and needs no naming.
    """
    first, contacted = allowed((SILENT, PINEWATER, GREAT_BEND), now=TUESDAY)

    assert () == first.programs
    assert (PINEWATER, GREAT_BEND) == contacted.programs
    assert "contacted" == contacted.stage
    assert "reply" in contacted.with_verdict(Verdict.OK)
    assert "status" in contacted.with_verdict(Verdict.BLOCK)


def test_contact_that_does_not_count_is_told_with_its_doubt():
    """
    Contact before SOAP lets nothing be sent, and the doubt says so; those in contact come before it.
    """
    _, contacted, early = allowed((EARLY, PINEWATER), now=TUESDAY)

    assert (PINEWATER,) == contacted.programs
    assert (EARLY,) == early.programs
    assert {Verdict.BLOCK} == set(early.verdicts)
    assert "before SOAP began" in early.doubts[0]


def test_contact_without_its_time_is_never_ok():
    """
    A program whose time of contact is not entered stands by itself, and nothing is called "ok".
    """
    *_, untimed = allowed((PINEWATER, UNTIMED), now=TUESDAY)

    assert (UNTIMED,) == untimed.programs
    assert () == untimed.with_verdict(Verdict.OK)
    assert "contacted_at" in untimed.doubts[0]


def test_after_soap_all_are_alike():
    """
    Once SOAP has ended one group is enough, and nothing in it changes later.
    """
    (every,) = allowed((SILENT, PINEWATER, GREAT_BEND), now=datetime(2027, 3, 18, 21, 5))

    assert "interest" in every.with_verdict(Verdict.OK)
    assert None is every.changes_at


def test_an_unknown_year_is_refused():
    """
    Of a year that the clock does not know nothing is said.
    """
    with pytest.raises(UnknownName):
        allowed((), now=datetime(2028, 3, 14))
