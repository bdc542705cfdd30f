"""How one program fits the applicant's facts: its group, what it requires, what is missing, and what to check again."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from soapwriter.errors import quoted
from soapwriter.facts import Facts, Program, Worded
from soapwriter.soap.offer import Offer, offer_of
from soapwriter.soap.requirement_checks import Checked, check_requirement
from soapwriter.soap.warnings import entry_for, program_warnings
from soapwriter.tables import Specialty, positions, specialties


class Because(NamedTuple):
    """Why a program is in a group: the group's letter, and the fact in the applicant's words."""

    cluster: str
    words: str


@dataclass(frozen=True)
class ProgramFit:
    """
    How a program fits the facts; `number` is its place in them, from 0.

    `lacks` are what an application cannot go out without, `warnings` what to check again, each a sentence. `is_aside`
    is whether the applicant has put its specialty aside, `is_hidden` whether SOAP shows its kind of position to nobody
    with the applicant's partial match.
    """

    number: int
    program: Program
    offer: Offer
    because: tuple[Because, ...]
    requirements: tuple[Checked, ...]
    lacks: tuple[str, ...]
    warnings: tuple[str, ...]
    is_aside: bool
    is_hidden: bool = False

    @property
    def cluster(self) -> str:
        """The letter of its group, or "" where no fact puts it into one."""
        return self.because[0].cluster if self.because else ""

    @property
    def name(self) -> str:
        """Its name, with its city where that is known."""
        return ", ".join(filter(None, (self.program.name, self.program.city)))

    @property
    def unmet(self) -> tuple[Checked, ...]:
        """The requirements that the record does not meet."""
        return tuple(each for each in self.requirements if each.status == "not met")


class Weakness(NamedTuple):
    """What speaks most against an application: its rank (less is weaker), and words."""

    rank: int
    words: str


def program_fit(number: int, facts: Facts, *, on: date) -> ProgramFit:
    """Return how the program of a number, from 0, fits the facts on a day."""
    program = facts.programs[number]
    offer = offer_of(program, on=on)
    return ProgramFit(
        number=number,
        program=program,
        offer=offer,
        because=tuple(_because(program, facts)),
        requirements=tuple(check_requirement(text, facts, on=on) for text in program.requires),
        lacks=(*_missing_statement(offer, facts), *_missing_letter(offer, facts)),
        warnings=tuple(program_warnings(program, offer, facts, on=on)),
        is_aside=entry_for(offer.specialty, facts.targets.off) is not None,
        is_hidden=is_hidden(offer, facts),
    )


def is_hidden(offer: Offer, facts: Facts) -> bool:
    """Return whether a partial match keeps SOAP from showing an offer; not where its kind of position is not known."""
    missing = facts.eligibility.partly_matched
    kinds = (offer.position,) if offer.position else (offer.field.positions if offer.field else ())
    return bool(missing and kinds) and missing not in kinds


def weakness(fit: ProgramFit) -> Weakness:
    """
    Return what speaks most against an application.

    From the weakest: no open position; reserved for others; a specialty that the applicant or the article puts aside; a
    requirement that is not met; no second chances; no group; then the groups, the last one first. A rank is not a
    chance.
    """
    # The first that holds is named: one plain reason is easier to check than a sum of them.
    against = _against(fit)
    for rank, (holds, words) in enumerate(against):
        if holds:
            return Weakness(rank, words)
    letters = [str(cluster.id) for cluster in reversed(positions.table().clusters)]
    words = f"nothing speaks against it; it is the last entered of group {fit.cluster}"
    return Weakness(len(against) + letters.index(fit.cluster), words)


def _against(fit: ProgramFit) -> tuple[tuple[bool, str], ...]:
    unmet = fit.unmet[0].text if fit.unmet else ""
    return (
        (fit.is_hidden, "you are partly matched, and SOAP does not show you positions of its kind"),
        (fit.program.unfilled == 0, "it has no open place by your facts"),
        (fit.offer.position == "reserved", "it is reserved for physicians with prior training"),
        (fit.is_aside, "you put its field aside"),
        (positions.table().is_closed(fit.offer.specialty), "the article takes its field off the table"),
        (bool(unmet), f"your record does not meet {quoted(unmet)}"),
        (fit.program.second_chances == "no", "by your facts it takes nobody with a failed exam"),
        (not fit.because, "no fact of yours places it in a group"),
    )


def _because(program: Program, facts: Facts) -> Iterator[Because]:
    """Yield every reason for a group that the facts give, in the order of the groups."""
    reasons: dict[positions.Reason, tuple[str, ...]] = {
        "history": program.history,
        "places": tuple(_places(program, facts)),
        "second_chances": tuple(_second_chances(program)),
    }
    for cluster in positions.table().clusters:
        if reasons[cluster.because]:
            yield Because(cluster.id, "; ".join(reasons[cluster.because]))


def _places(program: Program, facts: Facts) -> Iterator[str]:
    for place in facts.targets.places:
        if positions.table().is_in(program.city or "", place.name):
            yield _whole(place)


def _second_chances(program: Program) -> Iterator[str]:
    if program.second_chances == "yes":
        yield program.second_chances_from or "your facts say yes, and not who says so"


def _whole(entry: Worded) -> str:
    return f"{entry.name}: {entry.words}" if entry.words else entry.name


def _missing_statement(offer: Offer, facts: Facts) -> Iterator[str]:
    """Yield that the facts have no statement for the specialty of an offer."""
    have = [each.specialty for each in facts.specialties if each.specialty]
    if offer.field and offer.specialty not in have:
        instead = _instead(offer.field, have)
        yield f"Your facts have no statement for {offer.field.name}: add it under [[specialties]].{instead}"


def _instead(field: Specialty, have: Sequence[str]) -> str:
    """Return what may become the missing statement: one for a field with the same names."""
    near = next((specialties()[name].name for name in have if name in field.kin), "")
    return f" You have one for {near}: it needs a rewrite, and not another name." if near else ""


def _missing_letter(offer: Offer, facts: Facts) -> Iterator[str]:
    """Yield that the facts name letters, and none for the specialty of an offer."""
    # Facts that name no letter at all say nothing about letters.
    letters = {letter.name for letter in facts.targets.letters}
    if offer.field and letters and letters.isdisjoint((offer.specialty, *offer.field.kin)):
        yield f"Your facts have no letter for {offer.field.name}: one that fits is the least."
