"""The sections of the week as text: what may be sent to whom, the steps, the documents and the statements."""

from collections import Counter
from collections.abc import Iterator, Sequence

from soapwriter.render.screen import Screen
from soapwriter.soap import (
    Assignment,
    DocumentStatus,
    Overview,
    Permission,
    Permissions,
    StepStatus,
    Verdict,
    in_words_soon,
    messages,
    penalty,
)
from soapwriter.tables import shield, steps
from soapwriter.text import counted, listed

Section = list[str]

# Stages at which one reason blocks every message.
_BLOCKED = ("early", "uninvited", "ineligible", "accepted")
_WHICH = {"contacted": ", which contacted you first", "joined": ", whose offer you accepted"}
_LEADS = {Verdict.OK: "You may", Verdict.CAUTION: "With care:", Verdict.BLOCK: "You may not"}
_SCHOOL = "To your own school: write or call, at any time. It is not a program."
_SHOWN_BY = {"ticked": "ticked", "passed": "over", "facts": "by your facts", "documents": "by your documents"}
_MARKS = {"done": "[x]", "dropped": "[-]"}
_DOCUMENT_GROUPS = ("without an error", "with errors", "that cannot be read", "not linted")
_NO_DOCUMENTS = "Documents: none here. To write them all from your facts: soapwriter kit FOLDER"


def what_to_send(week: Overview, screen: Screen, *, names: int, groups: int, reasons: bool) -> Section:
    """
    Return what may be sent to whom; nothing where the week is not known.

    Args:
        week: the week.
        screen: what the output can show.
        names: how many programs of one group are named.
        groups: how many groups of programs are shown, without the one of programs that made no contact.
        reasons: whether each message has its reason and source.
    """
    if not week.permissions:
        return []
    lines = [screen.paint("What you may send now", "bold"), *screen.wrap(_SCHOOL, indent=2, hanging=4)]
    # The first group is that of programs that made no contact, and is always shown.
    for group in week.permissions[: groups + 1]:
        lines += _group(group, screen, names=names)
        lines += _reasons(group, screen) if reasons else ()
    if left := sum(len(group.programs) for group in week.permissions[groups + 1 :]):
        lines += screen.wrap(f"For {left} more, ask: soapwriter send KIND --program NAME", indent=2, hanging=4)
    return lines


def shields(week: Overview, screen: Screen) -> Section:
    """Return what programs may not ask, with answers and sources; nothing once SOAP has ended."""
    if week.has_ended:
        return []
    lines = [screen.paint(shield.table().lead, "bold")]
    for each in shield.table().shields:
        lines += screen.wrap(each.rule, indent=2, hanging=4)
        lines += screen.wrap(f"Answer: {each.answer}", indent=4, hanging=6)
        lines += dim(str(each), screen, indent=4)
    return lines


def next_steps(week: Overview, screen: Screen, *, most: int) -> Section:
    """Return the steps to do now, with their titles as far as `most`, then what is done and what was earlier."""
    return [*_ready(week, screen, most=most), *_done(week, screen), *_earlier(week, screen)]


def every_step(week: Overview, screen: Screen) -> Section:
    """Return every step with its time, its rule, a command that helps, and what the article advised."""
    lines = [screen.paint("The steps", "bold")]
    for status in week.steps:
        lines += _step(status, screen)
    return lines


def after_soap(screen: Screen, *, sources: bool) -> Section:
    """Return what opens once SOAP has ended, each with a command and, where wanted, its source."""
    lines = [screen.paint("What opens now", "bold")]
    for opening in steps.table().opens:
        lines += screen.wrap(opening.text, indent=2, hanging=4)
        lines += screen.wrap(opening.how, indent=4, hanging=6)
        lines += dim(str(steps.table().sources[opening.source]), screen, indent=4) if sources else ()
    return lines


def documents(week: Overview, screen: Screen, *, most: int, clean: bool) -> Section:
    """Return a count of the documents, and at most so many of those with something to fix; with `clean`, of all."""
    if not week.documents:
        return screen.wrap(_NO_DOCUMENTS, hanging=2)
    shown = week.documents if clean else tuple(filter(_is_unfinished, week.documents))
    lines = _documents_title(week, screen)
    # What has to be fixed comes first, since the others may be cut off.
    for document in sorted(shown, key=lambda each: each.is_clean)[:most]:
        lines += screen.wrap(f"{document.path}: {_findings(document)}.", indent=2, hanging=4)
    if most and len(shown) > most:
        lines += screen.wrap(f"and {len(shown) - most} more", indent=2)
    return lines


def statements(week: Overview, screen: Screen, *, most: int, naming: bool) -> Section:
    """Return which statement goes to which program, at most so many; with `naming`, also how to name a statement."""
    if not week.assignments:
        return []
    lines = [screen.paint("Statements", "bold") + ", one for each program"]
    lines += screen.wrap(steps.table().statements["title"], indent=2, hanging=4) if naming else ()
    # What has to be decided comes first.
    for assignment in sorted(week.assignments, key=lambda each: not each.remarks)[:most]:
        lines += screen.wrap(_assignment(assignment), indent=2, hanging=4)
    if len(week.assignments) > most:
        lines += screen.wrap(f"and {counted(len(week.assignments) - most, 'more program')}", indent=2)
    return lines


def dim(text: str, screen: Screen, *, indent: int) -> Section:
    """Return a text in faint letters, for a source."""
    return [screen.paint(line, "dim") for line in screen.wrap(text, indent=indent, hanging=indent + 2)]


def _group(group: Permissions, screen: Screen, *, names: int) -> Section:
    to = _to(group, names=names)
    # Where everything is blocked, one sentence is clearer than a list of what may not be sent.
    if set(group.verdicts) == {Verdict.BLOCK} and (not group.programs or group.stage in _BLOCKED):
        return screen.wrap(f"{to}: {_nothing(group)}", indent=2, hanging=4)
    # These programs differ from the others by their warnings alone.
    if group.programs and group.stage not in ("contacted", "joined"):
        return screen.wrap(f"{to}: as to any other. {' '.join(group.warnings)}", indent=2, hanging=4)
    lines = screen.wrap(f"{to}:", indent=2, hanging=4)
    for sentence in (*_verdicts(group), *group.warnings):
        lines += screen.wrap(sentence, indent=4, hanging=6)
    return lines


def _nothing(group: Permissions) -> str:
    """Return that nothing may be sent, until when, and why."""
    until = f" until {in_words_soon(group.until)}" if group.until else ""
    why = group.shared_reason if group.stage in _BLOCKED else penalty()
    return f"nothing{until}, by you or anybody for you. {why}"


def _to(group: Permissions, *, names: int) -> str:
    """Return to whom a group's messages go."""
    if not group.programs:
        return "To a program that has not contacted you first" if group.stage == "silent" else "To any program"
    return f"To {listed(_first(group, names))}{_WHICH.get(group.stage or '', '')}"


def _first(group: Permissions, most: int) -> Iterator[str]:
    yield from (program.name or "" for program in group.programs[:most])
    if len(group.programs) > most:
        yield f"{len(group.programs) - most} more"


def _verdicts(group: Permissions) -> Iterator[str]:
    """Yield one sentence for each verdict, with the messages that have it."""
    for verdict, lead in _LEADS.items():
        last = "or" if verdict is Verdict.BLOCK else "and"
        if named := listed(map(_short, group.with_verdict(verdict)), last=last):
            yield f"{lead} {named}."


def _short(message: str) -> str:
    """Return a message in few words."""
    return steps.table().short.get(message) or f"send {messages()[message].title}"


def _reasons(group: Permissions, screen: Screen) -> Iterator[str]:
    for permission in group.by_message.values():
        yield from dim(_reason(permission), screen, indent=4)


def _reason(permission: Permission) -> str:
    reason = f"{permission.title}: {permission.verdict}. {permission.reason}"
    source = permission.source
    if source is None:
        return reason
    return f"{reason} Source: {source.title} (checked {source.checked}; confidence {source.confidence})."


def _ready(week: Overview, screen: Screen, *, most: int) -> Section:
    ready = [status.step for status in week.steps if status.state == "ready"]
    if not ready:
        return []
    lines = [screen.paint("To do now", "bold")]
    for step in ready[:most]:
        lines += screen.wrap(f"[ ] {step.id}: {step.title}.", indent=2, hanging=6)
    if len(ready) > most:
        lines += screen.wrap(f"and {', '.join(_ids(week, 'ready')[most:])}", indent=6)
    return lines


def _done(week: Overview, screen: Screen) -> Section:
    done = _ids(week, "done")
    return screen.wrap(f"Done: {', '.join(done)}.", indent=2, hanging=4) if done else []


def _earlier(week: Overview, screen: Screen) -> Section:
    earlier = _ids(week, "earlier")
    if not earlier:
        return []
    tick = f'done = ["{earlier[0]}"]'
    text = f"Earlier: {', '.join(earlier)}. What is done, tick under [week] in your facts: {tick}"
    return screen.wrap(text, indent=2, hanging=4)


def _ids(week: Overview, state: str) -> Sequence[str]:
    return [each.step.id for each in week.steps if each.state == state]


def _step(status: StepStatus, screen: Screen) -> Section:
    step = status.step
    lines = screen.wrap(f"{_MARKS.get(status.state, '[ ]')} {step.id}: {step.title}.", indent=2, hanging=6)
    how = "" if status.state == "done" else step.how
    for text in filter(None, (_step_times(status), step.rule, how)):
        lines += screen.wrap(text, indent=6)
    source = steps.table().sources[step.source]
    return [*lines, *dim(f"The article's step {step.article}: {step.advice}. {source}", screen, indent=6)]


def _step_times(status: StepStatus) -> str:
    """Return when to do a step, or what shows that it is done."""
    if status.state == "done":
        return f"Done, {_SHOWN_BY[status.by]}."
    if status.state == "dropped":
        return ""
    bounds = {"from": status.since, "until": status.until}
    times = ", ".join(f"{word} {in_words_soon(moment)}" for word, moment in bounds.items() if moment)
    return f"{times[:1].upper()}{times[1:]}." if times else ""


def _is_unfinished(document: DocumentStatus) -> bool:
    """Return whether a document has errors, or cannot be read."""
    return bool(document.errors or document.trouble)


def _documents_title(week: Overview, screen: Screen) -> Section:
    way_out = " (soapwriter lint FILE says what)" if any(each.errors for each in week.documents) else ""
    title, *more = screen.wrap(f"Documents: {_summary(week)}{way_out}", hanging=2)
    return [title.replace("Documents", screen.paint("Documents", "bold"), 1), *more]


def _summary(week: Overview) -> str:
    """Return how many documents there are, by what lint finds in them."""
    counts = Counter(map(_group_of, week.documents))
    return ", ".join(f"{counts[group]} {group}" for group in _DOCUMENT_GROUPS if group in counts)


def _group_of(document: DocumentStatus) -> str:
    if document.trouble:
        return "that cannot be read"
    if document.errors is None:
        return "not linted"
    return "with errors" if document.errors else "without an error"


def _findings(document: DocumentStatus) -> str:
    if document.trouble:
        return document.trouble.rstrip(".")
    if document.errors is None:
        return "not linted"
    return ", ".join(_counts(document.errors, document.warnings or 0)) or "no error, no warning"


def _counts(errors: int, warnings: int) -> Iterator[str]:
    if errors:
        yield counted(errors, "error")
    if warnings:
        yield counted(warnings, "warning")


def _assignment(assignment: Assignment) -> str:
    names = listed((each.path for each in assignment.statements), last="or")
    service = f" ({assignment.service})" if assignment.service else ""
    sentences = (f"{names}." if names else "", *assignment.remarks)
    return f"{assignment.program.name}{service}: {' '.join(filter(None, sentences))}"
