"""The facts of one applicant: entered once, read by every draft and every check."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Literal, get_args

from pydantic import Field
from pydantic_core import ErrorDetails

from soapwriter.data import FrozenModel
from soapwriter.errors import BadFacts, UnknownName, did_you_mean, nearest, quoted, unknown
from soapwriter.facts.attempts import Attempt, Practice, Trouble, contradictions, unconfirmed
from soapwriter.facts.schema import (
    Applicant,
    Clinical,
    Eligibility,
    Interview,
    Program,
    Retake,
    School,
    SpecialtyFacts,
    Story,
    Targets,
    Ticks,
    Year,
)
from soapwriter.tables import reference
from soapwriter.text import listed, read_toml_file

_FEW = 5


class Facts(FrozenModel):
    """Everything that one applicant has entered."""

    applicant: Applicant = Field(default_factory=Applicant)
    exams: tuple[Attempt, ...] = ()
    practice: tuple[Practice, ...] = ()
    story: Story = Field(default_factory=Story)
    specialties: tuple[SpecialtyFacts, ...] = ()
    programs: tuple[Program, ...] = ()
    school: School = Field(default_factory=School)
    clinical: Clinical = Field(default_factory=Clinical)
    interview: Interview = Field(default_factory=Interview)
    retake: Retake = Field(default_factory=Retake)
    year: Year = Field(default_factory=Year)
    eligibility: Eligibility = Field(default_factory=Eligibility)
    week: Ticks = Field(default_factory=Ticks)
    targets: Targets = Field(default_factory=Targets)

    @property
    def in_time(self) -> tuple[Attempt, ...]:
        """Every attempt, in order of time."""
        return _in_time(self.exams)

    @property
    def sittings(self) -> dict[str, tuple[Attempt, ...]]:
        """Every exam that was failed, with all its attempts in order of time."""
        failed = dict.fromkeys(attempt.exam for attempt in self.in_time if attempt.outcome == "failed")
        return {exam: self.attempts_of(exam) for exam in failed if exam}

    @property
    def failures(self) -> tuple[Attempt, ...]:
        """Every failed attempt, in order of time."""
        return tuple(attempt for attempt in self.in_time if attempt.outcome == "failed")

    @property
    def passes(self) -> tuple[Attempt, ...]:
        """Every pass of an exam that was failed."""
        return tuple(each for sittings in self.sittings.values() for each in sittings if each.outcome == "passed")

    @property
    def standing(self) -> Literal["pending", "passed", "several"]:
        """Where the record stands: one failure with a retake to come, one that was passed since, or several."""
        if len(self.failures) > 1:
            return "several"
        return "passed" if self.failures and not self.open_exams else "pending"

    @property
    def open_exams(self) -> tuple[str, ...]:
        """The failed exams that have not been passed since."""
        return tuple(
            exam for exam, sittings in self.sittings.items() if all(each.outcome != "passed" for each in sittings)
        )

    @property
    def coming(self) -> tuple[Attempt, ...]:
        """The attempts of failed exams that are booked, or sat and without a result."""
        return tuple(attempt for exam in self.open_exams for attempt in self.attempts_of(exam) if not _is_over(attempt))

    @property
    def program_names(self) -> str:
        """The programs by name; of more than a few only how many, since messages are pasted and the list is private."""
        if len(self.programs) > _FEW:
            return f"the {len(self.programs)} of your facts"
        return ", ".join(each.name or "" for each in self.programs)

    def attempts_of(self, exam: str) -> tuple[Attempt, ...]:
        """Return the attempts of one exam, in order of time."""
        return _in_time(tuple(attempt for attempt in self.exams if attempt.exam == exam))

    def program(self, name: str) -> Program:
        """
        Return the program of a name, or of a name and its city ("County Medical Center, Dayton").

        Raises:
            UnknownName: there is none, or there are several; the message says what to write.
        """
        matches = [program for program in self.programs if name.lower() in _names(program)]
        if len(matches) > 1:
            cities = listed((f"'{each.name}, {each.city or '…'}'" for each in matches), last="or")
            raise UnknownName(f"There are {len(matches)} programs '{name}'; write the city too: {cities}.")
        if not matches:
            raise UnknownName(_no_program(name, self))
        return matches[0]


def load_facts(path: str | Path, *, now: date | None = None) -> Facts:
    """
    Return the facts of a file; `now` lets it refuse results of days to come.

    Raises:
        BadFacts: the file cannot be read, or says what cannot be; every mistake has a message.
    """
    way_out = f"`soapwriter init {path}` writes a facts file."
    file = read_toml_file(Path(path), what="facts file", error=BadFacts, way_out=way_out)
    facts = file.model(Facts, describe=_describe)
    troubles = [*_incomplete(facts), *contradictions(facts.exams, now=now), *_practice_to_come(facts, now=now)]
    if troubles:
        raise BadFacts(*(file.mistake(*trouble[:3], message=trouble.message) for trouble in troubles))
    return _filled(facts)


def remarks(facts: Facts, *, now: date) -> Iterator[str]:
    """Yield what is worth a look and no mistake: a booked day that has passed, a score that could not be checked."""
    for attempt in facts.exams:
        if attempt.outcome is None:
            yield f"An attempt of {attempt.exam} has no outcome: write passed, failed, pending or scheduled."
        if attempt.outcome == "scheduled" and attempt.date and attempt.date.last < now:
            yield f"{attempt.exam} is scheduled for {attempt.date.in_words}, which has passed: say what came of it."
        if attempt.date and unconfirmed(attempt):
            yield (
                f"{attempt.score} for {attempt.exam} {attempt.date.on} could not be checked: the pass lines are "
                f"confirmed up to {reference.checked()}, and not for every year before."
            )


def _filled(facts: Facts) -> Facts:
    """Drop the entries of repeated tables that nobody has filled in, as the blank file has them."""
    lists = {name: getattr(facts, name) for name in ("exams", "practice", "specialties", "programs")}
    kept = {name: tuple(each for each in entries if not _is_empty(each)) for name, entries in lists.items()}
    return facts.model_copy(update=kept)


def _is_empty(entry: FrozenModel) -> bool:
    return not any(value for _, value in entry)


def _incomplete(facts: Facts) -> Iterator[Trouble]:
    """Yield the entries that cannot be told what they are."""
    for table, key in (("exams", "exam"), ("specialties", "specialty"), ("programs", "name")):
        for number, entry in enumerate(getattr(facts, table)):
            if not _is_empty(entry) and getattr(entry, key) is None:
                yield Trouble(table, number, key, f"every entry of [[{table}]] needs its {key}")


def _practice_to_come(facts: Facts, *, now: date | None) -> Iterator[Trouble]:
    for number, practice in enumerate(facts.practice):
        if now and practice.date and practice.date.first > now and practice.score:
            yield Trouble("practice", number, "date", f"a score cannot be of a day to come ({practice.date.in_words})")


def _describe(error: ErrorDetails) -> str:
    place, kind = error["loc"], error["type"]
    if kind == "extra_forbidden":
        return unknown("key", str(place[-1]), _keys(place[:-1]))
    if kind == "value_error":
        return str(error["ctx"]["error"])
    if kind == "tuple_type":
        return f"is repeated, so its header has two brackets: [[{place[-1]}]]"
    if kind in ("model_type", "model_attributes_type"):
        return f"is a table of its own, under the header [{place[0]}]"
    return error["msg"]


def _keys(place: tuple[int | str, ...]) -> list[str]:
    if not place:
        return list(Facts.model_fields)
    annotation = Facts.model_fields[str(place[0])].annotation
    model = next((each for each in (annotation, *get_args(annotation)) if hasattr(each, "model_fields")), Facts)
    return list(model.model_fields)


def _in_time(attempts: tuple[Attempt, ...]) -> tuple[Attempt, ...]:
    """Return attempts by date, or as they were entered when a date is not known."""
    if any(attempt.date is None for attempt in attempts):
        return attempts
    return tuple(sorted(attempts, key=lambda attempt: attempt.date.first if attempt.date else date.min))


def _is_over(attempt: Attempt) -> bool:
    return attempt.outcome in ("passed", "failed")


def _names(program: Program) -> set[str]:
    """Return the names by which a program may be asked for, in lower case."""
    names = {program.name or "", f"{program.name}, {program.city}"} | {program.nrmp_code or ""}
    return {name.lower() for name in names if name}


def _no_program(name: str, facts: Facts) -> str:
    known = [program.name for program in facts.programs if program.name]
    if not known:
        return f"There is no program {quoted(name)}: the facts name none."
    lower = {each.lower(): each for each in known}
    # A person types the first words of a long name: each beginning of it is a name as well.
    short = {" ".join(each.split()[:count]): each for each in lower for count in range(len(each.split()), 0, -1)}
    close = short.get(nearest(name, short), "")
    near = next((each for each in lower if name.lower() in each), close)
    hint = did_you_mean(lower.get(near, ""))
    return f"There is no program {quoted(name)}.{hint} There are: {facts.program_names}."
