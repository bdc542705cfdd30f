"""What a sentence speaks of: exams, practice tests, scores, dates, attempts and outcomes, each with its place."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING

from soapwriter import reference
from soapwriter.dated import Dated, find_dates
from soapwriter.errors import UnknownName
from soapwriter.phrase import Hit, words
from soapwriter.practice import find_tests

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from soapwriter.reading import Reading, Sentence
    from soapwriter.text import Span

_SCORE = re.compile(r"[1-9]\d{1,2}(?:\.\d)?")
_ORDINALS = {
    word: number
    for number, several in enumerate(
        ("first 1st initial", "second 2nd", "third 3rd", "fourth 4th", "fifth 5th", "sixth 6th", "seventh 7th"), 1
    )
    for word in several.split()
}
_COUNTS = {word: number for number, word in enumerate("one two three four five six seven eight".split(), 1)}
_AFTER_EXAM = 2
_REACH = 6


@dataclass(frozen=True, slots=True)
class Mention:
    """
    One thing that a sentence speaks of: tokens from 0, end exclusive, and the number of its clause.

    `sort` says what it is: "exam" (`name`; "" for one that could be several, "?" for one of no table), "field" (an exam
    named for what is practised for it), "test" (a practice test: `name`, `form`), "score" (`number`, `percent`, `slot`
    for how it stands there), "date", "nth" and "times" (`number`), "failed" and "passed" (the writer's own), "tested",
    "again", "coming", and "other" (somebody else's, or not so).
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


class Mentions:
    """Reads the mentions of one reading, sentence by sentence."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.doc = reading.doc
        self._clauses = [clause.first for clause in reading.clauses]
        self._exams = {entity.start: entity for entity in self.doc.ents if entity.label_ == "exam"}

    def of(self, sentence: Sentence) -> Iterator[Mention]:
        """Yield the mentions of a sentence in order of place; a question claims nothing."""
        if self.doc[sentence.last - 1].text == "?":
            return
        at = sentence.first
        while at < sentence.last:
            mention = None if self._is_quoted(at) else self._at(at, sentence)
            if mention is not None:
                yield mention
            at = mention.last if mention else at + 1

    @cached_property
    def _starts(self) -> list[int]:
        """Where each token begins, in characters."""
        return [self.reading.span(at, at + 1).start for at in range(len(self.doc))]

    @cached_property
    def _dates(self) -> dict[int, tuple[int, Dated]]:
        """The dates, by the token at which they begin: the token behind them, and the date."""
        found = find_dates(self.reading.document.prose)
        return {self._token(place.start): (self._behind(place.end), place.date) for place in found}

    @cached_property
    def _tests(self) -> dict[int, tuple[int, str, str]]:
        """The practice tests, by the token at which they begin: the token behind them, id and form."""
        found = find_tests(self.reading.document.prose)
        return {self._token(name.start): (self._behind(name.end), name.id, name.form) for name in found}

    def _token(self, offset: int) -> int:
        return bisect_right(self._starts, offset) - 1

    def _behind(self, offset: int) -> int:
        return bisect_left(self._starts, offset)

    def clause_of(self, at: int) -> int:
        """Return the number of a token's clause."""
        return bisect_right(self._clauses, at) - 1

    def _is_quoted(self, at: int) -> bool:
        return bool(self.reading.quotes) and self.reading.quoted(self.reading.span(at, at + 1))

    def _at(self, at: int, sentence: Sentence) -> Mention | None:
        clause = self.clause_of(at)
        if at in self._exams:
            return self._exam(at, clause)
        if at in self._tests:
            last, name, form = self._tests[at]
            return Mention("test", at, last, clause, name=name, form=form)
        if at in self._dates:
            last, date = self._dates[at]
            return Mention("date", at, min(last, sentence.last), clause, date=date)
        return self._word(at, clause, sentence) or self._number(at, clause, sentence)

    def _exam(self, at: int, clause: int) -> Mention:
        entity = self._exams[at]
        behind = {token.norm_ for token in self.doc[entity.end : entity.end + _AFTER_EXAM]}
        about = not behind.isdisjoint(_class("about_exam")) and ":" not in behind and "," not in behind
        return Mention("field" if about else "exam", at, entity.end, clause, name=exam_named(entity.text))

    def _word(self, at: int, clause: int, sentence: Sentence) -> Mention | None:
        token = self.doc[at]
        norm = token.norm_
        if norm in _class("failword") or norm in _class("flunking"):
            return Mention(self._failing(at, clause, sentence), at, at + 1, clause)
        if norm in _class("passing"):
            sort = self._passing(at, clause, sentence)
            return Mention(sort, at, at + 1, clause) if sort else None
        if norm in _class("practised"):
            return Mention("test", at, at + 1, clause)
        return self._sitting(at, clause, sentence) or self._counted(at, clause, sentence)

    def _sitting(self, at: int, clause: int, sentence: Sentence) -> Mention | None:
        """Return what a word says of sitting an exam: that it was sat, or that it will be."""
        norm, tag = self.doc[at].norm_, self.doc[at].tag_
        if norm in _class("tested_again"):
            return Mention("again" if self._is_own(at, clause) else "other", at, at + 1, clause)
        if norm in _class("tested") and self._takes_exam(at, sentence):
            own = self._is_own(at, clause) and not self._is_unreal(at, clause)
            return Mention("tested" if own else "other", at, at + 1, clause)
        if norm in _class("retaking") or norm in _class("booked"):
            return Mention("coming", at, at + 1, clause)
        if norm in _class("sitting") and tag in ("VB", "VBP", "VBG") and self._is_own(at, clause):
            bare = norm in ("sit", "test", "sitting", "testing") and self.doc[at - 1].pos_ != "DET"
            return Mention("coming", at, at + 1, clause) if bare or self._takes_exam(at, sentence) else None
        return None

    def _takes_exam(self, at: int, sentence: Sentence) -> bool:
        near = range(at + 1, min(at + 4, sentence.last))
        return any(each in self._exams for each in near) or self.doc[min(at + 1, sentence.last - 1)].norm_ == "it"

    def _counted(self, at: int, clause: int, sentence: Sentence) -> Mention | None:
        """Return "first attempt", "twice" or "three attempts"."""
        norm = self.doc[at].norm_
        if norm in ("twice", "once"):
            return Mention("times", at, at + 1, clause, number=1 + (norm == "twice"))
        behind = next((each for each in (at + 1, at + 2) if self._is_attempt(each, sentence)), 0)
        if norm in _ORDINALS and (behind or self._stands_alone(at, sentence)):
            return Mention("nth", at, max(behind, at) + 1, clause, number=_ORDINALS[norm])
        if self._is_attempt(at, sentence) and at + 1 < sentence.last and self.doc[at + 1].norm_ in _COUNTS.keys() | set("1234567"):
            return Mention("nth", at, at + 2, clause, number=_count(self.doc[at + 1].norm_))
        if _count(norm) > 1 and behind and self.doc[behind].norm_.endswith("s"):
            return Mention("times", at, behind + 1, clause, number=_count(norm))
        return None

    def _stands_alone(self, at: int, sentence: Sentence) -> bool:
        """Tell whether an ordinal says no more: "passed on my second"."""
        ends = at + 1 >= sentence.last or self.doc[at + 1].is_punct or self.doc[at + 1].norm_ in ("and", "but", "with", "in")
        return ends and at > 1 and self.doc[at - 1].norm_ in ("my", "the") and self.doc[at - 2].norm_ == "on"

    def _is_attempt(self, at: int, sentence: Sentence) -> bool:
        return at < sentence.last and self.doc[at].norm_ in _class("attemptword")

    def _number(self, at: int, clause: int, sentence: Sentence) -> Mention | None:
        """Return a number that stands like a score: alone, not counting anything, not bounding."""
        token = self.doc[at]
        if not _SCORE.fullmatch(token.text):
            return None
        last = at + 1
        percent = last < sentence.last and self.doc[last].norm_ in ("%", "percent", "pct")
        last += percent
        if self._counts(last, sentence) or self._is_joined(at, last):
            return None
        before = self._before(at, sentence)
        if before >= sentence.first and self.doc[before].norm_ in _class("bounding"):
            return None
        slot = self._slot(before, sentence)
        return Mention("score", at, last, clause, number=float(token.text), percent=percent, slot=slot)

    def _counts(self, last: int, sentence: Sentence) -> bool:
        """Tell whether what follows a number is what it counts."""
        if last >= sentence.last or last in self._dates or last in self._exams:
            return False
        token = self.doc[last]
        return (
            (token.pos_ in ("NOUN", "ADJ", "PROPN", "NUM") and token.norm_ not in _class("behind_score"))
            or token.norm_ == "of"
            or token.norm_ in _class("practised")
        )

    def _is_joined(self, at: int, last: int) -> bool:
        """Tell whether a number is part of something longer: "220-225", "#12", "3/4"."""
        doc = self.doc
        before = at > 0 and not doc[at - 1].whitespace_ and doc[at - 1].text in ("-", "–", "/", "#", "$", ".", "+", "~")
        behind = last < len(doc) and not doc[last - 1].whitespace_ and doc[last].text in ("-", "–", "/", "+", "x")
        return before or behind

    def _before(self, at: int, sentence: Sentence) -> int:
        """Return the token that brings a number, past "a" and "only"."""
        before = at - 1
        while before > sentence.first and (
            self.doc[before].norm_ in _class("before_score") or self.doc[before].text in ("-", "–") and self.doc[before - 1].norm_ == "three"
        ):
            before -= 1
        return before

    def _slot(self, before: int, sentence: Sentence) -> str:
        """Return how a number stands: "with", "scored", "is", "mark" (behind a comma, colon or bracket), "run", "bare"."""
        if before < sentence.first:
            return "bare"
        norm = self.doc[before].norm_
        if norm == "with":
            return "with"
        if norm in _class("scoring") or (norm == "of" and self.doc[before - 1].norm_ in _class("scoreword")):
            return "scored"
        if norm in ("was", "is", "were", "are", "'s", "at"):
            return "is"
        if norm in (",", "(", ":", "-", "=", "["):
            return "mark"
        if norm in ("and", "then", "now", "to", "from", "through", "between", "&", "or", "went", "go"):
            return "run"
        return "bare"

    def _failing(self, at: int, clause: int, sentence: Sentence) -> str:
        """Return "failed" for the writer's own failure of an exam, else "other"."""
        if self.reading.denied(Hit(self._number_of(sentence), at, at + 1)):
            return "other"
        if self.doc[at - 1].norm_ in _class("not_yet") and at > sentence.first:
            return "other"
        if self._goes_on(at, sentence, _class("passing_what") | {"to"}) or self._is_of_else(at, sentence):
            return "other"
        return "failed" if self._is_own(at, clause) and not self._is_unreal(at, clause) else "other"

    def _passing(self, at: int, clause: int, sentence: Sentence) -> str:
        """Return "passed", "failed" for what was not passed, "other" for another's, or nothing for another word."""
        token = self.doc[at]
        if self._goes_on(at, sentence, _class("passing_by") | _class("passing_what")):
            return ""
        if self.reading.denied(Hit(self._number_of(sentence), at, at + 1)):
            near = {each.norm_ for each in self.doc[max(sentence.first, at - _REACH) : at]}
            own = self._is_own(at, clause) and not near.isdisjoint(_class("denied_pass"))
            return "failed" if own else "other"
        if token.norm_ == "passing" or (token.norm_ == "pass" and not self._is_result_word(at, sentence)):
            return ""
        before = self._before(at, sentence)
        if self._is_of_else(at, sentence) or (before >= sentence.first and self.doc[before].norm_ in _class("bounding")):
            return "other"
        return "passed" if self._is_own(at, clause) and not self._is_unreal(at, clause) else "other"

    def _is_result_word(self, at: int, sentence: Sentence) -> bool:
        """Tell whether "pass" is what a report says: "Result: pass"."""
        return at > sentence.first and self.doc[at - 1].norm_ in (":", ",", "a", "-", "the")

    def _is_of_else(self, at: int, sentence: Sentence) -> bool:
        """Tell whether it is something else that fails ("the graft failed") or is failed ("failed my shelf")."""
        return self._has_other_subject(at, sentence) or self._has_other_object(at, sentence)

    def _has_other_subject(self, at: int, sentence: Sentence) -> bool:
        before = at - 1
        while before > sentence.first and (
            self.doc[before].pos_ in ("AUX", "ADV", "PART") or self.doc[before].norm_ in _class("have")
        ):
            before -= 1
        token = self.doc[before]
        if before < sentence.first or token.ent_type_ == "exam" or before in self._ends_of_dates:
            return False
        if token.norm_ in _class("organ"):
            return True
        own = _class("attemptword") | _class("scoreword") | _class("sat_thing") | _class("failword") | {"i", "ck"}
        return token.pos_ in ("NOUN", "PROPN") and token.norm_ not in own

    @cached_property
    def _ends_of_dates(self) -> frozenset[int]:
        return frozenset(last - 1 for last, _ in self._dates.values())

    def _has_other_object(self, at: int, sentence: Sentence) -> bool:
        """Tell whether the next noun is neither an exam nor a word for one."""
        for behind in range(at + 1, min(at + 5, sentence.last)):
            token = self.doc[behind]
            if behind in self._exams or behind in self._dates or token.norm_ in _class("sat_thing"):
                return False
            if token.norm_ in _class("other_thing"):
                return True
            if token.pos_ in ("NOUN", "PROPN"):
                return token.norm_ not in _class("attemptword") and behind == at + 1 + self._has_article(at + 1)
            if token.pos_ not in ("DET", "ADJ", "NUM", "PRON"):
                return False
        return False

    def _has_article(self, at: int) -> int:
        """Return how many words stand before a noun: an article, and adjectives."""
        count = 0
        while at + count < len(self.doc) and self.doc[at + count].pos_ in ("DET", "ADJ", "NUM", "PRON"):
            count += 1
        return count

    def _goes_on(self, at: int, sentence: Sentence, norms: frozenset[str]) -> bool:
        return at + 1 < sentence.last and self.doc[at + 1].norm_ in norms

    def _number_of(self, sentence: Sentence) -> int:
        return bisect_right([each.first for each in self.reading.sentences], sentence.first) - 1

    def _is_own(self, at: int, clause: int) -> bool:
        """Tell whether the writer does this: nobody else stands nearer before it in the clause."""
        for before in range(at - 1, self._clauses[clause] - 1, -1):
            token = self.doc[before]
            if token.norm_ in ("i", "we", "me", "my", "mine", "myself"):
                return self.doc[before + 1].norm_ not in _others() or token.norm_ in ("i", "we")
            if token.norm_ in _others() or self._is_somebody(token, at):
                return False
        return True

    def _is_somebody(self, token: Token, at: int) -> bool:
        """Tell whether a token is a person's name just before a verb: "Dr. Osei passed"."""
        named = token.pos_ == "PROPN" and token.i == at - 1 and token.text[:1].isupper() and not token.ent_type_
        return named and token.i > 0 and self.doc[token.i - 1].norm_ in _class("title")

    def _is_unreal(self, at: int, clause: int) -> bool:
        """Tell whether what is said has not happened: wished, feared, supposed."""
        for before in range(at - 1, max(self._clauses[clause], at - _REACH) - 1, -1):
            if self.doc[before].norm_ in _class("unreal"):
                return True
            if self.doc[before].norm_ in (",", "and", "but", ";", "("):
                return False
        return False

    def span(self, mention: Mention) -> Span:
        """Return a mention's place in characters."""
        return self.reading.span(mention.first, mention.last)


def exam_named(text: str) -> str:
    """Return the usual name of an exam; "" where it could be several ("the boards"), "?" for one of no table."""
    try:
        return reference.exam_name(" ".join(text.split()))
    except UnknownName:
        if text.lower() == "ck":
            return "Step 2 CK"
        return "?" if re.search(r"\d|\b(?:cs|pe)\b", text.lower()) else ""


def _count(norm: str) -> int:
    return _COUNTS.get(norm, int(norm) if norm.isdigit() and len(norm) == 1 else 0)


@cache
def _class(name: str) -> frozenset[str]:
    return frozenset(words().classes[name])


@cache
def _others() -> frozenset[str]:
    return _class("otherpeople") | _class("family")
