"""A TOML file that a person wrote: its text, and where in it a mistake is."""

import re
import tomllib
from pathlib import Path

from soapwriter.errors import BadFacts, command_line, quoted

MOST_BYTES = 1_000_000


def read(path: Path) -> str:
    """
    Return the text of a facts file.

    Raises:
        BadFacts: it cannot be read as text.
    """
    try:
        raw = path.read_bytes()
        return _decode(raw, name=str(path))
    except OSError as error:
        reason = error.strerror or "cannot be read"
        raise BadFacts(f"{path}: {reason}. {quoted(command_line('init', str(path)))} writes a facts file.") from error


def syntax(error: tomllib.TOMLDecodeError) -> str:
    """Return what is wrong with a file's TOML, its line and column first."""
    trouble, _, place = str(error).partition(" (at ")
    return f"{place.rstrip(')') or 'the end'}: this is not TOML: {trouble}."


def say(text: str, *, name: str, at: tuple[int | str, ...], message: str) -> str:
    """Return one whole sentence on a mistake, with the file, the line and the key."""
    table, entries, keys = _parts(at)
    line = line_of(text, at=at)
    numbered = f"{table} {entries[0] + 1}" if entries else table
    where = ", ".join([f"line {line}"] * bool(line) + [numbered, *keys])
    return f"{name}: {where}: {message.rstrip('.')}."


def line_of(text: str, *, at: tuple[int | str, ...]) -> int | None:
    """Return the line of a place such as ("exams", 0, "score"), from 1; None where it is not found."""
    table, entries, keys = _parts(at)
    return _line_of(text, table=table, entry=entries[0] if entries else 0, key=keys[0] if keys else None)


def _parts(at: tuple[int | str, ...]) -> tuple[str, list[int], list[str]]:
    """Return a place's table, its numbers and its keys."""
    table, *rest = at
    return (
        str(table),
        [each for each in rest if isinstance(each, int)],
        [each for each in rest if isinstance(each, str)],
    )


def _line_of(text: str, *, table: str, entry: int, key: str | None) -> int | None:
    """Return the line of a key, else of its table's header, else None; tables are counted from 0."""
    inside, seen, found = False, -1, None
    for number, line in enumerate(text.splitlines(), start=1):
        if header := re.match(r"\s*\[\[?\s*[\"']?([\w-]+)", line):
            seen += header.group(1) == table
            inside = header.group(1) == table and seen == entry
            found = number if inside else found
        elif (inside if key else seen < 0) and re.match(rf"\s*[\"']?{re.escape(key or table)}[\"']?\s*=", line):
            return number
    return found


def _decode(raw: bytes, *, name: str) -> str:
    if len(raw) > MOST_BYTES:
        raise BadFacts(f"{name}: is over 1 MB, which no facts file is.")
    try:
        return raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise BadFacts(f"{name}: byte {error.start + 1} is not UTF-8; save the file as UTF-8.") from error
