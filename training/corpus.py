"""The labelled texts: what a row holds, and what must be true of it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

HERE = Path(__file__).parent

Category = Literal[
    "begging", "evasive", "blame", "drama", "overshare", "defensive", "generic", "pressure", "placeholder"
]
Ownership = Literal["present", "hedged", "missing", "n/a"]
Cause = Literal["present", "excuse", "missing", "n/a"]
Changes = Literal["concrete", "vague", "future-only", "missing", "n/a"]
Plan = Literal["present", "missing", "n/a"]
PARTS = ("ownership", "cause", "changes", "plan", "other")
EMAILS = ("thank-you", "interest")

# Five words in a row that two texts share are a turn of phrase; a third of the shorter text is a copy.
_RUN = 5
_TWINS = 0.3
# A run that so many texts share is a formula ("thank you for taking the time"), and says nothing of two of them.
_FORMULA = 20


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Span(_Row):
    """Words that an adviser points at, and why."""

    cat: Category
    quote: str


class EmailParts(_Row):
    """Which parts an email has."""

    subject: bool
    greeting: bool
    specific_detail: bool
    interest: bool
    signoff: bool
    aamc_id: bool


class Labels(_Row):
    """The labels of one text, as one reader gives them."""

    ownership: Ownership
    cause: Cause
    changes: Changes
    plan: Plan
    too_long: bool | Literal["n/a"]
    email_parts: EmailParts | None


class Text(_Row):
    """
    One text with its labels.

    `sentences` are places in characters, from 0, end exclusive; `parts` says what each sentence serves, two parts
    joined by "+". `second` says how the second reading ended: "agreed", "settled" by a third, or "none" yet.
    """

    id: str
    kind: Literal["failure", "statement", "thank-you", "interest", "other"]
    origin: Literal["written", "adapted"]
    hand: str
    source: str | None = None
    difficulty: Literal["plain", "hard"]
    text: str
    sentences: tuple[tuple[int, int], ...] = ()
    parts: tuple[str, ...] = ()
    labels: Labels
    spans: tuple[Span, ...]
    clean: bool
    second: Literal["agreed", "settled", "none"] = "none"


def read(*places: Path) -> list[Text]:
    """Return the texts of files, or of all files of folders, in order."""
    files = [file for place in places for file in (sorted(place.glob("*.jsonl")) if place.is_dir() else [place])]
    return [Text.model_validate_json(line) for file in files for line in file.read_text("utf-8").splitlines() if line]


def address_hash(address: str) -> str:
    """Return the hash under which an address is reserved: without scheme, "www.", fragment and last slash."""
    bare = re.sub(r"^[a-z]+://", "", address.strip().lower())
    return hashlib.sha256(bare.removeprefix("www.").split("#")[0].rstrip("/").encode()).hexdigest()


def is_clean(text: Text) -> bool:
    """Return whether an adviser would send a text as it is, by its labels."""
    labels, email = text.labels, text.labels.email_parts
    good = (
        labels.ownership in ("present", "n/a"),
        labels.cause in ("present", "n/a"),
        labels.changes in ("concrete", "n/a"),
        labels.plan in ("present", "n/a"),
        labels.too_long is not True,
        not text.spans,
        email is None or all(email.model_dump().values()),
    )
    return all(good)


def troubles(text: Text, reserved: frozenset[str] = frozenset()) -> Iterator[str]:
    """Yield what is wrong with one text."""
    yield from (f"the text has no {span.quote!r}" for span in text.spans if span.quote not in text.text)
    if text.clean != is_clean(text):
        yield f"clean is {text.clean}, and its labels say {is_clean(text)}"
    if (text.kind in EMAILS) != (text.labels.email_parts is not None):
        yield "email_parts go with emails, and with no other kind"
    if text.labels.cause == "excuse" and text.labels.ownership == "present":
        yield "an excuse never goes with ownership present"
    if (text.origin == "adapted") != (text.source is not None):
        yield "an adapted text has a source, and no other"
    if text.source and address_hash(text.source) in reserved:
        yield f"its source is reserved for the held-out set: {text.source}"
    yield from _sentence_troubles(text)


def _sentence_troubles(text: Text) -> Iterator[str]:
    if len(text.sentences) != len(text.parts):
        yield f"{len(text.sentences)} sentences, and {len(text.parts)} parts"
    for part in text.parts:
        if not set(part.split("+")) <= set(PARTS):
            yield f"'{part}' is not a part"
    covered = "".join(text.text[start:end] for start, end in text.sentences)
    if text.sentences and re.sub(r"\s", "", covered) != re.sub(r"\s", "", text.text):
        yield "its sentences are not the whole text"


def twins(texts: Iterable[Text]) -> Iterator[tuple[str, str]]:
    """Yield pairs of texts of which one is nearly a copy of the other."""
    runs = {text.id: frozenset(_runs(text.text)) for text in texts}
    holders: dict[tuple[str, ...], list[str]] = {}
    for name, found in runs.items():
        for run in found:
            holders.setdefault(run, []).append(name)
    shared: dict[tuple[str, str], int] = {}
    for names in holders.values():
        for pair in _pairs(names) if len(names) < _FORMULA else ():
            shared[pair] = shared.get(pair, 0) + 1
    for (one, other), count in shared.items():
        if count > _TWINS * max(1, min(len(runs[one]), len(runs[other]))):
            yield one, other


def _pairs(names: list[str]) -> Iterator[tuple[str, str]]:
    for at, one in enumerate(names):
        yield from ((one, other) for other in names[at + 1 :])


def _runs(text: str) -> Iterator[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return zip(*(words[start:] for start in range(_RUN)), strict=False)
