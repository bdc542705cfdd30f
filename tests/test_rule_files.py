"""The laws of a rule file: what breaks them is refused in one line that names file and key."""

import pytest

from soapwriter.errors import BadData
from soapwriter.linter import Linter, check_examples, load_rules
from soapwriter.linter.checks import check_classes

GOOD = """
summary = "Say no plums."
why = "Plums are for later."
severity = "note"
message = "'{match}' is a plum."
instead = "I like the ward."
source = { evidence = "inferred" }

[check]
type = "phrase"
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
    ("a missing key", 'why = "Plums are for later."', "", "why: this is missing"),
    ("an empty reason", '"Plums are for later."', '" "', "why: this is empty"),
    ("an id of its own", 'severity = "note"', 'severity = "note"\nid = "a/b"', "id: there is no such key"),
    ("an unknown example's kind", "finds = []", 'finds = []\nkind = "thank"', "examples: There is no kind 'thank'."),
    ("an unknown evidence", '"inferred"', '"rumour"', "source.evidence: "),
    ("an unknown check, with the nearest", 'type = "phrase"', 'type = "phrases"', "Did you mean 'phrase'?"),
    ("no check type", 'type = "phrase"', "", "check: type is missing; there are: "),
    ("an unknown choice of the check", 'type = "phrase"', 'type = "phrase"\ndenied = "no"', "check.denied: "),
    ("no phrases", '["plum|plums"]', "3", "check.phrases: this must be a list"),
    ("nothing to look for", '["plum|plums"]', "[]", "phrases: there are none"),
    ("an unknown part", 'severity = "note"', 'severity = "note"\nwhen = { end = ["missing"] }', "when.end"),
    (
        "an unknown label",
        'severity = "note"',
        'severity = "note"\nwhen = { plan = ["mising"] }',
        "when.plan: There is no label 'mising'. Did you mean 'missing'?",
    ),
    ("a message that is not closed", "'{match}'", "'{match'", "message: "),
    ("a message word without a name", "'{match}'", "'{}'", "message: the check does not supply {}"),
    ("a message word with a format", "'{match}'", "'{match!r}'", "message: a word takes no format: write {match}"),
    (
        "a leak without phrases",
        'type = "phrase"\nphrases = ["plum|plums"]',
        'type = "leak"\nwhat = "name"',
        "phrases: 'name' needs phrases",
    ),
    (
        "a leak with too many",
        'type = "phrase"',
        'type = "leak"\nwhat = "city"',
        "phrases: 'city' takes no phrases",
    ),
    (
        "a leak without its position",
        'type = "phrase"',
        'type = "leak"\nwhat = "position"',
        "position: what = 'position' needs it",
    ),
    (
        "a broken regular expression",
        'type = "phrase"\nphrases = ["plum|plums"]',
        'type = "pattern"\nregex = "(plum"',
        "regex: '(plum' is broken: ",
    ),
    (
        "an edit without an example of it",
        '[[examples]]\ntext = "I like plums."',
        '[fix]\nsafety = "safe"\ntext = "pears"\n\n[[examples]]\ntext = "I like plums."',
        'examples: one that is fixed is missing (fixed = "…")',
    ),
    (
        "an example of an edit without the edit",
        "finds = []",
        'finds = []\nfixed = "x"',
        "examples: fixed needs a rule with a [fix]",
    ),
    (
        "an unknown safety",
        'type = "phrase"',
        'type = "phrase"\n[fix]\nsafety = "sure"\ntext = ""',
        "fix.safety: ",
    ),
    (
        "an edit without a text",
        'type = "phrase"',
        'type = "phrase"\n[fix]\nsafety = "safe"',
        "fix.text: this is missing",
    ),
    (
        "an unknown key of the edit",
        'type = "phrase"',
        'type = "phrase"\n[fix]\nsafety = "safe"\ntext = ""\nwith = ""',
        "fix.with: there is no such key",
    ),
    (
        "an edit with a word that is not supplied",
        'phrases = ["plum|plums"]',
        'phrases = ["plum|plums"]\n[fix]\nsafety = "safe"\ntext = "{pear}"',
        "fix.text: the check does not supply {pear}; it supplies: match",
    ),
    (
        "an edit that is not closed",
        'phrases = ["plum|plums"]',
        'phrases = ["plum|plums"]\n[fix]\nsafety = "safe"\ntext = "{pear"',
        "fix.text: ",
    ),
    (
        "characters for nothing",
        'type = "phrase"\nphrases = ["plum|plums"]',
        'type = "characters"\nplain = {}',
        "plain: it names no character",
    ),
    (
        "characters that are put in again",
        'type = "phrase"\nphrases = ["plum|plums"]',
        'type = "characters"\nplain = { "a" = "b", "b" = "c" }',
        "plain: 'b' is in a replacement",
    ),
    (
        "an unknown kind of exam names",
        'type = "phrase"\nphrases = ["plum|plums"]',
        'type = "exam-name"\nsort = "misspelt"',
        "check.sort: ",
    ),
]


@pytest.fixture
def folder(tmp_path):
    """A folder of rules of one's own, with a category."""
    (tmp_path / "fruit").mkdir()
    return tmp_path


def test_a_good_rule_is_loaded(folder):
    """
    A rule of one's own is added to the shipped ones, by its path.
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
    assert old in GOOD
    path.write_text(GOOD.replace(old, new), encoding="utf-8")

    with pytest.raises(BadData) as trouble:
        load_rules(folder)

    assert all(message.startswith(str(path)) and "\n" not in message for message in trouble.value.messages)
    assert any(named in message for message in trouble.value.messages)


@pytest.mark.parametrize(
    ("phrase", "named"),
    [
        ("{famly} of mine", "there is no word class 'famly'. Did you mean 'family'?"),
        ("<NUON> of mine", "there is no part of speech or tag 'NUON'"),
        ("one||two", "empty"),
        ("..", "a phrase needs a word that is always there"),
        ("{adverb}*", "a phrase needs a word that is always there"),
    ],
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


@pytest.mark.parametrize("category", ["blame", "begging", "ownership"])
def test_a_denial_must_be_proven(category, folder):
    """
    A rule of these categories is refused until it shows a denied text that it leaves alone.
    """
    path = folder / category / "plum.toml"
    path.parent.mkdir()
    path.write_text(GOOD, encoding="utf-8")
    with pytest.raises(BadData) as trouble:
        load_rules(folder)
    path.write_text(GOOD.replace("I like the ward.", "I don’t like plums."), encoding="utf-8")

    assert f"{path}: examples: a rule of '{category}' needs a clean one that denies (\"I do not …\")." == str(
        trouble.value
    )
    assert f"{category}/plum" in {rule.id for rule in load_rules(folder)}


def test_what_is_not_utf_8_is_refused(folder):
    """
    A file in another encoding is one line that says how to fix it.
    """
    path = folder / "fruit" / "plum.toml"
    path.write_bytes(b"\xff\xfe")

    with pytest.raises(BadData) as trouble:
        load_rules(folder)

    assert f"{path}: It is not UTF-8 (byte offset 0). Save it again as UTF-8." == str(trouble.value)


def test_all_troubles_are_told_at_once(folder):
    """
    Two broken files, one of them broken twice, are three lines.
    """
    for name, new in {"plum": 'sumary = "x"', "prune": ""}.items():
        text = GOOD.replace('summary = "Say no plums."', new)
        (folder / "fruit" / f"{name}.toml").write_text(text, encoding="utf-8")

    with pytest.raises(BadData) as trouble:
        load_rules(folder)

    assert 3 == len(trouble.value.messages)


def test_proof_compiles_every_phrase(folder, monkeypatch):
    """
    A phrase of a shipped rule that cannot be compiled is found by the proof, though no text has any of its words.
    """
    path = folder / "fruit" / "plum.toml"
    path.write_text(GOOD.replace('"plum|plums"', '"plum|plums", "zzyzx {plumb}"'), encoding="utf-8")
    rules = [rule for rule in load_rules(folder) if rule.id == "fruit/plum"]
    monkeypatch.setattr("soapwriter.linter.compiled.is_shipped", lambda rule: True)

    Linter(rules)
    with pytest.raises(BadData, match="plumb"):
        check_examples(rules)


def test_phrases_may_stand_a_line_each(folder):
    """
    Phrases in a text, one a line, are the same as in a list; blank lines are none.
    """
    path = folder / "fruit" / "plum.toml"
    path.write_text(GOOD.replace('["plum|plums"]', "'''\nplum|plums\n\n  a pear\n'''"), encoding="utf-8")
    rules = {rule.id: rule for rule in load_rules(folder)}

    assert ("plum|plums", "a pear") == rules["fruit/plum"].check.phrases


FIXING = GOOD.replace("[[examples]]", '[fix]\nsafety = "shown"\ntext = "pears"\n\n[[examples]]', 1)


@pytest.mark.parametrize(
    ("fixed", "text", "trouble"),
    [
        ("I like pears.", "pears", None),
        ("I like pear.", "pears", "example 1 is fixed to 'I like pears.', not to 'I like pear.': 'I like plums.'"),
        (
            "I like plum jam.",
            "plum jam",
            "example 1 is fixed to 'I like plum jam.', which still has ['plum']: 'I like plums.'",
        ),
    ],
)
def test_a_fix_is_tested(fixed, text, trouble, folder):
    """
    An example's text after the rule's edits must be as promised, whatever their safety, and have no match left.
    """
    (folder / "fruit" / "plum.toml").write_text(
        FIXING.replace('"pears"', f'"{text}"').replace('finds = ["plums"]', f'finds = ["plums"]\nfixed = "{fixed}"'),
        encoding="utf-8",
    )
    rules = [rule for rule in load_rules(folder) if rule.id == "fruit/plum"]

    assert ([f"fruit/plum: {trouble}"] if trouble else []) == list(map(str, check_examples(rules)))


def test_a_match_without_its_place_is_passed_over(folder):
    """
    A pattern may match the innocent first: where its group "place" is not part of a match, nothing is found.
    """
    (folder / "fruit" / "plum.toml").write_text(
        GOOD.replace(
            'type = "phrase"\nphrases = ["plum|plums"]',
            'type = "pattern"\nregex = "plums? tree|(?P<place>plums?)|x*"',
        ).replace("I like the ward.", "I like the plum tree."),
        encoding="utf-8",
    )

    assert () == check_examples([rule for rule in load_rules(folder) if rule.id == "fruit/plum"])


def test_linting_needs_no_examples():
    """
    Without their examples the shipped rules are otherwise the same.
    """
    whole, lean = load_rules(), load_rules(examples=False)

    assert [rule.model_copy(update={"examples": ()}) for rule in whole] == list(lean)
    assert not any(rule.examples for rule in lean)


def test_a_rule_needs_a_category(folder):
    """
    A rule file outside any folder has no category.
    """
    (folder / "plum.toml").write_text(GOOD, encoding="utf-8")

    with pytest.raises(BadData, match="belongs in a folder"):
        load_rules(folder)


def test_an_example_for_nobody_known_is_refused(folder):
    """
    An example for a specialty or a program that is not known is one line with the file.
    """
    path = folder / "fruit" / "plum.toml"
    for key, name in {"for": "klingon", "program": "Nowhere"}.items():
        path.write_text(GOOD.replace("finds = []", f'finds = []\n{key} = "{name}"'), encoding="utf-8")
        rules = [rule for rule in load_rules(folder) if rule.id == "fruit/plum"]

        with pytest.raises(BadData) as trouble:
            check_examples(rules)

        assert str(trouble.value).startswith(f"{path}: examples: There is no ")


def test_the_folder_of_checks_is_their_registry():
    """
    Every check of the folder is found without being listed, and a shipped rule uses it.
    """
    used = {rule.check.type for rule in load_rules(examples=False)}

    assert used == check_classes().keys()
