"""A facts file as its writer has it: answers are read and set one by one, and comments and order stay."""

import re
from typing import Any

import tomlkit
from tomlkit.items import AoT, Array, Comment, Item, Table, Whitespace

from soapwriter.facts.questions import Answer, Place, load_questions

# The comments of a question that was passed over, so that it is not asked again, and of an answer with a question mark.
_SKIPPED = "skipped"
_UNSURE = "you were not sure: check it"
# TOML has no whole numbers that begin with 0, so that an ID such as 01234567 is a string.
_NUMBER = re.compile(r"[1-9][0-9]*")


class FactsFile:
    """
    The text of a facts file, with its answers by their places.

    Every table is one or is repeated, as the facts have it; the file was checked for that before.
    """

    def __init__(self, text: str) -> None:
        self._document = tomlkit.parse(text)
        # Without a line end, the next line would go on in the last one.
        if text and not text.endswith("\n"):
            self._document.add(Whitespace("\n"))
        # Everything is asked for after every answer, of files with a hundred programs too.
        self._plain: dict[str, list[dict[str, Any]]] = {}

    @property
    def text(self) -> str:
        """The file as it is to be written."""
        return self._document.as_string()

    def _values(self, table: str) -> list[dict[str, Any]]:
        """Return the entries of a table, one for a table that is not repeated."""
        if table not in self._plain:
            found = self._document.get(table, [])
            entries = found.unwrap() if isinstance(found, Item | AoT) else list(found)
            self._plain[table] = entries if isinstance(entries, list) else [entries]
        return self._plain[table]

    def count(self, table: str) -> int:
        """Return the number of entries of a table, without the empty ones at its end."""
        entries = enumerate(self._values(table), start=1)
        filled = (number for number, entry in entries if any(map(_is_answer, entry.values())))
        return max(filled, default=0)

    def answer(self, place: Place) -> Any:
        """Return the answer at a place as the file has it, or None for no answer."""
        entries = self._values(place.table)
        value = entries[place.entry].get(place.key) if place.entry < len(entries) else None
        return value if _is_answer(value) else None

    def is_skipped(self, place: Place) -> bool:
        """Return whether the question of a place was passed over."""
        entry = self._entry(place)
        item = None if entry is None else entry.get(place.key)
        return isinstance(item, Item) and item.trivia.comment == f"# {_SKIPPED}" and not _is_answer(item.unwrap())

    def has_entry(self, place: Place) -> bool:
        """Return whether the entry of a place is in the file, answered or not."""
        return self._entry(place) is not None

    def put(self, place: Place, answer: Answer, *, number: bool = False, unsure: bool = False) -> None:
        """Set the answer at a place; an entry that is not there is added after the others of its table."""
        whole = number and isinstance(answer, str) and _NUMBER.fullmatch(answer)
        item = _item(int(answer) if whole else answer)  # type: ignore[arg-type]
        if unsure:
            item.comment(_UNSURE)
        self._set(place, item)

    def skip(self, place: Place, nothing: Answer) -> None:
        """Note that the question of a place was passed over; `nothing` is its empty answer."""
        item = _item(nothing)
        item.comment(_SKIPPED)
        self._set(place, item)

    def remove(self, place: Place, nothing: Answer) -> None:
        """Empty the answer at a place, so that its question is open again."""
        if self._entry(place) is not None:
            self._set(place, _item(nothing))

    def remove_entry(self, place: Place) -> None:
        """Remove the last entry of a repeated table, or empty it where it is the only one."""
        entries = self._document[place.table]
        self._plain.clear()
        if isinstance(entries, AoT) and len(entries) == place.entry + 1 > 1:
            tail = _cut_tail(entries[-1])
            entries.pop()
            _add_tail(entries[-1], tail)
            return
        for key, value in entries[place.entry].unwrap().items():
            self._set(place._replace(key=key), _item([] if isinstance(value, list) else ""))

    def _entry(self, place: Place) -> Any:
        """Return the table of a place, or None where there is none yet."""
        found = self._document.get(place.table)
        if isinstance(found, list):
            return found[place.entry] if place.entry < len(found) else None
        return found

    def _set(self, place: Place, item: Item) -> None:
        self._plain.clear()
        entry = self._entry(place)
        if entry is None:
            entry = self._add_entry(place)
        if place.key in entry:
            _replace(entry, place.key, item)
            return
        tail = _cut_tail(entry)
        entry[place.key] = item
        _add_tail(entry, tail)

    def _add_entry(self, place: Place) -> Any:
        entries = self._document.get(place.table)
        if entries is None:
            return self._add_table(place)
        if not isinstance(entries, AoT):
            entries.append(tomlkit.inline_table())
            return entries[-1]
        # What follows the last entry after an empty line belongs to the next part of the file.
        tail = _cut_tail(entries[-1])
        _add_tail(entries[-1], [(None, Whitespace("\n"))])
        entries.append(tomlkit.table())
        _add_tail(entries[-1], tail)
        return entries[-1]

    def _add_table(self, place: Place) -> Any:
        """Add a table at the end of the file, and return it."""
        text = self.text.rstrip()
        space = "\n\n" if text else ""
        self._document = tomlkit.parse(f"{text}{space}{load_questions().table(place.table).header}\n")
        return self._entry(place)


def _is_answer(value: Any) -> bool:
    return value not in ("", None, [])


def _item(answer: Any) -> Item:
    """Return an answer as TOML; a list has one text a line."""
    if isinstance(answer, tuple | list):
        array = tomlkit.array()
        for text in answer:
            array.add_line(_clean(text), indent="  ")
        if answer:
            array.add_line(indent="")
        return array
    item: Item = tomlkit.item(_clean(answer))
    return item


def _clean(value: Any) -> Any:
    """Return a text with a question mark for what is not a character."""
    return value.encode("utf-8", "replace").decode("utf-8") if isinstance(value, str) else value


def _replace(entry: Any, key: str, new: Item) -> None:
    """Put a new value in the place of an old one, with its comment, unless that was about the old one."""
    old = entry[key]
    if not new.trivia.comment and old.trivia.comment.removeprefix("# ") in {_SKIPPED, _UNSURE}:
        # tomlkit takes over the comment where the new value has none.
        old.trivia.comment = old.trivia.comment_ws = ""
    if isinstance(old, Array) and isinstance(new, Array) and old and new:
        _change_lines(old, new.unwrap())
    else:
        entry[key] = new


def _change_lines(old: Array, texts: list[str]) -> None:
    """Change a list line by line, so that the comments of the lines that stay are kept."""
    for number, text in enumerate(texts[: len(old)]):
        if old[number] != text:
            old[number] = text
    for text in texts[len(old) :]:
        old.append(text)
    while len(old) > len(texts):
        old.pop()


def _cut_tail(table: Table) -> list[tuple[None, Item]]:
    """Remove what follows the last lines of a table after an empty line, and return it."""
    body = table.value.body
    end = len(body)
    while end and body[end - 1][0] is None:
        end -= 1
    while end < len(body) and isinstance(body[end][1], Comment):
        end += 1
    tail = body[end:]
    del body[end:]
    return tail  # type: ignore[return-value]


def _add_tail(table: Table, tail: Any) -> None:
    table.value.body.extend(tail)
