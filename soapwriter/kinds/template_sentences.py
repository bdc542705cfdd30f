"""Sentences that are not the writer's own: a template's, a sample's, or what a rule suggests to write."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import chain

from soapwriter import assets
from soapwriter.data import FrozenModel, WordSet, read_model, read_toml, validate
from soapwriter.kinds.kind import Kind, find_kind, kinds

# Three words in the same order are in many letters ("on my first"); runs of five miss a copy with a few words changed.
_RUN = 4
# Below these a sentence says what everybody says; they are in words of the sentence, and of it that such runs cover.
_SHORTEST = 10
_LEAST_COVERED = 9
# A third may be changed; a lower share takes in a writer's longer sentence that uses half of ours.
_LEAST_SHARE = 0.65
# A sample's sentence of fewer words that are not in every letter may be written by anybody.
_LEAST_DISTINCTIVE = 3

_WORD = re.compile(r"[^\W_]+(?:['.,][^\W_]+)*")
_SLOT = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}|\{[^{}]*\}", re.DOTALL)

Run = tuple[str, ...]


@dataclass(frozen=True)
class KnownSentence:
    """
    A sentence that is not the writer's: where it is from, its words between its slots, and whether it is a template's.

    `by` is the invented applicant in whose facts it is, for whom it is not a copy.
    """

    origin: str
    parts: tuple[Run, ...]
    is_template: bool = False
    by: str = ""

    @property
    def is_distinctive(self) -> bool:
        """Whether only a copy is so like it: every template's sentence, and others with enough words of their own."""
        own = (word not in _words_to_ignore().anybodys for word in chain.from_iterable(self.parts))
        return self.is_template or sum(own) >= _LEAST_DISTINCTIVE

    @cached_property
    def runs(self) -> frozenset[Run]:
        """Every run of its words."""
        return frozenset(chain.from_iterable(map(_runs, self.parts)))


class KnownSentences:
    """Sentences that are not the writer's, filed by runs of their words."""

    def __init__(self, sentences: Iterable[KnownSentence]) -> None:
        self._by_run: dict[Run, list[KnownSentence]] = defaultdict(list)
        for known in sentences:
            if known.is_distinctive:
                self._file(known)

    def _file(self, known: KnownSentence) -> None:
        for part in known.parts:
            # A copy that is long enough to count has one of every few runs whole.
            for start in range(0, len(part) - _RUN + 1, _RUN):
                self._by_run[part[start : start + _RUN]].append(known)

    def source_of(self, sentence: str, *, applicant: str | None = None) -> KnownSentence | None:
        """
        Return the known sentence that a text's sentence is, or nearly is; None for one in the applicant's own words.

        What the `applicant` of this name wrote in their facts is their own.
        """
        words = _words(sentence)
        runs = list(_runs(words))
        # Nearly every sentence ends here, and costs no more than its words.
        if self._by_run.keys().isdisjoint(runs) or len(_WORD.findall(sentence)) < _SHORTEST:
            return None
        near = dict.fromkeys(chain.from_iterable(self._by_run.get(run, ()) for run in runs))
        others = [known for known in near if known.by != (applicant or None)]
        best = max(others, key=lambda known: _covered(words, known), default=None)
        least = max(_LEAST_COVERED, _LEAST_SHARE * len(words))
        return best if best and _covered(words, best) >= least else None


def template_sentences_in(sentences: Iterable[str], *names: str) -> list[str]:
    """Return those of some sentences that are still a template's: of these kinds, or of any where none is named."""
    known = _templates(names)
    return [each for each in sentences if known.source_of(each)]


@cache
def _templates(names: tuple[str, ...]) -> KnownSentences:
    return KnownSentences(_of_templates(map(find_kind, names) if names else kinds().values()))


@cache
def known_sentences(suggestions: tuple[tuple[str, str], ...] = ()) -> KnownSentences:
    """
    Return the sentences of templates and samples, with those that rules suggest, as (rule's id, sentences).

    Raises:
        BadData: the table of samples breaks its shape.
    """
    return KnownSentences([*_of_rules(suggestions), *_of_templates(kinds().values()), *_of_samples()])


def _of_rules(suggestions: Iterable[tuple[str, str]]) -> Iterator[KnownSentence]:
    for rule, text in suggestions:
        for sentence in re.split(r"(?<=[.?!])\s+", text):
            yield KnownSentence(f"the example of {rule}", (_words(sentence),))


def _of_templates(some: Iterable[Kind]) -> Iterator[KnownSentence]:
    for kind in some:
        for text in _texts(kind):
            parts = tuple(map(_words, _SLOT.split(text)))
            yield KnownSentence(f"the {kind.id} template", parts, is_template=True)


def _texts(kind: Kind) -> Iterator[str]:
    """Yield the wordings of a kind file, and its templates."""
    yield from chain.from_iterable(kind.joins.values())
    for path in kind.folder.glob("*.j2"):
        yield path.read_text(encoding="utf-8")


class _Sample(FrozenModel):
    """One of the samples: where it is from, whose facts it is, and its sentences, one a line."""

    origin: str
    sentences: str
    by: str = ""


def _of_samples() -> Iterator[KnownSentence]:
    path = assets.table_path("samples")
    for row in read_toml(path).values():
        sample = validate(_Sample, row, path=path)
        for sentence in sample.sentences.splitlines():
            yield KnownSentence(sample.origin, (_words(sentence),), by=sample.by)


class _WordsToIgnore(FrozenModel):
    """Words that show no copy: `anybodys` are in every letter, and `changed` are those that whoever copies changes."""

    anybodys: WordSet
    changed: WordSet


@cache
def _words_to_ignore() -> _WordsToIgnore:
    return read_model(assets.table_path("anybodys"), _WordsToIgnore)


def _words(text: str) -> Run:
    changed = _words_to_ignore().changed
    found = _WORD.findall(text.lower().replace("\u2019", "'"))
    return tuple([word for word in found if word not in changed and not word[0].isdigit()])


def _runs(words: Run) -> Iterator[Run]:
    return zip(*(words[start:] for start in range(_RUN)), strict=False)


def _covered(words: Run, known: KnownSentence) -> int:
    """Return how many of a sentence's words are in runs of a known sentence."""
    covered: set[int] = set()
    for at, run in enumerate(_runs(words)):
        if run in known.runs:
            covered.update(range(at, at + _RUN))
    return len(covered)
