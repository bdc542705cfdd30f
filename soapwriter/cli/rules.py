"""`soapwriter rules`: a list of the rules, and a test of rules by their own examples."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

import click

from soapwriter.cli.names import FOLDER
from soapwriter.cli.output import screen, show, show_json
from soapwriter.cli.settings import own_rules
from soapwriter.errors import ExitStatus
from soapwriter.render import Screen
from soapwriter.text import counted

if TYPE_CHECKING:
    from soapwriter.linter import Rule

SCHEMA = 1
_STYLES = {"error": "red", "warning": "yellow", "note": "cyan"}
_EXAMPLES = """\b
Examples:
  soapwriter rules
  soapwriter rules --format json
  soapwriter rules check my_rules/"""
_CHECK_EXAMPLES = """\b
Examples:
  soapwriter rules check my_rules/
  soapwriter lint failure.txt --rules my_rules/"""


@click.group(epilog=_EXAMPLES, invoke_without_command=True)
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", help="How to print them.")
@click.option(
    "--rules",
    "folders",
    multiple=True,
    type=FOLDER,
    metavar="DIR",
    help="A folder of your own rules, in addition to ours.",
)
@click.pass_context
def rules(ctx: click.Context, format_: str, folders: tuple[str, ...]) -> ExitStatus:
    """List every rule by category, with its severity and what it requires."""
    if ctx.invoked_subcommand:
        return ExitStatus.OK
    # Rules import pydantic, for which help need not wait.
    from soapwriter.cli.rule_folders import rules_with

    found = rules_with(*own_rules(folders))
    if format_ == "json":
        show_json({"schema": SCHEMA, "rules": [record(rule) for rule in found]})
    else:
        show(_lines(found, screen()))
    return ExitStatus.OK


@rules.command(epilog=_CHECK_EXAMPLES)
@click.argument("folder", type=FOLDER, metavar="DIR")
def check(folder: str) -> ExitStatus:
    """
    Test the rules in DIR by their own examples.

    The exit status is 0 when every example holds, 1 when one does not, 2 when a rule file is wrong.
    """
    from soapwriter.cli.rule_folders import rules_in
    from soapwriter.linter import check_examples

    own = rules_in(folder)
    if failures := check_examples(own):
        show(map(str, failures))
        return ExitStatus.FINDINGS
    examples = sum(len(rule.examples) for rule in own)
    show(screen().wrap(f"Every example holds: {counted(len(own), 'rule')}, {counted(examples, 'example')}."))
    return ExitStatus.OK


def record(rule: "Rule") -> dict[str, object]:
    """Return everything in a rule's file, as values for JSON."""
    return {"id": rule.id, "category": rule.category, **rule.model_dump(mode="json")}


def _lines(found: Sequence["Rule"], on: Screen) -> Iterator[str]:
    """Yield the rules by category, and the command that explains one."""
    for category, members in groupby(found, key=lambda rule: rule.category):
        yield on.paint(category, "bold")
        for rule in members:
            yield from _row(rule, on)
        yield ""
    yield from on.wrap(f"{counted(len(found), 'rule')}. Why, and examples: soapwriter explain RULE")


def _row(rule: "Rule", on: Screen) -> Iterator[str]:
    """Yield one rule: its id and severity, its summary below."""
    yield f"  {rule.id}  {on.paint(rule.severity, _STYLES[rule.severity])}"
    yield from on.wrap(rule.summary, indent=6)
