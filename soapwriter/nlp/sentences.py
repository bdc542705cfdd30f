"""How a document is cut: into blocks of lines, and blocks into sentences."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from soapwriter.nlp.phrase import any_of, words
from soapwriter.text import Span, begins_sentence

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from soapwriter.text import Document

_CLOSERS = frozenset("\"'”’)]}")
_ENDERS = frozenset((".", "!", "?", "…", "...", "!!", "!!!", "??", "?!", "!?"))
# A line this short that does not end like a sentence is a line of its own: a greeting, a closing, a name, a subject.
_LONE_LINE = 60
_LEAVE = 4
_SUBJECT = re.compile(r"(?i)^(subject|re)\s*:")


@dataclass(frozen=True)
class Sentence:
    """One sentence: tokens from 0, end exclusive; its place in characters; its words; whether it is a list item."""

    first: int
    last: int
    span: Span
    words: int
    block: int
    role: str


def cut(document: Document, doc: Doc, offsets: list[int]) -> list[Sentence]:
    """Return a document's sentences, cut by blocks first, and tell the parser where each begins."""
    starts, roles = _blocks(document)
    texts = [token.text for token in doc]
    bounds: list[tuple[int, int]] = []
    block = -1
    for at, offset in enumerate(offsets):
        fresh = False
        while block + 1 < len(starts) and offset >= starts[block + 1]:
            block += 1
            fresh = True
        if fresh or at == 0 or _begins(texts, at):
            bounds.append((at, block))
    if not bounds:
        return []
    _tell(doc, [first for first, _ in bounds])
    counted = [is_word(text) for text in texts]
    ends = [*(first for first, _ in bounds[1:]), len(texts)]
    return [
        Sentence(
            first,
            last,
            Span(offsets[first], offsets[last - 1] + len(texts[last - 1])),
            sum(counted[first:last]),
            block,
            roles[block],
        )
        for (first, block), last in zip(bounds, ends, strict=True)
    ]


def _tell(doc: Doc, firsts: list[int]) -> None:
    """Set where sentences begin, which the parser respects."""
    import numpy as np
    from spacy import attrs

    # spaCy's own numbers: 1 begins a sentence, -1 does not.
    column: Any = np.full((len(doc), 1), -1, dtype=np.int64)
    column[firsts] = 1
    doc.from_array([attrs.SENT_START], column.view(np.uint64))


@lru_cache(maxsize=8192)
def is_word(text: str) -> bool:
    """Tell whether a token is a word as a person counts them: a clitic or a mark is none."""
    return any(map(str.isalnum, text)) and not text.startswith(("'", "’", "n'", "n’"))


def _begins(texts: list[str], at: int) -> bool:
    """Return whether a token begins a sentence, by the tokens before it in its block."""
    before = at - 1
    while before > 0 and texts[before] in _CLOSERS:
        before -= 1
    ender, here = texts[before], texts[at]
    if here in _CLOSERS or here in _ENDERS:
        return False
    word = f"{texts[before - 1]}." if ender == "." and before > 0 else ender
    return begins_sentence(here, after=word, joined=ender not in _ENDERS, closed=before != at - 1)


def _blocks(document: Document) -> tuple[list[int], list[str]]:
    """Return where blocks begin, in characters, and each one's role: text, item, subject, greeting or closing."""
    starts: list[int] = []
    roles: list[str] = []
    at = 0
    fresh, closing = True, False
    for line in document.prose.splitlines(keepends=True):
        bare = line.strip()
        if not bare:
            # A line that a comment fills parts nothing: a text is read as it is sent, without it.
            fresh = fresh or not any(each.start < at + len(line) and at < each.end for each in document.comments)
        else:
            role = _role(document, bare, at + len(line) - len(line.lstrip()), closing=closing)
            if role == "text" and fresh and "text" in roles and _takes_leave(bare):
                role = "closing"
            closing = role == "closing" or (closing and role == "text" and len(bare) < _LONE_LINE)
            if closing and role == "text":
                role = "closing"
            if fresh or role != "text" or roles[-1] != "text":
                starts.append(at)
                roles.append(role)
            fresh = role in ("subject", "greeting", "closing")
        at += len(line)
    return starts or [0], roles or ["text"]


def _role(document: Document, line: str, offset: int, *, closing: bool) -> str:
    if _SUBJECT.match(line):
        return "subject"
    if len(line) < _LONE_LINE and _greets(line):
        return "greeting"
    if _closes(line):
        return "closing"
    if offset in document.bullets and not closing:
        return "item"
    return "text"


def _greets(line: str) -> bool:
    """Tell whether a short line addresses somebody: "Dear Dr. Cho," or "Dr. Cho,"."""
    if line.endswith((".", "?")):
        return False
    return _starts_with(line, "greeting") or _addresses(line)


def _addresses(line: str) -> bool:
    """Tell whether a line is a title and a name: "Dr. Cho,"."""
    title, _, name = line.rstrip(",:–—- ").partition(" ")
    named = 1 <= len(name.split()) <= _LEAVE and line.endswith((",", ":", "–", "—", "-"))
    return named and title.lower() in any_of("title") and all(map(_is_name, name.split()))


def _is_name(word: str) -> bool:
    return re.sub(r"[-'’.,]", "", word).isalpha()


def _closes(line: str) -> bool:
    """Tell whether a line takes leave: "Kind regards," or "Thank you again", but not "Thank you for Monday."."""
    if len(line.split()) > _LEAVE or line.endswith(("?", ":")):
        return False
    if line.endswith("."):
        return line[:-1].lower() in any_of("closing")
    return _starts_with(line, "closing")


def _takes_leave(line: str) -> bool:
    """Tell whether a line is one of few words and a comma: "Mahalo,"; below a text it closes, in whatever language."""
    return line.endswith(",") and len(line.split()) <= _LEAVE


def _starts_with(line: str, name: str) -> bool:
    low = line.lower().rstrip(",!")
    return any(low == phrase or low.startswith((f"{phrase} ", f"{phrase},")) for phrase in words().classes[name])
