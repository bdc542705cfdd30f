"""From documents to reports, for the commands: which rules, which facts."""

from collections.abc import Iterable, Sequence

from soapwriter.cli.choice import choose, rules_with
from soapwriter.document import Document
from soapwriter.finding import Report
from soapwriter.linter import Linter


def reports_on(
    documents: Sequence[Document],
    *,
    facts: str | None,
    select: Sequence[str],
    ignore: Sequence[str],
    folders: Iterable[str],
) -> tuple[Report, ...]:
    """Return a report on each document, by the rules that were asked for."""
    rules = choose(rules_with(*folders), select=select, ignore=ignore)
    if facts:
        # Most calls give none, and need not wait for what reads them.
        from soapwriter.facts import load_facts

        load_facts(facts)
    return tuple(Linter(rules).lint_all(documents))
