"""Frames and meetings in rule files."""

import pytest

from soapwriter.errors import BadData
from soapwriter.linter import Linter, load_rules
from soapwriter.text.document import Document

RULE = """
summary = "For tests."
why = "For tests."
severity = "error"
message = "'{{match}}' is pointed at."
instead = "Something else."
source = {{ evidence = "inferred" }}

[check]
type = "phrase"

{any}

[[examples]]
text = "Flagged."
finds = ["Flagged"]

[[examples]]
text = "I do not know."
finds = []
"""


@pytest.fixture
def quotes(tmp_path):
    """Return the words that a rule points at in a text, given what it looks for."""

    def find(looked_for, text):
        (tmp_path / "mine").mkdir(exist_ok=True)
        (tmp_path / "mine" / "rule.toml").write_text(RULE.format(any=looked_for), encoding="utf-8")
        rules = [rule for rule in load_rules(tmp_path) if rule.id == "mine/rule"]
        report = Linter(rules).lint(Document("-", text, "failure"))
        return [finding.quote for finding in report.findings]

    return find


FRAME = '[[check.any.frames]]\nwho = "school|dean"\ndoes = "teach|answer~"\ndenied = true\n'
SPARING = '[[check.any.frames]]\nwho = "dean"\ndoes = "<VBD>"\nspares = "warn~"\n'
MEETING = '[[check.any.meetings]]\nall = ["rain", "window|bridge"]\nnever = "patient"\n'
FIELDS = '[[check.any.meetings]]\nall = ["i|my"]\nfields = ["rain|fog", "fire|ash", "sea"]\nleast = 2\n'
COUNT = '[[check.any.meetings]]\nof = "rain|fog|snow"\nleast = 2\n'

CASES = [
    (FRAME, "My school never taught us.", ["school never taught us"]),
    (FRAME, "My school taught us well.", []),
    (FRAME, "The dean, who is busy, would not even answer.", ["would not even answer"]),
    (FRAME, "I never taught at a school.", []),
    (FRAME, 'A friend wrote "my school never taught us" and I laughed.', []),
    (FRAME, "I do not say that my school never taught us.", []),
    (SPARING, "The dean lost my form.", ["dean lost my form"]),
    (SPARING, "The dean warned me.", []),
    (MEETING, "By the window I watched the rain.", ["window I watched the rain"]),
    (MEETING, "By the window I watched. Rain fell.", []),
    (MEETING, "The patient saw rain at the window.", []),
    (FIELDS, "I saw fire on the sea.", ["I saw fire on the sea"]),
    (FIELDS, "I saw rain in the fog.", []),
    (FIELDS, "She saw fire on the sea.", []),
    (FIELDS, "I saw no fire on the sea.", []),
    (FIELDS, 'I read "there was fire in the rain" and put it down.', []),
    (FIELDS, 'I read "a fire fell" by the sea.', []),
    (COUNT, "Rain, then fog.", ["Rain, then fog"]),
    (COUNT, "Rain, and rain again.", []),
]


@pytest.mark.parametrize(("looked_for", "text", "found"), CASES, ids=[text for _, text, _ in CASES])
def test_points_at_frames_and_meetings(quotes, looked_for, text, found):
    """
    A frame is found by who does what, a meeting by the company that words keep, both in the writer's own voice only.
    """
    assert found == quotes(looked_for, text)


@pytest.mark.parametrize(
    ("looked_for", "message"),
    [
        ("[[check.any.frames]]\ndenied = true\n", "any.frames.1: a frame needs who, does or what"),
        ("[[check.any.meetings]]\nleast = 2\n", "any.meetings.1: a meeting needs all, of or fields"),
        ('[[check.any.meetings]]\nof = "rain"\nfields = ["fog"]\n', "a meeting counts words (of) or fields, not both"),
        ('[[check.any.frames]]\nwhom = "me"\n', "any.frames.1.whom: there is no such key"),
        ('[[check.any.meetings]]\nof = "rain"\nleast = 0\n', "any.meetings.1.least"),
    ],
)
def test_a_broken_frame_is_refused(quotes, looked_for, message):
    """
    A frame or meeting that looks for nothing, or has an unknown key, is named with its place.
    """
    with pytest.raises(BadData) as caught:
        quotes(looked_for, "Anything.")

    assert message in str(caught.value)


def test_a_broken_phrase_in_a_frame_is_named_with_its_place(quotes):
    """
    A phrase of a frame that cannot be compiled is named with rule, frame and slot.
    """
    with pytest.raises(BadData) as caught:
        quotes('[[check.any.frames]]\nwho = "{schol}"\n', "Anything.")

    assert "check.any.frames.1.who" in str(caught.value)


def test_keeps_to_the_explanation(tmp_path):
    """
    With `explaining`, a statement's other paragraphs may say what the one about the exam may not.
    """
    (tmp_path / "mine").mkdir()
    looked_for = f"explaining = true\n\n{FRAME}"
    (tmp_path / "mine" / "rule.toml").write_text(RULE.format(any=looked_for), encoding="utf-8")
    linter = Linter([rule for rule in load_rules(tmp_path) if rule.id == "mine/rule"])
    text = "In her town the school never taught her to read.\n\nI failed Step 1. My school never taught us."

    report = linter.lint(Document("-", text, "statement"))

    assert ["school never taught us"] == [finding.quote for finding in report.findings]
