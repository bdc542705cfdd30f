"""The pipeline: its attribute ruler with a memory says what spaCy's own says."""

import importlib.util
import json
from pathlib import Path

import pytest
import spacy

from soapwriter.nlp import language
from soapwriter.nlp.language import RULER, with_memory

CORPUS = Path(__file__).parent / "corpus" / "dev.jsonl"
ODD = [
    "I'm gonna pass, I've gotta. Let's see; ain't it so? Y'all know nothin' 'bout it, 'nuff said. C'mon!",
    "There's  a\n\n gap here, and there 're more;   it does do what he did. The once-low score: it's what I had.",
    "It ai n't so. You saw me, and I saw you. That that that is, is. GOT TA go.",
    "",
]


@pytest.fixture(scope="module")
def plain():
    return spacy.load(
        next(name for name in language.MODELS if importlib.util.find_spec(name)), exclude=["ner", "senter"]
    )


@pytest.mark.parametrize("again", [False, True])
def test_it_says_what_the_ruler_of_spacy_says(plain, again):
    """Each token gets the same part of speech, morphology, lemma and label, the first time and when remembered."""
    texts = [
        *ODD,
        *(json.loads(line)["text"] for line in CORPUS.read_text(encoding="utf-8").splitlines()[:: 2 - again]),
    ]

    for ours, theirs in zip(language.load().pipe(texts), plain.pipe(texts), strict=True):
        assert [
            (token.text, token.pos_, token.tag_, str(token.morph), token.lemma_, token.dep_) for token in theirs
        ] == [(token.text, token.pos_, token.tag_, str(token.morph), token.lemma_, token.dep_) for token in ours]


def test_it_stands_where_the_ruler_stood(plain):
    """The lemmatizer needs what the ruler says, so the order of the pipeline stays."""
    names = [RULER if name == "attribute_ruler" else name for name in plain.pipe_names]

    assert names == language.load().pipe_names


def test_a_ruler_that_looks_at_more_is_left_alone():
    """What depends on the length of a token, say, cannot be remembered by its tag and label."""
    nlp = spacy.blank("en")
    nlp.add_pipe("attribute_ruler").add([[{"LENGTH": 3}]], {"POS": "NOUN"})

    assert ["attribute_ruler"] == with_memory(nlp).pipe_names
