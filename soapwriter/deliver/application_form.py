"""The application form: what its box for a statement takes, and what AAMC says on one's own work, with sources."""

from datetime import date
from functools import cache
from typing import Literal

from soapwriter import assets
from soapwriter.data import FrozenModel, read_model

Confidence = Literal["H", "M", "L"]


class Box(FrozenModel):
    """How many characters the box takes, and how many make about a page; blanks and punctuation count."""

    characters: int
    characters_source: str
    characters_confidence: Confidence
    page: int
    page_source: str
    page_confidence: Confidence


class OwnWork(FrozenModel):
    """One thing that is said on own work: by whom and where, for which season, how sure, and whether it is disputed."""

    says: str
    source: str
    url: str
    applies: str
    confidence: Confidence
    disputed: bool = False


class Form(FrozenModel):
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
    return read_model(assets.table_path("eras"), Form)
