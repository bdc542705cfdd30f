"""How programs see a failed exam, as text and as a JSON record: each risk, and what of the facts moves it."""

import json
from collections.abc import Iterator, Sequence

from soapwriter.render.screen import Screen
from soapwriter.soap import SeenRisk
from soapwriter.tables import Cited

# Keys are added, and never renamed or dropped within one number.
SCHEMA = 1
# More facts of one sort say no more; the facts file has them all.
_FACTS = 2


def render(risks: Sequence[SeenRisk], screen: Screen, *, source: Cited) -> Iterator[str]:
    """Yield each risk with what helps and what hurts, and at the end where that is from."""
    for seen in risks:
        yield screen.paint(seen.risk.title, "bold")
        yield from screen.wrap(seen.risk.asks, indent=2)
        yield from _modifiers(seen, screen)
        yield ""
    yield from screen.wrap("+ helps, - hurts, by your own facts alone. It is no chance and no score.")
    yield from screen.wrap(str(source), hanging=2)


def record(risks: Sequence[SeenRisk], *, source: Cited) -> str:
    """Return the risks as JSON."""
    values = {
        "schema": SCHEMA,
        "risks": [
            {
                **seen.risk.model_dump(),
                "modifiers": [{**each._asdict(), "facts": list(each.facts)} for each in seen.modifiers],
            }
            for seen in risks
        ],
        "source": source.model_dump(),
    }
    return json.dumps(values, indent=2, ensure_ascii=False)


def _modifiers(seen: SeenRisk, screen: Screen) -> Iterator[str]:
    if not seen.modifiers:
        yield from screen.wrap(f"Your facts say nothing of it yet. Enter {seen.risk.enter}.", indent=2, hanging=4)
    for each in seen.modifiers:
        mark = "+" if each.helps else "-"
        for number, fact in enumerate(each.facts[:_FACTS]):
            yield from screen.wrap(fact if number else f"{mark} {fact}", indent=4 if number else 2, hanging=4)
        if len(each.facts) > _FACTS:
            yield from screen.wrap(f"and {len(each.facts) - _FACTS} more", indent=4)
        yield from screen.wrap(each.reads, indent=6)
        yield from screen.wrap(f"To do: {each.do}", indent=6, hanging=8)
