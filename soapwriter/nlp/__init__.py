"""The spaCy pipeline: tokens, sentences, negation, quotations, phrase matching, and the spelling library."""

from soapwriter.nlp.hits import Hit
from soapwriter.nlp.matching import Pattern
from soapwriter.nlp.phrase import BadPhrase, PhraseBook, any_of, words
from soapwriter.nlp.reading import Clause, Reading, read_all
from soapwriter.nlp.sentences import Sentence
from soapwriter.nlp.spelling import FIRST_WORD, SMALL_LETTER, UNKNOWN_WORD, Slip, Speller, is_jumbled, usual

__all__ = [
    "FIRST_WORD",
    "SMALL_LETTER",
    "UNKNOWN_WORD",
    "BadPhrase",
    "Clause",
    "Hit",
    "Pattern",
    "PhraseBook",
    "Reading",
    "Sentence",
    "Slip",
    "Speller",
    "any_of",
    "is_jumbled",
    "read_all",
    "usual",
    "words",
]
