"""Documents in, reports out."""

from __future__ import annotations

from collections import deque
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from soapwriter import assets
from soapwriter.errors import BadData, BadSettings, did_you_mean, nearest, quoted
from soapwriter.finding import Report
from soapwriter.judge import cue_phrases
from soapwriter.kinds import find_kind
from soapwriter.linter import suppressions
from soapwriter.linter.checks.spelling import SpellingCheck
from soapwriter.linter.checks.unused import UnusedCheck
from soapwriter.linter.context import Context, Match
from soapwriter.linter.findings import SPELLING, asks, doubted, finding_at, one_a_place, places
from soapwriter.linter.rule import load_rules, names_of
from soapwriter.nlp import BadPhrase, PhraseBook, Source, Speller, language, parse_all
from soapwriter.text import Document, Lines

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from concurrent.futures import Future
    from datetime import date

    from soapwriter.facts import Facts
    from soapwriter.linter.rule import Rule
    from soapwriter.linter.suppressions import Suppression
    from soapwriter.nlp import ParsedDocument, Pattern, PatternId, Slip


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
        trusting: bool = True,
        known: Sequence[Rule] | None = None,
        spelling: bool = True,
    ) -> None:
        """
        Take these rules, or all that are shipped, and load the language model.

        What all `known` rules say to write is told from the writer's own words, whichever of them are asked.

        The phrases of shipped rules and cues are compiled when one of their words is met, unless `trusting` is off:
        then all are compiled now. Without `spelling` the rules of that category are left out; where none is left, the
        spelling library is not loaded.

        Raises:
            BadData: a rule's phrases cannot be compiled, or it names a lint that the spelling library does not have.
        """
        rules = load_rules(examples=False) if rules is None else rules
        self.rules = tuple(rule for rule in rules if spelling or rule.category != SPELLING)
        self._insteads = tuple((rule.id, rule.instead) for rule in (rules if known is None else known))
        self._speller = _speller(self.rules)
        self._nlp = language.load()
        # A rule of phrases need not be asked where none of them stands.
        gates = {rule.id: rule.check.gate(rule.id) for rule in self.rules}
        self._phrased = {gate: rule for rule in self.rules if (gate := gates[rule.id])}
        # Frames and meetings are put together where all that they need stands.
        self._composed = [(needed, rule) for rule in self.rules for needed in rule.check.composed(rule.id)]
        self._idle = next((rule for rule in self.rules if isinstance(rule.check, UnusedCheck)), None)
        self._lone = {rule.id: rule.lone_is_note for rule in self.rules}
        self._always = [rule for rule in self.rules if not gates[rule.id]]
        phrases: dict[PatternId, tuple[str | Pattern, ...]] = dict(cue_phrases())
        for rule in self.rules:
            phrases |= rule.check.phrases_by_id(rule.id)
        try:
            self._book = PhraseBook(self._nlp, phrases, proven=self._proven(phrases) if trusting else ())
        except BadPhrase as error:
            raise BadData(f"{self._place_of(error.pattern_id)}: {error}") from error
        self._refuse_unknown_lints(self._foreign() if trusting else self.rules)

    def _foreign(self) -> list[Rule]:
        """Return the rules that are not shipped."""
        shipped = assets.folder("lint_rules")
        return [rule for rule in self.rules if not rule.path.is_relative_to(shipped)]

    def _proven(self, pattern_ids: Iterable[PatternId]) -> set[PatternId]:
        """Return the ids of phrases that are shipped: `proof` has compiled them all."""
        foreign = {rule.id for rule in self._foreign()}
        return {pattern_id for pattern_id in pattern_ids if pattern_id.name not in foreign}

    def _refuse_unknown_lints(self, rules: Iterable[Rule]) -> None:
        named = _named(rules)
        if self._speller is None or not named:
            return
        known = self._speller.lints
        if troubles := [
            f"{rule.path}: check.lints: {_no_lint(lint, known)}" for rule, lint in named if lint not in known
        ]:
            raise BadData(*troubles)

    def _place_of(self, pattern_id: PatternId) -> str:
        """Return the file and the key of phrases."""
        source, name, slot = pattern_id
        if source is Source.CUE:
            return f"{assets.folder('lint_rules') / 'outline' / name}.toml: {slot or 'phrases'}"
        rule = next(rule for rule in self.rules if rule.id == name)
        return f"{rule.path}: check.{slot if slot == 'unless' else f'any.{slot}'.rstrip('.')}"

    def lint(self, document: Document, *, facts: Facts | None = None, now: date | None = None) -> Report:
        """
        Return one document's report, held against the applicant's facts where they are given.

        `now` is the day on which it is read: without it nothing is said of days that may have passed.
        """
        return next(self.lint_all([document], facts=facts, now=now))

    def lint_all(
        self, documents: Iterable[Document], *, facts: Facts | None = None, now: date | None = None
    ) -> Iterator[Report]:
        """Yield each document's report, in order, parsing them in batches."""
        for context in self.read_all(documents, facts=facts, now=now):
            yield self._report(context)

    def read(self, document: Document, *, facts: Facts | None = None, now: date | None = None) -> Context:
        """
        Return one document as the checks of rules see it: parsed, with its outline, claims, counts and email parts.

        The arguments are those of `lint`.
        """
        return next(self.read_all([document], facts=facts, now=now))

    def read_all(
        self, documents: Iterable[Document], *, facts: Facts | None = None, now: date | None = None
    ) -> Iterator[Context]:
        """Yield each document's context, in order, parsing the documents in batches."""
        return self._contexts(Request(document, facts, now) for document in documents)

    def _parsed(self, documents: Iterable[Document]) -> Iterator[ParsedDocument]:
        for parsed in parse_all(self._nlp, self._book, documents):
            for rule in {rule.id: rule for needed, rule in self._composed if parsed.hits.has_all(needed)}.values():
                rule.check.resolve(parsed, rule.id)
            yield parsed

    def places(self, requests: Iterable[Request]) -> Iterator[dict[str, list[Match]]]:
        """Yield, for each document, where each rule alone points: nothing is dropped for another rule's sake."""
        for context in self._contexts(requests):
            found = {rule.id: places(rule, context) for rule in self.rules}
            if self._idle:
                things = [_Thing(rule, place.span.start) for rule, places in found.items() for place in places]
                found[self._idle.id] = list(self._unused(_suppressions(context), things, context))
            yield found

    def _unused(
        self, asked: Sequence[Suppression], things: Collection[suppressions.Placed], context: Context
    ) -> Iterator[Match]:
        """Yield the places of suppressions that silence nothing, of rules that could have told."""
        rules = [rule for rule in self.rules if asked and rule is not self._idle]
        silent = {rule.category for rule in rules if not rule.check.can_tell(context)}
        judged = set(names_of(rule for rule in rules if rule.check.can_tell(context))) - silent
        for each in suppressions.unused(asked, things, judged=judged):
            where = "in this text" if each.whole else "in the sentence after it"
            yield Match(each.span, {"match": each.name, "where": where})

    def _contexts(self, requests: Iterable[Request]) -> Iterator[Context]:
        """Yield each document's context; the spelling library goes through a batch while the model does."""
        begun: deque[tuple[Request, Future[tuple[Slip, ...]] | None]] = deque()
        for parsed in self._parsed(self._begun(requests, begun)):
            (_, facts, now), slips = begun.popleft()
            yield Context(
                parsed,
                find_kind(parsed.document.kind),
                facts,
                now,
                insteads=self._insteads,
                slips=slips.result() if slips else (),
            )

    def _begun(
        self, requests: Iterable[Request], begun: deque[tuple[Request, Future[tuple[Slip, ...]] | None]]
    ) -> Iterator[Document]:
        for each in requests:
            begun.append((each, self._speller.begin(each.document.prose) if self._speller is not None else None))
            yield each.document

    def _report(self, context: Context) -> Report:
        document = context.parsed.document
        lines = Lines(document.text)
        found = [
            finding_at(rule, place, document, lines)
            for rule in (
                *self._always,
                *(self._phrased[each] for each in context.parsed.hits if each in self._phrased),
            )
            if asks(rule, context)
            for place in rule.check.find(context, rule.id)
        ]
        asked = _suppressions(context)
        if self._idle:
            found += [finding_at(self._idle, place, document, lines) for place in self._unused(asked, found, context)]
        found, quiet = suppressions.sift(found, asked)
        return Report(
            path=document.path,
            text=document.text,
            kind=document.kind,
            kind_from=document.kind_from,
            counts=context.counts,
            structure=context.structure,
            email=context.email,
            findings=tuple(doubted(one_a_place(found), context, self._lone)),
            suppressed=len(one_a_place(quiet)),
            reader=str(context.audience or ""),
            program=_addressed(context),
            said=context.outline.said,
        )


def lint(
    text: str | Document,
    *,
    kind: str = "failure",
    facts: Facts | None = None,
    now: date | None = None,
    spelling: bool = True,
) -> Report:
    """
    Return the report of one text by the shipped rules, held against the applicant's facts where they are given.

    `now` is the day on which it is read: without it nothing is said of days that may have passed. Without `spelling`
    the words are taken as they are.

    Raises:
        UnknownName: there is no such kind.
        BadSettings: a comment or the front matter asks to keep quiet what there is not.
    """
    document = _document(text, kind)
    if wrong := suppressions.troubles(document, names_of(_linter(spelling=spelling).rules)):
        raise BadSettings(*(f"{document.path}: {each}" for each in wrong))
    return _linter(spelling=spelling).lint(document, facts=facts, now=now)


def read(
    text: str | Document,
    *,
    kind: str = "failure",
    facts: Facts | None = None,
    now: date | None = None,
    spelling: bool = True,
) -> Context:
    """
    Return one text as the checks of rules see it; the arguments are those of `lint`.

    Raises:
        UnknownName: there is no such kind.
    """
    return _linter(spelling=spelling).read(_document(text, kind), facts=facts, now=now)


def _document(text: str | Document, kind: str) -> Document:
    return text if isinstance(text, Document) else Document("-", text, find_kind(kind).id)


@cache
def _linter(*, spelling: bool) -> Linter:
    return Linter(spelling=spelling)


def _speller(rules: Iterable[Rule]) -> Speller | None:
    """Return the spelling library with all lints that these rules name, or nothing where none names any."""
    named = _named(rules)
    return Speller(lint for _, lint in named) if named else None


def _named(rules: Iterable[Rule]) -> list[tuple[Rule, str]]:
    """Return the lints of the spelling library that rules name, each with its rule."""
    return [(rule, lint) for rule in rules if isinstance(rule.check, SpellingCheck) for lint in rule.check.lints]


def _no_lint(lint: str, known: Iterable[str]) -> str:
    return f"The spelling library has no lint {quoted(lint)}.{did_you_mean(nearest(lint, known))}"


class _Thing(NamedTuple):
    """Where a rule points, for telling whether that is to be kept quiet."""

    rule: str
    start: int


def _addressed(context: Context) -> str:
    """Return the program that a text goes to, as `Facts.program` knows it."""
    program = context.audience.program if context.audience else None
    return ", ".join(each for each in (program.name, program.city) if each) if program else ""


def _suppressions(context: Context) -> tuple[Suppression, ...]:
    """Return what a document asks to be kept quiet."""
    return suppressions.suppressions(context.parsed.document, [sentence.span for sentence in context.parsed.sentences])
