#!/usr/bin/env python3
"""
Fit the weights of `lint_rules/standing/` to the labelled corpus, and print how well they do on texts left out.

    pip install scikit-learn
    python3 benchmarks/fit.py            print the figures only
    python3 benchmarks/fit.py --write    write the weights too
    python3 benchmarks/fit.py --only plan    one part only (as often as wanted)

A feature is kept when at least FEWEST texts have it; the weights are those of a multinomial logistic regression. Fit
them again after a change of cues or of rules that mark clauses. Short plain texts composed from the sentences of
tests/corpus/sentences.toml are learned from too, but the figures are of the corpus alone. heldout.jsonl is never read.
"""

import argparse
import random
import tomllib
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import product
from pathlib import Path
from typing import get_args

from accuracy import CORPUS, Item, read, scorer
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_predict

from soapwriter.judge.standing import Fitted
from soapwriter.linter import Linter
from soapwriter.text.document import Document

FOLDER = Path(__file__).parents[1] / "lint_rules" / "standing"
FEWEST = 8
STRENGTH = 0.1
# What a part is told by in the first place counts so many times, so that what merely goes with it weighs less.
LOUD = {"changes": 3, "plan": 2}
LEADING = {
    "changes": ("told", "nothing", "evidence", "work", "promise", "promised", "scores", "claim", "done", "habit"),
    "plan": ("date", "plan", "passed", "nothing", "retake"),
}
SMALL = 0.02
COMPOSED = 7
Row = tuple[Item, frozenset[str]]


def composed() -> Iterator[Item]:
    """Yield short plain texts, each of an ownership, a cause, a change and a plan."""
    sorts = tomllib.loads((CORPUS / "sentences.toml").read_text(encoding="utf-8"))
    said = {part: [(label, text) for label, texts in sorts[part].items() for text in texts] for part in sorts}
    chance = random.Random(COMPOSED)
    for owned, cause in product(said["ownership"], said["cause"]):
        change = chance.choice(said["changes"])
        plan = ("n/a", "") if "passed" in change[1] else chance.choice(said["plan"])
        text = " ".join(each for _, each in (owned, cause, change, plan) if each)
        hedged = "hedged" if cause[0] == "excuse" and owned[0] == "present" else owned[0]
        labels = {"ownership": hedged, "cause": cause[0], "changes": change[0], "plan": plan[0]}
        if chance.randrange(4) == 0:
            yield {"id": "composed", "kind": "failure", "text": text, "labels": labels}


def rows(items: list[Item]) -> list[Row]:
    """Return each text that is asked for the four parts, with its features."""
    linter = Linter(spelling=False)
    linted_as = scorer().LINTED_AS
    documents = [Document(item["id"], item["text"], linted_as.get(item["kind"], item["kind"])) for item in items]
    contexts = linter.read_all(documents)
    return [
        (item, context.outline.features) for item, context in zip(items, contexts, strict=True) if context.outline.asked
    ]


def fit(part: Fitted, asked: list[Row]) -> str:
    """Print how well a part is told on texts of the corpus left out, in ten folds, and return its weights as TOML."""
    known = [
        (item["id"], item["labels"][part], features) for item, features in asked if item["labels"]["ownership"] != "n/a"
    ]
    # A plan may be "n/a" in a text that is asked for it: the exam has since been passed.
    known = [row for row in known if row[1] != "n/a" or part == "plan"]
    often = Counter(feature for _, _, features in known for feature in features)
    kept = {feature for feature, count in often.items() if count >= FEWEST}
    vectorizer = DictVectorizer()
    loud = {feature: LOUD[part] for feature in kept if feature.split()[0] in LEADING.get(part, ())}
    table = vectorizer.fit_transform([{each: loud.get(each, 1) for each in sorted(has & kept)} for _, _, has in known])
    labels = [label for _, label, _ in known]
    model = LogisticRegression(C=STRENGTH, max_iter=1000)
    folds = StratifiedKFold(10, shuffle=True, random_state=1)
    told = cross_val_predict(model, table, labels, cv=folds)
    asked_of = [row_id != "composed" for row_id, _, _ in known]
    right = sum(one == other for one, other, of in zip(told, labels, asked_of, strict=True) if of) / sum(asked_of)
    print(f"{part:12}{len(labels):5} texts {table.shape[1]:4} features   {right:.3f} right on texts left out")
    model.fit(table, labels)
    columns = zip(vectorizer.get_feature_names_out(), model.coef_.T, strict=True)
    named = [(name, each * loud.get(name, 1)) for name, each in columns]
    lines = [f'"{name}" = {_row(each)}' for name, each in named if max(map(abs, each)) >= SMALL]
    head = (
        f"# What each mark on a clause says for each label of the {part}; see soapwriter/standing.py.\n"
        f"# Made by benchmarks/fit.py on {datetime.now(UTC):%Y-%m-%d} from {len(labels)} texts of tests/corpus.\n"
    )
    names = ", ".join(f'"{name}"' for name in model.classes_)
    return f"{head}labels = [{names}]\nbase = {_row(model.intercept_)}\n\n[weights]\n" + "\n".join(lines) + "\n"


def _row(numbers: list[float]) -> str:
    return f"[{', '.join(f'{number:.2f}' for number in numbers)}]"


def main() -> None:
    """Fit every part that has weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--only", choices=get_args(Fitted), action="append")
    options = parser.parse_args()
    corpus = [item for name in ("dev", "fresh") for item in read(CORPUS / f"{name}.jsonl")]
    asked = rows([*corpus, *composed()])
    for part in options.only or get_args(Fitted):
        text = fit(part, asked)
        if options.write:
            (FOLDER / f"{part}.toml").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
