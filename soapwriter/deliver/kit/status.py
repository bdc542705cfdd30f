"""How each document of a kit is: its file, what lint finds in it, which facts it lacks, and whether it may be sent."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NamedTuple

from soapwriter.deliver.kit.documents import KitDocument, in_short
from soapwriter.deliver.kit.state import FileStatus
from soapwriter.errors import UnknownName
from soapwriter.facts import Facts
from soapwriter.finding import Report, Severity
from soapwriter.kinds import kinds
from soapwriter.soap import Permission, Verdict, ask, first_line, in_words, match_week
from soapwriter.text import counted

Need = Literal["ready", "to_fix", "incomplete", "left_alone"]

# What must not be sent is read first.
_ORDER = (Verdict.BLOCK, Verdict.CAUTION, Verdict.OK)
_MARKS = {"incomplete": " (lacks facts)", "to_fix": " (to fix)"}


@dataclass(frozen=True)
class KitFile:
    """
    One document of a kit and its file.

    `own_text` is the text of a file that a person has edited; None for any other, and where it cannot be read.
    `has_changed` is whether a fresh draft would differ from the one that such a file was made from. `report` is None
    where the document was not linted. `problem` says in sentences why it could not be linted, or not be written.
    """

    document: KitDocument
    status: FileStatus
    has_changed: bool = False
    own_text: str | None = None
    report: Report | None = None
    problem: str = ""

    @property
    def name(self) -> str:
        """The path of the file in the folder, with "/" on every system."""
        return self.document.name

    @property
    def is_kept(self) -> bool:
        """Whether a person has edited it."""
        return self.status is FileStatus.KEPT

    @property
    def is_left_alone(self) -> bool:
        """Whether the file may not be written, or cannot be, so that the folder does not have the document."""
        return self.status in (FileStatus.TAKEN, FileStatus.REFUSED, FileStatus.FAILED)

    @property
    def is_there(self) -> bool:
        """Whether the folder has the document, as it was drafted or as a person has edited it."""
        return self.status.is_draft or self.is_kept

    @property
    def is_incomplete(self) -> bool:
        """Whether the draft lacks facts; a text that a person has edited is never called incomplete."""
        return self.status is FileStatus.WITHHELD or bool(self.status.is_draft and self.document.draft.missing)

    @property
    def has_findings(self) -> bool:
        """Whether it has an error or a warning, or could not be linted."""
        return bool(self.problem) if self.report is None else self.report.fails(Severity.WARNING)

    @property
    def findings(self) -> str:
        """What is to be fixed in it: "1 error, 2 warnings", or why it could not be linted."""
        if self.report is None:
            return self.problem
        return ", ".join(filter(None, (_count(self.report, each) for each in (Severity.ERROR, Severity.WARNING))))

    @property
    def need(self) -> Need:
        """What a person has to do about it."""
        if self.is_left_alone:
            return "left_alone"
        if self.is_incomplete:
            return "incomplete"
        return "to_fix" if self.has_findings else "ready"


@dataclass(frozen=True)
class KitStatus:
    """The files of a kit by what a person has to do about them."""

    ready: tuple[KitFile, ...]
    to_fix: tuple[KitFile, ...]
    incomplete: tuple[KitFile, ...]
    left_alone: tuple[KitFile, ...]

    def with_status(self, status: FileStatus) -> tuple[KitFile, ...]:
        """Return the files with which a run did one thing."""
        files = (*self.ready, *self.to_fix, *self.incomplete, *self.left_alone)
        return tuple(file for file in files if file.status is status)


class Question(NamedTuple):
    """A question that is open, the fact that answers it, and the names of the documents that lack it."""

    question: str
    fact: str
    names: tuple[str, ...]

    @property
    def waiting(self) -> str:
        """What waits for the answer: documents, those to programs as a number; for a fact of a program, folders."""
        if not self.fact.startswith("program."):
            return ", ".join(in_short(self.names))
        folders = (name.partition("/") for name in self.names)
        return ", ".join(dict.fromkeys(f"{first}{slash}" for first, slash, _ in folders))


class SendingGroup(NamedTuple):
    """
    Documents for which one permission holds, by name, each marked where it is not ready itself.

    `later` is a sentence on when the verdict changes, or "". `warnings` are those that not every group has.
    """

    title: str
    verdict: Verdict
    reason: str
    later: str
    warnings: tuple[str, ...]
    source: str
    url: str
    names: tuple[str, ...] = ()


class Sending(NamedTuple):
    """
    What may be sent at a moment, what must not be sent first; `warnings` hold for all of it.

    `unknown` says why it is not known; "" where it is. `first` is what comes before everything, such as that the
    applicant is not in SOAP; "" for nothing.
    """

    now: str
    groups: tuple[SendingGroup, ...] = ()
    warnings: tuple[str, ...] = ()
    unknown: str = ""
    first: str = ""

    def count(self, verdict: Verdict) -> int:
        """Return how many documents have a verdict."""
        return sum(len(group.names) for group in self.groups if group.verdict is verdict)


def kit_status(files: Iterable[KitFile]) -> KitStatus:
    """Return files by what a person has to do about them, each in exactly one group."""
    groups: dict[Need, list[KitFile]] = {"ready": [], "to_fix": [], "incomplete": [], "left_alone": []}
    for file in files:
        groups[file.need].append(file)
    return KitStatus(**{need: tuple(group) for need, group in groups.items()})


def open_questions(files: Iterable[KitFile]) -> tuple[Question, ...]:
    """Return what files lack, each question once, in the order in which the files ask."""
    usual = {field.question for kind in kinds().values() for field in kind.fields}
    found: dict[tuple[str, str], Question] = {}
    for name, fact, question in _missing(files):
        # Kinds ask for one fact in different words; a question for more of it is another question.
        key = fact, "" if question in usual else question
        first = found.setdefault(key, Question(question, fact, ()))
        found[key] = first._replace(names=(*first.names, name))
    return tuple(found.values())


def sending(files: Iterable[KitFile], *, facts: Facts, now: datetime) -> Sending:
    """Return what of a kit may be sent now; a document that the folder does not have is left out."""
    letters = [file for file in files if file.document.message and file.is_there]
    try:
        # Without a document to send, too, it is worth knowing that the clock does not know the season.
        match_week(now)
        asked = [(file, ask(file.document.message, file.document.program, now=now, facts=facts)) for file in letters]
    except UnknownName as error:
        return Sending(in_words(now), unknown=str(error), first=first_line(facts, now))
    shared = _shared([permission.warnings for _, permission in asked])
    return Sending(in_words(now), _groups(asked, shared), shared, first=first_line(facts, now))


def _count(report: Report, severity: Severity) -> str:
    count = report.count(severity)
    return counted(count, severity.value) if count else ""


def _missing(files: Iterable[KitFile]) -> Iterable[tuple[str, str, str]]:
    for file in files:
        for fact, question in file.document.draft.missing:
            yield file.name, fact, question


def _shared(warnings: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Return the warnings that all have, in the order of the first."""
    first, *others = warnings or [()]
    return tuple(warning for warning in dict.fromkeys(first) if all(warning in other for other in others))


def _groups(asked: Iterable[tuple[KitFile, Permission]], shared: Sequence[str]) -> tuple[SendingGroup, ...]:
    """Return files with one permission together, what must not be sent first."""
    names: dict[SendingGroup, list[str]] = {}
    for file, permission in asked:
        names.setdefault(_group(permission, shared), []).append(f"{file.name}{_MARKS.get(file.need, '')}")
    groups = (group._replace(names=tuple(found)) for group, found in names.items())
    return tuple(sorted(groups, key=lambda group: _ORDER.index(group.verdict)))


def _group(permission: Permission, shared: Sequence[str]) -> SendingGroup:
    source = permission.source
    return SendingGroup(
        title=permission.title,
        verdict=permission.verdict,
        reason=permission.reason,
        later=f" From {in_words(permission.until)} on: {permission.then}." if permission.until else "",
        warnings=tuple(each for each in permission.warnings if each not in shared),
        source=str(source or ""),
        url=(source and source.url) or "",
    )
