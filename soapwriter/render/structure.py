"""The bar of the structure: the four parts, how each stands, and its share of words against what is wanted."""

from collections.abc import Iterator

from soapwriter.finding import PARTS, SHARES, Structure
from soapwriter.render.screen import Screen
from soapwriter.text import counted

_STYLES = {"missing": "red", "hedged": "yellow", "vague": "yellow", "excuse": "yellow", "future-only": "yellow"}
_FULL = 60
_BROAD = 54
_STANDING = 12
_FIGURES = 40


def bars(structure: Structure, screen: Screen) -> Iterator[str]:
    """Yield a row for each part; nothing for a kind of document that needs none of them."""
    if all(structure.standing(part) == "n/a" for part in PARTS):
        return
    words = structure.words()
    whole = sum(words.values())
    yield screen.paint("Structure", "bold") + ", by share of words"
    for part in PARTS:
        yield from _row(structure.standing(part), part, 100 * words[part] / whole if whole else 0, screen)
    if rest := sum(passage.words for passage in structure.parts if passage.part not in PARTS):
        yield screen.paint(f"  {counted(rest, 'more word')} in none of the four", "dim")


def _row(standing: str, part: str, share: float, screen: Screen) -> Iterator[str]:
    """Yield one part's row; on a narrow screen its bar goes below."""
    label = screen.paint(standing, _STYLES.get(standing, "dim" if standing == "n/a" else "green"))
    row = f"  {part:<10} {label}{' ' * (_STANDING - len(standing))}{_figures(standing, share, SHARES[part])}"
    if screen.width < _BROAD:
        yield row.rstrip()
        yield f"  {_bar(share, SHARES[part], screen.width - 4, screen)}"
        return
    yield f"{row}  {_bar(share, SHARES[part], screen.width - _FIGURES - 2, screen)}"


def _figures(standing: str, share: float, goal: int) -> str:
    told = "not needed" if standing == "n/a" and not share else f"{share:3.0f} % (goal {goal})"
    return told.ljust(15)


def _bar(share: float, goal: int, room: int, screen: Screen) -> str:
    """Return a bar of at most `room` columns: filled to the share, dotted on to the goal, a stroke at the goal."""
    room = min(room, 40) - 1
    filled = min(round(share * room / _FULL), room)
    mark = round(goal * room / _FULL)
    cells = ["█"] * filled + ["░"] * max(0, mark - filled)
    cells.insert(mark, "│")
    return screen.plain("".join(cells))
