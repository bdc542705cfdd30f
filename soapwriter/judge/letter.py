"""Which parts of an email are there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from soapwriter.facts import find_aamc_ids
from soapwriter.finding import EmailParts
from soapwriter.judge.marks import informing
from soapwriter.nlp import any_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from soapwriter.judge.outline import Outline
    from soapwriter.nlp import ParsedDocument, Sentence

_NAME = re.compile(r"[^\W\d_]{2,}")
_DETAILS = 2
# Word classes of what any letter may say.
_ANY_LETTER = (
    "any_letter", "any_virtue", "any_virtuous", "specialty", "weekday", "month", "praised", "virtuous", "virtue",
)  # fmt: skip
# A line of fewer words is a name without a closing.
_SHORTEST = 3
_TELLING = ("NOUN", "PROPN", "ADJ")
_BLANK = re.compile(r"[Xx]{2,}|[^+]*\d[^+]*|\W*")
_NAME_WORDS = 4


def email_parts(outline: Outline) -> EmailParts:
    """Return which of its six parts an email has."""
    parsed = outline.parsed
    roles = [sentence.role for sentence in parsed.sentences]
    return EmailParts(
        subject="subject" in roles,
        greeting="greeting" in roles,
        specific_detail=_details(outline) >= _DETAILS,
        interest=any(marked.has("interest") for marked in outline.clauses if marked.sentence.role == "text"),
        signoff=_signed(parsed),
        aamc_id=any(found.is_complete for found in find_aamc_ids(parsed.document.prose)),
    )


def _signed(parsed: ParsedDocument) -> bool:
    """Return whether a name ends the letter, after a closing word ("Best, Ana") or on a line of its own."""
    closing = [sentence.span for sentence in parsed.sentences if sentence.role == "closing"]
    prose = parsed.document.prose
    if not closing:
        return _is_name(_last_lines(prose))
    start, end = closing[0]
    return _is_name(prose[start:end].partition(",")[2] + prose[end:])


def _is_name(text: str) -> bool:
    """Return whether a word is left when IDs and brackets are taken out."""
    return bool(_NAME.search(re.sub(r"AAMC|ID|\[.*?\]", " ", text)))


def _last_lines(prose: str) -> str:
    """Return the lines after the last blank one when they look like a name; nothing else."""
    last = re.split(r"\n[ \t\r]*\n", prose.strip())[-1].strip()
    first = last.splitlines()[0] if last else ""
    return last if len(first.split()) <= _NAME_WORDS and not first.endswith((".", ",", "!", "?", ")")) else ""


def _details(outline: Outline) -> int:
    """
    Return how much of the body could not stand in any other letter, in points.

    A word that not every letter has counts one; a proper name, and one that names a kind ("wound clinic"), count two.
    Sentences that own a failed exam, or speak neither to the reader nor of a place, say nothing of the program.
    """
    parsed = outline.parsed
    owning = {marked.clause.sentence for marked in outline.clauses if marked.has("owned", "nominal")}
    signed = {t.text for each in parsed.sentences if each.role in ("closing", "subject") for t in parsed.tokens(each)}
    points: dict[str, int] = {}
    for number, sentence in enumerate(parsed.sentences):
        told = sentence.role in ("text", "item") and sentence.words >= _SHORTEST and number not in owning
        if told and _is_about_program(parsed, sentence):
            points |= {word: each for word, each in _telling(parsed, sentence) if word not in signed}
    return sum(points.values())


def detailed(outline: Outline) -> list[Sentence]:
    """Return the sentences of the body with a word, other than a name, that could not stand in any other letter."""
    parsed = outline.parsed
    owning = {marked.clause.sentence for marked in outline.clauses if marked.has("owned", "nominal")}
    return [
        sentence
        for number, sentence in enumerate(parsed.sentences)
        if sentence.role in ("text", "item")
        and number not in owning
        and any(not word.istitle() for word, _ in _telling(parsed, sentence))
    ]


def _is_about_program(parsed: ParsedDocument, sentence: Sentence) -> bool:
    tokens = list(parsed.tokens(sentence))
    said = {token.lemma_.lower() for token in tokens} | {token.norm_ for token in tokens}
    return not said.isdisjoint(any_of("of_program")) or any(token.pos_ == "PROPN" for token in tokens)


def _telling(parsed: ParsedDocument, sentence: Sentence) -> Iterator[tuple[str, int]]:
    """Yield the words of a sentence that few letters have, with their points; a bracket or a worn phrase has none."""
    common = any_of(*_ANY_LETTER)
    worn = _worn(parsed)
    inside = named = False
    for token in parsed.tokens(sentence):
        inside = (inside or token.text in "[{<") and token.text not in "]}>"
        rare = token.pos_ in _TELLING and not _BLANK.fullmatch(token.text)
        rare = rare and common.isdisjoint((token.lemma_.lower(), token.norm_, token.lower_))
        if inside or token.i in worn:
            continue
        if rare and not (named and token.pos_ == "PROPN"):
            yield token.text, 2 if token.pos_ == "PROPN" or token.dep_ == "compound" else 1
        elif not rare and _is_told_apart(token):
            yield token.text, 2
        named = token.pos_ == "PROPN"


def _is_told_apart(token: Token) -> bool:
    """Return whether a common thing is one of its kind by the words before it: "the residents' free clinic"."""
    if token.lemma_.lower() not in any_of("thing_there"):
        return False
    before = [each for child in token.lefts for each in (*child.lefts, child) if each.pos_ in _TELLING]
    told = [each for each in before if any_of("any_field", "praised").isdisjoint((each.norm_, each.lemma_.lower()))]
    return len(told) > 1 and any(each.pos_ == "NOUN" for each in told)


def _worn(parsed: ParsedDocument) -> set[int]:
    """Return the tokens of phrases that any applicant writes of any program."""
    return {
        at
        for category, pattern_id in informing(parsed)
        if category == "generic"
        for hit in parsed.hits[pattern_id]
        for at in range(hit.start, hit.end)
    }
