"""Documents after every safe fix: to the end, and no further than their rules say."""

import re
from dataclasses import replace

import pytest
from conftest import NO_PARTS, find
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from soapwriter.finding import Counts, Fix, Report, Safety
from soapwriter.kinds.kind import kinds
from soapwriter.linter import load_rules
from soapwriter.linter.fixes import apply_fixes
from soapwriter.text.document import Document

RULES = {rule.id: rule for rule in load_rules(examples=False)}
# What the safe rules may change besides blanks and marks: the words of an exam's name, and letters that were broken.
LETTERS = {"facts/miswritten-exam", "plaintext/joined-letters", "plaintext/garbled"}
PIECES = st.sampled_from(
    [
        *"abI.,!?:;-*_#`«»[]()0123456789",
        *" \t\n\r\v\f\u00a0\u2009\u200b\u200d\ufeff\u00ad\u202e\u2028",
        *"‘’“”„′″–—―−‐…•▪→ﬁﬃé�✔😊👩🏽\ufe0f\u20e3",
        "  ", ".  ", " — ", "\r\n", "\n\n", "â€™", "Ã©", "&amp;", "....", "<!-- a  “b” -->", "https://a.b/c—d  ",
        "I failed ", "Step 2CK", "step 1", "Step II", "COMLEX 2", "Comlex level 2", "Level 2 CE", "Level 2\nCE", "Step\n2CK", "Step 2 CK", "usmle", " in June",
        "---\nkind:  failure\n---\n", "**bold**", "\n- ", "\n1.  ", "\n\t", "Dear Dr. Cho,", "Subject: a – b",
    ]
)  # fmt: skip
TEXTS = st.lists(PIECES, min_size=1, max_size=30).map("".join).filter(lambda text: text.strip())


def report_on(document, *findings):
    """A report by hand."""
    return Report(
        path=document.path, text=document.text, kind=document.kind, kind_from=document.kind_from,
        counts=Counts(1, 1, 1, 1, 1.0), structure=NO_PARTS, email=None, findings=findings,
    )  # fmt: skip


def replacing(**words):
    """A linter that would put one word for another, and remembers what it was asked to read."""
    asked = []

    def lint(documents):
        asked.append([document.text for document in documents])
        for document in documents:
            found = []
            for old, new in words.items():
                at = document.text.find(old)
                if at >= 0:
                    found.append(replace(find(document.text, old, f"words/{old}"), fix=Fix(at, at + len(old), new)))
            yield report_on(document, *found)

    return lint, asked


def shipped(linter):
    """All shipped rules, as `apply_fixes` asks them."""
    return lambda documents: list(linter.lint_all(documents))


def bare(text):
    """The letters and digits of a text, in order."""
    return re.sub(r"[\W_]", "", text)


def test_edits_are_made_until_none_is_left():
    """
    A fix that another fix makes possible is applied, too; only texts that changed are linted again.
    """
    lint, asked = replacing(a="b", b="c")
    done, left = apply_fixes([Document("1", "a b", "failure"), Document("2", "x", "failure")], lint)

    assert ("c c", {"words/a": 1, "words/b": 2}) == (done.document.text, done.made)
    assert ("x", {}, False) == (left.document.text, left.made, left.changed)
    assert [["a b", "x"], ["b c"], ["c c"]] == asked


def test_the_first_report_is_kept():
    """
    What was found before any edit is still known, for a text that cannot be written.
    """
    lint, _ = replacing(a="c")
    (fixed,) = apply_fixes([Document("1", "a", "failure")], lint)

    assert (1, 0) == (len(fixed.found.findings), len(fixed.report.findings))
    assert ("a", "c") == (fixed.before.text, fixed.document.text)


def test_rules_that_go_in_a_circle_are_stopped():
    """
    Two rules that undo each other end, and what they still point at is reported.
    """
    lint, asked = replacing(a="b", b="a")
    (fixed,) = apply_fixes([Document("1", "a", "failure")], lint)

    assert len(asked) <= 12
    assert fixed.report.findings
    assert fixed.report.text == fixed.document.text


@pytest.mark.parametrize("safety", [Safety.UNSAFE, Safety.SHOWN])
def test_only_what_is_safe_is_made(safety):
    """
    An edit that somebody has to decide on is not made.
    """

    def lint(documents):
        return [report_on(each, replace(find(each.text, "a"), fix=Fix(0, 1, "b", safety))) for each in documents]

    (fixed,) = apply_fixes([Document("1", "a", "failure")], lint)

    assert ("a", {}) == (fixed.document.text, fixed.made)


def test_no_documents():
    """
    No documents have no result.
    """
    assert () == apply_fixes([], lambda documents: documents)


FIXED = {
    "statement": (
        "I failed Step 2CK in June—I’d crammed.  My adviser said “again”…\n\tI met  her\u00a0weekly.\n",
        "I failed Step 2 CK in June - I'd crammed. My adviser said \"again\"...\nI met her weekly.\n",
    ),
    "windows line ends": ("I failed  Step 1.\r\nI’d crammed.\r\n", "I failed Step 1.\r\nI'd crammed.\r\n"),
    "no line end at the end": ("I’d failed Step 1.", "I'd failed Step 1."),
    "blanks at the end of a line stay": ("I failed Step 1.  \nI met a tutor.   ", "I failed Step 1.  \nI met a tutor.   "),
    "front matter and comments stay": (
        "---\nkind:  failure\ntitle: “x”\n---\n<!-- “a”  b -->\nI’d failed Step 1.",
        "---\nkind:  failure\ntitle: “x”\n---\n<!-- “a”  b -->\nI'd failed Step 1.",
    ),
    "an address stays": ("See https://example.org/a—b.  I’d go.", "See https://example.org/a—b.  I'd go."),
    "an emoji stays whole": ("I passed 👩🏽\u200d⚕\ufe0f.", "I passed 👩🏽\u200d⚕\ufe0f."),
    "a name keeps its letters": ("Peña, Søren and Özge’s “Café”.", "Peña, Søren and Özge's \"Café\"."),
    "merge fields stay": ("Dear Dr. «NAME», I’m here.", "Dear Dr. «NAME», I'm here."),
    "four dots are a blank, not an ellipsis": ("I waited…. It came.", "I waited... It came."),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), FIXED.values(), ids=FIXED)
def test_shipped_rules_fix(text, expected, linter):
    """
    The shipped rules fix what is safe to fix, and nothing else.
    """
    (fixed,) = apply_fixes([Document("-", text, "failure")], shipped(linter))

    assert expected == fixed.document.text


@pytest.mark.parametrize("kind", ["thank-you", "interest"])
def test_an_email_keeps_its_marks(kind, linter):
    """
    An email is no form: curly quotes, dashes and ellipses arrive in it, and are not pointed at.
    """
    text = "Subject: Thank you – Ana\n\nDear Dr. Cho,\n\nI’m grateful — “truly”… and well."
    (fixed,) = apply_fixes([Document("-", text, kind)], shipped(linter))

    assert text == fixed.document.text
    assert not any(finding.category == "plaintext" for finding in fixed.report.findings)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TEXTS, kind=st.sampled_from(sorted(kinds())))
def test_fixing_twice_is_fixing_once(text, kind, linter):
    """
    Whatever the text: a fixed text has no safe fix left, and stays as it is the second time.
    """
    (once,) = apply_fixes([Document("-", text, kind)], shipped(linter))
    (twice,) = apply_fixes([once.document], shipped(linter))

    assert not any(finding.safe_fix for finding in once.report.findings)
    assert once.document.text == twice.document.text
    assert once.report == twice.report


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TEXTS, kind=st.sampled_from(sorted(kinds())))
def test_an_edit_stays_in_its_place_and_changes_no_word(text, kind, linter):
    """
    Whatever the text: each edit lies inside its finding and changes something; a safe one keeps every letter, digit and
    line end, but for the name of an exam, which keeps its line ends, and for letters that were broken.
    """
    for finding in linter.lint(Document("-", text, kind)).findings:
        fix = finding.fix
        if fix is None:
            continue
        assert (finding.start, finding.end) == (fix.start, fix.end)
        assert text[fix.start : fix.end] == finding.quote != fix.text
        assert RULES[finding.rule].fix is not None
        if finding.safe_fix and finding.rule not in LETTERS:
            assert bare(finding.quote) == bare(fix.text)
            assert "\n" not in finding.quote
        if finding.safe_fix and finding.rule == "facts/miswritten-exam":
            assert re.findall(r"\s*\n\s*", finding.quote) in (re.findall(r"\s*\n\s*", fix.text), [])
            assert re.findall(r"\d", finding.quote) in (re.findall(r"\d", fix.text), [])


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TEXTS)
def test_fixes_keep_what_is_not_shown(text, linter):
    """
    Whatever the text: comments and addresses are never edited, nor is any line taken away or added.
    """
    # A word processor's breaks become line ends, which is tested apart.
    text = re.sub("[\x0b\x0c\u2028\u2029]", " ", text)
    (fixed,) = apply_fixes([Document("-", text, "failure")], shipped(linter))

    assert re.findall(r"<!--.*?-->|https?://\S+", text) == re.findall(r"<!--.*?-->|https?://\S+", fixed.document.text)
    assert text.count("\n") == fixed.document.text.count("\n")
