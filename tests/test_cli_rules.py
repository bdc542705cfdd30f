"""`soapwriter rules`, `explain` and `kinds`: what there is, and why."""

import json

import pytest
from rich.cells import cell_len

RULE = """
summary = "Do not say banana."
why = "It is a fruit, and a fruit explains nothing to a reader who has to decide in two minutes."
severity = "warning"
severity_by = { statement = "note" }
message = "'{match}' is a fruit: say what you did."
instead = "I did forty questions a day."
note = "Some advisers like fruit."
source = { evidence = "article", url = "https://example.org/fruit", date = "2025-03-01", confidence = "H" }

[check]
type = "phrase"
phrases = ["banana"]

[[examples]]
text = "I ate a banana before the exam."
finds = ["banana"]

[[examples]]
text = "I ate bread before the exam."
finds = []
"""


@pytest.fixture
def own(tmp_path):
    """
    A folder with one rule of the user's own: fruit/banana.
    """
    file = tmp_path / "rules" / "fruit" / "banana.toml"
    file.parent.mkdir(parents=True)
    file.write_text(RULE)
    return tmp_path / "rules"


def rewrite(own, old, new):
    file = own / "fruit" / "banana.toml"
    file.write_text(file.read_text().replace(old, new))
    return file


def test_rules_are_listed_by_category(run, own):
    """
    Each category is a heading; below it stand its rules, each with severity and summary.
    """
    assert "\nfruit\n  fruit/banana  warning\n      Do not say banana.\n" in run("rules", "--rules", own).stdout


@pytest.mark.parametrize("width", [40, 60, 100])
@pytest.mark.parametrize("args", [["rules"], ["kinds"], ["explain", "fruit/banana"]], ids=lambda args: args[0])
def test_lists_fit_the_screen(width, args, run, own, monkeypatch):
    """
    What is listed and explained stays within the screen.
    """
    monkeypatch.setenv("COLUMNS", str(width))
    own_rules = [] if args == ["kinds"] else ["--rules", own]
    output = run(*args, *own_rules).stdout

    assert output
    assert max(map(cell_len, (line for line in output.splitlines() if "://" not in line))) <= width


def test_rules_as_json(run, own):
    """
    JSON is an object with its schema, and holds everything in a rule's file.
    """
    record = json.loads(run("rules", "--rules", own, "--format", "json").stdout)
    (rule,) = (rule for rule in record["rules"] if rule["id"] == "fruit/banana")

    assert ["schema", "rules"] == list(record)
    assert 1 == record["schema"]
    assert ("fruit", "warning", {"statement": "note"}) == (rule["category"], rule["severity"], rule["severity_by"])
    assert ["banana"] == rule["examples"][0]["finds"]
    assert "https://example.org/fruit" == rule["source"]["url"]
    assert str(own) not in json.dumps(rule)


def test_explain_says_all(run, own):
    """
    An explanation has the reason, the severities, the message, the way out, the source and both sorts of examples.
    """
    output = run("explain", "fruit/banana", "--rules", own).stdout

    for words in (
        "fruit/banana\nDo not say banana.\n",
        "Why\n  It is a fruit",
        "Severity\n  warning\n  note in a document of kind statement\n",
        "It says\n  '{match}' is a fruit",
        "Instead\n  I did forty questions",
        "2025-03-01. Confidence: high.\n  https://example.org/fruit\n",
        "Note\n  Some advisers like fruit.",
        "Flagged\n  “I ate a banana before the exam.” → “banana”\n",
        "Clean\n  “I ate bread before the exam.”\n",
    ):
        assert words in output


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        ("plaintext/curly-quotes", "Fix\n  'soapwriter lint --fix' applies it; --diff shows it first.\n"),
        ("facts/mixed-exam", "Fix\n  The likely meaning is shown with the finding; nothing is changed.\n"),
    ],
)
def test_explain_says_how_to_fix_it(rule, told, run):
    """
    A rule with a fix says who applies it; others have no such section.
    """
    assert told in run("explain", rule).stdout
    assert "\nFix\n" not in run("explain", "begging/plead").stdout


def test_explain_as_json(run, own):
    """
    One rule as JSON is the same record as in the list of rules, with its schema.
    """
    listed = json.loads(run("rules", "--rules", own, "--format", "json").stdout)["rules"]
    record = json.loads(run("explain", "fruit/banana", "--rules", own, "--format", "json").stdout)

    assert 1 == record.pop("schema")
    assert record in listed


@pytest.mark.parametrize(
    ("name", "near"),
    [("fruit/bananna", " Did you mean 'fruit/banana'?"), ("FRUIT/BANANA", " Did you mean 'fruit/banana'?"), ("?", "")],
)
def test_unknown_rule(name, near, run, own):
    """
    An unknown rule is one line with the nearest.
    """
    result = run("explain", name, "--rules", own)

    assert (2, f"Error: There is no rule '{name}'.{near} 'soapwriter rules' lists them all.\n") == (
        result.exit_code,
        result.stderr,
    )


def test_own_rules_that_hold(run, own):
    """
    A folder whose examples all hold is well, and the shipped rules are not counted in.
    """
    result = run("rules", "check", own)

    assert (0, "Every example holds: 1 rule, 2 examples.\n") == (result.exit_code, result.output)


def test_own_rule_whose_example_fails(run, own):
    """
    An example that does not hold is named with what was promised and what was found, and the status is 1.
    """
    rewrite(own, 'finds = ["banana"]', 'finds = ["bananas"]')
    result = run("rules", "check", own)

    assert 1 == result.exit_code
    assert "fruit/banana" in result.stdout
    assert "bananas" in result.stdout


BROKEN = [
    ('severity = "warning"', 'severity = "warning', "banana.toml"),
    ('summary = "Do not say banana."', 'sumary = "Do not say banana."', "sumary"),
    ('severity = "warning"', 'severity = "fatal"', "severity"),
    ("{match}", "{fruit}", "fruit"),
]


@pytest.mark.parametrize("command", [["rules", "check"], ["rules", "--rules"], ["explain", "a/b", "--rules"]], ids=str)
@pytest.mark.parametrize(("old", "new", "named"), BROKEN)
def test_broken_rule(command, old, new, named, run, own):
    """
    A rule file that breaks the laws is told in a line each, with the file and what is wrong.
    """
    file = rewrite(own, old, new)
    result = run(*command, own)

    assert (2, "") == (result.exit_code, result.stdout)
    assert all(line.startswith(f"Error: {file}: ") for line in result.stderr.splitlines())
    assert named in result.stderr


@pytest.mark.parametrize("command", [["rules", "check"], ["rules", "--rules"]], ids=str)
def test_no_such_folder(command, run, tmp_path):
    """
    A folder of rules that does not exist is an error, not no rules.
    """
    result = run(*command, tmp_path / "gone")

    assert (2, f"Error: {tmp_path}/gone: There is no such folder of rules.\n") == (result.exit_code, result.stderr)


def test_folder_without_rules(run, tmp_path):
    """
    There is nothing to check in a folder without rules, and that is said.
    """
    result = run("rules", "check", tmp_path)

    assert 2 == result.exit_code
    assert "There are no rules in it; a rule is a file CATEGORY/NAME.toml." in result.stderr


def test_kinds_are_listed(run):
    """
    Each kind is there with its title, its length and how it is recognised.
    """
    output = run("kinds").stdout

    assert "failure\n  Explain a failed exam.\n  parts: all four" in output
    assert "length: " in output
    assert "file names with: failure" in output


def test_kinds_as_json(run):
    """
    JSON is an object with its schema and the kinds, each with its limits and how it is recognised.
    """
    record = json.loads(run("kinds", "--format", "json").stdout)
    kinds = {kind["id"]: kind for kind in record["kinds"]}

    assert ["schema", "kinds"] == list(record)
    assert 1 == record["schema"]
    assert "required" == kinds["failure"]["parts"]
    assert "failure" in kinds["failure"]["recognise"]["names"]


LETTER = "I failed Step 1 in March. I ate a banana and pleaded for a banana.\n"


@pytest.mark.parametrize(
    ("chosen", "found"),
    [
        (["--select", "fruit"], 2),
        (["--select", "fruit/banana"], 2),
        (["--select", "fruit", "--ignore", "fruit/banana"], 0),
        (["--select", "begging,fruit/banana"], 2),
        (["--select", "begging"], 0),
    ],
    ids=str,
)
def test_rules_are_chosen_by_id_or_category(chosen, found, run, own, tmp_path):
    """
    Rules are selected and ignored by id or category, one's own beside the shipped.
    """
    (tmp_path / "failure.txt").write_text(LETTER)
    result = run("lint", tmp_path / "failure.txt", "--rules", own, "--format", "concise", *chosen)

    assert found == result.stdout.count("warning fruit/banana: 'banana' is a fruit: say what you did.")
    assert found == len(result.stdout.splitlines())


@pytest.mark.parametrize("option", ["--select", "--ignore"])
def test_every_unknown_name_is_told(option, run, own, tmp_path):
    """
    Each name that is no rule and no category gets its line, with the nearest.
    """
    (tmp_path / "failure.txt").write_text(LETTER)
    result = run("lint", tmp_path / "failure.txt", "--rules", own, option, "fruit,friut", option, "begginng")

    assert (2, "") == (result.exit_code, result.stdout)
    assert [
        "Error: There is no rule or category 'friut'. Did you mean 'fruit'? 'soapwriter rules' lists them all.",
        "Error: There is no rule or category 'begginng'. Did you mean 'begging'? 'soapwriter rules' lists them all.",
    ] == result.stderr.splitlines()
