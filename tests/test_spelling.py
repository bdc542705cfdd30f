"""Spelling: what is misspelt is found, what is a name, a code or another dialect is not, and nothing else is touched."""

import json
import subprocess
import sys
import tomllib
from pathlib import Path

import harper
import pytest

from soapwriter.errors import BadData, SoapwriterError
from soapwriter.facts import Applicant, Facts, Program
from soapwriter.finding import Severity
from soapwriter.linter import Linter, load_rules
from soapwriter.linter.checks.spelling import SpellingCheck
from soapwriter.nlp import spelling
from soapwriter.nlp.spelling import Slip, Speller
from soapwriter.text.document import Document
from soapwriter.text.span import Span

HERE = Path(__file__).parent
DATA = tomllib.loads((HERE / "spelling.toml").read_text(encoding="utf-8"))
SLIPS = DATA["slips"]
RULES = [rule for rule in load_rules(examples=False) if rule.category == "spelling"]
CORPUS = [json.loads(line) for file in sorted((HERE / "corpus").rglob("*.jsonl")) for line in file.open("rb")]


@pytest.fixture(scope="module")
def speller():
    """The spelling rules alone."""
    return Linter(RULES)


def findings(linter, text, kind="failure", **rest):
    """What the spelling rules say of a text."""
    report = linter.lint(Document("-", text, kind), **rest)
    return [finding for finding in report.findings if finding.category == "spelling"]


def quotes(linter, text, kind="failure", **rest):
    """The words that the spelling rules point at."""
    return [finding.quote for finding in findings(linter, text, kind, **rest)]


def found(linter, text, wrong):
    """Those of some words at which something points."""
    spans = [(finding.start, finding.end) for finding in findings(linter, text)]
    places = {word: text.index(word) for word in wrong}
    return [word for word, at in places.items() if any(start < at + len(word) and at < end for start, end in spans)]


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip["text"][:40])
def test_finds_what_is_misspelt(slip, speller):
    """
    Each slip of a tired applicant is pointed at, save those that are known to be missed.
    """
    expected = [word for word in slip["wrong"] if word not in slip.get("missed", [])]

    assert expected == found(speller, slip["text"], slip["wrong"])


@pytest.mark.parametrize("writer", ["us", "uk", "l2"])
def test_finds_most_of_each_writer(writer):
    """
    Of American, British and second-language slips, more than 85 in 100 are found.
    """
    wrong = [word for slip in SLIPS if slip["writer"] == writer for word in slip["wrong"]]
    missed = [word for slip in SLIPS if slip["writer"] == writer for word in slip.get("missed", [])]

    assert len(missed) / len(wrong) < 0.15


@pytest.mark.parametrize("text", DATA["clean"], ids=lambda text: text[:40])
def test_leaves_names_and_medicine_alone(text, speller):
    """
    Names, exams, resources, medical words, codes, placeholders and British or American spelling are all right.
    """
    assert [] == quotes(speller, text)


def test_clean_texts_of_the_corpus_stay_quiet(speller):
    """
    Of the texts that an adviser would send, fewer than one in sixteen has a finding other than small letters.

    Some are typed as people type, with slips of their own.
    """
    documents = [Document("-", each["text"], "failure") for each in CORPUS if each["clean"]]
    reports = list(speller.lint_all(documents))
    found_out = [each for each in reports if {finding.rule for finding in each.findings} - {"spelling/small-letter"}]

    assert len(found_out) < len(reports) / 16


def test_slips_are_notes(speller):
    """
    No slip is graver than a note, and what to write is said in words.
    """
    (finding,) = findings(speller, "I recieved my score.")

    assert Severity.NOTE is finding.severity
    assert "received" == finding.instead.split()[0].rstrip(",")
    assert finding.fix is None


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("😀 naïve: I recieved it.", "recieved"),
        ("Zoë’s café 👩‍👩‍👧 has teh scores.", "teh"),
        ("e\u0301 I recieved it.", "recieved"),
        ("First line.\r\nI recieved it.\r\n", "recieved"),
        ("---\nkind: failure\n---\n<!-- teh -->\nSee https://teh.example/recieved and I recieved it.", "recieved"),
        ("I **recieved** it.", "recieved"),
        ("I said that “I recieved it” last week.", "recieved"),
        ("I was well-preparred.", "preparred"),
    ],
)
def test_places_count_characters(text, quote, speller):
    """
    Places are in characters of the text as it was read, in its prose alone.
    """
    assert [(text.rindex(quote), quote)] == [(each.start, each.quote) for each in findings(speller, text)]


@pytest.mark.parametrize(
    "text",
    [
        "My tutor was ana okafor.",
        "I trained at stellenrode general in mbombela.",
        "I saw dr oyelaran and ms kwiatkowska.",
    ],
)
def test_names_of_the_facts_are_known(text, speller):
    """
    Whoever and whatever the facts name is never misspelt, however it is written, nor what follows a title.
    """
    facts = Facts(
        applicant=Applicant(name="Ana Okafor", school="Stellenrode General"),
        programs=(Program(name="County", city="Mbombela", people=("Ms. Kwiatkowska",)),),
    )

    assert [] == quotes(speller, text, facts=facts)


@pytest.mark.parametrize("word", ["okafor", "mbombela"])
def test_without_facts_a_small_name_is_unknown(word, speller):
    """
    The same names in small letters are unknown words without the facts, unless the text has them with a capital.
    """
    assert [word] == quotes(speller, f"I met {word} there.")
    assert [] == quotes(speller, f"I met {word} there. The people of {word.capitalize()} were kind.")


def test_a_slip_at_the_beginning_makes_no_name(speller):
    """
    A word that is misspelt with a capital, where a sentence begins, is misspelt in small letters too.
    """
    assert ["Becuase", "becuase"] == quotes(speller, "Becuase I crammed, I failed. I failed becuase I crammed.")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dear Dr. Nwosu,\n\nThank you for Monday.\n\nSincerly,\nChidi Okonkwo", ["Sincerly"]),
        ("Subject: Thank You for the Intervew, Dr. Nwosu\n\nDear Dr. Nwosu,\n\nThank you.", ["Intervew"]),
        ("Dear Dr. Achterberg,\n\nThank you.\n\nKind regards,\nXiomara Quiñones\nAAMC ID 12345678", []),
    ],
)
def test_opening_and_closing_lines_hold_names(text, expected, speller):
    """
    In the lines around a letter only the words that such lines consist of are looked at.
    """
    assert expected == quotes(speller, text, "thank-you")


def test_a_text_is_the_same_alone_and_in_company(speller):
    """
    What is found in a text does not depend on the other texts, nor on when it is read.
    """
    documents = [Document(str(at), slip["text"], "failure") for at, slip in enumerate(SLIPS)]

    together = list(speller.lint_all(documents))

    assert [speller.lint(document) for document in documents] == together
    assert together[::-1] == list(speller.lint_all(documents[::-1]))


def test_another_category_speaks_first():
    """
    What another rule says of a word is not said again by spelling.
    """
    other = RULES[0].model_copy(update={"id": "residue/word"})
    twice = Linter([*(rule for rule in RULES if rule.id == "spelling/unknown-word"), _copy("residue/word")])

    assert other.category == "residue"
    assert ["residue/word"] == [each.rule for each in twice.lint(Document("-", "I recieved it.", "failure")).findings]


def _copy(name):
    """The rule on unknown words, by another name."""
    rule = next(rule for rule in RULES if rule.id == "spelling/unknown-word")
    return rule.model_copy(update={"id": name})


def test_library_has_every_lint_that_rules_name():
    """
    The lints that the shipped rules name are lints of the library, each named once.
    """
    named = [lint for rule in RULES if isinstance(rule.check, SpellingCheck) for lint in rule.check.lints]

    assert {spelling.SMALL_LETTER} == set(named) - set(harper.get_default_lint_config())
    assert sorted(set(named)) == sorted(named)


def test_style_is_left_to_the_other_categories():
    """
    What the library thinks of long sentences, "very", serial commas, dashes or regional words is ignored.
    """
    named = {lint for rule in RULES if isinstance(rule.check, SpellingCheck) for lint in rule.check.lints}
    style = (
        "LongSentences OxfordComma NoOxfordComma BoringWords Regionalisms FillerWords Hedging AvoidContractions Dashes"
    )

    assert set() == named & set(f"{style} SpelledNumbers Excellent RedundantThat Spaces ExpandTimeShorthands".split())


def test_unknown_lint_of_a_foreign_rule_is_named(tmp_path):
    """
    A rule of one's own that names a lint which the library lacks is refused, with the nearest.
    """
    rule = _copy("spelling/own")
    rule = rule.model_copy(
        update={"check": rule.check.model_copy(update={"lints": ("SpelCheck",)}), "path": tmp_path / "own.toml"}
    )

    with pytest.raises(BadData, match=r"no lint 'SpelCheck'\. Did you mean 'SpellCheck'"):
        Linter([rule])


def test_missing_library_is_one_sentence(monkeypatch):
    """
    Where the library is not installed, the sentence says what to install and how to do without.
    """
    monkeypatch.setitem(sys.modules, "harper", None)

    with pytest.raises(SoapwriterError, match="install 'harper-py', or lint with --no-spelling"):
        Speller(["SpellCheck"]).begin("A text.").result()


@pytest.mark.parametrize(
    ("word", "listed"), [("hepatologist", True), ("Hepatologist's", True), ("NBMEs", True), ("teh", False)]
)
def test_dictionary_has_possessives_and_plurals(word, listed):
    """
    A word of ours is known with its plural and its possessive, in any case.
    """
    assert listed is spelling.is_listed(word)


def test_guesses_are_near_and_few():
    """
    At most three guesses are shown, the likeliest first, none much less likely, and no shreds of words.
    """
    library = Speller(["SpellCheck"])

    (slip,) = library.begin("I beleive it.").result()

    assert Slip("SpellCheck", Span(2, 9), ("believe",)) == slip


def program(*arguments, home):
    """The program in a process of its own with a home of its own, and whether it loaded the library."""
    code = "import sys; from soapwriter.cli import main; main(standalone_mode=False); sys.stderr.write(str('harper' in sys.modules))"
    surroundings = {name: str(home) for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "APPDATA", "LOCALAPPDATA")}
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        env={"PYTHONPATH": str(HERE.parent), **surroundings},
        capture_output=True,
        encoding="utf-8",
        input="I recieved my score, and I look forward to meet you.",
        check=False,
    )


@pytest.mark.parametrize(
    ("options", "loaded"),
    [([], True), (["--no-spelling"], False), (["--ignore", "spelling"], False), (["--select", "begging"], False)],
)
def test_library_is_loaded_only_when_asked(options, loaded, tmp_path):
    """
    Where no rule of spelling is selected, the library is not even imported; the record is whole, and nothing is kept.
    """
    run = program("lint", "-", "--format", "json", *options, home=tmp_path)

    assert str(loaded) == run.stderr.splitlines()[-1][-len(str(loaded)) :]
    assert loaded is (
        "spelling/unknown-word" in {each["rule"] for each in json.loads(run.stdout)["documents"][0]["findings"]}
    )
    assert [] == list(tmp_path.iterdir())


def test_options_that_contradict_each_other_are_refused(run):
    """
    Selecting spelling and leaving it out is one clear line.
    """
    result = run("lint", "-", "--select", "spelling/grammar", "--no-spelling", input="I failed Step 1.")

    assert 2 == result.exit_code
    assert "--no-spelling leaves out what --select requests: give one of the two." in " ".join(result.stderr.split())
