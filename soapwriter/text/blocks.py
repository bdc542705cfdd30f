"""The blocks of a text as its writer set them: runs of lines, list items, headings; without comments."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from soapwriter.text.document import Document

_LINE_END = re.compile(r"\r\n?|\n")
_HEADING = re.compile(r"[ ]{0,3}#{1,6}[ \t]+(?=\S)")
# A sign that is no letter, no opening mark and no sum, or a number, and a blank.
_ITEM = re.compile(
    r"[ \t]*(?:(?P<sign>[^\w\s\"'()\[\]$#&@<>|\u2018-\u201f\u2026.,;:!?])|(?P<number>\d{1,2}[.)]))[ \t]+(?=\S)"
)
_GOES_ON = re.compile(r"[ \t]{2,}|\t")
_ENDED = re.compile(r"[.!?:;\u2026][\"'\u201d\u2019)\]*_]*$")
# Stands for a character of a comment: a line of these alone is no blank line.
_GONE = "\0"


class Block(NamedTuple):
    """
    Lines that belong together, without the sign of an item or a heading.

    `line` is the first one's number in the text, from 1, and `gap` whether a blank line stands before it. `raw` are the
    lines as they stand.
    """

    line: int
    lines: tuple[str, ...]
    raw: str
    gap: bool = False
    is_item: bool = False
    is_heading: bool = False

    def with_line(self, line: str) -> "Block":
        """Return the block with a line more."""
        return self._replace(lines=(*self.lines, line), raw=f"{self.raw}\n{line.rstrip()}")


def split_blocks(document: Document) -> tuple[Block, ...]:
    """Return the blocks of a document, in order."""
    found: list[Block] = []
    gap = True
    for number, line, beside in _lines(document):
        if not line.strip():
            gap = True
            continue
        block = _begun(number, line, gap=gap, before=found[-1] if found else None, beside=beside)
        if block:
            found.append(block)
        else:
            found[-1] = found[-1].with_line(line)
        gap = False
    return tuple(found)


def _lines(document: Document) -> Iterator[tuple[int, str, int]]:
    """Yield each line that is left, with its number and how many items its run of lines has."""
    body = document.body
    for start, end in document.comments:
        body = body[:start] + re.sub(r"[^\r\n]", _GONE, body[start:end]) + body[end:]
    numbered = [(at, line) for at, line in enumerate(_LINE_END.split(body), 1)]
    left = [(at, line.replace(_GONE, "")) for at, line in numbered if line.strip(f" \t{_GONE}") or _GONE not in line]
    for run in _runs(left):
        items = sum(bool(_ITEM.match(line)) for _, line in run)
        yield from ((at, line, items) for at, line in run)


def _runs(numbered: Sequence[tuple[int, str]]) -> Iterator[list[tuple[int, str]]]:
    """Yield the lines between blank lines together, and each blank line alone."""
    run: list[tuple[int, str]] = []
    for at, line in numbered:
        if line.strip():
            run.append((at, line))
            continue
        yield from ([run] if run else [])
        yield [(at, line)]
        run = []
    if run:
        yield run


def _begun(number: int, line: str, *, gap: bool, before: Block | None, beside: int) -> Block | None:
    """Return the block that a line begins; None where it goes on with the one before."""
    if heading := _HEADING.match(line):
        return Block(number, (line[heading.end() :],), line.rstrip(), gap, is_heading=True)
    item = _ITEM.match(line)
    if item and (gap or before is None or _lists(before, beside)):
        return Block(number, (line[item.end() :],), line.rstrip(), gap, is_item=True)
    if gap or before is None or before.is_heading or (before.is_item and not _wraps(before, line)):
        return Block(number, (line,), line.rstrip(), gap)
    return None


def _lists(before: Block, beside: int) -> bool:
    """Tell whether a sign at the start of a line begins an item: a dash or a number may have wrapped to there."""
    return before.is_item or beside > 1 or bool(_ENDED.search(before.lines[-1].rstrip()))


def _wraps(item: Block, line: str) -> bool:
    """Tell whether a line goes on with an item: it is indented, or the item has not ended."""
    return bool(_GOES_ON.match(line)) or not _ENDED.search(item.lines[-1].rstrip())
