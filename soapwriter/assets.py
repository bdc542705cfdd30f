"""Where the data folders are: inside the installed package, or beside it in a checkout."""

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


@cache
def folder(name: str) -> Path:
    """
    Return the folder of shipped data called `name` ("lint_rules" or "templates").

    A wheel carries it inside the package; a checkout and an editable install have it beside the package.
    """
    inside = _PACKAGE / name
    return inside if inside.is_dir() else _PACKAGE.parent / name
