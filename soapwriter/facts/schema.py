"""The tables of the facts file: what an applicant can enter, each answer optional."""

import re
from typing import Annotated, Literal, NamedTuple

from pydantic import BeforeValidator

from soapwriter.data import FrozenModel
from soapwriter.errors import UnknownName, unknown
from soapwriter.facts.aamc_id import read_aamc_id
from soapwriter.facts.attempts import Date, Moment, Text, read_text
from soapwriter.tables import reference

_ANSWERS = {"yes": True, "no": False, "not yet": False, "true": True, "false": False}
_UNKNOWN = ("unknown", "not known", "?")


def _read_texts(value: object) -> tuple[str, ...]:
    texts = value if isinstance(value, list | tuple) else [value]
    try:
        return tuple(text for text in map(read_text, texts) if text)
    except ValueError as error:
        raise ValueError(f'{error}; a list is written as ["…", "…"]') from None


def _read_aamc_id(value: object) -> str | None:
    text = read_text(str(value) if isinstance(value, int) else value)
    if text is None:
        return None
    if (digits := read_aamc_id(text)) is None:
        raise ValueError(f"'{text}' is not an AAMC ID; an AAMC ID has 8 digits")
    return digits


def _read_code(value: object) -> str | None:
    text = read_text(value)
    if text is not None and not re.fullmatch(r"\d{7}[A-Z]\d", text.upper()):
        raise ValueError(f"'{text}' is no NRMP program code; it looks like 1234140C0")
    return text.upper() if text else None


def _read_specialty(value: object) -> str | None:
    text = read_text(value)
    try:
        return None if text is None else reference.specialty_id(text)
    except UnknownName as error:
        raise ValueError(str(error)) from None


def _read_flag(value: object) -> object:
    if value not in ("", None, True, False):
        raise ValueError("must be true or false, without quotes")
    return bool(value)


def _read_answer(value: object) -> bool | None:
    """Return an answer of yes or no, or None where there is none: what nobody has answered is not "no"."""
    if isinstance(value, bool):
        return value
    text = read_text(value)
    if text is None or text.lower() in _UNKNOWN:
        return None
    if text.lower() not in _ANSWERS:
        raise ValueError(f'\'{text}\' is no answer; write "yes" or "no", or leave it empty')
    return _ANSWERS[text.lower()]


def _read_steps(value: object) -> tuple[str, ...]:
    # Most facts tick nothing, and a draft needs no table of steps.
    from soapwriter.tables import steps

    try:
        return tuple(dict.fromkeys(map(steps.step_id, _read_texts(value))))
    except UnknownName as error:
        raise ValueError(str(error)) from None


class Worded(NamedTuple):
    """A specialty or a place, and what the applicant says of it behind a colon."""

    name: str
    words: str | None = None


def _worded(text: str) -> Worded:
    name, _, words = text.partition(":")
    return Worded(name.strip(), words.strip() or None)


def _read_places(value: object) -> tuple[Worded, ...]:
    return tuple(_worded(text) for text in _read_texts(value))


def _read_fields(value: object) -> tuple[Worded, ...]:
    entries = [_worded(text) for text in _read_texts(value)]
    try:
        return tuple(Worded(reference.specialty_id(name), words) for name, words in entries)
    except UnknownName as error:
        raise ValueError(f'{error} A reason stands behind a colon: "psychiatry: …"') from None


def _read_second_chances(value: object) -> str | None:
    text = {True: "yes", False: "no"}.get(value) if isinstance(value, bool) else read_text(value)
    if text is not None and text.lower() not in SECOND_CHANCES:
        raise ValueError(unknown("answer", text, SECOND_CHANCES))
    return text.lower() if text else None


def _read_service(value: object) -> str | None:
    text = read_text(value)
    named = {service.lower(): service for service in SERVICES}
    if text is not None and text.lower() not in named:
        raise ValueError(unknown("service", text, SERVICES))
    return named[text.lower()] if text else None


def _read_count(value: object) -> int | None:
    text = read_text(str(value) if type(value) is int else value)
    if text is not None and not re.fullmatch(r"\d{1,3}", text):
        raise ValueError(f"'{text}' is no number of places; write one such as 3")
    return int(text) if text else None


SECOND_CHANCES = ("yes", "no", "unknown")
SERVICES = ("ERAS", "ResidencyCAS")
Texts = Annotated[tuple[str, ...], BeforeValidator(_read_texts)]
SpecialtyId = Annotated[str | None, BeforeValidator(_read_specialty)]
Flag = Annotated[bool, BeforeValidator(_read_flag)]
YesOrNo = Annotated[bool | None, BeforeValidator(_read_answer)]


class Applicant(FrozenModel):
    """Who writes."""

    name: Text = None
    school: Text = None
    aamc_id: Annotated[str | None, BeforeValidator(_read_aamc_id)] = None
    degree: Text = None


class Story(FrozenModel):
    """What happened, what has changed since and what comes next, in the applicant's own words."""

    ownership: Text = None
    cause: Text = None
    changes: Texts = ()
    plan: Text = None
    status: Text = None
    limit: Text = None


class School(FrozenModel):
    """Who at the school is told, and who else must know this week."""

    contact: Text = None
    others: Texts = ()


class Clinical(FrozenModel):
    """What the school's own papers say: grades, honors, comments, research."""

    grades: Texts = ()
    honors: Texts = ()
    comments: Texts = ()
    research: Texts = ()


class Interview(FrozenModel):
    """Answers that are said aloud, in the applicant's own words."""

    path: Text = None
    strengths: Texts = ()
    struggle: Text = None
    unmatched: Text = None
    in_training: Texts = ()


class Retake(FrozenModel):
    """Who helps with the retake, and what is looked at every week."""

    support: Texts = ()
    checks: Texts = ()


class Year(FrozenModel):
    """The year until the next season: the work, the patients, the programs."""

    position: Texts = ()
    clinical: Texts = ()
    connections: Texts = ()


class SpecialtyFacts(FrozenModel):
    """Why one specialty, a moment that shows it, and evidence."""

    specialty: SpecialtyId = None
    why: Text = None
    moment: Text = None
    evidence: Texts = ()


class Program(FrozenModel):
    """One program: who is there, who wrote first, what only it has, what it asks for, and who has been there."""

    name: Text = None
    city: Text = None
    specialty: SpecialtyId = None
    nrmp_code: Annotated[str | None, BeforeValidator(_read_code)] = None
    people: Texts = ()
    contacted_first: Flag = False
    contacted_at: Moment = None
    interview_date: Date = None
    interviewer: Text = None
    details: Texts = ()
    reasons: Texts = ()
    writer: Text = None
    times: Texts = ()
    documents: Texts = ()
    requires: Texts = ()
    history: Texts = ()
    second_chances: Annotated[Literal["yes", "no", "unknown"] | None, BeforeValidator(_read_second_chances)] = None
    second_chances_from: Text = None
    service: Annotated[Literal["ERAS", "ResidencyCAS"] | None, BeforeValidator(_read_service)] = None
    unfilled: Annotated[int | None, BeforeValidator(_read_count)] = None
    applied: Flag = False


class Targets(FrozenModel):
    """Where to apply in SOAP: fields that are put aside, places, and fields with a letter."""

    off: Annotated[tuple[Worded, ...], BeforeValidator(_read_fields)] = ()
    places: Annotated[tuple[Worded, ...], BeforeValidator(_read_places)] = ()
    letters: Annotated[tuple[Worded, ...], BeforeValidator(_read_fields)] = ()


class Eligibility(FrozenModel):
    """What decides whether a start on July 1 is possible, as the school, ECFMG and the applicant have said it."""

    verified_july_1: YesOrNo = None
    pass_needed_by: Date = None
    graduates: Date = None
    ecfmg: YesOrNo = None


class Ticks(FrozenModel):
    """Which steps of the week the applicant has done, by their names in `lint_rules/reference/week.toml`."""

    done: Annotated[tuple[str, ...], BeforeValidator(_read_steps)] = ()
