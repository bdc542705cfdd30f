"""Documents in, reports out: places are true, order is total, and the facts are heard."""

import json
import subprocess
import sys
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from soapwriter.facts import Applicant, Attempt, Facts, When
from soapwriter.finding import PARTS, Severity
from soapwriter.kinds.kind import kinds
from soapwriter.linter import load_rules
from soapwriter.linter.linter import read
from soapwriter.render.records import render
from soapwriter.text.document import Document

FACTS = Facts(
    applicant=Applicant(aamc_id="12345678"),
    exams=(Attempt(exam="Step 2 CK", date=When(2026, 8, 3), outcome="failed", score=209),),
)
WORDS = st.sampled_from(
    "I failed Step 2 CK . I beg you ! my school did not [date] \n \r\n - Dear Dr. Cho , 😀 naïve “quoted words here” "
    "because since then 2,400 questions <!-- a comment --> **bold** \t XXX retake on May 4 https://example.org ;".split(
        " "
    )
)
TEXTS = st.lists(WORDS, min_size=1, max_size=40).map(" ".join).filter(lambda text: text.strip())


def shape(findings):
    """What makes up a finding, for comparison."""
    return [(finding.rule, finding.start, finding.end) for finding in findings]


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TEXTS, kind=st.sampled_from(sorted(kinds())))
def test_places_are_true(text, kind, linter):
    """
    Whatever the text: prose is as long as it, every place lies inside it, and lines and columns agree with offsets.
    """
    document = Document("-", text, kind)
    report = linter.lint(document)

    assert len(document.prose) == len(text)
    for finding in report.findings:
        assert 0 <= finding.start < finding.end <= len(text)
        assert finding.quote == text[finding.start : finding.end]
        before = text[: finding.start]
        assert (finding.line, finding.column) == (before.count("\n") + 1, len(before) - before.rfind("\n"))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(TEXTS, min_size=1, max_size=5))
def test_company_makes_no_difference(texts, linter):
    """
    A text gets the same report alone, among others, and a second time; findings are in order of place.
    """
    documents = [Document(str(at), text, "failure") for at, text in enumerate(texts)]
    together = list(linter.lint_all(documents))

    assert together == [linter.lint(document) for document in documents]
    for report in together:
        assert shape(report.findings) == sorted(shape(report.findings), key=lambda each: (each[1], each[2], each[0]))


def test_output_does_not_depend_on_the_hash_seed(tmp_path):
    """
    The same text gives the same bytes whatever order sets have.
    """
    text = tmp_path / "failure.txt"
    text.write_text(
        "I beg you. My school did not help me with Step 1. I was devastated. Please [name], XXX.", encoding="utf-8"
    )
    command = [sys.executable, "-m", "soapwriter", "lint", str(text), "--format", "json"]
    runs = {
        subprocess.run(command, capture_output=True, check=False, env={"PYTHONHASHSEED": seed}).stdout for seed in "01"
    }

    assert len(runs) == 1
    assert json.loads(runs.pop())["documents"][0]["findings"]


def test_one_finding_a_place_within_a_category(linter):
    """
    Two rules of one category that point at the same words are one finding, the graver.
    """
    report = linter.lint(Document("-", "I failed Step 1. I beg you, I beg you to take pity on me.", "failure"))
    begging = [finding for finding in report.findings if finding.category == "begging"]

    assert all(one.end <= other.start for one, other in pairwise(begging))
    assert begging


@pytest.mark.parametrize(
    ("text", "kind", "rule"),
    [
        ("I failed Step 2 CK with a 206. I had crammed.", "failure", "facts/other-score"),
        ("I failed Step 1 in May. I had crammed.", "failure", "facts/unnamed-failure"),
        ("Dear Dr. Cho,\n\nThank you.\n\nSincerely,\nAna\nAAMC ID 12345679", "thank-you", "facts/other-id"),
        ("Dear Dr. Cho,\n\nThank you.\n\nSincerely,\nAna\nAAMC ID 1234567", "thank-you", "facts/other-id"),
    ],
)
def test_facts_are_heard(text, kind, rule, linter):
    """
    What the facts contradict is an error, and without facts nobody knows.
    """
    document = Document("-", text, kind)

    assert rule in {finding.rule for finding in linter.lint(document, facts=FACTS).findings}
    assert rule not in {finding.rule for finding in linter.lint(document).findings}


@pytest.mark.parametrize("number", ["AAMC ID 1234-5678", "USMLE ID 52345678", "NRMP ID N01234567", "AAMC ID 12345678"])
def test_the_own_id_and_other_numbers_are_no_wrong_id(number, linter):
    """
    The applicant's own ID may have a hyphen, and the number of another body is not an AAMC ID.
    """
    document = Document("-", f"Dear Dr. Cho,\n\nThank you.\n\nSincerely,\nAna\n{number}", "thank-you")

    assert "facts/other-id" not in {finding.rule for finding in linter.lint(document, facts=FACTS).findings}


def test_a_name_over_the_end_of_a_list_item_is_read(linter):
    """
    An exam's name that is broken at the end of a list item, which ends a sentence, is no trouble.
    """
    report = linter.lint(Document("-", "- I failed Level 2\nCE in June.", "failure"))

    assert "ownership/absent" not in {finding.rule for finding in report.findings}


def test_severity_is_by_kind():
    """
    An explanation without ownership is an error; a statement without it a warning.
    """
    rule = next(rule for rule in load_rules(examples=False) if rule.id == "ownership/absent")

    assert [Severity.ERROR, Severity.WARNING] == [rule.severity_for(kind) for kind in ("failure", "statement")]


def test_doubt_is_a_note(linter):
    """
    A text that is no explanation has no error: nothing of it is known to be missing.
    """
    report = linter.lint(Document("-", "The harvest was late that year. We sold the mule.", "failure"))

    assert Severity.ERROR not in {finding.severity for finding in report.findings if finding.category in PARTS}


def test_forms_have_their_own_length(linter):
    """
    What is too long to be read may be right to be said.
    """
    text = "I failed Step 1 in May. " + "I studied alone in the evenings and never timed a block of questions. " * 13
    found = {
        form: {finding.category for finding in linter.lint(Document("-", text, "failure", form=form)).findings}
        for form in ("", "spoken")
    }

    assert "length" in found[""]
    assert "length" not in found["spoken"]


def test_record_has_every_key_of_the_report_format(linter):
    """
    The JSON record has the promised keys, and the one that was added.
    """
    report = linter.lint(Document("a.txt", "I failed Step 1. I beg you.", "failure"))
    record = json.loads("".join(render((report,), {}, None)))
    document = record["documents"][0]

    assert ["schema", "version", "documents", "errors", "summary"] == list(record)
    assert ["path", "kind", "counts", "structure", "email", "findings", "suppressed"] == list(document)
    assert ["characters", "words", "sentences", "spoken_seconds", "grade"] == list(document["counts"])
    assert ["ownership", "cause", "changes", "plan", "parts", "probabilities"] == list(document["structure"])
    assert [
        "rule", "category", "severity", "message", "instead", "start", "end", "line", "column", "end_line", "end_column", "quote", "fix", "probability",
    ] == list(document["findings"][0])  # fmt: skip


def test_nothing_of_nltk_is_loaded():
    """
    Counting needs no dictionary: the package that would fetch one is never run.
    """
    code = "import sys; from soapwriter import lint; lint('I failed Step 1.'); print('nltk' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert "False" == run.stdout.strip()


def test_a_report_is_a_value(linter):
    """
    Two reports of one text are equal, and a changed copy leaves the first as it was.
    """
    document = Document("-", "I failed Step 1.", "failure")
    report = linter.lint(document)

    assert report == linter.lint(document)
    assert report != replace(report, path="other")
    assert date(2026, 8, 3) == FACTS.exams[0].date.first


def test_a_text_can_be_read_as_checks_see_it(linter):
    """
    `read` gives the parse, the parts, the claims and the counts that its report is made from.
    """
    text = "I failed Step 2 CK in June 2026 with a 209. I retake it on December 4."
    context = read(text)
    report = linter.lint(Document("-", text, "failure"))

    assert (report.structure, report.counts) == (context.structure, context.counts)
    assert 209 == context.claims.sittings[0].score.value.value
    assert [text[: text.index(" I retake")], "I retake it on December 4."] == [
        text[slice(*each.span)] for each in context.body()
    ]


def test_texts_are_read_in_order(linter):
    """
    `read_all` gives a context for each document, in order, with the facts and the day that were given.
    """
    documents = [Document(name, "I failed Step 1.", "failure") for name in "ba"]
    contexts = list(linter.read_all(documents, facts=FACTS, now=date(2026, 9, 1)))

    assert ["b", "a"] == [each.parsed.document.path for each in contexts]
    assert {(FACTS.applicant, date(2026, 9, 1))} == {(each.facts.applicant, each.now) for each in contexts}
