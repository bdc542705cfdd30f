"""Which sentences weigh most: those that a reader can check, and those that answer the cause."""

import re
from collections.abc import Sequence

from soapwriter.facts import MONTHS
from soapwriter.kinds import answer_words

_FIGURES = re.compile(r"\d")
_TITLED = r"\b(?:Drs?|Mr|Ms|Mrs|Prof|Dean|Professor)\b\.?\s+[A-Z]"
_DATED = rf"\b(?:{'|'.join(MONTHS)}|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?)\b"
_WORD = re.compile(r"[a-z]{4,}", re.IGNORECASE)
# Each of these is something that a reader can check: a figure first, then a person; an answer to the cause is as good.
_FIGURE, _WHO, _COUNT, _WHEN, _ANSWERS = 3, 2, 1, 1, 2


def weight(sentence: str, *, cause: str = "") -> int:
    """Return how much a sentence weighs: the numbers, people and times in it, and whether it answers a cause."""
    known, words = answer_words(), frozenset(re.findall(r"[a-z]+", sentence.lower()))
    found = (
        _FIGURE * bool(_FIGURES.search(sentence)),
        _COUNT * bool(words & known.amounts),
        _WHO * bool(words & known.people or re.search(_TITLED, sentence)),
        _WHEN * bool(words & known.times or re.search(_DATED, sentence)),
        _ANSWERS * bool(_stems(sentence) & _stems(cause)),
    )
    return sum(found)


def heaviest(sentences: Sequence[str], count: int, *, cause: str = "") -> tuple[str, ...]:
    """Return so many of some sentences, those that weigh most, in their order; of equals the earlier."""
    order = sorted(range(len(sentences)), key=lambda at: (-weight(sentences[at], cause=cause), at))
    kept = set(order[:count])
    return tuple(sentence for at, sentence in enumerate(sentences) if at in kept)


def _stems(text: str) -> frozenset[str]:
    # Five letters make "questions" and "question" one word, and "reading" and "reread" two.
    return frozenset(word.lower()[:5] for word in _WORD.findall(text) if word.lower() not in answer_words().in_common)
