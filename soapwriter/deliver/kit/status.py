"""What has become of each document of a kit: written or kept, linted, and whether it may be sent."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from soapwriter.deliver.kit.documents import KitDocument
from soapwriter.deliver.kit.state import FileStatus
from soapwriter.errors import UnknownName
from soapwriter.finding import Report, Severity
from soapwriter.kinds import kinds
from soapwriter.soap import Permission, Verdict, ask, match_week
from soapwriter.text import counted

_ORDER = (Verdict.BLOCK, Verdict.CAUTION, Verdict.OK)


@dataclass(frozen=True)
class Page:
    """
    One document as it stands in the folder.

    `has_changed` tells of a file that was kept whether a fresh draft would be another than when it was drafted.
    `report` is None where it was not linted; `trouble` says in sentences why it could not be, or not be written.
    """

    paper: KitDocument
    file_status: FileStatus
    has_changed: bool = False
    report: Report | None = None
    trouble: str = ""

    @property
    def is_kept(self) -> bool:
        """Whether a person has edited it."""
        return self.file_status is FileStatus.KEPT

    @property
    def is_barred(self) -> bool:
        """Whether the place may not be written, so that there is no document of the kit's."""
        return self.file_status in (FileStatus.FOREIGN, FileStatus.BARRED, FileStatus.FAILED)

    @property
    def is_there(self) -> bool:
        """Whether the folder has the document, as it was drafted or as somebody has edited it."""
        return self.file_status.is_ours or self.is_kept

    @property
    def lacks(self) -> bool:
        """Whether facts are missing from it; what a person has edited is judged as it stands."""
        return self.file_status is FileStatus.UNWRITTEN or bool(self.file_status.is_ours and self.paper.draft.missing)

    @property
    def is_loud(self) -> bool:
        """Whether something in it has to be mended: an error, a warning, or that it cannot be read."""
        return bool(self.trouble) if self.report is None else self.report.fails(Severity.WARNING)

    @property
    def count(self) -> str:
        """What has to be mended in it, counted: "1 error, 2 warnings"."""
        if self.report is None:
            return self.trouble
        counts = {each.value: self.report.count(each) for each in (Severity.ERROR, Severity.WARNING)}
        return ", ".join(counted(count, name) for name, count in counts.items() if count)


@dataclass(frozen=True)
class Sorted:
    """The pages of a kit, each in one of four: ready, to be mended, lacking facts, or not to be written."""

    ready: tuple[Page, ...]
    mend: tuple[Page, ...]
    lacks: tuple[Page, ...]
    barred: tuple[Page, ...]

    @property
    def all(self) -> tuple[Page, ...]:
        """Every page."""
        return (*self.ready, *self.mend, *self.lacks, *self.barred)

    def those(self, file_status: FileStatus) -> tuple[Page, ...]:
        """Return the pages of which one thing has become."""
        return tuple(page for page in self.all if page.file_status is file_status)


class Question(NamedTuple):
    """A question that documents wait for, the fact that answers it, and the documents' names."""

    asked: str
    fact: str
    names: tuple[str, ...]

    @property
    def waiting(self) -> str:
        """What waits for it: documents by name, those to programs by number, or the folders of the programs asked."""
        own = [name for name in self.names if "/" not in name]
        folders = list(dict.fromkeys(f"{name.partition('/')[0]}/" for name in self.names if "/" in name))
        if self.fact.startswith("program."):
            return ", ".join((*own, *folders))
        to_programs = len(self.names) - len(own)
        return ", ".join((*own, *([f"{to_programs} to programs"] if to_programs else [])))


class Group(NamedTuple):
    """
    The documents for which one answer holds, by name, marked where they are not ready whatever the answer.

    `later` is a sentence on when the answer changes, or nothing.
    """

    title: str
    verdict: Verdict
    reason: str
    later: str
    doubts: tuple[str, ...]
    source: str
    url: str
    names: tuple[str, ...]


class Sending(NamedTuple):
    """
    What may be sent at a moment: by answer, what must not be sent first, and the doubts that hold for all of it.

    `unknown` says why it is not known; "" where it is.
    """

    now: str
    groups: tuple[Group, ...] = ()
    doubts: tuple[str, ...] = ()
    unknown: str = ""

    def count(self, verdict: Verdict) -> int:
        """Return how many documents have a verdict."""
        return sum(len(group.names) for group in self.groups if group.verdict is verdict)


def sort(pages: Iterable[Page]) -> Sorted:
    """Return pages by what a person has to do about them."""
    rows: dict[str, list[Page]] = {"ready": [], "mend": [], "lacks": [], "barred": []}
    for page in pages:
        rows[_row(page)].append(page)
    return Sorted(*(tuple(row) for row in rows.values()))


def _row(page: Page) -> str:
    if page.is_barred:
        return "barred"
    if page.lacks:
        return "lacks"
    return "mend" if page.is_loud else "ready"


def open_questions(pages: Iterable[Page]) -> tuple[Question, ...]:
    """Return what some pages lack, each question once, in the order in which the pages ask."""
    usual = {field.question for kind in kinds().values() for field in kind.fields}
    found: dict[tuple[str, str], tuple[str, list[str]]] = {}
    for page in pages:
        for fact, asked in page.paper.draft.missing:
            # Kinds ask for one fact in different words; a question for more of it is another question.
            key = (fact, "" if asked in usual else asked)
            found.setdefault(key, (asked, []))[1].append(page.paper.name)
    return tuple(Question(asked, fact, tuple(names)) for (fact, _), (asked, names) in found.items())


def sending(pages: Iterable[Page], *, now: datetime, said: Callable[[datetime], str]) -> Sending:
    """Return what may be sent now, by answer, what must not be sent first; `said` says a moment to a person."""
    letters = [page for page in pages if page.paper.message and page.is_there]
    try:
        # Also without a document to send it is worth knowing that the clock does not know the year.
        match_week(now)
        asked = [(page, ask(page.paper.message, page.paper.program, now=now)) for page in letters]
    except UnknownName as error:
        return Sending(said(now), unknown=str(error))
    warnings = dict.fromkeys(warning for _, permission in asked for warning in permission.warnings)
    shared = tuple(each for each in warnings if all(each in permission.warnings for _, permission in asked))
    rows: dict[Group, list[str]] = {}
    for page, permission in asked:
        rows.setdefault(_group(permission, shared, said), []).append(_marked(page))
    found = [row._replace(names=tuple(names)) for row, names in rows.items()]
    return Sending(said(now), tuple(sorted(found, key=lambda row: _ORDER.index(row.verdict))), shared)


def _marked(page: Page) -> str:
    """Return a document's name, with what keeps it from being sent whatever the rules say."""
    mark = {"lacks": " (lacks facts)", "mend": " (to mend)"}.get(_row(page), "")
    return f"{page.paper.name}{mark}"


def _group(permission: Permission, shared: Sequence[str], said: Callable[[datetime], str]) -> Group:
    later = f" From {said(permission.until)} on: {permission.then}." if permission.until else ""
    source = permission.source
    return Group(
        title=permission.title,
        verdict=permission.verdict,
        reason=permission.reason,
        later=later,
        doubts=tuple(each for each in permission.warnings if each not in shared),
        source=str(source or ""),
        url=(source and source.url) or "",
        names=(),
    )
