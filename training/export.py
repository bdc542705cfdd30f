"""
Write a trained reader as the program ships it: ONNX with eight-bit weights, its vocabulary and its card.

Usage: python training/export.py --base MODEL_FOLDER --model FOLDER --calibration FILE [--out FOLDER] [--data PLACE ...]
"""

from __future__ import annotations

import argparse
import hashlib
import json
import time
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from data import CATEGORIES, EMAIL_PARTS, KINDS, LABELS, PARTS, TAGS, collate, encode, load_tokenizer
from evaluate import load
from network import Network
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn
from train import HERE, LONGEST, rows_of

from soapwriter.reader.encoder import OF_PIECES, OF_TEXT, Encoder
from soapwriter.reader.wordpiece import WordPiece

OUTPUTS = (*OF_PIECES, *OF_TEXT)
SHIPPED = HERE.parent / "soapwriter" / "reader" / "model"
COMPARED = 200


class Exported(nn.Module):
    """The network with its answers in a fixed order, as ONNX wants them."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, ids: torch.Tensor, types: torch.Tensor, mask: torch.Tensor) -> tuple[torch.Tensor, ...]:
        """Return the logits of every head, in the order of `OUTPUTS`."""
        found = self.network(ids, types, mask)
        return tuple(found[name] for name in OUTPUTS)


def write(network: Network, out: Path) -> Path:
    """Write the network as ONNX, then with eight-bit weights; return the smaller file."""
    out.mkdir(parents=True, exist_ok=True)
    whole, small = out / "reader-float.onnx", out / "reader.onnx"
    ones = torch.ones(2, 16, dtype=torch.long)
    example = (ones, torch.zeros_like(ones), ones)
    axes = {name: {0: "texts", 1: "tokens"} for name in ("ids", "types", "mask", *OF_PIECES)}
    axes |= {name: {0: "texts"} for name in OF_TEXT}
    torch.onnx.export(
        Exported(network).eval(),
        example,
        str(whole),
        input_names=["ids", "types", "mask"],
        output_names=list(OUTPUTS),
        dynamic_axes=axes,
        opset_version=17,
        dynamo=False,
    )
    # A scale for each output channel, since the encoder's rows differ widely: one for all loses two points of F1.
    quantize_dynamic(whole, small, weight_type=QuantType.QInt8, per_channel=True)
    whole.unlink()
    optimize(small)
    return small


def optimize(path: Path) -> None:
    """Rewrite a model as the runtime would on loading it: opening it then takes half the time."""
    options = onnxruntime.SessionOptions()
    # Beyond this level the runtime fits a model to one processor, and the file goes everywhere.
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_EXTENDED
    options.optimized_model_filepath = str(path.with_suffix(".optimized"))
    options.log_severity_level = 3
    onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    path.with_suffix(".optimized").replace(path)


def refuse_other_pieces(base: Path, texts: list[str]) -> None:
    """Stop where the program cuts a text into other pieces than the library that the encoder was trained with."""
    tokenizer = load_tokenizer(base, LONGEST)
    tokenizer.no_truncation()
    ours = WordPiece((base / "vocab.txt").read_text("utf-8"))
    for text in texts:
        found = tokenizer.encode(text.replace("\n", "\u00b6"), add_special_tokens=False)
        if (found.ids, [tuple(place) for place in found.offsets]) != tuple(ours.pieces(text)):
            raise SystemExit(f"other pieces: {text[:80]!r}")


def card_of(calibration: dict, trained: dict, files: dict[str, str]) -> dict:
    """Return the card's values."""
    return {
        "format": 1,
        "version": trained["version"],
        "window": LONGEST,
        "part": 0.5,
        "missing_error": 0.97,
        "files": files,
        "names": {
            "categories": CATEGORIES, **LABELS, "email": EMAIL_PARTS, "kinds": KINDS, "parts": PARTS, "tags": TAGS,
        },
        "email": calibration["email"],
        "verdict": calibration["verdict"],
        "nearness": calibration.get("nearness", {"lead": 0.17, "own": 0.5}),
        "categories": calibration["categories"],
        "labels": calibration["labels"],
        "training": {key: trained[key] for key in ("texts", "hands", "layers", "epochs", "seed")},
        "figures": calibration.get("figures", {}),
    }  # fmt: skip


def toml_of(values: dict, path: str = "") -> str:
    """Return values as TOML: plain ones first, then tables."""
    plain = [
        f'"{key}" = {json.dumps(value)}' if "." in key else f"{key} = {json.dumps(value)}"
        for key, value in values.items()
        if not isinstance(value, dict)
    ]
    tables = [
        f"\n[{path}{key}]\n{toml_of(value, f'{path}{key}.')}"
        for key, value in values.items()
        if isinstance(value, dict)
    ]
    return "\n".join([*plain, *tables])


def main() -> None:
    """Export, compare, and write the card with the digests."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--weights", default="network.pt")
    parser.add_argument("--calibration", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=SHIPPED)
    parser.add_argument("--version", default="1")
    parser.add_argument("--data", type=Path, nargs="+", default=[HERE / "corpus"])
    asked = parser.parse_args()
    network, trained = load(asked.base, asked.model, asked.weights)
    rows = rows_of(asked.data)
    refuse_other_pieces(asked.base, [row["text"] for row in rows])
    write(network, asked.out)
    (asked.out / "vocab.txt").write_bytes((asked.base / "vocab.txt").read_bytes())
    names = ("reader.onnx", "vocab.txt")
    files = {name: hashlib.sha256((asked.out / name).read_bytes()).hexdigest() for name in names}
    card = card_of(json.loads(asked.calibration.read_text()), {**trained, "version": asked.version}, files)
    (asked.out / "card.toml").write_text(f"# Written by training/export.py.\n{toml_of(card)}\n", "utf-8")
    compare(network, Encoder(asked.out), rows[:: max(1, len(rows) // COMPARED)], asked.base)


def compare(network: Network, encoder: Encoder, rows: list[dict], base: Path) -> None:
    """Print how large and fast the shipped reader is, and how often it gives the labels of the trained one."""
    tokenizer = load_tokenizer(base, LONGEST)
    same, seconds = 0, 0.0
    for row in rows:
        item = encode(tokenizer, row)
        word = {"failure": "explanation", "other": "explanation", "thank-you": "thanks"}.get(row["kind"], row["kind"])
        started = time.monotonic()
        small = encoder.encode(row["text"], word)
        seconds += time.monotonic() - started
        batch = collate([item])
        with torch.inference_mode():
            whole = network(batch["ids"], batch["types"], batch["mask"])
        same += all(int(whole[name][0].argmax()) == int(np.argmax(small.text[name][0])) for name in LABELS)
    print(f"{1000 * seconds / len(rows):.1f} ms a text in one thread")
    print(f"all four labels as before in {same} of {len(rows)} texts")


if __name__ == "__main__":
    main()
