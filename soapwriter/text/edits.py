"""Edits of a text: each within the text, and never two in one place."""

from collections.abc import Iterable
from typing import NamedTuple

from soapwriter.finding import Fix


class Edited(NamedTuple):
    """A text after some edits, and the edits that were made, in order of place."""

    text: str
    made: tuple[Fix, ...]


def apply_edits(text: str, edits: Iterable[Fix]) -> Edited:
    """
    Return a text with edits made; of two that overlap or begin at the same place only the first is.

    Raises:
        ValueError: an edit lies outside the text.
    """
    made = _without_overlaps(edits, length=len(text))
    pieces: list[str] = []
    at = 0
    for edit in made:
        pieces += text[at : edit.start], edit.text
        at = edit.end
    return Edited("".join((*pieces, text[at:])), made)


def _without_overlaps(edits: Iterable[Fix], *, length: int) -> tuple[Fix, ...]:
    """Return edits in order of place, without those that begin before the end of an earlier one, or where it begins."""
    kept: list[Fix] = []
    for edit in sorted(edits, key=lambda each: (each.start, each.end, each.text)):
        if not 0 <= edit.start <= edit.end <= length:
            raise ValueError(f"an edit at {edit.start} to {edit.end} of a text of {length} characters")
        if not kept or edit.start >= max(kept[-1].end, kept[-1].start + 1):
            kept.append(edit)
    return tuple(kept)
