"""What a text claims of its writer's exams: read where grammar leaves no doubt, and left alone where it does."""

import pytest

from soapwriter.text.document import Document


@pytest.fixture
def claims(linter):
    """
    `claims("I failed …")`: what a text claims.
    """
    return lambda text: linter.read(Document("-", text, "failure")).claims


def described(claimed):
    """Return each sitting in one line: exam, outcome, score, date, number and count, as far as they are said."""
    return [
        " ".join(
            str(part)
            for part in (
                each.exam or "?",
                each.outcome or "-",
                each.score and each.score.value,
                each.date and "-".join(str(part) for part in each.date.value[:4] if part),
                each.ordinal and f"#{each.ordinal.value}",
                each.count and f"x{each.count.value}",
            )
            if part
        )
        for each in claimed.sittings
    ]


SITTINGS = {
    "I failed Step 2 CK in June 2026, on my first attempt, with a 209.": ["Step 2 CK failed 209 2026-6 #1"],
    "Failed Step 2 CK, August 2025, 209: too few timed blocks.": ["Step 2 CK failed 209 2025-8"],
    "failed step 2 ck in october, 209. i was rereading notes.": ["Step 2 CK failed 209 10"],
    "Step 1: fail, March 2023. Step 1: pass, February 2024.": ["Step 1 failed 2023-3", "Step 1 passed 2024-2"],
    "I did not pass COMLEX Level 2-CE in October.": ["Level 2-CE failed 10"],
    "Step 2 CK was not passed on the first attempt.": ["Step 2 CK failed #1"],
    "I sat Step 1 in May 2024 and failed it.": ["Step 1 failed 2024-5"],
    "In 2024 I failed Step 2 CK.": ["Step 2 CK failed 2024"],
    "I scored a 205 on Step 2 CK, which was a fail.": ["Step 2 CK failed 205"],
    "My first Step 2 CK attempt was a failure (209).": ["Step 2 CK failed 209"],
    "I failed Step 1 in 2022 and Step 2 CK in 2023.": ["Step 1 failed 2022", "Step 2 CK failed 2023"],
    "I failed Step 1. I passed on my second attempt in 2024.": ["Step 1 failed", "Step 1 passed 2024 #2"],
    "I failed Step 1 twice.": ["Step 1 failed x2"],
    "I have two failed attempts at Step 1.": ["Step 1 failed x2"],
    "COMLEX Level 1 took me two attempts.": ["Level 1 - x2"],
    "I failed Step 2 CK with a 209 and passed it with a 231.": ["Step 2 CK failed 209", "Step 2 CK passed 231"],
    "I failed Step 1. I passed it, and scored 231 on Step 2 CK.": ["Step 1 failed", "Step 1 passed", "Step 2 CK - 231"],
    "I failed Step 2 CK. My retake is booked for March 30, 2027.": ["Step 2 CK failed", "Step 2 CK coming 2027-3-30"],
    "I failed Step 2 CK. April 29 is the retake.": ["Step 2 CK failed", "Step 2 CK coming 4-29"],
    "I failed Step 2 CK. My second attempt is on April 23.": ["Step 2 CK failed", "Step 2 CK coming 4-23 #2"],
    "I passed Level 1 and take Level 2-CE on May 7.": ["Level 1 passed", "Level 2-CE coming 5-7"],
    "I flunked CK.": ["Step 2 CK failed"],
}


@pytest.mark.parametrize(("text", "sittings"), SITTINGS.items(), ids=SITTINGS)
def test_reads_sittings(text, sittings, claims):
    """
    An exam is read with its outcome, score, day, number of the attempt, and count, in the order of the text.
    """
    assert sittings == described(claims(text))


SILENT = {
    "somebody else": "My brother failed Step 1 twice with a 188.",
    "a name": "Dr. Osei failed Step 1 in 1999.",
    "quoted": '"I failed Step 1 with a 188 in 2023," my roommate said.',
    "supposed": "If I had failed Step 1 in 2023, I would have stopped.",
    "feared": "I was afraid of failing Step 1.",
    "never": "I have never failed Step 1.",
    "neither": "I failed neither Step 1 nor Step 3.",
    "wished": "I want to pass Step 2 CK in March.",
    "still to be": "When I have passed Step 2 CK, I will write.",
    "almost": "I almost passed Step 1.",
    "a question": "Did I fail Step 1 with a 188?",
    "another thing": "I failed my driving test, and Step 1 was next.",
    "an organ": "He had heart failure, and I thought of Step 1.",
    "another exam": "I passed Step 2 CS with a 240.",
    "another word": "I passed the time before Step 1 with a book.",
}


@pytest.mark.parametrize("text", SILENT.values(), ids=SILENT)
def test_claims_nothing_for_sure(text, claims):
    """
    What is another's, quoted, wished, feared, supposed, denied, a question, or about something else is not a claim.
    """
    assert [] == described(claims(text))


NO_SCORES = [
    "I failed Step 2 CK after 300 questions.",
    "I failed Step 2 CK with 206 questions of the bank undone.",
    "I failed Step 2 CK by 9 points.",
    "I failed Step 2 CK, eleven short of 218.",
    "I failed Step 2 CK, below the 218 that were needed.",
    "I aimed for a 240 on Step 2 CK and failed it.",
    "I never scored a 231 on Step 2 CK, and failed it.",
    "I failed Step 2 CK. Now I am at 229.",
    "I failed Step 2 CK two weeks after a 231 on UWSA 2.",
    "I failed Step 2 CK in room 212 of the center.",
]


@pytest.mark.parametrize("text", NO_SCORES)
def test_takes_no_number_for_a_score(text, claims):
    """
    A count, a bound, a goal, a denied number and the score of a practice test are no score of the exam.
    """
    assert [] == [each.score for each in claims(text).sittings if each.score is not None]


RESULTS = {
    "My last three NBME forms were 221, 228 and 233.": ["NBME 221", "NBME 228", "NBME 233"],
    "I scored 222, 228 and 231 on my last three forms.": ["- 222", "- 228", "- 231"],
    "UWSA2 238, NBME 12 at 227.": ["UWSA 2 238", "NBME 12 227"],
    "I scored 214 on NBME form 12 in August and 231 on UWSA 2 in October 2026.": [
        "NBME 12 214 8",
        "UWSA 2 231 2026-10",
    ],
    "COMSAE 398, then 452, now 487.": ["COMSAE 398", "COMSAE 452", "COMSAE 487"],
    "UWorld has gone from 58% to 70%.": ["UWorld 58%", "UWorld 70%"],
    "I finished UWorld, and rose from 208 to 231 on my NBMEs.": ["- 208", "NBME 231"],
    "Free 120 last week: 74%.": ["Free 120 74%"],
    "I have finished 85% of UWorld.": [],
    "I hope for 240 on NBME form 14.": [],
    "I never had a 240 on NBME form 14.": [],
}


@pytest.mark.parametrize(("text", "results"), RESULTS.items(), ids=RESULTS)
def test_reads_practice_results(text, results, claims):
    """
    A practice score is read with its test, form and day; how much of a bank was done, or hoped for, is none.
    """
    found = claims(f"I failed Step 2 CK. {text}").practice_results

    assert results == [
        " ".join(
            filter(
                None,
                (
                    each.test or "-",
                    each.form,
                    str(each.score.value),
                    each.date and "-".join(str(part) for part in each.date.value[:3] if part),
                ),
            )
        )
        for each in found
    ]


def test_every_place_is_where_it_is_said(claims):
    """
    The spans of a claim are its very words.
    """
    text = "I failed Step 2 CK in June 2026, on my first attempt, with a 209."
    sitting = claims(text).sittings[0]

    assert ["209", "June 2026", "first attempt"] == [
        text[said.span.start : said.span.end] for said in (sitting.score, sitting.date, sitting.ordinal)
    ]


def test_names_the_only_exam(claims):
    """
    Where one exam alone is spoken of, it is known; two leave it open.
    """
    assert "Step 1" == claims("I failed Step 1. USMLE is long.").only_exam
    assert "" == claims("I failed Step 1 and Step 3.").only_exam
    assert "" == claims("I failed the boards.").only_exam
