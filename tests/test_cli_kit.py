"""`soapwriter kit` as a person uses it: a folder filled, filled again, and every way in which that can go wrong."""

import json
import os
import shutil
import stat
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from soapwriter.deliver.kit import folder as kit_folder
from soapwriter.deliver.kit.documents import KitDocument
from soapwriter.deliver.kit.state import FileStatus, State
from soapwriter.drafter.drafter import Draft
from soapwriter.kinds.kind import find_kind
from soapwriter.text import INDEX, STATE

FACTS = Path(__file__).parents[1] / "samples" / "facts.toml"
PROGRAMS = ("Pinewater", "Great Bend")
POSIX = pytest.mark.skipif(os.name != "posix", reason="files have other rights elsewhere")
# Nothing of these facts is whole, so that no text is linted and a test is quick.
FEW = """
[applicant]
name = "Ana Ruiz"
school = "Elmwood College of Medicine"
aamc_id = "10203040"

[story]
status = "I did not match."

[[specialties]]
specialty = "neurology"

[[programs]]
name = "Elm Hill Hospital"
contacted_first = true
"""
AT = ("--at", "2027-03-16 17:00 America/New_York")


@pytest.fixture
def kit(run, tmp_path, monkeypatch):
    """Fill the folder "week" from the facts of "me.toml", which are few at first, in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    Path("me.toml").write_text(FEW, encoding="utf-8")
    return lambda *options, folder="week": run("kit", folder, *(options or AT))


def read(name):
    """Return what a file of the kit holds."""
    return Path("week", name).read_text(encoding="utf-8")


def section(title):
    """Return a section of the index, its lines joined."""
    return " ".join(read(INDEX).partition(f"## {title}")[2].partition("\n## ")[0].split())


def everything(place):
    """Return every file, folder and link below a place, with what it holds and its mode."""
    return {
        str(path): (
            path.lstat().st_mode,
            path.readlink() if path.is_symlink() else path.is_file() and path.read_bytes(),
        )
        for path in sorted(Path(place).rglob("*"))
    }


@pytest.fixture(scope="module")
def full(tmp_path_factory):
    """A kit of the sample's applicant, and what was printed."""
    from click.testing import CliRunner

    from soapwriter.cli import main

    folder = tmp_path_factory.mktemp("full") / "week"
    return folder, CliRunner().invoke(main, ["kit", str(folder), "--facts", str(FACTS), "--at", "2027-03-18 11:00"])


def test_full_facts_are_ready(full):
    """
    From full facts every document is ready: no error, no warning, nothing missing, and status 0.
    """
    folder, result = full
    texts = [path for path in folder.rglob("*.txt") if "[[" in path.read_text(encoding="utf-8")]

    assert (0, []) == (result.exit_code, texts), result.output
    assert f"Ready: {len(list(folder.rglob('*.txt')))}\n" in result.stdout
    assert "To fix" not in result.stdout


@POSIX
def test_a_kit_is_for_its_owner_alone(full):
    """
    Files can be read by their owner alone, and folders listed by nobody else.
    """
    folder, _ = full
    modes = {stat.S_IMODE(path.stat().st_mode): path.is_dir() for path in (folder, *folder.rglob("*"))}

    assert {0o600: False, 0o700: True} == modes


def test_programs_are_named_in_their_own_files_alone(full):
    """
    A program's name stands in its own files, in the private index and in the writer's own words, and nowhere else.
    """
    folder, result = full
    others = [path for path in folder.iterdir() if path.is_file() and path.name not in (INDEX, "retake-plan.txt")]

    assert not any(name in path.read_text(encoding="utf-8") for path in others for name in PROGRAMS)
    assert not any(name.lower() in result.output.lower() for name in ("pinewater", "great-bend", "great bend"))
    assert "keep it to yourself" in " ".join(result.stdout.split()).lower()
    assert "list of unfilled programs" in " ".join((folder / INDEX).read_text(encoding="utf-8").split())


def test_the_index_is_read_by_nobody_as_a_letter(full, run):
    """
    Linting the folder lints its texts, and not the index; each is known for what it is.
    """
    folder, _ = full
    result = run("lint", folder, "--facts", FACTS, "--format", "json", "--no-spelling", "--select", "begging")
    linted = {Path(each["path"]).name: each["kind"] for each in json.loads(result.stdout)["documents"]}

    assert len(list(folder.rglob("*.txt"))) == len(json.loads(result.stdout)["documents"])
    assert INDEX not in linted
    assert ("interest", "interview") == (linted["interest-reply.txt"], linted["interview-why-program.txt"])


def test_an_index_of_ones_own_is_a_text(run, tmp_path):
    """
    A file index.md in a folder that is no kit is linted like any other.
    """
    (tmp_path / "index.md").write_text("I beg you.", encoding="utf-8")

    assert 1 == run("lint", tmp_path, "--select", "begging").exit_code


def test_what_lacks_facts_is_asked_once(kit):
    """
    A document that lacks a fact is written with its placeholder, and the index asks each question once.
    """
    result = kit()

    assert 1 == result.exit_code
    assert "[[contact: " in read("loop-in.txt")
    assert 1 == read(INDEX).count("(story.cause)")
    assert "(clinical.comments) For summary.txt, talking-points.txt" in section("Facts missing")
    assert "Not written yet: facts-sheet.txt" not in section("Facts missing")
    assert "statement-neurology.txt" in section("Facts missing").partition("Not written yet: ")[2]
    assert not Path("week/statement-neurology.txt").exists()


def test_a_second_run_changes_nothing(kit):
    """
    Run again with the same facts at the same time, the folder is as it was.
    """
    kit()
    before = everything("week")
    result = kit()
    after = everything("week")

    assert before.keys() == after.keys()
    assert {str(Path("week", STATE)), str(Path("week", INDEX))} >= {
        each for each in before if before[each] != after[each]
    }
    assert "Written again" not in result.stdout


def test_what_is_edited_is_kept(kit):
    """
    A file that a person has edited stays byte for byte, also when the facts have changed, and both is said.
    """
    kit()
    Path("week/loop-in.txt").write_bytes(b"My own words.\r\n")
    kept = kit().stdout
    first = section("Kept because you edited it")
    Path("me.toml").write_text(FEW.replace("Ana Ruiz", "Ana Ruiz Vega"), encoding="utf-8")
    kit()

    assert b"My own words.\r\n" == Path("week/loop-in.txt").read_bytes()
    assert "Kept because you edited them: 1\n  loop-in.txt\n" in kept
    assert ": 1 - loop-in.txt" == first
    assert "your facts, or the program, have changed since" in section("Kept because you edited it")
    assert "soapwriter draft loop-in --facts me.toml" in section("Kept because you edited it")
    assert "Ana Ruiz Vega" in read("summary.txt")


def test_what_is_edited_is_linted_as_it_stands(kit):
    """
    An edited text is judged by what it says, and what has to be fixed comes with its command.
    """
    kit()
    Path("week/elm-hill-hospital/interest-reply.txt").write_text("I beg you for a chance.\n", encoding="utf-8")
    result = kit()

    assert 1 == result.exit_code
    assert "To fix: 1\n  1 to programs\n" in result.stdout
    assert 'lint week/elm-hill-hospital/interest-reply.txt --facts me.toml --program "Elm Hill Hospital"' in section(
        "To fix"
    )


@pytest.mark.parametrize(
    ("data", "trouble"),
    [(b"", "There is no text in it"), (b"PK\x03\x04", "This is a Word document"), (b"a\x00b", "This is binary")],
)
def test_an_edited_file_that_is_no_text(kit, data, trouble):
    """
    A file that has become something else is kept, and said to be unreadable.
    """
    kit()
    Path("week/loop-in.txt").write_bytes(data)
    result = kit()

    assert (1, data) == (result.exit_code, Path("week/loop-in.txt").read_bytes())
    assert trouble in section("To fix")


def test_a_wrong_comment_in_an_edited_file_is_said(kit):
    """
    An edited text with a suppression of a rule that does not exist has to be fixed.
    """
    kit()
    Path("week/loop-in.txt").write_text("<!-- soapwriter: ignore begging/pleed -->\nI beg you.\n", encoding="utf-8")
    kit()

    assert "begging/pleed" in section("To fix")


def test_what_is_unchanged_follows_the_facts(kit):
    """
    A file that nobody has touched is written anew when the facts have changed.
    """
    kit()
    Path("me.toml").write_text(FEW.replace("Ana Ruiz", "Noor Haddad"), encoding="utf-8")
    kit()

    assert "Noor Haddad" in read("loop-in.txt")


def test_what_is_gone_is_written_again(kit):
    """
    A file that was removed, or moved to have a fresh draft, is written again, and that is said.
    """
    kit()
    Path("week/loop-in.txt").rename("week/mine.txt")
    result = kit()

    assert "Ana Ruiz" in read("loop-in.txt")
    assert "Written again: 1\n  loop-in.txt\n" in result.stdout
    assert "- loop-in.txt" in section("Written again")


def test_what_is_not_called_for_any_more_stays(kit):
    """
    The files of a program that is taken out of the facts are left, and named until they are gone.
    """
    kit()
    Path("me.toml").write_text(FEW.partition("[[programs]]")[0], encoding="utf-8")
    result = kit()
    told = section("No longer called for")
    shutil.rmtree("week/elm-hill-hospital")
    kit()

    assert "- elm-hill-hospital/interest-reply.txt" in told
    assert "Your facts have no [[programs]], which these need: " in " ".join(result.stdout.split())
    assert "No longer called for" not in read(INDEX)


def test_foreign_files_are_left_alone(kit):
    """
    A file that the kit did not write is not touched, whatever it is called, and stands in nobody's way.
    """
    Path("week").mkdir(mode=0o700)
    for name in ("loop-in.txt", "notes.txt", "elm-hill-hospital"):
        Path("week", name).write_text("mine", encoding="utf-8")
    result = kit()

    assert ["mine"] * 3 == [read(name) for name in ("loop-in.txt", "notes.txt", "elm-hill-hospital")]
    assert "There is a file of yours by this name." in section("Left alone")
    assert "There is a file where its folder should be." in section("Left alone")
    assert 1 == result.exit_code
    assert "notes.txt" not in read(INDEX)


def test_a_foreign_or_edited_index_is_left_alone(kit):
    """
    An index that is somebody's own is not touched either; the screen says it all in short.
    """
    Path("week").mkdir(mode=0o700)
    Path("week", INDEX).write_text("mine", encoding="utf-8")
    foreign = kit()
    Path("week", INDEX).unlink()
    kit()
    Path("week", INDEX).write_text("mine too", encoding="utf-8")
    edited = kit()

    assert "There is a file of yours by this name." in foreign.stderr
    assert "You edited it, so it was kept." in edited.stderr
    assert "mine too" == read(INDEX)


@POSIX
@pytest.mark.parametrize("name", ["loop-in.txt", "elm-hill-hospital", INDEX, "elm-hill-hospital/interest-reply.txt"])
@pytest.mark.parametrize("when", ["before", "after"])
def test_no_link_leads_out_of_the_folder(kit, name, when):
    """
    A link in the place of a file or a folder is not followed: nothing outside the folder is read, made or changed.
    """
    Path("outside").mkdir()
    Path("outside/loop-in.txt").write_text("mine", encoding="utf-8")
    audience = Path("outside" if name == "elm-hill-hospital" else "outside/loop-in.txt").absolute()
    if when == "after":
        kit()
        shutil.rmtree(Path("week", name)) if Path("week", name).is_dir() else Path("week", name).unlink()
    Path("week", name).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    Path("week", name).symlink_to(audience)
    before = everything("outside")
    result = kit()

    assert before == everything("outside")
    assert Path("week", name).is_symlink()
    assert "link, which is not followed" in (result.stderr if name == INDEX else section("Left alone"))
    assert 1 == result.exit_code


@POSIX
def test_no_ordinary_file(kit):
    """
    A pipe or a folder in the place of a file is left alone, and waited for by nobody.
    """
    Path("week/summary.txt").mkdir(parents=True)
    os.mkfifo("week/loop-in.txt")
    result = kit()

    assert 1 == result.exit_code
    assert 2 == section("Left alone").count("It is not an ordinary file.")


@POSIX
def test_a_protected_file_is_trouble(kit):
    """
    A file that somebody has made read-only stays as it is, which is said, and the others are written.
    """
    kit()
    Path("week/loop-in.txt").chmod(0o400)
    Path("me.toml").write_text(FEW.replace("Ana Ruiz", "Noor Haddad"), encoding="utf-8")
    result = kit()

    assert 2 == result.exit_code
    assert "Error: week/loop-in.txt: It is read-only, and was left as it is." in result.stderr
    assert "Ana Ruiz" in read("loop-in.txt")
    assert "Noor Haddad" in read("summary.txt")


REFUSED = {
    "a file": (lambda: Path("week").write_text("mine"), "week: This is not a folder."),
    "a link that leads nowhere": (lambda: Path("week").symlink_to("gone"), "week: This is not a folder."),
    "a folder below a file": (lambda: None, "me.toml/week: The folder cannot be made: "),
    "a read-only folder": (lambda: Path("week").mkdir(mode=0o500), "week: This folder is read-only."),
    "a damaged state": (
        lambda: (Path("week").mkdir(), Path("week", STATE).write_text("{")),
        f"week/{STATE}: It is damaged",
    ),
    "a state that is a link": (
        lambda: (Path("week").mkdir(), Path("week", STATE).symlink_to("/dev/zero")),
        f"week/{STATE}: It is a link",
    ),
    "no facts": (lambda: Path("me.toml").unlink(), "me.toml: No such file or directory."),
    "mistaken facts": (lambda: Path("me.toml").write_text("[[exams]]\nexam = 'Step 9'"), "me.toml: line 2"),
    "mistaken settings": (lambda: Path("soapwriter.toml").write_text("ignored = 1"), "soapwriter.toml: line 1"),
}


@POSIX
@pytest.mark.parametrize(("prepare", "message"), REFUSED.values(), ids=REFUSED)
def test_what_is_refused_is_one_line(kit, prepare, message):
    """
    What cannot be begun is said in one line, ends with 2, and nothing is written.
    """
    prepare()
    before = everything(".")
    result = kit(folder="me.toml/week" if "cannot be made" in message else "week")

    assert (2, "") == (result.exit_code, result.stdout)
    assert result.stderr.startswith(f"Error: {message}")
    assert 1 == result.stderr.count("\n")
    assert before == everything(".")


@pytest.mark.parametrize("at", ["tomorrow", "2027-03-16", "", "2027-03-16 25:00"])
def test_a_time_that_is_none(kit, at):
    """
    A time that cannot be read is one line, and nothing is written.
    """
    result = kit("--at", at)

    assert 2 == result.exit_code
    assert "is not a day and time" in result.stderr
    assert not Path("week").exists()


def test_a_time_without_a_zone_is_said(kit):
    """
    A bare time is read as Eastern, and that is said; --now is the same.
    """
    assert "read as Eastern" in kit("--now", "2027-03-16 17:00").stderr
    assert "As of Tuesday, March 16, 2027, 5:00 p.m. Eastern" in section("When it may be sent")


def test_a_year_without_a_clock(kit):
    """
    Where the clock knows nothing it is said that nothing is known, and nothing is called ready to be sent.
    """
    result = kit("--at", "2031-03-16 17:00")

    assert 1 == result.exit_code
    assert "It is not known what may be sent" in result.stdout
    assert "send nothing to a program that has not written to you first" in section("When it may be sent")


def test_an_open_folder_is_said(kit):
    """
    A folder that others may look into is left so, and said to be.
    """
    Path("week").mkdir(mode=0o755)
    Path("week").chmod(0o755)

    assert ("Others on this computer may list this folder" in kit().stderr) == (os.name == "posix")


@pytest.mark.parametrize("width", ["40", "80"])
def test_any_screen(kit, width, monkeypatch):
    """
    What is printed fits the screen, with no colours where none are wanted.
    """
    monkeypatch.setenv("COLUMNS", width)
    lines = kit().stdout.splitlines()

    assert all(len(line) <= int(width) or " " not in line.strip() for line in lines)
    assert not any("\x1b" in line for line in lines)


def test_settings_hold_for_a_kit_too(kit):
    """
    What soapwriter.toml suppresses is not listed as to fix.
    """
    kit()
    Path("week/facts-sheet.txt").write_text("I beg you.\n", encoding="utf-8")
    Path("soapwriter.toml").write_text(
        'select = ["begging"]\nignore = ["begging/plead", "begging/entreaty"]\n', encoding="utf-8"
    )
    kit()

    assert "- facts-sheet.txt" in section("Ready")


WORDS = st.sampled_from(["One.\n", "Two.\n", "Three.\n"])
STEPS = st.lists(st.tuples(st.sampled_from(["draft", "edit", "remove", "break off"]), WORDS), max_size=8)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_no_edit_is_ever_lost(steps, tmp_path_factory):
    """
    Whatever order of drafts, edits and runs that break off: what a person has written last is never written over.
    """
    folder = tmp_path_factory.mktemp("kit") / "week"
    file, mine = folder / "facts-sheet.txt", None
    kit_folder.write_kit(folder, State(), [])
    for step, words in steps:
        document = KitDocument(file.name, find_kind("facts-sheet"), "standard", None, None, None, Draft(words))
        if step == "edit":
            mine = f"Mine: {words}"
            file.write_text(mine, encoding="utf-8")
        elif step == "remove":
            file.unlink(missing_ok=True)
            mine = None
        else:
            written = kit_folder.write_kit(folder, kit_folder.read_state(folder), [document])
            if step == "draft":
                kit_folder.remember(folder, written.state)
            assert (mine or words) == file.read_text(encoding="utf-8")
            assert (written.files[0].status in (FileStatus.KEPT, FileStatus.TAKEN)) == bool(mine)


def test_the_day_is_the_writers_own(kit):
    """
    Facts are held against the day of --at: a result of a day to come is refused.
    """
    Path("me.toml").write_text(f'[[exams]]\nexam = "Step 2 CK"\ndate = {date(2027, 3, 17)}\noutcome = "failed"\n')

    assert 2 == kit().exit_code
    assert 1 == kit("--at", "2027-03-18 09:00").exit_code
