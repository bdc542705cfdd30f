"""What a kit does to its folder: looks at what is there, writes what is its own, and keeps what a person has edited."""

import os
import stat
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from soapwriter.deliver.kit.documents import KitDocument
from soapwriter.deliver.kit.found import Found, look
from soapwriter.deliver.kit.names import identity
from soapwriter.deliver.kit.state import FileStatus, State
from soapwriter.deliver.kit.status import Page
from soapwriter.errors import Unreadable, Unwritable
from soapwriter.facts import Program
from soapwriter.text import INDEX, STATE, Document, decode, is_read_only, rewrite, save

_TAKEN = "There is a file of yours by this name. Rename or move it, and run this again to have the draft here."
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


class Packed(NamedTuple):
    """The pages as they now stand, what of them can be linted, files that nothing calls for, and what is remembered."""

    pages: tuple[Page, ...]
    documents: tuple[Document, ...]
    idle: tuple[str, ...]
    state: State


def refuse(folder: Path) -> None:
    """
    Do nothing where a kit may be written.

    Raises:
        Unwritable: there is a file, or somebody has made the folder read-only.
    """
    if folder.is_dir():
        if is_read_only(folder):
            raise Unwritable(f"{folder}: This folder is read-only. Name another, or make it writable.")
    elif os.path.lexists(folder):
        raise Unwritable(f"{folder}: This is no folder. Name another place for the kit.")


def pack(folder: Path, state: State, papers: Iterable[KitDocument]) -> Packed:
    """
    Write every document that is new or unchanged by a person, and return how each stands.

    Raises:
        Unwritable: the folder cannot be made, or what is remembered cannot be written.
    """
    papers = tuple(papers)
    found = {paper.name: look(folder, paper.name) for paper in papers}
    pages = [_page(paper, state, found[paper.name]) for paper in papers]
    texts = {page.paper.name: page.paper.draft.text for page in pages if page.file_status.is_written}
    _make(folder)
    remember(folder, state.writing(texts))
    pages = [_written(page, folder, found[page.paper.name]) for page in pages]
    names = {page.paper.name for page in pages} | {INDEX}
    there = {name: look(folder, name).data is not None for name in state.files if name not in names}
    sure = {page.paper.name: page.paper.draft.text for page in pages if page.file_status.is_ours}
    read = [_document(page, found[page.paper.name]) for page in pages]
    return Packed(
        pages=tuple(page for page, _ in read),
        documents=tuple(document for _, document in read if document),
        idle=tuple(sorted(name for name, is_there in there.items() if is_there)),
        state=state.written(sure, gone=[name for name, is_there in there.items() if not is_there]),
    )


def remember(folder: Path, state: State) -> None:
    """
    Write what the next run has to know.

    Raises:
        Unwritable: it cannot be written.
    """
    save(folder / STATE, state.saved(), force=True)


def put_index(folder: Path, state: State, text: str) -> str:
    """
    Write the index, and return in a sentence why it was left as it is; nothing where it is written.

    Raises:
        Unwritable: it cannot be written, or what is remembered cannot.
    """
    found = look(folder, INDEX)
    file_status = state.file_status(INDEX, text, found)
    remember(folder, state.writing({INDEX: text}) if file_status.is_ours else state)
    if file_status is FileStatus.KEPT:
        return "You edited it, so it was kept. Rename or move it, and run this again to have a new one."
    if not file_status.is_ours:
        return found.trouble or _TAKEN
    _put(folder / INDEX, text, found)
    return ""


def programs_of(state: State, folders: Iterable[str], programs: Iterable[Program]) -> State:
    """Return a state that knows whose the folders are."""
    known = {folder: identity(program) for folder, program in zip(folders, programs, strict=True)}
    return replace(state, programs={**state.programs, **known})


def open_to_others(folder: Path) -> bool:
    """Tell whether others on this computer may look into a folder, as far as the system says."""
    return os.name == "posix" and bool(stat.S_IMODE(folder.stat().st_mode) & _OTHERS)


def _page(paper: KitDocument, state: State, found: Found) -> Page:
    text = paper.draft.text
    file_status = state.file_status(paper.name, text, found, is_open=paper.is_mostly_open)
    changed = file_status is FileStatus.KEPT and state.has_changed(paper.name, text)
    return Page(
        paper, file_status, changed, trouble=found.trouble or (_TAKEN if file_status is FileStatus.FOREIGN else "")
    )


def _make(folder: Path) -> None:
    """Make a folder for its owner alone; one that is there stays as it is."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise Unwritable(f"{folder}: The folder cannot be made: {error.strerror}.") from error


def _written(page: Page, folder: Path, found: Found) -> Page:
    """Write a page that is to be written, and return it; where that fails it says why."""
    if not page.file_status.is_written:
        return page
    place = folder / page.paper.name
    try:
        _make(place.parent)
        _put(place, page.paper.draft.text, found)
    except Unwritable as error:
        return replace(page, file_status=FileStatus.FAILED, trouble=" ".join(error.messages))
    return page


def _put(place: Path, text: str, found: Found) -> None:
    if found.data is None:
        save(place, text)
    else:
        rewrite(place, found.data, text.encode())


def _document(page: Page, found: Found) -> tuple[Page, Document | None]:
    """Return a page, and what is linted of it: a draft that is whole, or a person's text as it stands."""
    paper = page.paper
    if page.is_barred or page.lacks:
        return page, None
    try:
        text = decode(found.data or b"").text if page.is_kept else paper.draft.text
    except Unreadable as error:
        return replace(page, trouble=" ".join(error.messages)), None
    form = paper.form or ""
    return page, Document(
        paper.name, text, paper.kind.id, "option", form, paper.audience, draft=page.file_status.is_ours
    )
