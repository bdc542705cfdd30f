"""What lies at a place of the folder, looked at without following a link out of it."""

import os
import stat
from pathlib import Path
from typing import NamedTuple

_MOST_BYTES = 10_000_000


class Found(NamedTuple):
    """The bytes of a file, None where there is none; `trouble` says in a sentence why a place may not be touched."""

    data: bytes | None = None
    trouble: str = ""
    unreadable: bool = False


def look(folder: Path, name: str) -> Found:
    """Return what lies in a folder under a name such as "failure.txt" or "elm-hill/reply-time.txt"."""
    place = folder / name
    try:
        trouble = (place.parent != folder and _no_folder(place.parent)) or _no_file(place.lstat())
    except (FileNotFoundError, NotADirectoryError):
        return Found()
    except OSError as error:
        return Found(trouble=_cannot_read(error), unreadable=True)
    return Found(trouble=trouble) if trouble else _bytes(place)


def _no_folder(place: Path) -> str:
    """Return why a program's folder is none in which to write; nothing where it is one, or is still to be made."""
    if place.is_symlink():
        return "Its folder is a link, which is not followed."
    if place.exists() and not place.is_dir():
        return "There is a file where its folder should be."
    return ""


def _no_file(about: os.stat_result) -> str:
    """Return why something is no file to be read; nothing where it is one."""
    if stat.S_ISLNK(about.st_mode):
        return "It is a link, which is not followed."
    if not stat.S_ISREG(about.st_mode):
        return "It is no ordinary file."
    return "It is far too long for a text." if about.st_size > _MOST_BYTES else ""


def _bytes(place: Path) -> Found:
    try:
        with os.fdopen(os.open(place, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0)), "rb") as file:
            return Found(file.read())
    except OSError as error:
        return Found(trouble=_cannot_read(error), unreadable=True)


def _cannot_read(error: OSError) -> str:
    return f"It cannot be read: {error.strerror or error}."
