"""A baseline on the command line: written when asked, whole and private, and kept when something was left out."""

import json
import os
import stat

import pytest

ARGS = ["--select", "begging", "--baseline", "known.toml"]
ONE, TWO = "I beg you.", "Please take pity on me."


@pytest.fixture
def texts(tmp_path, monkeypatch):
    """A working folder with two texts."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "one.txt").write_text(f"{ONE} I failed.\n")
    (tmp_path / "two.txt").write_text(f"{TWO} I failed.\n")
    return tmp_path


def test_what_is_in_the_baseline_is_not_said_again(texts, run):
    """
    Once written, a baseline suppresses what was found, and nothing new.
    """
    first = run("lint", "one.txt", *ARGS, "--update-baseline")
    again = run("lint", ".", *ARGS, "--format", "json")
    record = json.loads(again.stdout)

    assert (0, "Note: known.toml: It now holds 1 finding: 1 new, 0 gone.\n") == (first.exit_code, first.stderr)
    assert 1 == again.exit_code
    assert [(0, 1), (1, 0)] == [(len(each["findings"]), each["suppressed"]) for each in record["documents"]]
    assert {"documents": 2, "errors": 1, "warnings": 0, "notes": 0, "suppressed": 1} == record["summary"]


def test_the_report_says_that_something_is_kept_quiet(texts, run):
    """
    A text whose findings are suppressed is not reported as one without findings.
    """
    run("lint", ".", *ARGS, "--update-baseline")
    report = run("lint", ".", *ARGS).stdout

    assert report.count("No other errors or warnings.\n1 finding suppressed.\n") == 2
    assert report.endswith(
        "2 texts. 2 findings suppressed. Ready: no other errors or warnings. Read it\naloud once, then send it.\n"
    )


def test_an_update_holds_what_is_found_now(texts, run):
    """
    An update replaces what the baseline held, and says what is new and what is gone.
    """
    run("lint", "one.txt", *ARGS, "--update-baseline")
    result = run("lint", "two.txt", *ARGS, "--update-baseline")

    assert "Note: known.toml: It now holds 1 finding: 1 new, 1 gone.\n" == result.stderr
    assert 1 == run("lint", "one.txt", *ARGS).exit_code


def test_the_same_findings_make_the_same_bytes(texts, run):
    """
    An update that changes nothing leaves the file as it was, whatever the order of the texts.
    """
    run("lint", "one.txt", "two.txt", *ARGS, "--update-baseline")
    first = (texts / "known.toml").read_bytes()
    run("lint", "two.txt", "one.txt", *ARGS, "--update-baseline")

    assert first == (texts / "known.toml").read_bytes()


@pytest.mark.skipif(os.name != "posix", reason="files have other rights elsewhere")
def test_the_file_is_private_and_whole(texts, run):
    """
    Only its owner can read a baseline, also one that others could read before, and nothing is left beside it.
    """
    run("lint", "one.txt", *ARGS, "--update-baseline")
    (texts / "known.toml").chmod(0o644)
    run("lint", "two.txt", *ARGS, "--update-baseline")

    assert 0o600 == stat.S_IMODE((texts / "known.toml").stat().st_mode)
    assert {"one.txt", "two.txt", "known.toml"} == {path.name for path in texts.iterdir()}


@pytest.mark.parametrize("left_out", ["gone.txt", "bad.txt"])
def test_it_stays_as_it_was_where_something_was_left_out(left_out, texts, run):
    """
    When an input cannot be linted its findings are not known, so nothing is written, and that is said.
    """
    (texts / "bad.txt").write_text("<!-- soapwriter: ignore beging -->\nI failed.\n")
    run("lint", "one.txt", *ARGS, "--update-baseline")
    before = (texts / "known.toml").read_bytes()
    result = run("lint", "one.txt", "two.txt", left_out, *ARGS, "--update-baseline")

    assert 2 == result.exit_code
    assert before == (texts / "known.toml").read_bytes()
    assert result.stderr.endswith("Note: known.toml: It is unchanged, because not every input could be linted.\n")


@pytest.mark.parametrize("update", [[], ["--update-baseline"]])
def test_another_version_is_refused_and_kept(update, texts, run):
    """
    A baseline of another version is one line and status 2, and it is not written over.
    """
    (texts / "known.toml").write_text("version = 2\n")
    result = run("lint", "one.txt", *ARGS, *update)

    assert (2, "") == (result.exit_code, result.stdout)
    assert result.stderr.startswith("Error: known.toml: This baseline has version 2; this soapwriter reads version 1. ")
    assert 1 == result.stderr.count("\n")
    assert "version = 2\n" == (texts / "known.toml").read_text()


def test_the_settings_file_can_name_it(texts, run, monkeypatch):
    """
    A baseline of the settings file is found beside it, from a folder below.
    """
    (texts / "soapwriter.toml").write_text('select = ["begging"]\nbaseline = "known.toml"\n')
    (texts / "below").mkdir()
    monkeypatch.chdir(texts / "below")

    assert 0 == run("lint", "../one.txt", "--update-baseline").exit_code
    assert (texts / "known.toml").exists()
    assert 0 == run("lint", "../one.txt").exit_code
    assert 1 == run("lint", "../one.txt", "--no-config", "--select", "begging").exit_code


def test_a_folder_that_cannot_be_written(stranger, run):
    """
    Where the baseline cannot be written, that is said before anything is linted.
    """
    stranger.chmod(0o500)
    result = run("lint", "one.txt", *ARGS, "--update-baseline")

    assert (2, "") == (result.exit_code, result.stdout)
    assert "Error: known.toml: . cannot be written.\n" == result.stderr
