"""Drafts: the applicant's own sentences, joined, within their limits, and nothing made up."""

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from soapwriter.drafter import LEFT_OUT, request
from soapwriter.drafter.drafter import draft, drafts
from soapwriter.errors import UnknownName
from soapwriter.facts import Facts, load_facts
from soapwriter.kinds.kind import find_kind
from soapwriter.text import complete_sentence, count_words, split_sentences

SAMPLES = Path(__file__).parents[1] / "samples"
STORY = {
    "cause": "I studied alone. i never asked for help",
    "changes": ["done 1,200 questions with Dr. Ek", "I meet a tutor each Monday at 7 a.m. in the library."],
}
FIRST = {"exam": "Step 2 CK", "date": "2026-02-10", "outcome": "failed", "score": 209}
AGAIN = {"exam": "Step 2 CK", "date": "2027-02-10", "outcome": "scheduled"}


def made(**tables):
    """Return facts of some tables."""
    return Facts.model_validate(tables)


def explained(*exams, form="full", variant=None, practice=(), **story):
    """Return the explanation of some attempts."""
    facts = made(exams=exams, story=STORY | story, practice=practice)
    return draft("failure", facts, form=form, variant=variant)


@pytest.fixture(scope="module")
def maren():
    """
    The invented applicant whose retake is to come.
    """
    return load_facts(SAMPLES / "facts.toml", now=date(2026, 11, 23))


@pytest.fixture(scope="module")
def teodor():
    """
    The invented applicant who has passed since.
    """
    return load_facts(SAMPLES / "facts-passed.toml", now=date(2026, 11, 23))


@pytest.mark.parametrize("form", find_kind("failure").forms)
def test_the_forms_keep_their_lengths(form, maren, teodor):
    """
    Full is 4 to 6 sentences, brief 2, spoken 60 to 90 seconds at 145 words a minute.
    """
    limits = find_kind("failure").forms[form].limits
    for facts in (maren, teodor):
        text = draft("failure", facts, form=form).text
        least, most = limits.sentences or (1, 99)

        assert least <= len(split_sentences(text)) <= most
        assert limits.words[0] <= count_words(text) <= limits.words[1]


@pytest.mark.parametrize("number", range(8))
def test_the_four_parts(number, maren):
    """
    Whatever the plan, the failure is owned with all that is known of it, and cause, changes and what comes next follow.
    """
    text = draft("failure", maren, another=number).text

    assert all(word in text for word in ("failed", "Step 2 CK", "first", "June 2026", "209", "March 30"))
    assert maren.story.cause.rstrip(".")[2:] in text
    assert 0.3 <= sum(count_words(each) for each in maren.story.changes if each.rstrip(".") in text) / count_words(text)


@pytest.mark.parametrize("number", range(8))
def test_leads_to_the_pass(number, teodor):
    """
    Who has passed since owns the failure before the pass, whatever the plan.
    """
    text = draft("failure", teodor, another=number).text
    owned, passed = text.index("failed"), re.search(r"passed (?:the exam|it)", text).start()

    assert owned < passed
    assert "COMLEX-USA Level 2-CE" in text[:passed]
    assert all(word in text[passed - 60 :] for word in ("second attempt", "in May", "478"))


def test_plans_differ(maren, teodor):
    """
    There are at least six different explanations from the same facts, and four different briefs.
    """
    for facts in (maren, teodor):
        assert 6 <= len(drafts("failure", facts))
        assert 4 <= len(drafts("failure", facts, form="brief"))


PASSED = {"exam": "Step 2 CK", "date": "2026-06-10", "outcome": "passed", "score": 240}
STEP_1 = {"exam": "Step 1", "date": "2024-05", "outcome": "failed"}
SEVERAL = {
    "two exams": (
        [STEP_1, FIRST, AGAIN],
        ["Step 1", "May 2024", "failed Step 2 CK", "February 2026", "February 10, 2027"],
    ),
    "one passed": (
        [STEP_1, {"exam": "Step 1", "date": "2024-09", "outcome": "passed"}, FIRST, AGAIN],
        ["passed it on my second, in September", "Step 2 CK", "209", "February 10, 2027"],
    ),
    "one exam twice": (
        [FIRST, {"exam": "Step 2 CK", "date": "2026-06-01", "outcome": "failed", "score": 212}, AGAIN],
        ["209", "June", "212", "February 10, 2027"],
    ),
    "a result to come": (
        [FIRST, {"exam": "Step 2 CK", "date": "2026-05-02", "outcome": "failed"}, AGAIN | {"outcome": "pending"}],
        ["February 10, 2027", "result"],
    ),
    "without dates": (
        [{"exam": "Step 3", "outcome": "failed"}] * 2,
        ["first attempt", "again on my second"],
    ),
}


@pytest.mark.parametrize(("exams", "told"), SEVERAL.values(), ids=SEVERAL)
def test_several_failures(exams, told):
    """
    Every failed attempt is named, with what came of it, and the retake of the exam that is still open.
    """
    text = explained(*exams).text

    assert [] == [part for part in told if part not in text]


@pytest.mark.parametrize("form", find_kind("failure").forms)
@pytest.mark.parametrize("exams", [case[0] for case in SEVERAL.values()], ids=SEVERAL)
def test_sentences_are_whole(exams, form):
    """
    Every sentence of every form begins with a capital and ends with one full stop, also where nothing comes after it.
    """
    text = re.sub(r"\[\[.*?\]\]", "Missing.", explained(*exams, form=form).text)

    assert all(re.match(r"[A-Z].*[^.;:,\s]\.$", each) for each in split_sentences(text.replace(";", ",")))


def test_answers_become_sentences():
    """
    An answer that goes on from its stem becomes a sentence; capitals and full stops are put right, and no more.
    """
    text = explained(FIRST, AGAIN, variant="pending").text

    assert re.search(r"I studied alone(?:\.|, and) I never asked for help\.", text)
    assert re.search(r"Since (then|that result|the exam) I have done 1,200 questions with Dr\. Ek", text)


def test_a_part_of_a_sentence_is_asked_for():
    """
    What is no sentence, and cannot be made one, is shown with the question, and the draft is not complete.
    """
    drafted = explained(FIRST, AGAIN, changes=["study group w my roommate", "I did 40 blocks."])

    assert ["story.changes"] == [fact for fact, _ in drafted.missing]
    assert '[[changes: "study group w my roommate" is not a sentence yet' in drafted.text


def test_an_open_exam_comes_first():
    """
    Of two failed exams the one that is still open is told first, each with its own cause.
    """
    old = [STEP_1 | {"cause": "I had no plan."}, {"exam": "Step 1", "date": "2024-09", "outcome": "passed"}]
    text = explained(*old, FIRST | {"cause": "I sat it a week after a move."}, AGAIN).text

    assert text.index("Step 2 CK") < text.index("after a move") < text.index("failed Step 1") < text.index("no plan")
    assert "I studied alone" not in text


def test_what_the_writer_says_is_not_said_again():
    """
    A pass that a change tells of is not told a second time.
    """
    exams = [STEP_1, STEP_1 | {"date": "2024-09"}, {"exam": "Step 1", "date": "2025-02", "outcome": "passed"}]
    text = explained(*exams, changes=["I passed Step 1 in February 2025 after 2,000 questions."]).text

    assert 1 == text.count("passed")


def test_keep_and_drop(maren):
    """
    A sentence that was left out can be kept, and another one left out instead.
    """
    left_out = [note.partition(": ")[2] for note in draft("failure", maren).notes if note.startswith(LEFT_OUT)]
    kept = draft("failure", maren, keep=[left_out[0]]).text
    dropped = draft("failure", maren, drop=[maren.story.changes[0]]).text

    assert left_out[0].rstrip(".") in kept
    assert maren.story.changes[0].rstrip(".") not in dropped


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("i asked for help", "I asked for help."),
        ("I asked for help..", "I asked for help."),
        ("I asked for help!", "I asked for help!"),
        ("  I asked\nfor help ,", "I asked for help."),
        ("mRNA was my worst topic", "mRNA was my worst topic."),
        ("each Monday I meet Dr. Ek.", "Each Monday I meet Dr. Ek."),
        ('He said "go on."', 'He said "go on."'),
    ],
)
def test_ends_of_a_sentence(written, sentence):
    """
    Both ends of a sentence are fixed, and what is between stays.
    """
    assert sentence == complete_sentence(written)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("I meet Dr. Ek at 7 a.m. on Mondays. I go home at 6 p.m.", 2),
        ("I did 3.5 hours a day. It helped! Did it? Yes.", 4),
        ("St. Mary's is where I met J. Ortiz.", 1),
        ("", 0),
    ],
)
def test_telling_sentences_apart(text, count):
    """
    Titles, initials and clock times end no sentence.
    """
    assert count == len(split_sentences(text))


def test_the_plan_is_not_said_twice():
    """
    A plan that names the day of the retake stands alone.
    """
    text = explained(FIRST, AGAIN, plan="On 10 February I retake it in Dayton.").text

    assert 1 == text.count("February 10") + text.count("10 February")


def test_practice_scores():
    """
    Practice scores since the failure become a sentence, unless they are another exam's or have been told already.
    """
    tests = [
        {"name": "NBME 9", "exam": "Step 2 CK", "date": "2026-01-05", "score": 190},
        {"name": "NBME 10", "exam": "Step 2 CK", "date": "2026-04-05", "score": 215},
        {"name": "Free 120", "exam": "Step 2 CK", "date": "2026-05-05", "score": "71%"},
        {"name": "CBSE", "exam": "Step 1", "date": "2026-05-06", "score": 70},
        {"name": "NBME 11", "exam": "Step 2 CK", "date": "2026-06-05", "score": 229},
    ]
    spoken = explained(FIRST, AGAIN, form="spoken", practice=tests).text
    told = explained(FIRST, AGAIN, practice=tests, changes=["I went from 215 to 229."]).text

    assert "215 on NBME 10 in April, 71% on Free 120 in May and 229 on NBME 11 in June" in spoken
    assert "NBME 9" not in spoken
    assert "CBSE" not in spoken
    assert "NBME" not in told


def test_missing_is_named_all_at_once():
    """
    Every fact that is missing is named with its question, in the order of asking, and is visible in the draft.
    """
    drafted = draft("failure", made())

    assert ["failures", "story.cause", "story.changes", "story.plan"] == [fact for fact, _ in drafted.missing]
    assert "[[plan: When do you retake it?]]" in drafted.text


def test_too_short_is_said_and_not_padded():
    """
    Facts that do not fill a minute make a draft without a hole; what would be good to add is said beside it.
    """
    drafted = explained(FIRST, AGAIN, form="spoken")

    assert () == drafted.missing
    assert "60 seconds need 145" in drafted.notes[-1]


def test_what_is_left_out_is_said(maren):
    """
    Sentences that do not fit are named in notes, and none is lost without a word.
    """
    drafted = draft("failure", maren)
    told = [
        complete_sentence(each) for text in (*maren.story.changes, maren.story.plan) for each in split_sentences(text)
    ]
    left_out = [note.removeprefix("Left out for length: ") for note in drafted.notes]

    assert all(sentence.rstrip(".")[2:] in drafted.text or sentence in left_out for sentence in told)


def test_too_long_is_said():
    """
    One answer that is longer than the whole may be is kept, and the draft says that it is too long.
    """
    drafted = explained(FIRST, AGAIN, cause="I read " + "and read " * 150)

    assert "at most 139 are wanted" in drafted.notes[-1]


@pytest.mark.parametrize("specialty", ["family-medicine", "internal-medicine", "preliminary-medicine"])
def test_statement(specialty, maren):
    """
    A statement has 200 to 650 words, names its specialty alone, and carries the failure unless asked not to.
    """
    whole, without = (draft("statement", maren, specialty=specialty, with_failure=on).text for on in (True, False))
    others = {"family medicine", "internal medicine", "preliminary medicine"} - {specialty.replace("-", " ")}

    assert 200 <= count_words(whole) <= 650
    assert "failed Step 2 CK" in whole
    assert "failed" not in without
    assert specialty.replace("-", " ") in without
    assert [] == [other for other in others if other in without]


def test_statement_needs_a_specialty(maren):
    """
    Facts with several specialties leave no guess which one is meant.
    """
    with pytest.raises(UnknownName, match="--specialty: family-medicine, internal-medicine, preliminary-medicine"):
        draft("statement", maren)


@pytest.mark.parametrize("program", ["Pinewater Family Medicine", "Great Bend Medical Center, Arlen, MI"])
def test_thank_you(program, maren):
    """
    A thank-you has a greeting, that conversation's detail, 40 to 120 words and the AAMC ID; no failure and no ask.
    """
    entry = maren.program(program)
    text = draft("thank-you", maren, program=program).text

    assert re.match(r"Subject: .*[Tt]hank you", text)
    assert f"\n\nDear {entry.interviewer},\n\n" in text
    assert entry.details[0] in text
    assert text.endswith("\nMaren Oduya\nAAMC ID 14820736\n")
    assert 40 <= count_words(text) <= 120
    assert not re.search(r"fail|Step 2|rank|\?|please", text)


def test_one_detail_is_told_whole(maren):
    """
    The first detail of a conversation is told with all its sentences, and the second one is kept for another time.
    """
    program = maren.programs[0].model_copy(update={"details": ("You run the van. It leaves at 8", "You have a choir.")})
    text = draft("thank-you", maren.model_copy(update={"programs": (program,)})).text

    assert "You run the van. It leaves at 8." in text
    assert "choir" not in text


@pytest.mark.parametrize(
    ("call", "message"),
    [
        ({"kind": "failur"}, "Did you mean 'failure'?"),
        ({"kind": "interview", "variant": "struggles"}, "Did you mean 'struggle'?"),
        ({"kind": "interview"}, "Say which specialty it is for with --specialty: family-medicine, internal-medicine"),
        ({"kind": "interview", "specialty": "pmrr"}, "Did you mean 'pmr'?"),
        ({"kind": "interview", "variant": "why-program"}, "Say which program it is for with --program"),
        ({"kind": "failure", "variant": "passd"}, "Did you mean 'passed'?"),
        ({"kind": "failure", "form": "ful"}, "Did you mean 'full'?"),
        ({"kind": "thank-you", "form": "full"}, "A thank-you has one form only; leave --form out."),
        ({"kind": "thank-you", "program": "Grate Bend Medical"}, "Did you mean 'Great Bend Medical Center'?"),
        ({"kind": "thank-you"}, "Say which program it is for with --program"),
        ({"kind": "statement", "specialty": "dermatology"}, "There is no variant 'dermatology'."),
    ],
)
def test_unknown_names(call, message, maren):
    """
    A wrong name is told with the nearest right one.
    """
    with pytest.raises(UnknownName) as caught:
        draft(call.pop("kind"), maren, **call)

    assert message in str(caught.value)


def test_a_kind_without_templates(monkeypatch):
    """
    A kind that can only be linted is not drafted, and that is said.
    """
    only_linted = find_kind("thank-you").model_copy(update={"id": "note", "variants": {}})
    monkeypatch.setattr(request, "find_kind", lambda _: only_linted)

    with pytest.raises(UnknownName, match=r"'note' can be linted and not drafted yet\."):
        draft("note", Facts())


def test_drafts_are_stable(maren):
    """
    The same facts give the same draft, and other facts other wordings of the joins.
    """
    again = load_facts(SAMPLES / "facts.toml")
    named = (
        maren.model_copy(update={"applicant": maren.applicant.model_copy(update={"name": name})}) for name in "ABCDEFGH"
    )
    openings = {split_sentences(draft("failure", facts).text)[0] for facts in named}

    assert draft("failure", maren) == draft("failure", again)
    assert 3 <= len(openings)


def test_no_twins(maren, teodor):
    """
    Two applicants' statements and explanations have no sentence in common.
    """
    one = draft("failure", maren, form="spoken").text + draft("statement", maren, specialty="family-medicine").text
    other = draft("failure", teodor, form="spoken").text + draft("statement", teodor, specialty="psychiatry").text

    assert set() == set(split_sentences(one)) & set(split_sentences(other))


WORDS = st.lists(
    st.sampled_from("walked read counted asked Mondays clinic blocks forty charts early".split()),
    min_size=4,
    max_size=14,
)
SENTENCES = WORDS.map(lambda words: f"I {' '.join(words)}")
NUMBERS = st.integers(min_value=2, max_value=9999)
COUNTED = st.builds("{} with {:,} of them.".format, SENTENCES, NUMBERS)
DAYS = st.dates(date(2023, 1, 1), date(2025, 6, 1))


@st.composite
def applicants(draw):
    """Return the facts of somebody who failed once, and has told three to six changes."""
    day = draw(DAYS)
    story = {
        "cause": draw(SENTENCES),
        "changes": draw(st.lists(COUNTED, min_size=3, max_size=6)),
        "plan": draw(SENTENCES),
    }
    failed = {"exam": "Step 2 CK", "date": day, "outcome": "failed", "score": draw(st.integers(150, 213))}
    retake = {"exam": "Step 2 CK", "date": date(2027, day.month, min(day.day, 28)), "outcome": "scheduled"}
    return made(
        exams=[failed, retake], story=story, applicant={"name": draw(st.text("ABCdef ", min_size=1, max_size=9))}
    )


@given(applicants(), st.sampled_from(["full", "brief"]))
@settings(max_examples=80, deadline=None)
def test_any_draft_is_within_limits_and_invents_nothing(facts, form):
    """
    Whatever the facts: the length is kept, every number is in the facts, and so is every name.
    """
    drafted = draft("failure", facts, form=form)
    least, most = find_kind("failure").forms[form].limits.sentences
    known = facts.model_dump_json().replace(",", "") + " ".join(each.date.in_words for each in facts.exams if each.date)
    numbers = re.findall(r"\d+", drafted.text.replace(",", ""))
    names = set(re.findall(r"(?<![.:;] )(?<!^)\b[A-Z][a-z]+", drafted.text))

    assert () == drafted.missing
    assert least <= len(split_sentences(drafted.text)) <= most
    assert [] == [number for number in numbers if number not in known]
    assert [] == [
        name
        for name in names
        if name not in known and name not in {"Since", "My", "In", "On", "Because", "After", "Once"}
    ]
