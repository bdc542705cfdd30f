"""Control characters: lint says where they are, --fix replaces a word processor's breaks, and no export has one."""

from io import BytesIO

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from soapwriter.deliver import for_email, for_form, word_file
from soapwriter.text import Document, is_control, split_blocks, without_controls

BODY = "I failed Step 2 CK in June 2026 because I never timed a block.{}I have done 2,100 timed questions."
EMAIL = "Subject: Thank you, AAMC ID 15022871\n\nDear Dr. Lee,\n\nThank you{} for Monday.\n\nSincerely,\nAna Vale\n"
STOPPING = ["\x1b", "\x7f", "\x81", "\ufffe", "\uffff", "\ufdd0"]
CONTROLS = st.sampled_from([chr(code) for code in (*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029, 0xFFFE, 0xFFFF)])


@pytest.mark.parametrize("char", STOPPING)
@pytest.mark.parametrize(("to", "kind", "text"), [("eras", "failure", BODY), ("email", "thank-you", EMAIL)])
def test_a_control_character_stops_an_export(char, to, kind, text, run, tmp_path, monkeypatch):
    """
    Neither the form nor an email gets a control character: the export stops and says where it is.
    """
    monkeypatch.chdir(tmp_path)
    (tmp_path / "t.txt").write_text(text.format(char), encoding="utf-8")
    result = run("export", "t.txt", "--to", to, "--kind", kind)

    assert (1, "") == (result.exit_code, result.stdout)
    assert "which nobody sees" in " ".join(result.stderr.split())


@pytest.mark.parametrize("char", [*STOPPING, "\x0b", "\x0c"])
def test_a_word_file_has_none(char):
    """
    A Word file is written all the same, for an adviser to see what is there.
    """
    document = Document("t.txt", BODY.format(char), "failure")
    data = word_file(split_blocks(document), keep_lines=False, above=f"Blocked{char}.")
    words = "\n".join(each.text for each in docx.Document(BytesIO(data)).paragraphs)

    assert char not in words
    assert words.endswith("I have done 2,100 timed questions.")


@pytest.mark.parametrize(
    ("char", "paragraphs"), [("\x0b", 1), ("\u2028", 1), ("\x0c", 2), ("\u2029", 2), ("\n\x0c", 2), ("\x0c\n", 2)]
)
def test_breaks_of_a_word_processor_are_breaks(char, paragraphs):
    """
    A manual line break goes on with the paragraph, and a new page begins one.
    """
    exported = for_form(Document("t.txt", BODY.format(char), "failure"))

    assert ((), paragraphs) == (exported.problems, exported.text.strip().count("\n\n") + 1)
    assert "block. I have" in " ".join(exported.text.split())


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        ("I failed Step 1.\x0bI had crammed.\n", "I failed Step 1.\nI had crammed.\n"),
        ("I failed Step 1.\x0cI had crammed.\n", "I failed Step 1.\n\nI had crammed.\n"),
        ("I failed Step 1.\x0bI had crammed.\r\n", "I failed Step 1.\r\nI had crammed.\r\n"),
    ],
)
def test_fix_writes_line_ends(text, fixed, run, tmp_path, monkeypatch):
    """
    --fix writes the line ends that the text has.
    """
    monkeypatch.chdir(tmp_path)
    (tmp_path / "t.txt").write_bytes(text.encode())
    run("lint", "t.txt", "--fix", "--no-spelling", "--select", "plaintext")

    assert fixed.encode() == (tmp_path / "t.txt").read_bytes()


@pytest.mark.parametrize("char", STOPPING)
def test_lint_says_where(char, run, tmp_path, monkeypatch):
    """
    Lint says at which line and column a control character is.
    """
    monkeypatch.chdir(tmp_path)
    (tmp_path / "t.txt").write_text(f"I failed Step 1.\nI had{char} crammed.\n", encoding="utf-8")
    result = run("lint", "t.txt", "--format", "concise", "--select", "plaintext", "--no-spelling")

    assert "t.txt:2:6: warning plaintext/control-signs" in " ".join(result.stdout.split())


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(CONTROLS | st.characters(codec="utf-8"), max_size=60))
def test_no_export_has_one(text):
    """
    Whatever a text has, no export without a problem has a control character, and no Word file fails.
    """
    document = Document("t.txt", text, "failure")
    email = for_email(document)
    if not email.problems:
        assert not any(map(is_control, email.text))
    word_file(split_blocks(document), keep_lines=True, above=text)


def test_what_is_left_can_be_seen():
    """
    Tabs, line feeds and letters stay; everything that controls is replaced.
    """
    assert "a?\t\n?b\u00e9" == without_controls("a\x1b\t\n\x7fb\u00e9", "?")
