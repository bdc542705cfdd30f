"""The folder of a kit: what is there, the files that a run writes, and those of a person that it leaves alone."""

import json
import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any, NamedTuple

from pydantic import StrictInt, StringConstraints

from soapwriter.data import FrozenModel
from soapwriter.deliver.kit.documents import KitDocument
from soapwriter.deliver.kit.state import FORMAT, Existing, FileStatus, State
from soapwriter.deliver.kit.status import KitFile
from soapwriter.errors import BadSettings, Unreadable, Unwritable
from soapwriter.text import INDEX, STATE, Document, decode, is_read_only, locked, remove_leftovers, rewrite, save

# A text has some kilobytes; what is longer than this was put there by mistake, and is not read into memory.
_MOST_BYTES = 10_000_000
_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_NAME_TAKEN = "There is a file of yours by this name. Rename or move it, and run this again to have the draft here."
_INDEX_KEPT = "You edited it, so it was kept. Rename or move it, and run this again to have a new one."
_WAY_OUT = "Name another folder, or remove this file: then what differs from a fresh draft counts as yours and stays."

_Hash = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
_Known = Annotated[str, StringConstraints(pattern=r"^(?:[0-9a-f]{16})?$")]
_Folder = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+$")]
_File = Annotated[str, StringConstraints(pattern=r"^(?:[a-z0-9-]+/)?[a-z0-9-]+\.(?:txt|md)$")]


class _Saved(FrozenModel):
    format: StrictInt
    programs: dict[_Folder, tuple[_Known, _Known, _Known, _Known]]
    files: dict[_File, tuple[_Hash, ...]]


class WrittenKit(NamedTuple):
    """
    What a run has made of the folder.

    `obsolete` are the names of files that an earlier run wrote and the facts no longer call for. `state` is what the
    next run has to know.
    """

    files: tuple[KitFile, ...]
    obsolete: tuple[str, ...]
    state: State

    @property
    def documents(self) -> tuple[Document, ...]:
        """What can be linted: drafts that lack nothing, and what a person has made of one."""
        return tuple(filter(None, map(_to_lint, self.files)))


def refuse(folder: Path) -> None:
    """
    Do nothing where a kit can be written.

    Raises:
        Unwritable: there is a file, or the folder is read-only.
    """
    if folder.is_dir():
        if is_read_only(folder):
            raise Unwritable(f"{folder}: This folder is read-only. Name another, or make it writable.")
    elif os.path.lexists(folder):
        raise Unwritable(f"{folder}: This is not a folder. Name another place for the kit.")


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """
    Make a kit's folder where there is none, and keep other runs out of it; remove what a killed run has left in it.

    Raises:
        Unwritable: the folder cannot be made, or another run is writing to it.
    """
    _make(folder)
    with ExitStack() as held:
        try:
            held.enter_context(locked(folder.resolve()))
        except BlockingIOError:
            raise Unwritable(f"{folder}: Another run is writing to this folder. Run the command again.") from None
        except OSError:
            pass  # this file system has no locks
        for place in (folder, *filter(Path.is_dir, folder.iterdir())):
            remove_leftovers(place)
        yield


def write_kit(folder: Path, state: State, documents: Sequence[KitDocument]) -> WrittenKit:
    """
    Write every draft whose file is new or has not been edited by a person.

    Args:
        folder: where to; it is made where there is none.
        state: what the folder remembers, with the folders of the programs.
        documents: what the facts call for.

    Raises:
        Unwritable: the folder cannot be made, or what it remembers cannot be written. A single file that cannot be
            written has the status FAILED, and the others are written.
    """
    existing = {document.name: find_existing(folder, document.name) for document in documents}
    planned = tuple(_planned(document, state, existing[document.name]) for document in documents)
    _make(folder)
    # First the state, then the files: after an interrupted run, no file of ours looks like one that a person edited.
    remember(folder, state.writing(_drafts(file for file in planned if file.status.is_written)))
    files = tuple(_write(file, folder, existing[file.name]) for file in planned)
    obsolete, gone = _not_planned(folder, state, files)
    drafts = _drafts(file for file in files if file.status.is_draft)
    return WrittenKit(files, obsolete, state.written(drafts, gone=gone))


def remember(folder: Path, state: State) -> None:
    """
    Write what the next run has to know.

    Raises:
        Unwritable: it cannot be written.
    """
    save(folder / STATE, state.saved(), force=True)


def write_index(folder: Path, state: State, text: str) -> str:
    """
    Write the index, and return in a sentence why it was left as it is; "" where it is written.

    Raises:
        Unwritable: it cannot be written, or what is remembered cannot.
    """
    existing = find_existing(folder, INDEX)
    status = state.status_of(INDEX, text, existing)
    remember(folder, state.writing({INDEX: text}) if status.is_draft else state)
    if status is FileStatus.KEPT:
        return _INDEX_KEPT
    if not status.is_draft:
        return existing.problem or _NAME_TAKEN
    _put(folder / INDEX, text, existing)
    return ""


def is_open_to_others(folder: Path) -> bool:
    """Return whether others on this computer may list a folder, as far as the system says."""
    return os.name == "posix" and bool(stat.S_IMODE(folder.stat().st_mode) & _OTHERS)


def read_state(folder: Path) -> State:
    """
    Return what a folder remembers; nothing where it has no kit yet.

    Raises:
        BadSettings: its file is damaged, or of another version of soapwriter.
    """
    existing = find_existing(folder, STATE)
    if existing.problem:
        raise BadSettings(f"{folder / STATE}: {existing.problem} {_WAY_OUT}")
    if existing.data is None:
        return State()
    try:
        raw = json.loads(existing.data)
        _refuse_other_format(raw, folder / STATE)
        saved = _Saved.model_validate(raw)
    except (ValueError, RecursionError) as error:
        raise BadSettings(f"{folder / STATE}: It is damaged, so what you edited is not known. {_WAY_OUT}") from error
    return State(saved.files, saved.programs)


def _refuse_other_format(raw: Any, path: Path) -> None:
    version = raw.get("format") if isinstance(raw, dict) else None
    if isinstance(version, int) and version != FORMAT:
        raise BadSettings(f"{path}: It is of format {version}, and this soapwriter knows format {FORMAT}. {_WAY_OUT}")


def find_existing(folder: Path, name: str) -> Existing:
    """
    Return what a folder has under a name such as "failure.txt" or "elm-hill/reply-time.txt".

    No link is followed: it might lead out of the folder, to a file that is not the kit's.
    """
    place = folder / name
    try:
        problem = (place.parent != folder and _not_a_folder(place.parent)) or _not_a_text(place.lstat())
        return Existing(problem=problem) if problem else Existing(_bytes(place))
    except (FileNotFoundError, NotADirectoryError):
        return Existing()
    except OSError as error:
        return Existing(problem=f"It cannot be read: {error.strerror or error}.", is_unreadable=True)


def _not_a_folder(place: Path) -> str:
    """Return why files cannot be written to a program's folder; "" where they can, or it is still to be made."""
    if place.is_symlink():
        return "Its folder is a link, which is not followed."
    if place.exists() and not place.is_dir():
        return "There is a file where its folder should be."
    return ""


def _not_a_text(about: os.stat_result) -> str:
    if stat.S_ISLNK(about.st_mode):
        return "It is a link, which is not followed."
    if not stat.S_ISREG(about.st_mode):
        return "It is not an ordinary file."
    return "It is far too long for a text." if about.st_size > _MOST_BYTES else ""


def _bytes(place: Path) -> bytes:
    # Windows has no such flag; there a file that becomes a link between the look and this call would be followed.
    with os.fdopen(os.open(place, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0)), "rb") as file:
        return file.read()


def _planned(document: KitDocument, state: State, existing: Existing) -> KitFile:
    """Return a document with what this run is to do with its file."""
    text = document.draft.text
    status = state.status_of(document.name, text, existing, is_open=document.is_mostly_open)
    if status is FileStatus.KEPT:
        return _kept(KitFile(document, status, has_changed=state.has_changed(document.name, text)), existing)
    return KitFile(document, status, problem=_NAME_TAKEN if status is FileStatus.TAKEN else existing.problem)


def _kept(file: KitFile, existing: Existing) -> KitFile:
    try:
        return replace(file, own_text=decode(existing.data or b"").text)
    except Unreadable as error:
        return replace(file, problem=" ".join(error.messages))


def _drafts(files: Iterable[KitFile]) -> dict[str, str]:
    return {file.name: file.document.draft.text for file in files}


def _not_planned(folder: Path, state: State, files: Iterable[KitFile]) -> tuple[tuple[str, ...], set[str]]:
    """Return the files that only an earlier run has written: those that are there, and those that are gone."""
    others = state.files.keys() - {file.name for file in files} - {INDEX}
    there = tuple(name for name in sorted(others) if find_existing(folder, name).data is not None)
    return there, others - set(there)


def _make(folder: Path) -> None:
    """Make a folder for its owner alone; one that is there stays as it is."""
    try:
        # Its files name programs, and the list of unfilled programs may not be shared.
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise Unwritable(f"{folder}: The folder cannot be made: {error.strerror}.") from error


def _write(file: KitFile, folder: Path, existing: Existing) -> KitFile:
    """Write a file that this run is to write, and return it; where that fails, with the problem."""
    if not file.status.is_written:
        return file
    place = folder / file.name
    try:
        _make(place.parent)
        _put(place, file.document.draft.text, existing)
    except Unwritable as error:
        return replace(file, status=FileStatus.FAILED, problem=" ".join(error.messages))
    return file


def _put(place: Path, text: str, existing: Existing) -> None:
    # Both refuse where the file is no longer as it was looked at, so an edit in between is never lost.
    if existing.data is None:
        save(place, text)
    else:
        rewrite(place, existing.data, text.encode())


def _to_lint(file: KitFile) -> Document | None:
    """Return a draft that is whole, or a person's text as it is; None for any other file."""
    document = file.document
    text = file.own_text if file.is_kept else document.draft.text
    if file.is_left_alone or file.is_incomplete or text is None:
        return None
    form = document.form or ""
    return Document(
        document.name, text, document.kind.id, "option", form, document.audience, draft=file.status.is_draft
    )
