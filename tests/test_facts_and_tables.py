"""Facts and tables: what a text says against the facts and the dated tables; drafts never do."""

import json
import re
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from soapwriter.drafter.drafter import draft
from soapwriter.facts import MONTHS, Facts, load_facts
from soapwriter.facts.attempts import contradictions
from soapwriter.finding import Severity
from soapwriter.kinds.kind import kinds
from soapwriter.text.document import Document

SAMPLES = Path(__file__).parents[1] / "samples"
MAREN, TEODOR = (load_facts(SAMPLES / f"{name}.toml") for name in ("facts", "facts-passed"))
NOW = date(2027, 3, 10)
TRUTH = ("facts", "world")


def untrue(linter, text, *, facts, kind="failure", form="", now=NOW):
    """Return what the rules of truth say of a text."""
    report = linter.lint(Document("-", text, kind, form=form), facts=facts, now=now)
    return [finding for finding in report.findings if finding.category in TRUTH]


def drafts(facts):
    """Yield every draft that somebody's facts can give: kind, form and text."""
    for kind in kinds().values():
        for variant in kind.variants:
            for form in kind.forms or [""]:
                program = facts.programs[0].name if kind.options.program and facts.programs else None
                made = draft(kind.id, facts, variant=variant, form=form or None, program=program)
                if "[[" not in made.text:
                    yield kind.id, form, made.text


@pytest.mark.parametrize("facts", [MAREN, TEODOR], ids=["Maren", "Teodor"])
def test_drafts_are_true(facts, linter):
    """
    Every kind, variant and form that is drafted from the samples is silent before the same facts and the tables.
    """
    made = list(drafts(facts))

    assert made
    for kind, form, text in made:
        assert [] == untrue(linter, text, facts=facts, kind=kind, form=form)


EXAMS = {"Step 1": None, "Step 2 CK": 218, "Step 3": 200, "Level 1": None, "Level 2-CE": 400, "Level 3": 350}
PRACTICE = ["NBME form 12", "NBME form 13", "UWSA 2", "Free 120", "COMSAE Phase 2", "my school's own mock"]
WORDS = st.lists(st.sampled_from("walked read counted asked clinic forty charts early".split()), min_size=4, max_size=9)
SENTENCES = WORDS.map(lambda words: f"I {' '.join(words)}")
DAYS = st.dates(date(2025, 7, 1), date(2026, 6, 30))


@st.composite
def applicants(draw):
    """Return the facts of somebody who failed an exam or two, and passed them since or not."""
    exams, practice = [], []
    for exam in draw(st.lists(st.sampled_from(sorted(EXAMS)), min_size=1, max_size=2, unique=True)):
        line = EXAMS[exam]
        day = draw(DAYS)
        dated = draw(st.booleans())
        exams.append({"exam": exam, "outcome": "failed", "date": day if dated else f"{day:%Y-%m}"})
        if line and draw(st.booleans()):
            exams[-1]["score"] = draw(st.integers(line - 60, line - 1))
        if draw(st.booleans()):
            exams.append({"exam": exam, "outcome": "passed", "date": f"2026-{draw(st.integers(8, 12)):02}"})
            if line and draw(st.booleans()):
                exams[-1]["score"] = draw(st.integers(line, line + 60))
        elif draw(st.booleans()):
            exams.append({"exam": exam, "outcome": "scheduled", "date": date(2027, draw(st.integers(4, 9)), 14)})
    for name in draw(st.lists(st.sampled_from(PRACTICE), max_size=3, unique=True)):
        percent = name == "Free 120" or (name.startswith("NBME") and exams[0]["exam"] == "Step 1")
        score = f"{draw(st.integers(40, 90))}%" if percent else draw(st.integers(200, 290))
        practice.append(
            {"name": name, "score": score, "exam": exams[0]["exam"], "date": f"2026-{draw(st.integers(7, 12)):02}"}
        )
    story = {
        "cause": draw(SENTENCES),
        "changes": draw(st.lists(SENTENCES, min_size=3, max_size=6)),
        "plan": draw(SENTENCES),
    }
    name = draw(st.sampled_from(["Ana Invented", "Kwame A. Osei-Made", "Zoë Example"]))
    return Facts.model_validate({"applicant": {"name": name}, "exams": exams, "practice": practice, "story": story})


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(facts=applicants(), form=st.sampled_from(["full", "brief", "spoken"]))
def test_any_draft_is_true(facts, form, linter):
    """
    Whatever the facts: an explanation that is drafted from them contradicts neither them nor the tables.
    """
    assert [] == list(contradictions(facts.exams, now=NOW))
    text = draft("failure", facts, form=form).text

    loud = [finding for finding in untrue(linter, text, facts=facts, form=form) if finding.category == "facts"]

    assert [] == loud
    assert [] == [each for each in untrue(linter, text, facts=facts, form=form) if each.severity is not Severity.NOTE]


SOUP = st.lists(
    st.sampled_from(
        "I failed passed Step 2 CK COMLEX Level 2-CE on in with a 209 388 71 % twice first attempt my brother never if "
        'retake sat June 24 2026 2024-02-30 last NBME form 12 UWSA2 , . ; : ( ) ? " \n - [[x]] Dr. Castelane 14820736 was '
        "at to and UWorld ½ ² 209% # Step".split(" ")
    ),
    max_size=60,
).map(" ".join)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=SOUP, kind=st.sampled_from(sorted(kinds())))
def test_any_text_can_be_read(text, kind, linter):
    """
    Any sentences in any order are read without an error, and every finding is inside the text.
    """
    for finding in untrue(linter, text, facts=MAREN, kind=kind):
        assert finding.quote == text[finding.start : finding.end]
        assert finding.quote.strip()
        assert "{" not in finding.message


def planted(text):
    """Yield texts in which one score, day, count, outcome or exam is another than in a draft."""
    for match in re.finditer(r"\b(209|371|478|214|223|231|418|492)\b", text):
        yield f"score {match.group()}", _put(text, match, str(int(match.group()) + 3))
    for match in re.finditer(r"(?<=in |on )(January|May|June|March)(?= \d)", text):
        yield f"month {match.group()}", _put(text, match, MONTHS[(MONTHS.index(match.group()) + 5) % 12])
    for match in re.finditer(r"\bfirst attempt|second attempt\b", text):
        yield f"number {match.group()}", _put(text, match, "third attempt")
    for match in re.finditer(r"(?<=I )failed (?=Step|Level|COMLEX)", text):
        yield "outcome", _put(text, match, "passed ")
    for match in re.finditer(r"Step 2 CK|COMLEX-USA Level 2-CE", text):
        yield f"exam {match.group()}", _put(text, match, "Step 3")


def _put(text, match, words):
    return text[: match.start()] + words + text[match.end() :]


PLANTED = [
    pytest.param(facts, form, text, id=f"{facts.applicant.name.split()[0]}-{form}-{number}-{what}")
    for facts in (MAREN, TEODOR)
    for kind, form, drafted in drafts(facts)
    if kind == "failure"
    for number, (what, text) in enumerate(planted(drafted))
]


@pytest.mark.parametrize(("facts", "form", "text"), PLANTED)
def test_what_is_planted_is_found(facts, form, text, linter):
    """
    One wrong score, day, count, outcome or exam in a draft is an error or a warning.
    """
    assert [each for each in untrue(linter, text, facts=facts, form=form) if each.severity is not Severity.NOTE]


def test_both_are_quoted(linter):
    """
    What the facts contradict is an error that says what the text says and what the facts say.
    """
    text = "I failed Step 2 CK in May 2025, on my second attempt, with a 206."
    found = {finding.rule: finding for finding in untrue(linter, text, facts=MAREN)}

    assert {"facts/other-date", "facts/other-attempt", "facts/other-score"} <= found.keys()
    assert "This says 206 for Step 2 CK; your facts say 209." == found["facts/other-score"].message
    assert "This says May 2025 for Step 2 CK; your facts say June 24, 2026." == found["facts/other-date"].message
    assert (
        "'second attempt' is not what your facts say of Step 2 CK: the first attempt."
        == found["facts/other-attempt"].message
    )
    assert {Severity.ERROR} == {finding.severity for rule, finding in found.items() if rule != "facts/unknown-number"}


@pytest.mark.parametrize(
    ("text", "rule", "severity"),
    [
        ("I failed Step 2 CK in August 2025 with a 221.", "world/fail-above-line", Severity.ERROR),
        ("I failed COMLEX Level 3 in March 2025 with a 361.", "world/fail-above-line", Severity.WARNING),
        ("I passed Step 3 in 2018 with a 190.", "world/pass-below-line", Severity.WARNING),
        ("I passed Step 3 in 2021 with a 190.", "world/pass-below-line", Severity.ERROR),
        ("I failed Step 2 CK with a 221.", "world/undated-line", Severity.NOTE),
        ("I failed Step 1 with a 188.", "world/undated-number", Severity.NOTE),
        ("I failed Step 1 in 2024 with a 188.", "world/number-for-pass-fail", Severity.ERROR),
        ("I passed Step 3 on my fifth attempt.", "world/too-many-attempts", Severity.NOTE),
        ("I passed Step 3 on my fifth attempt in 2025.", "world/too-many-attempts", Severity.ERROR),
        ("I failed Step 2 CK. Free 120: 228.", "world/practice-unit", Severity.WARNING),
        ("I failed Step 1. My CBSSA was 231.", "world/practice-unit", Severity.NOTE),
        ("I failed Step 1. COMSAE Phase 1 was 480.", "world/practice-for-other-exam", Severity.NOTE),
        ("I failed Step 1. COMSAE Phase 1 for Step 1 was 480.", "world/practice-for-other-exam", Severity.WARNING),
        ("I failed Step 1. My retake is on May 4, 2026.", "world/retake-passed", Severity.NOTE),
    ],
)
def test_what_is_less_sure_is_less_grave(text, rule, severity, linter):
    """
    One source makes a warning of an error, and an unknown day or exam a note.
    """
    found = {finding.rule: finding.severity for finding in untrue(linter, text, facts=None)}

    assert severity == found.get(rule)


def test_the_facts_know_the_year(linter):
    """
    A day that the text leaves out is taken from the facts: then the line of that day is held against the score.
    """
    facts = Facts.model_validate({"exams": [{"exam": "Step 2 CK", "date": "2021-05", "outcome": "passed"}]})
    text = "I passed Step 2 CK with a 212."

    assert ["world/undated-line"] == [finding.rule for finding in untrue(linter, text, facts=None)]
    assert [] == [finding.rule for finding in untrue(linter, text, facts=facts) if finding.category == "world"]


def test_nothing_has_passed_without_a_day(linter):
    """
    Nothing is said of a retake's day where nobody says which day it is.
    """
    text = "I failed Step 1. My retake is on May 4, 2026."

    assert [] == untrue(linter, text, facts=None, now=None)
    assert ["world/retake-passed"] == [each.rule for each in untrue(linter, text, facts=None)]
    assert [] == untrue(linter, text, facts=None, now=date(2026, 5, 4))


def test_the_command_line_takes_the_day(run):
    """
    `--now` says on which day a text is read; it is today's without it.
    """
    text = "I failed Step 1 because I had crammed. My retake is on May 4, 2045."
    call = ("lint", "-", "--kind", "failure", "--select", "world", "--format", "json")

    def rules(*more):
        return [each["rule"] for each in json.loads(run(*call, *more, input=text).stdout)["documents"][0]["findings"]]

    assert [] == rules()
    assert [] == rules("--now", "2045-05-04")
    assert ["world/retake-passed"] == rules("--now", "2045-05-05")


def test_a_day_that_is_none_is_refused(run):
    """
    A `--now` that is no day ends with 2 and says how to write one.
    """
    result = run("lint", "-", "--now", "soon", input="I failed Step 1.")

    assert 2 == result.exit_code
    assert "soon" in result.stderr
    assert "%Y-%m-%d" in result.stderr


def test_facts_are_read_only_for_proof():
    """
    Loading the rules reads no facts: a text without facts need not wait for them.
    """
    import subprocess

    program = (
        "import sys; from soapwriter.linter import load_rules; load_rules(examples=False);"
        "print('soapwriter.facts.facts' in sys.modules)"
    )

    assert (
        "False"
        == subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.strip()
    )
