"""The week as a JSON record, for programs: times in Eastern time with their offset."""

import json
from collections.abc import Sequence
from datetime import datetime

from soapwriter.soap import Assigned, Event, Overview, Permissions, Standing, Written

SCHEMA = 1


def record(week: Overview, *, notes: Sequence[str] = ()) -> str:
    """Return all that is known of the week as JSON, with the notes that go with it."""
    values = {
        "schema": SCHEMA,
        "now": _at(week.now),
        "year": week.week.year if week.week else None,
        "unknown": week.unknown or None,
        "phase": week.phase,
        "has_facts": week.has_facts,
        "next": _event(week.next) if week.next else None,
        "clock": [_event(each) for each in week.coming],
        "allowed": [_permissions(each) for each in week.permissions],
        "steps": [_step(each) for each in week.steps],
        "documents": [_document(each) for each in week.documents],
        "statements": [_assigned(each) for each in week.assigned],
        "notes": list(notes),
        "points": [
            {"id": each.id, "mark": each.mark, "text": each.text, "source": each.source.model_dump()}
            for each in week.points
        ],
    }
    return json.dumps(values, indent=2, ensure_ascii=False)


def _at(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _event(event: Event) -> dict[str, object]:
    return {"id": event.id, "title": event.title, "begins": _at(event.begins), "ends": _at(event.ends)}


def _permissions(group: Permissions) -> dict[str, object]:
    return {
        "programs": [each.name for each in group.programs],
        "messages": {
            message: {"verdict": each.verdict, "reason": each.reason, "changes_at": _at(each.until)}
            for message, each in group.by_message.items()
        },
        "doubts": list(group.warnings),
    }


def _step(standing: Standing) -> dict[str, object]:
    step = standing.step
    return {
        "id": step.id,
        "article": step.article,
        "title": step.title,
        "rule": step.rule,
        "state": standing.state,
        "shown_by": standing.by or None,
        "from": _at(standing.since),
        "until": _at(standing.until),
    }


def _document(document: Written) -> dict[str, object]:
    return {
        "path": document.path,
        "kind": document.kind or None,
        "form": document.form or None,
        "specialty": document.specialty or None,
        "program": document.program.name if document.program else None,
        "errors": document.errors,
        "warnings": document.warnings,
        "trouble": document.trouble or None,
    }


def _assigned(one: Assigned) -> dict[str, object]:
    return {
        "program": one.program.name,
        "specialty": one.specialty or None,
        "service": one.service or None,
        "statements": [each.path for each in one.statements],
        "remarks": list(one.remarks),
    }
