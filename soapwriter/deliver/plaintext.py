"""A text as a plain box takes it: paragraphs of sentences, without markup, comments and lists, in plain characters."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from soapwriter.text import Block, complete_sentence, split_blocks, split_sentences

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from spacy.tokens import Token

    from soapwriter.text import Document

_ENDED = re.compile(r"[.!?\u2026][\"'\u201d\u2019)\]]*$")
_EMPHASIS = re.compile(r"(?<![\w*_`])(\*{1,3}|_{1,2}|`)(?=[^\s*_`])(.+?)(?<=[^\s*_`])\1(?![\w*_`])", re.DOTALL)
# A line may begin with these and be prose: an opening mark, a sum, a number, a mention.
_PROSE_STARTS = frozenset("\"'([$#&@~\u2018\u2019\u201c\u201d\u2026.\u00a3\u20ac\u00b1<")
_FINITE = frozenset(("VBD", "VBP", "VBZ", "MD"))
_UNENDED = frozenset(("CC", "DT", "IN", "MD", "PRP$", "TO"))
_SUBJECTS = frozenset(("nsubj", "nsubjpass", "expl", "csubj", "csubjpass"))
_LONGEST_QUOTE = 60


class Trouble(NamedTuple):
    """What stands in the way, in a sentence, and the line of the text on which it does, from 1."""

    line: int
    message: str


class Plain(NamedTuple):
    """
    A text made plain, as far as that is safe; what was in the way of the rest; and how many list items it wrote out.

    `text` has one blank line between paragraphs and a line end after the last.
    """

    text: str
    troubles: tuple[Trouble, ...] = ()
    items: int = 0


def paragraphs(document: Document, is_clause: Callable[[str], bool]) -> Plain:
    """
    Return a document's paragraphs, each on one line, its lists written out as sentences.

    `is_clause` tells whether words are a whole clause, to which a full stop may be put. What is no sentence by itself
    stays as it is, and is told.
    """
    found = split_blocks(document)
    troubles: list[Trouble] = []
    joined: list[list[str]] = []
    for before, block in pairwise((None, *found)):
        if block is None:
            continue
        troubles += _unfit(block)
        if before is None or _parts(before, block):
            joined.append([])
        if block.is_item:
            troubles += _led_in(joined[-1], before, is_clause)
            troubles += _item_trouble(block, is_clause)
        joined[-1].append(_sentence(block) if block.is_item else plain_words(block))
    text = "\n\n".join(" ".join(each) for each in joined)
    return Plain(f"{text}\n" if text else "", tuple(troubles), sum(each.is_item for each in found))


def lines(document: Document) -> Plain:
    """Return a document's own lines without front matter, comments and doubled blank lines, as an email has them."""
    told = "\n".join(("\n" if block.gap and at else "") + block.raw for at, block in enumerate(split_blocks(document)))
    return Plain(f"{told.strip()}\n" if told.strip() else "")


def plain_words(block: Block) -> str:
    """Return the words of a block on one line, without the signs of emphasis."""
    words = _joined(block.lines)
    while (bare := _EMPHASIS.sub(r"\2", words)) != words:
        words = bare
    return words


def strange(text: str) -> tuple[str, ...]:
    """Return the characters of a text that a plain box may not keep, each once: neither ASCII, Latin-1 nor a letter."""
    return tuple(dict.fromkeys(char for char in text if not (char.isascii() or _is_kept(char))))


def foreign(text: str) -> tuple[str, ...]:
    """Return the characters of a text that are kept and are not ASCII, each once: the letters of names, most of all."""
    return tuple(dict.fromkeys(char for char in text if not char.isascii() and _is_kept(char)))


def composed(text: str) -> str:
    """Return a text in which a letter and its accent are one character."""
    return unicodedata.normalize("NFC", text)


def whole_clause(text: str) -> bool:
    """Tell whether words are a main clause, with a subject and a finite verb; by spaCy's parse, so not for sure."""
    from soapwriter.nlp import language

    nlp = language.load()
    doc, _ = language.tokens(nlp, complete_sentence(text))
    doc = nlp(doc)
    roots = [token for token in doc if token.dep_ == "ROOT"]
    spoken = [token for token in doc if not token.is_punct]
    return bool(spoken) and not _dangles(spoken[-1]) and all(_has_clause(root) for root in roots)


def _has_clause(root: Token) -> bool:
    """Tell whether a verb is finite, has a subject, and is no part of another clause: "because", "that"."""
    children = list(root.children)
    tags = {root.tag_, *(child.tag_ for child in children if child.dep_.startswith("aux"))}
    links = {child.dep_ for child in children}
    return not tags.isdisjoint(_FINITE) and not links.isdisjoint(_SUBJECTS) and "mark" not in links


def _dangles(last: Token) -> bool:
    """Tell whether a word asks for another after it: "since then I have:", "I have worked on:"."""
    return last.tag_ in _UNENDED or last.lemma_ in ("be", "do", "have")


def _is_kept(char: str) -> bool:
    if "\u00a1" <= char <= "\u00ff" and char != "\u00ad":
        return True
    return unicodedata.category(char).startswith("L") and unicodedata.name(char, "").startswith("LATIN ")


def _parts(before: Block, block: Block) -> bool:
    """Tell whether a block begins a paragraph: a list goes on with its first line, and a blank line parts the rest."""
    if block.is_item and (before.is_item or plain_words(before).endswith(":")):
        return False
    return block.gap


def _joined(parts: Sequence[str]) -> str:
    """Return lines as one: a word that was parted at its hyphen is whole again."""
    whole = ""
    for part in (part.strip(" \t") for part in parts):
        hyphened = re.search(r"[a-z]-$", whole) and re.match(r"(?!(?:and|or|to)\b)[a-z]", part)
        whole += ("" if hyphened or not whole else " ") + part
    return whole


def _sentence(block: Block) -> str:
    return complete_sentence(plain_words(block))


def _unfit(block: Block) -> Iterator[Trouble]:
    """Yield what a plain box has no shape for."""
    words = plain_words(block)
    if block.is_heading:
        yield Trouble(block.line, f"{_quoted(words)} is a heading, and the form has none. Take it out, or say it.")
    elif not any(map(str.isalnum, words)):
        yield Trouble(block.line, f"{_quoted(words)} has no words. Take it out; a blank line parts two paragraphs.")
    elif not (words[0].isalnum() or words[0] in _PROSE_STARTS or block.is_item):
        yield Trouble(block.line, f"{_quoted(words)} begins with a sign that the form would show. Take it out.")


def _led_in(paragraph: list[str], before: Block | None, is_clause: Callable[[str], bool]) -> Iterator[Trouble]:
    """End the sentence that leads to a list with a full stop, in place; yield the trouble where it is no sentence."""
    if before is None or before.is_item or not paragraph:
        return
    lead = paragraph[-1]
    if _ENDED.search(lead):
        return
    last = split_sentences(lead)[-1]
    if lead.endswith(":") and is_clause(last.removesuffix(":")):
        paragraph[-1] = f"{lead.removesuffix(':')}."
        return
    yield Trouble(
        before.line,
        f"{_quoted(last)} leads to a list and is no sentence by itself. Write both as sentences.",
    )


def _item_trouble(block: Block, is_clause: Callable[[str], bool]) -> Iterator[Trouble]:
    words = plain_words(block)
    if _ENDED.search(words) or is_clause(words):
        return
    yield Trouble(block.line, f"{_quoted(words)} is no sentence by itself, and the form takes no lists. Make it one.")


def _quoted(words: str) -> str:
    if len(words) <= _LONGEST_QUOTE:
        return f"'{words}'"
    return f"'{words[:_LONGEST_QUOTE].rsplit(' ', 1)[0]} ...'"
