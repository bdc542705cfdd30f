"""What a kit remembers from one run to the next: the hash of each file as it was written, and each program's folder."""

import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from hashlib import sha256
from itertools import count, product
from operator import eq
from typing import NamedTuple

from soapwriter.facts import Program

# The format of a kit's state file; another one is refused.
FORMAT = 1

# Long enough to know the program by; a longer one may not fit into the 260 characters of a path on Windows.
_LONGEST = 48
# 64 bits: no two programs of a list share them by chance, and the file stays short.
_DIGITS = 16
# Letters that Unicode does not take apart into a plain one and its mark.
_LETTERS = str.maketrans({"ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "'": "", "’": ""})
# Windows keeps these names for devices.
_DEVICES = {"con", "prn", "aux", "nul"} | {f"{port}{number}" for port in ("com", "lpt") for number in range(10)}

# The hashes of a program's name, city, specialty and code, "" for what is not known: nobody can read the programs off
# the folder's list.
Identity = tuple[str, str, str, str]


class FileStatus(StrEnum):
    """What a run does with a file: it writes it, leaves it as it is, may not touch it, or fails to."""

    NEW = "new"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    # Written before, and gone since.
    RESTORED = "restored"
    # A person has edited it.
    KEPT = "kept"
    # A file of the person's own has this name.
    TAKEN = "taken"
    # A link, a folder, or something else that is not a text.
    REFUSED = "refused"
    FAILED = "failed"
    # The draft would be nearly all placeholders.
    WITHHELD = "withheld"

    @property
    def is_written(self) -> bool:
        """Whether this run writes the file."""
        return self in (FileStatus.NEW, FileStatus.UPDATED, FileStatus.RESTORED)

    @property
    def is_draft(self) -> bool:
        """Whether the file holds the draft of this run, and nothing of a person's."""
        return self.is_written or self is FileStatus.UNCHANGED


class Existing(NamedTuple):
    """
    What a folder has under a name: the bytes of the file, None where there is none.

    `problem` says in a sentence why the file may not be touched; `is_unreadable` is whether that is the system's word.
    """

    data: bytes | None = None
    problem: str = ""
    is_unreadable: bool = False


@dataclass(frozen=True)
class State:
    """
    What was written: the hashes that a file may have if nobody has edited it, and whose each folder is.

    A file has two hashes while it is being written, so that after an interrupted run none looks edited.
    """

    files: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    programs: Mapping[str, Identity] = field(default_factory=dict)

    def status_of(self, name: str, text: str, existing: Existing, *, is_open: bool = False) -> FileStatus:
        """
        Return what a run does with a file for which there is a draft.

        Args:
            name: the file's path in the folder.
            text: the draft.
            existing: what the folder has under that name.
            is_open: whether the draft is nearly all placeholders, so that no new file is written for it.
        """
        if existing.problem:
            return FileStatus.FAILED if existing.is_unreadable else FileStatus.REFUSED
        written = self.files.get(name, ())
        if existing.data is not None:
            return _of_existing(sha256(existing.data).hexdigest(), digest(text), written)
        if is_open:
            return FileStatus.WITHHELD
        return FileStatus.RESTORED if written else FileStatus.NEW

    def has_changed(self, name: str, text: str) -> bool:
        """Return whether a draft differs from the one that was last written to its file."""
        return digest(text) not in self.files.get(name, ())

    def writing(self, texts: Mapping[str, str]) -> "State":
        """Return the state while texts are being written: each file may hold its old text or its new one."""
        both = {name: (*self.files.get(name, ()), digest(text)) for name, text in texts.items()}
        return replace(self, files={**self.files, **both})

    def written(self, texts: Mapping[str, str], *, gone: Iterable[str] = ()) -> "State":
        """Return the state once texts have been written, without the files that are `gone`."""
        now = {**self.files, **{name: (digest(text),) for name, text in texts.items()}}
        for name in gone:
            now.pop(name, None)
        return replace(self, files=now)

    def with_programs(self, folders: Iterable[str], programs: Iterable[Program]) -> "State":
        """Return a state that knows the folder of each program."""
        known = {folder: identity(program) for folder, program in zip(folders, programs, strict=True)}
        return replace(self, programs={**self.programs, **known})

    def saved(self) -> str:
        """Return the content of the state's file, the same for the same state."""
        # Sorted: the same kit has the same file, however its programs are ordered in the facts.
        raw = {"format": FORMAT, "programs": dict(self.programs), "files": dict(self.files)}
        return json.dumps(raw, indent=1, sort_keys=True) + "\n"


def _of_existing(there: str, draft: str, written: tuple[str, ...]) -> FileStatus:
    """Return what a run does with a file that exists, by the hashes of what is there, of the draft, and of old ones."""
    if there == draft:
        return FileStatus.UNCHANGED
    if not written:
        return FileStatus.TAKEN
    return FileStatus.UPDATED if there in written else FileStatus.KEPT


def digest(text: str) -> str:
    """Return the hash of a text as a file has it."""
    return sha256(text.encode()).hexdigest()


def folder_names(programs: Sequence[Program], held: Mapping[str, Identity]) -> tuple[str, ...]:
    """
    Return the name of each program's folder: the one that it had, else a new one.

    `held` says whose the folders are that were named before; none of them goes to another program. A program whose city
    or code has been entered since is still the same one.
    """
    chosen = _held_by(programs, held)
    for at, program in enumerate(programs):
        if at not in chosen:
            # The folder of a program that was taken out may hold what a person has written to it.
            taken = {*chosen.values(), *held}
            chosen[at] = next(name for name in _candidates(program) if name not in taken)
    return tuple(chosen[at] for at in range(len(programs)))


def _held_by(programs: Sequence[Program], held: Mapping[str, Identity]) -> dict[int, str]:
    """Return the folders that programs had, by the program's position; those that agree in all they know come first."""
    free, chosen = dict(held), dict[int, str]()
    # Two passes, so that a program that is the very same keeps its folder before one that is merely alike gets it.
    for is_same, (at, program) in product((eq, _agree), enumerate(programs)):
        folder = None if at in chosen else _find(identity(program), free, is_same)
        if folder is not None:
            chosen[at] = folder
            del free[folder]
    return chosen


def _find(program: Identity, free: Mapping[str, Identity], is_same: Callable[[Identity, Identity], bool]) -> str | None:
    return next((folder for folder, owner in free.items() if is_same(owner, program)), None)


def identity(program: Program) -> Identity:
    """Return what a program is known by from one run to the next, without its name."""
    name, city, specialty, code = map(_hash, (program.name, program.city, program.specialty, program.nrmp_code))
    return name, city, specialty, code


def _hash(text: str | None) -> str:
    return sha256(text.casefold().encode()).hexdigest()[:_DIGITS] if text else ""


def _agree(one: Identity, other: Identity) -> bool:
    """Return whether two programs have one name and differ in nothing that is known of both."""
    return one[0] == other[0] and all(a == b for a, b in zip(one, other, strict=True) if a and b)


def _candidates(program: Program) -> Iterator[str]:
    """Yield a program's name, with its city, with its specialty, and then with one number after the other."""
    name = safe(program.name or "")
    city = f"{name}-{safe(program.city)}" if program.city else name
    yield name
    yield city
    yield f"{city}-{program.specialty}" if program.specialty else city
    yield from (f"{name}-{number}" for number in count(2))


def safe(text: str, *, otherwise: str = "program") -> str:
    """
    Return a name that every system takes: whole words of small letters, digits and hyphens, 48 characters at most.

    It is `otherwise` where no letter is left.
    """
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    words = re.findall(r"[a-z0-9]+", "".join(char for char in plain if not unicodedata.combining(char)))
    name = _joined(words) or otherwise
    return f"{name}-{otherwise}" if name in _DEVICES else name


def _joined(words: Sequence[str]) -> str:
    """Return words with hyphens between them, as many as there is room for; a first one that is too long is cut."""
    name = "".join(words[:1])[:_LONGEST]
    for word in words[1:]:
        if len(name) + 1 + len(word) > _LONGEST:
            break
        name = f"{name}-{word}"
    return name
