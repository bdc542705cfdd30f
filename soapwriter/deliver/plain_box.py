"""Which characters the form's plain box keeps."""

import unicodedata


def strange(text: str) -> tuple[str, ...]:
    """Return the characters of a text that a plain box may not keep, each once: neither ASCII, Latin-1 nor a letter."""
    return tuple(char for char in dict.fromkeys(text) if not (_is_plain(char) or _is_kept(char)))


def foreign(text: str) -> tuple[str, ...]:
    """Return the characters of a text that are kept and are not ASCII, each once: the letters of names, most of all."""
    return tuple(char for char in dict.fromkeys(text) if not char.isascii() and _is_kept(char))


def composed(text: str) -> str:
    """Return a text in which a letter and its accent are one character, which a form is likelier to keep."""
    return unicodedata.normalize("NFC", text)


def _is_plain(char: str) -> bool:
    return char.isascii() and (char.isprintable() or char == "\n")


def _is_kept(char: str) -> bool:
    """Return whether a form keeps a character: those of Latin-1 but for the soft hyphen, and Latin letters."""
    if "\u00a1" <= char <= "\u00ff" and char != "\u00ad":
        return True
    return unicodedata.category(char).startswith("L") and unicodedata.name(char, "").startswith("LATIN ")
