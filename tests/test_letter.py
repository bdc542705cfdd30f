"""Which parts of an email are there."""

import pytest

from soapwriter.finding import EmailParts
from soapwriter.text.document import Document

WHOLE = """\
Subject: Thank you for Monday

Dear Dr. Cho,

Thank you for speaking with me on Monday. Your account of the refugee clinic in Elmwood, and of the interpreter who
stays for the whole visit, stayed with me. I would be glad to train there.

Kind regards,
Ana Invented
AAMC ID 12345678
"""
ALL = EmailParts(True, True, True, True, True, True)
DETAIL = "Your account of the refugee clinic in Elmwood, and of the interpreter who\nstays for the whole visit, stayed with me. "

# What is taken out of the whole email (or put in its place), and the part that is then missing.
WITHOUT = [
    ("Subject: Thank you for Monday\n\n", "", "subject"),
    ("Dear Dr. Cho,\n\n", "", "greeting"),
    (DETAIL, "", "specific_detail"),
    (DETAIL, "Your account of [the clinic in Elmwood with its interpreter] stayed with me. ", "specific_detail"),
    (DETAIL, "It was a pleasure to learn about your wonderful program and its residents. ", "specific_detail"),
    (DETAIL, "It was a pleasure to learn about your excellent clinic and its community. ", "specific_detail"),
    (DETAIL, "The internal medicine clinic of your residents stayed with me. ", "specific_detail"),
    (" I would be glad to train there.", "", "interest"),
    ("Kind regards,\nAna Invented\n", "", "signoff"),
    ("Ana Invented\n", "", "signoff"),
    ("Ana Invented\n", "[Your Name]\n", "signoff"),
    ("AAMC ID 12345678\n", "", "aamc_id"),
    ("AAMC ID 12345678\n", "AAMC ID ________\n", "aamc_id"),
    ("AAMC ID 12345678\n", "Tel. 617 555 0100\n", "aamc_id"),
    ("AAMC ID 12345678\n", "AAMC ID 1234567\n", "aamc_id"),
    ("AAMC ID 12345678\n", "ECFMG ID 01234567\n", "aamc_id"),
]
# The same part, said in another way.
STILL = [
    ("Subject: Thank you for Monday", "SUBJECT: thanks"),
    ("Subject: Thank you for Monday", "Re: Monday"),
    ("Dear Dr. Cho,", "Dr. Cho,"),
    ("Dear Dr. Cho,", "Dear Program Director"),
    ("Dear Dr. Cho,", "Good morning, Dr. Cho,"),
    ("Dear Dr. Cho,", "Good morning Dr. Cho!"),
    ("Dear Dr. Cho,", "To whom it may concern:"),
    (DETAIL, "It was a pleasure to learn about the residents' free clinic. "),
    ("I would be glad to train there.", "I remain very interested in your program."),
    ("I would be glad to train there.", "I’d love to train there."),
    (DETAIL, "The residents' free clinic stayed with me. "),
    ("Kind regards,", "Sincerely,"),
    ("Kind regards,", "With gratitude,"),
    ("Kind regards,\nAna Invented", "Thanks, Ana Invented"),
    ("Kind regards,\nAna Invented", "Thank you again,\n\nAna Invented, MS4"),
    ("AAMC ID 12345678", "AAMC: 12345678"),
    ("AAMC ID 12345678", "AAMC ID 1234-5678"),
    ("Ana Invented\nAAMC ID 12345678", "Ana Invented (AAMC 12345678)"),
]


@pytest.fixture
def parts(linter):
    """
    The parts of an email: `parts(text)`.
    """
    return lambda text, kind="thank-you": linter.lint(Document("-", text, kind)).email


def test_a_whole_email_has_all_parts(parts):
    """
    An email with subject, greeting, a detail, interest, a signed closing and an ID lacks nothing.
    """
    assert ALL == parts(WHOLE)


@pytest.mark.parametrize(("old", "new", "part"), WITHOUT)
def test_what_is_left_out_is_missing(old, new, part, parts):
    """
    Each part that is taken out, left in brackets or left blank is missing, and no other.
    """
    assert old in WHOLE

    found = parts(WHOLE.replace(old, new))

    assert [part] == [name for name in EmailParts.__slots__ if not getattr(found, name)]


@pytest.mark.parametrize(("old", "new"), STILL)
def test_there_are_other_ways_to_say_it(old, new, parts):
    """
    A part in other words is still there.
    """
    assert old in WHOLE
    assert ALL == parts(WHOLE.replace(old, new))


def test_windows_line_ends_change_nothing(parts):
    """
    An email pasted from Windows has the same parts.
    """
    assert ALL == parts(WHOLE.replace("\n", "\r\n"))


def test_names_of_an_email_are_no_detail_of_it(parts):
    """
    Whom it greets and who signs it says nothing of the program.
    """
    text = "Dear Dr. Lindqvist of Elmwood Refugee Clinic,\n\nThank you for your time.\n\nSincerely,\nAna Invented\n"

    assert not parts(text).specific_detail


@pytest.mark.parametrize(
    ("kind", "there"), [("failure", False), ("statement", False), ("thank-you", True), ("interest", True)]
)
def test_only_an_email_has_parts(kind, there, parts):
    """
    An explanation and a statement are no emails.
    """
    assert there == (parts(WHOLE, kind) is not None)
