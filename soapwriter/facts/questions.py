"""The questions of `init`, and the facts file that their answers make."""

import json
import re
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
_NO_ANSWER: dict[str, Answer] = {"list": (), "flag": False}
# TOML has no whole numbers that begin with 0, so that an ID such as 01234567 is a string.
_NUMBER = re.compile(r"[1-9][0-9]*")


class Question(FrozenModel):
    """One question: its key in the facts, an example, what the answer is for, and the shape of the answer."""

    key: str
    ask: str
    example: str
    use: str = Field(alias="for")
    stem: str = ""
    shape: Literal["text", "list", "number", "flag"] = "text"
    only_if: dict[str, tuple[str | bool, ...]] = {}

    def applies(self, entry: Mapping[str, Answer]) -> bool:
        """Return whether the question is asked, given the earlier answers of its entry."""
        return all(entry.get(key) in wanted for key, wanted in self.only_if.items())


class Table(FrozenModel):
    """A table of the facts file and its questions; a repeated table has any number of entries."""

    name: str
    title: str
    intro: str = ""
    repeated: bool = False
    questions: tuple[Question, ...]

    @property
    def header(self) -> str:
        """The header of the table, as the file has it."""
        return f"[[{self.name}]]" if self.repeated else f"[{self.name}]"


class Questions(FrozenModel):
    """Every question in order, and the text that comes first."""

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
    # The facts themselves are the judge, so that a question accepts what the file accepts.
    entry = {question.key: answer}
    try:
        Facts.model_validate({table.name: [entry] if table.repeated else entry})
    except ValidationError as error:
        first = error.errors()[0]
        return str(first.get("ctx", {}).get("error", first["msg"]))
    return None


def facts_text(answers: Mapping[str, Sequence[Entry]]) -> str:
    """Return a facts file: every question as a comment, with its answer or an empty one below it."""
    questions = load_questions()
    lines = [*_comment(questions.opening)]
    for table in questions.tables:
        lines += ["", *_table_lines(table, answers.get(table.name) or [{}])]
    return "\n".join(lines) + "\n"


def _table_lines(table: Table, entries: Sequence[Entry]) -> Iterator[str]:
    yield from _comment(f"{table.title}\n{table.intro}")
    for number, entry in enumerate(entries):
        yield ""
        yield from _entry_lines(table, entry, with_questions=number == 0)
    if table.repeated:
        yield ""
        yield f"# For another one, write {table.header} again, and its lines below it."


def _entry_lines(table: Table, entry: Entry, *, with_questions: bool) -> Iterator[str]:
    yield table.header
    for number, question in enumerate(table.questions):
        if with_questions:
            yield from _question_lines(question, after_another=number > 0)
        yield f"{question.key} = {_toml(question, entry.get(question.key, _NO_ANSWER.get(question.shape, '')))}"


def _question_lines(question: Question, *, after_another: bool) -> Iterator[str]:
    if after_another:
        yield ""
    yield f"# {question.ask}."
    yield f"# For {question.use}."
    yield f"# Example: {_example(question)}"


def _example(question: Question) -> str:
    """Return a question's example as the file has it."""
    if question.shape == "flag":
        return "true"
    example = _toml(question, question.example)
    return f"[{example}]" if question.shape == "list" else example


def _toml(question: Question, answer: Answer) -> str:
    """Return an answer as a TOML value."""
    if isinstance(answer, bool):
        return str(answer).lower()
    if isinstance(answer, tuple):
        return _toml_list(answer)
    return answer if question.shape == "number" and _NUMBER.fullmatch(answer) else _toml_string(answer)


def _toml_list(texts: tuple[str, ...]) -> str:
    lines = [f"  {_toml_string(text)}," for text in texts]
    return "\n".join(("[", *lines, "]")) if lines else "[]"


def _toml_string(text: str) -> str:
    """Return text as a TOML string, with a question mark for what is not a character."""
    whole = text.encode("utf-8", "replace").decode("utf-8")
    # JSON escapes what TOML does, except for DEL.
    return json.dumps(whole, ensure_ascii=False).replace("\x7f", "\\u007F")


def _comment(text: str) -> Iterator[str]:
    return (f"# {line}".rstrip() for line in text.strip().splitlines())
