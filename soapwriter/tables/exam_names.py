"""The exams that a text names, in the ways that `lint_rules/reference/exams.toml` knows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import chain, repeat
from typing import NamedTuple

from soapwriter.tables.exam_table import Naming, Writing, exam_naming
from soapwriter.text import Span

# The words of a name, which a blank, a hyphen, a line end or nothing joins: "Step 2 CK", "step2-ck".
_PIECE = re.compile(r"(?:[^\S\n]*[-\u2010\u2011\u2013][^\S\n]*|[^\S\n]*\n?[^\S\n]*)([a-z]+|\d+)", re.IGNORECASE)
_MOST_PIECES = 6
_END = re.compile(r"(?![\w@]|[-.]\w)")
_MARK = re.compile(r"\s*(?:[^\w\s]|$)")
_NEXT = re.compile(r"[\s(]*([\w'\u2019]+)")
_WORD = re.compile(r"[a-z]+|\d+")
_STOP = re.compile(r"[.!?;:](?=\s)|\n\s*\n")
# A sentence before a name, in characters.
_SENTENCE = 300


class Form(NamedTuple):
    """One form of the table, perhaps behind who gives the exam, and how that is written right."""

    writing: Writing
    right: str
    says_who: bool


class Name(NamedTuple):
    """An exam's name in a text: what the table says of it, where and how it stands, and how it is written right."""

    writing: Writing
    span: Span
    text: str
    right: str

    @property
    def written(self) -> str:
        """The name as the text has it, blanks and line ends alike."""
        return " ".join(self.text.split())

    @property
    def is_right(self) -> bool:
        """Tell whether it is written right, perhaps in capitals."""
        return self.written in (self.right, self.right.upper())

    @property
    def half(self) -> str:
        """What is there of the right name, where the rest is wanting: "Step 2" of "Step 2 CK"."""
        return re.split(r"[ -](?=[A-Z]{2}$)", self.right)[0]

    @property
    def mended(self) -> str:
        """The right name with the blanks and line ends of the text, in capitals for "STEP 2CK"."""
        blanks = chain(re.findall(r"\s+", self.text), repeat(" "))
        words = [word.upper() for word in self.right.split() if word.istitle()]
        loud = self.written.isupper() and all(word in self.written for word in words)
        return re.sub(" ", lambda _: next(blanks), self.right.upper() if loud else self.right)


def names(prose: str, sort: str) -> Iterator[Name]:
    """Yield the exams that a text names in one of the table's ways, in order of place, the longest form of each."""
    forms = _forms(sort)
    done = 0
    for start, ends in _sites(prose):
        for end, key in reversed(ends):
            form = forms.get(key)
            if form is None or start < done:
                continue
            done = end
            if _is_exam(form, Span(start, end), prose):
                yield Name(form.writing, Span(start, end), prose[start:end], form.right)
            break


@cache
def _forms(sort: str) -> dict[str, Form]:
    """Return the forms of a sort, alone and behind who gives the exam, by their letters and digits."""
    naming = exam_naming()
    forms: dict[str, Form] = {}
    for writing in naming.writings:
        for form in writing.forms if writing.sort == sort else ():
            forms[_key(form)] = Form(writing, writing.right, says_who=False)
            for who, name in naming.bodies.items():
                if name in writing.bodies:
                    forms[_key(who + form)] = Form(writing, f"{name} {writing.right}", says_who=True)
    return forms


@cache
def _leads() -> re.Pattern[str]:
    """Return what finds the places at which a form could begin."""
    naming = exam_naming()
    every = (*naming.bodies, *(form for writing in naming.writings for form in writing.forms))
    return re.compile(rf"\b(?:{'|'.join(sorted({form.split()[0] for form in every}))})", re.IGNORECASE)


def _key(form: str) -> str:
    return form.replace(" ", "")


# Several rules look at a text one after another.
@lru_cache(maxsize=2)
def _sites(prose: str) -> list[tuple[int, list[tuple[int, str]]]]:
    """Return where a form could begin, and beside each where it could end, with its letters and digits up to there."""
    return [
        (match.start(), list(_ends(prose, match.start())))
        for match in _leads().finditer(prose)
        if prose[match.start() - 1 : match.start()] not in ("-", "@")
    ]


def _ends(prose: str, at: int) -> Iterator[tuple[int, str]]:
    key = ""
    for _ in range(_MOST_PIECES):
        piece = _PIECE.match(prose, at)
        if piece is None:
            return
        key += piece[1].lower()
        at = piece.end()
        if _END.match(prose, at):
            yield at, key


def _is_exam(form: Form, span: Span, prose: str) -> bool:
    """Tell whether an exam is meant, by the words beside it where its own could mean something else."""
    naming = exam_naming()
    following = _NEXT.match(prose, span.end)
    then = following[1].lower() if following else ""
    if form.writing.then:
        return then in naming.then or bool(_MARK.match(prose, span.end))
    if form.writing.alone:
        return True
    if then in naming.never_then:
        return False
    if form.says_who or then in naming.after or (form.writing.capital and prose[span.start].isupper()):
        return True
    return _behind_an_exam(prose[max(0, span.start - _SENTENCE) : span.start], naming)


def _behind_an_exam(before: str, naming: Naming) -> bool:
    """Tell whether the sentence up to here speaks of an exam: "failed both Step 1 and", "got a 231 on"."""
    sentence = _STOP.split(before)[-1]
    for word in reversed(_WORD.findall(sentence.lower())):
        if word in naming.before:
            return True
        if word not in naming.between and not word.isdigit():
            return False
    return False
