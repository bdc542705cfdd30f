"""The texts for training and those by hands that are left out: whole, exact, and nowhere twice."""

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "training"))

import corpus  # noqa: E402 - a script's module, found in its own folder

TRAINING = corpus.read(ROOT / "training" / "corpus")
LEFT_OUT = corpus.read(ROOT / "tests" / "corpus" / "left_out")
RESERVED = frozenset((ROOT / "training" / "corpus" / "reserved.sha256").read_text(encoding="utf-8").split())


def test_every_text_keeps_the_rules():
    """
    Spans are in their texts, sentences are the whole text, labels agree with `clean`, and no source is reserved.
    """
    found = [f"{text.id}: {trouble}" for text in (*TRAINING, *LEFT_OUT) for trouble in corpus.troubles(text, RESERVED)]

    assert [] == found


def test_no_text_is_there_twice():
    """
    Ids differ, and no two texts are nearly the same, in one file or in two.
    """
    texts = [*TRAINING, *LEFT_OUT]

    assert len(texts) == len({text.id for text in texts})
    assert [] == list(corpus.twins(texts))


def test_hands_are_left_out_whole():
    """
    At least twelve hands are in no training text.
    """
    left_out = {text.hand for text in LEFT_OUT}

    assert len(left_out) >= 12
    assert set() == left_out & {text.hand for text in TRAINING}


def a_text(**changes):
    """Return a sound text with some fields changed."""
    labels = {"ownership": "present", "cause": "missing", "changes": "missing", "plan": "missing", "too_long": False}
    row = {
        "id": "z-1-01", "kind": "failure", "origin": "written", "hand": "z-1", "difficulty": "plain",
        "text": "I failed Step 1.", "sentences": [(0, 16)], "parts": ["ownership"],
        "labels": {**labels, "email_parts": None, **changes.pop("labels", {})}, "spans": [], "clean": False,
    }  # fmt: skip
    return corpus.Text.model_validate(row | changes)


WRONG = [
    ({"spans": [{"cat": "drama", "quote": "I wept"}]}, "the text has no 'I wept'"),
    ({"clean": True}, "clean is True, and its labels say False"),
    ({"kind": "thank-you"}, "email_parts go with emails, and with no other kind"),
    ({"labels": {"cause": "excuse"}}, "an excuse never goes with ownership present"),
    ({"origin": "adapted"}, "an adapted text has a source, and no other"),
    ({"parts": ["blame"]}, "'blame' is not a part"),
    ({"parts": []}, "1 sentences, and 0 parts"),
    ({"sentences": [(0, 8)]}, "its sentences are not the whole text"),
]


@pytest.mark.parametrize(("changes", "trouble"), WRONG, ids=[trouble for _, trouble in WRONG])
def test_each_mistake_is_found(changes, trouble):
    """
    A text with one mistake has exactly that trouble.
    """
    assert [] == list(corpus.troubles(a_text()))
    assert [trouble] == list(corpus.troubles(a_text(**changes)))


def test_a_reserved_page_is_found_however_its_address_is_written():
    """
    Scheme, "www.", capitals, fragment and a last slash make no other page.
    """
    text = a_text(origin="adapted", source="https://WWW.example.org/page/#top")
    reserved = frozenset([corpus.address_hash("http://example.org/page")])

    assert ["its source is reserved for the held-out set: https://WWW.example.org/page/#top"] == list(
        corpus.troubles(text, reserved)
    )
