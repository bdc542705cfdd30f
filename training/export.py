"""
Write a trained reader as ONNX with eight-bit weights, and compare it with the network that it comes from.

Usage: python training/export.py --base MODEL_FOLDER --model FOLDER --out FOLDER [--data PLACE ...]
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
from data import LABELS, Item, collate, encode, load_tokenizer
from network import Network
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn
from train import HERE, LONGEST, rows_of

OUTPUTS = ("tokens", "sentence", *LABELS, "email", "clean", "kind", "present")


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
    axes = {name: {0: "texts", 1: "tokens"} for name in ("ids", "types", "mask", "tokens", "sentence")}
    axes |= {name: {0: "texts"} for name in OUTPUTS if name not in axes}
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
    return small


def answers(session: onnxruntime.InferenceSession, item: Item) -> dict[str, np.ndarray]:
    """Return the logits of one text."""
    batch = collate([item])
    given = {name: batch[name].numpy() for name in ("ids", "types", "mask")}
    return dict(zip(OUTPUTS, session.run(None, given), strict=True))


def session_of(path: Path, threads: int = 1) -> onnxruntime.InferenceSession:
    """Return a session that answers the same on any number of threads."""
    chosen = onnxruntime.SessionOptions()
    chosen.intra_op_num_threads = threads
    return onnxruntime.InferenceSession(str(path), chosen, providers=["CPUExecutionProvider"])


def main() -> None:
    """Export, compare, and write the digest."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--data", type=Path, nargs="+", default=[HERE / "corpus"])
    asked = parser.parse_args()
    trained = json.loads((asked.model / "training.json").read_text())
    network = Network(asked.base, trained["layers"])
    network.load_state_dict(torch.load(asked.model / "network.pt", weights_only=True))
    network.eval()
    path = write(network, asked.out)
    session = session_of(path)
    tokenizer = load_tokenizer(asked.base, LONGEST)
    items = [encode(tokenizer, row) for row in rows_of(asked.data)[:200]]
    same = 0
    started = time.monotonic()
    found = [answers(session, item) for item in items]
    seconds = time.monotonic() - started
    with torch.inference_mode():
        for item, small in zip(items, found, strict=True):
            batch = collate([item])
            whole = network(batch["ids"], batch["types"], batch["mask"])
            same += all(int(whole[name].argmax()) == int(small[name].argmax()) for name in LABELS)
    print(f"{path.stat().st_size / 1e6:.1f} MB; {1000 * seconds / len(items):.1f} ms a text on one thread")
    print(f"all four labels as before in {same} of {len(items)} texts")
    print(f"SHA-256 {hashlib.sha256(path.read_bytes()).hexdigest()}")


if __name__ == "__main__":
    main()
