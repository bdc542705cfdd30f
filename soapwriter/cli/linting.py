"""From documents to reports, for the commands: which rules, which facts."""

import gc
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from soapwriter.cli.choice import choose, rules_with
from soapwriter.document import Document
from soapwriter.finding import Report
from soapwriter.linter import Linter

if TYPE_CHECKING:
    from soapwriter.facts import Facts


def reports_on(
    documents: Sequence[Document],
    *,
    facts: str | None,
    now: date,
    select: Sequence[str],
    ignore: Sequence[str],
    folders: Iterable[str],
) -> tuple[Report, ...]:
    """Return a report on each document as it reads on a day, by the rules that were asked for."""
    rules = choose(rules_with(*folders, examples=False), select=select, ignore=ignore)
    known = _known(facts) if facts else None
    # Loading makes a great many objects that live as long as the program: looking through them for rubbish costs more
    # than any text's linting.
    gc.disable()
    linter = Linter(rules)
    gc.freeze()
    gc.enable()
    return tuple(linter.lint_all(documents, facts=known, now=now))


def _known(path: str) -> "Facts":
    # Most calls give no facts, and need not wait for what reads them.
    from soapwriter.facts import load_facts

    return load_facts(path)
