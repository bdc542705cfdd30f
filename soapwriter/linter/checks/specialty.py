"""Which specialties and positions a text speaks of, against those that it is for."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from soapwriter.linter.context import Context, Match
from soapwriter.nlp import words
from soapwriter.tables import reference, specialty_words
from soapwriter.text import Lines, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from soapwriter.facts import Audience
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


def names(context: Context, said: Iterator[Match]) -> Iterator[Match]:
    """Yield the specialties applied for that are not the reader's; where none is known, the one that stands alone."""
    claims = [*_claims(context, said, specialty_words.names_in(context.parsed.document.prose)), *_in_subject(context)]
    audience = context.audience
    if audience and audience.field:
        for claim in claims:
            if not _fits(audience.field, claim.specialty):
                yield _place(context, claim.span, claim.specialty, audience)
    elif claims:
        yield from _odd_ones(context, claims)


def interests(context: Context, said: Iterator[Match], *, doubted: bool = True) -> Iterator[Match]:
    """Yield the specialties that are loved and are not the reader's; doubted where the reader's is named as well."""
    audience = context.audience
    if audience is None or audience.field is None:
        return
    found = specialty_words.names_in(context.parsed.document.prose)
    named = any(_same(audience.field, each.specialty) for each in found)
    for claim in _claims(context, said, found):
        if not _fits(audience.field, claim.specialty) and not (named and claim.specialty in audience.field.parts):
            yield _place(context, claim.span, claim.specialty, audience, sure=not (named and doubted))


def strangers(context: Context, excepts: Callable[[Match], bool]) -> Iterator[Match]:
    """Yield the first name of the one specialty that a statement names again and again, and never the reader's."""
    audience, prose = context.audience, _without_explanation(context)
    if audience is None or audience.field is None:
        return
    found = sorted([*specialty_words.names_in(prose), *specialty_words.doctors_in(prose)])
    if any(_fits(audience.field, each.specialty) or each.specialty in audience.field.parts for each in found):
        return
    things = words().classes["field_thing"]
    plain = [each for each in found if prose[each.start : each.end].lower() not in things]
    told = {_sentence(context, each.start): each for each in plain if not excepts(Match(Span(each.start, each.end)))}
    if len(told) >= _AGAIN and len({each.specialty for each in told.values()}) == 1:
        first = min(told.values())
        yield _place(context, Span(first.start, first.end), first.specialty, audience)


def doctors(context: Context, said: Iterator[Match]) -> Iterator[Match]:
    """Yield the doctors whom the writer wants to be and whom the reader does not train."""
    audience = context.audience
    if audience is None or audience.field is None or audience.field.is_year:
        return
    found = specialty_words.doctors_in(context.parsed.document.prose)
    for claim in _claims(context, said, found):
        title = reference.specialties()[claim.specialty].doctor
        if not _fits(audience.field, claim.specialty) and title not in audience.field.doctor:
            yield _place(context, claim.span, claim.specialty, audience)


def positions(context: Context, said: Iterator[Match], *, of: str) -> Iterator[Match]:
    """Yield the phrases of a sort of position that is not the reader's."""
    audience = context.audience
    if audience is None or not _is_other(audience, of):
        return
    for place in said:
        told = {
            "match": place.words["match"],
            "said": _POSITIONS[of],
            "known": audience.by,
            "wanted": _sought(audience),
        }
        yield Match(place.span, told, audience.sure)


def vocabulary(context: Context) -> Iterator[Match]:
    """Yield one place where a statement has the words of another field, and hardly one of the reader's."""
    audience = context.audience
    if audience is None or audience.field is None or audience.field.is_year:
        return
    prose = _without_explanation(context)
    fitting = specialty_words.fitting_words(prose, audience.specialty)
    other, found = _strangest(prose, audience.field, fitting)
    count = _weight(prose, found)
    if count < _MANY - 1 or count <= 2 * len(_distinct(prose, fitting)):
        return
    span = Span(found[0].start, found[0].end)
    shown = ", ".join(f"'{word}'" for word in list(_distinct(prose, found).values())[:_SHOWN])
    said = reference.specialties()[other].name if other else "another field"
    told = {"words": shown, "said": said, "known": audience.by, "wanted": audience.field.name}
    yield Match(span, told, audience.sure and count >= _MANY)


def services(context: Context) -> Iterator[Match]:
    """Yield the application service that the reader does not use."""
    audience = context.audience
    if audience is None or audience.field is None:
        return
    service = audience.field.service.name if audience.field.service else "ERAS"
    for match in _SERVICES.finditer(context.parsed.document.prose):
        if match.group().replace(" ", "").removeprefix("My") != service:
            told = {"match": match.group(), "said": service, "known": audience.by, "wanted": audience.field.name}
            yield Match(Span(*match.span()), told, audience.sure)


def short_forms(context: Context) -> Iterator[Match]:
    """Yield the first short form of each specialty that the text never spells out."""
    found = specialty_words.names_in(context.parsed.document.prose)
    spelled = {each.specialty for each in found if not each.short}
    for each in found:
        if each.specialty not in spelled:
            spelled.add(each.specialty)
            name = reference.specialties()[each.specialty].name
            match = context.parsed.document.prose[each.start : each.end]
            yield Match(Span(each.start, each.end), {"match": match, "wanted": name})


def _claims(context: Context, said: Iterable[Match], found: list[Found]) -> list[_Claim]:
    """Return the last name in each phrase, unless it is denied there: what stands before it is on the way to it."""
    claims = []
    for place in said:
        inside = [each for each in found if each.start < place.span.end and place.span.start < each.end]
        if inside and not _denied(context.parsed.document.prose[place.span.start : inside[-1].start]):
            claims.append(_claim(context, inside[-1]))
    return claims


def _denied(text: str) -> bool:
    """Tell whether a phrase denies itself on the way to its name: "I have never been drawn to …"."""
    spoken = re.findall(r"[a-z]+", text.lower().replace("n\u2019t", " not").replace("n't", " not"))
    return not set(words().classes["negator"]).isdisjoint(spoken) and "only" not in spoken


def _in_subject(context: Context) -> Iterator[_Claim]:
    """Yield the specialties of an email's subject, which says what it is about."""
    if not context.kind.email:
        return
    prose = context.parsed.document.prose
    for sentence in context.parsed.sentences:
        if sentence.role == "subject":
            start, end = sentence.span
            for each in specialty_words.names_in(prose[start:end]):
                yield _claim(context, each._replace(start=start + each.start, end=start + each.end))


def _claim(context: Context, found: Found) -> _Claim:
    """Return a name as a claim; "a preliminary year in surgery" is that year."""
    prose = context.parsed.document.prose
    row = reference.specialties()[found.specialty]
    around = prose[max(0, found.start - _BEFORE) : found.end + _AFTER].rpartition("\n\n")[2]
    specialty = row.year if row.year and _PRELIMINARY.search(around) else row.id
    return _Claim(Span(found.start, found.end), specialty)


def _odd_ones(context: Context, claims: list[_Claim]) -> Iterator[Match]:
    """Yield the claims that do not go with the commonest one, the first where all are equal."""
    counts = Counter(claim.specialty for claim in claims)
    first = max(claims, key=lambda claim: (counts[claim.specialty], -claim.span.start))
    row = reference.specialties()[first.specialty]
    line = Lines(context.parsed.document.text).position(first.span.start).line
    for claim in claims:
        if not _fits(row, claim.specialty) and _sentence(context, claim.span.start) != _sentence(
            context, first.span.start
        ):
            said = reference.specialties()[claim.specialty].name
            yield Match(claim.span, {"said": said, "known": f"line {line}", "wanted": row.name})


def _sentence(context: Context, at: int) -> int:
    return sum(sentence.span.start <= at for sentence in context.parsed.sentences)


def _same(row: Specialty, specialty: str) -> bool:
    return specialty == row.id or specialty in row.kin


def _fits(row: Specialty, specialty: str) -> bool:
    """Tell whether a specialty may be claimed before a reader of another: a year and what it leads to go together."""
    other = reference.specialties()[specialty]
    if _same(row, specialty):
        return True
    return (row.is_year and "advanced" in other.positions) or (other.is_year and "advanced" in row.positions)


def _is_other(audience: Audience, position: str) -> bool:
    """Tell whether a sort of position is surely not the reader's."""
    if position == "preliminary":
        return audience.field is not None and audience.position != "preliminary"
    if position == "categorical":
        return audience.position == "preliminary"
    return audience.position in ("categorical", "preliminary")


def _sought(audience: Audience) -> str:
    """Return the reader's position in words."""
    if audience.field and audience.field.is_year:
        return audience.field.name
    sort = f"{_POSITIONS[audience.position]} in " if audience.position else ""
    return f"{sort}{audience.field.name if audience.field else 'the program'}"


def _place(context: Context, span: Span, specialty: str, audience: Audience, *, sure: bool = True) -> Match:
    said, wanted = reference.specialties()[specialty].name, audience.field.name if audience.field else ""
    told = {"match": _text(context, span), "said": said, "known": audience.by, "wanted": wanted}
    return Match(span, told, sure and audience.sure)


def _text(context: Context, span: Span) -> str:
    return " ".join(context.parsed.document.text[span.start : span.end].split())


def _without_explanation(context: Context) -> str:
    """Return the prose with the explanation of a failed exam blanked out: its story may be set on any ward."""
    prose = context.parsed.document.prose
    for start, end in {marked.sentence.span for marked in context.outline.scope}:
        prose = prose[:start] + " " * (end - start) + prose[end:]
    return prose


def _strangest(prose: str, row: Specialty, fitting: list[Found]) -> tuple[str, list[Found]]:
    """Return the field with the most words in a text that are not the reader's, with those and all that is alien."""
    alien = specialty_words.alien_words(prose, row.id)
    best: tuple[str, list[Found]] = ("", alien)
    for name in specialty_words.fields_with_words():
        if name != row.id and name not in (*row.parts, *row.kin):
            found = _apart(specialty_words.own_words(prose, name), fitting)
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
