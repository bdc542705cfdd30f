"""The gate: a message to a program is drafted at any time, and whether it may be sent is said first and kept with it."""

from pathlib import Path

import click
import pytest

from soapwriter.cli.gate import gate
from soapwriter.facts import load_facts
from soapwriter.kinds.kind import find_kind, kinds
from soapwriter.soap import Verdict
from soapwriter.text.document import Document

FACTS = Path(__file__).parents[1] / "samples" / "facts.toml"
PINEWATER = "Pinewater Family Medicine"
MONDAY, TUESDAY_NIGHT, FRIDAY = "2027-03-15 12:00", "2027-03-16 22:00", "2027-03-19 09:00"
SENT = [kind.id for kind in kinds().values() if kind.message not in ("", "school")]


def draft(run, kind, *options, facts=FACTS, program=PINEWATER):
    """Draft a message to a program of the samples."""
    return run("draft", kind, "--facts", facts, "--program", program, *options)


STATUSES = [
    ("thank-you", MONDAY, 3),
    ("thank-you", TUESDAY_NIGHT, 1),  # before the interview
    ("thank-you", FRIDAY, 0),
    ("interest", MONDAY, 3),
    ("interest", FRIDAY, 0),
    ("reply", MONDAY, 3),
    ("reply", TUESDAY_NIGHT, 0),
    ("next-cycle", TUESDAY_NIGHT, 3),
    ("next-cycle", FRIDAY, 0),
    ("interest", "2027-03-18 20:59", 0),  # the program wrote first
    ("interest", "2031-03-18 20:59", 0),  # a year that the clock does not know
]


@pytest.mark.parametrize(("kind", "at", "status"), STATUSES)
def test_a_block_is_status_3_and_the_draft_is_there(run, kind, at, status):
    """
    A message that may not be sent yet is drafted all the same, and the status says what the table of contacts says.
    """
    result = draft(run, kind, "--at", at)

    assert status == result.exit_code
    assert "Maren Oduya" in result.stdout
    assert (status == 3) is result.stdout.startswith("<!-- Blocked until ")


def test_the_verdict_comes_first(run):
    """
    One paragraph says the verdict, its reason, when it changes and its source, before any note.
    """
    said = " ".join(draft(run, "interest", "--at", MONDAY).stderr.split())

    assert said.startswith(f"Block: do not send it yet. To {PINEWATER}, on Monday, March 15, 2027, 12:00 noon Eastern")
    assert "This program has not contacted you." in said
    assert "From Thursday, March 18, 2027, 9:00 p.m. Eastern" in said
    assert "The time has no zone, and was read as Eastern." in said
    assert 'Source: Match Participation Agreement, section "SOAP Communication" (checked 2026-11-30).' in said


def test_a_zone_is_respected(run):
    """
    A time with a zone is read in it, and nothing is said of that.
    """
    result = draft(run, "interest", "--at", "2027-03-15 06:59 America/Los_Angeles")

    assert (0, False) == (result.exit_code, "has no zone" in result.stderr)


@pytest.mark.parametrize("where", ["file", "screen"])
def test_the_verdict_is_above_a_blocked_text(run, tmp_path, where):
    """
    What is written or printed of a blocked text begins with until when, and why.
    """
    out = tmp_path / "interest.txt"
    result = draft(run, "interest", "--at", MONDAY, *(("--out", out) if where == "file" else ()))
    written = " ".join((out.read_text() if where == "file" else result.stdout).split())

    assert written.startswith("<!-- Blocked until Thursday, March 18, 2027, 9:00 p.m. Eastern")
    assert f"do not send this to {PINEWATER}. This program has not contacted you." in written


def test_an_override_is_written_down(run):
    """
    An override turns the status to 0, and its reason is above the text and in the verdict.
    """
    result = draft(run, "interest", "--at", MONDAY, "--override", "Dean Lindqvist asked NRMP")
    head, said = " ".join(result.stdout.partition("-->")[0].split()), " ".join(result.stderr.split())

    assert 0 == result.exit_code
    assert head.startswith("<!-- Blocked until ")
    assert all("with this reason: Dean Lindqvist asked NRMP." in each for each in (head, said))


def test_an_override_that_is_not_needed(run):
    """
    Where nothing blocks, an override is reported as of no use, and leaves no trace.
    """
    result = draft(run, "interest", "--at", FRIDAY, "--override", "my reason")

    assert (0, False) == (result.exit_code, "my reason" in result.stdout)
    assert "--override was not needed" in result.stderr


@pytest.mark.parametrize("reason", ["", "  "])
def test_an_override_needs_a_reason(run, tmp_path, reason):
    """
    An override without a reason is a wrong call, and nothing is written.
    """
    result = draft(run, "interest", "--at", MONDAY, "--override", reason, "--out", tmp_path / "x.txt")

    assert (2, [], 1) == (result.exit_code, list(tmp_path.iterdir()), result.stderr.count("\n"))
    assert "--override needs your reason in words" in result.stderr


@pytest.fixture
def bare(tmp_path):
    """
    Facts with one program and little else.
    """
    path = tmp_path / "bare.toml"
    path.write_text('[[programs]]\nname = "Great Bend"\nspecialty = "internal-medicine"\n', encoding="utf-8")
    return path


@pytest.mark.parametrize(("options", "status"), [((), 3), (("--override", "I know"), 1)])
def test_a_block_goes_before_what_is_missing(run, bare, options, status):
    """
    Where a text is blocked and lacks facts as well, the status is 3; overridden, it is 1.
    """
    result = draft(run, "thank-you", "--at", MONDAY, *options, facts=bare, program="Great Bend")

    assert status == result.exit_code
    assert "Missing: " in result.stderr


def test_an_unknown_year(run):
    """
    Of a year that is not known it is said so, and it is never "ok".
    """
    said = " ".join(draft(run, "interest", "--at", "2031-03-18 20:59").stderr.split())

    assert said.startswith("Caution: read this before you send it. The clock does not know the Match Week")


def test_an_unknown_program():
    """
    A message whose program is not known is taken for one to a program that has not written.
    """
    facts = load_facts(FACTS)
    asked = {
        at: gate(find_kind("interest"), facts, at=at, override=None).permission.verdict
        for at in ("2026-03-01 09:00", "2026-03-17 09:00", "2026-03-20 09:00")
    }

    assert [Verdict.CAUTION, Verdict.BLOCK, Verdict.CAUTION] == list(asked.values())


@pytest.mark.parametrize("kind", [kind.id for kind in kinds().values() if kind.id not in SENT])
def test_what_no_program_reads_is_not_asked_about(run, kind):
    """
    A kind that no program is sent has neither a verdict nor the options of one.
    """
    assert gate(find_kind(kind), None, at=None, override=None) is None
    assert "--override" not in run("draft", kind, "--help").stdout


@pytest.mark.parametrize("reason", ["see --> below", "[[ask]] <Dean> {x} --", "\u00abso\u00bb"])
@pytest.mark.parametrize("kind", SENT)
def test_the_header_is_no_prose(linter, kind, reason):
    """
    Whatever the reason, our own lint finds the same in a text with the header as in one without.
    """
    text = "Subject: Ana Invented\n\nDear Dr. Cho,\n\nI beg you to read this.\n\nKind regards,\nAna Invented\n"
    head = gate(find_kind(kind), load_facts(FACTS), PINEWATER, at=MONDAY, override=reason).header
    plain, headed = linter.lint_all([Document("a", text, kind), Document("b", head + text, kind)])

    assert head.startswith("<!-- Blocked until ")
    assert [(each.rule, each.quote) for each in plain.findings] == [(each.rule, each.quote) for each in headed.findings]
    assert plain.counts.words == headed.counts.words


@pytest.mark.parametrize(("at", "error"), [("tomorrow", click.BadParameter), ("2027-03-15", click.BadParameter)])
def test_no_time(at, error):
    """
    What is not a day and time is refused.
    """
    with pytest.raises(error, match="is not a day and time"):
        gate(find_kind("interest"), None, at=at, override=None)


TWINS = """
[[programs]]
name = "County Medical Center"
city = "Dayton"

[[programs]]
name = "County Medical Center"
city = "Akron"
"""


def test_two_programs_of_one_name(run, tmp_path):
    """
    Two programs of one name are distinguished by their city, in one line.
    """
    facts = tmp_path / "me.toml"
    facts.write_text(TWINS, encoding="utf-8")
    result = draft(run, "interest", "--at", MONDAY, facts=facts, program="County Medical Center")

    assert (2, 1) == (result.exit_code, result.stderr.count("\n"))
    assert (
        "write more, or the city too: 'County Medical Center, Dayton' or 'County Medical Center, Akron'"
        in result.stderr
    )
    assert 3 == draft(run, "interest", "--at", MONDAY, facts=facts, program="County Medical Center, Akron").exit_code


def test_a_variant_may_be_another_message(run):
    """
    A letter of interest for after SOAP is not a reply: while SOAP lasts it is blocked, also to a program that wrote first.
    """
    at = ("--at", "2027-03-16 18:00")

    assert 0 == draft(run, "interest", "--variant", "reply", *at).exit_code
    assert 3 == draft(run, "interest", "--variant", "after-soap", *at).exit_code
