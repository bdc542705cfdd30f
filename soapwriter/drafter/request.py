"""What is to be drafted: the kind, variant, form, specialty and program, from what was requested and from the facts."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypedDict, Unpack

from soapwriter.errors import UnknownName, quoted, unknown
from soapwriter.facts import Facts, Program, SpecialtyFacts
from soapwriter.kinds import FactQuestion, Kind, Limits, find_kind
from soapwriter.tables import specialty_id


@dataclass(frozen=True)
class DraftRequest:
    """
    One draft that is requested: everything that a template may depend on.

    `form` is None where the kind has one form only; `specialty` and `program` are empty where the draft is for none.
    `keep` and `drop` are words by which a sentence stays whatever the length, or goes. `today` is the day on which it
    is written, None where that is not known. `another` counts the drafts before this one, from 0: each has the next
    plan and the next wordings.
    """

    kind: Kind
    facts: Facts
    variant: str
    form: str | None
    specialty: SpecialtyFacts
    program: Program
    with_failure: bool
    another: int = 0
    today: date | None = None
    keep: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()

    @property
    def limits(self) -> Limits:
        """How long the draft may be."""
        return self.kind.forms[self.form].limits if self.form else self.kind.limits

    @property
    def short(self) -> FactQuestion | None:
        """The question that is asked where the facts are too few for the length."""
        return self.kind.forms[self.form].short if self.form else self.kind.short

    def keeps(self, sentence: str) -> bool:
        """Return whether a sentence has words that are to stay."""
        return _has_any(sentence, self.keep)

    def drops(self, sentence: str) -> bool:
        """Return whether a sentence has words that are to go."""
        return _has_any(sentence, self.drop)

    @cached_property
    def seed(self) -> str:
        """What chooses among wordings: who writes, the exam record and its cause, and what is drafted."""
        who = self.facts.model_dump_json(include={"applicant": True, "exams": True, "story": {"cause", "changes"}})
        return f"{self.variant} {self.program.name} {who}"


def _has_any(sentence: str, words: Collection[str]) -> bool:
    return any(each and each.lower() in sentence.lower() for each in words)


class Choices(TypedDict, total=False):
    """
    What a caller may say of a draft; what is left out is taken from the facts.

    - `variant`, `form`: one of the kind's; by default the one that fits the facts, and the usual one.
    - `program`: one of the facts' programs, or its name; by default the only one, where the kind needs one.
    - `specialty`: by any of its names; by default the program's, or the only one of the facts.
    - `with_failure`: whether a document that can explain a failed exam does so; by default it does.
    - `another`: which of the possible drafts, from 0, the one that the facts choose.
    - `today`: the day on which it is written; what has not happened by then is not thanked for.
    - `keep`, `drop`: words of sentences that stay whatever the length, or that go.
    """

    variant: str | None
    form: str | None
    program: str | Program | None
    specialty: str | None
    with_failure: bool
    another: int
    today: date | None
    keep: Sequence[str]
    drop: Sequence[str]


def draft_request(kind: str, facts: Facts, **choices: Unpack[Choices]) -> DraftRequest:
    """
    Return what is to be drafted, with what was left out taken from the facts.

    Raises:
        UnknownName: there is no such kind, variant, form, specialty or program, or the facts do not say which.
    """
    found, specialty = drafted_kind(kind), choices.get("specialty")
    named = choices.get("variant") or (specialty if found.variant_from == "specialty" else None)
    chosen, program = _variant(found, facts, named), choices.get("program")
    form = _form(found, choices.get("form"), variant=chosen)
    is_to_program = program or found.needs("program", variant=chosen)
    recipient = _program(facts, program) if is_to_program else Program()
    # A message is about the field of the program that it goes to, unless another one is named.
    return DraftRequest(
        kind=found,
        facts=facts,
        variant=chosen,
        form=form,
        specialty=_specialty(found, facts, variant=chosen, specialty=specialty or recipient.specialty),
        program=recipient,
        with_failure=choices.get("with_failure", True),
        another=choices.get("another", 0),
        today=choices.get("today"),
        keep=tuple(choices.get("keep", ())),
        drop=tuple(choices.get("drop", ())),
    )


def drafted_kind(name: str) -> Kind:
    """
    Return a kind that has templates.

    Raises:
        UnknownName: there is no such kind, or it can only be linted.
    """
    kind = find_kind(name)
    if not kind.variants:
        raise UnknownName(f"{quoted(name)} can be linted and not drafted yet.")
    return kind


def named_specialties(facts: Facts) -> list[str]:
    """Return the ids of the specialties that have a table in the facts, in their order."""
    return [each.specialty for each in facts.specialties if each.specialty]


def _variant(kind: Kind, facts: Facts, name: str | None) -> str:
    return _known("variant", _as_specialty(kind, name or _usual_variant(kind, facts)), kind.variants)


def _usual_variant(kind: Kind, facts: Facts) -> str:
    """Return the variant where none is named: the only one, or the one for the exam record or the specialty."""
    if kind.variant_from == "standing":
        return facts.record_state
    if kind.variant_from == "only":
        return next(iter(kind.variants))
    named = named_specialties(facts)
    if len(named) == 1:
        return named[0]
    known = ", ".join(named or kind.variants)
    raise UnknownName(f"Say which specialty the {kind.id} is for with --specialty: {known}.")


def _as_specialty(kind: Kind, name: str) -> str:
    """Return the id of a specialty, however it is written; what is not a specialty as it is."""
    if kind.variant_from != "specialty" or name in kind.variants:
        return name
    try:
        return specialty_id(name)
    except UnknownName:
        # The message about an unknown variant names those that have a template, which are fewer.
        return name


def _specialty(kind: Kind, facts: Facts, *, variant: str, specialty: str | None) -> SpecialtyFacts:
    """Return what the facts say of the specialty that a draft is for; nothing where it is for none."""
    if kind.variant_from == "specialty":
        return next((each for each in facts.specialties if each.specialty == variant), SpecialtyFacts())
    if not kind.needs("specialty", variant=variant):
        return SpecialtyFacts()
    if specialty is None:
        return _only_specialty(facts)
    name = specialty_id(specialty)
    return {each.specialty: each for each in facts.specialties}.get(name, SpecialtyFacts(specialty=name))


def _only_specialty(facts: Facts) -> SpecialtyFacts:
    if len(facts.specialties) > 1:
        raise UnknownName(f"Say which specialty it is for with --specialty: {', '.join(named_specialties(facts))}.")
    return next(iter(facts.specialties), SpecialtyFacts())


def _known(what: str, name: str, known: Collection[str]) -> str:
    if name not in known:
        raise UnknownName(unknown(what, name, known))
    return name


def _form(kind: Kind, form: str | None, *, variant: str) -> str | None:
    if form is None or variant in kind.forms:
        return kind.forms_of(variant)[0]
    if not kind.forms:
        raise UnknownName(f"A {kind.id} has one form only; leave --form out.")
    return _known("form", form, kind.forms)


def _program(facts: Facts, name: str | Program | None) -> Program:
    if isinstance(name, Program):
        return name
    if name is not None:
        return facts.program(name)
    if len(facts.programs) > 1:
        raise UnknownName(f"Say which program it is for with --program: {facts.program_names}.")
    return facts.programs[0] if facts.programs else Program()
