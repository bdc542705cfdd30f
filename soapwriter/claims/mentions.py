"""What each sentence speaks of: exams, practice tests, scores, dates, attempts and outcomes."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from functools import cache, cached_property
from typing import TYPE_CHECKING

from soapwriter.claims.entities import Entities, SentenceTokens, exam_named, first_mention
from soapwriter.claims.numbers import NUMBER_WORDS, attempts_at, score_at
from soapwriter.claims.verbs import failing_kind, is_by_writer, is_denied_number, is_own_event, passing_kind
from soapwriter.nlp import any_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from soapwriter.claims.entities import Mention
    from soapwriter.nlp import ParsedDocument

# Tokens after an exam's name that can make it the name of something for it: "Step 2 CK prep", "Step 2 CK self-study".
_AFTER_EXAM = 2
# The exam begins at most three tokens after "took": an article and an adjective can precede it.
_OBJECT_REACH = 4
# "I take", "to take", "taking" may be of the future; "took" and "taken" are not.
_NOT_YET_TAGS = ("VB", "VBP", "VBG")


class Mentions:
    """Reads the mentions of one document, sentence by sentence."""

    def __init__(self, parsed: ParsedDocument) -> None:
        self._parsed = parsed
        self._entities = Entities(parsed)

    def sentences(self) -> Iterator[int]:
        """Yield the numbers of the body's sentences; none where the document names neither exam nor practice test."""
        if self._entities.exams or self._entities.tests:
            sentences = enumerate(self._parsed.sentences)
            yield from (number for number, sentence in sentences if sentence.role in ("text", "item"))

    def of(self, number: int) -> Iterator[Mention]:
        """Yield the mentions of a sentence in order of position; a question claims nothing."""
        tokens = SentenceTokens(self._entities, number)
        if self._entities.norms[tokens.last - 1] == "?":
            return
        end = tokens.first
        for at in self._candidates_of(tokens):
            mention = first_mention(_READERS, tokens, at) if at >= end else None
            if mention is not None:
                yield mention
                end = mention.last

    def _candidates_of(self, tokens: SentenceTokens) -> Iterator[int]:
        first, last = (bisect_left(self._candidates, at) for at in (tokens.first, tokens.last))
        return (at for at in self._candidates[first:last] if not self._is_quoted(at))

    @cached_property
    def _candidates(self) -> list[int]:
        """The tokens at which a mention can begin: most of a text's words begin none."""
        entities = self._entities
        words = (at for at, norm in enumerate(entities.norms) if norm in _first_words() or norm[:1].isdigit())
        return sorted({*words, *entities.exams, *entities.tests, *entities.dates})

    def _is_quoted(self, at: int) -> bool:
        return bool(self._parsed.quotes) and self._parsed.quoted(self._parsed.span(at, at + 1))


@cache
def _first_words() -> frozenset[str]:
    """Return the words with which a mention other than a name, a date or a figure can begin."""
    return NUMBER_WORDS | any_of(
        "failword", "flunking", "passing", "practised", "tested", "tested_again", "retaking", "booked", "sitting",
        "attemptword",
    )  # fmt: skip


def _exam_at(tokens: SentenceTokens, at: int) -> Mention | None:
    if at not in tokens.entities.exams:
        return None
    entity = tokens.entities.exams[at]
    after = {token.norm_ for token in tokens.doc[entity.end : entity.end + _AFTER_EXAM]}
    is_field = not after.isdisjoint(any_of("about_exam")) and after.isdisjoint((":", ","))
    return replace(tokens.mention("field" if is_field else "exam", at, entity.end), name=exam_named(entity.text))


def _test_at(tokens: SentenceTokens, at: int) -> Mention | None:
    if at not in tokens.entities.tests:
        return None
    last, name, form = tokens.entities.tests[at]
    return replace(tokens.mention("test", at, last), name=name, form=form)


def _date_at(tokens: SentenceTokens, at: int) -> Mention | None:
    if at not in tokens.entities.dates:
        return None
    last, date = tokens.entities.dates[at]
    return replace(tokens.mention("date", at, min(last, tokens.last)), date=date)


def _verb_at(tokens: SentenceTokens, at: int) -> Mention | None:
    """Return a failure, a pass, or a word for practice."""
    norm = tokens.norm(at)
    if norm in any_of("failword", "flunking"):
        return tokens.mention(failing_kind(tokens, at), at, at + 1)
    if norm in any_of("passing"):
        kind = passing_kind(tokens, at)
        return tokens.mention(kind, at, at + 1) if kind else None
    return tokens.mention("test", at, at + 1) if norm in any_of("practised") else None


def _sitting_at(tokens: SentenceTokens, at: int) -> Mention | None:
    """Return an exam that was sat or will be."""
    kind = _past_sitting(tokens, at) or _booked_sitting(tokens, at) or _intended_sitting(tokens, at)
    return tokens.mention(kind, at, at + 1) if kind and not is_denied_number(tokens, at) else None


def _number_at(tokens: SentenceTokens, at: int) -> Mention | None:
    mention = first_mention((attempts_at, score_at), tokens, at)
    return None if mention is None or is_denied_number(tokens, at) else mention


_READERS = (_exam_at, _test_at, _date_at, _verb_at, _sitting_at, _number_at)


def _past_sitting(tokens: SentenceTokens, at: int) -> str:
    norm = tokens.norm(at)
    if norm in any_of("tested_again") or (norm in any_of("tested") and _takes_exam(tokens, at)):
        return "tested" if is_own_event(tokens, at) else "other"
    return ""


def _booked_sitting(tokens: SentenceTokens, at: int) -> str:
    if tokens.norm(at) not in any_of("retaking", "booked") or _is_aside(tokens, at):
        return ""
    return "coming"


def _is_aside(tokens: SentenceTokens, at: int) -> bool:
    """Return whether a retake without a date only says when something else was: "before the retake"."""
    if any(after in tokens.entities.dates for after in (at + 1, at + 2)):
        return False
    before = at - 1 - (tokens.norm(at - 1) in ("the", "my", "a"))
    return tokens.norm(before) in any_of("aside")


def _intended_sitting(tokens: SentenceTokens, at: int) -> str:
    token = tokens.doc[at]
    if token.norm_ not in any_of("sitting") or token.tag_ not in _NOT_YET_TAGS or not is_by_writer(tokens, at):
        return ""
    return "coming" if _needs_no_object(tokens, at) or _takes_exam(tokens, at) else ""


def _needs_no_object(tokens: SentenceTokens, at: int) -> bool:
    """Return whether a verb means an exam by itself: "I sit on May 4", but not "the test"."""
    return tokens.norm(at) in ("sit", "test", "sitting", "testing") and tokens.doc[at - 1].pos_ != "DET"


def _takes_exam(tokens: SentenceTokens, at: int) -> bool:
    near = range(at + 1, min(at + _OBJECT_REACH, tokens.last))
    return tokens.norm(at + 1) == "it" or not tokens.entities.exams.keys().isdisjoint(near)
