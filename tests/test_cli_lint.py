"""`soapwriter lint`: what each call ends with, and what it prints where."""

import json
from types import SimpleNamespace

import pytest
from click.testing import CliRunner
from conftest import NO_PARTS, find, spoken

from soapwriter.cli import main
from soapwriter.cli.linting import Prepared
from soapwriter.errors import BadFacts
from soapwriter.finding import Counts, Report, Severity

WORDS = {"beg": Severity.ERROR, "hard": Severity.WARNING, "dash": Severity.NOTE}


def pretend(documents, options):
    """Find three words, in place of the linter."""
    if facts := options.profile.facts:
        raise BadFacts(f"{facts}: line 1 is wrong.", f"{facts}: line 2 is wrong.")
    reports = tuple(
        Report(
            path=document.path, text=document.text, kind=document.kind, kind_from=document.kind_from,
            counts=Counts(1, 1, 1, 1, 1.0), structure=NO_PARTS, email=None,
            findings=tuple(
                find(document.text, word, f"words/{word}", severity)
                for word, severity in WORDS.items() if word in document.text
            ),
        )
        for document in documents
    )  # fmt: skip
    return Prepared(tuple(documents), {}, lambda _: reports)


@pytest.fixture
def lint(monkeypatch, tmp_path):
    """
    `soapwriter lint` in an empty folder, with a linter that knows three words.
    """
    monkeypatch.setattr("soapwriter.cli.lint.prepare", pretend)
    monkeypatch.chdir(tmp_path)
    for name, text in {"beg": "I beg.", "hard": "I work hard.", "dash": "A dash.", "clean": "I passed."}.items():
        (tmp_path / f"{name}.txt").write_text(text)
    (tmp_path / "cv.pdf").write_bytes(b"%PDF-1.7")
    (tmp_path / "empty.txt").touch()

    def lint(*args, **options):
        return CliRunner().invoke(main, ["lint", *args], **options)

    return lint


STATUSES = [
    (["clean.txt"], 0),
    (["beg.txt"], 1),
    (["hard.txt"], 0),
    (["dash.txt"], 0),
    (["clean.txt", "beg.txt"], 1),
    (["hard.txt", "--fail-on", "warning"], 1),
    (["dash.txt", "--fail-on", "warning"], 0),
    (["dash.txt", "--fail-on", "note"], 1),
    (["beg.txt", "--fail-on", "never"], 0),
    (["empty.txt"], 2),
    (["clean.txt", "empty.txt"], 2),
    (["beg.txt", "cv.pdf", "--fail-on", "never"], 2),
    (["gone.txt"], 2),
    (["beg.txt", "--kind", "letter"], 2),
    (["beg.txt", "--facts", "me.toml"], 2),
    (["beg.txt", "--format", "xml"], 2),
    (["beg.txt", "--fail-on", "errors"], 2),
    (["beg.txt", "--colour"], 2),
]


@pytest.mark.parametrize(("args", "status"), STATUSES, ids=spoken)
@pytest.mark.parametrize("form", ["text", "concise", "json"])
def test_exit_status(args, status, form, lint):
    """
    The status is 0, 1 or 2 as promised, the same in every format.
    """
    formatted = args if "--format" in args else [*args, "--format", form]

    assert status == lint(*formatted).exit_code


def test_each_mistake_has_its_line(lint):
    """
    Several mistakes in one file get a line each.
    """
    result = lint("beg.txt", "--facts", "me.toml")

    assert "Error: me.toml: line 1 is wrong.\nError: me.toml: line 2 is wrong.\n" == result.stderr


def test_the_readable_inputs_are_reported(lint):
    """
    What cannot be read is told on standard error; the rest is reported all the same.
    """
    result = lint("cv.pdf", "beg.txt", "gone.txt", "--format", "concise")

    assert "beg.txt:1:3: error words/beg: 'beg' is a plea.\n" == result.stdout
    assert ["Error: cv.pdf: This is a PDF", "Error: gone.txt: There is no"] == [
        line[:28] for line in result.stderr.splitlines()
    ]


def test_json_is_one_object_with_the_errors(lint):
    """
    JSON holds what could not be read, and standard output holds nothing else.
    """
    record = json.loads(lint("cv.pdf", "beg.txt", "--format", "json").stdout)

    assert ["beg.txt"] == [document["path"] for document in record["documents"]]
    assert ["cv.pdf"] == [error["path"] for error in record["errors"]]


def test_json_when_nothing_can_be_read(lint):
    """
    There is a whole JSON report also when there is no document.
    """
    record = json.loads(lint("cv.pdf", "--format", "json").stdout)

    assert ([], 1) == (record["documents"], len(record["errors"]))


def test_standard_input_is_read_without_asking(lint):
    """
    What is piped in is linted, with "-" or without.
    """
    assert 1 == lint("-", input="I beg.").exit_code
    assert 1 == lint(input="I beg.").exit_code


def test_standard_input_can_be_named(lint):
    """
    The name of standard input stands in the report.
    """
    assert lint("-", "--name", "mail.txt", "--format", "concise", input="I beg.").stdout.startswith("mail.txt:1:3:")


def test_a_terminal_is_told_what_to_do(lint, monkeypatch):
    """
    Without a path, a person at a terminal is told what to give, instead of being waited for.
    """
    monkeypatch.setattr("soapwriter.cli.lint.sys", SimpleNamespace(stdin=SimpleNamespace(isatty=lambda: True)))
    result = lint()

    assert 2 == result.exit_code
    assert result.stderr.startswith("Error: Give a file or a folder, or - to paste a text")


def test_a_guessed_encoding_is_noted(lint, tmp_path):
    """
    A Windows-1252 text is linted, with a note on standard error.
    """
    (tmp_path / "old.txt").write_bytes(b"I didn\x92t.")
    result = lint("old.txt")

    assert 0 == result.exit_code
    assert result.stderr.startswith("Note: old.txt: It is not UTF-8 (byte 0x92 at offset 6)")


def test_colours_only_where_wanted(lint):
    """
    There are no colours in a pipe, unless they are forced.
    """
    assert "\x1b" not in lint("beg.txt").output
    assert "\x1b" in lint("beg.txt", env={"FORCE_COLOR": "1"}).output
    assert "\x1b" not in lint("beg.txt", env={"FORCE_COLOR": "1", "NO_COLOR": "1"}).output
