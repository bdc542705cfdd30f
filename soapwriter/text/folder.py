"""Folders: which files in them are texts."""

import os
from collections.abc import Iterator
from pathlib import Path

# What a kit calls its own two files; a folder that has the first is a kit.
STATE = ".soapwriter.json"
INDEX = "index.md"
SUFFIXES = (".txt", ".md")


def files(folder: Path) -> tuple[Path, ...]:
    """
    Return every visible file under a folder, sorted by path; the index of a kit is about its texts, and none of them.

    Raises:
        OSError: the folder, or one inside it, cannot be listed.
    """
    return tuple(sorted(_visible(folder)))


def is_text(path: Path) -> bool:
    """Tell whether a file's name says that it is a text."""
    return path.suffix.lower() in SUFFIXES


def _visible(folder: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder, onerror=_refuse):
        folders[:] = [name for name in folders if not name.startswith(".")]
        about = INDEX if STATE in names else ""
        yield from (Path(place, name) for name in names if not name.startswith(".") and name != about)


def _refuse(error: OSError) -> None:
    raise error
