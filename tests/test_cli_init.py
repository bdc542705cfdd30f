"""`soapwriter init`: the questions on a terminal, and the file that keeps every answer."""

import os
import pty
import select
import signal
import stat
import sys
import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soapwriter.facts import Facts, facts_text, load_facts, load_questions

ROOT = Path(__file__).parents[1]
NOW = date(2026, 11, 23)
STOP, END = b"\x03", b"\x04"
# The questions after the programs, each asked once.
LATER = sum(len(table.questions) for table in load_questions().tables[7:])


class Terminal:
    """A person at a terminal: types a line when a prompt is there."""

    def __init__(self, folder, *args):
        self.pid, self.screen = pty.fork()
        if self.pid == 0:
            os.chdir(folder)
            os.environ.update(PYTHONPATH=str(ROOT), TERM="dumb")
            # A test runner in several processes ignores Ctrl-C, and a child would inherit that.
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            os.execv(sys.executable, [sys.executable, "-m", "soapwriter", "init", *args])
        self.shown = ""

    def type(self, *lines):
        """Answer one prompt with each line."""
        for line in lines:
            self.wait()
            if line == STOP:
                time.sleep(0.3)  # nobody hits the key in the instant between the prompt and the reading
            os.write(self.screen, line if isinstance(line, bytes) else f"{line}\n".encode())

    def wait(self):
        """Read on until a prompt is there."""
        fresh = ""
        while not fresh.endswith("> "):
            fresh += self._read() or self._give_up("no prompt")
        self.shown += fresh

    def end(self):
        """Read to the end, and return the exit status."""
        while chunk := self._read():
            self.shown += chunk
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])

    def _read(self):
        """Return what has come, or nothing at the end."""
        if not select.select([self.screen], [], [], 20)[0]:
            self._give_up("silence")
        try:
            return os.read(self.screen, 65536).decode(errors="replace")
        except OSError:
            return ""  # the other side of a terminal is gone: Linux says so with an error

    def _give_up(self, reason):
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        pytest.fail(f"{reason} after {self.shown[-300:]!r}")


def test_blank(run, tmp_path):
    """
    --blank writes every question with an empty answer, loads as nothing entered, and is its owner's alone.
    """
    path = tmp_path / "me.toml"
    result = run("init", "--blank", path)
    text = path.read_text(encoding="utf-8")

    assert 0 == result.exit_code
    assert Facts() == load_facts(path)
    assert 0o600 == stat.S_IMODE(path.stat().st_mode)
    assert all(f"# {each.ask}." in text for table in load_questions().tables for each in table.questions)


def test_never_over_a_file(run, tmp_path):
    """
    A file that exists is never written over, blank or asked.
    """
    path = tmp_path / "me.toml"
    path.write_text("mine")

    for args in ([path], ["--blank", path]):
        result = run("init", *args)
        assert 2 == result.exit_code
        assert f"Error: {path}: exists already; name another file, or remove this one first.\n" == result.stderr
    assert "mine" == path.read_text()


def test_without_a_terminal(run, tmp_path):
    """
    Without a terminal nothing is asked or written, and the way out is told.
    """
    path = tmp_path / "me.toml"
    result = run("init", path, input="Ann\n")

    assert 2 == result.exit_code
    assert f"'soapwriter init --blank {path}' writes a file" in result.stderr
    assert [] == list(tmp_path.iterdir())


def test_a_whole_session(tmp_path):
    """
    Answers of every shape are asked one by one, wrong ones again, and load as they were meant.
    """
    person = Terminal(tmp_path)
    person.type('Zoë "Z" O\'Neil\\x', "", "12345", "12345678", "DO")
    person.type("COMLEX Level 2", "soon", "January 2026", "failed", "372", "", "")
    person.type("COMSAE", "Level 2-CE", "2026-03", "68%", "")
    person.type(
        "", "put off questions", "done 400 questions", "I asked for help.", "", "retake it on June 3, 2027", "", "", ""
    )
    person.type("", "Pinewater", "Dunmore", "FM", "", "Dr. A", "", "maybe", "yes", "2027-03-16 14:05", *[""] * 14)
    person.type(*[""] * LATER)
    status = person.end()
    facts = load_facts(tmp_path / "me.toml", now=NOW)

    assert 0 == status, person.shown
    assert ('Zoë "Z" O\'Neil\\x', "12345678") == (facts.applicant.name, facts.applicant.aamc_id)
    assert ("Level 2-CE", "failed", 372) == (facts.exams[0].exam, facts.exams[0].outcome, facts.exams[0].score)
    assert "68%" == str(facts.practice[0].score)
    assert ("done 400 questions", "I asked for help.") == facts.story.changes
    assert ("family-medicine", True, ("Dr. A",)) == (
        facts.programs[0].specialty,
        facts.programs[0].contacted_first,
        facts.programs[0].people,
    )
    assert "Please answer again: '12345' is not an AAMC ID; an AAMC ID has 8 digits." in person.shown
    assert "Please answer again: 'soon' is not a date" in person.shown
    assert "Please answer again: must be true or false" in person.shown
    assert "Since then I have … >" in person.shown
    assert "Next: soapwriter draft failure --facts me.toml" in person.shown


@pytest.mark.parametrize("key", [STOP, END], ids=["ctrl-c", "end of input"])
def test_an_interrupted_session(key, tmp_path):
    """
    What was answered before the interruption is kept, in a file that loads, and the last words say where.
    """
    person = Terminal(tmp_path, "kept.toml")
    person.type("Ann", "", "", "", "Step 3", key)
    status = person.end()
    facts = load_facts(tmp_path / "kept.toml")

    assert 130 == status
    assert ("Ann", "Step 3") == (facts.applicant.name, facts.exams[0].exam)
    assert "Kept 2 answers in kept.toml." in person.shown
    assert ["kept.toml"] == [path.name for path in tmp_path.iterdir()]
    assert 0o600 == stat.S_IMODE((tmp_path / "kept.toml").stat().st_mode)


def test_interrupted_in_a_list(tmp_path):
    """
    The lines of a list are kept one by one.
    """
    person = Terminal(tmp_path)
    person.type(*[""] * 8, "I did 400 questions.", "I asked for help.", STOP)
    person.end()

    assert ("I did 400 questions.", "I asked for help.") == load_facts(tmp_path / "me.toml").story.changes


def test_pasted_paragraphs(tmp_path):
    """
    An answer that is pasted with line ends in it is one answer.
    """
    person = Terminal(tmp_path)
    person.type(*[""] * 7, "I studied alone.\n\nI asked nobody.", "I did 400 questions.\nI asked for help.\n")
    person.type(END)
    person.end()
    story = load_facts(tmp_path / "me.toml").story

    assert "I studied alone. I asked nobody." == story.cause
    assert ("I did 400 questions.", "I asked for help.") == story.changes


def test_interrupted_at_once(tmp_path):
    """
    A session without an answer leaves no file.
    """
    person = Terminal(tmp_path)
    person.type(STOP)

    assert 130 == person.end()
    assert "Nothing was answered, so nothing was written." in person.shown
    assert [] == list(tmp_path.iterdir())


def test_a_file_that_comes_meanwhile(tmp_path):
    """
    A file that somebody else writes during the session is not written over.
    """
    person = Terminal(tmp_path)
    person.wait()
    (tmp_path / "me.toml").write_text("mine")
    os.write(person.screen, b"Ann\n")

    assert 2 == person.end()
    assert "me.toml: exists already" in person.shown
    assert "mine" == (tmp_path / "me.toml").read_text()


def test_answers_that_contradict_themselves(tmp_path):
    """
    A record that cannot be true is written as it was answered, and what to fix is reported with its line.
    """
    person = Terminal(tmp_path)
    person.type(*[""] * 4, "Step 2 CK", "2026-06-24", "failed", "230", *[""] * 12)
    person.type(*[""] * LATER)

    assert 1 == person.end()
    assert "To fix: me.toml: line " in person.shown
    assert "230 was a pass of Step 2 CK on June 24, 2026: the line was 218." in person.shown


TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1)


@given(name=TEXT, changes=st.lists(TEXT, max_size=3))
def test_any_text_survives(name, changes, tmp_path_factory):
    """
    Whatever characters an answer has, the file is TOML that gives them back.
    """
    path = tmp_path_factory.mktemp("facts") / "me.toml"
    path.write_text(
        facts_text({"applicant": [{"name": name}], "story": [{"changes": tuple(changes)}]}), encoding="utf-8"
    )
    facts = load_facts(path)

    assert (" ".join(name.split()) or None) == facts.applicant.name
    assert tuple(filter(None, (" ".join(each.split()) for each in changes))) == facts.story.changes
