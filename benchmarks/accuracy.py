#!/usr/bin/env python3
"""
Lint a labelled corpus and print what the linter gets right.

    python3 benchmarks/accuracy.py [CORPUS.jsonl ...] [--misses CATEGORY|LABEL]    the table of tests/corpus/score.py
    python3 benchmarks/accuracy.py [CORPUS.jsonl ...] --by-rule                    each rule's hits and false alarms

A hit is a document in which a rule has a warning or an error, and whose labels name a fault of the rule's category; a
false alarm is one whose labels name none. A rule's score is hits x precision squared: it falls fast with false alarms.
"""

import argparse
import importlib.util
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

from soapwriter.linter import Linter
from soapwriter.render import RENDERERS, Screen
from soapwriter.text.document import Document

CORPUS = Path(__file__).parents[1] / "tests" / "corpus"
Item = dict[str, Any]
Record = dict[str, Any]


class Row(NamedTuple):
    """How one rule did: in how many documents it rightly spoke, and in how many wrongly."""

    rule: str
    hits: int
    false_alarms: int

    @property
    def score(self) -> float:
        """Hits x precision squared."""
        return self.hits * (self.hits / (self.hits + self.false_alarms)) ** 2


@cache
def scorer() -> ModuleType:
    """Return tests/corpus/score.py as a module."""
    spec = importlib.util.spec_from_file_location("score", CORPUS / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read(*corpora: Path) -> list[Item]:
    """Return the items of some corpora."""
    return [json.loads(line) for path in corpora for line in path.read_text(encoding="utf-8").splitlines() if line]


def lint(items: Iterable[Item]) -> dict[str, Record]:
    """Return each item's record of the JSON report, by its id."""
    linted_as = scorer().LINTED_AS
    documents = [Document(item["id"], item["text"], linted_as.get(item["kind"], item["kind"])) for item in items]
    reports = list(Linter().lint_all(documents))
    record = json.loads("".join(RENDERERS["json"](reports, {}, Screen())))
    return {document["path"]: document for document in record["documents"]}


def figures(*corpora: Path) -> dict[str, Any]:
    """Return every figure of score.py for some corpora taken together."""
    items = read(*corpora)
    return scorer().score(items, lint(items))


def deserved(item: Item, category: str) -> bool:
    """Tell whether an item's labels name a fault of a category; of a category without labels, whether it is faulty."""
    labels = item["labels"]
    if category in scorer().LABELS:
        return labels[category] not in ("present", "concrete", "n/a")
    if category in scorer().CATEGORIES:
        return any(span["cat"] == category for span in item["spans"])
    if category == "length":
        return labels["too_long"] is True
    if category == "email":
        return not all((labels["email_parts"] or {}).values())
    return not item["clean"]


def by_rule(items: Iterable[Item], records: Mapping[str, Record]) -> list[Row]:
    """Return the row of each rule that speaks, the worst score first."""
    hits: Counter[str] = Counter()
    alarms: Counter[str] = Counter()
    for item in items:
        for rule in {finding["rule"] for finding in scorer().loud(records[item["id"]])}:
            (hits if deserved(item, rule.rpartition("/")[0]) else alarms)[rule] += 1
    return sorted(
        (Row(rule, hits[rule], alarms[rule]) for rule in hits | alarms), key=lambda row: (row.score, row.rule)
    )


def show(value: object) -> str:
    """Return a figure as score.py prints it."""
    return "  ".join(f"{key} {one}" for key, one in value.items()) if isinstance(value, dict) else str(value)


def main() -> None:
    """Print the table that was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path, nargs="*", default=[CORPUS / "dev.jsonl"], metavar="CORPUS.jsonl")
    parser.add_argument("--by-rule", action="store_true")
    parser.add_argument("--misses", metavar="NAME")
    options = parser.parse_args()
    items = read(*options.corpora)
    records = lint(items)
    if options.misses:
        print("\n".join(scorer().misses(items, records, options.misses)))
    elif options.by_rule:
        print(f"{'rule':34}{'hits':>6}{'false':>7}{'score':>8}")
        for row in by_rule(items, records):
            print(f"{row.rule:34}{row.hits:6}{row.false_alarms:7}{row.score:8.2f}")
    else:
        for name, value in scorer().score(items, records).items():
            print(f"{name:34}", show(value))


if __name__ == "__main__":
    main()
