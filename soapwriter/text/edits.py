"""Edits, made in a text: each within its place, and never two in one."""

from collections.abc import Iterable
from typing import NamedTuple

from soapwriter.finding import Fix


class Edited(NamedTuple):
    """A text after some edits, and those that were made, in order of place."""

    text: str
    made: tuple[Fix, ...]


def mend(text: str, fixes: Iterable[Fix]) -> Edited:
    """
    Return a text with its edits made; where two overlap, or are the same, the first stands and the other waits.

    Raises:
        ValueError: an edit lies outside the text.
    """
    made: list[Fix] = []
    pieces: list[str] = []
    at = 0
    for fix in sorted(fixes, key=lambda each: (each.start, each.end, each.text)):
        if not 0 <= fix.start <= fix.end <= len(text):
            raise ValueError(f"an edit at {fix.start} to {fix.end} of a text of {len(text)} characters")
        if fix.start < at or (made and fix.start == made[-1].start):
            continue
        pieces += text[at : fix.start], fix.text
        made.append(fix)
        at = fix.end
    return Edited("".join((*pieces, text[at:])), tuple(made))
