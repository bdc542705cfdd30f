"""Sentences as they are written to the person whom they name: "you" for "Dr. Garza"."""

import re
from collections.abc import Iterable

_TITLES = r"(?:Dr|Mr|Ms|Mrs|Prof|Dean|Professor)\.?"
# The forms of these verbs after "you" that do not follow from their spelling.
_IRREGULAR = {"is": "are", "was": "were", "has": "have", "does": "do", "isn't": "aren't", "wasn't": "weren't"}
# Words after a name that end in "s" and are no verb.
_NO_VERBS = frozenset("as his this its always perhaps across besides thus plus versus us".split())


def to_reader(sentences: Iterable[str], name: str) -> tuple[str, ...]:
    """Return sentences in which the one person who reads them is "you"; unchanged where there are more, or none."""
    last = _surname(name)
    return tuple(_to_you(sentence, last) if last else sentence for sentence in sentences)


def _surname(name: str) -> str:
    """Return the last name of one person with a title, "" for several people or a name without one."""
    person = name.partition(",")[0].strip()
    is_one = re.match(_TITLES, person) and not re.search(r"\band\b|&|/", name)
    return person.split()[-1] if is_one and len(person.split()) > 1 else ""


def _to_you(sentence: str, last: str) -> str:
    named = rf"\b{_TITLES}\s+(?:[A-Z][\w.'’-]*\s+){{0,2}}?{re.escape(last)}\b"
    text = re.sub(rf"{named}['’]s", "your", sentence)
    text = re.sub(
        rf"{named}(?P<blank>\s+)(?P<verb>[a-z][\w'’]*)", lambda m: f"you{m['blank']}{_after_you(m['verb'])}", text
    )
    text = re.sub(named, "you", text)
    return text[:1].upper() + text[1:]


def _after_you(word: str) -> str:
    """Return a verb as it is after "you"; any other word as it is."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word in _NO_VERBS or not word.endswith("s") or word.endswith("ss"):
        return word
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-2] if re.search(r"(?:ch|sh|x|z|ss|o)es$", word) else word[:-1]
