"""The public names: what `soapwriter` and its packages export, and that each is documented."""

import ast
import doctest
import importlib
import re
from pathlib import Path

import pytest

import soapwriter

ROOT = Path(__file__).parents[1]
STUBS = sorted((ROOT / "soapwriter").glob("**/__init__.pyi"))
NAMES = [
    (".".join(stub.parent.relative_to(ROOT).parts), alias.name)
    for stub in STUBS
    for node in ast.parse(stub.read_text(encoding="utf-8")).body
    if isinstance(node, ast.ImportFrom)
    for alias in node.names
]
PACKAGES = sorted(
    ".".join(path.parent.relative_to(ROOT).parts) for path in (ROOT / "soapwriter").glob("*/**/__init__.py")
)


@pytest.mark.parametrize(("package", "name"), NAMES, ids=[f"{package}.{name}" for package, name in NAMES])
def test_every_public_name_is_there(package, name):
    """
    What a package's stub promises is found when it is asked for.
    """
    module = importlib.import_module(package)

    assert name in module.__all__
    assert getattr(module, name) is not None


@pytest.mark.parametrize("package", PACKAGES)
def test_every_package_says_what_lives_there(package):
    """
    The docstring of a package begins with one sentence.
    """
    first = (importlib.import_module(package).__doc__ or "").strip().partition("\n\n")[0]

    assert re.fullmatch(r"[A-Z`][^.]*[a-zA-Z0-9`)]\.", first.replace("e.g.", ""))


def test_the_library_is_documented():
    """
    Every public name has a docstring, tab completion offers it, and `docs/api.md` has it.
    """
    documented = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    public = [name for name in soapwriter.__all__ if name != "__version__"]

    assert [] == [name for name in public if not getattr(soapwriter, name).__doc__]
    assert [] == [name for name in public if name not in dir(soapwriter)]
    assert [] == [name for name in public if not re.search(rf"`{name}\b", documented)]


def test_functions_are_not_hidden_by_packages():
    """
    No package inside has the name of a public function, which its import would hide.
    """
    assert set() == {package.split(".")[1] for package in PACKAGES} & set(soapwriter.__all__)


def test_the_example_runs(monkeypatch):
    """
    The example of `help(soapwriter)` gives what it says.
    """
    monkeypatch.chdir(ROOT)

    assert 0 == doctest.testmod(soapwriter).failed
