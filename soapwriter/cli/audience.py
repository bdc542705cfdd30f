"""The audience of each text: from the options, else its front matter, else its file's name."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import PurePath
from typing import TYPE_CHECKING

from soapwriter.errors import SoapwriterError
from soapwriter.text import Batch, Document, front_matter

if TYPE_CHECKING:
    from soapwriter.facts import Audience, Facts

_KEYS = ("for", "program")


def with_audiences(batch: Batch, *, specialty: str | None, program: str | None, facts: str | None) -> Batch:
    """
    Return a batch whose documents have their audience, where one is stated.

    A document whose front matter names an unknown specialty or program becomes an error of the batch. `facts` is the
    path of the facts file in which a program is looked up.

    Raises:
        UnknownName: an option names an unknown specialty or program.
        BadFacts: the facts in which the program of an option is looked up cannot be read.
    """
    if specialty is not None or program is not None:
        option = "--program" if specialty is None else "--for"
        audience = _find_audience(specialty, program, facts=facts, by=option)
        return replace(batch, documents=tuple(replace(document, audience=audience) for document in batch.documents))
    documents, errors = [], dict(batch.errors)
    for document in batch.documents:
        try:
            documents.append(replace(document, audience=_stated_audience(document, facts)))
        except SoapwriterError as error:
            errors[document.path] = f"Its front matter is wrong: {' '.join(error.messages)}"
    return replace(batch, documents=tuple(documents), errors=errors)


def _stated_audience(document: Document, facts: str | None) -> "Audience | None":
    """Return whom the front matter or the name of a document says that it is for; None where neither does."""
    front = front_matter(document.text)
    specialty, program = (front.get(key) or None for key in _KEYS)
    if specialty is None and program is None:
        return next(_audience_by_name(document), None)
    return _find_audience(specialty, program, facts=facts, by="the front matter")


def _audience_by_name(document: Document) -> "Iterator[Audience]":
    """Yield the specialty in a file name like those of `draft statement --all`: statement-neurology.txt."""
    stem = PurePath(document.path).stem.lower()
    before = f"{document.kind}-"
    if not stem.startswith(before):
        return
    from soapwriter.tables import specialties

    specialty = stem.removeprefix(before)
    if specialty in specialties():
        yield _find_audience(specialty, None, facts=None, by="the file's name")


def _find_audience(specialty: str | None, program: str | None, *, facts: str | None, by: str) -> "Audience":
    # Most calls name nobody, and need not wait for the import of what reads facts.
    from soapwriter.facts import find_audience

    known = _load_facts(facts) if facts and program is not None else None
    return find_audience(specialty=specialty, program=program, facts=known, by=by)


@cache
def _load_facts(path: str) -> "Facts":
    from soapwriter.facts import load_facts

    return load_facts(path)
