"""The cues by which a sentence is told to be ownership, cause, change or plan, read from `lint_rules/outline/`."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from soapwriter import assets
from soapwriter.errors import BadData


def _each_line(value: object) -> object:
    """Return the lines of a text, as phrases are written; a list is taken as it is."""
    return tuple(line.strip() for line in value.split("\n") if line.strip()) if isinstance(value, str) else value


# Phrases of a data file: a text with one a line, or a list. A text is also read many times faster than a list.
Lines = Annotated[tuple[str, ...], BeforeValidator(_each_line)]


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


def owners() -> dict[str, tuple[str, ...]]:
    """Return the phrases of every cue by owner, for the phrase book: "cue owned" and "cue owned unless"."""
    found: dict[str, tuple[str, ...]] = {}
    for cue in cues():
        found[f"cue {cue.mark}"] = cue.phrases
        if cue.unless:
            found[f"cue {cue.mark} unless"] = cue.unless
    return found
