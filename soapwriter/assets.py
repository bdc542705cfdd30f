"""Where the data folders are: inside the installed package, or next to it in a checkout."""

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


@cache
def folder(name: str) -> Path:
    """
    Return the folder of shipped data called `name` ("lint_rules" or "templates").

    A wheel carries it inside the package; a checkout and an editable install have it next to the package.
    """
    inside = _PACKAGE / name
    return inside if inside.is_dir() else _PACKAGE.parent / name


def table_path(name: str) -> Path:
    """Return the file of a reference table, such as "exams"."""
    return folder("lint_rules") / "reference" / f"{name}.toml"
