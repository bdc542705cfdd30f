"""Whether a message may be sent to a program, as text and as a JSON record."""

import json
from collections.abc import Iterator, Sequence

from soapwriter.render.screen import Screen
from soapwriter.soap import Permission, Verdict, in_words

# Keys are added, and never renamed or dropped within one number.
SCHEMA = 1
_STYLES = {Verdict.OK: "bold green", Verdict.CAUTION: "bold yellow", Verdict.BLOCK: "bold red"}
_VERDICTS = {
    Verdict.OK: "ok: it may be sent",
    Verdict.CAUTION: "caution: read this first, then decide",
    Verdict.BLOCK: "block: do not send it",
}


def render(permission: Permission, screen: Screen, *, first: str = "", notes: Sequence[str] = ()) -> Iterator[str]:
    """Yield what comes `first`, the verdict, its reason, when it changes, what is not certain, `notes`, its source."""
    yield from screen.wrap(first) if first else ()
    yield screen.paint(_VERDICTS[permission.verdict], _STYLES[permission.verdict])
    for sentence in (_subject(permission), permission.reason, *_change(permission), *permission.warnings, *notes):
        yield from screen.wrap(sentence, indent=2)
    yield from _source(permission, screen)


def record(permission: Permission) -> str:
    """Return a permission as JSON."""
    source = permission.source
    values = {
        "schema": SCHEMA,
        "message": permission.message,
        "program": permission.program.name if permission.program else None,
        "at": permission.now.isoformat(),
        "verdict": permission.verdict.value,
        "stage": permission.stage,
        "reason": permission.reason,
        "changes_at": permission.until.isoformat() if permission.until else None,
        "changes_to": permission.then.value if permission.then else None,
        "doubts": list(permission.warnings),
        "source": {**source._asdict(), "checked": source.checked.isoformat()} if source else None,
    }
    return json.dumps(values, indent=2, ensure_ascii=False)


def _subject(permission: Permission) -> str:
    """Return what the verdict is about: "Interest in a program, to Pinewater, on Monday, March 15, …"."""
    title = permission.title
    to = f", to {permission.program.name}" if permission.program else ""
    return f"{title[0].upper()}{title[1:]}{to}, on {in_words(permission.now)}."


def _change(permission: Permission) -> Iterator[str]:
    if permission.until:
        yield f"From {in_words(permission.until)} on: {permission.then}."


def _source(permission: Permission, screen: Screen) -> Iterator[str]:
    if permission.source is None:
        return
    yield from screen.wrap(f"Source: {permission.source}.", indent=2, hanging=4)
    if permission.source.url:
        yield from screen.wrap(permission.source.url, indent=4)
