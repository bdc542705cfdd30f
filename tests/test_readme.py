"""The README and the pages of `docs/` keep their word: transcripts, library example, commands, settings, links."""

import re
import shutil
import subprocess
import sys

import pytest
from transcripts import PAGES, README, ROOT, again

from soapwriter.linter import load_rules, names_of
from soapwriter.linter.profile import make_profile, read_settings
from soapwriter.linter.suppressions import suppression_errors
from soapwriter.text.document import Document

TEXT = README.read_text(encoding="utf-8")
API = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
LINTING = (ROOT / "docs" / "linting.md").read_text(encoding="utf-8")
MARKDOWN = sorted(
    path
    for pattern in ("*.md", "docs/*.md", "lint_rules/*.md", "templates/*.md", "tests/corpus/*.md", "training/**/*.md")
    for path in ROOT.glob(pattern)
)
LINKS = [
    (page, link)
    for page in (*PAGES, ROOT / "CONTRIBUTING.md")
    for link in sorted(set(re.findall(r"\]\((?!https?:)([^)#]+)\)", page.read_text(encoding="utf-8"))))
]


@pytest.mark.skipif(shutil.which("bash") is None, reason="the transcript is of a POSIX shell")
@pytest.mark.parametrize("page", PAGES, ids=[page.name for page in PAGES])
def test_transcript_is_what_is_printed_today(page):
    """
    Each command of a page prints what the page says; `python tests/transcripts.py --write` refreshes it.
    """
    text = page.read_text(encoding="utf-8")

    assert text == again(text)


@pytest.mark.parametrize("page", MARKDOWN, ids=[page.relative_to(ROOT).as_posix() for page in MARKDOWN])
def test_no_line_is_longer_than_a_screen(page):
    """
    No line of Markdown has more than 120 characters, save rows of tables and what the program prints.
    """
    lines = re.sub(r"^```console\n.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.M | re.S).splitlines()

    assert [] == [line for line in lines if len(line) > 120 and not line.startswith("|")]


def test_the_readme_is_short():
    """
    The README is read in one sitting; long matter is in `docs/`.
    """
    assert len(TEXT.splitlines()) < 200


def test_library_example_runs(tmp_path):
    """
    The Python of `docs/api.md` runs as it is, next to the samples.
    """
    shutil.copytree(ROOT / "samples", tmp_path / "samples")
    examples = re.findall(r"^```python\n(.*?)^```$", API, re.MULTILINE | re.DOTALL)
    runs = [
        subprocess.run([sys.executable, "-c", example], cwd=tmp_path, capture_output=True, text=True, check=False)
        for example in examples
    ]

    assert len(runs) > 1
    assert [(0, "")] * len(runs) == [(run.returncode, run.stderr) for run in runs]


@pytest.mark.parametrize("name", ["try", "tests"])
def test_continuous_integration_finds_the_commands(name):
    """
    Each of the two commands follows the marker by which `.ci/run` finds it.
    """
    assert len(re.findall(rf"^<!-- ci: {name} -->\n\n?```sh\n[^`]+\n```$", TEXT, re.MULTILINE)) == 1


def test_the_settings_shown_are_settings(tmp_path):
    """
    The settings file and the comments of `docs/linting.md` are understood, and name rules that exist.
    """
    (settings,) = re.findall(r"^```toml\n(.*?)^```$", LINTING, re.MULTILINE | re.DOTALL)
    (comments,) = re.findall(r"^```markdown\n(.*?)^```$", LINTING, re.MULTILINE | re.DOTALL)
    (tmp_path / "soapwriter.toml").write_text(settings, encoding="utf-8")
    file, rules = read_settings(tmp_path / "soapwriter.toml"), load_rules(examples=False)

    assert {"select", "ignore", "severity", "fail-on", "rules", "facts", "baseline"} == set(file.values)
    assert make_profile(file, rules=(str(tmp_path),), facts="me.toml").select_from(rules)
    assert () == suppression_errors(Document("-", comments, "failure"), names_of(rules))


@pytest.mark.parametrize(("page", "link"), LINKS, ids=[f"{page.name}: {link}" for page, link in LINKS])
def test_links_lead_somewhere(page, link):
    """
    Every link to a file of the project has that file at its end.
    """
    assert (page.parent / link).exists()
