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
    quieted = seen.quieted(reported(text, [words, "begging/plead"]))

    assert ((), 1) == (quieted.findings, quieted.suppressed)


@pytest.mark.parametrize(("text", "words"), OTHER.values(), ids=OTHER)
def test_another_finding_is_not(text, words, seen, reported):
    """
    Other words, or other words close by, make another finding.
    """
    quieted = seen.quieted(reported(text, [words, "begging/plead"]))

    assert (1, 0) == (len(quieted.findings), quieted.suppressed)


def test_another_rule_is_another_finding(seen, reported):
    """
    What one rule points at is not let stand for another.
    """
    report = reported(TEXT, ["really beg you", "begging/mercy"])

    assert report == seen.quieted(report)


def test_message_and_severity_do_not_matter(seen, reported):
    """
    A rule may be worded anew, or made graver, and its finding is still known.
    """
    report = reported(TEXT, SEEN)
    reworded = replace(
        report, findings=tuple(replace(each, message="Other.", severity="note") for each in report.findings)
    )

    assert () == seen.quieted(reworded).findings


def test_counts_add_up(seen, reported):
    """
    What a baseline lets stand is counted with what was kept quiet before.
    """
    report = replace(reported(TEXT, SEEN, ["Step 1", "drama/x"]), suppressed=2)

    assert (["Step 1"], 3) == ([each.quote for each in seen.quieted(report).findings], seen.quieted(report).suppressed)


def test_the_file_says_what_was_written(seen, reported, tmp_path):
    """
    A baseline that is written and read is the same.
    """
    both = baseline_of([reported(TEXT, SEEN), reported("I cried.", ["cried", 'odd "rule"/x'])])
    path = tmp_path / "known.toml"
    path.write_text(both.written(), encoding="utf-8")

    assert both == read_baseline(path)
    assert (2, 1, 0) == (len(both), both.less(seen), seen.less(both))


def test_the_file_holds_no_text(seen):
    """
    No word of the text is in the file, only the rule and a hash.
    """
    written = seen.written()
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

    assert baseline_of(reports).written() == baseline_of(reports[::-1]).written()


def test_an_empty_baseline_is_one(tmp_path):
    """
    A text without findings makes a baseline that lets nothing stand.
    """
    path = tmp_path / "known.toml"
    path.write_text(baseline_of([]).written())

    assert (Baseline(), 0) == (read_baseline(path), len(read_baseline(path)))


REFUSED = [
    (
        "version = 2\n[findings]\n",
        "This baseline is of version 2; this soapwriter knows version 1. Name another file, or ",
    ),
    ('version = 2\nentries = ["x"]', "This baseline is of version 2; "),
    ("", "This is no baseline: 'version' is missing or wrong. Name another file, or remove this one and write it anew"),
    ("[findings]\n", "This is no baseline: 'version' is missing or wrong. "),
    ("version = 1\n", "This is no baseline: 'findings' is missing or wrong. "),
    ('version = "1"\n[findings]\n', "This is no baseline: 'version' is missing or wrong. "),
    ("version = true\n[findings]\n", "This is no baseline: 'version' is missing or wrong. "),
    ("version = 1\nother = 2\n[findings]\n", "This is no baseline: 'other' is missing or wrong. "),
    ('version = 1\n[findings]\n"a/b" = ["xyz"]\n', "This is no baseline: 'findings.a/b.0' is missing or wrong. "),
    ('version = 1\n[findings]\n"a/b" = "xyz"\n', "This is no baseline: 'findings.a/b' is missing or wrong. "),
    ('[applicant]\nname = "Ana Invented"\n', "This is no baseline: "),
    ("I failed Step 1.", "This is no baseline: "),
    (b"\xff\xfe\x00", "This is no baseline: "),
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
    Where there is no baseline, the way to one is said; a folder is none.
    """
    with pytest.raises(BadSettings, match=r"gone.toml: There is no such baseline. --update-baseline writes it\."):
        read_baseline(tmp_path / "gone.toml")
    with pytest.raises(BadSettings, match=r"cannot be read: (Is a directory|Permission denied)\."):
        read_baseline(tmp_path)
