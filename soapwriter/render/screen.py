"""What the reader's screen can show, and text made fit for it."""

import re
import textwrap
from dataclasses import dataclass

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
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
    """A screen's width in columns, and whether it shows colours, and more than ASCII."""

    width: int = 80
    colour: bool = False
    unicode: bool = True

    def plain(self, text: str) -> str:
        """Return a text in characters that the screen has."""
        return text if self.unicode else text.translate(_ASCII).encode("ascii", "replace").decode()

    def paint(self, text: str, style: str) -> str:
        """Return a text in a style such as "bold red", where there are colours."""
        if not self.colour or not text:
            return text
        # spaCy has loaded rich by the time that there is a report; a list of kinds must not wait for it.
        from rich.color import ColorSystem
        from rich.style import Style

        return Style.parse(style).render(text, color_system=ColorSystem.STANDARD)

    def wrap(self, text: str, *, indent: int = 0, hanging: int | None = None) -> list[str]:
        """Return a text as lines no wider than the screen, `indent` spaces before each (`hanging` after the first)."""
        later = indent if hanging is None else hanging
        return textwrap.wrap(
            one_line(self.plain(text)),
            max(min(self.width, _LONGEST), later + 12),
            initial_indent=" " * indent,
            subsequent_indent=" " * later,
            break_long_words=False,
            break_on_hyphens=False,
        )


def one_line(text: str) -> str:
    """Return a text on one line, without what would steer a terminal."""
    return " ".join(visible(text).split())


def visible(text: str) -> str:
    """Return a text, as long as it was, with a space for each character that would steer a terminal."""
    return _CONTROL.sub(" ", text)
