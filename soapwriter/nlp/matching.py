"""
Many Matcher patterns looked up at once.

The patterns are spaCy's own (`Matcher`), and so is what they mean; only the search is ours. spaCy tries every pattern
at every token: with a thousand patterns that takes twice as long as parsing the text. Here a pattern is tried only
where its rarest required word occurs, and from there to both sides. Members of our own entity classes count as one
token. Measured 2026-11 on 200 explanations: spaCy's Matcher 12 ms a text, this 1 ms.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from soapwriter.errors import BadData, quoted
from soapwriter.nlp.steps import Entry, Step, all_of, holds, holds_any, matches

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacy.tokens import Doc
    from spacy.vocab import Vocab

    from soapwriter.nlp.steps import Row, Test

Pattern = list[dict[str, Any]]
# The attributes of a token that patterns may test, with a salt that keeps equal words of two attributes apart.
_ATTRIBUTES = {
    "NORM": 0x9E3779B97F4A7C15,
    "LEMMA": 0xC2B2AE3D27D4EB4F,
    "LOWER": 0x165667B19E3779F9,
    "TAG": 0x27D4EB2F165667C5,
    "POS": 0x85EBCA77C2B2AE63,
    "ENT_TYPE": 0xFF51AFD7ED558CCD,
    "LIKE_NUM": 0xC4CEB9FE1A85EC53,
    "IS_PUNCT": 0x2545F4914F6CDD1D,
    "SENT_START": 0x94D049BB133111EB,
}
# Roughly how often a token meets a test of this attribute, in rare words: a pattern is filed under its rarest test. A
# flag that is not listed (IS_PUNCT, SENT_START) is met too often to file a pattern under it.
_COSTS = {"NORM": 1, "LEMMA": 1, "LOWER": 1, "ENT_TYPE": 1, "TAG": 400, "POS": 600, "LIKE_NUM": 100}
# A common word ("the", "my") is met about as often as fifty rare ones.
COMMON_COST = 50
_NAMES = {"IS_SENT_START": "SENT_START"}
_TESTABLE = frozenset(("OP", *_NAMES, *_ATTRIBUTES))
_FLAGS = frozenset({"LIKE_NUM", "IS_PUNCT", "SENT_START"})
# "Any number": more than the tokens of one kind that follow each other in a sentence, and an end to the search.
_MOST = 20
_REPEATS = {"1": (1, 1), "?": (0, 1), "*": (0, _MOST), "+": (1, _MOST)}


class _Required(NamedTuple):
    """A test that every match meets: how common that is, the token of the pattern, the attribute, and its words."""

    cost: int
    at: int
    attribute: str
    members: tuple[Any, ...]


class Index:
    """Patterns by the word under which they are filed."""

    def __init__(self, vocab: Vocab, common: frozenset[str]) -> None:
        """Begin an empty index; `common` are words under which a pattern is filed only when it has no rarer one."""
        self._vocab = vocab
        self._common = common
        self._entries: dict[int, list[Entry]] = defaultdict(list)
        # Most patterns are one word, which is found where it occurs.
        self._words: dict[int, list[str]] = defaultdict(list)
        # One text needs few of the patterns: each is made when its word first occurs.
        self._waiting: dict[int, list[tuple[str, Pattern, int]]] = defaultdict(list)
        # What is made is known by its pattern's identity, so every pattern is kept.
        self._made: dict[int, Entry] = {}
        self._patterns: list[Pattern] = []
        self._filed: set[int] = set()
        # Word classes occur in many patterns: what they come to is worked out once.
        self._keys = cache(self._find_keys)
        self._cost = cache(self._find_cost)
        self._any_of = cache(self._test_any_of)

    def add(self, phrase: str, pattern: Pattern) -> None:
        """
        File a pattern of a phrase, by any name of it.

        Raises:
            BadData: the pattern tests what is not indexed, or requires no word.
        """
        for token in pattern:
            _refuse_untestable(token)
        required = self._required(pattern)
        if not required:
            raise BadData("a phrase needs a word that is always there")
        _, at, attribute, members = min(required, key=_RARITY)
        self._patterns.append(pattern)
        for key in self._keys(attribute, members):
            self._waiting[key].append((phrase, pattern, at))
            self._filed.add(key)

    def find(self, rows: Sequence[Row]) -> list[tuple[Sequence[str], int, int]]:
        """Return (phrases, start, end) of the longest match at each place where a filed word occurs, tokens from 0."""
        present = set[int]().union(*rows)
        found: list[tuple[Sequence[str], int, int]] = []
        for key in self._waiting.keys() & present:
            self._wake(key)
        for at, row in enumerate(rows):
            for key in self._filed & row:
                if key in self._words:
                    found.append((self._words[key], at, at + 1))
                if key in self._entries:
                    found += matches(self._entries[key], rows, at, present)
        return found

    def _wake(self, key: int) -> None:
        """Make the entries under a key from the patterns that wait there."""
        for phrase, pattern, at in self._waiting.pop(key):
            if _is_one_word(pattern):
                self._words[key].append(phrase)
            else:
                self._entries[key].append(self._entry(phrase, pattern, at))

    def _entry(self, phrase: str, pattern: Pattern, at: int) -> Entry:
        made = self._made.get(id(pattern))
        if made is None:
            steps = [self._step(token) for token in pattern]
            before, here = tuple(reversed(steps[:at])), steps[at]
            again = (Step(here.test, 0, here.most - 1),) if here.most > 1 else ()
            after = (*again, *steps[at + 1 :])
            neighbours = _neighbour(before), _neighbour(after)
            made = Entry(phrase, before, here.test, after, *neighbours, self._also(pattern, at))
            self._made[id(pattern)] = made
        return made

    def _step(self, token: dict[str, Any]) -> Step:
        tests = [self._test(name, value) for name, value in token.items() if name != "OP"]
        return Step(all_of(tests), *_repeats(token))

    def _test(self, name: str, value: Any) -> Test:
        attribute = _NAMES.get(name, name)
        if not isinstance(value, dict):
            return holds(self._key(attribute, value))
        if "IN" in value:
            return self._any_of(attribute, tuple(value["IN"]))
        return frozenset(self._find_keys(attribute, value["NOT_IN"])).isdisjoint

    def _test_any_of(self, attribute: str, members: tuple[str, ...]) -> Test:
        """Return the test for one of some words."""
        return holds_any(frozenset(self._keys(attribute, members)))

    def _find_keys(self, attribute: str, members: Iterable[Any]) -> tuple[int, ...]:
        return tuple(self._key(attribute, member) for member in members)

    def _key(self, attribute: str, value: object) -> int:
        number = int(bool(value)) if attribute in _FLAGS else self._vocab.strings.add(str(value))
        return int(number) ^ _ATTRIBUTES[attribute]

    def _also(self, pattern: Pattern, at: int) -> frozenset[int]:
        """Return the words of the next rarest token, one of which must be in the sentence; none where it is alone."""
        others = [required for required in self._required(pattern) if required.at != at]
        if not others:
            return frozenset()
        _, _, attribute, members = min(others, key=_RARITY)
        return frozenset(self._keys(attribute, members))

    def _required(self, pattern: Pattern) -> list[_Required]:
        """Return the tests of a pattern that must be met."""
        return [
            _Required(self._cost(attribute, members), at, attribute, members)
            for at, token in enumerate(pattern)
            for attribute, members in _required_tests(token)
        ]

    def _find_cost(self, attribute: str, members: tuple[Any, ...]) -> int:
        """Return roughly how often one of these words occurs in a text."""
        return _COSTS[attribute] * sum(COMMON_COST if member in self._common else 1 for member in members)


# The first of the rarest tests of a pattern, by (cost, token).
_RARITY = itemgetter(0, 1)


def _refuse_untestable(token: dict[str, Any]) -> None:
    """Refuse a token that tests what is not indexed when it is filed, not when its word first occurs."""
    _repeats(token)
    for name, value in token.items():
        if name not in _TESTABLE:
            raise BadData(f"a token tests {name}; it can test {', '.join(sorted({*_ATTRIBUTES, *_NAMES}))}")
        if isinstance(value, dict) and set(value) not in ({"IN"}, {"NOT_IN"}):
            raise BadData(f"a token tests {name} by {', '.join(value)}; it can test by IN or NOT_IN")


def _repeats(token: dict[str, Any]) -> tuple[int, int]:
    """Return how often a token's test is met in a row, at least and at most."""
    repeat = str(token.get("OP", "1"))
    return _REPEATS.get(repeat) or _bounds(repeat)


def _bounds(repeat: str) -> tuple[int, int]:
    """Return the least and the most of "{2}", "{1,3}", "{2,}" or "{,3}"."""
    least, comma, most = repeat.strip("{}").partition(",")
    try:
        return int(least or 0), int(most or (_MOST if comma else least))
    except ValueError as error:
        raise BadData(f"OP {quoted(repeat)} is not one of 1 ? * + {{n,m}}") from error


def _required_tests(token: dict[str, Any]) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """Yield the tests of a token under which its pattern can be filed, as (attribute, words)."""
    if str(token.get("OP", "1")) not in ("1", "+"):
        return
    for name, value in token.items():
        members = _members(value)
        if members and name in _COSTS:
            yield name, members


def _members(value: Any) -> tuple[Any, ...]:
    """Return the words that a token's test allows; none where it forbids words."""
    return tuple(value.get("IN", ())) if isinstance(value, dict) else (value,)


def _is_one_word(pattern: Pattern) -> bool:
    """Return whether a pattern is one token, and all it wants is one of some words."""
    return len(pattern) == 1 == len(pattern[0]) and bool(_members(*pattern[0].values()))


def _neighbour(steps: tuple[Step, ...]) -> Test | None:
    return steps[0].test if steps and steps[0].least else None


def rows_of(doc: Doc) -> list[Row]:
    """Return what patterns may test of each token of a doc, as a set of keys a token."""
    columns, salts = _columns()
    table = doc.to_array(columns).reshape(len(doc), len(columns)) ^ salts
    return list(map(set, table.tolist()))


@cache
def _columns() -> tuple[list[int | str], Any]:
    """Return the attributes that are indexed, as spaCy numbers them, and their salts."""
    import numpy as np
    from spacy import attrs

    return [getattr(attrs, name) for name in _ATTRIBUTES], np.array(list(_ATTRIBUTES.values()), dtype=np.uint64)
