"""
Report how far two readers of the same texts agree: the ceiling of what a trained reader can reach.

Usage: python training/agreement.py [READINGS]
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import corpus

_LABELS = ("ownership", "cause", "changes", "plan")
Reading = dict[str, Any]
Pair = tuple[Reading, Reading]


def pairs(path: Path) -> list[Pair]:
    """Return, for each text that was read twice, the writer's reading and the other."""
    by_text: dict[str, list[Reading]] = defaultdict(list)
    for line in path.read_text("utf-8").splitlines():
        reading = json.loads(line)
        by_text[reading["id"]].append(reading)
    ordered = (sorted(each, key=lambda reading: reading["reader"] != "writer") for each in by_text.values())
    return [(first, second) for first, second, *_ in ordered]


def share(same: list[bool]) -> str:
    """Return how many of some are so, as a share."""
    return f"{sum(same) / max(1, len(same)):.3f} of {len(same)}"


def label_rows(read: list[Pair]) -> Iterator[tuple[str, str]]:
    """Yield the agreement on the four labels, and on whether each arises."""
    for name in _LABELS:
        given = [(first["labels"][name], second["labels"][name]) for first, second in read]
        yield name, share([one == two for one, two in given if "n/a" not in (one, two)])
        yield f"{name}: whether it arises", share([(one == "n/a") == (two == "n/a") for one, two in given])


def category_rows(read: list[Pair]) -> Iterator[tuple[str, str]]:
    """Yield F1 of each category by text, then their mean."""
    scores = []
    for name in get_args(corpus.Category):
        found = [tuple(_has(reading, name) for reading in pair) for pair in read]
        first, second = (sum(each[at] for each in found) for at in (0, 1))
        scores.append(2 * sum(map(all, found)) / max(1, first + second))
        yield name, f"{scores[-1]:.3f} ({first} and {second} texts)"
    yield "macro F1 of the categories", f"{sum(scores) / len(scores):.3f}"


def _has(reading: Reading, category: str) -> bool:
    return any(span["cat"] == category for span in reading["spans"])


def other_rows(read: list[Pair]) -> Iterator[tuple[str, str]]:
    """Yield the agreement on the parts of sentences, and on clean texts."""
    whole = [pair for pair in read if len(pair[0]["parts"]) == len(pair[1]["parts"])]
    parts = [each for first, second in whole for each in zip(first["parts"], second["parts"], strict=True)]
    yield "part of a sentence", share([set(one.split("+")) == set(two.split("+")) for one, two in parts])
    yield "clean for the writer, faulty for the other", share([not two["clean"] for one, two in read if one["clean"]])
    yield "faulty for the writer, clean for the other", share([two["clean"] for one, two in read if not one["clean"]])


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("readings", type=Path, nargs="?", default=corpus.HERE / "readings.jsonl")
    read = pairs(parser.parse_args().readings)
    print(f"{len(read)} texts read twice")
    for name, value in (*label_rows(read), *category_rows(read), *other_rows(read)):
        print(f"{name:44} {value}")


if __name__ == "__main__":
    main()
