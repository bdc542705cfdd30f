"""`soapwriter init`: the questions on a terminal, and the file that keeps every answer."""

import os
import pty
import select
import signal
import stat
import sys
import time
from pathlib import Path

import pytest

from soapwriter.facts import Facts, load_facts, load_questions

ROOT = Path(__file__).parents[1]
STOP, END = b"\x03", b"\x04"
# Sloppy answers to the first five questions, as people type them.
FIVE = ["step 2", "Failed, 206?", "june 2026", "studied at night", "I did 2,600 questions", "I met Ms. O. weekly", ""]


class Terminal:
    """A person at a terminal: types a line when a prompt is there."""

    def __init__(self, folder, *args):
        self.pid, self.screen = pty.fork()
        if self.pid == 0:
            os.chdir(folder)
            os.environ.update(PYTHONPATH=str(ROOT), TERM="dumb", NO_COLOR="1")
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
        while not fresh.endswith("\n> ") and fresh != "> ":
            fresh += self._read() or self._give_up("no prompt")
        self.shown += fresh

    def end(self):
        """Read to the end, and return the exit status."""
        while chunk := self._read():
            self.shown += chunk
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])

    def _read(self):
        """Return what has come, or nothing at the end."""
        if not select.select([self.screen], [], [], 60)[0]:
            self._give_up("silence")
        try:
            return os.read(self.screen, 65536).decode(errors="replace")
        except OSError:
            return ""  # the other side of a terminal is gone: Linux says so with an error

    def _give_up(self, reason):
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        pytest.fail(f"{reason} after {self.shown[-300:]!r}")


@pytest.fixture
def answer(run, tmp_path):
    """
    Run `init` on me.toml with piped answers, and return what was shown, its blanks alike.
    """

    def answer(*lines, status=0):
        result = run("init", tmp_path / "me.toml", input="".join(f"{line}\n" for line in lines))
        assert status == result.exit_code, result.output
        return " ".join(result.output.split())

    return answer


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
    assert all(f"# {each.ask}\n" in text for table in load_questions().tables for each in table.questions)


def test_blank_never_over_a_file(run, tmp_path):
    """
    --blank writes over no file.
    """
    path = tmp_path / "me.toml"
    path.write_text("mine")
    result = run("init", "--blank", path)

    assert 2 == result.exit_code
    assert f"Error: {path}: exists already; name another file, or remove this one first.\n" == result.stderr
    assert "mine" == path.read_text()


def test_an_explanation_after_ten_prompts(tmp_path):
    """
    From nothing to a saved explanation in ten answered prompts, with near-right answers that are said back.
    """
    person = Terminal(tmp_path)
    person.type(*FIVE, "april 14 2067", "1")
    status = person.end()
    facts = load_facts(tmp_path / "me.toml")
    text = (tmp_path / "failure.txt").read_text()

    assert 0 == status, person.shown
    assert len(FIVE) + 1 <= 10
    assert [("Step 2 CK", "failed", 206), ("Step 2 CK", "scheduled", None)] == [
        (each.exam, each.outcome, each.score) for each in facts.exams
    ]
    for said in (
        "Step 2 CK.",
        "Failed, with a 206.",
        "You put a question mark",
        "June 2026.",
        "Booked for April 14, 2067.",
    ):
        assert said in person.shown
    assert "score = 206 # you were not sure: check it" in (tmp_path / "me.toml").read_text()
    assert "206" in text
    assert "April 14, 2067" in text
    assert "Saved as failure.txt." in person.shown


@pytest.mark.parametrize("outcome", ["failed", "Failed", "FAILED", "fail", "f", "1"])
def test_capital_letters_change_nothing(outcome, answer, tmp_path):
    """
    However the outcome is written, the score is the next question.
    """
    shown = answer("STEP 2 CK", outcome)

    assert "What was the score, if there was a number?" in shown


@pytest.mark.parametrize("outcome", ["Failed", "failed"])
def test_capital_letters_of_a_file_change_nothing(outcome, answer, tmp_path):
    """
    However a file has the outcome, the score is the next question.
    """
    (tmp_path / "me.toml").write_text(f'[[exams]]\nexam = "step 2"\noutcome = "{outcome}"\n')

    assert "What was the score, if there was a number?" in answer()


@pytest.mark.parametrize(("key", "status"), [(STOP, 130), (END, 0), ("quit", 0), ("Stop", 0)])
def test_an_interrupted_session(key, status, tmp_path):
    """
    What was answered before the interruption is kept, in a file that loads, and the last words say how to go on.
    """
    person = Terminal(tmp_path, "kept.toml")
    person.type("Step 3", "failed", key)

    assert status == person.end()
    facts = load_facts(tmp_path / "kept.toml")
    assert ("Step 3", "failed") == (facts.exams[0].exam, facts.exams[0].outcome)
    assert "2 answers saved in kept.toml" in person.shown
    assert "  soapwriter init kept.toml" in person.shown
    assert ["kept.toml"] == [path.name for path in tmp_path.iterdir()]
    assert 0o600 == stat.S_IMODE((tmp_path / "kept.toml").stat().st_mode)


def test_interrupted_in_a_list(tmp_path):
    """
    The lines of a list are kept one by one.
    """
    person = Terminal(tmp_path)
    person.type(*FIVE[:6], STOP)
    person.end()

    assert (FIVE[4], FIVE[5]) == load_facts(tmp_path / "me.toml").story.changes


def test_interrupted_at_once(tmp_path):
    """
    A session without an answer leaves no file.
    """
    person = Terminal(tmp_path)
    person.type("", STOP)

    assert 130 == person.end()
    assert "Nothing was answered, so nothing was written." in person.shown
    assert [] == list(tmp_path.iterdir())


def test_it_goes_on_where_it_stopped(answer):
    """
    On an existing file the first open question is the next one; what was passed over is not asked again.
    """
    answer(*FIVE, "", "", "Maren Oduya", "")
    shown = answer("quit")

    assert "Going on with" in shown
    assert "7 answers so far." in shown
    assert "What is your AAMC ID?" in shown
    assert "What is your medical school" not in shown


def test_a_way_back(answer, tmp_path):
    """
    "back" asks the question before, shows its answer, and Enter keeps it; a retake that was answered wrongly is undone.
    """
    answer(*FIVE, "passed", "back", "not yet", "back", "June 3, 2067", "2")
    facts = load_facts(tmp_path / "me.toml")

    assert [("failed", "June 2026"), ("scheduled", "June 3, 2067")] == [
        (each.outcome, each.date.in_words) for each in facts.exams
    ]


def test_back_from_the_offer(answer, tmp_path):
    """
    "back" also leads from the offer to the question before it.
    """
    shown = answer(*FIVE, "april 14 2067", "?", "back", "may 3 2067", "go on", "Maren Oduya")

    assert 2 == shown.count("You have enough for your explanation")
    assert "1 writes it now, 2 goes on" in shown
    assert "May 3, 2067" == load_facts(tmp_path / "me.toml").exams[1].date.in_words
    assert "What is your medical school" in shown


def test_back_shows_the_answer_that_is_there(answer, tmp_path):
    """
    The answer before is shown, and Enter keeps it.
    """
    shown = answer("Step 3", "failed, 180", "back", "", "2026-05")

    assert "Now: failed" in shown
    attempt = load_facts(tmp_path / "me.toml").exams[0]
    assert ("failed", 180) == (attempt.outcome, attempt.score)


def test_back_in_a_list_takes_a_line_back(answer, tmp_path):
    """
    "back" after a line of a list takes this line back.
    """
    shown = answer(*FIVE[:5], "oops", "back")

    assert "Taken back: oops" in shown
    assert (FIVE[4],) == load_facts(tmp_path / "me.toml").story.changes


def test_nothing_scolds(answer, tmp_path):
    """
    An answer that cannot be read is met with an example, and the question waits.
    """
    shown = answer("stpe 9", "2", "dunno", "failed", "lots", "209", "soon", "June 24", "06/05/2026", "June 24, 2026")

    for told in (
        "I could not match that with one of these. Its number is enough, for example 1.",
        "I could not read that as a score; for example 209.",
        "I could not read that as a date; for example 2026-06-24.",
        "'June 24' has no year; add it, as in 'June 24, 2026'.",
        "'06/05/2026' can be read in two ways; write 'June 5, 2026' or 'May 6, 2026'.",
    ):
        assert told in shown
    assert "cannot be" not in shown
    assert "June 24, 2026" == load_facts(tmp_path / "me.toml").exams[0].date.in_words


def test_answers_that_contradict_themselves(answer, tmp_path):
    """
    What does not fit together is said at once, and the answer can be typed again.
    """
    shown = answer("Step 2 CK", "failed, 230", "June 24, 2026", "back", "failed, 209", "")

    assert "This does not fit yet: 230 was a pass of Step 2 CK on June 24, 2026: the line was 218." in shown
    assert 209 == load_facts(tmp_path / "me.toml").exams[0].score


@pytest.mark.parametrize(
    ("typed", "trouble", "attempts"),
    [
        (["may 2025", "passed", "jan 2027"], "before the attempt that was failed in June 2026.", ["passed"]),
        (["jul 2026", "not yet"], "Step 2 CK is booked for July 2026, and that day has passed.", []),
        (["2067-03-30"], "", ["scheduled"]),
    ],
)
def test_another_answer_about_the_retake(typed, trouble, attempts, answer, tmp_path):
    """
    Another answer about the retake takes the place of the first one, and leaves nothing of it.
    """
    shown = answer(*FIVE, *typed)
    exams = load_facts(tmp_path / "me.toml").exams

    assert trouble in shown
    assert ["failed", *attempts] == [each.outcome for each in exams]


def test_pasted_paragraphs(tmp_path):
    """
    An answer that is pasted with line ends in it is one answer, and may be long.
    """
    person = Terminal(tmp_path)
    long = "I studied alone. " * 900
    person.type(*FIVE[:3], f"I asked nobody.\n\n{long}", "I did 400 questions.\nI asked for help.\n", STOP)
    person.end()
    story = load_facts(tmp_path / "me.toml").story

    assert f"I asked nobody. {long}".strip() == story.cause
    assert ("I did 400 questions.", "I asked for help.") == story.changes


def test_a_file_that_comes_meanwhile(tmp_path):
    """
    A file that somebody else writes during the session is not written over.
    """
    person = Terminal(tmp_path)
    person.wait()
    (tmp_path / "me.toml").write_text("mine")
    os.write(person.screen, b"Step 1\n")

    assert 2 == person.end()
    assert "me.toml: exists already" in person.shown
    assert "mine" == (tmp_path / "me.toml").read_text()


def test_a_file_that_changes_meanwhile(tmp_path):
    """
    A file that an editor saves during the session keeps what the editor wrote.
    """
    (tmp_path / "me.toml").write_text('[[exams]]\nexam = "Step 1"\n')
    person = Terminal(tmp_path)
    person.wait()
    (tmp_path / "me.toml").write_text('[[exams]]\nexam = "Step 3"\n')
    os.write(person.screen, b"failed\n")

    assert 2 == person.end()
    assert "It has changed since it was read" in person.shown
    assert '[[exams]]\nexam = "Step 3"\n' == (tmp_path / "me.toml").read_text()


MINE = """# mine
[applicant]
name = "Ann Lee" # as on the application

[story]
changes = [
  "I did 400 questions.", # all of UWorld
  "I asked for help.",
]
cause = "I had no plan."

# my exams
[[exams]]
exam = "Step 1"
outcome = "failed"
date = "2025-05"
"""


@pytest.mark.parametrize(
    ("key", "typed", "change"),
    [
        ("cause", ["I had no schedule."], ('cause = "I had no plan."', 'cause = "I had no schedule."')),
        ("name", ["Ann B. Lee"], ('"Ann Lee" #', '"Ann B. Lee" #')),
        ("exams.date", ["may 6 2025"], ('"2025-05"', '"2025-05-06"')),
        ("exams 1 outcome", ["passed"], ('"failed"', '"passed"')),
        ("story.cause", [""], ("", "")),
        ("changes", ["", "-", "I met Dr. P.", ""], ('"I asked for help."', '"I met Dr. P."')),
    ],
)
def test_one_answer_is_changed(key, typed, change, run, tmp_path):
    """
    --edit changes one answer, and nothing else of the file: its comments and its order stay.
    """
    path = tmp_path / "me.toml"
    path.write_text(MINE)
    result = run("init", path, "--edit", key, input="\n".join(typed) + "\n")

    assert 0 == result.exit_code, result.output
    assert MINE.replace(*change) == path.read_text()


def test_an_answer_is_chosen_from_a_list(run, tmp_path):
    """
    --edit without a key lists the answers, each with its number.
    """
    path = tmp_path / "me.toml"
    path.write_text(MINE)
    result = run("init", "--edit", path, input="1\nAnn B. Lee\n")

    assert "1  applicant name: Ann Lee\n" in result.output
    assert "exams 1 date: May 2025\n" in result.output
    assert MINE.replace("Ann Lee", "Ann B. Lee") == path.read_text()


def test_one_more_entry(run, tmp_path):
    """
    --edit with the name of a repeated table also opens one more entry, after the others.
    """
    path = tmp_path / "me.toml"
    path.write_text(MINE)
    result = run("init", path, "--edit", "exams 2", input="Level 1\n")

    assert 0 == result.exit_code
    assert f'{MINE}\n[[exams]]\nexam = "Level 1"\n' == path.read_text()


def test_an_unknown_key(run, tmp_path):
    """
    A key that does not exist is met with the nearest one.
    """
    path = tmp_path / "me.toml"
    path.write_text(MINE)
    result = run("init", path, "--edit", "casue")

    assert 2 == result.exit_code
    assert "There is no key 'casue'. Did you mean 'cause'?" in result.stderr


def test_piped_answers(run, tmp_path):
    """
    Without a terminal the answers are lines, and the end of the input is the end of the session.
    """
    path = tmp_path / "me.toml"
    result = run("init", path, input="\n".join([*FIVE, "2067-04-14", "write"]))

    assert 0 == result.exit_code
    assert "> Failed, 206?\n  Failed, with a 206.\n" in result.output
    assert (tmp_path / "failure.txt").exists()


def test_nothing_piped(run, tmp_path):
    """
    Without any input nothing is written.
    """
    result = run("init", tmp_path / "me.toml", input="")

    assert 1 == result.exit_code
    assert "Nothing was answered, so nothing was written." in result.output
    assert [] == list(tmp_path.iterdir())


def test_every_question_can_be_skipped(run, tmp_path):
    """
    Enter alone leads through every question to the end.
    """
    path = tmp_path / "me.toml"
    result = run("init", path, input="Step 2 CK\nfailed\n" + "\n" * 100)

    assert 0 == result.exit_code
    assert "That was the last open question. 2 answers" in " ".join(result.output.split())
    assert "What is your name" not in run("init", path, input="").output


def test_an_answer_of_the_file_that_cannot_be_read(run, tmp_path):
    """
    An answer that was typed into the file and cannot be read is asked again, and shown.
    """
    path = tmp_path / "me.toml"
    path.write_text(MINE.replace('"2025-05"', '"soon"'))
    result = run("init", path, input="May 2025\n")

    assert "The file has 'soon' here, which could not be read." in result.output
    assert MINE == path.read_text()


@pytest.mark.parametrize("wrong", ['changes = [["a"]]', "cause = 3", 'plan = {a = "b"}', "changes = [1, 2]"])
def test_an_answer_of_another_shape_is_asked_again(wrong, answer, tmp_path):
    """
    An answer of a shape that no question has is asked again, and does not stop the questions.
    """
    (tmp_path / "me.toml").write_text(f"[story]\n{wrong}\n")

    shown = answer(*FIVE[:3], "", "", "", "", "Maren Oduya")

    assert 1 == shown.count("which could not be read.")
    assert "What is your name" in shown


def test_an_explanation_that_is_there_is_kept(run, tmp_path):
    """
    An explanation that exists is not written over.
    """
    (tmp_path / "failure.txt").write_text("mine")
    result = run("init", tmp_path / "me.toml", input="\n".join([*FIVE, "2067-04-14", "write"]))

    assert "was there before, and was left as it is" in " ".join(result.output.split())
    assert "mine" == (tmp_path / "failure.txt").read_text()


def test_windows_line_ends_stay(run, tmp_path):
    """
    A file with the line ends of Windows keeps them.
    """
    path = tmp_path / "me.toml"
    path.write_bytes(MINE.replace("\n", "\r\n").encode())
    run("init", path, "--edit", "cause", input="I had no schedule.\n")

    assert MINE.replace("no plan", "no schedule").replace("\n", "\r\n").encode() == path.read_bytes()
