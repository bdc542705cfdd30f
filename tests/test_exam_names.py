"""Names of exams: what is miswritten, mixed up, half said or no longer given, and what only looks like it."""

from datetime import date

import pytest

from soapwriter.linter import read
from soapwriter.linter.checks.exam_names import ExamNameCheck
from soapwriter.tables.exam_table import exam_naming
from soapwriter.text.document import Document

MISWRITTEN = {
    "I failed Step 2CK in June.": "I failed Step 2 CK in June.",
    "I failed Step2 CK in June.": "I failed Step 2 CK in June.",
    "I failed Step2CK, then step-2-ck.": "I failed Step 2 CK, then Step 2 CK.",
    "i failed step 2 ck": "i failed Step 2 CK",
    "I FAILED STEP 2CK.": "I FAILED STEP 2 CK.",
    "Step 2ck's date is May 4.": "Step 2 CK's date is May 4.",
    "I failed Step II CK.": "I failed Step 2 CK.",
    "I failed Step II.": "I failed Step 2.",
    "I failed step 1 and step 3.": "I failed Step 1 and Step 3.",
    "I got a 231 on step 3.": "I got a 231 on Step 3.",
    "My step 1 score was a fail.": "My Step 1 score was a fail.",
    "Comlex level 2 was mine to fail.": "COMLEX Level 2 was mine to fail.",
    "I failed Level 2 CE.": "I failed Level 2-CE.",
    "I failed Level 2–CE.": "I failed Level 2-CE.",
    "I failed comlex-usa level 2CE.": "I failed COMLEX-USA Level 2-CE.",
    "I failed COMLEX USA Level 1.": "I failed COMLEX-USA Level 1.",
    "I failed COMLEX 2 in June.": "I failed COMLEX Level 2 in June.",
    "I failed USMLE 1.": "I failed USMLE Step 1.",
    "I failed USMLE Step I.": "I failed USMLE Step 1.",
    "I failed the Usmle.": "I failed the USMLE.",
    "I failed Step\n2CK.": "I failed Step\n2 CK.",
    "I failed step\r\n2 ck.": "I failed Step\r\n2 CK.",
    "I failed Comlex\nlevel 2 CE.": "I failed COMLEX\nLevel 2-CE.",
    "I failed Step 2CK/Level 2CE.": "I failed Step 2 CK/Level 2-CE.",
}
RIGHT = """
I failed Step 1, Step 2 CK, Step 3, USMLE Step 2 CK and STEP 2 CK.
I failed COMLEX Level 1, COMLEX-USA Level 2-CE, Level 3 and LEVEL 2-CE.
Step 1 of my plan was sleep, step 2 a tutor, and step one to admit it.
I took step 3 of the plan in May, and step 1 to mend it before.
We are a level 1 trauma center, and I took level one call in a level II NICU.
Every step I took counted, and the USMLE step I took first was the hardest.
I took the COMLEX 3 weeks after the USMLE 2 months earlier.
I took the USMLE 3 times and passed USMLE 1 and 2.
In step 2 we take blood. She passed level 2 of the game.
See usmle.org, https://example.org/step2ck and USMLE-Rx, or write to usmle@example.org.
I wrote **Step** 2CK in bold.
I passed Step 2 (CK) and Step 2 Clinical Knowledge.
""".strip().splitlines()
MIXED = {
    "I failed COMLEX Step 2.": ["COMLEX Step 2"],
    "I failed USMLE Level 2 and comlex usa step 1.": ["USMLE Level 2", "comlex usa step 1"],
    "I failed Level 2 CK and Step 2 CE.": ["Level 2 CK", "Step 2 CE"],
    "I failed COMLEX, Step 1 and all.": [],
    "I failed COMLEX/USMLE Step 1 and USMLE/COMLEX Level 1.": [],
    "I failed USMLE and COMLEX Step 1 and Level 1.": [],
    "Both my COMLEX and Step 1 were passed.": [],
}
HALF = {
    "I failed Step 2 in June. I retake Step 2 in May.": ["Step 2"],
    "I failed USMLE Step 2 and COMLEX Level 2.": ["USMLE Step 2", "COMLEX Level 2"],
    "I FAILED STEP 2.": ["STEP 2"],
    "I failed Step 2 CK. I retake Step 2 in May.": [],
    "I failed Step 2. It was Step 2CK.": [],
    "I failed step 2.": [],
    "I failed Step 2 (CK).": [],
    "I took Level 2 trauma call, in Level 2 of the parking lot.": [],
    "Step 2 of my plan was a tutor.": [],
}
ENDED = {
    "I passed Step 2 CS in 2023.": ["Step 2 CS"],
    "I passed step 2-cs on May 4, 2021.": ["step 2-cs"],
    "I passed Step 2 CS on 4 May 2021.": ["Step 2 CS"],
    "In 2024, I passed my COMLEX Level 2-PE.": ["COMLEX Level 2-PE"],
    "I passed Step 2 CS on February 31, 2022.": ["Step 2 CS"],
    "I passed Step 2 CS in 2021, and Level 2-PE in June 2022.": [],
    "I passed Step 2 CS in 2019 and Step 2 CK in 2024.": [],
    "I passed Step 2 CS, and in 2024 I applied.": [],
    "I passed Step 2 CS.": [],
    "In 2024, I passed Step 2 CK after Step 2 CS.": [],
}


def matches(kind, text):
    """The matches of the check in a text."""
    check = ExamNameCheck(type="exam-name", sort=kind)
    return list(check.find(read(Document("-", text, "failure")), "facts/any"))


def found(kind, text):
    """What the check finds, and what it would put there."""
    return [(text[match.span.start : match.span.end], match.words["right"]) for match in matches(kind, text)]


def fixed(text):
    """The text with every miswritten name written right."""
    for match in reversed(matches("miswritten", text)):
        text = text[: match.span.start] + match.words["right"] + text[match.span.end :]
    return text


@pytest.mark.parametrize(("text", "right"), MISWRITTEN.items())
def test_a_miswritten_name_is_known(text, right):
    """
    However an exam is miswritten, its right name is known, and lines stay lines.
    """
    assert right == fixed(text)
    assert right == fixed(right)


@pytest.mark.parametrize("text", [*RIGHT, "I failed Step 2\nCK.", "I failed Step\r\n2 CK."])
def test_what_is_right_or_no_exam_is_left_alone(text):
    """
    Right names, steps of a plan, levels of a hospital, numbers of weeks and addresses are nobody's mistake.
    """
    assert [] == found("miswritten", text)


@pytest.mark.parametrize(
    ("kind", "text", "quotes"),
    [(kind, *case) for kind, cases in (("mixed", MIXED), ("half", HALF), ("ended", ENDED)) for case in cases.items()],
)
def test_other_wrong_names(kind, text, quotes):
    """
    Words of two exams, half a name and an exam that had ended are found; what only looks like them is not.
    """
    assert quotes == [quote for quote, _ in found(kind, text)]


def test_every_form_of_the_table_leads_to_its_right_name():
    """
    Each form of the table, put where an exam must be meant, is found, and what is put there is right.
    """
    for writing in exam_naming().writings:
        if writing.kind == "miswritten":
            for form in writing.forms:
                text = f"I failed {form} in June."
                assert f"I failed {writing.right} in June." == fixed(text)


def test_the_table_is_sound():
    """
    Each form is once in its kind, in small letters; an exam that ended says since when and by whose word.
    """
    writings = exam_naming().writings
    for kind in ("miswritten", "mixed", "half", "ended"):
        forms = [form for writing in writings if writing.kind == kind for form in writing.forms]
        assert len(set(forms)) == len(forms) > 1
        assert all(form == form.lower() and "-" not in form for form in forms)
    assert all(
        writing.bodies == () or set(writing.bodies) <= set(exam_naming().bodies.values()) for writing in writings
    )
    ended = [writing for writing in writings if writing.kind == "ended"]
    assert all(writing.ended < date(2023, 1, 1) and writing.source.startswith("http") for writing in ended)
