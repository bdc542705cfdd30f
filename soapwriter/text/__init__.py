"""A text as characters: documents, places in them, blocks, and how files become documents."""

from soapwriter.text.blocks import Block, blocks
from soapwriter.text.decoding import Encoding, decode
from soapwriter.text.document import Addressee, Document, front_matter, front_matter_place
from soapwriter.text.edits import mend
from soapwriter.text.folder import INDEX, STATE
from soapwriter.text.saving import FORCE, REMOVE, refuse_existing, rewrite, save
from soapwriter.text.sources import STANDARD_INPUT, Batch, read
from soapwriter.text.span import Lines, Span, page_lines, seconds_aloud

__all__ = [
    "FORCE",
    "INDEX",
    "REMOVE",
    "STANDARD_INPUT",
    "STATE",
    "Addressee",
    "Batch",
    "Block",
    "Document",
    "Encoding",
    "Lines",
    "Span",
    "blocks",
    "decode",
    "front_matter",
    "front_matter_place",
    "mend",
    "page_lines",
    "read",
    "refuse_existing",
    "rewrite",
    "save",
    "seconds_aloud",
]
