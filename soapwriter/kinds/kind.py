"""A kind of document: one folder under `templates/` with a kind file and its templates."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import Field

from soapwriter import assets
from soapwriter.data import FrozenModel, read_toml, validate
from soapwriter.errors import BadData, UnknownName, quoted, unknown

TEMPLATE = ".txt.j2"


class Limits(FrozenModel):
    """
    How long a kind may be, each as (least, most); None where there is no limit.

    `seconds` are those aloud, `lines` those of a printed page.
    """

    words: tuple[int, int] | None = None
    sentences: tuple[int, int] | None = None
    characters: tuple[int, int] | None = None
    seconds: tuple[int, int] | None = None
    lines: tuple[int, int] | None = None


class Recognise(FrozenModel):
    """How a kind is known: parts of file names, and phrases (lower case) of a kind that the reader was not taught."""

    names: tuple[str, ...] = ()
    content: tuple[str, ...] = ()


class FactQuestion(FrozenModel):
    """
    A fact that templates need, the question for it, and the stems that an answer may continue.

    `stem` goes before a verb without its subject, `noun_stem` before an answer without a verb; "{field}" in a stem is
    the name of the specialty.
    """

    fact: str
    question: str
    stem: str = ""
    noun_stem: str = ""
    variants: tuple[str, ...] = ()


class Form(FrozenModel):
    """
    A length in which every variant can be drafted; `short` asks for more where the facts are too few for it.

    A form with the name of a variant is the length of that variant alone. One that does not explain is asked for none
    of the four parts.
    """

    title: str
    limits: Limits = Field(default_factory=Limits)
    short: FactQuestion | None = None
    explains: bool = True


class Options(FrozenModel):
    """The options of drafting that this kind has, each with its help; None for an option that it has not."""

    variant: str | None = None
    form: str | None = None
    program: str | None = None
    specialty: str | None = None
    all: str | None = None
    no_failure: str | None = None


class Call(FrozenModel):
    """Which facts call for a variant in a kit, each enough by itself, and what the index says where it has none."""

    facts: tuple[str, ...]
    otherwise: str


class KitEntry(FrozenModel):
    """What a kit has of a kind: `forms` besides the usual one; `calls` by variant, where not every kit has it."""

    forms: tuple[str, ...] = ()
    calls: dict[str, Call] = {}


class Kind(FrozenModel):
    """
    What a document is for, how long it may be, which parts it must have and how it is drafted.

    - `parts`: whether the four parts are required; "if-named" where they are only if the text speaks of a failed exam.
    - `application`: whether such a text goes into the application form.
    - `message`: its row in the contact table, "" for what is not sent; `message_by` has that of variants with another.
    - `own_words`: false for what no program reads, where a template's sentences may stay.
    - `reads_as`: the word by which the trained reader knows such a text; "document" for a kind that it was not taught.
    - `lines`: whether a draft that is not an email keeps its line ends.
    - `plans`: by form, the orders of blocks in which the parts can be told; one of those that fit the facts is chosen.
    - `variant_from`: what of the facts chooses a variant. A kind without variants is not drafted.
    """

    id: str
    title: str
    parts: Literal["required", "if-named", "none"] = "none"
    application: bool = False
    email: bool = False
    lines: bool = False
    message: str = ""
    message_by: dict[str, str] = {}
    own_words: bool = True
    reads_as: Literal["explanation", "statement", "thanks", "interest", "document"] = "document"
    limits: Limits = Field(default_factory=Limits)
    recognise: Recognise = Field(default_factory=Recognise)
    help: str = ""
    short: FactQuestion | None = None
    variant_from: Literal["standing", "specialty", "only"] = "only"
    variants: dict[str, str] = {}
    forms: dict[str, Form] = {}
    options: Options = Field(default_factory=Options)
    fields: tuple[FactQuestion, ...] = ()
    joins: dict[str, tuple[str, ...]] = {}
    plans: dict[str, tuple[str, ...]] = {}
    kit: KitEntry = Field(default_factory=KitEntry)
    folder: Path = Field(exclude=True)

    @property
    def to_programs(self) -> bool:
        """Whether such a text is a message to programs, so that the contact rules of the week apply."""
        return self.message not in ("", "school")

    def may_explain(self, form: str) -> bool:
        """Return whether a text in one of the kind's forms, or in none (""), may have to have the four parts."""
        return self.parts != "none" and (form not in self.forms or self.forms[form].explains)

    def limits_in(self, form: str) -> Limits:
        """
        Return how long a text may be in one of the kind's forms, or in none ("").

        Raises:
            UnknownName: the kind has no such form.
        """
        if not form:
            return self.limits
        if form not in self.forms:
            raise UnknownName(unknown(f"form of {quoted(self.id)}", form, self.forms))
        return self.forms[form].limits

    def forms_of(self, variant: str) -> tuple[str | None, ...]:
        """Return the forms in which a variant can be drafted, the usual one first; None where there are none."""
        if variant in self.forms:
            return (variant,)
        return tuple(self.forms) or (None,)

    def needs(self, table: str, *, variant: str) -> bool:
        """Return whether a variant needs a fact of a table, such as "program"."""
        return any(field.fact.startswith(f"{table}.") for field in self.fields_of(variant))

    def fields_of(self, variant: str) -> tuple[FactQuestion, ...]:
        """Return what a variant needs, in order."""
        return tuple(field for field in self.fields if not field.variants or variant in field.variants)

    def message_of(self, variant: str) -> str:
        """Return a variant's row in the contact table, "" for what is not sent."""
        return self.message_by.get(variant, self.message)

    def question_for(self, fact: str, *, variant: str) -> FactQuestion:
        """
        Return the question with which a variant asks for a fact.

        Raises:
            BadData: the kind file has no question for it.
        """
        for field in self.fields_of(variant):
            if field.fact == fact:
                return field
        raise BadData(
            f"{self.folder / 'kind.toml'}: fields: there is no question for {quoted(fact)}, which a template asks."
        )


@cache
def kinds() -> dict[str, Kind]:
    """Return every shipped kind by its id, in order of ids."""
    return {name: read_kind(path) for name, path in _kind_files(assets.folder("templates")).items()}


@cache
def _kind_files(folder: Path) -> dict[str, Path]:
    """Return the file of every kind in a folder by its id, in order of ids."""
    return {path.parent.name: path for path in sorted(folder.glob("*/kind.toml"))}


def find_kind(name: str) -> Kind:
    """
    Return a kind by its id.

    Raises:
        UnknownName: there is no such kind; the message names the nearest.
    """
    files = _kind_files(assets.folder("templates"))
    if name not in files:
        raise UnknownName(unknown("kind", name, files))
    return read_kind(files[name])


# Most commands need one kind or two of a dozen, so that each is read alone.
@cache
def read_kind(path: Path) -> Kind:
    """
    Return the kind of a kind file.

    Raises:
        BadData: the file breaks the rules of its format; every mistake has a message with the file and the key.
    """
    values = {**read_toml(path), "id": path.parent.name, "folder": path.parent}
    kind = validate(Kind, values, path=path)
    if broken := [f"{path}: {reason}." for reason in _broken_laws(kind)]:
        raise BadData(*broken)
    return kind


def _broken_laws(kind: Kind) -> Iterator[str]:
    """Yield what the model cannot say: variants and templates are the same set, and names are those of the file."""
    yield from _unmatched_templates(kind)
    yield from (f"joins.{name}: needs a wording" for name, wordings in kind.joins.items() if not wordings)
    yield from (f"kit.forms: there is no form {quoted(name)}" for name in sorted(set(kind.kit.forms) - set(kind.forms)))
    yield from _unknown_variants(kind)


def _unmatched_templates(kind: Kind) -> Iterator[str]:
    files = {path.name.removesuffix(TEMPLATE) for path in kind.folder.glob(f"*{TEMPLATE}")}
    variants = set(kind.variants)
    yield from (f"variants: {quoted(name)} has no template {name}{TEMPLATE}" for name in sorted(variants - files))
    yield from (f"variants: the template {name}{TEMPLATE} is not named" for name in sorted(files - variants))


def _unknown_variants(kind: Kind) -> Iterator[str]:
    named = {
        "fields": {name for field in kind.fields for name in field.variants},
        "message_by": set(kind.message_by),
        "kit.calls": set(kind.kit.calls),
    }
    for key, names in named.items():
        yield from (f"{key}: there is no variant {quoted(name)}" for name in sorted(names - set(kind.variants)))
