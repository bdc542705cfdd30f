"""Slips of spelling and grammar, as the spelling library finds them, without the names that it cannot know."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, Literal

from soapwriter.data import TextLines, TextWords
from soapwriter.linter.context import Check, Context, Match
from soapwriter.nlp import FIRST_WORD, SMALL_LETTER, UNKNOWN_WORD, any_of, is_jumbled, language, usual
from soapwriter.text import listed

if TYPE_CHECKING:
    from soapwriter.facts import Facts
    from soapwriter.nlp import Sentence, Slip
    from soapwriter.text import Span

_BRACKETED = re.compile(r"\[[^\]\n]*\]|\{[^}\n]*\}|<[^>\n]*>")
# What may stand around a word and belongs to it: "sub-I", "a.m.", "@ana", "her's".
_JOINED_BEFORE = re.compile(r"[\w\-./@#&+’']\Z")
_JOINED_AFTER = re.compile(r"[\w@#&+]|[\-./’'][^\W_]")
_PIECE = r"[^\s/|,;:()\[\]\"“”–—]*"
_FILE = re.compile(r"[.@#`_\\]")
_WORD = re.compile(r"[A-Za-z][a-z]*(?:['’][a-z]+)?")
# A capital that no beginning of a sentence asks for.
_CAPITALISED = re.compile(r"(?<=[\w,;]\s)[A-Z][a-z'’]+\b")
_LONGEST = 60
_SHORTEST = 3
_SHORT_NAME = 5
_NAME_WORDS = 4
_RARE = 6
# Endings of words that are no nouns, so that no name ends so where the tagger says the same.
_NO_NAME = {"RB": "ly", "VBG": "ing", "VBN": "ed", "VBD": "ed"}


class SpellingCheck(Check):
    """
    Point at what the spelling library finds in the prose with its own `lints` of these names.

    Names, codes, abbreviations in capitals and placeholders are passed over, and so is what is written in `unless`, or
    stands after a word of `unless_after`. `roles` says which lines count; with `once` only the first place in a
    document is pointed at. Words in quotation marks are passed over unless `quoted` is "keep".
    """

    message_words: ClassVar[frozenset[str]] = frozenset({"match"})

    type: Literal["spelling"]
    lints: TextWords
    unless: TextLines = ()
    unless_after: TextLines = ()
    roles: tuple[Literal["text", "item", "subject", "greeting", "closing"], ...] = (
        "text",
        "item",
        "subject",
        "greeting",
        "closing",
    )
    quoted: Literal["drop", "keep"] = "drop"
    once: bool = False

    def model_post_init(self, _context: object) -> None:
        """Refuse to look for nothing."""
        if not self.lints:
            raise ValueError("lints: there are none in it")

    def find(self, context: Context, rule: str) -> Iterator[Match]:  # noqa: ARG002
        """Yield each slip, with the library's best guesses at what was meant."""
        slips = [slip for slip in context.slips if slip.lint in self.lints]
        if not slips:
            return
        page = _Page(context)
        for slip in slips:
            match = " ".join(context.parsed.document.text[slip.span.start : slip.span.end].split())
            if match.lower() in self.unless or not self._counts(page, slip):
                continue
            yield Match(slip.span, {"match": match}, instead=listed(slip.better, last="or"))
            if self.once:
                return

    def _counts(self, page: _Page, slip: Slip) -> bool:
        sentence = page.sentence(slip.span)
        if sentence is None or sentence.role not in self.roles or page.is_markup(slip.span):
            return False
        if self.quoted == "drop" and page.context.parsed.quoted(slip.span):
            return False
        if slip.lint in (UNKNOWN_WORD, SMALL_LETTER):
            return not (page.is_known(slip) or page.is_name(slip, sentence))
        if slip.lint == FIRST_WORD and (slip.span.start != sentence.span.start or sentence.role != "text"):
            return False
        return not page.is_joined(slip.span) and page.word_before(slip.span, sentence) not in self.unless_after


class _Page:
    """One document, and what tells a slip in it from a name or a code."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.text = context.parsed.document.text
        self._starts = [sentence.span.start for sentence in context.parsed.sentences]
        self._bracketed = [match.span() for match in _BRACKETED.finditer(self.text)]
        self._capitalised = {match.group().lower() for match in _CAPITALISED.finditer(self.text)}

    def sentence(self, span: Span) -> Sentence | None:
        """Return the sentence in which a place lies as a whole."""
        at = bisect_right(self._starts, span.start) - 1
        if at < 0 or self.context.parsed.sentences[at].span.end < span.end:
            return None
        return self.context.parsed.sentences[at]

    def is_markup(self, span: Span) -> bool:
        """Tell whether a place is blanked out in the prose, wholly or partly, or lies inside brackets."""
        prose = self.context.parsed.document.prose
        blank = self.text[span.start : span.end] != prose[span.start : span.end]
        return blank or any(start < span.end and span.start < end for start, end in self._bracketed)

    def is_joined(self, span: Span) -> bool:
        """Tell whether a place is a piece of something longer, as "self" is in "my self-assessment"."""
        before, after = self.text[max(span.start - 1, 0) : span.start], self.text[span.end : span.end + 2]
        return bool(_JOINED_BEFORE.match(before) or _JOINED_AFTER.match(after))

    def word_before(self, span: Span, sentence: Sentence) -> str:
        """Return the word before a place in its sentence, in small letters."""
        before = re.findall(r"[^\W\d_]+", self.text[max(sentence.span.start, span.start - _LONGEST) : span.start])
        return str(before[-1].lower()) if before else ""

    def is_known(self, slip: Slip) -> bool:
        """Tell whether the language model's dictionary has a word, or its singular, that needs no capital."""
        if slip.lint == SMALL_LETTER:
            return False
        low = self.text[slip.span.start : slip.span.end].lower()
        # Its short words are too many: it has the names of poets and rivers in small letters.
        return len(low) >= _RARE and not language.lemmas().isdisjoint((low, low.removesuffix("s")))

    def is_name(self, slip: Slip, sentence: Sentence) -> bool:
        """Tell whether an unknown word may well be a name, a code or an abbreviation."""
        word = self.text[slip.span.start : slip.span.end]
        if len(word) < _SHORTEST or not _WORD.fullmatch(word) or word.lower() in self._names:
            return True
        piece = self._piece(slip.span)
        if self.text[slip.span.end :].startswith(".") and slip.span.end + 1 < sentence.span.end:
            return True
        if word != piece and (len(word) == _SHORTEST or not piece.islower() or _FILE.search(piece)):
            return True
        if word[0].isupper():
            return not self._is_slip(slip, sentence)
        return self._is_small_name(slip, sentence)

    def _is_slip(self, slip: Slip, sentence: Sentence) -> bool:
        """Tell whether a capitalised word is a common one gone wrong: a weekday, or what begins a sentence."""
        word = self.text[slip.span.start : slip.span.end]
        places = ("dates",) if sentence.role == "text" else ("dates", "letter")
        if any(guess.lower() in usual(*places) for guess in slip.better):
            return True
        if slip.span.start != sentence.span.start or sentence.role in ("greeting", "closing"):
            return False
        best = next((guess for guess in slip.better[:1] if guess.lower() in usual("first", "letter")), None)
        if best is not None and (len(word) > _SHORT_NAME or is_jumbled(word, best)):
            return True
        ending = _NO_NAME.get(self.context.parsed.doc[sentence.first].tag_)
        return ending is not None and word.endswith(ending)

    def _is_small_name(self, slip: Slip, sentence: Sentence) -> bool:
        """Tell whether a word in small letters is a name: as letters begin and end, after a title, by its capital."""
        if self._signs(slip.span):
            return True
        if sentence.role in ("greeting", "closing"):
            return not any(guess.lower() in usual("letter") for guess in slip.better)
        if {before := self.word_before(slip.span, sentence), f"{before}."} & any_of("title"):
            return True
        return self.text[slip.span.start : slip.span.end] in self._capitalised

    def _signs(self, span: Span) -> bool:
        """Tell whether a place is in a short last line that is no sentence, as a name is below a letter."""
        before, line = self.text[: span.start].rpartition("\n")[::2]
        rest = self.text[span.start :].rstrip()
        is_last = bool(before.strip()) and "\n" not in rest and not rest.endswith((".", "!", "?"))
        return is_last and len((line + rest).split()) <= _NAME_WORDS

    def _piece(self, span: Span) -> str:
        """Return what stands between blanks around a word, without the punctuation at its ends."""
        before = re.search(rf"{_PIECE}\Z", self.text[max(span.start - _LONGEST, 0) : span.start])
        after = re.match(_PIECE, self.text[span.end : span.end + _LONGEST])
        assert before is not None
        assert after is not None
        return (before.group() + self.text[span.start : span.end] + after.group()).strip(".!?*'’‘_")

    @cached_property
    def _names(self) -> frozenset[str]:
        return _names(self.context.facts)


def _names(facts: Facts | None) -> frozenset[str]:
    """Return the words of every name in the facts, in small letters."""
    if facts is None:
        return frozenset()
    said = [facts.applicant.name, facts.applicant.school, facts.applicant.degree]
    for program in facts.programs:
        said.extend((program.name, program.city, program.interviewer, *program.people))
    return frozenset(word for name in said if name for word in re.findall(r"[^\W\d_]+", name.lower()))
