"""
Keep every finding on every clean text of the open corpora, so that a change that makes noise shows as a difference.

    python tests/snapshot.py            show what differs from tests/corpus/clean.snap
    python tests/snapshot.py --write    write it again
"""

import difflib
import json
import sys
from pathlib import Path

from soapwriter.linter import Linter
from soapwriter.text.document import Document

CORPUS = Path(__file__).parent / "corpus"
SNAPSHOT = CORPUS / "clean.snap"
LINTED_AS = {"other": "failure"}


def snapshot(linter: Linter) -> str:
    """Return a line for each finding: the text's id, the rule, the severity and the words."""
    lines = [line for name in ("dev", "fresh") for line in (CORPUS / f"{name}.jsonl").read_text("utf-8").splitlines()]
    items = [item for item in map(json.loads, lines) if item["clean"]]
    documents = [Document(item["id"], item["text"], LINTED_AS.get(item["kind"], item["kind"])) for item in items]
    return "".join(
        f"{report.path}  {finding.rule}  {finding.severity}  {' '.join(finding.quote.split())}\n"
        for report in linter.lint_all(documents)
        for finding in report.findings
    )


def main() -> None:
    """Show the differences, or write the snapshot."""
    now, old = snapshot(Linter(spelling=False)), SNAPSHOT.read_text("utf-8") if SNAPSHOT.exists() else ""
    if "--write" in sys.argv[1:]:
        SNAPSHOT.write_text(now, encoding="utf-8")
        return
    print("\n".join(difflib.unified_diff(old.splitlines(), now.splitlines(), SNAPSHOT.name, "now", lineterm="")))
    sys.exit(old != now)


if __name__ == "__main__":
    main()
