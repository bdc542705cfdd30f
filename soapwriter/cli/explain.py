"""`soapwriter explain`: what a rule requires and why, or which words of a text a label hangs on."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import click

from soapwriter.cli import names
from soapwriter.cli.output import screen, show, show_json
from soapwriter.cli.rules import SCHEMA, record
from soapwriter.cli.settings import own_rules
from soapwriter.errors import ExitStatus, Unreadable
from soapwriter.finding import PARTS
from soapwriter.render import Screen

if TYPE_CHECKING:
    from soapwriter.facts import Attempt
    from soapwriter.linter import Context, Example, Rule, Source

# Their paragraphs are entries of a list: a hanging indent shows where the next one begins.
_LISTS = ("Severity", "Flagged", "Clean")
_EVIDENCE = {
    "article": "the article that soapwriter follows",
    "quoted": "said by advisers, in these words",
    "inferred": "concluded from what advisers say",
    "official": "an official page",
    "corpus": "seen in our labelled texts",
}
_FIXES = {
    "safe": "'soapwriter lint --fix' applies it; --diff shows it first.",
    "unsafe": "It is shown with the finding; whether to apply it is for you to decide.",
    "shown": "The likely meaning is shown with the finding; nothing is changed.",
}
_CONFIDENCE = {"H": "high", "M": "medium", "L": "low"}
_EXAMPLES = """\b
Examples:
  soapwriter explain begging/plead
  soapwriter explain plan/absent --format json
  soapwriter explain begging/last-hope --in failure.txt
  soapwriter explain --label cause failure.txt"""


@click.command(epilog=_EXAMPLES)
@click.argument("subject", metavar="RULE | FILE", shell_complete=names.rules)
@click.option(
    "--label",
    type=click.Choice(PARTS),
    help="Show how sure the reader is of the four labels of FILE, and which words this one hangs on.",
)
@click.option(
    "--in",
    "inside",
    type=click.Path(),
    metavar="FILE",
    help="Show too what RULE speaks of in FILE, and how sure it is.",
)
@click.option("--kind", metavar="KIND", shell_complete=names.kinds, help="The kind of FILE, as for lint.")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", help="How to print it.")
@click.option(
    "--rules",
    "folders",
    multiple=True,
    type=names.FOLDER,
    metavar="DIR",
    help="A folder of your own rules, in addition to ours.",
)
def explain(
    subject: str, label: str | None, inside: str | None, kind: str | None, format_: str, folders: tuple[str, ...]
) -> ExitStatus:
    """
    Show what RULE requires and why, where that comes from, and examples of what it does and does not find.

    With --label, show instead why the text in FILE has its labels.
    """
    if label is not None:
        _explain_label(label, subject, kind=kind, as_json=format_ == "json")
        return ExitStatus.OK
    if kind is not None and inside is None:
        raise click.UsageError("--kind goes with --label and --in: a rule is the same for every text.")
    # Rules import pydantic, for which help need not wait.
    from soapwriter.cli.rule_folders import find_rule, rules_with

    found = find_rule(subject, rules_with(*own_rules(folders)))
    if format_ == "json":
        show_json({"schema": SCHEMA, **record(found)})
    else:
        show((*_lines(found, screen()), *(_spoken_lines(found, inside, kind, screen()) if inside else ())))
    return ExitStatus.OK


def _spoken_lines(rule: "Rule", path: str, kind: str | None, on: Screen) -> Iterator[str]:
    """Yield what a rule speaks of in a text: the words, how likely, and the example that they are nearest to."""
    from soapwriter.linter import spoken

    found = spoken(_read(path, kind), rule.id)
    said = (
        f"{_in_quotes(each.words)}: {each.probability:.0%} likely; nearest example {_in_quotes(each.example)}"
        for each in found
    )
    yield from _section(f"In {path}", said if found else ["Nothing that this rule speaks of."], on)


def _read(path: str, kind: str | None) -> "Context":
    """
    Return one text as checks see it.

    Raises:
        Unreadable: the text cannot be read.
    """
    from soapwriter.linter import read
    from soapwriter.nlp import with_kind
    from soapwriter.text import read as read_files

    batch = read_files([path], kind=kind)
    if batch.errors:
        raise Unreadable(*(f"{name}: {trouble}" for name, trouble in batch.errors.items()))
    return read(with_kind(batch.documents[0]), spelling=False)


def _explain_label(label: str, path: str, *, kind: str | None, as_json: bool) -> None:
    """Show the labels of a text, and what weighs most for one of them."""
    from soapwriter.cli.weights import label_lines, label_record
    from soapwriter.linter import weigh

    context = _read(path, kind)
    weighed = weigh(context, label)
    if as_json:
        show_json(label_record(context, label, weighed))
    else:
        show(label_lines(context, label, weighed, screen()))


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
    yield from _section("Flagged", map(_example, rule.flagged), on)
    yield from _section("Clean", map(_example, rule.clean), on)


def _section(title: str, paragraphs: Iterable[str], on: Screen) -> Iterator[str]:
    """Yield a heading and its paragraphs; nothing without a paragraph."""
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
    """Return an example, what the rule finds in it, and what is known when it is read."""
    text = _in_quotes(example.text)
    found = ", ".join(map(_in_quotes, example.finds))
    known = "; ".join(_known(example))
    return (f"{text} → {found}" if found not in ("", text) else text) + (f" ({known})" if known else "")


def _in_quotes(text: str) -> str:
    return f"“{' '.join(text.split())}”"


def _known(example: "Example") -> Iterator[str]:
    """Yield the day on which an example is read, and the attempts in its own facts."""
    if example.now:
        yield f"read on {example.now}"
    attempts = example.facts.exams if example.facts is not None else ()
    if attempts:
        yield f"facts: {', '.join(map(_attempt, attempts))}"


def _attempt(attempt: "Attempt") -> str:
    day = attempt.date.on if attempt.date else ""
    return f"{attempt.exam} {attempt.outcome} {day}".strip()
