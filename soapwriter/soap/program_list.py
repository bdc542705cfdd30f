"""
Where to apply in SOAP: fields by an adviser's opinion and by places, programs in groups by the applicant's own facts.

Nothing here is a chance or a score: each thing stands where a fact, a count or an opinion has put it, and says which.
"""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Literal, NamedTuple

from soapwriter.facts import Facts, Worded
from soapwriter.soap.clock import match_week
from soapwriter.soap.offer import usual_service
from soapwriter.soap.program_fit import ProgramFit, program_fit, weakness
from soapwriter.soap.warnings import doubts_of_all, entry_for
from soapwriter.tables import Judgement, PositionCount, Specialty, positions, specialties


@dataclass(frozen=True)
class Field:
    """A specialty: what the article says of it, how many places there were, and what the facts have for it."""

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

    @property
    def is_off(self) -> bool:
        """Whether it is off the table: by the applicant's own word, or by the article's."""
        return self.aside is not None or positions.table().is_closed(self.specialty.id)

    @property
    def is_entered(self) -> bool:
        """Whether the facts have a statement or a program for it."""
        return self.statement or self.programs > 0


class Tally(NamedTuple):
    """The programs of a service ("" where it is not known), how many have gone out, and which to drop if it is over."""

    service: str
    programs: int
    applied: int
    over: int
    drop: tuple[tuple[ProgramFit, str], ...]


class Window(NamedTuple):
    """
    Whether applications can go out at a moment, and when that changes (None where nothing later does).

    "early" is before they open, "round" during an offer round, "late" after the last one.
    """

    state: Literal["early", "open", "round", "late", "over"]
    until: datetime | None


@dataclass(frozen=True)
class Plan:
    """Everything that the facts and the tables say of where to apply, on a day."""

    facts: Facts
    now: date

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """Every field in the order of the article's opinions, those it does not name before those off the table."""
        order = {each.id: number for number, each in enumerate(positions.table().judgements)}
        every = (_field(row, self) for row in specialties().values())
        return tuple(sorted(every, key=lambda field: (_rank(field, order), _fewer(field))))

    @cached_property
    def aims(self) -> tuple[ProgramFit, ...]:
        """
        Every program, in groups.

        The rule: a program stands in A if its entry has a `history`; else in B if its city lies in one of `[targets]
        places`; else in C if its `second_chances` is "yes"; else in none. Within a group they stay as entered.
        """
        aims = (program_fit(number, self.facts, now=self.now) for number in range(len(self.facts.programs)))
        return tuple(sorted(aims, key=lambda fit: (fit.cluster or "no group", fit.number)))

    @cached_property
    def tallies(self) -> tuple[Tally, ...]:
        """The count for each service that has a program, those of unknown service last."""
        named = [*positions.table().services, ""]
        found = [(service, [fit for fit in self.aims if fit.offer.service == service]) for service in named]
        return tuple(_tally(service, aims) for service, aims in found if aims)

    @cached_property
    def doubts(self) -> tuple[str, ...]:
        """What does not go together in the facts as a whole, each a sentence."""
        return tuple(doubts_of_all(self.facts))


def window(now: datetime) -> Window:
    """
    Return whether applications can go out at a moment.

    Raises:
        UnknownName: the clock does not know the year.
    """
    events = {event.id: (event.begins, event.ends) for event in match_week(now).events}
    opens, closes = events["applications"][0], events["end"][0]
    if now < opens:
        return Window("early", opens)
    if now >= closes:
        return Window("over", None)
    rounds = sorted(times for name, times in events.items() if name.startswith("round"))
    for begins, ends in rounds:
        if ends and now < ends:
            return Window("round", ends) if begins <= now else Window("open", begins)
    return Window("late", closes)


def _rank(field: Field, order: dict[str, int]) -> float:
    return order[field.judgement.id] if field.judgement else order["off"] - 0.5


def _field(row: Specialty, plan: Plan) -> Field:
    facts = plan.facts
    service, service_from = usual_service(row.id, now=plan.now)
    return Field(
        specialty=row,
        judgement=positions.table().judgement(row.id),
        places=positions.table().counts_of(row.id),
        note=positions.table().notes.get(row.id, ""),
        aside=entry_for(row.id, facts.targets.off),
        statement=any(each.specialty == row.id for each in facts.specialties),
        letter=entry_for(row.id, facts.targets.letters),
        service=service,
        service_from=service_from,
        programs=sum(fit.offer.specialty == row.id for fit in plan.aims),
    )


def _fewer(field: Field) -> tuple[int, str]:
    """Return what puts a field with more places first: those of the year for which most fields are known."""
    counts = {specialty: count for specialty, count, _ in positions.table().most_open()}
    return -counts.get(field.specialty.id, 0), field.specialty.name


def _tally(service: str, aims: list[ProgramFit]) -> Tally:
    """Return a service's count; what has gone out is never to be dropped, since it cannot be taken back."""
    over = max(0, len(aims) - positions.table().most) if service else 0
    planned = [fit for fit in aims if not fit.program.applied]
    first = sorted(planned, key=lambda fit: (weakness(fit)[0], -fit.number))
    return Tally(
        service, len(aims), len(aims) - len(planned), over, tuple((fit, weakness(fit)[1]) for fit in first[:over])
    )
