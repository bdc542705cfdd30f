"""The bars of the structure: the four parts, the label of each, and its share of the words against its goal."""

from collections.abc import Iterator

from soapwriter.finding import PARTS, SHARES, Structure
from soapwriter.render.screen import Screen
from soapwriter.text import counted

_STYLES = {
    "n/a": "dim",
    "missing": "red",
    "hedged": "yellow",
    "vague": "yellow",
    "excuse": "yellow",
    "future-only": "yellow",
}
# A full bar is 60 percent: the largest goal is 40, and a share beyond 60 is too much in any case.
_FULL = 60
# One column is 1.5 percent of the words then; a longer bar would be more exact than the parts are.
_LONGEST_BAR = 40
# Columns of the label, and of everything before the bar.
_LABEL = 12
_BEFORE_BAR = 40
# A bar of fewer than 12 columns shows too little: it goes on a line of its own.
_BROAD = _BEFORE_BAR + 14


def bars(structure: Structure, screen: Screen) -> Iterator[str]:
    """Yield a row for each part; nothing for a document that needs none of them."""
    labels = {part: structure.label(part) for part in PARTS}
    if set(labels.values()) == {"n/a"}:
        return
    words = structure.words()
    # Without any words the shares are 0.
    whole = sum(words.values()) or 1
    yield screen.paint("Structure", "bold") + ", by share of words"
    for part, label in labels.items():
        yield from _row(label, part, 100 * words[part] / whole, screen)
    if rest := sum(passage.words for passage in structure.parts if passage.part not in PARTS):
        yield screen.paint(f"  {counted(rest, 'more word')} in none of the four", "dim")


def _row(label: str, part: str, share: float, screen: Screen) -> Iterator[str]:
    """Yield one part's row; on a narrow screen its bar goes below."""
    painted = screen.paint(label, _STYLES.get(label, "green"))
    row = f"  {part:<10} {painted}{' ' * (_LABEL - len(label))}{_figures(label, share, SHARES[part])}"
    if screen.width < _BROAD:
        yield row.rstrip()
        yield f"  {_bar(share, SHARES[part], screen.width - 4, screen)}"
        return
    yield f"{row}  {_bar(share, SHARES[part], screen.width - _BEFORE_BAR - 2, screen)}"


def _figures(label: str, share: float, goal: int) -> str:
    needed = label != "n/a" or share
    return (f"{share:3.0f} % (goal {goal})" if needed else "not needed").ljust(15)


def _bar(share: float, goal: int, room: int, screen: Screen) -> str:
    """Return a bar of at most `room` columns: filled up to the share, dotted up to the goal, a stroke at the goal."""
    room = min(room, _LONGEST_BAR) - 1
    filled = min(round(share * room / _FULL), room)
    mark = round(goal * room / _FULL)
    cells = ["█"] * filled + ["░"] * max(0, mark - filled)
    cells.insert(mark, "│")
    return screen.plain("".join(cells))
