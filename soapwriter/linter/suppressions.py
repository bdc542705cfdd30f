"""Suppressions: rules that a text switches off, in a comment for the next sentence or all of it, or in front matter."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeVar

from soapwriter.errors import unknown
from soapwriter.linter.rule import no_such_rule
from soapwriter.text import Lines, Span, front_matter_place

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from soapwriter.text import Document

NEXT, FILE = "ignore", "ignore-file"
KEY = "soapwriter-ignore"

_FORM = f"<!-- soapwriter: {NEXT} RULE -->"
_COMMENT = re.compile(r"<!--\s*soapwriter\b\s*(?P<colon>:?)\s*(?P<verb>[\w-]*)(?P<names>.*)-->", re.I | re.S)
# Outside a comment it is a mistake: a word processor may have made one dash of the two hyphens, or "#" was meant.
_STRAY = re.compile(r"soapwriter\s*:\s*ignore", re.I)
# A key and its value, which may continue as a list below it.
_KEYED = re.compile(r"^[ \t]*(?P<key>soapwriter[\w-]*)[ \t]*:(?P<names>.*(?:\n[ \t]*-[ \t].*)*)", re.I | re.M)
# The group is empty where a "#" begins a remark, whose commas and words are not names.
_NAME = re.compile(r"#.*|(?P<name>[^,\s\[\]\"'#-][^,\[\]\"'#\r\n]*)")


class Located(Protocol):
    """What can be suppressed: it has a rule, and a place in the text."""

    @property
    def rule(self) -> str:
        """The rule's id."""

    @property
    def start(self) -> int:
        """Where it begins, in characters from 0."""


AnyLocated = TypeVar("AnyLocated", bound=Located)


@dataclass(frozen=True)
class Suppression:
    """
    A rule or category that a text switches off.

    `span` is where the text names it, `scope` the part of the text that it is switched off for; `whole` says that this
    is all of the text.
    """

    name: str
    span: Span
    scope: Span
    whole: bool

    def covers(self, item: Located) -> bool:
        """Return whether it suppresses something."""
        named = self.name in (item.rule, item.rule.rpartition("/")[0])
        return named and self.scope.start <= item.start < self.scope.end


class _Instruction(NamedTuple):
    """
    One comment or key: the names in it, each with its place.

    `after` is the end of the comment, or None where the instruction is for the whole text; `problem` says what is wrong
    with its form.
    """

    at: int
    names: tuple[tuple[str, Span], ...] = ()
    after: int | None = None
    problem: str = ""


def find_suppressions(document: Document, sentences: Iterable[Span]) -> tuple[Suppression, ...]:
    """
    Return the suppressions of a document, in text order; instructions that are not understood are left out.

    `sentences` are the places of its sentences, in order.
    """
    spans = tuple(sentences)
    return tuple(
        Suppression(name, span, _scope(each.after, document, spans), each.after is None)
        for each in _instructions(document)
        if not each.problem
        for name, span in each.names
    )


def suppression_errors(document: Document, known: Collection[str]) -> tuple[str, ...]:
    """Return one sentence, with its line, for each instruction that is not understood or names none of the `known`."""
    found = sorted(error for each in _instructions(document) for error in _errors(each, known))
    lines = Lines(document.text)
    return tuple(f"line {lines.position(at).line}: {message}" for at, message in found)


def divide(
    items: Iterable[AnyLocated], suppressions: Sequence[Suppression]
) -> tuple[list[AnyLocated], list[AnyLocated]]:
    """Return the items that no suppression covers, and those that one does, both in the order given."""
    kept: list[AnyLocated] = []
    suppressed: list[AnyLocated] = []
    for item in items:
        (suppressed if any(each.covers(item) for each in suppressions) else kept).append(item)
    return kept, suppressed


def unused(
    suppressions: Iterable[Suppression], items: Collection[Located], *, judged: Collection[str]
) -> tuple[Suppression, ...]:
    """Return the suppressions that cover none of the items, of those whose name is `judged`: whose rules have run."""
    return tuple(each for each in suppressions if each.name in judged and not any(map(each.covers, items)))


def _errors(instruction: _Instruction, known: Collection[str]) -> list[tuple[int, str]]:
    """Return what is wrong with an instruction, each with its place."""
    if instruction.problem:
        return [(instruction.at, instruction.problem)]
    return [(span.start, no_such_rule(name, known)) for name, span in instruction.names if name not in known]


def _scope(after: int | None, document: Document, sentences: Sequence[Span]) -> Span:
    """Return the part of the text that is meant: all of it, or the sentence of the next word."""
    if after is None:
        # One more than the length: a finding may be at the very end, where something is missing.
        return Span(0, len(document.text) + 1)
    # After the last sentence there is nothing to suppress.
    return next((span for span in sentences if span.end > after), Span(after, after))


def _instructions(document: Document) -> Iterator[_Instruction]:
    """Yield every instruction of a document; most have none, which one search shows."""
    if "soapwriter" not in document.text.lower():
        return
    yield from map(_keyed, _KEYED.finditer(document.text, *front_matter_place(document.text)))
    found = (_COMMENT.match(document.text, *comment) for comment in document.comments)
    yield from (_commented(match) for match in found if match and _instructs(match))
    for stray in _STRAY.finditer(document.prose):
        yield _Instruction(stray.start(), problem=f"This is not in a comment, so it suppresses nothing. Write {_FORM}.")


def _keyed(match: re.Match[str]) -> _Instruction:
    """Return the instruction of a key of the front matter."""
    names, key = _names(match), match["key"]
    problem = "" if key.lower() == KEY else unknown("key", key, (KEY,))
    return _Instruction(match.start("key"), names, problem=problem or _nameless(names, f"{KEY}: RULE"))


def _instructs(match: re.Match[str]) -> bool:
    """Return whether a comment gives an instruction, and does not only mention soapwriter."""
    # A misspelt instruction must not be ignored in silence, and a remark about the program is not an instruction.
    return bool(match["colon"] or get_close_matches(match["verb"].lower(), (NEXT, FILE)))


def _commented(match: re.Match[str]) -> _Instruction:
    """Return the instruction of a comment."""
    names, verb = _names(match), match["verb"].lower()
    after = None if verb == FILE else match.end()
    return _Instruction(match.start(), names, after, problem=_misformed(match, verb) or _nameless(names, _FORM))


def _misformed(match: re.Match[str], verb: str) -> str:
    """Return what is wrong with the form of a comment."""
    if "<!--" in match["names"]:
        return f"This comment does not end before the next begins. Write {_FORM}."
    if not match["colon"]:
        return f"A colon is missing after 'soapwriter'. Write {_FORM}."
    return "" if verb in (NEXT, FILE) else unknown("instruction", verb, (NEXT, FILE))


def _nameless(names: Collection[object], form: str) -> str:
    return "" if names else f"This names no rule and no category. Write {form}."


def _names(match: re.Match[str]) -> tuple[tuple[str, Span], ...]:
    """Return each name of an instruction with its place; a remark after # names nothing."""
    entries = _NAME.finditer(match.string, *match.span("names"))
    found = ((each.start(), (each["name"] or "").rstrip()) for each in entries)
    return tuple((name, Span(at, at + len(name))) for at, name in found if name)
