"""
Write the vectors of the shipped rules' examples, by which a rule of a category is chosen.

Usage: python training/examples.py [--out FILE]
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from soapwriter.linter import load_rules
from soapwriter.linter.checks.reader import ReaderCheck
from soapwriter.linter.example_vectors import FILE, vectors_of_spans
from soapwriter.reader.card import FOLDER


def main() -> None:
    """Write them, and say how often the nearest other example is of the same rule."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=FOLDER / FILE)
    asked = parser.parse_args()
    rules = [rule for rule in load_rules() if isinstance(rule.check, ReaderCheck) and rule.check.is_taught]
    found = [each for rule in rules for each in vectors_of_spans(rule)]
    vectors = np.array([each.vector for each in found], dtype=np.float16)
    np.savez_compressed(
        asked.out,
        rules=np.array([each.rule for each in found]),
        words=np.array([each.words for each in found]),
        vectors=vectors,
    )
    categories = np.array([each.rule.partition("/")[0] for each in found])
    near = (vectors.astype(np.float32) @ vectors.astype(np.float32).T) - 2 * np.eye(len(found))
    near[categories[:, None] != categories[None, :]] = -2
    same = np.array([found[at].rule for at in near.argmax(1)]) == np.array([each.rule for each in found])
    print(f"{len(found)} examples of {len(rules)} rules, {asked.out.stat().st_size / 1000:.0f} kB")
    print(f"the nearest other example of the category is of the same rule for {same.mean():.2f}")


if __name__ == "__main__":
    main()
