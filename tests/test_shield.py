"""What programs may not ask, and what to answer: beside replies and interview answers, in the kit and in the week."""

from pathlib import Path

import pytest

from soapwriter.kinds.kind import kinds
from soapwriter.tables import shield

SAMPLE = Path(__file__).parents[1] / "samples" / "facts.toml"
TABLE = shield.table()


def test_the_table_is_whole():
    """
    Each rule has an answer and a source, and the kinds that it is said beside exist.
    """
    assert all((each.rule, each.answer, each.title, each.url, each.confidence) for each in TABLE.shields)
    assert {*TABLE.kinds} <= {*kinds()}


@pytest.mark.parametrize(
    ("call", "is_said"),
    [
        (("reply", "--program", "Pinewater Family Medicine", "--at", "2027-03-17 09:00"), True),
        (("interview", "--variant", "exam"), True),
        (("failure",), False),
    ],
)
def test_it_is_said_beside_the_draft_and_not_in_it(call, is_said, run):
    """
    The rules and answers are on standard error beside a reply and an interview answer, and never in the text itself.
    """
    told = run("draft", *call, "--facts", SAMPLE)
    said = " ".join(told.stderr.split())

    assert [is_said] * len(TABLE.shields) == [f"{each.rule} Answer: {each.answer}" in said for each in TABLE.shields]
    assert TABLE.shields[0].answer not in " ".join(told.stdout.split())


def test_no_answer_gives_away_anything():
    """
    No answer names a program, promises an acceptance, or asks for something.
    """
    assert not [each.answer for each in TABLE.shields if "I would accept" in each.answer or "?" in each.answer]


def test_it_is_in_the_week_until_soap_ends(run, tmp_path, monkeypatch):
    """
    `week` says it in short while programs read, `week --all` in full with sources; once SOAP has ended it is not said.
    """
    monkeypatch.chdir(tmp_path)
    short, whole, after = (
        " ".join(run("week", *call).stdout.split())
        for call in (
            ("--now", "2027-03-16 12:00"),
            ("--all", "--now", "2027-03-16 12:00"),
            ("--all", "--now", "2027-03-18 21:05"),
        )
    )

    assert "What they may not ask: soapwriter week --all" in short
    assert all(each.rule in whole and each.answer in whole for each in TABLE.shields)
    assert TABLE.shields[0].answer not in after


def test_it_is_in_the_index_of_a_kit(run, tmp_path):
    """
    The index of a kit whose facts name a program has the rules and the answers.
    """
    run("kit", tmp_path / "week", "--facts", SAMPLE, "--now", "2027-03-16 18:00")
    index = " ".join((tmp_path / "week" / "index.md").read_text(encoding="utf-8").split())

    assert all(each.rule in index and each.answer in index for each in TABLE.shields)
