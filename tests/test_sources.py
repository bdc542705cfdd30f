"""Sources: bytes in, documents out, and one clear line for what cannot be read."""

import io
import os
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from soapwriter.text.sources import LIMIT, read

BAD = {
    "empty.txt": (b"", "There is no text in it: it is empty or only blanks."),
    "blank.txt": (b" \r\n\t\n", "There is no text in it: it is empty or only blanks."),
    "marked.txt": (b"\xef\xbb\xbf\n", "There is no text in it: it is empty or only blanks."),
    "nul.txt": (b"I failed\x00 Step 1.", "This is binary, not text. Save it as plain text (.txt, UTF-8)."),
    "bytes.txt": (bytes(range(1, 32)), "This is binary, not text. Save it as plain text (.txt, UTF-8)."),
    "neither.txt": (
        b"I failed \x81 Step 1.",
        "It is neither UTF-8 (byte 0x81 at offset 9) nor Windows-1252. Save it again as UTF-8.",
    ),
    "odd.txt": (
        b"\xff\xfeI\x00 ",
        "It is marked as UTF-16 but breaks off at byte offset 4. Save it again as UTF-8.",
    ),
    "large.txt": (
        b"a " * (LIMIT // 2 + 1),
        "It is over 100 kB, which no letter is.",
    ),
    "kind.txt": (
        b"---\nkind: thank\n---\nThank you.",
        "There is no kind 'thank'.",
    ),
    "a.docx": (b"PK", "This is a Word document, which is not read yet. Save it as plain text (.txt), or copy"),
    "a.DOC": (b"x", "This is an old Word document, which is not read yet."),
    "a.odt": (b"x", "This is an OpenDocument text, which is not read yet."),
    "a.rtf": (b"x", "This is a rich text file, which is not read yet."),
    "a.pdf": (b"x", "This is a PDF, which is not read yet."),
    "disguised.txt": (b"%PDF-1.7 \x00", "This is a PDF, which is not read yet."),
    "renamed.txt": (b"PK\x03\x04 ", "This is a Word document or another zip archive, which is not read yet."),
}

GOOD = {
    "utf-8": ("Ünïcode — “yes”.\n".encode(), "Ünïcode — “yes”.\n", None),
    "utf-8 with a mark": (b"\xef\xbb\xbfI failed.", "I failed.", None),
    "utf-16": ("I failed — once.".encode("utf-16"), "I failed — once.", None),
    "utf-16, big end first": (b"\xfe\xff" + "I failed.".encode("utf-16-be"), "I failed.", None),
    "windows line ends": (b"I failed.\r\nOnce.\r\n", "I failed.\r\nOnce.\r\n", None),
    "windows-1252": (
        b"I didn\x92t pass.",
        "I didn’t pass.",
        "It is not UTF-8 (byte 0x92 at offset 6), so it was read as Windows-1252. Save it as UTF-8 to be sure.",
    ),
}

EMAIL = "Subject: Monday\n\nDear Dr. Haddad,\n\n"
KINDS = [
    ("x.txt", "I failed Step 1.", "failure", "default"),
    ("x.txt", "---\nkind: Statement\n---\nI failed Step 1.", "statement", "front matter"),
    ("thank-you.txt", "---\nkind: failure\n---\nThanks.", "failure", "front matter"),
    ("Thank_You-haddad.md", "I failed Step 1.", "thank-you", "file name"),
    ("thank-you-example.txt", "Thanks.", "thank-you", "file name"),
    ("interview-thank-you.txt", "Thanks.", "thank-you", "file name"),
    ("interview-exam.txt", "I failed Step 1.", "interview", "file name"),
    ("struggle.txt", "I lost a letter.", "interview", "file name"),
    ("next-year.txt", "I failed Step 1.", "next-year", "file name"),
    ("x.txt", "Do not contact programs for this student until SOAP ends.", "talking-points", "content"),
    ("x.txt", EMAIL + "I plan to apply in the next season.", "next-cycle", "content"),
    ("x.txt", EMAIL + "I confirm 10:00 a.m. on Tuesday.", "reply", "content"),
    ("failure.txt", EMAIL, "failure", "file name"),
    ("x.txt", "I failed Step 1. " + "I studied well. " * 40 + "Thank you for your time.", "failure", "default"),
]


def put(folder, name, data=b"I failed Step 1."):
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
    return str(file)


def standard_input(monkeypatch, data):
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(data)))


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_read_is_said(name, tmp_path):
    """
    Each bad input gets one line that says the trouble and the way out, and no document.
    """
    data, message = BAD[name]
    path = put(tmp_path, name, data)
    batch = read([path])

    assert () == batch.documents
    assert batch.errors[path].startswith(message)
    assert "\n" not in batch.errors[path]


def test_no_such_file(tmp_path):
    """
    A path that does not exist is an error under that path.
    """
    path = str(tmp_path / "gone.txt")

    assert {path: "There is no such file or folder."} == read([path]).errors


def test_a_text_in_place_of_a_path():
    """
    A text that was given in place of a path is an error like any other.
    """
    text = "I failed Step 1. " * 300

    assert {text: "It cannot be read: File name too long."} == read([text]).errors


def test_a_facts_file_is_no_text(tmp_path):
    """
    A facts file in place of a text is recognized by its tables, and what to run instead is said.
    """
    path = tmp_path / "me.toml"
    path.write_text('# mine\n\n[[exams]]\nexam = "Step 1"\n')

    assert (
        f"This is a facts file, not a text. 'soapwriter draft failure --facts {path}' writes a text from it, "
        f"and 'soapwriter lint TEXT --facts {path}' checks a text against it."
    ) == read([str(path)]).errors[str(path)]


def test_a_text_about_exams_is_a_text(tmp_path):
    """
    A bracketed word in a text does not make it a facts file.
    """
    path = tmp_path / "note.txt"
    path.write_text("[story]\nI failed Step 1.\n")

    assert {} == read([str(path)]).errors


def test_no_permission(stranger):
    """
    A file that may not be read is an error.
    """
    path = put(stranger, "secret.txt")
    Path(path).chmod(0)

    assert {path: "It cannot be read: Permission denied."} == read([path]).errors


@pytest.mark.parametrize("name", GOOD)
def test_text_is_as_it_was_read(name, tmp_path):
    """
    Encodings are read without loss; only the mark goes, and a guess is noted.
    """
    data, text, note = GOOD[name]
    path = put(tmp_path, "x.txt", data)
    batch = read([path])

    assert [text] == [document.text for document in batch.documents]
    assert ({path: note} if note else {}) == batch.notes


@pytest.mark.parametrize("name", GOOD)
def test_a_text_can_be_written_back(name, tmp_path):
    """
    How a text was encoded is known, so that it makes the same bytes again.
    """
    data, text, _ = GOOD[name]
    path = put(tmp_path, "x.txt", data)

    assert data == read([path]).encodings[path].bytes_of(text)


def test_what_was_piped_in_is_known(monkeypatch, tmp_path):
    """
    The text of standard input is known by the name that it was given, and no file is.
    """
    standard_input(monkeypatch, b"Hello.")
    path = put(tmp_path, "x.txt")

    assert "mail.txt" == read(["-", path], name="mail.txt").piped
    assert read([path]).piped is None


def test_a_bad_input_does_not_stop_the_others(tmp_path):
    """
    What can be read is read, in the order asked for.
    """
    good, bad, better = (put(tmp_path, name) for name in ("b.txt", "bad.pdf", "a.txt"))
    batch = read([good, bad, better])

    assert [good, better] == [document.path for document in batch.documents]
    assert [bad] == list(batch.errors)


def test_folder_is_read_in_order(tmp_path):
    """
    A folder gives its .txt and .md, deep, sorted, without what is hidden.
    """
    for name in ("b.txt", "a.md", "sub/c.TXT", ".hidden.txt", ".git/d.txt", "notes.csv"):
        put(tmp_path, name)

    documents = read([str(tmp_path)]).documents

    assert ["a.md", "b.txt", "sub/c.TXT"] == [os.path.relpath(d.path, tmp_path) for d in documents]


def test_folder_says_what_it_leaves(tmp_path):
    """
    A letter in a format that is not read is noted, not passed over in silence.
    """
    put(tmp_path, "a.txt")
    word = put(tmp_path, "b.docx")

    assert {word: "Not read: only .txt and .md files of a folder are."} == read([str(tmp_path)]).notes


def test_folder_without_texts(tmp_path):
    """
    A folder without texts is an error.
    """
    assert {str(tmp_path): "The folder has no texts in it (.txt or .md)."} == read([str(tmp_path)]).errors


def test_a_file_asked_for_twice_is_read_once(tmp_path):
    """
    A file that is named, and in a folder that is named, is one document.
    """
    path = put(tmp_path, "a.txt")

    assert 1 == len(read([path, str(tmp_path), path]).documents)


def test_a_name_of_its_own_is_read(tmp_path):
    """
    A file that is named is read as text whatever its suffix.
    """
    assert 1 == len(read([put(tmp_path, "letter")]).documents)


@pytest.mark.parametrize(("name", "text", "kind", "by"), KINDS)
def test_kind(name, text, kind, by, tmp_path):
    """
    The kind comes from the front matter, else the file's name, else the words, else it is a failure.
    """
    document = read([put(tmp_path, name, text.encode())]).documents[0]

    assert (kind, by) == (document.kind, document.kind_from)


def test_kind_of_the_option_wins(tmp_path):
    """
    A kind that is given holds for every text.
    """
    path = put(tmp_path, "thank-you.txt", b"---\nkind: failure\n---\nHello.")
    document = read([path], kind="statement").documents[0]

    assert ("statement", "option") == (document.kind, document.kind_from)


def test_standard_input(monkeypatch):
    """
    "-" is standard input.
    """
    standard_input(monkeypatch, b"I failed Step 1.")

    assert [("-", "I failed Step 1.")] == [(d.path, d.text) for d in read(["-"]).documents]


def test_standard_input_has_a_name(monkeypatch):
    """
    Standard input can be given a name, by which its kind is known and its errors are told.
    """
    standard_input(monkeypatch, b"Hello.")
    document = read(["-"], name="thank-you.txt").documents[0]

    assert ("thank-you.txt", "thank-you", "file name") == (document.path, document.kind, document.kind_from)

    standard_input(monkeypatch, b"")

    assert ["thank-you.txt"] == list(read(["-"], name="thank-you.txt").errors)
