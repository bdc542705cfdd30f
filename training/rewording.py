"""Texts with other names, exams, numbers and dates, so that the reader does not learn these by heart."""

from __future__ import annotations

import random
import re
from typing import Any

MONTHS = "January February March April May June July August September October November December".split()
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
SURNAMES = "Okafor Lindqvist Marsh Tanaka Abara Whitlock Ferreira Novak Haddad Brandt Osei Petrov Quillen Sato".split()
# What stands for what: a word of a group is replaced by another of the same group.
GROUPS = (
    MONTHS[:4] + MONTHS[5:],  # "May" is a verb too
    DAYS,
    ["Step 1", "Step 2", "Step 2 CK", "Step 3"],
    ["Level 1", "Level 2", "Level 3"],
    ["UWorld", "AMBOSS", "TrueLearn", "Kaplan"],
    ["NBME", "UWSA", "COMSAE"],
)
_GROUP_OF = {word: group for group in GROUPS for word in group}
_NAMED = re.compile(
    "|".join(
        [r"(?<=Dr\. )[A-Z][a-z]+", r"\b[12]\d\d\b", r"\b\d\d(?=%| ?percent)"]
        + [rf"\b{re.escape(word)}\b" for word in sorted(_GROUP_OF, key=len, reverse=True)]
    )
)


def _other(found: str, chance: random.Random) -> str:
    if found in _GROUP_OF:
        return chance.choice(_GROUP_OF[found])
    if found.isdigit():
        moved = int(found) + chance.randint(-9, 9)
        return f"{max(10, moved):d}"[: len(found)].rjust(len(found), "1")
    return chance.choice(SURNAMES)


def reworded(row: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """Return a text with other names and numbers, all places moved with it; equal words get equal ones."""
    text, chosen = row["text"], dict[str, str]()
    pieces, shifts, at, moved = [], [(0, 0)], 0, 0
    for match in _NAMED.finditer(text):
        new = chosen.setdefault(match.group(), _other(match.group(), chance))
        pieces += [text[at : match.start()], new]
        at = match.end()
        moved += len(new) - len(match.group())
        shifts.append((match.end(), moved))
    if not chosen:
        return row

    def place(offset: int) -> int:
        return offset + max((shift for shift in shifts if shift[0] <= offset), key=lambda shift: shift[0])[1]

    whole = "".join([*pieces, text[at:]])
    made = {**row, "text": whole}
    if "sentences" in row:
        made["sentences"] = [[place(start), place(end)] for start, end in row["sentences"]]
    spans = []
    for span in row["spans"]:
        start = text.find(span["quote"])
        while start >= 0:
            spans.append({**span, "quote": whole[place(start) : place(start + len(span["quote"]))]})
            start = text.find(span["quote"], start + 1)
    made["spans"] = spans
    made["tags"] = [(place(start), tag) for start, tag in row.get("tags", ())]
    return made


# A part that can be left out of a text, its code in `labels`, and what the label is without it.
_LEFT_OUT = {"cause": ("present", "missing"), "changes": ("concrete", "missing"), "plan": ("present", "missing")}


def shortened(row: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """
    Return an explanation without the sentences that serve one of its parts, labelled as lacking that part.

    A text stays as it is where such a sentence serves another part as well.
    """
    if row["kind"] != "failure" or not row["clean"] or not row.get("parts"):
        return row
    served = [set(part.split("+")) for part in row["parts"]]
    names = [
        name
        for name, (label, _) in _LEFT_OUT.items()
        if row["labels"][name] == label and any(each == {name} for each in served)
        and all(each == {name} for each in served if name in each)
    ]  # fmt: skip
    if not names:
        return row
    name = chance.choice(names)
    pieces, places, parts, length = [], [], [], 0
    for (start, end), part, each in zip(row["sentences"], row["parts"], served, strict=True):
        if each != {name}:
            words = row["text"][start:end]
            length += bool(pieces)
            places.append([length, length + len(words)])
            pieces.append(words)
            parts.append(part)
            length += len(words)
    labels = {**row["labels"], name: _LEFT_OUT[name][1]}
    made = {**row, "text": " ".join(pieces), "sentences": places, "parts": parts, "labels": labels, "clean": False}
    made.pop("tags", None)
    return made
