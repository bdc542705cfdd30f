"""What linting yields: findings in a report, as plain values without anything of spaCy."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

# What an explanation of a failed exam needs, and how many of 100 words the article gives to each.
PARTS = ("ownership", "cause", "changes", "plan")
SHARES = {"ownership": 20, "cause": 20, "changes": 40, "plan": 20}


class Severity(StrEnum):
    """How much a finding matters: do not send; fix it, or have a reason not to; worth a look."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def rank(self) -> int:
        """The order of severities: 0 for a note, 1 for a warning, 2 for an error."""
        return (Severity.NOTE, Severity.WARNING, Severity.ERROR).index(self)


class Safety(StrEnum):
    """How far an edit may be trusted: made by --fix, made only where the writer agrees, or only shown."""

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
    """
    One finding in one document; offsets in characters from 0, lines and columns from 1, ends exclusive.

    `probability` (0 to 1) is the trained reader's; None for what is found by rule.
    """

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
    probability: float | None = None

    @property
    def category(self) -> str:
        """The rule's folder: "begging" of "begging/plead"."""
        return self.rule.rpartition("/")[0]

    @property
    def safe_fix(self) -> Fix | None:
        """The edit that --fix makes, where there is one."""
        return self.fix if self.fix and self.fix.safety is Safety.SAFE else None


@dataclass(frozen=True, slots=True)
class Counts:
    """How long a document is; `spoken_seconds` at 145 words a minute, `grade` is a US school grade of reading ease."""

    characters: int
    words: int
    sentences: int
    spoken_seconds: int
    grade: float


@dataclass(frozen=True, slots=True)
class Passage:
    """
    A run of sentences that serve one part: a name of PARTS, or "other".

    Sentences that serve two parts are in a passage of each, and `words` are this part's share of theirs.
    `probability` (0 to 1) is that of the surest sentence; 0 for "other".
    """

    part: str
    start: int
    end: int
    words: int
    probability: float = 0.0


@dataclass(frozen=True, slots=True)
class Structure:
    """
    Each of the four parts' label (see the report format), and where the parts are.

    `parts` are runs of sentences; `probabilities` has, for each part, the probability (0 to 1) of every label.
    """

    ownership: str
    cause: str
    changes: str
    plan: str
    parts: tuple[Passage, ...]
    probabilities: Mapping[str, Mapping[str, float]] = field(default_factory=dict)

    def label(self, part: str) -> str:
        """Return the label of a part, such as "present" or "missing"."""
        label: str = getattr(self, part)
        return label

    def words(self) -> dict[str, int]:
        """Return how many words each of the four parts has."""
        found = Counter(dict.fromkeys(PARTS, 0))
        for passage in self.parts:
            if passage.part in found:
                found[passage.part] += passage.words
        return dict(found)


@dataclass(frozen=True, slots=True)
class ReportedSentence:
    """
    One sentence: its offsets in characters, its number of words, and which parts these serve.

    `role` is "text", "item" (of a list), "subject", "greeting" or "closing". `part_words` are names of PARTS or
    "other", each once, and how many words serve it; they are empty where the text needs none of the parts, or this
    sentence is outside the explanation.
    """

    role: str
    start: int
    end: int
    words: int
    part_words: tuple[tuple[str, int], ...] = ()


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
    What linting one document yields.

    `text` is as read, and `kind_from` says how the kind was known. `audience` is whom it is for ("" where that is not
    known), and `program` the name and city of the program in the facts. `sentences` are in order. `suppressed` counts
    the findings that a comment, front matter or a baseline suppresses.
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
    audience: str = ""
    program: str = ""
    sentences: tuple[ReportedSentence, ...] = ()

    def count(self, severity: Severity) -> int:
        """Return how many findings have a severity."""
        return sum(finding.severity is severity for finding in self.findings)

    @property
    def borrowed(self) -> int:
        """How many sentences are not yet in the writer's own words: still a template's, or copied from an example."""
        return sum(finding.category == "residue" for finding in self.findings)

    def fails(self, severity: Severity) -> bool:
        """Return whether any finding has a severity or a graver one."""
        return any(finding.severity.rank >= severity.rank for finding in self.findings)
