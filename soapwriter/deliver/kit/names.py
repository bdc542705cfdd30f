"""Names of files and folders that every system takes, and that stay with the program that they were given to."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import count
from operator import eq

from soapwriter.facts import Program

_LONGEST = 48
_DIGITS = 16
# Letters that Unicode does not take apart into a plain one and its mark.
_LETTERS = str.maketrans({"ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "'": "", "’": ""})
# Windows keeps these names for devices.
_DEVICES = {"con", "prn", "aux", "nul"} | {f"{port}{number}" for port in ("com", "lpt") for number in range(10)}

# The hashes of a program's name, city, specialty and code, "" for what is not known: the folder's list is no list of
# programs.
Identity = tuple[str, str, str, str]


def safe(text: str, *, otherwise: str = "program") -> str:
    """Return a name of small letters, digits and hyphens, some 48 at most; `otherwise` where no letter is left."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    words = re.findall(r"[a-z0-9]+", "".join(each for each in plain if not unicodedata.combining(each)))
    name = words[0][:_LONGEST] if words else otherwise
    for word in words[1:]:
        if len(name) + 1 + len(word) > _LONGEST:
            break
        name = f"{name}-{word}"
    return f"{name}-{otherwise}" if name in _DEVICES else name


def identity(program: Program) -> Identity:
    """Return what a program is known by from one run to the next, without its name."""
    name, city, specialty, code = map(_hash, (program.name, program.city, program.specialty, program.nrmp_code))
    return name, city, specialty, code


def folders(programs: Sequence[Program], held: Mapping[str, Identity]) -> tuple[str, ...]:
    """
    Return the name of each program's folder: the one that it had, else a new one.

    `held` says whose the folders are that were named before; none of them goes to another program. A program whose city
    or code has been entered since is still the same one.
    """
    chosen: dict[int, str] = {}
    for is_same in (eq, _agree):
        for at, program in enumerate(programs):
            free = (each for each in held if at not in chosen and each not in chosen.values())
            found = next((each for each in free if is_same(held[each], identity(program))), None)
            chosen |= {at: found} if found else {}
    for at, program in enumerate(programs):
        if at not in chosen:
            taken = {*chosen.values(), *held}
            chosen[at] = next(each for each in _candidates(program) if each not in taken)
    return tuple(chosen[at] for at in range(len(programs)))


def _candidates(program: Program) -> Iterator[str]:
    """Yield a program's name, with its city, with its specialty, and then with one number after the other."""
    name = safe(program.name or "")
    city = f"{name}-{safe(program.city)}" if program.city else name
    yield name
    yield city
    yield f"{city}-{program.specialty}" if program.specialty else city
    yield from (f"{name}-{number}" for number in count(2))


def _agree(one: Identity, other: Identity) -> bool:
    """Tell whether two are of one name and differ in nothing that both know."""
    return one[0] == other[0] and all(not a or not b or a == b for a, b in zip(one, other, strict=True))


def _hash(text: str | None) -> str:
    return sha256(text.casefold().encode()).hexdigest()[:_DIGITS] if text else ""
