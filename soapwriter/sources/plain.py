"""Plain text: bytes to characters, without guessing silently."""

import codecs
import re
from typing import NamedTuple

from soapwriter.errors import Unreadable
from soapwriter.sources.refused import by_signature

_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_NO_TEXT = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


class Decoded(NamedTuple):
    """A text as it was read, and what its writer should know about how that was done."""

    text: str
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
    if data.startswith(_UTF16):
        return _utf16(data)
    try:
        return Decoded(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        at = error.start + (len(codecs.BOM_UTF8) if data.startswith(codecs.BOM_UTF8) else 0)
        return _windows(data, fault=f"byte 0x{data[at]:02x} at offset {at}")


def _utf16(data: bytes) -> Decoded:
    try:
        return Decoded(data.decode("utf-16"))
    except UnicodeDecodeError as error:
        raise Unreadable(
            f"It is marked as UTF-16 but breaks off at byte offset {error.start}. Save it again as UTF-8."
        ) from error


def _windows(data: bytes, *, fault: str) -> Decoded:
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError as error:
        raise Unreadable(f"It is neither UTF-8 ({fault}) nor Windows-1252. Save it again as UTF-8.") from error
    return Decoded(text, f"It is not UTF-8 ({fault}), so it was read as Windows-1252. Save it as UTF-8 to be sure.")
