"""Our search for phrases, held against spaCy's own Matcher: the same patterns, the same texts, the same answers."""

import json
from collections import defaultdict
from pathlib import Path

import pytest
from spacy.matcher import Matcher

from soapwriter.errors import BadData
from soapwriter.judge import cue_phrases
from soapwriter.linter import load_rules
from soapwriter.nlp import language
from soapwriter.nlp.matching import Index, rows_of
from soapwriter.nlp.parsed_document import parse_all
from soapwriter.nlp.phrase import patterns, word_classes
from soapwriter.nlp.phrase_book import PhraseBook
from soapwriter.text.document import Document

CORPUS = Path(__file__).parent / "corpus" / "dev.jsonl"

# Every notation, and the ways in which two of them meet.
PHRASES = [
    "the", "I failed", "did not", "step 2 ck", "fail~", "study~ alone", "my|the exam|score|first", "{i} {adverb}* failed",
    "{study~}:VBD", "{i} {study~}:VBP", "#", "# {unit}", "# .. {unit}", "{month} #", "<VERB> <ADP> <DET>", "<VBD> <IN>", "{i} <VBD>",
    "very? hard", "a|the very? {adverb}? <ADJ>", "{adverb}* <VBD>", "{adverb}+ <VBD>", "<ADJ>+ <NOUN>", "<NOUN>+", "a <ADJ>* <NOUN>+ of",
    "^I", "^since", "^{i} {adverb}* <VBD>", "I .. exam", "I ... exam", "I .... exam", "I .... # .. {unit}", ".. exam ..", "my ... and ... my",
    "not ... <VBN>", "was .. too <ADJ>", "and <VBD>", "every {weekday}", "<PRON> <VERB> <DET>? <ADJ>* <NOUN>",
    "each|every|# day|week|{weekday}", "self-assessment|form|exam", "<NUM> .. <NOUN>", "because .... <VBD>",
]  # fmt: skip
TOKENS = [
    [{"LOWER": "the"}, {"POS": "NOUN", "OP": "+"}],
    [{"LEMMA": {"IN": ["fail", "pass"]}}, {"NORM": {"NOT_IN": ["step"]}}],
    [{"POS": "DET"}, {"POS": "ADJ", "OP": "{0,2}"}, {"POS": "NOUN", "TAG": "NN"}],
    [{"NORM": "i", "IS_SENT_START": True}, {"POS": "ADV", "OP": "*"}, {"TAG": "VBD"}],
    [{"POS": "VERB"}, {"OP": "{1,3}"}, {"IS_PUNCT": True}],
    [{"NORM": "not", "OP": "?"}, {"POS": "VERB", "OP": "{2}"}, {"POS": "ADP"}],
    [{"LIKE_NUM": True, "OP": "+"}, {"POS": "NOUN"}],
    [{"NORM": {"IN": ["so", "very"]}, "OP": "+"}, {}],
]


@pytest.fixture(scope="module")
def nlp():
    """The English model."""
    return language.load()


@pytest.fixture(scope="module")
def sentences(nlp):
    """Every sentence of the development corpus, as spaCy's spans."""
    texts = [json.loads(line)["text"] for line in CORPUS.read_text(encoding="utf-8").splitlines()]
    documents = [Document(str(number), text, "failure") for number, text in enumerate(texts)]
    readings = parse_all(nlp, PhraseBook(nlp, {}), documents)
    return [parsed.tokens(sentence) for parsed in readings for sentence in parsed.sentences]


def ours(nlp, owners, sentences):
    """Return where our index finds each owner's patterns: (owner, sentence) -> spans."""
    index = Index(nlp.vocab, frozenset(word_classes().members["common"]))
    for owner, made in owners.items():
        for pattern in made:
            index.add(owner, pattern)
    found = defaultdict(set)
    rows = {id(doc): rows_of(doc) for doc in {id(sentence.doc): sentence.doc for sentence in sentences}.values()}
    for number, sentence in enumerate(sentences):
        for several, start, end in index.find(rows[id(sentence.doc)][sentence.start : sentence.end]):
            for owner in several:
                found[owner, number].add((start, end))
    return found


def spacys(nlp, owners, sentences):
    """Return where spaCy's Matcher finds each owner's patterns, all of its matches."""
    matcher = Matcher(nlp.vocab, validate=True)
    for owner, made in owners.items():
        matcher.add(owner, made)
    found = defaultdict(set)
    for number, sentence in enumerate(sentences):
        for key, start, end in matcher(sentence):
            found[nlp.vocab.strings[key], number].add((start, end))
    return found


def shipped(nlp):
    """Return every shipped pattern that asks for no entity: these count as one token with us alone."""
    owners = dict(cue_phrases())
    for rule in load_rules():
        owners |= rule.check.phrases_by_id(rule.id)
    made = {
        str(owner): [each for phrase in phrases for each in compiled(nlp, phrase)] for owner, phrases in owners.items()
    }
    plain = {owner: [each for each in found if not asks(each, "ENT_TYPE")] for owner, found in made.items()}
    return {owner: found for owner, found in plain.items() if found}


def compiled(nlp, phrase):
    return patterns(nlp, phrase) if isinstance(phrase, str) else [phrase]


def asks(pattern, attribute):
    return any(attribute in token for token in pattern)


def differences(got, wanted):
    """Return what breaks the law: the same sentences; only spans of the Matcher's; each of the Matcher's in one of ours."""
    for place in sorted(got.keys() | wanted.keys()):
        yield from (("not the Matcher's", place, span) for span in got[place] - wanted[place])
        for start, end in wanted[place]:
            if not any(first <= start and end <= last for first, last in got[place]):
                yield "missed", place, (start, end)


@pytest.mark.parametrize("pattern", [*PHRASES, *TOKENS], ids=str)
def test_notations_are_found_where_the_matcher_finds_them(pattern, nlp, sentences):
    """
    Every span of ours is one of the Matcher's, and every one of the Matcher's lies within one of ours: the longest.
    """
    owners = {"it": compiled(nlp, pattern)}
    got, wanted = ours(nlp, owners, sentences), spacys(nlp, owners, sentences)

    assert wanted
    assert [] == list(differences(got, wanted))


def test_shipped_phrases_are_found_where_the_matcher_finds_them(nlp, sentences):
    """
    The same holds for every phrase of every cue and rule, searched for all at once.
    """
    owners = shipped(nlp)
    got, wanted = ours(nlp, owners, sentences), spacys(nlp, owners, sentences)

    assert len(owners) > 100
    assert len(wanted) > 1000
    assert [] == list(differences(got, wanted))


def test_order_of_filing_does_not_matter(nlp, sentences):
    """
    Patterns filed the other way round find the same.
    """
    owners = {str(pattern): compiled(nlp, pattern) for pattern in (*PHRASES, *TOKENS)}
    backwards = dict(reversed(owners.items()))

    assert ours(nlp, owners, sentences[:100]) == ours(nlp, backwards, sentences[:100])


def test_searching_twice_finds_the_same(nlp, sentences):
    """
    Patterns are made when their word is first met, and stay.
    """
    index = Index(nlp.vocab, frozenset())
    for pattern in patterns(nlp, "the|a {adverb}? <NOUN>"):
        index.add("it", pattern)
    rows = [rows_of(sentence.as_doc()) for sentence in sentences[:40]]
    first = [list(index.find(each)) for each in rows]

    assert any(first)
    assert first == [list(index.find(each)) for each in rows]


REFUSED = [
    ([{"SHAPE": "xxx"}], "a token tests SHAPE; it can test ENT_TYPE, "),
    ([{"NORM": "the"}, {"LENGTH": 3}], "a token tests LENGTH; "),
    ([{"NORM": {"REGEX": "^a"}}], "a token tests NORM by REGEX; it can test by IN or NOT_IN"),
    ([{"NORM": "the"}, {"NORM": "x", "OP": "!"}], "OP '!' is not one of 1 ? * + {n,m}"),
    ([{"NORM": "the", "OP": "?"}], "a phrase needs a word that is always there"),
    ([{"NORM": {"NOT_IN": ["the"]}}], "a phrase needs a word that is always there"),
    ([{"IS_PUNCT": True}], "a phrase needs a word that is always there"),
]


@pytest.mark.parametrize(("pattern", "said"), REFUSED, ids=str)
def test_what_is_not_looked_at_is_refused(pattern, said, nlp):
    """
    A pattern that could not be searched for is refused when it is filed, not when its word is first met.
    """
    with pytest.raises(BadData) as trouble:
        Index(nlp.vocab, frozenset()).add("it", pattern)

    assert str(trouble.value).startswith(said)
