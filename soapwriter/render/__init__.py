"""Reports in, text out: one format a file, by name in RENDERERS."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from soapwriter.finding import Report
from soapwriter.render.concise import render as concise
from soapwriter.render.records import render as records
from soapwriter.render.screen import Screen, one_line
from soapwriter.render.terminal import own_words
from soapwriter.render.terminal import render as terminal

Renderer = Callable[[Sequence[Report], Mapping[str, str], Screen], Iterator[str]]

RENDERERS: dict[str, Renderer] = {
    "text": terminal,
    "concise": concise,
    "json": records,
}

__all__ = ["RENDERERS", "Renderer", "Screen", "one_line", "own_words"]
