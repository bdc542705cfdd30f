"""The mail that a mail answers: its quoted lines are somebody else's, and not the writer's own words."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from soapwriter.text.span import Span

_QUOTED = re.compile(r"[ \t]{0,3}>(?![ \t]*[\d<=])")
# "On Tue, Mar 16, 2027 at 2:05 PM Ruth Abara <r@p.example> wrote:", in one line or two.
_WROTE = re.compile(r"[ \t]*On\b.{4,200}\bwrote:[ \t]*\Z", re.IGNORECASE)
_BEGAN = re.compile(r"[ \t]*On\b.{0,60}\b(?:\d{4}|\d{1,2}:\d\d)\b", re.IGNORECASE)
_RULE = re.compile(
    r"[ \t]*(?:-{2,}[ \t]*(?:Original|Forwarded) [Mm]essage[ \t]*-{2,}|Begin forwarded message:|_{10,})[ \t]*"
)
_FROM = re.compile(r"[ \t]*\*?From:\*?[ \t]*\S", re.IGNORECASE)
_HEADER = re.compile(r"[ \t]*\*?(?:Sent|Date|To|Cc|Subject):\*?[ \t]", re.IGNORECASE)
# The lines below "From:" that say who wrote when: of these at least two.
_HEADERS = 4
_FEWEST = 2


class _Line(NamedTuple):
    start: int
    end: int
    text: str


def quoted_lines(body: str) -> tuple[Span, ...]:
    """Return where a text quotes another mail, in whole lines; nothing where it has no words of its own."""
    lines = list(_lines(body))
    quoted = sorted({*_marked(lines), *_below(lines)})
    if not any(line.text.strip() for at, line in enumerate(lines) if at not in set(quoted)):
        return ()
    return tuple(Span(lines[at].start, lines[at].end) for at in quoted if lines[at].end > lines[at].start)


def _lines(body: str) -> Iterator[_Line]:
    start = 0
    for line in body.splitlines(keepends=True):
        text = line.rstrip("\r\n")
        yield _Line(start, start + len(text), text)
        start += len(line)


def _marked(lines: Sequence[_Line]) -> Iterator[int]:
    """Yield the lines that begin with ">", where there are two or more, and the line that says who wrote them."""
    marked = [at for at, line in enumerate(lines) if _QUOTED.match(line.text)]
    named = {at: _attribution(lines, at) for at in marked}
    if len(marked) >= _FEWEST or any(named.values()):
        yield from marked
        for said in named.values():
            yield from said


def _attribution(lines: Sequence[_Line], at: int) -> tuple[int, ...]:
    """Return the lines before one that say who wrote it: "On Tuesday Ruth Abara wrote:"; a blank may be between."""
    before = at - 1
    while before > 0 and not lines[before].text.strip():
        before -= 1
    return _wrote(lines, before)


def _wrote(lines: Sequence[_Line], at: int) -> tuple[int, ...]:
    if at < 0:
        return ()
    if _WROTE.match(lines[at].text):
        return (at,)
    if at > 0 and _BEGAN.match(lines[at - 1].text) and _WROTE.match(f"{lines[at - 1].text} {lines[at].text}"):
        return (at - 1, at)
    return ()


def _below(lines: Sequence[_Line]) -> range:
    """Return the lines from the first that says that another mail follows, where the writer's own come before it."""
    # Lines of the writer's own may follow a mail that is marked line by line.
    is_marked = any(_QUOTED.match(line.text) for line in lines)
    for at in range(len(lines)):
        own = any(line.text.strip() for line in lines[:at])
        if own and (_opens_mail(lines, at) or (_wrote(lines, at) and not is_marked)):
            return range(min((at, *_wrote(lines, at))), len(lines))
    return range(0)


def _opens_mail(lines: Sequence[_Line], at: int) -> bool:
    """Return whether a line begins another mail: a line as mail programs draw it, or its "From:" with its day."""
    if _RULE.fullmatch(lines[at].text):
        return True
    headers = [line for line in lines[at + 1 : at + 1 + _HEADERS] if _HEADER.match(line.text)]
    return bool(_FROM.match(lines[at].text)) and len(headers) >= _FEWEST
