"""Reading a file that somebody names: never more than a limit, and never from a device, which has no end."""

import errno
import os
import stat
from pathlib import Path

from soapwriter.errors import Unreadable

# One million bytes is a megabyte, as people and file managers count.
_MEGABYTE = 1_000_000


def read_bytes(path: Path, *, most: int, what: str) -> bytes:
    """
    Return the bytes of a file or of a pipe: at most `most`, which is more than any `what` has.

    Raises:
        OSError: it cannot be read.
        Unreadable: it is larger, or neither an ordinary file nor a pipe. The message leaves out the path.
    """
    about = path.stat()
    if stat.S_ISDIR(about.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if not (stat.S_ISREG(about.st_mode) or stat.S_ISFIFO(about.st_mode)):
        raise Unreadable("It is a device or a socket, not a file.")
    if about.st_size > most:
        raise _too_large(most, what)
    with path.open("rb") as file:
        return limited(file.read(most + 1), most=most, what=what)


def limited(data: bytes, *, most: int, what: str) -> bytes:
    """
    Return bytes that are not more than `most`.

    Raises:
        Unreadable: they are more.
    """
    if len(data) > most:
        raise _too_large(most, what)
    return data


def _too_large(most: int, what: str) -> Unreadable:
    size = f"{most // _MEGABYTE} MB" if most >= _MEGABYTE else f"{most // 1000} kB"
    return Unreadable(f"It is over {size}, which no {what} is.")
