"""The trained reader: exact places, the same answers whatever is beside a text, and one line for a broken model."""

import builtins
import json
import random
import shutil
from pathlib import Path

import pytest

from soapwriter.errors import SoapwriterError
from soapwriter.linter import Linter, load_rules, read
from soapwriter.reader import TextToRead, load_encoder, reading_of
from soapwriter.reader.card import FOLDER, BadReader, load_card
from soapwriter.reader.encoder import Encoder
from soapwriter.reader.reading import LABELS
from soapwriter.text.document import Document

HERE = Path(__file__).parent
CORPUS = [json.loads(line) for line in (HERE / "corpus" / "dev.jsonl").read_text("utf-8").splitlines()]
TEXT = (
    "I failed Step 2 CK in July. My school gave us no time. I have done 40 questions a day since. I retake it on May 4."
)
ODD = {
    "one word": "Failed.",
    "emoji alone": "😀👍🏽🎉 🙏",
    "placeholders alone": "[NAME] [EXAM] {{date}} XXX",
    "control characters": "I \x00failed\x01 Step 1\x7f in May.\x0b I crammed.",
    "no sentence end": "failed step 1 in june no excuses doing 40 a day now",
    "accents and ideographs": "Señora Núñez wrote 漢字; I failed — naïve, naïf — Step 1 in May.",
    "marks alone": "... !!! ???",
    "a very long word": "a" * 5000,
    "many blank lines": "I failed Step 1.\n\n\n\n\n\n\nI crammed.",
}


@pytest.fixture(scope="module")
def encoder():
    return load_encoder()


@pytest.fixture
def model(tmp_path):
    """A copy of the shipped model."""
    return Path(shutil.copytree(FOLDER, tmp_path / "model"))


def reading(encoder, text, kind="explanation"):
    given = TextToRead(text, kind, ((0, len(text)),))
    return reading_of(given, encoder.encode(text, kind), encoder.card)


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_any_text_is_read(text, linter):
    """
    What is hardly a text is linted without an error, and each finding is within it.
    """
    report = linter.lint(Document("-", text, "failure"))

    assert all(0 <= each.start <= each.end <= len(text) for each in report.findings)


@pytest.mark.parametrize("text", [*ODD.values(), *(row["text"] for row in CORPUS[:40])])
def test_places_are_those_of_the_text(text, encoder):
    """
    Each piece is at a place of its own in the text, in order, and none is blank.
    """
    places = encoder.encode(text, "explanation").places

    assert places == sorted(places)
    assert all(text[start:end].strip() or text[start:end] == "\n" for start, end in places)


def test_line_ends_of_windows_change_no_label(encoder):
    """
    A text with CRLF line ends has the labels of the same text with LF.
    """
    for row in CORPUS[:30]:
        one, other = (reading(encoder, row["text"].replace("\n", end)) for end in ("\n", "\r\n"))

        assert [one.label(name) for name in LABELS] == [other.label(name) for name in LABELS]


def test_neighbours_change_nothing():
    """
    The findings of a text are the same alone, among others, and in another order.
    """
    linter = Linter([rule for rule in load_rules(examples=False) if rule.category != "spelling"])
    documents = [Document(row["id"], row["text"], "failure") for row in CORPUS[:70]]
    shuffled = random.Random(1).sample(documents, len(documents))
    alone = {each.path: linter.lint(each) for each in documents[::7]}
    together = {report.path: report for report in linter.lint_all(shuffled)}

    assert all(together[path].findings == report.findings for path, report in alone.items())
    assert all(together[path].structure == report.structure for path, report in alone.items())


def test_a_long_text_is_read_in_windows(encoder):
    """
    Far beyond one window every piece is answered for once, and a fault at the end is found like one at the start.
    """
    filler = "On the ward I learned to call each family before noon and to write down what they asked. " * 400
    fault = (
        "I am begging you, have mercy, give me one chance: I will do anything, and this is my last hope in this life."
    )
    encoded = encoder.encode(f"{filler}\n{fault}", "statement")
    report = read(f"{filler}\n\n{fault}", kind="interest", spelling=False)

    assert len(encoded.places) > 10 * encoder.card.window
    assert {len(encoded.places)} == {len(value) for value in encoded.pieces.values()}
    assert len(encoded.places) == sum(encoded.weights)
    assert any(span.start >= len(filler) for span in report.reading.spans)


BROKEN = {
    "no card": (lambda folder: (folder / "card.toml").unlink(), "card.toml: This file of the trained reader is missing."),
    "no network": (lambda folder: (folder / "reader.onnx").unlink(), "reader.onnx: This file of the trained reader is missing"),
    "a truncated network": (
        lambda folder: (folder / "reader.onnx").write_bytes((folder / "reader.onnx").read_bytes()[:-100]),
        "reader.onnx: This file of the trained reader is damaged or of another version.",
    ),
    "another vocabulary": (
        lambda folder: (folder / "vocab.txt").write_text("one\ntwo\n"),
        "vocab.txt: This file of the trained reader is damaged or of another version.",
    ),
    "another format": (
        lambda folder: (folder / "card.toml").write_text(
            (folder / "card.toml").read_text().replace("format = 1", "format = 2", 1)
        ),
        "card.toml: This trained reader is of format 2, and this program reads format 1.",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("breaks", "said"), BROKEN.values(), ids=BROKEN)
def test_a_broken_model_is_one_line(breaks, said, model):
    """
    A model file that is missing, damaged or of another version is named, and how to install it again is said.
    """
    breaks(model)
    with pytest.raises(BadReader) as trouble:
        Encoder(model)

    assert str(trouble.value).startswith(f"{model}/{said}")
    assert "pip install --force-reinstall soapwriter" in str(trouble.value)
    assert "\n" not in str(trouble.value)


def test_without_the_runtime_it_is_one_line(model, monkeypatch):
    """
    Where ONNX Runtime is not installed, that is said.
    """
    real = builtins.__import__
    monkeypatch.setattr(
        builtins, "__import__", lambda name, *rest: real("no_such_module" if name == "onnxruntime" else name, *rest)
    )
    with pytest.raises(SoapwriterError, match="ONNX Runtime is missing: install 'onnxruntime'"):
        Encoder(model)


def test_the_card_is_that_of_the_files():
    """
    The shipped model is at most 25 MB, and its card names every category and part that the program speaks of.
    """
    card = load_card()

    assert sum((FOLDER / name).stat().st_size for name in card.files) <= 25_000_000
    assert set(card.categories) == set(card.names["categories"])
    assert set(card.labels) == set(LABELS)


def test_in_a_pipeline_of_ones_own():
    """
    As a component of any English pipeline it puts spans, structure, email parts and tags on a Doc.
    """
    import spacy

    from soapwriter.reader import FACTORY, register

    register()
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    nlp.add_pipe(FACTORY)
    doc = nlp(TEXT)

    assert set(LABELS) == set(doc._.structure)
    assert all(0 <= probability <= 1 for _, probability in doc._.structure.values())
    assert {"ownership", "cause", "changes", "plan"} >= {sentence._.part for sentence in doc.sents} - {"other"}
    assert ["PRP", "VBD"] == [token.tag_ for token in doc[:2]]
    assert all(len(group) == len(group.attrs["scores"]) for group in doc.spans.values())


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("failure", TEXT),
        ("thank-you", "Dear Dr. Cho,\n\nThank you for speaking with me on Tuesday about the night float.\n\nBest,\nAna"),
        ("interest", "Subject: Interest in your preliminary position\n\nDear Dr. Cho,\n\nI am writing about the open preliminary position. Your interns run the ferry clinic, and I would like to apply. My file is in ERAS.\n\nBest,\nAna"),
        ("statement", "The man in bed six did not want to be turned. He said so in Tagalog, which nobody on the team had, and I went and got the housekeeper, who did. I want to train in internal medicine because most of what I was proud of that year was of this kind: small, and useful to whoever came next."),
    ],
)  # fmt: skip
def test_the_kind_is_read_from_the_text(kind, text, tmp_path, run):
    """
    A text whose kind neither an option nor its name says is linted as what it reads like.
    """
    path = tmp_path / "x.txt"
    path.write_text(text)

    assert (
        kind == json.loads(run("lint", str(path), "--format", "json", "--no-spelling").stdout)["documents"][0]["kind"]
    )


def test_why_a_label_is_shown(tmp_path, run):
    """
    `explain --label` gives the four labels with their probabilities, and the words that weigh most.
    """
    path = tmp_path / "failure.txt"
    path.write_text(TEXT)
    shown = run("explain", "--label", "cause", str(path))
    record = json.loads(run("explain", "--label", "cause", str(path), "--format", "json").stdout)

    assert 0 == shown.exit_code
    assert all(part in shown.stdout for part in LABELS)
    assert record["value"] == max(record["probabilities"]["cause"], key=record["probabilities"]["cause"].get)
    assert all(TEXT[each["start"] : each["end"]] == each["quote"] for each in record["sentences"] + record["words"])


OWN = """
summary = "Say no weather."
why = "It is about the weather."
severity = "warning"
message = "'{match}' is about the weather."
instead = "Leave the weather out."
source = { evidence = "inferred", confidence = "L" }

[check]
type = "reader"
category = "weather"
"""
WEATHER = [
    "It rained all week before my exam.", "The snow that winter was terrible.", "It was a very hot July that year.",
    "A storm took the roof off our street.", "The wind blew for days and days.", "We had fog every single morning.",
    "That spring it rained without a break.", "The heat in August was hard to bear.",
]  # fmt: skip
OTHER = [
    "I did forty questions a day with a tutor.", "Dr. Haddad reviews my blocks on Mondays.", "I failed Step 1 in May.",
    "My seat is booked for the ninth of April.", "I read and did not test myself.", "I call each patient before noon.",
    "I call my adviser with each practice score.", "I passed on my second attempt.",
]  # fmt: skip


def test_a_category_of_ones_own(tmp_path, run):
    """
    Eight examples of a category that the reader was not taught are enough for it to be found by nearness.
    """
    rule = tmp_path / "weather" / "talk.toml"
    rule.parent.mkdir()
    examples = [(text, [text]) for text in WEATHER] + [(text, []) for text in OTHER]
    rule.write_text(
        OWN + "".join(f"\n[[examples]]\ntext = {json.dumps(text)}\nfinds = {json.dumps(finds)}\n" for text, finds in examples)
    )  # fmt: skip
    path = tmp_path / "failure.txt"
    path.write_text("I failed Step 1 in June because I only read. It rained every day of that month.")
    checked = run("rules", "check", str(tmp_path))
    linted = json.loads(run("lint", str(path), "--rules", str(tmp_path), "--no-spelling", "--format", "json").stdout)

    assert 0 == checked.exit_code, checked.stdout
    assert ["It rained every day of that month."] == [
        each["quote"] for each in linted["documents"][0]["findings"] if each["rule"] == "weather/talk"
    ]


def test_the_vectors_of_examples_are_up_to_date():
    """
    What ships with the reader are the words of the rules' examples, each once; `training/examples.py` writes them.
    """
    from soapwriter.linter.checks.reader import ReaderCheck
    from soapwriter.linter.example_vectors import load_themes

    wanted = {
        rule.id: [words for example in rule.flagged for words in example.finds]
        for rule in load_rules()
        if isinstance(rule.check, ReaderCheck)
    }

    assert wanted == {rule: [each.words for each in examples] for rule, examples in load_themes().examples.items()}


def test_the_nearest_theme_names_the_rule(linter):
    """
    The message is that of the rule whose examples are about the same.
    """
    texts = {
        "pressure/deadline": "Please answer me by Friday at noon, since another program is waiting.",
        "begging/last-hope": "This is my last chance, and you are the last hope that I have left.",
    }
    found = {
        rule: {each.rule for each in linter.lint(Document("-", text, "interest" if "blame" not in rule else "failure")).findings}
        for rule, text in texts.items()
    }  # fmt: skip

    assert [] == [(rule, some) for rule, some in found.items() if rule not in some]


def test_a_category_of_ones_own_needs_eight_examples(tmp_path):
    """
    With fewer examples a category that the reader was not taught is refused in one line.
    """
    from soapwriter.errors import BadData

    rule = tmp_path / "weather" / "talk.toml"
    rule.parent.mkdir()
    rule.write_text(
        OWN
        + '\n[[examples]]\ntext = "It rained."\nfinds = ["It rained."]\n\n[[examples]]\ntext = "I read."\nfinds = []\n'
    )
    with pytest.raises(BadData) as trouble:
        load_rules(tmp_path)

    assert str(trouble.value) == (
        f"{rule}: examples: a category that the reader was not taught needs 8 that are flagged and as many that are "
        "clean; there are 1 and 1."
    )
