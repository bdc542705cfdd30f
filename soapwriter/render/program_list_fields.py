"""Specialties as text: those off the table, then the others by opinion and by positions."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import filterfalse, groupby

from soapwriter.render.screen import Screen
from soapwriter.soap import ERAS, Field, Plan
from soapwriter.tables import PositionCount, positions
from soapwriter.text import counted, listed

_NO_OPINION = "The article does not name these"
_HIDDEN = "You are partly matched, and SOAP shows you none of its positions."
# So many specialties with open positions are named as a way on; the rest of the output has the others.
_MOST_NAMED = 5


def every_field(plan: Plan, screen: Screen) -> Iterator[str]:
    """Yield every specialty of which the article or a count speaks, and that SOAP shows, those off the table first."""
    shown = [field for field in plan.fields if not field.is_hidden]
    on_the_table = list(filterfalse(_is_off, shown))
    yield from _off_the_table(list(filter(_is_off, shown)), plan, screen)
    yield ""
    yield from heading("Fields, by opinion and by places", screen)
    yield from screen.wrap(" ".join([positions.table().words.opinion, *_about_record(plan)]), indent=2)
    yield from _by_opinion(filter(_is_known, on_the_table), screen)
    yield from _unknown(filterfalse(_is_known, on_the_table), screen)
    yield from look_again(plan.warnings, screen, indent=2)


def one_field(plan: Plan, specialty: str, screen: Screen) -> Iterator[str]:
    """Yield everything that is known of the specialty of an id."""
    field = next(each for each in plan.fields if each.specialty.id == specialty)
    if field.is_off:
        yield from _off_the_table([field], plan, screen)
    else:
        yield from heading(capitalized(field.specialty.name), screen)
        opinion = field.judgement.said if field.judgement else "The article does not name it"
        yield from screen.wrap(f"One adviser's opinion, with a failed exam: {uncapitalized(opinion)}.", indent=2)
    yield from _field(field, screen, whole=True)
    yield from screen.wrap(_HIDDEN, indent=4) if field.is_hidden else ()
    yield from screen.wrap("How many places were open in 2026 is not known here.", indent=4)


def heading(text: str, screen: Screen) -> Iterator[str]:
    """Yield a heading."""
    return (screen.paint(line, "bold") for line in screen.wrap(text, hanging=3))


def look_again(warnings: Iterable[str], screen: Screen, *, indent: int) -> Iterator[str]:
    """Yield what to check again in the facts."""
    for text in warnings:
        yield from screen.wrap(f"Look again: {uncapitalized(text)}", indent=indent, hanging=indent + 2)


def capitalized(text: str) -> str:
    """Return a text with a capital first letter, and the others as they are."""
    return text[:1].upper() + text[1:]


def uncapitalized(text: str) -> str:
    """Return a text with a small first letter, to go on after a colon."""
    return text[:1].lower() + text[1:]


def _about_record(plan: Plan) -> Iterator[str]:
    if not plan.facts.failures:
        yield positions.table().words.no_failure
    elif not plan.facts.open_exams:
        yield positions.table().words.passed_since


def _is_off(field: Field) -> bool:
    return field.is_off


def _is_known(field: Field) -> bool:
    """Return whether there is anything to say of a specialty."""
    return bool(field.judgement or field.places or field.is_entered)


def _by_opinion(fields: Iterable[Field], screen: Screen) -> Iterator[str]:
    for opinion, group in groupby(fields, key=_opinion):
        yield from screen.wrap(screen.plain(opinion), indent=2)
        for field in group:
            yield from _field(field, screen, whole=field.is_entered)


def _opinion(field: Field) -> str:
    return field.judgement.said if field.judgement else _NO_OPINION


def _unknown(fields: Iterable[Field], screen: Screen) -> Iterator[str]:
    names = listed(field.specialty.name for field in fields)
    if names:
        yield from screen.wrap(f"Of {names} neither an opinion nor a count is known here.", indent=2)


def _off_the_table(fields: Sequence[Field], plan: Plan, screen: Screen) -> Iterator[str]:
    """Yield the specialties off the table: the applicant's own first, then the article's, and where else to apply."""
    yield from heading("Off the table", screen)
    closed = [field for field in fields if not field.aside]
    for text in (*_put_aside(fields), *_closed(closed), *_entered(closed)):
        yield from screen.wrap(text, indent=2, hanging=4)
    yield from screen.wrap(_way_on(plan), indent=2)


def _put_aside(fields: Iterable[Field]) -> Iterator[str]:
    for field in fields:
        if field.aside:
            words = f" You say: {field.aside.words.rstrip('.')}." if field.aside.words else ""
            yield f"{capitalized(field.specialty.name)}: you put it aside.{words}"


def _closed(fields: Sequence[Field]) -> Iterator[str]:
    names = capitalized(listed(field.specialty.name for field in fields))
    for judgement in dict.fromkeys(field.judgement for field in fields if field.judgement):
        yield f"{names}: by an adviser's article. {judgement.why}"


def _entered(fields: Iterable[Field]) -> Iterator[str]:
    """Yield the specialties for which the facts have something although the article closes them."""
    for field in fields:
        if field.is_entered:
            text = positions.table().words.entered.format(what=_have(field), most=positions.table().most)
            yield f"{capitalized(field.specialty.name)}: {text}"


def _way_on(plan: Plan) -> str:
    """Return where the positions were, without the specialties that are off the table."""
    off = frozenset(field.specialty.id for field in plan.fields if field.is_off or field.is_hidden)
    first = list(positions.table().most_open(without=off))[:_MOST_NAMED]
    if not first:
        return ""
    names = {field.specialty.id: field.specialty.name for field in plan.fields}
    fields = listed(f"{names[specialty]} ({count})" for specialty, count, _ in first)
    return positions.table().words.way_on.format(year=first[0][2], fields=fields)


def _field(field: Field, screen: Screen, *, whole: bool) -> Iterator[str]:
    """Yield one specialty: its positions and what the facts have for it; `whole` with the counts of every year."""
    counts = "; ".join(_counts(field.places if whole else field.places[:1])) or "no count is known here"
    have = _have(field)
    you_have = f" You have {have}." if have else ""
    yield from screen.wrap(f"{field.specialty.name}: {counts}.{you_have}", indent=4, hanging=6)
    if field.service != ERAS:
        yield from screen.wrap(f"Applications go through {field.service}: {field.service_from}.", indent=6)
    if field.note:
        yield from screen.wrap(field.note, indent=6)


def _counts(places: Iterable[PositionCount]) -> Iterator[str]:
    for row in places:
        unit = "open" if row.stage == "before" else "filled through SOAP"
        of = f" ({row.of})" if row.of else ""
        if row.first is not None:
            yield f"in {row.year}, {_number(row.first)} {unit}{of}"
        if row.later is not None:
            yield f"in {row.year}, {_number(row.later)} {unit} from the second year on"


def _number(count: int) -> str:
    return str(count) if count else "none"


def _have(field: Field) -> str:
    """Return what the facts have for a specialty: a statement, a letter, programs."""
    return listed((*_statement(field), *_letter(field), *_programs(field)))


def _statement(field: Field) -> Iterator[str]:
    if field.statement:
        yield "a statement"


def _letter(field: Field) -> Iterator[str]:
    if field.letter:
        yield f"a letter ({field.letter.words})" if field.letter.words else "a letter"


def _programs(field: Field) -> Iterator[str]:
    if field.programs:
        yield counted(field.programs, "program")
