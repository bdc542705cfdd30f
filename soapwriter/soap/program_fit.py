"""A program as it stands by the applicant's facts: its group, what it asks for, what is missing or doubtful."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from soapwriter.facts import Facts, Program, Worded
from soapwriter.soap.offer import Offer, offer_of
from soapwriter.soap.requirements import Held, hold
from soapwriter.soap.warnings import doubts, entry_for
from soapwriter.tables import positions, specialties


@dataclass(frozen=True)
class Because:
    """Why a program stands in a group: the group's letter, and the fact in the applicant's words."""

    cluster: str
    words: str


@dataclass(frozen=True)
class ProgramFit:
    """
    A program as it stands by the facts; `number` is its place among them, from 0.

    `lacks` are what an application cannot go out without, `doubts` what to look at again, each a sentence.
    """

    number: int
    program: Program
    offer: Offer
    because: tuple[Because, ...]
    requirements: tuple[Held, ...]
    lacks: tuple[str, ...]
    doubts: tuple[str, ...]
    is_aside: bool

    @property
    def cluster(self) -> str:
        """The letter of its group, or "" where no fact places it."""
        return self.because[0].cluster if self.because else ""

    @property
    def name(self) -> str:
        """Its name, with its city where that is known."""
        return ", ".join(filter(None, (self.program.name, self.program.city)))

    @property
    def unmet(self) -> tuple[Held, ...]:
        """The requirements that the record does not meet."""
        return tuple(each for each in self.requirements if each.status == "not met")


def program_fit(number: int, facts: Facts, *, now: date) -> ProgramFit:
    """Return how the program of a number, from 0, stands on a day."""
    program = facts.programs[number]
    offer = offer_of(program, now=now)
    return ProgramFit(
        number=number,
        program=program,
        offer=offer,
        because=tuple(_because(program, facts)),
        requirements=tuple(hold(text, facts, now=now) for text in program.requires),
        lacks=tuple(_lacks(offer, facts)),
        doubts=tuple(doubts(program, offer, facts, now=now)),
        is_aside=entry_for(offer.specialty, facts.targets.off) is not None,
    )


def weakness(fit: ProgramFit) -> tuple[int, str]:
    """
    Return what speaks most against an application, by rank (less is weaker), and its words.

    No open place; reserved for others; a field that the applicant put aside, or the article; a requirement that is not
    met; no second chances; in no group; then the groups, the last first. No rank is a chance.
    """
    against = (
        (fit.program.unfilled == 0, "it has no open place by your facts"),
        (fit.offer.position == "reserved", "it is reserved for physicians with prior training"),
        (fit.is_aside, "you put its field aside"),
        (positions.table().is_closed(fit.offer.specialty), "the article takes its field off the table"),
        (bool(fit.unmet), "".join(f"your record does not meet '{each.text}'" for each in fit.unmet[:1])),
        (fit.program.second_chances == "no", "by your facts it takes nobody with a failed exam"),
        (not fit.because, "no fact of yours places it in a group"),
    )
    for rank, (holds, words) in enumerate(against):
        if holds:
            return rank, words
    letters: list[str] = [str(each.id) for each in positions.table().clusters][::-1]
    return len(against) + letters.index(
        fit.cluster
    ), f"nothing speaks against it; it is the last entered of group {fit.cluster}"


def _because(program: Program, facts: Facts) -> Iterator[Because]:
    """Yield every reason for a group that the facts give, in the order of the groups."""
    chances = [program.second_chances_from or "your facts say yes, and not who says so"]
    said: dict[positions.Reason, list[str]] = {
        "history": list(program.history),
        "places": [
            _whole(each) for each in facts.targets.places if positions.table().is_in(program.city or "", each.name)
        ],
        "second_chances": chances if program.second_chances == "yes" else [],
    }
    for cluster in positions.table().clusters:
        if said[cluster.because]:
            yield Because(cluster.id, "; ".join(said[cluster.because]))


def _whole(entry: Worded) -> str:
    return f"{entry.name}: {entry.words}" if entry.words else entry.name


def _lacks(offer: Offer, facts: Facts) -> Iterator[str]:
    """Yield what an application in a field cannot go out without, and the facts do not have."""
    if not offer.field:
        return
    name, kin = offer.field.name, offer.field.kin
    have = [each.specialty for each in facts.specialties if each.specialty]
    if offer.specialty not in have:
        near = [specialties()[each].name for each in have if each in kin]
        instead = f" You have one for {near[0]}: it needs a rewrite, and not another name." if near else ""
        yield f"Your facts have no statement for {name}: add it under [[specialties]].{instead}"
    if facts.targets.letters and not any(each.name in (offer.specialty, *kin) for each in facts.targets.letters):
        yield f"Your facts have no letter for {name}: one that fits is the least."
