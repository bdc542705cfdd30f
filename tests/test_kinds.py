"""The laws of the kind files: what they say is what their templates do."""

import re
from pathlib import Path
from typing import get_args, get_origin

import pytest

from soapwriter.drafter.drafter import draft
from soapwriter.errors import BadData
from soapwriter.facts import Attempt, Facts, load_facts, load_questions
from soapwriter.kinds.kind import kinds, read_kind
from soapwriter.tables.specialty_table import specialties

SAMPLES = Path(__file__).parents[1] / "samples"
DRAFTED = [kind for kind in kinds().values() if kind.variants]
SHAPES = [(kind, variant, form) for kind in DRAFTED for variant in kind.variants for form in kind.forms_of(variant)]
CASES = [pytest.param(*shape, id="-".join(filter(None, (shape[0].id, *shape[1:])))) for shape in SHAPES]
NOBODY = Facts()


def filled(facts, variant):
    """Return facts with an entry for a specialty, its text borrowed from the first one."""
    if variant not in specialties() or any(each.specialty == variant for each in facts.specialties):
        return facts
    borrowed = facts.specialties[0].model_copy(update={"specialty": variant})
    return facts.model_copy(update={"specialties": (borrowed,)})


MAREN, TEODOR = (load_facts(SAMPLES / f"{name}.toml") for name in ("facts", "facts-passed"))
SEVERAL = MAREN.model_copy(update={"exams": (Attempt(exam="Step 3", date="2025-03", outcome="failed"), *MAREN.exams)})
APPLICANTS = {"pending": [MAREN], "passed": [TEODOR], "several": [SEVERAL]}
FULL = [
    pytest.param(*case.values, facts, id=f"{case.id}-{facts.applicant.name.split()[0]}")
    for case in CASES
    for facts in APPLICANTS.get(case.values[1], [MAREN, TEODOR])
]


@pytest.mark.parametrize(("kind", "variant", "form", "facts"), FULL)
def test_renders_from_the_samples(kind, variant, form, facts):
    """
    Every variant in every form is drafted from full facts: no name is undefined, nothing is missing.
    """
    program = facts.programs[0].name if kind.options.program else None
    drafted = draft(kind.id, filled(facts, variant), variant=variant, form=form, program=program)

    assert () == drafted.missing
    assert not re.search(r"\[\[|\{|\}|¶|None|  |\.\.|\( | ,", drafted.text)


@pytest.mark.parametrize("kind", DRAFTED, ids=lambda kind: kind.id)
def test_asks_for_every_field(kind):
    """
    Every question of a kind file is asked of somebody who has entered nothing, and no other one.
    """
    asked = {
        pair
        for variant in kind.variants
        for form in kind.forms_of(variant)
        for pair in draft(kind.id, NOBODY, variant=variant, form=form).missing
    }

    assert {(field.fact, field.question) for field in kind.fields} == asked


@pytest.mark.parametrize(("kind", "variant", "form"), CASES)
def test_says_nothing_of_nobody(kind, variant, form):
    """
    A draft from no facts holds a placeholder for each question, no number and no date.
    """
    drafted = draft(kind.id, NOBODY, variant=variant, form=form)
    own = re.sub(r"\[\[.*?\]\]", "", drafted.text)

    assert all(f"{fact.rpartition('.')[2]}: {question}]]" in drafted.text for fact, question in drafted.missing)
    assert not re.search(r"\d", own)


@pytest.mark.parametrize("kind", DRAFTED, ids=lambda kind: kind.id)
def test_joins_are_few_and_short(kind):
    """
    What a template says of its own is short, has several wordings where it is a sentence, and promises no pass.
    """
    for wordings in kind.joins.values():
        assert all(len(wording.split()) <= 20 for wording in wordings)
        assert not re.search(r"(?i)confiden|on track|promise|dream|will pass|passion", " ".join(wordings))
    assert all(len(set(wordings)) > 1 for wordings in kind.joins.values() if wordings[0].endswith((".", ",")))


LAWS = {
    "an unknown key": ('titel = "x"', "titel: there is no such key."),
    "a key deeper down": ("[limits]\nwrods = [1, 2]", "limits.wrods: there is no such key."),
    "a wrong value": ('parts = "some"', "parts: Input should be 'required', 'if-named' or 'none'."),
    "a variant without a template": ('[variants]\nlate = "x"', "variants: 'late' has no template late.txt.j2."),
    "a template without a variant": ("", "variants: the template standard.txt.j2 is not named."),
    "a call of no variant": (
        '[variants]\nstandard = "x"\n[kit.calls.late]\nfacts = []\notherwise = ""',
        "kit.calls: there is no variant 'late'.",
    ),
    "a message of no variant": (
        'message_by = { late = "reply" }\n[variants]\nstandard = "x"',
        "message_by: there is no variant 'late'.",
    ),
    "a form that is none": (
        '[variants]\nstandard = "x"\n[kit]\nforms = ["brief"]',
        "kit.forms: there is no form 'brief'.",
    ),
    "a join without wordings": ('[variants]\nstandard = "x"\n[joins]\nend = []', "joins.end: needs a wording."),
    "no TOML": ("title = ?", "line 2, column 9: this is not TOML: Invalid value."),
}


@pytest.mark.parametrize(("text", "reason"), LAWS.values(), ids=LAWS)
def test_laws_of_a_kind_file(text, reason, tmp_path):
    """
    A kind file that breaks a law is refused with its name, the key and the reason.
    """
    path = tmp_path / "letter" / "kind.toml"
    path.parent.mkdir()
    (path.parent / "standard.txt.j2").write_text("Hello.")
    path.write_text(f'title = "A letter"\n{text}\n' if "title" not in text else f"\n{text}")

    with pytest.raises(BadData) as caught:
        read_kind(path)

    assert f"{path}: {reason}" in caught.value.messages


def test_init_asks_for_every_fact():
    """
    Every key of the facts has its question, in a table that is repeated when the facts have a list of it.
    """
    tables = {table.name: table for table in load_questions().tables}

    assert set(Facts.model_fields) == set(tables)
    for name, table in tables.items():
        annotation = Facts.model_fields[name].annotation
        (model, *_) = get_args(annotation) or (annotation,)
        assert (get_origin(annotation) is tuple) == table.repeated
        assert list(model.model_fields) == [question.key for question in table.questions]


@pytest.mark.parametrize(
    ("kind", "variant", "forms"),
    [
        ("interview", "struggle", ("struggle",)),
        ("failure", "passed", ("full", "brief", "spoken")),
        ("reply", "time", (None,)),
    ],
)
def test_a_form_of_a_variants_own(kind, variant, forms):
    """
    A form with the name of a variant is that variant's length; other forms are every variant's.
    """
    assert forms == kinds()[kind].forms_of(variant)


@pytest.mark.parametrize(
    ("variant", "program", "specialty"),
    [("why-program", True, False), ("about-yourself", False, True), ("struggle", False, False)],
)
def test_only_what_is_asked_for_is_chosen(variant, program, specialty):
    """
    A variant needs a program or a specialty when it asks for a fact of one.
    """
    kind = kinds()["interview"]

    assert (program, specialty) == (kind.needs("program", variant=variant), kind.needs("specialty", variant=variant))


def test_the_talking_points_begin_with_the_rule():
    """
    The first words of the sheet forbid to contact programs.
    """
    assert draft("talking-points", NOBODY).text.startswith("Do not contact programs for this student until a program")


@pytest.mark.parametrize("variant", kinds()["interest"].variants)
def test_interest_is_two_paragraphs(variant):
    """
    Between greeting and closing stand what is theirs, and the failure, each in a paragraph of its own.
    """
    text = draft("interest", MAREN, variant=variant, program=MAREN.programs[0].name).text
    _, _, *paragraphs, _ = text.split("\n\n")
    said = [(MAREN.programs[0].reasons[0] in each, "failed Step 2 CK" in each) for each in paragraphs]

    # Which of the two comes first differs from applicant to applicant.
    assert [(False, True), (True, False)] == sorted(said)


def test_a_reply_lists_several_times():
    """
    One time is confirmed in a sentence, and several stand one a line.
    """
    one, two = (draft("reply", MAREN, variant="time", program=each.name).text for each in MAREN.programs)

    assert "\n- " not in one
    assert 2 == two.count("\n- ")


@pytest.mark.parametrize("kind", ["thank-you", "reply", "interview-about-yourself", "interview-struggle"])
def test_the_failure_stays_out(kind):
    """
    A thank-you, a reply and the answers that have another subject say nothing of the exam.
    """
    name, _, variant = kind.partition("-") if kind.startswith("interview") else (kind, "", "")
    text = draft(name, MAREN, variant=variant or None, program=MAREN.programs[0].name).text

    assert not re.search(r"(?i)\bfail", text)
    assert MAREN.story.cause not in text


def test_the_plan_has_its_sections_in_order():
    """
    The exam comes first, then the work, the patients and the programs.
    """
    text = draft("retake-plan", MAREN).text
    places = [text.index(each) for each in ("First:", "Support", "Weekly", "Second:", "Third:", "Fourth:")]

    assert sorted(places) == places
