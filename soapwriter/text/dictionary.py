"""The words of WordNet."""

from functools import cache

from soapwriter import assets


@cache
def further_words() -> frozenset[str]:
    """Return the words of WordNet, in small letters: many are medical, and the spelling library does not know them."""
    lines = (assets.folder("lint_rules") / "dictionary" / "wordnet.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if not line.startswith("#"))
