"""What stands between two things of a sentence: whether one goes on to the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from soapwriter.claims.mentions import Mention

NEAR = 3
_FINITE = ("VBD", "VBZ", "VBP")
_LISTING = (",", "and", "both", "then", "&")
# Verbs that may stand between what is told and its number, its day or its count.
_ALLOWED = {
    "": ("followed", "sat", "taken", "took"),
    "score": ("scored", "got", "received", "earned", "recorded", "posted", "had", "was", "is", "made", "came"),
    "count": ("took", "cost", "needed", "required", "has", "have", "shows", "was", "were"),
    "day": ("is", "are", "'s", "am", "comes", "follows", "'m"),
    "lead": ("is", "are", "'s", "scored", "got", "received", "took", "sat"),
}


def has_verb(doc: Doc, start: int, end: int, *, before: str = "") -> bool:
    """Tell whether somebody does something else between two places; `before` says what comes (see above)."""
    return any(token.tag_ in _FINITE and token.norm_ not in _ALLOWED[before] for token in doc[start:end])


def reaches(doc: Doc, start: int, end: int) -> bool:
    """Tell whether what is told of a sitting goes on to the name of its exam."""
    between = doc[start:end]
    cut = any(token.norm_ in ("and", "but", ";") or token.tag_ in _FINITE for token in between)
    return len(between) <= 2 * NEAR and not cut


def lists(doc: Doc, start: int, exam: Mention) -> bool:
    """Tell whether an exam goes on a list: "failed Step 1 and Step 2 CK", not "and Step 3 is planned"."""
    if exam.last < len(doc) and doc[exam.last].tag_ in (*_FINITE, "MD"):
        return False
    between = doc[start : exam.first]
    return len(between) <= NEAR and all(token.norm_ in _LISTING for token in between)


def turns(doc: Doc, start: int, end: int) -> bool:
    """Tell whether something else is begun between a test and a number: "finished UWorld, and rose from 58"."""
    norms = [token.norm_ for token in doc[start:end]]
    joint = next((at for at, norm in enumerate(norms) if norm in (",", "and", ";", "(")), len(norms))
    return any(token.tag_ in (*_FINITE, "VBN") for token in doc[start + joint : end])


def leads(doc: Doc, start: int, end: int) -> bool:
    """Tell whether numbers go on to what they are of: "222 and 228 on my last forms"."""
    return start < end <= start + 2 * NEAR and doc[start].norm_ in ("on", "in", "for", "across", "over", "with", "from")


def is_for(doc: Doc, start: int, end: int) -> bool:
    """Tell whether a test is said to be for an exam: "CBSE for Step 1"."""
    return 1 <= end - start <= NEAR and doc[start].norm_ == "for"
