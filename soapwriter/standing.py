"""
How the ownership and the cause of an explanation stand: the likeliest label by the marks on its clauses.

No single cue decides whether a failure is owned or a reason is an excuse: "my school cut our hours" beside "I studied
for two weeks" is a cause, alone it deflects. So each label's weight for each mark, and for where in the text it is, is
fitted to the labelled corpus (`benchmarks/fit.py`) and kept as data in `lint_rules/standing/`.
"""

from __future__ import annotations

import tomllib
from functools import cache
from math import exp
from typing import TYPE_CHECKING, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, ValidationError

from soapwriter import assets
from soapwriter.errors import BadData

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc

    from soapwriter.marks import Marked

Fitted = Literal["ownership", "cause"]

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
_TELLING = 4
_FOREIGN = ("blamed", "deflect", "vaguecause", "stray")


class Weights(BaseModel):
    """What each feature of a text says for each label of one part; `base` is said without any."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    labels: tuple[str, ...]
    base: tuple[float, ...]
    weights: dict[str, tuple[float, ...]]


class Standing(NamedTuple):
    """The likeliest label of a part, and how likely it is, from 0 to 1."""

    label: str
    likelihood: float


def standing(part: Fitted, features: frozenset[str]) -> Standing:
    """Return how a part stands in a text that has these features."""
    fitted = weights(part)
    totals = list(fitted.base)
    for feature in features & fitted.weights.keys():
        totals = [total + weight for total, weight in zip(totals, fitted.weights[feature], strict=True)]
    best = max(range(len(totals)), key=totals.__getitem__)
    return Standing(fitted.labels[best], 1 / sum(exp(total - totals[best]) for total in totals))


def features(doc: Doc, scope: Sequence[Marked], parts: Sequence[str], first_change: int) -> frozenset[str]:
    """
    Return what the clauses of an explanation have: marks alone, by part, and before or from the first change on.

    `parts` are those of the clauses in scope, `first_change` is the number in scope of the first that tells a change.
    """
    before = _told(doc, scope[:first_change], parts[:first_change], "before")
    after = _told(doc, scope[first_change:], parts[first_change:], "after")
    lacking = frozenset(_absent(scope, first_change))
    return before | after | lacking | {f"clauses {min(len(scope), _MOST_CLAUSES)}"}


def _told(doc: Doc, clauses: Sequence[Marked], parts: Sequence[str], where: str) -> frozenset[str]:
    found: set[str] = set()
    for marked, part in zip(clauses, parts, strict=True):
        found.add(f"part {part}")
        found.update(_of_clause(marked, part, where))
        if where == "before":
            found.update(f"subject {subject}" for subject in _subjects(doc, marked))
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
    if not any(marked.clause.words >= _TELLING and not marked.has(*_NO_CAUSE) for marked in before):
        yield "nothing told beside"
    if all(marked.has("owned") or marked.clause.words < _TELLING for marked in before):
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
    try:
        fitted = Weights.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise BadData(f"{path}: {error}") from error
    wrong = [name for name, each in fitted.weights.items() if len(each) != len(fitted.labels)]
    if wrong or len(fitted.base) != len(fitted.labels):
        raise BadData(f"{path}: {wrong[0] if wrong else 'base'}: needs one weight for each of the labels")
    return fitted
