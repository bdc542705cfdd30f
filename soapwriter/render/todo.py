"""The steps of the week as text: those to be done now, or all of them with their rules; and what opens after SOAP."""

from soapwriter.render.screen import Screen
from soapwriter.soap import Overview, Standing, hours
from soapwriter.tables import steps

_BY = {"ticked": "ticked", "passed": "over", "facts": "by your facts", "documents": "by your documents"}
_MARKS = {"done": "[x]", "dropped": "[-]"}


def ready(week: Overview, on: Screen, *, most: int) -> list[str]:
    """Return the steps that are to be done now, at most so many, then what is done and what is earlier."""
    now = [each for each in week.steps if each.state == "ready"]
    lines = [on.paint("To do now", "bold")] if now else []
    for each in now[:most]:
        lines += on.wrap(f"[ ] {each.step.id}: {each.step.title}.", indent=2, hanging=6)
    if len(now) > most:
        lines += on.wrap(f"and {', '.join(each.step.id for each in now[most:])}", indent=6)
    return [*lines, *_tally(week, on)]


def every_step(week: Overview, on: Screen) -> list[str]:
    """Return every step with its time, its rule, a command that helps, and what the article advised."""
    lines = [on.paint("The steps", "bold")]
    for each in week.steps:
        step = each.step
        lines += on.wrap(f"{_MARKS.get(each.state, '[ ]')} {step.id}: {step.title}.", indent=2, hanging=6)
        for told in filter(None, (_timed(each), step.rule, "" if each.state == "done" else step.how)):
            lines += on.wrap(told, indent=6)
        about = f"The article's step {step.article}: {step.advice}. {steps.table().sources[step.source]}"
        lines += [on.paint(line, "dim") for line in on.wrap(about, indent=6, hanging=8)]
    return lines


def opened(on: Screen, *, cited: bool) -> list[str]:
    """Return what opens once SOAP has ended, each with a command; and its source where it is to be `cited`."""
    lines = [on.paint("What opens now", "bold")]
    for each in steps.table().opens:
        lines += on.wrap(each.text, indent=2, hanging=4)
        lines += on.wrap(each.how, indent=4, hanging=6)
        source = str(steps.table().sources[each.source]) if cited else ""
        lines += [on.paint(line, "dim") for line in on.wrap(source, indent=4, hanging=6)]
    return lines


def _tally(week: Overview, on: Screen) -> list[str]:
    """Return what is done, and what might be."""
    done = [each.step.id for each in week.steps if each.state == "done"]
    earlier = [each.step.id for each in week.steps if each.state == "earlier"]
    lines = on.wrap(f"Done: {', '.join(done)}.", indent=2, hanging=4) if done else []
    if earlier:
        tick = f'done = ["{earlier[0]}"]'
        told = f"Earlier: {', '.join(earlier)}. What is done, tick under [week] in your facts: {tick}"
        lines += on.wrap(told, indent=2, hanging=4)
    return lines


def _timed(standing: Standing) -> str:
    """Return when a step is to be done, or what shows that it is."""
    if standing.state == "done":
        return f"Done, {_BY[standing.by]}."
    bounds = {"from": standing.since, "until": standing.until}
    said = ", ".join(f"{word} {hours.said_soon(moment)}" for word, moment in bounds.items() if moment)
    return f"{said[:1].upper()}{said[1:]}." if said and standing.state != "dropped" else ""
