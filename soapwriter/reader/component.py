"""The reader as a component of a spaCy pipeline: it puts what it reads on the Doc, and tags the tokens."""

from __future__ import annotations

from bisect import bisect_left
from itertools import groupby
from typing import TYPE_CHECKING, Any

from soapwriter.reader.encoder import load_encoder
from soapwriter.reader.reading import UNNAMED, TextToRead, reading_of

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

    from soapwriter.reader.encoder import Encoder
    from soapwriter.reader.reading import FoundSpan

FACTORY = "reader"
# The part of speech of each tag; forms of "be", "do" and "have" are auxiliaries beside that.
_POS = {
    "CC": "CCONJ", "CD": "NUM", "DT": "DET", "EX": "PRON", "FW": "X", "IN": "ADP", "JJ": "ADJ", "JJR": "ADJ",
    "JJS": "ADJ", "LS": "X", "MD": "AUX", "NN": "NOUN", "NNP": "PROPN", "NNPS": "PROPN", "NNS": "NOUN", "PDT": "DET",
    "POS": "PART", "PRP": "PRON", "PRP$": "PRON", "RB": "ADV", "RBR": "ADV", "RBS": "ADV", "RP": "ADP", "SYM": "SYM",
    "TO": "PART", "UH": "INTJ", "VB": "VERB", "VBD": "VERB", "VBG": "VERB", "VBN": "VERB", "VBP": "VERB", "VBZ": "VERB",
    "WDT": "PRON", "WP": "PRON", "WP$": "DET", "WRB": "SCONJ",
}  # fmt: skip
_AUXILIARIES = frozenset("be am is are was were been being do does did done have has had having".split())
_MARKS = {".": ".", "!": ".", "?": ".", ",": ",", ";": ":", ":": ":", "-": ":", "–": ":", "—": ":", "...": ":"}
_NOT = frozenset({"not", "n't", "n’t"})


class ReaderComponent:
    """
    Reads Docs.

    A Doc may bring its own `doc._.source` (text, kind and sentences) and `doc._.offsets` (where each token begins in
    that text); without them it is read as it is, as a document of no kind.
    """

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder

    def __call__(self, doc: Doc) -> Doc:
        """Set `doc._.reading`, `doc.spans`, `sentence._.part` by way of the reading, and every token's tag."""
        source = doc._.source or _own_source(doc)
        encoded = self._encoder.encode(source.text, source.kind)
        doc._.reading = reading_of(source, encoded, self._encoder.card)
        offsets = doc._.offsets if doc._.offsets is not None else [token.idx for token in doc]
        _set_tags(doc, offsets, encoded.places, encoded.pieces["tags"], self._encoder.card.names["tags"])
        _set_spans(doc, offsets)
        return doc


def register() -> None:
    """Make the factory and the attributes of Docs known to spaCy; twice does no harm."""
    from spacy.language import Language
    from spacy.tokens import Doc, Span

    Language.factory(FACTORY, func=_make)
    for name in ("source", "offsets", "reading"):
        Doc.set_extension(name, default=None, force=True)
    Doc.set_extension("structure", getter=_structure, force=True)
    Doc.set_extension("email_parts", getter=lambda doc: doc._.reading and doc._.reading.email, force=True)
    Span.set_extension("part", getter=_part, force=True)


def _make(nlp: Language, name: str) -> ReaderComponent:  # noqa: ARG001 - spaCy gives both to every factory
    return ReaderComponent(load_encoder())


def _structure(doc: Doc) -> dict[str, tuple[str, float]] | None:
    reading = doc._.reading
    return {name: (reading.label(name), reading.probability(name)) for name in reading.labels} if reading else None


def _part(sentence: Any) -> str:
    """Return the likeliest part of a sentence of a Doc, or "other"."""
    number = [each.start for each in sentence.doc.sents].index(sentence.start)
    parts = sentence.doc._.reading.sentences[number]
    best = max(parts, key=lambda name: parts[name])
    return best if parts[best] >= load_encoder().card.part else "other"


def _own_source(doc: Doc) -> TextToRead:
    whole = ((0, len(doc.text)),)
    begun = doc.has_annotation("SENT_START")
    places = tuple((sentence.start_char, sentence.end_char) for sentence in doc.sents) if begun else whole
    return TextToRead(doc.text, UNNAMED, places)


def _set_tags(
    doc: Doc, offsets: list[int], places: list[tuple[int, int]], answers: Any, names: tuple[str, ...]
) -> None:
    """Give each token the tag of the piece that begins it; marks are tagged by what they are."""
    best = answers.argmax(1) if len(places) else ()
    for token, offset in zip(doc, offsets, strict=True):
        token.tag_ = _tag(token.text, offset, places, best, names)
        token.pos_ = _pos(token.tag_, token.lower_)


def _tag(text: str, offset: int, places: list[tuple[int, int]], best: Any, names: tuple[str, ...]) -> str:
    if not any(map(str.isalnum, text)):
        return _MARKS.get(text, "NFP")
    if text.lower() in _NOT:
        return "RB"
    at = bisect_left(places, (offset, 0))
    if at >= len(places) or places[at][0] >= offset + len(text):
        at -= 1
    return names[int(best[at])] if at >= 0 and len(best) else "NN"


def _pos(tag: str, word: str) -> str:
    if tag.startswith("VB") and word in _AUXILIARIES:
        return "AUX"
    if word in _NOT:
        return "PART"
    return _POS.get(tag, "PUNCT")


def _set_spans(doc: Doc, offsets: list[int]) -> None:
    """Put the found spans on the Doc, by category, each with its score."""
    from spacy.tokens import Span

    for category, group in groupby(sorted(doc._.reading.spans, key=_category), key=_category):
        chosen = list(group)
        places = [(bisect_left(offsets, found.start), bisect_left(offsets, found.end)) for found in chosen]
        doc.spans[category] = [Span(doc, first, last, label=category) for first, last in places if first < last]
        doc.spans[category].attrs["scores"] = [found.probability for found in chosen]


def _category(found: FoundSpan) -> str:
    return found.category
