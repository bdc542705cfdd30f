"""What a kit remembers from one run to the next: the hash of each file as it was written, and whose the folders are."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import Annotated

from pydantic import StrictInt, StringConstraints

from soapwriter.data import FrozenModel
from soapwriter.deliver.kit.found import Found, look
from soapwriter.deliver.kit.names import Identity
from soapwriter.errors import BadSettings
from soapwriter.text import STATE

FORMAT = 1

_WAY_OUT = "Name another folder, or remove this file: then what differs from a fresh draft counts as yours and stays."
_Hash = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
_Known = Annotated[str, StringConstraints(pattern=r"^(?:[0-9a-f]{16})?$")]
_Folder = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+$")]
_File = Annotated[str, StringConstraints(pattern=r"^(?:[a-z0-9-]+/)?[a-z0-9-]+\.(?:txt|md)$")]


class FileStatus(StrEnum):
    """What becomes of a file: it is written, is left as it is, may not be touched, or cannot be."""

    NEW = "new"
    RENEWED = "renewed"
    SAME = "same"
    AGAIN = "again"
    KEPT = "kept"
    FOREIGN = "foreign"
    BARRED = "barred"
    FAILED = "failed"
    UNWRITTEN = "unwritten"

    @property
    def is_written(self) -> bool:
        """Whether the file is to be written in this run."""
        return self in (FileStatus.NEW, FileStatus.RENEWED, FileStatus.AGAIN)

    @property
    def is_ours(self) -> bool:
        """Whether the file holds the draft of this run, and nothing of a person's."""
        return self.is_written or self is FileStatus.SAME


class _Saved(FrozenModel):
    format: StrictInt
    programs: dict[_Folder, tuple[_Known, _Known, _Known, _Known]]
    files: dict[_File, tuple[_Hash, ...]]


@dataclass(frozen=True)
class State:
    """
    What was written: by file the hashes that it may have if nobody has edited it, by folder the program that it is of.

    A file has two hashes while it is being written, so that a run that breaks off leaves none that looks edited.
    """

    files: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    programs: Mapping[str, Identity] = field(default_factory=dict)

    def file_status(self, name: str, text: str, found: Found, *, is_open: bool = False) -> FileStatus:
        """Return what becomes of a file that holds what was `found`, for a draft; one that `is_open` is not begun."""
        if found.trouble:
            return FileStatus.FAILED if found.unreadable else FileStatus.BARRED
        held = self.files.get(name, ())
        if found.data is None:
            return FileStatus.UNWRITTEN if is_open else FileStatus.AGAIN if held else FileStatus.NEW
        there = sha256(found.data).hexdigest()
        if there == digest(text):
            return FileStatus.SAME
        if not held:
            return FileStatus.FOREIGN
        return FileStatus.RENEWED if there in held else FileStatus.KEPT

    def has_changed(self, name: str, text: str) -> bool:
        """Tell whether a draft is another than when its file was last written."""
        return digest(text) not in self.files.get(name, ())

    def writing(self, texts: Mapping[str, str]) -> "State":
        """Return the state while some texts are being written: each file may hold its old text or its new one."""
        both = {name: (*self.files.get(name, ()), digest(text)) for name, text in texts.items()}
        return replace(self, files={**self.files, **both})

    def written(self, texts: Mapping[str, str], *, gone: Iterable[str] = ()) -> "State":
        """Return the state once some texts have been written, without the files that are no longer there."""
        now = {**self.files, **{name: (digest(text),) for name, text in texts.items()}}
        return replace(self, files={name: held for name, held in now.items() if name not in set(gone)})

    def saved(self) -> str:
        """Return the state as its file has it, the same for the same state."""
        raw = {"format": FORMAT, "programs": dict(self.programs), "files": dict(self.files)}
        return json.dumps(raw, indent=1, sort_keys=True) + "\n"


def digest(text: str) -> str:
    """Return the hash of a text as a file has it."""
    return sha256(text.encode()).hexdigest()


def read_state(folder: Path) -> State:
    """
    Return what a folder remembers; nothing where it has no kit yet.

    Raises:
        BadSettings: its file is damaged, or of another version of soapwriter.
    """
    found = look(folder, STATE)
    if found.trouble:
        raise BadSettings(f"{folder / STATE}: {found.trouble} {_WAY_OUT}")
    if found.data is None:
        return State()
    try:
        raw = json.loads(found.data)
        version = raw.get("format") if isinstance(raw, dict) else None
        if isinstance(version, int) and version != FORMAT:
            raise BadSettings(
                f"{folder / STATE}: It is of format {version}, and this soapwriter knows format {FORMAT}. {_WAY_OUT}"
            )
        saved = _Saved.model_validate(raw)
    except (ValueError, RecursionError) as error:
        raise BadSettings(f"{folder / STATE}: It is damaged, so what you edited is not known. {_WAY_OUT}") from error
    return State(saved.files, saved.programs)
