"""The blocks of a text as its writer set them: runs of lines, list items, headings; without comments."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from soapwriter.text.document import Document, filled

_LINE_END = re.compile(r"\r\n?|\n")
# A word processor's signs for a line break and for a new page, in a plain text that it saved.
_SOFT_BREAK = re.compile("[\x0b\u2028]")
_PAGE_BREAK = re.compile("[\x0c\u2029]")
_HEADING = re.compile(r"[ ]{0,3}#{1,6}[ \t]+(?=\S)")
# A mark that cannot begin a sentence or a sum of money, or a number, and a blank.
_ITEM = re.compile(
    r"[ \t]*(?:(?P<sign>[^\w\s\"'()\[\]$#&@<>|\u2018-\u201f\u2026.,;:!?])|(?P<number>\d{1,2}[.)]))[ \t]+(?=\S)"
)
_INDENTED = re.compile(r"[ \t]{2,}|\t")
_ENDED = re.compile(r"[.!?:;\u2026][\"'\u201d\u2019)\]*_]*$")
# In place of a character of a comment: a line that has only these is not a blank line, and parts nothing.
_COMMENTED = "\0"


class Block(NamedTuple):
    """
    Lines that belong together, without the mark of an item or a heading.

    `line` is the first one's number in the text, from 1, and `gap` whether a blank line is before it. `raw` are the
    lines as they are in the text.
    """

    line: int
    lines: tuple[str, ...]
    raw: str
    gap: bool = False
    is_item: bool = False
    is_heading: bool = False

    def with_lines(self, lines: Sequence[str]) -> "Block":
        """Return the block with more lines."""
        return self._replace(lines=(*self.lines, *lines), raw="\n".join((self.raw, *map(str.rstrip, lines))))

    @property
    def has_ended(self) -> bool:
        """Whether its last line ends as a sentence does."""
        return bool(_ENDED.search(self.lines[-1].rstrip()))


class _Line(NamedTuple):
    """A line: its number in the text, from 1, and how many lines like an item are between the blank lines around it."""

    number: int
    text: str
    items: int


def split_blocks(document: Document) -> tuple[Block, ...]:
    """Return the blocks of a document, in order."""
    blocks: list[Block] = []
    more: list[list[str]] = []
    before = None
    for line in _lines(document):
        if not line.text.strip():
            before = None
            continue
        if block := _begin(line, before):
            blocks.append(block)
            more.append([])
            before = block
        else:
            more[-1].append(line.text)
            # All that the next line needs to know of the block is its kind and its last line.
            before = blocks[-1]._replace(lines=(line.text,))
    return tuple(map(Block.with_lines, blocks, more))


def _lines(document: Document) -> Iterator[_Line]:
    """Yield the lines of a document that are not comments alone."""
    for _, run in groupby(_uncommented(document), key=lambda line: bool(line[1].strip())):
        lines = list(run)
        items = sum(bool(_ITEM.match(text)) for _, text in lines)
        yield from (_Line(number, text, items) for number, text in lines)


def _uncommented(document: Document) -> Iterator[tuple[int, str]]:
    body = filled(document.body, document.apart, lambda words: re.sub(r"[^\r\n]", _COMMENTED, words))
    for number, whole in enumerate(_LINE_END.split(body), 1):
        for line in _SOFT_BREAK.split(_PAGE_BREAK.sub("\v\v", whole)):
            if _COMMENTED not in line or line.strip(f" \t{_COMMENTED}"):
                yield number, line.replace(_COMMENTED, "")


def _begin(line: _Line, before: Block | None) -> Block | None:
    """Return the block that a line begins, None where it continues the one `before`, which no blank line parts off."""
    gap, raw = before is None, line.text.rstrip()
    if heading := _HEADING.match(line.text):
        return Block(line.number, (line.text[heading.end() :],), raw, gap, is_heading=True)
    item = _ITEM.match(line.text)
    if item and _may_be_item(line, before):
        return Block(line.number, (line.text[item.end() :],), raw, gap, is_item=True)
    if before and _continues(line, before):
        return None
    return Block(line.number, (line.text,), raw, gap)


def _may_be_item(line: _Line, before: Block | None) -> bool:
    """Return whether a mark at the start of a line begins an item: a dash or a number may have wrapped to there."""
    return before is None or before.is_item or line.items > 1 or before.has_ended


def _continues(line: _Line, before: Block) -> bool:
    """Return whether a line continues a block; an item only where the line is indented, or the item has not ended."""
    if before.is_item:
        return bool(_INDENTED.match(line.text)) or not before.has_ended
    return not before.is_heading
