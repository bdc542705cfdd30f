"""The questions of `init`, and the facts file that their answers make."""

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Literal

from pydantic import Field, ValidationError

from soapwriter import assets
from soapwriter.data import FrozenModel, read_model
from soapwriter.facts.facts import Facts

Answer = str | bool | tuple[str, ...]
Entry = dict[str, Answer]
Answers = dict[str, list[Entry]]
_EMPTY: dict[str, Answer] = {"list": (), "flag": False}


class Question(FrozenModel):
    """One question: its key in the facts, an example, what the answer is for and what it looks like."""

    key: str
    ask: str
    example: str
    use: str = Field(alias="for")
    stem: str = ""
    shape: Literal["text", "list", "number", "flag"] = "text"
    only_if: dict[str, tuple[str | bool, ...]] = {}

    def applies(self, entry: Mapping[str, Answer]) -> bool:
        """Tell whether a question is to be asked after the answers of its entry."""
        return all(entry.get(key) in wanted for key, wanted in self.only_if.items())


class Table(FrozenModel):
    """A table of the facts file and its questions; a repeated one has any number of entries."""

    name: str
    title: str
    intro: str = ""
    repeated: bool = False
    questions: tuple[Question, ...]

    @property
    def header(self) -> str:
        """The table's line in the file."""
        return f"[[{self.name}]]" if self.repeated else f"[{self.name}]"


class Questions(FrozenModel):
    """All that is asked, in order, and what is said first."""

    opening: str
    tables: tuple[Table, ...]


@cache
def load_questions() -> Questions:
    """
    Return the shipped questions.

    Raises:
        BadData: their file breaks the laws of the data.
    """
    return read_model(assets.folder("templates") / "questions.toml", Questions)


def mistake(table: Table, question: Question, answer: Answer) -> str | None:
    """Return what is wrong with an answer, or None for one that the facts accept."""
    entry = {question.key: answer}
    try:
        Facts.model_validate({table.name: [entry] if table.repeated else entry})
    except ValidationError as error:
        context = error.errors()[0].get("ctx", {})
        return str(context.get("error", error.errors()[0]["msg"]))
    return None


def written(answers: Mapping[str, Sequence[Entry]]) -> str:
    """Return the facts file of some answers, each question beside its answer, or beside the room for it."""
    asked = load_questions()
    lines = [*_comment(asked.opening)]
    for table in asked.tables:
        lines += ["", *_comment(f"{table.title}\n{table.intro}")]
        for number, entry in enumerate(answers.get(table.name) or [{}]):
            lines += ["", *_entry(table, entry, explained=number == 0)]
        if table.repeated:
            lines += ["", f"# For another one, write {table.header} again, and its lines below it."]
    return "\n".join(lines) + "\n"


def _entry(table: Table, entry: Entry, *, explained: bool) -> Iterator[str]:
    yield table.header
    for number, question in enumerate(table.questions):
        if explained:
            yield from [""] * bool(number)
            yield from _explained(question)
        yield f"{question.key} = {_value(question, entry.get(question.key, _EMPTY.get(question.shape, '')))}"


def _explained(question: Question) -> Iterator[str]:
    yield f"# {question.ask}."
    yield f"# For {question.use}."
    yield f"# Example: {_example(question)}"


def _example(question: Question) -> str:
    """Return a question's example as it stands in the file."""
    if question.shape == "flag":
        return "true"
    example = _value(question, question.example)
    return f"[{example}]" if question.shape == "list" else example


def _value(question: Question, answer: Answer) -> str:
    if isinstance(answer, bool):
        return "true" if answer else "false"
    if isinstance(answer, tuple):
        return "[" + "".join(f"\n  {_quoted(each)}," for each in answer) + ("\n]" if answer else "]")
    if question.shape == "number" and answer.isascii() and answer.isdigit() and not answer.startswith("0"):
        return answer
    return _quoted(answer)


def _quoted(text: str) -> str:
    """Return text as a TOML string; what is no character becomes a question mark."""
    whole = text.encode("utf-8", "replace").decode("utf-8")
    return json.dumps(whole, ensure_ascii=False).replace("\x7f", "\\u007F")


def _comment(text: str) -> Iterator[str]:
    return (f"# {line}".rstrip() for line in text.strip().splitlines())
