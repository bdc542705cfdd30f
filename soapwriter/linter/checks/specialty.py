"""Which specialties and positions a text speaks of, against those that it is for."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from soapwriter.linter.look import Look, Place
from soapwriter.nlp import words
from soapwriter.tables import fields, reference
from soapwriter.text import Lines, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from soapwriter.facts import Target
    from soapwriter.tables import Found, Specialty

_PRELIMINARY = re.compile(r"(?i)\bprelim(?:inary)?\b")
_BEFORE, _AFTER = 45, 16
_SERVICES = re.compile(r"\b(?:My)?ERAS\b|\bResidency ?CAS\b")
# So many words of another field make a text its own; one fewer is a doubt. A phrase that is out of place counts twice.
_MANY, _SHOWN = 4, 5
# In so many sentences a field is named again and again.
_AGAIN = 2
_POSITIONS = {"categorical": "a categorical position", "preliminary": "one year", "advanced": "an advanced position"}


class _Claim(NamedTuple):
    """A specialty that is said to be the one applied for: where, and its id."""

    span: Span
    specialty: str


def names(look: Look, said: Iterator[Place]) -> Iterator[Place]:
    """Yield the specialties applied for that are not the reader's; where none is known, the one that stands alone."""
    claims = [*_claims(look, said, fields.names_in(look.reading.document.prose)), *_in_subject(look)]
    target = look.target
    if target and target.field:
        for claim in claims:
            if not _fits(target.field, claim.specialty):
                yield _place(look, claim.span, claim.specialty, target)
    elif claims:
        yield from _odd_ones(look, claims)


def interests(look: Look, said: Iterator[Place], *, doubted: bool = True) -> Iterator[Place]:
    """Yield the specialties that are loved and are not the reader's; doubted where the reader's is named as well."""
    target = look.target
    if target is None or target.field is None:
        return
    found = fields.names_in(look.reading.document.prose)
    named = any(_same(target.field, each.specialty) for each in found)
    for claim in _claims(look, said, found):
        if not _fits(target.field, claim.specialty) and not (named and claim.specialty in target.field.parts):
            yield _place(look, claim.span, claim.specialty, target, sure=not (named and doubted))


def strangers(look: Look, excepts: Callable[[Place], bool]) -> Iterator[Place]:
    """Yield the first name of the one specialty that a statement names again and again, and never the reader's."""
    target, prose = look.target, _without_explanation(look)
    if target is None or target.field is None:
        return
    found = sorted([*fields.names_in(prose), *fields.doctors_in(prose)])
    if any(_fits(target.field, each.specialty) or each.specialty in target.field.parts for each in found):
        return
    things = words().classes["field_thing"]
    plain = [each for each in found if prose[each.start : each.end].lower() not in things]
    told = {_sentence(look, each.start): each for each in plain if not excepts(Place(Span(each.start, each.end)))}
    if len(told) >= _AGAIN and len({each.specialty for each in told.values()}) == 1:
        first = min(told.values())
        yield _place(look, Span(first.start, first.end), first.specialty, target)


def doctors(look: Look, said: Iterator[Place]) -> Iterator[Place]:
    """Yield the doctors whom the writer wants to be and whom the reader does not train."""
    target = look.target
    if target is None or target.field is None or target.field.is_year:
        return
    found = fields.doctors_in(look.reading.document.prose)
    for claim in _claims(look, said, found):
        title = reference.specialties()[claim.specialty].doctor
        if not _fits(target.field, claim.specialty) and title not in target.field.doctor:
            yield _place(look, claim.span, claim.specialty, target)


def positions(look: Look, said: Iterator[Place], *, of: str) -> Iterator[Place]:
    """Yield the phrases of a sort of position that is not the reader's."""
    target = look.target
    if target is None or not _is_other(target, of):
        return
    for place in said:
        told = {"match": place.words["match"], "said": _POSITIONS[of], "known": target.by, "wanted": _sought(target)}
        yield Place(place.span, told, target.sure)


def vocabulary(look: Look) -> Iterator[Place]:
    """Yield one place where a statement has the words of another field, and hardly one of the reader's."""
    target = look.target
    if target is None or target.field is None or target.field.is_year:
        return
    prose = _without_explanation(look)
    fitting = fields.fitting_words(prose, target.specialty)
    other, found = _strangest(prose, target.field, fitting)
    count = _weight(prose, found)
    if count < _MANY - 1 or count <= 2 * len(_distinct(prose, fitting)):
        return
    span = Span(found[0].start, found[0].end)
    shown = ", ".join(f"'{word}'" for word in list(_distinct(prose, found).values())[:_SHOWN])
    said = reference.specialties()[other].name if other else "another field"
    told = {"words": shown, "said": said, "known": target.by, "wanted": target.field.name}
    yield Place(span, told, target.sure and count >= _MANY)


def services(look: Look) -> Iterator[Place]:
    """Yield the application service that the reader does not use."""
    target = look.target
    if target is None or target.field is None:
        return
    service = target.field.service.name if target.field.service else "ERAS"
    for match in _SERVICES.finditer(look.reading.document.prose):
        if match.group().replace(" ", "").removeprefix("My") != service:
            told = {"match": match.group(), "said": service, "known": target.by, "wanted": target.field.name}
            yield Place(Span(*match.span()), told, target.sure)


def short_forms(look: Look) -> Iterator[Place]:
    """Yield the first short form of each specialty that the text never spells out."""
    found = fields.names_in(look.reading.document.prose)
    spelled = {each.specialty for each in found if not each.short}
    for each in found:
        if each.specialty not in spelled:
            spelled.add(each.specialty)
            name = reference.specialties()[each.specialty].name
            match = look.reading.document.prose[each.start : each.end]
            yield Place(Span(each.start, each.end), {"match": match, "wanted": name})


def _claims(look: Look, said: Iterable[Place], found: list[Found]) -> list[_Claim]:
    """Return the last name in each phrase, unless it is denied there: what stands before it is on the way to it."""
    claims = []
    for place in said:
        inside = [each for each in found if each.start < place.span.end and place.span.start < each.end]
        if inside and not _denied(look.reading.document.prose[place.span.start : inside[-1].start]):
            claims.append(_claim(look, inside[-1]))
    return claims


def _denied(text: str) -> bool:
    """Tell whether a phrase denies itself on the way to its name: "I have never been drawn to …"."""
    spoken = re.findall(r"[a-z]+", text.lower().replace("n\u2019t", " not").replace("n't", " not"))
    return not set(words().classes["negator"]).isdisjoint(spoken) and "only" not in spoken


def _in_subject(look: Look) -> Iterator[_Claim]:
    """Yield the specialties of an email's subject, which says what it is about."""
    if not look.kind.email:
        return
    prose = look.reading.document.prose
    for sentence in look.reading.sentences:
        if sentence.role == "subject":
            start, end = sentence.span
            for each in fields.names_in(prose[start:end]):
                yield _claim(look, each._replace(start=start + each.start, end=start + each.end))


def _claim(look: Look, found: Found) -> _Claim:
    """Return a name as a claim; "a preliminary year in surgery" is that year."""
    prose = look.reading.document.prose
    row = reference.specialties()[found.specialty]
    around = prose[max(0, found.start - _BEFORE) : found.end + _AFTER].rpartition("\n\n")[2]
    specialty = row.year if row.year and _PRELIMINARY.search(around) else row.id
    return _Claim(Span(found.start, found.end), specialty)


def _odd_ones(look: Look, claims: list[_Claim]) -> Iterator[Place]:
    """Yield the claims that do not go with the commonest one, the first where all are equal."""
    counts = Counter(claim.specialty for claim in claims)
    first = max(claims, key=lambda claim: (counts[claim.specialty], -claim.span.start))
    row = reference.specialties()[first.specialty]
    line = Lines(look.reading.document.text).position(first.span.start).line
    for claim in claims:
        if not _fits(row, claim.specialty) and _sentence(look, claim.span.start) != _sentence(look, first.span.start):
            said = reference.specialties()[claim.specialty].name
            yield Place(claim.span, {"said": said, "known": f"line {line}", "wanted": row.name})


def _sentence(look: Look, at: int) -> int:
    return sum(sentence.span.start <= at for sentence in look.reading.sentences)


def _same(row: Specialty, specialty: str) -> bool:
    return specialty == row.id or specialty in row.kin


def _fits(row: Specialty, specialty: str) -> bool:
    """Tell whether a specialty may be claimed before a reader of another: a year and what it leads to go together."""
    other = reference.specialties()[specialty]
    if _same(row, specialty):
        return True
    return (row.is_year and "advanced" in other.positions) or (other.is_year and "advanced" in row.positions)


def _is_other(target: Target, position: str) -> bool:
    """Tell whether a sort of position is surely not the reader's."""
    if position == "preliminary":
        return target.field is not None and target.position != "preliminary"
    if position == "categorical":
        return target.position == "preliminary"
    return target.position in ("categorical", "preliminary")


def _sought(target: Target) -> str:
    """Return the reader's position in words."""
    if target.field and target.field.is_year:
        return target.field.name
    sort = f"{_POSITIONS[target.position]} in " if target.position else ""
    return f"{sort}{target.field.name if target.field else 'the program'}"


def _place(look: Look, span: Span, specialty: str, target: Target, *, sure: bool = True) -> Place:
    said, wanted = reference.specialties()[specialty].name, target.field.name if target.field else ""
    told = {"match": _text(look, span), "said": said, "known": target.by, "wanted": wanted}
    return Place(span, told, sure and target.sure)


def _text(look: Look, span: Span) -> str:
    return " ".join(look.reading.document.text[span.start : span.end].split())


def _without_explanation(look: Look) -> str:
    """Return the prose with the explanation of a failed exam blanked out: its story may be set on any ward."""
    prose = look.reading.document.prose
    for start, end in {marked.sentence.span for marked in look.outline.scope}:
        prose = prose[:start] + " " * (end - start) + prose[end:]
    return prose


def _strangest(prose: str, row: Specialty, fitting: list[Found]) -> tuple[str, list[Found]]:
    """Return the field with the most words in a text that are not the reader's, with those and all that is alien."""
    alien = fields.alien_words(prose, row.id)
    best: tuple[str, list[Found]] = ("", alien)
    for name in fields.fields_with_words():
        if name != row.id and name not in (*row.parts, *row.kin):
            found = _apart(fields.own_words(prose, name), fitting)
            merged = sorted([*alien, *_apart(found, alien)])
            if found and _weight(prose, merged) > _weight(prose, best[1]):
                best = (name, merged)
    return best


def _apart(found: list[Found], others: list[Found]) -> list[Found]:
    """Return what does not overlap any of the others."""
    return [each for each in found if all(each.end <= other.start or other.end <= each.start for other in others)]


def _weight(prose: str, found: list[Found]) -> int:
    """Return how many different words were found, a phrase of several counted twice."""
    return sum(2 if " " in word else 1 for word in _distinct(prose, found))


def _distinct(prose: str, found: Iterable[Found]) -> dict[str, str]:
    """Return the different words that were found, as they stand, in order; a plural is its singular again."""
    words_found: dict[str, str] = {}
    for each in found:
        said = " ".join(prose[each.start : each.end].split())
        words_found.setdefault(said.lower().removesuffix("s"), said)
    return words_found
