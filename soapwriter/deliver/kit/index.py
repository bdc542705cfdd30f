"""The index of a kit: a page for the applicant alone on what is ready, what is not, and what may be sent when."""

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import FileSystemLoader, StrictUndefined, TemplateError
from jinja2.sandbox import SandboxedEnvironment

from soapwriter import assets
from soapwriter.data import CheckedTable, Confidence, FrozenModel, read_model
from soapwriter.deliver.kit.documents import KitDocument, KitPlan
from soapwriter.deliver.kit.state import FileStatus
from soapwriter.deliver.kit.status import KitStatus, Sending, open_questions
from soapwriter.errors import BadData, UnknownName, command_line
from soapwriter.facts import Facts, Program
from soapwriter.tables import shield

_TEMPLATE = "index.md.j2"
# Narrower than a terminal, so that a quoted or indented index still fits.
_WIDTH = 88


class _Rule(FrozenModel):
    """What may not be passed on, and where that comes from."""

    rule: str
    source: str
    url: str
    confidence: Confidence


class _Sharing(CheckedTable):
    unfilled: _Rule


@dataclass(frozen=True)
class KitCommands:
    """
    Commands on the documents of a kit, as a person types them in the folder where the kit was written from.

    `folder` and `facts_file` are the paths that were given to `soapwriter kit`.
    """

    folder: Path
    facts_file: Path
    facts: Facts

    def kit(self) -> str:
        """Return the command that writes the kit again."""
        return command_line("kit", str(self.folder), "--facts", str(self.facts_file))

    def lint(self, document: KitDocument) -> str:
        """Return the command that lints a document as the kit does."""
        path = str(self.folder / document.name)
        return command_line("lint", path, "--facts", str(self.facts_file), *self._audience(document))

    def draft(self, document: KitDocument) -> str:
        """Return the command that prints a fresh draft; "" where no name means its program alone."""
        if document.program and not self._name_of(document.program):
            return ""
        return command_line("draft", document.kind.id, "--facts", str(self.facts_file), *self._choices(document))

    def _audience(self, document: KitDocument) -> tuple[str, ...]:
        program = document.program
        if program and (name := self._name_of(program)):
            return ("--program", name)
        specialty = document.specialty or (program.specialty if program else None)
        return ("--for", specialty) if specialty else ()

    def _choices(self, document: KitDocument) -> Iterator[str]:
        kind = document.kind
        has_variants = kind.options.variant and kind.variant_from == "only"
        has_form = kind.options.form and document.form in kind.kit.forms
        choices = {
            "--variant": document.variant if has_variants else None,
            "--form": document.form if has_form else None,
            "--specialty": document.specialty,
            "--program": self._name_of(document.program) if document.program else None,
        }
        for option, value in choices.items():
            if value:
                yield from (option, value)

    def _name_of(self, program: Program) -> str:
        """Return a name that means a program alone; "" where another one has all its names."""
        # The shortest that works: two programs may share a name, and even the city.
        names = (program.name, f"{program.name}, {program.city}", program.nrmp_code)
        return next((name for name in names if name and self._means(name, program)), "")

    def _means(self, name: str, program: Program) -> bool:
        try:
            return self.facts.program(name) is program
        except UnknownName:
            return False


@dataclass(frozen=True)
class Index:
    """What an index is made of: how the documents are, files that are no longer called for, and the plan of the kit."""

    status: KitStatus
    obsolete: Sequence[str]
    plan: KitPlan
    commands: KitCommands
    sending: Sending

    def text(self) -> str:
        """
        Return the index, in plain lines with Markdown headings.

        Raises:
            BadData: the template, or the table of what may not be shared, is wrong.
        """
        table = read_model(assets.table_path("sharing"), _Sharing)
        words = {
            **vars(self.status),
            "restored": self.status.with_status(FileStatus.RESTORED),
            "kept": self.status.with_status(FileStatus.KEPT),
            "withheld": [file.name for file in self.status.with_status(FileStatus.WITHHELD)],
            "questions": open_questions(self.status.incomplete),
            "obsolete": self.obsolete,
            "not_called_for": [*self.plan.not_called_for, *self.needs],
            **self.sending._asdict(),
            "facts": str(self.commands.facts_file),
            "programs": self.commands.facts.programs,
            "sharing": table.unfilled,
            "shield": shield.table(),
            "checked": table.checked,
            "commands": self.commands,
        }
        try:
            return _environment().get_template(_TEMPLATE).render(words)
        except TemplateError as error:
            raise BadData(f"{assets.folder('templates') / _TEMPLATE}: {error}") from error

    @property
    def needs(self) -> tuple[str, ...]:
        """What the facts or the templates need for more documents, in sentences."""
        return (*self._tables_needed(), *self._templates_needed())

    def _tables_needed(self) -> Iterator[str]:
        for table, titles in (("programs", self.plan.need_programs), ("specialties", self.plan.need_specialties)):
            if titles:
                yield f"Your facts have no [[{table}]], which these need: {'; '.join(titles)}."

    def _templates_needed(self) -> Iterator[str]:
        for specialty, title in self.plan.without_template:
            yield f"{title}, for {specialty}: there is no template. Write it yourself, and lint it."


def _environment() -> SandboxedEnvironment:
    environment = SandboxedEnvironment(
        loader=FileSystemLoader(assets.folder("templates")),
        undefined=StrictUndefined,
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["fill"] = _fill
    return environment


def _fill(text: str, indent: int = 0, first: str = "") -> str:
    """Return a text in lines of the index, each `indent` spaces in; the first one begins with `first` instead."""
    return textwrap.fill(
        " ".join(text.split()),
        _WIDTH,
        initial_indent=first or " " * indent,
        subsequent_indent=" " * indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
