"""Which mention belongs to which sitting or practice test, by what is between them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from soapwriter.nlp import any_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from soapwriter.claims.entities import Mention

# Tokens between two things that belong together; twice as many on the way to a name, which adjectives can precede. A
# wider gap ties a number to the exam of another statement.
NEAR = 3
# An exam reports three digits; a smaller number without a percent sign is of something else.
_LEAST_SCORE = 100
# A finite verb begins another statement; participles and infinitives go on with the same one.
_FINITE = ("VBD", "VBZ", "VBP")
_LIST_WORDS = (",", "and", "both", "then", "&")
# Verbs that may come between a sitting and what is said of it: its score, its count, its day, a day that leads it in.
_TRANSPARENT_VERBS = {
    "": ("followed", "sat", "taken", "took"),
    "score": ("scored", "got", "received", "earned", "recorded", "posted", "had", "was", "is", "made", "came"),
    "count": ("took", "cost", "needed", "required", "has", "have", "shows", "was", "were"),
    "day": ("is", "are", "'s", "am", "comes", "follows", "'m"),
    "lead": ("is", "are", "'s", "scored", "got", "received", "took", "sat"),
}


@dataclass
class SittingDraft:
    """
    A sitting while its sentence is read: its tokens, the clause of its last mention, and what is known of it.

    `details` are the mentions of its score, date, ordinal and count, by these names.
    """

    first: int
    last: int
    clause: int
    exam: str = ""
    outcome: str = ""
    details: dict[str, Mention] = field(default_factory=dict)

    @property
    def can_be_coming(self) -> bool:
        """Whether a word for a booking may say that this sitting is to come: it has no result, and says which it is."""
        return self.outcome == "coming" or (not self.outcome and bool(self.exam or "ordinal" in self.details))

    @property
    def awaits_outcome(self) -> bool:
        """Whether an outcome may be this sitting's: it has no result, and says which it is."""
        return self.outcome in ("", "coming") and bool(self.exam or self.details)

    def extend(self, mention: Mention) -> None:
        """Extend to a mention."""
        self.first, self.last = min(self.first, mention.first), max(self.last, mention.last)
        self.clause = mention.clause

    def add(self, name: str, mention: Mention) -> None:
        """Extend to a mention and take it as the score, date, ordinal or count, unless there is one."""
        self.details.setdefault(name, mention)
        self.extend(mention)


def has_verb(doc: Doc, start: int, end: int, *, before: str = "") -> bool:
    """Return whether somebody does something else between two tokens; `before` says what comes (see above)."""
    transparent = _TRANSPARENT_VERBS[before]
    return any(token.tag_ in _FINITE and token.norm_ not in transparent for token in doc[start:end])


def is_exam_score(mention: Mention) -> bool:
    """Return whether a number is large enough for an exam's score, or a percentage."""
    return mention.percent or mention.number >= _LEAST_SCORE


def takes_exam(doc: Doc, draft: SittingDraft, exam: Mention) -> bool:
    """Return whether an exam's name completes a sitting that has none: "I failed, in June, Step 1"."""
    if draft.exam or draft.clause != exam.clause:
        return False
    between = doc[draft.last : exam.first]
    return len(between) <= 2 * NEAR and not any(map(_ends_statement, between))


def _ends_statement(token: Token) -> bool:
    return token.norm_ in ("and", "but", ";") or token.tag_ in _FINITE


def continues_list(doc: Doc, draft: SittingDraft, exam: Mention) -> bool:
    """Return whether an exam has the outcome before it: "failed Step 1 and Step 2 CK", not "and Step 3 is planned"."""
    if not draft.outcome or _is_subject(doc, exam):
        return False
    between = doc[draft.last : exam.first]
    return len(between) <= NEAR and all(token.norm_ in _LIST_WORDS for token in between)


def _is_subject(doc: Doc, exam: Mention) -> bool:
    return exam.last < len(doc) and doc[exam.last].tag_ in (*_FINITE, "MD")


def takes_score(doc: Doc, draft: SittingDraft, score: Mention) -> bool:
    """Return whether a number is the score of a sitting."""
    says_which = draft.exam or draft.outcome or "ordinal" in draft.details
    if not says_which or draft.outcome == "coming" or not is_exam_score(score):
        return False
    return _SCORE_TESTS[score.cue](doc, draft, score)


def _is_adjacent(doc: Doc, draft: SittingDraft, score: Mention) -> bool:
    between = doc[draft.last : score.first]
    return len(between) == 0 or (len(between) == 1 and between[0].is_punct)


def _is_near(_doc: Doc, draft: SittingDraft, score: Mention) -> bool:
    return draft.clause == score.clause and score.first - draft.last <= NEAR


def _is_in_clause(doc: Doc, draft: SittingDraft, score: Mention) -> bool:
    return draft.clause == score.clause and not has_verb(doc, draft.last, score.first)


def _is_scored(doc: Doc, draft: SittingDraft, score: Mention) -> bool:
    return not has_verb(doc, draft.last, score.first, before="score")


# By the cue of the score: the less a cue says, the closer the number has to be.
_SCORE_TESTS = {"mark": _is_adjacent, "bare": _is_adjacent, "is": _is_near, "with": _is_in_clause, "scored": _is_scored}


def takes_date(doc: Doc, draft: SittingDraft, date: Mention, *, before: str) -> bool:
    """Return whether a date is the day of a sitting; `before` is the word before the date."""
    if draft.last >= date.first:
        return True
    if _is_apart(draft, date) or not _introduces_day(draft, date, before):
        return False
    return not has_verb(doc, draft.last, date.first, before="day" if draft.outcome == "coming" else "")


def _introduces_day(draft: SittingDraft, date: Mention, before: str) -> bool:
    if before in any_of("dating") or has_lead(date):
        return True
    return draft.outcome == "coming" and before in any_of("bare_day")


def has_lead(date: Mention) -> bool:
    """Return whether a date says which one is meant: "last June"."""
    return bool(date.date and date.date.lead)


def is_scheduled(doc: Doc, draft: SittingDraft, date: Mention) -> bool:
    """Return whether a date says that a numbered attempt is to come: "my second attempt is on April 23"."""
    if draft.outcome or draft.details.keys() != {"ordinal"}:
        return False
    return not _is_apart(draft, date) and any(token.norm_ == "is" for token in doc[draft.last : date.first])


def _is_apart(draft: SittingDraft, mention: Mention) -> bool:
    """Return whether a mention is in another clause, and not next to the sitting."""
    return draft.clause != mention.clause and mention.first - draft.last > 1


def turns_away(doc: Doc, start: int, end: int) -> bool:
    """Return whether another action begins between a test and a number: "finished UWorld, and rose from 58"."""
    norms = [token.norm_ for token in doc[start:end]]
    joint = next((at for at, norm in enumerate(norms) if norm in (",", "and", ";", "(")), len(norms))
    return any(token.tag_ in (*_FINITE, "VBN") for token in doc[start + joint : end])


def leads_to(doc: Doc, start: int, end: int) -> bool:
    """Return whether numbers lead to what they are of: "222 and 228 on my last forms"."""
    return start < end <= start + 2 * NEAR and doc[start].norm_ in ("on", "in", "for", "across", "over", "with", "from")


def is_for(doc: Doc, start: int, end: int) -> bool:
    """Return whether a test is said to be for an exam: "CBSE for Step 1"."""
    return 1 <= end - start <= NEAR and doc[start].norm_ == "for"
