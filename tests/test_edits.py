"""Edits as a person is told of them: what would be put where, once for each rule."""

from dataclasses import replace

import pytest
from conftest import find

from soapwriter.finding import Fix, Safety, Severity
from soapwriter.render import RENDERERS, Screen
from soapwriter.render.difference import difference
from soapwriter.render.edits import edit, told_once

TOLD = [
    ("Step 2CK", "Step 2 CK", "'Step 2 CK' in place of 'Step 2CK'"),
    ("’", "'", "\"'\" in place of '’'"),
    ("  ", " ", "a space in place of 2 spaces"),
    ("\t", " ", "a space in place of a tab"),
    (" \t ", " ", "a space in place of 3 blanks"),
    ("\u00a0", " ", "a space in place of a no-break space"),
    ("\u200b", "", "nothing in place of a zero width space"),
    ("\u00ad\u00ad", "", "nothing in place of 2 soft hyphens"),
    ("\ue000", "x", "'x' in place of an unseen character"),
    ("\x1b[2J", "x", "'x' in place of '[2J'"),
    ("Step\n2CK", "Step\n2 CK", "'Step 2 CK' in place of 'Step 2CK'"),
    (" — ", " - ", "'-' in place of '—'"),
]


def finding(text, quote, new, *, safety=Safety.SAFE, at=0, rule="words/any"):
    """A finding that is mended so."""
    start = text.index(quote, at)
    found = find(text, quote, rule, Severity.NOTE, message="It is so.")
    moved = replace(found, start=start, end=start + len(quote), column=start + 1, end_column=start + len(quote) + 1)
    return replace(moved, fix=Fix(start, start + len(quote), new, safety))


@pytest.mark.parametrize(("old", "new", "told"), TOLD)
def test_an_edit_is_said_in_words(old, new, told):
    """
    What would be put where is said so that it can be seen: blanks and what has no shape are called by their names.
    """
    assert f"--fix puts {told}." == edit(finding(old, old, new), Screen())


def test_a_screen_without_the_character_gets_its_name():
    """
    Where a curly mark would look straight, it is called by its name.
    """
    assert '--fix puts "\'" in place of a right single quotation mark.' == edit(
        finding("’", "’", "'"), Screen(unicode=False)
    )


@pytest.mark.parametrize(
    ("safety", "told"),
    [
        (Safety.SAFE, "--fix puts 'b' in place of 'a'."),
        (Safety.UNSAFE, "If you agree, put 'b' in place of 'a'."),
        (Safety.SHOWN, "Perhaps you mean 'b'."),
    ],
)
def test_the_safety_is_told(safety, told):
    """
    What is done unasked, what is to be decided and what is only likely are told apart.
    """
    assert told == edit(finding("a", "a", "b", safety=safety), Screen())


def test_a_finding_without_an_edit_says_nothing_of_one():
    """
    There is no line for an edit where there is none.
    """
    assert "" == edit(find("a", "a"), Screen())


def test_many_of_a_sort_are_told_once(report):
    """
    Twelve curly quotes are one finding with the places of the others; what cannot be mended unasked is told each time.
    """
    text = "’ " * 12 + "a a"
    quotes = [finding(text, "’", "'", at=2 * number, rule="words/quote") for number in range(12)]
    others = [finding(text, "a", "b", safety=Safety.SHOWN, at=at) for at in (24, 26)]
    shown = list(RENDERERS["text"]([replace(report, text=text, findings=(*quotes, *others))], {}, Screen()))

    assert [1, 2] == [sum(rule in line for line in shown) for rule in ("words/quote", "words/any")]
    assert "    11 more like it: 1:3, 1:5, 1:7, 1:9, 1:11, 1:13 and so on" in shown
    assert "Nothing that must be mended: 14 notes worth a look." in shown
    assert "To mend 12 of these: soapwriter lint --fix FILE" in shown
    assert [11, 0, 0] == [len(told.others) for told in told_once([*quotes, *others])]


def test_an_edit_stands_in_place_of_an_instead(report):
    """
    A finding with an edit needs no other words to write instead, and one edit is not many.
    """
    shown = list(RENDERERS["text"]([replace(report, text="a", findings=(finding("a", "a", "b"),))], {}, Screen()))

    assert "    --fix puts 'b' in place of 'a'." in shown
    assert not any("Instead" in line or "more like it" in line for line in shown)
    assert "To mend one of these: soapwriter lint --fix FILE" in shown


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
