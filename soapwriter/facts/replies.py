"""What a person types as the answer to a question of `init`: near-right answers are taken, and said back."""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from difflib import get_close_matches
from functools import lru_cache
from typing import Any, NamedTuple

from pydantic import ValidationError

from soapwriter.facts.dates import UnclearDate, When
from soapwriter.facts.facts import Facts
from soapwriter.facts.questions import Answer, Choice, Place, Question, load_questions
from soapwriter.tables import specialties

_MARKS = re.compile(r"[^\w\s'%+-]+")
_WORD = re.compile(r"[\w'-]+")
# "failed, 209" and "passed with a 231": what came of an exam, and the number of the report.
_RESULT = re.compile(r"(?P<words>.*?[^\W\d].*?)[\s,:;(]+(?:(?:with|score|a|of|got) )*(?P<score>\d{3})\)?")
# "I got a 206", "about 68 %": only such words may be around a score, since "Dec 15" is none.
_AROUND = r"(?:\b(?:i|got|scored|it|was|a|an|my|the|score|of|with|about|around|points|just|only)\b\s*)*"
_SCORE = re.compile(rf"{_AROUND}(?P<score>\d{{1,3}}(?:\.\d+)?\s*(?:%|percent)?)\s*{_AROUND}", re.IGNORECASE)
# difflib's ratio from which a misspelt choice counts: "fialed" is .83 like "failed", and "pass" .4 like "false".
_ALIKE = 0.8


class NotUnderstood(ValueError):
    """An answer that could not be read; the message says what would do, and blames nobody."""


class Reply(NamedTuple):
    """
    An answer as the file is to have it, and how it was understood ("" where it is the person's own words).

    `score` is the score that came with the outcome of an exam; `unsure` is set where the person typed a question mark.
    """

    answer: Answer
    said: str = ""
    score: str = ""
    unsure: bool = False


def read_reply(place: Place, text: str) -> Reply:
    """
    Return what a person answered to the question of a place; for a list, one line of it.

    Raises:
        NotUnderstood: it cannot be read as such an answer.
    """
    question = load_questions().at(place)
    even = " ".join(text.split())
    if question.shape == "list" or not (question.reads or question.offered):
        return Reply(_own_words(place, question, even))
    plain = even.rstrip("?!. ").strip() or even
    reply = _date_of_retake(place, plain) or _chosen(question, plain) or _read(place, question, plain)
    return reply._replace(unsure="?" in even)


def value_of(place: Place, answer: Any) -> Any:
    """
    Return the value that the facts make of an answer.

    Raises:
        ValueError: they do not accept it.
    """
    # A list in a list, or a table, is no answer; as text it is refused with the same words.
    texts = tuple(map(_hashable, answer)) if isinstance(answer, list | tuple) else _hashable(answer)
    value, error = _judged(place.table, place.key, texts)
    if error is not None:
        raise error
    return value


def _hashable(answer: Any) -> Any:
    return frozenset(("",)) if isinstance(answer, list | dict) else answer


# An interview reads every answer of a file after each new one; of 1 and True the type is told apart.
@lru_cache(maxsize=10_000, typed=True)
def _judged(table: str, key: str, answer: Any) -> tuple[Any, ValueError | None]:
    """Return the value of an answer, or why it has none."""
    # The facts themselves are the judge, so that a question accepts what the file accepts.
    repeated = load_questions().table(table).repeated
    try:
        facts = Facts.model_validate({table: [{key: answer}] if repeated else {key: answer}})
    except ValidationError as error:
        first = error.errors()[0]
        return None, first.get("ctx", {}).get("error") or ValueError(first["msg"])
    found = getattr(facts, table)
    return getattr(found[0] if repeated else found, key), None


def in_words(value: Any) -> str:
    """Return a value of the facts as a person says it."""
    if isinstance(value, When):
        return value.in_words
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return _moment_in_words(value)
    if type(value) is tuple:
        return "; ".join(map(str, value))
    return specialties()[value].name if value in specialties() else str(value)


def _moment_in_words(moment: datetime) -> str:
    zone = f"{moment:%Z}" if moment.tzinfo else "Eastern"
    half = "a.m." if moment.hour < 12 else "p.m."
    day = When(moment.year, moment.month, moment.day).in_words
    return f"{day}, {moment.hour % 12 or 12}:{moment.minute:02} {half} {zone}"


def _own_words(place: Place, question: Question, text: str) -> Answer:
    try:
        value_of(place, [text] if question.shape == "list" else text)
    except ValueError as error:
        raise NotUnderstood(_sentence(str(error))) from None
    return text


def _chosen(question: Question, text: str) -> Reply | None:
    """Return the choice that is meant, perhaps with a score after it; None for no choice."""
    choice = _pick(question.offered, text)
    if choice is not None:
        answer = choice.value == "yes" if question.shape == "flag" else choice.value
        return Reply(answer, choice.shown)
    match = _RESULT.fullmatch(text) if question.key == "outcome" else None
    choice = _pick(question.offered, match["words"].strip(" ,:;(")) if match else None
    if match is None or choice is None:
        return None
    return Reply(choice.value, f"{choice.shown}, with a {match['score']}", score=match["score"])


def _pick(choices: tuple[Choice, ...], text: str) -> Choice | None:
    """Return the choice of a number, of a word or of its beginning, or of a misspelt word."""
    by_number = {str(number): choice for number, choice in enumerate(choices, start=1)}
    by_word = {_plain(word): choice for choice in choices for word in (choice.value, choice.shown, *choice.also)}
    typed = _plain(text)
    return by_number.get(typed) or by_word.get(typed) or _begun(by_word, typed) or _misspelt(by_word, typed)


def _begun(by_word: dict[str, Choice], typed: str) -> Choice | None:
    """Return the only choice that a word begins; None where it begins several, or none."""
    begun = [choice for word, choice in by_word.items() if typed and word.startswith(typed)]
    return begun[0] if begun and all(choice is begun[0] for choice in begun) else None


def _misspelt(by_word: dict[str, Choice], typed: str) -> Choice | None:
    # Of three letters any is like another.
    near = get_close_matches(typed, by_word, n=1, cutoff=_ALIKE) if len(typed) > 3 else []
    return by_word[near[0]] if near else None


def _plain(text: str) -> str:
    return " ".join(_MARKS.sub(" ", text.lower().replace("\u2019", "'")).split())


def _date_of_retake(place: Place, text: str) -> Reply | None:
    """Return a date that is given where the state of the retake is asked; None for anything else."""
    if place.key != load_questions().retake.key:
        return None
    try:
        when = value_of(Place("exams", 0, "date"), text)
    except UnclearDate as error:
        raise NotUnderstood(_sentence(str(error))) from None
    except ValueError:
        return None
    return Reply(_written(when), f"booked for {when.in_words}")


def _read(place: Place, question: Question, text: str) -> Reply:
    """Return an answer that the facts read themselves: a date, a score, a name of a table."""
    if place.key == load_questions().retake.key:
        raise _not_understood(question, text)
    tried = text
    for tried in _attempts(question, text):
        try:
            value = value_of(place, tried)
        except UnclearDate as error:
            raise NotUnderstood(_sentence(str(error))) from None
        except ValueError:
            continue
        return Reply(_written(value), "" if question.others else in_words(value))
    raise _not_understood(question, text)


def _attempts(question: Question, text: str) -> Iterator[str]:
    """Yield an answer as it was typed, and then as it may have been meant."""
    yield text
    if question.shape == "number":
        match = _SCORE.fullmatch(text)
        yield from (match["score"],) if match else ()
    if question.reads == "a specialty":
        names = {name.lower(): name for row in specialties().values() for name in (row.id, row.name, *row.aliases)}
        yield from (names[name] for name in get_close_matches(text.lower(), names, n=1, cutoff=_ALIKE))


def _written(value: Any) -> Answer:
    """Return a value as the file is to have it."""
    if isinstance(value, When):
        # "24 June 2026" is said day first in drafts too.
        return value.in_words if value.day_first else "-".join(_digits(value))
    if isinstance(value, datetime):
        return value.isoformat(" ", "minutes")
    return value if isinstance(value, bool) else str(value)


def _digits(when: When) -> Iterable[str]:
    days = () if when.day is None else (f"{when.day:02}",)
    return (f"{when.year}", f"{when.month:02}", *days)


def _not_understood(question: Question, text: str) -> NotUnderstood:
    if question.key == "outcome" and text.isdigit():
        return NotUnderstood(f"Is {text} the score? Then say how it went too; for example: failed, {text}.")
    if question.offered and not question.reads:
        return NotUnderstood("I could not match that with one of these. Its number is enough, for example 1.")
    return NotUnderstood(f"I could not read that as {question.reads}; for example {question.example}.")


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."
