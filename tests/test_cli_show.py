"""`soapwriter show`: a text sentence by sentence, on the screen and as a record."""

import json
from pathlib import Path

import pytest

SAMPLES = Path(__file__).parents[1] / "samples"
GOOD = SAMPLES / "explanation-good.txt"
STATEMENT = (
    "I like wards.\n\nI failed Step 1 in May 2025. I had studied alone. Since then I have done 900 timed questions."
)


def record(run, *args, **options):
    """Return what `show` says of a text, as a record."""
    return json.loads(run("show", *args, "--format", "json", **options).stdout)


def test_each_sentence_with_its_part(run):
    """
    A sentence has its number, its part, its share and its seconds on one line, and its words below.
    """
    lines = run("show", GOOD).stdout.splitlines()
    at = lines.index(next(line for line in lines if line.startswith(" 1 ")))

    assert " 1  ownership         14 %   6 s" == lines[at]
    assert "    I failed Step 2 CK on my first attempt, in May 2026, with a 211." == lines[at + 1]
    assert any(line.startswith("Structure, by share of words") for line in lines)


@pytest.mark.parametrize("width", ["40", "80", "200"])
def test_fits_the_screen(run, monkeypatch, width):
    """
    On a screen of any width no line is wider, also where a sentence serves two parts.
    """
    monkeypatch.setenv("COLUMNS", width)
    shown = run("show", "-", "--kind", "statement", input=STATEMENT).stdout

    assert max(map(len, shown.splitlines())) <= int(width)


def test_the_shares_are_those_of_the_structure(run):
    """
    The sentences' words add up to the parts', and their shares to a hundred.
    """
    told = record(run, GOOD)
    by_part = dict.fromkeys(told["parts"], 0)
    for sentence in told["sentences"]:
        for each in sentence["parts"]:
            by_part[each["part"]] = by_part.get(each["part"], 0) + each["words"]

    assert {part: row["words"] for part, row in told["parts"].items()} == {
        part: by_part[part] for part in told["parts"]
    }
    assert 100 == pytest.approx(sum(sentence["share"] or 0 for sentence in told["sentences"]), abs=0.5)


def test_the_places_are_the_sentences(run):
    """
    Each sentence's place in the text is its words.
    """
    text = GOOD.read_text(encoding="utf-8")

    assert all(text[each["start"] : each["end"]] == each["text"] for each in record(run, GOOD)["sentences"])


def test_the_same_parts_as_lint(run):
    """
    The labels are those of the lint report.
    """
    linted = json.loads(run("lint", GOOD, "--format", "json").stdout)["documents"][0]["structure"]

    assert {part: linted[part] for part in ("ownership", "cause", "changes", "plan")} == {
        part: row["standing"] for part, row in record(run, GOOD)["parts"].items()
    }


def test_a_statement(run):
    """
    In a statement only the explanation has parts, and only it is shared out.
    """
    told = record(run, "-", "--kind", "statement", input=STATEMENT)["sentences"]

    assert [None, "ownership", "cause", "changes"] == [
        each["parts"][0]["part"] if each["parts"] else None for each in told
    ]
    assert told[0]["share"] is None


def test_an_email(run):
    """
    An email's lines are named, its sentences numbered and shared out by all words, and there are no bars.
    """
    shown = run("show", SAMPLES / "thank-you-good.txt").stdout

    assert all(f"    {role} " in shown for role in ("subject", "greeting", "closing"))
    assert "Structure" not in shown


def test_what_serves_none(run):
    """
    A sentence of the explanation that serves none of the four parts says so, and has no share.
    """
    shown = run("show", SAMPLES / "explanation-faulty.txt").stdout

    assert " 5  none of the four         7 s" in shown


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["gone.txt"], "gone.txt: There is no such file or folder."),
        (["."], "is a folder: give one text."),
        ([str(GOOD), "--kind", "failur"], "Did you mean 'failure'?"),
        ([str(GOOD), "--form", "long"], "There is no form of 'failure' 'long'."),
    ],
)
def test_wrong_calls(run, tmp_path, monkeypatch, args, message):
    """
    A wrong call is one clear line, and ends with 2.
    """
    monkeypatch.chdir(tmp_path)
    result = run("show", *args)

    assert (2, "", 1) == (result.exit_code, result.stdout, result.stderr.count("\n"))
    assert message in result.stderr
