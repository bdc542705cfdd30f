"""
Phrases and word classes of data files; a phrase is compiled into patterns of spaCy's own matchers.

A phrase is words with blanks between them, matched on NORM (case and contractions do not matter):

    I begged            these words
    my|our|{family}|#   one of these
    {exam}              a word class of `lint_rules/words/`
    #                   a number
    <VERB> <VBD>        a part of speech or a tag
    very? {adverb}*     at most one; any number; + for one or more
    ^completed          at the beginning of a sentence
    .. ... ....         a gap of up to 2, 6 or 14 tokens within the sentence
"""

from __future__ import annotations

import re
from functools import cache
from itertools import chain, filterfalse, product
from typing import TYPE_CHECKING, Any, NamedTuple

from soapwriter import assets
from soapwriter.data import read_toml
from soapwriter.errors import BadData, did_you_mean, nearest, quoted
from soapwriter.nlp import language
from soapwriter.reader import load_card

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from spacy.language import Language
    from spacy.matcher import Matcher
    from spacy.tokens import Doc

Pattern = list[dict[str, Any]]
# Some tokens of a Matcher pattern, and the ways in which an item of a phrase can be met.
_Tokens = tuple[dict[str, Any], ...]
_Alternatives = tuple[_Tokens, ...]

_NAMED = re.compile(r"<(?P<tag>.+)>|\{(?P<name>.+?)\}")
_POS = frozenset("ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB".split())
# Up to so many tokens: an adverb or two; a short phrase; most of a clause.
_GAPS = {"..": 2, "...": 6, "....": 14}
# A gap does not reach over these: what follows them says something else.
_ENDS = [".", ";", "!", "?"]


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
        BadData: the phrase has no words of its own, or names a word class that does not exist.
    """
    items = [_item(nlp, item) for item in phrase.split()]
    if not items:
        raise BadData("a phrase has no words")
    found = [list(chain.from_iterable(chosen)) for chosen in product(*items)]
    if any(all(_may_be_left_out(token) for token in pattern) for pattern in found):
        raise BadData("a phrase needs a word that is always there")
    return found


def _may_be_left_out(token: dict[str, Any]) -> bool:
    return str(token.get("OP", "")).startswith(("?", "*", "{0"))


def marker(nlp: Language) -> Callable[[Doc], None]:
    """Return what sets a doc's entities to the members of our own entity classes, the longest first."""
    from spacy.matcher import PhraseMatcher
    from spacy.tokens import Span
    from spacy.util import filter_spans

    known = word_classes()
    matcher = PhraseMatcher(nlp.vocab, attr="NORM")
    for label in sorted(known.entities):
        matcher.add(label, [language.tokens(nlp, member)[0] for member in known.members[label]])

    def mark(doc: Doc) -> None:
        found = (Span(doc, start, end, label=nlp.vocab.strings[key]) for key, start, end in matcher(doc))
        doc.ents = filter_spans(found)

    return mark


class PhraseFinder:
    """Finds phrases: those of plain words by spaCy's PhraseMatcher, the others by its Matcher."""

    def __init__(self, nlp: Language, phrases: Iterable[str]) -> None:
        """
        Compile phrases.

        Raises:
            BadData: one cannot be compiled; the message quotes it.
        """
        from spacy.matcher import Matcher, PhraseMatcher
        from spacy.tokens import Doc

        self._plain = PhraseMatcher(nlp.vocab, attr="NORM")
        # A Matcher goes through a whole text, so each is asked only where the words that it needs are there.
        self._shaped: list[tuple[tuple[frozenset[int], ...], Matcher]] = []
        for phrase in phrases:
            for pattern in _patterns_or_refuse(nlp, phrase):
                if all(_is_word((token,)) and len(token) == 1 for token in pattern):
                    words = Doc(nlp.vocab, words=[token["NORM"] for token in pattern])
                    for token, test in zip(words, pattern, strict=True):
                        token.norm_ = test["NORM"]
                    self._plain.add(phrase, [words])
                else:
                    matcher = Matcher(nlp.vocab, validate=False)
                    matcher.add(phrase, [pattern], greedy="LONGEST")
                    self._shaped.append((_needed(nlp, pattern), matcher))

    def find(self, doc: Doc) -> list[tuple[int, int]]:
        """Return the places of phrases in tokens (from 0, end exclusive), in order; the longest of what overlaps."""
        places = {(start, end) for _, start, end in self._plain(doc)}
        places |= {(start, end) for matcher in self._likely(doc) for _, start, end in matcher(doc)}
        kept: list[tuple[int, int]] = []
        for start, end in sorted(places, key=lambda place: (place[0] - place[1], place)):
            if all(end <= first or last <= start for first, last in kept):
                kept.append((start, end))
        return sorted(kept)

    def _likely(self, doc: Doc) -> Iterator[Matcher]:
        """Yield the matchers whose words are all in a doc."""
        if self._shaped:
            norms = _norms_of(doc)
            yield from (matcher for needed, matcher in self._shaped if not any(map(norms.isdisjoint, needed)))


def _norms_of(doc: Doc) -> frozenset[int]:
    from spacy import attrs

    table: Any = doc.to_array([attrs.NORM])
    return frozenset(table.ravel().tolist())


def _needed(nlp: Language, pattern: Pattern) -> tuple[frozenset[int], ...]:
    """Return for each place of a pattern that has to be there the words of which it needs one, the fewest first."""
    found = [words for token in pattern if not _may_be_left_out(token) if (words := _words_of(token))]
    return tuple(frozenset(map(nlp.vocab.strings.add, words)) for words in sorted(found, key=len))


def _words_of(token: dict[str, Any]) -> tuple[str, ...]:
    """Return the words that one test of a pattern accepts; none where it accepts others too."""
    norm = token.get("NORM")
    return (norm,) if isinstance(norm, str) else tuple(norm["IN"]) if isinstance(norm, dict) and "IN" in norm else ()


def _patterns_or_refuse(nlp: Language, phrase: str) -> list[Pattern]:
    try:
        return patterns(nlp, phrase)
    except BadData as error:
        raise BadData(f"{phrase!r}: {error}") from error


@cache
def finder(phrases: tuple[str, ...]) -> PhraseFinder:
    """
    Return what finds these phrases, compiled once.

    Raises:
        BadData: one cannot be compiled; the message quotes it.
    """
    return PhraseFinder(language.load(), phrases)


@cache
def _item(nlp: Language, item: str) -> _Alternatives:
    """Return the alternatives of one item of a phrase."""
    if item in _GAPS:
        return (({"NORM": {"NOT_IN": _ENDS}, "OP": f"{{0,{_GAPS[item]}}}"},),)
    if item.startswith("^") and len(item) > 1:
        return _beginning(_item(nlp, item[1:]))
    body = item.rstrip("?*+") if len(item) > 1 else item
    return _repeated(item, _alternatives(nlp, body), item[len(body) :])


def _beginning(alternatives: _Alternatives) -> _Alternatives:
    """Return alternatives that begin a sentence."""
    return tuple(({**first, "IS_SENT_START": True}, *others) for first, *others in alternatives)


def _repeated(item: str, alternatives: _Alternatives, op: str) -> _Alternatives:
    """Return alternatives that may be met more or less than once, where the item says so."""
    if not op:
        return alternatives
    if len(op) > 1 or not _can_repeat(alternatives, op):
        raise BadData(f"{quoted(item)} is more than one word: {quoted(op)} goes with one")
    return tuple(({**tokens[0], "OP": op},) for tokens in alternatives)


def _can_repeat(alternatives: _Alternatives, op: str) -> bool:
    """Return whether the alternatives are one token; one of more alternatives may only be left out."""
    return max(map(len, alternatives)) == 1 and (len(alternatives) == 1 or op == "?")


def _alternatives(nlp: Language, body: str) -> _Alternatives:
    """Return the alternatives of an item; all that are single words are one test."""
    found = [_tokens(nlp, alternative) for alternative in body.split("|")]
    if len(found) == 1:
        return (found[0],)
    single = tuple(tokens[0]["NORM"] for tokens in filter(_is_word, found))
    others = tuple(filterfalse(_is_word, found))
    return (({"NORM": {"IN": single}},), *others) if single else others


def _is_word(tokens: _Tokens) -> bool:
    return len(tokens) == 1 and isinstance(tokens[0].get("NORM"), str)


def _tokens(nlp: Language, word: str) -> _Tokens:
    """Return the tokens of one alternative."""
    if not word:
        raise BadData("an alternative is empty")
    if word == "#":
        return ({"LIKE_NUM": True},)
    if match := _NAMED.fullmatch(word):
        return (_tag(match["tag"]) if match["tag"] else _class(match["name"]),)
    return tuple({"NORM": norm} for norm in language.words_of(nlp, word))


def _tag(name: str) -> dict[str, Any]:
    if name in _POS:
        return {"POS": name}
    if name not in load_card().names["tags"]:
        raise BadData(f"there is no part of speech or tag {quoted(name)}")
    return {"TAG": name}


def _class(name: str) -> dict[str, Any]:
    known = word_classes()
    if name in known.entities:
        # A name of several words is one item.
        return {"ENT_TYPE": name, "OP": "+"}
    if name not in known.members:
        hint = did_you_mean(nearest(name, known.members, alike=0.75))
        raise BadData(f"there is no word class {quoted(name)}{hint and f'.{hint}'}")
    return {"NORM": {"IN": known.members[name]}}
