"""What a text asks to be kept quiet: in a comment, for the next sentence or the whole text, or in its front matter."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeVar

from soapwriter.errors import unknown
from soapwriter.linter.rule import no_such
from soapwriter.text import Lines, Span, front_matter_place

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from soapwriter.text import Document

NEXT, FILE = "ignore", "ignore-file"
KEY = "soapwriter-ignore"

_FORM = f"<!-- soapwriter: {NEXT} RULE -->"
_COMMENT = re.compile(r"<!--\s*soapwriter\b\s*(?P<colon>:?)\s*(?P<verb>[\w-]*)(?P<names>.*)-->", re.I | re.S)
_STRAY = re.compile(r"soapwriter\s*:\s*ignore", re.I)
# A key and its value, which may go on as a list below it.
_KEYED = re.compile(r"^[ \t]*(?P<key>soapwriter[\w-]*)[ \t]*:(?P<names>.*(?:\n[ \t]*-[ \t].*)*)", re.I | re.M)
_NAME = re.compile(r"#.*|(?P<name>[^,\s\[\]\"'#-][^,\[\]\"'#\r\n]*)")


class Placed(Protocol):
    """What can be kept quiet: it has a rule, and begins somewhere in the text."""

    @property
    def rule(self) -> str:
        """The rule's id."""

    @property
    def start(self) -> int:
        """Where it begins, in characters."""


Thing = TypeVar("Thing", bound=Placed)


@dataclass(frozen=True)
class Suppression:
    """A rule or category to be kept quiet: its name, where that stands, and the stretch of text that it is for."""

    name: str
    span: Span
    scope: Span
    whole: bool

    def silences(self, thing: Placed) -> bool:
        """Tell whether something is to be kept quiet."""
        named = self.name in (thing.rule, thing.rule.rpartition("/")[0])
        return named and self.scope.start <= thing.start < self.scope.end


class _Instruction(NamedTuple):
    """
    What one comment or key asks for: the names, and where each stands.

    `after` is the end of its comment, or None where it is for the whole text; `trouble` is what is wrong with its form.
    """

    at: int
    names: tuple[tuple[str, Span], ...] = ()
    after: int | None = None
    trouble: str = ""


def suppressions(document: Document, sentences: Sequence[Span]) -> tuple[Suppression, ...]:
    """Return what a document asks to be kept quiet; instructions that are not understood are left out."""
    return tuple(
        Suppression(name, span, _scope(each.after, document, sentences), each.after is None)
        for each in _instructions(document)
        if not each.trouble
        for name, span in each.names
    )


def troubles(document: Document, known: Collection[str]) -> tuple[str, ...]:
    """Return one sentence, with its line, for each instruction that is not understood or names none of the `known`."""
    wrong: list[tuple[int, str]] = []
    for each in _instructions(document):
        misnamed = [(span.start, no_such(name, known)) for name, span in each.names if name not in known]
        wrong += [(each.at, each.trouble)] if each.trouble else misnamed
    lines = Lines(document.text)
    return tuple(f"line {lines.position(at).line}: {message}" for at, message in sorted(wrong))


def sift(things: Iterable[Thing], asked: Sequence[Suppression]) -> tuple[list[Thing], list[Thing]]:
    """Return what may speak, and what is to be kept quiet."""
    loud: list[Thing] = []
    quiet: list[Thing] = []
    for thing in things:
        (quiet if any(each.silences(thing) for each in asked) else loud).append(thing)
    return loud, quiet


def unused(
    asked: Iterable[Suppression], things: Collection[Placed], *, judged: Collection[str]
) -> tuple[Suppression, ...]:
    """Return the suppressions that silence nothing, of those whose name is `judged`: whose rules have been asked."""
    return tuple(each for each in asked if each.name in judged and not any(map(each.silences, things)))


def _scope(after: int | None, document: Document, sentences: Sequence[Span]) -> Span:
    """Return the stretch that is meant: everything, or the sentence of the next word."""
    if after is None:
        return Span(0, len(document.text) + 1)
    return next((span for span in sentences if span.end > after), Span(after, after))


def _instructions(document: Document) -> Iterator[_Instruction]:
    """Yield every instruction of a document; most have none, and need no looking through."""
    if "soapwriter" not in document.text.lower():
        return
    yield from map(_keyed, _KEYED.finditer(document.text, *front_matter_place(document.text)))
    found = (_COMMENT.match(document.text, *comment) for comment in document.comments)
    yield from (_commented(match) for match in found if match and _instructs(match))
    for stray in _STRAY.finditer(document.prose):
        yield _Instruction(stray.start(), trouble=f"This is in no comment, and keeps nothing quiet. Write {_FORM}.")


def _keyed(match: re.Match[str]) -> _Instruction:
    """Return what a key of the front matter asks for."""
    names, key = _names(match), match["key"]
    trouble = "" if key.lower() == KEY else unknown("key", key, (KEY,))
    return _Instruction(match.start("key"), names, trouble=trouble or _nameless(names, f"{KEY}: RULE"))


def _instructs(match: re.Match[str]) -> bool:
    """Tell whether a comment asks for something, and does not only speak of soapwriter."""
    return bool(match["colon"] or get_close_matches(match["verb"].lower(), (NEXT, FILE)))


def _commented(match: re.Match[str]) -> _Instruction:
    """Return what a comment asks for."""
    names, verb = _names(match), match["verb"].lower()
    after = None if verb == FILE else match.end()
    return _Instruction(match.start(), names, after, trouble=_misformed(match, verb) or _nameless(names, _FORM))


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
    """Return each name of an instruction, and its place; a remark behind # names nothing."""
    entries = _NAME.finditer(match.string, *match.span("names"))
    found = ((each.start(), (each["name"] or "").rstrip()) for each in entries)
    return tuple((name, Span(at, at + len(name))) for at, name in found if name)
