"""What a sentence speaks of: exams, practice tests, scores, days, attempts and outcomes, each with its place."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING

from soapwriter.claims.exam_names import Names, class_of, exam_named
from soapwriter.claims.figures import figure
from soapwriter.claims.verbs import Voice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from soapwriter.claims.dates import Dated
    from soapwriter.nlp import ParsedDocument, Sentence

_ORDINALS = {
    word: number
    for number, several in enumerate(
        ("first 1st initial", "second 2nd", "third 3rd", "fourth 4th", "fifth 5th", "sixth 6th", "seventh 7th"), 1
    )
    for word in several.split()
}
_COUNTS = {word: number for number, word in enumerate("one two three four five six seven eight".split(), 1)} | {
    str(number): number for number in range(1, 9)
}
_AFTER_EXAM = 2
_NEAR = 4


@dataclass(frozen=True, slots=True)
class Mention:
    """
    One thing that a sentence speaks of: tokens from 0, end exclusive, and the number of its clause.

    `sort` says what it is: "exam" (`name`; "" for one that could be several, "?" for one of no table), "field" (an exam
    named for what is practised for it), "test" (a practice test: `name`, `form`), "score" (`number`, `percent`, and
    `slot` for how it stands), "date", "nth" and "times" (`number`), "failed" and "passed" (the writer's own), "tested",
    "coming", and "other" (somebody else's, or not so).
    """

    sort: str
    first: int
    last: int
    clause: int
    name: str = ""
    form: str = ""
    number: float = 0
    percent: bool = False
    slot: str = ""
    date: Dated | None = None


@cache
def _telling() -> frozenset[str]:
    """Return the words with which a mention of another sort than a name, a day or a number can begin."""
    classes = (
        "failword",
        "flunking",
        "passing",
        "practised",
        "tested",
        "tested_again",
        "retaking",
        "booked",
        "sitting",
    )
    told = frozenset[str]().union(*map(class_of, (*classes, "attemptword")))
    return told | _ORDINALS.keys() | _COUNTS.keys() | {"twice", "once"}


class Mentions:
    """Reads the mentions of one reading, sentence by sentence."""

    def __init__(self, parsed: ParsedDocument) -> None:
        self.parsed = parsed
        self.doc = parsed.doc
        self.names = Names(parsed)
        self.voice = Voice(self.names)

    def of(self, sentence: Sentence) -> Iterator[Mention]:
        """Yield the mentions of a sentence in order of place; a question claims nothing."""
        if self.names.norms[sentence.last - 1] == "?":
            return
        behind = sentence.first
        for at in self._candidates[bisect_left(self._candidates, sentence.first) :]:
            if at >= sentence.last:
                return
            if at < behind or self._is_quoted(at):
                continue
            mention = self._at(at, sentence)
            if mention is not None:
                yield mention
                behind = mention.last

    @cached_property
    def _candidates(self) -> list[int]:
        """The tokens at which anything can begin: most of a text's words begin nothing."""
        telling = _telling()
        words = (at for at, norm in enumerate(self.names.norms) if norm in telling or norm[:1].isdigit())
        return sorted({*words, *self.names.exams, *self.names.tests, *self.names.dates})

    def _is_quoted(self, at: int) -> bool:
        return bool(self.parsed.quotes) and self.parsed.quoted(self.parsed.span(at, at + 1))

    def _at(self, at: int, sentence: Sentence) -> Mention | None:
        clause = self.names.clause_of(at)
        if at in self.names.exams:
            return self._exam(at, clause)
        if at in self.names.tests:
            last, name, form = self.names.tests[at]
            return Mention("test", at, last, clause, name=name, form=form)
        if at in self.names.dates:
            last, date = self.names.dates[at]
            return Mention("date", at, min(last, sentence.last), clause, date=date)
        return self._word(at, clause, sentence) or self._number(at, clause, sentence)

    def _number(self, at: int, clause: int, sentence: Sentence) -> Mention | None:
        found = self._counted(at, clause, sentence) or self._score(at, clause, sentence)
        return None if found is None or self.voice.denies(at, sentence) else found

    def _exam(self, at: int, clause: int) -> Mention:
        entity = self.names.exams[at]
        behind = {token.norm_ for token in self.doc[entity.end : entity.end + _AFTER_EXAM]}
        about = not behind.isdisjoint(class_of("about_exam")) and behind.isdisjoint((":", ","))
        return Mention("field" if about else "exam", at, entity.end, clause, name=exam_named(entity.text))

    def _word(self, at: int, clause: int, sentence: Sentence) -> Mention | None:
        norm = self.doc[at].norm_
        if norm in class_of("failword") or norm in class_of("flunking"):
            return Mention(self.voice.failing(at, sentence), at, at + 1, clause)
        if norm in class_of("passing"):
            sort = self.voice.passing(at, sentence)
            return Mention(sort, at, at + 1, clause) if sort else None
        if norm in class_of("practised"):
            return Mention("test", at, at + 1, clause)
        sort = self._sitting(at, sentence)
        return Mention(sort, at, at + 1, clause) if sort and not self.voice.denies(at, sentence) else None

    def _sitting(self, at: int, sentence: Sentence) -> str:
        """Return "tested" for an exam that was sat, "coming" for one that will be, or nothing."""
        norm, tag = self.doc[at].norm_, self.doc[at].tag_
        if norm in class_of("tested_again") or (norm in class_of("tested") and self._takes_exam(at, sentence)):
            return "tested" if self.voice.is_real(at) else "other"
        if norm in class_of("retaking") or norm in class_of("booked"):
            return "" if self._is_aside(at, sentence) else "coming"
        if norm not in class_of("sitting") or tag not in ("VB", "VBP", "VBG") or not self.voice.is_own(at):
            return ""
        bare = norm in ("sit", "test", "sitting", "testing") and self.doc[at - 1].pos_ != "DET"
        return "coming" if bare or self._takes_exam(at, sentence) else ""

    def _is_aside(self, at: int, sentence: Sentence) -> bool:
        """Tell whether a retake is named to say when something else was: "before the retake", without its day."""
        if any(behind in self.names.dates for behind in (at + 1, at + 2)):
            return False
        before = at - 1 - (self.names.norm(at - 1, sentence) in ("the", "my", "a"))
        return self.names.norm(before, sentence) in class_of("aside")

    def _takes_exam(self, at: int, sentence: Sentence) -> bool:
        near = range(at + 1, min(at + _NEAR, sentence.last))
        return any(each in self.names.exams for each in near) or self.names.norm(at + 1, sentence) == "it"

    def _counted(self, at: int, clause: int, sentence: Sentence) -> Mention | None:
        """Return "first attempt", "attempt 2", "twice" or "three attempts"."""
        norm = self.doc[at].norm_
        behind = next((each for each in (at + 1, at + 2) if self._is_attempt(each, sentence)), 0)
        if norm in ("twice", "once"):
            return Mention("times", at, at + 1, clause, number=1 + (norm == "twice"))
        if norm in _ORDINALS and (behind or self._stands_alone(at, sentence)):
            return Mention("nth", at, max(behind, at) + 1, clause, number=_ORDINALS[norm])
        if self._is_attempt(at, sentence) and self.names.norm(at + 1, sentence) in _COUNTS:
            return Mention("nth", at, at + 2, clause, number=_COUNTS[self.names.norm(at + 1, sentence)])
        if _COUNTS.get(norm, 0) > 1 and behind and self.doc[behind].norm_.endswith("s"):
            return Mention("times", at, behind + 1, clause, number=_COUNTS[norm])
        return None

    def _is_attempt(self, at: int, sentence: Sentence) -> bool:
        return self.names.norm(at, sentence) in class_of("attemptword")

    def _stands_alone(self, at: int, sentence: Sentence) -> bool:
        """Tell whether an ordinal says no more: "passed on my second"."""
        behind = self.names.norm(at + 1, sentence)
        ends = behind in ("", "and", "but", "with", "in") or not behind.isalnum()
        return ends and self.names.norm(at - 1, sentence) in ("my", "the") and self.names.norm(at - 2, sentence) == "on"

    def _score(self, at: int, clause: int, sentence: Sentence) -> Mention | None:
        found = figure(self.names, at, sentence)
        if found is None:
            return None
        last, number, percent, slot = found
        return Mention("score", at, last, clause, number=number, percent=percent, slot=slot)
