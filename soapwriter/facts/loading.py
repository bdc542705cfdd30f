"""The facts file: read and checked once, with one message for each mistake."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import get_args

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from soapwriter.data import FrozenModel
from soapwriter.errors import BadFacts, command_line, quoted, unknown
from soapwriter.facts.attempts import Mistake, contradictions, doubts_of, interval_doubts
from soapwriter.facts.facts import Facts
from soapwriter.facts.origin import eligibility_mistakes
from soapwriter.facts.schema import Attempt, Change
from soapwriter.text import TomlFile, read_toml_file

# The repeated tables whose entries have to say what they are, each with the key that says it.
_NAMED_BY = {"exams": "exam", "specialties": "specialty", "programs": "name"}
_REPEATED = (*_NAMED_BY, "practice", "changes")


def load_facts(path: str | Path, *, now: date | None = None) -> Facts:
    """
    Return the facts of a file, without the entries that nobody has filled in.

    Args:
        path: the facts file.
        now: today; results of later days are then a mistake.

    Raises:
        BadFacts: the file cannot be read, or contradicts itself; one message for each mistake, with its line and key.
    """
    file = _read(Path(path))
    facts = file.model(Facts, describe=_describe)
    # Every mistake is reported at once: a person in a hurry edits the file once.
    mistakes = [*_unnamed_entries(facts), *contradictions(facts.exams, now=now), *eligibility_mistakes(facts)]
    mistakes += [*_unclear_changes(facts), *(_future_practice(facts, now) if now else ())]
    if mistakes:
        raise BadFacts(*(file.mistake(*mistake.place, message=mistake.message) for mistake in mistakes))
    return _filled_in(facts)


def editable_text(path: Path) -> str:
    """
    Return the text of a facts file whose answers can be edited one by one, even where the facts do not accept some.

    Raises:
        BadFacts: the file cannot be read, or has keys or tables that are not of the facts.
    """
    file = _read(path)
    try:
        Facts.model_validate(file.values())
    except ValidationError as error:
        wrong = [each for each in error.errors() if each["type"] != "value_error"]
        if wrong:
            raise BadFacts(*(file.mistake(*each["loc"], message=_describe(each)) for each in wrong)) from error
    return file.text


def _read(path: Path) -> TomlFile:
    way_out = f"{quoted(command_line('init', str(path)))} writes a facts file."
    return read_toml_file(path, what="facts file", error=BadFacts, way_out=way_out)


def remarks(facts: Facts, *, now: date) -> Iterator[str]:
    """Yield what to look at again: a missing outcome, a booked day that is over, doubtful scores and days."""
    for attempt in facts.exams:
        if attempt.outcome is None:
            yield f"An attempt of {attempt.exam} has no outcome: write passed, failed, pending or scheduled."
        yield from _remarks_on_date(attempt, now)
    yield from interval_doubts(facts.exams)


def _remarks_on_date(attempt: Attempt, now: date) -> Iterator[str]:
    when = attempt.date
    if when and attempt.outcome == "scheduled" and when.last < now:
        yield f"{attempt.exam} is scheduled for {when.in_words}, which has passed: say what came of it."
    yield from doubts_of(attempt)


def _filled_in(facts: Facts) -> Facts:
    """Return facts without the empty entries of repeated tables, such as the blank file has."""
    # The blank file has one empty entry of each repeated table, for its questions.
    return facts.model_copy(update={table: _not_empty(getattr(facts, table)) for table in _REPEATED})


def _not_empty(entries: tuple[FrozenModel, ...]) -> tuple[FrozenModel, ...]:
    return tuple(entry for entry in entries if not _is_empty(entry))


def _is_empty(entry: FrozenModel) -> bool:
    return not any(value for _, value in entry)


def _unnamed_entries(facts: Facts) -> Iterator[Mistake]:
    """Yield the entries that do not say which exam, specialty or program they are about."""
    for table, key in _NAMED_BY.items():
        for number, entry in enumerate(getattr(facts, table)):
            if getattr(entry, key) is None and not _is_empty(entry):
                yield Mistake(table, number, key, f"every entry of [[{table}]] needs its {key}")


def _unclear_changes(facts: Facts) -> Iterator[Mistake]:
    """Yield the changes that do not say what has changed, and those that end before they begin."""
    for number, change in enumerate(facts.changes):
        if not (change.what or change.text or _is_empty(change)):
            yield Mistake("changes", number, "what", "every entry of [[changes]] needs its what, or a whole text")
        if _ends_too_early(change):
            yield Mistake("changes", number, "until", "the end is before the beginning ('since')")


def _ends_too_early(change: Change) -> bool:
    return bool(change.since and change.until and change.until.last < change.since.first)


def _future_practice(facts: Facts, now: date) -> Iterator[Mistake]:
    for number, practice in enumerate(facts.practice):
        if practice.score and practice.date and practice.date.first > now:
            message = f"{practice.date.in_words} is still to come, and the test has a score"
            yield Mistake("practice", number, "date", message)


def _describe(error: ErrorDetails) -> str:
    """Return one of pydantic's complaints in words for the person who filled in the file."""
    place, kind = error["loc"], error["type"]
    if kind == "extra_forbidden":
        return unknown("key", str(place[-1]), _known_keys(place[:-1]))
    if kind == "value_error":
        return str(error["ctx"]["error"])
    if kind == "tuple_type":
        return f"is repeated, so its header has two brackets: [[{place[-1]}]]"
    if kind in ("model_type", "model_attributes_type"):
        return f"is a table of its own, under the header {_header(str(place[0]))}"
    return error["msg"]


def _header(table: str) -> str:
    return f"[[{table}]]" if table in _REPEATED else f"[{table}]"


def _known_keys(place: tuple[int | str, ...]) -> list[str]:
    """Return the keys of a table, or the tables of the file where no table is given."""
    if not place:
        return list(Facts.model_fields)
    annotation = Facts.model_fields[str(place[0])].annotation
    models = (each for each in (annotation, *get_args(annotation)) if hasattr(each, "model_fields"))
    return list(next(models).model_fields)
