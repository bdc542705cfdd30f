"""Writing a file whole or not at all: a new one for its owner alone, an old one only where that was requested."""

import os
import secrets
import shutil
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from soapwriter.errors import Unwritable

REMOVE = "remove this one first"
FORCE = "give --force to write over it"
# How a file is called while it is written: hidden, and like no other program's.
_BEGINS, _ENDS = ".soapwriter-", ".part"
# Binary, also on Windows, and nobody else's.
_NEW = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
# Entries of these lead to files that are open elsewhere.
_DEVICES = (("dev",), ("proc",))
_WRITABLE = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH
_NO_FILE = "It is not an ordinary file, so it cannot be rewritten."


def _exists(path: Path, way_out: str) -> Unwritable:
    return Unwritable(f"{path}: exists already; name another file, or {way_out}.")


def save(path: Path, text: str | bytes, *, force: bool = False, way_out: str = REMOVE) -> None:
    """
    Write a file whole; an existing one is kept unless `force` is given, and `way_out` says what to do then.

    A link stays a link: the file that it leads to is written.

    Raises:
        Unwritable: there is a file already, or something that is no ordinary file, or the folder cannot be written.
    """
    refuse_existing(path, force=force, way_out=way_out)
    try:
        place = path.resolve() if force and path.is_symlink() else path
        with _temporary(place, text.encode("utf-8") if isinstance(text, str) else text) as temporary:
            if force:
                temporary.replace(place)
            else:
                _put(temporary, place, way_out)
    except OSError as error:
        where = f": {path.parent}" if error.filename else ""
        raise Unwritable(f"{path}: cannot be written: {error.strerror}{where}.") from error


def rewrite(path: Path, old: bytes, new: bytes) -> None:
    """
    Replace a file's old bytes by new ones, whole, with its mode and owner; a link stays a link.

    Raises:
        Unwritable: it is not an ordinary file, is read-only or in a folder that is, or holds something else than `old`.
            The message leaves out the path.
    """
    # "/dev/stdin" leads to the very file that was piped in.
    if path.absolute().parts[1:2] in _DEVICES:
        raise Unwritable(_NO_FILE)
    try:
        place = path.resolve(strict=True)
        about = place.stat()
        _refuse_protected(place, about)
        now = place.read_bytes()
        if now == new:  # the same file by another of its names
            return
        if now != old:
            raise Unwritable("It has changed since it was read, and was left as it is. Run the command again.")
        with _temporary(place, new) as temporary:
            _make_like(temporary, place)
            temporary.replace(place)
    except OSError as error:
        raise Unwritable(f"It cannot be written, and was left as it is: {error.strerror or error}.") from error


def _refuse_protected(place: Path, about: os.stat_result) -> None:
    """Refuse what somebody has protected; an administrator, who may write everywhere, is refused too."""
    if not stat.S_ISREG(about.st_mode):
        raise Unwritable(_NO_FILE)
    if not about.st_mode & _WRITABLE or not os.access(place, os.W_OK):
        raise Unwritable("It is read-only, and was left as it is. Make it writable, or fix a copy.")
    if is_read_only(place.parent):
        raise Unwritable("Its folder is read-only, and it was left as it is. Make the folder writable, or fix a copy.")


def is_read_only(folder: Path) -> bool:
    """Return whether a folder takes no new files, also where its mode says so to a user who may write everywhere."""
    # Windows has no such user, and sets the read-only attribute on folders that Explorer shows in a way of their own,
    # in which everybody may write all the same.
    protected = hasattr(os, "geteuid") and not folder.stat().st_mode & _WRITABLE
    return protected or not os.access(folder, os.W_OK | os.X_OK)


def _make_like(temporary: Path, place: Path) -> None:
    """Give a file another's owner and mode; where the owner cannot be kept, refuse."""
    # Windows has no chown, and elsewhere only an administrator may give a file away: the result is checked below.
    if hasattr(os, "chown"):
        with suppress(OSError):
            os.chown(temporary, place.stat().st_uid, place.stat().st_gid)
    if _owner(temporary) != _owner(place):
        raise Unwritable("It belongs to somebody else, and was left as it is. Fix a copy.")
    shutil.copymode(place, temporary)


def _owner(place: Path) -> int:
    return place.stat().st_uid


def refuse_existing(path: Path, *, force: bool = False, way_out: str = REMOVE) -> None:
    """
    Do nothing when a file may be written, except that the remains of a run that was killed are removed.

    Raises:
        Unwritable: it exists and `force` is not given, it is a folder or no ordinary file, or its folder cannot be
            written.
    """
    if path.is_dir():
        raise Unwritable(f"{path}: is a folder; name a file.")
    folder = path.resolve().parent if force and path.is_symlink() else path.parent
    if not os.access(folder, os.W_OK | os.X_OK):
        reason = "cannot be written" if folder.is_dir() else "is not a folder"
        raise Unwritable(f"{path}: {folder} {reason}.")
    remove_leftovers(folder)
    if os.path.lexists(path):
        if not force:
            raise _exists(path, way_out)
        _refuse_special(path)


def _refuse_special(path: Path) -> None:
    if not path.is_file() or path.absolute().parts[1:2] in _DEVICES:
        raise Unwritable(f"{path}: is not an ordinary file; name another one.")


def remove_leftovers(folder: Path) -> None:
    """Remove the unfinished files that a killed run has left in a folder; those of a run that goes on stay."""
    with suppress(OSError):
        for path in folder.glob(f"{_BEGINS}*{_ENDS}"):
            with suppress(OSError):
                _remove_leftover(path)


def _remove_leftover(path: Path) -> None:
    # Windows removes no file that is open, and has no locks of this sort.
    if sys.platform == "win32":
        path.unlink()
        return
    with locked(path):
        path.unlink()


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """
    Lock a file or folder for this process, which loses the lock however it ends; Windows has no such locks.

    Raises:
        BlockingIOError: another process has locked it.
        OSError: it cannot be opened.
    """
    if sys.platform == "win32":
        yield
        return
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    try:
        _lock(handle)
        yield
    finally:
        os.close(handle)


def _lock(handle: int) -> None:
    if sys.platform != "win32":
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def _temporary(path: Path, data: bytes) -> Iterator[Path]:
    """Yield a finished file in the folder of the one to be written, and remove it afterwards."""
    # Named before it is made, so that it is removed whenever Ctrl-C comes.
    temporary = path.parent / f"{_BEGINS}{secrets.token_hex(8)}{_ENDS}"
    lock = None
    try:
        handle = os.open(temporary, _NEW, 0o600)
        with os.fdopen(handle, "wb") as file:
            # Another handle of the same file keeps the lock until the file has its name.
            lock = None if sys.platform == "win32" else os.dup(handle)
            with suppress(OSError):
                _lock(handle)
            file.write(data)
            file.flush()
            # Without this, a power cut after the renaming can leave an empty file.
            os.fsync(handle)
        yield temporary
    finally:
        temporary.unlink(missing_ok=True)
        if lock is not None:
            os.close(lock)


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
