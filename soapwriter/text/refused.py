"""Formats that are not read yet: named, with the way out, instead of being read as nonsense."""

from pathlib import PurePath

from soapwriter.errors import Unreadable

_FORMATS = {
    ".docx": "a Word document",
    ".doc": "an old Word document",
    ".odt": "an OpenDocument text",
    ".rtf": "a rich text file",
    ".pdf": "a PDF",
    ".pages": "a Pages document",
}
_SIGNATURES = {
    b"PK\x03\x04": "a Word document or another zip archive",
    b"%PDF-": "a PDF",
    b"{\\rtf": "a rich text file",
    b"\xd0\xcf\x11\xe0": "an old Word document",
}
_WAY_OUT = "Save it as plain text (.txt), or copy its text and paste it into 'soapwriter lint -'."


def is_refused(path: PurePath) -> bool:
    """Tell whether a file's name says that it is a format which is not read yet."""
    return path.suffix.lower() in _FORMATS


def by_name(path: PurePath) -> None:
    """
    Let a file pass by its name.

    Raises:
        Unreadable: its suffix is that of a format which is not read yet.
    """
    if is_refused(path):
        raise Unreadable(f"This is {_FORMATS[path.suffix.lower()]}, which is not read yet. {_WAY_OUT}")


def by_signature(data: bytes) -> None:
    """
    Let bytes pass by how they begin.

    Raises:
        Unreadable: they begin as a format which is not read yet, whatever the file is called.
    """
    for signature, name in _SIGNATURES.items():
        if data.startswith(signature):
            raise Unreadable(f"This is {name}, which is not read yet. {_WAY_OUT}")
