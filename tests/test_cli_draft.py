"""`soapwriter draft`: a draft on standard output or in a file, and everything else on standard error."""

import shutil
import stat
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FACTS = ROOT / "samples" / "facts.toml"


def test_the_kinds_are_the_commands(run):
    """
    Every kind with templates is a command, its help from the kind file.
    """
    result = run("draft", "--help")
    drafted = [path.parent.name for path in (ROOT / "templates").glob("*/kind.toml") if list(path.parent.glob("*.j2"))]

    assert all(f"  {name} " in result.stdout for name in drafted)
    assert 13 <= len(drafted)


@pytest.mark.parametrize("kind", ["failure", "statement", "thank-you"])
def test_help_comes_from_the_kind_file(kind, run):
    """
    A command's help names the options, variants and forms of its kind file, and no others.
    """
    data = tomllib.loads((ROOT / "templates" / kind / "kind.toml").read_text(encoding="utf-8"))
    shown = " ".join(run("draft", kind, "--help").stdout.split())
    offered = {f"--{name.replace('_', '-')}" for name in data["options"]}

    assert all(f"{option} " in shown for option in offered | {"--facts", "--out", "--force"})
    assert not {"--variant", "--form", "--program", "--specialty", "--all", "--no-failure"} - offered & set(
        shown.split()
    )
    assert all(name in shown for name in data.get("forms", {}))


def test_text_to_standard_output(run):
    """
    The draft alone goes to standard output; what was left out is noted on standard error.
    """
    result = run("draft", "failure", "--facts", FACTS)

    assert 0 == result.exit_code
    assert "failed Step 2 CK" in result.stdout
    assert result.stdout.endswith(".\n")
    assert all(line.startswith("Note: ") for line in result.stderr.splitlines())


def test_out(run, tmp_path):
    """
    A file is written whole, readable by its owner alone, with nothing left beside it.
    """
    out = tmp_path / "failure.txt"
    result = run("draft", "failure", "--facts", FACTS, "--out", out)

    assert (0, "") == (result.exit_code, result.stdout)
    assert "failed Step 2 CK" in out.read_text(encoding="utf-8")
    assert 0o600 == stat.S_IMODE(out.stat().st_mode)
    assert [out] == list(tmp_path.iterdir())


def test_no_file_is_lost(run, tmp_path):
    """
    A file that exists stays as it is, unless --force is given.
    """
    out = tmp_path / "failure.txt"
    out.write_text("mine")
    refused = run("draft", "failure", "--facts", FACTS, "--out", out)
    kept = out.read_text()
    forced = run("draft", "failure", "--facts", FACTS, "--out", out, "--force")

    assert (2, "mine") == (refused.exit_code, kept)
    assert f"Error: {out}: exists already; name another file, or give --force to write over it.\n" in refused.stderr
    assert 0 == forced.exit_code
    assert "failed Step 2 CK" in out.read_text(encoding="utf-8")


def test_missing(run, tmp_path):
    """
    Everything that is missing is named with its question, the draft carries placeholders, and the status is 1.
    """
    facts = tmp_path / "me.toml"
    facts.write_text('[[exams]]\nexam = "Step 3"\noutcome = "failed"\n')
    result = run("draft", "failure", "--facts", facts)

    assert 1 == result.exit_code
    assert [
        "Missing: story.cause: What did you do, or not do, that led to it?",
        "Missing: story.changes: What have you done since then: how much, with whom, since when?",
        "Missing: story.plan: When do you retake it?",
    ] == result.stderr.splitlines()
    assert 3 == result.stdout.count("[[")


def test_all(run, tmp_path):
    """
    --all writes one statement for each specialty of the facts.
    """
    result = run("draft", "statement", "--facts", FACTS, "--all", "--no-failure", "--out", tmp_path / "out")
    names = sorted(path.name for path in (tmp_path / "out").iterdir())

    assert (0, "") == (result.exit_code, result.stdout)
    assert [
        f"statement-{name}.txt" for name in ("family-medicine", "internal-medicine", "preliminary-medicine")
    ] == names
    assert "family medicine" in (tmp_path / "out" / names[0]).read_text(encoding="utf-8")


def test_all_or_nothing(run, tmp_path):
    """
    When one of several files exists, none is written.
    """
    (tmp_path / "statement-internal-medicine.txt").write_text("mine")
    result = run("draft", "statement", "--facts", FACTS, "--all", "--out", tmp_path)

    assert 2 == result.exit_code
    assert ["statement-internal-medicine.txt"] == [path.name for path in tmp_path.iterdir()]


CALLS = {
    "an unknown kind": (["failur"], "There is no command 'failur'. Did you mean 'failure'?"),
    "an unknown variant": (["failure", "--variant", "passd"], "There is no --variant 'passd'. Did you mean 'passed'?"),
    "an unknown form": (["failure", "--form", "breif"], "There is no --form 'breif'. Did you mean 'brief'?"),
    "an unknown option": (["failure", "--fact", "x"], "There is no option '--fact'."),
    "no such file": (["failure", "--facts", "no.toml"], "no.toml: No such file or directory."),
    "a folder for facts": (["failure", "--facts", "."], ".: Is a directory."),
    "a folder for --out": (["failure", "--facts", FACTS, "--out", "."], ".: is a folder; name a file."),
    "no such folder": (["failure", "--facts", FACTS, "--out", "no/a.txt"], "no/a.txt: no is not a folder."),
    "several specialties": (["statement", "--facts", FACTS], "Say which specialty the statement is for with --specialty"),
    "an unknown specialty": (["statement", "--facts", FACTS, "--specialty", "pmrr"], "Did you mean 'pmr'?"),
    "all without a folder": (["statement", "--facts", FACTS, "--all"], "name their folder with --out."),
    "all and one": (["statement", "--facts", FACTS, "--all", "--specialty", "pmr"], "leave --specialty and --variant out."),
    "several programs": (["thank-you", "--facts", FACTS], "Say which program it is for with --program"),
    "an unknown program": (["thank-you", "--facts", FACTS, "--program", "Pinewatter"], "Did you mean 'Pinewater Family Medicine'?"),
}  # fmt: skip


@pytest.mark.parametrize(("call", "message"), CALLS.values(), ids=CALLS)
def test_wrong_calls(call, message, run, tmp_path, monkeypatch):
    """
    A wrong call is one clear line on standard error, nothing on standard output, and status 2.
    """
    monkeypatch.chdir(tmp_path)
    result = run("draft", *call)

    assert (2, "") == (result.exit_code, result.stdout)
    assert 1 == result.stderr.count("\n")
    assert message in result.stderr
    assert [] == list(tmp_path.iterdir())


def test_mistakes_in_the_facts(run, tmp_path):
    """
    Each mistake of the facts file is a line of its own, with the file and the line.
    """
    facts = tmp_path / "me.toml"
    facts.write_text('[applicant]\naamc_id = "1"\n[[exams]]\nexam = "Step 9"\n')
    result = run("draft", "failure", "--facts", facts)

    assert 2 == result.exit_code
    assert [f"Error: {facts}: line 2, ", f"Error: {facts}: line 4, "] == [
        line[: len(f"Error: {facts}: line 2, ")] for line in result.stderr.splitlines()
    ]


def test_any_screen(program):
    """
    A screen without the writer's letters still gets the draft.
    """
    result = program("draft", "failure", "--facts", FACTS, env={"PYTHONIOENCODING": "ascii", "PYTHONPATH": str(ROOT)})

    assert 0 == result.returncode
    assert b"failed Step 2 CK" in result.stdout


NOTE = """
title = "Tell your school where you stand"
short = { fact = "story.changes", question = "What else?" }
limits = { words = [5, 60] }

[variants]
standard = "one reader"

[[fields]]
fact = "story.changes"
question = "What have you done?"
stem = "I have"

[joins]
opening = ["Where I stand, {name}:"]
"""


def test_a_new_kind_is_two_files(run, tmp_path, monkeypatch):
    """
    A kind file and a template make a command with its help and its draft; nothing else names them.
    """
    folder = shutil.copytree(ROOT / "templates", tmp_path / "templates")
    (folder / "note").mkdir()
    (folder / "note" / "kind.toml").write_text(NOTE)
    (folder / "note" / "standard.txt.j2").write_text(
        '{{ join("opening", name="as of today") }}\n¶\n{{ told("story.changes", entries=1) | join(" ") }}\n',
        encoding="utf-8",
    )
    monkeypatch.setattr("soapwriter.assets.folder", lambda name: folder if name == "templates" else ROOT / name)
    result = run("draft", "note", "--facts", FACTS)

    assert "Tell your school where you stand." in run("draft", "note", "--help").stdout
    assert 0 == result.exit_code, result.stderr
    assert result.stdout.startswith("Where I stand, as of today:\n\nI have finished 2,600 timed questions")


def test_drafts_are_listed_and_chosen(run, tmp_path):
    """
    The list numbers the different drafts, a number writes that one, and another one is the next.
    """
    listed = run("draft", "failure", "--facts", FACTS, "--list").stdout.splitlines()
    path = tmp_path / "failure.txt"
    third = run("draft", "failure", "--facts", FACTS, "--number", "3", "--out", str(path))
    text = path.read_text(encoding="utf-8")
    run("draft", "failure", "--facts", FACTS, "--another", "--out", str(path), "--force")
    fourth = path.read_text(encoding="utf-8")
    none = run("draft", "failure", "--facts", FACTS, "--number", "99")

    assert 6 <= len(listed)
    assert 0 == third.exit_code
    assert text.startswith(listed[2].removeprefix("3. ").removesuffix(" …"))
    assert fourth.startswith(listed[3].removeprefix("4. ").removesuffix(" …"))
    assert (2, True) == (none.exit_code, "different drafts" in none.stderr)


def test_a_sentence_is_kept_or_dropped(run):
    """
    What was left out for length is kept where its words are given, and the way to do so is said.
    """
    first = run("draft", "failure", "--facts", FACTS)
    kept = run("draft", "failure", "--facts", FACTS, "--keep", "Every Sunday Dr. Petrossian")

    assert 'To keep one of these: --keep "some of its words"' in first.stderr
    assert "Every Sunday Dr. Petrossian" not in first.stdout
    assert "Every Sunday Dr. Petrossian" in kept.stdout
