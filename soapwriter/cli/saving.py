"""Writing a file whole or not at all, readable by its owner alone, and never over another one unasked."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from soapwriter.errors import Unwritable

REMOVE = "remove this one first"
FORCE = "give --force to write over it"


def _exists(path: Path, way_out: str) -> Unwritable:
    return Unwritable(f"{path}: exists already; name another file, or {way_out}.")


def save(path: Path, text: str, *, force: bool = False, way_out: str = REMOVE) -> None:
    """
    Write a file at once; what is there already stays unless `force` is given, and `way_out` says what to do then.

    Raises:
        Unwritable: there is a file already, or the folder cannot be written.
    """
    refuse_existing(path, force=force, way_out=way_out)
    with _temporary(path, text) as temporary:
        if force:
            temporary.replace(path)
        else:
            _put(temporary, path, way_out)


def refuse_existing(path: Path, *, force: bool = False, way_out: str = REMOVE) -> None:
    """
    Do nothing when a file may be written.

    Raises:
        Unwritable: it exists and `force` is not given, it is a folder, or its folder cannot be written.
    """
    if path.is_dir():
        raise Unwritable(f"{path}: is a folder; name a file.")
    if not os.access(path.parent, os.W_OK | os.X_OK):
        reason = "cannot be written" if path.parent.is_dir() else "is no folder"
        raise Unwritable(f"{path}: {path.parent} {reason}.")
    if not force and os.path.lexists(path):
        raise _exists(path, way_out)


@contextmanager
def _temporary(path: Path, text: str) -> Iterator[Path]:
    """Yield a finished file beside the one to be written, and take it away afterwards."""
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise Unwritable(f"{path}: cannot be written: {error.strerror}: {path.parent}.") from error
    temporary = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        yield temporary
    except OSError as error:
        raise Unwritable(f"{path}: cannot be written: {error.strerror}.") from error
    finally:
        temporary.unlink(missing_ok=True)


def _put(temporary: Path, path: Path, way_out: str) -> None:
    """Give a file its name, unless the name has been taken meanwhile."""
    try:
        os.link(temporary, path)
    except FileExistsError:
        raise _exists(path, way_out) from None
    except OSError:
        # Some file systems have no links: take the name first, then move the file onto it.
        try:
            path.touch(mode=0o600, exist_ok=False)
        except FileExistsError:
            raise _exists(path, way_out) from None
        temporary.replace(path)
