"""
Train the reader: one command, a fixed seed, on two cores in less than an hour.

Usage: python training/train.py --base MODEL_FOLDER --out FOLDER [--leave-out HAND ...] [--layers N] [--epochs N]
"""

from __future__ import annotations

import argparse
import json
import random
import time
from pathlib import Path

import torch
from data import (
    CATEGORIES,
    UNKNOWN_KIND,
    Item,
    add_tags,
    batches,
    collate,
    encode,
    load_tokenizer,
    read_rows,
    rule_rows,
)
from network import Network, loss_of
from rewording import reworded, shortened
from torch import nn

HERE = Path(__file__).parent
LONGEST = 384
# How often a text is read without being told its kind, so that the kind can be asked of it.
NAMELESS = 0.15


def options() -> argparse.Namespace:
    """Return what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--data", type=Path, nargs="+", default=[HERE / "corpus"])
    parser.add_argument("--leave-out", nargs="*", default=[], help="hands, or the beginnings of their names")
    parser.add_argument("--layers", type=int, default=6)
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--rate", type=float, default=1.5e-4)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--balance", choices=["root", "none"], default="root", help="how rare categories are weighed")
    parser.add_argument("--reword", type=float, default=0.0, help="how often a text is read with other names")
    parser.add_argument("--shorten", type=float, default=0.0, help="how often a sound text is read without one part")
    parser.add_argument("--rules", type=Path, help="a folder of rules, whose examples are read too")
    parser.add_argument("--drafts", type=Path, nargs="*", default=[], help="files of our own drafts")
    parser.add_argument("--frozen", type=int, default=0, help="how many of the lower layers are not trained")
    parser.add_argument("--sample", type=int, default=0, help="train on so many texts only, to compare recipes")
    parser.add_argument("--average", type=float, default=0.0, help="decay of the running mean of weights; 0 for none")
    return parser.parse_args()


def rows_of(places: list[Path]) -> list[dict]:
    """Return the rows of files and of all files of folders."""
    files = [file for place in places for file in (sorted(place.glob("*.jsonl")) if place.is_dir() else [place])]
    return read_rows(*files)


def is_left_out(row: dict, left_out: list[str]) -> bool:
    """Return whether a row is by a hand that is left out."""
    return any((row.get("hand") or row["id"]).startswith(each) for each in left_out)


def weights_of(items: list[Item]) -> dict[str, torch.Tensor]:
    """Return how much a rare yes counts against a common no: the square root of their ratio, so that neither wins."""
    present = torch.stack([item.wanted["present"] for item in items]).clamp(min=0)
    tokens = sum((item.wanted["tokens"].clamp(min=0).sum(0) for item in items), torch.zeros(len(CATEGORIES)))
    total = sum(len(item.ids) for item in items)
    return {
        "tokens": ((total - tokens) / tokens.clamp(min=1)).sqrt().clamp(max=12),
        "present": ((1 - present.mean(0)) / present.mean(0).clamp(min=1e-3)).sqrt().clamp(max=6),
    }


def rates(network: Network, rate: float) -> list[dict]:
    """Return the learning rates: heads learn fastest, lower layers slower, embeddings not at all."""
    for parameter in network.encoder.embeddings.parameters():
        parameter.requires_grad = False
    layers = network.encoder.encoder.layer
    groups = [
        {"params": layer.parameters(), "lr": rate * 0.85 ** (len(layers) - 1 - at)} for at, layer in enumerate(layers)
    ]
    encoder = {id(parameter) for parameter in network.encoder.parameters()}
    heads = [parameter for parameter in network.parameters() if id(parameter) not in encoder]
    return [*groups, {"params": heads, "lr": rate * 4}]


def main() -> None:
    """Train, and write the network with what it was trained on."""
    asked = options()
    torch.manual_seed(asked.seed)
    random.seed(asked.seed)
    chance = random.Random(asked.seed)
    generator = torch.Generator().manual_seed(asked.seed)
    tokenizer = load_tokenizer(asked.base, LONGEST)
    rows = [row for row in rows_of(asked.data) if not is_left_out(row, asked.leave_out)]
    if asked.sample:
        rows = random.Random(0).sample(rows, asked.sample)
    if asked.rules:
        rows += rule_rows(asked.rules)
    rows += read_rows(*asked.drafts)
    add_tags(rows)
    named = [encode(tokenizer, row) for row in rows]
    nameless = [encode(tokenizer, row, kind=UNKNOWN_KIND) for row in rows]
    network = Network(asked.base, asked.layers)
    weights = weights_of(named)
    if asked.balance == "none":
        weights = {name: torch.ones_like(value) for name, value in weights.items()}
    for layer in network.encoder.encoder.layer[: asked.frozen]:
        layer.requires_grad_(requires_grad=False)
    optimizer = torch.optim.AdamW(rates(network, asked.rate), weight_decay=0.01)
    steps = asked.epochs * (-(-len(named) // asked.batch))
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, [group["lr"] for group in optimizer.param_groups], total_steps=steps + 1, pct_start=0.1
    )
    mean = {name: value.detach().clone() for name, value in network.state_dict().items()} if asked.average else None
    started = time.monotonic()
    for epoch in range(asked.epochs):
        network.train()
        chosen = [other if random.random() < NAMELESS else one for one, other in zip(named, nameless, strict=True)]
        if asked.shorten:
            chosen = [
                encode(tokenizer, shortened(item.row, chance)) if random.random() < asked.shorten else item
                for item in chosen
            ]
        if asked.reword:
            chosen = [
                encode(tokenizer, reworded(item.row, chance)) if random.random() < asked.reword else item
                for item in chosen
            ]
        total, count = 0.0, 0
        for group in batches(chosen, asked.batch, generator):
            batch = collate(group)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                output = network(batch["ids"], batch["types"], batch["mask"])
            loss = loss_of(output, batch, weights)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            total, count = total + loss.item(), count + 1
            if count % 50 == 0:
                seconds = time.monotonic() - started
                print(
                    f"  {count} of {steps // asked.epochs} steps, loss {total / count:.3f}, {seconds:.0f} s", flush=True
                )
            if mean is not None:
                for name, value in network.state_dict().items():
                    if value.dtype.is_floating_point:
                        mean[name].lerp_(value, 1 - asked.average)
        print(f"epoch {epoch + 1}: loss {total / count:.3f}, {time.monotonic() - started:.0f} s", flush=True)
    asked.out.mkdir(parents=True, exist_ok=True)
    if mean is not None:
        torch.save(mean, asked.out / "network-mean.pt")
    torch.save(network.state_dict(), asked.out / "network.pt")
    trained = {
        "texts": len(rows),
        "hands": len({item.hand for item in named}),
        "layers": asked.layers,
        "seed": asked.seed,
        "epochs": asked.epochs,
        "leave_out": asked.leave_out,
        "average": asked.average,
        "seconds": round(time.monotonic() - started),
    }
    (asked.out / "training.json").write_text(json.dumps(trained, indent=1))


if __name__ == "__main__":
    main()
