"""Bytes to characters, without guessing silently; a format that is not read is refused by name, with the way out."""

import codecs
import re
from pathlib import PurePath
from typing import NamedTuple

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
# Control characters that no text has; tab, line ends, form feed and escape (of a pasted terminal) are left.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")
# Blanks, and characters without a width.
_UNSEEN = re.compile(r"[\s\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]+")
_BINARY = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def is_control(char: str) -> bool:
    """Return whether a character only controls, or is none at all: every one but tab, line feed and what is seen."""
    return _CONTROL.match(char) is not None


def without_controls(text: str, instead: str) -> str:
    """Return a text with something instead of each character that only controls; tabs and line feeds stay."""
    return _CONTROL.sub(instead, text)


class Encoding(NamedTuple):
    """How a text is written as bytes: Python's codec, and the byte-order mark before it."""

    codec: str = "utf-8"
    mark: bytes = b""

    def bytes_of(self, text: str) -> bytes:
        """
        Return a text as bytes; of the text that was read they are those that were read.

        Raises:
            UnicodeEncodeError: the encoding does not have a character of the text.
        """
        return self.mark + text.encode(self.codec)


_UTF16 = (Encoding("utf-16-le", codecs.BOM_UTF16_LE), Encoding("utf-16-be", codecs.BOM_UTF16_BE))


class Decoded(NamedTuple):
    """A text as it was read, how it was encoded, and a note for its writer where the encoding was guessed."""

    text: str
    encoding: Encoding
    note: str | None = None


def is_unsupported(path: PurePath) -> bool:
    """Return whether a file's name says that it is in a format which is not read."""
    return path.suffix.lower() in _FORMATS


def refuse_unsupported(path: PurePath) -> None:
    """
    Do nothing for a file whose name does not say that it is in a format which is not read.

    Raises:
        Unreadable: its suffix is that of such a format; the message names it.
    """
    if is_unsupported(path):
        raise _not_read(_FORMATS[path.suffix.lower()])


def decode(data: bytes) -> Decoded:
    """
    Return the text of a plain text file, without its byte-order mark, line ends as they are.

    Raises:
        Unreadable: the bytes are in another format, are not text, or hold no words.
    """
    for signature, name in _SIGNATURES.items():
        if data.startswith(signature):
            raise _not_read(name)
    decoded = _decode(data)
    if _BINARY.search(decoded.text):
        raise Unreadable("This is binary, not text. Save it as plain text (.txt, UTF-8).")
    if not _UNSEEN.sub("", decoded.text):
        raise Unreadable("There is no text in it: it is empty or only blanks.")
    return decoded


def _not_read(name: str) -> Unreadable:
    return Unreadable(f"This is {name}, which is not read yet. {_WAY_OUT}")


def _decode(data: bytes) -> Decoded:
    # Windows' editors mean UTF-16 with a mark by "Unicode"; without its mark it looks like binary data.
    for encoding in _UTF16:
        if data.startswith(encoding.mark):
            return _utf16(data, encoding)
    mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    try:
        return Decoded(data[len(mark) :].decode("utf-8"), Encoding("utf-8", mark))
    except UnicodeDecodeError as error:
        at = error.start + len(mark)
        return _windows(data, fault=f"byte 0x{data[at]:02x} at offset {at}")


def _utf16(data: bytes, encoding: Encoding) -> Decoded:
    try:
        return Decoded(data[len(encoding.mark) :].decode(encoding.codec), encoding)
    except UnicodeDecodeError as error:
        at = error.start + len(encoding.mark)
        raise Unreadable(
            f"It is marked as UTF-16 but breaks off at byte offset {at}. Save it again as UTF-8."
        ) from error


def _windows(data: bytes, *, fault: str) -> Decoded:
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError as error:
        raise Unreadable(f"It is neither UTF-8 ({fault}) nor Windows-1252. Save it again as UTF-8.") from error
    note = f"It is not UTF-8 ({fault}), so it was read as Windows-1252. Save it as UTF-8 to be sure."
    return Decoded(text, Encoding("cp1252"), note)
