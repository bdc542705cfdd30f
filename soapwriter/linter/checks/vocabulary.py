"""Whether a statement speaks of another field's work than its audience's."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from soapwriter.linter.checks.specialty import field_of, without_explanation
from soapwriter.linter.context import Context, Match
from soapwriter.tables import specialties, specialty_words
from soapwriter.text import Places, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from soapwriter.tables import Specialty, SpecialtyMention

# From so many words of another field a statement is that field's; one fewer is a doubt. With less, a rotation that the
# writer describes is enough to be a finding.
_MANY = 4
# Words that a message names: enough to find the place, few enough for a line.
_SHOWN = 5


class _Strange(NamedTuple):
    """The words of a text that are strange to its field: of one specialty ("" for none), and how many they count as."""

    specialty: str
    words: list[SpecialtyMention]
    weight: int


def other_vocabulary(context: Context) -> Iterator[Match]:
    """Yield one place where a statement has the words of another field, and hardly one of its audience's."""
    audience, field = context.audience, field_of(context)
    if audience is None or field is None or field.is_year:
        return
    prose = without_explanation(context)
    fitting = specialty_words.fitting_words(prose, audience.specialty)
    other, words, weight = _strangest(prose, field, fitting)
    if weight < _MANY - 1 or weight <= 2 * len(_distinct(prose, fitting)):
        return
    shown = ", ".join(f"'{word}'" for word in _distinct(prose, words)[:_SHOWN])
    said = specialties()[other].name if other else "another field"
    message = {"words": shown, "said": said, "known": audience.by, "wanted": field.name}
    yield Match(Span(words[0].start, words[0].end), message, audience.sure and weight >= _MANY)


def _strangest(prose: str, field: Specialty, fitting: list[SpecialtyMention]) -> _Strange:
    """Return the strange words of the specialty that has most of them, with all that are out of place in the field."""
    alien = specialty_words.alien_words(prose, field.id)
    own = (field.id, *field.parts, *field.kin)
    others = (name for name in specialty_words.fields_with_words() if name not in own)
    strange = [_strange(prose, "", alien)]
    strange += [_strange_words_of(prose, other, alien=alien, fitting=fitting) for other in others]
    # Of equals the first: without a specialty, or the first of the table.
    return max(strange, key=lambda each: each.weight)


def _strange_words_of(
    prose: str, specialty: str, *, alien: list[SpecialtyMention], fitting: list[SpecialtyMention]
) -> _Strange:
    own = _apart(specialty_words.own_words(prose, specialty), fitting)
    return _strange(prose, specialty, sorted([*alien, *_apart(own, alien)]))


def _strange(prose: str, specialty: str, words: list[SpecialtyMention]) -> _Strange:
    # A phrase is rarer than a word, and counts twice.
    return _Strange(specialty, words, sum(2 if " " in word else 1 for word in _distinct(prose, words)))


def _apart(found: Iterable[SpecialtyMention], others: list[SpecialtyMention]) -> list[SpecialtyMention]:
    """Return what overlaps none of the others."""
    places = Places(others)
    return [each for each in found if not any(places.overlapping(each))]


def _distinct(prose: str, found: Iterable[SpecialtyMention]) -> list[str]:
    """Return the different words that were found, as the text has them, in order; a plural counts as its singular."""
    words: dict[str, str] = {}
    for each in found:
        said = " ".join(prose[each.start : each.end].split())
        words.setdefault(said.lower().removesuffix("s"), said)
    return list(words.values())
