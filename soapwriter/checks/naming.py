"""Names of exams that are not written as they should be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import chain, repeat
from typing import ClassVar, Literal, NamedTuple

from soapwriter import reference
from soapwriter.checks.look import Check, Look, Place
from soapwriter.text import Span
from soapwriter.when import MONTHS, read_when

_JOIN = r"(?:[^\S\n]*[-\u2010\u2011\u2013][^\S\n]*|[^\S\n]*\n?[^\S\n]*)"
_MARK = re.compile(r"\s*(?:[^\w\s]|$)")
_WORD = re.compile(r"[a-z]+|\d+")
_NEXT = re.compile(r"[\s(]*([\w'\u2019]+)")
_STOP = re.compile(r"[.!?;:](?=\s)|\n\s*\n")
_OTHER_BODY = re.compile(r"(?i)\b(?:usmle|comlex(?:[- ]usa)?)\s*(?:/|&|,|and|or)\s*$")
_MONTH = rf"(?:{'|'.join(MONTHS)})"
_DATE = rf"(?P<date>(?:{_MONTH}\s+(?:\d{{1,2}},?\s+)?|\d{{1,2}}\s+{_MONTH}\s+)?(?P<year>20\d\d))\b"
_DATE_AFTER = re.compile(rf"(?i)\s*(?:exam\s+)?(?:again\s+)?(?:in|on)\s+{_DATE}")
_DATE_BEFORE = re.compile(rf"(?i)\b(?:in|on)\s+{_DATE},?\s+I\s+(?:\w+\s+){{1,3}}$")


class Name(NamedTuple):
    """An exam's name in a text: what its table says of it, where it is, and how it is written right."""

    writing: reference.Writing
    match: re.Match[str]
    right: str

    @property
    def written(self) -> str:
        """The name as the text has it, blanks and line ends alike."""
        return " ".join(self.match.group().split())

    @property
    def half(self) -> str:
        """What is there of the right name, where the rest is wanting: "Step 2" of "Step 2 CK"."""
        return re.split(r"[ -](?=[A-Z]{2}$)", self.right)[0]

    @property
    def in_capitals(self) -> bool:
        """Tell whether it is written in capitals throughout, as "STEP 2CK" is and "COMLEX 2" need not be."""
        words = [word.upper() for word in self.right.split() if word.istitle()]
        return self.written.isupper() and all(word in self.written for word in words)

    @property
    def place(self) -> Place:
        """
        The place, with the words for a message: {match}, and {right} with the blanks and line ends of the text.

        Where the right name has no room for a line end, the place is not sure: nothing may join two lines unasked.
        """
        blanks = chain(re.findall(r"\s+", self.match.group()), repeat(" "))
        right = re.sub(" ", lambda _: next(blanks), self.right)
        whole = right.count("\n") == self.match.group().count("\n")
        return Place(Span(*self.match.span()), {"match": self.written, "right": right}, sure=whole)


class ExamNameCheck(Check):
    """
    Point at names of exams that `lint_rules/reference/exams.toml` knows to be wrong in one of its ways.

    "miswritten" names are pointed at each time; "half" ones once, and only where the whole name is nowhere; "ended"
    ones where a date says that the exam was no longer given.
    """

    message_words: ClassVar[frozenset[str]] = frozenset({"match", "right"})

    type: Literal["exam-name"]
    sort: Literal["miswritten", "mixed", "half", "ended"]

    def find(self, look: Look, rule: str) -> Iterator[Place]:  # noqa: ARG002
        """Yield each such name; one with markup inside it is left alone."""
        document = look.reading.document
        found = {"miswritten": _miswritten, "mixed": _mixed, "half": _half, "ended": _ended}[self.sort]
        for name in found(document.prose):
            if name.match.group() == document.text[name.match.start() : name.match.end()]:
                yield name.place


def _miswritten(prose: str) -> Iterator[Name]:
    for name in _names(prose, "miswritten"):
        right = name.right.upper() if name.in_capitals else name.right
        if name.written not in (name.right, right):
            yield name._replace(right=right)


def _mixed(prose: str) -> Iterator[Name]:
    """COMLEX has Levels and USMLE has Steps; "USMLE and COMLEX Step 1 and Level 1" names both."""
    return (name for name in _names(prose, "mixed") if not _OTHER_BODY.search(prose[: name.match.start()]))


def _half(prose: str) -> Iterator[Name]:
    whole = {name.writing.right for name in _names(prose, "miswritten")}
    seen: set[str] = set()
    for name in _names(prose, "half"):
        if name.writing.right not in whole | seen and name.written in (name.half, name.half.upper()):
            seen.add(name.writing.right)
            yield name


def _ended(prose: str) -> Iterator[Name]:
    for name in _names(prose, "ended"):
        said = _DATE_AFTER.match(prose, name.match.end()) or _DATE_BEFORE.search(prose[: name.match.start()])
        if said and name.writing.ended and _first_day(said) > name.writing.ended:
            yield name


def _first_day(said: re.Match[str]) -> date:
    """Return the earliest day that a date can mean."""
    try:
        when = read_when(said["date"])
    except ValueError:  # a year alone, or a day that no month has
        when = None
    return when.first if when else date(int(said["year"]), 1, 1)


def _names(prose: str, sort: str) -> Iterator[Name]:
    """Yield the exams that a text names in one of the table's ways, in order of place."""
    pattern, writings = _table(sort)
    for match in pattern.finditer(prose):
        writing = writings[str(match.lastgroup)]
        body = _body(match["body"])
        if (not body or body in writing.bodies) and _is_exam(writing, match, prose):
            yield Name(writing, match, f"{body} {writing.right}" if body else writing.right)


@cache
def _table(sort: str) -> tuple[re.Pattern[str], dict[str, reference.Writing]]:
    """Return one pattern for every form of a sort, the longest first, and whose form each of its groups is."""
    forms = [
        (form, writing) for writing in reference.naming().writings if writing.sort == sort for form in writing.forms
    ]
    forms.sort(key=lambda each: -len(each[0]))
    groups = {f"form{number}": each for number, each in enumerate(forms)}
    bodies = "|".join(map(_loose, sorted(reference.naming().bodies, key=len, reverse=True)))
    named = "|".join(f"(?P<{group}>{_loose(form)})" for group, (form, _) in groups.items())
    pattern = rf"(?<![\w@-])(?:(?P<body>{bodies}){_JOIN})?(?:{named})(?![\w@]|[-.]\w)"
    return re.compile(pattern, re.IGNORECASE), {group: writing for group, (_, writing) in groups.items()}


def _loose(form: str) -> str:
    return _JOIN.join(map(re.escape, form.split()))


def _body(written: str | None) -> str:
    """Return who gives the exam, as it is written right; nothing where the text does not say."""
    letters = re.sub(r"[^a-z]", "", (written or "").lower())
    return next((right for form, right in reference.naming().bodies.items() if form.replace(" ", "") == letters), "")


def _is_exam(writing: reference.Writing, match: re.Match[str], prose: str) -> bool:
    """Tell whether an exam is meant, by the words beside it where its own could mean something else."""
    naming = reference.naming()
    following = _NEXT.match(prose, match.end())
    then = following.group(1).lower() if following else ""
    if writing.then:
        return then in naming.then or bool(_MARK.match(prose, match.end()))
    if writing.alone:
        return True
    if then in naming.never_then:
        return False
    if writing.capital and match.group()[0].isupper():
        return True
    return bool(match["body"]) or then in naming.after or _behind_an_exam(prose[: match.start()], naming)


def _behind_an_exam(before: str, naming: reference.Naming) -> bool:
    """Tell whether the sentence up to here speaks of an exam: "failed both Step 1 and", "a 231 on"."""
    sentence = _STOP.split(before)[-1]
    for word in reversed(_WORD.findall(sentence.lower())):
        if word in naming.before:
            return True
        if word not in naming.between and not word.isdigit():
            return False
    return False
