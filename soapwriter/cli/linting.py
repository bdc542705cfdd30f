"""From documents to reports, for the commands: which rules, which facts."""

import gc
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from soapwriter.cli.choice import rules_with
from soapwriter.document import Document
from soapwriter.finding import Report
from soapwriter.linter import Linter
from soapwriter.rule import names_of
from soapwriter.suppress import troubles

if TYPE_CHECKING:
    from soapwriter.facts import Facts
    from soapwriter.profile import Profile


class Linted(NamedTuple):
    """A report on each document, and by path why there is none."""

    reports: tuple[Report, ...]
    errors: Mapping[str, str]


def reports_on(documents: Sequence[Document], *, profile: "Profile") -> Linted:
    """Return a report on each document, by what was settled; one that asks to keep quiet what there is not has none."""
    every = rules_with(*profile.rules, examples=False)
    rules = profile.chosen(every)
    facts = _known(profile.facts) if profile.facts else None
    known = names_of(every)
    wrong = {each.path: "\n".join(found) for each in documents if (found := troubles(each, known))}
    sound = [document for document in documents if document.path not in wrong]
    if not sound:
        return Linted((), wrong)
    # Loading makes a great many objects that live as long as the program: looking through them for rubbish costs more
    # than any text's linting.
    gc.disable()
    linter = Linter(rules)
    gc.freeze()
    gc.enable()
    return Linted(tuple(linter.lint_all(sound, facts=facts)), wrong)


def _known(path: str) -> "Facts":
    # Most calls give no facts, and need not wait for what reads them.
    from soapwriter.facts import load_facts

    return load_facts(path)
