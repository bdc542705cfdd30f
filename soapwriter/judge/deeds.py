"""What the writer did, or left undone, in the cause: beside an own fault, what others did is a circumstance."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from soapwriter.judge.frames import frames_of
from soapwriter.nlp import any_of

if TYPE_CHECKING:
    from spacy.tokens import Token

    from soapwriter.judge.frames import Frame
    from soapwriter.judge.outline import Outline
    from soapwriter.nlp import ParsedDocument

_WRITER = frozenset(("i", "we"))
_CAUSAL = frozenset(("ownership", "cause", "other"))
_PAST = frozenset(("VBD", "VBN", "VBG"))
_ABLE = frozenset(("can", "could"))
_REGRETS = frozenset(("should", "could", "might"))
_HAVE = frozenset(("have", "'ve"))
_FANCIED = frozenset(("would", "'d", *_REGRETS))
_REACH = 3


class Deeds:
    """What the writer did, or left undone, in one document: told once, whichever rules ask."""

    def __init__(self, outline: Outline) -> None:
        self._outline = outline

    @cached_property
    def owned(self) -> frozenset[int]:
        """The numbers of the sentences in and around the cause in which the writer owns something done or undone."""
        return _owned_sentences(self._outline, self.account)

    @cached_property
    def account(self) -> range:
        """The numbers of the sentences before the writer turns to what came after the exam, or to the retake."""
        return _account(self._outline)


def _owned_sentences(outline: Outline, before: range) -> frozenset[int]:
    """Return the numbers of the sentences in and around the cause in which the writer owns something done or undone."""
    parts = enumerate(outline.sentence_parts)
    told = {frame.sentence for frame in frames_of(outline.parsed) if _is_deed(outline.parsed, frame)}
    asked = (at for at, part in parts if part in _CAUSAL or at in before)
    return frozenset(at for at in asked if at in told or _names_fault(outline.parsed, at))


def _account(outline: Outline) -> range:
    """Return the numbers of the sentences before the writer turns to what came after the exam, or to the retake."""
    exam = outline.marked("exam", "owned", "nominal", "euphemism")
    if not exam:
        return range(0)
    first = min(outline.told)
    frames = [frame for frame in frames_of(outline.parsed) if frame.sentence in outline.told]
    changes = {at for at, part in enumerate(outline.sentence_parts) if part == "changes"}
    turns = {frame.sentence for frame in frames if _is_of_today(outline.parsed, frame)}
    turns |= {frame.sentence for frame in frames if frame.sentence in changes and _is_deed(outline.parsed, frame)}
    turns |= {marked.clause.sentence for marked in outline.marked("retake")}
    turns |= {number for number in outline.told if _says_afterwards(outline.parsed, number)}
    return range(first, min(turns, default=len(outline.parsed.sentences)))


def _is_of_today(parsed: ParsedDocument, frame: Frame) -> bool:
    """Return whether a frame says what the writer has done since, or does now."""
    verb = parsed.doc[frame.verb]
    if frame.denied or verb.lemma_ in any_of("standing_verb") or not _is_by_writer(parsed, frame):
        return False
    helpers = {child.norm_ for child in verb.children if child.dep_ == "aux"}
    perfect = verb.tag_ in ("VBN", "VBD") and not _HAVE.isdisjoint(helpers) and _FANCIED.isdisjoint(helpers)
    return perfect or verb.tag_ == "VBP" or "will" in helpers


def _says_afterwards(parsed: ParsedDocument, number: int) -> bool:
    afterwards = any_of("afterwards")
    return any(token.norm_ in afterwards for token in parsed.tokens(parsed.sentences[number]))


def _is_by_writer(parsed: ParsedDocument, frame: Frame) -> bool:
    return any(parsed.doc[at].norm_ in _WRITER for at in frame.who)


def _is_deed(parsed: ParsedDocument, frame: Frame) -> bool:
    """Return whether a frame says what the writer did or left undone, not what he bore, asked for or could not do."""
    verb = parsed.doc[frame.verb]
    if frame.passive or not _is_by_writer(parsed, frame) or _is_anothers(verb):
        return False
    helpers = {child.norm_ for child in verb.children if child.dep_ == "aux"}
    if "have" in helpers and not _REGRETS.isdisjoint(helpers):
        return True
    is_past = verb.tag_ in _PAST or "did" in helpers
    return is_past and not frame.supposed and _ABLE.isdisjoint(helpers) and _is_own(parsed, frame)


def _is_anothers(verb: Token) -> bool:
    """Return whether a verb is in what another says, wants or sees to: "they made sure that I never left"."""
    # In "they made sure that I left" the adjective comes between.
    head = verb.head.head if verb.head.pos_ == "ADJ" else verb.head
    subjects = [child for child in head.children if child.dep_ == "nsubj"] if verb.dep_ == "ccomp" else []
    return any(subject.norm_ not in _WRITER | any_of("telling_of_cause") for subject in subjects)


def _is_own(parsed: ParsedDocument, frame: Frame) -> bool:
    """Return whether what is done, or not done, was the writer's to do: of sitting the exam, only if anyway."""
    lemma = parsed.doc[frame.verb].lemma_
    if frame.denied:
        return lemma not in any_of("no_lapse")
    if lemma not in any_of("no_deed", "sits"):
        return True
    if lemma in any_of("sits") and frame.what and not _is_of_exam(parsed, frame):
        return True
    return any(token.norm_ in any_of("all_the_same") for token in parsed.tokens(parsed.sentences[frame.sentence]))


def _is_of_exam(parsed: ParsedDocument, frame: Frame) -> bool:
    """Return whether what is done is done to the exam: "I took it", "I sat for Step 1"."""
    words = any_of("tests_named")
    return any(parsed.doc[at].ent_type_ == "exam" or parsed.doc[at].norm_ in (words | {"it"}) for at in frame.what)


def _names_fault(parsed: ParsedDocument, number: int) -> bool:
    """Return whether a sentence names a fault as the writer's: "my own choice"."""
    faults = any_of("own_fault")
    tokens = parsed.tokens(parsed.sentences[number])
    after = (parsed.doc[token.i + 1 : token.i + _REACH] for token in tokens if token.norm_ == "my")
    return any(near.norm_ in faults for span in after for near in span)
