"""The laws of a rule file: what breaks them is refused in one line that names file and key."""

import pytest

from soapwriter.errors import BadData
from soapwriter.linter import Linter
from soapwriter.rule import load_rules

GOOD = """
summary = "Say no plums."
why = "Plums are for later."
severity = "note"
message = "'{match}' is a plum."
instead = "I like the ward."
source = { evidence = "inferred" }

[check]
type = "phrase"

[check.any]
phrases = ["plum|plums"]

[[examples]]
text = "I like plums."
finds = ["plums"]

[[examples]]
text = "I like the ward."
finds = []
"""

BROKEN = [
    ("an unknown key", 'severity = "note"', 'severity = "note"\ncolour = "red"', "colour: "),
    ("an unknown severity", '"note"', '"dreadful"', "severity: "),
    ("a message word that is not supplied", "{match}", "{plum}", "message: the check does not supply {plum}"),
    ("no clean example", "finds = []", 'finds = ["ward"]', "examples: "),
    ("no flagged example", 'finds = ["plums"]', "finds = []", "examples: "),
    ("an unknown check", 'type = "phrase"', 'type = "phrases"', "check"),
    ("an unknown kind", 'severity = "note"', 'severity = "note"\nkinds = ["statment"]', "statement"),
    ("an unknown key of the check", 'type = "phrase"', 'type = "phrase"\ndenid = "keep"', "denid"),
    ("no TOML", 'summary = "Say', "summary = Say", "line 2"),
]


@pytest.fixture
def folder(tmp_path):
    """A folder of rules of one's own, with a category."""
    (tmp_path / "fruit").mkdir()
    return tmp_path


def test_a_good_rule_is_loaded(folder):
    """
    A rule of one's own stands beside the shipped ones, by its path.
    """
    (folder / "fruit" / "plum.toml").write_text(GOOD, encoding="utf-8")

    assert "fruit/plum" in {rule.id for rule in load_rules(folder)}


def test_a_later_folder_replaces_a_rule(folder):
    """
    A rule with a shipped rule's path takes its place.
    """
    (folder / "begging").mkdir()
    (folder / "begging" / "plead.toml").write_text(
        GOOD.replace('text = "I like the ward."', 'text = "I do not like plums."'), encoding="utf-8"
    )
    rules = {rule.id: rule for rule in load_rules(folder)}

    assert "Say no plums." == rules["begging/plead"].summary


@pytest.mark.parametrize(("old", "new", "named"), [case[1:] for case in BROKEN], ids=[case[0] for case in BROKEN])
def test_a_broken_rule_is_refused(old, new, named, folder):
    """
    Each breach is one line that names the file and the key.
    """
    path = folder / "fruit" / "plum.toml"
    path.write_text(GOOD.replace(old, new), encoding="utf-8")

    with pytest.raises(BadData) as trouble:
        load_rules(folder)

    assert all(message.startswith(str(path)) and "\n" not in message for message in trouble.value.messages)
    assert any(named in message for message in trouble.value.messages)


@pytest.mark.parametrize(
    ("phrase", "named"),
    [("{plumb} of mine", "plumb"), ("one||two", "empty"), ("..", ""), ("{adverb}*", "")],
)
def test_a_phrase_that_cannot_be_compiled_is_refused(phrase, named, folder):
    """
    A phrase with an unknown class, an empty alternative or no word that is always there is refused by file.
    """
    path = folder / "fruit" / "plum.toml"
    path.write_text(GOOD.replace("plum|plums", phrase), encoding="utf-8")

    with pytest.raises(BadData) as trouble:
        Linter(load_rules(folder))

    assert str(path) in str(trouble.value)
    assert named in str(trouble.value)


def test_a_rule_needs_a_category(folder):
    """
    A rule file that stands in no folder has no category.
    """
    (folder / "plum.toml").write_text(GOOD, encoding="utf-8")

    with pytest.raises(BadData, match="belongs in a folder"):
        load_rules(folder)
