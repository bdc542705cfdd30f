"""How a text is cut into sentences and clauses, and whose voice its words are in."""

import pytest

from soapwriter.nlp import language
from soapwriter.nlp.parsed_document import parse_all
from soapwriter.text.document import Document

CUTS = [
    ("I failed Step 1. I own it.", ["I failed Step 1.", "I own it."]),
    ("It began at 7 a.m. I liked that.", ["It began at 7 a.m.", "I liked that."]),
    ("The test is at 7 a.m. on Monday. I am ready.", ["The test is at 7 a.m. on Monday.", "I am ready."]),
    ("I was 15 pts. above it.", ["I was 15 pts. above it."]),
    ("I met Dr. Cho on Sept. 4. She helped.", ["I met Dr. Cho on Sept. 4.", "She helped."]),
    ("i failed step 2. i was working nights.", ["i failed step 2.", "i was working nights."]),
    ("I scored 61.5 percent. It was enough.", ["I scored 61.5 percent.", "It was enough."]),
    ("I failed\nStep 1. I own it.", ["I failed\nStep 1.", "I own it."]),
    ("He said, \u201cGo.\u201d I went.", ["He said, \u201cGo.\u201d", "I went."]),
    ("Since then:\n- I study daily\n- I sleep", ["Since then:", "I study daily", "I sleep"]),
    ("One thought\n\nAnother thought", ["One thought", "Another thought"]),
    ("I failed Step 1! Why? I crammed.", ["I failed Step 1!", "Why?", "I crammed."]),
    ("I rose 15 pts. I retake it.", ["I rose 15 pts.", "I retake it."]),
    ("I rose at 6 a.m. Monday to Friday.", ["I rose at 6 a.m. Monday to Friday."]),
    ("I failed Step I. I crammed.", ["I failed Step I.", "I crammed."]),
    ("He is an M.D. He helped.", ["He is an M.D.", "He helped."]),
    ("I met J. R. Cho. He helped.", ["I met J. R. Cho.", "He helped."]),
    ("Fault no. 1 was time. I said no. I left.", ["Fault no. 1 was time.", "I said no.", "I left."]),
    ("it took 6 hrs. i slept.", ["it took 6 hrs.", "i slept."]),
    ("I used the bank, i.e. UWorld, vs. notes. It helped.", ["I used the bank, i.e. UWorld, vs. notes.", "It helped."]),
    ("I failed... Then I rose.", ["I failed...", "Then I rose."]),
    ("I failed (badly). I rose.", ["I failed (badly).", "I rose."]),
    ("The line was 196. 200 was mine.", ["The line was 196.", "200 was mine."]),
    ("I FAILED STEP 1. I CRAMMED.", ["I FAILED STEP 1.", "I CRAMMED."]),
    ("😀 I failed. 😀 I rose.", ["😀 I failed.", "😀 I rose."]),
    ("1. I failed.\r\n2. I rose.", ["I failed.", "I rose."]),
    ("Dear Dr. Cho,\nThank you for Monday.\nI liked it.", ["Dear Dr. Cho,", "Thank you for Monday.", "I liked it."]),
]
ROLES = [
    ("Subject: Thank you", "subject"), ("Dear Dr. Cho,", "greeting"), ("Dr. Cho,", "greeting"), ("Hi Dr. Ames", "greeting"),
    ("To whom it may concern:", "greeting"), ("Sincerely,", "closing"), ("Kind regards,", "closing"), ("With all my gratitude,", "closing"),
    ("Re: my file", "subject"), ("Good morning, Dr. Cho,", "greeting"), ("Thank you.", "closing"), ("Best, Ana", "closing"),
    ("Thank you for Monday.", "text"), ("Dear Dr. Cho, I failed.", "text"), ("Best of all was the clinic in the evening.", "text"),
    ("Thank you for your time today.", "text"), ("Dear me, that was hard to write down in so few words, and here I am writing.", "text"),
    ("- met a tutor each week", "item"), ("2. met a tutor each week", "item"),
]  # fmt: skip
DENIALS = [
    ("I do not blame my school.", "blame", True),
    ("I blame my school.", "blame", False),
    ("Nobody but me can blame the exam.", "blame", True),
    ("I don\u2019t blame my school.", "blame", True),
    ("Not only do I blame my school.", "blame", False),
    ("I did not sleep, and I blame my school.", "blame", False),
    ("I never blame my school.", "blame", True),
    ("I cannot blame my school.", "blame", True),
    ("I can’t blame my school.", "blame", True),
    ("I write without any blame.", "blame", True),
    ("Nobody is to blame.", "blame", True),
    ("No doubt I blame my school.", "blame", False),
    ("I do not know why, but I blame my school.", "blame", False),
    ("I was not well. I blame my school.", "blame", False),
    ("I blame my school, not the exam.", "blame", False),
    ("I have never once in all of that long year blamed it.", "blamed", False),
]
QUOTES = [
    ('She wrote, "never blame the exam", and I did not.', "blame", True),
    ("She wrote, \u201cnever blame the exam\u201d, and I did not.", "blame", True),
    ('They call it "blame" and I do too.', "blame", False),
    ("She wrote, “never blame, and I did.", "blame", False),
    ('"Do not blame it," she wrote. I blame it.', "blame", None),
    ('The 5" line, and I blame it.', "blame", False),
]
CLAUSES = [
    ("I failed Step 1 because I crammed for it.", ["I failed Step 1", "because I crammed for it."]),
    ("I have done 2,000 questions, and I retake it in May.", ["I have done 2,000 questions, and", "I retake it in May."]),
    ("Failed Step 1 last year: too few questions; passed since then.", ["Failed Step 1 last year:", "too few questions;", "passed since then."]),
    ("I failed Level 2-CE in June.", ["I failed Level 2-CE in June."]),
]  # fmt: skip


def read(text):
    return next(parse_all(language.load(), [Document("-", text, "failure")]))


@pytest.mark.parametrize(("text", "sentences"), CUTS)
def test_cuts_sentences(text, sentences):
    """
    Blocks are cut first, then sentences within them; an abbreviation ends none.
    """
    assert sentences == [text[each.span.start : each.span.end] for each in read(text).sentences]


@pytest.mark.parametrize(("line", "role"), ROLES)
def test_knows_the_lines_of_a_letter(line, role):
    """
    Subject, greeting, closing and list items are lines of their own.
    """
    parsed = read(f"{line}\n\nI failed Step 1.")

    assert role == parsed.sentences[0].role


@pytest.mark.parametrize(("text", "word", "denied"), DENIALS)
def test_knows_a_denial(text, word, denied):
    """
    A negator shortly before a phrase in the same clause denies it; one further off, or "not only", does not.
    """
    parsed = read(text)

    assert [denied] == [parsed.denied(hit) for hit in parsed.hits((word,))]


@pytest.mark.parametrize(("text", "word", "quoted"), QUOTES)
def test_knows_a_quotation(text, word, quoted):
    """
    Words between a pair of double quotes are not the writer's; a word or two are, and an unpaired mark is none.
    """
    parsed = read(text)

    found = [parsed.quoted(parsed.span(hit.start, hit.end)) for hit in parsed.hits((word,))]

    assert ([True, False] if quoted is None else [quoted]) == found


@pytest.mark.parametrize(("text", "clauses"), CLAUSES)
def test_cuts_clauses(text, clauses):
    """
    A clause ends where another thing begins to be said; a hyphen within a word ends none.
    """
    parsed = read(text)
    spans = [parsed.span(clause.first, clause.last) for clause in parsed.clauses]

    assert clauses == [text[span.start : span.end] for span in spans]


def test_an_empty_body_is_read():
    """
    A text of marks alone has no words, and breaks nothing.
    """
    assert 0 == sum(sentence.words for sentence in read("-- ...").sentences)
