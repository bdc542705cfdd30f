"""
A text as it leaves the program: for the application form or as an email, with what prevents that and what was changed.

The form's box takes plain characters: paragraphs of sentences, without markup, comments and lists.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from soapwriter.deliver.application_form import form
from soapwriter.deliver.plain_box import composed, foreign, strange
from soapwriter.errors import quoted
from soapwriter.linter import Linter, apply_fixes, load_rules
from soapwriter.text import Block, complete_sentence, counted, is_control, rejoined, split_blocks, split_sentences

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from spacy.tokens import Token

    from soapwriter.finding import Finding
    from soapwriter.linter import Fixed
    from soapwriter.text import Document

# The category of the rules on what a plain box does not take, whose fixes say what to write instead.
_CATEGORY = "plaintext"
_ENDED = re.compile(r"[.!?\u2026][\"'\u201d\u2019)\]]*$")
_EMPHASIS = re.compile(r"(?<![\w*_`])(\*{1,3}|_{1,2}|`)(?=[^\s*_`])(.{1,400}?)(?<=[^\s*_`])\1(?![\w*_`])", re.DOTALL)
# A line may begin with these and be prose: an opening mark, a sum, a number, a mention.
_PROSE_STARTS = frozenset("\"'([$#&@~\u2018\u2019\u201c\u201d\u2026.\u00a3\u20ac\u00b1<")
_FINITE = frozenset(("VBD", "VBP", "VBZ", "MD"))
# After one of these words, or a word with one of these tags, another has to come: "I sent my scores to".
_UNENDED_TAGS = frozenset(("CC", "DT", "IN", "MD", "PRP$", "TO"))
_UNENDED = frozenset("be am is are was were been have has had do does did".split())
_SUBJECTS = frozenset("NN NNS NNP NNPS PRP DT CD EX VBG".split())
_SUBORDINATING = frozenset(
    "because although though if when whenever while whereas since unless until as that which who whom".split()
)
_QUOTED_MAIL = "The mail that yours quotes is left out."
# Enough to find the words again; a longer quotation fills the line of a terminal and hides what is said of it.
_LONGEST_QUOTE = 60
_LONGEST_WORD = 40
_HALVES = re.compile(r"(?<![\w-])([A-Za-z]{2,})-\n([a-z]{2,})(?![\w-])")


class Problem(NamedTuple):
    """What prevents an export: the line of the writer's text, from 1, and a sentence."""

    line: int
    message: str


class PlainText(NamedTuple):
    """A text without markup and lists, as far as that is safe; what prevents the rest; how many list items it has."""

    text: str
    problems: tuple[Problem, ...] = ()
    items: int = 0


class Exported(NamedTuple):
    """A text for where it goes, what prevents its export, and in sentences what was changed."""

    text: str
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()


def for_form(document: Document) -> Exported:
    """Return a document as the application form takes it, its characters fixed by the rules of plain text."""
    plain = paragraphs(document, whole_clause)
    fixed = _fix(replace(document, text=composed(plain.text)))
    problems = {*plain.problems, *_form_problems(fixed, document)}
    return Exported(fixed.document.text, tuple(sorted(problems)), tuple(_notes(plain, fixed)))


def for_email(document: Document) -> Exported:
    """Return a document as an email: its lines, without front matter and comments."""
    text = email_lines(document)
    problems = [_may_be_lost(char, document) for char in dict.fromkeys(text) if is_control(char)]
    notes = (_QUOTED_MAIL,) if document.quoted else ()
    return Exported(text, tuple(sorted(problems)) if text else (_no_text(),), notes)


def email_lines(document: Document) -> str:
    """Return a document's own lines without front matter, comments and doubled blank lines; "" for nothing else."""
    lines = (f"\n{block.raw}" if block.gap else block.raw for block in split_blocks(document))
    text = "\n".join(lines).strip()
    return f"{text}\n" if text else ""


def paragraphs(document: Document, is_clause: Callable[[str], bool]) -> PlainText:
    """
    Return a document's paragraphs, each on one line and with a blank line between two, its lists as sentences.

    Args:
        document: the text.
        is_clause: returns whether words are a whole clause, so that a full stop makes a sentence of them. Words that
            are not stay as they are, and are a problem.
    """
    made = [_paragraph(blocks, is_clause) for blocks in _by_paragraph(split_blocks(document))]
    text = "\n\n".join(each.text for each in made)
    problems = tuple(chain.from_iterable(each.problems for each in made))
    return PlainText(f"{text}\n" if text else "", problems, sum(each.items for each in made))


def whole_clause(text: str) -> bool:
    """Return whether words are a main clause, with a subject and a finite verb, as far as the tags say."""
    from soapwriter.nlp import language

    nlp = language.load()
    tokens, _ = language.tokens(nlp, complete_sentence(text))
    words = [token for token in nlp(tokens) if not token.is_punct]
    return bool(words) and _is_ended(words[-1]) and _is_main_clause(words)


def _is_ended(last: Token) -> bool:
    return last.tag_ not in _UNENDED_TAGS and last.norm_ not in _UNENDED


def _is_main_clause(words: Sequence[Token]) -> bool:
    """Return whether words have a subject and, beside those of clauses that depend on another, a finite verb."""
    verbs = [at for at, token in enumerate(words) if token.tag_ in _FINITE]
    if not verbs or not any(token.tag_ in _SUBJECTS for token in words[: verbs[0]]):
        return False
    return len(verbs) > sum(map(_subordinates, words[: verbs[-1]]))


def _subordinates(token: Token) -> bool:
    return token.norm_ in _SUBORDINATING and token.tag_ in ("IN", "WRB", "WDT", "WP")


def _by_paragraph(blocks: Sequence[Block]) -> list[list[Block]]:
    groups: list[list[Block]] = []
    for before, block in zip((None, *blocks), blocks, strict=False):
        if before is None or _begins_paragraph(before, block):
            groups.append([])
        groups[-1].append(block)
    return groups


def _begins_paragraph(before: Block, block: Block) -> bool:
    """Return whether a block begins a paragraph: after a blank line, unless a list goes on or follows its colon."""
    if block.is_item and (before.is_item or _words(before).endswith(":")):
        return False
    return block.gap


def _paragraph(blocks: Sequence[Block], is_clause: Callable[[str], bool]) -> PlainText:
    """Return the blocks of one paragraph on one line."""
    parts = [_part(block, after, is_clause) for block, after in zip(blocks, (*blocks[1:], None), strict=True)]
    problems = tuple(chain.from_iterable(part.problems for part in parts))
    return PlainText(" ".join(part.text for part in parts), problems, sum(part.items for part in parts))


def _part(block: Block, after: Block | None, is_clause: Callable[[str], bool]) -> PlainText:
    words, problems = _words(block), tuple(_unfit(block))
    if block.is_item:
        return PlainText(complete_sentence(words), (*problems, *_unfinished(block, words, is_clause)), items=1)
    if after is None or not after.is_item or _ENDED.search(words):
        return PlainText(words, problems)
    return _lead(block, words, problems, is_clause)


def _lead(block: Block, words: str, problems: tuple[Problem, ...], is_clause: Callable[[str], bool]) -> PlainText:
    """Return what leads to a list, with a full stop for its colon; it is a problem where that makes no sentence."""
    last = split_sentences(words)[-1]
    if words.endswith(":") and is_clause(last.removesuffix(":")):
        return PlainText(f"{words.removesuffix(':')}.", problems)
    message = f"{_quote(last)} leads to a list and is not a sentence by itself. Write both as sentences."
    return PlainText(words, (*problems, Problem(block.line, message)))


def _words(block: Block) -> str:
    """Return the words of a block on one line, without the signs of emphasis."""
    words = _on_one_line(block.lines)
    # Until nothing changes: one emphasis can be inside another.
    while (bare := _EMPHASIS.sub(r"\2", words)) != words:
        words = bare
    return words


def _on_one_line(lines: Sequence[str]) -> str:
    """Return lines as one; a word that was divided at its hyphen is whole again."""
    whole = ""
    for line in (line.strip(" \t") for line in lines):
        whole = _continued(whole, line)
    return whole


def _continued(whole: str, line: str) -> str:
    """Return a line with the next one; a word that was divided between them is whole, its hyphen kept if its own."""
    halves = _HALVES.search(f"{whole[-_LONGEST_WORD:]}\n{line[:_LONGEST_WORD]}")
    if halves and (word := rejoined(halves[1], halves[2])):
        return f"{whole[: -len(halves[1]) - 1]}{word}{line[len(halves[2]) :]}"
    is_divided = re.match(r"[a-z]-\Z", whole[-2:]) and re.match(r"(?!(?:and|or|to)\b)[a-z]", line)
    return f"{whole}{line}" if is_divided or not whole else f"{whole} {line}"


def _unfit(block: Block) -> Iterator[Problem]:
    """Yield the problem of a block for which a plain box has no shape."""
    words = _words(block)
    if block.is_heading:
        yield Problem(block.line, f"{_quote(words)} is a heading, and the form has none. Take it out, or say it.")
    elif not any(map(str.isalnum, words)):
        yield Problem(block.line, f"{_quote(words)} has no words. Take it out; a blank line separates paragraphs.")
    elif not (words[0].isalnum() or words[0] in _PROSE_STARTS or block.is_item):
        yield Problem(block.line, f"{_quote(words)} begins with a sign that the form would show. Take it out.")


def _unfinished(block: Block, words: str, is_clause: Callable[[str], bool]) -> Iterator[Problem]:
    """Yield the problem of a list item that a full stop does not make a sentence."""
    if not _ENDED.search(words) and not is_clause(words):
        message = f"{_quote(words)} is not a sentence by itself, and the form takes no lists. Make it one."
        yield Problem(block.line, message)


def _quote(words: str) -> str:
    if len(words) <= _LONGEST_QUOTE:
        return quoted(words)
    return quoted(f"{words[:_LONGEST_QUOTE].rsplit(' ', 1)[0]} ...")


def _fix(document: Document) -> Fixed:
    """Return a text with the safe fixes of the rules of plain text, and what these rules still find."""
    rules = [rule for rule in load_rules(examples=False) if rule.category == _CATEGORY]
    linter = Linter(rules, spelling=False)
    (fixed,) = apply_fixes([document], linter.lint_all)
    return fixed


def _form_problems(fixed: Fixed, document: Document) -> Iterator[Problem]:
    """Yield what the form does not take of a plain text, with the line of the writer's own text."""
    text, most = fixed.document.text, form().box.characters
    unfixed = [finding for finding in fixed.report.findings if not finding.fix]
    yield from (_unfixed(finding, document) for finding in unfixed)
    said = "".join(finding.quote for finding in unfixed)
    yield from (_may_be_lost(char, document) for char in strange(text) if char not in said)
    if not text.strip():
        yield _no_text()
    if len(text.rstrip()) > most:
        last = document.text.rstrip().count("\n") + 1
        yield Problem(last, f"It has {len(text.rstrip()):,} characters, and the form takes {most:,}. Shorten it.")


def _unfixed(finding: Finding, document: Document) -> Problem:
    return Problem(_line_of(finding.quote, document), f"{finding.message} ({finding.rule})")


def _may_be_lost(char: str, document: Document) -> Problem:
    if char.isprintable():
        message = f"The form may lose {quoted(char)}. Say it in words, or in plain characters."
    else:
        message = f"The text may be cut at the character U+{ord(char):04X}, which nobody sees. Delete it."
    return Problem(_line_of(char, document), message)


def _no_text() -> Problem:
    return Problem(1, "There is no text in it, only comments.")


def _line_of(quote: str, document: Document) -> int:
    """Return the line on which words are in a text; 1 where they are not in it as they are."""
    at = document.shown.find(quote)
    return document.text.count("\n", 0, at) + 1 if at >= 0 else 1


def _notes(plain: PlainText, fixed: Fixed) -> Iterator[str]:
    """Yield what was changed, and which letters were kept although a form may lose them."""
    if plain.items:
        yield f"{counted(plain.items, 'list item')} written out as sentences: read them once more."
    if fixed.made:
        counts = ", ".join(f"{rule} {count:,}" for rule, count in sorted(fixed.made.items()))
        yield f"{counted(sum(fixed.made.values()), 'place')} fixed for the form ({counts})."
    if kept := foreign(fixed.document.text):
        letters = " ".join(kept)
        yield f"Kept as you wrote them: {letters} - a name keeps its letters. Look for them in the form's preview."
