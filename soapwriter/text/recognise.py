"""The kind and form of document that a text says it is, in its front matter, its file's name or a phrase."""

import re
from pathlib import PurePath
from typing import NamedTuple

from soapwriter.kinds import Kind, find_kind, kinds
from soapwriter.text.document import front_matter

DEFAULT = "failure"

# How the kind of a text was known that says none: not at all.
DEFAULT_BY = "default"
_EMAIL = re.compile(r"^[ \t>*_]*(?:subject:|dear\b|hello\b|hi\b|good (?:morning|afternoon|evening)\b)", re.I | re.M)
# In characters: two or three sentences, in which a letter says what it is for.
_OPENING = 300
_APOSTROPHE = str.maketrans("\u2018\u2019", "''")


class Recognised(NamedTuple):
    """A kind's id, and how it was known: "front matter", "file name", "content" or "default"."""

    kind: str
    by: str


def recognise(text: str, *, path: str) -> Recognised:
    """
    Return the kind of a text: as its front matter says, else its file's name, else a phrase; else an explanation.

    Raises:
        UnknownName: the front matter names a kind that does not exist.
    """
    if "kind" in (said := front_matter(text)):
        return Recognised(find_kind(said["kind"].lower()).id, "front matter")
    if kind := _by_name(path):
        return Recognised(kind, "file name")
    if kind := _by_phrases(text):
        return Recognised(kind, "content")
    return Recognised(DEFAULT, DEFAULT_BY)


def recognise_form(text: str, *, path: str, kind: Kind) -> str:
    """
    Return the form of a text: as its front matter says, else its file's name; "" where neither does.

    Raises:
        UnknownName: the front matter names a form that the kind does not have.
    """
    if form := front_matter(text).get("form", "").lower():
        kind.limits_in(form)
        return form
    stem = PurePath(path).stem.lower()
    return next((form for form in kind.forms if form in stem), "")


def _by_name(path: str) -> str | None:
    """Return the kind with the longest name that the file's name contains: "thank" before "exam"."""
    stem = PurePath(path).stem.lower()
    found = [(len(name), kind.id) for kind in kinds().values() for name in kind.recognise.names if name in stem]
    return max(found, key=lambda hit: hit[0])[1] if found else None


def _by_phrases(text: str) -> str | None:
    """
    Return the kind with the most of its phrases in a text, of those that have any.

    A subject or greeting makes it an email; without one only the opening counts, since any letter may end like another.
    """
    words = " ".join(text.lower().translate(_APOSTROPHE).split())
    is_email = bool(_EMAIL.search(text))
    told = words if is_email else words[:_OPENING]
    hits = {
        kind.id: sum(phrase in told for phrase in kind.recognise.content)
        for kind in kinds().values()
        if kind.email or not is_email
    }
    best = max(hits, key=lambda kind: hits[kind])
    return best if hits[best] else None
