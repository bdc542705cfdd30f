"""The README keeps its word: its transcript, its library example and its two commands."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from transcripts import README, ROOT, again

from soapwriter.linter import load_rules, names_of
from soapwriter.linter.profile import read_settings, settle
from soapwriter.linter.suppressions import suppression_errors
from soapwriter.text.document import Document

TEXT = README.read_text(encoding="utf-8")


@pytest.mark.skipif(shutil.which("bash") is None, reason="the transcript is of a POSIX shell")
def test_transcript_is_what_is_printed_today():
    """
    Each command of the README prints what the README says; `python tests/transcripts.py --write` refreshes it.
    """
    assert TEXT == again(TEXT)


def test_library_example_runs(tmp_path):
    """
    The Python of the README runs as it stands, beside the samples.
    """
    shutil.copytree(ROOT / "samples", tmp_path / "samples")
    (example,) = re.findall(r"^```python\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)

    run = subprocess.run([sys.executable, "-c", example], cwd=tmp_path, capture_output=True, text=True, check=False)

    assert (0, "") == (run.returncode, run.stderr)


@pytest.mark.parametrize("name", ["try", "tests"])
def test_continuous_integration_finds_the_commands(name):
    """
    Each of the two commands stands behind the marker by which `.ci/run` finds it.
    """
    assert len(re.findall(rf"^<!-- ci: {name} -->\n\n?```sh\n[^`]+\n```$", TEXT, re.MULTILINE)) == 1


def test_the_settings_shown_are_settings(tmp_path):
    """
    The settings file and the comments of the README are understood, and name rules that exist.
    """
    (settings,) = re.findall(r"^```toml\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)
    (comments,) = re.findall(r"^```markdown\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)
    (tmp_path / "soapwriter.toml").write_text(settings, encoding="utf-8")
    file, rules = read_settings(tmp_path / "soapwriter.toml"), load_rules(examples=False)

    assert {"select", "ignore", "severity", "fail-on", "rules", "facts", "baseline"} == set(file.values)
    assert settle(file, rules=(str(tmp_path),), facts="me.toml").chosen(rules)
    assert () == suppression_errors(Document("-", comments, "failure"), names_of(rules))


@pytest.mark.parametrize("audience", sorted(set(re.findall(r"\]\((?!https?:)([^)#]+)\)", TEXT))))
def test_links_lead_somewhere(audience):
    """
    Every link to a file of the project has that file at its end.
    """
    assert Path(ROOT, audience).exists()
