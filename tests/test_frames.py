"""Who does what, as the parse has it."""

import pytest

from soapwriter.judge.frames import frames_of
from soapwriter.text.document import Document


def told(linter, text):
    """Return the frames of a text as words: who, verb, what, and what is particular about it."""
    parsed = linter.read(Document("-", text, "failure")).parsed
    words = [token.text for token in parsed.doc]
    return [
        (
            " ".join(words[at] for at in frame.who),
            words[frame.verb],
            " ".join(words[at] for at in frame.what),
            "".join(mark for mark in ("passive", "denied", "supposed") if getattr(frame, mark)),
        )
        for frame in frames_of(parsed)
    ]


CASES = [
    ("My school never taught us.", ("school", "taught", "us", "denied")),
    ("It was a school that never taught us.", ("school", "taught", "us", "denied")),
    ("The dean refused to answer my emails.", ("dean", "answer", "emails", "")),
    ("The residents kept us late and treated it like a joke.", ("residents", "treated", "it joke", "")),
    ("I was never given time.", ("", "given", "I time", "passivedenied")),
    ("My leave was cancelled by the registrar.", ("registrar", "cancelled", "leave", "passive")),
    ("Nobody told us.", ("Nobody", "told", "us", "denied")),
    ("No adviser answered me.", ("adviser", "answered", "me", "denied")),
    ("I do not say that my school misled me.", ("school", "misled", "me", "supposed")),
    ("If my tutor had warned me, I would know.", ("tutor", "warned", "me", "supposed")),
    ("The proctor would not let me have water.", ("proctor", "let", "", "denied")),
    ("The school would have warned us.", ("school", "warned", "us", "supposed")),
    ('He wrote "nobody warned us" as a start.', ("nobody", "warned", "us", "denied")),
    ('Say "my school never taught us" to me.', ("school", "taught", "us", "denied")),
    ("My coach will review the log.", ("coach", "review", "log", "supposed")),
    ("She saw my scores and never once told me.", ("She", "told", "me", "denied")),
]


@pytest.mark.parametrize(("text", "frame"), CASES, ids=[text for text, _ in CASES])
def test_reads_who_does_what(linter, text, frame):
    """
    A verb's frame has the heads of its subject and objects, and tells what is denied, passive or only supposed.
    """
    assert frame in told(linter, text)


def test_a_frame_begins_at_its_negator(linter):
    """
    "No one answered" begins at "No", so that the negator is taken for its own and not for a denial before it.
    """
    parsed = linter.read(Document("-", "I failed, and no one answered me.", "failure")).parsed
    frame = frames_of(parsed)[-1]

    assert parsed.doc[frame.place[0]].text == "no"
