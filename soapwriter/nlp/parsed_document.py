"""A document after parsing: its tokens, sentences, clauses, quotations and denials, and where phrases occur."""

from __future__ import annotations

import re
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, islice, pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from soapwriter.nlp import language
from soapwriter.nlp.phrase import any_of
from soapwriter.nlp.phrase_book import Hits
from soapwriter.nlp.sentences import Sentence, cut, is_word
from soapwriter.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.language import Language
    from spacy.tokens import Doc, Token

    from soapwriter.nlp.phrase_book import Hit, PhraseBook
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
# Documents parsed at once: the model is faster on many, but holds the arrays of all in memory.
_BATCH = 64
# Seconds until a thread lets another run; Python's default is 0.005.
_SWITCHING = 0.001


@dataclass(frozen=True)
class Clause:
    """A stretch of one sentence that says one thing: its sentence's number; tokens from 0, end exclusive; words."""

    sentence: int
    first: int
    last: int
    words: int


class _Tokens(NamedTuple):
    """A document, its tokens and each one's offset in characters, and its sentences."""

    document: Document
    doc: Doc
    offsets: list[int]
    sentences: list[Sentence]


class ParsedDocument:
    """
    One document, parsed.

    `doc` is spaCy's Doc without blank tokens; `sentences` are ours, cut by blocks first. `hits` says where the
    phrases of rules and cues occur, quoted and denied ones too.
    """

    def __init__(self, document: Document, doc: Doc, offsets: list[int], sentences: list[Sentence]) -> None:
        self.document = document
        self.doc = doc
        self.sentences = sentences
        self._offsets = offsets
        self.hits = Hits({}, {})

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


def parse_all(nlp: Language, book: PhraseBook, documents: Iterable[Document]) -> Iterator[ParsedDocument]:
    """Yield the documents parsed, in order and in batches, with every phrase of the book looked up."""
    for document, doc, offsets, sentences in chain.from_iterable(_parsed(nlp, iter(documents))):
        _set_norm_of_may(doc)
        book.mark_entities(doc)
        parsed = ParsedDocument(document, doc, offsets, sentences)
        parsed.hits = book.search(doc, [(sentence.first, sentence.last) for sentence in sentences])
        yield parsed


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
    made = ((document, *language.tokens(nlp, re.sub(r"\s", " ", document.prose))) for document in documents)
    return [_Tokens(document, doc, offsets, cut(document, doc, offsets)) for document, doc, offsets in made]


def _parse(nlp: Language, batch: list[_Tokens]) -> list[_Tokens]:
    docs = nlp.pipe([each.doc for each in batch], batch_size=_BATCH)
    return [each._replace(doc=doc) for each, doc in zip(batch, docs, strict=True)]


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
