"""The program as it is started, with the real model: bytes in, a report out."""

import contextlib
import json
import os
import socket

import pytest

RULE = """
summary = "Do not say banana."
why = "A fruit explains nothing."
severity = "error"
message = "'{match}' is a fruit."
instead = "I did forty questions a day."
source = { evidence = "article" }

[check]
type = "phrase"
phrases = ["yellow banana"]

[[examples]]
text = "I ate a yellow banana."
finds = ["yellow banana"]

[[examples]]
text = "I ate bread."
finds = []
"""
LETTER = "I failed Step 1 — “sadly” 好.\r\nI ate a yellow\r\nbanana.\r\n"


def test_no_test_reaches_the_network():
    """
    A connection off this machine fails the test that tries it, also where the error would be swallowed.
    """
    with pytest.raises(pytest.fail.Exception), contextlib.suppress(Exception):
        socket.create_connection(("192.0.2.1", 80), timeout=0.1)


@pytest.fixture
def options(tmp_path, monkeypatch):
    """
    Options that lint by one rule of the user's own, so that no shipped rule decides.
    """
    monkeypatch.chdir(tmp_path)
    (tmp_path / "rules" / "fruit").mkdir(parents=True)
    (tmp_path / "rules" / "fruit" / "banana.toml").write_text(RULE)
    return ["--rules", "rules", "--select", "fruit"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_offsets_are_of_the_text_as_read(encoding, run, options, tmp_path):
    """
    Offsets, lines and columns count characters of the text, whatever its bytes and line ends.
    """
    (tmp_path / "failure.txt").write_bytes(LETTER.encode(encoding))
    result = run("lint", "failure.txt", "--format", "json", *options)
    (document,) = json.loads(result.stdout)["documents"]
    (finding,) = document["findings"]

    assert 1 == result.exit_code
    assert "yellow\r\nbanana" == finding["quote"] == LETTER[finding["start"] : finding["end"]]
    assert [2, 9, 3, 7] == [finding[key] for key in ("line", "column", "end_line", "end_column")]
    assert len(LETTER) == document["counts"]["characters"]


def test_standard_input(run, options):
    """
    A text is linted from a pipe, its line ends as they are.
    """
    result = run("lint", "-", "--format", "concise", *options, input=LETTER.encode())

    assert "-:2:9: error fruit/banana: 'yellow banana' is a fruit.\n" == result.stdout


def test_the_same_bytes_each_time(program, options, tmp_path):
    """
    Two runs print the same bytes, whatever the hash seed.
    """
    for name in ("a.txt", "b.md"):
        (tmp_path / name).write_text(LETTER)
    first, second = (program("lint", ".", *options, env=os.environ | {"PYTHONHASHSEED": seed}) for seed in "12")

    assert first.stdout == second.stdout
    assert b"yellow" in first.stdout


def test_a_screen_without_the_characters(program, options, tmp_path):
    """
    A screen without the writer's characters gets the report all the same, in those that it has.
    """
    (tmp_path / "failure.txt").write_text(LETTER + "“A yellow banana”")
    result = program("lint", "failure.txt", *options, env=os.environ | {"PYTHONIOENCODING": "ascii"})

    assert (1, b"") == (result.returncode, result.stderr)
    assert result.stdout.isascii()


def test_json_is_utf8_everywhere(program, options, tmp_path):
    """
    JSON is UTF-8 whatever the screen has.
    """
    (tmp_path / "好.txt").write_text(LETTER)
    result = program("lint", "好.txt", "--format", "json", *options, env=os.environ | {"PYTHONIOENCODING": "cp1252"})

    assert "好.txt" == json.loads(result.stdout.decode("utf-8"))["documents"][0]["path"]
