"""What every test gets: no network, a screen of a known size, and a report made by hand."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from soapwriter.cli import main
from soapwriter.finding import Counts, EmailParts, Finding, Passage, Report, Severity, Structure
from soapwriter.text.span import Lines

# The user and group that own nothing.
_NOBODY = 65534
_LOOPBACK = ("127.", "::1", "localhost")


# A suite that runs in the background of a shell ignores Ctrl-C, and so would the programs that it starts.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(autouse=True)
def no_network(monkeypatch):
    """
    No test opens a socket of the network, or reaches further than this machine.
    """
    real = socket.socket

    class Socket(real):
        def __init__(self, family=-1, *args, **options):
            if family in (-1, socket.AF_INET, socket.AF_INET6) and options.get("fileno") is None:
                pytest.fail("a test opened a socket")
            super().__init__(family, *args, **options)

    monkeypatch.setattr(socket, "socket", Socket)

    def guard(connect):
        def guarded(self, address):
            if self.family in (socket.AF_INET, socket.AF_INET6) and not str(address[0]).startswith(_LOOPBACK):
                pytest.fail(f"a test tried to reach {address}")
            return connect(self, address)

        return guarded

    for name in ("connect", "connect_ex"):
        monkeypatch.setattr(socket.socket, name, guard(getattr(socket.socket, name)))


@pytest.fixture(autouse=True)
def known_screen(monkeypatch):
    """
    Output is 80 columns wide and without colours, wherever the tests run.
    """
    monkeypatch.setenv("COLUMNS", "80")
    for name in ("FORCE_COLOR", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def stranger():
    """
    A folder of a user without rights of an administrator, and being that user: also where an administrator runs it.
    """
    if not hasattr(os, "geteuid") or (os.geteuid() == 0 and not hasattr(os, "setresuid")):
        pytest.skip("there are no other users here")
    # The folders of pytest are closed to other users.
    folder = Path(tempfile.mkdtemp())
    before = Path.cwd()
    if os.geteuid() == 0:
        os.chown(folder, _NOBODY, _NOBODY)
        # An administrator's Python may be closed to other users, so that all is imported before.
        for command in (["lint", "-", "--no-config"], ["rules"], ["export", "-", "--to", "eras"]):
            CliRunner().invoke(main, command, input="I failed Step 1 in May.")
    os.chdir(folder)
    is_root = os.geteuid() == 0
    try:
        if is_root:
            os.setresuid(_NOBODY, _NOBODY, 0)
        if not os.access(Path(__file__).parents[1] / "lint_rules", os.R_OK | os.X_OK, effective_ids=is_root):
            pytest.skip("this checkout is closed to other users")
        yield folder
    finally:
        if is_root:
            os.setresuid(0, 0, 0)
        os.chdir(before)
        for path in (folder, *folder.rglob("*")):
            path.chmod(0o700)
        shutil.rmtree(folder)


@pytest.fixture
def run():
    """
    The command line in this process: `run("lint", "-", input="...")`.
    """

    def run(*args, **options):
        return CliRunner().invoke(main, [str(arg) for arg in args], **options)

    return run


@pytest.fixture
def program(tmp_path):
    """
    The command line as a program of its own, started in an empty folder.
    """

    def program(*args, **options):
        command = [sys.executable, "-m", "soapwriter", *map(str, args)]
        return subprocess.run(command, check=False, capture_output=True, cwd=tmp_path, **options)

    return program


@pytest.fixture(scope="session")
def linter():
    """
    All shipped rules, compiled once for all tests.
    """
    from soapwriter.linter import Linter

    return Linter()


def find(text, quote, rule="begging/plead", severity=Severity.ERROR, **rest):
    """Return a finding on the first place where a text has a quote."""
    start = text.index(quote)
    end = start + len(quote)
    (line, column), (end_line, end_column) = map(Lines(text).position, (start, end))
    told = {"message": f"'{' '.join(quote.split())}' is a plea.", "instead": "Say what you did."} | rest
    return Finding(
        rule=rule, severity=severity, start=start, end=end, line=line, column=column, end_line=end_line,
        end_column=end_column, quote=quote, **told,
    )  # fmt: skip


def spoken(value):
    """Return the words of a call, for a test's name."""
    return " ".join(value) if isinstance(value, list) else ""


NO_PARTS = Structure("n/a", "n/a", "n/a", "n/a", ())
EXPLANATION = (
    "I failed Step 1 in March 2024. My study plan was not structured, and I sat the exam too early.\n"
    "Since then I have studied harder,\n"
    "with a tutor. I beg you to consider me — please.\n"
)


@pytest.fixture
def report():
    """
    One report of each sort of thing: findings of all severities, a wrapped one, four parts, one missing.
    """
    parts = (
        Passage("ownership", 0, 30, 6),
        Passage("cause", 31, 94, 13),
        Passage("changes", 95, 142, 9),
        Passage("other", 143, 177, 7),
    )
    findings = (
        find(
            EXPLANATION, "I failed Step 1 in March 2024.", "plan/absent",
            message="There is no plan: a reader asks what comes next, and when.",
            instead="I sit Step 2 CK on 14 May.",
        ),
        find(
            EXPLANATION, "studied harder,\nwith a tutor", "changes/harder", Severity.WARNING,
            message="'studied harder, with a tutor' is a claim without a measure: say how much, with what, since when.",
            instead="I did forty timed questions a day for ten weeks.",
        ),
        find(EXPLANATION, "I beg you"),
        find(EXPLANATION, "—", "plaintext/dash", Severity.NOTE, message="A dash may not survive the form.", instead=""),
    )  # fmt: skip
    return Report(
        path="letters/failure.txt", text=EXPLANATION, kind="failure", kind_from="file name",
        counts=Counts(characters=178, words=35, sentences=4, spoken_seconds=14, grade=5.2468),
        structure=Structure("present", "present", "vague", "missing", parts), email=None, findings=findings,
    )  # fmt: skip


@pytest.fixture
def email_report():
    """
    One report on an email that needs no parts and has no findings.
    """
    text = "Subject: Thank you\n\nDear Dr. Haddad,\n\nThank you.\n"
    return Report(
        path="-", text=text, kind="thank-you", kind_from="content", counts=Counts(1049, 1000, 1, 1, 1.0),
        structure=NO_PARTS, email=EmailParts(True, True, False, True, False, False), findings=(),
    )  # fmt: skip
