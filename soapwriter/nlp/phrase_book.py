"""All phrases of rules and cues, looked up together: which data file lists them, and where they occur in a text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import IntEnum
from functools import cache
from itertools import chain, filterfalse
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from soapwriter.errors import BadData
from soapwriter.nlp import language
from soapwriter.nlp.matching import COMMON_COST, Index, Pattern, rows_of
from soapwriter.nlp.phrase import patterns, word_classes

if TYPE_CHECKING:
    from collections.abc import Collection

    from spacy.language import Language
    from spacy.tokens import Doc, Span

    from soapwriter.nlp.steps import Row

_Default = TypeVar("_Default")

# An item of words, classes and tags alone, without marks of how often or where.
_PLAIN_ITEM = re.compile(r"[^\s:^?*+]+")


# Not a plain Enum: its hash is a Python function, and one text takes thousands of look-ups by pattern id.
class Source(IntEnum):
    """Which data file lists a phrase: a rule, a rule whose hits also inform the outline, or a cue of the outline."""

    RULE = 1
    INFORMING_RULE = 2
    CUE = 3


class PatternId(NamedTuple):
    """
    What lists phrases: the rule or cue by name, and the slot in it.

    `slot` is "" for what is looked for, "unless" for what makes a sentence innocent, and otherwise the part of a frame
    or meeting, as the keys of the data file: "frames.1.who", "meetings.2.all.0".
    """

    source: Source
    name: str
    slot: str = ""

    def at(self, slot: str) -> PatternId:
        """Return the id of another slot of the same rule or cue."""
        return PatternId(self.source, self.name, slot)

    @property
    def unless(self) -> PatternId:
        """The id of the phrases that make a sentence innocent."""
        return self.at("unless")


class Hit(NamedTuple):
    """Where a phrase was found: the sentence's number, and its tokens from 0, end exclusive."""

    sentence: int
    start: int
    end: int


class Hits(Mapping[PatternId, list[Hit]]):
    """
    The hits of each pattern id, in order of place; ids without a hit are left out.

    Many ids share one phrase and most are never looked up, so the hits of an id are merged on first use.
    """

    def __init__(self, found: Mapping[str, list[Hit]], listed: Mapping[str, Sequence[PatternId]]) -> None:
        """Take the hits of each phrase, and the ids that list each phrase."""
        self._found: dict[PatternId, list[list[Hit]]] = {}
        for phrase, hits in found.items():
            for pattern_id in listed[phrase]:
                self._found.setdefault(pattern_id, []).append(hits)
        self._merged: dict[PatternId, list[Hit]] = {}

    def __getitem__(self, pattern_id: PatternId) -> list[Hit]:
        merged = self._merged.get(pattern_id)
        if merged is None:
            merged = self._merged[pattern_id] = sorted({hit for hits in self._found[pattern_id] for hit in hits})
        return merged

    def get(self, pattern_id: PatternId, default: list[Hit] | _Default = None) -> list[Hit] | _Default:  # type: ignore[assignment]
        """Return the hits of a pattern id, or the default where it has none."""
        return self[pattern_id] if pattern_id in self._found else default

    def __contains__(self, pattern_id: object) -> bool:
        return pattern_id in self._found

    def __iter__(self) -> Iterator[PatternId]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)

    def has_all(self, pattern_ids: frozenset[PatternId]) -> bool:
        """Return whether each of these ids has a hit."""
        return self._found.keys() >= pattern_ids

    def add(self, pattern_id: PatternId, hits: Iterable[Hit]) -> None:
        """Add to the hits of a pattern id."""
        self._found.setdefault(pattern_id, []).append(list(hits))
        self._merged.pop(pattern_id, None)


class BadPhrase(BadData):
    """A phrase that cannot be compiled, and the id of what lists it."""

    def __init__(self, pattern_id: PatternId, message: str) -> None:
        super().__init__(message)
        self.pattern_id = pattern_id


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
        # One text needs few of the phrases: those that are proven wait until a word of theirs occurs.
        self._waiting: dict[str, list[str]] = defaultdict(list)
        for pattern_id, wholes in phrases.items():
            for phrase in chain.from_iterable(map(_parts, wholes)):
                self._list(pattern_id, phrase, waits=pattern_id in proven)

    def mark_entities(self, doc: Doc) -> None:
        """Set the doc's entities to the members of our own entity classes, the longest first."""
        from spacy.tokens import Span
        from spacy.util import filter_spans

        found = (Span(doc, start, end, label=label) for label, start, end in self._entities(doc))
        doc.ents = filter_spans(found)

    def search(self, doc: Doc, sentences: Sequence[tuple[int, int]]) -> Hits:
        """
        Return the hits of each pattern id.

        `sentences` are the first and last (exclusive) tokens of each.
        """
        self._wake(self._waiting.keys() & {token.norm_ for token in doc})
        rows, entities = rows_of(doc), doc.ents
        found: dict[str, list[Hit]] = defaultdict(list)
        for number, (first, last) in enumerate(sentences):
            units, places = _units(entities, rows, first, last)
            for names, start, end in self._index.find(units):
                hit = Hit(number, places[start], places[end])
                for name in names:
                    found[name].append(hit)
        return Hits(found, self._listed)

    def _list(self, pattern_id: PatternId, phrase: str | Pattern, *, waits: bool) -> None:
        """Note which id lists a phrase; where it is the first to do so, compile the phrase or let it wait."""
        name = phrase if isinstance(phrase, str) else repr(phrase)
        self._listed[name].append(pattern_id)
        if len(self._listed[name]) > 1:
            return
        awaited = self._awaited(phrase) if waits else ()
        for word in awaited:
            self._waiting[word].append(name)
        if not awaited:
            self._compile(name, phrase)

    def _awaited(self, phrase: str | Pattern) -> tuple[str, ...]:
        """Return words of which one occurs wherever a phrase does; () where that cannot be said from its letters."""
        words_needed = _needed(phrase) if isinstance(phrase, str) else ()
        return words_needed if language.peculiar(self._nlp).isdisjoint(words_needed) else ()

    def _wake(self, norms: Iterable[str]) -> None:
        """Compile the phrases that wait for one of these words."""
        for phrase in chain.from_iterable(map(self._waiting.pop, norms)):
            if phrase not in self._awake:
                self._awake.add(phrase)
                self._compile(phrase, phrase)

    def _compile(self, name: str, phrase: str | Pattern) -> None:
        try:
            for pattern in patterns(self._nlp, phrase) if isinstance(phrase, str) else [_validated(self._nlp, phrase)]:
                self._index.add(name, pattern)
        except BadData as error:
            raise BadPhrase(self._listed[name][0], f"{phrase!r}: {error}") from error


def _parts(whole: str | Pattern) -> Sequence[str | Pattern]:
    """Return a phrase of one item as its classes, its tags and its words: one search serves all who share a class."""
    if not isinstance(whole, str):
        return [whole]
    body, lemma = whole.removesuffix("~"), "~" * whole.endswith("~")
    alternatives = body.split("|")
    if len(alternatives) == 1 or not _PLAIN_ITEM.fullmatch(body):
        return [whole]
    own = "|".join(filterfalse(_is_shared, alternatives))
    shared = [_with_lemma(each, lemma) for each in filter(_is_shared, alternatives)]
    return [*shared, f"{own}{lemma}"] if own else shared


def _is_shared(alternative: str) -> bool:
    return alternative[:1] + alternative[-1:] in ("{}", "<>")


def _with_lemma(shared: str, lemma: str) -> str:
    """Return a class matched as lemmas where the whole item is; a tag has none, and a class may say so itself."""
    return shared if shared[0] == "<" or shared.endswith("~}") else f"{shared}{lemma}"


def _needed(phrase: str) -> tuple[str, ...]:
    """Return the plain words of the rarest item of a phrase, one of which must be in a text; () where none is plain."""
    plain = (item.split("|") for item in phrase.split() if _is_plain(item))
    return tuple(min(plain, key=_commonness, default=()))


def _is_plain(item: str) -> bool:
    letters = item.replace("|", "")
    return letters.isalpha() and letters.islower()


def _commonness(alternatives: Iterable[str]) -> int:
    return sum(1 + COMMON_COST * (word in _common()) for word in alternatives)


@cache
def _common() -> frozenset[str]:
    return frozenset(word_classes().members.get("common", ()))


def _units(entities: Sequence[Span], rows: Sequence[Row], first: int, last: int) -> tuple[Sequence[Row], Sequence[int]]:
    """Return a sentence's rows with each entity as one, and the token at which each begins (and the last ends)."""
    merged = _merged(entities, first, last)
    if not merged:
        return rows[first:last], range(first, last + 1)
    units: list[Row] = []
    places: list[int] = []
    for at in range(first, last):
        if at in merged:
            units[-1] = units[-1] | rows[at]
        else:
            units.append(rows[at])
            places.append(at)
    return units, [*places, last]


def _merged(entities: Sequence[Span], first: int, last: int) -> frozenset[int]:
    """Return the tokens of a sentence that go on with the entity of the token before them."""
    inside = [entity for entity in entities if entity.end > first and entity.start < last]
    # A name may go on after the end of a list item, which ends a sentence.
    return frozenset(at for entity in inside for at in range(max(entity.start, first) + 1, entity.end))


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

    known = word_classes()
    matcher = PhraseMatcher(nlp.vocab, attr="NORM")
    for label in sorted(known.entities):
        matcher.add(label, [language.tokens(nlp, member)[0] for member in known.members[label]])
    return lambda doc: [(nlp.vocab.strings[key], start, end) for key, start, end in matcher(doc)]
