"""A document as it is read: its tokens, sentences, quotations and denials."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import islice
from typing import TYPE_CHECKING, Any

from soapwriter import language
from soapwriter.phrase import words
from soapwriter.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.language import Language
    from spacy.tokens import Doc

    from soapwriter.document import Document
    from soapwriter.phrase import Hit, PhraseBook

_QUOTE = re.compile(r"“[^”\n]{1,400}”|\"[^\"\n]{1,400}\"")
_CLOSERS = frozenset("\"'”’)]}")
_ENDERS = frozenset((".", "!", "?", "…", "...", "!!", "!!!", "??", "?!", "!?"))
_NEGATION_WINDOW = 4
# A line this short that does not end like a sentence is a line of its own: a greeting, a closing, a name, a subject.
_LONE_LINE = 60
_LEAVE = 4
_SUBJECT = re.compile(r"(?i)^(subject|re)\s*:")
_SHORTEST_CLAUSE = 4
# Documents parsed at once.
_BATCH = 64
_QUOTATION = 3


@dataclass(frozen=True)
class Sentence:
    """One sentence: tokens from 0, end exclusive; its place in characters; its words; whether it is a list item."""

    first: int
    last: int
    span: Span
    words: int
    block: int
    role: str


@dataclass(frozen=True)
class Clause:
    """A stretch of one sentence that says one thing: its sentence's number; tokens from 0, end exclusive; words."""

    sentence: int
    first: int
    last: int
    words: int


class Reading:
    """
    One document, parsed.

    `doc` is spaCy's Doc without blank tokens; `sentences` are ours, cut by blocks first. `hits` says where each
    owner's phrases stand in the writer's own voice: neither quoted nor, where it matters, denied.
    """

    def __init__(self, document: Document, doc: Doc, offsets: list[int], sentences: list[Sentence]) -> None:
        self.document = document
        self.doc = doc
        self.sentences = sentences
        self._offsets = offsets
        self.hits: dict[str, list[Hit]] = {}

    def span(self, start: int, end: int) -> Span:
        """Return the place in characters of the tokens `start`:`end`."""
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
            cuts = [sentence.first]
            for at in range(sentence.first + 1, sentence.last):
                if at - cuts[-1] >= _SHORTEST_CLAUSE and self._opens(at):
                    cuts.append(at)
            found.extend(
                Clause(number, first, last, sum(self._is_word[first:last]))
                for first, last in zip(cuts, [*cuts[1:], sentence.last], strict=True)
            )
        return found

    @cached_property
    def _is_word(self) -> list[bool]:
        return _words(self.doc)

    def _opens(self, at: int) -> bool:
        """Tell whether a token opens a clause."""
        classes = words().classes
        norm, before = self.doc[at].norm_, self.doc[at - 1].norm_
        if before in (";", ":") or (before == "-" and self.doc[at - 1].whitespace_ and self.doc[at - 2].whitespace_):
            return True
        if norm in classes["opener"]:
            return True
        return before in (",", "and", "but") and norm in classes["joint"]

    @cached_property
    def quotes(self) -> list[Span]:
        """
        The places of quotations, in characters, with their marks; words in them are not the writer's voice.

        A word or two in quotation marks are still the writer's.
        """
        found = _QUOTE.finditer(self.document.prose)
        return [Span(match.start(), match.end()) for match in found if len(match.group().split()) >= _QUOTATION]

    def quoted(self, span: Span) -> bool:
        """Tell whether a place lies inside a quotation."""
        return any(quote.start <= span.start and span.end <= quote.end for quote in self.quotes)

    def denied(self, hit: Hit) -> bool:
        """
        Tell whether a phrase is denied: a negator stands shortly before it in the same clause.

        spaCy's "neg" label alone misses "nobody but me is to blame", hence the closed list and the window.
        """
        sentence = self.sentences[hit.sentence]
        for at in range(hit.start - 1, max(sentence.first, hit.start - _NEGATION_WINDOW) - 1, -1):
            norm = self.doc[at].norm_
            if norm in _any_of("denial_end") and not self._excepts(at):
                return False
            if norm in _any_of("negator"):
                return not self._idiom(at)
        return False

    def _excepts(self, at: int) -> bool:
        """Tell whether a "but" makes an exception rather than a turn: "nobody but me"."""
        return at > 0 and self.doc[at].norm_ == "but" and self.doc[at - 1].norm_ in _any_of("negator")

    def _idiom(self, at: int) -> bool:
        """Tell whether a negator denies nothing: "not only", "no doubt", "why not"."""
        return at + 1 < len(self.doc) and self.doc[at + 1].norm_ in _any_of("no_denial")


def read_all(nlp: Language, book: PhraseBook, documents: Iterable[Document]) -> Iterator[Reading]:
    """Yield each document's reading, parsed in batches, with every phrase of the book looked up."""
    rest = iter(documents)
    while batch := [_tokenized(nlp, document) for document in islice(rest, _BATCH)]:
        docs = [doc for _, doc, _, _ in batch]
        for doc, (document, _, offsets, sentences) in zip(nlp.pipe(docs, batch_size=_BATCH), batch, strict=True):
            _tell_may(doc, document)
            book.mark_entities(doc)
            reading = Reading(document, doc, offsets, sentences)
            reading.hits = book.search(doc, [(sentence.first, sentence.last) for sentence in sentences])
            yield reading


def _tokenized(nlp: Language, document: Document) -> tuple[Document, Doc, list[int], list[Sentence]]:
    doc, offsets = language.tokens(nlp, re.sub(r"\s", " ", document.prose))
    return document, doc, offsets, _cut(document, doc, offsets)


def _tell_may(doc: Doc, document: Document) -> None:
    """Give the verb "may" another norm than the month: no day follows it, and no preposition stands before it."""
    for token in doc if "may" in document.text.lower() else ():
        if token.norm_ != "may" or token.tag_ != "MD" or (token.i and doc[token.i - 1].pos_ in ("ADP", "DET")):
            continue
        if token.i + 1 == len(doc) or not doc[token.i + 1].like_num:
            token.norm_ = "might"


def _cut(document: Document, doc: Doc, offsets: list[int]) -> list[Sentence]:
    """Cut a document into blocks, blocks into sentences, and tell the parser where sentences begin."""
    starts, roles = _blocks(document)
    bounds: list[tuple[int, int]] = []
    block = -1
    for token in doc:
        while block + 1 < len(starts) and offsets[token.i] >= starts[block + 1]:
            block += 1
            begins = True
        begins = token.i == 0 or offsets[token.i - 1] < starts[block] or _begins(doc, token.i)
        token.is_sent_start = begins
        if begins:
            bounds.append((token.i, block))
    is_word = _words(doc)
    return [
        _sentence(doc, offsets, is_word, (first, last), (block, roles[block]))
        for (first, block), (last, _) in zip(bounds, [*bounds[1:], (len(doc), 0)], strict=False)
    ]


def _sentence(
    doc: Doc, offsets: list[int], is_word: list[bool], tokens: tuple[int, int], block: tuple[int, str]
) -> Sentence:
    first, last = tokens
    span = Span(offsets[first], offsets[last - 1] + len(doc[last - 1]))
    return Sentence(first, last, span, sum(is_word[first:last]), *block)


def _words(doc: Doc) -> list[bool]:
    """Tell of each token whether it is a word as a person counts them: a clitic or a mark is none."""
    return [
        any(map(str.isalnum, text)) and not text.startswith(("'", "’", "n'", "n’"))
        for text in (token.text for token in doc)
    ]


def _begins(doc: Doc, at: int) -> bool:
    """Tell whether a token begins a sentence by what stands before it in its block."""
    before = at - 1
    while before > 0 and doc[before].text in _CLOSERS:
        before -= 1
    ender, token = doc[before], doc[at]
    if token.text in _CLOSERS or token.text in _ENDERS:
        return False
    if not ender.text.endswith((".", "!", "?", "…")):
        return False
    capital = token.text[0].isupper() or token.text == "i"
    word = _with_its_stop(doc, before)
    if word in _any_of("abbreviation_at_end"):
        return capital and token.lower_ not in _any_of("month", "weekday", "after_time")
    if word in _any_of("abbreviation"):
        return False
    if ender.text in _ENDERS:
        return not (token.text[0].islower() and before != at - 1)
    return capital and (ender.text[-2:-1].islower() or token.lower_ in _any_of("sentence_start"))


def _with_its_stop(doc: Doc, at: int) -> str:
    """Return a token in lower case, a lone full stop with the word from which the tokenizer has cut it off."""
    if doc[at].text == "." and at > 0:
        return f"{doc[at - 1].lower_}."
    return str(doc[at].lower_)


def _blocks(document: Document) -> tuple[list[int], list[str]]:
    """Return where blocks begin, in characters, and each one's role: text, item, subject, greeting or closing."""
    starts: list[int] = []
    roles: list[str] = []
    at = 0
    fresh, closing = True, False
    for line in document.prose.splitlines(keepends=True):
        bare = line.strip()
        if not bare:
            fresh = True
        else:
            role = _role(document, bare, at + len(line) - len(line.lstrip()), closing=closing)
            closing = role == "closing" or (closing and role == "text" and len(bare) < _LONE_LINE)
            if closing and role == "text":
                role = "closing"
            if fresh or role != "text" or roles[-1] != "text":
                starts.append(at)
                roles.append(role)
            fresh = role in ("subject", "greeting", "closing")
        at += len(line)
    return starts or [0], roles or ["text"]


def _role(document: Document, line: str, offset: int, *, closing: bool) -> str:
    if _SUBJECT.match(line):
        return "subject"
    if len(line) < _LONE_LINE and _greets(line):
        return "greeting"
    if _closes(line):
        return "closing"
    if offset in document.bullets and not closing:
        return "item"
    return "text"


def _greets(line: str) -> bool:
    """Tell whether a short line addresses somebody: "Dear Dr. Cho," or "Dr. Cho,"."""
    if line.endswith((".", "?")):
        return False
    return _starts_with(line, "greeting") or _addresses(line)


def _addresses(line: str) -> bool:
    """Tell whether a line is a title and a name: "Dr. Cho,"."""
    title, *name = line.split()
    named = 1 <= len(name) <= _LEAVE and line.endswith((",", ":"))
    return named and title.lower() in _any_of("title") and all(word.rstrip(",:.-").isalpha() for word in name)


def _closes(line: str) -> bool:
    """Tell whether a line takes leave: "Kind regards," or "Thank you again", but not "Thank you for Monday."."""
    if len(line.split()) > _LEAVE or line.endswith(("?", ":")):
        return False
    if line.endswith("."):
        return line[:-1].lower() in _any_of("closing")
    return _starts_with(line, "closing")


def _starts_with(line: str, name: str) -> bool:
    low = line.lower().rstrip(",!")
    return any(low == phrase or low.startswith((f"{phrase} ", f"{phrase},")) for phrase in words().classes[name])


@cache
def _any_of(*names: str) -> frozenset[str]:
    return frozenset(word for name in names for word in words().classes[name])
