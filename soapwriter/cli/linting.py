"""How a command lints texts: the options that say how they are read, the reading, and what can be linted."""

import gc
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from soapwriter.cli import names
from soapwriter.cli.output import print_messages, say
from soapwriter.finding import Report
from soapwriter.render import STANDARD_INPUT

if TYPE_CHECKING:
    from soapwriter.facts import Facts
    from soapwriter.linter import Linter, Profile, Rule
    from soapwriter.text import Batch, Document

# How many characters the reader reads in a second, measured on one core of 2026; a text of a page takes a fifth of one.
_CHARACTERS_A_SECOND = 25_000
# Seconds after which a person begins to wonder.
_LONG = 4

_TEXT_OPTIONS = (
    click.option(
        "--kind", metavar="KIND", shell_complete=names.kinds, help="The kind of document; see 'soapwriter kinds'."
    ),
    click.option("--form", metavar="FORM", help="The form of its kind, with a length of its own: spoken, brief."),
    click.option(
        "--for",
        "specialty",
        metavar="SPECIALTY",
        shell_complete=names.specialties,
        help="The specialty that the text is for, or its NRMP program code.",
    ),
    click.option("--program", metavar="NAME", help="The program in your facts that the text is for, or its NRMP code."),
    click.option("--name", metavar="NAME", help="A name for standard input; it may also say the kind."),
)


@dataclass(frozen=True)
class LintOptions:
    """
    What a call says about its texts, and the settings that they are linted by.

    `kind`, `form`, `specialty` and `program` hold for every text, whatever it says itself; None leaves it to the text.
    `name` is what standard input is called. `now` is the day on which the texts are read, by the writer's own calendar.
    """

    profile: "Profile"
    now: date
    kind: str | None = None
    form: str | None = None
    specialty: str | None = None
    program: str | None = None
    name: str | None = None
    spelling: bool = True


class Prepared(NamedTuple):
    """The documents that can be linted, why others cannot (by path), and a function that lints such documents."""

    documents: "tuple[Document, ...]"
    errors: Mapping[str, str]
    lint: "Callable[[Sequence[Document]], tuple[Report, ...]]"

    def reports(self) -> tuple[Report, ...]:
        """Return a report on each document, in order."""
        return self.lint(self.documents)


def text_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options that say how a text is read."""
    # Click lists the option that was added last first.
    for option in reversed(_TEXT_OPTIONS):
        command = option(command)
    return command


def check_input(paths: Iterable[str], *, name: str | None) -> None:
    """
    Tell a person at a terminal how to end a text that is typed or pasted.

    Raises:
        UsageError: a name is given, but no path is standard input.
    """
    if STANDARD_INPUT not in paths:
        if name is not None:
            raise click.UsageError("--name is for standard input (-); a file has its own.")
    elif sys.stdin.isatty():
        click.echo("Paste your text, then press Enter and Ctrl-D (on Windows Ctrl-Z and Enter).", err=True)


def read_texts(paths: Sequence[str], options: LintOptions) -> "Batch":
    """
    Return the documents of files, folders and standard input, each with its audience; print notes on what was read.

    Raises:
        UnknownName: an option names an unknown kind, specialty or program.
        BadFacts: the facts in which a program is looked up cannot be read.
    """
    # What reads texts is imported here, so that help and completion do not wait for it.
    from soapwriter.cli.audience import with_audiences
    from soapwriter.kinds import find_kind
    from soapwriter.nlp import with_kind
    from soapwriter.text import read

    kind = None if options.kind is None else find_kind(options.kind).id
    batch = read(paths, kind=kind, form=options.form, name=options.name)
    _announce_long(batch.documents)
    batch = replace(batch, documents=tuple(map(with_kind, batch.documents)))
    facts = options.profile.facts
    batch = with_audiences(batch, specialty=options.specialty, program=options.program, facts=facts)
    print_messages(batch.notes, lead="Note")
    return batch


def _announce_long(documents: "Iterable[Document]") -> None:
    """Say to a person at a terminal how long a very long text takes, so that nobody thinks that it hangs."""
    for document in documents:
        seconds = len(document.text) / _CHARACTERS_A_SECOND
        if seconds >= _LONG and sys.stderr.isatty():
            say(f"{document.path} is long: reading it takes about {seconds:.0f} seconds.")


def prepare(documents: "Sequence[Document]", options: LintOptions) -> Prepared:
    """
    Return what can be linted by the options, with the linter loaded.

    A document with a suppression that is not understood, or that names no rule, cannot be linted.

    Raises:
        UnknownName: the settings name a rule or category that does not exist.
        BadData: a rule file is wrong.
        BadFacts: the facts cannot be read.
    """
    from soapwriter.cli.rule_folders import rules_with
    from soapwriter.linter import names_of

    if not documents:
        return Prepared((), {}, _lint_nothing)
    every = rules_with(*options.profile.rules, examples=False)
    rules = options.profile.select_from(every)
    facts = _facts(options.profile)
    errors = _suppression_errors(documents, names_of(every))
    sound = tuple(document for document in documents if document.path not in errors)
    if not sound:
        return Prepared((), errors, _lint_nothing)
    linter = _load_linter(rules, every, spelling=options.spelling)
    return Prepared(sound, errors, lambda some: tuple(linter.lint_all(some, facts=facts, now=options.now)))


def _suppression_errors(documents: "Sequence[Document]", known: "frozenset[str]") -> dict[str, str]:
    """Return by path what is wrong with the suppressions of documents, a line each."""
    from soapwriter.linter import suppression_errors

    found = {document.path: "\n".join(suppression_errors(document, known)) for document in documents}
    return {path: messages for path, messages in found.items() if messages}


def _lint_nothing(documents: "Sequence[Document]") -> tuple[Report, ...]:  # noqa: ARG001 - there are none
    return ()


def _facts(profile: "Profile") -> "Facts | None":
    if profile.facts is None:
        return None
    # Most calls give no facts, and need not wait for the import of what reads them.
    from soapwriter.facts import load_facts

    return load_facts(profile.facts)


def _load_linter(rules: "Sequence[Rule]", every: "Sequence[Rule]", *, spelling: bool) -> "Linter":
    from soapwriter.linter import Linter

    # Loading makes very many objects that live as long as the program: a garbage collector that looks through them
    # takes longer than linting any text.
    gc.disable()
    linter = Linter(rules, known=every, spelling=spelling)
    gc.freeze()
    gc.enable()
    return linter
