"""The spaCy pipeline, loaded once: English tokens and the trained reader; and how a text is cut into tokens."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from itertools import product
from types import ModuleType
from typing import TYPE_CHECKING, Any

from soapwriter.reader import FACTORY, register

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

# The norm of a day in figures; a member of the word class "month".
DATE = "#/#"
_DIGITS = ("d", "dd")
_YEARS = ("", "/dd", "/dddd")

# Clitics as words of their own, so that "didn't", "didn’t" and "did not" are one phrase.
_NORMS = {
    "n't": "not", "n’t": "not", "nt": "not", "'ve": "have", "’ve": "have", "'m": "am", "’m": "am",
    "'re": "are", "’re": "are", "'ll": "will", "’ll": "will", "ca": "can", "wo": "will", "’s": "'s", "’d": "'d",
    "did": "did", "does": "does", "i.": "i", "–": "-", "—": "-", DATE: DATE,
}  # fmt: skip


@cache
def load() -> Language:
    """
    Return the pipeline: spaCy's tokens of English, and the trained reader.

    Raises:
        BadReader: a file of the reader is missing, damaged or of another version.
        SoapwriterError: ONNX Runtime is not installed.
    """
    with _without_commands():
        import spacy

    register()
    nlp = spacy.blank("en")
    nlp.add_pipe(FACTORY)
    return nlp


@contextmanager
def _without_commands() -> Iterator[None]:
    """
    Replace spaCy's own command line with an empty one while spaCy is imported, and take that away again at the end.

    It downloads models, and the network libraries that it imports open a socket to see whether there is IPv6.
    """
    if "spacy" in sys.modules:
        yield
        return
    package, info = ModuleType("spacy.cli"), ModuleType("spacy.cli.info")
    package.__path__ = []
    vars(info)["info"] = None
    sys.modules |= {package.__name__: package, info.__name__: info}
    try:
        yield
    finally:
        for module in (package, info):
            if sys.modules.get(module.__name__) is module:
                del sys.modules[module.__name__]
    # Whoever uses spaCy's own functions in this process gets the real one when it is asked for.
    spacy = sys.modules["spacy"]
    for name in ("cli", "info"):
        vars(spacy).pop(name, None)
    vars(spacy)["__getattr__"] = _commands


def _commands(name: str) -> Any:
    """Return what spaCy has from its command line: `spacy.info` and `spacy.cli`."""
    if name not in ("cli", "info"):
        raise AttributeError(f"module 'spacy' has no attribute {name!r}")
    found = import_module("spacy.cli")
    return found if name == "cli" else found.info


def tokens(nlp: Language, text: str) -> tuple[Doc, list[int]]:
    """Return a text's tokens, blank ones left out and norms set, and each token's offset in characters."""
    doc, offsets = _without_blanks(nlp, nlp.make_doc(text))
    _set_norms(doc)
    return doc, offsets


def _without_blanks(nlp: Language, doc: Doc) -> tuple[Doc, list[int]]:
    """
    Return a doc's tokens without the blank ones, and each token's offset in characters.

    Blank tokens would come between the words of a phrase wherever a line is wrapped or a blank is doubled.
    """
    from spacy import attrs
    from spacy.tokens import Doc

    if not doc.to_array([attrs.IS_SPACE]).any():
        return doc, [offset for (offset,) in _table(doc, (attrs.IDX,))]
    kept = [token for token in doc if not token.is_space]
    words, spaces = [token.text for token in kept], [bool(token.whitespace_) for token in kept]
    return Doc(nlp.vocab, words=words, spaces=spaces), [token.idx for token in kept]


def _set_norms(doc: Doc) -> None:
    """Give clitics and days in figures our own norms."""
    from spacy import attrs

    norms, dates = _norm_keys(doc.vocab), _date_keys(doc.vocab)
    for at, (key, shape) in enumerate(_table(doc, (attrs.LOWER, attrs.SHAPE))):
        if key in norms:
            doc[at].norm_ = norms[key]
        elif shape in dates:
            doc[at].norm_ = DATE


def _table(doc: Doc, attributes: tuple[int, ...]) -> list[list[int]]:
    """Return the attributes of each token, as spaCy numbers their values."""
    table: Any = doc.to_array(list(attributes))
    rows: list[list[int]] = table.reshape(len(doc), len(attributes)).tolist()
    return rows


@cache
def _norm_keys(vocab: Vocab) -> dict[int, str]:
    """Return our own norms by the number of the word in lower case."""
    return {vocab.strings.add(word): norm for word, norm in _NORMS.items()}


@cache
def _date_keys(vocab: Vocab) -> frozenset[int]:
    """Return the shapes of a day in figures: 4/17, 04/17/2026."""
    shapes = product(_DIGITS, _DIGITS, _YEARS)
    return frozenset(vocab.strings.add(f"{month}/{day}{year}") for month, day, year in shapes)


@cache
def peculiar(nlp: Language) -> frozenset[str]:
    """Return the words that the tokenizer splits, or whose norm differs from their own lower case."""
    exceptions: Mapping[str, Any] = getattr(nlp.tokenizer, "rules", None) or {}
    return frozenset(_NORMS) | frozenset(exceptions)


@cache
def words_of(nlp: Language, phrase: str) -> tuple[str, ...]:
    """Return the norms of a phrase's tokens, as `tokens` gives them."""
    if phrase in _NORMS:
        return (_NORMS[phrase],)
    if _is_regular(nlp, phrase):
        return (phrase,)
    # The tokenizer knows "Dr." as one word only with its capital.
    if phrase.endswith(".") and len(titled := _norms(nlp, phrase.capitalize())) == 1:
        return titled
    return _norms(nlp, phrase)


def _is_regular(nlp: Language, word: str) -> bool:
    return word.isalpha() and word.islower() and word not in peculiar(nlp)


def _norms(nlp: Language, phrase: str) -> tuple[str, ...]:
    return tuple(token.norm_ for token in tokens(nlp, phrase)[0])
