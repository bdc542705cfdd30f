"""
What a long text costs: the time for each character, and the memory, for ordinary prose and for hostile shapes.

    python benchmarks/scaling.py [--sizes 10000 100000] [SHAPE ...]

Each text is linted in a process of its own, so that memory is its own too. The command fails where the time for a
character more than doubles from the smallest size to the largest, or the memory is over 600 MiB.
"""

import argparse
import json
import subprocess
import sys
from pathlib import Path

# The longest text that is read (`soapwriter/text/sources.py`), and a tenth of it.
_SIZES = (10_000, 100_000)
_MOST_GROWTH = 2.0
_MOST_MEMORY = 600
_SAMPLES = Path(__file__).parents[1] / "samples"
SHAPES = {
    "comments": "<!-- ",
    "suppressions": "<!-- soapwriter: ignore begging -->\n",
    "bold": "**a ",
    "underlined": "__a ",
    "code": "`a ",
    "stars": "* ",
    "headings": "# a\n",
    "quotes": '" ',
    "quotations": '"a b c d" ',
    "curly quotes": "\u201ca ",
    "quoted lines": "> a\n",
    "short lines": "a b\n",
    "paragraphs": "a\n\n",
    "windows lines": "a\r\n",
    "joined sentences": "I failed Step 2 CK in June and never timed a block. ",
    "ellipses": "\u2026 ",
    "full stops": "a.",
    "commas": ",",
    "brackets": "(",
    "open brackets": "(a ",
    "square brackets": "[a] ",
    "placeholders": "[[a ",
    "tags": "<p>",
    "one word": "a",
    "long words": f"{'x' * 50} ",
    "misspelt": "qwrtz ",
    "addresses": "http://a.b/c ",
    "numbers": "1,000 ",
    "dates": "June 24, 2026 ",
    "exams": "Step 2 CK ",
    "pleas": "I beg you. ",
    "names": "Dr. Amsel ",
    "emoji": "\U0001f600",
    "accents": "e\u0301",
    "spaces": "  a",
    "control": "\x1b ",
}


def main() -> int:
    """Measure, print a line for each shape, and return 1 where one grows too fast or takes too much memory."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shapes", nargs="*", metavar="SHAPE")
    parser.add_argument("--sizes", nargs=2, type=int, default=_SIZES)
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        return _measure(given.shapes[0], given.sizes[0])
    return max(_row(shape, sorted(given.sizes)) for shape in given.shapes or ("prose", *SHAPES))


def _row(shape: str, sizes: list[int]) -> int:
    measured = [_run(shape, size) for size in sizes]
    each = [seconds / size * 1e6 for (seconds, _), size in zip(measured, sizes, strict=True)]
    growth, memory = each[-1] / max(each[0], 1e-9), max(memory for _, memory in measured)
    times = "  ".join(f"{seconds:7.2f} s" for seconds, _ in measured)
    fails = growth > _MOST_GROWTH or memory > _MOST_MEMORY
    print(f"{shape:18}{times}  {growth:5.2f} times  {memory:5.0f} MiB{'  <-' if fails else ''}", flush=True)
    return int(fails)


def _run(shape: str, size: int) -> tuple[float, float]:
    """Return the seconds of processor time and the MiB of memory that a text of this shape and size takes."""
    command = [sys.executable, __file__, "--one", shape, "--sizes", str(size), str(size)]
    found = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return found["seconds"], found["memory"]


def _measure(shape: str, size: int) -> int:
    import resource
    import time

    from soapwriter.linter import Linter
    from soapwriter.text import Document

    unit = SHAPES.get(shape) or " ".join(
        path.read_text(encoding="utf-8") for path in sorted(_SAMPLES.glob("*good.txt"))
    )
    text = "I failed Step 1. " + (unit * (size // len(unit) + 1))[:size]
    linter = Linter(lazy=True)
    # What is loaded once is no cost of a long text.
    linter.lint(Document("t.txt", "I failed Step 1. I had crammed for it.", "failure"))
    before = time.process_time()
    linter.lint(Document("t.txt", text, "failure"))
    seconds = time.process_time() - before
    # Linux counts in KiB, macOS in bytes.
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)
    print(json.dumps({"seconds": seconds, "memory": memory}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
