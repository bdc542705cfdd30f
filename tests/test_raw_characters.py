"""Nothing raw on a terminal: file names, arguments, keys and texts cannot control it, turn it around or hide words."""

import json
import os
import subprocess
import sys

import pytest

from soapwriter.render import escaped, harmless, one_line

UNSAFE = [
    *map(chr, (0x07, 0x08, 0x0D, 0x1B, 0x7F, 0x85, 0x9B, 0xAD, 0x61C)),
    *map(chr, (0x200B, 0x200D, 0x200E, 0x200F, 0x202E, 0x2066, 0x2069, 0x2028, 0xFEFF)),
]
NAMES = {f"U+{ord(char):04X}": char for char in UNSAFE}
EVIL = "a\x1b]0;evil\x07b\x7fc\u202ed\u2066e\u200bf\u200eg\u061ch\x9b2J"


def raw(text):
    """The characters of an output that control a terminal; its line ends and our own colours are none."""
    return {char for char in text.replace("\r\n", "\n") if char in UNSAFE}


@pytest.mark.parametrize("char", NAMES.values(), ids=NAMES)
def test_one_line_has_none(char):
    """
    A message is one line of what can be seen; colours of our own stay in what is drawn.
    """
    assert "a b" == one_line(f"a{char}b")
    assert "a b\n\t\x1b[1;31mc\x1b[0m" == harmless(f"a{char}b\n\t\x1b[1;31mc\x1b[0m")


@pytest.mark.parametrize("char", NAMES.values(), ids=NAMES)
def test_json_has_escapes(char):
    """
    JSON says the same with an escape, so that nothing is lost.
    """
    record = {"quote": f"a{char}b", "list": [1]}
    printed = escaped(json.dumps(record, indent=2, ensure_ascii=False))

    assert (set(), record) == (raw(printed), json.loads(printed))


CALLS = {
    "text": ["lint", EVIL],
    "unknown option": [f"--{EVIL}"],
    "unknown command": [EVIL],
    "kind": ["lint", "t.txt", "--kind", EVIL],
    "rule": ["lint", "t.txt", "--select", EVIL],
    "rules folder": ["lint", "t.txt", "--rules", EVIL],
    "facts": ["draft", "failure", "--facts", EVIL],
    "facts key": ["draft", "failure", "--facts", "key.toml"],
    "out": ["draft", "failure", "--facts", "me.toml", "--out", f"{EVIL}/x"],
    "program": ["send", "interest", "--facts", "me.toml", "--program", EVIL],
    "moment": ["send", "interest", "--facts", "me.toml", "--at", EVIL],
    "json": ["lint", "bad.txt", "--format", "json", "--no-spelling"],
    "text report": ["lint", "bad.txt", "--no-spelling"],
    "concise": ["lint", "bad.txt", "--format", "concise", "--no-spelling"],
    "diff": ["lint", "bad.txt", "--diff", "--no-spelling"],
    "show": ["show", "bad.txt"],
    "export": ["export", "bad.txt", "--kind", "failure"],
    "init": ["init", "--blank", f"new{EVIL}.toml"],
    "week": ["week", f"{EVIL}.txt", "--no-lint"],
    "completion": ["completion", EVIL],
    "explain": ["explain", EVIL],
}


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "t.txt").write_text("I failed Step 1.")
    (tmp_path / "bad.txt").write_text(f"I failed Step 1 {EVIL}.\nI beg you, {EVIL}, for a chance.\n", encoding="utf-8")
    (tmp_path / "me.toml").write_text('[applicant]\nname = "Ana Vale"\n')
    (tmp_path / "key.toml").write_text('"a\\u001b\\u009b\u202e" = 1\n', encoding="utf-8")
    return tmp_path


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals")
@pytest.mark.parametrize("args", CALLS.values(), ids=CALLS)
def test_nothing_raw_on_a_terminal(args, folder):
    """
    Whatever a call, a file's name or a text has in it, a terminal gets none of it raw.
    """
    import pty

    controller, terminal = pty.openpty()
    environment = {**os.environ, "NO_COLOR": "1", "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "soapwriter", *args]
    started = subprocess.Popen(
        command, cwd=folder, stdin=subprocess.DEVNULL, stdout=terminal, stderr=terminal, env=environment
    )
    os.close(terminal)
    printed = b""
    while True:
        try:
            more = os.read(controller, 65536)
        except OSError:  # the other end is closed
            break
        if not more:
            break
        printed += more
    os.close(controller)

    assert started.wait() in (0, 1, 2, 3)
    assert printed
    assert set() == raw(printed.decode())


HIDING = ["\x85", "\x9b", "\u061c", "\u200b", "\u200e", "\u202e", "\u2066", "\u2069", "\ufeff"]


@pytest.mark.parametrize("char", HIDING, ids=[f"U+{ord(char):04X}" for char in HIDING])
def test_facts_refuse_what_hides(char, run, tmp_path, monkeypatch):
    """
    Facts refuse what hides or turns text around, with line and key.
    """
    monkeypatch.chdir(tmp_path)
    (tmp_path / "me.toml").write_text(f'[applicant]\nname = "Ana{char}Vale"\n', encoding="utf-8")
    result = run("draft", "failure", "--facts", "me.toml")

    assert 2 == result.exit_code
    assert result.stderr.startswith("Error: me.toml: line 2, applicant, name: has a character in it that controls or")
