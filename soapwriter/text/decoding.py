"""Plain text: bytes to characters, without guessing silently."""

import codecs
import re
from typing import NamedTuple

from soapwriter.errors import Unreadable
from soapwriter.text.refused import by_signature

_NO_TEXT = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


class Encoding(NamedTuple):
    """How a text is written as bytes: Python's codec, and the byte-order mark before it."""

    codec: str = "utf-8"
    mark: bytes = b""

    def bytes_of(self, text: str) -> bytes:
        """
        Return a text as bytes: those that were read, of the text that was read.

        Raises:
            UnicodeEncodeError: the encoding has no such character.
        """
        return self.mark + text.encode(self.codec)


_UTF16 = (Encoding("utf-16-le", codecs.BOM_UTF16_LE), Encoding("utf-16-be", codecs.BOM_UTF16_BE))


class Decoded(NamedTuple):
    """A text as it was read, how it was encoded, and what its writer should know about how that was done."""

    text: str
    encoding: Encoding
    note: str | None = None


def decode(data: bytes) -> Decoded:
    """
    Return the text of a plain text file, without its byte-order mark, line ends as they are.

    Raises:
        Unreadable: the bytes are no text, or hold no words.
    """
    by_signature(data)
    decoded = _decode(data)
    if _NO_TEXT.search(decoded.text):
        raise Unreadable("This is binary, not text. Save it as plain text (.txt, UTF-8).")
    if not decoded.text.strip():
        raise Unreadable("There is no text in it: it is empty or only blanks.")
    return decoded


def _decode(data: bytes) -> Decoded:
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
