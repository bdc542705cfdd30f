"""What people type at the questions of `init`, and what is taken from it."""

import pytest

from soapwriter.facts import NotUnderstood, Place, in_words, load_questions, read_reply, value_of

OUTCOME, EXAM, DATE, SCORE = (Place("exams", 0, key) for key in ("outcome", "exam", "date", "score"))
RETAKE, FLAG = Place("exams", 1, "retake"), Place("programs", 0, "contacted_first")
CONTACTED, DEGREE = Place("programs", 0, "contacted_at"), Place("applicant", 0, "degree")
SPECIALTY, CHANCES = Place("specialties", 0, "specialty"), Place("programs", 0, "second_chances")
VERIFIED, ID = Place("eligibility", 0, "verified_july_1"), Place("applicant", 0, "aamc_id")


@pytest.mark.parametrize(
    ("place", "typed", "answer", "said"),
    [
        (OUTCOME, "Failed", "failed", "failed"),
        (OUTCOME, "fail", "failed", "failed"),
        (OUTCOME, "F", "failed", "failed"),
        (OUTCOME, "fialed", "failed", "failed"),
        (OUTCOME, "did not pass", "failed", "failed"),
        (OUTCOME, "Didn’t pass.", "failed", "failed"),
        (OUTCOME, "booked", "scheduled", "booked, not taken yet"),
        (OUTCOME, "4", "scheduled", "booked, not taken yet"),
        (OUTCOME, "waiting", "pending", "taken, no result yet"),
        (OUTCOME, "failed, 206", "failed", "failed, with a 206"),
        (OUTCOME, "Fail (206)", "failed", "failed, with a 206"),
        (OUTCOME, "passed with a 231", "passed", "passed, with a 231"),
        (EXAM, "step2ck", "Step 2 CK", "Step 2 CK"),
        (EXAM, "CK", "Step 2 CK", "Step 2 CK"),
        (EXAM, "comlex 2", "Level 2-CE", "Level 2-CE"),
        (EXAM, "2", "Step 2 CK", "Step 2 CK"),
        (DATE, "june 2026", "2026-06", "June 2026"),
        (DATE, "24 June 2026", "24 June 2026", "24 June 2026"),
        (DATE, "6/24/2026", "2026-06-24", "June 24, 2026"),
        (DATE, "Wed, June 24th, 2026", "2026-06-24", "June 24, 2026"),
        (DATE, "June '26", "2026-06", "June 2026"),
        (SCORE, "206", "206", "206"),
        (SCORE, "I got a 206", "206", "206"),
        (RETAKE, "april 14 2027", "2027-04-14", "booked for April 14, 2027"),
        (RETAKE, "Booked", "scheduled", "It is booked"),
        (RETAKE, "not yet", "none", "It is not booked yet"),
        (FLAG, "y", True, "yes"),
        (FLAG, "Nope", False, "no"),
        (CONTACTED, "3/16/2027 2:05 pm", "2027-03-16 14:05", "March 16, 2027, 2:05 p.m. Eastern"),
        (CONTACTED, "March 16 2027 at 9 am Central", "2027-03-16 09:00-05:00", "March 16, 2027, 9:00 a.m. CDT"),
        (DEGREE, "md", "MD", "MD"),
        (DEGREE, "MBChB", "MBChB", ""),
        (SPECIALTY, "FM", "family-medicine", "family medicine"),
        (SPECIALTY, "pediatics", "pediatrics", "pediatrics"),
        (CHANCES, "idk", "unknown", "I do not know"),
        (VERIFIED, "not yet", "no", "no"),
        (ID, "1482 0736", "14820736", "14820736"),
    ],
)
def test_near_right_answers(place, typed, answer, said):
    """
    A near-right answer is taken, and how it was understood is said back.
    """
    reply = read_reply(place, typed)

    assert (answer, said, False) == (reply.answer, reply.said, reply.unsure)


@pytest.mark.parametrize(("place", "typed"), [(SCORE, "206?"), (OUTCOME, "failed 206??"), (DATE, "june 2026 ?")])
def test_a_question_mark_is_remembered(place, typed):
    """
    An answer with a question mark is taken, and marked.
    """
    assert read_reply(place, typed).unsure


@pytest.mark.parametrize(
    ("place", "typed", "told"),
    [
        (OUTCOME, "206", "Is 206 the score? Then say how it went too; for example: failed, 206."),
        (OUTCOME, "good", "I could not match that with one of these. Its number is enough, for example 1."),
        (EXAM, "MCAT", "I could not match that with one of these. Its number is enough, for example 1."),
        (EXAM, "7", "I could not match that with one of these. Its number is enough, for example 1."),
        (DATE, "soon", "I could not read that as a date; for example 2026-06-24."),
        (DATE, "June 24", "'June 24' has no year; add it, as in 'June 24, 2026'."),
        (DATE, "06/07/26", "'06/07/26' can be read in two ways; write 'June 7, 2026' or 'July 6, 2026'."),
        (SCORE, "dec 15", "I could not read that as a score; for example 209."),
        (SCORE, "dec 15 2026", "I could not read that as a score; for example 209."),
        (SCORE, "2026", "I could not read that as a score; for example 209."),
        (SCORE, "206 or 208", "I could not read that as a score; for example 209."),
        (SCORE, "68%", "I could not read that as a score; for example 209."),
        (RETAKE, "in spring", "I could not read that as a date, or one of these; for example 2027-03-30."),
        (CONTACTED, "March 16, 2027", "I could not read that as a day and a time; for example 2027-03-16 14:05."),
        (ID, "1234", "I could not read that as an AAMC ID, which has 8 digits; for example 14820736."),
        (SPECIALTY, "podiatry of cats", "I could not read that as a specialty; for example family medicine."),
    ],
)
def test_what_is_not_understood(place, typed, told):
    """
    What leaves a doubt is not guessed; the answer to it has an example, and no reproach.
    """
    with pytest.raises(NotUnderstood) as caught:
        read_reply(place, typed)
    assert told == str(caught.value)


def test_own_words_stay_as_they_are():
    """
    A sentence is taken as it was typed, with single spaces, and not said back.
    """
    reply = read_reply(Place("story", 0, "cause"), "  I studied   alone — why? ")

    assert ("I studied alone — why?", "", False) == (reply.answer, reply.said, reply.unsure)


@pytest.mark.parametrize(
    ("place", "answer", "words"),
    [
        (Place("story", 0, "changes"), ["a", "b"], "a; b"),
        (Place("practice", 0, "score"), "68%", "68%"),
        (SPECIALTY, "internal-medicine", "internal medicine"),
    ],
)
def test_an_answer_of_the_file_in_words(place, answer, words):
    """
    An answer that is there is shown as a person says it.
    """
    assert words == in_words(value_of(place, answer))


QUESTIONS = load_questions()
ASKED = [
    *(Place(table.name, 0, question.key) for table in QUESTIONS.tables for question in table.questions),
    Place("exams", 1, QUESTIONS.retake.key),
]


@pytest.mark.parametrize("place", ASKED, ids=lambda place: f"{place.table}.{place.key}")
def test_every_example_is_an_answer(place):
    """
    What a question gives as an example is taken as its answer.
    """
    reply = read_reply(place, QUESTIONS.at(place).example)

    assert reply.answer not in ("", None)
    assert not reply.unsure


@pytest.mark.parametrize("place", [each for each in ASKED if QUESTIONS.at(each).offered], ids=lambda each: each.key)
def test_every_word_for_a_choice_is_its_own(place):
    """
    Each choice is meant by its number and by each of its words, in any case, and by no other choice's.
    """
    for number, choice in enumerate(QUESTIONS.at(place).offered, start=1):
        answer = read_reply(place, str(number)).answer
        for word in (choice.value, choice.shown, *choice.also):
            assert answer == read_reply(place, word.upper()).answer, word
