"""A kind and the facts in, a draft out: the applicant's own sentences, joined, and what is missing."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property, partial
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined, TemplateError
from jinja2.sandbox import SandboxedEnvironment

from soapwriter.drafter import layout
from soapwriter.drafter.exam_history import Retelling
from soapwriter.errors import BadData, UnknownName, unknown
from soapwriter.facts import Facts, Program, SpecialtyFacts, When
from soapwriter.kinds import TEMPLATE, Asked, Kind, Limits, find_kind
from soapwriter.tables import reference
from soapwriter.text import after_colon, complete_sentences, count_words, listed, pick_wording, without_full_stop

_ROOM = 8
# The kind whose wordings retell the exam record, in every kind that has none of its own.
_RETELLING = "failure"


@dataclass(frozen=True)
class Draft:
    """A draft: its text, what is missing as (fact, question), and notes such as what was left out for length."""

    text: str
    missing: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Order:
    """What is to be drafted, from which facts; `missing` fills while a template asks."""

    kind: Kind
    facts: Facts
    variant: str
    form: str | None
    specialty: SpecialtyFacts
    program: Program
    with_failure: bool
    missing: dict[str, str] = field(default_factory=dict)

    @property
    def limits(self) -> Limits:
        """How long the draft may be."""
        return self.kind.forms[self.form].limits if self.form else self.kind.limits

    @property
    def short(self) -> Asked | None:
        """What is asked when the facts are too few for the length."""
        return self.kind.forms[self.form].short if self.form else self.kind.short

    def value(self, fact: str) -> Any:
        """Return a fact by its name, such as "story.cause"; nothing where there is none."""
        table, _, key = fact.partition(".")
        owners: dict[str, Any] = {"specialty": self.specialty, "program": self.program}
        owner = owners.get(table) or getattr(self.facts, table)
        return getattr(owner, key) if key else owner

    def ask(self, fact: str) -> str:
        """Return a fact's text, or a visible placeholder that carries its question."""
        value = self.value(fact)
        return str(value) if value else self.lack(fact)

    def lack(self, fact: str, question: str = "") -> str:
        """Return the placeholder of a missing fact, and remember its question."""
        question = question or self.kind.asked(fact, variant=self.variant).question
        self.missing[fact] = question
        return f"[[{fact.rpartition('.')[2]}: {question}]]"

    def told(self, fact: str, *, entries: int | None = None) -> tuple[str, ...]:
        """Return the sentences of a fact, or of the first entries of a list, mended; or one placeholder."""
        value = self.value(fact)
        if not value:
            return (self.lack(fact),)
        texts = (value,) if isinstance(value, str) else value
        return complete_sentences(texts[:entries], stem=self.kind.asked(fact, variant=self.variant).stem)

    def items(self, fact: str) -> tuple[str, ...]:
        """Return the entries of a list as they were entered, without full stops; or one placeholder."""
        return tuple(without_full_stop(each) for each in self.value(fact)) or (self.lack(fact),)

    def targets(self) -> tuple[str, ...]:
        """Return the names of the specialties that are applied to, or one placeholder."""
        named = [each.specialty for each in self.facts.specialties if each.specialty]
        return tuple(_noun(reference.specialties()[name]) for name in named) or (self.lack("specialties"),)

    def join(self, name: str, /, **parts: object) -> str:
        """Return one of the kind's wordings, or of those that retell the record, its slots filled."""
        wordings = self.kind.joins.get(name) or find_kind(_RETELLING).joins[name]
        return pick_wording(wordings, by=f"{name} {self.seed}").format(**parts)

    @cached_property
    def seed(self) -> str:
        """What chooses the wordings: who writes, the record and its cause, and what is drafted from them."""
        who = self.facts.model_dump_json(include={"applicant": True, "exams": True, "story": {"cause", "changes"}})
        return f"{self.variant} {self.program.name} {who}"

    def lacking(self) -> tuple[tuple[str, str], ...]:
        """Return what is missing, in the order in which the kind file asks."""
        order = [field.fact for field in self.kind.fields]
        return tuple(sorted(self.missing.items(), key=lambda pair: order.index(pair[0]) if pair[0] in order else 99))


def draft(
    kind: str,
    facts: Facts,
    *,
    variant: str | None = None,
    form: str | None = None,
    program: str | Program | None = None,
    specialty: str | None = None,
    with_failure: bool = True,
) -> Draft:
    """
    Return a draft of one kind from the facts; what they lack becomes a placeholder and is named in `missing`.

    `program` is one of the facts', or its name.

    Raises:
        UnknownName: there is no such kind, variant, form, specialty or program.
        BadData: a template breaks the laws of the data.
    """
    found = drafted_kind(kind)
    name = variant or (specialty if found.variant_from == "specialty" else None) or _variant(found, facts)
    chosen = _choose("variant", _alias(found, name), found.variants)
    length = _form(found, form, variant=chosen)
    where = _program(facts, program) if found.needs("program", variant=chosen) or program else Program()
    order = _Order(
        kind=found,
        facts=facts,
        variant=chosen,
        form=length,
        specialty=_specialty(found, facts, variant=chosen, specialty=specialty or where.specialty),
        program=where,
        with_failure=with_failure,
    )
    return _fit(order)


def drafted_kind(name: str) -> Kind:
    """
    Return a kind that has templates.

    Raises:
        UnknownName: there is no such kind, or it can only be linted.
    """
    kind = find_kind(name)
    if not kind.variants:
        raise UnknownName(f"'{name}' can be linted and not drafted yet.")
    return kind


def _variant(kind: Kind, facts: Facts) -> str:
    if kind.variant_from == "standing":
        return facts.record_state
    if kind.variant_from == "only":
        return next(iter(kind.variants))
    named = [each.specialty for each in facts.specialties if each.specialty]
    if len(named) == 1:
        return named[0]
    known = ", ".join(named or kind.variants)
    raise UnknownName(f"Say which specialty the {kind.id} is for with --specialty: {known}.")


def _alias(kind: Kind, name: str) -> str:
    """Return the id of a specialty that was named in another way, else the name as it is."""
    if kind.variant_from != "specialty" or name in kind.variants:
        return name
    try:
        return reference.specialty_id(name)
    except UnknownName:
        return name


def _specialty(kind: Kind, facts: Facts, *, variant: str, specialty: str | None) -> SpecialtyFacts:
    """Return what the facts say of the specialty that is written for; nothing where none is written for."""
    if kind.variant_from == "specialty":
        return next((each for each in facts.specialties if each.specialty == variant), SpecialtyFacts())
    if not kind.needs("specialty", variant=variant):
        return SpecialtyFacts()
    if specialty is None and len(facts.specialties) < 2:
        return next(iter(facts.specialties), SpecialtyFacts())
    known = {each.specialty: each for each in facts.specialties if each.specialty}
    if specialty is None:
        raise UnknownName(f"Say which specialty it is for with --specialty: {', '.join(known)}.")
    name = reference.specialty_id(specialty)
    return known.get(name, SpecialtyFacts(specialty=name))


def _choose(what: str, name: str, known: dict[str, Any]) -> str:
    if name not in known:
        raise UnknownName(unknown(what, name, known))
    return name


def _form(kind: Kind, form: str | None, *, variant: str) -> str | None:
    if form is None or variant in kind.forms:
        return kind.forms_of(variant)[0]
    if not kind.forms:
        raise UnknownName(f"A {kind.id} has one form only; leave --form out.")
    return _choose("form", form, kind.forms)


def _program(facts: Facts, name: str | Program | None) -> Program:
    if isinstance(name, Program):
        return name
    if name is not None:
        return facts.program(name)
    if len(facts.programs) > 1:
        raise UnknownName(f"Say which program it is for with --program: {facts.program_names}.")
    return facts.programs[0] if facts.programs else Program()


def _fit(order: _Order) -> Draft:
    """Render with as much of the facts as the limits allow, then ask for more where that is too little."""
    whole = text = _render(order, room=_ROOM)
    for text in _shorter(order, whole):
        if not layout.over(text, order.limits):
            break
    wordings = sorted({order.kind.id, _RETELLING}) if order.kind.own_words else ()
    notes = layout.notes(whole, text, order.limits, own_words=wordings)
    return Draft(_asking_for_more(order, text), order.lacking(), notes)


def _asking_for_more(order: _Order, text: str) -> str:
    """Return a draft that is too short with a question for more in it, else as it is."""
    short = order.short
    if short is None or short.fact in order.missing or not layout.under(text, order.limits):
        return text
    return _render(order, room=_ROOM, more=order.lack(short.fact, short.question.format(words=count_words(text))))


def _shorter(order: _Order, whole: str) -> Iterator[str]:
    """Yield the draft with less and less of the facts, the whole first."""
    yield whole
    for room in range(_ROOM - 1, 0, -1):
        yield _render(order, room=room)


def _render(order: _Order, *, room: int, more: str = "") -> str:
    name = f"{order.variant}{TEMPLATE}"
    try:
        text = _environment(order.kind.folder).get_template(name).render(_words(order), room=room, more=more)
    except (TemplateError, TypeError, LookupError) as error:
        raise BadData(f"{order.kind.folder / name}: {error}") from error
    return layout.laid_out(text, keep_lines=order.kind.email or order.kind.lines)


@cache
def _environment(folder: Path) -> SandboxedEnvironment:
    """Return where the templates of a folder are read; the drafts are plain text, so nothing is escaped."""
    return SandboxedEnvironment(
        loader=FileSystemLoader(folder),
        undefined=StrictUndefined,
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _words(order: _Order) -> dict[str, Any]:
    """Return the names that a template may use."""
    asking: dict[str, Callable[..., Any]] = {
        "ask": order.ask,
        "told": order.told,
        "items": order.items,
        "targets": order.targets,
        "join": order.join,
    }
    return {
        **asking,
        "explanation": partial(_explanation, order),
        "facts": order.facts,
        "form": order.form,
        "field": _field(order),
        "program": order.program,
        "wrote": _wrote(order.program),
        "retold": Retelling(order.facts, order.join),
        "clause": without_full_stop,
        "inside": after_colon,
        "listed": listed,
    }


def _field(order: _Order) -> reference.Specialty | None:
    """Return the specialty that is written for, where there is one."""
    name = order.specialty.specialty or order.program.specialty
    if order.kind.variant_from == "specialty":
        name = order.variant
    return reference.specialties()[name] if name else None


def _noun(specialty: reference.Specialty) -> str:
    """Return a specialty's name as it stands without an article."""
    return specialty.name.removeprefix("the ")


def _wrote(program: Program) -> str:
    """Return when a program wrote first, as "on March 16"; nothing where it is not known."""
    at = program.contacted_at
    return When(at.year, at.month, at.day).on_day if at else ""


def _explanation(order: _Order, form: str | None = None) -> str:
    """Return the explanation of a failed exam, for a document that carries it; nothing where none was failed."""
    if not order.facts.failures or not order.with_failure:
        return ""
    part = draft("failure", order.facts, form=form)
    order.missing.update(part.missing)
    return part.text
