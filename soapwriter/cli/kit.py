"""`soapwriter kit`: every document that the facts call for, in one folder."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from soapwriter.cli.facts_option import facts_option
from soapwriter.cli.moment import how_read, read_moment
from soapwriter.cli.output import print_messages, screen, show
from soapwriter.cli.settings import NEVER
from soapwriter.errors import ExitStatus
from soapwriter.text import INDEX

if TYPE_CHECKING:
    from soapwriter.deliver import Index, KitFile, Sending, WrittenKit
    from soapwriter.facts import Facts
    from soapwriter.linter import Profile
    from soapwriter.render import Screen

_EXAMPLES = """\b
Examples:
  soapwriter kit week/
  soapwriter kit week/ --facts me.toml
  soapwriter kit week/ --at "2027-03-15 10:05"
\b
A file that you have edited is kept, and so is every file that is not the
kit's. To have a fresh draft in its place, rename or move yours, and run this
again; a file that is gone is written again. The index is for you alone.
\b
Exit status:
  0  every document is ready
  1  a document lacks facts or has an error, or its file was left alone
  2  a file could not be read or written, or the call was wrong"""


def _folder(ctx: click.Context, param: click.Parameter, value: str) -> Path:  # noqa: ARG001 - Click hands them over
    # An empty name comes from a variable that is not set, and does not mean this folder.
    if value in ("", "-"):
        raise click.UsageError("DIR needs the name of a folder.", ctx)
    return Path(value)


@click.command(epilog=_EXAMPLES)
@click.argument("folder", metavar="DIR", type=click.Path(), callback=_folder)
@facts_option
@click.option(
    "--at",
    "--now",
    "at",
    metavar="TIME",
    help="When: a day and a time, Eastern unless it has a zone; else now.",
)
def kit(folder: Path, facts: Path, at: str | None) -> ExitStatus:
    """
    Write every document that your facts call for into DIR, lint them, and say what is ready and what may be sent.

    DIR/index.md says it all: what to fix, which facts are missing, and what may be sent when.
    """
    now = datetime.now(UTC) if at is None else read_moment(at)
    # Imported here and below, so that help need not wait for it.
    from soapwriter.facts import load_facts, remarks

    day = date.today() if at is None else now.date()  # noqa: DTZ011 - the day on the writer's own calendar
    entered = load_facts(facts, now=day)
    print_messages({str(facts): "\n".join(remarks(entered, now=day))}, lead="Note")
    if at is not None:
        print_messages({at: "\n".join(how_read(at))}, lead="Note")
    return _write(folder, facts, entered, now=now, day=day)


def _write(folder: Path, facts_file: Path, facts: "Facts", *, now: datetime, day: date) -> ExitStatus:
    """Write the kit and its index, and print what is in the index in short."""
    from soapwriter import deliver
    from soapwriter.cli.settings import load_profile

    deliver.refuse(folder)
    deliver.read_state(folder)  # a damaged one is said before anything is made
    profile = load_profile(no_config=False, facts=str(facts_file))
    with deliver.alone_in(folder):
        state = deliver.read_state(folder)
        names = deliver.folder_names(facts.programs, state.programs)
        plan = deliver.plan_kit(facts, names, today=day)
        written = deliver.write_kit(folder, state.with_programs(names, facts.programs), plan.documents)
        files = _linted(written, profile, day)
        commands = deliver.KitCommands(folder, facts_file, facts)
        sending = deliver.sending(files, facts=facts, now=now)
        index = deliver.Index(deliver.kit_status(files), written.obsolete, plan, commands, sending)
        index_problem = deliver.write_index(folder, written.state, index.text())
    show(_lines(index, folder, on=screen()))
    _note(folder, files, index_problem)
    return _status(index, files, profile)


def _linted(written: "WrittenKit", profile: "Profile", day: date) -> "tuple[KitFile, ...]":
    """
    Return the files with the reports on those that can be linted, by the same settings as `lint`.

    Spelling is left out: it has notes only, which a kit does not print, and takes longer than the rest of a short text.
    """
    from soapwriter.cli.baselines import load_baseline
    from soapwriter.cli.linting import LintOptions, prepare

    baseline = load_baseline(profile.baseline)
    ready = prepare(written.documents, LintOptions(profile=profile, now=day, spelling=False))
    by_name = {report.path: baseline.suppress(report) if baseline else report for report in ready.reports()}
    return tuple(
        replace(file, report=by_name.get(file.name), problem=ready.errors.get(file.name, file.problem))
        for file in written.files
    )


def _note(folder: Path, files: "Iterable[KitFile]", index_problem: str) -> None:
    """Print on standard error what could not be written, and who else may see the folder."""
    from soapwriter.deliver import FileStatus, is_open_to_others

    failed = {str(folder / file.name): file.problem for file in files if file.status is FileStatus.FAILED}
    print_messages(failed, lead="Error")
    print_messages({str(folder / INDEX): index_problem}, lead="Note")
    if is_open_to_others(folder):
        print_messages(
            {str(folder): "Others on this computer may list this folder, and with it your programs."}, lead="Note"
        )


def _status(index: "Index", files: "Iterable[KitFile]", profile: "Profile") -> ExitStatus:
    from soapwriter.deliver import FileStatus

    if any(file.status is FileStatus.FAILED for file in files):
        return ExitStatus.ERROR
    if index.status.incomplete or index.status.left_alone or any(_fails(file, profile) for file in index.status.to_fix):
        return ExitStatus.INCOMPLETE
    return ExitStatus.OK


def _fails(file: "KitFile", profile: "Profile") -> bool:
    """Return whether a file could not be linted, or a finding in it reaches the severity at which lint fails."""
    from soapwriter.finding import Severity

    if file.report is None:
        return True
    return profile.fail_on != NEVER and file.report.fails(Severity(profile.fail_on))


def _lines(index: "Index", folder: Path, *, on: "Screen") -> Iterator[str]:
    """Yield what is in the index, in short; documents to programs are counted, since their names are a list."""
    from soapwriter.deliver import FileStatus, open_questions

    status = index.status
    yield from on.wrap(index.sending.first) if index.sending.first else ()
    yield from _section("Ready", _names(status.ready), on)
    yield from _section("To fix", [f"{file.name}: {file.findings}" for file in status.to_fix], on, apart=True)
    yield from _section("Facts missing", _names(status.incomplete), on)
    if count := len(open_questions(status.incomplete)):
        yield from on.wrap(f"{count} question{' is' if count == 1 else 's are'} open; the index has them.", indent=2)
    yield from _section("Kept because you edited them", _names(status.with_status(FileStatus.KEPT)), on)
    yield from _section("Left alone", _names(status.left_alone), on)
    yield from _section("Written again", _names(status.with_status(FileStatus.RESTORED)), on)
    yield from _section("No longer called for", index.obsolete, on)
    for sentence in (*index.needs, _may_be_sent(index.sending)):
        yield from on.wrap(sentence)
    yield from on.wrap(f"All of it, with the commands: {folder / INDEX}. It names your programs: keep it to yourself.")


def _names(files: "Iterable[KitFile]") -> list[str]:
    return [file.name for file in files]


def _section(title: str, rows: Sequence[str], on: "Screen", *, apart: bool = False) -> Iterator[str]:
    """Yield a heading with the number of documents, and their rows, each on its own line where they are `apart`."""
    from soapwriter.deliver import in_short

    if not rows:
        return
    yield on.paint(f"{title}: {len(rows)}", "bold")
    lines = in_short(rows) if apart else (", ".join(in_short(rows)),)
    for line in lines:
        yield from on.wrap(line, indent=2, hanging=4 if apart else 2)


def _may_be_sent(sending: "Sending") -> str:
    from soapwriter.soap import Verdict

    if sending.unknown:
        return f"It is not known what may be sent: {sending.unknown}"
    ready, doubtful, blocked = map(sending.count, (Verdict.OK, Verdict.CAUTION, Verdict.BLOCK))
    return (
        f"The rules of the week let {ready} go now, {doubtful} with caution, and hold {blocked}. "
        "Ask again before you send one: soapwriter send."
    )
