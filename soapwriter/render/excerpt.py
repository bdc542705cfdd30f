"""The source line of a finding, cut between words to fit the screen, with carets under the words that are meant."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rich.cells import cell_len

from soapwriter.finding import Finding
from soapwriter.render.screen import Screen, visible
from soapwriter.text import Lines, Span, overlap

_WORD = re.compile(r"\S+")
# A statement may be one line of thousands of words: four screens on each side are more than can be shown, whatever the
# widths of its characters.
_NEAR = 4
# An ASCII screen shows these as one character each, so that the carets stay in place.
_ONE_FOR_ONE = str.maketrans({"\u2026": ".", "\u00a0": " "})


class Excerpt(NamedTuple):
    """The part of a line that is shown, in three pieces; the middle one is meant."""

    before: str
    meant: str
    after: str

    @property
    def carets(self) -> str:
        """The line below it, which underlines what is meant."""
        return " " * cell_len(self.before) + "^" * max(1, cell_len(self.meant))


def excerpt(finding: Finding, lines: Lines, *, screen: Screen, width: int) -> Excerpt:
    """Return a finding's first line, `width` columns at most, with as many other words as there is room for."""
    start = finding.column - 1
    near = max(0, start - _NEAR * width)
    line = _shown(lines.line(finding.line)[near : start + _NEAR * width], screen)
    continues = finding.end_line > finding.line
    end = len(line.rstrip()) if continues else min(finding.end_column - 1 - near, len(line))
    meant = Span(min(start - near, end), end)
    mark = screen.plain("…")
    window = _window(line, meant, width - (len(mark) + 1) * continues, cut=len(mark) + 1)
    return Excerpt(
        (f"{mark} " if line[: window.start].strip() else "") + line[window.start : meant.start],
        line[max(meant.start, window.start) : min(meant.end, window.end)],
        line[meant.end : window.end] + (f" {mark}" if continues or line[window.end :].strip() else ""),
    )


def _shown(source: str, screen: Screen) -> str:
    """Return a line in the characters that the screen can show, each in its own place."""
    clean = visible(source)
    return clean if screen.unicode else screen.plain(clean.translate(_ONE_FOR_ONE))


def _window(line: str, meant: Span, width: int, *, cut: int) -> Span:
    """Return whole words around those that are meant: at most `width` columns, with `cut` for each end cut off."""
    words = [Span(*match.span()) for match in _WORD.finditer(line)]
    inside = _words_in(words, meant)
    if not inside:
        return Span(meant.start, meant.start)
    last = len(words) - 1
    shown = _between(words, inside[0], inside[0])
    for low, high in _growing(inside[0], inside[-1], last):
        wider = _between(words, low, high)
        room = width - cell_len(line[wider.start : wider.end])
        if room < 0:
            break
        if room >= cut * ((low > 0) + (high < last)):
            shown = wider
    return shown


def _words_in(words: Sequence[Span], meant: Span) -> list[int]:
    """Return the numbers of the words that are meant; for a blank, of the words that it separates."""
    inner = Span(meant.start, max(meant.end, meant.start + 1))
    return _overlapping(words, inner) or _overlapping(words, Span(meant.start - 1, meant.end + 1))


def _overlapping(words: Sequence[Span], span: Span) -> list[int]:
    return [at for at, word in enumerate(words) if overlap(word, span)]


def _growing(first: int, last: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield ever wider ranges of words: up to the last that is meant, then one more on the left and on the right."""
    yield from ((first, high) for high in range(first, last + 1))
    low, high = first, last
    while (low, high) != (0, end):
        low = max(low - 1, 0)
        yield low, high
        high = min(high + 1, end)
        yield low, high


def _between(words: Sequence[Span], low: int, high: int) -> Span:
    return Span(words[low].start, words[high].end)
