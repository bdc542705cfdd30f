"""The kind and form of document that a text is, and how that was known."""

import re
from pathlib import PurePath
from typing import NamedTuple

from soapwriter.kinds import Kind, find_kind, kinds
from soapwriter.text.document import front_matter

DEFAULT = "failure"

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
    Return the kind of a text: as its front matter says, else its file's name, else its words.

    Raises:
        UnknownName: the front matter names a kind that does not exist.
    """
    if "kind" in (said := front_matter(text)):
        return Recognised(find_kind(said["kind"].lower()).id, "front matter")
    if kind := _by_name(path):
        return Recognised(kind, "file name")
    if kind := _by_content(text):
        return Recognised(kind, "content")
    return Recognised(DEFAULT, "default")


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


def _by_content(text: str) -> str | None:
    """
    Return the kind with the most phrases in a text.

    A subject or greeting makes it an email; without one only the opening counts, since any letter may end with thanks.
    """
    words = " ".join(text.lower().translate(_APOSTROPHE).split())
    if not _EMAIL.search(text):
        return _most_phrases(tuple(kinds().values()), words[:_OPENING])
    emails = tuple(kind for kind in kinds().values() if kind.email)
    return _most_phrases(emails, words) or next((kind.id for kind in emails), None)


def _most_phrases(candidates: tuple[Kind, ...], words: str) -> str | None:
    hits = {kind.id: sum(phrase in words for phrase in kind.recognise.content) for kind in candidates}
    best = max(hits, key=lambda kind: hits[kind], default=None)
    return best if best and hits[best] else None
