"""From documents to reports, for the commands: which rules, which facts."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from soapwriter.cli.choice import choose
from soapwriter.document import Document
from soapwriter.facts import load_facts
from soapwriter.finding import Report
from soapwriter.linter import Linter
from soapwriter.rule import load_rules


def reports_on(
    documents: Sequence[Document],
    *,
    facts: str | None,
    select: Sequence[str],
    ignore: Sequence[str],
    folders: Iterable[Path],
) -> tuple[Report, ...]:
    """Return a report on each document, by the rules that were asked for."""
    rules = choose(load_rules(*folders), select=select, ignore=ignore)
    known = load_facts(Path(facts)) if facts else None
    return tuple(Linter(rules).lint_all(documents, facts=known))
