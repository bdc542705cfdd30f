"""The labels of the four parts, on texts that the corpus does not have."""

import json
from itertools import pairwise
from pathlib import Path

import pytest

from soapwriter.finding import PARTS
from soapwriter.text.document import Document

A = "I failed Step 1. I crammed in two weeks."
B = "Since June I have done 1,900 timed questions with a tutor."
C = "I retake it on May 4."

# text, ownership, cause, changes, plan
TABLE = [
    (f"{A} {B} {C}", "present", "present", "concrete", "present"),
    (f"Step 1 was not passed. Too little was practiced. {B} {C}", "hedged", "present", "concrete", "present"),
    (f"I did not pass COMLEX Level 1. I left OMM for the last night. {B} {C}", "present", "present", "concrete", "present"),
    (f"My first attempt at Step 2 CK fell nine points short of the line. I had done a third of the bank. {B} {C}", "present", "present", "concrete", "present"),
    ("Step 3 took me two attempts. I had never opened a CCS case. For the second I ran 60 of them with a friend and passed.", "present", "present", "concrete", "n/a"),
    (f"As you may see, things did not go to plan for me in the exam season. {C}", "missing", "missing", "missing", "present"),
    (f"{A} I will study harder and get a tutor. {C}", "present", "present", "future-only", "present"),
    (f"{A} I have improved my habits. {C}", "present", "present", "vague", "present"),
    (f"{A} {C}", "present", "present", "missing", "present"),
    (f"{A} {B}", "present", "present", "concrete", "missing"),
    (f"{A} {B} I will retake it as soon as I can.", "present", "present", "concrete", "missing"),
    (f"{A} {B} My seat is for the 4th of May.", "present", "present", "concrete", "present"),
    (f"{A} {B} My permit runs from May to July.", "present", "present", "concrete", "present"),
    (f"I failed Step 1 for personal reasons. {B} {C}", "present", "missing", "concrete", "present"),
    (f"I failed Step 1 because my school gave us no time to study. {B} {C}", "hedged", "excuse", "concrete", "present"),
    (f"I failed Step 1. I do not blame my school; I never timed myself. {B} {C}", "present", "present", "concrete", "present"),
    ("i failed step 1. i crammed in two weeks. since june i have done 1,900 timed questions with a tutor. i retake it on may 4.", "present", "present", "concrete", "present"),
    ("I failed Step 1. I revised from lecture notes alone. I have since practised 40 questions a day. I resit on 4 May.", "present", "present", "concrete", "present"),
    (f"{A} My last three forms were 221, 226 and 231. {C}", "present", "present", "concrete", "present"),
    (f"{A} I now keep six to eight every morning for questions and meet Dr. Example on Fridays. {C}", "present", "present", "concrete", "present"),
    ("I failed Step 1 and passed on my second attempt.", "present", "missing", "vague", "n/a"),
    ("I failed Step 1, which I had crammed for. I rebuilt my plan with a tutor, did 3,000 questions, and passed.", "present", "present", "concrete", "n/a"),
    ("I failed COMLEX Level 2-CE in July. I had opened the OMM bank once. Since August I have drilled 30 OMM questions a night with Dr. Example. My seat is October 12.", "present", "present", "concrete", "present"),
    ("I did not pass USMLE Step 2 CK on my first attempt. I sat it straight after a night rotation without one full-length form. I have since finished UWorld and four NBME forms, the last a 238. I retest on 9 March.", "present", "present", "concrete", "present"),
    ("I failed my boards. I revised from lecture notes and never practised under time. I now practise 40 questions each morning and review them with my supervisor on Fridays. I resit on 4 May.", "present", "present", "concrete", "present"),
    ("i didn't pass level 1. i read and reread and did hardly any questions. since january i do 60 a day and meet a tutor on sundays. my retake is booked for june 2.", "present", "present", "concrete", "present"),
    ("I failed Step 1:\n- I skipped the questions I found hard.\n- Since May I have done 2,000 of them with a tutor.\n- I retake it on 3 August.", "present", "present", "concrete", "present"),
    ("The failure of Step 1 occurred in June. Preparation was insufficient. Since then 2,100 questions have been completed with a tutor. The retake is scheduled for May 4.", "hedged", "missing", "concrete", "present"),
    (f"I failed Step 1, but the exam was unfair that year. {B} {C}", "hedged", "excuse", "concrete", "present"),
    (f"I take full responsibility for failing Step 1, but my school did not give us a study period. {B} {C}", "hedged", "excuse", "concrete", "present"),
    (f"My Step 1 score was below the line because the proctor interrupted us twice. {B} {C}", "hedged", "excuse", "concrete", "present"),
    ("I faced some challenges with my licensing exam. It made me stronger. I am a better learner today.", "missing", "missing", "missing", "missing"),
    (f"I failed Step 2 CK because of family issues. {B} {C}", "present", "missing", "concrete", "present"),
    (f"I failed Step 2 CK. My mother was in the hospital that month, and I should have moved the date. {B} {C}", "present", "present", "concrete", "present"),
    (f"I failed Step 2 CK. My son was born three weeks before it, and I sat it tired. {B} {C}", "present", "present", "concrete", "present"),
    (f"{A} Since then I have worked harder than ever. {C}", "present", "present", "vague", "present"),
    (f"{A} I have improved my time management and my discipline. {C}", "present", "present", "vague", "present"),
    (f"{A} I will do 40 questions a day and hire a tutor. {C}", "present", "present", "future-only", "present"),
    (f"{A} I am going to use UWorld twice. {C}", "present", "present", "future-only", "present"),
    (f"{A} I promise to study every evening. {C}", "present", "present", "future-only", "present"),
    (f"{A} {B} I will retake it in the autumn.", "present", "present", "concrete", "missing"),
    (f"{A} {B} I hope to retake it soon.", "present", "present", "concrete", "missing"),
    (f"{A} {B} I will book the first open seat once my next two forms pass 220.", "present", "present", "concrete", "present"),
    (f"{A} {B} I have a seat on the 12th of June.", "present", "present", "concrete", "present"),
    (f"{A} {B} I passed it on my second attempt with a 231.", "present", "present", "concrete", "n/a"),
    (f"I failed Step 1. I used to say that the school never taught us; I had skipped its course. {B} {C}", "present", "present", "concrete", "present"),
    (f"I failed Step 1. Nobody but me is to blame: I had done a third of the bank. {B} {C}", "present", "present", "concrete", "present"),
    (f"I failed Step 1. It was not the exam and not my school; I never timed a block. {B} {C}", "present", "present", "concrete", "present"),
    (f'I failed Step 1. My dean told me, "Say that the exam was unfair." I never timed a block. {B} {C}', "present", "present", "concrete", "present"),
    (f"My friend failed Step 1 with me. I failed it because I crammed. {B} {C}", "present", "present", "concrete", "present"),
    ("I failed Step 1. I sat it too early. I have stopped working weekends, and a classmate quizzes me every night. My next attempt is on July 7.", "present", "present", "concrete", "present"),
    ("I failed Step 3 by four points. I had not opened a CCS case. I have since run 50 cases with a senior resident. I sit it again in September.", "present", "present", "concrete", "present"),
    ("My three attempts at Level 1 are on my record. In the first two I studied alone and kept no schedule. I have kept one since March, with a coach every Monday. My permit is for June.", "present", "present", "concrete", "present"),
    ("I missed the passing line on Step 2 CK by six points. I had left the weak subjects for last. Since then I have begun each day with them, 40 questions before noon. I retest on May 4.", "present", "present", "concrete", "present"),
    ("I failed Step 1 on 3 June. I did it with two jobs. I gave one up in July and do three blocks a day now. I retake it on 2 December.", "present", "present", "concrete", "present"),
    ("Level 1 got the better of me in 2024. I had not practiced OMM. I practise it daily now with Dr. Example. Exam: March 3.", "present", "present", "concrete", "present"),
    ("I was unsuccessful on Step 1. I had relied on videos. I have replaced them with 60 questions a day. I retake it in March.", "present", "present", "concrete", "present"),
    (f"I failed Step 1. {B}", "present", "missing", "concrete", "missing"),
    ("My uncle had heart failure, and I sat with him. The nurses taught me to listen.", "n/a", "n/a", "n/a", "n/a"),
    ("My sister failed the bar exam twice, and I typed her outlines.", "n/a", "n/a", "n/a", "n/a"),
]  # fmt: skip


@pytest.mark.parametrize("number", range(4))
def test_labels(number, linter):
    """
    Of each of the four labels, nine in ten are those that an adviser would give.

    These are texts of few words, written to tell the labels apart; no hand of the training texts wrote them.
    """
    reports = linter.lint_all(Document("-", text, "failure") for text, *_ in TABLE)
    wrong = [
        (text, wanted[number], report.structure.label(PARTS[number]))
        for (text, *wanted), report in zip(TABLE, reports, strict=True)
        if wanted[number] != report.structure.label(PARTS[number])
    ]

    assert len(wrong) <= len(TABLE) / 10, wrong


def test_passages_cover_the_text_in_order(linter):
    """
    The runs of sentences stand in text order, do not overlap, and hold all of the words.
    """
    report = linter.lint(Document("-", f"{A} {B} {C}", "failure"))
    parts = report.structure.parts

    assert ["ownership", "cause", "changes", "plan"] == [passage.part for passage in parts]
    assert all(one.end <= other.start for one, other in pairwise(parts))
    assert report.counts.words == sum(passage.words for passage in parts) == sum(report.structure.words().values())


# Kind and text.
SILENT = [
    ("statement", "I like the ward at night. I read on each of my patients."),
    ("interest", "I like the ward at night. I read on each of my patients."),
    ("thank-you", "I like the ward at night. I read on each of my patients."),
    ("statement", "A failed extubation at three in the morning taught me to prepare. I read on each patient since."),
    ("statement", "My grandfather's heart failure made me a doctor. I drove him to each visit."),
    ("statement", "My brother failed the MCAT twice, and I quizzed him every night."),
    ("statement", "The fistula failed, and she begged us to try again."),
    ("thank-you", "Dear Dr. Cho,\n\nThank you for Monday. The refugee clinic stayed with me.\n\nSincerely,\nAna"),
]


@pytest.mark.parametrize(("kind", "text"), SILENT)
def test_a_letter_without_a_failure_needs_no_parts(kind, text, linter):
    """
    A kind that need not explain anything is "n/a" unless it speaks of the writer's own failed exam.
    """
    report = linter.lint(Document("-", text, kind))

    assert {"n/a"} == {report.structure.label(part) for part in ("ownership", "cause", "changes", "plan")}


def test_a_statement_that_owns_a_failure_is_held_to_it(linter):
    """
    A statement that names its failed exam has the four parts in that paragraph.
    """
    report = linter.lint(Document("-", f"I like the ward at night.\n\n{A} {B} {C}", "statement"))

    assert ["present", "present", "concrete", "present"] == [
        report.structure.label(part) for part in ("ownership", "cause", "changes", "plan")
    ]
    assert report.text.index("I failed") == report.structure.parts[0].start


CORPUS = [
    json.loads(line)
    for line in (Path(__file__).parent / "corpus" / "dev.jsonl").read_text("utf-8").splitlines()
    if '"kind": "failure"' in line
]


@pytest.fixture(scope="module")
def explanations(linter):
    return list(linter.lint_all(Document(row["id"], row["text"], "failure") for row in CORPUS))


def test_a_part_that_is_there_has_words(explanations):
    """
    No part with a label that says that it is there has a share of 0 %.
    """
    empty = [
        (report.path, part)
        for report in explanations
        for part, words in report.structure.words().items()
        if report.structure.label(part) not in ("missing", "n/a") and not words
    ]

    assert [] == empty


def test_shares_add_up(explanations):
    """
    The words of all parts, and those in none, are the words of the explanation; each once, in two parts or in one.
    """
    for report in explanations:
        if report.structure.ownership != "n/a":
            body = sum(each.words for each in report.sentences if each.role in ("text", "item"))

            assert body == sum(passage.words for passage in report.structure.parts), report.path


def test_a_sentence_may_serve_two_parts(linter):
    """
    A sentence that owns the failure and names its cause is a passage of each, with words of its own for each.
    """
    report = linter.lint(Document("-", f"I failed Step 1 in May because I crammed for two weeks. {B} {C}", "failure"))
    first = [passage for passage in report.structure.parts if passage.start == 0]

    assert ["ownership", "cause"] == [passage.part for passage in first]
    assert all(passage.words and 0 < passage.probability <= 1 for passage in first)


def test_probabilities_are_reported(explanations):
    """
    Each label has a probability, those of a part add up to 1, and the label is the likeliest, save for the guide's law.

    The law: an excuse never goes with an ownership that is present.
    """
    for report in explanations:
        for part, values in report.structure.probabilities.items():
            assert pytest.approx(1, abs=1e-6) == sum(values.values())
            if part in ("changes", "plan") and report.structure.ownership != "n/a":
                assert report.structure.label(part) == max(values, key=values.get)

    assert ("present", "excuse") not in {(each.structure.ownership, each.structure.cause) for each in explanations}
