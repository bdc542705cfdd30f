"""Fixes in a report for a person: what each would change, once for each rule."""

from dataclasses import replace

import pytest
from conftest import find

from soapwriter.finding import Fix, Safety, Severity
from soapwriter.render import RENDERERS, Screen
from soapwriter.render.difference import difference
from soapwriter.render.terminal import describe_fix, group_fixes

TOLD = [
    ("Step 2CK", "Step 2 CK", "'Step 2CK' with 'Step 2 CK'"),
    ("’", "'", "'’' with \"'\""),
    ("  ", " ", "2 spaces with a space"),
    ("\t", " ", "a tab with a space"),
    (" \t ", " ", "3 blanks with a space"),
    ("\u00a0", " ", "a no-break space with a space"),
    ("\u200b", "", "a zero width space with nothing"),
    ("\u00ad\u00ad", "", "2 soft hyphens with nothing"),
    ("\ue000", "x", "an unseen character with 'x'"),
    ("\x1b[2J", "x", "'[2J' with 'x'"),
    ("Step\n2CK", "Step\n2 CK", "'Step 2CK' with 'Step 2 CK'"),
    (" — ", " - ", "'—' with '-'"),
]


def finding(text, quote, new, *, safety=Safety.SAFE, at=0, rule="words/any"):
    """A finding with this fix."""
    start = text.index(quote, at)
    found = find(text, quote, rule, Severity.NOTE, message="It is so.")
    moved = replace(found, start=start, end=start + len(quote), column=start + 1, end_column=start + len(quote) + 1)
    return replace(moved, fix=Fix(start, start + len(quote), new, safety))


@pytest.mark.parametrize(("old", "new", "told"), TOLD)
def test_a_fix_is_described_in_words(old, new, told):
    """
    A fix is described so that it can be seen: blanks and characters without a shape have their names.
    """
    assert f"--fix replaces {told}." == describe_fix(finding(old, old, new), Screen())


def test_a_screen_without_the_character_gets_its_name():
    """
    Where a curly mark would look straight, the message has its name.
    """
    assert '--fix replaces a right single quotation mark with "\'".' == describe_fix(
        finding("’", "’", "'"), Screen(unicode=False)
    )


@pytest.mark.parametrize(
    ("safety", "told"),
    [
        (Safety.SAFE, "--fix replaces 'a' with 'b'."),
        (Safety.UNSAFE, "If you agree, replace 'a' with 'b'."),
        (Safety.SHOWN, "Perhaps you mean 'b'."),
    ],
)
def test_the_safety_is_said(safety, told):
    """
    What --fix applies, what the writer decides and what is only likely have different words.
    """
    assert told == describe_fix(finding("a", "a", "b", safety=safety), Screen())


def test_a_finding_without_a_fix_has_no_line_for_one():
    """
    A finding without a fix has no line for one.
    """
    assert "" == describe_fix(find("a", "a"), Screen())


def test_many_of_a_sort_are_group_fixes(report):
    """
    Twelve curly quotes are one finding with the places of the others; a finding without a safe fix is shown each time.
    """
    text = "’ " * 12 + "a a"
    quotes = [finding(text, "’", "'", at=2 * number, rule="words/quote") for number in range(12)]
    others = [finding(text, "a", "b", safety=Safety.SHOWN, at=at) for at in (24, 26)]
    shown = list(RENDERERS["text"]([replace(report, text=text, findings=(*quotes, *others))], {}, Screen()))

    assert [1, 2] == [sum(rule in line for line in shown) for rule in ("words/quote", "words/any")]
    assert "    11 more like it: 1:3, 1:5, 1:7, 1:9, 1:11, 1:13 and so on" in shown
    assert "Ready: no errors or warnings, 14 notes. Read it aloud once, then send it." in shown
    assert "To fix 12 of these: soapwriter lint --fix FILE" in shown
    assert [11, 0, 0] == [len(group.others) for group in group_fixes([*quotes, *others])]


def test_a_fix_takes_the_place_of_an_instead(report):
    """
    A finding with a fix has no words to write instead, and one fix is not many.
    """
    shown = list(RENDERERS["text"]([replace(report, text="a", findings=(finding("a", "a", "b"),))], {}, Screen()))

    assert "    --fix replaces 'a' with 'b'." in shown
    assert not any("Instead" in line or "more like it" in line for line in shown)
    assert "To fix one of these: soapwriter lint --fix FILE" in shown


def test_a_blank_is_shown_between_its_words(report):
    """
    A finding on blanks shows the words round them, with the carets under the blanks.
    """
    text = "I failed  Step 1."
    shown = list(RENDERERS["text"]([replace(report, text=text, findings=(finding(text, "  ", " "),))], {}, Screen()))

    assert ["    I failed  Step 1.", "            ^^"] == shown[4:6]


@pytest.mark.parametrize("width", [40, 60, 100])
def test_edits_fit_the_screen(width, report):
    """
    An edit's line stays within a narrow screen, and is ASCII where the screen is.
    """
    text = "’ — “I failed Step\u00a02CK in an attempt that went on for longer than a line” — ’ ’"
    found = [finding(text, "’", "'", at=at) for at in (0, 74)] + [finding(text, text[4:70], "x", rule="words/long")]
    shown = list(
        RENDERERS["text"](
            [replace(report, path="a.txt", text=text, findings=tuple(found))], {}, Screen(width=width, unicode=False)
        )
    )

    assert max(map(len, shown)) <= width
    assert "\n".join(shown).isascii()


DIFFERENCES = {
    "nothing": ("a\n", "a\n", ""),
    "a line": ("a\nb\n", "a\nc\n", "--- x\n+++ x\n@@ -1,2 +1,2 @@\n a\n-b\n+c\n"),
    "the last line has no end": (
        "a",
        "b",
        "--- x\n+++ x\n@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+b\n\\ No newline at end of file\n",
    ),
    "windows line ends": ("a\r\n", "b\r\n", "--- x\n+++ x\n@@ -1 +1 @@\n-a\r\n+b\r\n"),
    "other line ends are no line ends": (
        "a\u2028\x0cb\n",
        "a\u2028\x0cc\n",
        "--- x\n+++ x\n@@ -1 +1 @@\n-a\u2028\x0cb\n+a\u2028\x0cc\n",
    ),
    "a line of hyphens": ("-- a\n", "-- b\n", "--- x\n+++ x\n@@ -1 +1 @@\n--- a\n+-- b\n"),
}


@pytest.mark.parametrize(("before", "after", "told"), DIFFERENCES.values(), ids=DIFFERENCES)
def test_a_difference_is_exact(before, after, told):
    """
    A difference has every character of its lines, their ends with them, and says where one is missing.
    """
    assert told == "".join(difference(before, after, name="x", screen=Screen(), exact=True))


def test_a_difference_does_not_steer_the_terminal():
    """
    At a terminal, what would steer it is a blank, in the text and in its name; colours are ours alone.
    """
    shown = "".join(difference("\x1b[2Ja\r\n", "b\r\n", name="\x1b[31mx\n", screen=Screen(colour=True), exact=False))

    assert "\x1b[2J" not in shown
    assert "\r" not in shown
    assert shown.startswith("\x1b[1m--- [31mx\x1b[0m\n")
