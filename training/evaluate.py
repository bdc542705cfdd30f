"""
Say how well a trained reader does on hands that it has not seen.

Usage: python training/evaluate.py --base MODEL_FOLDER --model FOLDER --hands HAND ... [--data PLACE ...]
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import torch
from data import CATEGORIES, EMAIL_PARTS, KINDS, LABELS, PARTS, UNKNOWN_KIND, batches, collate, encode, load_tokenizer
from network import Network, sentence_logits
from train import HERE, LONGEST, is_left_out, rows_of


def load(base: Path, folder: Path, weights: str = "network.pt") -> tuple[Network, dict]:
    """Return a trained network, and what is known of its training."""
    trained = json.loads((folder / "training.json").read_text())
    network = Network(base, trained["layers"])
    network.load_state_dict(torch.load(folder / weights, weights_only=True))
    return network.eval(), trained


def predict(network: Network, items: list) -> dict[str, dict]:
    """Return, by text, the probabilities of every head."""
    network.eval()
    found = {}
    with torch.inference_mode():
        for group in batches(items, 32):
            batch = collate(group)
            output = network(batch["ids"], batch["types"], batch["mask"])
            parts = sentence_logits(output, batch).sigmoid()
            for at, item in enumerate(group):
                size = len(item.ids)
                inside = torch.tensor([last > first for first, last in item.offsets])
                found[item.id] = {
                    "tokens": (output["tokens"][at, :size].sigmoid() * inside.unsqueeze(-1)),
                    "present": output["present"][at].sigmoid(),
                    "clean": float(output["clean"][at, 0].sigmoid()),
                    "email": output["email"][at].sigmoid(),
                    "kind": output["kind"][at].softmax(-1),
                    "parts": parts[at],
                    "logits": {name: output[name][at] for name in LABELS},
                    **{name: output[name][at].softmax(-1) for name in LABELS},
                }
    return found


def f1(wanted: list[bool], got: list[bool]) -> float:
    """Return F1 of yes-or-no answers."""
    hit = sum(w and g for w, g in zip(wanted, got, strict=True))
    return 2 * hit / max(1, sum(wanted) + sum(got))


def category_score(answer: dict, at: int) -> float:
    """Return how sure the reader is that a text has a category: its best token, tempered by the document's head."""
    return float((answer["tokens"][:, at].max() * answer["present"][at]).sqrt())


def best_threshold(wanted: list[bool], scores: list[float]) -> float:
    """Return the threshold with the best F1."""
    return max((t / 50 for t in range(5, 48)), key=lambda t: f1(wanted, [score >= t for score in scores]))


def figures(rows: list[dict], answers: dict[str, dict], thresholds: list[float] | None = None) -> dict:
    """Return every figure by name."""
    out: dict = {"texts": len(rows)}
    for name, values in LABELS.items():
        asked = [row for row in rows if row["labels"][name] != "n/a"]
        right = sum(values[int(answers[row["id"]][name].argmax())] == row["labels"][name] for row in asked)
        out[name] = round(right / max(1, len(asked)), 3)
    used, scores = [], []
    for at, name in enumerate(CATEGORIES):
        wanted = [any(span["cat"] == name for span in row["spans"]) for row in rows]
        value = [category_score(answers[row["id"]], at) for row in rows]
        limit = thresholds[at] if thresholds else best_threshold(wanted, value)
        used.append(limit)
        scores.append(f1(wanted, [each >= limit for each in value]))
        out[name] = round(scores[-1], 3)
    out["macro f1"] = round(sum(scores) / len(scores), 3)
    loud = {
        row["id"]: any(category_score(answers[row["id"]], at) >= limit for at, limit in enumerate(used)) for row in rows
    }
    clean = [row for row in rows if row["clean"]]
    out["alarms on clean (categories)"] = f"{sum(loud[row['id']] for row in clean)} of {len(clean)}"
    right = total = 0
    for row in rows:
        if "parts" in row:
            for number, part in enumerate(row["parts"]):
                got = answers[row["id"]]["parts"][number]
                right += [float(got[at]) >= 0.5 for at in range(len(PARTS))] == [p in part.split("+") for p in PARTS]
                total += 1
    out["sentence parts"] = round(right / max(1, total), 3)
    mails = [row for row in rows if row["labels"].get("email_parts")]
    for at, name in enumerate(EMAIL_PARTS):
        got = [float(answers[row["id"]]["email"][at]) >= 0.5 for row in mails]
        same = sum(each == row["labels"]["email_parts"][name] for each, row in zip(got, mails, strict=True))
        out[f"email {name}"] = round(same / max(1, len(mails)), 3)
    out["clean head"] = round(sum((answers[r["id"]]["clean"] >= 0.5) == r["clean"] for r in rows) / len(rows), 3)
    out["thresholds"] = used
    return out


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--data", type=Path, nargs="+", default=[HERE / "corpus"])
    parser.add_argument("--weights", default="network.pt")
    parser.add_argument("--hands", nargs="+", required=True)
    asked = parser.parse_args()
    network, _ = load(asked.base, asked.model, asked.weights)
    tokenizer = load_tokenizer(asked.base, LONGEST)
    rows = [row for row in rows_of(asked.data) if is_left_out(row, asked.hands)]
    answers = predict(network, [encode(tokenizer, row) for row in rows])
    for name, value in figures(rows, answers).items():
        print(f"{name:32} {value}")
    nameless = predict(network, [encode(tokenizer, row, kind=UNKNOWN_KIND) for row in rows])
    right = sum(KINDS[int(nameless[row["id"]]["kind"].argmax())] == row["kind"] for row in rows)
    print(f"{'kind, unnamed':32} {right / len(rows):.3f}")


if __name__ == "__main__":
    main()
