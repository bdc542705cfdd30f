"""
Where to apply in SOAP: specialties by an adviser's opinion and by positions, programs in groups by the facts.

Nothing here is a chance or a score: each thing is where a fact, a count or an opinion puts it, and says which.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Literal, NamedTuple

from soapwriter.facts import Facts, Worded
from soapwriter.soap.clock import Event, match_week
from soapwriter.soap.offer import usual_service
from soapwriter.soap.program_fit import ProgramFit, program_fit, weakness
from soapwriter.soap.warnings import entry_for, facts_warnings
from soapwriter.tables import Judgement, PositionCount, Specialty, positions, specialties


@dataclass(frozen=True)
class Field:
    """
    A specialty: what the article says of it, how many positions there were, and what the facts have for it.

    `aside` is the applicant's entry that puts it aside, `letter` the one that names a letter, None where there is none.
    `service` is where to apply, `service_from` what that is known from. `programs` is how many the facts name.
    `is_hidden` is whether SOAP shows none of its positions to somebody with the applicant's partial match.
    """

    specialty: Specialty
    judgement: Judgement | None
    places: tuple[PositionCount, ...]
    note: str
    aside: Worded | None
    statement: bool
    letter: Worded | None
    service: str
    service_from: str
    programs: int
    is_hidden: bool

    @property
    def is_off(self) -> bool:
        """Whether it is off the table, by the applicant's own word or by the article's."""
        return self.aside is not None or positions.table().is_closed(self.specialty.id)

    @property
    def is_entered(self) -> bool:
        """Whether the facts have a statement or a program for it."""
        return self.statement or self.programs > 0


class Tally(NamedTuple):
    """
    The programs of one service ("" where it is not known): how many there are, and how many applications are sent.

    `over` is how many there are above the limit, `drop` which to drop first, each with the reason.
    """

    service: str
    programs: int
    applied: int
    over: int
    drop: tuple[tuple[ProgramFit, str], ...]


class Window(NamedTuple):
    """
    Whether applications can go out at a moment, and when that changes (None where it does not change again).

    "early" is before they open, "round" during an offer round, "late" after the last one.
    """

    state: Literal["early", "open", "round", "late", "over"]
    until: datetime | None


@dataclass(frozen=True)
class Plan:
    """Where to apply, by the facts and the tables, on a day."""

    facts: Facts
    on: date

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """Every specialty in the order of the article's opinions, those without one before those off the table."""
        order = {judgement.id: number for number, judgement in enumerate(positions.table().judgements)}
        counts = {specialty: count for specialty, count, _ in positions.table().most_open()}
        fields = (_field(row, self) for row in specialties().values())
        return tuple(
            sorted(
                fields,
                key=lambda field: (_rank(field, order), -counts.get(field.specialty.id, 0), field.specialty.name),
            )
        )

    @cached_property
    def fits(self) -> tuple[ProgramFit, ...]:
        """
        Every program, in groups.

        A program is in A if its entry has a `history`; else in B if its city lies in one of `[targets] places`; else in
        C if its `second_chances` is "yes"; else in none. Within a group the programs stay as entered.
        """
        fits = (program_fit(number, self.facts, on=self.on) for number in range(len(self.facts.programs)))
        return tuple(sorted(fits, key=lambda fit: (fit.cluster or "no group", fit.number)))

    @cached_property
    def tallies(self) -> tuple[Tally, ...]:
        """The count for each service that has a program, those of unknown service last."""
        services = {fit.offer.service for fit in self.fits}
        return tuple(_tally(name, self.fits) for name in (*positions.table().services, "") if name in services)

    @cached_property
    def warnings(self) -> tuple[str, ...]:
        """What does not go together in the facts as a whole, each a sentence."""
        return tuple(facts_warnings(self.facts))


def window(now: datetime) -> Window:
    """
    Return whether applications can go out at a moment.

    Raises:
        UnknownName: the clock does not know the season.
    """
    events = {event.id: event for event in match_week(now).events}
    opens, closes = events["applications"].begins, events["end"].begins
    if now < opens:
        return Window("early", opens)
    if now >= closes:
        return Window("over", None)
    # Applications are held while offers are out, and go on after each round.
    rounds = [event for name, event in events.items() if name.startswith("round")]
    return _among_rounds(rounds, now) or Window("late", closes)


def _among_rounds(rounds: Sequence[Event], now: datetime) -> Window | None:
    """Return the window before or during the next offer round; None after the last one."""
    for each in rounds:
        if now < each.over:
            return Window("round", each.over) if each.begins <= now else Window("open", each.begins)
    return None


def _rank(field: Field, order: dict[str, int]) -> float:
    # Half a rank puts a specialty without an opinion between the last opinion and those off the table.
    return order[field.judgement.id] if field.judgement else order["off"] - 0.5


def _field(row: Specialty, plan: Plan) -> Field:
    service, service_from = usual_service(row.id, on=plan.on)
    return Field(
        specialty=row,
        judgement=positions.table().judgement(row.id),
        places=positions.table().counts_of(row.id),
        note=positions.table().notes.get(row.id, ""),
        aside=entry_for(row.id, plan.facts.targets.off),
        statement=any(each.specialty == row.id for each in plan.facts.specialties),
        letter=entry_for(row.id, plan.facts.targets.letters),
        service=service,
        service_from=service_from,
        programs=sum(fit.offer.specialty == row.id for fit in plan.fits),
        is_hidden=plan.facts.eligibility.partly_matched not in (None, *row.positions),
    )


def _tally(service: str, fits: Sequence[ProgramFit]) -> Tally:
    """Return a service's count; an application that is sent is never to be dropped, since nothing takes it back."""
    own = [fit for fit in fits if fit.offer.service == service]
    planned = [fit for fit in own if not fit.program.applied]
    # Without a service the limit does not apply to anything.
    over = max(0, len(own) - positions.table().most) if service else 0
    # Among equals the order of the facts file decides: the one entered last goes first.
    weakest = sorted(planned, key=lambda fit: (weakness(fit).rank, -fit.number))[:over]
    return Tally(service, len(own), len(own) - len(planned), over, tuple((fit, weakness(fit).words) for fit in weakest))
