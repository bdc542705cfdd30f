"""The documents that the facts call for: which kinds, variants and forms, for which specialty and program."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from soapwriter.drafter import Draft, draft
from soapwriter.facts import Audience, Facts, Program, audience_from_program, find_audience
from soapwriter.kinds import Kind, kinds
from soapwriter.tables import reference

_BY = "the kit"
# A draft that lacks more of what it asks for is no help: its questions are asked, and it is not written.
_MOSTLY = 2 / 3


@dataclass(frozen=True)
class KitDocument:
    """
    One document of a kit.

    `name` is its file's, as seen from the folder; `form` is None for the usual one, `specialty` and `program` where the
    document is for none.
    """

    name: str
    kind: Kind
    variant: str
    form: str | None
    specialty: str | None
    program: Program | None
    draft: Draft

    @property
    def is_mostly_open(self) -> bool:
        """Whether more than two thirds of the facts that it asks for are missing."""
        missing = {fact for fact, _ in self.draft.missing}
        asked = {field.fact for field in self.kind.fields_of(self.variant)} | missing
        return len(missing) > _MOSTLY * len(asked)

    @property
    def audience(self) -> Audience | None:
        """Whom it is for, where that is somebody."""
        if self.program:
            return audience_from_program(self.program, by=_BY)
        return find_audience(specialty=self.specialty, by=_BY) if self.specialty else None

    @property
    def message(self) -> str:
        """Its row in the contact table, empty for what is not sent."""
        return self.kind.message_of(self.variant)

    @property
    def about(self) -> str:
        """What it is, in a few words."""
        variant = self.kind.variants[self.variant] if _is_said(self.kind) else ""
        field = reference.specialties()[self.specialty].name if self.specialty else ""
        form = self.kind.forms[self.form].title if self.form in self.kind.kit.forms else ""
        return ": ".join(filter(None, (self.kind.title, ", ".join(filter(None, (variant, field, form))))))


@dataclass(frozen=True)
class Called:
    """
    What the facts call for: the documents, and in sentences what they do not call for and why.

    `for_programs` and `for_specialties` are the titles of kinds that need one where the facts name none; `untold` are
    specialties, by name, for which a kind has no template, each with the kind's title.
    """

    papers: tuple[KitDocument, ...]
    uncalled: tuple[str, ...] = ()
    for_programs: tuple[str, ...] = ()
    for_specialties: tuple[str, ...] = ()
    untold: tuple[tuple[str, str], ...] = ()


def called(facts: Facts, folders: Sequence[str]) -> Called:
    """
    Return every document that the facts call for, drafted; `folders` are the names of the programs' folders, in order.

    Raises:
        BadData: a kind file or a template breaks the laws of the data.
    """
    drafted = [kind for kind in kinds().values() if kind.variants]
    general: list[KitDocument] = []
    of_programs: list[KitDocument] = []
    uncalled: list[str] = []
    for kind in drafted:
        for variant in _variants(kind, facts):
            found = list(_papers(kind, variant, facts, folders))
            needed = kind.needs("program", variant=variant)
            (of_programs if needed else general).extend(found)
            if not found and variant in kind.kit.calls and (facts.programs or not needed):
                uncalled.append(kind.kit.calls[variant].otherwise)
    order = {folder: at for at, folder in enumerate(folders)}
    of_programs.sort(key=lambda paper: order[paper.name.partition("/")[0]])
    return Called(
        papers=(*general, *of_programs),
        uncalled=tuple(uncalled),
        for_programs=() if facts.programs else tuple(kind.title for kind in drafted if _needs_program(kind)),
        for_specialties=() if _specialties(facts) else tuple(each.title for each in drafted if _is_by_field(each)),
        untold=tuple((name, kind.title) for kind in drafted for name in _without_template(kind, facts)),
    )


def _papers(kind: Kind, variant: str, facts: Facts, folders: Sequence[str]) -> Iterator[KitDocument]:
    """Yield the documents of one variant."""
    needed = kind.needs("program", variant=variant)
    places: list[tuple[str, Program | None]] = [*zip(folders, facts.programs, strict=True)] if needed else [("", None)]
    for folder, program in places:
        if not _is_called(kind, variant, facts, program):
            continue
        for specialty in _fields(kind, variant, facts):
            for form in (kind.forms_of(variant)[0], *kind.kit.forms):
                name = "-".join(filter(None, _stem(kind, variant, specialty, form)))
                made = draft(kind.id, facts, variant=variant, form=form, program=program, specialty=specialty)
                path = f"{folder}/{name}.txt" if folder else f"{name}.txt"
                yield KitDocument(path, kind, variant, form, specialty, program, made)


def _variants(kind: Kind, facts: Facts) -> tuple[str, ...]:
    """Return the variants that fit: how the record stands, each specialty that is applied to, or all."""
    if kind.variant_from == "standing":
        return (facts.record_state,)
    if _is_by_field(kind):
        return tuple(name for name in _specialties(facts) if name in kind.variants)
    return tuple(kind.variants)


def _fields(kind: Kind, variant: str, facts: Facts) -> tuple[str | None, ...]:
    """Return the specialties for each of which a variant is written; None for one that is written for none."""
    if _is_by_field(kind):
        return (variant,)
    if kind.needs("specialty", variant=variant):
        return _specialties(facts) or (None,)
    return (None,)


def _specialties(facts: Facts) -> tuple[str, ...]:
    """Return the specialties that are applied to: those with a table of their own, and those of programs."""
    named = [each.specialty for each in facts.specialties] + [each.specialty for each in facts.programs]
    return tuple(dict.fromkeys(filter(None, named)))


def _without_template(kind: Kind, facts: Facts) -> list[str]:
    if not _is_by_field(kind):
        return []
    return [reference.specialties()[name].name for name in _specialties(facts) if name not in kind.variants]


def _is_called(kind: Kind, variant: str, facts: Facts, program: Program | None) -> bool:
    """Tell whether one of the facts that call for a variant is there, or none needs to be."""
    if variant not in kind.kit.calls:
        return True
    return any(_value(fact, facts, program) for fact in kind.kit.calls[variant].facts)


def _value(fact: str, facts: Facts, program: Program | None) -> Any:
    table, _, key = fact.partition(".")
    owner = program if table == "program" else getattr(facts, table)
    return getattr(owner, key) if key else owner


def _needs_program(kind: Kind) -> bool:
    """Tell whether every variant of a kind is for one program."""
    return all(kind.needs("program", variant=variant) for variant in kind.variants)


def _is_by_field(kind: Kind) -> bool:
    return kind.variant_from == "specialty"


def _stem(kind: Kind, variant: str, specialty: str | None, form: str | None) -> Iterator[str | None]:
    yield kind.id
    yield variant if _is_said(kind) else None
    yield specialty
    yield form if form in kind.kit.forms else None


def _is_said(kind: Kind) -> bool:
    """Tell whether a variant is part of a document's name: one of several that a person chooses among."""
    return kind.variant_from == "only" and len(kind.variants) > 1
