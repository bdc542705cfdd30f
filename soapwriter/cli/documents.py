"""The documents of the week: which texts are some, and how each of them stands."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from soapwriter.facts import audience_of
from soapwriter.finding import Severity
from soapwriter.soap import Written, named_in
from soapwriter.text import Batch, Document, read

if TYPE_CHECKING:
    from soapwriter.facts import Facts, Program

# What a kit keeps beside its documents: its memory, and an index that is no document.
_MEMORY, _INDEX = ".soapwriter.json", "index.md"
_SUFFIXES = (".txt", ".md")
# A text in the folder that nothing tells to be a document of the week is left alone.
_UNTOLD = "default"


def documents(
    paths: Sequence[str], *, facts: "Facts | None", facts_path: str | None, now: date, linted: bool
) -> tuple[Written, ...]:
    """
    Return the documents of the paths, or without paths those in this folder and in the kits in it.

    Where they are not `linted`, the language model is not loaded, and nothing is said of their errors.
    """
    batch = _read(paths)
    if not (batch.documents or batch.errors):
        return ()
    from soapwriter.cli.audience import aimed

    batch = aimed(batch, specialty=None, program=None, facts=facts_path)
    programs = facts.programs if facts else ()
    found = {each.path: _written(each, programs) for each in batch.documents}
    found |= {path: Written(path, trouble=trouble) for path, trouble in batch.errors.items()}
    if linted and batch.documents:
        found |= _linted(batch.documents, found, facts=facts_path, now=now)
    return tuple(found[path] for path in sorted(found))


def _read(paths: Sequence[str]) -> Batch:
    if paths:
        return read([each for path in paths for each in _kept(path)])
    batch = read(map(str, _here(Path())))
    told = tuple(document for document in batch.documents if document.kind_from != _UNTOLD)
    return replace(batch, documents=told)


def _here(folder: Path) -> Iterator[Path]:
    """Yield the texts of a folder itself, and all those of the kits that it is or has in it."""
    if (folder / _MEMORY).exists():
        yield from _texts(folder.rglob("*"))
        return
    entries = sorted(folder.iterdir())
    yield from _texts(entries)
    for each in entries:
        if (each / _MEMORY).exists():
            yield from _texts(each.rglob("*"))


def _texts(entries: Iterable[Path]) -> Iterator[Path]:
    for each in sorted(entries):
        is_index = each.name == _INDEX and (each.parent / _MEMORY).exists()
        if each.suffix.lower() in _SUFFIXES and not each.name.startswith(".") and each.is_file() and not is_index:
            yield each


def _kept(path: str) -> tuple[str, ...]:
    """Return the texts of a kit, and of anything else the path itself."""
    place = Path(path)
    if path and (place / _MEMORY).exists():
        return tuple(map(str, _texts(place.rglob("*")))) or (path,)
    return (path,)


def _written(document: Document, programs: "Sequence[Program]") -> Written:
    audience = audience_of(document)
    program = audience.program if audience and audience.program else named_in(document.text, programs)
    return Written(
        path=document.path,
        kind=document.kind,
        form=document.form,
        specialty=audience.specialty if audience else "",
        program=program,
    )


def _linted(
    texts: Sequence[Document], found: dict[str, Written], *, facts: str | None, now: date
) -> dict[str, Written]:
    """Return how each document stands, by the rules that are settled for this folder."""
    from soapwriter.cli.linting import prepared
    from soapwriter.cli.settings import settled

    profile = settled(no_config=False, facts=facts)
    reports, errors = prepared(texts, profile=profile, now=now, spelling=False).linted()
    counted = {
        each.path: replace(found[each.path], errors=each.count(Severity.ERROR), warnings=each.count(Severity.WARNING))
        for each in reports
    }
    return counted | {path: replace(found[path], trouble=trouble) for path, trouble in errors.items()}
