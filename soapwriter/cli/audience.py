"""Whom each text is for: as the options say, else its front matter, else its file's name."""

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


def aimed(batch: Batch, *, specialty: str | None, program: str | None, facts: str | None) -> Batch:
    """
    Return a batch whose documents know whom they are for; one whose front matter names nobody known is an error of it.

    Raises:
        UnknownName: an option names a specialty or a program that is not known.
        BadFacts: the facts in which a program is looked up cannot be read.
    """
    if specialty is not None or program is not None:
        audience = _target(specialty, program, facts=facts, by="--program" if specialty is None else "--for")
        return replace(batch, documents=tuple(replace(document, audience=audience) for document in batch.documents))
    outcomes = [(document, _said(document, facts)) for document in batch.documents]
    return replace(
        batch,
        documents=tuple(replace(each, audience=said) for each, said in outcomes if not isinstance(said, str)),
        errors={**batch.errors, **{each.path: said for each, said in outcomes if isinstance(said, str)}},
    )


def _said(document: Document, facts: str | None) -> "Audience | str | None":
    """Return whom a document says that it is for, or what is wrong with what it says."""
    front = front_matter(document.text)
    specialty, program = (front.get(key) or None for key in _KEYS)
    if specialty is None and program is None:
        return next(_by_name(document), None)
    try:
        return _target(specialty, program, facts=facts, by="the front matter")
    except SoapwriterError as error:
        return f"Its front matter cannot be followed: {' '.join(error.messages)}"


def _by_name(document: Document) -> "Iterator[Audience]":
    """Yield the specialty of a file that is called as `draft statement --all` calls it: statement-neurology.txt."""
    stem = PurePath(document.path).stem.lower()
    before = f"{document.kind}-"
    if stem.startswith(before):
        from soapwriter.tables import specialties

        if stem.removeprefix(before) in specialties():
            yield _target(stem.removeprefix(before), None, facts=None, by="the file's name")


def _target(specialty: str | None, program: str | None, *, facts: str | None, by: str) -> "Audience":
    # Most calls name nobody, and need not wait for what reads facts.
    from soapwriter.facts import find_audience

    known = _known(facts) if facts and program is not None else None
    return find_audience(specialty=specialty, program=program, facts=known, by=by)


@cache
def _known(path: str) -> "Facts":
    from soapwriter.facts import load_facts

    return load_facts(path)
