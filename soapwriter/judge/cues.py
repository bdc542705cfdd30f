"""The cues that mark a sentence as ownership, cause, change or plan, read from `lint_rules/outline/`."""

from __future__ import annotations

from functools import cache, cached_property
from typing import Literal

from soapwriter import assets
from soapwriter.data import FrozenModel, TextLines, read_toml, validate
from soapwriter.nlp import PatternId, Source


class Cue(FrozenModel):
    """
    One kind of cue: phrases that leave a mark on a sentence.

    `part` and `weight` say for which part the mark speaks, and how loudly. A hit is void where one of `unless` occurs:
    in the same sentence, or "near", touching or overlapping the hit. Denied hits are dropped unless `denied` is "keep".
    """

    mark: str
    part: Literal["ownership", "cause", "changes", "plan"] | None = None
    weight: float = 0.0
    denied: Literal["drop", "keep"] = "drop"
    phrases: TextLines
    unless: TextLines = ()
    unless_scope: Literal["sentence", "near"] = "sentence"

    @cached_property
    def pattern_id(self) -> PatternId:
        """The id under which its phrases are looked up."""
        return PatternId(Source.CUE, self.mark)


@cache
def cues() -> tuple[Cue, ...]:
    """
    Return every cue, in order of marks.

    Raises:
        BadData: a cue file is no TOML or breaks the shape of a cue.
    """
    paths = sorted((assets.folder("lint_rules") / "outline").glob("*.toml"))
    return tuple(validate(Cue, {**read_toml(path), "mark": path.stem}, path=path) for path in paths)


@cache
def weights() -> dict[str, tuple[tuple[str, float], ...]]:
    """Return for which part each mark speaks, and how loudly; marks that speak for none are left out."""
    return {cue.mark: ((cue.part, cue.weight),) for cue in cues() if cue.part}


def cue_phrases() -> dict[PatternId, tuple[str, ...]]:
    """Return the phrases of every cue, for the phrase book."""
    found: dict[PatternId, tuple[str, ...]] = {}
    for cue in cues():
        found[cue.pattern_id] = cue.phrases
        if cue.unless:
            found[cue.pattern_id.unless] = cue.unless
    return found
