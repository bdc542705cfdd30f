"""A kit without its folder: which documents, under which names, what becomes of a file, and what the index tells."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soapwriter.deliver.kit.documents import KitDocument, plan_kit
from soapwriter.deliver.kit.folder import read_state
from soapwriter.deliver.kit.index import KitCommands
from soapwriter.deliver.kit.state import Existing, FileStatus, State, digest, folder_names, identity, safe
from soapwriter.deliver.kit.status import KitFile, kit_status, open_questions, sending
from soapwriter.drafter.drafter import Draft
from soapwriter.errors import BadSettings
from soapwriter.facts import Facts, Program, load_facts
from soapwriter.finding import Severity
from soapwriter.kinds.kind import find_kind, kinds
from soapwriter.soap import Verdict
from soapwriter.text import STATE
from soapwriter.text.recognise import recognise, recognise_form

SAMPLES = Path(__file__).parents[1] / "samples"
MAREN, TEODOR = (load_facts(SAMPLES / f"{name}.toml") for name in ("facts", "facts-passed"))
DAYTON, TOLEDO = (Program(name="County Medical Center", city=city) for city in ("Dayton, OH", "Toledo, OH"))


def kit_of(facts):
    """Return what some facts call for, in a new folder."""
    return plan_kit(facts, folder_names(facts.programs, {}))


def names_of(facts):
    """Return the names of the documents that some facts call for."""
    return [document.name for document in kit_of(facts).documents]


NAMES = {
    "a slash": ("St. Anne's / North", "st-annes-north"),
    "accents": ("Hôpital Général Łódź", "hopital-general-lodz"),
    "letters without a plain one": ("Ærø Straße", "aero-strasse"),
    "no letter that is left": ("好医院", "program"),
    "nothing": ("", "program"),
    "a device of Windows": ("CON", "con-program"),
    "the way out": ("../../etc/passwd", "etc-passwd"),
    "a hidden file": (".soapwriter", "soapwriter"),
    "very long": ("Very " * 40, "very-very-very-very-very-very-very-very-very"),
    "one long word": ("x" * 300, "x" * 48),
}


@pytest.mark.parametrize(("name", "expected"), NAMES.values(), ids=NAMES)
def test_a_program_has_a_safe_name(name, expected):
    """
    A folder's name is readable, and made of what every system takes.
    """
    assert expected == safe(name)


@given(st.lists(st.text(st.characters(exclude_categories=["C"]), max_size=80), max_size=6))
def test_names_are_safe_and_apart(names):
    """
    Whatever programs are called, their folders are inside the kit and no two are the same.
    """
    chosen = folder_names([Program(name=name) for name in names], {})

    assert len(names) == len(set(chosen))
    assert all(re.fullmatch(r"[a-z0-9](?:[a-z0-9-]{0,60}[a-z0-9])?", each) for each in chosen)


MOVES = {
    "two cities": ([DAYTON, TOLEDO], {}, ("county-medical-center", "county-medical-center-toledo-oh")),
    "one more program": ([TOLEDO, DAYTON], {"x": DAYTON}, ("county-medical-center", "x")),
    "another order": ([TOLEDO, DAYTON], {"x": DAYTON, "y": TOLEDO}, ("y", "x")),
    "one is taken out": ([TOLEDO], {"county-medical-center": DAYTON}, ("county-medical-center-toledo-oh",)),
    "its city is entered": ([DAYTON], {"x": Program(name=DAYTON.name)}, ("x",)),
    "twice the same": ([DAYTON, DAYTON], {}, ("county-medical-center", "county-medical-center-dayton-oh")),
    "three times": ([DAYTON] * 3, {}, ("county-medical-center", "county-medical-center-dayton-oh", "county-medical-center-2")),
}  # fmt: skip


@pytest.mark.parametrize(("programs", "held", "expected"), MOVES.values(), ids=MOVES)
def test_a_folder_stays_with_its_program(programs, held, expected):
    """
    A program keeps its folder, whatever is entered beside it, and never gets another's.
    """
    assert expected == folder_names(programs, {name: identity(program) for name, program in held.items()})


def test_every_kind_that_can_be_drafted_is_in_the_kit():
    """
    The two samples call for a document of every kind.
    """
    found = {document.kind.id for facts in (MAREN, TEODOR) for document in kit_of(facts).documents}

    assert {kind.id for kind in kinds().values() if kind.variants} == found


@pytest.mark.parametrize("facts", [MAREN, TEODOR], ids=lambda facts: facts.applicant.name)
def test_full_facts_lack_nothing(facts):
    """
    A document that full facts call for lacks nothing, and its file's name tells `lint` its kind and form.
    """
    for document in kit_of(facts).documents:
        path = f"kit/{document.name}"

        assert () == document.draft.missing
        assert document.kind.id == recognise(document.draft.text, path=path).kind
        assert (document.form or "") in ("full", recognise_form(document.draft.text, path=path, kind=document.kind))


def changed(facts, **program):
    """Return facts whose programs differ in something."""
    return facts.model_copy(update={"programs": tuple(each.model_copy(update=program) for each in facts.programs)})


WITHOUT = {
    "no contact": (changed(MAREN, contacted_first=False), "interest-reply", "interest-after-soap"),
    "no interview": (changed(MAREN, interview_date=None, interviewer=None, details=()), "thank-you", "next-cycle"),
    "no times": (changed(MAREN, times=()), "reply-time", "reply-sent"),
    "no documents": (changed(MAREN, documents=()), "reply-sent", "reply-time"),
    "no programs": (MAREN.model_copy(update={"programs": ()}), "interest-after-soap", "loop-in"),
    "no specialties": (changed(MAREN, specialty=None).model_copy(update={"specialties": ()}), "statement", "summary"),
    "all passed": (TEODOR, "retake-plan", "next-year"),
}


@pytest.mark.parametrize(("facts", "absent", "present"), WITHOUT.values(), ids=WITHOUT)
def test_only_what_the_facts_call_for(facts, absent, present):
    """
    A document that nothing calls for is left out and said to be; the others stay.
    """
    found = " ".join(names_of(facts))
    kit = kit_of(facts)

    assert absent not in found
    assert present in found
    assert kit.not_called_for or kit.need_programs or kit.need_specialties


def test_a_specialty_without_a_template_is_named():
    """
    A specialty that has no statement template gets none, and is said to.
    """
    facts = Facts.model_validate({"specialties": [{"specialty": "anesthesiology"}]})

    assert (("anesthesiology", find_kind("statement").title),) == kit_of(facts).without_template
    assert "interview-about-yourself-anesthesiology.txt" in names_of(facts)


def test_a_specialty_of_a_program_alone_has_its_statement():
    """
    A program's specialty calls for a statement too.
    """
    facts = Facts.model_validate({"programs": [{"name": "Elm Hill", "specialty": "neurology"}]})

    assert "statement-neurology.txt" in names_of(facts)


def test_the_facts_that_call_are_facts():
    """
    What a kind file says to call for a variant is a fact that there is.
    """
    named = [fact for kind in kinds().values() for call in kind.kit.calls.values() for fact in call.facts]
    program = Program(name="Elm Hill")

    assert named
    for table, key in (fact.split(".") if "." in fact else (fact, "") for fact in named):
        assert hasattr(program if table == "program" else getattr(Facts(), table), key or "__class__")


def document(
    text="A draft.\n", *, name="facts-sheet.txt", kind="facts-sheet", variant="standard", program=None, missing=()
):
    """Return a document by hand."""
    return KitDocument(name, find_kind(kind), variant, None, None, program, Draft(text, missing))


def test_mostly_open():
    """
    A draft that lacks two of three facts is written; one that lacks all of them is not.
    """
    asked = [(field.fact, field.question) for field in find_kind("facts-sheet").fields]

    assert not document(missing=tuple(asked[:2])).is_mostly_open
    assert document(missing=tuple(asked)).is_mostly_open


OLD, NEW, MINE = "The old draft.\n", "The new draft.\n", "My own words.\n"
STATUSES = [
    (None, NEW, None, FileStatus.NEW, FileStatus.WITHHELD),
    (None, NEW, NEW, FileStatus.UNCHANGED, FileStatus.UNCHANGED),
    (None, NEW, MINE, FileStatus.TAKEN, FileStatus.TAKEN),
    (OLD, NEW, OLD, FileStatus.UPDATED, FileStatus.UPDATED),
    (OLD, NEW, NEW, FileStatus.UNCHANGED, FileStatus.UNCHANGED),
    (OLD, OLD, OLD, FileStatus.UNCHANGED, FileStatus.UNCHANGED),
    (OLD, NEW, MINE, FileStatus.KEPT, FileStatus.KEPT),
    (OLD, OLD, MINE, FileStatus.KEPT, FileStatus.KEPT),
    (OLD, NEW, None, FileStatus.RESTORED, FileStatus.WITHHELD),
]


@pytest.mark.parametrize(("was", "now", "there", "status", "if_open"), STATUSES)
def test_what_becomes_of_a_file(was, now, there, status, if_open):
    """
    Only what is new, gone or as it was written is written; what a person has made of it is kept, and a draft that is
    mostly open makes no new file.
    """
    state = State({"a.txt": (digest(was),)} if was else {})

    found = Existing(there.encode() if there else None)

    assert (status, if_open) == tuple(state.status_of("a.txt", now, found, is_open=each) for each in (False, True))


def test_a_run_that_broke_off_leaves_nothing_that_looks_edited():
    """
    While a file is being written both its old and its new text are the kit's, whatever the next draft is.
    """
    state = State({"a.txt": (digest(OLD),)}).writing({"a.txt": NEW, "b.txt": NEW})

    assert [FileStatus.UPDATED] * 2 == [
        state.status_of("a.txt", "Later.\n", Existing(text.encode())) for text in (OLD, NEW)
    ]
    assert FileStatus.UPDATED == state.status_of("b.txt", "Later.\n", Existing(NEW.encode()))
    assert FileStatus.KEPT == state.written({"a.txt": NEW}).status_of("a.txt", "Later.\n", Existing(OLD.encode()))


def test_what_is_remembered_is_read_again(tmp_path):
    """
    The state of a folder is read as it was written, and names no program.
    """
    state = State({"a.txt": (digest(OLD),)}, {"county-medical-center": identity(DAYTON)})
    (tmp_path / STATE).write_text(state.saved(), encoding="utf-8")

    assert state == read_state(tmp_path)
    assert "Dayton" not in state.saved()


DAMAGED = {
    "no JSON": "{",
    "nothing": "",
    "a list": "[]",
    "binary": "\x00\x01",
    "nested without end": "[" * 100_000,
    "another key": '{"format": 1, "programs": {}, "files": {}, "more": 1}',
    "a file outside": '{"format": 1, "programs": {}, "files": {"../x.txt": []}}',
    "a folder outside": '{"format": 1, "programs": {"..": ["", "", "", ""]}, "files": {}}',
    "no hash": '{"format": 1, "programs": {}, "files": {"a.txt": ["1"]}}',
}


@pytest.mark.parametrize("text", DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_state_is_refused(text, tmp_path):
    """
    A state that cannot be trusted is refused in one line that names the file and the way out.
    """
    (tmp_path / STATE).write_text(text, encoding="utf-8")

    with pytest.raises(BadSettings, match=r"\.soapwriter\.json: It is damaged.*remove this file"):
        read_state(tmp_path)


def test_a_later_format_is_refused(tmp_path):
    """
    A state of another format says so.
    """
    (tmp_path / STATE).write_text('{"format": 2, "files": []}', encoding="utf-8")

    with pytest.raises(BadSettings, match="It is of format 2, and this soapwriter knows format 1"):
        read_state(tmp_path)


def test_every_question_once():
    """
    A fact that several documents lack is asked once, in the first one's words, with all that wait for it.
    """
    facts = Facts.model_validate({"programs": [{"name": name, "reasons": ["Yours."]} for name in ("Elm", "Oak")]})
    files = [KitFile(each, FileStatus.NEW) for each in kit_of(facts).documents]
    asked = {each.fact: each for each in open_questions(files)}

    assert len(asked) == len({each.fact for each in open_questions(files)})
    assert "elm/, oak/" == asked["program.writer"].waiting
    assert asked["applicant.name"].waiting.startswith("loop-in.txt, summary.txt, talking-points.txt, ")
    assert asked["applicant.name"].waiting.endswith(" to programs")


def test_a_question_for_more_is_another_question():
    """
    What a fact is asked for is not confused with what more of it is asked for.
    """
    fact, question = "story.changes", find_kind("failure").question_for("story.changes", variant="pending").question
    files = [
        KitFile(document(missing=((fact, each),)), FileStatus.NEW)
        for each in (question, "Which other change? This has 90 words.")
    ]

    assert [question, "Which other change? This has 90 words."] == [each.question for each in open_questions(files)]


WROTE = Program(name="Elm Hill", contacted_first=True, contacted_at="2027-03-16 14:05", applied="yes")
SILENT = Program(name="Oak Hill")
TUESDAY = datetime(2027, 3, 16, 21, tzinfo=UTC)
LETTERS = [
    document(name="elm/thank-you.txt", kind="thank-you", program=WROTE),
    document(name="oak/thank-you.txt", kind="thank-you", program=SILENT),
    document(name="elm/interest-after-soap.txt", kind="interest", variant="after-soap", program=WROTE),
    document(name="elm/interest-reply.txt", kind="interest", variant="reply", program=WROTE),
    document(name="summary.txt", kind="summary"),
    document(),
]


def test_what_may_be_sent():
    """
    Each message is asked for with its program, a letter for after SOAP is held until then, and blocks come first.
    """
    told = sending([KitFile(each, FileStatus.NEW) for each in LETTERS], facts=Facts(), now=TUESDAY)

    assert [
        (Verdict.BLOCK, ("oak/thank-you.txt",)),
        (Verdict.BLOCK, ("elm/interest-after-soap.txt",)),
        (Verdict.CAUTION, ("elm/thank-you.txt",)),
        (Verdict.CAUTION, ("elm/interest-reply.txt",)),
        (Verdict.OK, ("summary.txt",)),
    ] == [(group.verdict, group.names) for group in told.groups]
    assert "From Thursday, March 18, 2027, 9:00 p.m. Eastern" in told.groups[0].later
    assert ["The 2027 times"] == [warning[:14] for warning in told.warnings]
    assert all(group.source and not group.warnings for group in told.groups)


def test_what_is_not_ready_is_marked():
    """
    A letter that the rules let go is marked where it lacks facts, so that nobody takes leave to send a placeholder.
    """
    lacking = document(name="summary.txt", kind="summary", missing=(("applicant.name", "Who?"),))
    (group,) = sending([KitFile(lacking, FileStatus.NEW)], facts=Facts(), now=TUESDAY).groups

    assert ("summary.txt (lacks facts)",) == group.names


@pytest.mark.parametrize("status", [FileStatus.WITHHELD, FileStatus.TAKEN, FileStatus.REFUSED, FileStatus.FAILED])
def test_what_is_not_there_is_not_sent(status):
    """
    A document that the folder does not have is not called ready to be sent.
    """
    assert () == sending([KitFile(each, status) for each in LETTERS], facts=Facts(), now=TUESDAY).groups


def test_a_year_without_a_clock():
    """
    Of a year that the clock does not know it is said that nothing is known.
    """
    told = sending([KitFile(LETTERS[0], FileStatus.NEW)], facts=Facts(), now=TUESDAY.replace(year=2031))

    assert ((), True) == (told.groups, "does not know the Match Week" in told.unknown)


COMMANDS = [
    (document(), "soapwriter lint my/facts-sheet.txt --facts me.toml", "soapwriter draft facts-sheet --facts me.toml"),
    (
        document(name="a/thank-you.txt", kind="thank-you", program=DAYTON),
        'soapwriter lint my/a/thank-you.txt --facts me.toml --program "County Medical Center, Dayton, OH"',
        'soapwriter draft thank-you --facts me.toml --program "County Medical Center, Dayton, OH"',
    ),
    (
        KitDocument("failure-brief.txt", find_kind("failure"), "pending", "brief", None, None, Draft("")),
        "soapwriter lint my/failure-brief.txt --facts me.toml",
        "soapwriter draft failure --facts me.toml --form brief",
    ),
    (
        KitDocument("statement-pmr.txt", find_kind("statement"), "pmr", None, "pmr", None, Draft("")),
        "soapwriter lint my/statement-pmr.txt --facts me.toml --for pmr",
        "soapwriter draft statement --facts me.toml --specialty pmr",
    ),
]


@pytest.mark.parametrize(("asked", "lint", "draft"), COMMANDS, ids=lambda each: getattr(each, "name", ""))
def test_commands_are_as_one_types_them(asked, lint, draft):
    """
    The commands of the index name what they are about so that nothing else can be meant.
    """
    calls = KitCommands(Path("my"), Path("me.toml"), Facts(programs=(DAYTON, TOLEDO)))

    assert (lint, draft) == (calls.lint(asked), calls.draft(asked))


def test_a_program_that_cannot_be_named_apart():
    """
    Of two programs that nothing tells apart no draft is offered by name, and no other's facts are read.
    """
    facts = Facts(programs=(DAYTON, DAYTON.model_copy()))
    asked = document(name="a/thank-you.txt", kind="thank-you", program=facts.programs[0])

    assert "" == KitCommands(Path("my"), Path("me.toml"), facts).draft(asked)


@pytest.mark.parametrize("facts", [MAREN, TEODOR], ids=lambda facts: facts.applicant.name)
def test_nothing_of_our_own_drafts_is_an_error(facts, linter):
    """
    Read as the kit reads it, with its facts, kind and reader, no draft of the samples has an error or a warning.
    """
    from soapwriter.text.document import Document

    planned = kit_of(facts).documents
    documents = [
        Document(each.name, each.draft.text, each.kind.id, "option", each.form or "", each.audience, True)
        for each in planned
    ]
    reports = list(linter.lint_all(documents, facts=facts, now=TUESDAY.date()))
    status = kit_status(
        KitFile(each, FileStatus.NEW, report=report) for each, report in zip(planned, reports, strict=True)
    )

    assert [] == [
        (each.path, found.rule) for each in reports for found in each.findings if found.severity is not Severity.NOTE
    ]
    assert (len(planned), 0, 0, 0) == (
        len(status.ready),
        len(status.to_fix),
        len(status.incomplete),
        len(status.left_alone),
    )
