"""The source line of a finding, cut to the screen's width between words, with carets under what is meant."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rich.cells import cell_len

from soapwriter.finding import Finding
from soapwriter.render.screen import Screen, visible
from soapwriter.text import Lines, Span

_WORD = re.compile(r"\S+")
_FAR = 4
_ONE_FOR_ONE = str.maketrans({"\u2026": ".", "\u00a0": " "})


class Excerpt(NamedTuple):
    """What is shown of a line, in three pieces, of which the middle one is meant."""

    before: str
    meant: str
    after: str

    @property
    def carets(self) -> str:
        """The line below it, which underlines what is meant."""
        return " " * cell_len(self.before) + "^" * max(1, cell_len(self.meant))


def excerpt(finding: Finding, lines: Lines, *, screen: Screen, width: int) -> Excerpt:
    """Return a finding's first line, with as many words round the ones that are meant as there is room for."""
    start = finding.column - 1
    # A statement may be one line of thousands of words; what is far off cannot be shown anyway.
    near = max(0, start - _FAR * width)
    line = _line(lines.line(finding.line)[near : start + _FAR * width], screen)
    goes_on = finding.end_line > finding.line
    end = len(line.rstrip()) if goes_on else min(finding.end_column - 1 - near, len(line))
    meant = Span(min(start - near, end), end)
    mark = screen.plain("…")
    shown = _window(line, meant, width - (len(mark) + 1) * goes_on, cut=len(mark) + 1)
    return Excerpt(
        (f"{mark} " if line[: shown.start].strip() else "") + line[shown.start : meant.start],
        line[max(meant.start, shown.start) : min(meant.end, shown.end)],
        line[meant.end : shown.end] + (f" {mark}" if goes_on or line[shown.end :].strip() else ""),
    )


def _line(source: str, screen: Screen) -> str:
    """Return a line in the characters that the screen has, each in its own place."""
    clean = visible(source)
    return clean if screen.unicode else screen.plain(clean.translate(_ONE_FOR_ONE))


def _window(line: str, meant: Span, width: int, *, cut: int) -> Span:
    """Return whole words round those that are meant, at most `width` columns with `cut` for each end cut off."""
    words = [Span(*match.span()) for match in _WORD.finditer(line)]
    end = max(meant.end, meant.start + 1)
    inside = [at for at, word in enumerate(words) if word.end > meant.start and word.start < end]
    # A blank is shown between its words.
    inside = inside or [at for at, word in enumerate(words) if word.end == meant.start or meant.end == word.start]
    if not inside:
        return Span(meant.start, meant.start)
    shown = _between(words, inside[0], inside[0])
    for low, high in _growing(inside[0], inside[-1], len(words) - 1):
        wider = _between(words, low, high)
        room = width - cell_len(line[wider.start : wider.end])
        if room < 0:
            break
        if room >= cut * ((low > 0) + (high < len(words) - 1)):
            shown = wider
    return shown


def _growing(first: int, last: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield ever wider ranges of words: on to the last that is meant, then by one to the left and to the right."""
    yield from ((first, high) for high in range(first, last + 1))
    low, high = first, last
    while (low, high) != (0, end):
        low = max(low - 1, 0)
        yield low, high
        high = min(high + 1, end)
        yield low, high


def _between(words: Sequence[Span], low: int, high: int) -> Span:
    return Span(words[low].start, words[high].end)
