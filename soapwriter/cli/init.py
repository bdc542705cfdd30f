"""`soapwriter init [FILE]`: ask for the facts, one by one, and keep every answer at once."""

import os
from datetime import date
from pathlib import Path

import click

from soapwriter.cli.facts_option import FACTS_FILE
from soapwriter.cli.output import say
from soapwriter.errors import BadFacts, ExitStatus, Unwritable, command_line
from soapwriter.text import counted, refuse_existing, rewrite, save

_EXAMPLES = """\b
Examples:
  soapwriter init
  soapwriter init me.toml
  soapwriter init me.toml --edit cause
  soapwriter init me.toml --edit "exams 2 date"
  soapwriter init --blank me.toml
\b
Exit status:
  0  stopped or finished; what was answered is saved
  1  finished, and something still lacks or does not fit; or nothing was answered
  2  the file cannot be read or written"""
_LIST = "?"


@click.command(epilog=_EXAMPLES)
@click.argument("file", type=click.Path(path_type=Path), default=FACTS_FILE)
@click.option("--blank", is_flag=True, help="Write the file with the questions in it, and ask nothing.")
@click.option(
    "--edit",
    metavar="[KEY]",
    is_flag=False,
    flag_value=_LIST,
    help="Change one answer, such as cause or 'exams 2 date'; without KEY, choose it from a list.",
)
def init(file: Path, blank: bool, edit: str | None) -> ExitStatus:
    """
    Ask for your facts, and write them to FILE (me.toml if you name none).

    Five questions come first; then your explanation can be written. Where FILE exists, its open questions are asked.
    Every question may be skipped, and every answer is saved at once.
    """
    if edit is not None and (edit.endswith(".toml") or Path(edit).is_file()):
        # "--edit me.toml" names the file, since an option takes the next word.
        file, edit = Path(edit), _LIST
    if str(file) == "-":
        return _print_blank(blank=blank)
    if blank:
        return _write_blank(file)
    return _Run(file).edit(edit) if edit is not None else _Run(file).ask()


def _print_blank(*, blank: bool) -> ExitStatus:
    """
    Print the file with the questions in it.

    Raises:
        UsageError: the questions are to be asked, and the answers have no file to go to.
    """
    from soapwriter.facts import blank_facts

    if not blank:
        raise click.UsageError("FILE needs the name of a file; with --blank, - prints the questions.")
    click.echo(blank_facts(), nl=False)
    return ExitStatus.OK


def _write_blank(file: Path) -> ExitStatus:
    from soapwriter.facts import blank_facts

    refuse_existing(file)
    save(file, blank_facts())
    say(f"Wrote {file}, readable by you alone. Fill in what you can, then: {_draft(file)}", aside=False)
    return ExitStatus.OK


class _Run:
    """One call of `init` on a file: the interview, and the bytes that the file has."""

    def __init__(self, file: Path) -> None:
        # What edits a file and asks is imported where somebody asks: help and --blank do not wait for it.
        from soapwriter.cli.interviewing import Session
        from soapwriter.facts import FactsFile, Interview, blank_facts, editable_text

        self.file = file
        # The day on the writer's own calendar.
        self.today = date.today()  # noqa: DTZ011
        self.saved = _bytes(file)
        text = blank_facts() if self.saved is None else editable_text(file)
        self.interview = Interview(FactsFile(text), today=self.today)
        self.session = Session(self.interview, self._save)

    def ask(self) -> ExitStatus:
        """Ask every open question, write the explanation where that is wanted, and return the exit status."""
        from soapwriter.cli.prompting import Quit, say

        self._greet()
        try:
            if self.session.run():
                return self._write_explanation()
        except KeyboardInterrupt:
            say("\n")
            self._say_stopped()
            return ExitStatus.INTERRUPTED
        except Quit:
            say()
            self._say_stopped()
            return ExitStatus.OK if self.saved is not None else ExitStatus.INCOMPLETE
        say()
        say(f"That was the last open question. {self._kept()}")
        return self._finished()

    def edit(self, key: str) -> ExitStatus:
        """Ask for one answer again, and return the exit status."""
        from soapwriter.cli.prompting import Quit, say
        from soapwriter.facts import answered_places, places_named

        if self.saved is None:
            raise BadFacts(f"{self.file}: There is no such file yet. {_quoted_init(self.file)} writes it.")
        places = answered_places(self.interview) if key == _LIST else places_named(self.interview, key)
        try:
            place = self.session.choose(places)
            if place is not None:
                self.session.edit(place)
        except (KeyboardInterrupt, Quit):
            click.echo()
        say()
        say(self._kept())
        return self._finished()

    def _greet(self) -> None:
        from soapwriter.cli.prompting import say, say_command

        if self.saved is None:
            say("Five questions come first; then your explanation can be written. The rest can wait.")
            say("Write in your own words: nothing is made up, and nothing leaves this computer.")
        else:
            say(f"Going on with {self.file}: {counted(len(self._answered()), 'answer')} so far.")
            say("To change one of them:")
            say_command(command_line("init", str(self.file), "--edit"))
            if self.interview.is_enough:
                say("They are enough for your explanation:")
                say_command(_draft(self.file))
        say()
        say(
            "Enter skips a question. 'back' goes to the one before, '?' explains it, and 'quit' stops. "
            f"Each answer is saved at once, in {self.file}."
        )

    def _answered(self) -> list[object]:
        from soapwriter.facts import answered_places

        return [*answered_places(self.interview)]

    def _save(self) -> None:
        """Write the file where an answer has changed it; a new one only once there is an answer."""
        new = self.interview.file.text.encode()
        if self.saved and b"\r\n" in self.saved:
            new = new.replace(b"\n", b"\r\n")
        if new == self.saved or (self.saved is None and not self._answered()):
            return
        if self.saved is None:
            save(self.file, new)
        else:
            self._rewrite(self.saved, new)
        self.saved = new

    def _rewrite(self, old: bytes, new: bytes) -> None:
        try:
            rewrite(self.file, old, new)
        except Unwritable as error:
            again = f"Your last answer is not in it; {_quoted_init(self.file)} goes on."
            raise Unwritable(f"{self.file}: {error.messages[0]} {again}") from error

    def _kept(self) -> str:
        if self.saved is None:
            return "Nothing was answered, so nothing was written."
        return f"{counted(len(self._answered()), 'answer')} saved in {self.file}, readable by you alone."

    def _say_stopped(self) -> None:
        from soapwriter.cli.prompting import say

        say(self._kept())
        if self.saved is not None:
            self._say_what_to_fix()
            self._say_how_to_go_on()

    def _say_what_to_fix(self) -> bool:
        """Print every mistake that the facts have, and return whether there is one."""
        from soapwriter.facts import load_facts

        try:
            load_facts(self.file, now=self.today)
        except BadFacts as error:
            for message in error.messages:
                click.echo(f"To fix: {message}", err=True)
            return True
        return False

    def _say_how_to_go_on(self) -> None:
        from soapwriter.cli.prompting import say, say_command

        say("To go on with the other questions:")
        say_command(command_line("init", str(self.file)))

    def _finished(self) -> ExitStatus:
        from soapwriter.cli.prompting import say, say_command

        if self.saved is None or self._say_what_to_fix():
            return ExitStatus.INCOMPLETE
        say("Next:")
        say_command(_draft(self.file))
        return ExitStatus.OK

    def _write_explanation(self) -> ExitStatus:
        """Show the explanation that the facts give, and save it beside them where there is none yet."""
        from soapwriter.cli.prompting import say, say_command
        from soapwriter.drafter import draft
        from soapwriter.facts import load_facts

        if self._say_what_to_fix():
            self._say_how_to_go_on()
            return ExitStatus.INCOMPLETE
        made = draft("failure", load_facts(self.file, now=self.today))
        path = self.file.with_name("failure.txt")
        say()
        say(made.text.strip())
        say()
        for fact, question in made.missing:
            say(f"Missing: {fact}: {question}")
        for note in made.notes:
            say(f"Note: {note}")
        if os.path.lexists(path):
            say(f"{path} was there before, and was left as it is. To keep this one:")
            say_command(f"{_draft(self.file)} --out new.txt")
        else:
            save(path, made.text)
            say(f"Saved as {path}. Read it aloud, change what you like, and check it:")
            say_command(command_line("lint", str(path), "--facts", str(self.file)))
        self._say_how_to_go_on()
        return ExitStatus.INCOMPLETE if made.missing else ExitStatus.OK


def _bytes(file: Path) -> bytes | None:
    """
    Return what a file has, or None where there is none; its folder must take a file then.

    Raises:
        Unwritable: the file cannot be read or written.
    """
    if not os.path.lexists(file):
        refuse_existing(file)
        return None
    if file.is_dir():
        refuse_existing(file)
    try:
        data = file.read_bytes()
        # Nobody answers questions for a file that cannot be written in the end.
        rewrite(file, data, data)
    except OSError as error:
        raise BadFacts(f"{file}: {error.strerror or error}.") from error
    except Unwritable as error:
        raise Unwritable(f"{file}: {error.messages[0]}") from error
    return data


def _draft(file: Path) -> str:
    return command_line("draft", "failure", "--facts", str(file))


def _quoted_init(file: Path) -> str:
    return f"'{command_line('init', str(file))}'"
