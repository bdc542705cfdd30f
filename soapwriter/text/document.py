"""A text, and the same text with its markup as blanks, at the same length."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property

from soapwriter.text.markup import without_markup
from soapwriter.text.repairs import Repaired, repaired
from soapwriter.text.span import Span
from soapwriter.text.thread import quoted_lines

# Text that was pasted from a file may begin with its byte-order mark.
_FRONT_MATTER = re.compile(r"\A\ufeff?---[ \t]*\r?\n(.*?\r?\n)---[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_COMMENT_LINE = re.compile(r"^[ \t]*<!--(?:(?!-->).)*+-->[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
_URL = re.compile(r"https?://\S+|www\.\S+")
_HEADING = re.compile(r"^[ \t]*#{1,6}[ \t]+", re.MULTILINE)
_BULLET = re.compile(r"^[ \t]*(?:[-*\u2022]|\d{1,2}[.)])[ \t]+", re.MULTILINE)
# Bold is shorter than a paragraph. A single underscore or asterisk is left: it is in file names and in sums.
_EMPHASIS = re.compile(r"(\*\*|__)(?=[^\W_])(.{1,400}?)(?<=[^\s_])\1")


class Addressee:
    """Whom a document is for; `facts` has the class that knows more of them, since this package knows no facts."""


@dataclass(frozen=True)
class Document:
    """
    One text.

    `path` is how reports call it ("-" for standard input), `text` is as read, `kind` a kind's id, `kind_from` how that
    was known ("option", "front matter", "file name", "content" or "default"), and `form` the name of a form of its kind
    ("spoken"), which has limits of its own, or "". `audience` is whom it is for, where that is known; `draft` whether
    it is a draft of this program, which nobody means to send as it is.
    """

    path: str
    text: str = field(repr=False)
    kind: str
    kind_from: str = "option"
    form: str = ""
    audience: Addressee | None = None
    draft: bool = False

    @cached_property
    def prose(self) -> str:
        """
        The text with front matter, comments, quoted mail, URLs and markup as spaces: exactly as long as `text`.

        Line ends stay, so that blocks can be found. Damaged words are as they were meant.
        """
        return self._repaired.text

    @cached_property
    def _repaired(self) -> Repaired:
        prose = without_markup(filled(self.body, self.apart, _blank))
        for pattern in (_URL, _HEADING, _BULLET):
            prose = pattern.sub(lambda match: _blank(match.group()), prose)
        return repaired(_EMPHASIS.sub(lambda match: f"  {match.group(2)}  ", prose))

    def whole(self, span: Span) -> Span:
        """Return the place in `text` of a place in `prose`, which is longer where a word was repaired."""
        repairs = self._repaired.repairs
        at = bisect_right(repairs, (span.end,)) - 1
        if at < 0 or span.end > repairs[at].end:
            return span
        return Span(span.start, min(span.end + repairs[at].removed, repairs[at].end))

    @cached_property
    def as_sent(self) -> str:
        """
        The prose as its reader gets it: exactly as long as `text`.

        Front matter, a comment on a line of its own and blank lines at the top leave no line end behind.
        """
        sent = self.prose
        for pattern in (_FRONT_MATTER, _COMMENT_LINE):
            places = (Span(*match.span()) for match in pattern.finditer(self.text, 0, _last_comment(self.text)))
            sent = filled(sent, places, lambda words: " " * len(words))
        return re.sub(r"\A\s+", lambda match: " " * len(match.group()), sent)

    def quote(self, span: Span) -> str:
        """Return the words of a span of `text`, each run of white space as one space."""
        return " ".join(self.text[span.start : span.end].split())

    @cached_property
    def body(self) -> str:
        """The text with front matter as spaces: exactly as long as `text`."""
        return _FRONT_MATTER.sub(lambda match: _blank(match.group()), self.text)

    @cached_property
    def written(self) -> str:
        """The text with front matter and quoted mail as spaces, its comments as they are: exactly as long as `text`."""
        return filled(self.body, self.quoted, _blank)

    @cached_property
    def comments(self) -> tuple[Span, ...]:
        """The spans of comments, marks included."""
        return tuple(Span(*match.span()) for match in _COMMENT.finditer(self.body, 0, self.body.rfind("-->") + 3))

    @cached_property
    def quoted(self) -> tuple[Span, ...]:
        """The lines of another mail that the text quotes."""
        return quoted_lines(self.body)

    @cached_property
    def apart(self) -> tuple[Span, ...]:
        """The spans of what is not the text itself: comments and quoted mail, in order and none in another."""
        found: list[Span] = []
        for span in sorted((*self.comments, *self.quoted)):
            if found and span.start < found[-1].end:
                found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
            else:
                found.append(span)
        return tuple(found)

    @cached_property
    def shown(self) -> str:
        """
        What a reader of the letter would see, its markup with it: exactly as long as `text`.

        Front matter, comments, quoted mail and URLs are line ends, so that no pattern matches across them or in them.
        """
        matter = _FRONT_MATTER.sub(lambda match: "\n" * len(match.group()), self.text)
        shown = filled(matter, self.apart, lambda words: "\n" * len(words))
        return _URL.sub(lambda match: "\n" * len(match.group()), shown)

    @cached_property
    def bullets(self) -> frozenset[int]:
        """The offsets at which a list item's words begin."""
        return frozenset(match.end() for match in _BULLET.finditer(self.text))


def front_matter(text: str) -> dict[str, str]:
    """Return the `key: value` lines of a document's front matter, keys in lower case."""
    place = front_matter_place(text)
    pairs = (line.split(":", 1) for line in text[place.start : place.end].splitlines() if ":" in line)
    return {key.strip().lower(): value.strip().strip("'\"") for key, value in pairs}


def front_matter_place(text: str) -> Span:
    """Return where the lines of a document's front matter are, without the hyphens; an empty place for none."""
    match = _FRONT_MATTER.match(text)
    return Span(*match.span(1)) if match else Span(0, 0)


def filled(text: str, places: Iterable[Span], fill: Callable[[str], str]) -> str:
    """Return a text with something as long in each of some places, which are in order."""
    pieces: list[str] = []
    at = 0
    for start, end in places:
        pieces += text[at:start], fill(text[start:end])
        at = end
    return "".join((*pieces, text[at:]))


def _last_comment(text: str) -> int:
    """Return the end of the line on which the last comment ends; a mark after it opens none, and need not be tried."""
    end = text.find("\n", text.rfind("-->") + 1)
    return end + 1 if end >= 0 else len(text)


def _blank(text: str) -> str:
    """Return as many spaces as `text` has characters, its line ends kept."""
    return re.sub(r"[^\r\n]", " ", text)
