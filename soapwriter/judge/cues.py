"""The cues by which a sentence is told to be ownership, cause, change or plan, read from `lint_rules/outline/`."""

from __future__ import annotations

import tomllib
from functools import cache, cached_property
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from soapwriter import assets
from soapwriter.errors import BadData
from soapwriter.nlp import Lines, PatternId, Source


class Cue(BaseModel):
    """
    One kind of cue: phrases that leave a mark on a sentence.

    `part` and `weight` say for which part the mark speaks, and how loudly. A hit is void where one of `unless` stands:
    in the same sentence, or "near", touching or overlapping the hit. Denied hits are dropped unless `denied` is "keep".
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    mark: str
    part: Literal["ownership", "cause", "changes", "plan"] | None = None
    weight: float = 0.0
    denied: Literal["drop", "keep"] = "drop"
    phrases: Lines
    unless: Lines = ()
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
    found = []
    for path in sorted((assets.folder("lint_rules") / "outline").glob("*.toml")):
        try:
            raw = tomllib.loads(path.read_text(encoding="utf-8"))
            found.append(Cue.model_validate({**raw, "mark": path.stem}))
        except (tomllib.TOMLDecodeError, ValidationError) as error:
            raise BadData(f"{path}: {error}") from error
    return tuple(found)


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
