"""`soapwriter targets` as a person uses it."""

import json
import re
import tomllib
from pathlib import Path

import pytest

from soapwriter.drafter.drafter import draft
from soapwriter.facts import Facts
from soapwriter.kinds.kind import kinds

SAMPLES = Path(__file__).parents[1] / "samples"
FACTS = """
[[exams]]
exam = "Step 2 CK"
date = 2026-06-24
outcome = "failed"
score = 209

[[specialties]]
specialty = "family medicine"

[targets]
off = ["psychiatry: I have no rotation in it."]

[[programs]]
name = "Pinewater Family Medicine"
city = "Dunmore, OH"
specialty = "family medicine"
history = "two of ours, 2023"
requires = ["Step 2 CK pass", "kindness"]

[[programs]]
name = "Elm Hill"
specialty = "EM"
"""
AT = ("--at", "2027-03-16 09:30")


@pytest.fixture
def targets(run, tmp_path):
    """Ask where to apply, by two invented programs."""
    facts = tmp_path / "me.toml"
    facts.write_text(FACTS, encoding="utf-8")
    return lambda *options: run("targets", "--facts", facts, *options)


def told(result):
    """Return what was printed, on one line."""
    return " ".join(result.stdout.split())


def test_tells_all_with_its_reason(targets):
    """
    It says what is off the table and why, the fields, the programs with the facts, the rules, what is not known, and
    last of all to keep the list.
    """
    result = targets(*AT)
    text = told(result)
    said = [
        "Applications can go out now, until Thursday, March 18, 2027, 9:00 a.m. Eastern",
        "The 2027 times have one source",
        "The time has no zone, and was read as Eastern.",
        "Off the table Psychiatry: you put it aside. You say: I have no rotation in it.",
        "orthopedic surgery, otolaryngology, plastic surgery, thoracic surgery and vascular surgery: by an adviser's article.",
        "The way on: there are places elsewhere. In 2025 the most were open in family medicine (805), preliminary surgery (521)",
        "the opinion of one adviser's article on applicants with a failed exam, and no fact.",
        "family medicine: in 2025, 805 open; in 2024, 636 open; in 2022, 445 filled through SOAP (categorical places). You have a statement and 1 program.",
        "ERAS: 1 of 45. ResidencyCAS: 1 of 45.",
        "A: Your school has been there Pinewater Family Medicine, Dunmore, OH family medicine, categorical; ERAS.",
        "In A because: two of ours, 2023.",
        "not met: Step 2 CK pass. Step 2 CK failed on June 24, 2026, with a 209.",
        "not known: kindness. These words are not read here",
        "In no group yet",
        "Before it can go out: your facts have no statement for emergency medicine",
        "An application cannot be taken back once it is sent. Source:",
        "ResidencyCAS lists its SOAP programs apart.",
        "How many places were unfilled in each field in 2026",
        "Keep this to yourself. The list of unfilled programs may not be copied, shared or posted",
    ]
    places = [text.find(each) for each in said]

    assert 0 == result.exit_code
    assert [] == [each for each, place in zip(said, places, strict=True) if place < 0]
    assert sorted(places) == places


def test_no_score_and_no_chance(targets):
    """
    Nothing that is printed looks like a probability or a score.
    """
    text = told(targets(*AT))

    assert not re.search(r"\d\s*%|percent|probab|likel|odds|\bchance of\b|\bscore of\b|out of (?:10|100)|\d/10", text)


def test_one_field(targets):
    """
    --specialty shows one field with its programs, and no other; the counts stay those of all programs.
    """
    text = told(targets("--specialty", "FM"))

    assert (
        "Family medicine One adviser's opinion, with a failed exam: feasible, if the rest of the application is" in text
    )
    assert "Pinewater" in text
    assert "Elm Hill" not in text
    assert "ResidencyCAS: 1 of 45." in text


def test_a_field_off_the_table(targets):
    """
    A field that is off the table is told calmly, and with the way on.
    """
    text = told(targets("--specialty", "dermatology"))

    assert "That is about one week, and not about what kind of doctor you will be. The way on: there are places" in text
    assert "None of your programs is there." in text


@pytest.mark.parametrize(("cluster", "there"), [("a", {"Pinewater"}), ("B", set()), ("none", {"Elm Hill"})])
def test_one_group(targets, cluster, there):
    """
    --cluster shows the programs of one group, and no fields.
    """
    text = told(targets("--cluster", cluster))

    assert there == {name for name in ("Pinewater", "Elm Hill") if name in text}
    assert "Off the table" not in text
    assert (not there) == ("None of your programs is there." in text)


def test_as_a_record(targets):
    """
    The JSON record has fields, programs with their reasons and requirements, counts, rules and what is not known.
    """
    record = json.loads(targets("--format", "json", *AT).stdout)
    pinewater, elm = record["programs"]
    psychiatry = next(each for each in record["fields"] if each["specialty"] == "psychiatry")

    assert ("schema", 1) == next(iter(record.items()))
    assert ("you", "I have no rotation in it.") == (psychiatry["off"], psychiatry["reason"])
    assert ("A", [{"cluster": "A", "fact": "two of ours, 2023"}]) == (pinewater["cluster"], pinewater["because"])
    assert ["not met", "not known"] == [each["status"] for each in pinewater["requirements"]]
    assert (None, "ResidencyCAS") == (elm["cluster"], elm["service"])
    assert [("ERAS", 1, 45, 0), ("ResidencyCAS", 1, 45, 0)] == [
        (each["service"], each["programs"], each["most"], each["over"]) for each in record["counts"]
    ]
    assert all(rule["confidence"] and rule["date"] and rule["title"] for rule in record["rules"])
    assert any("2026" in text for text in record["not_known"])


@pytest.mark.parametrize("width", ["40", "60", "80"])
def test_fits_the_screen(targets, width, monkeypatch):
    """
    No line but an address is wider than the screen.
    """
    monkeypatch.setenv("COLUMNS", width)

    assert [] == [line for line in targets().stdout.splitlines() if len(line) > int(width) and "http" not in line]


def test_colours_change_no_word(targets, monkeypatch):
    """
    Colours are around the words, and in no other place.
    """
    plain = targets(*AT).stdout
    monkeypatch.setenv("FORCE_COLOR", "1")
    painted = targets(*AT).stdout

    assert "\x1b[33mnot met\x1b[0m" in painted
    assert plain == re.sub(r"\x1b\[[\d;]*m", "", painted)


def test_too_many(run, tmp_path):
    """
    More than 45 for a service exits with status 1, and says which to drop first and why.
    """
    programs = "".join(f'[[programs]]\nname = "P{number}"\nspecialty = "FM"\n' for number in range(47))
    (tmp_path / "me.toml").write_text(programs, encoding="utf-8")
    result = run("targets", "--facts", tmp_path / "me.toml")

    assert 1 == result.exit_code
    assert "ERAS: 47 of 45. 2 too many for ERAS. If you must drop some, these first" in told(result)
    assert "P46: no fact of yours places it in a group. P45: no fact" in told(result)


def test_facts_without_programs(run, tmp_path):
    """
    Facts without programs and without exams still show the fields, and say what to add and whom to ask.
    """
    (tmp_path / "me.toml").write_text('[applicant]\nname = "Ana Invented"\n', encoding="utf-8")
    result = run("targets", "--facts", tmp_path / "me.toml")

    assert 0 == result.exit_code
    assert "Your facts name no program yet." in told(result)
    assert "Ask your dean's office now" in told(result)
    assert "Your facts name no failed exam" in told(result)


def test_all_put_aside(run, tmp_path):
    """
    Where every field with a count was put aside there is no way on to name, and no error.
    """
    names = ["FM", "IM", "peds", "TY", "EM", "psych", "path", "OB/GYN", "neurology", "child neurology"]
    names += ["preliminary surgery", "preliminary medicine", "general surgery", "anesthesiology"]
    (tmp_path / "me.toml").write_text(f"[targets]\noff = {json.dumps(names)}\n", encoding="utf-8")
    result = run("targets", "--facts", tmp_path / "me.toml")

    assert 0 == result.exit_code
    assert "The way on" not in result.stdout


def test_passed_since(run):
    """
    A pass since the failure is said, without saying what it changes.
    """
    assert "You have passed since." in told(run("targets", "--facts", SAMPLES / "facts-passed.toml"))


@pytest.mark.parametrize(
    ("at", "says"),
    [
        ("2027-03-15 09:00", "Applications open on Monday, March 15, 2027, 11:00 a.m. Eastern"),
        (
            "2027-03-18 09:30",
            "An offer round is running: no application can go out before Thursday, March 18, 2027, 11:00",
        ),
        ("2027-03-18 20:30", "The last round is over; whether an application can still go out"),
        ("2027-03-18 21:05", "SOAP of this season has ended: no application can go out in it any more."),
        ("2031-03-18 21:05", "The clock does not know the Match Week that belongs to 2031-03-18"),
    ],
)
def test_says_whether_applications_go_out(targets, at, says):
    """
    Before, during and after the week it says what can go out; a year that is not known is said.
    """
    assert told(targets("--at", at)).startswith(says)


MISTAKES = [
    (("--specialty", "psychiatri"), "There is no specialty 'psychiatri'. Did you mean 'psychiatry'?"),
    (("--specialty", ""), "There is no specialty ''. There are: "),
    (("--cluster", "D"), "There is no --cluster 'D'. There are: A, B, C, none."),
    (("--at", "tomorrow"), "'tomorrow' is not a day and time"),
    (
        ("--facts", "gone.toml"),
        "gone.toml: No such file or directory. 'soapwriter init gone.toml' writes a facts file.",
    ),
]


@pytest.mark.parametrize(("asked", "message"), MISTAKES)
def test_a_mistake_is_one_line(targets, asked, message):
    """
    What cannot be answered is one line with the way out, exits with status 2, and prints nothing else.
    """
    result = targets(*asked)

    assert (2, "", 1) == (result.exit_code, result.stdout, result.stderr.count("\n"))
    assert message in result.stderr


ENTERED = [
    (
        '[targets]\noff = ["psychiatri: no"]',
        "targets, off: There is no specialty 'psychiatri'. Did you mean 'psychiatry'?",
    ),
    ('[targets]\noff = ["never surgery"]', 'A reason follows a colon: "psychiatry: …".'),
    ("[targets]\noff = [3]", 'targets, off: must be text in quotes, such as "…"; a list is written as ["…", "…"].'),
    ('[targets]\nplace = ["OH"]', "There is no key 'place'. Did you mean 'places'?"),
    ('[eligibility]\ngraduates = "soon"', "'soon' is not a date"),
    ('[[programs]]\nname = "P"\nsecond_chances = "maybe"', "There is no answer 'maybe'. There are: no, unknown, yes."),
    ('[[programs]]\nname = "P"\nservice = "CAS"', "There is no service 'CAS'. There are: ERAS, ResidencyCAS."),
    ('[[programs]]\nname = "P"\nunfilled = "many"', "'many' is not a number of positions; write one such as 3."),
    ('[[programs]]\nname = "P"\nunfilled = -1', "'-1' is not a number of positions; write one such as 3."),
    ('[[programs]]\nname = "P"\napplied = "perhaps"', "'perhaps' is not an answer"),
]


@pytest.mark.parametrize(("text", "message"), ENTERED)
def test_a_mistake_in_the_facts(run, tmp_path, text, message):
    """
    A mistake in what was entered for targets is one line with its place, and exits with status 2.
    """
    (tmp_path / "me.toml").write_text(text, encoding="utf-8")
    result = run("targets", "--facts", tmp_path / "me.toml")

    assert (2, 1) == (result.exit_code, result.stderr.count("\n"))
    assert message in result.stderr


EVERY = [(kind.id, variant) for kind in kinds().values() for variant in kind.variants]


@pytest.mark.parametrize(("kind", "variant"), EVERY)
def test_no_draft_has_the_list(kind, variant):
    """
    A draft names no program but the one that it is for, and says nothing of where one applies.
    """
    entered = tomllib.loads((SAMPLES / "facts.toml").read_text(encoding="utf-8"))
    secret = {"name": "Zyzzogeton Hospital", "city": "Quux, WY", "history": "Gribble", "requires": "Fnord"}
    for program in entered["programs"]:
        program |= {"history": "Gribble", "requires": "Fnord", "second_chances": "yes", "second_chances_from": "Wumpus"}
    entered["programs"].append(secret)
    entered["targets"] = {"off": ["neurology: Xylem"], "places": ["WY: Blorple"], "letters": ["FM: Dr. Frotz"]}
    to = {"program": "Pinewater Family Medicine"} if kinds()[kind].options.program else {}

    text = draft(kind, Facts.model_validate(entered), variant=variant, **to).text

    assert not re.search("Zyzz|Quux|Gribble|Fnord|Wumpus|Xylem|Blorple|Frotz", text)
