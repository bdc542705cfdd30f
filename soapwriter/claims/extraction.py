"""One sentence's mentions, read from left to right into what it claims."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from soapwriter.claims import gaps
from soapwriter.claims.begun import Begun
from soapwriter.claims.exam_names import class_of
from soapwriter.claims.gaps import NEAR, has_verb
from soapwriter.claims.values import Result, Said, Sitting
from soapwriter.facts import Score

if TYPE_CHECKING:
    from collections.abc import Callable

    from soapwriter.claims.mentions import Mention
    from soapwriter.nlp import ParsedDocument

# A score of an exam has three digits.
_LEAST = 100
_JUST_BEHIND = 4


class Teller:
    """Reads one sentence's mentions from left to right: each goes with what was last spoken of."""

    def __init__(self, parsed: ParsedDocument, sentence: int, mentions: list[Mention]) -> None:
        self.parsed = parsed
        self.doc = parsed.doc
        self.sentence = sentence
        self.mentions = mentions
        self._draft: Begun | None = None
        self._test: Mention | None = None
        self._lead: Mention | None = None
        self._field = ""
        self._muted = -1
        self._loose: list[Mention] = []
        self._sittings: list[Sitting] = []
        self._results: list[Result] = []

    def tell(self) -> tuple[list[Sitting], list[Result]]:
        """Return the sittings and the practice results that the sentence tells."""
        takers: dict[str, Callable[[Mention], object]] = {
            "exam": self._exam, "field": self._about, "test": self._practice, "score": self._score, "date": self._date,
            "nth": self._nth, "times": self._times, "failed": self._outcome, "passed": self._outcome,
            "tested": self._open, "wish": self._wish, "coming": self._coming, "other": self._other,
        }  # fmt: skip
        for mention in self.mentions:
            if mention.clause != self._muted:
                takers[mention.sort](mention)
        self._close()
        self._keep_loose()
        return self._sittings, self._results

    def _open(self, mention: Mention, *, exam: str = "", outcome: str = "") -> Begun:
        """Begin another sitting; a day that leads into its clause is its day."""
        self._close()
        self._test = None
        draft = self._draft = Begun(mention.first, mention.last, mention.clause, exam, outcome)
        lead, self._lead = self._lead, None
        if lead is not None and self._is_led_by(lead, draft):
            draft.mark("date", lead)
        return draft

    def _is_led_by(self, lead: Mention, draft: Begun) -> bool:
        """Tell whether a date that stands before a sitting is its day: "In June 2026, I sat ...", nothing between."""
        if has_verb(self.doc, lead.last, draft.first, before="lead"):
            return False
        if draft.outcome == "coming":
            return draft.first - lead.last <= NEAR
        opens = lead.first - self.parsed.sentences[self.sentence].first <= 1
        return lead.clause == draft.clause or (opens and draft.clause - lead.clause == 1)

    def _close(self) -> None:
        draft, self._draft = self._draft, None
        if draft is None:
            return
        said: dict[str, Any] = {name: self._said(mention) for name, mention in draft.marks.items()}
        span = self.parsed.span(draft.first, draft.last)
        self._sittings.append(Sitting(draft.exam, draft.outcome, self.sentence, span, **said))

    def _said(self, mention: Mention) -> Said[Any]:
        if mention.sort == "score":
            return Said(Score(mention.number, mention.percent), self._span(mention))
        return Said(mention.date if mention.sort == "date" else int(mention.number), self._span(mention))

    def _span(self, mention: Mention) -> Any:
        return self.parsed.span(mention.first, mention.last)

    def _breaks(self, start: int, mention: Mention, *, before: str = "") -> bool:
        return has_verb(self.doc, start, mention.first, before=before)

    def _exam(self, mention: Mention) -> None:
        draft = self._draft
        if draft and not draft.exam and draft.clause == mention.clause and self._reaches(draft, mention):
            draft.exam = mention.name
            draft.take(mention)
        elif draft and draft.outcome and gaps.lists(self.doc, draft.last, mention):
            # "I failed Step 3, which I have passed since, and Step 1": which of the two goes on is anybody's guess.
            plain = all(each.outcome in ("", draft.outcome) for each in self._sittings)
            draft = self._open(mention, exam=mention.name, outcome=draft.outcome if plain else "")
        else:
            draft = self._open(mention, exam=mention.name)
        near = [each for each in self._loose if mention.first - each.last <= NEAR]
        loose = [each for each in near if each.percent or each.number >= _LEAST]
        if loose and self.doc[loose[-1].last].norm_ in ("on", "in", "for"):
            draft.mark("score", loose[-1])
            self._loose.clear()

    def _reaches(self, draft: Begun, mention: Mention) -> bool:
        return gaps.reaches(self.doc, draft.last, mention.first)

    def _about(self, mention: Mention) -> None:
        self._field = mention.name

    def _practice(self, mention: Mention) -> None:
        """A practice test, or a word for one: what follows is its, and so is a run of numbers just before it."""
        self._close()
        before = self._test
        named = before is not None and before.name and mention.first - before.last <= 1
        if mention.name or not named:
            self._test = mention
        if self._loose and gaps.leads(self.doc, self._loose[-1].last, mention.first):
            for each in self._loose:
                self._result(each)
            self._loose = []

    def _score(self, mention: Mention) -> None:
        draft = self._draft
        if self._test is not None and not self._is_of_next(mention):
            self._result(mention)
        elif draft and "score" not in draft.marks and self._is_result(mention, draft):
            draft.mark("score", mention)
        else:
            self._loose.append(mention)

    def _is_result(self, mention: Mention, draft: Begun) -> bool:
        """Tell whether a number is the result of the sitting that is being told."""
        told = draft.exam or draft.outcome or "nth" in draft.marks
        if not told or draft.outcome == "coming" or self._is_of_next(mention):
            return False
        if mention.number < _LEAST and not mention.percent:
            return False
        return {"mark": self._is_beside, "bare": self._is_beside, "is": self._is_near}.get(
            mention.slot, self._is_brought
        )(mention, draft)

    def _is_beside(self, mention: Mention, draft: Begun) -> bool:
        between = self.doc[draft.last : mention.first]
        return len(between) == 0 or (len(between) == 1 and between[0].is_punct)

    def _is_near(self, mention: Mention, draft: Begun) -> bool:
        return draft.clause == mention.clause and mention.first - draft.last <= NEAR

    def _is_brought(self, mention: Mention, draft: Begun) -> bool:
        if mention.slot == "with":
            return draft.clause == mention.clause and not self._breaks(draft.last, mention)
        return not self._breaks(draft.last, mention, before="score")

    def _is_of_next(self, mention: Mention) -> bool:
        """Tell whether a number is said to be on something that is named behind it: "a 221 on UWSA 1"."""
        last = mention.last
        if last + 1 >= len(self.doc) or self.doc[last].norm_ not in ("on", "for", "in"):
            return False
        named = (each for each in self.mentions if each.sort in ("exam", "test", "field"))
        return any(last < each.first <= last + 2 * NEAR for each in named)

    def _date(self, mention: Mention) -> None:
        draft = self._draft
        if self._test is not None:
            self._date_result(mention)
        elif draft and "date" not in draft.marks and self._is_day_of(mention, draft):
            draft.mark("date", mention)
        elif self._leads_in(mention):
            self._lead = mention

    def _leads_in(self, mention: Mention) -> bool:
        """Tell whether a date may be the day of what follows: "In June I failed", "April 29 is the retake"."""
        before, behind = self._before(mention), self.doc[mention.last : mention.last + 1].text
        opens = not before or before in class_of("dating") or bool(mention.date and mention.date.lead)
        return behind == "is" or (opens and before not in class_of("stretching"))

    def _before(self, mention: Mention) -> str:
        """Return the word before a mention, past an article, or nothing at the beginning of its sentence."""
        first = self.parsed.sentences[self.sentence].first
        before = mention.first - 1 - (mention.first > first and self.doc[mention.first - 1].norm_ == "the")
        return str(self.doc[before].norm_) if before >= first else ""

    def _is_day_of(self, mention: Mention, draft: Begun) -> bool:
        """Tell whether a date is the day of the sitting that is being told."""
        between = self.doc[draft.last : mention.first]
        if len(between) == 0 or (draft.clause != mention.clause and len(between) > 1):
            return len(between) == 0
        if draft.marks.keys() == {"nth"} and not draft.outcome and any(token.norm_ == "is" for token in between):
            draft.outcome = "coming"  # "my second attempt is on April 23"
        coming = draft.outcome == "coming"
        before = self._before(mention)
        told = before in class_of("dating") or bool(mention.date and mention.date.lead)
        told = told or (coming and before in class_of("bare_day"))
        return told and not self._breaks(draft.last, mention, before="day" if coming else "")

    def _date_result(self, mention: Mention) -> None:
        """A date just behind a practice result is that result's."""
        last = self._results[-1] if self._results else None
        if last is None or last.date is not None:
            return
        end = max(last.score.span.end, last.name.end if last.name else 0)
        if self._span(mention).start - end <= _JUST_BEHIND:
            self._results[-1] = replace(last, date=self._said(mention))

    def _nth(self, mention: Mention) -> None:
        draft = self._draft
        same = draft is not None and draft.clause == mention.clause and not self._breaks(draft.last, mention)
        if draft is None or not same or "nth" in draft.marks:
            draft = self._open(mention)
        draft.mark("nth", mention)

    def _times(self, mention: Mention) -> None:
        """Take "twice" where it counts what stands just before it, and "two attempts" as of its clause."""
        draft = self._draft
        if self.doc[mention.last - 1].norm_ in ("times", "twice", "once"):
            if draft is not None and draft.last == mention.first and draft.outcome != "coming":
                draft.mark("times", mention)
            return
        same = draft is not None and draft.clause == mention.clause
        if draft is None or not same or self._breaks(draft.last, mention, before="count"):
            draft = self._open(mention)
        if self.doc[mention.first + 1].norm_ in class_of("failword"):
            draft.outcome = draft.outcome or "failed"  # "two failed attempts"
        draft.mark("times", mention)

    def _outcome(self, mention: Mention) -> None:
        draft = self._draft
        told = draft is not None and (draft.exam or draft.marks) and draft.outcome in ("", "coming")
        if draft is None or not told or self._names_next(mention):
            self._open(mention, outcome=mention.sort)
            return
        draft.outcome = mention.sort
        draft.take(mention)
        self._test = None

    def _wish(self, mention: Mention) -> None:
        """What one wants to pass is no sitting; "two attempts to pass" are."""
        if self._draft is None or "times" not in self._draft.marks:
            self._open(mention, outcome="wish")

    def _names_next(self, mention: Mention) -> bool:
        """Tell whether an exam is named just behind an outcome: then the outcome is that exam's."""
        behind = (each for each in self.mentions if each.first > mention.first and each.sort not in ("nth", "times"))
        other = next(behind, None)
        if other is None or other.sort != "exam":
            return False
        return other.clause == mention.clause and other.first - mention.last <= 2 * NEAR

    def _coming(self, mention: Mention) -> None:
        draft = self._draft
        same = draft is not None and draft.clause == mention.clause
        if draft is None or not same or draft.outcome not in ("", "coming"):
            self._open(mention, outcome="coming")
        elif draft.outcome or draft.exam or "nth" in draft.marks:
            draft.outcome = "coming"
            draft.take(mention)
        else:
            self._open(mention, outcome="coming")
        self._test = None

    def _other(self, mention: Mention) -> None:
        """What somebody else did, or nobody: the rest of its clause is theirs."""
        if self._draft is not None and not self._draft.outcome and self._draft.clause == mention.clause:
            self._draft = None
        self._close()
        self._test = None
        self._loose.clear()
        self._muted = mention.clause

    def _result(self, mention: Mention) -> None:
        test = self._test
        assert test is not None
        if test.name and mention.first > test.last and gaps.turns(self.doc, test.last, mention.first):
            test = replace(test, name="", form="")
        said = self._said(mention)
        self._results.append(Result(test.name, test.form, self._field, self.sentence, said, name=self._span(test)))

    def _keep_loose(self) -> None:
        """Numbers that stand like scores and go with nothing are results of something unnamed: "I am at 229"."""
        for each in self._loose:
            if each.slot == "is" and (each.percent or each.number >= _LEAST):
                self._results.append(Result("", "", self._field, self.sentence, self._said(each)))
