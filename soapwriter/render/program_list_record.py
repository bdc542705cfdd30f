"""Where to apply, as a JSON record."""

import json
from collections.abc import Sequence
from datetime import datetime

from soapwriter.soap import Field, Plan, ProgramFit, Tally
from soapwriter.tables import positions

# Keys are added, and never renamed or dropped within one number.
SCHEMA = 1


def record(plan: Plan, fits: Sequence[ProgramFit], *, specialty: str = "", now: datetime) -> str:
    """Return the plan as JSON, with these programs, and with the field of a specialty's id alone where one is given."""
    values = {
        "schema": SCHEMA,
        "at": now.isoformat(),
        "checked": positions.table().checked.isoformat(),
        "opinions_from": positions.table().opinions.source.model_dump(),
        "fields": [_field(field) for field in plan.fields if specialty in ("", field.specialty.id)],
        "programs": list(map(_program, fits)),
        "counts": list(map(_tally, plan.tallies)),
        "look_again": list(plan.warnings),
        "rules": [rule.model_dump() for rule in positions.table().rules],
        "places_from": [
            {"year": count.year, **count.model_dump(include={"title", "url", "date", "confidence"})}
            for count in positions.table().counts
        ],
        "not_known": list(positions.table().unknown.texts),
        "keep": positions.table().keep.model_dump(),
    }
    return json.dumps(values, indent=2, ensure_ascii=False)


def _field(field: Field) -> dict[str, object]:
    return {
        "specialty": field.specialty.id,
        "name": field.specialty.name,
        "off": _off_by(field),
        "reason": _reason(field),
        "opinion": field.judgement.said if field.judgement else None,
        "places": [places._asdict() for places in field.places],
        "note": field.note or None,
        "statement": field.statement,
        "letter": field.letter is not None,
        "service": field.service,
        "service_from": field.service_from,
        "programs": field.programs,
    }


def _off_by(field: Field) -> str | None:
    """Return who takes a field off the table."""
    if not field.is_off:
        return None
    return "you" if field.aside else "article"


def _reason(field: Field) -> str | None:
    """Return why a field is off the table, or the reason of the article's opinion."""
    if field.aside:
        return field.aside.words
    return (field.judgement.why or None) if field.judgement else None


def _program(fit: ProgramFit) -> dict[str, object]:
    return {
        "name": fit.program.name,
        "city": fit.program.city,
        "nrmp_code": fit.program.nrmp_code,
        "specialty": fit.offer.specialty or None,
        "position": fit.offer.position or None,
        "service": fit.offer.service or None,
        "service_from": fit.offer.service_from or None,
        "cluster": fit.cluster or None,
        "because": [{"cluster": because.cluster, "fact": because.words} for because in fit.because],
        "requirements": [requirement._asdict() for requirement in fit.requirements],
        "lacks": list(fit.lacks),
        "look_again": list(fit.warnings),
        "unfilled": fit.program.unfilled,
        "applied": bool(fit.program.applied),
    }


def _tally(tally: Tally) -> dict[str, object]:
    return {
        "service": tally.service or None,
        "programs": tally.programs,
        "applied": tally.applied,
        "most": positions.table().most,
        "over": tally.over,
        "drop_first": [{"program": fit.name, "because": reason} for fit, reason in tally.drop],
    }
