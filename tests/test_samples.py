"""What a person makes from the samples is what an adviser would let out of the door."""

from pathlib import Path

import pytest

from soapwriter.drafter.drafter import draft
from soapwriter.facts import load_facts
from soapwriter.finding import Severity
from soapwriter.kinds.kind import find_kind, kinds
from soapwriter.linter import Linter
from soapwriter.text.document import Document
from soapwriter.text.recognise import recognise, recognise_form

SAMPLES = Path(__file__).parents[1] / "samples"
FACTS = {name: load_facts(SAMPLES / name) for name in ("facts.toml", "facts-passed.toml")}
ORDERS = [
    (name, kind, options)
    for name, facts in FACTS.items()
    for kind, options in [
        *(("failure", {"form": form}) for form in ("full", "brief", "spoken")),
        *(("statement", {"specialty": each.specialty}) for each in facts.specialties),
        *(("thank-you", {"program": each.name}) for each in facts.programs if each.interviewer and each.details),
        *(
            (kind.id, {"variant": variant, "form": kind.forms_of(variant)[0], "program": program.name})
            for kind in kinds().values()
            if kind.id not in ("failure", "statement", "thank-you")
            for variant in kind.variants
            for program in facts.programs
        ),
    ]
]


@pytest.fixture(scope="module")
def linter():
    """All rules, compiled once."""
    return Linter()


def loud(report):
    """What a person would have to act on."""
    return [(each.rule, each.quote) for each in report.findings if each.severity is not Severity.NOTE]


@pytest.mark.parametrize(("name", "kind", "options"), ORDERS)
def test_drafts_of_the_samples_lint_clean(name, kind, options, linter):
    """
    Every draft from full facts is whole, and nothing in it has to be fixed.
    """
    made = draft(kind, FACTS[name], **options)
    document = Document("-", made.text, kind, form=options.get("form") or "", draft=True)
    report = linter.lint(document, facts=FACTS[name])

    assert ((), []) == (made.missing, loud(report))


@pytest.mark.parametrize(("name", "kind", "options"), [each for each in ORDERS if each[1] in ("failure", "statement")])
def test_what_is_still_the_templates_is_told_before_it_is_sent(name, kind, options, linter):
    """
    A draft that is linted as a text to send has nothing to fix; what drafting says is the template's is a note.
    """
    made = draft(kind, FACTS[name], **options)
    report = linter.lint(Document("-", made.text, kind, form=options.get("form", "")), facts=FACTS[name])
    told = [note.partition("own words: ")[2] for note in made.notes if "own words: " in note]

    assert [] == loud(report)
    assert told == [each.quote for each in report.findings if each.rule == "residue/template"]


@pytest.mark.parametrize("kind", sorted(kinds()))
def test_every_kind_has_samples(kind):
    """
    Every kind that can be drafted but the statement, which the corpus has, has a good and a faulty sample.
    """
    stem = {"failure": "explanation", "statement": "explanation"}.get(kind, kind)

    assert {"good", "faulty"} == {path.stem.rpartition("-")[2] for path in SAMPLES.glob(f"{stem}*.txt")}


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.txt")), ids=lambda path: path.stem)
def test_samples_are_what_their_names_say(path, linter):
    """
    A good sample has nothing to fix, a faulty one has an error.
    """
    text = path.read_text(encoding="utf-8")
    kind, by = recognise(text, path=path.name)
    form = recognise_form(text, path=path.name, kind=find_kind(kind))
    report = linter.lint(Document(path.name, text, kind, form=form))

    assert "file name" == by

    found = [rule for rule, _ in loud(report) if not rule.startswith("residue/")]

    assert bool(found) is path.stem.endswith("faulty")


@pytest.mark.parametrize("stem", ["explanation-good", "explanation-faulty", "thank-you-good", "thank-you-faulty"])
def test_a_copied_sample_is_told(stem, linter):
    """
    Who sends a sample is told of its sentences, and where they stand.
    """
    text = (SAMPLES / f"{stem}.txt").read_text(encoding="utf-8")
    report = linter.lint(Document(stem, text, "thank-you" if stem.startswith("thank") else "failure"))
    copied = [each.message for each in report.findings if each.rule == "residue/example"]

    assert copied
    assert all(f"samples/{stem}.txt" in message for message in copied)
