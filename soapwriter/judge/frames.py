"""Who does what in a sentence: one frame a verb, read from spaCy's dependencies."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from soapwriter.nlp import any_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacy.tokens import Token

    from soapwriter.nlp import ParsedDocument

_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
_OBJECTS = ("dobj", "dative", "attr", "acomp", "oprd", "pobj", "dep")
_AUXILIARIES = ("aux", "auxpass")
_RELATIVES = frozenset(("who", "that", "which", "whom"))
# A verb without a subject of its own has that of the verb that it hangs on.
_SHARING = ("conj", "xcomp", "advcl")
_SUPPOSING = frozenset(("if", "unless"))
_ASKING = frozenset(("please", "kindly", "pls", "plz"))
_FARTHEST = 8
_QUOTES = frozenset('"“”')


@dataclass(frozen=True)
class Frame:
    """
    One verb with those around it; tokens of the document from 0; `first` is its first auxiliary or negator.

    `who` are the heads of those who do it (of a passive: who is named after "by"), `what` those it is done to, said of
    or about. `denied` tells whether it did not happen, `supposed` whether it is only imagined, promised, or said by a
    clause that is itself denied ("I do not say that …"), `bidding` whether the reader is told to do it.
    """

    sentence: int
    first: int
    verb: int
    who: tuple[int, ...]
    what: tuple[int, ...]
    passive: bool
    denied: bool
    supposed: bool
    bidding: bool

    @property
    def place(self) -> tuple[int, int]:
        """The first token and the last (exclusive) of the frame, without what is far from its verb."""
        near = [at for at in (*self.who, self.first, self.verb, *self.what) if abs(at - self.verb) <= _FARTHEST]
        return min(near), max(near) + 1


# One document is judged at a time, by many rules.
@lru_cache(maxsize=1)
def frames_of(parsed: ParsedDocument) -> list[Frame]:
    """Return a parsed document's frames in order."""
    return [
        _frame(token, number)
        for number, sentence in enumerate(parsed.sentences)
        for token in parsed.tokens(sentence)
        if token.pos_ in ("VERB", "AUX") and token.dep_ not in _AUXILIARIES
    ]


def _frame(verb: Token, sentence: int) -> Frame:
    passive = any(child.dep_ in ("nsubjpass", "auxpass") for child in verb.children)
    bidding = not passive and _is_bidding(verb)
    subjects = [] if bidding else _joined(_subjects(verb))
    objects = _joined(_objects(verb))
    if passive:
        agents = [deep for child in verb.children if child.dep_ == "agent" for deep in child.children]
        subjects, objects = _joined(agents), [*subjects, *objects]
    helpers = [child.i for child in verb.children if child.dep_ in (*_AUXILIARIES, "neg")]
    helpers += [
        deep.i for child in verb.children if child.dep_ == "advmod" for deep in child.children if deep.dep_ == "neg"
    ]
    helpers += [child.i for token in subjects for child in token.children if child.norm_ in ("no", "not")]
    return Frame(
        sentence,
        min((*helpers, verb.i)),
        verb.i,
        _in_one_voice(verb, subjects),
        _in_one_voice(verb, objects),
        passive=passive,
        denied=_is_denied(verb, [*subjects, *objects]),
        supposed=_is_supposed(verb),
        bidding=bidding,
    )


def _in_one_voice(verb: Token, tokens: Iterable[Token]) -> tuple[int, ...]:
    """Return the places of those tokens that no quotation mark parts from the verb."""
    between = ((token.i, verb.doc[min(token.i, verb.i) : max(token.i, verb.i)]) for token in tokens)
    return tuple(at for at, span in between if _QUOTES.isdisjoint(token.text for token in span))


def _subjects(verb: Token) -> list[Token]:
    own = [child for child in verb.children if child.dep_ in _SUBJECTS]
    if own and own[0].norm_ in _RELATIVES and verb.dep_ == "relcl":
        return [verb.head]
    if own:
        return own
    if verb.dep_ == "acl":
        return [verb.head]
    if verb.dep_ in _SHARING and verb.head.i != verb.i and verb.head.pos_ in ("VERB", "AUX"):
        return _subjects(verb.head)
    return []


def _objects(verb: Token) -> Iterator[Token]:
    for child in verb.children:
        if child.dep_ in _OBJECTS:
            yield child
        elif child.dep_ == "prep":
            yield from (deep for deep in child.children if deep.dep_ == "pobj")


def _joined(tokens: Iterable[Token]) -> list[Token]:
    """Return tokens with those that "and" joins to them."""
    return [each for token in tokens for each in (token, *token.conjuncts)]


def _is_denied(verb: Token, around: Sequence[Token]) -> bool:
    negators = any_of("negator")
    near = [*verb.children, *(deep for child in verb.children if child.dep_ == "advmod" for deep in child.children)]
    # "Never once" hangs the negator on the adverb.
    if any(child.dep_ == "neg" or child.norm_ in negators for child in near):
        return True
    return any(
        token.norm_ in negators or any(child.norm_ in ("no", "neither") for child in token.children)
        for token in around
        if verb.i in (token.head.i, token.head.head.i)
    )


def _is_supposed(verb: Token) -> bool:
    if not _SUPPOSING.isdisjoint(child.norm_ for child in verb.children):
        return True
    helpers = {child.norm_ for child in verb.children if child.dep_ in _AUXILIARIES}
    if "will" in helpers or {"would", "have"} <= helpers:
        return True
    governs = verb.dep_ in ("ccomp", "xcomp") and verb.head.i != verb.i
    return governs and _is_denied(verb.head, ()) and verb.dep_ == "ccomp"


def _is_bidding(verb: Token) -> bool:
    """Return whether a verb is an imperative: bare, and without a subject, even one that it would share."""
    if verb.tag_ not in ("VB", "VBP") or not _is_bare(verb):
        return False
    if verb.dep_ in ("ROOT", "parataxis") or not _ASKING.isdisjoint(child.norm_ for child in verb.children):
        return True
    if verb.dep_ == "conj":
        return _is_bidding(verb.head)
    return verb.tag_ == "VB" and verb.dep_ in ("ccomp", "advcl", "dep") and not _is_led(verb)


def _is_bare(verb: Token) -> bool:
    """Return whether a verb has no subject, no "to" and no auxiliary but "do"."""
    return all(
        child.dep_ not in _SUBJECTS and (child.dep_ not in _AUXILIARIES or child.lemma_ == "do") and child.norm_ != "to"
        for child in verb.children
        if child.dep_ in (*_SUBJECTS, *_AUXILIARIES)
    )


def _is_led(verb: Token) -> bool:
    """Return whether a clause depends by a word such as "that", or on a verb that takes it bare ("help", "let")."""
    return any(child.dep_ == "mark" for child in verb.children) or verb.head.lemma_ in ("let", "help", "make", "have")
