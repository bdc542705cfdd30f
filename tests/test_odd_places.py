"""Odd places: folders that cannot be read or are gone, and files of nothing that can be seen."""

import subprocess
import sys

import pytest


@pytest.mark.parametrize("closed", ["rules", "rules/own"])
def test_rules_that_cannot_be_read_are_said(closed, stranger, run):
    """
    A folder of rules that cannot be listed, or one inside it, is one line and status 2, and not no rules.
    """
    (stranger / "rules/own").mkdir(parents=True)
    (stranger / "t.txt").write_text("I failed Step 1.")
    (stranger / closed).chmod(0)
    result = run("lint", "t.txt", "--rules", "rules")

    assert (2, 1) == (result.exit_code, result.stderr.count("\n"))
    assert (
        f"'{closed}' is not readable" in result.stderr or f"{closed}: This folder of rules cannot be" in result.stderr
    )


@pytest.mark.parametrize(
    "args", [["lint", "t.txt"], ["draft", "failure"], ["init", "--blank", "me.toml"], ["kit", "k"]]
)
def test_a_folder_that_is_gone_is_named(args, tmp_path):
    """
    Where the working directory has been removed, an error says so.
    """
    code = (
        "import os, sys, tempfile; from soapwriter.cli import main\n"
        "place = tempfile.mkdtemp(); os.chdir(place); os.rmdir(place); main(sys.argv[1:])"
    )
    run = subprocess.run([sys.executable, "-c", code, *args], check=False, capture_output=True, text=True)

    assert 2 == run.returncode
    assert "Error: The folder that you are in has been removed: change to another, and call again." in run.stderr
    assert "Traceback" not in run.stderr


@pytest.mark.parametrize("text", ["\u200b", "\ufeff\ufeff \n", "\u00ad\u2060\t", "\u200e\u202e\u2069"])
def test_nothing_that_can_be_seen_is_no_text(text, run, tmp_path):
    """
    A file of characters without a width has no text, and --fix leaves it as it is.
    """
    place = tmp_path / "t.txt"
    place.write_text(text, encoding="utf-8")
    result = run("lint", place, "--fix")

    assert (2, text) == (result.exit_code, place.read_text(encoding="utf-8"))
    assert "There is no text in it" in result.stderr
