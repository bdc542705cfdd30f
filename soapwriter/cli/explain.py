"""`soapwriter explain`: why a rule is there."""

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import click

from soapwriter.cli import names
from soapwriter.cli.output import screen, show, show_record
from soapwriter.cli.rules import record
from soapwriter.cli.settings import own_rules
from soapwriter.errors import ExitStatus
from soapwriter.render import Screen

if TYPE_CHECKING:
    from soapwriter.linter import Example, Rule, Source

_LISTS = ("Severity", "Flagged", "Clean")
_EVIDENCE = {
    "article": "the article that soapwriter follows",
    "quoted": "said by advisers, in these words",
    "inferred": "concluded from what advisers say",
    "official": "an official page",
    "corpus": "seen in our labelled texts",
}
_FIXES = {
    "safe": "'soapwriter lint --fix' makes it; --diff shows it first.",
    "unsafe": "It is offered with the finding; making it is for you to decide.",
    "shown": "What is likely meant is shown with the finding; nothing is changed.",
}
_CONFIDENCE = {"H": "high", "M": "medium", "L": "low"}
_EXAMPLES = """\b
Examples:
  soapwriter explain begging/plead
  soapwriter explain plan/absent --format json"""


@click.command(epilog=_EXAMPLES)
@click.argument("rule", shell_complete=names.rules)
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", help="How to print it.")
@click.option(
    "--rules",
    "folders",
    multiple=True,
    type=names.FOLDER,
    metavar="DIR",
    help="A folder of rules of your own, besides ours.",
)
def explain(rule: str, format_: str, folders: tuple[str, ...]) -> ExitStatus:
    """Say what RULE asks for and why, where that comes from, and what it does and does not point at."""
    # Rules bring pydantic and more: not before they are asked for.
    from soapwriter.cli.choice import find_rule, rules_with

    found = find_rule(rule, rules_with(*own_rules(folders)))
    if format_ == "json":
        show_record([json.dumps(record(found), indent=2, ensure_ascii=False)])
    else:
        show(_lines(found, screen()))
    return ExitStatus.OK


def _lines(rule: "Rule", on: Screen) -> Iterator[str]:
    """Yield a rule as a page to read."""
    yield on.paint(rule.id, "bold underline")
    yield from on.wrap(rule.summary)
    yield from _section("Why", [rule.why], on)
    yield from _section("Severity", _severities(rule), on)
    yield from _section("It says", [rule.message], on)
    yield from _section("Instead", [rule.instead], on)
    yield from _section("Fix", [_FIXES[rule.fix.safety]] if rule.fix else [], on)
    yield from _section("Source", _source(rule.source), on)
    yield from _section("Note", [rule.note] if rule.note else [], on)
    yield from _section("Flagged", map(_example, (case for case in rule.examples if case.finds)), on)
    yield from _section("Clean", map(_example, (case for case in rule.examples if not case.finds)), on)


def _section(title: str, paragraphs: Iterable[str], on: Screen) -> Iterator[str]:
    """Yield a heading and its paragraphs; nothing for none."""
    lines = [line for text in paragraphs for line in on.wrap(text, indent=2, hanging=4 if title in _LISTS else 2)]
    if lines:
        yield ""
        yield on.paint(title, "bold")
        yield from lines


def _severities(rule: "Rule") -> Iterator[str]:
    yield rule.severity.value
    yield from (f"{severity.value} in a document of kind {kind}" for kind, severity in rule.severity_by.items())
    if rule.kinds:
        yield f"only in documents of kind {', '.join(rule.kinds)}"


def _source(source: "Source") -> Iterator[str]:
    dated = f", {source.date}" if source.date else ""
    yield f"{source.evidence}: {_EVIDENCE[source.evidence]}{dated}. Confidence: {_CONFIDENCE[source.confidence]}."
    if source.url:
        yield source.url


def _example(example: "Example") -> str:
    """Return an example, what of it is pointed at, and what was known when it was read."""
    text = f"“{' '.join(example.text.split())}”"
    found = ", ".join(f"“{' '.join(words.split())}”" for words in example.finds)
    known = _known(example)
    return (f"{text} → {found}" if found and found != text else text) + (f" ({known})" if known else "")


def _known(example: "Example") -> str:
    """Return the day on which an example is read, and the attempts that its own facts have."""
    attempts = example.facts.exams if example.facts is not None else ()
    told = [f"{each.exam} {each.outcome} {each.date.on if each.date else ''}".strip() for each in attempts]
    day = f"read on {example.now}" if example.now else ""
    return "; ".join(filter(None, (day, f"facts: {', '.join(told)}" if told else "")))
