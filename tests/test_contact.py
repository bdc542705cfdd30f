"""What may be sent when: every cell of the table, and every minute around its boundaries."""

from datetime import UTC, datetime, timedelta

import pytest

from soapwriter.errors import BadData, UnknownName
from soapwriter.soap import contact
from soapwriter.soap.contact import Verdict, eastern, match_week, may_send, messages

YEARS = (2026, 2027)
# Monday 10:00 and Thursday 21:00 Eastern of each Match Week, as a person reads them from the calendar.
BEGINS = {2026: datetime(2026, 3, 16, 10), 2027: datetime(2027, 3, 15, 10)}
ENDS = {2026: datetime(2026, 3, 19, 21), 2027: datetime(2027, 3, 18, 21)}
MINUTE = timedelta(minutes=1)

# message: before, silent, contacted, after.
TABLE = {
    "interest": ("ok", "block", "caution", "ok"),
    "thank-you": ("ok", "block", "caution", "ok"),
    "reply": ("ok", "block", "ok", "ok"),
    "status": ("caution", "block", "block", "caution"),
    "on-behalf": ("ok", "block", "caution", "ok"),
    "correction": ("ok", "block", "ok", "ok"),
    "acceptance": ("block", "block", "block", "ok"),
    "next-cycle": ("ok", "block", "block", "ok"),
    "after-soap": ("caution", "block", "block", "ok"),
    "school": ("ok", "ok", "ok", "ok"),
}
STAGES = ("before", "silent", "contacted", "after")


def asked(message, at, *, contacted=None, **more):
    """Return the verdict of a message at a moment; `contacted` is when the program made contact, or None."""
    return may_send(message, now=at, contacted_first=contacted is not None, contacted_at=contacted, **more)


def test_the_table_has_every_message():
    """
    Every message of the table is asserted below, and no other.
    """
    assert set(TABLE) == set(messages())


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("message", TABLE)
def test_every_cell(message, stage, year):
    """
    Each message has its verdict at each stage of each year, with a reason and a source.
    """
    tuesday = BEGINS[year] + timedelta(days=1, hours=2)
    at = {"before": BEGINS[year] - timedelta(days=3), "after": ENDS[year] + timedelta(days=3)}.get(stage, tuesday)
    answer = asked(message, at, contacted=tuesday - timedelta(hours=1) if stage == "contacted" else None)

    assert (stage, TABLE[message][STAGES.index(stage)]) == (answer.stage, answer.verdict)
    assert answer.reason
    assert answer.source.title


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("minutes", range(-3, 4))
def test_every_minute_around_the_boundaries(year, minutes):
    """
    The silence begins on Monday at 10:00 and ends on Thursday at 21:00 Eastern, to the minute.
    """
    begins, ends = BEGINS[year] + minutes * MINUTE, ENDS[year] + minutes * MINUTE

    assert ("ok" if minutes < 0 else "block") == asked("interest", begins).verdict
    assert ("block" if minutes < 0 else "ok") == asked("interest", ends).verdict


@pytest.mark.parametrize("year", YEARS)
def test_a_moment_counts_in_eastern_time_wherever_it_is_given(year):
    """
    10:00 Eastern in Match Week is 14:00 UTC, since daylight time has begun.
    """
    at = BEGINS[year].replace(hour=14, tzinfo=UTC)

    assert "block" == asked("interest", at).verdict
    assert "ok" == asked("interest", at - MINUTE).verdict


def test_says_when_the_answer_changes():
    """
    A block says until when it holds, and an "ok" before the week when it ends.
    """
    tuesday = datetime(2027, 3, 16, 12)

    assert (eastern(ENDS[2027]), Verdict.OK) == asked("interest", tuesday)[5:7]
    assert (eastern(BEGINS[2027]), Verdict.BLOCK) == asked("interest", BEGINS[2027] - MINUTE)[5:7]
    assert (None, None) == asked("interest", ENDS[2027])[5:7]


@pytest.mark.parametrize(
    ("contacted", "stage", "verdict", "doubt"),
    [
        (datetime(2027, 1, 12, 9), "silent", "block", "before SOAP began"),
        (datetime(2027, 3, 15, 9, 59), "silent", "block", "before SOAP began"),
        (datetime(2027, 3, 15, 12), "contacted", "caution", "before it could read applications"),
        (datetime(2027, 3, 16, 8), "contacted", "ok", ""),
        (datetime(2027, 3, 17, 12, 1), "silent", "block", "still to come"),
    ],
)
def test_only_contact_in_this_soap_counts(contacted, stage, verdict, doubt):
    """
    Contact before SOAP, or still to come, does not count; contact before programs can read makes for caution.
    """
    answer = asked("reply", datetime(2027, 3, 17, 12), contacted=contacted)

    assert (stage, verdict) == (answer.stage, answer.verdict)
    assert any(doubt in each for each in answer.doubts) or not doubt


def test_contact_without_its_time_is_doubted():
    """
    "The program wrote first" without a time is never enough for an "ok".
    """
    answer = may_send("reply", now=datetime(2026, 3, 17, 12), contacted_first=True)

    assert Verdict.CAUTION is answer.verdict
    assert "contacted_at" in answer.doubts[0]


@pytest.mark.parametrize("day", [datetime(2025, 3, 18), datetime(2025, 4, 30, 23, 59), datetime(2027, 5, 1)])
def test_an_unknown_season_is_said(day):
    """
    A season that the clock does not have is said to be unknown.
    """
    with pytest.raises(UnknownName, match="does not know the Match Week"):
        asked("interest", day)


def test_a_season_ends_with_the_list_of_unfilled_programs():
    """
    From May 1 on, the Match Week that counts is the next one.
    """
    assert (2026, 2027) == (match_week(datetime(2026, 4, 30, 23, 59)).year, match_week(datetime(2026, 5, 1)).year)
    assert "before" == asked("interest", datetime(2026, 11, 25)).stage


def test_an_unknown_message_is_named():
    """
    A message that is not in the table is refused with the nearest.
    """
    with pytest.raises(UnknownName, match="Did you mean 'thank-you'"):
        asked("thankyou", datetime(2026, 3, 17))


def test_an_unconfirmed_year_is_said_to_be_so():
    """
    The times of 2027 are from one source, and every answer says that.
    """
    assert any("confirm them" in doubt for doubt in asked("school", datetime(2027, 3, 16)).doubts)
    assert () == asked("school", datetime(2026, 3, 17)).doubts


@pytest.mark.parametrize(
    ("table", "old", "new", "message"),
    [
        ("clock", "until = 2026-03-19T21:00:00 }\n", "until = 2026-03-15T21:00:00 }\n", "not in order"),
        ("clock", "from = 2026-05-01", "from = 2026-04-01", "overlap"),
        ("clock", "year = 2026\n", "year = 2025\n", "another year"),
        ("contact", 'source = "after", reason', 'source = "afterwards", reason', "no source 'afterwards'"),
        ("contact", 'verdict = "block"', 'verdict = "never"', "verdict"),
    ],
)
def test_a_broken_table_is_refused(tmp_path, monkeypatch, table, old, new, message):
    """
    A table whose times overlap or are not in order, or that names what is not there, is refused.
    """
    folder = tmp_path / "reference"
    folder.mkdir()
    for name in ("clock", "contact"):
        text = (contact.assets.folder("lint_rules") / "reference" / f"{name}.toml").read_text(encoding="utf-8")
        (folder / f"{name}.toml").write_text(text.replace(old, new, 1) if name == table else text, encoding="utf-8")
    monkeypatch.setattr(contact.assets, "folder", lambda _: tmp_path)
    read = {"clock": contact._clock, "contact": contact._table}[table]
    with pytest.raises(BadData, match=message):
        read.__wrapped__()
