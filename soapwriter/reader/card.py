"""The model's card: which files the trained reader is made of, with their digests, and how its answers are read."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from soapwriter.data import FrozenModel, read_model
from soapwriter.errors import SoapwriterError

FOLDER = Path(__file__).parent / "model"
# The version of the answers that this code reads; a model with other heads has another.
FORMAT = 1
_REINSTALL = "Install soapwriter again: pip install --force-reinstall soapwriter"


class BadReader(SoapwriterError):
    """A model file that is missing, damaged or of another version."""

    def __init__(self, path: Path, trouble: str) -> None:
        super().__init__(f"{path}: {trouble} {_REINSTALL}.")


class FaultCard(FrozenModel):
    """
    How a raw score for a kind of fault is read.

    `slope`, `unsound` and `offset` turn the log odds of the score, and of the whole text being unsound, into those of
    the fault. From `alone` on it is a warning whatever the rest of the text is like.
    """

    slope: float
    unsound: float
    offset: float
    alone: float


class LabelCard(FaultCard):
    """How the answers for one label are read: `temperature` divides the raw scores."""

    temperature: float


class Verdict(FrozenModel):
    """
    What the probability of a sound text decides.

    Below `doubtful` a fault is a warning from `warning` on; below `unsound` the likeliest fault is one in any case.
    From `note` on a fault is shown at all.
    """

    doubtful: float
    unsound: float
    warning: float
    note: float


class Card(FrozenModel):
    """
    The card of a model.

    `files` has the SHA-256 of each file; `window` is how many pieces are read at once; `names` are the values of each
    question in the model's order; `nearness` has the cosine by which a rule must be nearer than the next (`lead`), and
    the one that decides a category that the model does not have (`own`).
    """

    format: int
    version: str
    window: int
    files: dict[str, str]
    names: dict[str, tuple[str, ...]]
    categories: dict[str, FaultCard]
    labels: dict[str, LabelCard]
    # The probabilities from which a sentence serves a part, and an email has one.
    part: float
    email: dict[str, float]
    verdict: Verdict
    # From this probability on, a part that is missing is an error and not a warning.
    missing_error: float
    nearness: dict[str, float]
    training: dict[str, Any] = {}
    figures: dict[str, Any] = {}


@cache
def load_card(folder: Path = FOLDER) -> Card:
    """
    Return the card of the model in a folder.

    Raises:
        BadReader: the card is missing or of another format.
        BadData: the card is not TOML, or does not fit.
    """
    path = folder / "card.toml"
    if not path.is_file():
        raise BadReader(path, "This file of the trained reader is missing.")
    card = read_model(path, Card)
    if card.format != FORMAT:
        raise BadReader(
            path, f"This trained reader is of format {card.format}, and this program reads format {FORMAT}."
        )
    return card


def is_warning(card: Card, how: FaultCard, fault: float, sound: float) -> bool:
    """Return whether a fault is likely enough for a warning, in a text that is sound with a probability."""
    return fault >= (min(card.verdict.warning, how.alone) if sound < card.verdict.doubtful else how.alone)


def verified(card: Card, name: str, folder: Path = FOLDER) -> bytes:
    """
    Return the content of one of a model's files.

    Raises:
        BadReader: the file is missing, or its digest is not the card's.
    """
    path = folder / name
    try:
        content = path.read_bytes()
    except OSError as error:
        raise BadReader(path, "This file of the trained reader is missing or cannot be read.") from error
    if hashlib.sha256(content).hexdigest() != card.files[name]:
        raise BadReader(path, "This file of the trained reader is damaged or of another version.")
    return content
