"""
Write what the shipped rules' examples are about, by which a rule of a category is chosen.

The measure is learned from the examples and from spans of the training texts whose rule a reader has named
(`themes.jsonl`): in it, spans of one rule are near each other, and those of other rules far.

Usage: python training/examples.py [--out FILE]
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import NamedTuple

import numpy as np

from soapwriter.kinds import find_kind
from soapwriter.linter import load_rules
from soapwriter.linter.checks.reader import ReaderCheck
from soapwriter.linter.example_vectors import FILE, vectors_of_spans
from soapwriter.reader import load_encoder, theme_of
from soapwriter.reader.card import FOLDER

HERE = Path(__file__).parent
# How much of the identity is added to the scatter within rules: .3, 1 and 3 give the same accuracy within .02.
RIDGE = 1.0
FOLDS = 10
# So many of the spans are spoken of by a rule of their theme; the rest, where two rules are about as near, by the
# general rule of their category.
SPECIFIC = 0.65


class Spans(NamedTuple):
    """Spans with their vectors, and for each its rule, its words and its text; the first `own` are rules' examples."""

    vectors: np.ndarray
    rules: np.ndarray
    words: list[str]
    texts: np.ndarray
    own: int

    @property
    def categories(self) -> np.ndarray:
        """Return the category of each."""
        return np.array([rule.partition("/")[0] for rule in self.rules])

    def only(self, kept: np.ndarray) -> Spans:
        """Return some of the spans."""
        words = [word for word, is_kept in zip(self.words, kept, strict=True) if is_kept]
        return Spans(self.vectors[kept], self.rules[kept], words, self.texts[kept], 0)


class Measure(NamedTuple):
    """The measure: a matrix, the mean of each category, and the center of each rule in it."""

    metric: np.ndarray
    means: dict[str, np.ndarray]
    centers: dict[str, np.ndarray]

    def of(self, category: str, vector: np.ndarray) -> np.ndarray:
        """Return a vector in the measure, of length 1."""
        measured = (vector - self.means[category]) @ self.metric
        return measured / np.linalg.norm(measured)


def read_spans() -> Spans:
    """Return the examples of the shipped rules, and the spans of the training texts."""
    rules = [rule for rule in load_rules() if isinstance(rule.check, ReaderCheck) and rule.check.is_taught]
    examples = [(each.rule, each.words, each.vector) for rule in rules for each in vectors_of_spans(rule)]
    texts = [
        example.text for rule in rules for example in rule.flagged for _ in example.finds
    ]  # fmt: skip
    rows = {}
    for path in sorted((HERE / "corpus").glob("*.jsonl")):
        rows.update({row["id"]: row for row in map(json.loads, path.read_text("utf-8").splitlines())})
    found = [json.loads(line) for line in (HERE / "themes.jsonl").read_text("utf-8").splitlines()]
    encoder = load_encoder()
    for each in found:
        row = rows[each["text"]]
        kind = "failure" if row["kind"] == "other" else row["kind"]
        start = row["text"].index(each["quote"])
        encoded = encoder.encode(row["text"], find_kind(kind).reads_as)
        examples.append((each["rule"], each["quote"], theme_of(encoded, (start, start + len(each["quote"])))))
        texts.append(row["text"])
    names, words, vectors = zip(*examples, strict=True)
    return Spans(np.array(vectors), np.array(names), list(words), np.array(texts), len(examples) - len(found))


def fit(spans: Spans) -> Measure:
    """Return the measure by linear discriminant analysis: whitened within rules, then the directions of the centers."""
    within = np.array(spans.vectors, dtype=np.float64)
    for rule in set(spans.rules):
        within[spans.rules == rule] -= within[spans.rules == rule].mean(0)
    scatter = within.T @ within
    scatter *= len(scatter) / np.trace(scatter)
    values, directions = np.linalg.eigh(scatter + RIDGE * np.eye(len(scatter)))
    white = directions * values**-0.5
    means = {each: spans.vectors[spans.categories == each].mean(0) for each in sorted(set(spans.categories))}
    names = sorted(set(spans.rules))
    middles = [(spans.vectors[spans.rules == name] - means[name.partition("/")[0]]).mean(0) @ white for name in names]
    _, _, axes = np.linalg.svd(np.array(middles), full_matrices=False)
    measure = Measure((white @ axes.T).astype(np.float32), means, {})
    for name in names:
        category = name.partition("/")[0]
        middle = sum(measure.of(category, vector) for vector in spans.vectors[spans.rules == name])
        measure.centers[name] = middle / np.linalg.norm(middle)
    return measure


def nearest(measure: Measure, category: str, vector: np.ndarray) -> tuple[str, float]:
    """Return the rule whose center is nearest, and by how much it is nearer than the next."""
    measured = measure.of(category, vector)
    near = sorted(
        (float(center @ measured), rule)
        for rule, center in measure.centers.items()
        if rule.startswith(f"{category}/")
    )  # fmt: skip
    return near[-1][1], near[-1][0] - near[-2][0]


def cross_validated(spans: Spans) -> tuple[np.ndarray, np.ndarray]:
    """Return for each span whether its rule is found by a measure without its text, and the lead of the found one."""
    fold = {text: number % FOLDS for number, text in enumerate(sorted(set(spans.texts)))}
    folds = np.array([fold[text] for text in spans.texts])
    right, leads = np.zeros(len(folds), bool), np.zeros(len(folds))
    for number in range(FOLDS):
        measure = fit(spans.only(folds != number))
        for at in np.flatnonzero(folds == number):
            rule, leads[at] = nearest(measure, spans.categories[at], spans.vectors[at])
            right[at] = rule == spans.rules[at]
    return right, leads


def main() -> None:
    """Write them, and say how often the rule of a span is found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=FOLDER / FILE)
    asked = parser.parse_args()
    spans = read_spans()
    right, leads = cross_validated(spans)
    floor = float(np.quantile(leads, 1 - SPECIFIC))
    print(f"{len(right)} spans of {len(set(spans.rules))} rules: of the same rule {right.mean():.2f}")
    print(f"with a lead of {floor:.2f} or more, which {SPECIFIC:.0%} have, {right[leads >= floor].mean():.2f}")
    measure, own = fit(spans), np.arange(len(spans.rules)) < spans.own
    examples = spans.only(own)
    vectors = [measure.of(*each) for each in zip(examples.categories, examples.vectors, strict=True)]
    np.savez_compressed(
        asked.out,
        metric=measure.metric.astype(np.float16),
        categories=np.array(list(measure.means)),
        means=np.array(list(measure.means.values()), dtype=np.float16),
        ruled=np.array(list(measure.centers)),
        centers=np.array(list(measure.centers.values()), dtype=np.float16),
        rules=examples.rules,
        words=np.array(examples.words),
        vectors=np.array(vectors, dtype=np.float16),
    )
    print(f"{asked.out.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
