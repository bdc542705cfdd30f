"""A baseline: findings that somebody has seen and lets stand, known by hashes of the words around them."""

from __future__ import annotations

import json
import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import TYPE_CHECKING, Annotated

from pydantic import StrictInt, StringConstraints, ValidationError

from soapwriter.data import FrozenModel, NotToml, parse_toml
from soapwriter.errors import BadSettings
from soapwriter.text import Document

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from soapwriter.finding import Finding, Report

VERSION = 1

_AROUND = 2
_DIGITS = 16
_TOKEN = re.compile(r"\w+(?:['’]\w+)*|[^\w\s]")
_MOST_BYTES = 10_000_000
_HEAD = """\
# Findings that were seen and are let stand: for each rule, hashes of the words that it points at and of two words on
# each side, so that no text is in here. "soapwriter lint TEXTS --baseline FILE --update-baseline" writes it anew.
"""
_WAY_OUT = "Name another file, or remove this one and write it anew with --update-baseline."


class _File(FrozenModel):
    version: StrictInt
    findings: dict[str, tuple[Annotated[str, StringConstraints(pattern=rf"^[0-9a-f]{{{_DIGITS}}}$")], ...]]


@dataclass(frozen=True)
class Baseline:
    """The hashes of findings that are let stand, by rule."""

    hashes: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def __len__(self) -> int:
        """How many different findings it lets stand."""
        return sum(map(len, self.hashes.values()))

    def less(self, other: Baseline) -> int:
        """Return how many of its findings another has not."""
        return sum(len(known - other.hashes.get(rule, frozenset())) for rule, known in self.hashes.items())

    def quieted(self, report: Report) -> Report:
        """Return a report without the findings that are let stand, which are counted as suppressed."""
        mark = _marker(report)
        kept = tuple(each for each in report.findings if mark(each) not in self.hashes.get(each.rule, ()))
        dropped = len(report.findings) - len(kept)
        return replace(report, findings=kept, suppressed=report.suppressed + dropped)

    def written(self) -> str:
        """Return the file's text: the same for the same findings, in whatever order they came."""
        rules = (
            "\n".join((f"{json.dumps(rule)} = [", *(f'  "{each}",' for each in sorted(known)), "]"))
            for rule, known in sorted(self.hashes.items())
        )
        return "\n".join((f"{_HEAD}version = {VERSION}\n\n[findings]", *rules, ""))


def baseline_of(reports: Iterable[Report]) -> Baseline:
    """Return a baseline that lets every finding of some reports stand."""
    found: dict[str, set[str]] = {}
    for report in reports:
        mark = _marker(report)
        for finding in report.findings:
            found.setdefault(finding.rule, set()).add(mark(finding))
    return Baseline({rule: frozenset(known) for rule, known in found.items()})


def read_baseline(path: Path) -> Baseline:
    """
    Return the baseline of a file.

    Raises:
        BadSettings: there is none, or it is no baseline, or one of another version.
    """
    raw = _parsed(path)
    version = raw.get("version")
    if isinstance(version, int) and version != VERSION:
        raise BadSettings(
            f"{path}: This baseline is of version {version}; this soapwriter knows version {VERSION}. {_WAY_OUT}"
        )
    try:
        said = _File.model_validate(raw)
    except ValidationError as error:
        key = ".".join(map(str, error.errors()[0]["loc"]))
        raise BadSettings(f"{path}: This is no baseline: '{key}' is missing or wrong. {_WAY_OUT}") from error
    return Baseline({rule: frozenset(known) for rule, known in said.findings.items()})


def _parsed(path: Path) -> dict[str, object]:
    if not path.exists():
        raise BadSettings(f"{path}: There is no such baseline. --update-baseline writes it.")
    try:
        with path.open("rb") as file:
            return parse_toml(file.read(_MOST_BYTES).decode("utf-8"))
    except OSError as error:
        raise BadSettings(f"{path}: cannot be read: {error.strerror}.") from error
    except (UnicodeDecodeError, NotToml) as error:
        raise BadSettings(f"{path}: This is no baseline: {error}. {_WAY_OUT}") from error


def _marker(report: Report) -> Callable[[Finding], str]:
    """Return what gives the hash of a finding: of its rule, its words, and two words or marks before and behind."""
    prose = Document(report.path, report.text, report.kind).prose
    tokens = list(_TOKEN.finditer(prose))
    starts = [token.start() for token in tokens]
    ends = [token.end() for token in tokens]

    def mark(finding: Finding) -> str:
        before = bisect_right(ends, finding.start)
        behind = bisect_left(starts, finding.end)
        around = (tokens[max(0, before - _AROUND) : before], tokens[behind : behind + _AROUND])
        words = [[_plain(token.group()) for token in side] for side in around]
        # What is no prose, such as a name in a comment, has only its own characters.
        own = _TOKEN.findall(prose[finding.start : finding.end]) or _TOKEN.findall(finding.quote)
        known = json.dumps([finding.rule, words[0], [_plain(word) for word in own], words[1]])
        return sha256(known.encode()).hexdigest()[:_DIGITS]

    return mark


def _plain(word: str) -> str:
    return word.casefold().replace("’", "'")
