"""Whether a verb reports the writer's own result, by closed classes of words: the pipeline has no parser."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from soapwriter.nlp import any_of

if TYPE_CHECKING:
    from spacy.tokens import Token

    from soapwriter.claims.entities import SentenceTokens

# Tokens before a verb in which a word can deny it or make it unreal. A longer window takes in what is said of another
# verb, a shorter one misses "I would never in my life have failed".
_REACH = 6
# An object is at most four tokens after its verb: a determiner, a number and an adjective can precede the noun.
_OBJECT_REACH = 5
_WRITER = ("i", "we")
_WRITER_WORDS = (*_WRITER, "me", "my", "mine", "myself")
_NOBODY = ("neither", "no", "none", "nothing")
_CLAUSE_BREAKS = (",", "and", "but", ";", "(")
_BEFORE_NOUN = ("DET", "ADJ", "NUM", "PRON")
_NOUNS = ("NOUN", "PROPN")


def failing_kind(tokens: SentenceTokens, at: int) -> str:
    """Return "failed" for a verb that reports the writer's own failure of an exam, else "other"."""
    return "other" if any(excludes(tokens, at) for excludes in _NOT_FAILED) else "failed"


def passing_kind(tokens: SentenceTokens, at: int) -> str:
    """Return "passed", "failed" (for a denied pass), "wish", "other" (another's), or "" for a word of another kind."""
    return next((kind for applies, kind in _NOT_PASSED if applies(tokens, at)), "passed")


def is_own_event(tokens: SentenceTokens, at: int) -> bool:
    """Return whether the writer did what a verb says, and it is neither wished nor feared nor supposed."""
    return is_by_writer(tokens, at) and not _is_to_come(tokens, at) and not _is_unreal(tokens, at)


def is_by_writer(tokens: SentenceTokens, at: int) -> bool:
    """Return whether no person other than the writer is the nearest before a verb in its clause."""
    person = _nearest_person(tokens, at)
    if person is None or person.norm_ in _WRITER:
        return True
    # "My exam" is the writer's, "my friend" is not.
    return person.norm_ in _WRITER_WORDS and tokens.doc[person.i + 1].norm_ not in _other_people()


def is_denied_number(tokens: SentenceTokens, at: int) -> bool:
    """Return whether a number is denied: "never a 388"; in "not passed, with a 208" it is the pass that is denied."""
    return any_of("passing").isdisjoint(tokens.norms_before(at, _REACH)) and tokens.is_denied(at)


def _other_people() -> frozenset[str]:
    return any_of("otherpeople", "family")


def _nearest_person(tokens: SentenceTokens, at: int) -> Token | None:
    before = (tokens.doc[each] for each in range(at - 1, tokens.entities.clause_start(at) - 1, -1))
    return next((token for token in before if _is_person(tokens, token, at)), None)


def _is_person(tokens: SentenceTokens, token: Token, at: int) -> bool:
    return token.norm_ in _WRITER_WORDS or token.norm_ in _other_people() or _is_titled_name(tokens, token, at)


def _is_titled_name(tokens: SentenceTokens, token: Token, at: int) -> bool:
    """Return whether a token is a person's name just before a verb: "Dr. Osei passed"."""
    is_name = token.i == at - 1 and token.pos_ == "PROPN" and not token.ent_type_
    return is_name and token.i > 0 and tokens.doc[token.i - 1].norm_ in any_of("title")


def _is_to_come(tokens: SentenceTokens, at: int) -> bool:
    """Return whether a perfect speaks of the future: "when I have passed"."""
    before = set(tokens.clause_before(at, _REACH))
    return bool({"have", "has"} & before) and bool({"when", "once", "after", "until", "soon"} & before)


def _is_unreal(tokens: SentenceTokens, at: int) -> bool:
    before = takewhile(lambda norm: norm not in _CLAUSE_BREAKS, reversed(tokens.clause_before(at, _REACH)))
    return any(norm in any_of("unreal") for norm in before)


def _goes_on_to_another_thing(tokens: SentenceTokens, at: int) -> bool:
    """Return whether the next word makes "fail" something else: "failed to", "fail rate", "failed neither"."""
    after = tokens.norm(at + 1)
    return after == "to" or after in _NOBODY or after in any_of("passing_what")


def _is_still_open(tokens: SentenceTokens, at: int) -> bool:
    return tokens.norm(at - 1) in any_of("not_yet")


def _is_another_meaning(tokens: SentenceTokens, at: int) -> bool:
    """Return whether the next word makes "pass" something else: "passed away", "pass the time", "pass rate"."""
    after = at + 1 + (tokens.norm(at + 1) == "the")
    return tokens.norm(after) in any_of("passing_by", "passing_what")


def _passes_nothing(tokens: SentenceTokens, at: int) -> bool:
    return tokens.norm(at + 1) in _NOBODY


def _is_denied(tokens: SentenceTokens, at: int) -> bool:
    return tokens.is_denied(at)


def _is_denied_by_writer(tokens: SentenceTokens, at: int) -> bool:
    """Return whether the writer reports a failure by denying a pass: "I did not pass"."""
    says_failed = not any_of("denied_pass").isdisjoint(tokens.norms_before(at, _REACH))
    return says_failed and tokens.is_denied(at) and is_by_writer(tokens, at)


def _is_infinitive(tokens: SentenceTokens, at: int) -> bool:
    return tokens.norm(at) in ("pass", "clear") and tokens.norm(at - 1) == "to"


def _reports_nothing(tokens: SentenceTokens, at: int) -> bool:
    """Return whether a form of "pass" says no result; "Result: pass" does."""
    if tokens.norm(at) in ("passing", "clear"):
        return True
    return tokens.norm(at) == "pass" and tokens.norm(at - 1) not in (":", ",", "a", "-", "the")


def _is_missed(tokens: SentenceTokens, at: int) -> bool:
    """Return whether a pass was missed: "short of a pass"."""
    return tokens.norm(at - 2) in any_of("bounding")


def _is_no_own_event(tokens: SentenceTokens, at: int) -> bool:
    return not is_own_event(tokens, at)


def _has_other_subject(tokens: SentenceTokens, at: int) -> bool:
    """Return whether something other than an exam fails or passes: "the graft failed"."""
    subject = _subject(tokens, at)
    if subject is None or _is_exam_or_date(tokens, subject):
        return False
    return subject.norm_ in any_of("organ") or (subject.pos_ in _NOUNS and not _is_own_subject(subject))


def _subject(tokens: SentenceTokens, at: int) -> Token | None:
    """Return the token before a verb and its auxiliaries: "graft" in "the graft has never failed"."""
    before = at - 1
    while before > tokens.first and _is_auxiliary(tokens.doc[before]):
        before -= 1
    return tokens.doc[before] if before >= tokens.first else None


def _is_auxiliary(token: Token) -> bool:
    return token.pos_ in ("AUX", "ADV", "PART") or token.norm_ in any_of("have")


def _is_exam_or_date(tokens: SentenceTokens, token: Token) -> bool:
    return token.ent_type_ == "exam" or token.i in tokens.entities.ends_of_dates


def _is_own_subject(token: Token) -> bool:
    # The tagger takes a small "i" for a noun now and then.
    return token.norm_ == "i" or token.norm_ in any_of("attemptword", "scoreword", "sat_thing", "failword")


def _has_other_object(tokens: SentenceTokens, at: int) -> bool:
    """Return whether something other than an exam is failed or passed: "failed my shelf"."""
    after = tokens.doc[at + 1 : min(at + _OBJECT_REACH, tokens.last)]
    thing = next((token for token in after if not _leads_to_noun(tokens, token)), None)
    if thing is None or _is_sat(tokens, thing):
        return False
    return thing.norm_ in any_of("other_thing") or (thing.pos_ in _NOUNS and thing.norm_ not in any_of("attemptword"))


def _leads_to_noun(tokens: SentenceTokens, token: Token) -> bool:
    if token.pos_ not in _BEFORE_NOUN or token.norm_ in any_of("other_thing"):
        return False
    return not _is_sat(tokens, token)


def _is_sat(tokens: SentenceTokens, token: Token) -> bool:
    """Return whether a token is an exam, a date, or a word for an exam."""
    named = token.i in tokens.entities.exams or token.i in tokens.entities.dates
    return named or token.norm_ in any_of("sat_thing")


_NOT_FAILED = (
    _is_denied,
    _is_still_open,
    _goes_on_to_another_thing,
    _has_other_subject,
    _has_other_object,
    _is_no_own_event,
)
# The first that applies decides.
_NOT_PASSED = (
    (_is_another_meaning, ""),
    (_passes_nothing, "other"),
    (_is_denied_by_writer, "failed"),
    (_is_denied, "other"),
    (_is_infinitive, "wish"),
    (_reports_nothing, ""),
    (_is_missed, "other"),
    (_has_other_subject, "other"),
    (_has_other_object, "other"),
    (_is_no_own_event, "other"),
)
