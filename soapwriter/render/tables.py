"""The rows of the dated tables as text and as a JSON record: source, date, confidence, and what is due for a check."""

import json
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

from soapwriter.render.screen import Screen
from soapwriter.tables import Row

# Keys are added, and never renamed or dropped within one number.
SCHEMA = 1


def render(rows: Sequence[Row], screen: Screen, *, on: date, week: date | None) -> Iterator[str]:
    """
    Yield rows by table, and then what is due for a check.

    Args:
        rows: the rows to show.
        screen: what the output can show.
        on: the day.
        week: the Monday of the coming Match Week; None where it is not known.
    """
    for name, group in groupby(rows, key=lambda row: row.table):
        own = list(group)
        first = own[0]
        yield screen.paint(name, "bold") + f", checked {first.checked}, again by {first.review_by}{_state(first, on)}"
        for row in own:
            dated = f"; {row.dated}" if row.dated else ""
            yield from screen.wrap(f"{row.confidence} {row.place}: {row.source}{dated}", indent=2, hanging=6)
        yield ""
    yield from screen.wrap(_due(rows, on=on, week=week))


def record(rows: Sequence[Row], *, on: date, week: date | None) -> str:
    """Return rows as JSON, each with whether it is stale, and whether it is due before Match Week."""
    values = {
        "schema": SCHEMA,
        "on": on.isoformat(),
        "match_week": week.isoformat() if week else None,
        "rows": [
            {
                **row._asdict(),
                "checked": row.checked.isoformat(),
                "review_by": row.review_by.isoformat(),
                "stale": row.is_stale(on),
                "due_before_match_week": week is not None and row.review_by <= week,
            }
            for row in rows
        ],
    }
    return json.dumps(values, indent=2, ensure_ascii=False)


def _state(row: Row, on: date) -> str:
    return " (older than that: check it)" if row.is_stale(on) else ""


def _due(rows: Sequence[Row], *, on: date, week: date | None) -> str:
    stale = _names([row for row in rows if row.is_stale(on)])
    later = _names([row for row in rows if on <= row.review_by <= (week or on)])
    due = [f"To be checked now: {stale}."] if stale else []
    due += [f"To be checked{_before(week)}: {later}."] if later else []
    return " ".join(due) or f"Nothing is due for a check{_before(week)}."


def _before(week: date | None) -> str:
    return f" before Match Week (Monday, {week:%B} {week.day}, {week.year})" if week else ""


def _names(rows: Sequence[Row]) -> str:
    return ", ".join(dict.fromkeys(row.table for row in rows))
