"""The documents of a kit: which kinds, variants and forms the facts call for, for which specialty and program."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, product
from typing import Any, NamedTuple

from soapwriter.drafter import Draft, draft
from soapwriter.facts import Audience, Facts, Program, audience_from_program, find_audience
from soapwriter.kinds import Kind, kinds
from soapwriter.tables import specialties

_AUDIENCE_FROM = "the kit"
# A draft that lacks more than this share of its facts is a row of placeholders, which helps nobody: its questions are
# in the index, and its file is not written.
_MOSTLY = 2 / 3


@dataclass(frozen=True)
class KitDocument:
    """
    One document of a kit, drafted.

    `name` is the path of its file in the folder, with "/" on every system. `form` is None for the usual one;
    `specialty` and `program` are None where the document is for none.
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
        """Whether more than two thirds of the facts that it uses are missing."""
        missing = {fact for fact, _ in self.draft.missing}
        used = {field.fact for field in self.kind.fields_of(self.variant)} | missing
        return len(missing) > _MOSTLY * len(used)

    @property
    def audience(self) -> Audience | None:
        """Whom it is for, where it is for a program or a specialty."""
        if self.program:
            return audience_from_program(self.program, by=_AUDIENCE_FROM)
        return find_audience(specialty=self.specialty, by=_AUDIENCE_FROM) if self.specialty else None

    @property
    def message(self) -> str:
        """Its row in the contact table; "" for what is not sent."""
        return self.kind.message_of(self.variant)

    @property
    def about(self) -> str:
        """What it is, in a few words: "Statement: physical medicine and rehabilitation"."""
        variant = self.kind.variants[self.variant] if _has_named_variants(self.kind) else ""
        specialty = specialties()[self.specialty].name if self.specialty else ""
        form = self.kind.forms[self.form].title if self.form in self.kind.kit.forms else ""
        details = ", ".join(filter(None, (variant, specialty, form)))
        return f"{self.kind.title}: {details}" if details else self.kind.title


@dataclass(frozen=True)
class KitPlan:
    """
    What the facts call for: the documents, those of programs last, and what they do not call for.

    `not_called_for` are sentences, each on a variant for which the facts give no reason. `need_programs` and
    `need_specialties` are the titles of kinds that need one where the facts name none. `without_template` pairs the
    name of a specialty with the title of a kind that has no template for it.
    """

    documents: tuple[KitDocument, ...]
    not_called_for: tuple[str, ...] = ()
    need_programs: tuple[str, ...] = ()
    need_specialties: tuple[str, ...] = ()
    without_template: tuple[tuple[str, str], ...] = ()


class _Row(NamedTuple):
    kind: Kind
    variant: str
    documents: tuple[KitDocument, ...]


def plan_kit(facts: Facts, folders: Sequence[str], *, today: date | None = None) -> KitPlan:
    """
    Return every document that the facts call for, drafted; `folders` are those of the facts' programs, in their order.

    Raises:
        BadData: a kind file or a template is wrong.
    """
    rows = tuple(_rows(facts, folders, today))
    return KitPlan(
        documents=_by_folder(chain.from_iterable(row.documents for row in rows), folders),
        not_called_for=tuple(row.kind.kit.calls[row.variant].otherwise for row in rows if _is_uncalled(row, facts)),
        need_programs=() if facts.programs else _titles_of(_needs_program),
        need_specialties=() if _specialties(facts) else _titles_of(_is_by_specialty),
        without_template=tuple(chain.from_iterable(_without_template(kind, facts) for kind in _drafted_kinds())),
    )


def in_short(names: Iterable[str]) -> tuple[str, ...]:
    """Return the names of documents in a line: those to programs as their number, since their names are a list."""
    names = tuple(names)
    own = tuple(name for name in names if "/" not in name)
    to_programs = len(names) - len(own)
    return (*own, f"{to_programs} to programs") if to_programs else own


def _drafted_kinds() -> tuple[Kind, ...]:
    return tuple(kind for kind in kinds().values() if kind.variants)


def _titles_of(is_one: Callable[[Kind], bool]) -> tuple[str, ...]:
    return tuple(kind.title for kind in _drafted_kinds() if is_one(kind))


def _rows(facts: Facts, folders: Sequence[str], today: date | None) -> Iterator[_Row]:
    for kind in _drafted_kinds():
        for variant in _variants(kind, facts):
            yield _Row(kind, variant, tuple(_documents(kind, variant, facts, folders, today)))


def _by_folder(documents: Iterable[KitDocument], folders: Sequence[str]) -> tuple[KitDocument, ...]:
    """Return documents, those to no program first, else as they come."""
    # A person works through an index program by program.
    order = {folder: at for at, folder in enumerate(folders, start=1)}
    return tuple(sorted(documents, key=lambda document: order[_folder(document.name)] if document.program else 0))


def _folder(name: str) -> str:
    return name.partition("/")[0]


def _is_uncalled(row: _Row, facts: Facts) -> bool:
    """Return whether the facts give no reason for a variant; that they name no program is said elsewhere."""
    if row.documents or row.variant not in row.kind.kit.calls:
        return False
    return bool(facts.programs) or not row.kind.needs("program", variant=row.variant)


def _documents(
    kind: Kind, variant: str, facts: Facts, folders: Sequence[str], today: date | None
) -> Iterator[KitDocument]:
    """Yield the documents of one variant."""
    specialties, forms = _specialties_of(kind, variant, facts), (kind.forms_of(variant)[0], *kind.kit.forms)
    for folder, program in _places(kind, variant, facts, folders):
        for specialty, form in product(specialties, forms):
            name = "-".join(filter(None, _stem(kind, variant, specialty, form)))
            made = draft(kind.id, facts, variant=variant, form=form, program=program, specialty=specialty, today=today)
            yield KitDocument(f"{folder}{name}.txt", kind, variant, form, specialty, program, made)


def _places(kind: Kind, variant: str, facts: Facts, folders: Sequence[str]) -> tuple[tuple[str, Program | None], ...]:
    """Return where a variant is called for: the folder of each such program, or that of the kit."""
    places: list[tuple[str, Program | None]] = [("", None)]
    if kind.needs("program", variant=variant):
        places = [(f"{folder}/", program) for folder, program in zip(folders, facts.programs, strict=True)]
    return tuple((folder, program) for folder, program in places if _is_called_for(kind, variant, facts, program))


def _variants(kind: Kind, facts: Facts) -> tuple[str, ...]:
    """Return the variants that fit: the one for the exam record, one for each specialty, or all."""
    if kind.variant_from == "standing":
        return (facts.record_state,)
    if _is_by_specialty(kind):
        return tuple(name for name in _specialties(facts) if name in kind.variants)
    return tuple(kind.variants)


def _specialties_of(kind: Kind, variant: str, facts: Facts) -> tuple[str | None, ...]:
    """Return the specialties for each of which a variant is written; None for one that is written for none."""
    if _is_by_specialty(kind):
        return (variant,)
    if not kind.needs("specialty", variant=variant):
        return (None,)
    return _specialties(facts) or (None,)


def _specialties(facts: Facts) -> tuple[str, ...]:
    """Return the specialties of the facts: those with a table of their own, then those of programs."""
    named = [each.specialty for each in facts.specialties] + [each.specialty for each in facts.programs]
    return tuple(dict.fromkeys(filter(None, named)))


def _without_template(kind: Kind, facts: Facts) -> Iterator[tuple[str, str]]:
    for name in _specialties(facts) if _is_by_specialty(kind) else ():
        if name not in kind.variants:
            yield specialties()[name].name, kind.title


def _is_called_for(kind: Kind, variant: str, facts: Facts, program: Program | None) -> bool:
    """Return whether the facts have one of those that call for a variant, or it needs none."""
    if variant not in kind.kit.calls:
        return True
    return any(_value(fact, facts, program) for fact in kind.kit.calls[variant].facts)


def _value(fact: str, facts: Facts, program: Program | None) -> Any:
    table, _, key = fact.partition(".")
    owner = program if table == "program" else getattr(facts, table)
    return getattr(owner, key) if key else owner


def _needs_program(kind: Kind) -> bool:
    return all(kind.needs("program", variant=variant) for variant in kind.variants)


def _is_by_specialty(kind: Kind) -> bool:
    return kind.variant_from == "specialty"


def _stem(kind: Kind, variant: str, specialty: str | None, form: str | None) -> Iterator[str | None]:
    yield kind.id
    yield variant if _has_named_variants(kind) else None
    yield specialty
    yield form if form in kind.kit.forms else None


def _has_named_variants(kind: Kind) -> bool:
    """Return whether a person chooses among variants of a kind, so that a document is named by its variant."""
    return kind.variant_from == "only" and len(kind.variants) > 1
