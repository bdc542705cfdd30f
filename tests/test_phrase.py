"""The notation of phrases: what each piece of it finds, and what it leaves alone."""

from functools import cache

import pytest

from soapwriter.errors import BadData
from soapwriter.nlp import language, phrase
from soapwriter.nlp.parsed_document import parse_all
from soapwriter.nlp.phrase import PhraseFinder, word_classes
from soapwriter.text.document import Document


@cache
def parsed_of(text):
    (parsed,) = parse_all(language.load(), [Document("-", text, "failure")])
    return parsed


def found(text, *phrases):
    """Return the stretches of a text where a phrase is, as they are written there."""
    parsed = parsed_of(text)
    spans = (parsed.span(hit.start, hit.end) for hit in parsed.hits(phrases))
    return [text[span.start : span.end] for span in spans]


FINDS = [
    # words, case, contractions
    ("I begged", "Then I begged them.", "I begged"),
    ("I begged", "i BEGGED them.", "i BEGGED"),
    ("did not pass", "I didn't pass it.", "didn't pass"),
    ("did not pass", "I didn’t pass it.", "didn’t pass"),
    ("did not pass", "I DID NOT pass it.", "DID NOT pass"),
    ("didn't pass", "I did not pass it.", "did not pass"),
    ("i have", "I've done it.", "I've"),
    ("i have", "I’ve done it.", "I’ve"),
    ("i am", "I'm late.", "I'm"),
    ("i am", "I’m late.", "I’m"),
    ("i 'm late", "I am late.", "I am late"),
    ("can not", "I cannot come.", "cannot"),
    ("can not", "I can’t come.", "can’t"),
    ("will not", "I won't come.", "won't"),
    ("the dean 's office", "I saw the dean’s office.", "the dean’s office"),
    ("pass - fail", "It is pass–fail now.", "pass–fail"),
    ("self-assessment", "One self-assessment was left.", "self-assessment"),
    ("dr. <PROPN>", "I met Dr. Cho there.", "Dr. Cho"),
    # a line that is wrapped, blanks that are doubled
    ("I beg you", "Now I\nbeg  you.", "I\nbeg  you"),
    ("I beg you", "Now I\r\nbeg\tyou.", "I\r\nbeg\tyou"),
    ("I beg you", "> Now I beg\u00a0you.", "I beg\u00a0you"),
    # alternatives
    ("my|our exam", "It was our exam.", "our exam"),
    ("my|{exam} result", "The Step 2 CK result came.", "Step 2 CK result"),
    ("a|two|# attempts", "It took 3 attempts.", "3 attempts"),
    ("exam|self-assessment", "My self-assessment fell.", "self-assessment"),
    ("it|<PROPN> fell", "Then Maria fell.", "Maria fell"),
    ("i|we {month}|tomorrow", "We March on.", "We March"),
    ("could|cannot go", "I cannot go.", "cannot go"),
    # classes
    ("{month}", "I sit it in october.", "october"),
    ("{exam}", "I failed USMLE Step 2 CK in May.", "USMLE Step 2 CK"),
    ("{exam} in", "I failed COMLEX Level 2-CE in May.", "COMLEX Level 2-CE in"),
    ("{exam}", "I failed Step I. I crammed.", "Step I."),
    ("{resource}", "I finished Boards and Beyond.", "Boards and Beyond"),
    # numbers
    ("# questions", "I did 2,400 questions.", "2,400 questions"),
    ("# questions", "I did forty questions.", "forty questions"),
    # parts of speech and tags
    ("<VERB> hard", "I worked hard.", "worked hard"),
    ("<VBD> hard", "I worked hard.", "worked hard"),
    # how often
    ("very? hard", "It is hard.", "hard"),
    ("a very? hard", "A very hard day.", "A very hard"),
    ("I {adverb}* failed", "I really, truly failed.", None),
    ("I {adverb}* failed", "I also really failed.", "I also really failed"),
    ("I {adverb}* failed", "I failed.", "I failed"),
    ("I {adverb}+ failed", "I really failed.", "I really failed"),
    # the beginning of a sentence
    ("^since then", "Since then I rose.", "Since then"),
    ("^since then", "I failed. Since then I rose.", "Since then"),
    ("^{i} failed", "So it is.\n\n- I failed", "I failed"),
    # gaps
    ("I .. it", "I failed it.", "I failed it"),
    ("I .. it", "I have failed it.", "I have failed it"),
    ("I ... it", "I have never once again failed it.", "I have never once again failed it"),
    ("I .. you , please", "I beg you, please.", "I beg you, please"),
]  # fmt: skip
LEAVES = [
    ("I begged", "I beg them."),
    ("I begged", "He begged them."),
    ("did not pass", "I did pass it."),
    ("did not pass", "I do not pass it."),
    ("I beg you", "Now I beg. You know."),
    ("I beg you", "Now I\n\nbeg you."),
    ("my|our exam", "It was your exam."),
    ("my|{exam} result", "The Step result came."),
    ("{month}", "I may sit it."),
    ("{study}", "I studied alone."),
    ("{exam}", "I took one step at a time."),
    ("{exam} result", "My Step 2 CK practice result."),
    ("# questions", "I did some questions."),
    ("<VBD> hard", "I work hard."),
    ("I {adverb}+ failed", "I failed."),
    ("a very? hard", "A very very hard day."),
    ("^since then", "I rose since then."),
    ("I .. it", "I have never failed it."),
    ("I ... it", "I never once have, in all my years, failed it."),
    ("I .. it", "I failed. It hurt."),
    ("I ... it", "I failed; it hurt."),
]


@pytest.mark.parametrize(("notation", "text", "wanted"), FINDS)
def test_finds(notation, text, wanted):
    """
    A phrase is found as it is written in the text, whatever its case, clitics and line ends.
    """
    assert ([wanted] if wanted else []) == found(text, notation)


@pytest.mark.parametrize(("notation", "text"), LEAVES)
def test_leaves_alone(notation, text):
    """
    What is nearly the phrase is not the phrase.
    """
    assert [] == found(text, notation)


@pytest.mark.parametrize(("gap", "most"), [("..", 2), ("...", 6), ("....", 14)])
def test_gaps_end_where_they_say(gap, most):
    """
    A gap takes up to its number of tokens, and none more.
    """
    texts = [f"I {'too ' * number}failed." for number in (0, most, most + 1)]

    assert [1, 1, 0] == [len(found(text, f"i {gap} failed")) for text in texts]


def test_the_longest_is_found():
    """
    Of the ways in which one phrase fits one place, the longest counts.
    """
    assert ["I failed it, and it hurt"] == found("I failed it, and it hurt.", "failed .... hurt", "I failed .... hurt")[
        :1
    ]
    assert ["very very hard work"] == found("It was very very hard work.", "very+ hard work?")[:1]


def test_month_and_the_verb_may():
    """
    "May" is a month where it is one.
    """
    assert ["May"] == found("I may resit in May.", "{month}")


REFUSED = [
    ("{famly} said", "there is no word class 'famly'. Did you mean 'family'?"),
    ("my|{qqq} said", "there is no word class 'qqq'"),
    ("<VBX> said", "there is no part of speech or tag 'VBX'"),
    ("", "a phrase has no words"),
    ("{adverb}* very?", "a phrase needs a word that is always there"),
    (".. ...", "a phrase needs a word that is always there"),
    ("he||she", "an alternative is empty"),
    ("don't? go", "\"don't?\" is more than one word: '?' goes with one"),
    ("he|{exam}* go", "'he|{exam}*' is more than one word: '*' goes with one"),
]


@pytest.mark.parametrize(("notation", "said"), REFUSED)
def test_refuses(notation, said):
    """
    A phrase that could never be found, or always, is refused with the phrase, the reason and the nearest name.
    """
    with pytest.raises(BadData) as trouble:
        PhraseFinder(language.load(), [notation])

    assert f"{notation!r}: {said}" == str(trouble.value)


def test_entities_are_the_longest_name():
    """
    The longest of several names wins.
    """
    assert ["USMLE Step 2 CK"] == found("USMLE Step 2 CK", "{exam}")


def test_word_classes_are_words():
    """
    Each class is there once and has members, each said once, without blanks around it.
    """
    for name, members in word_classes().members.items():
        assert members, name
        assert all(member == member.strip() and member for member in members), name


def test_two_files_may_not_define_one_class(tmp_path, monkeypatch):
    """
    A class that is defined twice is refused, with its file.
    """
    (tmp_path / "words").mkdir()
    for name in "ab":
        (tmp_path / "words" / f"{name}.toml").write_text('fruit = ["apple"]')
    monkeypatch.setattr(phrase.assets, "folder", lambda _: tmp_path)
    with pytest.raises(BadData) as trouble:
        word_classes.__wrapped__()

    assert f"{tmp_path / 'words' / 'b.toml'}: the word class 'fruit' is defined twice." == str(trouble.value)


@pytest.mark.parametrize("text", ['fruit = "apple"', "fruit = [1]", "fruit = {}", "fruit ="])
def test_a_class_is_a_list_of_words(text, tmp_path, monkeypatch):
    """
    A class that is no list of words is refused in one line that names its file.
    """
    (tmp_path / "words").mkdir()
    (tmp_path / "words" / "a.toml").write_text(text)
    monkeypatch.setattr(phrase.assets, "folder", lambda _: tmp_path)
    with pytest.raises(BadData) as trouble:
        word_classes.__wrapped__()

    assert str(trouble.value).startswith(f"{tmp_path / 'words' / 'a.toml'}: ")
    assert "\n" not in str(trouble.value)
