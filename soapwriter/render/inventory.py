"""The documents that exist as text: how each stands, and which statement goes to which program."""

from soapwriter.render.screen import Screen
from soapwriter.soap import Assigned, Overview, Written
from soapwriter.tables import steps
from soapwriter.text import counted, listed

_NONE = "Documents: none here. To write them all from your facts: soapwriter kit FOLDER"


def documents(week: Overview, on: Screen, *, most: int, clean: bool) -> list[str]:
    """Return the documents that want something, at most so many, and where asked the `clean` ones too."""
    if not week.documents:
        return on.wrap(_NONE, hanging=2)
    way_out = " (soapwriter lint FILE says what)" if any(each.errors for each in week.documents) else ""
    title, *more = on.wrap(f"Documents: {_summary(week)}{way_out}", hanging=2)
    lines = [title.replace("Documents", on.paint("Documents", "bold"), 1), *more]
    shown = [each for each in week.documents if clean or each.errors or each.trouble]
    for each in sorted(shown, key=lambda one: one.is_clean)[:most]:
        lines += on.wrap(f"{each.path}: {_stands(each)}.", indent=2, hanging=4)
    if most and len(shown) > most:
        lines += on.wrap(f"and {len(shown) - most} more", indent=2)
    return lines


def statements(week: Overview, on: Screen, *, most: int, titled: bool) -> list[str]:
    """Return which statement goes to which program, at most so many, and how one is `titled` where that is asked."""
    lines = [on.paint("Statements", "bold") + ", one for each program"] if week.assigned else []
    if lines and titled:
        lines += on.wrap(steps.table().statements["title"], indent=2, hanging=4)
    for each in sorted(week.assigned, key=lambda one: not one.remarks)[:most]:
        lines += on.wrap(_assigned(each), indent=2, hanging=4)
    if len(week.assigned) > most:
        lines += on.wrap(f"and {counted(len(week.assigned) - most, 'more program')}", indent=2)
    return lines


def _summary(week: Overview) -> str:
    """Return how many documents there are, and how they stand."""
    clean = sum(each.is_clean for each in week.documents)
    wrong = sum(bool(each.errors) for each in week.documents)
    unread = sum(bool(each.trouble) for each in week.documents)
    unlinted = len(week.documents) - clean - wrong - unread
    counts = {"without an error": clean, "with errors": wrong, "that cannot be read": unread, "not linted": unlinted}
    return ", ".join(f"{count} {what}" for what, count in counts.items() if count)


def _stands(document: Written) -> str:
    if document.trouble:
        return document.trouble.rstrip(".")
    if document.errors is None:
        return "not linted"
    counts = {"error": document.errors, "warning": document.warnings or 0}
    return ", ".join(counted(count, noun) for noun, count in counts.items() if count) or "no error, no warning"


def _assigned(one: Assigned) -> str:
    names = listed((each.path for each in one.statements), last="or")
    where = f" ({one.service})" if one.service else ""
    return f"{one.program.name}{where}: {' '.join(filter(None, (f'{names}.' if names else '', *one.remarks)))}"
