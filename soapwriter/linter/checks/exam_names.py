"""Names of exams that are miswritten, mixed up, incomplete or of an exam that has ended."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
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
# Characters on each side of a name that are searched for the date of its sitting. A wider window reads on into the next
# sentence.
_WINDOW = 80


class ExamNameCheck(Check):
    """
    Find names of exams that are wrong in one of the ways of `lint_rules/reference/exams.toml`.

    "miswritten" and "mixed" names are found each time; "half" ones once, and only where the whole name is nowhere;
    "ended" ones where a date says that the exam was no longer given. {right} is the right name.
    """

    message_words: ClassVar[frozenset[str]] = frozenset({"match", "right"})

    type: Literal["exam-name"]
    sort: Literal["miswritten", "mixed", "half", "ended"]

    def find(self, context: Context, rule: str) -> Iterator[Match]:  # noqa: ARG002
        """Yield each such name; one with markup inside it is passed over."""
        document = context.parsed.document
        for name in _FINDERS[self.sort](document.prose):
            if name.text == document.text[name.span.start : name.span.end]:
                yield _match(name)


def _match(name: ExamName) -> Match:
    """Return a name's match, not sure where a fix would join two lines: that fix needs the writer's consent."""
    keeps_lines = name.corrected.count("\n") == name.text.count("\n")
    return Match(name.span, {"match": name.written, "right": name.corrected}, sure=keeps_lines)


def _miswritten(prose: str) -> Iterator[ExamName]:
    return (name for name in find_exam_names(prose, "miswritten") if not name.is_right)


def _mixed(prose: str) -> Iterator[ExamName]:
    """Yield Steps of COMLEX and Levels of USMLE; "USMLE and COMLEX Step 1 and Level 1" names both."""
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
        first_day = _first_day_near(name, prose)
        if first_day and name.writing.ended and first_day > name.writing.ended:
            yield name


def _first_day_near(name: ExamName, prose: str) -> date | None:
    """Return the earliest day that the date of a sitting can mean, or None where no date is near the name."""
    after = prose[name.span.end : name.span.end + _WINDOW]
    found = re.match(_DATE_AFTER, after) or re.search(_DATE_BEFORE, _before(name, prose))
    return _first_day(found) if found else None


def _before(name: ExamName, prose: str) -> str:
    return prose[max(0, name.span.start - _WINDOW) : name.span.start]


def _first_day(found: re.Match[str]) -> date:
    try:
        when = read_when(found["date"])
    except ValueError:  # a year alone, or a day that no month has
        when = None
    return when.first if when else date(int(found["year"]), 1, 1)


_FINDERS: dict[str, Callable[[str], Iterator[ExamName]]] = {
    "miswritten": _miswritten,
    "mixed": _mixed,
    "half": _half,
    "ended": _ended,
}
