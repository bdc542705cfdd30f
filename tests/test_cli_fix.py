"""`soapwriter lint --fix` and `--diff`: what is written where, what stays as it was, and what is said."""

import json
import os
import stat
import subprocess
import sys

import click
import pytest
from conftest import spoken

BAD = "I failed Step 2CK in June.  I’d crammed.\n"
GOOD = "I failed Step 2 CK in June. I'd crammed.\n"
CLEAN = "I failed Step 2 CK in June. I had crammed.\n"
QUIET = ["--fail-on", "never"]
BYTES = {
    "utf-8": (BAD.encode(), GOOD.encode()),
    "with a mark": (b"\xef\xbb\xbf" + BAD.encode(), b"\xef\xbb\xbf" + GOOD.encode()),
    "utf-16": (b"\xff\xfe" + BAD.encode("utf-16-le"), b"\xff\xfe" + GOOD.encode("utf-16-le")),
    "utf-16, big end first": (b"\xfe\xff" + BAD.encode("utf-16-be"), b"\xfe\xff" + GOOD.encode("utf-16-be")),
    "windows-1252": (BAD.encode("cp1252"), GOOD.encode("cp1252")),
    "windows line ends": (BAD.replace("\n", "\r\n").encode() * 2, GOOD.replace("\n", "\r\n").encode() * 2),
    "mixed line ends": (f"{BAD}\r\n{BAD}\n\r\n".encode(), f"{GOOD}\r\n{GOOD}\n\r\n".encode()),
    "no line end at the end": (BAD.strip().encode(), GOOD.strip().encode()),
    "blanks at the end": (f"{BAD}   \n\n".encode(), f"{GOOD}   \n\n".encode()),
    "front matter": (f"---\nkind:  failure\n---\n{BAD}".encode(), f"---\nkind:  failure\n---\n{GOOD}".encode()),
}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """An empty folder to work in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def put(folder, name="a.txt", data=None):
    file = folder / name
    file.write_bytes(BAD.encode() if data is None else data)
    return file


def everything(folder):
    """Every file below a folder, with what it holds."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize(("before", "after"), BYTES.values(), ids=BYTES)
def test_a_file_is_fixed_as_it_is_written(before, after, folder, run):
    """
    Encoding, byte-order mark, line ends and what is not shown stay; only what is fixed changes.
    """
    file = put(folder, data=before)
    result = run("lint", file, "--fix", *QUIET)

    assert (0, after) == (result.exit_code, file.read_bytes())
    assert {"a.txt": after} == everything(folder)


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o644, 0o660])
def test_a_file_keeps_its_mode(mode, folder, run):
    """
    What only its owner may read, nobody else may read afterwards.
    """
    file = put(folder)
    file.chmod(mode)
    run("lint", file, "--fix", *QUIET)

    assert GOOD.encode() == file.read_bytes()
    assert mode == stat.S_IMODE(file.stat().st_mode)


def test_says_what_was_fixed_and_what_is_left(folder, run):
    """
    One line says how many places were fixed, by which rules, and what is left; the report is of the fixed text.
    """
    put(folder, data=b"I failed Step 2CK.  I beg you.\n")
    result = run("lint", "a.txt", "--fix", "--select", "facts,plaintext,begging", "--format", "concise")

    assert (
        "Note: a.txt: 2 places fixed (facts/miswritten-exam 1, plaintext/typists-spaces 1). Left: 1 error.\n"
        == result.stderr
    )
    assert result.stdout.startswith("a.txt:1:21: error begging/plead: ")
    assert 1 == result.exit_code


def test_nothing_to_fix_is_said_and_nothing_written(folder, run):
    """
    A text without a safe fix is not touched.
    """
    file = put(folder, data=CLEAN.encode())
    os.utime(file, (1, 1))
    result = run("lint", file, "--fix", "--select", "plaintext")

    assert "a.txt: No finding in it has a safe fix. Left: nothing.\n" in result.stderr
    assert 1 == file.stat().st_mtime


def test_only_selected_rules_fix(folder, run):
    """
    A rule that is not selected, or ignored, fixes nothing.
    """
    one, other = put(folder), put(folder, "b.txt")
    run("lint", one, "--fix", "--select", "facts", *QUIET)
    run("lint", other, "--fix", "--ignore", "plaintext", *QUIET)

    assert [BAD.replace("2CK", "2 CK").encode()] * 2 == [one.read_bytes(), other.read_bytes()]


def test_a_folder_is_fixed(folder, run):
    """
    Each text of a folder is fixed, and each has its line.
    """
    put(folder, "a.txt")
    put(folder, "b.md")
    put(folder, "c.txt", CLEAN.encode())
    result = run("lint", ".", "--fix", *QUIET)

    assert {"a.txt": GOOD.encode(), "b.md": GOOD.encode(), "c.txt": CLEAN.encode()} == everything(folder)
    assert ["a.txt: 3", "b.md: 3 ", "c.txt: N"] == [line[6:14] for line in result.stderr.splitlines()]


def test_json_is_of_the_fixed_text(folder, run):
    """
    With JSON, standard output is one object as always, on what is left.
    """
    put(folder)
    result = run("lint", "a.txt", "--fix", "--format", "json", *QUIET)
    (document,) = json.loads(result.stdout)["documents"]

    assert [None] * len(document["findings"]) == [finding["fix"] for finding in document["findings"]]
    assert len(GOOD) == document["counts"]["characters"]


def test_json_says_how_to_fix(folder, run):
    """
    Without --fix, each finding with a safe fix has it in three keys; another has null.
    """
    put(folder, data=b"I failed Step 2CK and COMLEX Step 3.")
    result = run("lint", "a.txt", "--select", "facts", "--format", "json")
    found = {finding["rule"]: finding["fix"] for finding in json.loads(result.stdout)["documents"][0]["findings"]}

    assert {
        "facts/miswritten-exam": {"start": 9, "end": 17, "text": "Step 2 CK"},
        "facts/mixed-exam": None,
    } == found


def test_a_link_stays_a_link(folder, run):
    """
    The target of a link is fixed, and the link still leads there.
    """
    file = put(folder)
    link = folder / "link.txt"
    link.symlink_to("a.txt")
    run("lint", link, "--fix", *QUIET)

    assert link.is_symlink()
    assert GOOD.encode() == file.read_bytes()


def test_one_file_by_two_names_is_fixed_once(folder, run):
    """
    A file that is named twice in different ways is no trouble.
    """
    file = put(folder)
    result = run("lint", "a.txt", "./a.txt", file, "--fix", *QUIET)

    assert (0, GOOD.encode()) == (result.exit_code, file.read_bytes())


@pytest.mark.parametrize("what", ["file", "folder"])
def test_what_is_read_only_stays(what, folder, run):
    """
    A read-only file, or a folder that is, is one clear line and status 2; the text is as it was, and so is its report.
    """
    (folder / "sub").mkdir()
    file = put(folder / "sub")
    protected = {"file": file, "folder": folder / "sub"}[what]
    mode = protected.stat().st_mode
    protected.chmod(0o444 if what == "file" else 0o555)
    result = run("lint", file, "--fix", "--format", "json", *QUIET)
    protected.chmod(mode)

    assert {"sub/a.txt": BAD.encode()} == everything(folder)
    assert 2 == result.exit_code
    assert 1 == result.stderr.count("\n")
    assert result.stderr.startswith(f"Error: {file}: {'It' if what == 'file' else 'Its folder'} is read-only, and ")
    assert [str(file)] == [error["path"] for error in json.loads(result.stdout)["errors"]]
    assert 3 == sum(bool(finding["fix"]) for finding in json.loads(result.stdout)["documents"][0]["findings"])


def test_one_that_cannot_be_written_does_not_stop_the_others(folder, run):
    """
    The others are fixed and reported all the same.
    """
    bad, good = put(folder, "a.txt"), put(folder, "b.txt")
    bad.chmod(0o444)
    result = run("lint", bad, good, "gone.txt", "--fix", "--format", "concise", *QUIET)

    assert (2, BAD.encode(), GOOD.encode()) == (result.exit_code, bad.read_bytes(), good.read_bytes())
    assert ["Error: gone.txt: There", f"Error: {bad}: It is", f"Note: {good}: 3 places"] == [
        " ".join(line.split()[: 3 if "gone" in line else 4]) for line in result.stderr.splitlines()
    ]


def test_a_write_that_fails_loses_nothing(folder, run, monkeypatch):
    """
    When the disk is full, the text is as it was, and nothing lies beside it.
    """

    def full(_):
        raise OSError(28, "No space left on device")

    file = put(folder)
    monkeypatch.setattr(os, "fsync", full)
    result = run("lint", file, "--fix", *QUIET)

    assert {"a.txt": BAD.encode()} == everything(folder)
    assert 2 == result.exit_code
    assert f"Error: {file}: It cannot be written, and was left as it is: No space left on device.\n" == result.stderr


def test_a_file_that_changed_meanwhile_is_left_alone(folder, run, monkeypatch):
    """
    What somebody has written while the text was being read is not written over.
    """
    file = put(folder)
    monkeypatch.setattr("soapwriter.cli.fixing.rewrite", _after(lambda: file.write_text("Mine.\n")))
    result = run("lint", file, "--fix", *QUIET)

    assert (2, b"Mine.\n") == (result.exit_code, file.read_bytes())
    assert "It has changed since it was read, and was left as it is. Run the command again.\n" in result.stderr


def _after(happening):
    from soapwriter.text.saving import rewrite

    def late(*args):
        happening()
        rewrite(*args)

    return late


def test_somebody_elses_file_is_left_alone(folder, run, monkeypatch):
    """
    A file whose owner could not be kept is left to its owner.
    """

    def refused(*_):
        raise PermissionError

    file = put(folder)
    monkeypatch.setattr(os, "chown", refused)
    monkeypatch.setattr("soapwriter.text.saving._owner", lambda place: 1 if place == file else 2)
    result = run("lint", file, "--fix", *QUIET)

    assert (2, {"a.txt": BAD.encode()}) == (result.exit_code, everything(folder))
    assert f"Error: {file}: It belongs to somebody else, and was left as it is. Fix a copy.\n" == result.stderr


def test_what_the_encoding_lacks_is_said(folder, run):
    """
    An edit whose character the file's encoding does not have is one clear line, and nothing is written.
    """
    rule = folder / "rules" / "own" / "pi.toml"
    rule.parent.mkdir(parents=True)
    rule.write_text(
        'summary = "x"\nwhy = "x."\nseverity = "note"\nmessage = "x"\ninstead = "x"\nsource = { evidence = "inferred" }\n'
        '[check]\ntype = "characters"\nplain = { "~" = "π" }\n[fix]\nsafety = "safe"\ntext = "{plain}"\n'
        '[[examples]]\ntext = "a~"\nfinds = ["~"]\nfixed = "aπ"\n[[examples]]\ntext = "a"\nfinds = []\n',
        encoding="utf-8",
    )
    file = put(folder, data=b"I didn\x92t ~ it.")
    result = run("lint", file, "--fix", "--rules", "rules", "--select", "own")

    assert (2, b"I didn\x92t ~ it.") == (result.exit_code, file.read_bytes())
    assert result.stderr.endswith(
        f"Error: {file}: Its encoding has no 'π', so it is unchanged. Save it as UTF-8 first.\n"
    )


def test_standard_input_is_passed_on(run):
    """
    The fixed text of standard input is printed, and nothing else; the report goes to standard error.
    """
    result = run("lint", "-", "--fix", "--fail-on", "never", input=BAD.encode())

    assert (0, GOOD) == (result.exit_code, result.stdout)
    assert result.stderr.startswith("Note: standard input: 3 places fixed (")
    assert "\nDocument kind: failure (" in result.stderr


@pytest.mark.parametrize(
    ("before", "after"), [*BYTES.values(), (CLEAN.encode(), CLEAN.encode())], ids=[*BYTES, "clean"]
)
def test_standard_input_keeps_its_bytes(before, after, run):
    """
    The text is printed as it came, except for what was fixed, also where nothing was.
    """
    assert after == run("lint", "--fix", input=before).stdout_bytes


def test_a_name_for_standard_input_is_no_file(folder, run):
    """
    A file that is called as standard input is is not touched.
    """
    file = put(folder)
    result = run("lint", "-", "--fix", "--name", "a.txt", *QUIET, input="I’d failed Step 1.")

    assert (BAD.encode(), "I'd failed Step 1.") == (file.read_bytes(), result.stdout)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no /dev")
def test_the_file_behind_standard_input_stays(folder):
    """
    A file that is piped in by "/dev/stdin" is not written to either.
    """
    file = put(folder)
    command = [sys.executable, "-m", "soapwriter", "lint", "--fix", "/dev/stdin", *QUIET]
    with file.open("rb") as piped:
        run = subprocess.run(command, check=False, capture_output=True, text=True, stdin=piped)

    assert (2, BAD.encode()) == (run.returncode, file.read_bytes())
    assert "Error: /dev/stdin: It is not an ordinary file, so it cannot be rewritten.\n" in run.stderr


def test_diff_shows_and_writes_nothing(folder, run):
    """
    --diff prints a unified diff and nothing else, and leaves the file alone.
    """
    put(folder)
    result = run("lint", "a.txt", "--diff")

    assert f"--- a.txt\n+++ a.txt\n@@ -1 +1 @@\n-{BAD}+{GOOD}" == result.stdout
    assert result.stderr.startswith("Note: a.txt: 3 places would be fixed by --fix (")
    assert ({"a.txt": BAD.encode()}, 1) == (everything(folder), result.exit_code)


def test_diff_goes_before_fix(folder, run):
    """
    With both, nothing is written.
    """
    put(folder)

    assert run("lint", "a.txt", "--diff").stdout == run("lint", "a.txt", "--fix", "--diff").stdout
    assert {"a.txt": BAD.encode()} == everything(folder)


def test_a_diff_can_be_applied(folder, run):
    """
    What is printed is exact, line ends and all: applied, it makes what --fix makes.
    """
    data = BYTES["windows line ends"][0] + b"I\xe2\x80\x99d failed."
    put(folder, data=data)
    diff = run("lint", "a.txt", "--diff").stdout_bytes
    applied = _apply(data, diff)
    run("lint", "a.txt", "--fix", *QUIET)

    assert (folder / "a.txt").read_bytes() == applied


def _apply(data, diff):
    """A small patch: one hunk over the whole file."""
    lines = diff.split(b"\n")[3:]
    assert b"\\ No newline at end of file" in lines
    return b"\n".join(line[1:] for line in lines if line[:1] in (b"+", b" "))


def test_diff_of_nothing(folder, run):
    """
    Where nothing would change there is no diff, and the status is 0, whatever else there is to say of the text.
    """
    put(folder, data=b"I beg you.\n")
    result = run("lint", "a.txt", "--diff")

    assert ("", 0) == (result.stdout, result.exit_code)
    assert "Note: a.txt: No finding in it has a safe fix.\n" == result.stderr


def test_diff_of_what_cannot_be_read(folder, run):
    """
    What cannot be read is told, the rest is shown, and the status is 2.
    """
    put(folder)
    result = run("lint", "gone.txt", "a.txt", "--diff")

    assert 2 == result.exit_code
    assert result.stdout.startswith("--- a.txt\n")
    assert result.stderr.startswith("Error: gone.txt: ")


def test_diff_of_standard_input(run):
    """
    Standard input can be shown beside files.
    """
    result = run("lint", "-", "--diff", input=BAD)

    assert result.stdout.startswith("--- standard input\n+++ standard input\n")


WRONG = [
    (["-", "a.txt", "--fix"], "--fix prints the fixed text of standard input (-), so it takes no other path with it."),
    (["-", "--fix", "--format", "json"], "--fix prints the fixed text of standard input (-), so it cannot print JSON"),
    (
        ["a.txt", "--diff", "--format", "json"],
        "--diff prints a diff and no report, so --format json has no effect.",
    ),
    (
        ["a.txt", "--fix", "--baseline", "known.toml", "--update-baseline"],
        "--update-baseline records what is found now: run --fix or --diff first, without it.",
    ),
    (["a.txt", "--fixx"], "There is no option '--fixx'."),
    (["a.txt", "--fix", "--select", "plaintxt"], "There is no rule or category 'plaintxt'. Did you mean 'plaintext'?"),
]


@pytest.mark.parametrize(("args", "said"), WRONG, ids=spoken)
def test_wrong_calls(args, said, folder, run):
    """
    A call that cannot be answered is one line and status 2, and nothing is written or printed.
    """
    put(folder)
    result = run("lint", *args, input=BAD)

    assert (2, "", {"a.txt": BAD.encode()}) == (result.exit_code, result.stdout, everything(folder))
    assert result.stderr.startswith(f"Error: {said}")
    assert 1 == result.stderr.count("\n")


@pytest.mark.parametrize("name", ["gone.txt", "empty.txt", "cv.pdf", "binary.txt"])
def test_what_cannot_be_read_is_not_fixed(name, folder, run):
    """
    A file that cannot be read stays as it is, and nothing is loaded for it.
    """
    for file, data in {"empty.txt": b"", "cv.pdf": b"%PDF-1.7", "binary.txt": b"\x00\x01"}.items():
        put(folder, file, data)
    before = everything(folder)
    result = run("lint", name, "--fix")

    assert (2, before) == (result.exit_code, everything(folder))
    assert result.stderr.startswith(f"Error: {name}: ")


def test_colours_stay_out_of_the_way(folder, run):
    """
    Where colours are wanted a diff has them, and its words are the same; the report beside a passed-on text has none.
    """
    put(folder)
    plain = run("lint", "a.txt", "--diff").stdout
    painted = run("lint", "a.txt", "--diff", env={"FORCE_COLOR": "1"}).stdout
    beside = run("lint", "-", "--fix", input=BAD, env={"FORCE_COLOR": "1"}).stderr

    assert "\x1b[31m" in painted
    assert plain == click.unstyle(painted)
    assert "\x1b" not in beside
