"""The facts of one applicant: entered once, read by every draft and every check."""

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Literal

from pydantic import Field

from soapwriter.data import FrozenModel
from soapwriter.errors import UnknownName, did_you_mean, nearest, quoted
from soapwriter.facts.attempts import by_date
from soapwriter.facts.schema import (
    Applicant,
    Attempt,
    Change,
    Clinical,
    Eligibility,
    Interview,
    Practice,
    Program,
    Retake,
    School,
    SpecialtyFacts,
    Story,
    Targets,
    Ticks,
    Year,
)
from soapwriter.text import listed

# A message names so many programs; of more it gives the number, since messages are pasted and the list is private.
_FEW = 5
_GRADED = ("passed", "failed")


class Facts(FrozenModel):
    """Everything that one applicant has entered."""

    applicant: Applicant = Field(default_factory=Applicant)
    exams: tuple[Attempt, ...] = ()
    practice: tuple[Practice, ...] = ()
    story: Story = Field(default_factory=Story)
    changes: tuple[Change, ...] = ()
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
    def every_change(self) -> tuple[Change, ...]:
        """The changes in parts, and then the free sentences of the story, each as the text of a change."""
        return (*self.changes, *(Change(text=sentence) for sentence in self.story.changes))

    @property
    def attempts_by_date(self) -> tuple[Attempt, ...]:
        """Every attempt by date, or as entered where a date is not known."""
        return by_date(self.exams)

    @property
    def failures(self) -> tuple[Attempt, ...]:
        """Every failed attempt, by date."""
        return _with_outcome(self.attempts_by_date, "failed")

    @property
    def sittings(self) -> dict[str, tuple[Attempt, ...]]:
        """Every exam that was failed, with all its attempts by date."""
        failed = dict.fromkeys(attempt.exam for attempt in self.failures)
        return {exam: self.attempts_of(exam) for exam in failed if exam}

    @property
    def passes(self) -> tuple[Attempt, ...]:
        """Every pass of an exam that was failed."""
        return tuple(chain.from_iterable(_with_outcome(each, "passed") for each in self.sittings.values()))

    @property
    def open_exams(self) -> tuple[str, ...]:
        """The failed exams that have not been passed since."""
        return tuple(exam for exam, attempts in self.sittings.items() if not _with_outcome(attempts, "passed"))

    @property
    def coming(self) -> tuple[Attempt, ...]:
        """The attempts of failed exams that are booked, or taken and without a result."""
        attempts = chain.from_iterable(self.sittings[exam] for exam in self.open_exams)
        return tuple(attempt for attempt in attempts if attempt.outcome not in _GRADED)

    @property
    def record_state(self) -> Literal["pending", "passed", "several"]:
        """Whether the record has one failure without a pass, one that was passed since, or more than one failure."""
        if len(self.failures) > 1:
            return "several"
        return "passed" if self.failures and not self.open_exams else "pending"

    @property
    def program_names(self) -> str:
        """The programs by name for a message; of more than five only how many."""
        if len(self.programs) > _FEW:
            return f"the {len(self.programs)} of your facts"
        return ", ".join(program.name or "" for program in self.programs)

    def attempts_of(self, exam: str) -> tuple[Attempt, ...]:
        """Return the attempts of one exam by date."""
        return by_date(tuple(attempt for attempt in self.exams if attempt.exam == exam))

    def program(self, name: str) -> Program:
        """
        Return the program of a name, of a name and its city ("County Medical Center, Dayton"), or of an NRMP code.

        Some words of the name and the city are enough ("high plains") where they fit one program only.

        Raises:
            UnknownName: there is no such program, or more than one; the message says what to write.
        """
        matches = [program for program in self.programs if name.lower() in program.names]
        if not matches:
            matches = [program for program in self.programs if _has_words(program, name)]
        if len(matches) == 1:
            return matches[0]
        raise UnknownName(_ambiguous(name, matches, self) if matches else _no_program(name, self))


def _with_outcome(attempts: tuple[Attempt, ...], outcome: str) -> tuple[Attempt, ...]:
    return tuple(attempt for attempt in attempts if attempt.outcome == outcome)


def _has_words(program: Program, text: str) -> bool:
    """Return whether a program's name and city have a text in them, from the beginning of a word on."""
    wanted = _plain(text)
    return bool(wanted.strip()) and wanted in _plain(f"{program.name} {program.city or ''}")


def _plain(text: str) -> str:
    """Return a text in lower case, with a blank before every word, without its punctuation."""
    return "".join(f" {word}" for word in re.findall(r"\w+", re.sub(r"['\u2019.]", "", text.lower())))


def _ambiguous(name: str, programs: list[Program], facts: Facts) -> str:
    """Return what to write where several programs fit; of a long list only how many they are."""
    if len(programs) > _FEW:
        return f"{quoted(name)} fits {len(programs)} of the {len(facts.programs)} programs of your facts; write more."
    cities = listed((quoted(f"{program.name}, {program.city or '…'}") for program in programs), last="or")
    return f"{quoted(name)} fits {len(programs)} programs; write more, or the city too: {cities}."


def _no_program(name: str, facts: Facts) -> str:
    known = {program.name.lower(): program.name for program in facts.programs if program.name}
    if not known:
        return f"There is no program {quoted(name)}: the facts name none."
    hint = did_you_mean(known.get(_nearest_name(name, known), ""))
    return f"There is no program {quoted(name)}.{hint} There are: {facts.program_names}."


def _nearest_name(name: str, known: Iterable[str]) -> str:
    """Return the name that contains what a person wrote, or is most like it; "" for none."""
    containing = (each for each in known if name.lower() in each)
    # A person writes the first words of a long name, so that each beginning of it counts as a name.
    beginnings = {beginning: each for each in known for beginning in _beginnings(each)}
    return next(containing, "") or beginnings.get(nearest(name, beginnings), "")


def _beginnings(name: str) -> Iterator[str]:
    """Yield a name, and then the name without its last words, down to the first."""
    words = name.split()
    return (" ".join(words[:count]) for count in range(len(words), 0, -1))
