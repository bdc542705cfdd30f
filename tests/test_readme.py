"""The README keeps its word: its transcript, its library example and its two commands."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from transcripts import README, ROOT, again

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


@pytest.mark.parametrize("target", sorted(set(re.findall(r"\]\((?!https?:)([^)#]+)\)", TEXT))))
def test_links_lead_somewhere(target):
    """
    Every link to a file of the project has that file at its end.
    """
    assert Path(ROOT, target).exists()
