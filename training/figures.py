"""
Write into the card how well the shipped reader does on the corpora for evaluation, as the whole program scores.

Usage: python training/figures.py
"""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

from soapwriter.reader.card import FOLDER

ROOT = Path(__file__).parents[1]
CORPUS = ROOT / "tests" / "corpus"
CORPORA = {"dev": (CORPUS / "dev.jsonl",), "left_out": tuple(sorted((CORPUS / "left_out").glob("*.jsonl")))}
LABELS = ("ownership", "cause", "changes", "plan")


def accuracy() -> ModuleType:
    """Return benchmarks/accuracy.py as a module."""
    spec = importlib.util.spec_from_file_location("accuracy", ROOT / "benchmarks" / "accuracy.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def main() -> None:
    """Replace the figures at the end of the card."""
    measured = {name: accuracy().figures(*files) for name, files in CORPORA.items()}
    path = FOLDER / "card.toml"
    card = path.read_text("utf-8").partition("\n[figures]")[0].rstrip()
    lines = [card, "", "[figures]"]
    for name, figures in measured.items():
        lines += ["", f"[figures.{name}]"]
        lines += [f"{label} = {figures[label]['accuracy']}" for label in LABELS]
        lines.append(f"macro_f1 = {figures['macro f1 of the nine categories']}")
        lines.append(f"false_alarms = {figures['verdict']['false alarm rate']}")
        lines.append(f"detection = {figures['verdict']['detection rate']}")
    path.write_text("\n".join(lines) + "\n", "utf-8")
    print("\n".join(lines[lines.index("[figures]") :]))


if __name__ == "__main__":
    main()
