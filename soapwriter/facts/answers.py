"""
One answer of the facts file: what a person may write, and the value that it becomes.

Every reader returns None (or an empty tuple) for an empty answer, and raises a ValueError that says what to write.
"""

import re
from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Literal, NamedTuple

from pydantic import BeforeValidator

from soapwriter.errors import UnknownName, quoted, unknown
from soapwriter.facts.aamc_id import read_aamc_id
from soapwriter.facts.dates import When, read_moment, read_when
from soapwriter.tables import exam_name, specialty_id

OUTCOMES = ("passed", "failed", "pending", "scheduled")
SECOND_CHANCES = ("yes", "no", "unknown")
SERVICES = ("ERAS", "ResidencyCAS")
PARTS = ("preliminary", "advanced", "no")
_YES_OR_NO = {"yes": True, "true": True, "no": False, "not yet": False, "false": False}
_UNANSWERED = ("unknown", "not known", "?")
_SCORE = re.compile(r"(?P<number>\d{1,3}(?:\.\d+)?)|(?P<percent>100(?:\.0+)?|0?\d{1,2}(?:\.\d+)?)\s*(?:%|percent)")
# Beside what controls a terminal, what turns text around and what has no width: in a name or a letter nobody sees it.
_CONTROL = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]",
)


class Score(NamedTuple):
    """The result of a practice test: a number, or a percentage from 0 to 100."""

    value: float
    percent: bool = False

    def __str__(self) -> str:
        return f"{self.value:g}{'%' if self.percent else ''}"


class Worded(NamedTuple):
    """A specialty or a place, and the applicant's words after the colon (None where there are none)."""

    name: str
    words: str | None = None


def _read_text(value: object) -> str | None:
    """Return a text with single spaces between its words."""
    if value is None:
        return None
    if not isinstance(value, str):
        raise ValueError('must be text in quotes, such as "…"')  # noqa: TRY004 - pydantic reports a ValueError
    if _CONTROL.search(value):
        raise ValueError("has a character in it that controls or hides text; type it again by hand")
    return " ".join(value.split()) or None


def _read_texts(value: object) -> tuple[str, ...]:
    """Return a list of texts; a single text is a list of one."""
    texts = value if isinstance(value, list | tuple) else [value]
    try:
        return tuple(text for text in map(_read_text, texts) if text)
    except ValueError as error:
        raise ValueError(f'{error}; a list is written as ["…", "…"]') from None


def _read_id(value: object) -> str | None:
    """Return a text that a person may have written as a number."""
    return _read_text(str(value) if type(value) is int else value)


def _read_amount(value: object) -> str | None:
    """Return how much or how many in a person's words; a bare number with its commas."""
    return _read_text(f"{value:,}" if type(value) is int else value)


def _read_aamc_id(value: object) -> str | None:
    text = _read_id(value)
    if text is None:
        return None
    digits = read_aamc_id(text)
    if digits is None:
        raise ValueError(f"{quoted(text)} is not an AAMC ID; an AAMC ID has 8 digits")
    return digits


def _read_program_code(value: object) -> str | None:
    code = (_read_text(value) or "").upper()
    if code and not re.fullmatch(r"\d{7}[A-Z]\d", code):
        raise ValueError(f"{quoted(value)} is not an NRMP program code; it looks like 1234140C0")
    return code or None


def _read_count(value: object) -> int | None:
    text = _read_id(value)
    if text is not None and not re.fullmatch(r"\d{1,3}", text):
        raise ValueError(f"{quoted(text)} is not a number of positions; write one such as 3")
    return int(text) if text else None


def _read_score(value: object) -> Score | None:
    if value is None or value == "":
        return None
    if isinstance(value, Score):
        return value
    # A score is a number in the file, or text where it has a percent sign.
    match = _SCORE.fullmatch(str(value).strip())
    if match is None:
        raise ValueError(f'{quoted(value)} is not a score; write a number such as 224, or a percentage such as "68%"')
    percent = match["percent"]
    return Score(float(percent or match["number"]), percent is not None)


def _read_exam_score(value: object) -> int | None:
    score = _read_score(value)
    if score is None:
        return None
    if score.percent or score.value != int(score.value):
        raise ValueError(f"{quoted(value)} is not an exam score; write the whole number of the report, such as 209")
    return int(score.value)


def _read_flag(value: object) -> bool:
    # "no" in quotes is text, and text that is not empty would count as true.
    if isinstance(value, str) and value.lower() in _YES_OR_NO:
        return _YES_OR_NO[value.lower()]
    if value not in ("", None, True, False):
        raise ValueError("must be true or false, without quotes")
    return bool(value)


def _read_yes_or_no(value: object) -> bool | None:
    """Return yes or no as true or false; what nobody has answered is None, and not "no"."""
    if isinstance(value, bool):
        return value
    answer = (_read_text(value) or _UNANSWERED[0]).lower()
    if answer in _UNANSWERED:
        return None
    if answer not in _YES_OR_NO:
        raise ValueError(f'\'{value}\' is not an answer; write "yes" or "no", or leave it empty')
    return _YES_OR_NO[answer]


def _read_applied(value: object) -> bool | None:
    """Return whether an application is sent; `false` is no answer, since blank files of before have it."""
    return None if value is False else _read_yes_or_no(value)


def _read_accepted(value: object) -> str | None:
    """Return the program whose offer was accepted, or "yes" where it is not named; None for none."""
    text = {True: "yes", False: None}[value] if isinstance(value, bool) else _read_text(value)
    return None if text and text.lower() in ("no", "not yet", "none", *_UNANSWERED) else text


def _reader(find: Callable[[str], str]) -> Callable[[object], str | None]:
    """Return the reader of a name that a table knows; `find` raises UnknownName for the others."""

    def read(value: object) -> str | None:
        text = _read_text(value)
        try:
            return find(text) if text else None
        except UnknownName as error:
            raise ValueError(str(error)) from None

    return read


def _choice(what: str, names: tuple[str, ...]) -> Callable[[object], str | None]:
    """Return the reader of one of a few names, in any case."""
    by_lower = {name.lower(): name for name in names}

    def find(text: str) -> str:
        if text.lower() not in by_lower:
            raise UnknownName(unknown(what, text, names))
        return by_lower[text.lower()]

    return _reader(find)


_read_chance = _choice("answer", SECOND_CHANCES)


def _read_second_chances(value: object) -> str | None:
    """Return "yes", "no" or "unknown"; a person may also write true or false."""
    return _read_chance({True: "yes", False: "no"}[value] if isinstance(value, bool) else value)


_read_part = _choice("part", PARTS)


def _read_missing_part(value: object) -> str | None:
    """Return the part of a partial match that is missing; None for "no"."""
    part = _read_part(value)
    return None if part == PARTS[-1] else part


def _read_steps(value: object) -> tuple[str, ...]:
    # Most facts tick nothing, and a draft needs no table of steps.
    from soapwriter.tables import steps

    try:
        return tuple(dict.fromkeys(map(steps.step_id, _read_texts(value))))
    except UnknownName as error:
        raise ValueError(str(error)) from None


def _worded(text: str) -> Worded:
    name, _, words = text.partition(":")
    return Worded(name.strip(), words.strip() or None)


def _read_places(value: object) -> tuple[Worded, ...]:
    return tuple(map(_worded, _read_texts(value)))


def _read_specialties(value: object) -> tuple[Worded, ...]:
    try:
        return tuple(each._replace(name=specialty_id(each.name)) for each in _read_places(value))
    except UnknownName as error:
        raise ValueError(f'{error} A reason follows a colon: "psychiatry: …"') from None


Text = Annotated[str | None, BeforeValidator(_read_text)]
Texts = Annotated[tuple[str, ...], BeforeValidator(_read_texts)]
Date = Annotated[When | None, BeforeValidator(read_when)]
Moment = Annotated[datetime | None, BeforeValidator(read_moment)]
Flag = Annotated[bool, BeforeValidator(_read_flag)]
YesOrNo = Annotated[bool | None, BeforeValidator(_read_yes_or_no)]
Amount = Annotated[str | None, BeforeValidator(_read_amount)]
Applied = Annotated[bool | None, BeforeValidator(_read_applied)]
Accepted = Annotated[str | None, BeforeValidator(_read_accepted)]
MissingPart = Annotated[Literal["preliminary", "advanced"] | None, BeforeValidator(_read_missing_part)]
Count = Annotated[int | None, BeforeValidator(_read_count)]
AamcNumber = Annotated[str | None, BeforeValidator(_read_aamc_id)]
ProgramCode = Annotated[str | None, BeforeValidator(_read_program_code)]
ExamName = Annotated[str | None, BeforeValidator(_reader(exam_name))]
ExamScore = Annotated[int | None, BeforeValidator(_read_exam_score)]
PracticeScore = Annotated[Score | None, BeforeValidator(_read_score)]
SpecialtyId = Annotated[str | None, BeforeValidator(_reader(specialty_id))]
Outcome = Annotated[
    Literal["passed", "failed", "pending", "scheduled"] | None, BeforeValidator(_choice("outcome", OUTCOMES))
]
SecondChances = Annotated[Literal["yes", "no", "unknown"] | None, BeforeValidator(_read_second_chances)]
Service = Annotated[Literal["ERAS", "ResidencyCAS"] | None, BeforeValidator(_choice("service", SERVICES))]
Steps = Annotated[tuple[str, ...], BeforeValidator(_read_steps)]
Places = Annotated[tuple[Worded, ...], BeforeValidator(_read_places)]
Specialties = Annotated[tuple[Worded, ...], BeforeValidator(_read_specialties)]
