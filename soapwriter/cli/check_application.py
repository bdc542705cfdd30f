"""`soapwriter check-application`: the last look at an application form before it goes out."""

import json
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from soapwriter.cli.facts_option import facts_option
from soapwriter.cli.output import screen, show, show_record
from soapwriter.errors import ExitStatus, SoapwriterError

if TYPE_CHECKING:
    from soapwriter.facts import Facts
    from soapwriter.finding import Report
    from soapwriter.soap import Open, Statement

# More lines would leave the screen.
_MOST = 30
_NOTHING = "Nothing is open: the form and your facts agree, and each program has a statement of its field."
_EXAMPLES = """\b
Examples:
  soapwriter check-application --blank form.toml
  soapwriter check-application form.toml
\b
Exit status:
  0  nothing is open
  1  something is open
  2  a file could not be read or written"""


@click.command("check-application", epilog=_EXAMPLES)
@click.argument("path", type=click.Path(path_type=Path), metavar="FILE")
@facts_option
@click.option("--blank", is_flag=True, help="Write FILE, to be filled in from the screen of the form.")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", help="How to print it.")
def check_application(path: Path, facts: Path, blank: bool, format_: str) -> ExitStatus:
    """
    Compare what your application form says with your facts and your texts, a last time before it goes out.

    FILE has what the form says, typed from its screen: every attempt, the experiences, the title and specialty of each
    statement, and which one each program gets. A failed attempt that is not marked, a statement for another field, a
    program without a statement, a missing experience, a wrong AAMC ID and typos are open.
    """
    from soapwriter.facts import load_facts
    from soapwriter.soap import application as form

    entered = load_facts(facts, now=date.today())  # noqa: DTZ011 - the day on the writer's own calendar
    if blank:
        _write_blank(path, entered)
        return ExitStatus.OK
    application = form.load_application(path)
    points = [*form.open_points(application, entered), *_about_texts(form.files_of(application), path, facts)]
    if format_ == "json":
        show_record([json.dumps({"schema": 1, "open": [each._asdict() for each in points]}, indent=2)])
    else:
        show(_lines(points))
    return ExitStatus.FINDINGS if points else ExitStatus.OK


def _write_blank(path: Path, facts: "Facts") -> None:
    from soapwriter.soap.application import blank_application
    from soapwriter.text import FORCE, save

    save(path, blank_application(facts, name=path.name), force=False, way_out=FORCE)
    click.echo(f"Wrote {path}: fill it in from the screen of the form.", err=True)


def _about_texts(files: "Sequence[tuple[str, Statement]]", path: Path, facts: Path) -> "Iterator[Open]":
    """Yield what lint finds in the statements: errors, and words that may be typos; their files lie beside FILE."""
    from soapwriter.cli.one_text import lint_one
    from soapwriter.soap import Open

    for name, statement in files:
        place = str(path.parent / name)
        try:
            linted = lint_one(
                place,
                facts=str(facts),
                no_config=False,
                kind="statement",
                specialty=statement.specialty,
                form=None,
                program=None,
                name=None,
            )
        except SoapwriterError as error:
            yield Open("texts", str(error))
            continue
        for text in _findings(linted.report):
            yield Open("texts", f"{name}: {text}")


def _findings(report: "Report") -> Iterator[str]:
    from soapwriter.finding import Severity

    for each in report.findings:
        if each.severity is Severity.ERROR:
            yield f"line {each.line}: {each.message}"
    typos = dict.fromkeys(each.quote for each in report.findings if each.category == "spelling")
    if typos:
        yield f"may be typos: {', '.join(typos)}"


def _lines(points: "Sequence[Open]") -> Iterator[str]:
    out = screen()
    if not points:
        yield from out.wrap(_NOTHING)
        return
    yield out.paint(f"Open: {len(points)}", "bold")
    for each in points[:_MOST]:
        yield from out.wrap(f"[ ] {each.text}", indent=2, hanging=6)
    if len(points) > _MOST:
        yield from out.wrap(f"and {len(points) - _MOST} more", indent=6)
