"""The reader's network: one small pre-trained encoder, and a head for each question that is asked of a text."""

from __future__ import annotations

from pathlib import Path

import torch
from data import CATEGORIES, EMAIL_PARTS, KINDS, LABELS, NONE, PARTS, TAGS
from torch import nn
from torch.nn import functional
from transformers import AutoModel


class Attended(nn.Module):
    """Answers the questions about a whole document by attention over its tokens, each with a query of its own."""

    def __init__(self, size: int, answers: dict[str, int]) -> None:
        super().__init__()
        self.queries = nn.Linear(size, len(answers))
        # One hidden layer for all questions: one for each would take the model over its 25 MB.
        self.hidden = nn.Linear(2 * size, size)
        self.question = nn.Parameter(torch.zeros(len(answers), size))
        self.dropout = nn.Dropout(0.1)
        self.answers = nn.ModuleDict({name: nn.Linear(size, count) for name, count in answers.items()})

    def forward(self, states: torch.Tensor, mask: torch.Tensor) -> dict[str, torch.Tensor]:
        """Return the logits by question; `states` is (texts, tokens, size), `mask` (texts, tokens)."""
        scores = self.queries(states).masked_fill(mask.unsqueeze(-1) == 0, -1e4)
        attended = scores.softmax(1).transpose(1, 2) @ states
        first = states[:, :1].expand(-1, attended.shape[1], -1)
        hidden = functional.gelu(self.hidden(torch.cat([attended, first], dim=-1)) + self.question)
        hidden = self.dropout(hidden)
        return {name: answer(hidden[:, at]) for at, (name, answer) in enumerate(self.answers.items())}


class Network(nn.Module):
    """The encoder with its heads."""

    def __init__(self, base: Path, layers: int = 6) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(base, add_pooling_layer=False, attn_implementation="eager")
        kept = self.encoder.encoder.layer
        if layers < len(kept):
            # Every second or third layer keeps more of what the base knows than the first few do.
            wanted = torch.linspace(0, len(kept) - 1, layers).round().long().tolist()
            self.encoder.encoder.layer = nn.ModuleList([kept[at] for at in wanted])
            self.encoder.config.num_hidden_layers = layers
        size = self.encoder.config.hidden_size
        self.dropout = nn.Dropout(0.1)
        self.tokens = nn.Linear(size, len(CATEGORIES))
        self.sentence = nn.Linear(size, len(PARTS))
        self.tags = nn.Linear(size, len(TAGS))
        questions = {name: len(values) for name, values in LABELS.items()}
        questions |= {"email": len(EMAIL_PARTS), "clean": 1, "kind": len(KINDS), "present": len(CATEGORIES)}
        self.document = Attended(size, questions)

    def forward(self, ids: torch.Tensor, types: torch.Tensor, mask: torch.Tensor) -> dict[str, torch.Tensor]:
        """Return the logits of every head."""
        found = self.encoder(
            input_ids=ids, token_type_ids=types, attention_mask=mask, output_hidden_states=not self.training
        )
        states = self.dropout(found.last_hidden_state)
        # The words themselves and the middle layer tell themes apart, which the last layer forgets over the categories.
        layers = found.hidden_states or ()
        early = {"early": torch.cat([layers[0], layers[len(layers) // 2]], dim=-1)} if layers else {}
        return {
            **early,
            "states": states,
            "tokens": self.tokens(states),
            "sentence": self.sentence(states),
            "tags": self.tags(states),
            **self.document(states, mask),
        }


def _binary(logits: torch.Tensor, wanted: torch.Tensor, weight: torch.Tensor | None = None) -> torch.Tensor:
    """Return the mean loss of yes-or-no questions where there is a target."""
    known = wanted != NONE
    if not known.any():
        return logits.sum() * 0
    loss = functional.binary_cross_entropy_with_logits(logits, wanted.clamp(min=0), pos_weight=weight, reduction="none")
    return loss[known].mean()


def _choice(logits: torch.Tensor, wanted: torch.Tensor, *, smoothing: float = 0.0) -> torch.Tensor:
    """Return the mean loss of questions with one right answer, where there is a target."""
    if not (wanted != NONE).any():
        return logits.sum() * 0
    return functional.cross_entropy(logits.float(), wanted, ignore_index=NONE, label_smoothing=smoothing)


def sentence_logits(output: dict[str, torch.Tensor], batch: dict[str, torch.Tensor]) -> torch.Tensor:
    """Return the part logits of each sentence: the mean over its tokens."""
    logits, number = output["sentence"], batch["sentence"]
    most = batch["parts"].shape[1]
    member = functional.one_hot(number.clamp(min=-1) + 1, most + 1)[..., 1:].to(logits.dtype)
    total = torch.einsum("bts,btp->bsp", member, logits)
    return total / member.sum(1).clamp(min=1).unsqueeze(-1)


def loss_of(
    output: dict[str, torch.Tensor], batch: dict[str, torch.Tensor], weights: dict[str, torch.Tensor]
) -> torch.Tensor:
    """Return the weighted sum of the heads' losses."""
    labels = sum(_choice(output[name], batch["labels"][:, at], smoothing=0.05) for at, name in enumerate(LABELS))
    tokens = _binary(output["tokens"].float(), batch["tokens"], weights["tokens"])
    parts = _binary(sentence_logits(output, batch).float(), batch["parts"])
    email = _binary(output["email"].float(), batch["email"])
    clean = _binary(output["clean"].float().squeeze(-1), batch["clean"])
    present = _binary(output["present"].float(), batch["present"], weights["present"])
    kind = _choice(output["kind"], batch["kind"])
    tags = _choice(output["tags"].flatten(0, 1), batch["tags"].flatten())
    # The four labels and the spans are what the program shows; the rest are guards and help the encoder.
    return labels + 4 * tokens + 1.5 * parts + 0.5 * email + 0.5 * clean + present + 0.3 * kind + 0.5 * tags
