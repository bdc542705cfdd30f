"""From documents to reports, for the commands: which rules, which facts."""

import gc
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from soapwriter.cli.choice import rules_with
from soapwriter.finding import Report
from soapwriter.linter import Linter, names_of, suppression_errors
from soapwriter.text import Document

if TYPE_CHECKING:
    from soapwriter.facts import Facts
    from soapwriter.linter import Profile


class Prepared(NamedTuple):
    """The documents that can be linted, by path why others cannot, and what lints, as often as it is called."""

    documents: tuple[Document, ...]
    errors: Mapping[str, str]
    lint: Callable[[Sequence[Document]], tuple[Report, ...]]

    def linted(self) -> tuple[tuple[Report, ...], Mapping[str, str]]:
        """Return a report on each document, and by path why there is none on others."""
        return self.lint(self.documents), self.errors


def prepared(documents: Sequence[Document], *, profile: "Profile", now: date, spelling: bool = True) -> Prepared:
    """Return what is linted, by what was settled; a document that asks to keep quiet what there is not is refused."""
    every = rules_with(*profile.rules, examples=False)
    rules = profile.chosen(every)
    facts = _known(profile.facts) if profile.facts else None
    known = names_of(every)
    wrong = {each.path: "\n".join(found) for each in documents if (found := suppression_errors(each, known))}
    sound = tuple(document for document in documents if document.path not in wrong)
    if not sound:
        return Prepared((), wrong, lambda _: ())
    # Loading makes a great many objects that live as long as the program: looking through them for rubbish costs more
    # than any text's linting.
    gc.disable()
    linter = Linter(rules, known=every, spelling=spelling)
    gc.freeze()
    gc.enable()
    return Prepared(sound, wrong, lambda some: tuple(linter.lint_all(some, facts=facts, now=now)))


def _known(path: str) -> "Facts":
    # Most calls give no facts, and need not wait for what reads them.
    from soapwriter.facts import load_facts

    return load_facts(path)
