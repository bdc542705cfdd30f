"""`soapwriter show`: a text sentence by sentence, with the part that each serves."""

from typing import Any

import click

from soapwriter.cli import one_text
from soapwriter.cli.output import screen, show_record
from soapwriter.cli.output import show as show_lines
from soapwriter.errors import ExitStatus

_EXAMPLES = """\b
Examples:
  soapwriter show failure.txt
  soapwriter show statement-neurology.txt --facts me.toml
  soapwriter show - --kind failure < draft.txt
  soapwriter show failure.txt --format json"""


@click.command(epilog=_EXAMPLES)
@click.argument("path", metavar="FILE | -")
@one_text.options
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", help="How to print it.")
def show(path: str, format_: str, **given: Any) -> ExitStatus:
    """
    Show a FILE sentence by sentence: which part each serves, its share of the words, and its seconds aloud.

    Then the four parts against their goals. The parts are those that lint reports.
    """
    text = one_text.lint_one(path, **given, spelling=False)
    # What renders reports imports more than help needs.
    from soapwriter.render import by_sentence

    if format_ == "json":
        show_record(by_sentence.record(text.report))
    else:
        show_lines(by_sentence.render(text.report, screen()))
    return ExitStatus.OK
