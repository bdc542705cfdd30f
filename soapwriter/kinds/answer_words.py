"""The words by which answers are read, from `templates/answers.toml`."""

from functools import cache

from soapwriter import assets
from soapwriter.data import FrozenModel, read_model

_FILE = "answers.toml"


class AnswerWords(FrozenModel):
    """Words in lower case; the file says what each list is for."""

    participles: frozenset[str]
    units: frozenset[str]
    noun_or_verb: frozenset[str]
    subordinators: frozenset[str]
    hopes: frozenset[str]
    before_bare_verb: frozenset[str]
    common: frozenset[str]
    people: frozenset[str]
    times: frozenset[str]
    amounts: frozenset[str]
    in_common: frozenset[str]


@cache
def answer_words() -> AnswerWords:
    """
    Return the shipped words.

    Raises:
        BadData: the file breaks the rules of its format.
    """
    return read_model(assets.folder("templates") / _FILE, AnswerWords)
