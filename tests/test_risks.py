"""How programs see a failed exam: each risk is moved by the applicant's own facts alone, and by nothing else."""

import json
from pathlib import Path

import pytest

from soapwriter.assets import table_path
from soapwriter.data import read_model
from soapwriter.errors import BadData
from soapwriter.facts import Facts
from soapwriter.kinds.kind import kinds
from soapwriter.soap import helpful_beside, risks, seen_risks

SAMPLE = Path(__file__).parents[1] / "samples" / "facts.toml"
FAILED = {"exam": "Step 2 CK", "date": "2026-06-24", "outcome": "failed", "score": 209}
PASSED = {"exam": "Step 2 CK", "date": "2026-11-02", "outcome": "passed", "score": 231}
STEP_1 = {"exam": "Step 1", "date": "2024-05", "outcome": "passed"}
LOW = {"name": "NBME form 12", "exam": "Step 2 CK", "date": "2026-08-29", "score": 214}
HIGH = {"name": "UWSA 2", "exam": "Step 2 CK", "date": "2026-10-24", "score": 231}
NEUROLOGY = {"name": "Elm Hill", "specialty": "neurology"}


def moved(**facts):
    """Return what moves the risks, each with whether it helps."""
    seen = seen_risks(Facts.model_validate(facts))
    return {each.id: each.helps for risk in seen for each in risk.modifiers}


CASES = [
    ({}, {}),
    ({"exams": [FAILED]}, {"open-exam": False, "no-practice": False, "no-cause": False}),
    ({"exams": [FAILED, PASSED], "story": {"cause": "I crammed."}}, {"passed-since": True}),
    ({"exams": [STEP_1]}, {"passed-first": True}),
    ({"exams": [FAILED, PASSED, STEP_1], "story": {"cause": "I crammed."}}, {"passed-since": True, "passed-first": True}),
    ({"exams": [{**FAILED, "cause": "I crammed."}], "practice": [LOW, HIGH]}, {"practice-rise": True, "open-exam": False}),
    ({"exams": [{**FAILED, "cause": "I crammed."}], "practice": [{**LOW, "score": 231}, {**HIGH, "score": 214}]}, {"open-exam": False}),
    ({"exams": [{**FAILED, "cause": "I crammed."}], "practice": [{**LOW, "score": "68%"}, HIGH]}, {"open-exam": False}),
    ({"exams": [FAILED, {**FAILED, "date": "2026-09-01"}, PASSED], "story": {"cause": "I crammed."}},
     {"passed-since": True, "several-failures": False}),
    ({"clinical": {"comments": ['Dr. Pell: "reads a lot"']}}, {"comments": True}),
    ({"clinical": {"grades": ["Surgery: pass"]}}, {}),
    ({"clinical": {"grades": ["Medicine: honors"]}}, {"grades": True}),
    ({"story": {"changes": ["I have finished 2,600 questions."]}}, {"changes": True}),
    ({"changes": [{"text": "I have finished 2,600 questions."}]}, {"changes": True}),
    ({"retake": {"support": ["Dr. Adeyinka, every Friday"]}}, {"support": True}),
    ({"interview": {"in_training": ["I will go on with ten questions a day."]}}, {"in-training-plan": True}),
    ({"programs": [NEUROLOGY]}, {"no-history": False}),
    ({"programs": [NEUROLOGY], "targets": {"letters": ["neurology: Dr. Amsel"]}}, {"letters": True}),
    ({"programs": [NEUROLOGY], "specialties": [{"specialty": "neurology", "evidence": ["I followed two patients."]}]}, {"evidence": True}),
]  # fmt: skip


@pytest.mark.parametrize(("facts", "expected"), CASES)
def test_nothing_is_claimed_that_the_facts_do_not_carry(facts, expected):
    """
    Each modifier needs its own fact, and empty facts have none.
    """
    assert expected == moved(**facts)


def test_each_modifier_says_how_it_reads_and_one_thing_to_do():
    """
    A modifier has its facts, how a program reads them and what to do; the helpful come first.
    """
    (first, *_) = seen_risks(Facts.model_validate({"exams": [FAILED, STEP_1]}))

    assert ["passed-first", "open-exam", "no-practice"] == [each.id for each in first.modifiers]
    assert all(each.facts and each.reads and each.do for each in first.modifiers)
    assert ("Step 1 passed in May 2024.",) == first.modifiers[0].facts


def test_a_risk_without_facts_says_what_to_enter(run, tmp_path):
    """
    Where the facts say nothing of a risk, it is said what to enter, and nothing is made up.
    """
    (tmp_path / "me.toml").write_text('[applicant]\nname = "Ana Invented"\n', encoding="utf-8")
    told = " ".join(run("risks", "--facts", tmp_path / "me.toml").stdout.split())

    assert 4 == told.count("Your facts say nothing of it yet. Enter")
    assert "+ helps, - hurts, by your own facts alone." in told


def test_the_sample_on_the_screen(run):
    """
    The screen has the three risks and the modifiers, each fact in the applicant's own words.
    """
    told = run("risks", "--facts", SAMPLE)
    text = " ".join(told.stdout.split())

    assert 0 == told.exit_code
    assert "+ 214 on NBME form 12 on August 29, 2026, then 231 on UWSA 2 on October 24, 2026." in text
    assert "- No pass of Step 2 CK yet. It is booked for March 30, 2027." in text
    assert 80 >= max(map(len, told.stdout.splitlines()))


def test_as_a_record(run):
    """
    The JSON record has each risk with its modifiers and their facts.
    """
    record = json.loads(run("risks", "--facts", SAMPLE, "--format", "json").stdout)

    assert (1, ["in-training", "reasoning", "faculty", "fit"]) == (
        record["schema"],
        [each["id"] for each in record["risks"]],
    )
    assert {"id", "helps", "facts", "reads", "do"} == record["risks"][0]["modifiers"][0].keys()


@pytest.mark.parametrize(
    ("call", "is_said"),
    [
        (("interview", "--variant", "in-training"), True),
        (("talking-points",), True),
        (("interview", "--variant", "exam"), False),
    ],
)
def test_what_helps_is_said_beside_the_drafts_that_answer_it(call, is_said, run):
    """
    Beside the answer on in-training exams and the talking points stands what in the facts helps; beside others nothing.
    """
    said = " ".join(run("draft", *call, "--facts", SAMPLE).stderr.split())

    assert is_said is ("A rise on dated practice tests is the evidence that they look for. Your facts: 214" in said)


def test_the_kinds_exist():
    """
    The kinds beside which it is said exist, and one that is not there has nothing.
    """
    assert {*risks._table().kinds} <= {*kinds()}
    assert () == helpful_beside("failure", Facts())


def test_a_broken_table_is_refused(tmp_path):
    """
    A modifier that no fact can show is refused with the nearest.
    """
    path = tmp_path / "risks.toml"
    path.write_text(table_path("risks").read_text("utf-8").replace('when = "comments"', 'when = "comment"'), "utf-8")

    with pytest.raises(BadData, match="Did you mean 'comments'"):
        read_model(path, risks._Table)
