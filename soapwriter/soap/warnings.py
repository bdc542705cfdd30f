"""What in the facts does not go together, or speaks against an application: each a sentence, to be looked at again."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from soapwriter.errors import UnknownName
from soapwriter.facts import Facts, Program, Worded, agree
from soapwriter.soap.offer import Offer, usual_service
from soapwriter.soap.requirements import read
from soapwriter.tables import positions, program_codes, specialties


def doubts(program: Program, offer: Offer, facts: Facts, *, now: date) -> Iterator[str]:
    """Yield what in a program's entry does not go together, or speaks against an application."""
    yield from _of_code(program, offer)
    yield from _of_field(offer, facts)
    yield from _of_service(program, offer, now=now)
    yield from _of_chances(program)
    yield from _of_name(program, facts)
    if program.unfilled == 0:
        yield "Your facts say that it has no open place."
    if offer.position == "reserved":
        yield "It is reserved for physicians with prior training (letter R), and not open to students."


def doubts_of_all(facts: Facts) -> Iterator[str]:
    """Yield what in the facts as a whole does not go together."""
    for each in facts.specialties:
        if each.specialty and entry_for(each.specialty, facts.targets.off):
            name = specialties()[each.specialty].name
            yield f"You put {name} aside, and have a statement for it: keep whichever you mean."
    cities = [program.city for program in facts.programs if program.city]
    for place in facts.targets.places:
        if cities and not any(positions.table().is_in(city, place.name) for city in cities):
            yield f"None of your programs lies in '{place.name}': write a state, or a city as your programs have it."
    for name, count in Counter(each.name for each in facts.targets.off).items():
        if count > 1:
            yield f"You put {specialties()[name].name} aside twice."


def entry_for(specialty: str, entries: tuple[Worded, ...]) -> Worded | None:
    """Return the entry that names a specialty, or None."""
    return next((each for each in entries if each.name == specialty), None)


def _of_code(program: Program, offer: Offer) -> Iterator[str]:
    if not program.nrmp_code:
        if not offer.field:
            yield "Your facts do not say in which field it is: add its specialty, or its NRMP code."
        return
    try:
        coded = program_codes.read_code(program.nrmp_code)
    except UnknownName as error:
        yield str(error)
        return
    says, entered = specialties()[coded.specialty], offer.field or specialties()[coded.specialty]
    kept = agree(says, entered) and not (entered.is_year and coded.position != "preliminary")
    if not kept:
        doubt = "" if coded.sure else " (by a number that is not confirmed)"
        sort = "" if coded.position in says.name else f"{coded.position} "
        told = f"Its code {program.nrmp_code} says {sort}{says.name}{doubt}"
        yield f"{told}, and your facts say {entered.name}: look which is right."


def _of_field(offer: Offer, facts: Facts) -> Iterator[str]:
    if not offer.field:
        return
    if aside := entry_for(offer.specialty, facts.targets.off):
        words = f" ('{aside.words.rstrip('.')}')" if aside.words else ""
        yield f"You put {offer.field.name} aside{words}, and this program is in it."
    elif positions.table().is_closed(offer.specialty):
        yield f"The article takes {offer.field.name} off the table. That is an opinion, and the application is yours."


def _of_service(program: Program, offer: Offer, *, now: date) -> Iterator[str]:
    usual, why = usual_service(offer.specialty, now=now)
    if program.service and usual and usual != program.service:
        yield f"Your facts say {program.service}; here it would be {usual} ({why}). Look at the program's page."


def _of_chances(program: Program) -> Iterator[str]:
    source = f" ({program.second_chances_from})" if program.second_chances_from else ""
    if program.second_chances == "no":
        yield f"Your facts say that it takes nobody with a failed exam{source}."
    if program.second_chances == "yes":
        for text in program.requires:
            if (asked := read(text)) and asked.check == "clean":
                yield f"It is said to give second chances{source}, and asks for '{text}': ask which of the two holds."


def _of_name(program: Program, facts: Facts) -> Iterator[str]:
    """Yield what is wrong with a name that another entry has as well."""
    same = [each for each in facts.programs if _key(each.name) == _key(program.name) and each is not program]
    if any(_entry(each) == _entry(program) for each in same):
        yield "It is entered twice, and counts twice: take one out, or add what tells them apart (city, NRMP code)."
    elif same and program.city is None:
        yield "Another program has the same name: add the city."


def _entry(program: Program) -> tuple[str, str, str, str]:
    return _key(program.name), _key(program.city), program.specialty or "", program.nrmp_code or ""


def _key(text: str | None) -> str:
    return (text or "").casefold()
