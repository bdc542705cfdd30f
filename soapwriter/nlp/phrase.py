"""
Phrases and word classes of data files; a phrase is compiled into spaCy's own Matcher patterns.

A phrase is words with blanks between them, matched on NORM (case and contractions do not matter):

    I begged            these words
    fail~               the lemma: fail, failed, failing
    my|our|{family}|#   one of these
    {exam}              a word class of `lint_rules/words/`; {study~} matches its members as lemmas
    #                   a number
    <VERB> <VBD>        a part of speech or a tag
    very? {adverb}*     at most one; any number; + for one or more
    read:VBP {study~}:VBD   with this tag
    ^completed          at the beginning of a sentence
    .. ... ....         a gap of up to 2, 6 or 14 tokens within the sentence
"""

from __future__ import annotations

import re
from functools import cache, partial
from itertools import chain, filterfalse, product
from typing import TYPE_CHECKING, Any, NamedTuple

from soapwriter import assets
from soapwriter.data import FrozenModel, TextLines, read_toml
from soapwriter.errors import BadData, did_you_mean, nearest, quoted
from soapwriter.nlp import language
from soapwriter.nlp.matching import Pattern

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from spacy.language import Language

# Some tokens of a Matcher pattern, and the ways in which an item of a phrase can be met.
_Tokens = tuple[dict[str, Any], ...]
_Alternatives = tuple[_Tokens, ...]

_ITEM = re.compile(r"(?P<body>.+?)(?P<lemma>~)?(?::(?P<tag>[A-Z]{2,4}))?(?P<op>[?*+])?")
_NAMED = re.compile(r"<(?P<tag>.+)>|\{(?P<name>.+?)(?P<lemma>~)?\}")
# The attribute by which the words of an item are matched, by its "~".
_ATTRIBUTES = {None: "NORM", "~": "LEMMA"}
# Up to so many tokens: an adverb or two; a short phrase; most of a clause.
_GAPS = {"..": 2, "...": 6, "....": 14}
# A gap does not reach over these: what follows them says something else.
_ENDS = [".", ";", "!", "?"]
_POS = frozenset("ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB".split())


class Phrases(FrozenModel):
    """Phrases of a data file in the notation of this module, and token patterns in spaCy's own form."""

    phrases: TextLines = ()
    tokens: tuple[list[dict[str, Any]], ...] = ()

    def all(self) -> tuple[str | Pattern, ...]:
        """Return both, as the phrase book takes them."""
        return (*self.phrases, *self.tokens)


class WordClasses(NamedTuple):
    """The members of each word class, and the names of the classes whose members may be more than one word."""

    members: Mapping[str, tuple[str, ...]]
    entities: frozenset[str]


@cache
def word_classes() -> WordClasses:
    """
    Return the shipped word classes.

    Raises:
        BadData: a class is defined twice or is not a list of words.
    """
    classes: dict[str, tuple[str, ...]] = {}
    entities: frozenset[str] = frozenset()
    for path in sorted((assets.folder("lint_rules") / "words").glob("*.toml")):
        read = _read_classes(path)
        if twice := sorted(read.keys() & classes.keys()):
            raise BadData(f"{path}: the word class '{twice[0]}' is defined twice.")
        classes |= read
        if path.stem == "entities":
            entities = frozenset(read)
    return WordClasses(classes, entities)


@cache
def any_of(*names: str) -> frozenset[str]:
    """Return the members of word classes, in lower case as they are in the data."""
    return frozenset(word for name in names for word in word_classes().members[name])


def _read_classes(path: Path) -> dict[str, tuple[str, ...]]:
    classes = read_toml(path)
    for name, members in classes.items():
        if not _is_list_of_words(members):
            raise BadData(f"{path}: {quoted(name)} must be a list of words.")
    return {name: tuple(members) for name, members in classes.items()}


def _is_list_of_words(members: object) -> bool:
    return isinstance(members, list) and all(isinstance(member, str) for member in members)


def patterns(nlp: Language, phrase: str) -> list[Pattern]:
    """
    Return the Matcher patterns of a phrase: one, or more where its alternatives are not all single words.

    Raises:
        BadData: the phrase has no words, or names a word class, part of speech or tag that does not exist.
    """
    items = [_item(nlp, item) for item in phrase.split()]
    if not items:
        raise BadData("a phrase has no words")
    return [list(chain.from_iterable(chosen)) for chosen in product(*items)]


@cache
def _item(nlp: Language, item: str) -> _Alternatives:
    """Return the alternatives of one item of a phrase."""
    if item in _GAPS:
        return (({"NORM": {"NOT_IN": _ENDS}, "OP": f"{{0,{_GAPS[item]}}}"},),)
    if item.startswith("^") and len(item) > 1:
        return _beginning(_item(nlp, item[1:]))
    match = _ITEM.fullmatch(item)
    if match is None:
        raise BadData(f"{quoted(item)} is not a word, class or gap")
    alternatives = _alternatives(nlp, match["body"], _ATTRIBUTES[match["lemma"]])
    return _repeated(item, _tagged(nlp, alternatives, match["tag"]), match["op"])


def _beginning(alternatives: _Alternatives) -> _Alternatives:
    """Return alternatives that begin a sentence."""
    return tuple(({**first, "IS_SENT_START": True}, *others) for first, *others in alternatives)


def _tagged(nlp: Language, alternatives: _Alternatives, tag: str | None) -> _Alternatives:
    """Return alternatives whose last token has a tag, where one is given."""
    if not tag:
        return alternatives
    test = _tag(nlp, tag)
    return tuple((*tokens[:-1], {**tokens[-1], **test}) for tokens in alternatives)


def _repeated(item: str, alternatives: _Alternatives, op: str | None) -> _Alternatives:
    """Return alternatives that may be met more or less than once, where the item says so."""
    if not op:
        return alternatives
    if not _can_repeat(alternatives, op):
        raise BadData(f"{quoted(item)} is more than one word: {quoted(op)} goes with one")
    return tuple(({**tokens[0], "OP": op},) for tokens in alternatives)


def _can_repeat(alternatives: _Alternatives, op: str) -> bool:
    """Return whether the alternatives are one token; one of more alternatives may only be left out."""
    return max(map(len, alternatives)) == 1 and (len(alternatives) == 1 or op == "?")


def _alternatives(nlp: Language, body: str, attribute: str) -> _Alternatives:
    """Return the alternatives of an item; all that are single words are one test."""
    found = [_tokens(nlp, alternative, attribute) for alternative in body.split("|")]
    if len(found) == 1:
        return (found[0],)
    is_word = partial(_is_word, attribute)
    single = tuple(tokens[0][attribute] for tokens in filter(is_word, found))
    others = tuple(filterfalse(is_word, found))
    return (({attribute: {"IN": single}},), *others) if single else others


def _is_word(attribute: str, tokens: _Tokens) -> bool:
    return len(tokens) == 1 and isinstance(tokens[0].get(attribute), str)


def _tokens(nlp: Language, word: str, attribute: str) -> _Tokens:
    """Return the tokens of one alternative, tested by NORM or LEMMA."""
    if not word:
        raise BadData("an alternative is empty")
    if test := _named(nlp, word, attribute):
        return (test,)
    if attribute == "LEMMA":
        return ({"LEMMA": word},)
    return tuple({"NORM": norm} for norm in language.words_of(nlp, word))


def _named(nlp: Language, word: str, attribute: str) -> dict[str, Any] | None:
    """Return the test of a number, a part of speech, a tag or a word class; None for a plain word."""
    if word == "#":
        return {"LIKE_NUM": True}
    match = _NAMED.fullmatch(word)
    if match is None:
        return None
    if match["tag"]:
        return _tag(nlp, match["tag"])
    return _class(match["name"], "LEMMA" if match["lemma"] else attribute)


def _tag(nlp: Language, name: str) -> dict[str, Any]:
    if name in _POS:
        return {"POS": name}
    if name not in language.tags(nlp):
        raise BadData(f"there is no part of speech or tag {quoted(name)}")
    return {"TAG": name}


def _class(name: str, attribute: str) -> dict[str, Any]:
    known = word_classes()
    if name in known.entities:
        return {"ENT_TYPE": name}
    if name not in known.members:
        hint = did_you_mean(nearest(name, known.members, alike=0.75))
        raise BadData(f"there is no word class {quoted(name)}{hint and f'.{hint}'}")
    return {attribute: {"IN": known.members[name]}}
