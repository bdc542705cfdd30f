"""The shape of the package: imports point one way, and nothing is loaded before it is needed."""

import subprocess
import sys
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

ROOT = Path(__file__).parents[1]


def test_imports_point_one_way(monkeypatch, capsys):
    """
    Every import contract of pyproject.toml is kept, and every module has its place in the layers.
    """
    monkeypatch.chdir(ROOT)

    broken = lint_imports(config_filename="pyproject.toml", no_cache=True, no_logo=True)

    assert not broken, capsys.readouterr().out


@pytest.mark.parametrize(
    ("module", "absent"),
    [
        ("soapwriter", ("spacy", "pydantic", "click", "rich", "jinja2")),
        ("soapwriter.facts.loading", ("spacy", "thinc", "textstat", "click", "rich", "jinja2")),
        ("soapwriter.drafter.drafter", ("spacy", "thinc", "numpy", "textstat", "click", "rich")),
        ("soapwriter.render", ("spacy", "thinc", "numpy", "textstat", "click", "jinja2")),
        ("soapwriter.cli", ("spacy", "thinc", "numpy", "textstat", "socket")),
    ],
)
def test_loads_no_more_than_it_needs(module, absent):
    """
    Importing a module leaves alone what only other work needs.
    """
    program = f"import sys, {module}; print(*sorted(set({absent!r}) & set(sys.modules)))"

    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert [] == run.stdout.split()
