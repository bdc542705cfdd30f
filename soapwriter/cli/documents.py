"""The documents of the week: which texts they are, for whom, and how many errors each has."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from soapwriter.cli.audience import with_audiences
from soapwriter.facts import audience_of
from soapwriter.finding import Severity
from soapwriter.soap import DocumentStatus, named_in
from soapwriter.text import STATE, Batch, Document, files_in, is_text, read

if TYPE_CHECKING:
    from soapwriter.facts import Facts, Program

# A text in the folder whose kind is only the default is not known to be a document of the week, so it is left alone.
_UNKNOWN = "default"


def documents(
    paths: Sequence[str], *, facts: "Facts | None", facts_path: str | None, now: date, linted: bool
) -> tuple[DocumentStatus, ...]:
    """
    Return the documents of the paths, or without paths those in this folder and in the kits in it, in order of paths.

    If they are not `linted`, the reader is not loaded, and the documents have no numbers of errors.
    """
    batch = with_audiences(_read(paths), specialty=None, program=None, facts=facts_path)
    programs = facts.programs if facts else ()
    found = {document.path: _written(document, programs) for document in batch.documents}
    found |= {path: DocumentStatus(path, trouble=error) for path, error in batch.errors.items()}
    if linted and batch.documents:
        found |= _linted(batch.documents, found, facts=facts_path, now=now)
    return tuple(found[path] for path in sorted(found))


def _read(paths: Sequence[str]) -> Batch:
    if paths:
        return read(paths)
    batch = read(map(str, _texts_here()))
    known = tuple(document for document in batch.documents if document.kind_from != _UNKNOWN)
    return replace(batch, documents=known)


def _texts_here() -> Iterator[Path]:
    """Yield the texts of this folder itself, and those of the kits that it is or contains."""
    here = Path()
    if _is_kit(here):
        yield from filter(is_text, files_in(here))
        return
    for entry in here.iterdir():
        if _is_kit(entry):
            yield from filter(is_text, files_in(entry))
        elif _is_visible_text(entry):
            yield entry


def _is_visible_text(path: Path) -> bool:
    return is_text(path) and path.is_file() and not path.name.startswith(".")


def _is_kit(folder: Path) -> bool:
    return (folder / STATE).exists()


def _written(document: Document, programs: "Sequence[Program]") -> DocumentStatus:
    audience = audience_of(document)
    program = audience.program if audience and audience.program else named_in(document.text, programs)
    return DocumentStatus(
        path=document.path,
        kind=document.kind,
        form=document.form,
        specialty=audience.specialty if audience else "",
        program=program,
    )


def _linted(
    texts: Sequence[Document], found: dict[str, DocumentStatus], *, facts: str | None, now: date
) -> dict[str, DocumentStatus]:
    """Return each document with its numbers of errors and warnings, by the settings of this folder."""
    from soapwriter.cli.linting import LintOptions, prepare
    from soapwriter.cli.settings import load_profile

    profile = load_profile(no_config=False, facts=facts)
    ready = prepare(texts, LintOptions(profile=profile, now=now, spelling=False))
    counted = {
        report.path: replace(
            found[report.path], errors=report.count(Severity.ERROR), warnings=report.count(Severity.WARNING)
        )
        for report in ready.reports()
    }
    return counted | {path: replace(found[path], trouble=error) for path, error in ready.errors.items()}
