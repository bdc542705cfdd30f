"""Which specialties and positions a text speaks of, compared with those that it is for."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from soapwriter.linter.context import Context, Match
from soapwriter.nlp import any_of
from soapwriter.tables import specialties, specialty_words
from soapwriter.text import Lines, Span, overlap

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from soapwriter.facts import Audience
    from soapwriter.tables import Specialty, SpecialtyMention

_PRELIMINARY = re.compile(r"(?i)\bprelim(?:inary)?\b")
# Characters around a specialty's name in which "preliminary" makes it a year: "a preliminary year, which I seek in
# surgery", "surgery (preliminary)". A wider window takes in the next item of a list.
_YEAR_BEFORE, _YEAR_AFTER = 45, 16
_SERVICES = re.compile(r"\b(?:My)?ERAS\b|\bResidency ?CAS\b")
# A statement that names a field once may tell of one rotation; from two sentences on it is about the field.
_NAMED_AGAIN = 2
_POSITIONS = {"categorical": "a categorical position", "preliminary": "one year", "advanced": "an advanced position"}


class _Claim(NamedTuple):
    """A specialty that is said to be the one applied for: its span and its id."""

    span: Span
    specialty: str


def applied_for(context: Context, phrases: Iterable[Match]) -> Iterator[Match]:
    """Yield the specialties applied for that are not the audience's; where none is known, those that are alone."""
    names = specialty_words.names_in(context.parsed.document.prose)
    claims = [*_claims(context, phrases, names), *_claims_of_subject(context)]
    field = field_of(context)
    if field is None:
        yield from _odd_ones(context, claims)
        return
    for claim in claims:
        if not _fits(field, claim.specialty):
            yield _match(context, claim.span, claim.specialty)


def interests(context: Context, phrases: Iterable[Match], *, doubted: bool = True) -> Iterator[Match]:
    """Yield the specialties that are loved and are not the audience's; in doubt where the audience's is named too."""
    field = field_of(context)
    if field is None:
        return
    names = specialty_words.names_in(context.parsed.document.prose)
    is_named = any(_is_same(field, name.specialty) for name in names)
    for claim in _claims(context, phrases, names):
        is_part = is_named and claim.specialty in field.parts
        if not is_part and not _fits(field, claim.specialty):
            yield _match(context, claim.span, claim.specialty, sure=not (is_named and doubted))


def strangers(context: Context, excepts: Callable[[Span], bool]) -> Iterator[Match]:
    """Yield the first name of the one specialty that a statement names again and again, and never the audience's."""
    field, prose = field_of(context), without_explanation(context)
    if field is None:
        return
    names = sorted([*specialty_words.names_in(prose), *specialty_words.doctors_in(prose)])
    if any(_belongs_to(field, name.specialty) for name in names):
        return
    plain = [name for name in names if not excepts(Span(name.start, name.end))]
    counted = _one_a_sentence(context, plain)
    if _is_one_specialty(counted):
        first = min(counted)
        yield _match(context, Span(first.start, first.end), first.specialty)


def _one_a_sentence(context: Context, names: list[SpecialtyMention]) -> list[SpecialtyMention]:
    """Return the last name in each sentence that can only be a field's."""
    prose = context.parsed.document.prose
    return list({_sentence_number(context, name.start): name for name in names if _is_of_field(prose, name)}.values())


def _is_one_specialty(names: list[SpecialtyMention]) -> bool:
    return len(names) >= _NAMED_AGAIN and len({name.specialty for name in names}) == 1


def _belongs_to(field: Specialty, specialty: str) -> bool:
    return specialty in field.parts or _fits(field, specialty)


def _is_of_field(prose: str, name: SpecialtyMention) -> bool:
    """Return whether a name can only be a field's: "surgery" is an operation as well."""
    return prose[name.start : name.end].lower() not in any_of("field_thing")


def doctors(context: Context, phrases: Iterable[Match]) -> Iterator[Match]:
    """Yield the doctors whom the writer wants to be and whom the audience does not train."""
    field = field_of(context)
    if field is None or field.is_year:
        return
    titles = specialty_words.doctors_in(context.parsed.document.prose)
    for claim in _claims(context, phrases, titles):
        title = specialties()[claim.specialty].doctor
        if title not in field.doctor and not _fits(field, claim.specialty):
            yield _match(context, claim.span, claim.specialty)


def positions(context: Context, phrases: Iterable[Match], *, of: str) -> Iterator[Match]:
    """Yield the phrases for a kind of position that is not the audience's."""
    audience = context.audience
    if audience is None or not _is_other_position(audience, of):
        return
    for phrase in phrases:
        words = {"match": phrase.words["match"], "said": _POSITIONS[of], "wanted": _position_wanted(audience)}
        yield Match(phrase.span, {**words, "known": audience.by}, audience.sure)


def services(context: Context) -> Iterator[Match]:
    """Yield the application service that the audience does not use."""
    field, audience = field_of(context), context.audience
    if audience is None or field is None:
        return
    service = _service_of(field)
    for found in _SERVICES.finditer(context.parsed.document.prose):
        if found.group().replace(" ", "").removeprefix("My") != service:
            words = {"match": found.group(), "said": service, "known": audience.by, "wanted": field.name}
            yield Match(Span(*found.span()), words, audience.sure)


def _service_of(field: Specialty) -> str:
    return field.service.name if field.service else "ERAS"


def short_forms(context: Context) -> Iterator[Match]:
    """Yield the first short form of each specialty that the text never spells out."""
    names = specialty_words.names_in(context.parsed.document.prose)
    known = {name.specialty for name in names if not name.short}
    for name in names:
        if name.specialty not in known:
            known.add(name.specialty)
            match = context.parsed.document.prose[name.start : name.end]
            wanted = specialties()[name.specialty].name
            yield Match(Span(name.start, name.end), {"match": match, "wanted": wanted})


def field_of(context: Context) -> Specialty | None:
    """Return the specialty that a text is for, where it is known."""
    return context.audience.field if context.audience else None


def without_explanation(context: Context) -> str:
    """Return the prose with the explanation of a failed exam as spaces: its story may be set on any ward."""
    prose = context.parsed.document.prose
    for start, end in (sentence.span for sentence in context.explanation.scope):
        prose = prose[:start] + " " * (end - start) + prose[end:]
    return prose


def _claims(context: Context, phrases: Iterable[Match], names: list[SpecialtyMention]) -> Iterator[_Claim]:
    """Yield the last name in each phrase, unless it is denied there: the words before it lead to it."""
    for phrase in phrases:
        inside = [name for name in names if overlap(name, phrase.span)]
        if inside and not _is_denied(context.parsed.document.prose[phrase.span.start : inside[-1].start]):
            yield _claim(context, inside[-1])


def _is_denied(text: str) -> bool:
    """Return whether a phrase denies itself before its name: "I have never been drawn to …"."""
    words = re.findall(r"[a-z]+", text.lower().replace("n\u2019t", " not").replace("n't", " not"))
    return "only" not in words and not any_of("negator").isdisjoint(words)


def _claims_of_subject(context: Context) -> Iterator[_Claim]:
    """Yield the specialties of an email's subject, which says what it is about."""
    subjects = (sentence.span for sentence in context.parsed.sentences if sentence.role == "subject")
    for start, end in subjects if context.kind.email else ():
        for name in specialty_words.names_in(context.parsed.document.prose[start:end]):
            yield _claim(context, name._replace(start=start + name.start, end=start + name.end))


def _claim(context: Context, name: SpecialtyMention) -> _Claim:
    """Return a name as a claim; "a preliminary year in surgery" is that year."""
    prose = context.parsed.document.prose
    specialty = specialties()[name.specialty]
    around = prose[max(0, name.start - _YEAR_BEFORE) : name.end + _YEAR_AFTER].rpartition("\n\n")[2]
    is_year = specialty.year and _PRELIMINARY.search(around)
    return _Claim(Span(name.start, name.end), specialty.year if is_year else specialty.id)


def _odd_ones(context: Context, claims: list[_Claim]) -> Iterator[Match]:
    """Yield the claims that do not agree with the most frequent one, or with the first where all are equal."""
    usual = _most_frequent(claims)
    if usual is None:
        return
    specialty = specialties()[usual.specialty]
    line = Lines(context.parsed.document.text).position(usual.span.start).line
    for claim in claims:
        if not _fits(specialty, claim.specialty) and not _share_sentence(context, claim, usual):
            said = specialties()[claim.specialty].name
            yield Match(claim.span, {"said": said, "known": f"line {line}", "wanted": specialty.name})


def _most_frequent(claims: list[_Claim]) -> _Claim | None:
    counts = Counter(claim.specialty for claim in claims)
    return max(claims, key=lambda claim: (counts[claim.specialty], -claim.span.start), default=None)


def _share_sentence(context: Context, one: _Claim, other: _Claim) -> bool:
    return _sentence_number(context, one.span.start) == _sentence_number(context, other.span.start)


def _sentence_number(context: Context, at: int) -> int:
    return sum(sentence.span.start <= at for sentence in context.parsed.sentences)


def _is_same(field: Specialty, specialty: str) -> bool:
    return specialty == field.id or specialty in field.kin


def _fits(field: Specialty, specialty: str) -> bool:
    """Return whether a specialty may be claimed in a text for another: a year and what it leads to go together."""
    other = specialties()[specialty]
    return _is_same(field, specialty) or _leads_to(field, other) or _leads_to(other, field)


def _leads_to(year: Specialty, specialty: Specialty) -> bool:
    return year.is_year and "advanced" in specialty.positions


def _is_other_position(audience: Audience, position: str) -> bool:
    """Return whether a kind of position is surely not the audience's."""
    if position == "preliminary":
        return audience.field is not None and audience.position != "preliminary"
    if position == "categorical":
        return audience.position == "preliminary"
    return audience.position in ("categorical", "preliminary")


def _position_wanted(audience: Audience) -> str:
    field = audience.field.name if audience.field else "the program"
    if not audience.position or (audience.field and audience.field.is_year):
        return field
    return f"{_POSITIONS[audience.position]} in {field}"


def _match(context: Context, span: Span, specialty: str, *, sure: bool = True) -> Match:
    audience = context.audience
    assert audience is not None
    said, wanted = specialties()[specialty].name, audience.field.name if audience.field else ""
    words = {"match": context.parsed.document.quote(span), "said": said, "known": audience.by, "wanted": wanted}
    return Match(span, words, sure and audience.sure)
