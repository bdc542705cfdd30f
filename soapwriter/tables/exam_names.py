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
# "COMLEX-USA Level 2-CE" has five pieces; each more is a look-up at every site.
_MOST_PIECES = 6
# Nothing follows that makes it part of an address or of a longer word.
_END = re.compile(r"(?![\w@]|[-.]\w)")
_MARK = re.compile(r"\s*(?:[^\w\s]|$)")
_NEXT = re.compile(r"[\s(]*([\w'\u2019]+)")
_WORD = re.compile(r"[a-z]+|\d+")
_STOP = re.compile(r"[.!?;:](?=\s)|\n\s*\n")
# In characters before a name: the words that decide are near, and the sentence may be endless.
_SENTENCE = 300


class Form(NamedTuple):
    """One form of the table, alone or after the name of who gives the exam, and how that is written right."""

    writing: Writing
    right: str
    says_who: bool


class ExamName(NamedTuple):
    """An exam's name in a text: what the table says of it, where and how it is written, and how it is written right."""

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
        """Whether it is written right, perhaps in capitals."""
        return self.written in (self.right, self.right.upper())

    @property
    def half(self) -> str:
        """What an incomplete name has of the right one: "Step 2" of "Step 2 CK"."""
        return re.split(r"[ -](?=[A-Z]{2}$)", self.right)[0]

    @property
    def corrected(self) -> str:
        """The right name with the blanks and line ends of the text, in capitals for "STEP 2CK"."""
        blanks = chain(re.findall(r"\s+", self.text), repeat(" "))
        words = [word.upper() for word in self.right.split() if word.istitle()]
        loud = self.written.isupper() and all(word in self.written for word in words)
        return re.sub(" ", lambda _: next(blanks), self.right.upper() if loud else self.right)


def find_exam_names(prose: str, kind: str) -> Iterator[ExamName]:
    """Yield the exams that a text names in one of the table's ways, in order of place, the longest form of each."""
    forms = _forms(kind)
    done = 0
    for start, ends in _sites(prose):
        longest = next((end for end in reversed(ends) if end.key in forms), None)
        if longest is None or start < done:
            continue
        done = longest.offset
        form, span = forms[longest.key], Span(start, longest.offset)
        if _is_exam(form, span, prose):
            yield ExamName(form.writing, span, prose[slice(*span)], form.right)


@cache
def _forms(kind: str) -> dict[str, Form]:
    """Return the forms of a kind, alone and after the name of who gives the exam, by their letters and digits."""
    forms: dict[str, Form] = {}
    for writing in exam_naming().writings:
        if writing.kind == kind:
            forms |= _forms_of(writing)
    return forms


def _forms_of(writing: Writing) -> dict[str, Form]:
    bodies = {who: name for who, name in exam_naming().bodies.items() if name in writing.bodies}
    forms: dict[str, Form] = {}
    for form in writing.forms:
        forms[_key(form)] = Form(writing, writing.right, says_who=False)
        forms |= {
            _key(who + form): Form(writing, f"{name} {writing.right}", says_who=True) for who, name in bodies.items()
        }
    return forms


@cache
def _leads() -> re.Pattern[str]:
    """Return what finds the places at which a form could begin."""
    naming = exam_naming()
    forms = (*naming.bodies, *(form for writing in naming.writings for form in writing.forms))
    first_words = sorted({form.split()[0] for form in forms})
    return re.compile(rf"\b(?:{'|'.join(first_words)})", re.IGNORECASE)


def _key(form: str) -> str:
    return form.replace(" ", "")


class _End(NamedTuple):
    """Where a form could end, and its letters and digits up to there."""

    offset: int
    key: str


# The rules of exam names look at one text after another, each at the same sites; the second is a text and its fix.
@lru_cache(maxsize=2)
def _sites(prose: str) -> list[tuple[int, list[_End]]]:
    """Return where a form could begin, and with each where it could end."""
    starts = (match.start() for match in _leads().finditer(prose))
    # "@step2" is an account, and "pre-step" a word.
    return [(start, list(_ends(prose, start))) for start in starts if prose[start - 1 : start] not in ("-", "@")]


def _ends(prose: str, at: int) -> Iterator[_End]:
    key = ""
    for _ in range(_MOST_PIECES):
        piece = _PIECE.match(prose, at)
        if piece is None:
            return
        key += piece[1].lower()
        at = piece.end()
        if _END.match(prose, at):
            yield _End(at, key)


def _is_exam(form: Form, span: Span, prose: str) -> bool:
    """Return whether an exam is meant, by the words around it where its own could mean something else."""
    naming, then = exam_naming(), _word_at(span.end, prose)
    if form.writing.then:
        return then in naming.then or bool(_MARK.match(prose, span.end))
    if form.writing.alone:
        return True
    if then in naming.never_then:
        return False
    has_capital = form.writing.capital and prose[span.start].isupper()
    return has_capital or form.says_who or then in naming.after or _follows_an_exam(span.start, prose)


def _word_at(offset: int, prose: str) -> str:
    """Return the next word, in lower case; "" where there is none."""
    word = _NEXT.match(prose, offset)
    return word[1].lower() if word else ""


def _follows_an_exam(offset: int, prose: str) -> bool:
    """Return whether the sentence up to here speaks of an exam: "failed both Step 1 and", "got a 231 on"."""
    naming = exam_naming()
    sentence = _STOP.split(prose[max(0, offset - _SENTENCE) : offset])[-1]
    words = reversed(_WORD.findall(sentence.lower()))
    # The nearest word that may not come between an exam and what is said of it decides.
    nearest = next((word for word in words if word in naming.before or not _is_between(word, naming)), "")
    return nearest in naming.before


def _is_between(word: str, naming: Naming) -> bool:
    return word in naming.between or word.isdigit()
