"""Sentences that are ours and not the writer's: of templates, of samples, and of the lines that say what to write."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from soapwriter import assets
from soapwriter.data import FrozenModel, TextWords, read_model, read_toml, validate
from soapwriter.kinds.kind import Kind, find_kind, kinds

# A run of so many words in the same order is no chance; a sentence is ours when such runs cover so much of it.
_RUN = 4
_SHORTEST = 10
_LEAST_COVERED = 9
_LEAST_SHARE = 0.65
_OTHERS = 3

_WORD = re.compile(r"[^\W_]+(?:['.,][^\W_]+)*")
_SLOT = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}|\{[^{}]*\}", re.DOTALL)

Run = tuple[str, ...]


class _Said(FrozenModel):
    """Words by which no copy is known: `anybodys` every letter has, and `changed` whoever copies changes."""

    anybodys: TextWords
    changed: TextWords


@cache
def _said() -> _Said:
    return read_model(assets.table_path("anybodys"), _Said)


@dataclass(frozen=True)
class Line:
    """
    A sentence of ours: where it stands, its words between its slots, and whether it is a template's.

    `by` is the invented applicant in whose facts it stands, for whom it is no copy.
    """

    origin: str
    parts: tuple[Run, ...]
    template: bool = False
    by: str = ""

    @property
    def telling(self) -> bool:
        """Whether only a copy would be so like it: whatever a template says, and else what is not anybody's."""
        return self.template or sum(word not in _said().anybodys for part in self.parts for word in part) >= _OTHERS

    @cached_property
    def runs(self) -> frozenset[Run]:
        """Every run of its words."""
        return frozenset(run for part in self.parts for run in _runs(part))


class _Sample(FrozenModel):
    """One of the samples: where it stands, whose facts it is, and its sentences, one a line."""

    origin: str
    sentences: str
    by: str = ""


class Ours:
    """Every sentence of ours, to be asked whose a sentence is."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self._by_run: dict[Run, list[Line]] = defaultdict(list)
        for line in filter(lambda each: each.telling, lines):
            for part in line.parts:
                # A copy that is long enough to count has one of every few runs whole.
                for start in range(0, len(part) - _RUN + 1, _RUN):
                    self._by_run[part[start : start + _RUN]].append(line)

    def line_of(self, sentence: str, *, applicant: str | None = None) -> Line | None:
        """Return the line that a sentence is, or is nearly, save those by the applicant themselves."""
        said = _words(sentence)
        runs = list(_runs(said))
        # Nearly every sentence ends here, and costs no more than its words.
        if self._by_run.keys().isdisjoint(runs) or len(_WORD.findall(sentence)) < _SHORTEST:
            return None
        near = dict.fromkeys(line for run in runs for line in self._by_run.get(run, ()))
        shares = [(_covered(said, line), line) for line in near if not line.by or line.by != applicant]
        covered, best = max(shares, key=lambda pair: pair[0], default=(0, None))
        return best if covered >= max(_LEAST_COVERED, _LEAST_SHARE * len(said)) else None


def template_sentences_in(sentences: Iterable[str], *names: str) -> list[str]:
    """Return those of some sentences that are a template's: of these kinds, or of any where none is named."""
    return [each for each in sentences if _templates(names).line_of(each)]


@cache
def _templates(names: tuple[str, ...]) -> Ours:
    return Ours(_of_templates(map(find_kind, names) if names else kinds().values()))


@cache
def ours(insteads: tuple[tuple[str, str], ...] = ()) -> Ours:
    """
    Return the sentences of ours, with those that rules say to write instead, as (rule, sentences).

    Raises:
        BadData: the table of samples breaks its shape.
    """
    return Ours([*_of_rules(insteads), *_of_templates(kinds().values()), *_of_samples()])


def _of_rules(insteads: Iterable[tuple[str, str]]) -> Iterator[Line]:
    for rule, instead in insteads:
        yield from (Line(f"the example of {rule}", (_words(each),)) for each in re.split(r"(?<=[.?!])\s+", instead))


def _of_templates(several: Iterable[Kind]) -> Iterator[Line]:
    """Yield the wordings of kind files, and what else templates say themselves."""
    for kind in several:
        origin = f"the {kind.id} template"
        literal = (path.read_text(encoding="utf-8") for path in kind.folder.glob("*.j2"))
        for text in (*(wording for wordings in kind.joins.values() for wording in wordings), *literal):
            yield Line(origin, tuple(_words(part) for part in _SLOT.split(text)), template=True)


def _of_samples() -> Iterator[Line]:
    path = assets.table_path("samples")
    samples = [validate(_Sample, row, path=path) for row in read_toml(path).values()]
    for sample in samples:
        for sentence in sample.sentences.splitlines():
            yield Line(sample.origin, (_words(sentence),), by=sample.by)


def _words(text: str) -> Run:
    changed = _said().changed
    found = _WORD.findall(text.lower().replace("\u2019", "'"))
    return tuple([word for word in found if word not in changed and not word[0].isdigit()])


def _runs(said: Run) -> Iterator[Run]:
    return zip(*(said[start:] for start in range(_RUN)), strict=False)


def _covered(said: Run, line: Line) -> int:
    """Return how many of a sentence's words stand in runs of a line."""
    covered: set[int] = set()
    for at, run in enumerate(_runs(said)):
        if run in line.runs:
            covered.update(range(at, at + _RUN))
    return len(covered)
