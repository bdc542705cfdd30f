"""The words of the specialties in a text: their names, their doctors' titles, and what each alone speaks of."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from soapwriter import assets
from soapwriter.data import CheckedTable, Confidence, FrozenModel, TextLines, read_toml, validate
from soapwriter.errors import BadData
from soapwriter.tables.specialty_table import specialties

_WORD = re.compile(r"[^\W_]+(?:[&'\u2019][^\W_]+)*")
# In letters: no plural changes the first three, and few entries share them.
_STEM = 3


class SpecialtyMention(NamedTuple):
    """A name or word in a text: its offsets in characters, the specialty's id, and whether it is a short form."""

    start: int
    end: int
    specialty: str
    short: bool = False


class _Entry(NamedTuple):
    words: tuple[str, ...]
    specialty: str
    short: bool
    capitals: bool


class Vocabulary(FrozenModel):
    """What statements for a specialty speak of alone, what they share with others, and what is out of place in them."""

    own: TextLines
    common: TextLines = ()
    alien: TextLines = ()


class _Vocabularies(CheckedTable):
    source: str
    confidence: Confidence
    fields: dict[str, Vocabulary]


def names_in(text: str) -> list[SpecialtyMention]:
    """Return the specialties that a text names, in order of place; of names that overlap, the longest."""
    return list(_find(text, _names()))


def doctors_in(text: str) -> list[SpecialtyMention]:
    """Return the doctors' titles in a text, in order of place, each with its specialty."""
    return list(_find(text, _titles()))


def fitting_words(text: str, specialty: str) -> list[SpecialtyMention]:
    """Return the words of a text that a statement for a specialty has, or for a field that it takes in or goes by."""
    return list(_find(text, _fitting(specialty)))


def own_words(text: str, specialty: str) -> list[SpecialtyMention]:
    """Return the words of a text that belong to a specialty nearly alone."""
    return list(_find(text, _own(specialty)))


def alien_words(text: str, specialty: str) -> list[SpecialtyMention]:
    """Return the words of a text that are out of place in a statement for a specialty."""
    return list(_find(text, _alien(specialty)))


def fields_with_words() -> list[str]:
    """Return the specialties that have words of their own."""
    return list(_vocabularies())


def _find(text: str, entries: dict[str, list[_Entry]]) -> Iterator[SpecialtyMention]:
    """Yield the entries that a text has, the longest at each place, from left to right."""
    places = list(_WORD.finditer(text))
    exact = [place.group().replace("\u2019", "'") for place in places]
    words = [word.lower() for word in exact]
    at = 0
    while at < len(words):
        candidates = entries.get(_stem(words[at]), ())
        entry = next((each for each in candidates if _is_at(each, words, exact, at)), None)
        if entry is None:
            at += 1
            continue
        last = at + len(entry.words) - 1
        yield SpecialtyMention(places[at].start(), places[last].end(), entry.specialty, entry.short)
        at = last + 1


def _is_at(entry: _Entry, words: list[str], exact: list[str], at: int) -> bool:
    """Return whether an entry's words are those from `at` on, the last of them perhaps in the plural."""
    end = at + len(entry.words)
    if entry.capitals:
        return "".join(exact[at:end]) == "".join(entry.words).upper()
    if end > len(words):
        return False
    *first, last = entry.words
    return words[at : end - 1] == first and words[end - 1] in (last, f"{last}s", f"{last}es", f"{last}'s")


def _stem(word: str) -> str:
    """Return the key of an entry: how its first word begins, which a plural does not change."""
    return word[:_STEM]


def _filed(entries: Iterable[_Entry]) -> dict[str, list[_Entry]]:
    """Return entries by their first word, the longest first."""
    filed: dict[str, list[_Entry]] = defaultdict(list)
    for entry in sorted(set(entries), key=lambda each: (-len(each.words), each)):
        filed[_stem(entry.words[0])].append(entry)
    return dict(filed)


def _entry(text: str, specialty: str, *, short: bool = False) -> _Entry:
    words = tuple(word.lower() for word in _WORD.findall(text))
    return _Entry(words, specialty, short, text.isupper() and "&" not in text)


@cache
def _names() -> dict[str, list[_Entry]]:
    rows = specialties().values()
    long = [_entry(name.removeprefix("the "), row.id) for row in rows for name in (row.name, *row.called)]
    return _filed([*long, *(_entry(name, row.id, short=True) for row in rows for name in row.short)])


@cache
def _titles() -> dict[str, list[_Entry]]:
    rows = [row for row in specialties().values() if not row.is_year]
    return _filed(_entry(title, row.id) for row in rows for title in (row.doctor, *row.titles))


@cache
def _fitting(specialty: str) -> dict[str, list[_Entry]]:
    row, known = specialties()[specialty], _vocabularies()
    names = {row.id, *row.parts, *row.kin} & known.keys()
    return _filed(_entry(word, name) for name in names for word in (*known[name].own, *known[name].common))


@cache
def _own(specialty: str) -> dict[str, list[_Entry]]:
    return _filed(_entry(word, specialty) for word in _vocabularies()[specialty].own)


@cache
def _alien(specialty: str) -> dict[str, list[_Entry]]:
    known = _vocabularies().get(specialty)
    return _filed(_entry(word, specialty) for word in known.alien) if known else {}


@cache
def _vocabularies() -> dict[str, Vocabulary]:
    """
    Return each specialty's vocabulary.

    Raises:
        BadData: the table breaks its shape, or names a specialty that does not exist.
    """
    path = assets.table_path("vocabulary")
    raw = read_toml(path)
    fields = {name: row for name, row in raw.items() if isinstance(row, dict)}
    about = {name: value for name, value in raw.items() if name not in fields}
    found = validate(_Vocabularies, {**about, "fields": fields}, path=path).fields
    if unknown := sorted(found.keys() - specialties().keys()):
        raise BadData(f"{path}: There is no specialty '{unknown[0]}'.")
    return found
