"""Whom each text of a batch is for: options, then front matter, then the file's name."""

import json
from pathlib import Path

import pytest

from soapwriter.cli.audience import with_audiences
from soapwriter.errors import BadFacts, UnknownName
from soapwriter.text.document import Document
from soapwriter.text.sources import Batch

FACTS = str(Path(__file__).parents[1] / "samples" / "facts.toml")
TEXT = "I want to train in pediatrics."


def fit(*documents, specialty=None, program=None, facts=None):
    """Return whom each document is said to be for and what says so, and the errors."""
    batch = Batch(documents=documents, errors={}, notes={}, encodings={})
    found = with_audiences(batch, specialty=specialty, program=program, facts=facts)
    said = {each.path: each.audience and (each.audience.specialty, each.audience.by) for each in found.documents}
    return said, dict(found.errors)


def front(path="a.txt", **lines):
    """Return a statement with front matter."""
    head = "".join(f"{key.rstrip('_')}: {value}\n" for key, value in lines.items())
    return Document(path, f"---\n{head}---\n{TEXT}", "statement")


PLAIN = Document("a.txt", TEXT, "statement")
NAMED = Document("letters/statement-neurology.txt", TEXT, "statement")

AIMED = {
    "nothing says": ([PLAIN], {}, {"a.txt": None}),
    "an option": ([PLAIN, NAMED], {"specialty": "FM"}, {"a.txt": ("family-medicine", "--for"), NAMED.path: ("family-medicine", "--for")}),
    "a program": ([PLAIN], {"program": "Great Bend Medical Center", "facts": FACTS}, {"a.txt": ("internal-medicine", "--program")}),
    "a code": ([PLAIN], {"program": "1234140C0"}, {"a.txt": ("internal-medicine", "--program")}),
    "front matter": ([front(for_="psych")], {}, {"a.txt": ("psychiatry", "the front matter")}),
    "front matter with a code": ([front(for_="1234140C0")], {}, {"a.txt": ("internal-medicine", "the front matter")}),
    "front matter with a program": ([front(program="Pinewater Family Medicine")], {"facts": FACTS}, {"a.txt": ("family-medicine", "the front matter")}),
    "an option before front matter": ([front(for_="psych")], {"specialty": "FM"}, {"a.txt": ("family-medicine", "--for")}),
    "empty front matter": ([front(for_="", program="")], {}, {"a.txt": None}),
    "the name of a draft": ([NAMED], {}, {NAMED.path: ("neurology", "the file's name")}),
    "front matter before a name": ([front(NAMED.path, for_="FM")], {}, {NAMED.path: ("family-medicine", "the front matter")}),
    "a name that says no more": ([Document("statement-old-neurology.txt", TEXT, "statement")], {}, {"statement-old-neurology.txt": None}),
    "a name of another kind": ([Document("statement-neurology.txt", TEXT, "failure")], {}, {"statement-neurology.txt": None}),
}  # fmt: skip


@pytest.mark.parametrize(("documents", "options", "said"), AIMED.values(), ids=AIMED)
def test_who_says_it(documents, options, said):
    """
    Options win, then front matter, then the name that a draft's file got; else nobody is known.
    """
    assert (said, {}) == fit(*documents, **options)


UNKNOWN = {
    "a specialty": (front(for_="neurologgy"), {}, "There is no specialty 'neurologgy'. Did you mean 'neurology'?"),
    "a program without facts": (front(program="Pinewater"), {}, "'Pinewater' is looked up among the programs of your facts: give --facts, or its NRMP code."),
    "a program that the facts have not": (front(program="Pinewatter"), {"facts": FACTS}, "There is no program 'Pinewatter'. Did you mean 'Pinewater Family Medicine'? There are: Pinewater Family Medicine, Great Bend Medical Center."),
    "two that differ": (front(for_="psych", program="9001120C0"), {"facts": FACTS}, "'9001120C0' is in family medicine, and not in psychiatry: give one."),
    "facts that are not there": (front(program="Pinewater"), {"facts": "nowhere.toml"}, "nowhere.toml: No such file or directory. 'soapwriter init nowhere.toml' writes a facts file."),
}  # fmt: skip


@pytest.mark.parametrize(("document", "options", "told"), UNKNOWN.values(), ids=UNKNOWN)
def test_front_matter_that_names_nobody_known(document, options, told):
    """
    It is an error of that text alone: the others are still read.
    """
    good = Document("b.txt", TEXT, "statement")

    assert ({"b.txt": None}, {"a.txt": f"Its front matter is wrong: {told}"}) == fit(document, good, **options)


@pytest.mark.parametrize(
    ("options", "trouble"),
    [
        ({"specialty": "klingon"}, UnknownName),
        ({"specialty": ""}, UnknownName),
        ({"program": ""}, UnknownName),
        ({"program": "Pinewater Family Medicine"}, UnknownName),
        ({"program": "Pinewater", "facts": "nowhere.toml"}, BadFacts),
    ],
)
def test_options_that_name_nobody_known(options, trouble):
    """
    An option that cannot be followed ends the call.
    """
    with pytest.raises(trouble):
        fit(PLAIN, **options)


def test_from_the_command_line(run, tmp_path):
    """
    The reader is said beside the kind; what is for another reader ends with 1, and a bad name with 2.
    """
    path = tmp_path / "ps.txt"
    path.write_text(TEXT, encoding="utf-8")
    wrong = run("lint", path, "--kind", "statement", "--for", "family medicine")
    right = run("lint", path, "--kind", "statement", "--for", "peds")

    assert (1, 0) == (wrong.exit_code, right.exit_code)
    assert "For: family medicine (--for)\n" in wrong.stdout
    assert "Here you apply in pediatrics, and not in family medicine (--for)." in wrong.stdout
    assert 2 == run("lint", path, "--for", "klingon").exit_code


def test_bad_front_matter_does_not_stop_the_others(run, tmp_path):
    """
    The text with bad front matter is told, the other one is reported, and the status is 2.
    """
    (tmp_path / "a.txt").write_text(f"---\nkind: statement\nfor: klingon\n---\n{TEXT}", encoding="utf-8")
    (tmp_path / "b.txt").write_text(f"---\nkind: statement\nfor: psychiatry\n---\n{TEXT}", encoding="utf-8")
    result = run("lint", tmp_path, "--format", "json")
    record = json.loads(result.stdout)

    assert 2 == result.exit_code
    assert [str(tmp_path / "a.txt")] == [error["path"] for error in record["errors"]]
    assert "specialty/other-name" in {each["rule"] for each in record["documents"][0]["findings"]}


def test_completes_specialties(run):
    """
    The shell completes the specialties that begin so.
    """
    from soapwriter.cli.names import specialties

    assert ["pathology", "pediatrics", "plastic-surgery", "pmr"] == sorted(
        item.value for item in specialties(None, None, "p") if not item.value.startswith(("pre", "ps"))
    )
