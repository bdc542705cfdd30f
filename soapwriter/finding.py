"""What linting yields: findings in a report, as plain values that carry no trace of spaCy."""

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

PARTS = ("ownership", "cause", "changes", "plan")
SHARES = {"ownership": 20, "cause": 20, "changes": 40, "plan": 20}


class Severity(StrEnum):
    """How much a finding matters: do not send, mend it or know why not, worth a look."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def rank(self) -> int:
        """The order of severities: 0 for a note, 1 for a warning, 2 for an error."""
        return (Severity.NOTE, Severity.WARNING, Severity.ERROR).index(self)


class Safety(StrEnum):
    """How far an edit may be trusted: made unasked, made when somebody says so, or only shown."""

    SAFE = "safe"
    UNSAFE = "unsafe"
    SHOWN = "shown"


@dataclass(frozen=True, slots=True)
class Fix:
    """An edit: replace `start`:`end` (characters from 0, end exclusive) by `text`."""

    start: int
    end: int
    text: str
    safety: Safety = Safety.SAFE


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at in one document; offsets in characters, lines and columns from 1, ends exclusive."""

    rule: str
    severity: Severity
    message: str
    instead: str
    start: int
    end: int
    line: int
    column: int
    end_line: int
    end_column: int
    quote: str
    fix: Fix | None = None

    @property
    def category(self) -> str:
        """The rule's folder: "begging" of "begging/plead"."""
        return self.rule.rpartition("/")[0]

    @property
    def safe_fix(self) -> Fix | None:
        """The edit that may be made unasked, where there is one."""
        return self.fix if self.fix and self.fix.safety is Safety.SAFE else None


@dataclass(frozen=True, slots=True)
class Counts:
    """How long a document is; `spoken_seconds` at 145 words a minute, `grade` is a school grade of reading ease."""

    characters: int
    words: int
    sentences: int
    spoken_seconds: int
    grade: float


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of sentences that serve one part: a name of PARTS, or "other"."""

    part: str
    start: int
    end: int
    words: int


@dataclass(frozen=True, slots=True)
class Structure:
    """
    How each of the four parts stands (labels of the report format), and where they are.

    `parts` are runs of sentences; `told` says, clause by clause, which part it serves in how many words.
    """

    ownership: str
    cause: str
    changes: str
    plan: str
    parts: tuple[Passage, ...]
    told: tuple[tuple[str, int], ...] = ()

    def standing(self, part: str) -> str:
        """Return the label of a part, such as "present" or "missing"."""
        label: str = getattr(self, part)
        return label

    def words(self) -> dict[str, int]:
        """Return how many words each of the four parts has, by clauses where these are known."""
        found = Counter(dict.fromkeys(PARTS, 0))
        for part, words in self.told or ((passage.part, passage.words) for passage in self.parts):
            if part in found:
                found[part] += words
        return dict(found)


@dataclass(frozen=True, slots=True)
class Said:
    """
    One sentence: its place, its words, and what it is there for, a name of PARTS or "other" for each stretch of words.

    `role` is "text", "item" (of a list), "subject", "greeting" or "closing". `told` has no more than one entry of a
    part; it is empty where the text needs none of the parts, or this sentence is outside the explanation.
    """

    role: str
    start: int
    end: int
    words: int
    told: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class EmailParts:
    """Which parts of an email are there."""

    subject: bool
    greeting: bool
    specific_detail: bool
    interest: bool
    signoff: bool
    aamc_id: bool


@dataclass(frozen=True, slots=True)
class Report:
    """
    What one document's linting yields.

    `text` is as read, `kind_from` says how the kind was known, and `reader` whom it is for ("" where nobody knows), of
    which `program` is the program's name and city as the facts know it. `said` are the sentences, in order.
    `suppressed` counts the findings that are kept quiet, by a comment, front matter or a baseline.
    """

    path: str
    text: str
    kind: str
    kind_from: str
    counts: Counts
    structure: Structure
    email: EmailParts | None
    findings: tuple[Finding, ...]
    suppressed: int = 0
    reader: str = ""
    program: str = ""
    said: tuple[Said, ...] = ()

    def count(self, severity: Severity) -> int:
        """Return how many findings have a severity."""
        return sum(finding.severity is severity for finding in self.findings)

    @property
    def borrowed(self) -> int:
        """How many sentences are not yet in the writer's own words: still a template's, or copied from an example."""
        return sum(finding.category == "residue" for finding in self.findings)

    def fails(self, severity: Severity) -> bool:
        """Tell whether any finding is at or above a severity."""
        return any(finding.severity.rank >= severity.rank for finding in self.findings)
