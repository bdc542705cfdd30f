"""`soapwriter export`: a text for the form, an email or an adviser, or what stands in its way."""

import shutil
import stat
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import pyperclip
import pytest

SAMPLES = Path(__file__).parents[1] / "samples"
FACTS = SAMPLES / "facts.toml"
GOOD = (SAMPLES / "explanation-good.txt").read_text(encoding="utf-8")
THANKS = SAMPLES / "thank-you-good.txt"
MONDAY, FRIDAY = "2027-03-15 12:00", "2027-03-19 09:00"


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch):
    """
    Each test works in an empty folder of its own.
    """
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def failure(elsewhere):
    """
    A sound explanation with a comment, a curly apostrophe and wrapped lines.
    """
    path = elsewhere / "failure.txt"
    path.write_text("<!-- mine -->\n" + GOOD.replace(" and ", "\nand ").replace("'", "\u2019"), encoding="utf-8")
    return path


def test_the_text_alone_on_standard_output(run, failure):
    """
    Standard output is the text that the form takes, and nothing else.
    """
    result = run("export", failure, "--to", "eras")

    assert (0, " ".join(GOOD.split()) + "\n") == (result.exit_code, result.stdout)


def test_what_is_said_beside_it(run, failure):
    """
    Standard error says the length by the form's measure, and what AAMC says on own work, never a score of anything.
    """
    said = " ".join(run("export", failure).stderr.split())

    assert "of 28,000 characters; a page is about 3,500." in said
    assert all(word in said for word in ("AAMC", "plagiarism", "Disputed: ", "2026-11-30", "own words"))
    assert "AI score" not in said


def test_a_long_text_is_said_to_be_over_a_page(run, elsewhere):
    """
    A statement over one page is said to be.
    """
    text = " ".join(f"In the week of patient {number} I learned to read every chart twice." for number in range(70))
    (elsewhere / "statement.txt").write_text(text, encoding="utf-8")

    assert "about 3,500, and this is longer." in " ".join(run("export", "statement.txt").stderr.split())


def test_out(run, failure, elsewhere):
    """
    A file is written for its owner alone, and never over another unless that is asked for.
    """
    out = elsewhere / "form.txt"
    first = run("export", failure, "--out", out)
    again = run("export", failure, "--out", out)

    assert (0, "", 0o600) == (first.exit_code, first.stdout, stat.S_IMODE(out.stat().st_mode))
    assert (2, True) == (again.exit_code, "give --force to write over it" in again.stderr)
    assert 0 == run("export", failure, "--out", out, "--force").exit_code
    assert 2 == run("export", failure, "--out", failure, "--force").exit_code


def test_standard_input(run):
    """
    A text may be piped in.
    """
    assert GOOD.split() == run("export", "-", "--kind", "failure", input=GOOD).stdout.split()


STOPS = {
    "a placeholder": (GOOD.replace("May 2026", "[[month]]"), "'[[month]]' is still to be filled in."),
    "an error": (f"{GOOD.rstrip()} I beg you to read this.", "'I beg you' begs"),
    "a list of no sentences": (
        f"{GOOD.rstrip()}\n\n- nights of call\n",
        "'nights of call' is not a sentence by itself",
    ),
    "a sign": (f"{GOOD.rstrip()} My scores: 212 \u2192 229.", "The form may lose '\u2192'."),
    "too much": ("In that week I read each chart twice. " * 800, "the form takes 28,000"),
}


@pytest.mark.parametrize(("text", "message"), STOPS.values(), ids=STOPS)
def test_what_is_open_stops_it(run, elsewhere, text, message):
    """
    What is open is named and ends with 1, and nothing is written or copied.
    """
    (elsewhere / "failure.txt").write_text(text, encoding="utf-8")
    result = run("export", "failure.txt", "--out", "form.txt")
    said = " ".join(result.stderr.split())

    assert (1, "", ["failure.txt"]) == (result.exit_code, result.stdout, [path.name for path in elsewhere.iterdir()])
    assert said.startswith("Nothing is written: ")
    assert message in said


def test_the_command_that_shows_it(run, elsewhere):
    """
    Beside an open error stands the command that shows it in its place.
    """
    (elsewhere / "my text.txt").write_text(f"{GOOD} I beg you.", encoding="utf-8")
    said = " ".join(run("export", "my text.txt", "--kind", "failure", "--facts", FACTS).stderr.split())

    assert f'soapwriter lint "my text.txt" --kind failure --facts {FACTS}' in said


def test_the_facts_that_lie_there(run, failure, elsewhere):
    """
    Facts where `init` puts them are held against the text without being named.
    """
    shutil.copy(FACTS, elsewhere / "me.toml")
    result = run("export", failure)

    assert 1 == result.exit_code
    assert "(facts/" in result.stderr


def test_what_is_kept_quiet_does_not_stop(run, elsewhere):
    """
    An error that the writer has told to be quiet is none.
    """
    text = f"{GOOD.rstrip()}\n<!-- soapwriter: ignore begging # her words -->\nI beg you to read this.\n"
    (elsewhere / "failure.txt").write_text(text, encoding="utf-8")
    result = run("export", "failure.txt")

    assert (0, False) == (result.exit_code, "soapwriter" in result.stdout)


@pytest.mark.parametrize(("at", "status"), [(MONDAY, 3), (FRIDAY, 0)])
def test_the_gate(run, at, status):
    """
    An email that may not be sent yet is not written, and the verdict comes first.
    """
    result = run("export", THANKS, "--to", "email", "--at", at)

    assert (status, status == 0) == (result.exit_code, "Dear Dr. Okonjo," in result.stdout)
    assert result.stderr.startswith("Block: " if status else "Caution: ")


def test_an_override(run):
    """
    An override writes it, with the reason above the text; without a reason it is refused.
    """
    written = run("export", THANKS, "--to", "email", "--at", MONDAY, "--override", "the dean agreed")
    refused = run("export", THANKS, "--to", "email", "--at", MONDAY, "--override", "")

    assert (0, 2) == (written.exit_code, refused.exit_code)
    assert "with this reason: the dean agreed." in " ".join(written.stdout.partition("-->")[0].split())


def test_the_program_is_known_by_the_facts(run, elsewhere):
    """
    Whether the program wrote first is asked of the one that the text is for.
    """
    run("draft", "reply", "--facts", FACTS, "--program", "Pinewater Family Medicine", "--out", "reply.txt")
    given = ("export", "reply.txt", "--to", "email", "--facts", FACTS, "--at", "2027-03-16 15:00")

    assert 0 == run(*given, "--program", "Pinewater Family Medicine").exit_code
    assert 3 == run(*given, "--program", "Great Bend Medical Center").exit_code
    assert "To Pinewater Family Medicine, on" in run(*given).stderr


@pytest.mark.parametrize("text", [THANKS, SAMPLES / "summary-good.txt", SAMPLES / "interview-struggle-good.txt"])
def test_what_the_form_has_no_place_for(run, text):
    """
    Only what goes into the form is made for it; anything else is told where it goes.
    """
    result = run("export", text, "--to", "eras", "--at", FRIDAY)

    assert (2, "") == (result.exit_code, result.stdout)
    assert "does not go into the application form" in result.stderr


def test_a_blocked_email_to_the_form(run):
    """
    What may not be sent is blocked wherever it was to go.
    """
    assert 3 == run("export", THANKS, "--to", "eras", "--at", MONDAY).exit_code


@pytest.fixture
def clipboard(monkeypatch):
    """
    A clipboard of this process.
    """
    held = []
    monkeypatch.setattr(pyperclip, "copy", held.append)
    monkeypatch.setattr(pyperclip, "paste", lambda: held[-1].replace("\n", "\r\n"))
    return held


def test_copy(run, failure, clipboard):
    """
    The clipboard gets the text, and standard output nothing.
    """
    result = run("export", failure, "--copy")

    assert (0, "", [" ".join(GOOD.split()) + "\n"]) == (result.exit_code, result.stdout, clipboard)
    assert "It is on the clipboard." in result.stderr


def test_an_override_is_not_copied(run, clipboard):
    """
    What is pasted into a message has no header; that a block was overridden is said.
    """
    result = run("export", THANKS, "--to", "email", "--at", MONDAY, "--override", "agreed", "--copy")

    assert clipboard[0].startswith("Subject: ")
    assert "with this reason: agreed." in " ".join(result.stderr.split())


@pytest.mark.parametrize("variables", [{}, {"SSH_CONNECTION": "10.0.0.1 22"}])
def test_no_clipboard(run, failure, monkeypatch, variables, elsewhere):
    """
    Where there is no clipboard that is one clear line, and no file is written either.
    """

    def refuse(*_):
        raise pyperclip.PyperclipException("none")

    monkeypatch.setattr(pyperclip, "copy", refuse)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    result = run("export", failure, "--copy", "--out", "form.txt")

    assert (2, 1, ["failure.txt"]) == (
        result.exit_code,
        result.stderr.count("\n"),
        [path.name for path in elsewhere.iterdir()],
    )
    assert ("over ssh" in result.stderr) is bool(variables)


def test_a_clipboard_that_does_not_take_it(run, failure, clipboard, monkeypatch):
    """
    What did not arrive is not said to have.
    """
    monkeypatch.setattr(pyperclip, "paste", lambda: "")

    assert "did not take the text" in run("export", failure, "--copy").stderr


def test_word(run, failure, elsewhere):
    """
    An adviser's file has the paragraphs, double spaced, and nothing in its properties.
    """
    out = elsewhere / "failure.docx"
    result = run("export", failure, "--to", "docx", "--out", out)
    document = docx.Document(str(out))
    about = document.core_properties

    assert (0, 0o600) == (result.exit_code, stat.S_IMODE(out.stat().st_mode))
    assert [" ".join(GOOD.replace("'", "\u2019").split())] == [each.text for each in document.paragraphs]
    assert 2.0 == document.styles["Normal"].paragraph_format.line_spacing
    assert ("", "", "", "") == (about.author, about.last_modified_by, about.title, about.comments)
    assert 2000 == about.created.year == about.modified.year


def test_word_holds_no_name_but_the_texts(run, elsewhere):
    """
    Outside the text no part of the file has a word of the facts.
    """
    (elsewhere / "failure.txt").write_text(GOOD, encoding="utf-8")
    run("export", "failure.txt", "--to", "docx", "--out", "f.docx", "--facts", FACTS)
    with ZipFile(BytesIO((elsewhere / "f.docx").read_bytes())) as parts:
        beside = b" ".join(parts.read(name) for name in parts.namelist() if name != "word/document.xml")

    assert not any(word in beside for word in (b"Oduya", b"Maren", b"14820736"))


def test_word_of_what_is_open(run, elsewhere):
    """
    What is open, or blocked, is written for an adviser all the same; the status says so, and the block stands above it.
    """
    (elsewhere / "failure.txt").write_text(f"{GOOD} I beg you.", encoding="utf-8")
    opened = run("export", "failure.txt", "--to", "docx", "--out", "f.docx")
    blocked = run("export", THANKS, "--to", "docx", "--out", "t.docx", "--at", MONDAY)
    above, subject, *_ = [each.text for each in docx.Document("t.docx").paragraphs]

    assert (1, 3) == (opened.exit_code, blocked.exit_code)
    assert "Still open, for your adviser to know: 1." in opened.stderr
    assert above.startswith("Blocked until Thursday, March 18, 2027")
    assert subject.startswith("Subject: Thank you")


WRONG = [
    (["gone.txt"], "gone.txt: There is no such file or folder."),
    (["."], ". is a folder: give one text."),
    (["empty.txt"], "empty.txt: There is no text in it"),
    (["word.docx"], "word.docx: This is a Word document"),
    (["failure.txt", "--to", "word"], "There is no --to 'word'."),
    (["failure.txt", "--to", "docx"], "A Word file needs a name: give --out FILE.docx."),
    (["failure.txt", "--to", "docx", "--out", "x.docx", "--copy"], "leave --copy out"),
    (["failure.txt", "--to", "email"], "A text of the kind 'failure' is not an email"),
    (["failure.txt", "--out", "no/where.txt"], "no is not a folder."),
    (["failure.txt", "--kind", "failur"], "There is no kind 'failur'. Did you mean 'failure'?"),
    (["failure.txt", "--name", "x"], "--name is for standard input (-)"),
    (["failure.txt", "--facts", "gone.toml"], "gone.toml"),
    (["failure.txt", "--program", "X"], "give --facts"),
    (["reply.txt", "--to", "email", "--at", "tomorrow"], "'tomorrow' is not a day and time"),
    (["odd.txt"], "line 1: There is no rule or category 'beging'."),
]


@pytest.mark.parametrize(
    ("args", "message"), WRONG, ids=lambda value: " ".join(value) if isinstance(value, list) else ""
)
def test_wrong_calls(run, failure, elsewhere, args, message):
    """
    A wrong call is one clear line, nothing on standard output, and status 2.
    """
    (elsewhere / "empty.txt").write_text(" \n", encoding="utf-8")
    (elsewhere / "word.docx").write_bytes(b"PK\x03\x04")
    (elsewhere / "odd.txt").write_text(f"<!-- soapwriter: ignore beging -->\n{GOOD}", encoding="utf-8")
    shutil.copy(SAMPLES / "reply-good.txt", elsewhere / "reply.txt")
    result = run("export", *args)

    assert (2, "", 1) == (result.exit_code, result.stdout, result.stderr.count("\n"))
    assert message in result.stderr
