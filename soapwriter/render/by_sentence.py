"""A text sentence by sentence: the part that each serves, its share of the words, its seconds; then the totals."""

import json
from collections.abc import Iterator

from soapwriter.finding import PARTS, SHARES, Report, ReportedSentence, Structure
from soapwriter.render.screen import Screen, one_line
from soapwriter.render.structure import bars
from soapwriter.render.terminal import counts_line, heading
from soapwriter.text import listed, seconds_aloud

SCHEMA = 1
_INDENT = 4
# Columns of the label: enough for every one except two long parts, such as "ownership and changes".
_LABEL = 16
_COLOURS = {"ownership": "magenta", "cause": "yellow", "changes": "green", "plan": "cyan"}


def render(report: Report, screen: Screen) -> Iterator[str]:
    """Yield each sentence with its number, part, share and seconds, then the bars and the counts."""
    yield from heading(report, screen)
    whole = _whole(report)
    number = 0
    for sentence in report.sentences:
        yield ""
        number += _is_body(sentence)
        yield from _sentence(report, sentence, number, whole, screen)
    yield ""
    yield from bars(report.structure, screen)
    yield from counts_line(report, screen)


def record(report: Report) -> Iterator[str]:
    """Yield the same as one JSON object."""
    whole = _whole(report)
    shown = {
        "schema": SCHEMA,
        "path": report.path,
        "kind": report.kind,
        "sentences": [_record(report, sentence, whole) for sentence in report.sentences],
        "parts": _part_records(report.structure),
        "words": report.counts.words,
        "spoken_seconds": report.counts.spoken_seconds,
    }
    yield json.dumps(shown, indent=2, ensure_ascii=False)


def _part_records(structure: Structure) -> dict[str, object]:
    words = structure.words()
    total = sum(words.values())
    return {
        part: {
            "standing": structure.label(part),
            "words": words[part],
            "share": round(100 * words[part] / total, 1) if total else 0.0,
            "goal": SHARES[part],
        }
        for part in PARTS
    }


def _record(report: Report, sentence: ReportedSentence, whole: int) -> dict[str, object]:
    share = _share(report, sentence, whole)
    return {
        "role": sentence.role,
        "parts": [{"part": part, "words": words} for part, words in sentence.part_words],
        "start": sentence.start,
        "end": sentence.end,
        "words": sentence.words,
        "share": None if share is None else round(share, 1),
        "spoken_seconds": seconds_aloud(sentence.words),
        "text": report.text[sentence.start : sentence.end],
    }


def _explains(report: Report) -> bool:
    """Return whether the text has any of the four parts: then the shares are of their words, else of all words."""
    return any(sentence.part_words for sentence in report.sentences)


def _whole(report: Report) -> int:
    """Return how many words are 100 percent."""
    if _explains(report):
        return sum(report.structure.words().values())
    return sum(sentence.words for sentence in report.sentences if _is_body(sentence))


def _is_body(sentence: ReportedSentence) -> bool:
    return sentence.role in ("text", "item")


def _share(report: Report, sentence: ReportedSentence, whole: int) -> float | None:
    """Return a sentence's share in percent; None for one that has none of the words that are counted."""
    explained = sum(words for part, words in sentence.part_words if part in PARTS)
    words = explained if _explains(report) else sentence.words * _is_body(sentence)
    return 100 * words / whole if words and whole else None


def _sentence(report: Report, sentence: ReportedSentence, number: int, whole: int, screen: Screen) -> Iterator[str]:
    """Yield the part that one sentence serves, and below it the sentence."""
    label, share = _label(sentence), _share(report, sentence, whole)
    at = f"{number:>2}" if _is_body(sentence) else "  "
    painted = screen.paint(label, _COLOURS.get(label, "bold" if sentence.part_words else "dim"))
    # Even the shortest sentence takes a second to say, with its pause.
    seconds = max(1, seconds_aloud(sentence.words))
    figures = f"{share:3.0f} %" if share is not None else " " * 5
    yield f"{at}  {painted}{' ' * (_LABEL - len(label))} {figures} {seconds:>3} s"
    yield from screen.wrap(one_line(report.text[sentence.start : sentence.end]), indent=_INDENT)


def _label(sentence: ReportedSentence) -> str:
    """Return the parts that a sentence serves, the largest first, or its role in a letter."""
    if served := _served(sentence):
        # A third part would widen the column for one sentence in very few texts.
        return listed(served[:2])
    if _is_body(sentence):
        return "none of the four" if sentence.part_words else ""
    return sentence.role


def _served(sentence: ReportedSentence) -> list[str]:
    """Return the parts that a sentence serves, the largest first."""
    served = [part for part in sentence.part_words if part[0] in PARTS]
    return [name for name, _ in sorted(served, key=lambda part: -part[1])]
