"""A changed text as a unified diff."""

import difflib
import re
from collections.abc import Iterator

from soapwriter.render.screen import Screen, one_line, visible

# A diff has only \n as a line end; `str.splitlines` would also end a line at a form feed or a carriage return.
_LINES = re.compile(r"[^\n]*\n|[^\n]+")
# The words of diff(1), which patch(1) expects.
_NO_END = "\\ No newline at end of file\n"
_STYLES = {"-": "red", "+": "green", "@": "cyan"}


def difference(before: str, after: str, *, name: str, screen: Screen, exact: bool) -> Iterator[str]:
    """
    Yield the lines of a diff with their ends; nothing where both texts are the same.

    `exact` keeps every character, so that a program can apply it; without it, characters that control a terminal are
    spaces.
    """
    old, new = (_LINES.findall(text) for text in (before, after))
    title = one_line(name)
    for number, line in enumerate(difflib.unified_diff(old, new, title, title)):
        # Only the first two lines name the text: a removed line may also begin with hyphens.
        style = "bold" if number < 2 else _STYLES.get(line[:1], "")
        body = line.removesuffix("\n") if exact else visible(line.rstrip("\r\n"))
        yield f"{screen.paint(body, style) if style else body}\n"
        if not line.endswith("\n"):
            yield _NO_END
