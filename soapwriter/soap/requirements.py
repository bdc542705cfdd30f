"""
What a program requires, read from the words in which a person wrote it down.

The forms are in `lint_rules/reference/requirements.toml`. Words that are in no form are not read, and never taken for a
requirement that is met.
"""

import re
from functools import cache
from typing import Literal, NamedTuple

from soapwriter import assets
from soapwriter.data import FrozenModel, read_model
from soapwriter.tables import exams

Check = Literal["first", "passed", "clean", "failures", "attempts", "least", "over", "since", "within"]

# The bodies that give exams: "no USMLE failures" is about every Step.
BODIES = ("USMLE", "COMLEX")
# These checks are about one exam: "USMLE passed" may mean one Step or all, and is not read.
_OF_ONE: tuple[Check, ...] = ("passed", "first", "least", "over")
_TOKEN = re.compile(r"<[^>]+>|[a-z]+(?:['\u2019-][a-z]+)*|\d+(?:st|nd|rd|th)?|[\u2265\u2264]|[<>]=?|\+")
_SLOTS = {
    "{exam}": r"<(?P<exams>[^>]+)>",
    "{number}": r"(?P<number>\d{1,3})",
    "{year}": r"(?P<number>(?:19|20)\d\d)",
}


class _Form(FrozenModel):
    check: Check
    words: tuple[str, ...]


class _Forms(FrozenModel):
    filler: tuple[str, ...]
    same: dict[str, str]
    forms: tuple[_Form, ...]


class Requirement(NamedTuple):
    """
    What a program requires.

    `exams` are names of exams or bodies, none for all on record; with `either`, one of them is enough. `number` is a
    count of attempts or failures, a score, a year or a number of years, as the check has it; else 0.
    """

    check: Check
    exams: tuple[str, ...]
    either: bool
    number: int


def read_requirement(text: str) -> Requirement | None:
    """Return what a requirement means, or None where its words are in no form."""
    words = _in_form_words(text)
    for check, pattern in _patterns():
        match = pattern.fullmatch(words)
        if match and (found := _requirement(check, match.groupdict())):
            return found
    return None


def _requirement(check: Check, found: dict[str, str | None]) -> Requirement | None:
    """Return the requirement of a form's slots; None where the check is about one exam and a body is named."""
    joined = found.get("exams") or ""
    named = tuple(filter(None, re.split(r"[|,]", joined)))
    if check in _OF_ONE and not set(BODIES).isdisjoint(named):
        return None
    return Requirement(check, named, "|" in joined, int(found.get("number") or 0))


def _in_form_words(text: str) -> str:
    """Return a text in the words of the forms: exams as "<…>", without filler, each word as the forms have it."""
    table, ids = _table(), _exam_ids()
    # Exams are marked before the filler goes, since "step" and "level" are filler outside their names.
    marked = _exam_pattern().sub(lambda match: f" <{ids[_squeezed(match.group())]}> ", text.lower())
    tokens = (table.same.get(token, token) for token in _TOKEN.findall(_joined(marked)))
    return "".join(f" {token}" for token in tokens if token not in table.filler)


def _joined(text: str) -> str:
    """Return a text with exams that "and" or "or" joins as one: "<a> or <b>" as "<a|b>", "<a> and <b>" as "<a,b>"."""
    for word, sign in ((r"(?:/|,?\s*\bor\b)", "|"), (r"(?:[,&+]?\s*\band\b|[,&+])", ",")):
        text = re.sub(rf">\s*{word}\s*<", sign, text)
    return text


@cache
def _patterns() -> tuple[tuple[Check, re.Pattern[str]], ...]:
    return tuple((form.check, _compiled(words)) for form in _table().forms for words in form.words)


def _compiled(words: str) -> re.Pattern[str]:
    """Return the pattern of a form over words with one space before each."""
    return re.compile("".join(map(_word_pattern, words.split())))


def _word_pattern(word: str) -> str:
    """Return the pattern of one word of a form: "a|b" is one of two words, "a?" may be missing."""
    bare = word.removesuffix("?")
    pattern = f" (?:{_SLOTS.get(bare) or '|'.join(map(re.escape, bare.split('|')))})"
    return f"(?:{pattern})?" if word.endswith("?") else pattern


@cache
def _exam_ids() -> dict[str, str]:
    """Return every exam, and every body that gives exams, by the letters and digits of its names."""
    rows = exams().values()
    bodies = {"usmle": "USMLE", "comlex": "COMLEX", "comlexusa": "COMLEX"}
    return bodies | {_squeezed(name): row.name for row in rows for name in (row.name, row.full, *row.aliases)}


@cache
def _exam_pattern() -> re.Pattern[str]:
    """Return the pattern of an exam's name, the longest first, with spaces, hyphens or nothing between its words."""
    # "Level 2" is the beginning of "Level 2-CE": the longer name has to be tried first.
    names = sorted(_exam_ids(), key=len, reverse=True)
    every = "|".join(r"[\s-]*".join(_parts(name)) for name in names)
    return re.compile(rf"(?<![a-z0-9])(?:{every})(?![a-z0-9])")


def _parts(squeezed: str) -> list[str]:
    """Return the words and numbers of a squeezed name: "usmlestep2ck" is "usmle", "step", "2", "ck"."""
    spaced = re.sub(r"(usmle|comlex|usa|step|level|ck|ce)", r"\1 ", squeezed)
    return re.findall(r"\d+|[a-z]+", spaced)


def _squeezed(text: str) -> str:
    """Return the letters and digits of a name in lower case."""
    return re.sub(r"[^a-z0-9]", "", text.lower())


@cache
def _table() -> _Forms:
    return read_model(assets.table_path("requirements"), _Forms)
