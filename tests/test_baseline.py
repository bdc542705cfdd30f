"""A baseline: what is recognised again and what is not, what stands in its file, and which files are refused."""

from dataclasses import replace

import pytest
from conftest import find

from soapwriter.errors import BadSettings
from soapwriter.linter.baseline import Baseline, baseline_of, read_baseline

TEXT = "Dear Dr. Cho, I really beg you to read this. I failed Step 1."
SEEN = ["really beg you", "begging/plead"]


@pytest.fixture
def reported(report):
    """A report on a text that has findings on some of its words: `reported(text, [words, rule], ...)`."""

    def reported(text, *pointed):
        findings = tuple(find(text, words, rule) for words, rule in pointed)
        return replace(report, text=text, findings=findings)

    return reported


@pytest.fixture
def seen(reported):
    """A baseline of one finding."""
    return baseline_of([reported(TEXT, SEEN)])


SAME = {
    "the same text": (TEXT, "really beg you"),
    "other words further off": (f"Hello. {TEXT} I passed it since.", "really beg you"),
    "another line break": (TEXT.replace("beg you", "beg\nyou"), "really beg\nyou"),
    "Windows line ends": (TEXT.replace("I really", "I\r\nreally"), "really beg you"),
    "other capitals": (TEXT.replace("really", "Really"), "Really beg you"),
    "a comment nearby": (TEXT.replace("I really", "I <!-- as she said --> really"), "really beg you"),
    "emphasis": (TEXT.replace("beg", "**beg**"), "really **beg** you"),
    "a comment within": (TEXT.replace("beg", "<!-- as she said --> beg"), "really <!-- as she said --> beg you"),
    "a double blank": (TEXT.replace(", I", ",  I"), "really beg you"),
}
OTHER = {
    "other words": (TEXT.replace("really", "humbly"), "humbly beg you"),
    "more words": (TEXT, "I really beg you"),
    "another word before": (TEXT.replace(", I", ", we"), "really beg you"),
    "another mark before": (TEXT.replace(", I", ". I"), "really beg you"),
    "another word behind": (TEXT.replace("to read", "to hear"), "really beg you"),
}


@pytest.mark.parametrize(("text", "words"), SAME.values(), ids=SAME)
def test_a_finding_is_known_again(text, words, seen, reported):
    """
    A finding is known by its rule, its words and two words or marks on each side, however they are set out.
    """
    left = seen.suppress(reported(text, [words, "begging/plead"]))

    assert ((), 1) == (left.findings, left.suppressed)


@pytest.mark.parametrize(("text", "words"), OTHER.values(), ids=OTHER)
def test_another_finding_is_not(text, words, seen, reported):
    """
    Other words, or other words close by, make another finding.
    """
    left = seen.suppress(reported(text, [words, "begging/plead"]))

    assert (1, 0) == (len(left.findings), left.suppressed)


def test_another_rule_is_another_finding(seen, reported):
    """
    A finding of one rule is not suppressed for another.
    """
    report = reported(TEXT, ["really beg you", "begging/mercy"])

    assert report == seen.suppress(report)


def test_message_and_severity_do_not_matter(seen, reported):
    """
    A rule may be worded anew, or made graver, and its finding is still known.
    """
    report = reported(TEXT, SEEN)
    reworded = replace(
        report, findings=tuple(replace(each, message="Other.", severity="note") for each in report.findings)
    )

    assert () == seen.suppress(reworded).findings


def test_counts_add_up(seen, reported):
    """
    What a baseline suppresses is counted with what a comment suppressed.
    """
    report = replace(reported(TEXT, SEEN, ["Step 1", "drama/x"]), suppressed=2)

    assert (["Step 1"], 3) == (
        [each.quote for each in seen.suppress(report).findings],
        seen.suppress(report).suppressed,
    )


def test_the_file_says_what_was_written(seen, reported, tmp_path):
    """
    A baseline that is written and read is the same.
    """
    both = baseline_of([reported(TEXT, SEEN), reported("I cried.", ["cried", 'odd "rule"/x'])])
    path = tmp_path / "known.toml"
    path.write_text(both.to_toml(), encoding="utf-8")

    assert both == read_baseline(path)
    assert (2, 1, 0) == (len(both), both.count_missing_from(seen), seen.count_missing_from(both))


def test_the_file_holds_no_text(seen):
    """
    No word of the text is in the file, only the rule and a hash.
    """
    written = seen.to_toml()
    rows = [line for line in written.splitlines() if not line.startswith("#")]

    assert not {"dear", "cho", "really", "beg", "you", "read"} & set(" ".join(rows).lower().replace('"', " ").split())
    assert 16 == len(rows[-2].strip(' ",'))


def test_the_file_does_not_depend_on_the_order(reported):
    """
    The same findings make the same bytes.
    """
    reports = [
        reported(TEXT, SEEN),
        reported("I cried, I beg you.", ["cried", "drama/x"], ["I beg you", "begging/plead"]),
    ]

    assert baseline_of(reports).to_toml() == baseline_of(reports[::-1]).to_toml()


def test_an_empty_baseline_is_one(tmp_path):
    """
    A text without findings makes a baseline that suppresses nothing.
    """
    path = tmp_path / "known.toml"
    path.write_text(baseline_of([]).to_toml())

    assert (Baseline(), 0) == (read_baseline(path), len(read_baseline(path)))


REFUSED = [
    (
        "version = 2\n[findings]\n",
        "This baseline has version 2; this soapwriter reads version 1. Name another file, or ",
    ),
    ('version = 2\nentries = ["x"]', "This baseline has version 2; "),
    (
        "",
        "This is not a baseline: 'version' is missing or wrong. Name another file, or remove this one and write a new one",
    ),
    ("[findings]\n", "This is not a baseline: 'version' is missing or wrong. "),
    ("version = 1\n", "This is not a baseline: 'findings' is missing or wrong. "),
    ('version = "1"\n[findings]\n', "This is not a baseline: 'version' is missing or wrong. "),
    ("version = true\n[findings]\n", "This is not a baseline: 'version' is missing or wrong. "),
    ("version = 1\nother = 2\n[findings]\n", "This is not a baseline: 'other' is missing or wrong. "),
    ('version = 1\n[findings]\n"a/b" = ["xyz"]\n', "This is not a baseline: 'findings.a/b.0' is missing or wrong. "),
    ('version = 1\n[findings]\n"a/b" = "xyz"\n', "This is not a baseline: 'findings.a/b' is missing or wrong. "),
    ('[applicant]\nname = "Ana Invented"\n', "This is not a baseline: "),
    ("I failed Step 1.", "This is not a baseline: "),
    (b"\xff\xfe\x00", "This is not a baseline: "),
]


@pytest.mark.parametrize(("text", "message"), REFUSED)
def test_other_files_are_refused(text, message, tmp_path):
    """
    A broken file, one of another version and one of another sort are each one clear line.
    """
    path = tmp_path / "known.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())

    with pytest.raises(BadSettings) as trouble:
        read_baseline(path)

    assert trouble.value.messages[0].startswith(f"{path}: {message}")
    assert (1, 0) == (len(trouble.value.messages), trouble.value.messages[0].count("\n"))


def test_a_file_that_is_not_there_and_a_folder(tmp_path):
    """
    Where the baseline does not exist, the message says how to write it; a folder is not one.
    """
    with pytest.raises(BadSettings, match=r"gone.toml: This baseline does not exist. --update-baseline writes it\."):
        read_baseline(tmp_path / "gone.toml")
    with pytest.raises(BadSettings, match=r"cannot be read: (Is a directory|Permission denied)\."):
        read_baseline(tmp_path)
