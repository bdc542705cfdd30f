"""Which rules speak, how gravely, and what fails a run: from where each setting comes, and what a file may not say."""

import os
from pathlib import Path

import pytest

from soapwriter.errors import BadSettings, UnknownName
from soapwriter.finding import Severity
from soapwriter.linter import load_rules
from soapwriter.linter.profile import Profile, find_settings, make_profile, read_settings

RULES = load_rules(examples=False)


@pytest.fixture
def write(tmp_path, monkeypatch):
    """Write soapwriter.toml into an empty working folder."""
    monkeypatch.chdir(tmp_path)

    def write(text, folder="."):
        path = tmp_path / folder / "soapwriter.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return write


def chosen(**settings):
    return {rule.id: rule for rule in Profile(**settings).select_from(RULES)}


def test_without_anything_all_rules_speak_as_they_say():
    """
    The defaults change no rule.
    """
    assert list(RULES) == list(Profile().select_from(RULES))


@pytest.mark.parametrize(
    ("settings", "there", "absent"),
    [
        ({"select": ("begging",)}, {"begging/plead", "begging/mercy"}, {"drama/tears"}),
        ({"select": ("begging/plead", "drama")}, {"begging/plead", "drama/tears"}, {"begging/mercy"}),
        ({"ignore": ("begging",)}, {"drama/tears"}, {"begging/plead", "begging/mercy"}),
        ({"ignore": ("begging/plead",)}, {"begging/mercy"}, {"begging/plead"}),
        ({"select": ("begging",), "ignore": ("begging/plead",)}, {"begging/mercy"}, {"begging/plead", "drama/tears"}),
    ],
)
def test_rules_are_chosen_by_id_or_category(settings, there, absent):
    """
    Selected rules speak, ignored ones do not.
    """
    names = set(chosen(**settings))

    assert there <= names
    assert not absent & names


def test_severity_is_set_by_rule_before_category():
    """
    A rule's own severity goes before its category's, and other rules keep theirs.
    """
    rules = chosen(severity={"begging": Severity.NOTE, "begging/plead": Severity.WARNING})

    assert Severity.WARNING == rules["begging/plead"].severity
    assert Severity.NOTE == rules["begging/mercy"].severity
    assert next(rule for rule in RULES if rule.id == "drama/tears") == rules["drama/tears"]


def test_a_severity_holds_in_every_kind():
    """
    A severity that is asked for goes before what a rule says of some kinds.
    """
    varied = next(rule for rule in RULES if rule.severity_by)
    rule = chosen(severity={varied.id: Severity.ERROR})[varied.id]

    assert {Severity.ERROR} == {rule.severity_for(kind) for kind in ("failure", *varied.severity_by)}


def test_no_rule_left_is_an_error():
    """
    A linter without rules would call every text good, so it is refused.
    """
    with pytest.raises(UnknownName, match="No rule is left to lint by"):
        chosen(select=("begging",), ignore=("begging",))


def test_unknown_names_of_options_have_a_sentence_each():
    """
    Each name that is no rule and no category is told with the nearest.
    """
    with pytest.raises(UnknownName) as trouble:
        chosen(select=("beging",), ignore=("drama/tear",))

    assert ["Did you mean 'begging'?", "Did you mean 'drama/tears'?"] == [
        message[message.index("Did") : message.index("?") + 1] for message in trouble.value.messages
    ]


def test_the_nearest_file_holds_alone(write, tmp_path, monkeypatch):
    """
    The file of the working folder is taken, else the nearest above; what is further up is not mixed in.
    """
    write('ignore = ["drama"]\nfail-on = "note"')
    write('ignore = ["generic"]', "a/b")
    (tmp_path / "a" / "b" / "c").mkdir()
    monkeypatch.chdir(tmp_path / "a" / "b" / "c")

    assert (("generic",), "error") == (make_profile(find_settings()).ignore, make_profile(find_settings()).fail_on)
    assert Path("..", "soapwriter.toml") == find_settings().path

    monkeypatch.chdir(tmp_path / "a")

    assert (("drama",), "note") == (make_profile(find_settings()).ignore, make_profile(find_settings()).fail_on)


def test_a_folder_of_that_name_is_no_file(write, tmp_path, monkeypatch):
    """
    What is no file is passed over on the way up.
    """
    write('fail-on = "note"')
    (tmp_path / "a" / "soapwriter.toml").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "a")

    assert "note" == make_profile(find_settings()).fail_on


def test_a_working_folder_that_is_gone_has_no_settings(tmp_path, monkeypatch):
    """
    Where there is no working folder any more, the defaults hold.
    """
    (tmp_path / "a").mkdir()
    monkeypatch.chdir(tmp_path / "a")
    (tmp_path / "a").rmdir()

    assert find_settings() is None


def test_paths_are_as_seen_from_the_file(write, tmp_path, monkeypatch):
    """
    Folders of rules, the facts and the baseline are found beside the file, from wherever the program is started.
    """
    write('rules = ["mine", "/"]\nfacts = "me.toml"\nbaseline = "known.toml"')
    (tmp_path / "mine").mkdir()
    (tmp_path / "me.toml").touch()
    (tmp_path / "a").mkdir()
    monkeypatch.chdir(tmp_path / "a")
    profile = make_profile(find_settings())

    assert (os.path.join("..", "mine"), "/") == profile.rules  # noqa: PTH118
    assert (Path("../me.toml"), Path("../known.toml")) == (Path(profile.facts), Path(profile.baseline))


def test_the_home_folder_can_be_meant(write, tmp_path, monkeypatch):
    """
    A path that begins with ~ begins at home.
    """
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "home"))
    write('baseline = "~/known.toml"')

    assert tmp_path / "home" / "known.toml" == Path(make_profile(find_settings()).baseline)


@pytest.mark.parametrize(
    ("option", "origins"),
    [
        ({}, {"select": "soapwriter.toml, line 1", "ignore": "soapwriter.toml, line 2", "fail-on": "default"}),
        ({"fail_on": "note"}, {"select": "soapwriter.toml, line 1", "fail-on": "--fail-on"}),
        ({"ignore": ("drama",)}, {"select": "soapwriter.toml, line 1", "ignore": "--ignore"}),
        ({"select": ("drama",)}, {"select": "--select", "ignore": "--select, which overrides the file's"}),
        ({"select": ("drama",), "ignore": ("drama",)}, {"select": "--select", "ignore": "--ignore"}),
        ({"select": (), "facts": None}, {"select": "soapwriter.toml, line 1", "facts": "default"}),
    ],
)
def test_each_setting_knows_where_it_comes_from(option, origins, write):
    """
    A setting comes from an option, else from a line of the file, else it is the default.
    """
    write('select = ["begging", "drama"]\nignore = ["begging/plead"]')
    profile = make_profile(find_settings(), **option)

    assert origins == {key: profile.origin(key) for key in origins}


def test_a_selection_by_option_lays_the_files_exceptions_aside(write):
    """
    Who asks for a rule by name hears it, though the file ignores it.
    """
    write('ignore = ["begging"]')

    assert (("begging/plead",), ()) == (
        make_profile(find_settings(), select=("begging/plead",)).select,
        make_profile(find_settings(), select=("x",)).ignore,
    )


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('[severity]\ngeneric = "note"\n"begging/plead" = "note"', 3),
        ("[severity]\n'begging/plead' = 'note'", 2),
        ('\nseverity = { "begging/plead" = "note" }', 2),
    ],
)
def test_each_severity_has_its_line(text, line, write):
    """
    Every severity comes from a line of its own.
    """
    write(text)

    assert f"soapwriter.toml, line {line}" == make_profile(find_settings()).origin("severity", "begging/plead")


BROKEN = [
    ("selct = []", "line 1, selct: There is no key 'selct'. Did you mean 'select'? There are: baseline, facts, "),
    ('fail_on = "note"', "line 1, fail_on: There is no key 'fail_on'. Did you mean 'fail-on'?"),
    ('kind = "failure"', "line 1, kind: There is no key 'kind'. There are: "),
    ('\n[lint]\nselect = ["drama"]', "line 2, lint: There is no key 'lint'. "),
    ('select = "drama"', 'line 1, select: write a list, select = ["…", "…"].'),
    ("[select]\na = 1", 'line 1, select: write a list, select = ["…", "…"].'),
    ("select = []", "line 1, select: names no rule and no category; leave it out for all of them."),
    ("ignore = [3]", "line 1, ignore 1: put this in quotes."),
    ('ignore = ["a", ""]', "line 1, ignore 2: this is empty."),
    ("facts = 3", "line 1, facts: put this in quotes."),
    ('facts = ""', "line 1, facts: this is empty."),
    (
        'fail-on = "warn"',
        "line 1, fail-on: There is no severity 'warn'. Did you mean 'warning'? There are: error, never",
    ),
    ("fail-on = 1", "line 1, fail-on: There is no severity '1'. "),
    ('severity = "note"', 'line 1, severity: write a table: [severity], and below it generic = "note".'),
    ('[[severity]]\ngeneric = "note"', "line 1, severity: write a table: "),
    ('[severity]\ngeneric = "warn"', "line 2, severity, generic: There is no severity 'warn'. Did you mean 'warning'?"),
    ("[severity]\ngeneric = 3", "line 2, severity, generic: There is no severity '3'. "),
    ('[severity.begging]\nplead = "note"', "line 1, severity, begging: put the rule's name in quotes: "),
    (
        '[severity]\nbegging/plead = "note"',
        "line 2, column 8: this is not TOML: Expected '=' after a key in a key/value pair. Put the rule's name in quotes: ",
    ),
    ('select = ["drama"', "line 1: the list that begins here has no ] at its end."),
    ("ignore = drama", "line 1: put the ignore in quotes, since it is text: ignore = "),
    ('rules = ["gone"]', "line 1, rules: There is no folder gone."),
    ('\nfacts = "gone.toml"', "line 2, facts: There is no file gone.toml."),
]


@pytest.mark.parametrize(("text", "message"), BROKEN)
def test_a_file_may_say_nothing_else(text, message, write):
    """
    What is not understood is an error with its line, and with the nearest right thing.
    """
    write(text)

    with pytest.raises(BadSettings) as trouble:
        make_profile(find_settings())

    assert trouble.value.messages[0].startswith(f"soapwriter.toml: {message}")
    assert 1 == len(trouble.value.messages)


def test_every_mistake_is_told_at_once(write):
    """
    A file with several mistakes gets a sentence for each.
    """
    write('selct = []\nfail-on = "x"\n[severity]\ngeneric = "y"')

    with pytest.raises(BadSettings) as trouble:
        find_settings()

    assert {"selct", "fail-on", "generic"} == {
        message.split(":")[1].rpartition(", ")[2] for message in trouble.value.messages
    }


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('select = ["beging"]', "line 1, select: There is no rule or category 'beging'. Did you mean 'begging'? "),
        (
            '\nignore = ["drama", "drama/tear"]',
            "line 2, ignore: There is no rule or category 'drama/tear'. Did you mean ",
        ),
        ('[severity]\n"generic/x" = "note"', "line 2, severity, generic/x: There is no rule or category 'generic/x'. "),
        (
            '[severity]\nfail-on = "note"',
            "line 2, severity, fail-on: 'fail-on' is a setting, not a rule: it belongs above ",
        ),
    ],
)
def test_unknown_rules_have_their_line(text, message, write):
    """
    A rule or category that does not exist is told with the line that names it.
    """
    write(text)

    with pytest.raises(UnknownName) as trouble:
        make_profile(find_settings()).select_from(RULES)

    assert trouble.value.messages[0].startswith(f"soapwriter.toml: {message}")


def test_what_an_option_replaces_need_not_be_there(write, tmp_path):
    """
    A folder or facts file that the file names is not missed where an option gives another.
    """
    write('rules = ["gone"]\nfacts = "gone.toml"')

    assert "me.toml" == make_profile(find_settings(), rules=(str(tmp_path),), facts="me.toml").facts


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", None),
        (b"# only a remark\n", None),
        (b'\xef\xbb\xbffail-on = "note"\r\n', None),
        (b'facts = "m\xe9.toml"', "byte 11 is not UTF-8; save the file as UTF-8."),
        (b"#" * 1_000_001, "It is over 1 MB, which no settings file is."),
    ],
)
def test_bytes_that_are_no_settings(data, message, tmp_path):
    """
    An empty file sets nothing; one that is no UTF-8 text, or too long for one, is refused.
    """
    path = tmp_path / "soapwriter.toml"
    path.write_bytes(data)
    if message is None:
        assert path == read_settings(path).path
        return

    with pytest.raises(BadSettings) as trouble:
        read_settings(path)

    assert f"{path}: {message}" == str(trouble.value)


def test_a_file_that_may_not_be_read_is_told(stranger):
    """
    A settings file that cannot be read is an error, with the way to go on without it.
    """
    (stranger / "soapwriter.toml").touch(mode=0)

    with pytest.raises(BadSettings, match=r"soapwriter.toml: .*\. Fix that, or lint with --no-config\."):
        find_settings()
