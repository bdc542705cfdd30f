"""
What a program asks for, read from the words in which a person wrote it down, and held against the exam record.

The forms are in `lint_rules/reference/requirements.toml`. What is in no form is not read, and never taken for met.
"""

import re
from collections.abc import Callable, Sequence
from datetime import date
from functools import cache
from typing import Literal, NamedTuple

from soapwriter import assets
from soapwriter.data import FrozenModel, read_model
from soapwriter.facts import Attempt, Facts, When
from soapwriter.tables import exams

Status = Literal["met", "not met", "not known"]
Check = Literal["first", "passed", "clean", "failures", "attempts", "least", "over", "since", "within"]

_TOKEN = re.compile(r"<[^>]+>|[a-z]+(?:['\u2019-][a-z]+)*|\d+(?:st|nd|rd|th)?|[\u2265\u2264]|[<>]=?|\+")
_SLOTS = {
    "{exam}": r"<(?P<exams>[^>]+)>",
    "{number}": r"(?P<number>\d{1,3})",
    "{year}": r"(?P<year>(?:19|20)\d\d)",
}
_DONE = ("passed", "failed")
_BODIES = ("USMLE", "COMLEX")
# What is asked of one exam, and cannot be asked of all that a body gives.
_OF_ONE: tuple[Check, ...] = ("passed", "first", "least", "over")


class _Form(FrozenModel):
    check: Check
    words: tuple[str, ...]


class _Forms(FrozenModel):
    filler: tuple[str, ...]
    same: dict[str, str]
    forms: tuple[_Form, ...]


class Asked(NamedTuple):
    """What a requirement asks: the check, its exams (none for all on record), whether one is enough, and its number."""

    check: Check
    exams: tuple[str, ...]
    either: bool
    number: int


class Held(NamedTuple):
    """A requirement as it was entered, how it stands, and the fact that says so."""

    text: str
    status: Status
    fact: str


def read(text: str) -> Asked | None:
    """Return what a requirement asks, or None where its words are in no form."""
    words = _even(text)
    for check, pattern in _patterns():
        match = pattern.fullmatch(words)
        if match is None:
            continue
        found = match.groupdict()
        exams = re.split(r"[|,]", found.get("exams") or "")
        # "USMLE passed" may mean one Step or all: it is not read.
        if check in _OF_ONE and any(exam in _BODIES for exam in exams):
            continue
        number = found.get("number") or found.get("year") or "0"
        return Asked(check, tuple(filter(None, exams)), "|" in (found.get("exams") or ""), int(number))
    return None


def hold(text: str, facts: Facts, *, now: date) -> Held:
    """Return how a requirement stands by the facts: not known where they do not say, or where it is not read."""
    asked = read(text)
    if asked is None:
        return Held(text, "not known", "These words are not read here: hold them against your record yourself.")
    if asked.check in ("since", "within"):
        return Held(text, *_graduation(asked, facts.eligibility.graduates, now=now))
    exams = _meant(asked, facts)
    if not exams:
        return Held(text, "not known", f"Your facts have no exam{' of ' * bool(asked.exams)}{', '.join(asked.exams)}.")
    each = [_CHECKS[asked.check](exam, facts.attempts_of(exam), asked.number) for exam in exams]
    return Held(text, *_together(each, either=asked.either))


Found = tuple[Status, str]


def _meant(asked: Asked, facts: Facts) -> tuple[str, ...]:
    """Return the exams that are asked for; where none is named, or a whole body such as USMLE, those on record."""
    entered = tuple(dict.fromkeys(each.exam for each in facts.attempts_by_date if each.exam))
    if not asked.exams:
        return entered
    full = {exam: exams()[exam].full for exam in entered}
    meant = [
        [name] if name not in _BODIES else [exam for exam in full if full[exam].startswith(name)]
        for name in asked.exams
    ]
    return tuple(dict.fromkeys(exam for each in meant for exam in each))


def _together(found: Sequence[Found], *, either: bool) -> Found:
    """Return how several exams stand together: the worst, or the best where one of them is enough."""
    order: list[Status] = ["met", "not known", "not met"] if either else ["not met", "not known", "met"]
    status = min((status for status, _ in found), key=order.index)
    told = found if either and status != "met" else [each for each in found if each[0] == status]
    return status, " ".join(dict.fromkeys(fact for _, fact in told))


def _first(exam: str, attempts: tuple[Attempt, ...], _: int) -> Found:
    if not attempts:
        return _unentered(exam)
    stands: dict[str | None, Status] = {"passed": "met", "failed": "not met"}
    return stands.get(attempts[0].outcome, "not known"), said(attempts[0])


def _passed(exam: str, attempts: tuple[Attempt, ...], _: int) -> Found:
    if not attempts:
        return _unentered(exam)
    if passed := [each for each in attempts if each.outcome == "passed"]:
        return "met", said(passed[0])
    if waiting := [each for each in attempts if each.outcome in ("pending", None)]:
        return "not known", said(waiting[0])
    return "not met", _all(attempts)


def _clean(exam: str, attempts: tuple[Attempt, ...], _: int) -> Found:
    return _failures(exam, attempts, 0)


def _failures(exam: str, attempts: tuple[Attempt, ...], most: int) -> Found:
    failed = [each for each in attempts if each.outcome == "failed"]
    if len(failed) > most:
        return "not met", _all(failed)
    return _counted(exam, attempts)


def _attempts(exam: str, attempts: tuple[Attempt, ...], most: int) -> Found:
    taken = tuple(each for each in attempts if each.outcome != "scheduled")
    if len(taken) > most:
        return "not met", _all(taken)
    # After a failure there is one more to come, booked or not.
    if taken and len(taken) == most and all(each.outcome == "failed" for each in taken):
        return "not met", f"{_all(attempts)} The retake is attempt {most + 1}."
    return _counted(exam, attempts)


def _counted(exam: str, attempts: tuple[Attempt, ...]) -> Found:
    """Return that a limit is kept so far, where every attempt has its result."""
    taken = tuple(each for each in attempts if each.outcome != "scheduled")
    if not taken:
        return _unentered(exam) if not attempts else ("not known", _all(attempts))
    if open_ := [each for each in taken if each.outcome not in _DONE]:
        return "not known", said(open_[0])
    return "met", _all(taken)


def _least(exam: str, attempts: tuple[Attempt, ...], least: int) -> Found:
    if not attempts:
        return _unentered(exam)
    lowest, highest = exams()[exam].scale
    if not lowest <= least <= highest:
        return "not known", f"{least} is off the scale of {exam} ({lowest} to {highest}): look at the page again."
    enough = [each for each in attempts if each.score is not None and each.score >= least]
    if passed := [each for each in enough if each.outcome == "passed"]:
        return "met", said(passed[0])
    if enough:
        return "not known", f"{said(enough[0])} Ask whether the score of a failed attempt counts."
    return ("not known" if _is_open(attempts) else "not met"), _all(attempts)


def _is_open(attempts: Sequence[Attempt]) -> bool:
    """Tell whether a score is still to come, or was not entered."""
    done = [each for each in attempts if each.outcome in _DONE]
    awaited = any(each.outcome in ("pending", None) for each in attempts)
    return (
        awaited
        or any(each.score is None and each.outcome == "passed" for each in done)
        or all(each.score is None for each in done)
    )


def _over(exam: str, attempts: tuple[Attempt, ...], under: int) -> Found:
    return _least(exam, attempts, under + 1)


_CHECKS: dict[Check, Callable[[str, tuple[Attempt, ...], int], Found]] = {
    "first": _first,
    "passed": _passed,
    "clean": _clean,
    "failures": _failures,
    "attempts": _attempts,
    "least": _least,
    "over": _over,
}


def _graduation(asked: Asked, graduation: When | None, *, now: date) -> Found:
    if graduation is None:
        return "not known", "Your facts do not say when you graduate ([eligibility] graduates)."
    fact = f"You graduate in {graduation.in_month}." if graduation.first > now else f"{graduation.in_month}."
    if asked.check == "since":
        return ("met" if graduation.year >= asked.number else "not met"), fact
    years = now.year - graduation.year
    if years == asked.number or years == asked.number + 1:
        return "not known", f"{fact} That is near the limit, and programs count it in different ways: ask."
    return ("met" if years < asked.number else "not met"), fact


def _unentered(exam: str) -> Found:
    return "not known", f"Your facts have no attempt of {exam}."


def _all(attempts: Sequence[Attempt]) -> str:
    return " ".join(map(said, attempts))


def said(attempt: Attempt) -> str:
    """Return an attempt as one sentence: "Step 2 CK failed on June 24, 2026, with a 209."."""
    when = f" {attempt.date.on}" if attempt.date else " (no date entered)"
    score = f", with {_article(attempt.score)} {attempt.score}" if attempt.score is not None else ""
    state = {
        "passed": f"passed{when}{score}",
        "failed": f"failed{when}{score}",
        "pending": f"was taken{when}, with no result yet",
        "scheduled": f"is booked for {attempt.date.in_words}" if attempt.date else "is booked (no date entered)",
    }.get(attempt.outcome or "", f"has no outcome entered{when}")
    return f"{attempt.exam} {state}."


def _article(score: int) -> str:
    return "an" if str(score).startswith("8") or score in (11, 18) else "a"


def _even(text: str) -> str:
    """Return a requirement in the words of the forms: exams as "<…>", filler gone, words of one meaning alike."""
    table, ids = _table(), _exam_ids()
    marked = _exam_pattern().sub(lambda match: f" <{ids[_squeezed(match.group())]}> ", text.lower())
    filler = set(table.filler)
    tokens = [table.same.get(token, token) for token in _TOKEN.findall(_joined(marked))]
    return "".join(f" {token}" for token in tokens if token not in filler)


def _joined(text: str) -> str:
    """Put exams that "and" or "or" joins into one: "<a> or <b>" becomes "<a|b>", "<a> and <b>" becomes "<a,b>"."""
    for word, sign in ((r"(?:/|,?\s*\bor\b)", "|"), (r"(?:[,&+]?\s*\band\b|[,&+])", ",")):
        text = re.sub(rf">\s*{word}\s*<", sign, text)
    return text


@cache
def _patterns() -> tuple[tuple[Check, re.Pattern[str]], ...]:
    return tuple((form.check, _compiled(words)) for form in _table().forms for words in form.words)


def _compiled(words: str) -> re.Pattern[str]:
    """Return the pattern of a form over words with one blank between them."""
    pattern = ""
    for word in words.split():
        bare = word.removesuffix("?")
        each = _SLOTS.get(bare) or "|".join(map(re.escape, bare.split("|")))
        pattern += f"(?: (?:{each}))?" if word.endswith("?") else f" (?:{each})"
    return re.compile(pattern)


@cache
def _exam_ids() -> dict[str, str]:
    """Return every exam, and every body that gives exams, by the letters and digits of its names."""
    rows = exams().values()
    bodies = {"usmle": "USMLE", "comlex": "COMLEX", "comlexusa": "COMLEX"}
    return bodies | {_squeezed(name): row.name for row in rows for name in (row.name, row.full, *row.aliases)}


@cache
def _exam_pattern() -> re.Pattern[str]:
    """Return what finds an exam's name, the longest first, its words joined by blanks, hyphens or nothing."""
    names = sorted(_exam_ids(), key=len, reverse=True)
    every = "|".join(r"[\s-]*".join(re.findall(r"\d+|[a-z]+", name)) for name in map(_parted, names))
    return re.compile(rf"(?<![a-z0-9])(?:{every})(?![a-z0-9])")


def _parted(name: str) -> str:
    """Return the letters of a squeezed name with the blanks that it may have: after each of its known words."""
    return re.sub(r"(usmle|comlex|usa|step|level|ck|ce)", r"\1 ", name)


def _squeezed(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.lower())


@cache
def _table() -> _Forms:
    return read_model(assets.table_path("requirements"), _Forms)
