"""
Phrases of data files, compiled into spaCy's own Matcher patterns.

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
from collections import defaultdict
from functools import cache
from itertools import product
from typing import TYPE_CHECKING, Any, NamedTuple

from soapwriter import assets
from soapwriter.data import FrozenModel, TextLines, read_toml
from soapwriter.errors import BadData, did_you_mean, nearest, quoted
from soapwriter.nlp import language
from soapwriter.nlp.hits import Hit, Hits, PatternId
from soapwriter.nlp.matching import Index, Pattern, rows_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from pathlib import Path

    from spacy.language import Language
    from spacy.tokens import Doc

    from soapwriter.nlp.steps import Row


Tests = tuple[dict[str, Any], ...]

_ITEM = re.compile(r"(?P<body>.+?)(?P<lemma>~)?(?::(?P<tag>[A-Z]{2,4}))?(?P<op>[?*+])?")
_ALTERNATIVES = re.compile(r"[^\s:^?*+]+")
_GAPS = {"..": 2, "...": 6, "....": 14}
_POS = frozenset("ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB".split())
_COMMON_COST = 50
_ENDS = [".", ";", "!", "?"]


class Phrases(FrozenModel):
    """Phrases of a data file in the notation of this module, and token patterns in spaCy's own form."""

    phrases: TextLines = ()
    tokens: tuple[list[dict[str, Any]], ...] = ()

    def all(self) -> tuple[str | Pattern, ...]:
        """Return both, as the phrase book takes them."""
        return (*self.phrases, *self.tokens)


class BadPhrase(BadData):
    """A phrase that cannot be compiled, and the id of what lists it."""

    def __init__(self, pattern_id: PatternId, message: str) -> None:
        super().__init__(message)
        self.pattern_id = pattern_id


class Words(NamedTuple):
    """The word classes: single words by class, and those classes that have members of several words."""

    classes: Mapping[str, tuple[str, ...]]
    entities: frozenset[str]


@cache
def words() -> Words:
    """
    Return the shipped word classes.

    Raises:
        BadData: a class is defined twice or is no list of words.
    """
    classes: dict[str, tuple[str, ...]] = {}
    entities: set[str] = set()
    for path in sorted((assets.folder("lint_rules") / "words").glob("*.toml")):
        for name, members in _read_words(path).items():
            if name in classes:
                raise BadData(f"{path}: the word class '{name}' is defined twice.")
            classes[name] = tuple(members)
            if path.stem == "entities":
                entities.add(name)
    return Words(classes, frozenset(entities))


@cache
def any_of(*names: str) -> frozenset[str]:
    """Return the members of word classes."""
    return frozenset(word for name in names for word in words().classes[name])


def _read_words(path: Path) -> dict[str, list[str]]:
    raw = read_toml(path)
    for name, members in raw.items():
        if not isinstance(members, list) or not all(isinstance(member, str) for member in members):
            raise BadData(f"{path}: '{name}' must be a list of words.")
    return raw


def patterns(nlp: Language, phrase: str) -> list[Pattern]:
    """
    Return the Matcher patterns of a phrase: one, or more where its alternatives are not all single words.

    Raises:
        BadData: the phrase has no words, or names a word class, part of speech or tag that does not exist.
    """
    ways = [_item(nlp, item) for item in phrase.split()]
    if not ways:
        raise BadData("a phrase has no words")
    return [[token for tests in chosen for token in tests] for chosen in product(*ways)]


@cache
def _item(nlp: Language, item: str) -> tuple[Tests, ...]:
    """Return the ways in which one item of a phrase can be met: each is the tests of its tokens."""
    if item in _GAPS:
        return (({"NORM": {"NOT_IN": _ENDS}, "OP": f"{{0,{_GAPS[item]}}}"},),)
    if item.startswith("^") and len(item) > 1:
        return tuple(({**first, "IS_SENT_START": True}, *others) for first, *others in _item(nlp, item[1:]))
    match = _ITEM.fullmatch(item)
    if match is None:
        raise BadData(f"'{item}' is no word, class or gap")
    ways = _ways(nlp, match["body"], lemma=bool(match["lemma"]))
    if match["tag"]:
        tag = _tag(nlp, match["tag"])
        ways = tuple((*tests[:-1], {**tests[-1], **tag}) for tests in ways)
    if not match["op"]:
        return ways
    if any(len(tests) > 1 for tests in ways) or (len(ways) > 1 and match["op"] != "?"):
        raise BadData(f"'{item}' is several words: '{match['op']}' goes with one")
    return tuple(({**tests[0], "OP": match["op"]},) for tests in ways)


def _ways(nlp: Language, body: str, *, lemma: bool) -> tuple[Tests, ...]:
    """Return the ways of one word or of several alternatives; all that are single words are one way."""
    attribute = "LEMMA" if lemma else "NORM"
    found = [_tests(nlp, alternative, attribute) for alternative in body.split("|")]
    if len(found) == 1:
        return (found[0],)
    words = [tests[0][attribute] for tests in found if len(tests) == 1 and isinstance(tests[0].get(attribute), str)]
    others = [tests for tests in found if len(tests) > 1 or not isinstance(tests[0].get(attribute), str)]
    return tuple([({attribute: {"IN": tuple(words)}},)] * bool(words) + others)


def _tests(nlp: Language, word: str, attribute: str) -> Tests:
    if not word:
        raise BadData("an alternative is empty")
    if word == "#":
        return ({"LIKE_NUM": True},)
    if len(word) > 2 and word[0] + word[-1] == "<>":
        return (_tag(nlp, word[1:-1]),)
    if len(word) > 2 and word[0] + word[-1] == "{}":
        name = word[1:-1]
        return (_class(name.removesuffix("~"), "LEMMA" if name.endswith("~") else attribute),)
    if attribute == "LEMMA":
        return ({"LEMMA": word},)
    return tuple({"NORM": norm} for norm in language.words_of(nlp, word))


def _tag(nlp: Language, name: str) -> dict[str, Any]:
    if name in _POS:
        return {"POS": name}
    if name not in language.tags(nlp):
        raise BadData(f"there is no part of speech or tag '{name}'")
    return {"TAG": name}


def _class(name: str, attribute: str) -> dict[str, Any]:
    known = words()
    if name in known.entities:
        return {"ENT_TYPE": name}
    if name not in known.classes:
        hint = did_you_mean(nearest(name, known.classes, alike=0.75))
        raise BadData(f"there is no word class {quoted(name)}{hint and f'.{hint}'}")
    return {attribute: {"IN": known.classes[name]}}


class PhraseBook:
    """All phrases of rules and cues, searched for together."""

    def __init__(
        self,
        nlp: Language,
        phrases: Mapping[PatternId, Iterable[str | Pattern]],
        *,
        proven: Collection[PatternId] = (),
    ) -> None:
        """
        Compile the phrases of each pattern id; Matcher patterns are taken as they are.

        The phrases of `proven` ids are known to compile: that may wait until one of their words occurs in a text.

        Raises:
            BadPhrase: a phrase cannot be compiled.
        """
        self._awake: set[str] = set()
        # Many slots of frames list the same class: each phrase is searched for once, whatever lists it.
        self._listed: dict[str, list[PatternId]] = defaultdict(list)
        self._entities = _entity_matcher(nlp)
        self._index = Index(nlp.vocab, _common())
        self._nlp = nlp
        # One text needs few of the phrases: those that are proven wait for a word of theirs to be met.
        self._waiting: dict[str, list[str]] = defaultdict(list)
        for pattern_id, wholes in phrases.items():
            for whole in wholes:
                for phrase in _apart(whole) if isinstance(whole, str) else [whole]:
                    name = phrase if isinstance(phrase, str) else repr(phrase)
                    self._listed[name].append(pattern_id)
                    if len(self._listed[name]) == 1:
                        self._wait_or_add(name, phrase, waits=pattern_id in proven)

    def _wait_or_add(self, name: str, phrase: str | Pattern, *, waits: bool) -> None:
        needed = _needed(phrase) if waits and isinstance(phrase, str) else ()
        if not needed or not language.peculiar(self._nlp).isdisjoint(needed):
            self._add(name, phrase)
            return
        for word in needed:
            self._waiting[word].append(name)

    def _wake(self, norms: Iterable[str]) -> None:
        """Compile the phrases that wait for one of these words."""
        for norm in norms:
            for phrase in self._waiting.pop(norm, ()):
                if phrase not in self._awake:
                    self._awake.add(phrase)
                    self._add(phrase, phrase)

    def _add(self, name: str, phrase: str | Pattern) -> None:
        try:
            for made in patterns(self._nlp, phrase) if isinstance(phrase, str) else [_validated(self._nlp, phrase)]:
                self._index.add(name, made)
        except BadData as error:
            raise BadPhrase(self._listed[name][0], f"{phrase!r}: {error}") from error

    def mark_entities(self, doc: Doc) -> None:
        """Set the doc's entities to the members of our own entity classes, the longest first."""
        from spacy.tokens import Span as Tokens
        from spacy.util import filter_spans

        found = (Tokens(doc, start, end, label=label) for label, start, end in self._entities(doc))
        doc.ents = filter_spans(found)

    def search(self, doc: Doc, sentences: Sequence[tuple[int, int]]) -> Hits:
        """
        Return the hits of each pattern id.

        `sentences` are the first and last (exclusive) tokens of each.
        """
        if self._waiting:
            self._wake(self._waiting.keys() & {token.norm_ for token in doc})
        rows = rows_of(doc)
        found: dict[str, list[Hit]] = defaultdict(list)
        for number, (first, last) in enumerate(sentences):
            units, places = _units(doc, rows, first, last)
            for names, start, end in self._index.find(units):
                hit = Hit(number, places[start], places[end])
                for name in names:
                    found[name].append(hit)
        return Hits(found, self._listed)


def _apart(phrase: str) -> list[str]:
    """Return a phrase of one item as its classes, its tags and its words: those who share a class share its search."""
    body, lemma = phrase.removesuffix("~"), "~" * phrase.endswith("~")
    several = body.split("|")
    shared = [each for each in several if each[:1] + each[-1:] in ("{}", "<>")]
    if not shared or len(several) == 1 or not _ALTERNATIVES.fullmatch(body):
        return [phrase]
    rest = "|".join(each for each in several if each not in shared)
    made = [each if each[0] == "<" or each.endswith("~}") else f"{each}{lemma}" for each in shared]
    return [*made, f"{rest}{lemma}"] if rest else made


def _needed(phrase: str) -> tuple[str, ...]:
    """Return the plain words of one item of a phrase, one of which must be in a text; none where no item is so."""
    plain = (item for item in phrase.split() if (letters := item.replace("|", "")).isalpha() and letters.islower())
    return min((tuple(item.split("|")) for item in plain), key=_commonness, default=())


def _commonness(several: tuple[str, ...]) -> int:
    return len(several) + _COMMON_COST * sum(map(_common().__contains__, several))


@cache
def _common() -> frozenset[str]:
    return frozenset(words().classes.get("common", ()))


def _units(doc: Doc, rows: Sequence[Row], first: int, last: int) -> tuple[list[Row], list[int]]:
    """Return a sentence's rows with each entity as one, and the token at which each begins (and the last ends)."""
    inside = [entity for entity in doc.ents if entity.end > first and entity.start < last]
    # A name may go on after the end of a list item, which ends a sentence.
    merged = {at for entity in inside for at in range(max(entity.start, first) + 1, entity.end)}
    if not merged:
        return list(rows[first:last]), list(range(first, last + 1))
    units: list[Row] = []
    places: list[int] = []
    for at in range(first, last):
        if at in merged:
            units[-1] = units[-1] | rows[at]
        else:
            units.append(rows[at])
            places.append(at)
    return units, [*places, last]


def _validated(nlp: Language, tokens: Pattern) -> Pattern:
    from spacy.errors import MatchPatternError
    from spacy.matcher import Matcher

    try:
        Matcher(nlp.vocab, validate=True).add("tokens", [tokens])
    except (MatchPatternError, ValueError) as error:
        raise BadData(f"spaCy refuses it: {' '.join(str(error).split())}") from error
    return tokens


def _entity_matcher(nlp: Language) -> Any:
    from spacy.matcher import PhraseMatcher

    known = words()
    matcher = PhraseMatcher(nlp.vocab, attr="NORM")
    for label in sorted(known.entities):
        matcher.add(label, [language.tokens(nlp, member)[0] for member in known.classes[label]])
    return lambda doc: [(nlp.vocab.strings[key], start, end) for key, start, end in matcher(doc)]
