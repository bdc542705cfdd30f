"""The edges of the calendar: a year that nobody means is one line and status 2, wherever a date is given."""

from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

FACTS = {
    "exams": 'exam = "Step 2 CK"\noutcome = "scheduled"\ndate = {}',
    "practice": 'exam = "Step 2 CK"\nscore = 220\nname = "NBME"\ndate = {}',
    "programs": 'name = "Elm Hill"\ninterview_date = {}',
}
ELIGIBILITY = ["pass_needed_by", "graduates"]
FAR = ["9999-12", "9999-12-31", "0001-01", "0001-01-01", "December 9999", "1 January 0001"]
PLACES = [
    *((f"[[{table}]]\n{keys}\n", table) for table, keys in FACTS.items()),
    *((f"[eligibility]\n{key} = {{}}\n", key) for key in ELIGIBILITY),
]
MOMENTS = ["9999-12-31T23:59:59-14:00", "9999-12-31T23:59:59", "0001-01-01T00:00:00+14:00", "0001-01-01T00:00:00"]
CALLS = {
    "week --now": ("week", "--no-lint", "--now"),
    "send --at": ("send", "interest", "--program", "Elm Hill", "--facts", "me.toml", "--at"),
    "draft --at": ("draft", "interest", "--facts", "me.toml", "--at"),
    "kit --at": ("kit", "week", "--facts", "me.toml", "--at"),
    "targets --at": ("targets", "--facts", "me.toml", "--at"),
}


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "me.toml").write_text('[[programs]]\nname = "Elm Hill"\n')
    (tmp_path / "t.txt").write_text("I failed Step 1.")
    return tmp_path


@pytest.mark.parametrize("place", [place for place, _ in PLACES], ids=[name for _, name in PLACES])
@pytest.mark.parametrize("far", FAR)
def test_facts_refuse_a_far_year(place, far, run, here):
    """
    Every key that takes a date refuses a year that nobody means, with its line.
    """
    (here / "me.toml").write_text(place.format(f'"{far}"'))
    result = run("week", "--no-lint", "--facts", "me.toml")

    assert (2, 1) == (result.exit_code, result.stderr.count("\n"))
    assert f"the year {'9999' if '9999' in far else '0001'} is not one of this century" in result.stderr


@pytest.mark.parametrize("quote", ['"', ""], ids=["text", "TOML"])
@pytest.mark.parametrize("moment", MOMENTS)
def test_facts_refuse_a_far_moment(moment, quote, run, here):
    """
    So does the moment at which a program made contact.
    """
    (here / "me.toml").write_text(f'[[programs]]\nname = "Elm Hill"\ncontacted_at = {quote}{moment}{quote}\n')
    result = run("week", "--no-lint", "--facts", "me.toml")

    assert (2, 1) == (result.exit_code, result.stderr.count("\n"))
    assert result.stderr.startswith("Error: me.toml: line 3, programs 1, contacted_at: the year ")


@pytest.mark.parametrize("moment", [*MOMENTS, "0001-01-01 00:00 Asia/Tokyo", "9999-12-31 23:59 America/Los_Angeles"])
@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
def test_a_far_now_is_refused(call, moment, run, here):
    """
    A time that is asked for is one of this century or its neighbors.
    """
    result = run(*call, moment)

    assert (2, 1) == (result.exit_code, result.stderr.count("\n"))
    assert " is not of this century or its neighbors; " in result.stderr


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_far_day_is_refused(day, run, here):
    """
    The day on which a text is read is one too.
    """
    result = run("lint", "t.txt", "--now", day)

    assert (2, 1) == (result.exit_code, result.stderr.count("\n"))


ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
SETTINGS = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@SETTINGS
@given(
    place=st.sampled_from([place for place, _ in PLACES]),
    day=st.dates(date.min, date.max) | st.sampled_from([date.min, date.max, date(1900, 1, 1), date(2199, 12, 31)]),
    form=st.sampled_from(['"{:%B %d, %Y}"', '"{:%d %B %Y}"', "{}", '"{}"', '"{:%B %Y}"']),
)
def test_no_date_is_a_traceback(place, day, form, run, here):
    """
    Whatever day any key has, the call ends with a status of its own.
    """
    (here / "me.toml").write_text(place.format(form.format(day)))

    assert run("week", "--no-lint", "--facts", "me.toml", "--now", "2027-03-15 09:00").exit_code in (0, 2)


@SETTINGS
@given(
    call=st.sampled_from(list(CALLS.values())),
    moment=st.datetimes(datetime.min, datetime.max, timezones=st.none() | ZONES),
)
def test_no_moment_is_a_traceback(call, moment, run, here):
    """
    Whatever moment is asked for, the call ends with a status of its own.
    """
    assert run(*call, moment.isoformat()).exit_code in (0, 1, 2, 3)
