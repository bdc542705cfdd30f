"""
Facts of people who do not exist, in every shape that facts come in, and what must be true of all their drafts.

Usage: python tests/generated.py [PEOPLE]     every kind and variant for so many people; problems, and counts of them
"""

import random
import re
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from soapwriter.drafter import draft
from soapwriter.facts import Facts
from soapwriter.finding import PARTS, Severity
from soapwriter.kinds import Kind, kinds
from soapwriter.linter import Linter
from soapwriter.text import split_sentences
from soapwriter.text.document import Document

TODAY = date(2027, 3, 19)
NAMES = ("Ana Ruiz", "Noor Haddad", "Ifeoma Okafor-Lind", "Zoë O'Neil", "Li Wei", "Jean Paul van Dam", "T. J. Moss")
SCHOOLS = ("Elmwood College of Medicine", "University of Lagos", "Lake State COM")
DOCTORS = ("Dr. Cho", "Dr. Amara Eze", "Ms. Abara", "Dr. van Dam", "Prof. O'Neil", "Dean Marsh")
PLACES = ("Elm Hill Hospital", "County Medical Center", "St. Anne's", "Tri-Lakes Family Health")
EXAMS = {"Step 1": None, "Step 2 CK": (150, 213, 220, 260), "Level 2-CE": (250, 399, 410, 600), "Level 1": None}
# In every tense, as sentences and as parts of one.
CAUSES = (
    "I scheduled the exam a week after my surgery rotation and did not finish the question bank.",
    "studied from videos and put off the timed questions",
    "read the same two books twice and never tested myself",
    "I planned six weeks and gave four of them to anatomy. I did no timed block until the last week.",
    "kept a falling practice score to myself for three weeks",
    "took on extra shifts in the last month, and studied after them",
)
CHANGES = (
    "finished 1,450 timed questions in blocks of 40",
    "I meet Dr. Lindqvist every Tuesday at 5, and she picks the block that I explain to her.",
    "done the cardiology and renal chapters twice, with an error log of 212 lines",
    "moved my study to 6 in the morning, before rounds",
    "keeping a log of each missed question since November",
    "I have taken a practice test under exam conditions on the first Saturday of each month.",
    "asked for six weeks without rotations and got them",
    "was paired with a tutor, Ms. Delacroix, for 12 sessions",
    "I now do 40 timed questions before breakfast, six days a week.",
)
PLANS = (
    "sit it only after two practice scores above the line that my school has set",
    "I will send the score to any program that asks for it.",
    "keep the Tuesday meetings until the day of the exam",
)
WHYS = (
    "it is the field in which I was never bored on call.",
    "I want to know a patient for ten years, and the last of my rotations that felt short was this one.",
    "Because the whole family is in the room, and I like to talk with all of them.",
    "chose it after four weeks with Dr. Ibe, who calls each patient on the evening of the visit.",
)
MOMENTS = (
    (
        "On a night in January a man of 70 would not stay for his third liter. I sat down and asked who was at home. "
        "His dog was. I called his neighbor, and she took the dog for two days. He stayed. He left with his lungs clear."
    ),
    (
        "A girl of nine stopped using her inhaler after school had sent it home twice. I wrote to the school nurse with "
        "her mother. The letter took ten minutes. She has had no visit to the emergency room since."
    ),
)
EVIDENCE = (
    "Three years at the Saturday clinic, about 400 visits.",
    "ran the blood pressure table at the church fair, 12 Sundays",
    "I wrote the discharge sheet that our ward uses now, in two languages.",
    "worked as a scribe for two years before medical school",
)
DETAILS = (
    "the list on the whiteboard that every nurse may write on",
    "we talked about the van that goes out on Thursdays",
    "You told me that interns present at the bedside.",
)
REASONS = (
    "Your residents run the clinic at the shelter on Mondays.",
    "half of your patients speak Portuguese, as my family does",
    "You have two months of rural care in the first year.",
)
TIMES = ("Tuesday, March 23, at 9:00 a.m. Eastern", "3/24 at 2 pm CT")


def some(chance: random.Random, pool: tuple[str, ...], least: int, most: int) -> list[str]:
    """Return some of a pool, in chance order."""
    return chance.sample(pool, chance.randint(least, min(most, len(pool))))


def attempts(chance: random.Random, exam: str, number: int) -> Iterator[dict]:
    """Yield the attempts of one exam: one to three failures, then nothing, a booked retake, a result to come, or a pass."""
    scale = EXAMS[exam]
    day = date(2024, 3, 1) + timedelta(chance.randint(0, 500))
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        score = chance.randint(*scale[:2]) if scale and chance.random() < 0.8 else None
        yield {"exam": exam, "date": day, "outcome": "failed", **({"score": score} if score else {})}
        day += timedelta(chance.randint(120, 200))
    end = chance.choice(("none", "scheduled", "pending", "passed", "passed"))
    if end == "passed":
        score = chance.randint(*scale[2:]) if scale else None
        yield {
            "exam": exam,
            "date": min(day, TODAY - timedelta(60)),
            "outcome": "passed",
            **({"score": score} if score else {}),
        }
    elif end == "scheduled":
        yield {"exam": exam, "date": TODAY + timedelta(20 + number % 70), "outcome": "scheduled"}
    elif end == "pending":
        yield {"exam": exam, "date": TODAY - timedelta(1 + number % 50), "outcome": "pending"}


def practice(chance: random.Random, exam: str, after: date) -> Iterator[dict]:
    """Yield practice tests after a day, in order of time."""
    scale = EXAMS[exam]
    for number in range(chance.choice((0, 0, 1, 2, 3)) if scale else 0):
        day = after + timedelta(20 + 15 * number)
        if day < TODAY:
            yield {"name": f"form {number + 3}", "exam": exam, "date": day, "score": chance.randint(scale[1], scale[3])}


def program(chance: random.Random, name: str, specialty: str, people: list[str]) -> dict:
    """Return a program: one that wrote, one that held an interview, or one that has done neither."""
    wrote, spoke = chance.random() < 0.7, chance.random() < 0.6
    values = {"name": name, "city": "Arlen, MI", "specialty": specialty, "contacted_first": wrote, "applied": True}
    if wrote:
        values |= {
            "contacted_at": "2027-03-16 10:05",
            "writer": people[0],
            "times": some(chance, TIMES, 1, 2),
        }
    if spoke:
        values |= {"interview_date": "2027-03-18", "interviewer": people[-1]}
        values |= {"details": some(chance, DETAILS, 1, 2)}
    return values | {
        "reasons": some(chance, REASONS, 0, 3),
        "documents": ["my transcript"] if chance.random() < 0.4 else [],
    }


def person(number: int) -> Facts:
    """Return the facts of one person; the same number gives the same person."""
    chance = random.Random(number)
    failed = chance.sample(sorted(EXAMS), chance.choice((1, 1, 1, 2)))
    exams = [attempt for exam in failed for attempt in attempts(chance, exam, number)]
    last = max(attempt["date"] for attempt in exams if attempt["outcome"] == "failed")
    causes = chance.sample(CAUSES, len(failed))
    if len(failed) == 2:
        for exam, cause in zip(failed, causes, strict=True):
            next(each for each in exams if each["exam"] == exam)["cause"] = cause
    fields = chance.sample(
        ["family medicine", "pediatrics", "psychiatry", "preliminary medicine"], chance.choice((1, 2))
    )
    return Facts.model_validate(
        {
            "applicant": {"name": chance.choice(NAMES), "school": chance.choice(SCHOOLS), "aamc_id": "10203040"},
            "exams": exams,
            "practice": list(practice(chance, failed[0], last)),
            "story": {
                "cause": causes[0],
                "changes": some(chance, CHANGES, 2, 6),
                "plan": chance.choice((*PLANS, None)),
                "status": "unmatched",
                "limit": "get a new score before SOAP ends",
            },
            "specialties": [
                {"specialty": field, "why": chance.choice(WHYS), "moment": chance.choice(MOMENTS), "evidence": some(chance, EVIDENCE, 1, 4)}
                for field in fields
            ],
            "programs": [
                program(chance, name, chance.choice(fields), list(people))
                for name, people in zip(some(chance, PLACES, 0, 2), (DOCTORS[:2], DOCTORS[2:4]), strict=False)
            ],
            "school": {"contact": chance.choice(DOCTORS), "others": some(chance, DOCTORS, 0, 2)},
            "interview": {"path": "grew up in Duluth, taught chemistry for two years", "strengths": some(chance, EVIDENCE, 1, 2)},
        }
    )  # fmt: skip


def orders(facts: Facts) -> Iterator[tuple[Kind, dict]]:
    """Yield every draft that there is for a person: kind, and choices."""
    for kind in kinds().values():
        for variant in kind.variants:
            if kind.variant_from == "standing" and variant != facts.record_state:
                continue
            if kind.variant_from == "specialty" and variant not in {each.specialty for each in facts.specialties}:
                continue
            for form in kind.forms_of(variant):
                for to in facts.programs if kind.needs("program", variant=variant) else [None]:
                    specialty = None if kind.variant_from == "specialty" or to else facts.specialties[0].specialty
                    yield kind, {"variant": variant, "form": form, "program": to, "specialty": specialty}


def problems(facts: Facts, kind: Kind, choices: dict, linter: Linter) -> Iterator[str]:
    """Yield what is wrong with one draft; a draft that lacks facts may lack them, and nothing else."""
    made = draft(kind.id, facts, today=TODAY, **choices)
    if not made.missing:
        report = linter.lint(Document("-", made.text, kind.id, form=choices["form"] or ""), facts=facts, now=TODAY)
        for finding in report.findings:
            # What the reader says of these invented answers says nothing of how they are told.
            is_judged = finding.probability is not None or finding.category in ("length", *PARTS)
            if finding.severity is not Severity.NOTE and not is_judged:
                yield f"{finding.rule}: {finding.quote[:90]}"
    own = re.sub(r"\[\[.*?\]\]", "Something", made.text)
    if re.search(r"\bI I\b|\bI have (?:took|did|was|went|finished? I)\b| ,|\.\.|\band and\b|  |[\ue000\ue001]", own):
        yield f"joined badly: {own[:200]}"
    lines = own.splitlines() if kind.lines or kind.email else own.split("\n\n")
    told = [each for line in lines for each in split_sentences(line) if len(each.split()) > 6]
    yield from (f"told twice: {sentence}" for sentence, count in Counter(told).items() if count > 1)
    known = facts.model_dump_json().replace(",", "") + " ".join(str(each) for each in _days(facts))
    numbers = re.findall(r"\d+", re.sub(r"\[\[.*?\]\]", "", made.text).replace(",", ""))
    yield from (f"invented: {number}" for number in numbers if number not in known)


def _days(facts: Facts) -> Iterator[str]:
    dates = [each.date for each in (*facts.exams, *facts.practice)] + [each.interview_date for each in facts.programs]
    yield from (when.in_words for when in dates if when)


def main() -> None:
    """Draft everything for so many people, and print what is wrong."""
    people = int(sys.argv[1]) if sys.argv[1:] else 300
    linter, count, bad = Linter(), 0, Counter()
    for number in range(people):
        facts = person(number)
        for kind, choices in orders(facts):
            count += 1
            for problem in problems(facts, kind, choices, linter):
                bad[f"{kind.id}: {problem}"] += 1
    for problem, times in bad.most_common():
        print(f"{times:5} {problem}")
    print(f"{count:,} drafts for {people} people, {sum(bad.values())} problems")


if __name__ == "__main__":
    main()
