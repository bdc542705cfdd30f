"""The application form: what its box for a statement takes, and what AAMC says on one's own work, with sources."""

import tomllib
from datetime import date
from functools import cache
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from soapwriter import assets
from soapwriter.errors import BadData

Confidence = Literal["H", "M", "L"]


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Box(_Data):
    """How many characters the box takes, and how many make about a page; blanks and punctuation count."""

    characters: int
    characters_source: str
    characters_confidence: Confidence
    page: int
    page_source: str
    page_confidence: Confidence


class OwnWork(_Data):
    """One thing that is said on own work: by whom and where, for which season, how sure, and whether it is disputed."""

    says: str
    source: str
    url: str
    applies: str
    confidence: Confidence
    disputed: bool = False


class Form(_Data):
    """The table, and the day for which it is confirmed."""

    checked: date
    box: Box
    own_work: tuple[OwnWork, ...]


@cache
def form() -> Form:
    """
    Return what is known of the application form.

    Raises:
        BadData: the table breaks its shape.
    """
    path = assets.folder("lint_rules") / "reference" / "eras.toml"
    try:
        return Form.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise BadData(f"{path}: {error}") from error
