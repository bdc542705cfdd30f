"""What a text claims of its writer's exams: which, when, how often, with what result, and what is booked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from soapwriter.mentions import Mention, Mentions
from soapwriter.phrase import words
from soapwriter.record import Score
from soapwriter.text import Span

if TYPE_CHECKING:
    from soapwriter.dated import Dated
    from soapwriter.reading import Reading

_AAMC_ID = re.compile(r"(?<!\d)\d{8}(?!\d)")
_NEAR = 3
_T = TypeVar("_T")


class Said(NamedTuple, Generic[_T]):
    """A value and its place in characters."""

    value: _T
    span: Span


@dataclass(frozen=True, slots=True)
class Sitting:
    """
    One sitting of an exam, or what is said of several at once.

    `exam` is "" where the text does not say which. `outcome` is "failed", "passed", "coming" (booked or meant) or "".
    `nth` counts attempts from 1; `times` says how often.
    """

    exam: str
    outcome: str
    sentence: int
    span: Span
    score: Said[Score] | None = None
    date: Said[Dated] | None = None
    nth: Said[int] | None = None
    times: Said[int] | None = None
    named: bool = True


@dataclass(frozen=True, slots=True)
class Result:
    """One result of a practice test: `test` is an id of the table or "", `form` its number or "", `exam` as said."""

    test: str
    form: str
    exam: str
    sentence: int
    score: Said[Score]
    date: Said[Dated] | None = None
    name: Span | None = None


@dataclass(frozen=True, slots=True)
class Trial:
    """A practice test that is named, and the exam that it is said to be for ("" where nothing is said)."""

    test: str
    form: str
    exam: str
    span: Span


@dataclass(frozen=True, slots=True)
class Claims:
    """All that a text claims, in order of place; `exams` are those that it names at all."""

    sittings: tuple[Sitting, ...]
    results: tuple[Result, ...]
    trials: tuple[Trial, ...]
    ids: tuple[Said[str], ...]
    exams: frozenset[str]

    @property
    def only_exam(self) -> str:
        """The exam of which alone a text speaks, or nothing."""
        named = self.exams - {""}
        return next(iter(named)) if len(named) == 1 and "?" not in named else ""


def read_claims(reading: Reading) -> Claims:
    """Return what a text claims in its writer's own voice; what its grammar leaves in doubt is left out."""
    sittings: list[Sitting] = []
    results: list[Result] = []
    trials: list[Trial] = []
    mentions = Mentions(reading)
    named: set[str] = set()
    for number, sentence in enumerate(reading.sentences):
        if sentence.role not in ("text", "item"):
            continue
        teller = _Teller(reading, number, list(mentions.of(sentence)))
        named |= {mention.name for mention in teller.mentions if mention.sort in ("exam", "field")}
        told, scored = teller.tell()
        sittings += [_resolved(sitting, sittings, named) for sitting in told]
        results += scored
        trials += teller.trials()
    prose = reading.document.prose
    ids = tuple(Said(match.group(), Span(*match.span())) for match in _AAMC_ID.finditer(prose))
    kept = tuple(sitting for sitting in sittings if _says_something(sitting))
    return Claims(kept, tuple(results), tuple(trials), ids, frozenset(named))


def _says_something(sitting: Sitting) -> bool:
    """Tell whether a sitting can be held against anything: one that is to come needs its day."""
    if sitting.outcome == "coming":
        return sitting.date is not None
    return bool(sitting.outcome or sitting.score or sitting.times)


def _resolved(sitting: Sitting, before: Sequence[Sitting], named: set[str]) -> Sitting:
    """Return a sitting with the exam that it must be of, where the text so far leaves only one."""
    if sitting.exam == "?":
        return replace(sitting, outcome="", score=None)
    if sitting.exam:
        return sitting
    failed = [each.exam for each in before if each.outcome == "failed" and each.exam]
    passed = {each.exam for each in before if each.outcome == "passed"}
    still_open = set(failed) - passed
    if named - {""} and len(named - {""}) == 1:
        return replace(sitting, exam=next(iter(named - {""})), named=False)
    if sitting.outcome in ("passed", "coming") and len(still_open) == 1 and "?" not in named:
        return replace(sitting, exam=next(iter(still_open)), named=False)
    return sitting


@dataclass
class _Draft:
    """A sitting while its sentence is being read."""

    first: int
    last: int
    clause: int
    exam: str = ""
    outcome: str = ""
    marks: dict[str, Mention] = field(default_factory=dict)

    def take(self, mention: Mention) -> None:
        self.first, self.last = min(self.first, mention.first), max(self.last, mention.last)
        self.clause = mention.clause


class _Teller:
    """Reads one sentence's mentions from left to right: each goes with what was last spoken of."""

    def __init__(self, reading: Reading, sentence: int, mentions: list[Mention]) -> None:
        self.reading = reading
        self.doc = reading.doc
        self.sentence = sentence
        self.mentions = mentions
        self._draft: _Draft | None = None
        self._test: Mention | None = None
        self._field = ""
        self._muted = -1
        self._lead: Mention | None = None
        self._loose: list[Mention] = []
        self._sittings: list[Sitting] = []
        self._results: list[Result] = []

    def tell(self) -> tuple[list[Sitting], list[Result]]:
        """Return the sittings and the practice results that the sentence tells."""
        takers = {
            "exam": self._exam, "field": self._about, "test": self._practice, "score": self._score, "date": self._date,
            "nth": self._nth, "times": self._times, "failed": self._outcome, "passed": self._outcome,
            "tested": self._tested, "again": self._tested, "coming": self._coming, "other": self._other,
        }  # fmt: skip
        for at, mention in enumerate(self.mentions):
            if mention.clause != self._muted:
                takers[mention.sort](mention, at)
        self._close()
        self._drop_loose()
        return self._sittings, self._results

    def trials(self) -> Iterator[Trial]:
        """Yield the practice tests that are named, each with the exam beside it: "Step 1 CBSE", "CBSE for Step 1"."""
        for before, mention, behind in zip([None, *self.mentions], self.mentions, [*self.mentions[1:], None], strict=False):
            if mention.sort != "test" or not mention.name:
                continue
            exam = ""
            if before is not None and before.sort in ("exam", "field") and before.last == mention.first:
                exam = before.name
            elif behind is not None and behind.sort in ("exam", "field") and self._is_for(mention.last, behind.first):
                exam = behind.name
            yield Trial(mention.name, mention.form, exam, self.reading.span(mention.first, mention.last))

    def _is_for(self, start: int, end: int) -> bool:
        return 1 <= end - start <= _NEAR and self.doc[start].norm_ == "for"

    def _open(self, mention: Mention, *, exam: str = "", outcome: str = "") -> None:
        self._close()
        self._test = None
        self._draft = _Draft(mention.first, mention.last, mention.clause, exam, outcome)
        lead = self._lead
        if lead is not None and lead.clause == mention.clause and not self._has_verb(lead.last, mention.first, but="is"):
            self._mark("date", lead)
        self._lead = None

    def _close(self) -> None:
        draft, self._draft = self._draft, None
        if draft is None:
            return
        said = {name: self._said(mention) for name, mention in draft.marks.items()}
        span = self.reading.span(draft.first, draft.last)
        self._sittings.append(Sitting(draft.exam, draft.outcome, self.sentence, span, **said))

    def _said(self, mention: Mention) -> Said:
        span = self.reading.span(mention.first, mention.last)
        if mention.sort == "score":
            return Said(Score(mention.number, mention.percent), span)
        return Said(mention.date if mention.sort == "date" else int(mention.number), span)

    def _mark(self, name: str, mention: Mention) -> None:
        assert self._draft is not None
        self._draft.marks.setdefault(name, mention)
        self._draft.take(mention)

    def _exam(self, mention: Mention, at: int) -> None:
        draft = self._draft
        if draft is not None and not draft.exam and self._reaches(draft, mention):
            draft.exam = mention.name
            draft.take(mention)
        elif draft is not None and draft.outcome and self._joins(draft.last, mention):
            self._open(mention, exam=mention.name, outcome=draft.outcome)
        else:
            self._open(mention, exam=mention.name)
        loose = [each for each in self._loose if mention.first - each.last <= _NEAR and each.number >= 100]
        if loose and self._between(loose[-1].last, mention.first, ("on", "in", "for")):
            self._mark("score", loose[-1])
            self._loose.clear()

    def _reaches(self, draft: _Draft, mention: Mention) -> bool:
        """Tell whether what is told of a sitting goes on to the name of its exam."""
        between = self.doc[draft.last : mention.first]
        near = draft.clause == mention.clause and len(between) <= 2 * _NEAR
        return near and not any(token.norm_ in ("and", "but", ";") or token.tag_ in _FINITE for token in between)

    def _about(self, mention: Mention, at: int) -> None:
        self._field = mention.name

    def _practice(self, mention: Mention, at: int) -> None:
        """A practice test, or a word for one: what follows is its, and so is a run of numbers just before it."""
        self._close()
        same = self._test is not None and mention.first - self._test.last <= 1
        if not (same and self._test and self._test.name and not mention.name):
            self._test = mention
        loose = self._loose
        if loose and mention.first - loose[-1].last <= 2 * _NEAR and self._leads(loose[-1].last, mention.first):
            for each in loose:
                self._result(each)
            self._loose = []

    def _score(self, mention: Mention, at: int) -> None:
        if self._test is not None and not self._comes_before_exam(mention):
            self._result(mention)
        elif self._draft is not None and "score" not in self._draft.marks and self._is_result(mention, self._draft):
            self._mark("score", mention)
        else:
            self._loose.append(mention)

    def _is_result(self, mention: Mention, draft: _Draft) -> bool:
        """Tell whether a number is the result of the sitting that is being told."""
        if mention.number < 100 and not mention.percent or draft.outcome == "coming":
            return False
        if not (draft.exam or draft.outcome or "nth" in draft.marks) or self._comes_before_exam(mention):
            return False
        if mention.slot in ("mark", "bare"):
            return mention.first - draft.last <= 1 + self.doc[draft.last].is_punct if mention.first > draft.last else True
        if mention.slot == "scored":
            return not self._has_verb(draft.last, mention.first, but="scored")
        if mention.slot == "with":
            return draft.clause == mention.clause and not self._has_verb(draft.last, mention.first)
        if mention.slot == "is":
            return draft.clause == mention.clause and mention.first - draft.last <= _NEAR
        return False

    def _comes_before_exam(self, mention: Mention) -> bool:
        """Tell whether a number is said to be on something that is named behind it: "a 221 on UWSA 1"."""
        doc, last = self.doc, mention.last
        if last + 1 >= len(doc) or doc[last].norm_ not in ("on", "for", "in"):
            return False
        return any(each.first - last <= 2 * _NEAR and each.first > last and each.sort in ("exam", "test", "field") for each in self.mentions)

    def _date(self, mention: Mention, at: int) -> None:
        draft = self._draft
        if self._test is not None:
            self._date_results(mention)
        elif draft is not None and "date" not in draft.marks and self._is_day_of(mention, draft):
            self._mark("date", mention)
        elif self._leads_in(mention):
            self._lead = mention

    def _leads_in(self, mention: Mention) -> bool:
        """Tell whether a date may be the day of what is told behind it: "In June I failed", "April 29 is the retake"."""
        before, behind = self._before(mention), self.doc[mention.last : mention.last + 1].text
        opens = not before or before in words().classes["dating"] or bool(mention.date and mention.date.lead)
        return before not in words().classes["stretching"] and (opens or behind == "is") or behind == "is"

    def _before(self, mention: Mention) -> str:
        """Return the word before a mention, or nothing at the beginning of its sentence."""
        first = self.reading.sentences[self.sentence].first
        return self.doc[mention.first - 1].norm_ if mention.first > first else ""

    def _is_day_of(self, mention: Mention, draft: _Draft) -> bool:
        """Tell whether a date is the day of the sitting that is being told."""
        if mention.first == draft.last:
            return True
        if draft.clause != mention.clause and mention.first - draft.last > 1:
            return False
        between = self.doc[draft.last : mention.first]
        if draft.marks.keys() == {"nth"} and not draft.outcome and any(token.norm_ == "is" for token in between):
            draft.outcome = "coming"  # "my second attempt is on April 23"
        brought = words().classes["dating"] + words().classes["bare_day"] * (draft.outcome == "coming")
        told = self._before(mention) in brought or bool(mention.date and mention.date.lead)
        return told and not self._has_verb(draft.last, mention.first, but="is" if draft.outcome == "coming" else "")

    def _date_results(self, mention: Mention) -> None:
        """A date just behind a practice result is that result's."""
        if self._results and self._results[-1].sentence == self.sentence and self._results[-1].date is None:
            last = self._results[-1]
            behind = self.reading.span(mention.first, mention.last)
            if behind.start - max(last.score.span.end, last.name.end if last.name else 0) <= 4:
                self._results[-1] = replace(last, date=self._said(mention))

    def _nth(self, mention: Mention, at: int) -> None:
        draft = self._draft
        if draft is not None and "nth" not in draft.marks and draft.clause == mention.clause and not self._has_verb(draft.last, mention.first):
            self._mark("nth", mention)
            return
        self._open(mention)
        self._mark("nth", mention)

    def _times(self, mention: Mention, at: int) -> None:
        """ "Twice" counts what stands just before it; "two attempts" the exam of its clause."""
        draft = self._draft
        counted = self.doc[mention.last - 1].norm_
        if counted in ("times", "twice", "once"):
            if draft is not None and draft.last == mention.first and draft.outcome != "coming":
                self._mark("times", mention)
            return
        taken = draft is not None and draft.clause == mention.clause
        if not taken or self._has_verb(draft.last, mention.first, but="took"):
            self._open(mention)
        self._mark("times", mention)

    def _outcome(self, mention: Mention, at: int) -> None:
        draft = self._draft
        if draft is not None and (not draft.outcome or draft.outcome == "coming") and (draft.exam or draft.marks) and not self._names_next(at):
            draft.outcome = mention.sort
            draft.take(mention)
            self._test = None
            return
        self._open(mention, outcome=mention.sort)

    def _names_next(self, at: int) -> bool:
        """Tell whether an exam is named just behind an outcome: then the outcome is that exam's."""
        mention = self.mentions[at]
        for other in self.mentions[at + 1 :]:
            if other.sort == "exam":
                return other.first - mention.last <= 2 * _NEAR and other.clause == mention.clause
            if other.sort not in ("nth", "times"):
                return False
        return False

    def _tested(self, mention: Mention, at: int) -> None:
        self._open(mention)

    def _coming(self, mention: Mention, at: int) -> None:
        draft = self._draft
        if draft is not None and not draft.outcome and draft.clause == mention.clause and (draft.exam or "nth" in draft.marks):
            draft.outcome = "coming"
            draft.take(mention)
            self._test = None
            return
        if draft is not None and draft.outcome == "coming" and draft.clause == mention.clause:
            draft.take(mention)
            return
        self._open(mention, outcome="coming")

    def _other(self, mention: Mention, at: int) -> None:
        """What somebody else did, or nobody: the rest of its clause is theirs."""
        if self._draft is not None and not self._draft.outcome and self._draft.clause == mention.clause:
            self._draft = None
        self._close()
        self._test = None
        self._loose.clear()
        self._muted = mention.clause

    def _result(self, mention: Mention) -> None:
        assert self._test is not None
        test = self._test
        if test.name and mention.first > test.last and self._turns(test.last, mention.first):
            test = replace(test, name="", form="")
        name = self.reading.span(test.first, test.last)
        said = self._said(mention)
        self._results.append(Result(test.name, test.form, self._field, self.sentence, said, name=name))

    def _turns(self, start: int, end: int) -> bool:
        """Tell whether something else is begun between a test and a number: "finished UWorld, and rose from 58"."""
        norms = [token.norm_ for token in self.doc[start:end]]
        joint = next((at for at, norm in enumerate(norms) if norm in (",", "and", ";", "(")), len(norms))
        return any(token.tag_ in (*_FINITE, "VBN") for token in self.doc[start + joint : end])

    def _drop_loose(self) -> None:
        """Numbers that stand like scores and go with nothing are results of something unnamed: "I am at 229"."""
        for each in self._loose:
            if each.slot == "is" and (each.percent or each.number >= 100):
                self._results.append(Result("", "", self._field, self.sentence, self._said(each)))

    def _joins(self, start: int, mention: Mention) -> bool:
        """Tell whether an exam goes on a list: "failed Step 1 and Step 2 CK", not "and Step 3 is planned"."""
        if mention.last < len(self.doc) and self.doc[mention.last].tag_ in (*_FINITE, "MD"):
            return False
        between = self.doc[start : mention.first]
        return len(between) <= _NEAR and all(token.norm_ in (",", "and", "both", "then", "&") for token in between)

    def _between(self, start: int, end: int, norms: Sequence[str]) -> bool:
        return start < end and self.doc[start].norm_ in norms

    def _leads(self, start: int, end: int) -> bool:
        return start < end and self.doc[start].norm_ in ("on", "in", "for", "across", "over", "with", "from")

    def _has_verb(self, start: int, end: int, *, but: str = "") -> bool:
        """Tell whether somebody does something else between two places."""
        skipped = {"scored": _SCORING, "is": _BEING, "took": _TAKING, "": _FOLLOWING}[but]
        return any(token.tag_ in _FINITE and token.norm_ not in skipped for token in self.doc[start:end])


_FINITE = ("VBD", "VBZ", "VBP")
_SCORING = ("scored", "got", "received", "earned", "recorded", "posted", "had", "was", "is", "made", "came")
_TAKING = ("took", "needed", "required", "has", "have", "shows", "was", "were")
_FOLLOWING = ("followed",)
_BEING = ("is", "are", "'s", "am", "comes", "follows", "'m")
