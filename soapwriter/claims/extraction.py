"""One sentence's mentions, read from left to right into sittings and practice results."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from soapwriter.claims import attachment
from soapwriter.claims.attachment import NEAR, SittingDraft, has_verb, is_exam_score
from soapwriter.claims.values import Located, PracticeResult, Sitting
from soapwriter.facts import Score
from soapwriter.nlp import any_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from soapwriter.claims.entities import Mention
    from soapwriter.nlp import ParsedDocument
    from soapwriter.text import Span

# Characters between a result and its date: " in ", or a comma, a space and a bracket. A wider gap reaches a date of
# something else.
_DATE_GAP = 4


class SentenceExtractor:
    """
    Reads one sentence's mentions from left to right: each belongs to the sitting or practice test before it.

    `sentence` is the sentence's number from 0. The results are in `sittings` and `practice_results` after `read`.
    """

    def __init__(self, parsed: ParsedDocument, sentence: int, mentions: Sequence[Mention]) -> None:
        self.sittings: list[Sitting] = []
        self.practice_results: list[PracticeResult] = []
        self._parsed = parsed
        self._doc = parsed.doc
        self._sentence = sentence
        self._mentions = mentions
        # The sitting and the practice test that mentions are attached to, and the exam that is practised for.
        self._draft: SittingDraft | None = None
        self._test: Mention | None = None
        self._field = ""
        # A date and scores that wait for what they belong to.
        self._leading_date: Mention | None = None
        self._loose_scores: list[Mention] = []
        # The clause that is about somebody else.
        self._ignored_clause = -1

    def read(self) -> None:
        """Read the whole sentence."""
        readers: dict[str, Callable[[Mention], object]] = {
            "exam": self._read_exam, "field": self._read_field, "test": self._read_test, "score": self._read_score,
            "date": self._read_date, "ordinal": self._read_ordinal, "count": self._read_count,
            "failed": self._read_outcome, "passed": self._read_outcome, "tested": self._begin,
            "wish": self._read_wish, "coming": self._read_coming, "other": self._read_other,
        }  # fmt: skip
        for mention in self._mentions:
            if mention.clause != self._ignored_clause:
                readers[mention.kind](mention)
        self._close()
        self._keep_loose_scores()

    def _begin(self, mention: Mention, *, exam: str = "", outcome: str = "") -> SittingDraft:
        """Begin another sitting; a date that leads into its clause is its day."""
        self._close()
        self._test = None
        draft = self._draft = SittingDraft(mention.first, mention.last, mention.clause, exam, outcome)
        date, self._leading_date = self._leading_date, None
        if date is not None and self._is_led_by(date, draft):
            draft.add("date", date)
        return draft

    def _is_led_by(self, date: Mention, draft: SittingDraft) -> bool:
        """Return whether a date before a sitting is its day: "In June 2026, I sat ...", and nothing between."""
        if has_verb(self._doc, date.last, draft.first, before="lead"):
            return False
        if draft.outcome == "coming":
            return draft.first - date.last <= NEAR
        opens_sentence = date.first - self._parsed.sentences[self._sentence].first <= 1
        return date.clause == draft.clause or (opens_sentence and draft.clause - date.clause == 1)

    def _close(self) -> None:
        draft, self._draft = self._draft, None
        if draft is None:
            return
        details: dict[str, Any] = {name: self._located(mention) for name, mention in draft.details.items()}
        span = self._parsed.span(draft.first, draft.last)
        self.sittings.append(Sitting(draft.exam, draft.outcome, self._sentence, span, **details))

    def _located(self, mention: Mention) -> Located[Any]:
        if mention.kind == "score":
            return Located(Score(mention.number, mention.percent), self._span(mention))
        return Located(mention.date if mention.kind == "date" else int(mention.number), self._span(mention))

    def _span(self, mention: Mention) -> Span:
        return self._parsed.span(mention.first, mention.last)

    def _read_exam(self, mention: Mention) -> None:
        if self._is_practised_for(mention):
            self._read_field(mention)
            return
        draft, scores = self._sitting_of(mention), self._loose_scores_near(mention)
        if scores and self._doc[scores[-1].last].norm_ in ("on", "in", "for"):
            draft.add("score", scores[-1])
            self._loose_scores.clear()

    def _is_practised_for(self, mention: Mention) -> bool:
        """Return whether an exam is what the test before it, or its score, is for: "My COMSAE for Level 2-CE"."""
        if self._test is None:
            return False
        first = self._loose_scores[-1].last if self._loose_scores_near(mention) else self._test.last
        return attachment.is_for(self._doc, first, mention.first)

    def _loose_scores_near(self, mention: Mention) -> list[Mention]:
        near = (score for score in self._loose_scores if mention.first - score.last <= NEAR)
        return list(filter(is_exam_score, near))

    def _sitting_of(self, mention: Mention) -> SittingDraft:
        """Return the sitting that an exam's name belongs to: the one before it, the next of a list, or another."""
        draft = self._draft
        if draft is None:
            return self._begin(mention, exam=mention.name)
        if attachment.takes_exam(self._doc, draft, mention):
            draft.exam = mention.name
            draft.extend(mention)
            return draft
        outcome = self._common_outcome(draft) if attachment.continues_list(self._doc, draft, mention) else ""
        return self._begin(mention, exam=mention.name, outcome=outcome)

    def _common_outcome(self, draft: SittingDraft) -> str:
        # "I failed Step 3, which I have passed since, and Step 1": which of the two goes on is anybody's guess.
        is_common = all(sitting.outcome in ("", draft.outcome) for sitting in self.sittings)
        return draft.outcome if is_common else ""

    def _read_field(self, mention: Mention) -> None:
        self._field = mention.name

    def _read_test(self, mention: Mention) -> None:
        """Take what follows as a practice test's, and so the scores that lead to it."""
        self._close()
        if mention.name or not self._follows_named_test(mention):
            self._test = mention
        if self._loose_scores and attachment.leads_to(self._doc, self._loose_scores[-1].last, mention.first):
            for score in self._loose_scores:
                self._add_result(score)
            self._loose_scores.clear()

    def _follows_named_test(self, mention: Mention) -> bool:
        before = self._test
        return before is not None and bool(before.name) and mention.first - before.last <= 1

    def _read_score(self, mention: Mention) -> None:
        is_of_later = self._is_of_later(mention)
        if self._test is not None and not is_of_later:
            self._add_result(mention)
        elif self._draft and not is_of_later and self._draft_takes_score(self._draft, mention):
            self._draft.add("score", mention)
        else:
            self._loose_scores.append(mention)

    def _draft_takes_score(self, draft: SittingDraft, mention: Mention) -> bool:
        return "score" not in draft.details and attachment.takes_score(self._doc, draft, mention)

    def _is_of_later(self, score: Mention) -> bool:
        """Return whether a score is said to be on something named after it: "a 221 on UWSA 1"."""
        last = score.last
        if last + 1 >= len(self._doc) or self._doc[last].norm_ not in ("on", "for", "in"):
            return False
        after = (each.kind for each in self._mentions if last < each.first <= last + 2 * NEAR)
        return not {"exam", "test", "field"}.isdisjoint(after)

    def _add_result(self, score: Mention) -> None:
        test = self._test
        assert test is not None
        if test.name and score.first > test.last and attachment.turns_away(self._doc, test.last, score.first):
            test = replace(test, name="", form="")
        self._append_result(score, test=test.name, form=test.form, name=self._span(test))

    def _append_result(self, score: Mention, *, test: str = "", form: str = "", name: Span | None = None) -> None:
        result = PracticeResult(test, form, self._field, self._sentence, self._located(score), name=name)
        self.practice_results.append(result)

    def _keep_loose_scores(self) -> None:
        """Keep the scores that belong to nothing as results of an unnamed test: "I am at 229"."""
        for score in self._loose_scores:
            if score.cue == "is" and is_exam_score(score):
                self._append_result(score)

    def _read_date(self, mention: Mention) -> None:
        if self._test is not None:
            self._date_last_result(mention)
        elif not self._attach_date(mention) and self._leads_in(mention):
            self._leading_date = mention

    def _attach_date(self, mention: Mention) -> bool:
        """Add a date to the sitting before it, if it is that sitting's day; return whether it is."""
        draft = self._draft
        if draft is None or "date" in draft.details:
            return False
        if attachment.is_scheduled(self._doc, draft, mention):
            draft.outcome = "coming"
        is_day = attachment.takes_date(self._doc, draft, mention, before=self._word_before(mention))
        if is_day:
            draft.add("date", mention)
        return is_day

    def _leads_in(self, date: Mention) -> bool:
        """Return whether a date may be the day of what follows: "In June I failed", "April 29 is the retake"."""
        if self._doc[date.last : date.last + 1].text == "is":
            return True
        before = self._word_before(date)
        opens = not before or before in any_of("dating") or attachment.has_lead(date)
        return opens and before not in any_of("stretching")

    def _word_before(self, mention: Mention) -> str:
        """Return the word before a mention, past "the", or "" at the beginning of its sentence."""
        first = self._parsed.sentences[self._sentence].first
        has_article = mention.first > first and self._doc[mention.first - 1].norm_ == "the"
        before = mention.first - 1 - has_article
        return str(self._doc[before].norm_) if before >= first else ""

    def _date_last_result(self, mention: Mention) -> None:
        """Add a date to the practice result before it, where the two are next to each other."""
        last = self.practice_results[-1] if self.practice_results else None
        if last is None or last.date is not None:
            return
        if self._span(mention).start - last.end <= _DATE_GAP:
            self.practice_results[-1] = replace(last, date=self._located(mention))

    def _draft_before(self, mention: Mention, *, before: str = "") -> SittingDraft | None:
        """Return the sitting that a mention continues: in its clause, without another action between."""
        draft = self._draft
        if draft is None or draft.clause != mention.clause:
            return None
        return None if has_verb(self._doc, draft.last, mention.first, before=before) else draft

    def _read_ordinal(self, mention: Mention) -> None:
        draft = self._draft_before(mention)
        if draft is None or "ordinal" in draft.details:
            draft = self._begin(mention)
        draft.add("ordinal", mention)

    def _read_count(self, mention: Mention) -> None:
        """Add "twice" to the sitting just before it, and "two attempts" to the sitting of its clause."""
        if self._doc[mention.last - 1].norm_ in ("times", "twice", "once"):
            self._count_adjacent(mention)
            return
        draft = self._draft_before(mention, before="count") or self._begin(mention)
        if self._doc[mention.first + 1].norm_ in any_of("failword"):
            draft.outcome = draft.outcome or "failed"  # "two failed attempts"
        draft.add("count", mention)

    def _count_adjacent(self, mention: Mention) -> None:
        draft = self._draft
        if draft is not None and draft.last == mention.first and draft.outcome != "coming":
            draft.add("count", mention)

    def _read_outcome(self, mention: Mention) -> None:
        draft = self._draft
        if draft is None or not draft.awaits_outcome or self._names_exam_next(mention):
            self._begin(mention, outcome=mention.kind)
            return
        draft.outcome = mention.kind
        draft.extend(mention)
        self._test = None

    def _names_exam_next(self, mention: Mention) -> bool:
        """Return whether an exam is named just after an outcome: then the outcome is that exam's."""
        after = self._next_but_numbers(mention)
        if after is None or after.kind != "exam":
            return False
        return after.clause == mention.clause and after.first - mention.last <= 2 * NEAR

    def _next_but_numbers(self, mention: Mention) -> Mention | None:
        later = (each for each in self._mentions if each.first > mention.first)
        return next((each for each in later if each.kind not in ("ordinal", "count")), None)

    def _read_wish(self, mention: Mention) -> None:
        # What one wants to pass is not a sitting; "two attempts to pass" are.
        if self._draft is None or "count" not in self._draft.details:
            self._begin(mention, outcome="wish")

    def _read_coming(self, mention: Mention) -> None:
        draft = self._draft
        if draft is not None and draft.clause == mention.clause and draft.can_be_coming:
            draft.outcome = "coming"
            draft.extend(mention)
        else:
            self._begin(mention, outcome="coming")
        self._test = None

    def _read_other(self, mention: Mention) -> None:
        """Ignore the rest of a clause that is about somebody else, or about nobody."""
        if self._draft is not None and not self._draft.outcome and self._draft.clause == mention.clause:
            self._draft = None
        self._close()
        self._test = None
        self._loose_scores.clear()
        self._ignored_clause = mention.clause
