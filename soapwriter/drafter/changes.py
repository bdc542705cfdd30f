"""What has changed since the failure as sentences: own ones as they are, those in parts as a clause."""

from collections.abc import Iterator

from soapwriter.drafter.answers import sentences_of, shape, small
from soapwriter.drafter.references import month
from soapwriter.facts import Change, Facts
from soapwriter.kinds import answer_words


def change_sentences(facts: Facts, *, stem: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each change as it was entered, and as sentences; none where it is no sentence and no stem makes it one."""
    for change in facts.every_change:
        if change.text:
            yield change.text, sentences_of(change.text, stem=stem)
        elif change.what:
            yield change.what, (in_a_clause(change),)


def in_a_clause(change: Change) -> str:
    """Return a change in parts as one sentence; one with an end is over, another goes on."""
    what = small(change.what or "")
    begins = _beginning(what, is_over=change.until is not None)
    count = change.count if begins.endswith(("done", "did")) else None
    words = [begins, count or "", what, *_details(change, is_counted=bool(count))]
    return f"{' '.join(filter(None, words))}{_time(change)}."


def _beginning(what: str, *, is_over: bool) -> str:
    """Return what goes before what was done: a verb speaks for itself, and anything else is done."""
    first = what.partition(" ")[0]
    if first not in answer_words().common:
        return "I did" if is_over else "I have done"
    if first.endswith("ing"):
        return "I was" if is_over else "I have been"
    kind = shape(what)
    return {"past": "I", "participle": "I have", "present": "I"}.get(kind, "I did" if is_over else "I have done")


def _details(change: Change, *, is_counted: bool) -> Iterator[str]:
    if change.count and not is_counted:
        yield f"({change.count})"
    if change.resource:
        yield f"in {change.resource}"
    if change.person:
        yield f"with {change.person}"
    if change.schedule:
        yield small(change.schedule)


def _time(change: Change) -> str:
    if change.since and change.until:
        return f", from {month(change.since)} to {month(change.until)}"
    if change.until:
        return f", until {month(change.until)}"
    return f", since {month(change.since)}" if change.since else ""
