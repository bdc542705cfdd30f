"""Which parts of an email are there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from soapwriter.finding import EmailParts
from soapwriter.phrase import words

if TYPE_CHECKING:
    from soapwriter.outline import Outline
    from soapwriter.reading import Reading
    from soapwriter.sentences import Sentence

_AAMC_ID = re.compile(r"\b\d{7,9}\b")
_NAME = re.compile(r"[^\W\d_]{2,}")
_DETAILS = 2
_SORTS = ("NOUN", "PROPN", "NUM")
_NAME_WORDS = 4


def email_parts(outline: Outline) -> EmailParts:
    """Return which of its six parts an email has."""
    reading = outline.reading
    roles = [sentence.role for sentence in reading.sentences]
    return EmailParts(
        subject="subject" in roles,
        greeting="greeting" in roles,
        specific_detail=_details(outline) >= _DETAILS,
        interest=any(marked.has("interest") for marked in outline.clauses if marked.sentence.role == "text"),
        signoff=_signed(reading),
        aamc_id=bool(_AAMC_ID.search(reading.document.prose)),
    )


def _signed(reading: Reading) -> bool:
    """Tell whether a name ends the letter, after a closing word ("Best, Ana") or on a line of its own."""
    closing = [sentence.span for sentence in reading.sentences if sentence.role == "closing"]
    prose = reading.document.prose
    if not closing:
        return _is_name(_last_lines(prose))
    start, end = closing[0]
    return _is_name(prose[start:end].partition(",")[2] + prose[end:])


def _is_name(text: str) -> bool:
    """Tell whether a word is left when IDs and brackets are taken out."""
    return bool(_NAME.search(re.sub(r"AAMC|ID|\[.*?\]", " ", text)))


def _last_lines(prose: str) -> str:
    """Return the lines after the last blank one when they look like a name; nothing else."""
    last = re.split(r"\n[ \t\r]*\n", prose.strip())[-1].strip()
    first = last.splitlines()[0] if last else ""
    return last if len(first.split()) <= _NAME_WORDS and not first.endswith((".", ",", "!", "?", ")")) else ""


def _details(outline: Outline) -> int:
    """
    Return how many nouns of the body could not stand in any other letter.

    Nouns that every letter has are a word class; the sentences that explain a failed exam say nothing of
    the program.
    """
    return len({noun for sentence in _body(outline) for noun in _nouns(outline.reading, sentence)})


def detailed(outline: Outline) -> list[Sentence]:
    """Return the sentences of the body with a noun, other than a name, that could not stand in any other letter."""
    return [each for each in _body(outline) if _nouns(outline.reading, each, sorts=("NOUN",))]


def _body(outline: Outline) -> list[Sentence]:
    """Return the sentences that may speak of the program: those of the body that explain no failed exam."""
    explained = {marked.sentence for marked in outline.scope}
    return [each for each in outline.reading.sentences if each.role in ("text", "item") and each not in explained]


def _nouns(reading: Reading, sentence: Sentence, *, sorts: tuple[str, ...] = _SORTS) -> set[str]:
    common = words().classes["any_letter"]
    inside = False
    found = set()
    for token in reading.tokens(sentence):
        inside = (inside or token.text in "[{<") and token.text not in "]}>"
        if not inside and token.pos_ in sorts and not token.is_punct:
            found.add(token.lemma_.lower())
    return {noun for noun in found if noun not in common and any(char.isalpha() for char in noun)}
