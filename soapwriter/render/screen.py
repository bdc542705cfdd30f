"""What a screen can show, and text made fit for it."""

import json
import re
import textwrap
from dataclasses import dataclass

# How a path on the command line, or of a document, says standard input.
STANDARD_INPUT = "-"
# What controls a terminal, turns the direction of its text around, or has no width.
_UNSAFE = (
    r"[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    r"\U000e0000-\U000e007f]"
)
_CONTROL = re.compile(_UNSAFE)
# Line ends, tabs and the colours of `Screen.paint` are our own.
_NOT_OURS = re.compile(rf"(?![\n\t]|\x1b\[[\d;]*m){_UNSAFE}")
_NOT_JSON = re.compile(rf"(?!\n){_UNSAFE}")
# Longer lines are hard to read, however wide the terminal is.
_LONGEST = 100
_ASCII = str.maketrans(
    {
        "\u2018": "'",
        "\u2019": "'",
        "\u201c": '"',
        "\u201d": '"',
        "\u2013": "-",
        "\u2014": "-",
        "\u2026": "...",
        "\u00a0": " ",
        "\u00b7": "-",
        "\u2502": "|",
        "\u2588": "#",
        "\u2591": ".",
    }
)


@dataclass(frozen=True, slots=True)
class Screen:
    """A screen: its width in columns, and whether it shows colours and characters beyond ASCII."""

    width: int = 80
    colour: bool = False
    unicode: bool = True

    def plain(self, text: str) -> str:
        """Return a text in characters that the screen can show."""
        return text if self.unicode else text.translate(_ASCII).encode("ascii", "replace").decode()

    def paint(self, text: str, style: str) -> str:
        """Return a text in a style such as "bold red", where the screen has colours."""
        if not self.colour or not text:
            return text
        # A list without colours need not wait for the import of Rich.
        from rich.color import ColorSystem
        from rich.style import Style

        return Style.parse(style).render(text, color_system=ColorSystem.STANDARD)

    def wrap(self, text: str, *, indent: int = 0, hanging: int | None = None) -> list[str]:
        """Return a text as lines that fit the screen, with `indent` spaces before each (`hanging` after the first)."""
        later = indent if hanging is None else hanging
        return textwrap.wrap(
            one_line(self.plain(text)),
            # However deep the indent is, a word or two must fit.
            max(min(self.width, _LONGEST), later + 12),
            initial_indent=" " * indent,
            subsequent_indent=" " * later,
            # Paths, addresses and names of rules stay whole, so that they can be copied.
            break_long_words=False,
            break_on_hyphens=False,
        )


def display_name(path: str) -> str:
    """Return how messages name a path: "standard input" for "-"."""
    return "standard input" if path == STANDARD_INPUT else path


def one_line(text: str) -> str:
    """Return a text on one line, without the characters that control a terminal."""
    return " ".join(visible(text).split())


def visible(text: str) -> str:
    """Return a text of the same length, with a space for each character that controls a terminal."""
    return _CONTROL.sub(" ", text)


def harmless(text: str) -> str:
    """Return lines with a space for each character that controls a terminal, but with their own colours."""
    return _NOT_OURS.sub(" ", text)


def escaped(record: str) -> str:
    """Return a JSON text that says the same without a character that controls a terminal."""
    return _NOT_JSON.sub(lambda match: json.dumps(match.group())[1:-1], record)
