"""`soapwriter targets`: where to apply, by one's own facts."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from soapwriter.cli.moment import how_read, read_moment, said
from soapwriter.cli.output import screen, show, show_record
from soapwriter.errors import ExitStatus, UnknownName
from soapwriter.soap import eastern, match_week

if TYPE_CHECKING:
    from soapwriter.soap import Field, Plan, ProgramFit, Tally

_NO_GROUP = "none"
# Keys of the JSON record are added, and never renamed or dropped within one number.
_SCHEMA = 1
_EXAMPLES = """\b
Groups: a program stands in the first whose reason your facts give.
  A  your school has been there: its entry has a 'history'
  B  a place that you chose: its city lies in one of your [targets] 'places'
  C  second chances: its 'second_chances' is "yes"
\b
What a program asks for ('requires') is held against your exams if it reads like
  Step 2 CK pass | Step 1 passed on first attempt | no failed attempt
  at most 2 attempts | Step 2 CK at least 220 | graduated since 2022
\b
Examples:
  soapwriter targets
  soapwriter targets --facts me.toml --specialty "family medicine"
  soapwriter targets --cluster A
  soapwriter targets --format json
\b
Exit status:
  0  shown
  1  more than 45 programs for one service
  2  the question could not be answered"""


@click.command(epilog=_EXAMPLES)
@click.option("--facts", type=click.Path(path_type=Path), default="me.toml", show_default=True, help="Your facts.")
@click.option("--specialty", metavar="NAME", help="Only this field, and its programs.")
@click.option(
    "--cluster",
    type=click.Choice(["A", "B", "C", _NO_GROUP], case_sensitive=False),
    metavar="[A|B|C|none]",
    help="Only the programs of this group.",
)
@click.option("--at", metavar="TIME", help="When: a day and a time, Eastern unless it has a zone. Now, if left out.")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", help="How to print it.")
def targets(facts: Path, specialty: str | None, cluster: str | None, at: str | None, format_: str) -> ExitStatus:
    """
    Say where you could apply in SOAP: what is off the table, where places were, and your programs in groups.

    Everything comes from your facts and from dated tables, each with its source. Nothing is a chance or a score. The
    list of programs is yours alone: no text for others has it, and it may not be shared.
    """
    now = read_moment(at) if at else datetime.now(UTC)
    from soapwriter.facts import load_facts
    from soapwriter.soap import Plan
    from soapwriter.tables import specialty_id

    field = specialty_id(specialty) if specialty is not None else ""
    today = eastern(now).date()
    plan = Plan(load_facts(facts, now=None if at else today), today)
    chosen = [fit for fit in plan.aims if _is_asked(fit, field, cluster)]
    if format_ == "json":
        record = _record(plan, chosen, field=field, now=now)
        show_record([json.dumps(record, indent=2, ensure_ascii=False)])
    else:
        show(_lines(plan, chosen, field=field, cluster=cluster, about=_about_now(now, at)))
    return ExitStatus.FINDINGS if any(tally.over for tally in plan.tallies) else ExitStatus.OK


def _is_asked(fit: "ProgramFit", field: str, cluster: str | None) -> bool:
    return (not field or fit.offer.specialty == field) and (cluster is None or (fit.cluster or _NO_GROUP) == cluster)


def _about_now(now: datetime, at: str | None) -> Iterator[str]:
    """Yield whether applications can go out now, and how a time without a zone was read."""
    from soapwriter.soap import window

    try:
        state, until = window(now)
        week = match_week(now)
    except UnknownName as error:
        yield str(error)
        return
    when = said(until) if until else ""
    yield {
        "early": f"Applications open on {when}.",
        "open": f"Applications can go out now, until {when}.",
        "round": f"An offer round is running: no application can go out before {when}.",
        "late": f"The last round is over; whether an application can still go out until {when} is not known here.",
        "over": "SOAP of this season has ended: no application can go out in it any more.",
    }[state]
    if week.caution:
        yield week.caution
    yield from how_read(at)


def _lines(
    plan: "Plan", chosen: "list[ProgramFit]", *, field: str, cluster: str | None, about: Iterator[str]
) -> Iterator[str]:
    from soapwriter.render import targets as page

    on = screen()
    for text in about:
        yield from on.wrap(text)
    yield ""
    if field:
        yield from page.field(plan, field, on)
        yield ""
    elif cluster is None:
        yield from page.fields(plan, on)
        yield ""
    yield from page.tallies(plan, on)
    if plan.aims and not chosen:
        yield from on.wrap("None of your programs is there.", indent=2)
    yield from page.programs(chosen, on)
    yield from page.closing(plan, on, with_fields=bool(field) or cluster is None)


def _record(plan: "Plan", chosen: "list[ProgramFit]", *, field: str, now: datetime) -> dict[str, Any]:
    from soapwriter.tables import positions

    fields = [each for each in plan.fields if field in ("", each.specialty.id)]
    return {
        "schema": _SCHEMA,
        "at": now.isoformat(),
        "checked": positions.table().checked.isoformat(),
        "opinions_from": positions.table().opinions.source.model_dump(),
        "fields": [_field_record(each) for each in fields],
        "programs": [_program_record(each) for each in chosen],
        "counts": [_tally_record(each) for each in plan.tallies],
        "look_again": list(plan.doubts),
        "rules": [rule.model_dump() for rule in positions.table().rules],
        "places_from": [
            {"year": count.year, **count.model_dump(include={"title", "url", "date", "confidence"})}
            for count in positions.table().counts
        ],
        "not_known": list(positions.table().unknown.texts),
        "keep": positions.table().keep.model_dump(),
    }


def _field_record(field: "Field") -> dict[str, Any]:
    return {
        "specialty": field.specialty.id,
        "name": field.specialty.name,
        "off": ("you" if field.aside else "article") if field.is_off else None,
        "reason": field.aside.words if field.aside else (field.judgement.why or None) if field.judgement else None,
        "opinion": field.judgement.said if field.judgement else None,
        "places": [each._asdict() for each in field.places],
        "note": field.note or None,
        "statement": field.statement,
        "letter": field.letter is not None,
        "service": field.service,
        "service_from": field.service_from,
        "programs": field.programs,
    }


def _program_record(fit: "ProgramFit") -> dict[str, Any]:
    return {
        "name": fit.program.name,
        "city": fit.program.city,
        "nrmp_code": fit.program.nrmp_code,
        "specialty": fit.offer.specialty or None,
        "position": fit.offer.position or None,
        "service": fit.offer.service or None,
        "service_from": fit.offer.service_from or None,
        "cluster": fit.cluster or None,
        "because": [{"cluster": each.cluster, "fact": each.words} for each in fit.because],
        "requirements": [each._asdict() for each in fit.requirements],
        "lacks": list(fit.lacks),
        "look_again": list(fit.doubts),
        "unfilled": fit.program.unfilled,
        "applied": fit.program.applied,
    }


def _tally_record(tally: "Tally") -> dict[str, Any]:
    from soapwriter.tables import positions

    return {
        "service": tally.service or None,
        "programs": tally.programs,
        "applied": tally.applied,
        "most": positions.table().most,
        "over": tally.over,
        "drop_first": [{"program": fit.name, "because": reason} for fit, reason in tally.drop],
    }
