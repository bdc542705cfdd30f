"""`soapwriter kinds`: the kinds of document."""

from collections.abc import Iterator

import click

from soapwriter.cli.output import screen, show, show_json
from soapwriter.errors import ExitStatus
from soapwriter.kinds import Kind
from soapwriter.kinds import kinds as all_kinds
from soapwriter.render import Screen

SCHEMA = 1
_PARTS = {
    "required": "all four: ownership, cause, changes, plan",
    "if-named": "all four, if it mentions a failed exam",
    "none": "none of the four",
}
_UNITS = {
    "words": "words",
    "sentences": "sentences",
    "characters": "characters",
    "seconds": "seconds aloud",
    "lines": "lines of a page",
}
_EXAMPLES = """\b
Examples:
  soapwriter kinds
  soapwriter kinds --format json"""


@click.command(epilog=_EXAMPLES)
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", help="How to print them.")
def kinds(format_: str) -> ExitStatus:
    """List the kinds of document: what each is for, how long it may be, and how it is recognised."""
    found = all_kinds().values()
    if format_ == "json":
        show_json({"schema": SCHEMA, "kinds": [kind.model_dump(mode="json") for kind in found]})
    else:
        show(line for kind in found for line in _lines(kind, screen()))
    return ExitStatus.OK


def _lines(kind: Kind, on: Screen) -> Iterator[str]:
    """Yield one kind: its title, parts, length, drafts, and how it is recognised."""
    yield on.paint(kind.id, "bold")
    yield from on.wrap(f"{kind.title}{' (an email)' if kind.email else ''}.", indent=2)
    yield from _labelled("parts", _PARTS[kind.parts], on)
    yield from _labelled("length", "; ".join(_limits(kind)) or "as you like", on)
    yield from _labelled("drafts", ", ".join(kind.variants), on)
    yield from _labelled("file names with", ", ".join(kind.recognise.names), on)
    yield from _labelled("texts with", ", ".join(f'"{phrase}"' for phrase in kind.recognise.content), on)
    yield ""


def _labelled(label: str, value: str, on: Screen) -> Iterator[str]:
    if value:
        yield from on.wrap(f"{label}: {value}", indent=2, hanging=4)


def _limits(kind: Kind) -> Iterator[str]:
    for name, unit in _UNITS.items():
        limit = getattr(kind.limits, name)
        if limit:
            least, most = limit
            yield f"{least:,} to {most:,} {unit}" if least else f"at most {most:,} {unit}"
