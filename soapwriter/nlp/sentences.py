"""Sentences: a document is cut into blocks of lines first, and then blocks into sentences."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from soapwriter.nlp.phrase import any_of, word_classes
from soapwriter.text import Span, begins_sentence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc

    from soapwriter.text import Document

_CLOSERS = frozenset("\"'”’)]}")
# More closing marks in a row end no sentence: looking through thousands for each token takes the square of the time.
_MOST_CLOSERS = 8
_ENDERS = frozenset((".", "!", "?", "…", "...", "!!", "!!!", "??", "?!", "!?"))
# Most lines of text fill the width of a window or an email, about 70 characters; a greeting, or a name below a closing,
# is shorter. A wider limit takes a short paragraph below "Best," for part of the closing.
_LONE_LINE = 60
# "Thank you very much," and "Dr. Maria de la Cruz,": a longer line says something.
_FEW_WORDS = 4
_SUBJECT = re.compile(r"(?i)^(subject|re)\s*:")
# Each line of these is a block of its own, which ends what comes before.
_LONE_ROLES = ("subject", "greeting", "closing")


@dataclass(frozen=True)
class Sentence:
    """
    One sentence.

    `first` and `last` are its tokens, from 0, end exclusive; `span` is its place in characters; `words` counts its
    words as a person does; `block` is the number of its block, from 0; `role` is "text", "item", "subject", "greeting"
    or "closing".
    """

    first: int
    last: int
    span: Span
    words: int
    block: int
    role: str


def cut(document: Document, doc: Doc, offsets: list[int]) -> list[Sentence]:
    """Return a document's sentences, given each token's offset in characters; set where the parser begins each."""
    starts, roles = _blocks(document)
    texts = [token.text for token in doc]
    blocks = [bisect_right(starts, offset) - 1 for offset in offsets]
    bounds = _bounds(texts, blocks)
    if not bounds:
        return []
    _set_starts(doc, [first for first, _ in bounds])
    counted = list(map(is_word, texts))
    return [
        Sentence(
            first,
            last,
            Span(offsets[first], offsets[last - 1] + len(texts[last - 1])),
            sum(counted[first:last]),
            blocks[first],
            roles[blocks[first]],
        )
        for first, last in bounds
    ]


def _bounds(texts: Sequence[str], blocks: Sequence[int]) -> list[tuple[int, int]]:
    """Return the first token and the last (exclusive) of each sentence, given each token's text and block."""
    firsts = [at for at in range(len(texts)) if _is_first(texts, blocks, at)]
    return list(pairwise([*firsts, len(texts)]))


def _is_first(texts: Sequence[str], blocks: Sequence[int], at: int) -> bool:
    """Return whether a token begins a sentence: it begins its block, or the tokens before it end one."""
    return at == 0 or blocks[at] != blocks[at - 1] or _begins(texts, at)


def _set_starts(doc: Doc, firsts: list[int]) -> None:
    """Set where sentences begin, which the parser respects."""
    import numpy as np
    from spacy import attrs

    # spaCy's own numbers: 1 begins a sentence, -1 does not.
    column: Any = np.full((len(doc), 1), -1, dtype=np.int64)
    column[firsts] = 1
    doc.from_array([attrs.SENT_START], column.view(np.uint64))


@lru_cache(maxsize=8192)
def is_word(text: str) -> bool:
    """Return whether a token is a word as a person counts them: a clitic or a mark is not."""
    return any(map(str.isalnum, text)) and not text.startswith(("'", "’", "n'", "n’"))


def _begins(texts: Sequence[str], at: int) -> bool:
    """Return whether a token begins a sentence, by the tokens before it in its block."""
    before = at - 1
    while before > max(0, at - _MOST_CLOSERS) and texts[before] in _CLOSERS:
        before -= 1
    ender, here = texts[before], texts[at]
    if here in _CLOSERS or here in _ENDERS:
        return False
    word = f"{texts[before - 1]}." if ender == "." and before > 0 else ender
    return begins_sentence(here, after=word, joined=ender not in _ENDERS, closed=before != at - 1)


def _blocks(document: Document) -> tuple[list[int], list[str]]:
    """Return where blocks begin, in characters, and the role of each; one of text where the document is blank."""
    starts: list[int] = []
    roles: list[str] = []
    gap = True
    for start, line in _lines(document.prose):
        if not line.strip():
            gap |= not _is_commented(document, start, line)
            continue
        role = _role(document, start, line, roles, gap=gap)
        if gap or not role == roles[-1] == "text":
            starts.append(start)
            roles.append(role)
        # A new page begins a paragraph.
        gap = line.endswith(("\f", "\u2029"))
    return starts or [0], roles or ["text"]


def _lines(prose: str) -> Iterator[tuple[int, str]]:
    """Yield each line with its end, and where it begins, in characters."""
    start = 0
    for line in prose.splitlines(keepends=True):
        yield start, line
        start += len(line)


def _is_commented(document: Document, start: int, line: str) -> bool:
    """Return whether a comment fills a line: it parts nothing, since a text is read as it is sent, without comments."""
    return any(comment.start < start + len(line) and start < comment.end for comment in document.comments)


def _role(document: Document, start: int, line: str, above: Sequence[str], *, gap: bool) -> str:
    """Return the role of a line, given the roles of the blocks above it and whether a gap parts it from them."""
    bare, indent = line.strip(), len(line) - len(line.lstrip())
    in_closing = above[-1:] == ["closing"]
    if role := _own_role(bare):
        return role
    if start + indent in document.bullets and not in_closing:
        return "item"
    # Below "Best," come names and addresses.
    if in_closing and len(bare) < _LONE_LINE:
        return "closing"
    return "closing" if _ends_text(bare, above, gap=gap) else "text"


def _ends_text(line: str, above: Sequence[str], *, gap: bool) -> bool:
    """Return whether a line takes leave after the text, and is not a line of it that happens to be short."""
    parted = gap or above[-1] in _LONE_ROLES
    return parted and "text" in above and _takes_leave(line)


def _own_role(line: str) -> str:
    """Return the role that a line has by its own words; "" where it has none."""
    if _SUBJECT.match(line):
        return "subject"
    if len(line) < _LONE_LINE and _greets(line):
        return "greeting"
    return "closing" if _closes(line) else ""


def _greets(line: str) -> bool:
    """Return whether a short line addresses somebody: "Dear Dr. Cho," or "Dr. Cho,"."""
    if line.endswith((".", "?")):
        return False
    return _starts_with(line, "greeting") or _addresses(line)


def _addresses(line: str) -> bool:
    """Return whether a line is a title and a name: "Dr. Cho,"."""
    title, _, name = line.rstrip(",:–—- ").partition(" ")
    named = 1 <= len(name.split()) <= _FEW_WORDS and line.endswith((",", ":", "–", "—", "-"))
    return named and title.lower() in any_of("title") and all(map(_is_name, name.split()))


def _is_name(word: str) -> bool:
    return re.sub(r"[-'’.,]", "", word).isalpha()


def _closes(line: str) -> bool:
    """Return whether a line takes leave: "Kind regards," or "Thank you again", but not "Thank you for Monday."."""
    if len(line.split()) > _FEW_WORDS or line.endswith(("?", ":")):
        return False
    if line.endswith("."):
        return line[:-1].lower() in any_of("closing")
    return _starts_with(line, "closing")


def _takes_leave(line: str) -> bool:
    """Return whether a line is a few words and a comma: below a text that closes it in any language ("Mahalo,")."""
    return line.endswith(",") and len(line.split()) <= _FEW_WORDS


def _starts_with(line: str, name: str) -> bool:
    low = line.lower().rstrip(",!")
    return any(low == phrase or low.startswith((f"{phrase} ", f"{phrase},")) for phrase in word_classes().members[name])
