"""What is shipped: the wheel works away from its checkout, the source archive carries its tests, the lock holds."""

import os
import re
import subprocess
import sys
import tarfile
import tomllib
from pathlib import Path
from zipfile import ZipFile

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

import soapwriter

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LOCK = (ROOT / "requirements-dev.txt").read_text(encoding="utf-8")
PINS = {
    canonicalize_name(name): Version(version)
    for name, version in re.findall(r"^([\w.-]+)==([^\s;]+)", LOCK, re.MULTILINE)
}


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A folder with the wheel and the source archive."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-t", "sdist", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return folder


@pytest.fixture(scope="module")
def installed(built, tmp_path_factory):
    """A folder with the wheel installed, away from the checkout, and how to run Python on it."""
    folder = tmp_path_factory.mktemp("installed")
    with ZipFile(next(built.glob("*.whl"))) as wheel:
        wheel.extractall(folder)

    def run(*arguments):
        environment = {**os.environ, "PYTHONPATH": str(folder), "PYTHONUTF8": "1", "NO_COLOR": "1"}
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=folder,
            env=environment,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    return run


def data_files(folder):
    """The paths of a data folder's files, as seen from the project's folder."""
    return {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def test_wheel_has_all_data(built):
    """
    Every rule, table, kind and template of the checkout is inside the wheel's package.
    """
    with ZipFile(next(built.glob("*.whl"))) as wheel:
        shipped = {name.removeprefix("soapwriter/") for name in wheel.namelist()}

    assert set() == (data_files("lint_rules") | data_files("templates")) - shipped
    assert "py.typed" in shipped


def test_wheel_has_nothing_else(built):
    """
    Tests, samples and benchmarks stay at home.
    """
    with ZipFile(next(built.glob("*.whl"))) as wheel:
        tops = {name.split("/")[0] for name in wheel.namelist()}

    assert {"soapwriter", f"soapwriter-{soapwriter.__version__}.dist-info"} == tops


def test_source_archive_has_what_its_tests_need(built):
    """
    The source archive carries the data, the samples, the tests and the corpus.
    """
    with tarfile.open(next(built.glob("*.tar.gz"))) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}

    wanted = {"pyproject.toml", "LICENSE", "README.md", "CHANGELOG.md", "CONTRIBUTING.md", "requirements-dev.txt"}
    for folder in ("lint_rules", "templates", "samples", "tests", "benchmarks"):
        wanted |= {name for name in data_files(folder) if ".hypothesis" not in name}
    assert set() == wanted - names


def test_installed_wheel_finds_its_own_data(installed):
    """
    Away from the checkout the data comes from inside the package.
    """
    program = "import soapwriter, soapwriter.assets as a; print(soapwriter.__file__, a.folder('lint_rules'), sep='\\n')"

    package, rules = map(Path, installed("-c", program).stdout.splitlines())

    assert package.parent / "lint_rules" == rules


def test_installed_wheel_drafts_and_lints(installed, tmp_path):
    """
    The main job runs away from the checkout: facts in, a draft out, and nothing to fix in it.
    """
    facts, out = str(ROOT / "samples" / "facts.toml"), str(tmp_path / "failure.txt")

    drafted = installed("-m", "soapwriter", "draft", "failure", "--facts", facts, "--out", out)
    linted = installed("-m", "soapwriter", "lint", out, "--facts", facts)

    assert (0, 0) == (drafted.returncode, linted.returncode), drafted.stderr + linted.stdout + linted.stderr


def test_lock_pins_every_package_by_hash():
    """
    Each package of the lock file has one version a Python, with hashes.
    """
    entries = re.split(r"\n(?=\S)", LOCK)
    entries = [entry for entry in entries if not entry.startswith("#")]

    assert [] == [entry.split("==")[0] for entry in entries if "==" not in entry or "--hash=sha256:" not in entry]


def test_lock_names_no_place():
    """
    The lock file says what is installed, never from where.
    """
    assert [] == re.findall(r"://|--(?:extra-)?index-url|--find-links|\bfile:|^-[ei]|^--(?!hash)", LOCK, re.MULTILINE)


@pytest.mark.parametrize("declared", [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["dev"]])
def test_lock_fits_what_is_declared(declared):
    """
    What pyproject.toml asks for is in the lock file, in a version that it allows.
    """
    requirement = Requirement(declared)

    assert requirement.specifier.contains(PINS[canonicalize_name(requirement.name)])


def test_changelog_speaks_of_this_version():
    """
    The changelog has a section for the version that is built.
    """
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")

    assert f"## [{soapwriter.__version__}]" in changelog
