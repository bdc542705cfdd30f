"""Reports, verdicts and plans to text, one format per file; the formats of `lint` are in RENDERERS."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from soapwriter.finding import Report
from soapwriter.render.concise import render as concise
from soapwriter.render.records import render as records
from soapwriter.render.screen import STANDARD_INPUT, Screen, display_name, escaped, harmless, one_line
from soapwriter.render.terminal import own_words
from soapwriter.render.terminal import render as terminal

Renderer = Callable[[Sequence[Report], Mapping[str, str], Screen], Iterator[str]]

RENDERERS: dict[str, Renderer] = {
    "text": terminal,
    "concise": concise,
    "json": records,
}

__all__ = [
    "RENDERERS",
    "STANDARD_INPUT",
    "Renderer",
    "Screen",
    "display_name",
    "escaped",
    "harmless",
    "one_line",
    "own_words",
]
