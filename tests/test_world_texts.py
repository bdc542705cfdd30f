"""Thirty texts with right and wrong claims about exams, half of them of tests after June 2026: each its verdict."""

from datetime import date

import pytest

from soapwriter.facts import Facts
from soapwriter.text.document import Document

NOW = date(2027, 3, 10)
OSTEOPATHIC = {
    "exams": [{"exam": "Level 2-CE", "date": "2026-06-10", "outcome": "failed", "score": 388}],
    "practice": [{"name": "COMSAE Phase 2", "exam": "Level 2-CE", "date": "2026-09-10", "score": 512}],
}

# The text, and the rules of the tables and facts that speak, each with its severity.
TEXTS = [
    # Tests up to June 2026.
    ("I failed Step 2 CK in August 2025 with a 216, two points below the line.", {}),
    ("I failed Step 2 CK in August 2025 with a 221.", {"world/fail-above-line": "error"}),
    ("I failed Step 2 CK in May 2023 with a 316.", {"world/off-scale": "error"}),
    ("I failed Step 2 CK in May 2023 with a 206; the cutoff was 209.", {"world/stated-line": "error"}),
    ("I failed Step 2 CK in May 2021 with a 206; the cutoff was 209.", {}),
    ("Step 2 CK is pass/fail, and mine in May 2025 was a fail.", {"world/stated-policy": "error"}),
    ("Step 1 is pass/fail, and mine in May 2025 was a fail.", {}),
    ("I failed COMLEX Level 3 in March 2025 with a 372.", {"world/fail-above-line": "warning"}),
    ("I failed COMLEX Level 2-CE in March 2019 with a 388 and passed it in June 2019 with a 452.", {}),
    ("I passed COMLEX Level 2-CE in March 2019 with a 388.", {"world/pass-below-line": "warning"}),
    ("I failed Step 2 CK in June 2025. On the NBME CMS forms I have scored 78%.", {}),
    ("I failed Step 2 CK in June 2025. My NBME medicine subject exam was 78%, my NBME shelf form 80%.", {}),
    ("I failed Step 2 CK in June 2025. On my last NBME I scored 71%.", {}),
    ("I failed Step 2 CK in June 2025. My last CCSSA was 71%.", {"world/practice-unit": "warning"}),
    ("I failed Step 2 CK in June 2025. The CCSE that my school gave in May 2025 was 224.", {}),
    # Tests after June 2026.
    ("I failed Step 2 CK in June 2026 and passed it in September 2026 with a 231.", {}),
    ("I failed Step 2 CK in June 2026 and passed it in September 2026 with a 215.", {"world/pass-below-line": "warning"}),
    ("I failed Step 2 CK in August 2026 with a 209.", {}),
    ("I failed Step 2 CK in August 2026 with a 224.", {"world/fail-above-line": "warning"}),
    ("I passed COMLEX Level 2-CE in October 2026 with a 388.", {"world/pass-below-line": "warning"}),
    ("I passed Step 1 in October 2026 with a 233.", {"world/number-for-pass-fail": "error"}),
    ("I failed COMLEX Level 1 in September 2026 with a 380.", {"world/number-for-pass-fail": "error"}),
    ("I failed COMLEX Level 1 in September 2026 and passed it in November 2026.", {}),
    ("I failed Step 2 CK in September 2026 with a 216. The passing score was 214.", {"world/stated-line": "warning"}),
    ("I failed Step 2 CK in September 2026 with a 216. The passing score was 218.", {}),
    ("I failed Step 3 in August 2026 with a 196. Step 3 became pass/fail.", {"world/stated-policy": "error"}),
    ("I failed Step 2 CK in June 2026. I retake Step 2 CK on March 30, 2027, with a score by April 3, 2027.",
     {"world/early-result": "warning"}),
    ("I failed Step 2 CK in June 2026. I retake Step 2 CK on March 30, 2027, with a score by April 28, 2027.", {}),
    ("I failed Step 1 in July 2026. I failed Step 1 in September 2026, and again in November 2026 I failed Step 1. I passed Step 1 in January 2027.", {"world/crowded-attempts": "warning"}),
    ("I failed Level 2-CE in July 2026. My COMAT was 104, my COMQUEST 68%, and WelCOM said 72%.", {}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "rules"), TEXTS, ids=[text for text, _ in TEXTS])
def test_each_text_gets_its_verdict(text, rules, linter):
    """
    A wrong claim has its rule with the severity that its sources allow, and a right one has none.
    """
    report = linter.lint(Document("-", text, "failure"), facts=None, now=NOW)

    assert rules == {each.rule: each.severity.value for each in report.findings if each.category == "world"}


@pytest.mark.parametrize(
    "text",
    [
        "I failed Level 2-CE with a 388. My COMSAE for Level 2-CE was 512.",
        "I failed Level 2-CE with a 388. I scored 512 on a COMSAE in September.",
        "I failed Level 2-CE with a 388. My COMSAE score rose to 512 for Level 2-CE.",
    ],
)
def test_a_practice_score_is_never_taken_for_the_exam_s(text, linter):
    """
    The score of a practice test is not compared with the score of the exam that it is for.
    """
    facts = Facts.model_validate(OSTEOPATHIC)
    report = linter.lint(Document("-", text, "failure"), facts=facts, now=NOW)

    assert [] == [each.rule for each in report.findings if each.category == "facts"]


def test_the_last_known_line_is_said_to_be_so(linter):
    """
    What speaks against the last known line says that it is the last known one, and where to confirm it.
    """
    report = linter.lint(Document("-", "I passed Step 2 CK in September 2026 with a 215.", "failure"), now=NOW)
    (message,) = [each.message for each in report.findings if each.rule == "world/pass-below-line"]

    assert message.endswith("That is the last known line: confirm it on usmle.org.")
