"""Documents in, reports out."""

from __future__ import annotations

from collections import deque
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from soapwriter.errors import BadSettings
from soapwriter.finding import Report
from soapwriter.kinds import find_kind
from soapwriter.linter.compiled import compile_rules, load_speller, refuse_unknown_lints
from soapwriter.linter.context import Context, Match
from soapwriter.linter.findings import SPELLING, applies, finding_of, matches, promote_likeliest, without_overlaps
from soapwriter.linter.rule import names_of
from soapwriter.linter.rule_files import load_rules
from soapwriter.linter.suppressions import divide, find_suppressions, suppression_errors, unused
from soapwriter.nlp import language, parse_all
from soapwriter.text import Document, Lines

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from concurrent.futures import Future
    from datetime import date

    from soapwriter.facts import Facts
    from soapwriter.finding import Finding
    from soapwriter.linter.rule import Rule
    from soapwriter.linter.suppressions import Located, Suppression
    from soapwriter.nlp import ParsedDocument, Slip


class Request(NamedTuple):
    """A document with what is known when it is read: the applicant's facts, and the day."""

    document: Document
    facts: Facts | None = None
    now: date | None = None


class Linter:
    """Lints documents by a set of rules, compiled once."""

    def __init__(
        self,
        rules: Sequence[Rule] | None = None,
        *,
        lazy: bool = True,
        known: Sequence[Rule] | None = None,
        spelling: bool = True,
    ) -> None:
        """
        Compile rules (all shipped ones by default) and load the reader.

        With `lazy`, a shipped phrase is compiled when a text has one of its words; without it, all are compiled now.
        Sentences that any of the `known` rules says to write are not the writer's own words, even if only some of these
        rules are linted by. Without `spelling`, the rules of that category are left out; if none is left, the spelling
        library is not loaded.

        Raises:
            BadData: a phrase cannot be compiled, or a rule names a lint that the spelling library does not have.
        """
        given = load_rules(examples=False) if rules is None else rules
        self.rules = tuple(rule for rule in given if spelling or rule.category != SPELLING)
        self._suggestions = tuple((rule.id, rule.instead) for rule in (given if known is None else known))
        # The spelling library loads in a thread of its own, so it begins before the model does.
        self._speller = load_speller(self.rules)
        self._nlp = language.load()
        self._compiled = compile_rules(self.rules, given if known is None else known, lazy=lazy)
        refuse_unknown_lints(self.rules, self._speller, lazy=lazy)

    def lint(self, document: Document, *, facts: Facts | None = None, now: date | None = None) -> Report:
        """
        Return one document's report.

        `facts` are the applicant's: without them, rules that compare the text with facts find nothing. `now` is the day
        on which the text is read: without it, rules about days that have passed find nothing.
        """
        return next(self.lint_all([document], facts=facts, now=now))

    def lint_all(
        self, documents: Iterable[Document], *, facts: Facts | None = None, now: date | None = None
    ) -> Iterator[Report]:
        """Yield each document's report, in order; the documents are parsed in batches."""
        return map(self._report, self.read_all(documents, facts=facts, now=now))

    def read(self, document: Document, *, facts: Facts | None = None, now: date | None = None) -> Context:
        """
        Return one document as checks see it: read, with its explanation, claims, counts and email parts.

        The arguments are those of `lint`.
        """
        return next(self.read_all([document], facts=facts, now=now))

    def read_all(
        self, documents: Iterable[Document], *, facts: Facts | None = None, now: date | None = None
    ) -> Iterator[Context]:
        """Yield each document's context, in order; the documents are parsed in batches."""
        return self._contexts(Request(document, facts, now) for document in documents)

    def matches_of(self, requests: Iterable[Request]) -> Iterator[dict[str, list[Match]]]:
        """Yield, for each request, the matches of each rule by its id; unlike in a report, overlaps are not dropped."""
        for context in self._contexts(requests):
            found = {rule.id: matches(rule, context) for rule in self.rules}
            if rule := self._compiled.unused:
                items = [_Item(name, match.span.start) for name, some in found.items() for match in some]
                found[rule.id] = list(self._unused(_suppressions(context), items, context))
            yield found

    def _contexts(self, requests: Iterable[Request]) -> Iterator[Context]:
        # The parser takes a whole batch of documents before its first result, so the requests wait in a queue.
        begun: deque[tuple[Request, Future[tuple[Slip, ...]] | None]] = deque()
        for parsed in parse_all(self._nlp, self._begin_spelling(requests, begun)):
            request, slips = begun.popleft()
            yield self._context(parsed, request, slips.result() if slips else ())

    def _begin_spelling(
        self, requests: Iterable[Request], begun: deque[tuple[Request, Future[tuple[Slip, ...]] | None]]
    ) -> Iterator[Document]:
        """Yield the documents to the parser, which takes a batch of them: the spelling library reads it meanwhile."""
        for request in requests:
            document = request.document
            begun.append((request, self._speller.begin(document.prose) if self._speller is not None else None))
            yield document

    def _context(self, parsed: ParsedDocument, request: Request, slips: tuple[Slip, ...]) -> Context:
        kind = find_kind(request.document.kind)
        return Context(
            parsed,
            kind,
            request.facts,
            request.now,
            suggestions=self._suggestions,
            slips=slips,
            speakers=self._compiled.speakers,
        )

    def _report(self, context: Context) -> Report:
        document = context.parsed.document
        findings, suppressions = self._findings(context)
        kept, suppressed = divide(findings, suppressions)
        return Report(
            path=document.path,
            text=document.text,
            kind=document.kind,
            kind_from=document.kind_from,
            counts=context.counts,
            structure=context.structure,
            email=context.email,
            # Overlaps go first: what is dropped says nothing of the rest.
            findings=tuple(promote_likeliest(without_overlaps(kept), context)),
            # Without the suppression, overlapping findings would have been one in the report.
            suppressed=len(without_overlaps(suppressed)),
            audience=str(context.audience or ""),
            program=_program(context),
            sentences=context.explanation.reported_sentences,
        )

    def _findings(self, context: Context) -> tuple[list[Finding], Sequence[Suppression]]:
        """Return the findings of every rule, in no order, and the suppressions of the text."""
        document = context.parsed.document
        lines = Lines(document.text)
        found = [
            finding_of(match, rule, document, lines, context.facts)
            for rule in self.rules
            if applies(rule, context)
            for match in rule.check.find(context, rule.id)
        ]
        suppressions = _suppressions(context)
        # Findings about unused suppressions can be suppressed as well, so they are added before the division.
        if rule := self._compiled.unused:
            idle = self._unused(suppressions, found, context)
            found += [finding_of(match, rule, document, lines) for match in idle]
        return found, suppressions

    def _unused(
        self, suppressions: Sequence[Suppression], items: Collection[Located], context: Context
    ) -> Iterator[Match]:
        """Yield a match for each suppression that covers nothing, though all its rules could have found something."""
        if not suppressions:
            return
        for each in unused(suppressions, items, judged=self._decidable_names(context)):
            where = "in this text" if each.whole else "in the sentence after it"
            yield Match(each.span, {"match": each.name, "where": where})

    def _decidable_names(self, context: Context) -> frozenset[str]:
        """Return the rules that know enough to find something, and the categories that have no other rules."""
        decidable = [rule for rule in self.rules if rule.check.is_decidable(context)]
        undecidable = [rule for rule in self.rules if not rule.check.is_decidable(context)]
        return names_of(decidable) - {rule.category for rule in undecidable}


def lint(
    text: str | Document,
    *,
    kind: str = "failure",
    facts: Facts | None = None,
    now: date | None = None,
    spelling: bool = True,
) -> Report:
    """
    Return the report of one text by the shipped rules.

    `kind` is a kind's id, and is not used where the text is a `Document`. `facts` are the applicant's: without them,
    rules that compare the text with facts find nothing. `now` is the day on which the text is read, in Eastern time:
    without it, rules about days that have passed find nothing. Without `spelling`, no spelling or grammar is checked.

    Raises:
        UnknownName: no such kind exists.
        BadSettings: the text has a suppression that is not understood, or that names no rule.
    """
    document, linter = _document(text, kind), _shipped(spelling=spelling)
    if errors := suppression_errors(document, names_of(linter.rules)):
        raise BadSettings(*(f"{document.path}: {error}" for error in errors))
    return linter.lint(document, facts=facts, now=now)


def read(
    text: str | Document,
    *,
    kind: str = "failure",
    facts: Facts | None = None,
    now: date | None = None,
    spelling: bool = True,
) -> Context:
    """
    Return one text as checks see it: read, with its explanation, claims, counts and email parts.

    The arguments are those of `lint`.

    Raises:
        UnknownName: no such kind exists.
    """
    return _shipped(spelling=spelling).read(_document(text, kind), facts=facts, now=now)


def _document(text: str | Document, kind: str) -> Document:
    return text if isinstance(text, Document) else Document("-", text, find_kind(kind).id)


# Loading the model takes far longer than linting a text, so that a library user must not wait for it with every call.
@cache
def _shipped(*, spelling: bool) -> Linter:
    return Linter(spelling=spelling)


class _Item(NamedTuple):
    """A rule's id and the start of one of its matches, which is all that a suppression looks at."""

    rule: str
    start: int


def _program(context: Context) -> str:
    """Return the program that a text goes to, by the name and city that `Facts.program` knows; "" for none."""
    program = context.audience.program if context.audience else None
    return ", ".join(filter(None, (program.name, program.city))) if program else ""


def _suppressions(context: Context) -> tuple[Suppression, ...]:
    parsed = context.parsed
    return find_suppressions(parsed.document, (sentence.span for sentence in parsed.sentences))
