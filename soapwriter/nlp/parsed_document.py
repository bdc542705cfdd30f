"""A document as read: its tokens, sentences, clauses, quotations, denials and phrases, and what the reader says."""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import chain, islice, pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from soapwriter.kinds import find_kind
from soapwriter.nlp import language
from soapwriter.nlp.phrase import any_of, finder, marker
from soapwriter.nlp.sentences import Sentence, cut, is_word
from soapwriter.reader import TextToRead
from soapwriter.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.language import Language
    from spacy.tokens import Doc, Token

    from soapwriter.reader import Reading
    from soapwriter.text import Document

# A mark that is never closed must not make the rest of a text a quotation: one ends in its paragraph.
_QUOTE = re.compile(r"“[^”\n]{1,400}”|\"[^\"\n]{1,400}\"")
# Fewer words in quotation marks are a name or a doubted word, and the writer's own: the "dedicated" period.
_QUOTATION = 3
# A negator this many tokens before a phrase denies it: "I do not in any way blame". A wider window takes in the clause
# before; a narrower one misses an adverb or two between.
_NEGATION_WINDOW = 4
# Fewer tokens are part of a clause: "but yes, and I have".
_SHORTEST_CLAUSE = 4
# In English at least one word in thirty is one of the small words that hold sentences together: of 5,000 labelled texts
# the tersest has one in nineteen, and other languages have next to none. Fewer words than twenty prove nothing.
_ENGLISH = 1 / 30
_ENOUGH = 20
# Longer than any word: the longest in an address have some seventy characters.
_NO_WORD = re.compile(r"(\S{200})\S")
# Documents parsed at once: the model is faster on many, but holds the arrays of all in memory.
_BATCH = 64
_READERS = 2
# Seconds until a thread lets another run; Python's default is 0.005.
_SWITCHING = 0.001


@dataclass(frozen=True)
class Clause:
    """A stretch of one sentence that says one thing: its sentence's number; tokens from 0, end exclusive; words."""

    sentence: int
    first: int
    last: int
    words: int


class Hit(NamedTuple):
    """Where a phrase was found: the sentence's number, and its tokens from 0, end exclusive."""

    sentence: int
    start: int
    end: int


class _Tokens(NamedTuple):
    """A document, its tokens and each one's offset in characters, and its sentences."""

    document: Document
    doc: Doc
    offsets: list[int]
    sentences: list[Sentence]


class ParsedDocument:
    """
    One document, parsed.

    `doc` is spaCy's Doc without blank tokens; `sentences` are ours, cut by blocks first.
    """

    def __init__(self, document: Document, doc: Doc, offsets: list[int], sentences: list[Sentence]) -> None:
        self.document = document
        self.doc = doc
        self.sentences = sentences
        self._offsets = offsets

    @property
    def reading(self) -> Reading:
        """What the trained reader says of the document."""
        reading: Reading = self.doc._.reading
        return reading

    @cached_property
    def is_english(self) -> bool:
        """Whether the document reads like English, the only language that the reader knows; a short one always does."""
        words = [token.lower_ for token in self.doc if token.is_alpha]
        known = _function_words()
        return len(words) < _ENOUGH or sum(word in known for word in words) >= _ENGLISH * len(words)

    @property
    def source(self) -> TextToRead:
        """What the trained reader was given."""
        source: TextToRead = self.doc._.source
        return source

    def hits(self, phrases: tuple[str, ...]) -> list[Hit]:
        """Return where phrases occur, quoted and denied ones too, in order; one that crosses two sentences does not."""
        starts = [sentence.first for sentence in self.sentences]
        found = ((bisect_right(starts, start) - 1, start, end) for start, end in finder(phrases).find(self.doc))
        return [Hit(*each) for each in found if each[2] <= self.sentences[each[0]].last]

    def span(self, start: int, end: int) -> Span:
        """Return the place in characters of some tokens, from 0, end exclusive."""
        last = end - 1
        return Span(self._offsets[start], self._offsets[last] + len(self.doc[last]))

    @property
    def offsets(self) -> list[int]:
        """Where each token begins, in characters."""
        return self._offsets

    def tokens(self, sentence: Sentence) -> Any:
        """Return a sentence's tokens as spaCy's Span."""
        return self.doc[sentence.first : sentence.last]

    @cached_property
    def clauses(self) -> list[Clause]:
        """The sentences, cut where one thing ends and the next begins: at a semicolon, "because", "and I have"."""
        found: list[Clause] = []
        for number, sentence in enumerate(self.sentences):
            bounds = [*self._clause_starts(sentence), sentence.last]
            found.extend(
                Clause(number, first, last, sum(self._is_word[first:last])) for first, last in pairwise(bounds)
            )
        return found

    def _clause_starts(self, sentence: Sentence) -> list[int]:
        starts = [sentence.first]
        for at in range(sentence.first + 1, sentence.last):
            if at - starts[-1] >= _SHORTEST_CLAUSE and self._opens(at):
                starts.append(at)
        return starts

    @cached_property
    def _is_word(self) -> list[bool]:
        return [is_word(token.text) for token in self.doc]

    def _opens(self, at: int) -> bool:
        """Return whether a token opens a clause."""
        norm, before = self.doc[at].norm_, self.doc[at - 1].norm_
        if norm in any_of("opener") or before in (";", ":"):
            return True
        if before == "-":
            return self._is_dash(at - 1)
        return before in (",", "and", "but") and norm in any_of("joint")

    def _is_dash(self, at: int) -> bool:
        """Return whether a "-" has blanks around it, unlike a hyphen."""
        return bool(self.doc[at].whitespace_ and self.doc[at - 1].whitespace_)

    @cached_property
    def quotes(self) -> list[Span]:
        """
        The places of quotations, in characters, with their marks; words in them are not the writer's voice.

        A word or two in quotation marks are still the writer's.
        """
        found = _QUOTE.finditer(self.document.prose)
        return [Span(match.start(), match.end()) for match in found if len(match.group().split()) >= _QUOTATION]

    def quoted(self, span: Span) -> bool:
        """Return whether a place lies inside a quotation."""
        return any(quote.start <= span.start and span.end <= quote.end for quote in self.quotes)

    def denied(self, hit: Hit) -> bool:
        """
        Return whether a phrase is denied: a negator comes shortly before it in the same clause.

        spaCy's "neg" label alone misses "nobody but me is to blame", hence the closed list and the window.
        """
        sentence = self.sentences[hit.sentence]
        for at in range(hit.start - 1, max(sentence.first, hit.start - _NEGATION_WINDOW) - 1, -1):
            norm = self.doc[at].norm_
            if norm in any_of("denial_end") and not self._excepts(at):
                return False
            if norm in any_of("negator"):
                return not self._idiom(at)
        return False

    def _excepts(self, at: int) -> bool:
        """Return whether a "but" makes an exception rather than a turn: "nobody but me"."""
        return at > 0 and self.doc[at].norm_ == "but" and self.doc[at - 1].norm_ in any_of("negator")

    def _idiom(self, at: int) -> bool:
        """Return whether a negator denies nothing: "not only", "no doubt", "why not"."""
        return at + 1 < len(self.doc) and self.doc[at + 1].norm_ in any_of("no_denial")


@cache
def _function_words() -> frozenset[str]:
    """Return English words without content; those of one or two letters are words of other languages too."""
    from spacy.lang.en.stop_words import STOP_WORDS

    return frozenset(word for word in STOP_WORDS if len(word) > 2)


def parse_all(nlp: Language, documents: Iterable[Document]) -> Iterator[ParsedDocument]:
    """Yield the documents read, in order and in batches, with our own entities marked."""
    mark = _marker(nlp)
    for document, doc, offsets, sentences in chain.from_iterable(_parsed(nlp, iter(documents))):
        _set_norm_of_may(doc)
        mark(doc)
        yield ParsedDocument(document, doc, offsets, sentences)


_marker = cache(marker)


def _parsed(nlp: Language, documents: Iterator[Document]) -> Iterator[list[_Tokens]]:
    """
    Yield the documents in batches, parsed; while the caller works on one batch, a thread parses the next.

    The model does most of its arithmetic without Python's lock, so that two processors share the work: but only if the
    caller lets go of the lock often, or the model waits for five milliseconds after every product.
    """
    batch = _tokenized(nlp, islice(documents, _BATCH))
    if len(batch) < _BATCH:
        yield _parse(nlp, batch)
        return
    with _switching_often(), ThreadPoolExecutor(1) as parser:
        parsed = parser.submit(_parse, nlp, batch)
        while batch := _tokenized(nlp, islice(documents, _BATCH)):
            following = parser.submit(_parse, nlp, batch)
            yield parsed.result()
            parsed = following
        yield parsed.result()


@contextmanager
def _switching_often() -> Iterator[None]:
    """Have Python switch between the threads of this process more often, for a time."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(min(before, _SWITCHING))
    try:
        yield
    finally:
        sys.setswitchinterval(before)


def _tokenized(nlp: Language, documents: Iterable[Document]) -> list[_Tokens]:
    made = ((document, *language.tokens(nlp, _as_words(document.prose))) for document in documents)
    return [_Tokens(document, doc, offsets, cut(document, doc, offsets)) for document, doc, offsets in made]


def _as_words(prose: str) -> str:
    """Return a prose as long as it is, each blank as a space, and one in what is too long to be a word."""
    # The tokenizer looks through all of a run of marks for each of them.
    return _NO_WORD.sub(r"\1 ", re.sub(r"\s", " ", prose))


def _parse(nlp: Language, batch: list[_Tokens]) -> list[_Tokens]:
    for document, doc, offsets, sentences in batch:
        spans = tuple((sentence.span.start, sentence.span.end) for sentence in sentences)
        doc._.source = TextToRead(document.as_sent, find_kind(document.kind).reads_as, spans)
        doc._.offsets = offsets
    docs = [each.doc for each in batch]
    # The encoder takes one text at a time on one processor, without Python's lock: two threads keep two busy.
    with ThreadPoolExecutor(_READERS) as readers:
        read = list(readers.map(nlp, docs) if len(docs) > 1 else map(nlp, docs))
    return [each._replace(doc=doc) for each, doc in zip(batch, read, strict=True)]


def _set_norm_of_may(doc: Doc) -> None:
    """Give the verb "may" another norm than the month has."""
    for token in doc:
        if token.norm_ == "may" and token.tag_ == "MD" and not _is_month(token):
            token.norm_ = "might"


def _is_month(may: Token) -> bool:
    """Return whether a "may" is the month after all: a preposition or a determiner precedes it, or a day follows."""
    doc, at = may.doc, may.i
    if at > 0 and doc[at - 1].pos_ in ("ADP", "DET"):
        return True
    return at + 1 < len(doc) and doc[at + 1].like_num
