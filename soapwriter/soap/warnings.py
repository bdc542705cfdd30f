"""What in the facts does not go together, or speaks against an application: each a sentence, to check again."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from soapwriter.errors import UnknownName, quoted
from soapwriter.facts import Facts, Program, Worded, agree
from soapwriter.soap.offer import Offer, usual_service
from soapwriter.soap.requirements import read_requirement
from soapwriter.tables import ProgramCode, Specialty, positions, read_code, specialties


def program_warnings(program: Program, offer: Offer, facts: Facts, *, on: date) -> Iterator[str]:
    """Yield what in a program's entry does not go together, or speaks against an application on a day."""
    yield from _about_code(program, offer)
    yield from _about_specialty(offer, facts)
    yield from _about_service(program, offer, on=on)
    yield from _about_second_chances(program)
    yield from _about_name(program, facts)
    if facts.eligibility.partly_matched and offer.position not in ("", facts.eligibility.partly_matched):
        yield "You are partly matched by your facts, and SOAP does not show you positions of its kind."
    if program.unfilled == 0:
        yield "Your facts say that it has no open place."
    if offer.position == "reserved":
        yield "It is reserved for physicians with prior training (letter R), and not open to students."


def facts_warnings(facts: Facts) -> Iterator[str]:
    """Yield what in the facts as a whole does not go together."""
    yield from _aside_with_statement(facts)
    yield from _places_without_program(facts)
    yield from _aside_twice(facts)


def entry_for(specialty: str, entries: tuple[Worded, ...]) -> Worded | None:
    """Return the entry that names a specialty, or None."""
    return next((entry for entry in entries if entry.name == specialty), None)


def _aside_with_statement(facts: Facts) -> Iterator[str]:
    for each in facts.specialties:
        if each.specialty and entry_for(each.specialty, facts.targets.off):
            name = specialties()[each.specialty].name
            yield f"You put {name} aside, and have a statement for it: keep whichever you mean."


def _places_without_program(facts: Facts) -> Iterator[str]:
    cities = [program.city for program in facts.programs if program.city]
    # Without a city there is nothing to compare a place with.
    for place in facts.targets.places if cities else ():
        if not _has_city(place, cities):
            where = quoted(place.name)
            yield f"None of your programs is in {where}: write a state, or a city as your programs have it."


def _has_city(place: Worded, cities: list[str]) -> bool:
    return any(positions.table().is_in(city, place.name) for city in cities)


def _aside_twice(facts: Facts) -> Iterator[str]:
    for name, count in Counter(entry.name for entry in facts.targets.off).items():
        if count > 1:
            yield f"You put {specialties()[name].name} aside twice."


def _about_code(program: Program, offer: Offer) -> Iterator[str]:
    if program.nrmp_code:
        yield from _against_code(program.nrmp_code, offer)
    elif not offer.field:
        yield "Your facts do not say in which field it is: add its specialty, or its NRMP code."


def _against_code(code: str, offer: Offer) -> Iterator[str]:
    try:
        coded = read_code(code)
    except UnknownName as error:
        yield str(error)
        return
    if offer.field and not _goes_with(offer.field, coded):
        yield f"Its code {code} says {_coded(coded)}, and your facts say {offer.field.name}: look which is right."


def _goes_with(field: Specialty, coded: ProgramCode) -> bool:
    """Return whether a specialty goes with what a code says; a year of its own goes with preliminary positions only."""
    return agree(specialties()[coded.specialty], field) and (not field.is_year or coded.position == "preliminary")


def _coded(coded: ProgramCode) -> str:
    """Return what a code says in words: "categorical family medicine (by a number that is not confirmed)"."""
    name = specialties()[coded.specialty].name
    position = "" if coded.position in name else f"{coded.position} "
    doubt = "" if coded.sure else " (by a number that is not confirmed)"
    return f"{position}{name}{doubt}"


def _about_specialty(offer: Offer, facts: Facts) -> Iterator[str]:
    if not offer.field:
        return
    if aside := entry_for(offer.specialty, facts.targets.off):
        words = f" ('{aside.words.rstrip('.')}')" if aside.words else ""
        yield f"You put {offer.field.name} aside{words}, and this program is in it."
    elif positions.table().is_closed(offer.specialty):
        yield f"The article takes {offer.field.name} off the table. That is an opinion, and the application is yours."


def _about_service(program: Program, offer: Offer, *, on: date) -> Iterator[str]:
    usual, why = usual_service(offer.specialty, on=on)
    if usual and program.service not in (None, usual):
        yield f"Your facts say {program.service}; here it would be {usual} ({why}). Look at the program's page."


def _about_second_chances(program: Program) -> Iterator[str]:
    source = f" ({program.second_chances_from})" if program.second_chances_from else ""
    if program.second_chances == "no":
        yield f"Your facts say that it takes nobody with a failed exam{source}."
    if program.second_chances == "yes":
        for text in filter(_excludes_failures, program.requires):
            yield f"It is said to give second chances{source}, and asks for {quoted(text)}: ask which of the two holds."


def _excludes_failures(text: str) -> bool:
    requirement = read_requirement(text)
    return requirement is not None and requirement.check == "clean"


def _about_name(program: Program, facts: Facts) -> Iterator[str]:
    """Yield what is wrong with a name that another entry has too."""
    entries = Counter(map(_entry, facts.programs))
    names = Counter(_key(other.name) for other in facts.programs)
    if entries[_entry(program)] > 1:
        yield "It is entered twice, and counts twice: take one out, or add what distinguishes them (city, NRMP code)."
    elif program.city is None and names[_key(program.name)] > 1:
        yield "Another program has the same name: add the city."


def _entry(program: Program) -> tuple[str, str, str, str]:
    return _key(program.name), _key(program.city), program.specialty or "", program.nrmp_code or ""


def _key(text: str | None) -> str:
    return (text or "").casefold()
