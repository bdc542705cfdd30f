"""A text for where it goes: the application form or an email, with what stands in its way and what was changed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from soapwriter.deliver import plaintext
from soapwriter.deliver.application_form import form
from soapwriter.deliver.plaintext import Trouble
from soapwriter.linter import Linter, apply_fixes, load_rules
from soapwriter.text import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from soapwriter.deliver.plaintext import Plain
    from soapwriter.finding import Finding
    from soapwriter.linter import Fixed
    from soapwriter.text import Document

# The category of rules that say what a plain box does not take, and what stands for it.
_CATEGORY = "plaintext"


class Made(NamedTuple):
    """A text for its reader, what stands in the way of it, and what was changed, each in a sentence."""

    text: str
    troubles: tuple[Trouble, ...] = ()
    notes: tuple[str, ...] = ()


def for_form(document: Document) -> Made:
    """Return a document as the application form takes it, its characters mended by the rules of plain text."""
    plain = plaintext.paragraphs(document, plaintext.whole_clause)
    fixed = _mended(replace(document, text=plaintext.composed(plain.text)))
    text = fixed.document.text
    left = (finding for finding in fixed.report.findings if not finding.fix)
    troubles = [*plain.troubles, *(_left(finding, document) for finding in left), *_strange(text, document)]
    if not text.strip():
        troubles.append(Trouble(1, "There is no text in it, only comments."))
    if len(text.rstrip()) > form().box.characters:
        troubles.append(_too_long(text, document))
    return Made(text, tuple(dict.fromkeys(sorted(troubles))), tuple(_notes(plain, fixed)))


def for_email(document: Document) -> Made:
    """Return a document as an email: its lines, without what nobody is to see."""
    text = plaintext.lines(document).text
    return Made(text, () if text else (Trouble(1, "There is no text in it, only comments."),))


def _mended(document: Document) -> Fixed:
    """Return a text with what the rules of plain text mend unasked, and what they still point at."""
    rules = [rule for rule in load_rules(examples=False) if rule.category == _CATEGORY]
    linter = Linter(rules, spelling=False)
    (fixed,) = apply_fixes([document], linter.lint_all)
    return fixed


def _left(finding: Finding, document: Document) -> Trouble:
    return Trouble(_line_of(finding.quote, document), f"{finding.message} ({finding.rule})")


def _strange(text: str, document: Document) -> Iterator[Trouble]:
    for char in plaintext.strange(text):
        said = f"'{char}'" if char.isprintable() else f"the character U+{ord(char):04X}"
        yield Trouble(_line_of(char, document), f"The form may lose {said}. Say it in words, or in plain characters.")


def _line_of(quote: str, document: Document) -> int:
    """Return the line on which words stand in a text; 1 where they are not in it as they are."""
    at = document.shown.find(quote)
    return document.text.count("\n", 0, at) + 1 if at >= 0 else 1


def _too_long(text: str, document: Document) -> Trouble:
    over = f"It has {len(text.rstrip()):,} characters, and the form takes {form().box.characters:,}. Shorten it."
    return Trouble(document.text.rstrip().count("\n") + 1, over)


def _notes(plain: Plain, fixed: Fixed) -> Iterator[str]:
    if plain.items:
        yield f"{counted(plain.items, 'list item')} written out as sentences: read them once more."
    if fixed.made:
        counts = ", ".join(f"{rule} {count:,}" for rule, count in sorted(fixed.made.items()))
        yield f"{counted(sum(fixed.made.values()), 'place')} mended for the form ({counts})."
    if kept := plaintext.foreign(fixed.document.text):
        listed = " ".join(kept)
        yield f"Kept as you wrote them: {listed} - a name keeps its letters. Look for them in the form's preview."
