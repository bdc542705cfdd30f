"""What is wrong with a line that is not TOML, in the words of somebody who has never heard of TOML."""

import re
from collections.abc import Iterator
from itertools import takewhile
from textwrap import shorten
from typing import NamedTuple

from soapwriter.data import NotToml, parse_toml

_PLACE = re.compile(r"line (?P<line>\d+)")
_PAIR = re.compile(r"(?P<before>\s*(?:(?P<key>[\w-]+)\s*=\s*)?)(?P<value>.*?)(?P<after>\s*,?\s*)")
_HEADER = re.compile(r"\s*\[{1,2}\s*(?P<name>[\w-]+)\s*\]{0,2}\s*")
_COLON = re.compile(r"\s*(?P<key>[a-z_]+)\s*:\s*(?P<value>.+)")
_CURLY = {"\u201c": '"', "\u201d": '"', "\u2018": "'", "\u2019": "'"}
_DECLARED = re.compile(r"Cannot declare \('(?P<name>\w+)',?\) twice")
_TWO_KEYS = re.compile(r"[\"']\s*,?\s+\w+\s*=\s*[\"'\d\[]")
_LIST = re.compile(r"=\s*\[")
_NEXT = re.compile(r"$|\[|[\w-]+\s*=")
_QUOTES = ("'", '"')
# A sentence that was broken by hand has so many lines at most; more is another fault.
_MOST_LINES = 20
# In characters: a longer line is cut in a message.
_WIDEST = 120
_WRONG_CASE = {"True": "true", "False": "false", "TRUE": "true", "FALSE": "false"}


class _Line(NamedTuple):
    """A line of a file: what is before its value, its key ("" for an entry of a list), the value, what follows."""

    number: int
    before: str
    key: str
    value: str
    after: str

    @property
    def name(self) -> str:
        """What the value is called in a sentence."""
        if not self.key:
            return "this entry"
        return f"the {self.key}" if self.key.isalpha() else f"'{self.key}'"

    @property
    def inner(self) -> str:
        """The value without the quotation marks around it."""
        return self.value[1:-1] if len(self.value) > 1 and self.value[0] == self.value[-1] else self.value[1:]

    def written(self, value: str) -> str:
        """Return the line with another value."""
        return f"{self.before.strip()} {value}{self.after.strip()}".strip()


def toml_trouble(text: str, error: NotToml) -> str:
    """Return where a text is not TOML, what is wrong there and how to write it, in one sentence."""
    trouble, better = _trouble(text, error)
    # A full stop would be copied with the line.
    return f"{trouble}: {better}" if better else f"{trouble}."


def _trouble(text: str, error: NotToml) -> tuple[str, str]:
    """Return what is wrong, and the line that would be right; "" where that is not known."""
    lines = text.splitlines()
    place = _PLACE.match(str(error))
    # A list or a text that has no end is noticed after the last line.
    number = int(place["line"]) if place else len(lines) + 1
    found = _about_repetition(str(error), number) or _about_list(str(error), lines, number)
    if found or not 1 <= number <= len(lines):
        return found or str(error), ""
    line = lines[number - 1]
    better = _about_break(lines, number) or next(_about_line(number, line), None)
    return better or (_about_words(number, line) or str(error), "")


def _about_break(lines: list[str], number: int) -> tuple[str, str] | None:
    """Return what to do with a text in quotes that goes on in the next lines; None for another trouble."""
    pair = _PAIR.fullmatch(lines[number - 1])
    if pair is None or pair["value"].count('"') != 1 or pair["value"][0] != '"':
        return None
    following = list(takewhile(lambda line: not _NEXT.match(line), lines[number : number + _MOST_LINES]))
    whole = " ".join((lines[number - 1].strip(), *map(str.strip, following)))
    trouble = f"line {number}: an answer is one line, however long; join these"
    return (trouble, _short(whole)) if following and _is_toml(whole) else None


def _short(line: str) -> str:
    return shorten(line.rstrip(","), _WIDEST, placeholder=" …")


def _about_line(number: int, line: str) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with a line, and how to write it, where that would be TOML."""
    for trouble, better in _repairs(number, line):
        if _is_toml(better):
            yield f"line {number}: {trouble}", _short(better)


def _about_words(number: int, line: str) -> str:
    """Return what to do with a line that is no answer; "" for an answer."""
    if _TWO_KEYS.search(line):
        return f"line {number}: two answers are on this line; give each a line of its own"
    if "= [" in line or "=[" in line:
        return f"line {number}: each entry of this list needs quotes around it, and a comma after it"
    if "=" in line or line.lstrip().startswith("["):
        return ""
    return f'line {number}: this is neither an answer (key = "text") nor a header; a note of your own begins with #'


def _repairs(number: int, line: str) -> Iterator[tuple[str, str]]:
    if colon := _COLON.fullmatch(line):
        value = colon["value"].strip()
        yield "write = in place of the colon", f"{colon['key']} = {value}"
        yield "write = in place of the colon, and the text in quotes", f"{colon['key']} = {_in_quotes(value)}"
    if header := _HEADER.fullmatch(line):
        count = max(line.count("["), line.count("]"))
        better = f"{'[' * count}{header['name']}{']' * count}"
        yield "a header has as many brackets after its name as before it", better
    pair = _PAIR.fullmatch(line)
    if pair is not None:
        yield from _repairs_of_value(_Line(number, pair["before"], pair["key"] or "", pair["value"], pair["after"]))


def _repairs_of_value(line: _Line) -> Iterator[tuple[str, str]]:
    """Yield what may be wrong with the value of a line, the likeliest first."""
    value, name = line.value, line.name
    if not value:
        yield "there is nothing after the =; for no answer write two quotation marks", line.written('""')
    elif value[0] in _CURLY:
        yield f"the quotation marks around {name} are curly; use straight ones", line.written(_in_quotes(line.inner))
    elif value[0] == '"':
        yield from _repairs_of_double(line)
    elif value[0] == "'":
        yield from _repairs_of_single(line)
    elif value in _WRONG_CASE:
        yield f"write {value.lower()} in small letters", line.written(value.lower())
    elif line.key and value[0] != "[":
        reason = ", since it is text" if any(map(str.isalpha, value)) else ""
        yield f"put {name} in quotes{reason}", line.written(_in_quotes(value.rstrip('"')))


def _repairs_of_double(line: _Line) -> Iterator[tuple[str, str]]:
    inner, name = line.inner, line.name
    if line.value.startswith('""') or _TWO_KEYS.search(line.value):
        return
    if len(line.value) < 2 or not line.value.endswith('"'):
        yield from _repairs_of_end(line)
        return
    if "'" not in inner:
        reason = "double quotes" if '"' in inner else "a backslash"
        yield f"put {name} in single quotes, since it contains {reason}", line.written(f"'{inner}'")
    yield f"write a backslash before each double quote and backslash inside {name}", line.written(_in_quotes(inner))


def _repairs_of_end(line: _Line) -> Iterator[tuple[str, str]]:
    """Yield what may be wrong with a text that begins with a double quote and does not end with one."""
    inner = line.value[1:]
    trouble = "belongs at the end of the line" if '"' in inner else "is missing"
    yield f"the quotation mark at the end of {line.name} {trouble}", line.written(_in_quotes(inner.replace('"', "")))


def _repairs_of_single(line: _Line) -> Iterator[tuple[str, str]]:
    inner, name = line.inner, line.name
    if len(line.value) < 2 or not line.value.endswith("'"):
        yield f"the quotation mark at the end of {name} is missing", line.written(_in_quotes(line.value[1:]))
    elif '"' not in inner:
        yield f"put {name} in double quotes, since it contains an apostrophe", line.written(f'"{inner}"')
    else:
        yield f"put {name} in double quotes, with a backslash before each one inside", line.written(_in_quotes(inner))


def _about_repetition(trouble: str, number: int) -> str:
    """Return what to do where something is in the file twice; "" for another trouble."""
    if "Cannot overwrite a value" in trouble:
        return f"line {number}: this key is there twice in its part of the file; keep one of the two"
    if declared := _DECLARED.search(trouble):
        name = declared["name"]
        both = f"put its lines under one header, or write [[{name}]] each time where these are entries of their own"
        return f"line {number}: the header [{name}] is there twice; {both}"
    return ""


def _about_list(trouble: str, lines: list[str], number: int) -> str:
    """Return what a list lacks, a comma or its end; "" for another trouble."""
    first = _open_list(lines[: number - 1])
    here = lines[number - 1].strip() if number <= len(lines) else ""
    if not first:
        return ""
    if _NEXT.match(here):
        # What cannot be an entry is the next answer, the next header, or the end of the file.
        return f"line {first}: the list that begins here has no ] at its end"
    last = next((at for at in range(number - 1, first, -1) if lines[at - 1].strip()), first)
    if "Unclosed array" in trouble and here.startswith(_QUOTES) and lines[last - 1].rstrip().endswith(_QUOTES):
        return f"line {last}: a comma is missing at the end of this entry of the list"
    return ""


def _open_list(lines: list[str]) -> int:
    """Return the line, from 1, of the last list that begins in some lines and does not end in them; 0 for none."""
    begins = [at for at, line in enumerate(lines, start=1) if _LIST.search(line)]
    if not begins or any(line.rstrip().endswith("]") for line in lines[begins[-1] - 1 :]):
        return 0
    return begins[-1]


def _in_quotes(text: str) -> str:
    """Return a text as a TOML string."""
    inner = text.strip("\u201c\u201d") if text[:1] in _CURLY or text[-1:] in _CURLY else text
    escaped = re.sub(r'(?<!\\)"', r"\"", inner if '\\"' in inner else inner.replace("\\", "\\\\"))
    return f'"{escaped}"'


def _is_toml(line: str) -> bool:
    """Return whether a line, or an entry of a list, is TOML by itself."""
    whole = line if _NEXT.match(line) else f"entry = [{line}]"
    try:
        parse_toml(whole)
    except NotToml:
        return False
    return True
