"""A kind and the facts in, a draft out: the applicant's own sentences, joined, and what is missing."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined, TemplateError
from jinja2.sandbox import SandboxedEnvironment

from soapwriter.drafter import layout
from soapwriter.drafter.exam_history import ExamHistory
from soapwriter.drafter.request import DraftRequest, draft_request
from soapwriter.drafter.template_facts import RECORD_KIND, TemplateFacts
from soapwriter.errors import BadData
from soapwriter.facts import Facts, Program, When
from soapwriter.kinds import TEMPLATE
from soapwriter.tables import Specialty, specialties
from soapwriter.text import after_colon, count_words, listed, without_full_stop

# How much of the facts a template takes: all at 8, and less at each step down to 1. Templates compare `room` with these
# numbers, so a change of this one changes drafts.
_ROOM = 8


@dataclass(frozen=True)
class Draft:
    """A draft: its text, what is missing as (fact, question), and notes such as what was left out for length."""

    text: str
    missing: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()


def draft(
    kind: str,
    facts: Facts,
    *,
    variant: str | None = None,
    form: str | None = None,
    program: str | Program | None = None,
    specialty: str | None = None,
    with_failure: bool = True,
) -> Draft:
    """
    Return a draft of one kind from the facts; what they lack becomes a placeholder and is named in `missing`.

    Args:
        kind: the id of a kind that has templates, such as "failure".
        facts: the applicant's facts.
        variant: one of the kind's; by default the one that fits the facts.
        form: one of the kind's, such as "brief"; by default the usual one.
        program: one of the facts' programs, or its name; by default the only one, where the kind needs one.
        specialty: by any of its names; by default the program's, or the only one of the facts.
        with_failure: whether a document that can explain a failed exam does so.

    Raises:
        UnknownName: there is no such kind, variant, form, specialty or program, or the facts do not say which.
        BadData: a template is wrong.
    """
    request = draft_request(
        kind, facts, variant=variant, form=form, program=program, specialty=specialty, with_failure=with_failure
    )
    return _fit(TemplateFacts(request))


def _fit(source: TemplateFacts) -> Draft:
    """Render with as much of the facts as the limits allow, then ask for more where that is too little."""
    request = source.request
    whole = text = _render(source, room=_ROOM)
    for text in _shorter(source, whole):
        if not layout.over(text, request.limits):
            break
    own_words = sorted({request.kind.id, RECORD_KIND}) if request.kind.own_words else ()
    notes = layout.notes(whole, text, request.limits, own_words=own_words)
    return Draft(_asking_for_more(source, text), source.lacking(), notes)


def _asking_for_more(source: TemplateFacts, text: str) -> str:
    """Return a draft that is too short with a question for more in it, else as it is."""
    short = source.request.short
    if short is None or short.fact in source.missing or not layout.under(text, source.request.limits):
        return text
    question = short.question.format(words=count_words(text))
    return _render(source, room=_ROOM, more=source.lack(short.fact, question))


def _shorter(source: TemplateFacts, whole: str) -> Iterator[str]:
    """Yield the draft with less and less of the facts, the whole first."""
    # One by one: most drafts fit at once, and rendering is most of the work.
    yield whole
    for room in range(_ROOM - 1, 0, -1):
        yield _render(source, room=room)


def _render(source: TemplateFacts, *, room: int, more: str = "") -> str:
    kind = source.request.kind
    name = f"{source.request.variant}{TEMPLATE}"
    try:
        text = _environment(kind.folder).get_template(name).render(_words(source), room=room, more=more)
    # A name or an argument that does not exist is a mistake in a data file, and named as one.
    except (TemplateError, TypeError, LookupError) as error:
        raise BadData(f"{kind.folder / name}: {error}") from error
    return layout.laid_out(text, keep_lines=kind.email or kind.lines)


@cache
def _environment(folder: Path) -> SandboxedEnvironment:
    """Return where the templates of a folder are read; drafts are plain text, so nothing is escaped."""
    # Templates are data: they may use what they are given, and nothing else of Python.
    return SandboxedEnvironment(
        loader=FileSystemLoader(folder),
        undefined=StrictUndefined,
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _words(source: TemplateFacts) -> dict[str, Any]:
    """Return the names that a template may use."""
    request = source.request
    asking: dict[str, Callable[..., Any]] = {
        "ask": source.ask,
        "told": source.told,
        "items": source.items,
        "targets": source.targets,
        "join": source.join,
    }
    return {
        **asking,
        "explanation": partial(_explanation, source),
        "facts": request.facts,
        "form": request.form,
        "field": _specialty(request),
        "program": request.program,
        "wrote": _wrote(request.program),
        "retold": ExamHistory(request.facts, source.join),
        "clause": without_full_stop,
        "inside": after_colon,
        "listed": listed,
    }


def _specialty(request: DraftRequest) -> Specialty | None:
    """Return the specialty that a draft is for, where there is one."""
    name = request.specialty.specialty or request.program.specialty
    if request.kind.variant_from == "specialty":
        name = request.variant
    return specialties()[name] if name else None


def _wrote(program: Program) -> str:
    """Return when a program wrote first, as "on March 16"; "" where it is not known."""
    at = program.contacted_at
    return When(at.year, at.month, at.day).on_day if at else ""


def _explanation(source: TemplateFacts, form: str | None = None) -> str:
    """Return the explanation of a failed exam, for a document that carries it; "" where none was failed."""
    if not source.request.facts.failures or not source.request.with_failure:
        return ""
    part = draft(RECORD_KIND, source.request.facts, form=form)
    # What the explanation lacks, the document that carries it lacks too.
    source.missing.update(part.missing)
    return part.text
