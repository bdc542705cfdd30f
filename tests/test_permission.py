"""What may be sent when: every cell of the table, every minute around its boundaries, and programs that are alike."""

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from soapwriter.assets import table_path
from soapwriter.data import read_model
from soapwriter.errors import BadData, UnknownName
from soapwriter.facts import Facts, Program
from soapwriter.soap import Verdict, ask, eastern, match_week, messages
from soapwriter.soap.clock import Clock
from soapwriter.soap.contact import ContactTable
from soapwriter.soap.permission import ask_or_caution, permissions

YEARS = (2026, 2027)
# Monday 10:00 and Thursday 21:00 Eastern of each Match Week, as a person reads them from the calendar.
BEGINS = {2026: datetime(2026, 3, 16, 10), 2027: datetime(2027, 3, 15, 10)}
ENDS = {2026: datetime(2026, 3, 19, 21), 2027: datetime(2027, 3, 18, 21)}
MINUTE = timedelta(minutes=1)

# Every moment, kind of contact, answer on `applied`, standing and acceptance of the table below.
MOMENTS = {
    "before": timedelta(days=-3),
    "monday": timedelta(hours=4),
    "tuesday": timedelta(days=1),
    "after": timedelta(days=6),
}
CONTACTS = {
    "none": None,
    "in January": timedelta(days=-60),
    "early": timedelta(hours=3),
    "no time": "no time",
    "valid": timedelta(hours=22, minutes=30),
}
APPLIED = {"unanswered": None, "yes": "yes", "no": "no"}
STANDING = {"in": None, "out": "no"}
ACCEPTED = {"none": None, "other": "Great Bend", "this": "Pinewater"}
MESSAGES = (
    "interest", "thank-you", "reply", "status", "on-behalf", "correction", "acceptance", "next-cycle", "after-soap", "school",
)  # fmt: skip
NOTHING = "block block block block block block block block block ok"
ANY = "*"

# moment, contact, applied, standing, accepted; stage, and the verdict of each message. The first row that fits holds.
ROWS = [
    ("before", ANY, ANY, ANY, ANY, "before", "ok ok ok caution ok ok block ok caution ok"),
    (ANY, ANY, ANY, ANY, "other", "accepted", NOTHING),
    (ANY, ANY, ANY, ANY, "this", "joined", "block block ok block block ok block block block ok"),
    ("after", ANY, ANY, ANY, ANY, "after", "ok ok ok caution ok ok ok ok ok ok"),
    (ANY, ANY, ANY, "out", ANY, "ineligible", NOTHING),
    (ANY, "early", ANY, ANY, ANY, "early", NOTHING),
    ("monday", ANY, ANY, ANY, ANY, "silent", NOTHING),
    (ANY, "none", ANY, ANY, ANY, "silent", NOTHING),
    (ANY, "in January", ANY, ANY, ANY, "silent", NOTHING),
    (ANY, ANY, "no", ANY, ANY, "uninvited", NOTHING),
    (ANY, "no time", ANY, ANY, ANY, "contacted", "caution caution caution block caution caution block block block ok"),
    (ANY, "valid", "unanswered", ANY, ANY, "contacted", "caution caution caution block caution caution block block block ok"),
    (ANY, "valid", "yes", ANY, ANY, "contacted", "caution caution ok block caution ok block block block ok"),
]  # fmt: skip
CELLS = list(product(MOMENTS, CONTACTS, APPLIED, STANDING, ACCEPTED))


def row_of(cell):
    """Return the row of the table that holds for a cell."""
    return next(row for row in ROWS if all(want in (ANY, got) for want, got in zip(row, cell, strict=False)))


def asked(message, at, *, contacted=None, applied="yes", facts=None):
    """Return the permission of a message at a moment; `contacted` is when the program made contact, or None."""
    has_time = contacted is not None and contacted != "no time"
    program = Program(
        name="Pinewater",
        contacted_first=contacted is not None,
        contacted_at=contacted if has_time else None,
        applied=applied,
    )
    return ask(message, program, now=at, facts=facts)


def change(permission):
    """Return when a verdict changes, and to which."""
    return permission.until, permission.then


def test_the_table_has_every_message():
    """
    Every message of the table is asserted below, and no other; every row of the table holds for some cell.
    """
    assert set(MESSAGES) == set(messages())
    assert ROWS == [row for row in ROWS if row in map(row_of, CELLS)]


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("cell", CELLS, ids=" ".join)
def test_every_cell(cell, year):
    """
    Message x moment x contact x applied x standing x accepted: each has its verdict, with a reason and a source.
    """
    moment, contact, applied, standing, accepted = cell
    *_, stage, verdicts = row_of(cell)
    at = CONTACTS[contact]
    when = at if at in (None, "no time") else BEGINS[year] + at
    facts = Facts.model_validate(
        {"eligibility": {"verified_july_1": STANDING[standing], "accepted": ACCEPTED[accepted]}}
    )
    told = [
        asked(message, BEGINS[year] + MOMENTS[moment], contacted=when, applied=APPLIED[applied], facts=facts)
        for message in MESSAGES
    ]

    assert verdicts.split() == [answer.verdict for answer in told]
    assert {stage} == {answer.stage for answer in told}
    assert all(answer.reason and answer.source.title and "{" not in answer.reason for answer in told)


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("minutes", range(-3, 4))
def test_contact_counts_from_the_minute_of_review(year, minutes):
    """
    Contact counts from Tuesday, 8:00 a.m. Eastern on, to the minute: before it no program has the application.
    """
    at = BEGINS[year].replace(hour=8) + timedelta(days=1) + minutes * MINUTE
    answer = asked("reply", at + 5 * MINUTE, contacted=at)

    assert (("early", "block") if minutes < 0 else ("contacted", "ok")) == (answer.stage, answer.verdict)


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("minutes", range(-3, 4))
def test_contact_without_a_time_opens_nothing_before_the_review(year, minutes):
    """
    Until Tuesday, 8:00 a.m. Eastern "the program wrote first" without a time opens nothing; then it is doubted.
    """
    at = BEGINS[year].replace(hour=8) + timedelta(days=1) + minutes * MINUTE

    assert ("block" if minutes < 0 else "caution") == asked("reply", at, contacted="no time").verdict


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

    assert (eastern(ENDS[2027]), Verdict.OK) == change(asked("interest", tuesday))
    assert (eastern(BEGINS[2027]), Verdict.BLOCK) == change(asked("interest", BEGINS[2027] - MINUTE))
    assert (None, None) == change(asked("interest", ENDS[2027]))


@pytest.mark.parametrize(
    ("contacted", "stage", "verdict", "doubt"),
    [
        (datetime(2027, 1, 12, 9), "silent", "block", "before SOAP began"),
        (datetime(2027, 3, 15, 9, 59), "silent", "block", "before SOAP began"),
        (datetime(2027, 3, 15, 12), "early", "block", ""),
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
    assert any(doubt in each for each in answer.warnings) or not doubt


def test_contact_without_its_time_is_doubted():
    """
    "The program wrote first" without a time is never enough for an "ok".
    """
    answer = ask("reply", Program(name="Pinewater", contacted_first=True), now=datetime(2026, 3, 17, 12))

    assert Verdict.CAUTION is answer.verdict
    assert "contacted_at" in answer.warnings[0]


@pytest.mark.parametrize("day", [datetime(2025, 3, 18), datetime(2025, 4, 30, 23, 59), datetime(2027, 5, 1)])
def test_an_unknown_season_is_said(day):
    """
    A season that the clock does not have is reported as unknown.
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
    assert any("confirm them" in doubt for doubt in asked("school", datetime(2027, 3, 16)).warnings)
    assert () == asked("school", datetime(2026, 3, 17)).warnings


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
def test_a_broken_table_is_refused(tmp_path, table, old, new, message):
    """
    A table whose times overlap or are not in order, or that names what is not there, is refused.
    """
    text = table_path(table).read_text(encoding="utf-8")
    path = tmp_path / f"{table}.toml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")

    with pytest.raises(BadData, match=message):
        read_model(path, {"clock": Clock, "contact": ContactTable}[table])


TUESDAY = datetime(2027, 3, 16, 17)


def program(name, contacted=None):
    """Return a program that made contact at a time, or said nothing."""
    return Program(name=name, contacted_first=contacted is not None, contacted_at=contacted, applied="yes")


PINEWATER = program("Pinewater", datetime(2027, 3, 16, 14))
GREAT_BEND = program("Great Bend", datetime(2027, 3, 16, 15))
SILENT = program("Silent Valley")
EARLY = program("Early Hills", datetime(2027, 1, 4, 9))
UNTIMED = Program(name="Untimed Lake", contacted_first=True)


def test_without_programs_only_silence_is_shown():
    """
    To a program that has not made contact nothing may be sent until SOAP ends, and that holds for every message.
    """
    (silent,) = permissions((), now=TUESDAY)

    assert {Verdict.BLOCK} == set(silent.verdicts)
    assert eastern(datetime(2027, 3, 18, 21)) == silent.until
    assert set(messages()) - {"school"} == set(silent.by_message)


def test_programs_alike_are_one_group():
    """
    Two programs in contact are one group; one that has not written is the first group's, and needs no naming.
    """
    first, contacted = permissions((SILENT, PINEWATER, GREAT_BEND), now=TUESDAY)

    assert () == first.programs
    assert (PINEWATER, GREAT_BEND) == contacted.programs
    assert "contacted" == contacted.stage
    assert "reply" in contacted.with_verdict(Verdict.OK)
    assert "status" in contacted.with_verdict(Verdict.BLOCK)


def test_contact_that_does_not_count_has_its_warning():
    """
    Contact before SOAP lets nothing be sent, and the warning says so; those in contact come before it.
    """
    _, contacted, early = permissions((EARLY, PINEWATER), now=TUESDAY)

    assert (PINEWATER,) == contacted.programs
    assert (EARLY,) == early.programs
    assert {Verdict.BLOCK} == set(early.verdicts)
    assert "before SOAP began" in early.warnings[0]


def test_contact_without_its_time_is_never_ok():
    """
    A program whose time of contact is not entered is a group of its own, and nothing is called "ok".
    """
    *_, untimed = permissions((PINEWATER, UNTIMED), now=TUESDAY)

    assert (UNTIMED,) == untimed.programs
    assert () == untimed.with_verdict(Verdict.OK)
    assert "contacted_at" in untimed.warnings[0]


def test_contact_that_may_have_to_be_reported_is_a_group_of_its_own():
    """
    A program that was too early and one without an application are apart, each with what to do about it.
    """
    early = program("Early Call", datetime(2027, 3, 15, 13))
    uninvited = Program(name="Unasked", contacted_first=True, contacted_at=datetime(2027, 3, 16, 9), applied="no")
    _, *groups = permissions((early, uninvited), now=TUESDAY)

    assert {("early",): (early,), ("uninvited",): (uninvited,)} == {(each.stage,): each.programs for each in groups}
    assert all("Ask your dean's office today" in each.shared_reason for each in groups)
    assert all("report" in each.shared_reason for each in groups)


def test_a_block_says_what_it_can_cost():
    """
    What a first contact can cost is said as it is known, and not as the loss of this week.
    """
    reason = asked("interest", TUESDAY).reason

    assert "It can bar you from next year's Match, or for one to three years." in reason


def test_after_soap_all_are_alike():
    """
    Once SOAP has ended one group is enough, and nothing in it changes later.
    """
    (every,) = permissions((SILENT, PINEWATER, GREAT_BEND), now=datetime(2027, 3, 18, 21, 5))

    assert "interest" in every.with_verdict(Verdict.OK)
    assert None is every.until


def test_what_may_be_sent_in_an_unknown_year_is_refused():
    """
    Of a year that the clock does not know nothing is said.
    """
    with pytest.raises(UnknownName):
        permissions((), now=datetime(2028, 3, 14))


def test_what_is_not_known_is_never_ok():
    """
    For an unknown program or an unknown season "ok" becomes "caution", with a warning that gives the reason.
    """
    friday, unknown_year = datetime(2026, 3, 20, 9), datetime(2031, 3, 18)
    program, season = ask_or_caution("interest", None, now=friday), ask_or_caution("interest", SILENT, now=unknown_year)

    assert (Verdict.OK, Verdict.CAUTION) == (ask("interest", None, now=friday).verdict, program.verdict)
    assert "not known which program" in program.warnings[-1]
    assert (Verdict.CAUTION, "", None, None) == (season.verdict, season.reason, season.source, season.stage)
    assert "does not know the Match Week" in season.warnings[0]


def test_an_unknown_program_does_not_lift_a_block():
    """
    A message that is blocked for a program that has not made contact is blocked for an unknown program.
    """
    assert Verdict.BLOCK is ask_or_caution("interest", None, now=TUESDAY).verdict
