"""The commands that a person types to lint a document of a kit, or to see its draft."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from soapwriter.deliver.kit.documents import KitDocument
from soapwriter.errors import UnknownName, command_line
from soapwriter.facts import Facts, Program


@dataclass(frozen=True)
class Calls:
    """Commands about the documents of one folder, made from one facts file, as they are typed in the same place."""

    folder: Path
    file: Path
    facts: Facts

    def kit(self) -> str:
        """Return the command that fills the folder again."""
        return command_line("kit", str(self.folder), "--facts", str(self.file))

    def lint(self, paper: KitDocument) -> str:
        """Return the command that lints a document as the kit does."""
        return command_line("lint", str(self.folder / paper.name), "--facts", str(self.file), *self._reader(paper))

    def draft(self, paper: KitDocument) -> str:
        """Return the command that prints a fresh draft; nothing where its program cannot be named apart from others."""
        if paper.program and not _named(self.facts, paper.program):
            return ""
        return command_line("draft", paper.kind.id, "--facts", str(self.file), *self._choices(paper))

    def _reader(self, paper: KitDocument) -> Iterator[str]:
        name = _named(self.facts, paper.program) if paper.program else ""
        specialty = paper.specialty or (paper.program.specialty if paper.program else None)
        if name:
            yield from ("--program", name)
        elif specialty:
            yield from ("--for", specialty)

    def _choices(self, paper: KitDocument) -> Iterator[str]:
        options = paper.kind.options
        if options.variant and paper.kind.variant_from == "only":
            yield from ("--variant", paper.variant)
        if options.form and paper.form in paper.kind.kit.forms:
            yield from ("--form", paper.form or "")
        if paper.specialty:
            yield from ("--specialty", paper.specialty)
        if paper.program:
            yield from ("--program", _named(self.facts, paper.program))


def _named(facts: Facts, program: Program) -> str:
    """Return by what a program can be asked for alone; nothing where another has all its names."""
    for name in (program.name, f"{program.name}, {program.city}", program.nrmp_code):
        try:
            if name and facts.program(name) is program:
                return name
        except UnknownName:
            continue
    return ""
