"""The week as a JSON record, for programs: times in Eastern time with their offset."""

import json
from collections.abc import Sequence
from datetime import datetime

from soapwriter.soap import Assignment, DocumentStatus, Event, Overview, Permissions, Standing, StepStatus

# Keys are added, and never renamed or dropped within one number.
SCHEMA = 1


def record(week: Overview, *, notes: Sequence[str] = ()) -> str:
    """Return everything that is known of the week as JSON, with the notes that go with it."""
    values = {
        "schema": SCHEMA,
        "now": _at(week.now),
        "year": week.week.year if week.week else None,
        "unknown": week.unknown or None,
        "phase": week.phase,
        "standing": _standing(week.standing) if week.standing else None,
        "has_facts": week.has_facts,
        "next": _event(week.next) if week.next else None,
        "clock": list(map(_event, week.coming)),
        "allowed": list(map(_permissions, week.permissions)),
        "steps": list(map(_step, week.steps)),
        "documents": list(map(_document, week.documents)),
        "statements": list(map(_assignment, week.assignments)),
        "notes": list(notes),
        "points": [
            {"id": point.id, "mark": point.mark, "text": point.text, "source": point.source.model_dump()}
            for point in week.points
        ],
    }
    return json.dumps(values, indent=2, ensure_ascii=False)


def _standing(standing: Standing) -> dict[str, object]:
    source = standing.source.model_dump()
    return {"id": standing.id, "state": standing.state, "text": standing.text, "source": source}


def _at(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _event(event: Event) -> dict[str, object]:
    return {"id": event.id, "title": event.title, "begins": _at(event.begins), "ends": _at(event.ends)}


def _permissions(group: Permissions) -> dict[str, object]:
    return {
        "programs": [program.name for program in group.programs],
        "messages": {
            message: {"verdict": each.verdict, "reason": each.reason, "changes_at": _at(each.until)}
            for message, each in group.by_message.items()
        },
        "doubts": list(group.warnings),
    }


def _step(status: StepStatus) -> dict[str, object]:
    step = status.step
    return {
        "id": step.id,
        "article": step.article,
        "title": step.title,
        "rule": step.rule,
        "state": status.state,
        "shown_by": status.by or None,
        "from": _at(status.since),
        "until": _at(status.until),
    }


def _document(document: DocumentStatus) -> dict[str, object]:
    return {
        "path": document.path,
        "kind": document.kind or None,
        "form": document.form or None,
        "specialty": document.specialty or None,
        "program": document.program and document.program.name,
        "errors": document.errors,
        "warnings": document.warnings,
        "trouble": document.trouble or None,
    }


def _assignment(assignment: Assignment) -> dict[str, object]:
    return {
        "program": assignment.program.name,
        "specialty": assignment.specialty or None,
        "service": assignment.service or None,
        "statements": [document.path for document in assignment.statements],
        "remarks": list(assignment.remarks),
    }
