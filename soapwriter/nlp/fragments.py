"""What an answer is, by its words: a whole sentence, or which part of one."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from soapwriter.kinds import answer_words
from soapwriter.nlp.language import load

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

# Penn Treebank tags.
_FINITE = ("VBD", "VBP", "VBZ", "MD")
_QUESTION_WORDS = ("WDT", "WP", "WP$", "WRB")
_VERBS = ("VBD", "VBN", "VBP", "VB", "MD")
_ADVERBS = ("RB", "RBR", "RBS")
_STATES = ("JJ", "JJR", "VBN", "IN", *_ADVERBS)
_NOUNS = ("NN", "NNS", "NNP", "NNPS")


class Shape(StrEnum):
    """What an answer is: `SENTENCE`, or the words that a stem may go before, by what they begin with."""

    SENTENCE = "sentence"
    PAST = "past"
    PARTICIPLE = "participle"
    PRESENT = "present"
    ONGOING = "ongoing"
    DURATION = "duration"
    BECAUSE = "because"
    STATE = "state"
    NOUN = "noun"


def shape_of(answer: str) -> Shape:
    """Return what an answer of one sentence is."""
    alone = _tokens(answer)
    if not alone:
        return Shape.NOUN
    if alone[0].lower_ == "because":
        return Shape.BECAUSE
    # "I" before it tells a verb without its subject from everything else.
    given = _tokens(f"I {_with_small_letter(alone[0])}{answer[len(alone[0]) :]}")[1:]
    at = next((at for at, token in enumerate(given) if token.tag_ not in _ADVERBS), 0)
    rest = alone[min(at, len(alone) - 1) :]
    if _has_main_verb(alone) and not _is_verb(rest[0], given[at]):
        return Shape.SENTENCE
    return _fragment(rest, given[at])


def _tokens(text: str) -> list[Token]:
    return [token for token in load()(text) if not token.is_space]


def _with_small_letter(token: Token) -> str:
    # A name keeps its capital, and so does "I".
    return token.text if token.tag_ in ("NNP", "NNPS") or token.lower_ == "i" else token.text.lower()


def _is_verb(alone: Token, given: Token) -> bool:
    """Return whether a word is a verb by its tag after a subject, and may be one by its tag alone."""
    return given.tag_ in _VERBS and alone.tag_ not in (*_NOUNS, "PRP", "PRP$", "DT", "EX")


def _fragment(rest: Sequence[Token], given: Token) -> Shape:
    """Return the shape of words without a main verb of their own, from the first that is no adverb."""
    first, second = rest[0], rest[1:2]
    if first.lower_ in answer_words().participles:
        return Shape.PARTICIPLE
    if given.tag_ == "VBG":
        return Shape.ONGOING
    if first.tag_ == "CD" and second and second[0].lower_ in answer_words().units:
        return Shape.DURATION
    if second and first.lower_ in answer_words().noun_or_verb and second[0].tag_ in (*_NOUNS, *_ADVERBS):
        return Shape.NOUN
    return _by_tag(given.tag_, rest)


def _by_tag(tag: str, rest: Sequence[Token]) -> Shape:
    """Return the shape by the first word's tag after a subject."""
    if tag in ("VBD", "VBN"):
        return Shape.PAST
    if tag in ("VBP", "VB", "MD"):
        return Shape.PRESENT
    is_state = rest[0].tag_ in _STATES and not any(token.tag_ in _NOUNS for token in rest[1:2])
    return Shape.STATE if is_state else Shape.NOUN


def _has_main_verb(tokens: Sequence[Token]) -> bool:
    """Return whether there is a finite verb that is not in a clause of "which", "how", "because" and their like."""
    inside = 0
    for at, token in enumerate(tokens):
        if token.tag_ in _QUESTION_WORDS or (
            token.lower_ in answer_words().subordinators and token.tag_ in ("IN", "WDT")
        ):
            inside += 1
        elif token.tag_ in _FINITE and not _is_afterthought(tokens, at):
            if not inside:
                return True
            inside -= 1
    return False


def _is_afterthought(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a past tense is a participle that closes a line, as in "twice through, timed"."""
    rest = [token for token in tokens[at + 1 :] if not token.is_punct]
    return not rest and at > 0 and tokens[at - 1].text == "," and tokens[at].tag_ == "VBD"
