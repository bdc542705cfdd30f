"""A text as a Word file, for an adviser to comment in: double spaced, and silent on who wrote it and when."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docx.document import Document

    from soapwriter.text import Block

# The day that a Word file without a date has; the real one would say when it was written.
_NO_DAY = datetime(2000, 1, 1, tzinfo=UTC)
_DOUBLE = 2.0


def word_file(blocks: Iterable[Block], *, keep_lines: bool, above: str = "") -> bytes:
    """
    Return a Word file with a paragraph for each block of a text, and `above` them one that is said of it.

    With `keep_lines` the lines of a block stay as they are.
    """
    import docx

    document = docx.Document()
    _stay_silent(document)
    document.styles["Normal"].paragraph_format.line_spacing = _DOUBLE
    if above:
        document.add_paragraph().add_run(above).bold = True
    for block in blocks:
        style = "List Bullet" if block.is_item and not keep_lines else None
        document.add_paragraph(block.raw if keep_lines else " ".join(map(str.strip, block.lines)), style)
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def _stay_silent(document: Document) -> None:
    """Empty the properties that name a person, a program or a day."""
    about = document.core_properties
    for name in ("author", "last_modified_by", "comments", "title", "subject", "keywords", "category"):
        setattr(about, name, "")
    about.created = about.modified = _NO_DAY
    about.revision = 1
