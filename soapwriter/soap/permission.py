"""
Whether a message may be sent to a program at a moment: the one place that decides it.

Contact before contact bars people from SOAP, so what is not known for certain is never called "ok".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import NamedTuple

from soapwriter.data import Confidence
from soapwriter.errors import UnknownName, unknown
from soapwriter.facts import Facts, Program
from soapwriter.soap.clock import Week, eastern, match_week
from soapwriter.soap.contact import SCHOOL, Rule, Stage, Verdict, contact_table, messages
from soapwriter.soap.moments import in_words_soon
from soapwriter.soap.standing import Standing, find_standing

_NO_TIME = "Your facts say that the program made contact first, but not when: enter contacted_at."
_TO_COME = "Your facts say that the program will make contact on {day}: that is still to come."
_TOO_EARLY = "The program's contact was before SOAP began, and does not count in it."
_NOT_YET = "Before {review} no program can have your application, so no contact of a program counts yet."
_APPLIED = (
    "Your facts do not say whether you applied to it (applied): a program that you did not apply to may not "
    "contact you."
)
_WHICH_PROGRAM = "It is not known which program it goes to, so it was taken for one that has not contacted you."


class Source(NamedTuple):
    """Where a verdict comes from, how far that is confirmed (H, M or L), and when it was last checked."""

    title: str
    url: str | None
    confidence: Confidence
    checked: date

    def __str__(self) -> str:
        """Return its title and date, such as "Match Participation Agreement (checked 2026-06-30)"."""
        return f"{self.title} (checked {self.checked})"


@dataclass(frozen=True)
class Permission:
    """
    Whether a message may be sent to a program at a moment, and why.

    `message` is an id of the contact table; `program` is None for any program that has not made contact. `until` is the
    moment from which the verdict is `then` if nothing but time goes by; both are None where no later verdict is known.
    `warnings` are sentences on what is not certain. `source` and `stage` are None where the clock does not know the
    season; the reason is then empty, and a warning gives it. `until` is in Eastern time.
    """

    message: str
    program: Program | None
    now: datetime
    verdict: Verdict
    reason: str = ""
    source: Source | None = None
    stage: Stage | None = None
    until: datetime | None = None
    then: Verdict | None = None
    warnings: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """What kind of message it is, in words."""
        return messages()[self.message].title


@dataclass(frozen=True)
class Permissions:
    """
    What may be sent to programs for which the same holds; without programs, to any that has not made contact.

    `by_message` has a permission for each message to a program, in the order of the contact table; `warnings` are those
    that hold for these programs and not for every program.
    """

    programs: tuple[Program, ...]
    by_message: Mapping[str, Permission]
    warnings: tuple[str, ...] = ()

    @property
    def stage(self) -> Stage | None:
        """The stage of the week at which these programs are."""
        return next(iter(self.by_message.values())).stage

    @property
    def shared_reason(self) -> str:
        """The reason that every message has; "" where they differ."""
        reasons = {permission.reason for permission in self.by_message.values()}
        return reasons.pop() if len(reasons) == 1 else ""

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """The verdict of each message, in order."""
        return tuple(permission.verdict for permission in self.by_message.values())

    @property
    def until(self) -> datetime | None:
        """The moment at which the first of the verdicts changes; None where none does."""
        return min((each.until for each in self.by_message.values() if each.until), default=None)

    def with_verdict(self, verdict: Verdict) -> tuple[str, ...]:
        """Return the messages that have a verdict."""
        return tuple(message for message, permission in self.by_message.items() if permission.verdict is verdict)


def ask(message: str, program: Program | None, *, now: datetime, facts: Facts | None = None) -> Permission:
    """
    Return whether a message may be sent to a program at a moment.

    Args:
        message: an id of the contact table, such as "interest".
        program: where it goes; its `contacted_first` and `contacted_at` say whether and when it made contact, and only
            contact in the same SOAP, after programs have the applications and not after `now`, counts. `applied` says
            whether it has an application. None is any program that has not made contact.
        now: the moment; without a zone it is read as Eastern time, and so is `contacted_at`.
        facts: the applicant's facts, which say whether they are in SOAP, and whether they have accepted an offer.

    Raises:
        UnknownName: there is no such message, or the clock does not know the season.
    """
    if message not in messages():
        raise UnknownName(unknown("message", message, messages()))
    week = match_week(now)
    case = _Case(program, facts or Facts(), week, eastern(now))
    stage, doubts = case.stage_at(case.now)
    rule = contact_table().rule(message, stage)
    # A block is certain, whatever else is not known.
    warnings = doubts if message != SCHOOL else ()
    verdict = _careful(rule.verdict, warnings)
    until, then = _change(message, verdict, case)
    return Permission(
        message=message,
        program=program,
        now=now,
        verdict=verdict,
        reason=rule.reason,
        source=_source(rule),
        stage=stage,
        until=until,
        then=then,
        warnings=(*warnings, week.caution) if week.caution else warnings,
    )


def ask_or_caution(message: str, program: Program | None, *, now: datetime, facts: Facts | None = None) -> Permission:
    """
    Return whether a message may be sent; "caution" instead of "ok" where the program or the season is not known.

    Raises:
        UnknownName: there is no such message.
    """
    permission = _ask_any_season(message, program, now=now, facts=facts)
    if program is not None:
        return permission
    warnings = (*permission.warnings, _WHICH_PROGRAM)
    return replace(permission, verdict=_careful(permission.verdict, warnings), warnings=warnings)


def permissions(programs: Iterable[Program], *, now: datetime, facts: Facts | None = None) -> tuple[Permissions, ...]:
    """
    Return what may be sent: to any program that has not made contact, then to those for which something else holds.

    Raises:
        UnknownName: the clock does not know the season.
    """
    usual = Permissions((), _by_message(None, now=now, facts=facts))
    common = {warning for permission in usual.by_message.values() for warning in permission.warnings}
    groups: dict[object, Permissions] = {}
    # Programs for which the same holds are one group, so that thirty programs are a few lines and not a page.
    for program in programs:
        own = _permissions(program, common, now=now, facts=facts)
        key = own.verdicts, own.warnings, own.stage
        if key == (usual.verdicts, (), usual.stage):
            continue
        group = groups.setdefault(key, replace(own, programs=()))
        groups[key] = replace(own, programs=(*group.programs, program))
    # Those in contact come first: to them something may be sent.
    return usual, *sorted(groups.values(), key=lambda group: group.stage not in ("contacted", "joined"))


class _Case(NamedTuple):
    """A program, the applicant's facts, the season and the moment, in Eastern time."""

    program: Program | None
    facts: Facts
    week: Week
    now: datetime

    def stage_at(self, moment: datetime) -> tuple[Stage, tuple[str, ...]]:
        """Return the stage at a moment, if no program makes contact until then, and what is not certain about it."""
        if moment < self.week.soap.begins:
            return "before", ()
        if self.facts.eligibility.accepted:
            return self._after_acceptance()
        if moment >= self.week.soap.ends:
            return "after", ()
        if self._standing and self._standing.is_out:
            return "ineligible", ()
        return self._contact()

    @property
    def _standing(self) -> Standing | None:
        return find_standing(self.facts, week=self.week, now=self.now)

    def _after_acceptance(self) -> tuple[Stage, tuple[str, ...]]:
        accepted = (self.facts.eligibility.accepted or "").lower()
        is_own = self.program is not None and accepted in self.program.names
        return ("joined", ()) if is_own else ("accepted", ())

    def _contact(self) -> tuple[Stage, tuple[str, ...]]:
        """Return the stage during SOAP, by the program's contact and the application to it."""
        program = self.program
        if program is None or not program.contacted_first:
            return "silent", ()
        if program.contacted_at is None:
            return self._untimed_contact(program)
        at = eastern(program.contacted_at)
        if at > self.now:
            return "silent", (_TO_COME.format(day=f"{at:%B} {at.day}"),)
        if at < self.week.soap.begins:
            return "silent", (_TOO_EARLY,)
        if at < self.week.review:
            return "early", ()
        return _by_application(program, ())

    def _untimed_contact(self, program: Program) -> tuple[Stage, tuple[str, ...]]:
        """Return the stage where the contact has no time: it counts, with a warning, once any contact can."""
        if self.now < self.week.review:
            return "silent", (_NO_TIME, _NOT_YET.format(review=in_words_soon(self.week.review)))
        return _by_application(program, (_NO_TIME,))


def _by_application(program: Program, doubts: tuple[str, ...]) -> tuple[Stage, tuple[str, ...]]:
    if program.applied is False:
        return "uninvited", ()
    return "contacted", doubts if program.applied else (*doubts, _APPLIED)


def _ask_any_season(message: str, program: Program | None, *, now: datetime, facts: Facts | None) -> Permission:
    # The season alone may be unknown; a message that is not in the table is the caller's mistake.
    try:
        match_week(now)
    except UnknownName as error:
        return Permission(message, program, now, Verdict.CAUTION, warnings=(str(error),))
    return ask(message, program, now=now, facts=facts)


def _permissions(program: Program, common: set[str], *, now: datetime, facts: Facts | None) -> Permissions:
    """Return what may be sent to one program, without the warnings that are common to every program."""
    by_message = _by_message(program, now=now, facts=facts)
    every = [warning for permission in by_message.values() for warning in permission.warnings]
    return Permissions((program,), by_message, tuple(dict.fromkeys(each for each in every if each not in common)))


def _by_message(program: Program | None, *, now: datetime, facts: Facts | None) -> dict[str, Permission]:
    return {message: ask(message, program, now=now, facts=facts) for message in messages() if message != SCHOOL}


def _careful(verdict: Verdict, warnings: tuple[str, ...]) -> Verdict:
    """Return a verdict, lowered from "ok" to "caution" where something is not certain."""
    return Verdict.CAUTION if warnings and verdict is Verdict.OK else verdict


def _change(message: str, verdict: Verdict, case: _Case) -> tuple[datetime | None, Verdict | None]:
    """Return when the verdict next changes, and to which, if nothing but time goes by."""
    # The stage changes at these two moments alone, if no program makes contact meanwhile.
    for moment in (case.week.soap.begins, case.week.soap.ends):
        then = contact_table().rule(message, case.stage_at(moment)[0]).verdict
        if moment > case.now and then is not verdict:
            return moment, then
    return None, None


def _source(rule: Rule) -> Source:
    table = contact_table()
    origin = table.sources[rule.source]
    return Source(origin.title, origin.url, origin.confidence, table.checked)
