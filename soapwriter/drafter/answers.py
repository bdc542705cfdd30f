"""An answer as whole sentences: what was entered, a stem before a part of one, or nothing where neither is English."""

import re
from functools import cache

from soapwriter.kinds import answer_words
from soapwriter.text import complete_sentence, split_sentences

# Such an answer is a sentence for certain, and the reader need not be loaded to see it.
_PLAINLY_WHOLE = re.compile(r"(?:I|I'm|I've|I’m|I’ve|We|He|She|They)\s[^.!?]*\s\S+|(?:I'm|I’m)\s\S+")
_ALONE_I = re.compile(r"(?<![\w'’.-])i(?=[\s,;:]|['’](?:m|ve|ll|d)\b|$)")
_WITH = re.compile(r"(?<![\w/])w(?:/ ?| )(?=[A-Za-z])")
# "March" and "May" are words of their own in small letters.
_DAY = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?|january|february|april|june|july|august|september|october"
    r"|november|december)\b"
)
_LEADING_IT = re.compile(
    r"it(?=\s+(?:is|was|has|had|lets|let|gives|gave|suits|fits|feels|felt|makes|made)\b|['’]s\s)", re.I
)
_BECAUSE = re.compile(r"(?P<field>.{3,40}?),?\s+(?P<reason>because\s.+)", re.I | re.S)
# So is a line with a capital and a full stop whose first clause has one of these verbs, or "I" and a verb.
_CLAUSE = re.compile(
    r"\b(?:is|was|were|are|am|has|have|had|will|can|could|did|does|do|would|should|must)\b|\b(?:I|we|they|he|she)\s+[a-z]"
)
_ASIDE = re.compile(r"\b(?:that|which|who|whom|whose|where|how|what|because|if|while|although)\b[^,.;:]*")
# What may stand between a stem and each shape of answer; a shape that is not here needs its own stem to fit.
_WHOLLY_OWN = {"past": "I", "participle": "I have", "ongoing": "I am", "duration": "I spent"}


def sentences_of(answer: str, *, stem: str = "", noun_stem: str = "", subject: str = "") -> tuple[str, ...]:
    """
    Return an answer as whole sentences; none where its first one is a part that no stem makes whole.

    Args:
        answer: what was entered, one sentence or more.
        stem: what an answer may go on from, such as "I have" or "I chose it because".
        noun_stem: what an answer without a verb may go on from, such as "I keep thinking about".
        subject: what "it" means at the very beginning of an answer, such as "family medicine".
    """
    first, *others = map(_as_written, split_sentences(answer)) if answer.strip() else ("",)
    begun = _begun(first, stem=stem, noun_stem=noun_stem, subject=subject)
    return tuple(complete_sentence(sentence) for sentence in (begun, *others)) if begun else ()


def _as_written(text: str) -> str:
    """Return words with what haste leaves out: the capitals of "I" and of days, and "with" for "w/"."""
    text = _WITH.sub("with ", _ALONE_I.sub("I", " ".join(text.split())))
    return _DAY.sub(lambda day: day[0].capitalize(), text)


def _begun(text: str, *, stem: str, noun_stem: str, subject: str) -> str:
    """Return a first sentence with what it lacks at its beginning; "" where that is not known."""
    if not re.search(r"\w", text):
        return ""
    if subject and (match := _LEADING_IT.match(text)):
        text = f"{subject[:1].upper()}{subject[1:]}{text[match.end() :]}"
    kind = shape(text)
    if kind == "sentence":
        return text
    begun = (
        _after_because(text, kind, stem, subject),
        _after_stem(_with_last_and(text), kind, stem),
        _after_noun_stem(text, kind, noun_stem),
    )
    return next(filter(None, begun), "")


def _with_last_and(text: str) -> str:
    """Return verbs after one subject with "and" before the last: "grew up in X, rowed in college, and taught"."""
    before, comma, last = text.rpartition(", ")
    is_verb = comma and not re.search(r"\band\b", last) and shape(last) == "past" and shape(before) == "past"
    return f"{before}, and {last}" if is_verb else text


def _is_plain_clause(text: str) -> bool:
    """Return whether a line is a sentence: a capital, a full stop, and a verb outside of its subordinate clauses."""
    is_closed = text[:1].isupper() and text.endswith((".", "!"))
    return is_closed and not text.startswith("Because") and bool(_CLAUSE.search(_ASIDE.sub("", text)))


@cache
def shape(text: str) -> str:
    """Return what a sentence of an answer is, one of `soapwriter.nlp.fragments.Shape`."""
    if _PLAINLY_WHOLE.match(text) or _is_plain_clause(text):
        return "sentence"
    # Loaded here, since most answers are sentences by their first words.
    from soapwriter.nlp.fragments import shape_of

    return shape_of(text).value


def _after_because(text: str, kind: str, stem: str, subject: str) -> str:
    """Return a reason after a stem that ends in "because": "because I like ...", "family medicine because ..."."""
    if not stem.endswith("because"):
        return ""
    if kind == "because":
        return f"{stem.removesuffix('because')}{small(text)}"
    match = _BECAUSE.fullmatch(text)
    names_field = match and subject and match["field"].lower().removeprefix("the ") == subject.removeprefix("the ")
    return f"{stem.removesuffix('because')}{match['reason']}" if match and names_field else ""


def _after_stem(text: str, kind: str, stem: str) -> str:
    if not stem:
        return ""
    first = text.partition(" ")[0].lower()
    if kind == "present":
        return _after_present_stem(text, first, stem)
    if kind == "state":
        return f"{stem} {small(text)}" if stem.endswith(" am") else ""
    # Who "is not sleeping" or "did it for two weeks" is the writer, whatever the stem of the question.
    return f"{_WHOLLY_OWN[kind]} {small(text)}" if kind in _WHOLLY_OWN else ""


def _after_present_stem(text: str, first: str, stem: str) -> str:
    """Return a verb without its subject after "I", or after a stem that wants the bare verb."""
    if first in answer_words().hopes:
        return f"I {small(text)}"
    if first == "be" and not _wants_bare_verb(stem):
        return ""
    if _wants_bare_verb(stem):
        return f"{stem} {small(text)}"
    # "Keep a log" may be an advice, a habit or a plan: after "I have" only the writer knows.
    return f"I {small(text)}" if stem == "I" else ""


def _wants_bare_verb(stem: str) -> bool:
    return stem.rpartition(" ")[2] in answer_words().before_bare_verb


def _after_noun_stem(text: str, kind: str, noun_stem: str) -> str:
    is_noun = kind in ("noun", "duration")
    return f"{noun_stem} {small(text)}" if noun_stem and is_noun else ""


def small(text: str) -> str:
    """Return words with a small first letter, where they begin with a common word and not with a name or "I"."""
    first, blank, rest = text.partition(" ")
    is_common = first[1:] == first[1:].lower() and first.lower() in answer_words().common
    return f"{first[:1].lower()}{first[1:]}{blank}{rest}" if is_common or first[:1].islower() else text
