"""The application form: what its box for a statement takes, and what AAMC says about own work, with sources."""

from functools import cache

from soapwriter import assets
from soapwriter.data import CheckedTable, Confidence, FrozenModel, read_model


class Box(FrozenModel):
    """How many characters the box takes, and how many are about a page; spaces and punctuation count."""

    characters: int
    characters_source: str
    characters_confidence: Confidence
    page: int
    page_source: str
    page_confidence: Confidence


class OwnWork(FrozenModel):
    """A statement about own work: who makes it and where, for which season, and how sure and disputed it is."""

    says: str
    source: str
    url: str
    applies: str
    confidence: Confidence
    disputed: bool = False


class Form(CheckedTable):
    """The table, and the day on which it was last checked."""

    box: Box
    own_work: tuple[OwnWork, ...]


@cache
def form() -> Form:
    """
    Return what is known of the application form.

    Raises:
        BadData: the table is wrong.
    """
    return read_model(assets.table_path("eras"), Form)
