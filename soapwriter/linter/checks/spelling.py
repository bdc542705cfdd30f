"""Slips of spelling and grammar, as the spelling library finds them, without the names that it cannot know."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, ClassVar, Literal

from soapwriter.data import TextLines, TextWords
from soapwriter.linter.context import Check, Context, Match
from soapwriter.nlp import FIRST_WORD, SMALL_LETTER, UNKNOWN_WORD, any_of, is_jumbled, usual
from soapwriter.text import Places, Span, further_words, listed

if TYPE_CHECKING:
    from soapwriter.facts import Facts
    from soapwriter.nlp import Sentence, Slip

_BRACKETED = re.compile(r"\[[^\]\n]*\]|\{[^}\n]*\}|<[^>\n]*>")
# Characters around a word that belong to it: "sub-I", "a.m.", "@ana", "her's".
_JOINED_BEFORE = re.compile(r"[\w\-./@#&+’']\Z")
_JOINED_AFTER = re.compile(r"[\w@#&+]|[\-./’'][^\W_]")
_INITIALS = re.compile(r"\s+[A-Z][A-Z0-9]+\b")
# The library's name for a wrong article.
_ARTICLE = "AnA"
_UNBROKEN = r"[^\s/|,;:()\[\]\"“”–—]*"
_FILE_CHARACTER = re.compile(r"[.@#`_\\]")
_WORD = re.compile(r"[A-Za-z][a-z]*(?:['’][a-z]+)?")
# A capital where no sentence begins.
_CAPITALISED = re.compile(r"(?<=[\w,;]\s)[A-Z][a-z'’]+\b")
# Characters to each side of a word that are read for what it is part of: longer than any word or address that matters.
_LONGEST = 60
# Two letters are an abbreviation far more often than a slip.
_SHORTEST = 3
# Letters up to which a capitalised word is near some common word by chance: "Ana" is near "Any".
_SHORT_NAME = 5
# Words of a signature: title, two names and a degree.
_NAME_WORDS = 4
# Letters from which a word of our further dictionary is no slip. Its short words are too many: it has the
# names of poets and rivers in small letters.
_SHORTEST_KNOWN = 6
# Endings of words that are not nouns: no name has one where the tagger says the same.
_NOT_NAME_ENDINGS = {"RB": "ly", "VBG": "ing", "VBN": "ed", "VBD": "ed"}
# No name ends so, whatever its place in the sentence looks like.
_NO_NAME_ENDS = ("ionally", "ically", "ously", "fully", "ently")
# Lines in which nobody writes whole sentences.
_FRAME = ("greeting", "closing")


class SpellingCheck(Check):
    """
    Find the slips that the spelling library reports in the prose under the `lints` of these names.

    Names, codes, abbreviations in capitals and placeholders are passed over, and so is what `unless` lists, or what
    follows a word of `unless_after`. `roles` says which lines count; with `once` only the first slip of a document is
    a finding. Words in quotation marks are passed over unless `quoted` is "keep".
    """

    message_words: ClassVar[frozenset[str]] = frozenset({"match"})

    type: Literal["spelling"]
    lints: TextWords
    unless: TextLines = ()
    unless_after: TextLines = ()
    roles: tuple[Literal["text", "item", "subject", "greeting", "closing"], ...] = (
        "text", "item", "subject", "greeting", "closing",
    )  # fmt: skip
    quoted: Literal["drop", "keep"] = "drop"
    once: bool = False

    def model_post_init(self, _context: object) -> None:
        """Refuse to look for nothing."""
        if not self.lints:
            raise ValueError("lints: there are none in it")

    def find(self, context: Context, rule: str) -> Iterator[Match]:  # noqa: ARG002
        """Yield each slip, with the library's best guesses at what was meant."""
        slips = [slip for slip in context.slips if slip.lint in self.lints]
        if slips:
            yield from islice(self._matches(context, slips), 1 if self.once else None)

    def _matches(self, context: Context, slips: list[Slip]) -> Iterator[Match]:
        surroundings = _Surroundings(context)
        for slip in slips:
            match = context.parsed.document.quote(slip.span)
            if match.lower() not in self.unless and self._counts(surroundings, slip):
                yield Match(slip.span, {"match": match}, instead=listed(slip.better, last="or"))

    def _counts(self, surroundings: _Surroundings, slip: Slip) -> bool:
        sentence = surroundings.sentence(slip.span)
        if sentence is None or sentence.role not in self.roles or self._is_excluded(surroundings, slip.span):
            return False
        if slip.lint in (UNKNOWN_WORD, SMALL_LETTER):
            return not surroundings.is_known(slip) and not surroundings.is_name(slip, sentence)
        if slip.lint == FIRST_WORD and not _begins(slip.span, sentence):
            return False
        return not surroundings.is_joined(slip) and not self._is_excused(surroundings, slip.span, sentence)

    def _is_excluded(self, surroundings: _Surroundings, span: Span) -> bool:
        is_quoted = self.quoted == "drop" and surroundings.context.parsed.quoted(span)
        return is_quoted or surroundings.is_markup(span)

    def _is_excused(self, surroundings: _Surroundings, span: Span, sentence: Sentence) -> bool:
        return surroundings.word_before(span, sentence) in self.unless_after


def _begins(span: Span, sentence: Sentence) -> bool:
    return sentence.role == "text" and span.start == sentence.span.start


class _Surroundings:
    """What surrounds the words of one document, by which a slip is distinguished from a name or a code."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.text = context.parsed.document.text
        self._starts = [sentence.span.start for sentence in context.parsed.sentences]
        self._bracketed = Places(Span(*found.span()) for found in _BRACKETED.finditer(self.text))
        self._capitalised = {found.group().lower() for found in _CAPITALISED.finditer(self.text)}

    def sentence(self, span: Span) -> Sentence | None:
        """Return the sentence that has the whole of a span."""
        at = bisect_right(self._starts, span.start) - 1
        if at < 0 or self.context.parsed.sentences[at].span.end < span.end:
            return None
        return self.context.parsed.sentences[at]

    def is_markup(self, span: Span) -> bool:
        """Return whether a span is blank in the prose, wholly or partly, or has part of a bracket."""
        is_blank = self._words(span) != self.context.parsed.document.prose[span.start : span.end]
        return is_blank or any(self._bracketed.overlapping(span))

    def _is_before_initials(self, span: Span) -> bool:
        """Return whether an article is before capitals, which may be said letter by letter, or is a letter itself."""
        is_letter = (
            span.end - span.start == 1 and self.text[span.start] == "A" and self.text[: span.start].endswith(" ")
        )
        return is_letter or _INITIALS.match(self.text, span.end) is not None

    def is_joined(self, slip: Slip) -> bool:
        """Return whether a slip is part of something longer: "self" of "my self-assessment", "an" of "an LOA"."""
        span = slip.span
        if slip.lint == _ARTICLE and self._is_before_initials(span):
            return True
        before, after = self.text[max(span.start - 1, 0) : span.start], self.text[span.end : span.end + 2]
        return bool(_JOINED_BEFORE.match(before) or _JOINED_AFTER.match(after))

    def word_before(self, span: Span, sentence: Sentence) -> str:
        """Return the word before a span in its sentence, in small letters, or ""."""
        before = self.text[max(sentence.span.start, span.start - _LONGEST) : span.start]
        return "".join(re.findall(r"[^\W\d_]+", before)[-1:]).lower()

    def is_known(self, slip: Slip) -> bool:
        """Return whether our further dictionary has a word, or its singular, and it needs no capital."""
        if slip.lint == SMALL_LETTER:
            return False
        word = self._words(slip.span).lower()
        return len(word) >= _SHORTEST_KNOWN and not further_words().isdisjoint((word, word.removesuffix("s")))

    def is_name(self, slip: Slip, sentence: Sentence) -> bool:
        """Return whether an unknown word may well be a name, a code or an abbreviation."""
        word = self._words(slip.span)
        if len(word) < _SHORTEST or not _WORD.fullmatch(word) or word.lower() in self._names:
            return True
        if self._is_abbreviation(slip.span, sentence) or self._is_in_code(slip.span):
            return True
        if word[0].isupper():
            return not self._is_common_word(slip, sentence)
        return self._is_small_name(slip, sentence)

    def _words(self, span: Span) -> str:
        return self.text[span.start : span.end]

    def _is_abbreviation(self, span: Span, sentence: Sentence) -> bool:
        """Return whether a full stop follows a word and its sentence goes on."""
        return self.text[span.end :].startswith(".") and span.end + 1 < sentence.span.end

    def _is_in_code(self, span: Span) -> bool:
        """Return whether a word is part of a longer one that is a code, a file or an address."""
        word, unbroken = self._words(span), self._unbroken(span)
        if word == unbroken:
            return False
        return len(word) == _SHORTEST or not unbroken.islower() or _FILE_CHARACTER.search(unbroken) is not None

    def _unbroken(self, span: Span) -> str:
        """Return the characters around a word up to the next blank or bracket, without punctuation at the ends."""
        before = re.search(rf"{_UNBROKEN}\Z", self.text[max(span.start - _LONGEST, 0) : span.start])
        after = re.match(_UNBROKEN, self.text[span.end : span.end + _LONGEST])
        assert before is not None
        assert after is not None
        return (before.group() + self._words(span) + after.group()).strip(".!?*'’‘_")

    def _is_common_word(self, slip: Slip, sentence: Sentence) -> bool:
        """Return whether a capitalised word is a common one gone wrong: a weekday, or one that begins a sentence."""
        places = ("dates",) if sentence.role == "text" else ("dates", "letter")
        if _has_usual_guess(slip, *places):
            return True
        if slip.span.start != sentence.span.start or sentence.role in _FRAME:
            return False
        return self._is_usual_beginning(slip) or self._ends_unlike_name(slip, sentence)

    def _is_usual_beginning(self, slip: Slip) -> bool:
        word, best = self._words(slip.span), "".join(slip.better[:1])
        is_clear = len(word) > _SHORT_NAME or is_jumbled(word, best)
        return is_clear and best.lower() in usual("first", "letter")

    def _ends_unlike_name(self, slip: Slip, sentence: Sentence) -> bool:
        word, tag = self._words(slip.span), self.context.parsed.doc[sentence.first].tag_
        ending = _NOT_NAME_ENDINGS.get(tag)
        return word.endswith(_NO_NAME_ENDS) or (ending is not None and word.endswith(ending))

    def _is_small_name(self, slip: Slip, sentence: Sentence) -> bool:
        """Return whether a word in small letters is a name: as letters begin and end, after a title, by its capital."""
        if self._is_signature(slip.span):
            return True
        if sentence.role in _FRAME:
            return not _has_usual_guess(slip, "letter")
        before = self.word_before(slip.span, sentence)
        is_titled = not any_of("title").isdisjoint((before, f"{before}."))
        return is_titled or self._words(slip.span) in self._capitalised

    def _is_signature(self, span: Span) -> bool:
        """Return whether a span is in a short last line that is not a sentence, as a name is below a letter."""
        before, line = self.text[: span.start].rpartition("\n")[::2]
        rest = self.text[span.start :].rstrip()
        if not before.strip() or "\n" in rest or rest.endswith((".", "!", "?")):
            return False
        return len((line + rest).split()) <= _NAME_WORDS

    @cached_property
    def _names(self) -> frozenset[str]:
        return _names_of(self.context.facts) if self.context.facts else frozenset()


def _has_usual_guess(slip: Slip, *places: str) -> bool:
    """Return whether the library guesses at a word that is common in such a place."""
    return any(guess.lower() in usual(*places) for guess in slip.better)


def _names_of(facts: Facts) -> frozenset[str]:
    """Return the words of every name in the facts, in small letters."""
    names = [facts.applicant.name, facts.applicant.school, facts.applicant.degree]
    for program in facts.programs:
        names.extend((program.name, program.city, program.interviewer, *program.people))
    return frozenset(re.findall(r"[^\W\d_]+", " ".join(filter(None, names)).lower()))
