"""The kind of a text that nobody has said: what the trained reader takes it for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from soapwriter.kinds import find_kind
from soapwriter.reader import UNNAMED, TextToRead, load_encoder, reading_of
from soapwriter.text import DEFAULT_BY, recognise_form

if TYPE_CHECKING:
    from soapwriter.text import Document

BY = "content"
# A neighbouring subject, such as a bar exam or a patient's story, is linted as the kind that it is next likest to.
_NEIGHBOUR = "other"
# A text that is no likelier of one kind than of all others together is taken as an explanation, the main job.
_LIKELY = 0.5


def with_kind(document: Document) -> Document:
    """
    Return a document as the kind that it reads like, where neither option, front matter nor file name has said one.

    Raises:
        BadReader: a file of the reader is missing, damaged or of another version.
    """
    if document.kind_from != DEFAULT_BY:
        return document
    given = TextToRead(document.as_sent, UNNAMED, ())
    encoder = load_encoder()
    kinds = reading_of(given, encoder.encode(given.text, given.kind), encoder.card).kinds
    likely = {kind: chance for kind, chance in kinds.items() if kind != _NEIGHBOUR}
    best = max(likely, key=lambda kind: likely[kind])
    if likely[best] < _LIKELY * sum(likely.values()):
        return document
    kind = find_kind(best)
    form = document.form or recognise_form(document.text, path=document.path, kind=kind)
    return replace(document, kind=kind.id, kind_from=BY, form=form)
