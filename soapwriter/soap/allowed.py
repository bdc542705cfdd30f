"""What may be sent now, message by message: to programs that are alike in it, together."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from soapwriter.facts import Program
from soapwriter.soap.contact import Answer, Stage, Verdict, may_send, messages

# A message to one's own school goes to no program.
SCHOOL = "school"


@dataclass(frozen=True)
class Allowed:
    """
    What may be sent to some programs; without programs, to every one that has not contacted the applicant first.

    `answers` are by message, in the order of the contact table; `doubts` are what is doubtful about these programs.
    """

    programs: tuple[Program, ...]
    answers: Mapping[str, Answer]
    doubts: tuple[str, ...] = ()

    @property
    def stage(self) -> Stage:
        """Where in the week these programs are."""
        return next(iter(self.answers.values())).stage

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """The verdict of each message, in order."""
        return _verdicts(self.answers)

    def with_verdict(self, verdict: Verdict) -> tuple[str, ...]:
        """Return the messages that have a verdict."""
        return tuple(message for message, answer in self.answers.items() if answer.verdict is verdict)

    @property
    def changes_at(self) -> datetime | None:
        """When the first of the answers will be another; None where nothing later changes one."""
        return min((each.changes_at for each in self.answers.values() if each.changes_at), default=None)


def allowed(programs: Iterable[Program], *, now: datetime) -> tuple[Allowed, ...]:
    """
    Return what may be sent to a program that has not made contact, and then to those for which something else holds.

    Raises:
        UnknownName: the clock does not know the year.
    """
    usual = _of(None, now=now)
    common = {doubt for answer in usual.values() for doubt in answer.doubts}
    groups: dict[tuple[object, ...], Allowed] = {}
    for program in programs:
        answers = _of(program, now=now)
        doubts = tuple(dict.fromkeys(each for one in answers.values() for each in one.doubts if each not in common))
        key = (_verdicts(answers), doubts)
        if key == (_verdicts(usual), ()):
            continue
        before = groups[key].programs if key in groups else ()
        groups[key] = Allowed((*before, program), answers, doubts)
    return (Allowed((), usual), *sorted(groups.values(), key=lambda group: group.stage != "contacted"))


def _of(program: Program | None, *, now: datetime) -> dict[str, Answer]:
    return {
        message: may_send(
            message,
            now=now,
            contacted_first=bool(program and program.contacted_first),
            contacted_at=program.contacted_at if program else None,
        )
        for message in messages()
        if message != SCHOOL
    }


def _verdicts(answers: Mapping[str, Answer]) -> tuple[Verdict, ...]:
    return tuple(answer.verdict for answer in answers.values())
