"""TOML of any depth, length or kind of file: one clear line and status 2, in little time and memory."""

import os
import socket
import threading
from contextlib import suppress

import pytest

from soapwriter.data import NotToml, parse_toml
from soapwriter.errors import Unreadable
from soapwriter.files import read_bytes

DEEP = {
    "lists": ("x = " + "[" * 1_000, "line 1: this is nested more than 64 deep"),
    "lists on lines": ("[a]\nx = " + "[\n" * 100_000, "line 66: this is nested more than 64 deep"),
    "tables": ("x = " + "{a=" * 1_000, "line 1: this is nested more than 64 deep"),
    "dotted key": ("# words\n" + "a." * 20_000 + "a = 1", "line 2: this is nested more than 64 deep"),
    "quoted key": ('"a".' * 20_000 + "a = 1", "line 1: this is nested more than 64 deep"),
    "spaced key": ("a . " * 20_000 + "a = 1", "line 1: this is nested more than 64 deep"),
    "header": ("[" + "a." * 20_000 + "a]", "line 1: this is nested more than 64 deep"),
    "key in a table": ("x = {" + "a." * 20_000 + "a = 1}", "line 1: this is nested more than 64 deep"),
    "digits": ("x = " + "1" * 5_000, "this is not TOML that can be read: a number or a list in it is far too long"),
}
FLAT = {
    "many lists": ("x = [" + "[1]," * 500 + "]", [[1]] * 500),
    "brackets in a text": (f'x = "{"[" * 500}"', "[" * 500),
    "brackets in a long text": (f'x = """\\"{"[" * 500}"""', '"' + "[" * 500),
    "brackets in a literal": (f"x = '{'{' * 500}'", "{" * 500),
    "brackets in a comment": (f"# {'[' * 500}\nx = 1", 1),
    "dots in a text": (f'x = "{"." * 500}"', "." * 500),
    "dots in a list": (f"x = [{'1.5, ' * 200}]", [1.5] * 200),
}
READERS = {
    "facts": lambda path: ("lint", "t.txt", "--facts", path),
    "draft": lambda path: ("draft", "failure", "--facts", path),
    "kit": lambda path: ("kit", "week", "--facts", path),
    "week": lambda path: ("week", "--facts", path),
    "baseline": lambda path: ("lint", "t.txt", "--baseline", path),
}


@pytest.mark.parametrize(("text", "message"), DEEP.values(), ids=DEEP)
def test_too_deep_is_one_sentence(text, message):
    """
    What tomllib would need the square of the time for, or Python's stack, is refused with its line.
    """
    with pytest.raises(NotToml) as error:
        parse_toml(text)

    assert message == str(error.value)


@pytest.mark.parametrize(("text", "value"), FLAT.values(), ids=FLAT)
def test_what_only_looks_deep_is_read(text, value):
    """
    Brackets and dots in texts and comments count for nothing.
    """
    assert {"x": value} == parse_toml(text)


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize(
    "text", [DEEP["lists"][0], DEEP["digits"][0], DEEP["dotted key"][0]], ids=["lists", "digits", "key"]
)
def test_every_reader_of_toml_refuses_it(reader, text, run, tmp_path, monkeypatch):
    """
    Facts and baselines have one reader and one guard: one line, status 2.
    """
    monkeypatch.chdir(tmp_path)
    (tmp_path / "t.txt").write_text("I failed Step 1.")
    (tmp_path / "x.toml").write_text(text)
    result = run(*READERS[reader]("x.toml"))

    assert (2, 1) == (result.exit_code, result.stderr.count("\n"))
    assert result.stderr.startswith("Error: x.toml: ")


@pytest.mark.parametrize("name", ["soapwriter.toml", "rules/own/deep.toml"])
@pytest.mark.parametrize("text", [DEEP["lists"][0], DEEP["digits"][0]], ids=["lists", "digits"])
def test_settings_and_rules_refuse_it(name, text, run, tmp_path, monkeypatch):
    """
    A settings file and a rule file that are nested too deep are one line, status 2.
    """
    monkeypatch.chdir(tmp_path)
    (tmp_path / "t.txt").write_text("I failed Step 1.")
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_text(text)
    result = run("lint", "t.txt", *(["--rules", "rules"] if "rules" in name else []))

    assert (2, 1) == (result.exit_code, result.stderr.count("\n"))
    assert result.stderr.startswith(f"Error: {name}: ")


@pytest.mark.parametrize("reader", READERS)
def test_a_device_is_not_read(reader, run, tmp_path, monkeypatch):
    """
    A device that never ends is refused before a byte of it is read.
    """
    monkeypatch.chdir(tmp_path)
    (tmp_path / "t.txt").write_text("I failed Step 1.")
    result = run(*READERS[reader]("/dev/zero"))

    assert (2, 1) == (result.exit_code, result.stderr.count("\n"))
    assert "It is a device or a socket, not a file." in result.stderr


def test_a_text_is_no_device_either(run):
    """
    The same holds for a text.
    """
    result = run("lint", "/dev/zero")

    assert (2, "Error: /dev/zero: It is a device or a socket, not a file.\n") == (result.exit_code, result.stderr)


def test_a_huge_file_is_not_read(tmp_path, monkeypatch):
    """
    The size of a file is looked at before it is read.
    """
    path = tmp_path / "huge"
    with path.open("wb") as file:
        file.truncate(1_200_000_000)
    monkeypatch.setattr("pathlib.Path.open", lambda *_: pytest.fail("it was opened"))

    with pytest.raises(Unreadable, match="It is over 1 MB, which no facts file is"):
        read_bytes(path, most=1_000_000, what="facts file")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
@pytest.mark.parametrize(("size", "error"), [(10, None), (70_001, "It is over 70 kB, which no facts file is.")])
def test_a_pipe_is_read_up_to_the_limit(size, error, tmp_path):
    """
    A pipe has no size, so that no more than the limit is read from it.
    """
    path = tmp_path / "pipe"
    os.mkfifo(path)

    def write():
        with suppress(BrokenPipeError), path.open("wb") as file:
            file.write(b"x" * size)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        data, found = read_bytes(path, most=70_000, what="facts file"), None
    except Unreadable as refused:
        data, found = b"", str(refused)
    writer.join()

    assert (error, 0 if error else size) == (found, len(data))


@pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="there are no sockets of the file system here")
def test_a_socket_is_not_read(tmp_path, monkeypatch):
    """
    A socket is no file either.
    """
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as made:
        made.bind("socket")
        with pytest.raises(Unreadable, match="not a file"):
            read_bytes(tmp_path / "socket", most=10, what="letter")
