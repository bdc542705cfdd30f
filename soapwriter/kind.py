"""A kind of document: one folder under `templates/` with a kind file and its templates."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from soapwriter import assets
from soapwriter.errors import BadData, UnknownName, unknown


class _Data(BaseModel):
    """A value read from a data file: frozen, and strict about its keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Limits(_Data):
    """How long a kind may be, each as (least, most); `seconds` aloud. None where there is no limit."""

    words: tuple[int, int] | None = None
    sentences: tuple[int, int] | None = None
    characters: tuple[int, int] | None = None
    seconds: tuple[int, int] | None = None


class Recognise(_Data):
    """How a kind is known: parts of file names, and phrases of the content (lower case)."""

    names: tuple[str, ...] = ()
    content: tuple[str, ...] = ()


class Kind(_Data):
    """
    What a document is for, how long it may be and which parts it must have.

    `parts` says whether the four parts are asked for: "required", "if-named" (only when the text speaks of a failed
    exam) or "none".
    """

    id: str
    title: str
    parts: Literal["required", "if-named", "none"] = "none"
    email: bool = False
    limits: Limits = Limits()
    recognise: Recognise = Recognise()
    folder: Path = Field(exclude=True)


@cache
def kinds() -> dict[str, Kind]:
    """Return every shipped kind by its id, in order of ids."""
    found = (_read(path) for path in sorted(assets.folder("templates").glob("*/kind.toml")))
    return {kind.id: kind for kind in found}


def find_kind(name: str) -> Kind:
    """
    Return a kind by its id.

    Raises:
        UnknownName: there is no such kind; the message names the nearest.
    """
    if name not in kinds():
        raise UnknownName(unknown("kind", name, kinds()))
    return kinds()[name]


def _read(path: Path) -> Kind:
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
        return Kind.model_validate({**raw, "id": path.parent.name, "folder": path.parent})
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise BadData(f"{path}: {error}") from error
