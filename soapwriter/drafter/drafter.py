"""A kind and the facts in, a draft out: the applicant's own sentences, joined, and what is missing."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any, Unpack

from jinja2 import FileSystemLoader, StrictUndefined, TemplateError
from jinja2.sandbox import SandboxedEnvironment

from soapwriter.drafter import layout
from soapwriter.drafter.addressee import to_reader
from soapwriter.drafter.exam_history import ExamHistory
from soapwriter.drafter.explanation import Explanation
from soapwriter.drafter.references import without_repeated_years
from soapwriter.drafter.request import Choices, DraftRequest, draft_request
from soapwriter.drafter.template_facts import RECORD_KIND, TemplateFacts
from soapwriter.errors import BadData
from soapwriter.facts import Facts, Program, When
from soapwriter.kinds import TEMPLATE
from soapwriter.tables import Specialty, specialties
from soapwriter.text import count_words, listed, without_full_stop

# How many entries of a list a template takes at first; each cut takes one less, down to 1. Templates compare `room`
# with these numbers, so a change of this one changes drafts.
_ROOM = 8
# So many sentences of an explanation are joined or left out at most; the longest answers need no more.
_CUTS = 40
# Plans and wordings repeat after a while; among so many drafts each plan has been seen, and more than so many different
# ones are no choice.
_TRIED, _OFFERED = 12, 8


@dataclass(frozen=True)
class Draft:
    """A draft: its text, what is missing as (fact, question), and notes such as what was left out for length."""

    text: str
    missing: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()


def draft(kind: str, facts: Facts, **choices: Unpack[Choices]) -> Draft:
    """
    Return a draft of one kind from the facts; what they lack becomes a placeholder and is named in `missing`.

    Args:
        kind: the id of a kind that has templates, such as "failure".
        facts: the applicant's facts.
        choices: what is drafted, as `Choices` names it; what is left out is taken from the facts.

    Raises:
        UnknownName: there is no such kind, variant, form, specialty or program, or the facts do not say which.
        BadData: a template is wrong.
    """
    return _fit(TemplateFacts(draft_request(kind, facts, **choices)))


def drafts(kind: str, facts: Facts, **choices: Unpack[Choices]) -> list[Draft]:
    """
    Return the different drafts of one kind, the one that the facts choose first; each has other plans or wordings.

    Raises:
        UnknownName: as for `draft`.
        BadData: as for `draft`.
    """
    first, found = choices.get("another", 0), dict[str, Draft]()
    for number in range(first, first + _TRIED):
        choices["another"] = number
        made = draft(kind, facts, **choices)
        found.setdefault(made.text, made)
    return list(found.values())[:_OFFERED]


def _fit(source: TemplateFacts) -> Draft:
    """Render with as much of the facts as the limits allow, and say what would be good to add."""
    request = source.request
    whole = text = _render(source, cuts=0)
    for text in _shorter(source, whole):
        if not layout.over(text, request.limits):
            break
    own_words = sorted({request.kind.id, RECORD_KIND}) if request.kind.own_words else ()
    notes = layout.notes(whole, text, request.limits, own_words=own_words)
    return Draft(text, source.lacking(), (*notes, *_could_be_added(source, text)))


def _could_be_added(source: TemplateFacts, text: str) -> Iterator[str]:
    """Yield what would be good to add to a draft that is shorter than its kind usually is."""
    short = source.request.short
    if short and short.fact not in source.missing and layout.under(text, source.request.limits):
        yield short.question.format(words=count_words(text))


def _shorter(source: TemplateFacts, whole: str) -> Iterator[str]:
    """Yield the draft with less and less of the facts, the whole first."""
    # One by one: most drafts fit at once, and rendering is most of the work.
    yield whole
    before = whole
    for cuts in range(1, _CUTS):
        text = _render(source, cuts=cuts)
        if text == before and cuts >= _ROOM:
            return
        yield text
        before = text


def _render(source: TemplateFacts, *, cuts: int) -> str:
    kind = source.request.kind
    name = f"{source.request.variant}{TEMPLATE}"
    try:
        template = _environment(kind.folder).get_template(name)
        text = template.render(_words(source, cuts), room=max(1, _ROOM - cuts))
    # A name or an argument that does not exist is a mistake in a data file, and named as one.
    except (TemplateError, TypeError, LookupError) as error:
        raise BadData(f"{kind.folder / name}: {error}") from error
    return layout.laid_out(without_repeated_years(text), keep_lines=kind.email or kind.lines)


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


def _words(source: TemplateFacts, cuts: int) -> dict[str, Any]:
    """Return the names that a template may use."""
    request = source.request
    story = Explanation(source)
    asking: dict[str, Callable[..., Any]] = {
        "ask": source.ask,
        "told": source.told,
        "items": source.items,
        "targets": source.targets,
        "join": source.join,
        "changes": source.changes,
        "strongest": source.strongest,
        "plan": partial(_plan, source),
        "happened": source.happened,
        "written_first": source.written_first,
        "times": source.times,
        "you": to_reader,
    }
    return {
        **asking,
        "explanation": partial(_explanation, source),
        "explained": partial(_explained, source),
        "causes": story.first_cause,
        "story": partial(story.text, cuts=cuts),
        "facts": request.facts,
        "form": request.form,
        "field": _specialty(request),
        "program": request.program,
        "wrote": _wrote(request.program),
        "retold": ExamHistory(request.facts, source.join),
        "clause": without_full_stop,
        "listed": listed,
    }


def _plan(source: TemplateFacts, count: int) -> int:
    """Return which of so many plans a template follows, from 0."""
    return source.pick(range(count), name="plan")


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


def _explained(source: TemplateFacts) -> str:
    """Return the explanation after a sentence that leads to it; "" where there is nothing to explain."""
    explanation = _explanation(source)
    bridge = source.join("bridge" if len(source.request.facts.failures) == 1 else "bridge-several")
    return f"{bridge} {explanation}" if explanation else ""


def _explanation(source: TemplateFacts, form: str | None = None) -> str:
    """Return the explanation of a failed exam, for a document that carries it; "" where none was failed."""
    if not source.request.facts.failures or not source.request.with_failure:
        return ""
    request = source.request
    part = draft(RECORD_KIND, request.facts, form=form, another=request.another, keep=request.keep, drop=request.drop)
    # What the explanation lacks, the document that carries it lacks too.
    source.missing.update(part.missing)
    return part.text
