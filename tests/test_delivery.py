"""A text for the form: its characters mended by the rules of plain text, and what those still point at told."""

import pytest

from soapwriter.deliver.application_form import form
from soapwriter.deliver.export import for_email, for_form
from soapwriter.kinds.kind import kinds
from soapwriter.linter import load_rules
from soapwriter.text.document import Document


def made(text, kind="failure"):
    """Make a text ready for the form."""
    return for_form(Document("-", text, kind))


MENDED = [
    ("I didn’t say “no” – or so…", 'I didn\'t say "no" - or so...'),
    ("I studied alone—nobody saw\u00a0it.", "I studied alone - nobody saw it."),
    ("The \ufb01nal\tform.  Twice  over.", "The final form. Twice over."),
    ("Dr. Pe\u00c3\u00b1a and Dr. Zoe\u0308.", "Dr. Peña and Dr. Zoë."),
]


@pytest.mark.parametrize("kind", [kind.id for kind in kinds().values() if kind.application])
@pytest.mark.parametrize(("text", "expected"), MENDED)
def test_characters_are_mended_in_every_kind_of_the_form(text, expected, kind):
    """
    What `lint --fix` would mend of a word processor's marks is mended, in each kind that goes into the form.
    """
    assert expected == made(text, kind).text.rstrip()


def test_what_was_changed_is_said():
    """
    Places fixed, items written out and letters kept are each said.
    """
    notes = " ".join(made("I didn’t know Zoë. It was so.\n- I met her.\n- I timed it.").notes)

    assert "2 list items written out as sentences" in notes
    assert "1 place fixed for the form (plaintext/curly-quotes 1)" in notes
    assert "Kept as you wrote them: ë" in notes


LEFT = [
    ("One.\n\nI did it \U0001f60a", 3, "(plaintext/emoji)"),
    ("One.\n\nScores of 214 → 231.", 3, "The form may lose '→'."),
    ("<!-- → -->\nIt was ≥ 2.", 2, "The form may lose '≥'."),
    ("Dr. Pe\ufffda.", 1, "(plaintext/lost-characters)"),
    ("<!-- nothing -->", 1, "There is no text in it"),
    ("x" * 28_001, 1, "It has 28,001 characters, and the form takes 28,000."),
]


@pytest.mark.parametrize(("text", "line", "message"), LEFT)
def test_what_cannot_be_fixed_is_a_problem(text, line, message):
    """
    What would not arrive as it is written is a problem, with the line of the writer's own text.
    """
    problems = [each for each in made(text).problems if message in each.message]

    assert [line] == [each.line for each in problems]


def test_an_email_keeps_its_characters():
    """
    An email is not the form: its characters and lines stay.
    """
    assert "Dear Zoë,\nI didn’t.\n" == for_email(Document("-", "<!-- x -->\nDear Zoë,\nI didn’t.\n", "reply")).text


def test_the_form_in_the_rules():
    """
    The box of the table is the limit of the kind, and the rules that are for the form are for all of its kinds.
    """
    of_form = {kind.id for kind in kinds().values() if kind.application}
    narrowed = [rule.kinds for rule in load_rules(examples=False) if rule.category == "plaintext" and rule.kinds]

    assert form().box.characters == kinds()["statement"].limits.characters[1]
    assert all(of_form == set(each) for each in narrowed)


def test_own_work_has_its_sources():
    """
    Each thing said on own work has a source; what is disputed says so, and is never sure.
    """
    disputed = [each for each in form().own_work if each.disputed]

    assert all(each.url.startswith("https://") and each.source for each in form().own_work)
    assert [("L", True)] == [(each.confidence, each.says.startswith("Disputed: ")) for each in disputed]
