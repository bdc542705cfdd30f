"""Whether the applicant is an international graduate, and what in the answers on eligibility cannot be true."""

from collections.abc import Iterator
from typing import Literal

from soapwriter.facts.attempts import Mistake
from soapwriter.facts.facts import Facts
from soapwriter.tables import standing_table

Origin = Literal["abroad", "perhaps abroad", "home"]

# The exams that ECFMG must have a pass of.
CERTIFIED = ("Step 1", "Step 2 CK")
_OSTEOPATHIC = "DO"


def degree_of(facts: Facts) -> str:
    """Return the applicant's degree in capitals and without dots: "DO" for "D.O."."""
    return (facts.applicant.degree or "").upper().replace(".", "").strip()


def origin(facts: Facts) -> Origin:
    """
    Return whether the applicant's school is abroad: by its country, else by the degree, else by an answer on ECFMG.

    An answer on ECFMG alone leaves it open ("perhaps abroad"), since a person may answer what does not concern them.
    """
    table, entered = standing_table.table(), facts.eligibility
    if entered.country:
        day = entered.graduates.last if entered.graduates else None
        return "abroad" if table.is_abroad(entered.country, day) else "home"
    degree = degree_of(facts)
    if degree == _OSTEOPATHIC:
        return "home"
    if table.is_foreign_degree(degree):
        return "abroad"
    return "home" if entered.ecfmg is None and entered.pathway is None else "perhaps abroad"


def eligibility_mistakes(facts: Facts) -> Iterator[Mistake]:
    """Yield every pair of answers that cannot both be true, with both keys named."""
    yield from _certified_without_pass(facts)
    entered = facts.eligibility
    if entered.registered is False and entered.partly_matched:
        yield _mistake("partly_matched", "who is not registered (registered) cannot be partly matched")
    for key in ("registered", "verified_july_1"):
        if entered.accepted and getattr(entered, key) is False:
            yield _mistake("accepted", f'nobody accepts an offer in SOAP with {key} = "no"')


def _certified_without_pass(facts: Facts) -> Iterator[Mistake]:
    """Yield what ECFMG cannot have done for an international graduate without a pass."""
    exam = next((exam for exam in CERTIFIED if exam in facts.open_exams), "")
    if not exam or origin(facts) == "home":
        return
    for key, verb in (("ecfmg", "certifies"), ("verified_july_1", "verifies")):
        if getattr(facts.eligibility, key):
            yield _mistake(key, f"ECFMG {verb} only who has passed {exam}, and [[exams]] outcome has no pass of it")


def _mistake(key: str, message: str) -> Mistake:
    return Mistake("eligibility", None, key, message)
