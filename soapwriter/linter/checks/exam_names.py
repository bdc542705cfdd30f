"""Names of exams that are not written as they should be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import ClassVar, Literal

from soapwriter.facts import MONTHS, read_when
from soapwriter.linter.context import Check, Context, Match
from soapwriter.tables import ExamName, find_exam_names

_OTHER_BODY = re.compile(r"(?i)\b(?:usmle|comlex(?:[- ]usa)?)\s*(?:/|&|,|and|or)\s*$")
_MONTH = rf"(?:{'|'.join(MONTHS)})"
_DATE = rf"(?P<date>(?:{_MONTH}\s+(?:\d{{1,2}},?\s+)?|\d{{1,2}}\s+{_MONTH}\s+)?(?P<year>20\d\d))\b"
_DATE_AFTER = rf"(?i)\s*(?:exam\s+)?(?:again\s+)?(?:in|on)\s+{_DATE}"
_DATE_BEFORE = rf"(?i)\b(?:in|on)\s+{_DATE},?\s+I\s+(?:\w+\s+){{1,3}}$"
# How much of a text is looked at beside a name, in characters: a few words.
_CLOSE = 80


class ExamNameCheck(Check):
    """
    Point at names of exams that `lint_rules/reference/exams.toml` knows to be wrong in one of its ways.

    "miswritten" names are pointed at each time; "half" ones once, and only where the whole name is nowhere; "ended"
    ones where a date says that the exam was no longer given. {right} is the right name.
    """

    message_words: ClassVar[frozenset[str]] = frozenset({"match", "right"})

    type: Literal["exam-name"]
    sort: Literal["miswritten", "mixed", "half", "ended"]

    def find(self, context: Context, rule: str) -> Iterator[Match]:  # noqa: ARG002
        """Yield each such name; one with markup inside it is left alone."""
        document = context.parsed.document
        found = {"miswritten": _miswritten, "mixed": _mixed, "half": _half, "ended": _ended}[self.sort]
        for name in found(document.prose):
            if name.text == document.text[name.span.start : name.span.end]:
                yield _place(name)


def _place(name: ExamName) -> Match:
    """Return a name's place, not sure where mending would join two lines: that is not done unasked."""
    keeps_lines = name.corrected.count("\n") == name.text.count("\n")
    return Match(name.span, {"match": name.written, "right": name.corrected}, sure=keeps_lines)


def _miswritten(prose: str) -> Iterator[ExamName]:
    return (name for name in find_exam_names(prose, "miswritten") if not name.is_right)


def _mixed(prose: str) -> Iterator[ExamName]:
    """COMLEX has Levels and USMLE has Steps; "USMLE and COMLEX Step 1 and Level 1" names both."""
    return (name for name in find_exam_names(prose, "mixed") if not _OTHER_BODY.search(_before(name, prose)))


def _half(prose: str) -> Iterator[ExamName]:
    whole = {name.writing.right for name in find_exam_names(prose, "miswritten")}
    seen: set[str] = set()
    for name in find_exam_names(prose, "half"):
        if name.writing.right not in whole | seen and name.written in (name.half, name.half.upper()):
            seen.add(name.writing.right)
            yield name


def _ended(prose: str) -> Iterator[ExamName]:
    for name in find_exam_names(prose, "ended"):
        after = prose[name.span.end : name.span.end + _CLOSE]
        said = re.match(_DATE_AFTER, after) or re.search(_DATE_BEFORE, _before(name, prose))
        if said and name.writing.ended and _first_day(said) > name.writing.ended:
            yield name


def _before(name: ExamName, prose: str) -> str:
    return prose[max(0, name.span.start - _CLOSE) : name.span.start]


def _first_day(said: re.Match[str]) -> date:
    """Return the earliest day that a date can mean."""
    try:
        when = read_when(said["date"])
    except ValueError:  # a year alone, or a day that no month has
        when = None
    return when.first if when else date(int(said["year"]), 1, 1)
