"""The JSON report: within one `schema` number, keys are added and never renamed or dropped."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict

from soapwriter import __version__
from soapwriter.finding import PARTS, Counts, Finding, Fix, Report, Severity, Structure
from soapwriter.render.screen import Screen

SCHEMA = 1

Record = dict[str, object]


def render(reports: Sequence[Report], errors: Mapping[str, str], screen: Screen) -> Iterator[str]:  # noqa: ARG001
    """Yield one object with all documents, errors and counts."""
    record: Record = {
        "schema": SCHEMA,
        "version": __version__,
        "documents": [_document(report) for report in reports],
        "errors": [{"path": path, "message": message} for path, message in errors.items()],
        "summary": _summary(reports),
    }
    # Offsets count characters, which a person can check only where they are not escaped.
    yield json.dumps(record, indent=2, ensure_ascii=False)


def _document(report: Report) -> Record:
    return {
        "path": report.path,
        "kind": report.kind,
        "counts": _counts(report.counts),
        "structure": _structure(report.structure),
        "email": asdict(report.email) if report.email else None,
        "findings": [_finding(finding) for finding in report.findings],
        "suppressed": report.suppressed,
    }


def _counts(counts: Counts) -> Record:
    return asdict(counts) | {"grade": round(counts.grade, 1)}


def _structure(structure: Structure) -> Record:
    labels = {part: structure.label(part) for part in PARTS}
    return {
        **labels,
        "parts": [asdict(passage) for passage in structure.parts],
        "probabilities": {
            part: {label: round(value, 3) for label, value in values.items()}
            for part, values in structure.probabilities.items()
        },
    }


def _finding(finding: Finding) -> Record:
    return {
        "rule": finding.rule,
        "category": finding.category,
        "severity": finding.severity.value,
        "message": finding.message,
        "instead": finding.instead,
        "start": finding.start,
        "end": finding.end,
        "line": finding.line,
        "column": finding.column,
        "end_line": finding.end_line,
        "end_column": finding.end_column,
        "quote": finding.quote,
        "fix": _fix(finding.safe_fix),
        "probability": finding.probability,
    }


def _fix(fix: Fix | None) -> Record | None:
    """Return a safe fix: the format promises that a program may apply every one."""
    return {"start": fix.start, "end": fix.end, "text": fix.text} if fix else None


def _summary(reports: Sequence[Report]) -> Record:
    found = Counter(finding.severity for report in reports for finding in report.findings)
    counts = {f"{severity.value}s": found[severity] for severity in Severity}
    return {"documents": len(reports), **counts, "suppressed": sum(report.suppressed for report in reports)}
