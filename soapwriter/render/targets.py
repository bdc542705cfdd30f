"""Where to apply, as a person reads it: fields, programs in their groups, the rules, and what is not known."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from soapwriter.render.screen import Screen
from soapwriter.soap import Field, Plan, ProgramFit, Tally
from soapwriter.tables import PositionCount, Source, positions
from soapwriter.text import listed

_STATUS = {"met": "green", "not met": "yellow", "not known": "dim"}
_CONFIDENCE = {"H": "well confirmed", "M": "one good source", "L": "a weak source"}
_UNSAID = "The article does not name these"


def fields(plan: Plan, on: Screen) -> Iterator[str]:
    """Yield every field that the article or a count speaks of, the ones off the table first."""
    yield from _off([field for field in plan.fields if field.is_off], plan, on)
    yield ""
    yield from _heading("Fields, by opinion and by places", on)
    yield from on.wrap(" ".join([positions.table().words.opinion, *_about_record(plan)]), indent=2)
    open_ = [field for field in plan.fields if not field.is_off]
    known = [field for field in open_ if field.judgement or field.places or field.is_entered]
    for said, group in groupby(known, key=lambda field: field.judgement.said if field.judgement else _UNSAID):
        yield from on.wrap(on.plain(said), indent=2)
        for field in group:
            yield from _field(field, on, whole=field.is_entered)
    rest = [field.specialty.name for field in open_ if field not in known]
    if rest:
        yield from on.wrap(f"Of {listed(rest)} neither an opinion nor a count is known here.", indent=2)
    yield from _doubted(plan.doubts, on, indent=2)


def field(plan: Plan, specialty: str, on: Screen) -> Iterator[str]:
    """Yield all that is known of one field."""
    found = next(each for each in plan.fields if each.specialty.id == specialty)
    if found.is_off:
        yield from _off([found], plan, on)
    else:
        yield from _heading(_upper(found.specialty.name), on)
        said = found.judgement.said if found.judgement else "The article does not name it"
        yield from on.wrap(f"One adviser's opinion, with a failed exam: {_lower(said)}.", indent=2)
    yield from _field(found, on, whole=True)
    yield from on.wrap("How many places were open in 2026 is not known here.", indent=4)


def programs(aims: Iterable[ProgramFit], on: Screen) -> Iterator[str]:
    """Yield programs in their groups, each with the facts that speak for it and against it."""
    aims = list(aims)
    titles = {each.id: f"{each.id}: {each.title}" for each in positions.table().clusters}
    for letter, group in groupby(aims, key=lambda fit: fit.cluster):
        yield ""
        yield from _heading(titles.get(letter, "In no group yet"), on)
        if not letter:
            yield from _no_group(on)
        for fit in group:
            yield from _program(fit, on)
    if any(not fit.requirements for fit in aims):
        yield ""
        yield from on.wrap(positions.table().words.no_requirements, indent=2)
    sorts = dict.fromkeys(fit.offer.position for fit in aims)
    told = [found.about for name in sorts if name != "categorical" and (found := positions.table().position(name))]
    if told:
        yield ""
        yield from _heading("What these positions are", on)
        for about in told:
            yield from on.wrap(about, indent=2)
        yield from _source(positions.table().positions.source, on)


def tallies(plan: Plan, on: Screen) -> Iterator[str]:
    """Yield how many programs there are for each service, and which to drop first where there are too many."""
    yield from _heading("Programs", on)
    if not plan.aims:
        yield from on.wrap(positions.table().words.no_programs, indent=2)
    for tally in plan.tallies:
        yield from _tally(tally, on)
    if any(fit.offer.service == "ERAS" and not fit.program.service for fit in plan.aims):
        yield from on.wrap(positions.table().words.usual_service, indent=2)


def closing(plan: Plan, on: Screen, *, with_fields: bool) -> Iterator[str]:
    """Yield the rules of applying, what is not known, where what is said of fields is from, and whose the list is."""
    yield ""
    yield from _heading("Before you apply", on)
    used = {fit.offer.service for fit in plan.aims}
    special = [
        (each.about, each) for name, each in positions.table().services.items() if name in used and name != "ERAS"
    ]
    for text, source in [*((rule.text, rule) for rule in positions.table().rules), *special]:
        yield from on.wrap(text, indent=2)
        yield from _source(source, on)
    yield ""
    yield from _heading("Not known here", on)
    letters = [] if plan.facts.targets.letters else [positions.table().words.no_letters]
    for text in (*positions.table().unknown.texts, *letters):
        yield from on.wrap(text, indent=2, hanging=4)
    if with_fields:
        yield from _origins(on)
    yield ""
    yield from on.wrap(positions.table().keep.text)
    yield from _source(positions.table().keep, on)


def _origins(on: Screen) -> Iterator[str]:
    yield ""
    yield from _heading("Where it is from", on)
    yield from _source(positions.table().opinions.source, on, lead="Opinion")
    for count in positions.table().counts:
        yield from _source(count, on, lead=f"Places in {count.year}")


def _heading(text: str, on: Screen) -> Iterator[str]:
    return (on.paint(line, "bold") for line in on.wrap(text, hanging=3))


def _no_group(on: Screen) -> Iterator[str]:
    yield from on.wrap(positions.table().words.no_group, indent=2)
    for cluster in positions.table().clusters:
        yield from on.wrap(f"{cluster.id}: {cluster.ask}", indent=4, hanging=7)


def _about_record(plan: Plan) -> Iterator[str]:
    if not plan.facts.failures:
        yield positions.table().words.no_failure
    elif not plan.facts.open_exams:
        yield positions.table().words.passed_since


def _off(found: list[Field], plan: Plan, on: Screen) -> Iterator[str]:
    """Yield the fields off the table: the applicant's own first, then the article's, and the way on."""
    yield from _heading("Off the table", on)
    for each in found:
        if each.aside:
            words = f" You say: {each.aside.words.rstrip('.')}." if each.aside.words else ""
            yield from on.wrap(f"{_upper(each.specialty.name)}: you put it aside.{words}", indent=2, hanging=4)
    closed = [each for each in found if not each.aside]
    for judgement in dict.fromkeys(each.judgement for each in closed if each.judgement):
        names = _upper(listed([each.specialty.name for each in closed]))
        yield from on.wrap(f"{names}: by an adviser's article. {judgement.why}", indent=2, hanging=4)
    for each in found:
        if each.is_entered and not each.aside:
            told = positions.table().words.entered.format(what=_have(each), most=positions.table().most)
            yield from on.wrap(f"{_upper(each.specialty.name)}: {told}", indent=2, hanging=4)
    yield from on.wrap(_way_on(plan), indent=2)


def _way_on(plan: Plan) -> str:
    """Return where the places were, without the fields that are off the table."""
    off = frozenset(each.specialty.id for each in plan.fields if each.is_off)
    first = list(positions.table().most_open(without=off))[:5]
    names = {each.specialty.id: each.specialty.name for each in plan.fields}
    if not first:
        return ""
    most_open = listed([f"{names[specialty]} ({count})" for specialty, count, _ in first])
    return positions.table().words.way_on.format(year=first[0][2], fields=most_open)


def _field(field: Field, on: Screen, *, whole: bool) -> Iterator[str]:
    """Yield one field: its places, and what the facts have for it; `whole` with every year and what is said of it."""
    counts = "; ".join(_counts(field.places if whole else field.places[:1])) or "no count is known here"
    have = f" You have {_have(field)}." if field.is_entered or field.letter else ""
    yield from on.wrap(f"{field.specialty.name}: {counts}.{have}", indent=4, hanging=6)
    if field.service != "ERAS":
        yield from on.wrap(f"Applications go through {field.service}: {field.service_from}.", indent=6)
    if field.note:
        yield from on.wrap(field.note, indent=6)


def _counts(places: Iterable[PositionCount]) -> Iterator[str]:
    for row in places:
        unit = "open" if row.stage == "before" else "filled through SOAP"
        if row.first is not None:
            yield f"{row.first} {unit} in {row.year}"
        if row.later is not None:
            yield f"{row.later} {unit} from the second year on, in {row.year}"


def _have(field: Field) -> str:
    counted = f"{field.programs} {'program' if field.programs == 1 else 'programs'}"
    letter = "a letter" + (f" ({field.letter.words})" if field.letter and field.letter.words else "")
    parts = (("a statement", field.statement), (letter, field.letter), (counted, field.programs))
    return listed([words for words, there in parts if there])


def _tally(tally: Tally, on: Screen) -> Iterator[str]:
    most = positions.table().most
    if not tally.service:
        yield from on.wrap(
            f"Service not known: {tally.programs}. Add the specialty or the service.", indent=2, hanging=4
        )
        return
    sent = f", {tally.applied} of them sent" if tally.applied else ""
    yield from on.wrap(f"{tally.service}: {tally.programs} of {most}{sent}.", indent=2)
    if tally.applied > most:
        yield from on.wrap(positions.table().words.sent_over.format(most=most, service=tally.service), indent=4)
    if tally.drop:
        yield from on.wrap(positions.table().words.drop.format(over=tally.over, service=tally.service), indent=4)
    for fit, reason in tally.drop:
        yield from on.wrap(f"{fit.name}: {reason}.", indent=6, hanging=8)


def _program(fit: ProgramFit, on: Screen) -> Iterator[str]:
    yield from on.wrap(fit.name, indent=2, hanging=4)
    yield from on.wrap(f"{'; '.join(_about(fit))}.", indent=4, hanging=6)
    for number, because in enumerate(fit.because):
        lead = f"In {because.cluster} because" if number == 0 else f"Also {because.cluster}"
        yield from on.wrap(f"{lead}: {because.words.rstrip('.')}.", indent=4, hanging=6)
    for held in fit.requirements:
        lines = on.wrap(f"{held.status}: {held.text.rstrip('.')}. {held.fact}", indent=4, hanging=6)
        lines[0] = lines[0].replace(held.status, on.paint(held.status, _STATUS[held.status]), 1)
        yield from lines
    if not fit.requirements:
        yield from on.wrap("What it asks for: not entered.", indent=4, hanging=6)
    for text in fit.lacks:
        yield from on.wrap(f"Before it can go out: {_lower(text)}", indent=4, hanging=6)
    yield from _doubted(fit.doubts, on, indent=4)


def _about(fit: ProgramFit) -> Iterator[str]:
    field, position = fit.offer.field, positions.table().position(fit.offer.position)
    sort = position.name if position and not (field and field.is_year) else ""
    yield ", ".join(filter(None, (field.name if field else "field not known", sort)))
    if fit.offer.service:
        yield fit.offer.service if fit.offer.service == "ERAS" else f"{fit.offer.service} ({fit.offer.service_from})"
    if fit.program.unfilled:
        yield f"{fit.program.unfilled} open"
    if fit.program.applied:
        yield "sent"


def _doubted(doubts: Iterable[str], on: Screen, *, indent: int) -> Iterator[str]:
    for text in doubts:
        yield from on.wrap(f"Look again: {_lower(text)}", indent=indent, hanging=indent + 2)


def _source(source: Source, on: Screen, *, lead: str = "Source") -> Iterator[str]:
    sure = [_CONFIDENCE[source.confidence]] if source.evidence is None else []
    about = "; ".join(filter(None, [source.date, *sure]))
    yield from on.wrap(f"{lead}: {source.title}{f' ({about})' if about else ''}.", indent=4, hanging=6)
    if source.url:
        yield from on.wrap(source.url, indent=6)


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
