"""Settings on the command line: what holds, where it comes from, and what is said of a mistake."""

import json

import pytest
from conftest import spoken
from rich.cells import cell_len

TEXT = "I beg you. I failed Step 1 in May because I crammed.\n"
RULE = """
summary = "Do not say banana."
why = "A fruit explains nothing."
severity = "error"
message = "'{match}' is a fruit."
instead = "I did forty questions a day."
source = { evidence = "article" }

[check]
type = "phrase"
phrases = ["yellow banana"]

[[examples]]
text = "I ate a yellow banana."
finds = ["yellow banana"]

[[examples]]
text = "I ate bread."
finds = []
"""


@pytest.fixture
def write(tmp_path, monkeypatch):
    """An empty working folder with a text and a rule of one's own in it: `write(settings)`."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "failure.txt").write_text(TEXT)
    (tmp_path / "mine" / "fruit").mkdir(parents=True)
    (tmp_path / "mine" / "fruit" / "banana.toml").write_text(RULE)
    return (tmp_path / "soapwriter.toml").write_text


@pytest.fixture
def found(run):
    """Severity and rule of each finding, in order of place: `found("failure.txt", "--no-config")`."""

    def found(*args):
        result = run("lint", *args, "--format", "concise")
        assert "" == result.stderr
        return [line.split(" ", 1)[1].partition(": ")[0] for line in result.stdout.splitlines()]

    return found


def test_the_file_says_which_rules_speak_and_how_gravely(write, found):
    """
    Selection, exceptions, severities and rules of one's own come from the file.
    """
    write(
        'select = ["begging", "fruit", "plan"]\nignore = ["plan"]\nrules = ["mine"]\n'
        '[severity]\nbegging = "note"\nfruit = "warning"'
    )
    with open("failure.txt", "a") as file:  # noqa: PTH123
        file.write("I ate a yellow banana.\n")

    assert ["note begging/plead", "warning fruit/banana"] == found("failure.txt")


def test_an_option_goes_before_the_file(write, found):
    """
    What an option says holds, whatever the file says.
    """
    write('select = ["drama"]\nignore = ["begging"]')

    assert [] == found("failure.txt")
    assert ["error begging/plead"] == found("failure.txt", "--select", "begging")


def test_without_the_file(write, found):
    """
    With --no-config the file is not even read.
    """
    write('select = "broken')

    assert ["error begging/plead"] == found("failure.txt", "--no-config", "--select", "begging")


@pytest.mark.parametrize(
    ("settings", "args", "status"),
    [
        ("", [], 1),
        ('fail-on = "never"', [], 0),
        ('fail-on = "never"', ["--fail-on", "error"], 1),
        ('fail-on = "never"', ["--no-config"], 1),
        ('[severity]\nbegging = "note"', [], 0),
    ],
)
def test_the_file_says_what_fails_a_run(settings, args, status, write, run):
    """
    The failing severity comes from an option, else from the file, else it is "error".
    """
    write(settings)

    assert status == run("lint", "failure.txt", "--select", "begging", *args).exit_code


WRONG = [
    ('selct = ["drama"]', [], "soapwriter.toml: line 1, selct: There is no key 'selct'. Did you mean 'select'? "),
    (
        'ignore = ["beging"]',
        [],
        "soapwriter.toml: line 1, ignore: There is no rule or category 'beging'. Did you mean ",
    ),
    ("select = drama", [], "soapwriter.toml: line 1: put the select in quotes, since it is text: "),
    ('rules = ["gone"]', [], "soapwriter.toml: line 1, rules: There is no folder gone."),
    ('facts = "gone.toml"', [], "soapwriter.toml: line 1, facts: There is no file gone.toml."),
    ('baseline = "gone.toml"', [], "gone.toml: This baseline does not exist. --update-baseline writes it."),
    ("", ["--select", "begging", "--ignore", "begging"], "No rule is left to lint by: "),
    (
        "",
        ["--update-baseline"],
        "--update-baseline needs to know the file: give --baseline FILE. See 'soapwriter lint ",
    ),
    ("", ["--baseline", ""], "--baseline needs the name of a file. See 'soapwriter lint --help'."),
    (
        "",
        ["--baseline", "-", "--update-baseline"],
        "--baseline needs the name of a file. See 'soapwriter lint --help'.",
    ),
    ("", ["--baseline", "failure.txt"], "failure.txt: This is not a baseline: "),
    ("", ["--baseline", "failure.txt", "--update-baseline"], "failure.txt: This is not a baseline: "),
    ("", ["--baseline", "no/known.toml", "--update-baseline"], "no/known.toml: no is not a folder."),
    ("", ["--baseline", "mine", "--update-baseline"], "mine: is a folder; name a file."),
]


@pytest.mark.parametrize(("settings", "args", "message"), WRONG, ids=spoken)
def test_a_mistake_is_one_line_and_nothing_is_written(settings, args, message, write, run, tmp_path):
    """
    What cannot hold is one line on standard error and status 2; no file is made or changed.
    """
    write(settings)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    result = run("lint", "failure.txt", *args)

    assert (2, "") == (result.exit_code, result.stdout)
    assert result.stderr.startswith(f"Error: {message}")
    assert 1 == result.stderr.count("\n")
    assert before == {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}


def test_settings_are_shown_with_their_origins(write, run):
    """
    Each setting is printed, and below it where it comes from; nothing is linted, and no text is needed.
    """
    write(
        'ignore = ["generic", "length/sentences"]\nrules = ["mine"]\n\n[severity]\ngeneric = "note"\n"drama/tears" = "error"'
    )
    result = run("lint", "--show-settings", "--fail-on", "never")

    assert (0, "") == (result.exit_code, result.stderr)
    assert result.stdout == (
        "select: all rules\n    default\n"
        "ignore: generic, length/sentences\n    soapwriter.toml, line 1\n"
        "severity of generic: note\n    soapwriter.toml, line 5\n"
        "severity of drama/tears: error\n    soapwriter.toml, line 6\n"
        "fail-on: never\n    --fail-on\n"
        "rules: mine\n    soapwriter.toml, line 2\n"
        "facts: none\n    default\n"
        "baseline: none\n    default\n"
    )


def test_settings_as_json(write, run):
    """
    JSON has its schema, and each setting with its value and its origin.
    """
    write('[severity]\ngeneric = "note"')
    record = json.loads(run("lint", "--show-settings", "--select", "begging,drama", "--format", "json").stdout)

    assert ["schema", "select", "ignore", "severity", "fail-on", "rules", "facts", "baseline"] == list(record)
    assert {"value": ["begging", "drama"], "from": "--select"} == record["select"]
    assert {"value": {"generic": "note"}, "from": "soapwriter.toml, line 1"} == record["severity"]
    assert {"value": None, "from": "default"} == record["facts"]


@pytest.mark.parametrize("width", ["40", "80"])
def test_settings_fit_the_screen(width, write, run, monkeypatch):
    """
    Settings stay within the screen.
    """
    monkeypatch.setenv("COLUMNS", width)
    write('ignore = ["generic", "length/sentences", "drama", "evasive", "blame"]')

    assert max(map(cell_len, run("lint", "--show-settings").stdout.splitlines())) <= int(width)


def test_settings_are_proven_before_they_are_shown(write, run):
    """
    A rule that does not exist is an error also where settings are only shown.
    """
    write('select = ["beging"]')
    result = run("lint", "--show-settings")

    assert (2, "") == (result.exit_code, result.stdout)
    assert result.stderr.startswith("Error: soapwriter.toml: line 1, select: There is no rule or category 'beging'.")


@pytest.mark.parametrize("command", [["rules"], ["explain", "fruit/banana"]], ids=spoken)
def test_rules_of_ones_own_are_known_everywhere(command, write, run):
    """
    The rules that the file names are listed and explained as ours are.
    """
    write('rules = ["mine"]')

    assert "Do not say banana." in run(*command).stdout


MISNAMED = "<!-- soapwriter: ignore beging -->\nI failed.\nsoapwriter: ignore drama\n"


def test_a_suppression_that_names_nothing_is_an_error(write, run, tmp_path):
    """
    Each mistake of a comment is a line with path and line; the other texts are reported all the same.
    """
    write("")
    (tmp_path / "bad.txt").write_text(MISNAMED)
    result = run("lint", "bad.txt", "failure.txt", "--select", "begging", "--format", "json")
    record = json.loads(result.stdout)

    assert 2 == result.exit_code
    assert ["failure.txt"] == [document["path"] for document in record["documents"]]
    assert ["bad.txt"] == [error["path"] for error in record["errors"]]
    assert result.stderr == (
        "Error: bad.txt: line 1: There is no rule or category 'beging'. Did you mean 'begging'? 'soapwriter rules' lists "
        "them all.\n"
        "Error: bad.txt: line 3: This is not in a comment, so it suppresses nothing. Write <!-- soapwriter: ignore RULE -->.\n"
    )


def test_a_suppression_may_name_what_is_not_selected(write, run, tmp_path):
    """
    A rule that exists may be named, also one of one's own, and one that this run does not ask.
    """
    write('rules = ["mine"]\nignore = ["drama"]')
    (tmp_path / "good.txt").write_text("<!-- soapwriter: ignore-file fruit, drama -->\nI ate a yellow banana.\n")
    result = run("lint", "good.txt", "--select", "fruit,suppression", "--format", "concise")

    assert (0, "", "") == (result.exit_code, result.stdout, result.stderr)
