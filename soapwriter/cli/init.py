"""`soapwriter init [FILE]`: ask for the facts, one by one, and keep every answer at once."""

import select
import sys
from collections.abc import Iterator
from datetime import date
from itertools import islice
from pathlib import Path

import click

from soapwriter.cli.facts_option import FACTS_FILE
from soapwriter.errors import BadFacts, ExitStatus, SoapwriterError, command_line, quoted
from soapwriter.facts import Answer, Answers, Entry, Question, Table, facts_text, load_facts, load_questions, mistake
from soapwriter.text import counted, refuse_existing, save

_FLAGS = {"y": True, "yes": True, "n": False, "no": False}
_EXAMPLES = """\b
Examples:
  soapwriter init
  soapwriter init me.toml
  soapwriter init --blank me.toml"""


@click.command(epilog=_EXAMPLES)
@click.argument("file", type=click.Path(path_type=Path), default=FACTS_FILE)
@click.option("--blank", is_flag=True, help="Write the file with the questions in it, and ask nothing.")
def init(file: Path, blank: bool) -> ExitStatus:
    """
    Ask for your facts once, and write them to FILE (me.toml if you name none).

    Every question may be skipped with Enter. An interrupted session keeps what you have answered.
    """
    refuse_existing(file)
    if blank:
        save(file, facts_text({}))
        click.echo(f"Wrote {file}, readable by you alone. Fill in what you can, then: {_draft(file)}")
        return ExitStatus.OK
    if not sys.stdin.isatty():
        raise SoapwriterError(
            "init asks its questions on a terminal, and standard input is not a terminal. "
            f"{quoted(command_line('init', '--blank', str(file)))} writes a file with the questions in it."
        )
    return _Session(file).run()


class _Session:
    """The answers so far, and the file that holds them."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.answers: Answers = {}
        self.is_written = False

    def run(self) -> ExitStatus:
        """Ask every question, and return the exit status."""
        questions = load_questions()
        click.echo(questions.opening.strip())
        click.echo("Enter skips a question. Ctrl-C stops, and keeps what you have answered.")
        try:
            for table in questions.tables:
                self._ask_table(table)
        except (click.Abort, KeyboardInterrupt):
            click.echo(f"\n{self._stopped()}", err=True)
            return ExitStatus.INTERRUPTED
        self._keep()
        return self._finished()

    def _ask_table(self, table: Table) -> None:
        click.echo(f"\n{click.style(table.title, bold=True)}")
        if table.intro:
            click.echo(table.intro)
        while self._ask_entry(table) and table.repeated:
            click.echo("\nAnother one? Enter goes on to the next part.")

    def _ask_entry(self, table: Table) -> bool:
        """Ask the questions of one entry, and return whether one was answered."""
        entry: Entry = {}
        for question in table.questions:
            if not question.applies(entry):
                continue
            for answer in _ask(table, question):
                self._add(table, entry, question, answer)
            if table.repeated and not entry:
                return False
        return bool(entry)

    def _add(self, table: Table, entry: Entry, question: Question, answer: Answer) -> None:
        if not entry:
            self.answers.setdefault(table.name, []).append(entry)
        entry[question.key] = answer
        self._keep()

    def _keep(self) -> None:
        """Write the answers so far; the first time, never over a file that somebody else has written meanwhile."""
        save(self.file, facts_text(self.answers), force=self.is_written)
        self.is_written = True

    def _stopped(self) -> str:
        kept = sum(len(entry) for entries in self.answers.values() for entry in entries)
        if not kept:
            return "Nothing was answered, so nothing was written."
        answers = counted(kept, "answer")
        return f"Kept {answers} in {self.file}. Continue there: each question is above the line for its answer."

    def _finished(self) -> ExitStatus:
        click.echo(f"\nWrote {self.file}, readable by you alone.")
        try:
            load_facts(self.file, now=date.today())  # noqa: DTZ011 - the day on the writer's own calendar
        except BadFacts as error:
            for message in error.messages:
                click.echo(f"To fix: {message}", err=True)
            return ExitStatus.INCOMPLETE
        click.echo(f"Next: {_draft(self.file)}")
        return ExitStatus.OK


def _draft(file: Path) -> str:
    return command_line("draft", "failure", "--facts", str(file))


def _ask(table: Table, question: Question) -> Iterator[Answer]:
    """Ask one question, and yield its answer; for a list, the whole list after each new line."""
    click.echo(f"\n{question.ask}.")
    click.echo(click.style(f"For {question.use}. Example: {question.example}", dim=True))
    if question.shape != "list":
        yield from islice(_answers(table, question), 1)
        return
    click.echo("One a line; Enter on an empty line ends.")
    lines: tuple[str, ...] = ()
    for line in _answers(table, question):
        lines = (*lines, str(line))
        yield lines


def _answers(table: Table, question: Question) -> Iterator[Answer]:
    """Yield each line that the facts accept, until an empty one; print what is wrong with the others."""
    while line := _line(question):
        answer: Answer = _FLAGS.get(line.lower(), line) if question.shape == "flag" else line
        if reason := mistake(table, question, answer):
            click.echo(f"Please answer again: {reason.rstrip('.')}.")
        else:
            yield answer


def _line(question: Question) -> str:
    line: str = click.prompt(f"{question.stem} >".lstrip(), default="", show_default=False, prompt_suffix=" ")
    # Lines that are already waiting are the rest of a pasted answer, and not the answers to the next questions.
    while line and question.shape == "text" and _is_waiting():
        line += " " + click.prompt("", default="", show_default=False, prompt_suffix="")
    return line.strip()


def _is_waiting() -> bool:
    """Return whether more has been typed than was read; false where the terminal cannot be polled."""
    try:
        # Long enough for the next line of a paste, and too short for a person to notice.
        return bool(select.select([sys.stdin], [], [], 0.02)[0])
    except (OSError, ValueError):
        return False
