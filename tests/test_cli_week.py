"""`soapwriter week` as a person uses it."""

import json
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from soapwriter.tables import steps

ROOT = Path(__file__).parents[1]
FACTS = (ROOT / "samples" / "facts.toml").read_text(encoding="utf-8")
MONDAY, TUESDAY = "2027-03-15 10:05", "2027-03-16 17:00"


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    """
    An empty folder on the East coast.
    """
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    yield tmp_path
    monkeypatch.undo()
    time.tzset()


@pytest.fixture
def me(here):
    """
    The facts of the sample, where the command looks for them.
    """
    (here / "me.toml").write_text(FACTS, encoding="utf-8")
    return here / "me.toml"


def words(text):
    return " ".join(text.split())


PHASES = [
    ("2026-11-25 12:00", "Match Week has not begun."),
    ("2027-03-15 09:00", "You learn whether you matched on Monday, 10:00 a.m. Eastern."),
    (MONDAY, "Talk with your school first."),
    ("2027-03-15 14:00", "Send all that you mean to send by Tuesday, 8:00 a.m. Eastern"),
    ("2027-03-16 09:00", "They write or call first, and you answer."),
    ("2027-03-18 09:30", "Now: Offer round 1, until Thursday, 11:00 a.m. Eastern: 1 hour and 30 minutes left."),
    ("2027-03-18 11:30", "Next: Offer round 2: Thursday, 12:00 noon Eastern, in 30 minutes."),
    ("2027-03-18 20:30", "until then you may not write to programs first"),
    ("2027-03-18 21:05", "What opens now"),
    ("2028-03-14 09:00", "Until you know them, contact no program first."),
]


@pytest.mark.parametrize(("now", "said"), PHASES)
def test_each_stretch_says_what_it_is_for(run, me, now, said):
    """
    Whenever it is asked, the week says what the moment is for, on one screen, and exits with status 0.
    """
    told = run("week", "--now", now)

    assert (0, "") == (told.exit_code, told.stderr)
    assert said in words(told.stdout)
    assert 45 >= len(told.stdout.splitlines())
    assert 80 >= max(map(len, told.stdout.splitlines()))


@pytest.mark.parametrize("now", [now for now, _ in PHASES])
@pytest.mark.parametrize("zone", ["America/Los_Angeles", "Asia/Kolkata", "Pacific/Auckland"])
def test_a_screen_is_enough_anywhere(run, me, here, monkeypatch, now, zone):
    """
    With times in two zones, twelve programs and ten documents it is still one screen.
    """
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    many = "".join(
        f'\n[[programs]]\nname = "Medical Center of the Long Valley {number}"\nspecialty = "pediatrics"\n'
        f"contacted_first = {str(number % 2 == 0).lower()}\n"
        for number in range(10)
    )
    me.write_text(FACTS + many, encoding="utf-8")
    for number in range(10):
        (here / f"thank-you-to-a-program-with-a-long-name-{number}.txt").write_text("Dear Dr. Abara,", encoding="utf-8")
    told = run("week", "--no-lint", "--now", now)

    assert (0, True) == (told.exit_code, 45 >= len(told.stdout.splitlines()))


@pytest.mark.parametrize("now", [now for now, _ in PHASES])
def test_a_narrow_screen_is_kept_to(run, me, monkeypatch, now):
    """
    Nothing is wider than a screen of 40 columns, but commands that cannot be broken.
    """
    monkeypatch.setenv("COLUMNS", "40")
    for whole in ([], ["--all"]):
        lines = run("week", "--now", now, *whole).stdout.splitlines()

        assert not [line for line in lines if len(line) > 40 and " " in line.strip()]


def test_says_what_may_be_sent_to_whom(run, me):
    """
    Programs that made contact are apart from those that did not, and the school is always open.
    """
    told = words(run("week", "--now", TUESDAY).stdout)

    assert "To your own school: write or call" in told
    assert "To a program that has not contacted you first: nothing until Thursday, 9:00 p.m. Eastern" in told
    assert "Great Bend Medical Center, which contacted you first: You may answer its message" in told


def test_without_facts_it_says_what_it_cannot_know(run):
    """
    Without a facts file the clock and the rules are shown, and it is said what is not known.
    """
    told = run("week", "--now", MONDAY)

    assert 0 == told.exit_code
    assert "Without your facts it is not known who contacted you" in words(told.stdout)
    assert "Offer round 4" in told.stdout


def test_facts_without_programs(run, here):
    """
    Facts that name no program leave every program silent, and no statement is asked for.
    """
    (here / "me.toml").write_text('[applicant]\nname = "Ana Invented"\n', encoding="utf-8")
    told = run("week", "--now", TUESDAY, "--all")

    assert 0 == told.exit_code
    assert "which contacted you first" not in words(told.stdout)
    assert "one for each program" not in told.stdout


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        ("[applicant\n", "a header has as many brackets after its name as before it"),
        ('[week]\ndone = ["scool"]\n', "Did you mean 'school'"),
        ('[eligibility]\nverified_july_1 = "maybe"\n', "'maybe' is not an answer"),
        ('[eligibility]\npass_by = "2027-06-01"\n', "There is no key 'pass_by'. Did you mean 'pass_needed_by'"),
    ],
)
def test_facts_that_cannot_be_read_do_not_hide_the_clock(run, here, facts, message):
    """
    A mistake in the facts is reported with its line, the week is shown without them, and the exit status is 2.
    """
    (here / "me.toml").write_text(facts, encoding="utf-8")
    told = run("week", "--now", TUESDAY)

    assert 2 == told.exit_code
    assert message in told.stderr
    assert "Next: Offer round 1" in told.stdout


def test_ticks_are_shown(run, me):
    """
    A step that is ticked in the facts is done, and no longer among those of before.
    """
    me.write_text(FACTS + '\n[week]\ndone = ["school", "apply"]\n', encoding="utf-8")
    told = words(run("week", "--now", TUESDAY).stdout)

    assert "Done: facts, school, apply, contact." in told
    assert "Earlier: list, statement." in told


def test_all_shows_every_step_with_its_rule_and_source(run, me):
    """
    --all has the fourteen steps, each with its rule, what the article advised, and the source.
    """
    told = words(run("week", "--all", "--now", TUESDAY).stdout)

    for step in steps.table().steps:
        assert step.title in told
        assert words(step.rule) in told
        assert f"The article's step {step.article}: {step.advice}." in told
    assert "[-] follow-up" in told
    assert "confidence M" in told


def test_documents_of_the_folder(run, me, here):
    """
    The folder's documents are linted, those with errors are named, and what is not a document of the week is left alone.
    """
    run("draft", "failure", "--out", "failure.txt")
    (here / "explanation.txt").write_text("I failed Step 1. I beg you to take me.", encoding="utf-8")
    (here / "shopping.txt").write_text("Bread, milk and tea.", encoding="utf-8")
    told = run("week", "--now", TUESDAY)

    assert 0 == told.exit_code
    assert "1 without an error, 1 with errors (soapwriter lint FILE says what)" in words(told.stdout)
    assert "explanation.txt: " in told.stdout
    assert "shopping" not in told.stdout


def test_a_kit_is_read_without_its_index(run, me, here):
    """
    A kit in the folder is read with its subfolders, and its index is not a document.
    """
    kit = here / "kit" / "pinewater"
    kit.mkdir(parents=True)
    (here / "kit" / ".soapwriter.json").write_text("{}", encoding="utf-8")
    (here / "kit" / "index.md").write_text("Subject: index", encoding="utf-8")
    (kit / "thank-you.txt").write_text("Dear Dr. Castellane, thank you. Pinewater Family Medicine", encoding="utf-8")
    folder, named = (
        json.loads(run("week", "--no-lint", "--format", "json", "--now", TUESDAY, *paths).stdout)["documents"]
        for paths in ([], ["kit"])
    )

    assert folder == named
    assert [("kit/pinewater/thank-you.txt", "thank-you", "Pinewater Family Medicine")] == [
        (each["path"], each["kind"], each["program"]) for each in named
    ]


def test_a_document_that_cannot_be_read(run, me, here):
    """
    What cannot be read is named with its trouble, the rest is shown, and the exit status is 2.
    """
    (here / "statement.txt").write_bytes(b"PK\x03\x04")
    told = run("week", "statement.txt", "nowhere.txt", "--no-lint", "--now", TUESDAY)

    assert 2 == told.exit_code
    assert "Error: nowhere.txt: There is no such file or folder." in told.stderr
    assert "2 that cannot be read" in told.stdout
    assert "Next: Offer round 1" in told.stdout


def test_statements_go_to_programs(run, me, here):
    """
    A statement that is called by its specialty goes to the programs of that specialty.
    """
    (here / "statement-family-medicine.txt").write_text("I want to train in family medicine.", encoding="utf-8")
    told = words(run("week", "--no-lint", "--all", "--now", TUESDAY).stdout)

    assert "Pinewater Family Medicine (ERAS): statement-family-medicine.txt." in told
    assert "Great Bend Medical Center (ERAS): None of these documents is a statement for internal medicine." in told


def test_json_has_all_of_it(run, me):
    """
    The record has the clock with offsets, every step with its state, the messages, and what is to be asked.
    """
    told = json.loads(run("week", "--format", "json", "--now", TUESDAY).stdout)

    assert ("schema", 1) == next(iter(told.items()))
    assert "2027-03-18T09:00:00-04:00" == told["next"]["begins"]
    assert 14 == len(told["steps"])
    assert "block" == told["allowed"][0]["messages"]["interest"]["verdict"]
    assert ["by-unknown"] == [point["id"] for point in told["points"] if point["mark"] == "ask"]
    assert ("doubt-result", "doubt") == (told["standing"]["id"], told["standing"]["state"])


READINGS = [
    ("2027-03-16 17:00", "The time has no zone, and was read as Eastern."),
    ("2027-03-14 02:30", "The clocks go forward in that hour, so there is no such time; 3:30 a.m. was taken."),
    ("2026-11-01 01:30", "The clocks go back in that hour, so the time comes twice; the first one was taken."),
    ("2027-03-28 01:30 Europe/London", "The clocks go forward in that hour, so there is no such time; 2:30 a.m."),
]


@pytest.mark.parametrize(("now", "note"), READINGS)
def test_says_how_a_time_was_read(run, now, note):
    """
    A time without a zone, or in an hour that the clocks leave out or repeat, is said to have been read as one.
    """
    assert note in words(run("week", "--now", now).stdout)


def test_a_plain_time_needs_no_words(run):
    """
    A time with its zone is not talked about.
    """
    told = run("week", "--now", "2027-03-16T17:00-04:00").stdout

    assert "zone" not in told
    assert "clocks" not in told


MISTAKES = [
    (("--now", "tomorrow"), "'tomorrow' is not a day and time"),
    (("--facts", "nowhere.toml"), "nowhere.toml: No such file or directory."),
    (("--force",), "--force is for --ics"),
    (("--ics", "a.ics", "kit"), "--ics writes the clock alone"),
    (("--ics", "nowhere/a.ics"), "nowhere is not a folder"),
    (("--ics", "a.ics", "--now", "2028-03-14 09:00"), "does not know the Match Week"),
    (("--format", "xml"), "There is no --format 'xml'"),
]


@pytest.mark.parametrize(("asked", "message"), MISTAKES)
def test_a_mistake_is_one_line(run, here, asked, message):
    """
    What cannot be done is one line that names the way out, exits with status 2, and writes nothing.
    """
    told = run("week", *asked)

    assert 2 == told.exit_code
    assert message in told.stderr
    assert 1 == len(told.stderr.strip().splitlines())
    assert [] == list(here.glob("**/*.ics"))


def test_the_calendar_is_its_owners_and_has_nothing_of_theirs(run, me, here):
    """
    The calendar is readable by its owner alone, and has no name and no program of the facts in it.
    """
    told = run("week", "--ics", "week.ics", "--now", MONDAY)
    text = (here / "week.ics").read_text(encoding="utf-8")

    assert 0 == told.exit_code
    assert "Wrote week.ics: the 10 times of Match Week 2027." in told.stderr
    assert 0o600 == stat.S_IMODE((here / "week.ics").stat().st_mode)
    assert not [word for word in ("Maren", "Oduya", "14820736", "Pinewater", "Great Bend", "Step 2") if word in text]


def test_the_calendar_is_not_written_over(run, here):
    """
    A file that is there stays unless --force is given, and is then the same to the byte.
    """
    run("week", "--ics", "week.ics", "--now", MONDAY)
    first = (here / "week.ics").read_bytes()
    again = run("week", "--ics", "week.ics", "--now", TUESDAY)
    forced = run("week", "--ics", "week.ics", "--force", "--now", TUESDAY)

    assert (2, True) == (again.exit_code, "give --force to write over it" in again.stderr)
    assert (0, first) == (forced.exit_code, (here / "week.ics").read_bytes())


def test_a_read_only_folder(run, stranger):
    """
    A folder that cannot be written is reported, and nothing is left in it.
    """
    (stranger / "locked").mkdir(mode=0o500)
    told = run("week", "--ics", "locked/week.ics", "--now", MONDAY)

    assert (2, True) == (told.exit_code, "cannot be written" in told.stderr)


def test_without_documents_the_model_is_not_loaded():
    """
    A week without documents needs neither the reader nor what writes calendars.
    """
    code = (
        "import sys; from soapwriter.cli import main; "
        "main(['week', '--now', '2027-03-16 17:00'], standalone_mode=False); "
        "print(*sorted({'spacy', 'icalendar', 'textstat'} & set(sys.modules)), file=sys.stderr)"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert [] == told.stderr.split()
