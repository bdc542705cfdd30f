"""The facts file: what it may say, and how each mistake in it is told."""

from datetime import date

import pytest

from soapwriter.errors import BadFacts, UnknownName
from soapwriter.facts import Change, Facts, When, load_facts, read_when, remarks

NOW = date(2026, 11, 23)


@pytest.fixture
def load(tmp_path):
    """
    Load a facts file of some text, as it would be on the 23rd of November 2026.
    """

    def load(text):
        path = tmp_path / "me.toml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return load_facts(path, now=NOW)

    return load


def exams(*attempts):
    """Return a facts file with some attempts: exam, date, outcome, and a score if there is one."""
    rows = (zip(("exam", "date", "outcome", "score"), attempt, strict=False) for attempt in attempts)
    entries = ("\n".join(f'{key} = "{value}"' for key, value in row if value is not None) for row in rows)
    return "".join(f"[[exams]]\n{entry}\n" for entry in entries)


def troubles(load, text):
    """Return what is wrong with a facts file, without the file's name."""
    with pytest.raises(BadFacts) as caught:
        load(text)
    return [message.partition("me.toml: ")[2] for message in caught.value.messages]


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Step 1", "Step 1"),
        ("USMLE Step 2 CK", "Step 2 CK"),
        ("Step 2CK", "Step 2 CK"),
        ("step-2-ck", "Step 2 CK"),
        ("Step 2", "Step 2 CK"),
        ("USMLE Step 3", "Step 3"),
        ("COMLEX Level 1", "Level 1"),
        ("COMLEX-USA Level 2-CE", "Level 2-CE"),
        ("COMLEX Level 2", "Level 2-CE"),
        ("COMLEX 3", "Level 3"),
    ],
)
def test_exam_names(written, name, load):
    """
    An exam has one name in the facts, however it was written.
    """
    assert name == load(exams((written, "2026-05", "failed"))).exams[0].exam


@pytest.mark.parametrize(
    ("written", "words", "on"),
    [
        ("2026-06-24", "June 24, 2026", "on June 24, 2026"),
        ("2026-06", "June 2026", "in June 2026"),
        ("June 2026", "June 2026", "in June 2026"),
        ("June 24, 2026", "June 24, 2026", "on June 24, 2026"),
        ("24 June 2026", "24 June 2026", "on 24 June 2026"),
        ("24th June 2026", "24 June 2026", "on 24 June 2026"),
        ("Sept 3, 2026", "September 3, 2026", "on September 3, 2026"),
        (date(2026, 6, 24), "June 24, 2026", "on June 24, 2026"),
    ],
)
def test_dates(written, words, on):
    """
    A date is said the way in which it was written: month first, or day first.
    """
    when = read_when(written)

    assert (words, on) == (when.in_words, when.on)


@pytest.mark.parametrize("written", ["soon", "2026-13-01", "31 June 2026", "24 Juny 2026", "2026"])
def test_what_is_no_date(written, load):
    """
    A date that can be read in two ways, or in none, is refused with the way to write it.
    """
    (trouble,) = troubles(load, exams(("Step 1", written, "failed")))

    assert trouble.startswith(f"line 3, exams 1, date: '{written}' is ")
    assert '"2026-06-24"' in trouble


MISTAKES = [
    ('[applicant]\naamc_id = "123"', "line 2, applicant, aamc_id: '123' is not an AAMC ID; an AAMC ID has 8 digits."),
    (
        '[applicant]\ndegre = "MD"',
        (
            "line 2, applicant, degre: There is no key 'degre'. Did you mean 'degree'? "
            "There are: aamc_id, degree, name, school."
        ),
    ),
    (
        "[storry]",
        (
            "line 1, storry: There is no key 'storry'. Did you mean 'story'? "
            "There are: applicant, changes, clinical, eligibility, exams, interview, practice, programs, retake, "
            "school, specialties, story, targets, week, year."
        ),
    ),
    (
        exams(("Stpe 2 CK", "2026-05", "failed")),
        (
            "line 2, exams 1, exam: There is no exam 'Stpe 2 CK'. Did you mean 'Step 2 CK'? "
            "There are: Step 1, Step 2 CK, Step 3, Level 1, Level 2-CE, Level 3."
        ),
    ),
    (
        exams(("Step 1", "2026-05", "fialed")),
        (
            "line 4, exams 1, outcome: There is no outcome 'fialed'. Did you mean 'failed'? "
            "There are: failed, passed, pending, scheduled."
        ),
    ),
    (
        exams(("Step 3", "2026-05", "failed", "many")),
        "line 5, exams 1, score: 'many' is not a score; write a number such as 224, or a percentage such as \"68%\".",
    ),
    (
        exams(("Step 3", "2026-05", "failed", "68%")),
        "line 5, exams 1, score: '68%' is not an exam score; write the whole number of the report, such as 209.",
    ),
    ('[exams]\nexam = "Step 1"', "line 1, exams: is repeated, so its header has two brackets: [[exams]]."),
    ('story = "x"', "line 1, story: is a table of its own, under the header [story]."),
    ("[story]\ncause = 3", 'line 2, story, cause: must be text in quotes, such as "…".'),
    (
        "[story]\nchanges = [1]",
        'line 2, story, changes: must be text in quotes, such as "…"; a list is written as ["…", "…"].',
    ),
    (
        '[[programs]]\nname = "A"\ncontacted_first = "perhaps"',
        "line 3, programs 1, contacted_first: must be true or false, without quotes.",
    ),
    (
        '[[programs]]\nname = "A"\nnrmp_code = "12"',
        "line 3, programs 1, nrmp_code: '12' is not an NRMP program code; it looks like 1234140C0.",
    ),
    ('[[programs]]\ncity = "Dayton"', "line 1, programs 1, name: every entry of [[programs]] needs its name."),
    ('[[exams]]\noutcome = "failed"', "line 1, exams 1, exam: every entry of [[exams]] needs its exam."),
    (
        "[[changes]]\ncount = 3",
        "line 1, changes 1, what: every entry of [[changes]] needs its what, or a whole text.",
    ),
    (
        '[[changes]]\nwhat = "x"\nsince = "2026-11"\nuntil = "2026-07"',
        "line 4, changes 1, until: the end is before the beginning ('since').",
    ),
    ('changes = ["x"]', "line 1, changes 1: is a table of its own, under the header [[changes]]."),
    ('[applicant]\nname = "A', 'line 2: the quotation mark at the end of the name is missing: name = "A"'),
]


@pytest.mark.parametrize(("text", "trouble"), MISTAKES)
def test_mistakes(text, trouble, load):
    """
    A mistake is one line: where it is, what is wrong, what is allowed, and the nearest name.
    """
    assert [trouble] == troubles(load, text + "\n")


CONTRADICTIONS = {
    "a retake before the failure": (
        [("Step 2 CK", "2026-06-24", "failed"), ("Step 2 CK", "2026-05-02", "scheduled")],
        (
            "line 7, exams 2, date: Step 2 CK is scheduled for May 2, 2026, "
            "before the attempt that was failed on June 24, 2026."
        ),
    ),
    "a failure with a passing score": (
        [("Step 2 CK", "2026-06-24", "failed", 218)],
        "line 5, exams 1, score: 218 was a pass of Step 2 CK on June 24, 2026: the line was 218.",
    ),
    "a pass with a failing score": (
        [("Step 2 CK", "2025-06-30", "passed", 213)],
        "line 5, exams 1, score: 213 was not a pass of Step 2 CK on June 30, 2025: the line was 214.",
    ),
    "a number for an exam without numbers": (
        [("Step 1", "2024-05", "failed", 190)],
        (
            "line 5, exams 1, score: Step 1 in May 2024 was reported as pass or fail without a number; "
            "leave the score out."
        ),
    ),
    "a number off the scale": (
        [("Step 3", "2025-05", "failed", 301)],
        "line 5, exams 1, score: 301 is off the scale of Step 3, which runs from 1 to 300.",
    ),
    "a score before the result": (
        [("Step 3", "2027-05", "scheduled", 201)],
        "line 5, exams 1, score: an attempt that is scheduled has no score yet.",
    ),
    "two outcomes of one day": (
        [("Step 3", "2025-05-04", "failed"), ("Step 3", "2025-05-04", "passed")],
        "line 7, exams 2, date: two attempts of Step 3 on May 4, 2025, one failed and one passed.",
    ),
    "an attempt after a pass": (
        [("Level 3", "2025-05-04", "passed"), ("Level 3", "2025-08-04", "failed")],
        (
            "line 7, exams 2, date: Level 3 was passed on May 4, 2025, so there is no attempt on August 4, 2025: "
            "a pass is not retaken."
        ),
    ),
    "a result of a day to come": (
        [("Step 3", "2026-11-24", "failed")],
        (
            "line 3, exams 1, date: November 24, 2026 is still to come, and the attempt is failed; "
            "a coming attempt is 'scheduled'."
        ),
    ),
}


@pytest.mark.parametrize(("attempts", "trouble"), CONTRADICTIONS.values(), ids=CONTRADICTIONS)
def test_contradictions(attempts, trouble, load):
    """
    A record that cannot be true is refused, and the line that it is judged by is that of the test date.
    """
    assert [trouble] == troubles(load, exams(*attempts))


@pytest.mark.parametrize(
    "attempts",
    [
        [("Step 2 CK", "2026-06-24", "failed", 217), ("Step 2 CK", "2027-03-30", "scheduled")],
        [("Step 2 CK", "2025-06-30", "passed", 214)],
        [("Step 1", "2021-06", "failed", 193)],
        [("Step 2 CK", "2026-07-01", "failed", 230)],
        [("Step 2 CK", "2012-01", "failed", 230)],
        [("Step 1", "2022-01", "passed", 200)],
        [("Step 3", None, "failed", 230)],
        [("Step 1", "2024-05", "failed"), ("Step 1", "2024-05", "passed")],
        [("Step 3", "2026-11-23", "failed")],
    ],
)
def test_no_contradiction(attempts, load):
    """
    What is true, and what the tables do not know (a date beyond them, a month in which the line moved), is accepted.
    """
    assert len(attempts) == len(load(exams(*attempts)).exams)


def test_all_mistakes_at_once(load):
    """
    Every mistake of a file is named in one go.
    """
    text = '[applicant]\naamc_id = "1"\nnmae = "A"\n' + exams(("Step 9", "x", "lost", "y"))

    assert 6 == len(troubles(load, text))


@pytest.mark.parametrize(
    ("content", "trouble"),
    [
        (b'[applicant]\nname = "Jos\xe9"\n', "byte 24 is not UTF-8; save the file as UTF-8."),
        (b"#" * 1_000_001, "It is over 1 MB, which no facts file is."),
    ],
)
def test_unreadable(content, trouble, load):
    """
    A file that is not text, or too large, is refused with its reason.
    """
    assert [trouble] == troubles(load, content)


def test_no_such_file(tmp_path):
    """
    A facts file that is not there is told with the command that writes one.
    """
    with pytest.raises(
        BadFacts, match=r"No such file or directory\. 'soapwriter init .*me\.toml' writes a facts file\."
    ):
        load_facts(tmp_path / "me.toml")


def test_empty_entries_are_no_entries(load):
    """
    What nobody has filled in is not there, so that a blank file loads.
    """
    blank = (
        '[applicant]\nname = ""\n[[exams]]\nexam = ""\nscore = ""\n[[programs]]\npeople = []\ncontacted_first = false\n'
    )

    assert Facts() == load(blank)


def test_changes_in_parts(load):
    """
    A change is entered in parts, with a number as a number or as text, or as one sentence; the free sentences stay.
    """
    facts = load(
        '[[changes]]\nwhat = "timed questions"\ncount = 2600\nresource = "UWorld"\nsince = "July 2026"\n'
        '[[changes]]\ntext = "I see Dr. P. every Sunday."\ncount = "about 40"\n[[changes]]\n'
        '[story]\nchanges = ["I asked for help."]\n'
    )

    assert ("2,600", "timed questions", When(2026, 7)) == (
        facts.changes[0].count,
        facts.changes[0].what,
        facts.changes[0].since,
    )
    assert [("about 40", "I see Dr. P. every Sunday.")] == [(each.count, each.text) for each in facts.changes[1:]]
    assert (*facts.changes, Change(text="I asked for help.")) == facts.every_change


def test_a_cause_for_each_exam(load):
    """
    Each failure may have its own cause.
    """
    facts = load('[[exams]]\nexam = "Step 1"\noutcome = "failed"\ncause = "I had no plan."\n')

    assert "I had no plan." == facts.failures[0].cause


@pytest.mark.parametrize(
    ("attempts", "standing"),
    [
        ([], "pending"),
        ([("Step 1", "2025-05", "failed")], "pending"),
        ([("Step 1", "2025-05", "failed"), ("Step 1", "2027-02", "scheduled")], "pending"),
        ([("Step 1", "2025-05", "failed"), ("Step 1", "2025-09", "passed")], "passed"),
        ([("Step 1", "2025-05", "failed"), ("Step 1", "2025-09", "failed")], "several"),
        ([("Step 1", "2025-05", "failed"), ("Step 3", "2025-09", "failed")], "several"),
    ],
)
def test_record_state(attempts, standing, load):
    """
    The record itself says which explanation fits.
    """
    assert standing == load(exams(*attempts)).record_state


def test_programs_of_one_name(load):
    """
    A program is found by its name in any case; two of one name are told apart by their cities.
    """
    facts = load("".join(f'[[programs]]\nname = "Mercy"\ncity = "{city}"\n' for city in ("Arlen", "Dayton")))

    assert "Dayton" == facts.program("mercy, dayton").city
    with pytest.raises(
        UnknownName, match="'Mercy' fits 2 programs; write more, or the city too: 'Mercy, Arlen' or 'Mercy, Dayton'"
    ):
        facts.program("Mercy")
    with pytest.raises(UnknownName, match=r"There is no program 'Merzy'\. Did you mean 'Mercy'\?"):
        facts.program("Merzy")


HOUSES = (
    ("High Plains Family Medicine Residency", "Garden City, KS"),
    ("St. Brigid Medical Center", "Newark, NJ"),
    ("Valley Children's Pediatrics", "McAllen, TX"),
    ("Mercy Erie Medical Center", "Erie, PA"),
    ("Mercy", "Arlen, MI"),
)


@pytest.mark.parametrize(
    ("written", "city"),
    [
        ("High Plains", "Garden City, KS"),
        ("high  plains fam", "Garden City, KS"),
        ("Plains", "Garden City, KS"),
        ("St Brigid", "Newark, NJ"),
        ("valley childrens", "McAllen, TX"),
        ("Erie", "Erie, PA"),
        ("Mercy", "Arlen, MI"),
        ("newark", "Newark, NJ"),
    ],
)
def test_some_words_of_a_program(written, city):
    """
    Some words of a program's name or city are enough, in any case, where they fit one program; a whole name is first.
    """
    facts = Facts.model_validate({"programs": [{"name": name, "city": city} for name, city in HOUSES]})

    assert city == facts.program(written).city


@pytest.mark.parametrize(
    ("written", "trouble"),
    [
        (
            "medical center",
            (
                "'medical center' fits 2 programs; write more, or the city too: "
                "'St. Brigid Medical Center, Newark, NJ' or 'Mercy Erie Medical Center, Erie, PA'."
            ),
        ),
        ("ains", "There is no program 'ains'. Did you mean 'High Plains Family Medicine Residency'?"),
        ("", "There is no program ''."),
    ],
)
def test_words_that_fit_no_program_or_several(written, trouble):
    """
    Words that fit several programs name them, and the middle of a word is not enough.
    """
    facts = Facts.model_validate({"programs": [{"name": name, "city": city} for name, city in HOUSES]})

    with pytest.raises(UnknownName) as caught:
        facts.program(written)
    assert caught.value.messages[0].startswith(trouble)


def test_remarks(load):
    """
    A booked day that has passed and a missing outcome are worth a word, and no mistake.
    """
    facts = load(
        exams(("Step 2 CK", "2026-07-02", "failed", 210), ("Step 2 CK", "2026-11-02", "scheduled"), ("Step 3",))
    )

    assert [
        "Step 2 CK is scheduled for November 2, 2026, which has passed: say what came of it.",
        "An attempt of Step 3 has no outcome: write passed, failed, pending or scheduled.",
    ] == list(remarks(facts, now=NOW))


DOUBTS = [
    ((("Step 2 CK", "2026-09-02", "passed", 215),),
     "215 was not a pass of Step 2 CK on September 2, 2026: the line was 218, the last that is known here. Confirm it on usmle.org."),
    ((("Step 2 CK", "2026-09-02", "passed", 231),), ""),
    ((("Level 3", "2025-03-04", "failed", 372),),
     "372 was a pass of Level 3 on March 4, 2025: the line was 350, the last that is known here. Confirm it on nbome.org."),
    ((("Level 3", "2025-03-04", "failed", 341),), ""),
    ((("Step 2 CK", "2012-01-04", "failed", 180),),
     "180 for Step 2 CK on January 4, 2012 could not be checked: no pass line is known for that day."),
    ((("Step 1", "", "failed", 188),), "188 for Step 1 has no date: since January 2022 the exam reports no number."),
]  # fmt: skip


@pytest.mark.parametrize(("attempts", "doubt"), DOUBTS)
def test_a_line_that_is_not_beyond_doubt_is_a_remark(attempts, doubt, load):
    """
    A line of one source, or the last known one, never makes the facts unreadable: what it speaks against is a remark.
    """
    assert ([doubt] if doubt else []) == list(remarks(load(exams(*attempts)), now=NOW))


def test_attempts_that_are_too_close_are_a_remark(load):
    """
    A fourth attempt of a Step within twelve months, and four fails of one, are worth a word; a spread record is not.
    """
    days = ("2025-06-02", "2025-09-01", "2025-12-01", "2026-04-01")
    close = load(exams(*(("Step 1", day, "failed") for day in days)))
    apart = load(
        exams(*(("Step 1", day, "failed") for day in ("2024-06-02", *days[1:3])), ("Step 1", days[3], "passed"))
    )
    first, second = remarks(close, now=NOW)

    assert "More than 3 attempts of Step 1 lie within twelve months, the last on April 1, 2026" in first
    assert "Your facts have 4 fails of Step 1. Four fails of one Step end the attempts at every Step" in second
    assert [] == list(remarks(apart, now=NOW))


def test_a_number_that_cannot_exist_is_refused_on_any_day(load):
    """
    Since the switch Step 1 and Level 1 report no number, and that has no end.
    """
    for exam, day in (("Step 1", "2026-10-02"), ("Level 1", "2026-09-14")):
        assert "was reported as pass or fail without a number" in troubles(load, exams((exam, day, "failed", 190)))[0]


@pytest.mark.parametrize(("count", "named"), [(2, "P0, P1"), (6, "the 6 of your facts")])
def test_a_long_list_of_programs_is_not_told(count, named):
    """
    A message names a few programs; a long list, which is the applicant's alone, it does not name.
    """
    facts = Facts.model_validate({"programs": [{"name": f"P{number}"} for number in range(count)]})

    with pytest.raises(UnknownName, match=f"There is no program 'Zeta'. There are: {named}."):
        facts.program("Zeta")
