"""
The label of each part of an explanation: the likeliest by the marks on its clauses.

No single cue decides whether a failure is owned or a reason is an excuse: "my school cut our hours" beside "I studied
for two weeks" is a cause, alone it deflects. So each label's weight for each mark, and for where in the text it is, is
fitted to the labelled corpus (`benchmarks/fit.py`) and kept as data in `lint_rules/standing/`.
"""

from __future__ import annotations

from functools import cache, cached_property, reduce
from itertools import groupby
from math import exp
from operator import add
from typing import TYPE_CHECKING, Literal, NamedTuple

from soapwriter import assets
from soapwriter.data import FrozenModel, read_model
from soapwriter.errors import BadData
from soapwriter.judge.marks import DOING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from spacy.tokens import Doc

    from soapwriter.judge.marks import Marked

Fitted = Literal["ownership", "cause", "changes", "plan"]

_SUBJECTS = ("nsubj", "nsubjpass")
_MOST_CLAUSES = 12
# Marks that together say more than each alone.
_TOGETHER = {
    "owned+takeback": ("owned", "takeback"),
    "evidence+done": ("evidence", "done"),
    "evidence+promise": ("evidence", "promise"),
}
_CAUSES = ("fault", "circumstance", "reason", "causeword", "deflect", "blamed")
_NO_CAUSE = ("owned", "promise", "future", "plan", "passed", "habit", "done", "stray", "vaguecause")
# So many words must a clause have to say anything of a cause.
_SAYING = 4
_FOREIGN = ("blamed", "deflect", "vaguecause", "stray")
# Marks that say more with the tense of their clause, and with how near the end it is.
_TIMED = ("date", "plan", "retake", "passed", "evidence", "done", "promise")
_PLACED = ("date", "plan", "retake", "passed")
_AHEAD = ("date", "plan", "retake")
_PAST = ("past", "done", "passed", "owned", "scores", "fault", "deflect")
_NO_EVIDENCE = ("fault", "circumstance", "deflect", "owned", "promise", "future", "vaguecause")
# What tells most by being nowhere.
_TELLING = ("told", "told believably", "evidence", "evidence alone", "date ahead", "passed", "plan", "fault")
_NO_WORK = ("promise", "future", "owned", "deflect")
_LATE = 3
_TENSES = {"VBD": "past", "VBP": "present", "VBZ": "present"}
_FUTURE = ("will", "shall")
_FINE = ("present", "concrete", "n/a")


class Weights(FrozenModel):
    """What each feature of a text says for each label of one part; `base` is said without any."""

    labels: tuple[str, ...]
    base: tuple[float, ...]
    weights: dict[str, tuple[float, ...]]

    @cached_property
    def columns(self) -> tuple[dict[str, float], ...]:
        """What each feature says for one label, label by label."""
        return tuple({name: each[at] for name, each in self.weights.items()} for at in range(len(self.labels)))


class Standing(NamedTuple):
    """The likeliest label of a part, how likely it is, and how likely any label is that finds fault; from 0 to 1."""

    label: str
    likelihood: float
    fault: float


def standing(part: Fitted, features: frozenset[str]) -> Standing:
    """Return the standing of a part in a text that has these features."""
    fitted = weights(part)
    # In order, or the sum would hang on how a set is stored.
    told = sorted(features & fitted.weights.keys())
    totals = [
        _total(map(column.__getitem__, told), base) for base, column in zip(fitted.base, fitted.columns, strict=True)
    ]
    top = max(totals)
    shares = {label: exp(total - top) for label, total in zip(fitted.labels, totals, strict=True)}
    best, whole = max(shares, key=shares.__getitem__), _total(shares.values())
    fault = _total(share for label, share in shares.items() if label not in _FINE)
    return Standing(best, shares[best] / whole, fault / whole)


def _total(numbers: Iterable[float], start: float = 0.0) -> float:
    """Return the sum of numbers, rounded the same by every Python."""
    # Since Python 3.12 `sum` makes up for what is lost in rounding; a text on the line would then change its label.
    return reduce(add, numbers, start)


def features(doc: Doc, scope: Sequence[Marked], parts: Sequence[str], first_change: int) -> frozenset[str]:
    """
    Return what the clauses of an explanation have: marks alone, by part, by tense, and by where they stand.

    `parts` are those of the clauses in scope, `first_change` is the number in scope of the first that tells a change.
    """
    found = {f"clauses {min(len(scope), _MOST_CLAUSES)}", *_absent(scope, first_change)}
    before = ""
    for at, (marked, part) in enumerate(zip(scope, parts, strict=True)):
        tenses = _tenses(doc, marked)
        found.add(f"part {part}")
        found.update(_of_clause(marked, part, "before" if at < first_change else "after"))
        found.update(_of_change(marked, part, before, tenses))
        found.update(_of_time(marked, tenses, len(scope) - at, later=at > first_change))
        if at < first_change:
            found.update(f"subject {subject}" for subject in _subjects(doc, marked))
        before = part
    for _, several in groupby(scope, key=lambda marked: marked.clause.sentence):
        found.update(_of_sentence(list(several)))
    found |= set(_of_whole(scope, found))
    return frozenset(found)


def _absent(scope: Sequence[Marked], first_change: int) -> Iterator[str]:
    """Yield what a text lacks: that nothing is said is a feature too."""
    if not any(marked.has("owned") for marked in scope):
        yield "not owned"
        if not any(marked.has("nominal") for marked in scope):
            yield "not named"
    before = scope[:first_change]
    if not any(marked.has(*_CAUSES) and not marked.has("vaguecause", "stray") for marked in before):
        yield "no cause told"
    if not any(marked.clause.words >= _SAYING and not marked.has(*_NO_CAUSE) for marked in before):
        yield "nothing told beside"
    if all(marked.has("owned") or marked.clause.words < _SAYING for marked in before):
        yield "nothing beside"


def _of_clause(marked: Marked, part: str, where: str) -> Iterator[str]:
    for mark in marked.marks:
        yield from (mark, f"{mark} in {part}", f"{mark} {where}")
    for name, marks in _TOGETHER.items():
        if all(marked.has(mark) for mark in marks):
            yield name
    if not marked.has(*_FOREIGN):
        if marked.has("fault"):
            yield from ("own fault", f"own fault in {part}")
        if marked.has("circumstance", "reason"):
            yield f"own circumstance in {part}"


def _of_change(marked: Marked, part: str, before: str, tenses: Iterable[str]) -> Iterator[str]:
    """Yield what a clause says of changes: whether it tells one, in which tense, and how it could be checked."""
    if marked.has("evidence") and not marked.has(*_NO_EVIDENCE):
        yield from ("evidence alone", f"evidence alone in {part}")
    promised = marked.has("promise", "future") and not marked.has("done")
    if part != "changes" or promised or marked.has("deflect"):
        return
    yield from ("told", *(f"told {tense}" for tense in tenses))
    doing = sum(marked.has(mark) for mark in DOING)
    yield from (f"told by {least}" for least in (1, 2) if doing >= least)
    if marked.has("scores") or (marked.has("evidence") and (doing or marked.has("passed") or before == "changes")):
        yield "told believably"


def _of_time(marked: Marked, tenses: Iterable[str], left: int, *, later: bool) -> Iterator[str]:
    """Yield what a clause says of days and exams: in which tense, how near the end, and whether it looks ahead."""
    place = "last" if left == 1 else "late" if left <= _LATE else "early"
    for mark in _TIMED:
        if marked.has(mark):
            yield from (f"{mark} {tense}" for tense in tenses)
    yield from (f"{mark} {place}" for mark in _PLACED if marked.has(mark))
    looking = "back" if marked.has(*_PAST) else "ahead"
    for mark in _AHEAD:
        if marked.has(mark):
            yield f"{mark} {looking}"
            if looking == "ahead":
                yield from (f"{mark} ahead {place}", *([f"{mark} ahead later"] if later else ()))


def _of_sentence(several: Sequence[Marked]) -> Iterator[str]:
    """Yield what meets in one sentence: what was done and that it led to a pass, a number and a promise."""
    marks = {mark for marked in several for mark in marked.marks}
    if "passed" in marks:
        if any(marked.has("evidence") and not marked.has(*_NO_EVIDENCE) for marked in several):
            yield "evidence led to a pass"
        if any(marked.has("evidence", "did") and not marked.has("fault", "owned", "passed") for marked in several):
            yield "work led to a pass"
    if "evidence" in marks and "promise" in marks:
        yield "evidence beside promise"
    if "evidence" in marks and not marks.isdisjoint(("done", "habit")) and "fault" not in marks:
        yield "evidence beside work"


def _of_whole(scope: Sequence[Marked], found: Collection[str]) -> Iterator[str]:
    """Yield what only the whole tells: what is nowhere, what is promised alone, and work that a pass follows."""
    yield from (f"nothing {feature}" for feature in _TELLING if feature not in found)
    if "promise" in found and "told" not in found:
        yield "promised only"
    for at, marked in enumerate(scope):
        work = marked.has("evidence") and not marked.has(*_NO_WORK)
        if work and any(later.has("passed") for later in scope[at : at + _LATE]):
            yield "evidence before a pass"


def _tenses(doc: Doc, marked: Marked) -> list[str]:
    """Return the tenses of a clause's finite verbs; "verbless" where it has none."""
    found: set[str] = set()
    modal = False
    for token in doc[marked.clause.first : marked.clause.last]:
        if token.tag_ == "MD":
            modal = True
            found.update(("future",) if token.norm_ in _FUTURE else ())
        elif token.tag_ in _TENSES:
            found.add(_TENSES[token.tag_])
    return sorted(found) if found or modal else ["verbless"]


def _subjects(doc: Doc, marked: Marked) -> Iterator[str]:
    """Yield whether the clause's first subject is the writer or another."""
    for token in doc[marked.clause.first : marked.clause.last]:
        if token.dep_ in _SUBJECTS:
            yield "writer" if token.norm_ in ("i", "we") else "other"
            return


@cache
def weights(part: Fitted) -> Weights:
    """
    Return the fitted weights of a part.

    Raises:
        BadData: the file is no TOML, or breaks the shape of weights.
    """
    path = assets.folder("lint_rules") / "standing" / f"{part}.toml"
    fitted = read_model(path, Weights)
    wrong = [name for name, each in fitted.weights.items() if len(each) != len(fitted.labels)]
    if wrong or len(fitted.base) != len(fitted.labels):
        raise BadData(f"{path}: {wrong[0] if wrong else 'base'}: needs one weight for each of the labels")
    return fitted
