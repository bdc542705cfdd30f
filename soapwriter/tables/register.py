"""Every sourced row of the dated tables: where it is from, how sure it is, and when it is to be checked again."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import NamedTuple

from soapwriter import assets
from soapwriter.data import CheckedTable, read_toml, validate

# What may name an entry of a list, and what says where a row is from; the first that is there is taken.
_NAMES = ("id", "name", "body", "year", "right", "from")
_SOURCES = ("source", "url")
_TITLES = ("title",)
_DATES = ("date", "applies")


class Row(NamedTuple):
    """
    One row of a dated table.

    `table` is the file's name without its ending, `place` where in it the row is, `dated` the date of its source (""
    where none is given), `confidence` H, M or L; `checked` and `review_by` are the days of the last check and the next.
    """

    table: str
    place: str
    source: str
    dated: str
    confidence: str
    checked: date
    review_by: date

    def is_stale(self, on: date) -> bool:
        """Return whether the day of its next check is over."""
        return self.review_by < on


class _Around(NamedTuple):
    """What a row takes from the tables around it."""

    table: str
    checked: date
    review_by: date
    source: str = ""
    dated: str = ""


@cache
def rows() -> tuple[Row, ...]:
    """
    Return every row that has a confidence, in the order of the files.

    Raises:
        BadData: a file is not TOML, or says "checked" and not by when to check it again.
    """
    return tuple(row for path in sorted(assets.table_path("").parent.glob("*.toml")) for row in _rows_of(path.stem))


def _rows_of(name: str) -> Iterator[Row]:
    path = assets.table_path(name)
    raw = read_toml(path)
    # A file without a day of a check is no dated table: forms of words, sentences of the samples.
    if "review_by" not in raw and "checked" not in raw:
        return
    checked = validate(CheckedTable, {key: raw.get(key) for key in CheckedTable.model_fields}, path=path)
    yield from _walk(raw, "", _Around(name, checked.checked, checked.review_by))


def _walk(value: object, place: str, around: _Around) -> Iterator[Row]:
    if isinstance(value, list):
        for number, entry in enumerate(value, start=1):
            yield from _walk(entry, f"{place} {_name(entry, number)}", around)
    if isinstance(value, dict):
        yield from _of_table(value, place, around)


def _of_table(table: Mapping[str, object], place: str, around: _Around) -> Iterator[Row]:
    own = around._replace(
        # An event of the clock has a title of its own and the source of its week.
        source=_text(table, _SOURCES) or around.source or _text(table, _TITLES),
        dated=_text(table, _DATES) or around.dated,
    )
    for key in (key for key in table if key.endswith("confidence")):
        about = key.removesuffix("confidence").strip("_")
        name = " ".join(filter(None, (place.strip(), about))) or own.table
        source = str(table.get(f"{about}_source", own.source))
        yield Row(own.table, name, source, own.dated, str(table[key]), own.checked, own.review_by)
    for key, value in table.items():
        yield from _walk(value, f"{place} {key}", own)


def _name(entry: object, number: int) -> str:
    if not isinstance(entry, dict):
        return str(number)
    return str(next((entry[key] for key in _NAMES if key in entry), number))


def _text(table: Mapping[str, object], keys: tuple[str, ...]) -> str:
    return next((str(table[key]) for key in keys if isinstance(table.get(key), str)), "")
