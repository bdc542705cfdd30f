"""A baseline: known findings, which linting then suppresses. Hashes of the words around them identify them."""

from __future__ import annotations

import json
import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import TYPE_CHECKING, Annotated

from pydantic import StrictInt, StringConstraints, ValidationError

from soapwriter.data import FrozenModel, NotToml, parse_toml
from soapwriter.errors import BadSettings, Unreadable, quoted
from soapwriter.files import read_bytes
from soapwriter.text import Document

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from soapwriter.finding import Finding, Report

VERSION = 1

# Two words on each side tell two findings of one phrase apart, and yet an edit elsewhere in the sentence loses neither.
_AROUND = 2
# 64 bits: of 10^13 baselines with a thousand findings each, less than one has two findings with the same hash.
_DIGITS = 16
_TOKEN = re.compile(r"\w+(?:['’]\w+)*|[^\w\s]")
# Room for a quarter of a million findings; what is larger is another file, named by mistake.
_MOST_BYTES = 10_000_000
_HEAD = """\
# Findings that soapwriter suppresses: for each rule, hashes of the words of a finding and of two words on each side,
# so that none of your text is in this file. To renew it: soapwriter lint TEXTS --baseline FILE --update-baseline
"""
_WAY_OUT = "Name another file, or remove this one and write a new one with --update-baseline."


class _File(FrozenModel):
    version: StrictInt
    findings: dict[str, tuple[Annotated[str, StringConstraints(pattern=rf"^[0-9a-f]{{{_DIGITS}}}$")], ...]]


@dataclass(frozen=True)
class Baseline:
    """The hashes of known findings, by rule."""

    hashes: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def __len__(self) -> int:
        """How many different findings it knows."""
        return sum(map(len, self.hashes.values()))

    def count_missing_from(self, other: Baseline) -> int:
        """Return how many of its findings another baseline does not know."""
        return sum(len(known - other.hashes.get(rule, frozenset())) for rule, known in self.hashes.items())

    def suppress(self, report: Report) -> Report:
        """Return a report without the findings that the baseline knows, which are counted as suppressed."""
        hash_of = _hasher(report)
        kept = tuple(each for each in report.findings if hash_of(each) not in self.hashes.get(each.rule, ()))
        dropped = len(report.findings) - len(kept)
        return replace(report, findings=kept, suppressed=report.suppressed + dropped)

    def to_toml(self) -> str:
        """Return the text of a baseline file: the same for the same findings, in whatever order they came."""
        rules = (
            "\n".join((f"{json.dumps(rule)} = [", *(f'  "{each}",' for each in sorted(known)), "]"))
            for rule, known in sorted(self.hashes.items())
        )
        return "\n".join((f"{_HEAD}version = {VERSION}\n\n[findings]", *rules, ""))


def baseline_of(reports: Iterable[Report]) -> Baseline:
    """Return a baseline of every finding in some reports."""
    found: dict[str, set[str]] = {}
    for report in reports:
        hash_of = _hasher(report)
        for finding in report.findings:
            found.setdefault(finding.rule, set()).add(hash_of(finding))
    return Baseline({rule: frozenset(known) for rule, known in found.items()})


def read_baseline(path: Path) -> Baseline:
    """
    Return the baseline of a file.

    Raises:
        BadSettings: the file does not exist, is not a baseline, or has another version.
    """
    raw = _parsed(path)
    version = raw.get("version")
    if isinstance(version, int) and version != VERSION:
        raise BadSettings(
            f"{path}: This baseline has version {version}; this soapwriter reads version {VERSION}. {_WAY_OUT}"
        )
    try:
        content = _File.model_validate(raw)
    except ValidationError as error:
        key = ".".join(map(str, error.errors()[0]["loc"]))
        raise BadSettings(f"{path}: This is not a baseline: {quoted(key)} is missing or wrong. {_WAY_OUT}") from error
    return Baseline({rule: frozenset(known) for rule, known in content.findings.items()})


def _parsed(path: Path) -> dict[str, object]:
    if not path.exists():
        raise BadSettings(f"{path}: This baseline does not exist. --update-baseline writes it.")
    try:
        return parse_toml(read_bytes(path, most=_MOST_BYTES, what="baseline").decode("utf-8"))
    except OSError as error:
        raise BadSettings(f"{path}: cannot be read: {error.strerror}.") from error
    except (UnicodeDecodeError, NotToml, Unreadable) as error:
        raise BadSettings(f"{path}: This is not a baseline: {str(error).rstrip('.')}. {_WAY_OUT}") from error


def _hasher(report: Report) -> Callable[[Finding], str]:
    """Return what hashes a finding of a report: its rule, its words, and two words or marks before and after it."""
    prose = Document(report.path, report.text, report.kind).prose
    tokens = list(_TOKEN.finditer(prose))
    starts = [token.start() for token in tokens]
    ends = [token.end() for token in tokens]

    def hash_of(finding: Finding) -> str:
        first, last = bisect_right(ends, finding.start), bisect_left(starts, finding.end)
        before = _plain(token.group() for token in tokens[max(0, first - _AROUND) : first])
        after = _plain(token.group() for token in tokens[last : last + _AROUND])
        # A name in a comment is not in the prose, so it has only its own characters.
        own = _TOKEN.findall(prose[finding.start : finding.end]) or _TOKEN.findall(finding.quote)
        identity = json.dumps([finding.rule, before, _plain(own), after])
        return sha256(identity.encode()).hexdigest()[:_DIGITS]

    return hash_of


def _plain(words: Iterable[str]) -> list[str]:
    """Return words without what an editor may change by itself: case, and the shape of apostrophes."""
    return [word.casefold().replace("’", "'") for word in words]
