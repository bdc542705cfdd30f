"""`soapwriter draft KIND`: a group whose commands are the kind files."""

import sys
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from soapwriter.drafter import Draft, drafted_kind
from soapwriter.drafter import draft as draft_text
from soapwriter.errors import ExitStatus, UnknownName, Unwritable
from soapwriter.facts import Facts, load_facts, remarks
from soapwriter.kinds import Kind, find_kind, kinds
from soapwriter.text import FORCE, refuse_existing, save

if TYPE_CHECKING:
    from soapwriter.cli.gate import Gate

FACTS_FILE = "me.toml"
_EXAMPLES = """\b
Examples:
  soapwriter draft failure --facts me.toml
  soapwriter draft failure --form brief --out brief.txt
  soapwriter draft statement --all --out statements/
  soapwriter draft thank-you --program "Pinewater Family Medicine"

\b
What is missing is named on standard error, each with its question. The draft
then carries a [[placeholder]] there, and the exit status is 1.

\b
A message to a program may be drafted at any time. Whether it may be sent now is
said first; where it may not, that stands above the draft too, and the exit
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
    """Write a draft from your facts, in your own words; what it lacks is asked for and never made up."""


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
        today = date.today()  # noqa: DTZ011 - the day on the writer's own calendar
        entered = load_facts(facts, now=today)
        at, override = choices.pop("at", None), choices.pop("override", None)
        asked = _asked(kind, entered, choices, at=at, override=override)
        wanted = _wanted(kind, entered, choices)
        drafts = {name: draft_text(kind.id, entered, **chosen) for name, chosen in wanted.items()}
        _tell(asked)
        _note(remarks(entered, now=today))
        _deliver(_headed(drafts, asked), out=out, force=force, into_folder=bool(choices.get("all")))
        missing = _name_missing(drafts.values())
        return max(asked.status if asked else ExitStatus.OK, missing)

    return write


def _gate_options(kind: Kind) -> list[click.Option]:
    if not kind.to_programs:
        return []
    # Only what is sent needs the clock and the table of contacts.
    from soapwriter.cli.gate import options

    return options()


def _asked(kind: Kind, facts: Facts, choices: Mapping[str, Any], **given: str | None) -> "Gate | None":
    """Return what the gate says of a message to a program; None for what is none."""
    if not kind.to_programs:
        return None
    from soapwriter.cli.gate import gate

    variant = choices.get("variant") or ""
    return gate(kind, facts, choices.get("program"), variant=variant, at=given["at"], override=given["override"])


def _tell(asked: "Gate | None") -> None:
    if asked is not None:
        from soapwriter.cli.gate import tell

        tell(asked)


def _headed(drafts: Mapping[str, Draft], asked: "Gate | None") -> dict[str, Draft]:
    """Return drafts with what the gate says of them above their text, where it blocks them."""
    head = asked.header if asked else ""
    return {name: replace(each, text=head + each.text) for name, each in drafts.items()}


def _wanted(kind: Kind, facts: Facts, choices: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the drafts that are asked for: each one's file name, and its choices."""
    chosen = {name: value for name, value in choices.items() if name not in ("all", "no_failure")}
    chosen["with_failure"] = not choices.get("no_failure")
    if not choices.get("all"):
        return {kind.id: chosen}
    if chosen.get("specialty") or chosen.get("variant"):
        raise UnknownName("--all writes one for every specialty; leave --specialty and --variant out.")
    named = [each.specialty for each in facts.specialties if each.specialty]
    if not named:
        raise UnknownName("--all writes one for every specialty, and the facts name none: add [[specialties]].")
    return {f"{kind.id}-{name}.txt": {**chosen, "variant": name} for name in named}


def _deliver(drafts: Mapping[str, Draft], *, out: Path | None, force: bool, into_folder: bool) -> None:
    if into_folder:
        _fill_folder(drafts, out, force=force)
    elif out is None or str(out) == "-":
        _print(next(iter(drafts.values())).text)
    else:
        save(out, next(iter(drafts.values())).text, force=force, way_out=FORCE)


def _fill_folder(drafts: Mapping[str, Draft], folder: Path | None, *, force: bool) -> None:
    """Write every draft into a folder, or none of them."""
    if folder is None:
        raise Unwritable("--all writes several files; name their folder with --out.")
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise Unwritable(f"{folder}: cannot be made a folder: {error.strerror}.") from error
    for name in drafts:
        refuse_existing(folder / name, force=force, way_out=FORCE)
    for name, each in drafts.items():
        save(folder / name, each.text, force=force, way_out=FORCE)
        click.echo(f"Wrote {folder / name}", err=True)


def _print(text: str) -> None:
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="replace")
    click.echo(text, nl=False)


def _note(notes: Iterable[str]) -> None:
    for note in notes:
        click.echo(f"Note: {note}", err=True)


def _name_missing(drafts: Iterable[Draft]) -> ExitStatus:
    """Say what was left out and what is missing, each once; return INCOMPLETE where something is missing."""
    drafts = list(drafts)
    _note(dict.fromkeys(note for each in drafts for note in each.notes))
    missing = dict.fromkeys(pair for each in drafts for pair in each.missing)
    for fact, question in missing:
        click.echo(f"Missing: {fact}: {question}", err=True)
    return ExitStatus.INCOMPLETE if missing else ExitStatus.OK


def _options(kind: Kind) -> list[click.Option]:
    """Return the options that the kind file has."""
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
    ]


def _about(kind: Kind) -> str:
    """Return what the variants and forms are, as the end of the help."""
    forms = {name: form.title for name, form in kind.forms.items() if name not in kind.variants}
    tables = {"Variants": kind.variants if len(kind.variants) > 1 else {}, "Forms": forms}
    return "\n\n".join(
        "\b\n" + "\n".join([f"{title}:", *(f"  {name:<22}{text}" for name, text in rows.items())])
        for title, rows in tables.items()
        if rows
    )
