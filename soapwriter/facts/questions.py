"""The questions of `init`, and the blank facts file that has them as comments."""

import json
from collections.abc import Iterator
from functools import cache
from typing import Literal, NamedTuple

from pydantic import Field

from soapwriter import assets
from soapwriter.data import FrozenModel, read_model
from soapwriter.text import listed

Answer = str | bool | tuple[str, ...]


class Choice(FrozenModel):
    """One answer to choose: as the facts have it, as it is shown where that differs, and other words for it."""

    value: str = Field(alias="is")
    says: str = ""
    also: tuple[str, ...] = ()

    @property
    def shown(self) -> str:
        """The answer as it is shown in the list."""
        return self.says or self.value


class Question(FrozenModel):
    """
    One question: its key in the facts, an example, what the answer is for, and the shape of the answer.

    `reads` says what the answer is, such as "a date"; with `others`, an answer need not be one of the `choices`.
    `ask_if` has other words for it, by the outcome of the same exam.
    """

    key: str
    ask: str
    ask_if: dict[str, str] = {}
    example: str
    use: str = Field(alias="for")
    shape: Literal["text", "list", "number", "flag"] = "text"
    reads: str = ""
    choices: tuple[Choice, ...] = ()
    others: bool = False
    only_if: dict[str, tuple[str | bool, ...]] = {}

    @property
    def nothing(self) -> Answer:
        """The empty answer, as the file has it."""
        return () if self.shape == "list" else ""

    @property
    def with_example(self) -> bool:
        """Whether an example says more than the answers to choose from."""
        return not self.offered or bool(self.reads) or self.example not in {choice.value for choice in self.offered}

    @property
    def offered(self) -> tuple[Choice, ...]:
        """The answers to choose from; a yes or no has two."""
        return load_questions().yes_or_no if self.shape == "flag" else self.choices


class Table(FrozenModel):
    """A table of the facts file and its questions; a repeated one has any number of entries, and asks for `another`."""

    name: str
    title: str
    intro: str = ""
    repeated: bool = False
    another: str = ""
    questions: tuple[Question, ...]

    @property
    def header(self) -> str:
        """The header of the table, as the file has it."""
        return f"[[{self.name}]]" if self.repeated else f"[{self.name}]"


class Place(NamedTuple):
    """Where an answer is: its table, the entry of a repeated table (from 0), and its key."""

    table: str
    entry: int
    key: str


class Part(FrozenModel):
    """One of the questions that come first: what is said before it, and the keys that answer it, as "exams.date"."""

    intro: str = ""
    keys: tuple[str, ...]


class Questions(FrozenModel):
    """Every question in order, what comes first of them, and the text before all."""

    opening: str
    yes_or_no: tuple[Choice, ...]
    first: tuple[Part, ...]
    retake: Question
    tables: tuple[Table, ...]

    def table(self, name: str) -> Table:
        """Return the questions of a table of the facts."""
        return next(table for table in self.tables if table.name == name)

    def at(self, place: Place) -> Question:
        """Return the question of a place."""
        if place.key == self.retake.key:
            return self.retake
        return next(question for question in self.table(place.table).questions if question.key == place.key)


@cache
def load_questions() -> Questions:
    """
    Return the shipped questions.

    Raises:
        BadData: their file breaks the laws of the data.
    """
    return read_model(assets.folder("templates") / "questions.toml", Questions)


def blank_facts() -> str:
    """Return a facts file with every question as a comment, and an empty answer below it."""
    questions = load_questions()
    lines = [*_comment(questions.opening)]
    for table in questions.tables:
        lines += ["", *_table_lines(table)]
    return "\n".join(lines) + "\n"


def _table_lines(table: Table) -> Iterator[str]:
    yield from _comment(f"{table.title}\n{table.intro}")
    yield ""
    yield table.header
    for number, question in enumerate(table.questions):
        if number:
            yield ""
        yield from _question_lines(question)
    if table.repeated:
        yield ""
        yield f"# For another one, write {table.header} again, and its lines below it."


def _question_lines(question: Question) -> Iterator[str]:
    yield f"# {question.ask}"
    yield f"# For {question.use}."
    yield _choices_or_example(question)
    yield f"{question.key} = {'[]' if question.nothing == () else _toml_string('')}"


def _choices_or_example(question: Question) -> str:
    """Return what may be written, as the file has it."""
    if question.shape == "flag":
        return "# true or false."
    if question.choices and not question.others:
        return f"# {listed([_toml_string(choice.value) for choice in question.choices], last='or')}."
    example = question.example if question.shape == "number" else _toml_string(question.example)
    return f"# Example: {f'[{example}]' if question.shape == 'list' else example}"


def _toml_string(text: str) -> str:
    # JSON escapes what TOML does.
    return json.dumps(text, ensure_ascii=False)


def _comment(text: str) -> Iterator[str]:
    return (f"# {line}".rstrip() for line in text.strip().splitlines())
