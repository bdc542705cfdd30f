"""Renderers: one report by hand, and what each format makes of it."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import NO_PARTS, find
from rich.cells import cell_len

from soapwriter.finding import Severity
from soapwriter.render import RENDERERS, Screen
from soapwriter.render.excerpt import excerpt
from soapwriter.text.span import Lines

GOLDEN = Path(__file__).parent / "golden"
SCREENS = {
    "text-100.txt": ("text", Screen(width=100)),
    "text-60.txt": ("text", Screen(width=60)),
    "text-60-colour.txt": ("text", Screen(width=60, colour=True)),
    "text-40-ascii.txt": ("text", Screen(width=40, unicode=False)),
    "concise.txt": ("concise", Screen()),
    "records.json": ("json", Screen()),
}


def lines(reports, *, form="text", errors=None, **screen):
    return list(RENDERERS[form](reports, errors or {}, Screen(**screen)))


@pytest.mark.parametrize("name", SCREENS)
def test_golden(name, report, email_report):
    """
    Every format is as it was agreed; a golden file that is missing is written, and fails once.
    """
    form, screen = SCREENS[name]
    got = "\n".join(RENDERERS[form]([report, email_report], {"cv.pdf": "This is a PDF."}, screen)) + "\n"
    file = GOLDEN / name
    if not file.exists():
        file.write_text(got, encoding="utf-8")
        pytest.fail(f"{name} has been written: read it, then run again")

    assert file.read_text(encoding="utf-8") == got


@pytest.mark.parametrize("width", [40, 60, 80, 100, 200])
@pytest.mark.parametrize("unicode", [True, False])
def test_no_line_is_wider_than_the_screen(width, unicode, report, email_report):
    """
    Text stays within the screen, at any width.
    """
    widest = max(map(cell_len, lines([report, email_report], width=width, unicode=unicode)))

    assert widest <= width


def test_ascii_is_ascii(report):
    """
    A screen without Unicode gets none, whatever the writer wrote.
    """
    foreign = replace(report, text=report.text.replace("Step", "“Ståp…” 好"))

    assert "\n".join(lines([foreign], unicode=False)).isascii()


def test_colours_only_add_colour(report):
    """
    The words are the same with and without colours.
    """
    from click import unstyle

    plain = lines([report], width=60)
    coloured = lines([report], width=60, colour=True)

    assert plain == [unstyle(line) for line in coloured]
    assert plain != coloured


def test_severity_is_a_word(report):
    """
    Every severity is there as a word, so nothing hangs on colour.
    """
    text = "\n".join(lines([report]))

    assert all(f"{severity.value}: " in text for severity in Severity)


def test_no_bar_without_parts(email_report):
    """
    A kind that needs no parts shows no bar.
    """
    assert NO_PARTS == email_report.structure
    assert not any("Structure" in line for line in lines([email_report]))


def test_a_clean_text_is_ready(email_report):
    """
    A clean text ends with a plain sentence.
    """
    assert lines([email_report])[-1] == "Ready: no errors or warnings. Read it aloud once, then send it."


@pytest.mark.parametrize(
    ("keep", "verdict"),
    [
        (slice(0, 4), "Do not send yet: 2 errors, 1 warning, 1 note. Begin with line 1, plan/absent."),
        (slice(2, 3), "Do not send yet: 1 error."),
        (slice(1, 2), "Nearly ready: no errors, 1 warning."),
        (slice(3, 4), "Ready: no errors or warnings, 1 note. Read it aloud once, then send it."),
    ],
)
def test_the_last_sentence_says_what_to_do(keep, verdict, report):
    """
    The whole ends with one sentence on what is left to do.
    """
    assert verdict == lines([replace(report, findings=report.findings[keep])])[-2]


@pytest.mark.parametrize(
    ("quote", "width", "before", "meant", "after"),
    [
        ("two", 60, "one ", "two", " three four five six seven"),
        ("four", 20, "… three ", "four", " five …"),
        ("one", 16, "", "one", " two three …"),
        ("seven", 16, "… five six ", "seven", ""),
        ("two three four five", 16, "… ", "two three", " …"),
    ],
)
def test_excerpt_is_cut_between_words(quote, width, before, meant, after):
    """
    A line that is too long is cut to whole words round what is meant.
    """
    text = "one two three four five six seven"

    assert (before, meant, after) == excerpt(find(text, quote), Lines(text), screen=Screen(), width=width)


def test_excerpt_of_several_lines_shows_the_first():
    """
    A finding over several lines shows its first line, and that it goes on.
    """
    text = "Please,\r\nI beg\r\nyou now."

    assert ("I", " beg …") == (
        excerpt(find(text, "I"), Lines(text), screen=Screen(), width=60).meant,
        "".join(excerpt(find(text, "beg\r\nyou"), Lines(text), screen=Screen(), width=60))[1:],
    )


def test_carets_count_columns_not_characters():
    """
    Carets stand under the words also after characters that are two columns wide.
    """
    text = "好好 I beg you"
    shown = excerpt(find(text, "beg"), Lines(text), screen=Screen(), width=60)

    assert "       ^^^" == shown.carets


@pytest.mark.parametrize("form", ["text", "concise"])
def test_nothing_in_a_text_steers_the_terminal(form, report):
    """
    Escape sequences of a text, a path or a message are not passed on.
    """
    text = report.text.replace("I beg you", "I \x1b[31m you")
    nasty = replace(report, text=text, path="a\x1b[2Jb\n.txt", findings=(find(text, "I \x1b[31m you"),))

    assert not any(set(line) & {"\x1b", "\n"} for line in lines([nasty], form=form))


def test_record_keys_and_order(report):
    """
    The JSON report has the promised keys, in the promised order.
    """
    record = json.loads("\n".join(lines([report], form="json", errors={"x.txt": "No."})))
    document = record["documents"][0]
    finding = document["findings"][0]

    assert ["schema", "version", "documents", "errors", "summary"] == list(record)
    assert ["path", "kind", "counts", "structure", "email", "findings", "suppressed"] == list(document)
    assert ["characters", "words", "sentences", "spoken_seconds", "grade"] == list(document["counts"])
    assert ["ownership", "cause", "changes", "plan", "parts", "probabilities"] == list(document["structure"])
    assert ["part", "start", "end", "words", "probability"] == list(document["structure"]["parts"][0])
    assert [
        "rule", "category", "severity", "message", "instead", "start", "end", "line", "column", "end_line",
        "end_column", "quote", "fix", "probability",
    ] == list(finding)  # fmt: skip
    assert [{"path": "x.txt", "message": "No."}] == record["errors"]
    assert {"documents": 1, "errors": 2, "warnings": 1, "notes": 1, "suppressed": 0} == record["summary"]


def test_record_keeps_the_writers_characters(report):
    """
    JSON is not escaped, and offsets cut the quote out of the text.
    """
    output = "\n".join(lines([report], form="json"))
    document = json.loads(output)["documents"][0]

    assert "—" in output
    assert all(report.text[f["start"] : f["end"]] == f["quote"] for f in document["findings"])
    assert 5.2 == document["counts"]["grade"]


def test_record_of_an_email(email_report):
    """
    An email's parts are each true or false, in the promised order.
    """
    email = json.loads("\n".join(lines([email_report], form="json")))["documents"][0]["email"]

    assert ["subject", "greeting", "specific_detail", "interest", "signoff", "aamc_id"] == list(email)


def test_says_whom_it_is_for(report):
    """
    Where it is known whom a text is for, the report says so behind the kind; else it has no such line.
    """
    aimed = replace(report, audience="family medicine (--for)")

    assert "For: family medicine (--for)" == lines([aimed])[2]
    assert not any(line.startswith("For: ") for line in lines([report]))


@pytest.mark.parametrize(
    ("copied", "told"),
    [
        (["I failed Step 1 in March 2024."], "1 of 4 sentences is not yet in your own words."),
        (["I failed Step 1 in March 2024.", "I beg you"], "2 of 4 sentences are not yet in your own words."),
    ],
)
def test_says_how_much_is_borrowed(copied, told, report):
    """
    The last sentence says how many of the writer's sentences are a template's or an example's, where any is.
    """
    found = tuple(find(report.text, quote, "residue/example", Severity.WARNING) for quote in copied)

    assert told in " ".join(lines([replace(report, findings=found)]))
    assert "own words" not in " ".join(lines([report]))
