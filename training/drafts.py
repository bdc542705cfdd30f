"""
Collect our own drafts and sound samples: sentences that an adviser wrote, of every kind, which are no fault.

Usage: python training/drafts.py --out training/drafts.jsonl
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
SAMPLES = HERE.parent / "samples"
# Days of one SOAP week: before it, in its rounds, and after it.
MOMENTS = ("2027-03-15 10:05", "2027-03-16 18:00", "2027-03-19 15:00")
# Kinds that tell of no failed exam: nothing of an explanation is asked of them.
UNASKED = ("loop-in", "reply", "summary", "talking-points", "facts-sheet")
NOTHING = dict.fromkeys(("ownership", "cause", "changes", "plan"), "n/a")


def texts() -> list[tuple[str, str]]:
    """Return the kind and text of each draft and sample, each text once."""
    kinds = sorted((path.parent.name for path in HERE.parent.glob("templates/*/kind.toml")), key=len, reverse=True)
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        for facts in sorted(SAMPLES.glob("facts*.toml")):
            for at in MOMENTS:
                out = Path(folder, f"{facts.stem}-{len(list(Path(folder).iterdir()))}")
                call = [sys.executable, "-m", "soapwriter", "kit", str(out), "--facts", str(facts), "--at", at]
                subprocess.run(call, capture_output=True, check=False)  # noqa: S603 - our own program
                for path in sorted(out.rglob("*.txt")):
                    found[path.read_text("utf-8")] = path.stem
        for path in sorted(SAMPLES.glob("*-good.txt")):
            found[path.read_text("utf-8")] = path.stem
    return [
        (next((kind for kind in kinds if stem.startswith(kind)), "failure"), text)
        for text, stem in found.items()
        if "[[" not in text
    ]


def main() -> None:
    """Write the rows."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=HERE / "drafts.jsonl")
    asked = parser.parse_args()
    rows = [
        {
            "id": f"draft-{number}", "hand": "drafts", "kind": kind, "text": text, "labels": None, "spans": [],
            "clean": True, "taught": "all", "known": NOTHING if kind in UNASKED else {},
        }
        for number, (kind, text) in enumerate(texts(), 1)
    ]  # fmt: skip
    asked.out.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    print(len(rows), "texts")


if __name__ == "__main__":
    main()
