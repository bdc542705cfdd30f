"""What may be sent now, as text: grouped calmly by whom it goes to."""

from collections.abc import Iterator

from soapwriter.render.screen import Screen
from soapwriter.soap import Overview, Permission, Permissions, Verdict, hours, messages
from soapwriter.tables import steps
from soapwriter.text import listed

_LEADS = {Verdict.OK: "You may", Verdict.CAUTION: "With care:", Verdict.BLOCK: "You may not"}
_SCHOOL = "To your own school: write or call, at any time. It is no program."


def permits(week: Overview, on: Screen, *, most: int, groups: int, reasons: bool) -> Iterator[str]:
    """
    Yield what may be sent to whom; nothing where the week is not known.

    At most so many `groups` of programs are told, with at most so many named together.
    """
    if not week.permissions:
        return
    yield on.paint("What you may send now", "bold")
    yield from on.wrap(_SCHOOL, indent=2, hanging=4)
    for group in week.permissions[: groups + 1]:
        yield from _group(group, on, most=most)
        if reasons:
            yield from _reasons(group, on)
    if left := sum(len(group.programs) for group in week.permissions[groups + 1 :]):
        told = f"For {left} more, ask: soapwriter send KIND --program NAME"
        yield from on.wrap(told, indent=2, hanging=4)


def _group(group: Permissions, on: Screen, *, most: int) -> Iterator[str]:
    to = _to(group, most=most)
    if not group.programs and set(group.verdicts) == {Verdict.BLOCK}:
        until = f" until {hours.said_soon(group.until)}" if group.until else ""
        yield from on.wrap(
            f"{to}: nothing{until}, by you or anybody for you. It can bar you from SOAP.", indent=2, hanging=4
        )
    elif group.programs and group.stage != "contacted":
        yield from on.wrap(f"{to}: as to any other. {' '.join(group.warnings)}", indent=2, hanging=4)
    else:
        yield from on.wrap(f"{to}:", indent=2, hanging=4)
        for verdict, lead in _LEADS.items():
            if named := group.with_verdict(verdict):
                last = "or" if verdict is Verdict.BLOCK else "and"
                yield from on.wrap(f"{lead} {listed(map(_short, named), last=last)}.", indent=4, hanging=6)
        for doubt in group.warnings:
            yield from on.wrap(doubt, indent=4, hanging=6)


def _reasons(group: Permissions, on: Screen) -> Iterator[str]:
    for permission in group.by_message.values():
        yield from (on.paint(line, "dim") for line in on.wrap(_reason(permission), indent=4, hanging=6))


def _reason(permission: Permission) -> str:
    reason = f"{permission.title}: {permission.verdict}. {permission.reason}"
    source = permission.source
    if source is None:
        return reason
    return f"{reason} Source: {source.title} (checked {source.checked}; confidence {source.confidence})."


def _to(group: Permissions, *, most: int) -> str:
    """Return to whom a group's messages go."""
    if not group.programs:
        return "To a program that has not contacted you first" if group.stage == "silent" else "To any program"
    names = [each.name or "" for each in group.programs[:most]]
    if len(group.programs) > most:
        names.append(f"{len(group.programs) - most} more")
    first = ", which contacted you first" if group.stage == "contacted" else ""
    return f"To {listed(names)}{first}"


def _short(message: str) -> str:
    """Return a message in few words."""
    return steps.table().short.get(message) or f"send {messages()[message].title}"
