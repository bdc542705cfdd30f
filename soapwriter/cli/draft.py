"""`soapwriter draft KIND`: a group whose commands are the kind files."""

import sys
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from soapwriter.cli.beside import notes_beside
from soapwriter.cli.chosen_draft import chosen_draft, list_drafts, ways_to_keep
from soapwriter.cli.facts_option import FACTS_FILE
from soapwriter.cli.output import say, show
from soapwriter.drafter import Choices, Draft, drafted_kind, named_specialties
from soapwriter.errors import ExitStatus, UnknownName, Unwritable
from soapwriter.facts import Facts, load_facts, remarks
from soapwriter.kinds import Kind, find_kind, kinds
from soapwriter.text import FORCE, refuse_existing, save

if TYPE_CHECKING:
    from soapwriter.cli.gate import Gate

# The options that say what to draft; the others say where it goes, and when.
_CHOICES = {"variant", "form", "program", "specialty", "keep", "drop"}
_EXAMPLES = """\b
Examples:
  soapwriter draft failure --facts me.toml
  soapwriter draft failure --form brief --out brief.txt
  soapwriter draft failure --list
  soapwriter draft failure --number 3 --out brief.txt --force
  soapwriter draft statement --all --out statements/
  soapwriter draft thank-you --program "Pinewater Family Medicine"

\b
What is missing is named on standard error, each with its question. The draft
then carries a [[placeholder]] there, and the exit status is 1.

\b
A message to a program may be drafted at any time. Whether it may be sent now is
printed first; where it may not, the draft begins with that too, and the exit
status is 3."""


class Kinds(click.Group):
    """A group with one command for each kind that has templates, its options and help from the kind file."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the kinds that can be drafted."""
        return [kind.id for kind in kinds().values() if kind.variants]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Return the command of one kind."""
        try:
            kind = find_kind(cmd_name)
        except UnknownName:
            return None
        return _command(drafted_kind(kind.id))


@click.group(cls=Kinds, epilog=_EXAMPLES)
def draft() -> None:
    """Write a draft from your facts, in your own words; what is missing is asked for, and never made up."""


def _command(kind: Kind) -> click.Command:
    return click.Command(
        kind.id,
        callback=_callback(kind),
        params=[*_options(kind), *_gate_options(kind), *_shared_options()],
        help=f"{kind.title}.\n\n{kind.help}",
        epilog=_about(kind),
        short_help=f"{kind.title}.",
    )


def _callback(kind: Kind) -> Any:
    def write(facts: Path, out: Path | None, force: bool, **choices: Any) -> ExitStatus:
        today = _today(choices.get("at"))
        entered = load_facts(facts, now=today)
        gate = _gate(kind, entered, choices)
        requests = _requests(kind, entered, choices, today)
        if choices["list_all"]:
            return list_drafts(kind, entered, requests)
        drafts = {name: chosen_draft(kind, entered, chosen, out, choices) for name, chosen in requests.items()}
        _print_gate(gate)
        _print_notes(remarks(entered, now=today))
        texts = {name: f"{gate.header if gate else ''}{made.text}" for name, made in drafts.items()}
        if choices.get("all"):
            _fill_folder(texts, out, force=force)
        else:
            _write(*texts.values(), out=out, force=force)
        _print_notes(dict.fromkeys(note for made in drafts.values() for note in made.notes))
        _print_notes(ways_to_keep(drafts.values()))
        _print_notes(notes_beside(kind, entered, choices))
        return max(gate.status if gate else ExitStatus.OK, _print_missing(drafts.values()))

    return write


def _today(at: str | None) -> date:
    """Return the day that is asked about, else the day on the writer's own calendar."""
    if at is None:
        return date.today()  # noqa: DTZ011
    from soapwriter.cli.moment import read_moment

    return read_moment(at).date()


def _gate_options(kind: Kind) -> list[click.Option]:
    if not kind.to_programs:
        return []
    # Only what is sent needs the clock and the table of contacts.
    from soapwriter.cli.gate import options

    return options()


def _gate(kind: Kind, facts: Facts, choices: Mapping[str, Any]) -> "Gate | None":
    """Return whether a message may be sent to its program; None for a kind that is not sent to programs."""
    if not kind.to_programs:
        return None
    from soapwriter.cli.gate import gate

    variant, program = choices.get("variant") or "", choices.get("program")
    return gate(kind, facts, program, variant=variant, at=choices["at"], override=choices["override"])


def _print_gate(gate: "Gate | None") -> None:
    if gate is not None:
        from soapwriter.cli.gate import print_answer

        print_answer(gate)


def _requests(kind: Kind, facts: Facts, choices: Mapping[str, Any], today: date) -> dict[str, Choices]:
    """
    Return for each draft that is requested the name of its file, and what to draft.

    Raises:
        UnknownName: --all is given with what it decides, or the facts name no specialty for it.
    """
    named: Any = {name: choices[name] for name in choices.keys() & _CHOICES}
    chosen: Choices = {"with_failure": not choices.get("no_failure"), "today": today}
    chosen.update(named)
    if not choices.get("all"):
        return {kind.id: chosen}
    if chosen.get("specialty") or chosen.get("variant"):
        raise UnknownName("--all writes one for every specialty; leave --specialty and --variant out.")
    named = named_specialties(facts)
    if not named:
        raise UnknownName("--all writes one for every specialty, and the facts name none: add [[specialties]].")
    return {f"{kind.id}-{name}.txt": {**chosen, "variant": name} for name in named}


def _write(text: str, *, out: Path | None, force: bool) -> None:
    if out is None or str(out) == "-":
        _print(text)
    else:
        save(out, text, force=force, way_out=FORCE)


def _fill_folder(texts: Mapping[str, str], folder: Path | None, *, force: bool) -> None:
    """
    Write every text into a folder, or none of them.

    Raises:
        Unwritable: no folder is named, it cannot be made, or one of the files exists.
    """
    if folder is None:
        raise Unwritable("--all writes several files; name their folder with --out.")
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise Unwritable(f"{folder}: cannot be made a folder: {error.strerror}.") from error
    for name in texts:
        refuse_existing(folder / name, force=force, way_out=FORCE)
    for name, text in texts.items():
        save(folder / name, text, force=force, way_out=FORCE)
        say(f"Wrote {folder / name}")


def _print(text: str) -> None:
    # A program that reads the draft gets it as a file would have it.
    if sys.stdout.isatty():
        show([text.removesuffix("\n")])
        return
    # Where the encoding lacks a character of a name there is a question mark for it, instead of no draft at all.
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="replace")
    click.echo(text, nl=False)


def _print_notes(notes: Iterable[str]) -> None:
    for note in notes:
        say(f"Note: {note}")


def _print_missing(drafts: Iterable[Draft]) -> ExitStatus:
    """Print each missing fact once, with its question; return INCOMPLETE where there is one."""
    missing = dict.fromkeys(chain.from_iterable(made.missing for made in drafts))
    for fact, question in missing:
        say(f"Missing: {fact}: {question}")
    return ExitStatus.INCOMPLETE if missing else ExitStatus.OK


def _options(kind: Kind) -> list[click.Option]:
    """Return the options that the kind file describes."""
    options = kind.options
    offered: dict[str, tuple[str | None, dict[str, Any]]] = {
        "--variant": (options.variant, {"type": click.Choice(list(kind.variants))}),
        "--form": (options.form, {"type": click.Choice(list(kind.forms))}),
        "--program": (options.program, {"metavar": "NAME"}),
        "--specialty": (options.specialty, {"metavar": "NAME"}),
        "--all": (options.all, {"is_flag": True}),
        "--no-failure": (options.no_failure, {"is_flag": True}),
    }
    return [click.Option([name], help=text, **extra) for name, (text, extra) in offered.items() if text]


def _shared_options() -> list[click.Option]:
    return [
        click.Option(
            ["--facts"],
            type=click.Path(path_type=Path),
            default=FACTS_FILE,
            show_default=True,
            help="Your facts, as 'soapwriter init' writes them.",
        ),
        click.Option(["--out"], type=click.Path(path_type=Path), help="Write to this file, readable by you alone."),
        click.Option(["--force"], is_flag=True, help="Write over a file that exists."),
        click.Option(["--list", "list_all"], is_flag=True, help="Show the different drafts by number, and write none."),
        click.Option(["--number"], type=click.IntRange(min=1), metavar="N", help="Write the draft of this number."),
        click.Option(["--another"], is_flag=True, help="Write the next draft: after the one in --out, or the second."),
        click.Option(["--keep"], multiple=True, metavar="WORDS", help="Keep the sentence with these words."),
        click.Option(["--drop"], multiple=True, metavar="WORDS", help="Leave out the sentence with these words."),
    ]


def _about(kind: Kind) -> str:
    """Return the end of the help: what the variants and forms are."""
    forms = {name: form.title for name, form in kind.forms.items() if name not in kind.variants}
    variants = kind.variants if len(kind.variants) > 1 else {}
    return "\n\n".join(filter(None, (_table("Variants", variants), _table("Forms", forms))))


def _table(title: str, rows: Mapping[str, str]) -> str:
    """Return names and what they mean as lines that Click leaves as they are; "" for no names."""
    lines = (f"  {name:<22}{text}" for name, text in rows.items())
    return "\n".join(("\b", f"{title}:", *lines)) if rows else ""
