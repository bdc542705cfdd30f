"""Suppressions in a text: where they may be, how far they reach, and what is said about a mistake."""

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import soapwriter
from soapwriter.errors import BadSettings
from soapwriter.facts import Facts
from soapwriter.finding import Severity
from soapwriter.linter.suppressions import suppression_errors
from soapwriter.text.document import Document

KNOWN = frozenset(
    ("begging", "begging/plead", "begging/mercy", "generic", "generic/saying", "facts", "facts/other-score")
)
PLEA = "I beg you."
OWNED = "I failed Step 1 in May because I crammed."


def found(text, linter, *, rule="begging/plead", facts=None, kind="failure"):
    """Return the words that a rule points at."""
    report = linter.lint(Document("-", text, kind), facts=facts)
    return [finding.quote for finding in report.findings if finding.rule == rule]


QUIET = {
    "a rule": f"<!-- soapwriter: ignore begging/plead -->\n{PLEA}",
    "a category": f"<!-- soapwriter: ignore begging -->\n{PLEA}",
    "several, with commas": f"<!-- soapwriter: ignore generic, begging/plead -->\n{PLEA}",
    "on the same line": f"{OWNED} <!-- soapwriter: ignore begging --> {PLEA}",
    "within the sentence": f"{OWNED} I <!-- soapwriter: ignore begging --> beg you.",
    "without blanks": f"<!--soapwriter:ignore begging-->{PLEA}",
    "over lines": f"<!--\n  soapwriter: ignore generic,\n  begging/plead\n-->\n{PLEA}",
    "a name a line": f"<!-- soapwriter: ignore\n generic\n begging/plead\n-->\n{PLEA}",
    "capitals": f"<!-- Soapwriter: Ignore begging -->\n{PLEA}",
    "with a reason": f"<!-- soapwriter: ignore begging # as she said -->\n{PLEA}",
    "before a blank line": f"{OWNED}\n\n<!-- soapwriter: ignore begging -->\n\n{PLEA}",
    "two comments": f"<!-- soapwriter: ignore generic -->\n<!-- soapwriter: ignore begging -->\n{PLEA}",
    "before a list item": f"{OWNED}\n\n<!-- soapwriter: ignore begging -->\n- {PLEA}\n- I rest.",
    "Windows line ends": f"<!-- soapwriter: ignore begging -->\r\n{PLEA}\r\n",
    "the whole text": f"{OWNED} <!-- soapwriter: ignore-file begging/plead -->\n\n{PLEA} {OWNED} {PLEA}",
    "the whole text, from its end": f"{PLEA} {OWNED} {PLEA}\n<!-- soapwriter: ignore-file begging -->",
    "front matter": f"---\nkind: failure\nsoapwriter-ignore: begging/plead\n---\n{OWNED} {PLEA}",
    "front matter, several": f"---\nsoapwriter-ignore: generic, begging\n---\n{OWNED} {PLEA}",
    "front matter, in brackets": f"---\nsoapwriter-ignore: [generic, 'begging']\n---\n{OWNED} {PLEA}",
    "front matter, a list": f"---\nsoapwriter-ignore:\n  - generic  # never\n  - begging\nkind: failure\n---\n{PLEA}",
    "front matter, a reason": f'---\nsoapwriter-ignore: "begging"  # as she said\n---\n{PLEA}',
    "front matter, Windows": f"---\r\nsoapwriter-ignore:\r\n- generic\r\n- begging\r\n---\r\n{PLEA}",
}
LOUD = {
    "another rule": f"<!-- soapwriter: ignore generic -->\n{PLEA}",
    "the sentence after the next": f"<!-- soapwriter: ignore begging -->\n{OWNED} {PLEA}",
    "the sentence before": f"{PLEA} <!-- soapwriter: ignore begging --> {OWNED}",
    "at the end": f"{PLEA}\n<!-- soapwriter: ignore begging -->",
    "a plain comment": f"<!-- soapwriter was right about begging -->\n{PLEA}",
    "a comment of another program": f"<!-- vale: ignore begging -->\n{PLEA}",
    "another key": f"---\nignore: begging\n---\n{PLEA}",
    "not at the top": f"{OWNED}\n\n---\nignore: begging\n---\n{PLEA}",
}


@pytest.mark.parametrize("text", QUIET.values(), ids=QUIET)
def test_suppresses(text, linter):
    """
    A rule or category that is named says nothing in the next sentence, or in the whole text.
    """
    assert [] == found(text, linter)
    assert () == suppression_errors(Document("-", text, "failure"), KNOWN)


@pytest.mark.parametrize("text", LOUD.values(), ids=LOUD)
def test_suppresses_nothing_else(text, linter):
    """
    Other rules and other sentences are still pointed at.
    """
    assert ["I beg you"] == found(text, linter)


@pytest.mark.parametrize(
    ("text", "suppressed"),
    [
        (PLEA, 0),
        (f"<!-- soapwriter: ignore begging -->\n{PLEA}", 1),
        (f"<!-- soapwriter: ignore-file begging -->\n{PLEA} {OWNED} {PLEA}", 2),
        (f"<!-- soapwriter: ignore generic -->\n{PLEA}", 0),
    ],
)
def test_suppressed_findings_are_counted(text, suppressed, linter):
    """
    A report says how many findings it does not show.
    """
    assert suppressed == linter.lint(Document("-", text, "failure")).suppressed


UNUSED = [
    (f"<!-- soapwriter: ignore begging -->\n{PLEA}", []),
    (f"<!-- soapwriter: ignore generic, begging -->\n{PLEA}", ["generic"]),
    (f"<!-- soapwriter: ignore generic/saying -->\n{PLEA}", ["generic/saying"]),
    (f"<!-- soapwriter: ignore-file generic -->\n{PLEA}", ["generic"]),
    (f"---\nsoapwriter-ignore: generic, begging\n---\n{PLEA}", ["generic"]),
    (f"{PLEA} <!-- soapwriter: ignore begging -->", ["begging"]),
    (f"<!-- soapwriter: ignore facts, facts/other-score -->\n{PLEA}", []),
    (f"<!-- soapwriter: ignore generic -->\n<!-- soapwriter: ignore-file suppression -->\n{PLEA}", []),
]


@pytest.mark.parametrize(("text", "names"), UNUSED)
def test_what_silences_nothing_is_a_note(text, names, linter):
    """
    A name that suppresses nothing is a finding; a rule that could not run, as without facts, is not judged.
    """
    report = linter.lint(Document("-", text, "failure"))
    unused = [finding for finding in report.findings if finding.rule == "suppression/unused"]

    assert names == [finding.quote for finding in unused]
    assert {Severity.NOTE} >= {finding.severity for finding in unused}


def test_with_facts_their_rules_are_judged(linter):
    """
    A suppression of what the facts contradict is unused where there are facts, and they contradict nothing.
    """
    text = f"<!-- soapwriter: ignore facts -->\n{PLEA}"

    assert ["facts"] == found(text, linter, rule="suppression/unused", facts=Facts())


def test_a_rule_that_is_ignored_anyway_is_not_judged():
    """
    Nobody can tell whether a suppression is of use whose rule was not asked.
    """
    from soapwriter.linter import Linter, load_rules

    linter = Linter([rule for rule in load_rules(examples=False) if rule.category != "generic"])
    text = f"<!-- soapwriter: ignore generic, order -->\n{PLEA}"

    assert ["order"] == found(text, linter, rule="suppression/unused")


TROUBLES = [
    (
        f"{OWNED}\n<!-- soapwriter: ignore beging/plead -->\n{PLEA}",
        "line 2: There is no rule or category 'beging/plead'. Did you mean 'begging/plead'? ",
    ),
    (
        "<!--\nsoapwriter: ignore begging,\ngeneric/tars -->",
        "line 3: There is no rule or category 'generic/tars'. Did ",
    ),
    ("<!-- soapwriter: ignore all -->", "line 1: There is no rule or category 'all'. 'soapwriter rules' lists "),
    ("<!-- soapwriter: ignore begging generic -->", "line 1: There is no rule or category 'begging generic'."),
    ("<!-- soapwriter: ignore -->", "line 1: This names no rule and no category. Write <!-- soapwriter: ignore RULE"),
    ("<!-- soapwriter: ignore , -->", "line 1: This names no rule and no category. Write <!-- soapwriter: ignore"),
    ("<!-- soapwriter: ignore-file # all -->", "line 1: This names no rule and no category. "),
    ("<!-- soapwriter: ingore begging -->", "line 1: There is no instruction 'ingore'. Did you mean 'ignore'? There "),
    ("<!-- soapwriter: -->", "line 1: There is no instruction ''. There are: ignore, ignore-file."),
    ("<!-- soapwriter: disable begging -->", "line 1: There is no instruction 'disable'. "),
    ("<!-- soapwriter ignore begging -->", "line 1: A colon is missing after 'soapwriter'. Write <!-- soapwriter: "),
    (
        f"<!-- soapwriter: ignore begging\n{PLEA}",
        "line 1: This is not in a comment, so it suppresses nothing. Write <!--",
    ),
    (f"<!— soapwriter: ignore begging —>\n{PLEA}", "line 1: This is not in a comment, so it suppresses nothing. "),
    (f"{OWNED}\n# soapwriter: ignore begging\n{PLEA}", "line 2: This is not in a comment, so it suppresses nothing. "),
    (
        f"<!-- soapwriter: ignore begging\n{PLEA}\n<!-- soapwriter: ignore generic -->",
        "line 1: This comment does not end before the next begins. Write <!-- soapwriter: ignore RULE -->.",
    ),
    ("---\na: b\nsoapwriter-ignore: beging\n---\n", "line 3: There is no rule or category 'beging'. Did you mean "),
    ("---\nsoapwriter-ignore:\n  - generic\n  - beging\n---\n", "line 4: There is no rule or category 'beging'. "),
    ("---\nsoapwriter-ignore:\nkind: failure\n---\n", "line 2: This names no rule and no category. Write soapwriter-"),
    (
        "---\nsoapwriter_ignore: generic\n---\n",
        "line 2: There is no key 'soapwriter_ignore'. Did you mean 'soapwriter-i",
    ),
]


@pytest.mark.parametrize(("text", "message"), TROUBLES)
def test_a_mistake_has_its_line_and_the_way_out(text, message):
    """
    What is not understood, and what does not exist, is said with its line and the nearest right thing.
    """
    (trouble,) = suppression_errors(Document("-", text, "failure"), KNOWN)

    assert trouble.startswith(message)


def test_every_mistake_is_told_in_order_of_place():
    """
    A text with several mistakes has a sentence for each.
    """
    text = "<!-- soapwriter: ignore a, generic, b -->\n<!-- soapwriter: x -->\nsoapwriter: ignore"

    assert ["1", "1", "2", "3"] == [each[5] for each in suppression_errors(Document("-", text, "failure"), KNOWN)]


def test_from_python_a_mistake_is_an_error():
    """
    The library refuses a text that suppresses a rule that does not exist.
    """
    with pytest.raises(BadSettings, match=r"^-: line 1: There is no rule or category 'beging'"):
        soapwriter.lint(f"<!-- soapwriter: ignore beging -->\n{PLEA}")


PIECES = st.sampled_from(
    "I failed Step 2 CK in May.|I beg you.|My school did not help me.|Since then I have worked harder.|"
    "- I met a tutor|# What changed|Dear Dr. Cho,|Sincerely,|Ana|and then|I retake it on May 4.|".split("|")
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    pieces=st.lists(PIECES, min_size=1, max_size=9),
    at=st.integers(0, 9),
    kind=st.sampled_from(["failure", "thank-you"]),
)
def test_a_comment_changes_nothing_else(pieces, at, kind, linter):
    """
    A text with a comment on a line of its own is read as without it: each finding stays on its words.
    """
    comment = "<!-- soapwriter: ignore facts -->\n"
    lines = [f"{piece}\n" for piece in pieces]
    assume("".join(lines).strip())
    plain = linter.lint(Document("-", "".join(lines), kind))
    commented = linter.lint(Document("-", "".join([*lines[:at], comment, *lines[at:]]), kind))

    assert [told(each) for each in plain.findings] == [told(each, without=comment) for each in commented.findings]
    assert plain.structure.words() == commented.structure.words()


def told(finding, *, without="-->"):
    return finding.rule, finding.severity, finding.quote.replace(without, ""), finding.column, finding.end_column
