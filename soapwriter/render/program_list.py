"""Where to apply, as text: fields, programs in their groups, the rules, and what is not known."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import groupby

from soapwriter.errors import UnknownName
from soapwriter.render.program_list_fields import every_field, heading, look_again, one_field, uncapitalized
from soapwriter.render.screen import Screen
from soapwriter.soap import ERAS, Plan, ProgramFit, Tally, find_standing, first_line, in_words, match_week, window
from soapwriter.tables import Source, positions

_STATUS = {"met": "green", "not met": "yellow", "not known": "dim"}
_CONFIDENCE = {"H": "well confirmed", "M": "one good source", "L": "a weak source"}
_WINDOWS = {
    "early": "Applications open on {until}.",
    "open": "Applications can go out now, until {until}.",
    "round": "An offer round is running: no application can go out before {until}.",
    "late": "The last round is over; whether an application can still go out until {until} is not known here.",
    "over": "SOAP of this season has ended: no application can go out in it any more.",
}


def render(
    plan: Plan,
    fits: Sequence[ProgramFit],
    screen: Screen,
    *,
    now: datetime,
    specialty: str = "",
    with_fields: bool = True,
    notes: Sequence[str] = (),
) -> Iterator[str]:
    """
    Yield where to apply.

    Args:
        plan: everything that the facts and the tables say.
        fits: the programs to show.
        screen: what the output can show.
        now: the moment for which the offer rounds and deadlines are shown.
        specialty: the id of the only field to show; "" for every field.
        with_fields: whether fields are shown at all.
        notes: sentences on how the time was read.
    """
    for text in _about_now(plan, now, notes):
        yield from screen.wrap(text)
    yield ""
    if with_fields:
        yield from one_field(plan, specialty, screen) if specialty else every_field(plan, screen)
        yield ""
    yield from _tallies(plan, screen)
    if plan.fits and not fits:
        yield from screen.wrap("None of your programs is there.", indent=2)
    yield from _programs(fits, screen)
    yield from _rules(plan, screen)
    yield from _not_known(plan, screen)
    yield from _origins(screen) if with_fields else ()
    yield ""
    yield from screen.wrap(positions.table().keep.text)
    yield from _source(positions.table().keep, screen)


def _about_now(plan: Plan, now: datetime, notes: Sequence[str]) -> Iterator[str]:
    """Yield whether the applicant is in SOAP and applications can go out, and the notes; why, where that is unknown."""
    try:
        state, until = window(now)
        week = match_week(now)
    except UnknownName as error:
        yield from filter(None, (first_line(plan.facts, now), str(error)))
        return
    standing = find_standing(plan.facts, week=week, now=now)
    yield from [standing.text] if standing else ()
    # Who is not in SOAP, or has accepted an offer, sends no application in it.
    if standing is None or standing.state not in ("out", "accepted"):
        yield _WINDOWS[state].format(until=in_words(until) if until else "")
    yield from filter(None, (week.caution, *notes))


def _programs(fits: Sequence[ProgramFit], screen: Screen) -> Iterator[str]:
    """Yield programs in their groups, each with the facts that speak for it and against it."""
    for letter, group in groupby(fits, key=lambda fit: fit.cluster):
        yield ""
        yield from _group_heading(letter, screen)
        for fit in group:
            yield from _program(fit, screen)
    if any(not fit.requirements for fit in fits):
        yield ""
        yield from screen.wrap(positions.table().words.no_requirements, indent=2)
    yield from _about_positions(fits, screen)


def _group_heading(letter: str, screen: Screen) -> Iterator[str]:
    clusters = positions.table().clusters
    if letter:
        title = next(cluster.title for cluster in clusters if cluster.id == letter)
        yield from heading(f"{letter}: {title}", screen)
        return
    yield from heading("In no group yet", screen)
    yield from screen.wrap(positions.table().words.no_group, indent=2)
    for cluster in clusters:
        yield from screen.wrap(f"{cluster.id}: {cluster.ask}", indent=4, hanging=7)


def _about_positions(fits: Sequence[ProgramFit], screen: Screen) -> Iterator[str]:
    """Yield what the positions mean that are not categorical."""
    names = dict.fromkeys(fit.offer.position for fit in fits if fit.offer.position != "categorical")
    found = list(filter(None, map(positions.table().position, names)))
    if not found:
        return
    yield ""
    yield from heading("What these positions are", screen)
    for position in found:
        yield from screen.wrap(position.about, indent=2)
    yield from _source(positions.table().positions.source, screen)


def _tallies(plan: Plan, screen: Screen) -> Iterator[str]:
    """Yield how many programs there are for each service, and which to drop first where there are too many."""
    yield from heading("Programs", screen)
    if not plan.fits:
        yield from screen.wrap(positions.table().words.no_programs, indent=2)
    for tally in plan.tallies:
        yield from _tally(tally, screen)
    if any(_is_taken_for_eras(fit) for fit in plan.fits):
        yield from screen.wrap(positions.table().words.usual_service, indent=2)


def _is_taken_for_eras(fit: ProgramFit) -> bool:
    return fit.offer.service == ERAS and not fit.program.service


def _tally(tally: Tally, screen: Screen) -> Iterator[str]:
    if not tally.service:
        unknown = f"Service not known: {tally.programs}. Add the specialty or the service."
        yield from screen.wrap(unknown, indent=2, hanging=4)
        return
    most = positions.table().most
    sent = f", {tally.applied} of them sent" if tally.applied else ""
    yield from screen.wrap(f"{tally.service}: {tally.programs} of {most}{sent}.", indent=2)
    if tally.applied > most:
        yield from screen.wrap(positions.table().words.sent_over.format(most=most, service=tally.service), indent=4)
    if tally.drop:
        yield from screen.wrap(positions.table().words.drop.format(over=tally.over, service=tally.service), indent=4)
    for fit, reason in tally.drop:
        yield from screen.wrap(f"{fit.name}: {reason}.", indent=6, hanging=8)


def _program(fit: ProgramFit, screen: Screen) -> Iterator[str]:
    yield from screen.wrap(fit.name, indent=2, hanging=4)
    yield from screen.wrap(f"{'; '.join(_summary(fit))}.", indent=4, hanging=6)
    for reason in _reasons(fit):
        yield from screen.wrap(reason, indent=4, hanging=6)
    yield from _requirements(fit, screen)
    for text in fit.lacks:
        yield from screen.wrap(f"Before it can go out: {uncapitalized(text)}", indent=4, hanging=6)
    yield from look_again(fit.warnings, screen, indent=4)


def _reasons(fit: ProgramFit) -> Iterator[str]:
    """Yield why a program is in its group, and in which other groups it might be."""
    for number, because in enumerate(fit.because):
        lead = f"Also {because.cluster}" if number else f"In {because.cluster} because"
        yield f"{lead}: {because.words.rstrip('.')}."


def _requirements(fit: ProgramFit, screen: Screen) -> Iterator[str]:
    if not fit.requirements:
        yield from screen.wrap("What it asks for: not entered.", indent=4, hanging=6)
    for each in fit.requirements:
        first, *more = screen.wrap(f"{each.status}: {each.text.rstrip('.')}. {each.fact}", indent=4, hanging=6)
        yield first.replace(each.status, screen.paint(each.status, _STATUS[each.status]), 1)
        yield from more


def _summary(fit: ProgramFit) -> Iterator[str]:
    """Yield a program's field and position, its service, its open positions, and whether an application is sent."""
    yield _field_and_position(fit)
    if fit.offer.service:
        yield fit.offer.service if fit.offer.service == ERAS else f"{fit.offer.service} ({fit.offer.service_from})"
    if fit.program.unfilled:
        yield f"{fit.program.unfilled} open"
    if fit.program.applied:
        yield "sent"


def _field_and_position(fit: ProgramFit) -> str:
    field, position = fit.offer.field, positions.table().position(fit.offer.position)
    name = field.name if field else "field not known"
    # The name of a year, such as "preliminary medicine", has its position in it.
    if position is None or (field and field.is_year):
        return name
    return f"{name}, {position.name}"


def _rules(plan: Plan, screen: Screen) -> Iterator[str]:
    """Yield the rules of applying, with those of the services that the programs use."""
    yield ""
    yield from heading("Before you apply", screen)
    for rule in positions.table().rules:
        yield from screen.wrap(rule.text, indent=2)
        yield from _source(rule, screen)
    used = {fit.offer.service for fit in plan.fits} - {ERAS}
    for service in (each for name, each in positions.table().services.items() if name in used):
        yield from screen.wrap(service.about, indent=2)
        yield from _source(service, screen)


def _not_known(plan: Plan, screen: Screen) -> Iterator[str]:
    yield ""
    yield from heading("Not known here", screen)
    letters = () if plan.facts.targets.letters else (positions.table().words.no_letters,)
    for text in (*positions.table().unknown.texts, *letters):
        yield from screen.wrap(text, indent=2, hanging=4)


def _origins(screen: Screen) -> Iterator[str]:
    """Yield where the opinions and the counts of fields come from."""
    yield ""
    yield from heading("Where it is from", screen)
    yield from _source(positions.table().opinions.source, screen, lead="Opinion")
    for count in positions.table().counts:
        yield from _source(count, screen, lead=f"Places in {count.year}")


def _source(source: Source, screen: Screen, *, lead: str = "Source") -> Iterator[str]:
    about = "; ".join(_how_sure(source))
    yield from screen.wrap(f"{lead}: {source.title}{f' ({about})' if about else ''}.", indent=4, hanging=6)
    if source.url:
        yield from screen.wrap(source.url, indent=6)


def _how_sure(source: Source) -> Iterable[str]:
    # An article is one person's opinion, which no source confirms.
    confidence = _CONFIDENCE[source.confidence] if source.evidence is None else ""
    return filter(None, (source.date, confidence))
