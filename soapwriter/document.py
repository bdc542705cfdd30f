"""A text to be linted, with its markup blanked out at the same length."""

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from soapwriter.target import Target

_FRONT_MATTER = re.compile(r"\A\ufeff?---[ \t]*\r?\n(.*?\r?\n)---[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_URL = re.compile(r"https?://\S+|www\.\S+")
_HEADING = re.compile(r"^[ \t]*#{1,6}[ \t]+", re.MULTILINE)
_BULLET = re.compile(r"^[ \t]*(?:[-*\u2022]|\d{1,2}[.)])[ \t]+", re.MULTILINE)
_EMPHASIS = re.compile(r"(\*\*|__)(?=[^\W_])(.+?)(?<=[^\s_])\1")
_LINE_END = re.compile(r"\r?\n")


@dataclass(frozen=True)
class Document:
    """
    One text to be linted.

    `path` is how it is called in reports ("-" for standard input), `text` is as read, `kind` a kind's id, `kind_from`
    how it was known ("option", "front matter", "file name" or "content"), and `form` the name of a form of its kind
    ("spoken"), which has a length of its own. `target` is whom it is for, where that is known; `draft`
    whether it is one of our drafts, that nobody means to send as it stands.
    """

    path: str
    text: str = field(repr=False)
    kind: str
    kind_from: str = "option"
    form: str = ""
    target: "Target | None" = None
    draft: bool = False

    @cached_property
    def prose(self) -> str:
        """
        The text with front matter, comments, URLs and markup as spaces: exactly as long as `text`.

        Line ends stay, so that blocks can be told apart.
        """
        prose = self.text
        for pattern in (_FRONT_MATTER, _COMMENT, _URL, _HEADING, _BULLET):
            prose = pattern.sub(lambda match: _blank(match.group()), prose)
        return _EMPHASIS.sub(lambda match: f"  {match.group(2)}  ", prose)

    @cached_property
    def bullets(self) -> frozenset[int]:
        """The offsets at which a list item's words begin."""
        return frozenset(match.end() for match in _BULLET.finditer(self.text))


def front_matter(text: str) -> dict[str, str]:
    """Return the `key: value` lines of a document's front matter, keys in lower case."""
    match = _FRONT_MATTER.match(text)
    if match is None:
        return {}
    pairs = (line.split(":", 1) for line in match.group(1).splitlines() if ":" in line)
    return {key.strip().lower(): value.strip().strip("'\"") for key, value in pairs}


def _blank(text: str) -> str:
    """Return as many spaces as `text` has characters, its line ends kept."""
    return re.sub(r"[^\r\n]", " ", text)
