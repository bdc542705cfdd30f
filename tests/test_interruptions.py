"""Saving: never over what is not an ordinary file or has come meanwhile, and nothing is left of a run that was killed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from soapwriter.errors import Unwritable
from soapwriter.text import remove_leftovers, save, saving

FACTS = '[applicant]\nname = "Ana Vale"\n\n[[exams]]\nexam = "Step 1"\noutcome = "failed"\n'
fcntl = pytest.importorskip("fcntl", reason="Windows has no such locks")
LEFT = ".soapwriter-0123456789abcdef.part"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "me.toml").write_text(FACTS)
    (tmp_path / "t.txt").write_text("I failed Step 1.\n")
    return tmp_path


def names(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


CALLS = {
    "draft": ("draft", "failure", "--facts", "me.toml", "--force", "--out"),
    "export": ("export", "t.txt", "--to", "docx", "--force", "--out"),
    "calendar": ("week", "--now", "2027-03-15 09:00", "--force", "--ics"),
    "baseline": ("lint", "t.txt", "--no-spelling", "--update-baseline", "--baseline"),
}


@pytest.mark.parametrize("args", CALLS.values(), ids=CALLS)
@pytest.mark.parametrize("special", ["pipe", "device", "loose link", "link to a device", "/dev/stdout"])
def test_only_ordinary_files_are_replaced(args, special, folder, run):
    """
    A pipe, a device and a link to nothing are refused, with --force too; they are what they were afterwards.
    """
    place = Path(special) if special.startswith("/") else folder / "special"
    made = {
        "pipe": lambda: os.mkfifo(place),
        "device": lambda: (
            os.mknod(place, 0o600 | 0o020000, os.makedev(1, 3)) if os.geteuid() == 0 else os.mkfifo(place)
        ),
        "loose link": lambda: place.symlink_to("gone"),
        "link to a device": lambda: place.symlink_to("/dev/null"),
        "/dev/stdout": lambda: None,
    }[special]
    made()
    before = place.lstat().st_mode
    result = run(*args, str(place))

    assert 2 == result.exit_code
    assert f"{place}: is not an ordinary file; name another one." in result.stderr or "It is a device" in result.stderr
    assert before == place.lstat().st_mode


@pytest.mark.parametrize("args", [CALLS["draft"], CALLS["calendar"]], ids=["draft", "calendar"])
def test_a_link_stays_a_link(args, folder, run):
    """
    With --force, the file that a link leads to is written, and the link stays.
    """
    (folder / "elsewhere").mkdir()
    (folder / "elsewhere/real.txt").write_text("old")
    (folder / "link.txt").symlink_to("elsewhere/real.txt")
    run(*args, "link.txt")

    assert (folder / "link.txt").is_symlink()
    assert "old" != (folder / "elsewhere/real.txt").read_text(encoding="utf-8")
    assert ["elsewhere", "elsewhere/real.txt", "link.txt", "me.toml", "t.txt"] == names(folder)


@pytest.mark.parametrize("links", [True, False])
def test_a_file_that_came_meanwhile_stays(links, tmp_path, monkeypatch):
    """
    A file that somebody else writes between the look and the writing is not written over.
    """
    place = tmp_path / "a.txt"
    monkeypatch.setattr(os, "fsync", lambda _: place.write_text("theirs"))
    if not links:
        monkeypatch.setattr(os, "link", lambda *_: (_ for _ in ()).throw(PermissionError(1, "no links")))
    with pytest.raises(Unwritable, match="exists already"):
        save(place, "ours")

    assert ("theirs", ["a.txt"]) == (place.read_text(encoding="utf-8"), names(tmp_path))


@pytest.mark.parametrize(
    "args", [(*CALLS["draft"][:-2], "--out"), CALLS["draft"], CALLS["calendar"]], ids=["new", "forced", "calendar"]
)
def test_what_a_killed_run_left_is_removed(args, folder, run):
    """
    The next run that writes into a folder removes what a killed one has left there.
    """
    (folder / LEFT).write_text("a private text")
    run(*args, "new.txt")

    assert LEFT not in names(folder)


def test_a_kit_is_cleaned_all_over(folder, run):
    """
    A kit removes it from the folders of programs too.
    """
    (folder / "week/elm-hill").mkdir(parents=True)
    (folder / "week" / LEFT).write_text("a private text")
    (folder / "week/elm-hill" / LEFT).write_text("a private text")
    run("kit", "week", "--facts", "me.toml")

    assert not [name for name in names(folder) if name.endswith(LEFT)]


def test_what_another_run_is_writing_stays(tmp_path):
    """
    An unfinished file of a run that goes on is locked, and stays.
    """
    (tmp_path / LEFT).write_text("being written")
    with (tmp_path / LEFT).open("rb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        remove_leftovers(tmp_path)

        assert [LEFT] == names(tmp_path)

    remove_leftovers(tmp_path)

    assert [] == names(tmp_path)


def test_an_unfinished_file_is_locked(tmp_path, monkeypatch):
    """
    From its first byte to its name, an unfinished file is one that no other run removes.
    """
    seen = []
    monkeypatch.setattr(os, "fsync", lambda _: (remove_leftovers(tmp_path), seen.extend(names(tmp_path))))
    put = saving._put
    monkeypatch.setattr(
        saving, "_put", lambda *args: (remove_leftovers(tmp_path), seen.extend(names(tmp_path)), put(*args))
    )
    save(tmp_path / "a.txt", "text")

    assert 2 == len(seen)
    assert ["a.txt"] == names(tmp_path)


def test_two_kits_at_once(folder, run):
    """
    A folder that another run is writing to is left to it.
    """
    (folder / "week").mkdir()
    handle = os.open(folder / "week", os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)
    result = run("kit", "week", "--facts", "me.toml")
    os.close(handle)

    assert 2 == result.exit_code
    assert "Error: week: Another run is writing to this folder. Run the command again.\n" == result.stderr
    assert [] == names(folder / "week")


@pytest.mark.parametrize("point", ["os.open", "os.dup", "os.fdopen", "os.fsync", "os.link", "pathlib.Path.replace"])
@pytest.mark.parametrize("when", ["before", "after"])
def test_control_c_leaves_nothing(point, when, tmp_path, monkeypatch):
    """
    Ctrl-C at any step of writing leaves the old file or the new one, whole, and nothing beside it.
    """
    place = tmp_path / "a.txt"
    force = point == "pathlib.Path.replace"
    if force:
        place.write_text("old")
    owner, _, name = point.rpartition(".")
    owner = Path if owner.startswith("pathlib") else os
    real = getattr(owner, name)

    def interrupted(*args, **options):
        monkeypatch.undo()
        if when == "after":
            real(*args, **options)
        raise KeyboardInterrupt

    monkeypatch.setattr(owner, name, interrupted)
    with pytest.raises(KeyboardInterrupt):
        save(place, "new", force=force)
    monkeypatch.undo()

    assert names(tmp_path) in ([], ["a.txt"])
    assert not place.exists() or place.read_text(encoding="utf-8") in ("old", "new")


@pytest.mark.parametrize("args", [["--help"], ["--version"], ["lint", "--help"], ["kinds"], ["completion", "bash"]])
def test_help_has_to_arrive(args):
    """
    Help on a full disk is one line and status 2; help that nobody reads ends quietly.
    """
    command = [sys.executable, "-m", "soapwriter", *args]
    with open("/dev/full", "w") as full:  # noqa: PTH123
        run = subprocess.run(command, check=False, stdout=full, stderr=subprocess.PIPE, text=True)
    reader, writer = os.pipe()
    os.close(reader)
    gone = subprocess.run(command, check=False, stdout=writer, stderr=subprocess.PIPE, text=True)
    os.close(writer)

    assert (2, "Error: No space left on device.\n") == (run.returncode, run.stderr)
    assert (141, "") == (gone.returncode, gone.stderr)


def test_standard_error_may_be_full():
    """
    Where the error cannot be said, the status says it.
    """
    command = [sys.executable, "-m", "soapwriter", "lint", "gone.txt"]
    with open("/dev/full", "w") as full:  # noqa: PTH123
        run = subprocess.run(command, check=False, stdout=subprocess.PIPE, stderr=full, text=True)

    assert (2, "") == (run.returncode, run.stdout)


@pytest.mark.parametrize("module", ["soapwriter.cli.group", "click.core", "soapwriter.cli.lint", "soapwriter.kinds"])
def test_control_c_while_importing(module, tmp_path):
    """
    Ctrl-C while a module is imported ends with 130, and without a traceback.
    """
    code = f"""
import os, signal, sys
class Finder:
    def find_spec(self, name, path=None, target=None):
        if name == {module!r}:
            os.kill(os.getpid(), signal.SIGINT)
sys.meta_path.insert(0, Finder())
sys.argv = ["soapwriter", "lint", "t.txt"]
from soapwriter.__main__ import run
run()
"""
    (tmp_path / "t.txt").write_text("I failed Step 1.")
    run = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True, cwd=tmp_path)

    assert (130, "") == (run.returncode, run.stderr.strip())


def test_a_blank_file_can_be_printed(folder, run):
    """
    init --blank - prints the questions, and asking them needs a file.
    """
    run("init", "--blank", "new.toml")
    printed = run("init", "--blank", "-")

    assert (0, (folder / "new.toml").read_text(encoding="utf-8")) == (printed.exit_code, printed.stdout)
    assert run("init", "-").stderr.startswith("Error: FILE needs the name of a file;")


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
def test_a_name_that_is_not_utf_8(folder):
    """
    A file whose name is not UTF-8 is written, and said.
    """
    command = [sys.executable.encode(), b"-m", b"soapwriter", b"init", b"--blank", b"new\xff.toml"]
    run = subprocess.run(command, check=False, capture_output=True, env={**os.environ, "PYTHONUTF8": "1"})

    assert (0, b"") == (run.returncode, run.stderr)
    assert run.stdout.startswith(b"Wrote new?.toml")
    assert os.path.exists(b"new\xff.toml")  # noqa: PTH110 - a name in bytes
