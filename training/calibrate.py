"""
Fit how a trained reader's answers are read, on hands that it has not seen: temperatures, slopes and thresholds.

Usage: python training/calibrate.py --base MODEL_FOLDER --model FOLDER [FOLDER ...] --out calibration.json
       [--data PLACE ...]

Each model answers for the hands that its training left out, so several models can cover all hands between them.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import torch
from data import CATEGORIES, EMAIL_PARTS, LABELS, encode, load_tokenizer
from evaluate import category_score, load, predict
from train import HERE, LONGEST, is_left_out, rows_of

# So many texts that an adviser would send as they are may be doubted, and may get a warning for that alone. The whole
# program may alarm on 4 of 100; on hands that nothing was fitted on, about half of what is allowed here comes true.
DOUBTFUL, UNSOUND = 0.07, 0.035
# A single fault may alarm by itself on one clean text in so many: the label of one in five hundred is wrong.
ALONE = 0.003
# Fitted thresholds do not carry over to other hands where a category has few texts; one for all does (0.3 to 0.45 do
# equally well on three sets of hands).
WARNING, NOTE = 0.32, 0.25
FAULTS = {
    "ownership": ("hedged", "missing"),
    "cause": ("excuse", "missing"),
    "changes": ("vague", "future-only", "missing"),
    "plan": ("missing",),
}
STEPS = np.arange(0.02, 0.99, 0.01)


def temperature_of(logits: list[np.ndarray], wanted: list[int]) -> float:
    """Return the temperature with the least loss."""
    rows, right = np.array(logits), np.array(wanted)

    def loss(temperature: float) -> float:
        scaled = rows / temperature
        scaled = scaled - scaled.max(1, keepdims=True)
        likely = scaled - np.log(np.exp(scaled).sum(1, keepdims=True))
        return float(-likely[np.arange(len(right)), right].mean())

    return float(min(np.arange(0.6, 3.01, 0.05), key=loss))


def odds_of(value: np.ndarray) -> np.ndarray:
    """Return log odds."""
    safe = np.clip(value, 1e-6, 1 - 1e-6)
    return np.log(safe / (1 - safe))


def fitted(scores: np.ndarray, unsound: np.ndarray, wanted: np.ndarray) -> tuple[dict[str, float], np.ndarray]:
    """Return the logistic regression of a fault on the odds of a score and of an unsound text, and its answers."""
    rows = np.stack([odds_of(scores), odds_of(unsound), np.ones(len(scores))], 1)
    # A pinch of ridge towards the score alone, so that a category with few examples has finite slopes.
    start, ridge = np.array([1.0, 0.0, 0.0]), np.array([0.5, 0.5, 0.1])
    weights = start.copy()
    for _ in range(100):
        likely = 1 / (1 + np.exp(-rows @ weights))
        gradient = rows.T @ (likely - wanted) + ridge * (weights - start)
        hessian = (rows * (likely * (1 - likely))[:, None]).T @ rows + np.diag(ridge)
        step = np.linalg.solve(hessian, gradient)
        weights = weights - step
        if np.abs(step).max() < 1e-7:
            break
    weights[:2] = np.maximum(weights[:2], 0)
    names = ("slope", "unsound", "offset")
    return dict(zip(names, np.round(weights, 3).tolist(), strict=True)), 1 / (1 + np.exp(-rows @ weights))


def f1(wanted: np.ndarray, got: np.ndarray) -> float:
    """Return F1 of yes-or-no answers."""
    return 2 * float((wanted & got).sum()) / max(1, int(wanted.sum()) + int(got.sum()))


def threshold_without_alarm(clean: np.ndarray) -> float:
    """Return the lowest threshold that hardly a clean text reaches, and above an even chance: the texts are few."""
    return round(
        float(min((limit for limit in STEPS if limit >= 0.6 and (clean >= limit).mean() <= ALONE), default=0.99)), 2
    )


def main() -> None:
    """Fit, print and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--model", type=Path, nargs="+", required=True)
    parser.add_argument("--data", type=Path, nargs="+", default=[HERE / "corpus"])
    parser.add_argument("--out", type=Path, required=True)
    asked = parser.parse_args()
    tokenizer = load_tokenizer(asked.base, LONGEST)
    rows, answers = [], {}
    for folder in asked.model:
        network, trained = load(asked.base, folder)
        unseen = [row for row in rows_of(asked.data) if is_left_out(row, trained["leave_out"])]
        answers |= predict(network, [encode(tokenizer, row) for row in unseen])
        rows += unseen
    clean = np.array([row["clean"] for row in rows])
    unsound = 1 - np.array([answers[row["id"]]["clean"] for row in rows])
    found: dict = {"texts": len(rows), "clean": int(clean.sum()), "labels": {}, "categories": {}, "email": {}}
    sound = 1 - unsound
    verdict = {
        "doubtful": float(np.quantile(sound[clean], DOUBTFUL)),
        "unsound": float(np.quantile(sound[clean], UNSOUND)),
    }
    found["verdict"] = {**{name: round(value, 3) for name, value in verdict.items()}, "warning": WARNING, "note": NOTE}
    doubtful = sound < verdict["doubtful"]
    alarmed = sound < verdict["unsound"]
    for name, values in LABELS.items():
        logits = [answers[row["id"]]["logits"][name].numpy() for row in rows]
        wanted = [values.index(row["labels"][name]) for row in rows]
        temperature = temperature_of(logits, wanted)
        likely = torch.softmax(torch.tensor(np.array(logits)) / temperature, -1).numpy()
        at_fault = [values.index(value) for value in FAULTS[name]]
        how, fault = fitted(likely[:, at_fault].sum(1), unsound, np.isin(wanted, at_fault).astype(float))
        named = np.isin(likely.argmax(1), at_fault)
        alone = threshold_without_alarm(np.where(named, fault, 0)[clean])
        got = named & ((doubtful & (fault >= WARNING)) | (fault >= alone))
        alarmed |= got
        found["labels"][name] = {"temperature": round(temperature, 2), **how, "alone": alone}
        print(f"{name:12} f1 {f1(np.isin(wanted, at_fault), got):.3f}, alone from {alone}")
    for at, name in enumerate(CATEGORIES):
        wanted = np.array([any(span["cat"] == name for span in row["spans"]) for row in rows])
        scores = np.array([category_score(answers[row["id"]], at) for row in rows])
        how, likely = fitted(scores, unsound, wanted.astype(float))
        alone = threshold_without_alarm(likely[clean])
        got = (doubtful & (likely >= min(WARNING, alone))) | (likely >= alone)
        alarmed |= got
        found["categories"][name] = {**how, "alone": alone}
        print(f"{name:12} f1 {f1(wanted, got):.3f}, alone from {alone}, alarms {got[clean].sum()}")
    print(
        f"alarms on {alarmed[clean].sum()} of {clean.sum()} clean; "
        f"{alarmed[~clean].sum()} of {(~clean).sum()} faulty flagged"
    )
    mails = [row for row in rows if row["labels"].get("email_parts")]
    for at, name in enumerate(EMAIL_PARTS):
        wanted = np.array([row["labels"]["email_parts"][name] for row in mails])
        likely = np.array([float(answers[row["id"]]["email"][at]) for row in mails])
        # Many thresholds do equally well on so few emails: the middle of those that are a hundredth from the best.
        right = np.array([float(((likely >= limit) == wanted).mean()) for limit in STEPS])
        limit = float(np.median(STEPS[right >= right.max() - 0.01])) if mails else 0.5
        found["email"][name] = round(limit, 2)
    asked.out.write_text(json.dumps(found, indent=1))
    print(json.dumps(found["labels"]), json.dumps(found["email"]))


if __name__ == "__main__":
    main()
