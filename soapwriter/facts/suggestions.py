"""What the facts offer in the place of a sentence that says too little."""

import re
from collections.abc import Iterator

from soapwriter.facts.facts import Facts
from soapwriter.text import split_sentences


def suggestion(facts: Facts, part: str, text: str) -> str:
    """Return the applicant's own sentence on a part, one of PARTS, that a text does not have yet; "" for none."""
    said = _plain(text)
    return next((each for each in _OFFERS[part](facts) if _is_whole(each) and _plain(each) not in said), "")


def _is_whole(text: str) -> bool:
    """Return whether an answer can be shown as a sentence as it is: with a capital and a full stop."""
    return text[:1].isupper() and text.endswith(".")


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def _failures(facts: Facts) -> Iterator[str]:
    for attempt in facts.failures:
        yield f"I failed {attempt.exam}{f' {attempt.date.on}' if attempt.date else ''}."


def _causes(facts: Facts) -> Iterator[str]:
    causes = (*(attempt.cause for attempt in facts.failures), facts.story.cause)
    yield from (sentence for cause in causes if cause for sentence in split_sentences(cause)[:1])


def _changes(facts: Facts) -> Iterator[str]:
    """Yield the changes, first those with a figure, which a reader can check."""
    told = [change.text for change in facts.every_change if change.text]
    yield from sorted(told, key=lambda text: not re.search(r"\d", text))


def _plans(facts: Facts) -> Iterator[str]:
    yield from (f"I retake {each.exam} {each.date.on}." for each in facts.coming if each.date)
    if facts.story.plan:
        yield facts.story.plan


_OFFERS = {"ownership": _failures, "cause": _causes, "changes": _changes, "plan": _plans}
