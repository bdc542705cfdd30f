"""`soapwriter kit`: every document that the facts call for, in one folder."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from soapwriter.cli.moment import how_read, read_moment, said
from soapwriter.cli.output import screen, show, tell
from soapwriter.cli.settings import NEVER
from soapwriter.errors import ExitStatus
from soapwriter.text import INDEX

if TYPE_CHECKING:
    from soapwriter.deliver import Index, Packed, Page, Sending
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
  1  one lacks facts, has an error, or could not be put in its place
  2  a file could not be read or written, or the call was wrong"""


def _folder(ctx: click.Context, param: click.Parameter, value: str) -> Path:  # noqa: ARG001 - Click hands them over
    """Return the folder that is named: an empty name, of a variable that is not set, is not the current one."""
    if value in ("", "-"):
        raise click.UsageError("DIR needs the name of a folder.", ctx)
    return Path(value)


@click.command(epilog=_EXAMPLES)
@click.argument("folder", metavar="DIR", type=click.Path(), callback=_folder)
@click.option("--facts", type=click.Path(path_type=Path), default="me.toml", show_default=True, help="Your facts.")
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

    DIR/index.md says it all: what has to be mended, which facts are missing, and what may be sent when.
    """
    now = datetime.now(UTC) if at is None else read_moment(at)
    from soapwriter.facts import load_facts, remarks

    day = date.today() if at is None else now.date()  # noqa: DTZ011 - the day on the writer's own calendar
    entered = load_facts(facts, now=day)
    tell({str(facts): "\n".join(remarks(entered, now=day))}, lead="Note")
    if at is not None:
        tell({at: "\n".join(how_read(at))}, lead="Note")
    return _fill(folder, facts, entered, now=now, day=day)


def _fill(folder: Path, file: Path, facts: "Facts", *, now: datetime, day: date) -> ExitStatus:
    """Write, lint and tell; return the exit status."""
    from soapwriter.cli.settings import settled
    from soapwriter.deliver import Calls, FileStatus, Index, called, folders, read_state, sending, sort
    from soapwriter.deliver.kit import packing

    packing.refuse(folder)
    state = read_state(folder)
    profile = settled(no_config=False, facts=str(file))
    names = folders(facts.programs, state.programs)
    wanted = called(facts, names)
    packed = packing.pack(folder, packing.programs_of(state, names, facts.programs), wanted.papers)
    pages = _linted(packed, profile, day)
    index = Index(sort(pages), packed.idle, wanted, Calls(folder, file, facts), sending(pages, now=now, said=said))
    kept_index = packing.put_index(folder, packed.state, index.text())
    show(_lines(index, folder, on=screen()))
    tell(
        {str(folder / page.paper.name): page.trouble for page in pages if page.file_status is FileStatus.FAILED},
        lead="Error",
    )
    tell({str(folder / INDEX): kept_index} if kept_index else {}, lead="Note")
    if packing.open_to_others(folder):
        tell({str(folder): "Others on this computer may list this folder, and with it your programs."}, lead="Note")
    return _status(index, pages, profile)


def _linted(packed: "Packed", profile: "Profile", day: date) -> "tuple[Page, ...]":
    """
    Return the pages with the reports of those that can be linted, by the same settings as `lint`.

    Spelling is left out: it has notes only, which a kit does not tell, and costs more than the rest of a short text.
    """
    from soapwriter.cli.baselines import accepted
    from soapwriter.cli.linting import prepared

    known = accepted(profile.baseline, update=False)
    reports, wrong = prepared(packed.documents, profile=profile, now=day, spelling=False).linted()
    by_name = {each.path: known.suppress(each) if known else each for each in reports}
    return tuple(
        replace(page, report=by_name.get(page.paper.name), trouble=wrong.get(page.paper.name, page.trouble))
        for page in packed.pages
    )


def _status(index: "Index", pages: "Sequence[Page]", profile: "Profile") -> ExitStatus:
    from soapwriter.deliver import FileStatus
    from soapwriter.finding import Severity

    if any(page.file_status is FileStatus.FAILED for page in pages):
        return ExitStatus.ERROR
    least = None if profile.fail_on == NEVER else Severity(profile.fail_on)
    fails = any(page.report is None or (least and page.report.fails(least)) for page in index.pages.mend)
    return ExitStatus.INCOMPLETE if index.pages.lacks or index.pages.barred or fails else ExitStatus.OK


def _lines(index: "Index", folder: Path, *, on: "Screen") -> Iterator[str]:
    """Yield what is in the index, in short; documents to programs are counted, since their names are a list."""
    from soapwriter.deliver import FileStatus, open_questions

    pages = index.pages
    yield from _section("Ready", [page.paper.name for page in pages.ready], on)
    yield from _section("To mend", [f"{page.paper.name}: {page.count}" for page in pages.mend], on, apart=True)
    yield from _section("Lack facts", [page.paper.name for page in pages.lacks], on)
    if asked := len(open_questions(pages.lacks)):
        yield from on.wrap(f"{asked} question{' is' if asked == 1 else 's are'} open; the index has them.", indent=2)
    yield from _section("Kept because you edited them", [page.paper.name for page in pages.those(FileStatus.KEPT)], on)
    yield from _section("Left alone", [page.paper.name for page in pages.barred], on)
    yield from _section("Written again", [page.paper.name for page in pages.those(FileStatus.AGAIN)], on)
    yield from _section("No longer called for", index.idle, on)
    for sentence in index.needs:
        yield from on.wrap(sentence)
    yield from on.wrap(_may_be_sent(index.sending))
    yield from on.wrap(f"All of it, with the commands: {folder / INDEX}. It names your programs: keep it to yourself.")


def _section(title: str, told: "Sequence[str]", on: "Screen", *, apart: bool = False) -> Iterator[str]:
    """Yield a heading with its number, and what is told of documents that are to no program; nothing for none."""
    if not told:
        return
    yield on.paint(f"{title}: {len(told)}", "bold")
    own = [each for each in told if "/" not in each]
    others = [f"{len(told) - len(own)} to programs"] if len(own) < len(told) else []
    for line in (*own, *others) if apart else (", ".join((*own, *others)),):
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
