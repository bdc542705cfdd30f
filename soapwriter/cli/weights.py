"""Why a text has its labels: how sure the reader is of each, and the words that one of them hangs on."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from soapwriter.finding import PARTS
from soapwriter.render import Screen

if TYPE_CHECKING:
    from soapwriter.linter import Context, Weighed
    from soapwriter.reader import Weight

SCHEMA = 1
# Less likely values of a label say nothing to a person.
_SHOWN = 0.05


def label_lines(context: "Context", label: str, weighed: "Weighed", on: Screen) -> Iterator[str]:
    """Yield the labels with their probabilities, then the sentences and words that weigh most for one of them."""
    yield on.paint("Labels, and how sure the reader is", "bold")
    for part in PARTS:
        values = sorted(context.reading.labels[part].items(), key=lambda pair: -pair[1])
        likely = ", ".join(f"{value} {chance:.0%}" for value, chance in values if chance >= _SHOWN)
        yield from on.wrap(f"{part:<10} {likely}", indent=2, hanging=13)
    yield ""
    yield on.paint(f"What '{context.reading.label(label)}' hangs on in {label}", "bold")
    if not weighed.sentences and not weighed.words:
        yield from on.wrap("On no single words: without any of them the label stays as likely.", indent=2)
        return
    yield from _listed(context, weighed.sentences, on)
    if weighed.words:
        told = ", ".join(f"{_quote(context, each)} {-each.loss:+.0%}" for each in weighed.words)
        yield from on.wrap(f"Words: {told}", indent=2, hanging=4)


def label_record(context: "Context", label: str, weighed: "Weighed") -> dict[str, Any]:
    """Return the same as a JSON object."""
    return {
        "schema": SCHEMA,
        "path": context.parsed.document.path,
        "kind": context.kind.id,
        "label": label,
        "value": context.reading.label(label),
        "probabilities": {
            part: {value: round(chance, 3) for value, chance in context.reading.labels[part].items()} for part in PARTS
        },
        "sentences": [_record(context, each) for each in weighed.sentences],
        "words": [_record(context, each) for each in weighed.words],
    }


def _listed(context: "Context", places: "tuple[Weight, ...]", on: Screen) -> Iterator[str]:
    for each in places:
        yield from on.wrap(f"{-each.loss:+.0%} without: {_quote(context, each)}", indent=2, hanging=4)


def _quote(context: "Context", place: "Weight") -> str:
    return "\u201c" + " ".join(context.parsed.document.text[place.start : place.end].split()) + "\u201d"


def _record(context: "Context", place: "Weight") -> dict[str, Any]:
    words = context.parsed.document.text[place.start : place.end]
    return {"start": place.start, "end": place.end, "quote": words, "loss": round(place.loss, 3)}
