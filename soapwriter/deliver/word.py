"""A text as a Word file for an adviser to comment in: double-spaced, and without its author and day."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from soapwriter.text import without_controls

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docx.document import Document

    from soapwriter.text import Block

# The day that a Word file without a date has; the real one would say when it was written.
_NO_DAY = datetime(2000, 1, 1, tzinfo=UTC)
# Room to write between the lines of a printed copy.
_DOUBLE = 2.0


def word_file(blocks: Iterable[Block], *, keep_lines: bool, above: str = "") -> bytes:
    """
    Return a Word file with a paragraph for each block of a text.

    Args:
        blocks: the text.
        keep_lines: whether the lines of a block stay as they are, as in an email, and are not joined.
        above: a paragraph about the text to put before it, in bold; "" for none.
    """
    import docx

    document = docx.Document()
    _anonymise(document)
    document.styles["Normal"].paragraph_format.line_spacing = _DOUBLE
    if above:
        document.add_paragraph().add_run(_visible(above)).bold = True
    for block in blocks:
        _add(document, block, keep_lines=keep_lines)
    written = BytesIO()
    document.save(written)
    return _without_times(written)


def _without_times(archive: BytesIO) -> bytes:
    """Return an archive whose entries do not say when they were written, so that the same text is the same file."""
    undated = BytesIO()
    with ZipFile(archive) as old, ZipFile(undated, "w", ZIP_DEFLATED) as new:
        for entry in old.infolist():
            new.writestr(ZipInfo(entry.filename, _NO_DAY.timetuple()[:6]), old.read(entry), ZIP_DEFLATED)
    return undated.getvalue()


def _add(document: Document, block: Block, *, keep_lines: bool) -> None:
    if keep_lines:
        document.add_paragraph(_visible(block.raw))
    else:
        words = " ".join(map(str.strip, block.lines))
        document.add_paragraph(_visible(words), "List Bullet" if block.is_item else None)


def _visible(text: str) -> str:
    """Return a text with a sign that an adviser sees for each character that a Word file cannot have."""
    return without_controls(text, "\ufffd")


def _anonymise(document: Document) -> None:
    """Empty the properties that name a person, a program or a day."""
    about = document.core_properties
    for name in ("author", "last_modified_by", "comments", "title", "subject", "keywords", "category"):
        setattr(about, name, "")
    about.created = about.modified = _NO_DAY
    about.revision = 1
